"""What came and what is owed; what is to be mended; documents laid side by side."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from pipeline.joints.comparisons import Comparison, comparisons
from pipeline.model.figures import State
from pipeline.model.findings import Effect, Finding, Place, Severity
from pipeline.model.result import RunResult
from pipeline.report.sections.submission import build_region_submission, build_submission, submission_tables
from tests.unit.report.sections.making import (
    PROJECT,
    UNDONE,
    Sent,
    a_run,
    cells,
    headings,
    leaving_out,
    meeting,
    monitoring,
    row,
    sent,
    sentences,
    table,
    the_year,
    whole_year,
)


def finding(region: int, effect: Effect, *, exception: str = "", severity: Severity = Severity.ERROR) -> Finding:
    place = Place(f"{region}권역.xlsx", "위기가구", "A6")
    message, advice = f"{region}권역 {effect.value}", "고쳐 주세요."
    return Finding(
        "MON-001", severity, effect, place, message, advice, region=region, form="monthly_results", exception=exception
    )


def test_a_complete_year_says_so() -> None:
    blocks = build_submission(the_year())
    assert sentences(blocks) == [
        "받을 자료 86건을 모두 받음",
        "받은 파일 86개 가운데 86개를 사용함",
        "받은 파일의 모든 칸을 점검하였고 고칠 곳이 없음",
        "서식끼리 대조한 10가지: 맞음 9, 다름 1(계획한 세부사업과 실적)",
    ]
    assert row(table(submission_tables(the_year()), "board"), "월별실적") == ["12/12"] * 5 + ["–", "60/60"]


def test_what_is_owed_is_listed_with_its_due_day() -> None:
    result = a_run(*whole_year([("monthly_results", 5, 11), ("settlement", 2, None)]))
    blocks = submission_tables(result)
    assert cells(table(blocks, "owed")) == [
        ["5권역 월별실적 11월", "1", "2021. 12. 10."],
        ["2권역 정산서", "1", "2021. 12. 31."],
    ]
    assert row(table(blocks, "board"), "월별실적")[4:] == ["11/12 / 미제출 1", "–", "59/60"]


def test_errors_come_with_what_they_did_to_the_numbers_the_gravest_first() -> None:
    kept, gone, refused = (
        finding(n, e) for n, e in ((1, Effect.KEPT), (2, Effect.ROW_LEFT_OUT), (3, Effect.RETURN_REFUSED))
    )
    warned = finding(4, Effect.KEPT, severity=Severity.WARNING)
    result = a_run(*whole_year(), findings=[kept, gone, refused, warned])
    listed = cells(table(submission_tables(result), "to_mend"))
    assert [line[2] for line in listed] == ["파일 반려", "줄 제외", "합계에 넣음"]
    assert listed[0][0] == "3권역.xlsx › 위기가구 › A6"
    assert "고칠 곳 3건, 확인할 곳 1건을 찾음" in sentences(build_submission(result))


def test_what_was_not_found_is_not_counted() -> None:
    told = sentences(build_submission(a_run(*whole_year(), findings=[finding(2, Effect.KEPT)])))
    assert "고칠 곳 1건을 찾음" in told


def test_warnings_alone_are_told_as_such() -> None:
    blocks = build_submission(a_run(*whole_year(), findings=[finding(4, Effect.KEPT, severity=Severity.WARNING)]))
    assert "고칠 곳은 없고, 확인할 곳 1건을 찾음" in sentences(blocks)


def test_months_that_are_owed_stand_in_one_line_with_their_first_and_last_day() -> None:
    """What is due on 10 July falls on a Saturday and waits for Monday."""
    blocks = submission_tables(a_run(*whole_year([("monthly_results", 5, month) for month in (3, 6, 9)])))
    assert cells(table(blocks, "owed")) == [["5권역 월별실적 3월·6월·9월", "3", "2021. 4. 12. ~ 10. 12."]]


def test_an_allowed_exception_is_printed_with_its_reason() -> None:
    allowed = finding(2, Effect.KEPT, exception="단체 통화로 확인함(복지정책과 담당, 2021. 12. 20.)")
    blocks = submission_tables(a_run(*whole_year(), findings=[allowed]))
    assert cells(table(blocks, "exceptions"))[0][2].startswith("단체 통화로 확인함")
    assert "to_mend" not in [getattr(block, "key", "") for block in blocks]


def test_a_region_sees_only_its_own() -> None:
    result = a_run(
        *whole_year([("settlement", 2, None), ("settlement", 3, None)]),
        findings=[finding(2, Effect.KEPT), finding(3, Effect.KEPT)],
    )
    blocks = build_region_submission(result, 2)
    assert headings(blocks) == ["자료 제출·검증 현황"]
    assert sentences(blocks) == ["받을 자료 17건 가운데 16건을 받음(미제출 1건)", "고칠 곳 1건"]
    assert cells(table(blocks, "owed")) == [["2권역 정산서", "1", "2021. 12. 31."]]
    assert [line[1] for line in cells(table(blocks, "to_mend"))] == ["2권역 kept"]


# -- documents side by side -----------------------------------------------------------------------------------------


def compared(result: RunResult) -> dict[str, Comparison]:
    return {one.what: one for one in comparisons(result)}


def changed(*changes: tuple[str, int | None, str, str, object]) -> RunResult:
    """The whole year, with (form, region, table, column) of the first row set to a value."""
    returns: list[Sent] = whole_year()
    for form, region, name, column, value in changes:
        one = next(found for found in returns if (found.form, found.region) == (form, region) and found.tables[name])
        one.tables[name][0][column] = value
    return a_run(*returns)


def test_a_year_whose_documents_agree() -> None:
    assert {one.what: one.words for one in comparisons(the_year()) if not one.differ} == {
        "계획한 권역회의와 개최": "맞음",
        "모니터링한 동": "맞음",
        "편성액과 교부액": "맞음",
        "사업계획 예산과 편성액": "맞음",
        "교부액": "맞음",
        "집행액": "맞음",
        "잔액": "맞음",
        "반납액과 잔액": "맞음",
        "전체회의를 연 달": "맞음",
    }


def test_activities_planned_and_not_done_or_done_without_a_plan_are_named() -> None:
    returns = whole_year()
    july = next(one for one in returns if (one.form, one.region, one.month) == ("monthly_results", 4, 7))
    july.tables["project_results"].append({"project": PROJECT, "activity": "김장 나눔", "case_count": 3})
    found = compared(a_run(*returns))["계획한 세부사업과 실적"]
    assert found.differ[0] == f"1권역(실적 없음 {UNDONE})"
    assert found.differ[3] == f"4권역(실적 없음 {UNDONE}, 계획에 없음 김장 나눔)"


def test_an_activity_that_may_still_be_done_is_neither_right_nor_wrong() -> None:
    returns = [one for one in whole_year() if one.month is None or one.month < 8]
    assert "계획한 세부사업과 실적" not in compared(a_run(*returns, as_of=date(2021, 8, 5)))


def test_meetings_are_compared_with_the_months_of_the_plan() -> None:
    returns = whole_year()
    plan = next(one for one in returns if (one.form, one.region) == ("operating_plan", 2))
    del plan.tables["meeting_plan"][11]
    may = next(one for one in returns if (one.form, one.region, one.month) == ("monthly_results", 2, 5))
    may.tables["meetings"].clear()
    found = compared(a_run(*returns))["계획한 권역회의와 개최"]
    assert found.words == "다름: 2권역(5월 개최 없음, 12월 계획 없음)"


def test_a_month_that_did_not_come_is_not_a_meeting_that_was_not_held() -> None:
    found = compared(a_run(*whole_year([("monthly_results", 3, 5), ("operating_plan", 4, None)])))
    assert found["계획한 권역회의와 개최"].words == "맞음; 대조 못함: 4권역"


def test_a_dong_that_a_round_says_nothing_of_is_named() -> None:
    returns = whole_year([("phone_monitoring", 1, 2), ("phone_monitoring", 1, 1), ("phone_monitoring", 2, 1)])
    partly = monitoring(1, 2, ("녹번동", 10, 20), ("응암1동", 11, 22))
    whole = monitoring(2, 1, ("권역 전체", 390, 3309))
    found = compared(a_run(*returns, partly, whole))["모니터링한 동"]
    assert found.words == "다름: 1권역(2회차 불광1동 없음)"


def test_each_pair_that_differs_names_the_region_and_both_amounts() -> None:
    result = changed(
        ("settlement", 3, "summary", "granted_won", 1_260_000),
        ("settlement", 4, "spending", "amount_won", 1_000_000),
        ("settlement", 5, "summary", "returned_won", 0),
        ("joint_project_plan", 1, "budget", "amount_won", 1_800_000),
    )
    found = compared(result)
    assert found["교부액"].differ == ("3권역(1,770,000원 ↔ 1,760,000원)",)
    assert found["집행액"].differ == ("4권역(1,480,000원 ↔ 1,685,360원)",)
    assert found["잔액"].differ == ("4권역(290,000원 ↔ 84,640원)",)
    assert found["반납액과 잔액"].differ == ("5권역(20,000원 ↔ 83,300원)",)
    assert found["사업계획 예산과 편성액"].differ == ("1권역(1,800,000원 ↔ 1,770,000원)",)
    assert found["편성액과 교부액"].words == "맞음"


def test_what_could_not_be_compared_is_neither_right_nor_wrong() -> None:
    found = compared(a_run(*whole_year([("settlement", 2, None), ("head_office", None, None)])))
    assert found["반납액과 잔액"].words == "맞음; 대조 못함: 2권역"
    assert found["전체회의를 연 달"].words.startswith("대조 못함: 1권역")


def test_a_grant_that_only_the_settlements_repeat_is_not_the_head_offices_word() -> None:
    found = compared(a_run(*whole_year([("head_office", None, None)])))
    assert found["편성액과 교부액"].words == "대조 못함: 1권역, 2권역, 3권역, 4권역, 5권역"


def test_a_sum_that_lacks_a_row_is_neither_right_nor_wrong() -> None:
    returns = whole_year()
    place = next(n for n, one in enumerate(returns) if (one.form, one.region) == ("settlement", 4))
    returns[place] = leaving_out(returns[place], "spending", 0)
    assert compared(a_run(*returns))["집행액"].words == "맞음; 대조 못함: 4권역"


def test_plenaries_are_compared_by_month() -> None:
    returns = [one for one in whole_year() if (one.region, one.month) != (1, 6)]
    extra = sent("monthly_results", 1, month=6, meetings=[meeting(date(2021, 6, 11), "전체회의", "예")])
    assert compared(a_run(*returns, extra))["전체회의를 연 달"].words == "맞음"
    none = sent("monthly_results", 1, month=6, meetings=[meeting(date(2021, 6, 11))])
    assert compared(a_run(*returns, none))["전체회의를 연 달"].words == "다름: 1권역(6월 보고 없음)"


def test_a_single_pair_is_told_in_a_sentence() -> None:
    plans = [
        one for one in whole_year() if one.form in ("operating_plan", "monthly_results") and one.month in (None, 1)
    ]
    blocks = build_submission(a_run(*plans, as_of=date(2021, 3, 20)))
    assert "계획한 권역회의와 개최(운영계획서 ↔ 월별실적) 대조: 맞음" in sentences(blocks)
    assert not [block for block in blocks if getattr(block, "key", "") == "comparisons"]


def test_documents_that_are_not_due_yet_are_not_compared() -> None:
    early = [one for one in whole_year() if one.form == "head_office"]
    found = compared(a_run(*early, as_of=date(2021, 4, 1)))
    nobody = "대조 못함: 1권역, 2권역, 3권역, 4권역, 5권역"  # January and February are due, and nothing has come
    assert {what: one.words for what, one in found.items()} == {"편성액과 교부액": "맞음", "전체회의를 연 달": nobody}


def test_doubts_are_listed_with_what_was_done() -> None:
    warned, answered = (finding(n, Effect.KEPT, severity=Severity.WARNING) for n in (4, 5))
    blocks = submission_tables(a_run(*whole_year(), findings=[warned, replace(answered, answer="맞는 값임")]))
    assert [line[2] for line in cells(table(blocks, "doubts"))] == ["합계에 넣음"]


def test_a_pair_that_could_not_be_compared_at_all_looks_missing() -> None:
    result = a_run(*whole_year([("settlement", region, None) for region in range(1, 6)]))
    found = table(submission_tables(result), "comparisons")
    states = {line[0]: r.cells[2].state for line, r in zip(cells(found), found.rows, strict=True) if r.cells[2]}
    assert states["반납액과 잔액"] is State.MISSING
