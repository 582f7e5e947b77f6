"""Numbers made of figures: their values, their states, and keys that lead back to the figures."""

from __future__ import annotations

from decimal import Decimal

import pytest

from pipeline.count.derived import difference, figures_named, percent, previous, ratio, total
from pipeline.model.figures import Figure, State


def figure(value: int | None, state: State | None = None, *, region: int = 1, missing: tuple[str, ...] = ()) -> Figure:
    known = state or (State.MISSING if value is None else State.VALUE if value else State.ZERO)
    return Figure("supports", "건", value, known, region=region, missing=missing)


def test_a_ratio_keeps_its_decimals_and_names_both_figures() -> None:
    found = ratio(figure(19644), figure(3364, region=2), "건")
    assert round(Decimal(found.value or 0), 4) == Decimal("5.8395")
    assert (found.unit, found.digits, found.state) == ("건", 1, State.VALUE)
    assert figures_named(found.key) == ("supports region=1", "supports region=2")


def test_a_percentage_is_of_the_second_number() -> None:
    assert percent(figure(1), figure(8)).value == Decimal("12.5")


@pytest.mark.parametrize(
    ("top", "bottom", "state"),
    [
        (figure(None), figure(5), State.MISSING),
        (figure(5), figure(None), State.MISSING),
        (figure(5), figure(0), State.NOT_APPLICABLE),
        (figure(None, State.NOT_APPLICABLE), figure(5), State.NOT_APPLICABLE),
        (figure(None, State.NOT_APPLICABLE), figure(None), State.MISSING),
    ],
)
def test_where_nothing_can_be_divided_there_is_no_value(top: Figure, bottom: Figure, state: State) -> None:
    found = ratio(top, bottom, "건")
    assert (found.value, found.state) == (None, state)


def test_what_is_made_of_an_incomplete_sum_is_incomplete_and_says_why() -> None:
    part = figure(4, State.PARTIAL, missing=("정산서 미제출(2권역)",))
    for found in (ratio(part, figure(2), ""), difference(figure(9), part), total([figure(1), part], "건")):
        assert found.state is State.PARTIAL
        assert found.missing == ("정산서 미제출(2권역)",)


def test_zero_stays_zero() -> None:
    assert difference(figure(3), figure(3)).state is State.ZERO
    assert ratio(figure(0), figure(4), "").state is State.ZERO
    assert total([figure(0), figure(0, region=2)], "건").state is State.ZERO


def test_a_difference_may_be_negative() -> None:
    found = difference(figure(3), figure(10, region=2))
    assert (found.value, found.state, found.key) == (-7, State.VALUE, "supports region=1 − supports region=2")


def test_a_sum_with_a_missing_part_is_partial_and_without_any_value_missing() -> None:
    assert (total([figure(4), figure(None)], "건").value, total([figure(4), figure(None)], "건").state) == (
        4,
        State.PARTIAL,
    )
    assert total([figure(None), figure(None)], "건").state is State.MISSING
    empty = figure(None, State.NOT_APPLICABLE)
    assert total([empty, empty], "건").state is State.NOT_APPLICABLE
    assert total([figure(4), empty], "건").state is State.VALUE


def test_nothing_cannot_be_added_up() -> None:
    with pytest.raises(ValueError, match="nothing"):
        total([], "건")


def test_last_years_figure_has_a_key_of_its_own() -> None:
    before = previous(figure(7))
    assert before.key == "previous supports region=1"
    assert figures_named(difference(figure(9), before).key) == ("supports region=1", "previous supports region=1")
