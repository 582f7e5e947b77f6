"""The reasons that a region writes beside our requests: they come back with the copy and settle the findings they
explain.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from pipeline.earlier.follow_up import FollowUpState, compare_requests
from pipeline.model.findings import Finding
from pipeline.model.result import RunResult
from pipeline.model.returns import ReturnState
from pipeline.records.findings import write_checks
from pipeline.records.results import results_of
from pipeline.reply.marked import plan_requests, write_return_copies
from tests.support.few_returns import monitoring_rows, run_over, write_monitoring

REASON = "경로당 어르신 모임에서 한 번에 안부를 여쭘"
ANSWER_HEAD = "답 적는 칸"


def doubtful_rows() -> list[dict[str, object]]:
    """Rows 9 and 10: fewer consultations than people. Row 12: people supported, the organisation left blank."""
    rows = monitoring_rows()
    rows[0]["consultation_count"] = 20
    rows[1]["consultation_count"] = 30
    rows[3]["supported_people_count"] = 5
    return rows


def first_copy(folder: Path, rows: list[dict[str, object]]) -> Path:
    write_monitoring(folder / "받은 파일" / "3권역.xlsx", rows)
    return write_return_copies(run_over(folder / "받은 파일"), folder / "수정요청")[0]


def row_of(sheet: Worksheet, rule: str) -> tuple[int, int]:
    """(row, answer column) of a rule's line."""
    (row,) = [cell.row for line in sheet.iter_rows() for cell in line if cell.value == rule]
    (column,) = [cell.column for line in sheet.iter_rows() for cell in line if cell.value == ANSWER_HEAD]
    return row, column


def answered(
    copy: Path, answers: dict[str, object], *, name: str = "3권역 답.xlsx", remove_sheet: bool = False
) -> RunResult:
    """The run after the copy has come back with these answers (by rule), beside what was there before."""
    book = openpyxl.load_workbook(copy)
    sheet = book["수정요청"]
    for rule, text in answers.items():
        row, column = row_of(sheet, rule)
        sheet.cell(row, column, text)
    if remove_sheet:
        del book["수정요청"]
    folder = copy.parent.parent / "받은 파일"
    book.save(folder / name)
    return run_over(folder)


def by_rule(result: RunResult, rule: str) -> list[Finding]:
    return sorted((item for item in result.findings if item.rule == rule), key=lambda item: item.place.cell)


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    return first_copy(tmp_path, doubtful_rows())


def test_a_reason_is_read_back_and_is_not_asked_for_again(copy: Path) -> None:
    result = answered(copy, {"MON-001": REASON, "MON-007": "협력 기관이 아직 정해지지 않음"})
    assert [(item.place.cell, item.answer) for item in by_rule(result, "MON-001")] == [("F10", REASON), ("F9", REASON)]
    assert by_rule(result, "MON-007")[0].answer == "협력 기관이 아직 정해지지 않음"
    assert all(item.is_settled for item in result.findings if item.rule.startswith("MON"))
    assert plan_requests(result) == []


def test_the_answered_copy_counts_though_no_value_was_changed(copy: Path) -> None:
    """For a reason alone nobody has to change the day of writing: our stamp says that it is the next version."""
    result = answered(copy, {"MON-001": REASON})
    states = {item.file: item.state for item in result.returns}
    assert states == {"3권역.xlsx": ReturnState.IGNORED, "3권역 답.xlsx": ReturnState.USED}


