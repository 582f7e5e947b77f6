"""What a region wrote beside the requests of its return copy is read back, request by request."""

from __future__ import annotations

from pipeline.model.cells import Cell, CellKind, SheetReading, WorkbookReading
from pipeline.model.returns import Answer
from pipeline.receive.answers import MOST_ROWS, answers_of, is_request_list

HEADS = ("번호", "시트", "셀", "현재 값", "무엇이 문제인지", "답 적는 칸", "규칙")


def requests(*rows: tuple[str | int, ...], name: str = "수정요청", title: str = "수정 요청 3건") -> SheetReading:
    """A sheet of requests with its title in row 1 and its headers in row 3."""
    cells = {}
    for row, values in enumerate(((title,), (), HEADS, *rows), start=1):
        for column, value in enumerate(values, start=1):
            kind = CellKind.TEXT if isinstance(value, str) else CellKind.NUMBER
            if value != "":
                cells[row, column] = Cell(row, column, kind, value)
    return SheetReading(name, cells=cells)


def answers(*sheets: SheetReading) -> tuple[Answer, ...]:
    return answers_of(WorkbookReading(sheets))


def test_an_answer_names_its_rule_its_sheet_and_every_cell_of_its_request() -> None:
    told = answers(
        requests(
            (1, "모니터링", "F9~F11, H20", "5", "적습니다", "맞는 수임", "MON-001"),
            (2, "모니터링", "시트 전체", "", "없습니다", "없었음", "MON-006"),
            (3, "파일 전체", "", "", "다릅니다", 12, "INT-001"),
            (4, "모니터링", "B2", "", "다릅니다", "", "MON-002"),
            (5, "모니터링", "B2", "", "다릅니다", "규칙 없음", ""),
        )
    )
    assert told == (
        Answer("MON-001", "모니터링", frozenset({"F9", "F10", "F11", "H20"}), "맞는 수임"),
        Answer("MON-006", "모니터링", frozenset({""}), "없었음"),
        Answer("INT-001", "", frozenset({""}), "12"),
    )


def test_an_answer_given_to_an_earlier_copy_keeps_what_it_was_about() -> None:
    """Everything below the row that says so was answered earlier."""
    told = answers(
        requests(
            (1, "모니터링", "F9", "5", "적습니다", "지금", "MON-001"),
            ("답해 주신 곳 2건",),
            (2, "모니터링", "F10", "6", "많습니다", "전에", "MON-001"),
            (3, "모니터링", "F11", "7", "큽니다", "그 전에", "MON-001"),
        )
    )
    assert [answer.about for answer in told] == [None, ("6", "많습니다"), ("7", "큽니다")]


def test_a_long_answer_is_read_to_its_five_hundredth_letter() -> None:
    for length, read in ((500, "가" * 500), (501, "가" * 499 + "…")):
        (told,) = answers(requests((1, "모니터링", "F9", "", "", "가" * length, "MON-001")))
        assert told.text == read


def test_no_more_rows_are_named_than_a_form_can_have() -> None:
    (told,) = answers(requests((1, "모니터링", "F1~F9999999", "", "", "답", "MON-001")))
    assert told.cells == {f"F{row}" for row in range(1, MOST_ROWS + 2)}


def test_every_list_of_the_file_is_read_and_a_sheet_of_another_title_is_none() -> None:
    row = (1, "모니터링", "F9", "", "", "답", "MON-001")
    other = requests(row, title="메모")
    again = requests((1, "모니터링", "F10", "", "", "또", "MON-001"), name="수정요청 (2)")
    assert [answer.text for answer in answers(requests(row), other, again)] == ["답", "또"]
    assert answers(requests(row, name="메모")) == ()


def test_a_list_that_has_lost_a_head_answers_nothing() -> None:
    whole = requests((1, "모니터링", "F9", "", "", "답", "MON-001"))
    for column in (2, 3, 6, 7):
        cells = {place: cell for place, cell in whole.cells.items() if place != (3, column)}
        assert answers(SheetReading("수정요청", cells=cells)) == ()


def test_a_workbook_of_requests_alone_is_no_return() -> None:
    empty = SheetReading("Sheet1")
    form = SheetReading("모니터링", cells={(1, 1): Cell(1, 1, CellKind.TEXT, "사업연도")})
    assert is_request_list(WorkbookReading((requests(), empty)))
    assert not is_request_list(WorkbookReading((requests(), form)))
    assert not is_request_list(WorkbookReading((empty,)))
