"""Meetings: counted by region and month, and the rules of the network kept, broken or not known."""

from __future__ import annotations

from datetime import date

import pytest

from pipeline.joints.meetings import Kept, both_attended, every_month, first_of_half, meetings_of, quarters
from pipeline.model.figures import State
from pipeline.report.sections.meetings import build_meetings, matrix_table, meetings_headline
from tests.unit.report.sections.making import Sent, a_run, meeting, row, sent, sentences, table, the_year, whole_year


def month(region: int, number: int, *meetings: dict[str, object]) -> Sent:
    return sent("monthly_results", region, month=number, meetings=list(meetings))


def regional(*days: tuple[int, int], attended: tuple[int, ...] = ()) -> list[Sent]:
    """Region 1's twelve returns with a regional meeting on each of ``days``; attended in those months."""

    def of_month(number: int) -> list[dict[str, object]]:
        came = "예" if number in attended else "아니오"
        return [meeting(date(2021, *day), attended=came) for day in days if day[0] == number]

    return [month(1, number, *of_month(number)) for number in range(1, 13)]


EVERY_MONTH = tuple((number, 14) for number in range(1, 13))


def test_a_meeting_every_month_is_kept() -> None:
    assert every_month(a_run(*regional(*EVERY_MONTH)), 1).kept is Kept.YES


def test_months_without_a_meeting_are_named_and_missing_ones_are_not_blamed() -> None:
    returns = regional(*(day for day in EVERY_MONTH if day[0] not in (3, 8)))
    verdict = every_month(a_run(*(one for one in returns if one.month != 9)), 1)
    assert (verdict.kept, verdict.words) == (Kept.NO, "3월, 8월 미개최 (9월 미제출)")
    verdict = every_month(a_run(*(one for one in regional(*EVERY_MONTH) if one.month != 9)), 1)
    assert (verdict.kept, verdict.words) == (Kept.UNKNOWN, "9월 미제출")


def test_a_month_in_which_nothing_happened_had_no_meeting() -> None:
    returns = [one for one in regional(*EVERY_MONTH) if one.month != 4]
    quiet = sent("monthly_results", 1, month=4, no_activity=True)
    assert every_month(a_run(*returns, quiet), 1).words == "4월 미개최"


@pytest.mark.parametrize(
    ("attended", "half", "kept", "words"),
    [
        ((2,), 0, Kept.YES, "2. 14. 참석"),
        ((3,), 0, Kept.NO, "2. 14. 불참"),
        ((7,), 1, Kept.NO, "회의 없음"),
    ],
)
def test_the_first_regional_meeting_of_a_half_year_counts(
    attended: tuple[int, ...], half: int, kept: Kept, words: str
) -> None:
    verdict = first_of_half(a_run(*regional((3, 14), (2, 14), attended=attended)), 1, half)
    assert (verdict.kept, verdict.words) == (kept, words)


def test_a_missing_month_before_the_first_meeting_leaves_the_rule_unknown() -> None:
    returns = [one for one in regional((2, 14), (8, 9), attended=(2, 8)) if one.month not in (1, 9)]
    result = a_run(*returns)
    assert (first_of_half(result, 1, 0).kept, first_of_half(result, 1, 0).words) == (Kept.UNKNOWN, "1월 미제출")
    assert first_of_half(result, 1, 1).kept is Kept.YES  # September came after the first meeting of the half-year


def test_a_plenary_is_no_regional_meeting() -> None:
    returns = [month(1, 1, meeting(date(2021, 1, 5), "전체회의", "아니오"), meeting(date(2021, 1, 20), attended="예"))]
    assert first_of_half(a_run(*returns, as_of=date(2021, 1, 31)), 1, 0).words == "1. 20. 참석"


def plenary(*days: tuple[int, int]) -> Sent:
    rows = [{"kind": "전체회의", "activity_date": date(2021, *day), "content": "공유", "place": ""} for day in days]
    return sent(
        "head_office", activities=[*rows, {"kind": "교육", "activity_date": date(2021, 5, 4), "content": "교육"}]
    )


def test_a_plenary_every_quarter() -> None:
    result = a_run(plenary((3, 25), (6, 24), (12, 20)), *regional(*EVERY_MONTH))
    assert [(quarter.number, quarter.verdict.kept) for quarter in quarters(result)] == [
        (1, Kept.YES), (2, Kept.YES), (3, Kept.NO), (4, Kept.YES),
    ]  # fmt: skip
    assert "3분기 전체회의 미개최" in sentences(meetings_headline(result))[1]


