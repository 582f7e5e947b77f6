"""The requests: for which files, in which order, how merged and limited, under which names."""

from __future__ import annotations

import unicodedata
from dataclasses import replace

import pytest

from pipeline.model.findings import Effect, Finding, Place, Severity
from pipeline.model.result import RunResult
from pipeline.model.returns import ReturnState
from pipeline.reply.marked import cells_text, plan_requests
from pipeline.reply.marked.request_sheet import build_sheet
from pipeline.reply.marked.texts import clean, file_stem
from tests.support.few_returns import monitoring_rows, run_over, write_monitoring

FILE = "3권역 모니터링.xlsx"


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> RunResult:
    """One return without a fault; the tests add findings to it."""
    folder = tmp_path_factory.mktemp("받은 파일")
    write_monitoring(folder / FILE, monitoring_rows())
    return run_over(folder)


def found(cell: str = "", *, rule: str = "CELL-010", severity: Severity = Severity.ERROR, **others: object) -> Finding:
    sheet = str(others.pop("sheet", "모니터링" if cell else ""))
    words = {"message": "대상자(명) 칸이 비어 있습니다.", "advice": "수를 적어 주세요.", "value": "", **others}
    return Finding(rule, severity, Effect.KEPT, Place(FILE, sheet, cell), **words)


def warning(cell: str, **others: object) -> Finding:
    return found(cell, rule=str(others.pop("rule", "MON-001")), severity=Severity.WARNING, **others)


def lines_of(run: RunResult, *findings: Finding):
    requests = plan_requests(replace(run, findings=list(findings)))
    return requests[0].lines if requests else ()


def with_config(run: RunResult, most: int) -> RunResult:
    thresholds = run.config.settings.thresholds.model_copy(update={"warnings_per_region": most})
    settings = run.config.settings.model_copy(update={"thresholds": thresholds})
    return replace(run, config=replace(run.config, settings=settings))


# -- which findings ask for something -------------------------------------------------------------------------------


def test_a_file_without_findings_is_not_sent_back(run: RunResult) -> None:
    assert plan_requests(replace(run, findings=[])) == []


def test_notes_and_allowed_exceptions_ask_for_nothing(run: RunResult) -> None:
    note = found("E9", severity=Severity.NOTE)
    allowed = found("E10", exception="전화로 확인함")
    assert lines_of(run, note, allowed) == ()


def test_a_note_whose_reason_is_wanted_is_asked_as_a_doubt(run: RunResult) -> None:
    (line,) = lines_of(run, found("E9", rule="TRD-001", severity=Severity.NOTE, message="평소와 많이 다릅니다."))
    assert (line.is_error, line.message) == (False, "평소와 많이 다릅니다.")


def test_a_doubt_that_was_answered_asks_for_nothing_and_an_error_still_does(run: RunResult) -> None:
    answered = warning("F9", answer="단체 통화였음")
    assert plan_requests(replace(run, findings=[answered])) == []
    (request,) = plan_requests(replace(run, findings=[answered, found("E9", answer="맞는 값임")]))
    assert [(line.rule, line.answer) for line in request.lines] == [("CELL-010", "맞는 값임")]
    assert [(line.number, line.rule, line.answer) for line in request.answered] == [(2, "MON-001", "단체 통화였음")]


def test_there_is_a_place_for_answers_only_where_something_may_stay_as_it_is(run: RunResult) -> None:
    def headings(*findings: Finding) -> list[str]:
        sheet = build_sheet(plan_requests(replace(run, findings=list(findings)))[0], 1)
        return [cell.text for cell in sheet.rows[sheet.header_row - 1].cells]

    assert "답 적는 칸" not in headings(found("E9"))
    assert headings(found("E9"), warning("F9"))[-2:] == ["답 적는 칸", "규칙"]


def test_a_warning_alone_is_enough(run: RunResult) -> None:
    assert [line.is_error for line in lines_of(run, warning("F9"))] == [False]


@pytest.mark.parametrize("state", [ReturnState.SUPERSEDED, ReturnState.IGNORED])
def test_a_version_that_does_not_count_is_not_sent_back(run: RunResult, state: ReturnState) -> None:
    old = replace(run.returns[0], state=state)
    assert plan_requests(replace(run, returns=[old], findings=[found("E9")])) == []


# -- order and numbers ----------------------------------------------------------------------------------------------


def test_errors_come_first_then_the_sheet_from_the_top(run: RunResult) -> None:
    lines = lines_of(
        run,
        warning("A9"),
        found("C20", message="다"),
        found("B10", message="나"),
        found("A10", message="가"),
        found(message="파일"),
        found("E9", sheet="메모", message="라"),
    )
    assert [line.message for line in lines[:5]] == ["파일", "가", "나", "다", "라"]
    assert [line.number for line in lines] == [1, 2, 3, 4, 5, 6]
    assert not lines[5].is_error


