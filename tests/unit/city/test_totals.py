"""The city's sums and comparisons, calculated by hand for a few offices."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from pipeline.city.totals import Total, add_up, split_measures, spreads_of
from pipeline.model.figures import Doubt, State
from tests.support.made_offices import basis, failed_office, office


def whole(totals: list[Total]) -> Total:
    (found,) = (total for total in totals if total.figure.item is None)
    return found


def test_complete_offices_add_up_to_a_value() -> None:
    total = whole(add_up([office("가구", [10, 20]), office("나구", [3])]))
    assert (total.figure.value, total.figure.state, total.figure.missing_words) == (33, State.VALUE, ())
    assert total.offices == ("가구", "나구")


def test_zeros_of_every_office_are_a_zero_and_not_nothing() -> None:
    assert whole(add_up([office("가구", [0]), office("나구", [0])])).figure.state is State.ZERO


def test_an_incomplete_office_makes_the_sum_partial_and_is_named() -> None:
    figure = whole(add_up([office("가구", [10]), office("나구", [3], missing=["2권역 미제출"])])).figure
    assert (figure.value, figure.state, figure.missing_words) == (13, State.PARTIAL, ("나구: 2권역 미제출",))


def test_an_office_without_a_result_makes_the_sum_partial_and_is_named() -> None:
    figure = whole(add_up([office("가구", [10]), failed_office("나구")])).figure
    assert (figure.value, figure.state, figure.missing_words) == (10, State.PARTIAL, ("나구: 결과 없음",))


def test_nothing_from_anybody_is_missing_and_never_zero() -> None:
    figure = whole(add_up([office("가구", []), office("나구", [])])).figure
    assert (figure.value, figure.state) == (None, State.MISSING)


def test_a_doubt_of_one_office_is_a_doubt_of_the_sum() -> None:
    doubted = office("가구", [10])
    figures = (replace(doubted.figures[0], doubts=(Doubt("1권역 10건", 0),)), *doubted.figures[1:])
    figure = whole(add_up([replace(doubted, figures=figures), office("나구", [1])])).figure
    assert [doubt.words for doubt in figure.doubts] == ["1권역 10건"]


def test_offices_with_another_version_of_the_form_are_summed_apart() -> None:
    runs = [
        office("가구", [10]),
        office("나구", [3], version="2"),
        office("다구", [5]),
        failed_office("라구", version="2"),
    ]
    totals = {total.slice.basis.forms[0][1]: total for total in add_up(runs)}
    assert (totals["1"].figure.value, totals["1"].offices) == (15, ("가구", "다구"))
    assert (totals["2"].figure.value, totals["2"].offices) == (3, ("나구", "라구"))
    assert totals["1"].figure.state is State.VALUE
    assert totals["2"].figure.state is State.PARTIAL
    assert [words for words, _ in split_measures(list(totals.values()))] == ["상담(건)"]


def test_what_adds_up_over_nothing_has_no_sum_over_offices() -> None:
    run = replace(office("가구", [10]), bases={"consultations": basis(adds_up=False)})
    assert add_up([run]) == []


def test_an_office_that_lacks_returns_is_named_with_every_item_that_it_does_not_tell() -> None:
    runs = [office("가구", [10], items={"물품": 7}), office("나구", [], missing=["1권역 미제출"]), office("다구", [4])]
    (item,) = (total for total in add_up(runs) if total.figure.item == "물품")
    assert (item.figure.value, item.figure.state) == (7, State.PARTIAL)
    assert item.figure.missing_words == ("나구: 1권역 미제출",)
    assert item.offices == ("가구", "나구")


def test_offices_are_compared_by_their_mean_per_region() -> None:
    runs = [office("가구", [10, 30]), office("나구", [30]), office("다구", [20, 20, 80]), office("라구", [100, 100])]
    (spread,) = spreads_of(runs)
    assert (spread.least, spread.middle, spread.most) == (("가구", 20), 35, ("라구", 100))
    assert spread.compared == 4
    assert spread.unusual == ()


def test_more_than_three_times_the_middle_is_unusual_and_so_is_less_than_a_third() -> None:
    runs = [
        office("가구", [10]),
        office("나구", [31]),
        office("다구", [30]),
        office("라구", [30]),
        office("마구", [91]),
    ]
    (spread,) = spreads_of(runs)
    assert spread.unusual == (("마구", Decimal(91)),)  # 10 is a third of 30, 91 more than three times as much
    (spread,) = spreads_of([*runs[1:4], office("가구", [9])])
    assert spread.unusual == (("가구", Decimal(9)),)


def test_small_numbers_are_not_called_unusual() -> None:
    (spread,) = spreads_of([office("가구", [1]), office("나구", [2]), office("다구", [9])])
    assert spread.unusual == ()


def test_incomplete_and_failed_offices_are_left_out_of_the_comparison_and_named() -> None:
    runs = [office(name, [10]) for name in ("가구", "나구", "다구")]
    (spread,) = spreads_of([*runs, office("라구", [1], missing=["2권역 미제출"]), failed_office("마구")])
    assert (spread.compared, spread.left_out) == (3, ("라구", "마구"))


def test_two_offices_are_not_compared() -> None:
    assert spreads_of([office("가구", [10]), office("나구", [90])]) == []
