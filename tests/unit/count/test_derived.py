"""Numbers made of figures: their values, their states, and keys that name the figures."""

from __future__ import annotations

from decimal import Decimal

import pytest

from pipeline.count.derived import Derived, difference, figures_named, marks_of, percent, previous, ratio, total
from pipeline.model.figures import Doubt, Figure, State
from pipeline.model.lacks import Lack, LackKind

OWED = (Lack(LackKind.NOT_SUBMITTED, "정산서", ("2권역",)),)
FOUR = Doubt("1권역 4월 4건", 4)  # so the true number is 0 to 40


def figure(
    value: int | None,
    state: State | None = None,
    *,
    region: int = 1,
    missing: tuple[Lack, ...] = (),
    doubts: tuple[Doubt, ...] = (),
) -> Figure:
    known = state or (State.MISSING if value is None else State.VALUE if value else State.ZERO)
    return Figure("supports", "건", value, known, region=region, missing=missing, doubts=doubts)


def test_a_ratio_keeps_its_decimals_and_names_both_figures() -> None:
    found = ratio(figure(19644), figure(3364, region=2), "건")
    assert round(Decimal(found.value or 0), 4) == Decimal("5.8395")
    assert (found.unit, found.digits, found.state) == ("건", 1, State.VALUE)
    assert figures_named(found.key) == ("supports region=1", "supports region=2")


def test_a_percentage_is_of_the_second_number() -> None:
    found = percent(figure(1), figure(8, region=2))
    assert found == Derived("supports region=1 ÷ supports region=2", "%", Decimal("12.5"), State.VALUE, digits=1)
    assert percent(figure(1), figure(8), digits=3).digits == 3


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
    key = "supports region=1 ÷ supports region=1"
    assert ratio(top, bottom, "건", 2) == Derived(key, "건", None, state, digits=2)


def test_what_is_made_of_an_incomplete_sum_is_incomplete_and_says_why() -> None:
    part = figure(4, State.PARTIAL, missing=OWED)
    for found in (ratio(part, figure(2), ""), difference(figure(9), part), total([figure(1), part], "건")):
        assert found.state is State.PARTIAL
        assert found.missing == OWED


def test_what_is_made_of_nothing_says_what_is_owed() -> None:
    owed, key = figure(None, missing=OWED), "supports region=1 − supports region=2"
    for first, second in ((figure(9), figure(None, region=2, missing=OWED)), (owed, figure(9, region=2))):
        assert difference(first, second) == Derived(key, "건", None, State.MISSING, OWED)
    none = figure(None, State.NOT_APPLICABLE, region=2)
    assert difference(figure(9), none) == Derived(key, "건", None, State.NOT_APPLICABLE)
    assert ratio(owed, figure(2), "건").missing == OWED
    assert total([owed, owed], "명") == Derived(
        "supports region=1 + supports region=1", "명", None, State.MISSING, OWED
    )


def test_a_number_in_doubt_is_marked_and_so_is_an_incomplete_one() -> None:
    assert marks_of(figure(4)) == ""
    assert marks_of(figure(4, doubts=(FOUR,))) == "†"
    assert marks_of(figure(4, State.PARTIAL)) == "*"
    assert marks_of(figure(4, State.PARTIAL, doubts=(FOUR,))) == "†*"


def test_what_is_made_of_a_number_in_doubt_knows_the_least_and_the_most_that_it_may_be() -> None:
    """10, of which 4 are in doubt, may be 6 (without the 4) to 46 (if the 4 lacks a digit and is 40)."""
    doubtful, sure = figure(10, doubts=(FOUR,)), figure(20, region=2)
    for found, least, most in (
        (ratio(doubtful, sure, "건"), Decimal("0.3"), Decimal("2.3")),
        (percent(doubtful, sure), 30, 230),
        (percent(sure, figure(10, doubts=(FOUR,), region=3)), Decimal(2000) / 46, Decimal(2000) / 6),
        (difference(doubtful, sure), -14, 26),
        (difference(sure, doubtful), -26, 14),
        (total([doubtful, sure], "건"), 26, 66),
    ):
        assert (found.doubts, found.low, found.high) == ((FOUR,), least, most)


def test_a_share_of_what_may_be_nothing_may_be_anything() -> None:
    found = percent(figure(3), figure(4, doubts=(FOUR,)))
    assert (found.value, found.doubts) == (75, (FOUR,))
    assert (found.low, found.high) == (Decimal("-Infinity"), Decimal("Infinity"))


def test_a_number_without_doubt_is_what_it_is() -> None:
    for found, value in ((ratio(figure(1), figure(2), ""), Decimal("0.5")), (total([figure(3)], "건"), 3)):
        assert (found.doubts, found.reach, found.low, found.high) == ((), None, value, value)
    nothing = total([figure(None)], "건")
    assert (nothing.low, nothing.high) == (0, 0)


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
    before = previous(figure(7, State.PARTIAL, missing=OWED))
    assert before == Derived("previous supports region=1", "건", 7, State.PARTIAL, OWED)
    assert figures_named(difference(figure(9), before).key) == ("supports region=1", "previous supports region=1")