def test_a_finding_without_a_cell_is_a_line_without_cells(run: RunResult) -> None:
    whole, sheet = lines_of(run, found(message="파일"), found(message="시트", sheet="모니터링"))
    assert (whole.sheet, whole.cells, whole.value) == ("", (), "")
    assert (sheet.sheet, sheet.cells) == ("모니터링", ())


# -- merging and capping --------------------------------------------------------------------------------------------


def test_the_same_words_in_one_column_are_one_line(run: RunResult) -> None:
    (line,) = lines_of(run, found("E9"), found("E10"), found("E14"))
    assert line.cells == ("E9", "E10", "E14")
    assert cells_text(line.cells) == "E9~E10, E14"
    assert line.value == "(빈칸)"


def test_errors_with_other_words_stay_apart(run: RunResult) -> None:
    lines = lines_of(
        run, found("E9", message="'약 30'은 어림수입니다."), found("E10", message="'40쯤'은 어림수입니다.")
    )
    assert [line.cells for line in lines] == [("E9",), ("E10",)]


def test_other_columns_stay_apart(run: RunResult) -> None:
    assert [line.cells for line in lines_of(run, found("E9"), found("F9"))] == [("E9",), ("F9",)]


def test_warnings_of_a_rule_in_a_column_are_one_line_and_each_cell_keeps_its_words(run: RunResult) -> None:
    (line,) = lines_of(
        run,
        warning("F9", message="상담 7이 대상자 70보다 적습니다.", value="7"),
        warning("F10", message="상담 8이 대상자 80보다 적습니다.", value="8"),
    )
    assert line.message == "상담 7이 대상자 70보다 적습니다. (같은 점을 확인할 칸이 모두 2개입니다.)"
    assert line.notes == ("상담 7이 대상자 70보다 적습니다.", "상담 8이 대상자 80보다 적습니다.")
    assert line.value == "7, 8"


def test_many_values_are_counted_and_not_listed(run: RunResult) -> None:
    (line,) = lines_of(run, *(warning(f"F{row}", value=str(row)) for row in range(9, 15)))
    assert line.value == "9, 10, 11, 12 등 6가지"


def test_warnings_are_capped_and_the_rest_is_announced(run: RunResult) -> None:
    findings = [found("A9"), *(warning(f"{column}9", rule=f"MON-10{n}") for n, column in enumerate("BCDEF"))]
    (request,) = plan_requests(with_config(replace(run, findings=findings), 3))
    assert (len(request.errors), len(request.warnings), request.unlisted) == (1, 3, 2)
    texts = [cell.text for row in build_sheet(request, 1).rows for cell in row.cells]
    assert any("그 밖에 확인할 곳 2건" in text for text in texts)


def test_what_is_merely_unusual_is_asked_about_after_what_looks_wrong(run: RunResult) -> None:
    """TRD-001 is a note that asks for a reason; where there is room for one line only, the warning below it comes
    first.
    """
    unusual = found("D9", rule="TRD-001", severity=Severity.NOTE)
    (request,) = plan_requests(replace(with_config(run, 1), findings=[unusual, warning("F12")]))
    assert ([line.rule for line in request.lines], request.unlisted) == (["MON-001"], 1)


def test_errors_are_never_capped(run: RunResult) -> None:
    findings = [found(f"E{row}", message=f"{row}행이 잘못되었습니다.") for row in range(9, 49)]
    (request,) = plan_requests(with_config(replace(run, findings=findings), 1))
    assert len(request.errors) == 40


def test_addresses_are_shortened_but_counted() -> None:
    assert cells_text([f"E{row}" for row in range(9, 40, 2)]) == (
        "E9, E11, E13, E15, E17, E19, E21, E23, E25, E27, E29, E31 외 4곳"
    )
    assert cells_text(["B9", "A10", "A9"]) == "A9~A10, B9"


# -- names ----------------------------------------------------------------------------------------------------------


def name_of(run: RunResult, **changes: object) -> str:
    source = replace(run.returns[0], **changes)
    (request,) = plan_requests(
        replace(run, returns=[source], findings=[replace(found("E9"), place=Place(source.file))])
    )
    return request.file_name