def test_what_was_not_answered_is_asked_again_and_the_answers_go_along(copy: Path, tmp_path: Path) -> None:
    result = answered(copy, {"MON-001": REASON})
    (again,) = write_return_copies(result, tmp_path / "두 번째")
    sheet = openpyxl.load_workbook(again)["수정요청"]
    texts = [str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert texts.index("MON-007") < next(n for n, text in enumerate(texts) if text.startswith("답해 주신 곳"))
    row, column = row_of(sheet, "MON-001")
    assert sheet.cell(row, column).value == REASON
    # the second copy comes back with the other answer: both are there
    book = openpyxl.load_workbook(again)
    row, column = row_of(book["수정요청"], "MON-007")
    book["수정요청"].cell(row, column, "빈칸이 맞음")
    folder = copy.parent.parent / "받은 파일"
    book.save(folder / "3권역 두 번째 답.xlsx")
    last = run_over(folder)
    assert {item.answer for item in last.findings if item.rule.startswith("MON-0")} == {REASON, "빈칸이 맞음"}


def test_an_answered_cell_is_not_marked_any_more(copy: Path, tmp_path: Path) -> None:
    (again,) = write_return_copies(answered(copy, {"MON-001": REASON}), tmp_path / "두 번째")
    sheet = openpyxl.load_workbook(again)["모니터링"]
    assert sheet["F9"].comment is None
    assert sheet["F9"].fill.fgColor.rgb == sheet["F11"].fill.fgColor.rgb
    assert sheet["G12"].comment is not None


def test_an_error_is_not_settled_by_words(tmp_path: Path) -> None:
    rows = doubtful_rows()
    rows[2]["people_count"] = "약 90명"
    result = answered(first_copy(tmp_path, rows), {"MON-001": REASON, "CELL-011": "어림이지만 맞음"})
    (error,) = by_rule(result, "CELL-011")
    assert (error.answer, error.is_settled, error.is_error) == ("어림이지만 맞음", False, True)
    assert write_return_copies(result, tmp_path / "다시")


def test_a_telephone_number_in_an_answer_is_masked_and_told(copy: Path) -> None:
    result = answered(copy, {"MON-001": "문의 010-1234-5678"})
    assert {item.answer for item in by_rule(result, "MON-001")} == {"문의 ***-****-****"}
    assert [item.place.sheet for item in by_rule(result, "PRIV-002")] == ["수정요청"]


def test_without_the_sheet_the_reason_is_asked_for_again(copy: Path, tmp_path: Path) -> None:
    result = answered(copy, {"MON-001": REASON}, remove_sheet=True)
    assert not any(item.answer for item in result.findings)
    assert write_return_copies(result, tmp_path / "다시")


def test_an_answer_that_is_a_number_and_one_that_is_blank(copy: Path) -> None:
    result = answered(copy, {"MON-001": 20, "MON-007": "   "})
    assert {item.answer for item in by_rule(result, "MON-001")} == {"20"}
    assert by_rule(result, "MON-007")[0].answer == ""


def test_a_long_reason_comes_back_whole(copy: Path) -> None:
    reason = " ".join([REASON] * 10) + "."
    result = answered(copy, {"MON-001": reason})
    assert {item.answer for item in by_rule(result, "MON-001")} == {reason}


def test_a_reason_for_many_cells_settles_them_all(tmp_path: Path) -> None:
    """Two rows in doubt and one without, twelve times: "F9~F10, F12~F13, …" is longer than a message may be."""
    rows = [dict(monitoring_rows()[place % 3]) for place in range(36)]
    for place, row in enumerate(rows):
        row["consultation_count"] = 500 if place % 3 == 2 else 20
    copy = first_copy(tmp_path, rows)
    result = answered(copy, {"MON-001": REASON})
    assert [item.answer for item in by_rule(result, "MON-001")] == [REASON] * 24


def test_a_sheet_whose_name_ends_with_a_space_is_answered_too(tmp_path: Path) -> None:
    path = write_monitoring(tmp_path / "받은 파일" / "3권역.xlsx", doubtful_rows())
    book = openpyxl.load_workbook(path)
    book["모니터링"].title = "모니터링 "
    book.save(path)
    (sent_back,) = write_return_copies(run_over(path.parent), tmp_path / "수정요청")
    result = answered(sent_back, {"MON-001": REASON})
    assert {item.answer for item in by_rule(result, "MON-001")} == {REASON}


def test_the_officer_reads_the_answers(copy: Path, tmp_path: Path) -> None:
    earlier = results_of(run_over(copy.parent.parent / "받은 파일"))
    result = answered(copy, {"MON-001": REASON})
    follow_up = compare_requests(earlier["findings"], result, earlier["returns"])
    states = {(item.rule, item.place.cell): item.state for item in follow_up.items}
    assert states["MON-001", "F9"] is FollowUpState.ANSWERED
    assert states["MON-007", "G12"] is FollowUpState.OPEN
    book = openpyxl.load_workbook(write_checks(result, tmp_path / "검증결과.xlsx", follow_up))
    rows = [[cell.value for cell in row] for row in book["권역의 답"].iter_rows(min_row=6)]
    assert [(row[0], row[4], row[7]) for row in rows] == [("3권역", "F9", REASON), ("3권역", "F10", REASON)]
    # the next run asks nothing anew about what is settled, and tells it once only
    now = results_of(result)
    later = compare_requests(now["findings"], result, now["returns"])
    assert {item.rule for item in later.items if item.rule == "MON-001"} == set()


def test_what_is_answered_is_no_longer_counted_as_a_doubt(copy: Path, tmp_path: Path) -> None:
    """Two doubts of MON-001 and one of MON-007: after an answer to the first rule only one is left."""
    result = answered(copy, {"MON-001": REASON})
    assert [item.rule for item in result.findings if item.is_doubt] == ["MON-007"]
    book = openpyxl.load_workbook(write_checks(result, tmp_path / "검증결과.xlsx"))
    counts = {row[0].value: row[1].value for row in book["요약"].iter_rows()}
    assert counts["까닭을 적어 보낸 지적"] == 2


def test_a_file_that_is_resaved_without_its_marks_keeps_its_answers(copy: Path) -> None:
    """The sheet is moved to the end, as people may do."""
    book = openpyxl.load_workbook(copy)
    row, column = row_of(book["수정요청"], "MON-001")
    book["수정요청"].cell(row, column, REASON)
    book.move_sheet("수정요청", offset=len(book.sheetnames))
    folder = copy.parent.parent / "받은 파일"
    book.save(folder / "옮김.xlsx")
    assert {item.answer for item in by_rule(run_over(folder), "MON-001")} == {REASON}


def test_a_sheet_of_the_senders_own_answers_nothing(tmp_path: Path) -> None:
    path = write_monitoring(tmp_path / "받은 파일" / "3권역.xlsx", doubtful_rows())
    book = openpyxl.load_workbook(path)
    sheet = book.create_sheet("수정요청")
    for row in (["시트", "셀", ANSWER_HEAD, "규칙"], ["모니터링", "F9", "아무 말", "MON-001"]):
        sheet.append(row)
    book.save(path)
    shutil.rmtree(tmp_path / "수정요청", ignore_errors=True)
    assert not any(item.answer for item in run_over(path.parent).findings)


# -- an answer of an earlier version --------------------------------------------------------------------------------


def sent_back_again(copy: Path, folder: Path, answers: dict[str, object], changes: dict[str, object]) -> RunResult:
    """The run after a second copy, which carries ``answers``, has come back with other values in these cells."""
    (again,) = write_return_copies(answered(copy, answers), folder / "두 번째")
    book = openpyxl.load_workbook(again)
    for cell, value in changes.items():
        book["모니터링"][cell] = value
    place = copy.parent.parent / "받은 파일"
    book.save(place / "3권역 두 번째 답.xlsx")
    return run_over(place)


def test_a_value_that_is_another_since_it_was_answered_is_asked_about_again(copy: Path, tmp_path: Path) -> None:
    """F9 was 20 and F10 was 30 when the reason was written. A second reason for the same cells would be a new one."""
    result = sent_back_again(copy, tmp_path, {"MON-001": REASON}, {"F9": 10})
    assert [(item.place.cell, item.answer) for item in by_rule(result, "MON-001")] == [("F10", REASON), ("F9", "")]
    (request,) = plan_requests(result)
    assert [(line.rule, line.cells) for line in request.warnings] == [("MON-001", ("F9",)), ("MON-007", ("G12",))]


def test_a_value_that_is_still_the_same_stays_answered(copy: Path, tmp_path: Path) -> None:
    result = sent_back_again(copy, tmp_path, {"MON-001": REASON}, {"F11": 900})
    assert {item.answer for item in by_rule(result, "MON-001")} == {REASON}


def test_a_reason_written_beside_a_value_that_was_changed_with_it_counts(copy: Path) -> None:
    book = openpyxl.load_workbook(copy)
    book["모니터링"]["F9"] = 25
    book.save(copy)
    result = answered(copy, {"MON-001": REASON})
    assert [(item.place.cell, item.value, item.answer) for item in by_rule(result, "MON-001")] == [
        ("F10", "30", REASON),
        ("F9", "25", REASON),
    ]


SECOND_DONG = {f"{column}9": None for column in "ABCDEF"}


@pytest.mark.parametrize(("changes", "answer"), [({}, REASON), (SECOND_DONG, "")])
def test_a_dong_that_is_lacking_since_the_answer_is_asked_about(
    changes: dict[str, object], answer: str, tmp_path: Path
) -> None:
    """The first dong has no row, and the region has given a reason. Then the row of the second dong, row 9, is removed
    too.
    """
    rows = monitoring_rows()
    rows[3]["supported_people_count"] = 5
    result = sent_back_again(first_copy(tmp_path, rows[1:]), tmp_path, {"MON-006": REASON}, changes)
    assert [item.answer for item in by_rule(result, "MON-006")] == [answer]
