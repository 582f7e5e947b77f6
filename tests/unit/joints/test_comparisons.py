"""Comparisons of documents: what agrees, what differs and in which region, what is not known yet."""

from __future__ import annotations

from datetime import date

from pipeline.joints.comparisons import Comparison, comparisons
from pipeline.model.result import RunResult
from tests.support.run_in_memory import (
    PROJECT,
    UNDONE,
    Sent,
    a_run,
    leaving_out,
    meeting,
    monitoring,
    sent,
    the_year,
    whole_year,
)


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


def test_documents_that_are_not_due_yet_are_not_compared() -> None:
    early = [one for one in whole_year() if one.form == "head_office"]
    found = compared(a_run(*early, as_of=date(2021, 4, 1)))
    nobody = "대조 못함: 1권역, 2권역, 3권역, 4권역, 5권역"  # January and February are due, and nothing has come
    assert {what: one.words for what, one in found.items()} == {"편성액과 교부액": "맞음", "전체회의를 연 달": nobody}
