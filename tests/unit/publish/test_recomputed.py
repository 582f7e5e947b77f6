"""Numbers made of figures, from their keys alone. Every value is worked out by hand."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest

from pipeline.publish.recomputed import is_printed_as, recomputed
from tests.support.small_run import run_2020


def test_a_quotient_a_sum_and_a_change() -> None:
    """2020: 19,644 calls of 3,364 people; region 1 had 632 people, region 2 390. The year is laid beside itself."""
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


@pytest.mark.parametrize(
    ("text", "value", "drawn", "is_right"),
    [
        ("5.8건", Fraction(19644, 3364), None, True),  # 5.839…
        ("5.9건", Fraction(19644, 3364), None, False),
        ("62.1%*", Fraction(242, 390), None, True),  # 62.05…
        ("62.0", Fraction(242, 390), None, False),
        ("385명", Fraction(-385), None, True),  # a fall is told by its word
        ("0.5", Fraction(9, 20), None, True),  # half up
        ("1,235", Fraction(1_234_500), None, True),  # in thousands of won
        ("1,237", Fraction(1_234_500), None, False),
        ("5.8", Fraction(19644, 3364), 19644 / 3364, True),
        ("5.8", Fraction(19644, 3364), 6.8, False),
        ("62.1%", Fraction(242, 390), 24200 / 390, True),
        ("–", Fraction(1), None, False),
    ],
)
def test_a_text_is_the_value_at_its_own_decimals(
    text: str, value: Fraction, drawn: float | None, is_right: bool
) -> None:
    assert is_printed_as(text, value, drawn) is is_right