@pytest.mark.parametrize(
    ("changes", "name"),
    [
        ({}, "3권역_전화모니터링_1회차_수정요청.xlsx"),
        ({"form": "monthly_results", "month": 4, "rounds": ()}, "3권역_월별실적_04월_수정요청.xlsx"),
        ({"form": "monthly_results", "annual": True, "rounds": ()}, "3권역_월별실적_연간_수정요청.xlsx"),
        ({"form": "settlement", "rounds": ()}, "3권역_정산서_수정요청.xlsx"),
        ({"form": "head_office", "region": None, "rounds": ()}, "복지정책과_총괄부서실적_수정요청.xlsx"),
        ({"form": None, "region": None, "file": "받은 것/모니터링 최종.xlsx"}, "모니터링 최종_수정요청.xlsx"),
        ({"form": None, "file": "con.xlsx"}, "_con_수정요청.xlsx"),
        ({"form": None, "file": "../..\\나?쁜*이름 ..xlsx"}, "_나_쁜_이름_수정요청.xlsx"),
        ({"form": None, "file": "990101-1234567.xlsx"}, "______-________수정요청.xlsx"),
    ],
)
def test_names_come_from_the_settings_and_the_forms(run: RunResult, changes: dict[str, object], name: str) -> None:
    assert name_of(run, **changes) == name


def test_two_versions_that_nobody_can_order_get_two_names(run: RunResult) -> None:
    first = run.returns[0]
    second = replace(first, number=1, file="다른 이름.xlsx")
    findings = [found("E9"), replace(found("E9"), place=Place(second.file, "모니터링", "E9"))]
    names = [request.file_name for request in plan_requests(replace(run, returns=[first, second], findings=findings))]
    assert names == ["3권역_전화모니터링_1회차_수정요청.xlsx", "3권역_전화모니터링_1회차_수정요청_2.xlsx"]


def test_names_are_composed_and_short() -> None:
    assert file_stem(unicodedata.normalize("NFD", "은평 실적")) == "은평 실적"
    assert len(file_stem("가" * 300)) == 60
    assert file_stem(" .. ") == "파일"


def test_a_file_nobody_could_read_goes_to_the_region_that_its_folder_names(run: RunResult) -> None:
    unread = replace(run.returns[0], form=None, region=None, file="4권역/암호.xlsx", state=ReturnState.REFUSED)
    lost = replace(unread, number=1, file="암호.xlsx")
    findings = [replace(found(), place=Place(source.file)) for source in (unread, lost)]
    requests = plan_requests(replace(run, returns=[unread, lost], findings=findings))
    assert [(request.region, request.is_placed) for request in requests] == [(4, True), (None, False)]


# -- the sheet ------------------------------------------------------------------------------------------------------


def test_the_sheet_tells_who_what_when_and_how(run: RunResult) -> None:
    (request,) = plan_requests(replace(run, findings=[found("E9"), warning("F9")]))
    rows = build_sheet(request, 2).rows
    texts = [cell.text for row in rows for cell in row.cells]
    assert texts[0] == "수정 요청 · 3권역 은평종합사회복지관 · 전화모니터링 1회차"
    assert f"받은 파일: {FILE}" in texts[1]
    assert "점검 기준일: 2021. 7. 31." in texts[1]
    assert "2차 요청" in texts[1]
    assert any("'모니터링' 시트 D6 칸의 작성일을 고친 날로 바꾸고" in text for text in texts)
    first = texts.index("꼭 고쳐 주세요 (보라색 굵은 실선 칸)  1건")
    assert first < next(n for n, text in enumerate(texts) if "(청록색 굵은 점선 칸)" in text)
    assert [row.cells[0].text for row in rows if row.cells and row.cells[0].look == "number"] == ["①", "②"]


def test_every_text_has_the_room_that_it_needs(run: RunResult) -> None:
    """A row with ten lines of advice is ten lines high, and no sentence above the table is wider than the table."""
    advice = "단가와 수량을 확인해 주세요. " * 20
    (request,) = plan_requests(replace(run, findings=[found("E9", advice=advice)]))
    sheet = build_sheet(request, 1)
    letters = len(clean(advice)) - clean(advice).count(" ")
    headings = [cell.text for cell in sheet.rows[sheet.header_row - 1].cells]
    column = sheet.widths[headings.index("어떻게 고치는지")]
    tall = max(row.height for row in sheet.rows)
    assert tall >= letters * 2 / column * 14
    wide = sum(sheet.widths)
    above = [cell.text for row in sheet.rows[1 : sheet.header_row - 1] for cell in row.cells]
    assert all(sum(1 if letter.isascii() else 2 for letter in text) * 0.95 <= wide for text in above)


def test_personal_data_is_masked_once_more(run: RunResult) -> None:
    (line,) = lines_of(run, found("I9", value="990101-1234567", message="'990101-1234567'이 있습니다."))
    assert (line.value, line.message) == ("******-*******", "'******-*******'이 있습니다.")


def test_control_characters_and_direction_marks_are_taken_out(run: RunResult) -> None:
    (line,) = lines_of(run, found("I9", message="가\x00나\u202e다\r\n라\ud800"))
    assert line.message == "가나다 라"
