"""Amounts in print: columns that always add up, and thousands only where they hide nothing."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from pipeline.count.derived import Derived
from pipeline.model.figures import State
from pipeline.report.sections.money import Amounts, half_up, in_thousands, printed

AMOUNTS = st.lists(st.integers(min_value=-5_000_000, max_value=50_000_000), min_size=1, max_size=30)


def won(value: int | None) -> Derived:
    state = State.MISSING if value is None else State.VALUE if value else State.ZERO
    return Derived("key", "원", value, state)


def column(*values: int | None, total: int | None = None, difference_of: tuple[int, int] | None = None) -> Amounts:
    known = sum(value for value in values if value is not None)
    return Amounts(tuple(won(value) for value in values), won(known if total is None else total), difference_of)


@given(AMOUNTS)
def test_rounded_parts_add_up_to_the_rounded_sum(amounts: list[int]) -> None:
    thousands = in_thousands(amounts)
    assert sum(thousands) == half_up(sum(amounts))
    assert all(abs(shown * 1000 - amount) < 1000 for amount, shown in zip(amounts, thousands, strict=True))
    assert all(shown * 1000 == amount for amount, shown in zip(amounts, thousands, strict=True) if amount % 1000 == 0)


def test_the_parts_nearest_to_the_next_thousand_are_rounded_up() -> None:
    # 1.6 + 1.7 + 1.4 = 4.7 -> 5: two of the three are rounded up, the 1.4 is not.
    assert in_thousands([1_600, 1_700, 1_400]) == [2, 2, 1]
    # 1.4 + 1.4 + 1.4 = 4.2 -> 4: one of three equal parts is rounded up, the first.
    assert in_thousands([1_400, 1_400, 1_400]) == [2, 1, 1]


@given(st.lists(st.tuples(st.integers(0, 3_000_000), st.integers(0, 3_000_000)), min_size=1, max_size=12))
def test_a_printed_table_adds_up_down_and_across(rows: list[tuple[int, int]]) -> None:
    granted, spent = [max(pair) for pair in rows], [min(pair) for pair in rows]
    left = [a - b for a, b in zip(granted, spent, strict=True)]
    found = printed([column(*granted), column(*spent), column(*left, difference_of=(0, 1))])
    for shown in found.columns:
        assert sum(value or 0 for value in shown[:-1]) == shown[-1]
    if found.unit == "원":
        assert found.columns[1] == (*spent, sum(spent))
    for one, two, rest in zip(*found.columns, strict=True):
        assert (one or 0) - (two or 0) == rest


@given(AMOUNTS)
def test_no_amount_but_zero_is_printed_as_zero(amounts: list[int]) -> None:
    shown = printed([column(*amounts)]).columns[0]
    assert all((value == 0) == (amount == 0) for value, amount in zip(shown, [*amounts, sum(amounts)], strict=True))


def test_whole_thousands_are_printed_as_they_are() -> None:
    found = printed([column(6_350_000, 2_500_000)])
    assert (found.unit, found.columns, found.is_rounded) == ("천원", ((6350, 2500, 8850),), False)


def test_a_small_rest_is_printed_in_won() -> None:
    found = printed([column(1_270_000, 500_000), column(1_269_650, 499_900), column(350, 100, difference_of=(0, 1))])
    assert found.unit == "원"
    assert found.columns[2] == (350, 100, 450)


def test_a_missing_amount_stays_missing_and_the_rest_adds_up() -> None:
    found = printed(
        [column(1_770_000, 1_770_000), column(None, 1_646_660), column(None, 123_340, difference_of=(0, 1))]
    )
    assert found.unit == "천원"
    assert found.columns == ((1770, 1770, 3540), (None, 1647, 1647), (None, 123, 123))
    assert found.is_rounded


def test_a_column_that_does_not_add_up_is_not_touched() -> None:
    found = printed([column(1_000_400, 2_000_400, total=3_500_000)])
    assert (found.unit, found.columns) == ("원", ((1_000_400, 2_000_400, 3_500_000),))


def test_a_rest_that_is_not_the_difference_is_rounded_by_itself() -> None:
    found = printed([column(10_000), column(4_000), column(5_600, difference_of=(0, 1))])
    assert found.columns[2] == (6, 6)
