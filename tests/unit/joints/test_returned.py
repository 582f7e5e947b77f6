"""What is due and what came: months in words, months absent, months over."""

from __future__ import annotations

from datetime import date

import pytest

from pipeline.joints.returned import is_over, last_day_of, month_words, months_absent, months_due
from tests.support.run_in_memory import a_run, monitoring, sent, whole_year


@pytest.mark.parametrize(
    ("months", "words"),
    [([3], "3월"), ([3, 8], "3월, 8월"), ([8, 9], "8월, 9월"), ([12, 6, 7, 8], "6~8월, 12월"), ([], "")],
)
def test_months_in_words(months: list[int], words: str) -> None:
    assert month_words(months) == words


def test_months_that_are_due_and_absent() -> None:
    result = a_run(*whole_year([("monthly_results", 3, 9), ("monthly_results", 3, 10)]))
    assert months_due(result) == list(range(1, 13))
    assert months_absent(result, 3, range(1, 13)) == [9, 10]
    assert months_absent(result, 2, range(1, 13)) == []


def test_a_year_without_monthly_returns_has_no_months() -> None:
    assert months_due(a_run(sent("monthly_results", 1, month=None), year=2020)) == []


def test_a_month_is_over_on_its_last_day() -> None:
    result = a_run(monitoring(1, 1, ("녹번동", 9, 9)), as_of=date(2021, 2, 28))
    assert (is_over(result, 2), is_over(result, 3)) == (True, False)
    assert (last_day_of(2020, 2), last_day_of(2021, 12)) == (date(2020, 2, 29), date(2021, 12, 31))