def test_without_the_head_offices_return_a_quarter_is_not_known() -> None:
    returns = [month(1, 3, meeting(date(2021, 3, 25), "전체회의", "예", 1))]
    first, second, *_ = quarters(a_run(*returns))
    assert (first.verdict.kept, first.verdict.words) == (Kept.UNKNOWN, "1권역만 보고함")
    assert (second.verdict.kept, second.verdict.words) == (Kept.UNKNOWN, "총괄부서실적 미제출")


def test_a_quarter_that_is_not_over_is_not_blamed() -> None:
    result = a_run(plenary((3, 25)), *regional(*EVERY_MONTH)[:4], as_of=date(2021, 5, 15))
    assert [quarter.verdict.kept for quarter in quarters(result)] == [Kept.YES, Kept.NOT_YET]


@pytest.mark.parametrize(
    ("attended", "staff", "kept"), [("예", 1, Kept.YES), ("아니오", 1, Kept.NO), ("예", 0, Kept.NO)]
)
def test_both_sides_must_be_at_a_plenary(attended: str, staff: int, kept: Kept) -> None:
    reported = meetings_of(a_run(month(2, 3, meeting(date(2021, 3, 25), "전체회의", attended, staff))))
    assert both_attended(the_year().config, reported).kept is kept
    assert both_attended(the_year().config, []).kept is Kept.UNKNOWN


def test_the_matrix_holds_every_month_and_its_sums() -> None:
    found = matrix_table(a_run(*whole_year([("monthly_results", 3, 9)])))
    assert row(found, "1권역") == ["1"] * 12 + ["12", "12"]
    assert row(found, "3권역")[8:] == ["미제출", "1", "1", "1", "11*", "12"]
    assert row(found, "계")[8:] == ["4*", "5", "5", "5", "59*", "60"]
    assert row(found, "계획") == ["5"] * 12 + ["–", "60"]
    third = [cell for cell in found.rows[2].cells if cell]
    assert (third[9].state, third[8].state, third[8].bold) == (State.MISSING, State.VALUE, False)


def test_in_the_middle_of_the_year_only_the_months_so_far_are_planned() -> None:
    early = [one for one in whole_year() if one.form != "monthly_results" or (one.month or 0) <= 6]
    result = a_run(*early, as_of=date(2021, 7, 31))
    # Five regions planned a meeting a month: 30 by June, 60 in the year.
    assert sentences(build_meetings(result))[0] == ("1~6월에 권역회의를 모두 30회 개최함(운영계획서의 회의 계획 30회)")
    found = matrix_table(result)
    assert row(found, "1권역")[-2:] == ["6", "6"]
    assert row(found, "계")[-2:] == row(found, "계획")[-1:] * 2 == ["30", "30"]


def test_a_quarter_that_runs_is_neither_counted_nor_incomplete() -> None:
    early = [one for one in whole_year() if one.form != "monthly_results" or (one.month or 0) <= 10]
    blocks = build_meetings(a_run(*early, as_of=date(2021, 10, 31)))
    assert "전체회의를 3회 개최함(3개 분기 모두)" in sentences(blocks)
    assert row(table(blocks, "plenary"), "4분기")[:3] == ["0", "–", "기한 전"]


def test_a_month_without_a_meeting_stands_out_in_the_matrix() -> None:
    returns = [month(1, 1, meeting(date(2021, 1, 14))), month(1, 2)]
    cells = matrix_table(a_run(*returns)).rows[0].cells
    assert [cell.bold for cell in cells[1:3] if cell] == [False, True]


def test_a_year_with_every_rule_kept_says_so_once() -> None:
    result = the_year()
    told = sentences(build_meetings(result))
    assert "5개 권역이 모두 매월 1회 이상 개최함" in told
    assert sentences(meetings_headline(result)) == ["네트워크 회의: 권역회의 60회, 전체회의 4회를 개최함"]


def test_without_monthly_returns_there_is_no_section() -> None:
    assert build_meetings(a_run(sent("settlement", 1))) == []
    assert build_meetings(a_run(sent("monthly_results", 1), year=2020)) == []
    assert meetings_headline(a_run(sent("settlement", 1))) == []
