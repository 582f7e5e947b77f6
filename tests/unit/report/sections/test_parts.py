"""How a number looks: four different kinds of nothing, marks, notes, and comparisons that never claim a tie."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from pipeline.count.derived import Derived, Shown, ratio
from pipeline.model.figures import Figure, State
from pipeline.model.findings import Place
from pipeline.model.lacks import Lack, LackKind
from pipeline.report.blocks import text_of
from pipeline.report.sections.parts import (
    chart_point,
    extremes,
    figure_cell,
    figure_text,
    followed_by,
    highest,
    lowest,
    merged_rows,
    partial_notes,
    rounded,
    so_far,
    submitted_note,
    text_cell,
)
from pipeline.settings.schema import Unit


def figure(value: int | None, state: State | None = None, region: int = 1, missing: tuple[Lack, ...] = ()) -> Figure:
    known = state or (State.MISSING if value is None else State.VALUE if value else State.ZERO)
    return Figure("people", "명", value, known, region=region, round=1, missing=missing)


def owed(form: str, *places: str) -> Lack:
    return Lack(LackKind.NOT_SUBMITTED, form, places)


def unwritten(form: str, *places: str) -> Lack:
    return Lack(LackKind.NOT_WRITTEN, form, places)


def left_out(rows: int) -> Lack:
    return Lack(LackKind.LEFT_OUT, rows=rows)


@pytest.mark.parametrize(
    ("shown", "text"),
    [
        (figure(3364), "3,364명"),
        (figure(0), "0명"),
        (figure(2732, State.PARTIAL), "2,732명*"),
        (figure(None), "미제출"),
        (figure(None, missing=(left_out(1),)), "확인 중"),
        (figure(None, missing=(unwritten("전화모니터링", "1권역 1회차 녹번동"),)), "확인 중"),
        (figure(None, missing=(owed("월별실적", "1권역 5월"), left_out(1))), "미제출"),
        (ratio(figure(None, missing=(left_out(1),)), figure(3), "건"), "확인 중"),
        (replace(figure(None, State.NOT_APPLICABLE), sources=(Place("a.xlsx", "s", "E9"),)), "해당없음"),
        (figure(None, State.NOT_APPLICABLE), "–"),
        (ratio(figure(5), figure(0), "건"), "–"),
        (ratio(figure(19644), figure(3364), "건"), "5.8건"),
        (Derived("k", "원", -12000, State.VALUE), "△12,000원"),
    ],
)
def test_every_state_reads_differently(shown: Shown, text: str) -> None:
    assert figure_text(shown) == text


def test_a_cell_keeps_the_state_and_the_key() -> None:
    cell = figure_cell(figure(None, State.NOT_APPLICABLE), unit=False)
    assert (cell.state, cell.lines[0][0].figure) == (State.NOT_APPLICABLE, "people region=1 round=1")


def test_halves_are_rounded_up() -> None:
    assert [rounded(Decimal(text)) for text in ("28.05", "28.04", "1234.95", "-0.25", "-0.04")] == [
        "28.1", "28.0", "1,235.0", "△0.3", "0.0",
    ]  # fmt: skip


def test_the_mark_of_a_sum_is_not_spoken() -> None:
    assert followed_by(figure(3), "을/를") == followed_by(figure(3, State.PARTIAL), "을/를") == "을"


def test_a_note_names_each_form_once_with_all_that_it_lacks() -> None:
    shown = [
        figure(1, State.PARTIAL, missing=(owed("월별실적", "3권역 9월"), left_out(2))),
        figure(1, State.PARTIAL, missing=(owed("월별실적", "3권역 9월", "5권역 8월"), owed("정산서", "2권역"))),
        figure(1, State.PARTIAL, missing=(left_out(3),)),
        figure(1, State.PARTIAL, missing=(unwritten("월별실적", "2권역 5월 신사2동"),)),
        figure(1, State.PARTIAL, missing=(unwritten("월별실적", "2권역 5월 신사2동", "3권역 6월 갈현1동"),)),
        figure(None, missing=(owed("운영계획서", "1권역"),)),
    ]
    (note,) = partial_notes(shown)
    assert note.endswith(
        "뺀 합계임: 월별실적 미제출(3권역 9월, 5권역 8월); 정산서 미제출(2권역); "
        "월별실적 미기재(2권역 5월 신사2동, 3권역 6월 갈현1동); 확인이 필요해 뺀 줄 3개"
    )
    assert note.startswith("* ")


def test_a_long_list_of_what_is_missing_is_cut_and_says_so() -> None:
    listed = (f"{number}권역" for number in range(1, 9))
    (note,) = partial_notes([figure(1, State.PARTIAL, missing=(owed("정산서", *listed),))])
    assert note.endswith("정산서 미제출(1권역, 2권역, 3권역, 4권역 등)")


def test_complete_sums_need_no_note() -> None:
    assert partial_notes([figure(1), figure(0), figure(None)]) == ()


def test_missing_regions_are_counted_in_place() -> None:
    assert submitted_note([figure(1), figure(0), figure(None)], Unit()) == ("3개 권역 중 2개 제출",)
    assert submitted_note([figure(1), figure(None, State.NOT_APPLICABLE)], Unit()) == ()


def test_the_highest_and_the_lowest_are_one_alone_or_nobody() -> None:
    three = [figure(5, region=1), figure(9, region=2), figure(2, region=3), figure(None, region=4)]
    assert (highest(three), lowest(three)) == (three[1], three[2])
    assert highest([figure(9, region=1), figure(9, region=2), figure(1, region=3)]) is None
    assert lowest([figure(9, region=1), figure(1, region=2), figure(1, region=3)]) is None
    assert highest([figure(9), figure(None)]) is None


def test_a_sum_that_lacks_something_ties_with_a_whole_one() -> None:
    """53 of all months and 53 without April: nobody knows which will be more."""
    lacking = figure(53, State.PARTIAL, region=2, missing=(owed("월별실적", "2권역 4월"),))
    assert highest([figure(53, region=1), lacking, figure(40, region=3)]) is None


def test_numbers_that_print_alike_are_a_tie() -> None:
    near = [
        Derived("a", "%", Decimal("87.64"), State.VALUE, digits=1),
        Derived("b", "%", Decimal("87.61"), State.VALUE, digits=1),
    ]
    assert highest(near) is None


def test_extremes_are_told_with_their_particles() -> None:
    named = {"4권역": figure(90, region=4), "수색동": figure(12, region=2), "3권역": figure(40, region=3)}
    assert (
        text_of(extremes("대상자는", named, "많고", "적음"))
        == "대상자는 4권역이 90명으로 가장 많고, 수색동이 12명으로 가장 적음"
    )
    open_one = {**named, "5권역": figure(None, region=5)}
    assert text_of(extremes("대상자는", open_one, "많고", "적음")).startswith("들어온 자료로는 대상자는 4권역이")


def test_extremes_need_three_values_and_no_tie() -> None:
    assert extremes("대상자는", {"1권역": figure(1), "2권역": figure(2)}, "많고", "적음") == ()
    tied = {"1권역": figure(5), "2권역": figure(5), "3권역": figure(1)}
    assert extremes("대상자는", tied, "많고", "적음") == ()


def test_a_comparison_that_may_still_change_says_so() -> None:
    assert so_far([figure(1), figure(2, State.PARTIAL)]) == "들어온 자료로는 "
    assert so_far([figure(1), figure(None, State.NOT_APPLICABLE), figure(0)]) == ""


def test_a_label_spans_its_group_and_empty_groups_fall_out() -> None:
    rows = merged_rows([(text_cell("1권역"), [(text_cell("가"),), (text_cell("나"),)]), (text_cell("2권역"), [])])
    assert [[cell.rows if cell else None for cell in row.cells] for row in rows] == [[2, 1], [None, 1]]


def test_a_point_without_a_value_is_no_zero() -> None:
    point = chart_point("1권역", figure(None))
    assert (point.value, point.text, point.state) == (None, "미제출", State.MISSING)
    assert chart_point("1권역", figure(0)).value == 0.0
