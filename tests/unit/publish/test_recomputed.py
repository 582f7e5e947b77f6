"""Numbers made of figures, from their keys only. Every value is calculated by hand."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest

from pipeline.publish.recomputed import is_printed_as, recomputed
from tests.support.small_run import run_2020


def test_a_quotient_a_sum_and_a_change() -> None:
    """2020: 19,644 calls of 3,364 people; region 1 had 632 people, region 2 390. The year before is the same year."""
    run = replace(run_2020(), previous=run_2020().figures)
    one, two = (f"people region={region} round=1" for region in (1, 2))
    assert recomputed(run, "consultations round=1 ÷ people round=1") == Fraction(19644, 3364)
    assert recomputed(run, f"{one} ÷ {one} + {two}") == Fraction(632, 1022)
    assert recomputed(run, f"{one} − previous {two}") == 242
    assert recomputed(run, f"{one} − previous {two} ÷ previous {two}") == Fraction(242, 390)


@pytest.mark.parametrize("key", ["nobody", "previous people round=1"])
def test_a_part_that_is_no_figure_is_no_number(key: str) -> None:
    assert recomputed(run_2020(), key) is None
    assert recomputed(run_2020(), f"consultations round=1 ÷ {key}") is None


RATE, CHANGE, WON = "calls ÷ people", "people − previous people", "granted_won − spent_won"


@pytest.mark.parametrize(
    ("text", "key", "value", "is_right"),
    [
        ("5.8건", RATE, Fraction(19644, 3364), True),  # 5.839…
        ("5.9건", RATE, Fraction(19644, 3364), False),
        ("5.8건", RATE, Fraction(58, 1000), False),  # not a percentage
        ("62.1%*", RATE, Fraction(242, 390), True),  # 62.05…
        ("62.0", RATE, Fraction(242, 390), False),
        ("62.1", RATE, Fraction(242, 390), True),  # a column of rates
        ("62", RATE, Fraction(242, 390), False),
        ("0.5", RATE, Fraction(9, 20), True),  # half up
        ("△385", CHANGE, Fraction(-385), True),
        ("385", CHANGE, Fraction(-385), False),  # a decrease in a table without its sign
        ("△68", CHANGE, Fraction(68), False),
        ("385명", CHANGE, Fraction(385_400), False),  # numbers of people are never printed in thousands
        ("1,235", WON, Fraction(1_234_500), True),  # money is
        ("1,237", WON, Fraction(1_234_500), False),
        ("–", CHANGE, Fraction(1), False),
    ],
)
def test_a_text_is_the_value_at_its_own_decimals(text: str, key: str, value: Fraction, is_right: bool) -> None:
    assert is_printed_as(text, key, value) is is_right


def test_a_fall_is_told_by_its_word_in_a_sentence_only() -> None:
    assert is_printed_as("385명", CHANGE, Fraction(-385), alone=False)
    assert not is_printed_as("△385명", CHANGE, Fraction(385), alone=False)


@pytest.mark.parametrize(("drawn", "is_right"), [(19644 / 3364, True), (6.8, False), (19644 / 33.64, False)])
def test_a_bar_is_as_long_as_its_value(drawn: float, is_right: bool) -> None:
    assert is_printed_as("5.8건", RATE, Fraction(19644, 3364), drawn=drawn) is is_right
