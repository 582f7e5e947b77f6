"""Rounds: their days, their seasons, the round of the year before."""

from __future__ import annotations

from datetime import date

import pytest

from pipeline.report.sections.rounds import is_same_season, period_before, period_of_round, round_name, rounds_with_data
from tests.support.run_in_memory import a_run, monitoring

DONG = "녹번동"


def test_the_days_of_a_round_are_those_that_were_filled_in() -> None:
    first = monitoring(1, 1, (DONG, 9, 9), days=(date(2021, 4, 5), date(2021, 6, 1)))
    second = monitoring(2, 1, ("역촌동", 9, 9), days=(date(2021, 4, 1), date(2021, 6, 20)))
    assert period_of_round(a_run(first, second), 1) == (date(2021, 4, 1), date(2021, 6, 20))


def test_a_round_that_nobody_filled_in_has_the_days_of_the_settings() -> None:
    result = a_run(monitoring(1, 1, (DONG, 9, 9)))
    assert period_of_round(result, 2) == (date(2021, 9, 1), date(2021, 11, 30))
    assert (rounds_with_data(result.figures), round_name(result.config, 7)) == ([1], "7회차 전화 모니터링")


@pytest.mark.parametrize(
    ("days", "same"),
    [
        ((date(2021, 4, 1), date(2021, 6, 30)), True),  # 55 of its 91 days lie in 4. 20. ~ 6. 13.
        ((date(2021, 6, 10), date(2021, 8, 31)), False),  # four days do
        ((date(2021, 9, 1), date(2021, 11, 30)), False),
    ],
)
def test_two_rounds_are_the_same_when_they_share_half_their_days(days: tuple[date, date], same: bool) -> None:
    result = a_run(monitoring(1, 1, (DONG, 9, 9), days=days))
    assert period_before(result.config, 1) == (date(2020, 4, 20), date(2020, 6, 13))
    assert is_same_season(result, 1) is same


def test_the_29th_of_february_does_not_stop_a_comparison() -> None:
    assert (
        is_same_season(a_run(monitoring(1, 1, (DONG, 9, 9), days=(date(2020, 2, 29), date(2020, 6, 30)))), 1) is False
    )
