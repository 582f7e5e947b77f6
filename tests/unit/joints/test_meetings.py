"""The rules for meetings: kept, broken, or not known, and why."""

from __future__ import annotations

from datetime import date

import pytest

from pipeline.joints.meetings import Kept, both_attended, every_month, first_of_half, meetings_of, quarters
from tests.support.run_in_memory import Sent, a_run, meeting, sent, the_year


def month(region: int, number: int, *meetings: dict[str, object]) -> Sent:
    return sent("monthly_results", region, month=number, meetings=list(meetings))


def regional(*days: tuple[int, int], attended: tuple[int, ...] = ()) -> list[Sent]:
    """Region 1's twelve returns with a regional meeting on each of ``days``; the coordinator came in ``attended``."""

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
