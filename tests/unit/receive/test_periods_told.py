"""The months that a return itself mentions, as evidence where its header contradicts the form."""

from __future__ import annotations

import pytest

from pipeline.receive.periods_told import PeriodsTold, named_months


@pytest.mark.parametrize(
    ("file", "months"),
    [
        ("1권역_월별실적_5월.xlsx", [5]),
        ("5월/1권역.xlsx", []),  # the folder's name is the office's and does not count
        ("3월 제출 2월 실적.xlsx", [3, 2]),
        ("4월 15일 수정.xlsx", []),
        ("월별실적 12 월.xlsx", [12]),
        ("2021 월별실적.xlsx", []),
        ("1 월별실적.xlsx", []),
        ("202105월.xlsx", []),
    ],
)
def test_months_that_a_file_name_mentions(file: str, months: list[int]) -> None:
    assert named_months(file) == months


@pytest.mark.parametrize(
    ("of_days", "of_name", "is_meant"),
    [
        ({5}, set(), True),
        (set(), {5}, True),
        ({5}, {5}, True),
        ({5}, {6}, True),  # the name speaks of a third month
        ({5, 6}, set(), False),  # the days are not all of that month
        ({5}, {4}, False),
        ({4}, {5}, False),
        ({4, 5}, set(), False),
        (set(), set(), False),
        ({6}, {5}, False),
    ],
)
def test_days_or_name_speak_for_may_and_nothing_speaks_for_april(
    of_days: set[int], of_name: set[int], is_meant: bool
) -> None:
    assert PeriodsTold(frozenset(of_days), frozenset(of_name)).tell(5, 4) is is_meant
