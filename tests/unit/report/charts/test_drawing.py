"""What is drawn on the pictures: every number, bars from zero, gaps for missing values, nothing on top of another."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from matplotlib.backends.backend_agg import RendererAgg
from matplotlib.font_manager import FontProperties

import pipeline.report.charts
from pipeline.assets import FONT_BOLD, FONT_REGULAR
from pipeline.model.figures import State
from pipeline.report.blocks import ChartBlock, Panel, Point, Series
from pipeline.report.charts.canvas import DPI, Canvas, quiet_defaults
from pipeline.report.charts.prepared import prepare
from tests.support.recording_canvas import RecordingCanvas

NAVY, TINT = "1F3864", "9DB2D6"
REGIONS = ("1권역\n녹번", "2권역\n신사", "3권역\n은평", "4권역\n서부장애인", "5권역\n시립은평노인")
PEOPLE = (632, 390, 611, 945, 786)
MONTHS = tuple(f"{month}월" for month in range(1, 13))


@pytest.fixture(autouse=True)
def recording(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(pipeline.report.charts, "Canvas", RecordingCanvas)
    with quiet_defaults():
        yield


def point(label: str, value: float | None, state: State = State.VALUE, text: str | None = None) -> Point:
    shown = ("" if value is None else f"{value:,}") if text is None else text
    return Point(label, value, shown, state=State.MISSING if value is None and state is State.VALUE else state)


def series(values: tuple[float | None, ...], name: str = "실적", labels: tuple[str, ...] = REGIONS) -> Series:
    return Series(name, tuple(point(label, value) for label, value in zip(labels, values, strict=True)))


def drawn(kind: str, *panels: Panel, height_mm: float = 62.0) -> RecordingCanvas:
    canvas = pipeline.report.charts._draw(ChartBlock("그림", kind, "제목", "설명", panels, height_mm))
    assert isinstance(canvas, RecordingCanvas)
    return canvas


def luminance(colour: str) -> float:
    red, green, blue = (int(colour[start : start + 2], 16) for start in (0, 2, 4))
    return 0.299 * red + 0.587 * green + 0.114 * blue


# --- bars -----------------------------------------------------------------------------------------------------------


def test_bars_start_at_zero_and_are_as_high_as_their_values() -> None:
    bars = sorted(drawn("bars", Panel("", (series(PEOPLE),))).filled(NAVY, TINT), key=lambda bar: bar.left)
    assert len({round(bar.bottom, 6) for bar in bars}) == 1
    for bar, value in zip(bars, PEOPLE, strict=True):
        assert bar.height / bars[3].height == pytest.approx(value / 945)


def test_only_the_highest_stands_in_the_accent_and_every_bar_has_its_number() -> None:
    canvas = drawn("bars", Panel("대상자(명)  계 3,364명", (series(PEOPLE),)))
    (highest,) = canvas.filled(NAVY)
    assert highest.middle[0] == pytest.approx(canvas.text_of("945").box.middle[0])
    assert len(canvas.filled(TINT)) == 4
    assert {"632", "390", "611", "945", "786"} <= set(canvas.printed())
    assert "대상자(명) 계 3,364명" in canvas.printed()


def test_a_shared_highest_is_shared_and_equal_bars_have_none() -> None:
    assert len(drawn("bars", Panel("", (series((5, 9, 9), labels=MONTHS[:3]),))).filled(NAVY)) == 2
    assert drawn("bars", Panel("", (series((5, 5, 5), labels=MONTHS[:3]),))).filled(NAVY) == []


@pytest.mark.parametrize(("top", "accented"), [(3798, 0), (4264, 0), (4265, 1)])
def test_no_bar_stands_in_the_accent_where_a_number_in_doubt_may_be_higher(top: int, accented: int) -> None:
    doubted = Point("3권역", 3085, "3,085†", reach=(2954, 4264))
    bars = Series("상담", (point("1권역", top), point("2권역", 3724), doubted))
    assert len(drawn("bars", Panel("", (bars,))).filled(NAVY)) == accented


@pytest.mark.parametrize("values", [(0,), (0, 0), (-5, -3)])
def test_nothing_above_zero_has_no_highest(values: tuple[int, ...]) -> None:
    canvas = drawn("bars", Panel("", (series(values, labels=MONTHS[: len(values)]),)))
    assert canvas.filled(NAVY) == []
    assert not any(drawn.look.bold for drawn in canvas.texts)


def test_accent_and_tint_differ_in_grey_print() -> None:
    assert luminance(TINT) - luminance(NAVY) > 100


def test_what_was_not_submitted_is_an_empty_dashed_place_with_a_word() -> None:
    canvas = drawn("bars", Panel("", (series((12, None, 8), labels=MONTHS[:3]),)))
    (slot,) = [box for box in canvas.boxes if box.paint.dashed]
    word = canvas.text_of("미제출")
    assert slot.paint.fill == ""
    assert slot.box.left <= word.box.left
    assert word.box.right <= slot.box.right
    assert slot.box.bottom < word.box.bottom < word.box.top < slot.box.top


def test_zero_not_applicable_missing_and_partial_all_look_different() -> None:
    points = (
        point("가", 12),
        point("나", 0, State.ZERO),
        point("다", None),
        point("라", 18, State.PARTIAL),
        point("마", None, State.NOT_APPLICABLE),
    )
    canvas = drawn("bars", Panel("", (Series("", points),)))
    assert {"12", "0", "미제출", "18*", "해당없음"} <= set(canvas.printed())
    assert len(canvas.filled(TINT)) == 1
    assert [box.paint.hatch for box in canvas.boxes if box.paint.hatch] == ["////"]
    assert len([box for box in canvas.boxes if box.paint.dashed]) == 1


def test_a_mark_that_the_text_already_has_is_not_doubled() -> None:
    points = (point("가", 18, State.PARTIAL, "18*"), point("나", 1))
    assert "18*" in drawn("bars", Panel("", (Series("", points),))).printed()


def test_a_negative_amount_hangs_below_the_zero_line() -> None:
    canvas = drawn("bars", Panel("", (series((100, -50), labels=MONTHS[:2]),)))
    up, down = sorted(canvas.filled(NAVY, TINT), key=lambda bar: bar.left)
    assert up.bottom == pytest.approx(down.top)
    assert up.height == pytest.approx(2 * down.height)
    assert canvas.text_of("-50").box.top < down.bottom
    assert canvas.text_of("2월").box.top < canvas.text_of("-50").box.bottom


def test_two_panels_stand_side_by_side_while_their_numbers_have_room() -> None:
    canvas = drawn("bars", Panel("가", (series(PEOPLE),)), Panel("나", (series(PEOPLE),)))
    assert canvas.text_of("가").box.bottom == pytest.approx(canvas.text_of("나").box.bottom)
    assert canvas.box.height == 62.0


def test_panels_go_under_each_other_where_numbers_would_not_fit() -> None:
    many = series(tuple(1_000_000 + index for index in range(16)), labels=tuple(f"{index}동" for index in range(16)))
    canvas = drawn("bars", Panel("가", (many,)), Panel("나", (many,)))
    assert canvas.text_of("가").box.bottom > canvas.text_of("나").box.top + 20
    assert canvas.overlaps() == []


# --- this year beside last ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("names", [("2020년", "2021년"), ("’20년", "’21년"), ("전년", "올해"), ("계획", "실적")])
def test_this_year_stands_in_the_accent_and_both_are_named(names: tuple[str, str]) -> None:
    pair = tuple(series((value,) * 2, name, MONTHS[:2]) for name, value in zip(names, (10, 20), strict=True))
    canvas = drawn("grouped", Panel("", pair))
    high = [bar for bar in canvas.filled(NAVY) if bar.height > 10]
    low = [bar for bar in canvas.filled(TINT) if bar.height > 10]
    assert len(high) == len(low) == 2
    assert high[0].height == pytest.approx(2 * low[0].height)
    assert set(names) <= set(canvas.printed())


def test_this_year_may_stand_first() -> None:
    past = replace(series((10,), "2020년", ("가",)), is_current=False)
    pair = (series((20,), "2021년", ("가",)), past)
    canvas = drawn("grouped", Panel("", pair))
    (accent,) = [bar for bar in canvas.filled(NAVY) if bar.height > 10]
    assert accent.middle[0] == pytest.approx(canvas.text_of("20").box.middle[0])


def test_the_number_of_a_bar_stands_over_that_bar() -> None:
    canvas = drawn("grouped", Panel("", (series((10,), "2020년", ("가",)), series((20,), "2021년", ("가",)))))
    for bar, number in ((canvas.filled(TINT)[-1], "10"), (canvas.filled(NAVY)[-1], "20")):
        assert canvas.text_of(number).box.middle[0] == pytest.approx(bar.middle[0])


# --- months ---------------------------------------------------------------------------------------------------------


def test_one_series_over_the_months_is_columns_with_a_gap_for_the_missing_month() -> None:
    values = (4, 5, 6, 7, 8, 9, None, 9, 8, 7, 6, 12)
    canvas = drawn("trend", Panel("", (series(values, labels=MONTHS),)))
    assert len(canvas.filled(NAVY, TINT)) == 11
    assert canvas.text_of("미제출").box.middle[0] == pytest.approx(canvas.text_of("7월").box.middle[0], abs=0.5)


# --- matrix ---------------------------------------------------------------------------------------------------------


def test_a_matrix_prints_every_number_and_hatches_what_is_missing() -> None:
    rows = tuple(series(tuple(range(row, row + 12)), f"{row}권역", MONTHS) for row in range(10, 50, 10))
    canvas = drawn("heatmap", Panel("", (*rows, series((None,) * 12, "50권역", MONTHS))))
    assert {str(value) for row in range(10, 50, 10) for value in range(row, row + 12)} <= set(canvas.printed())
    assert len([box for box in canvas.boxes if box.paint.hatch]) == 12
    assert canvas.printed().count("미제출") == 12


def test_where_cells_are_too_narrow_for_the_word_a_key_says_what_the_hatching_means() -> None:
    days = tuple(str(day) for day in range(1, 32))
    canvas = drawn("heatmap", Panel("", (series((*((1,) * 30), None), "1권역", days),)))
    assert canvas.printed().count("미제출") == 1
    assert len([box for box in canvas.boxes if box.paint.hatch]) == 2
    assert canvas.overlaps() == []


def test_a_deeper_tint_means_a_higher_number_and_only_the_highest_is_reversed() -> None:
    canvas = drawn("heatmap", Panel("", (series((0, 10, 20, 40), "가", MONTHS[:4]),)))
    fills = [box.paint.fill for box in sorted(canvas.boxes, key=lambda drawn: drawn.box.left)]
    shades = [luminance(fill) for fill in fills]
    assert shades == sorted(shades, reverse=True)
    assert fills[0] == "FFFFFF"
    assert (fills[-1], canvas.text_of("40").look.color) == (NAVY, "FFFFFF")
    assert {canvas.text_of(number).look.color for number in ("0", "10", "20")} == {"000000"}


def test_numbers_on_the_tint_have_the_contrast_that_small_print_needs() -> None:
    def linear(channel: int) -> float:
        share = channel / 255
        return share / 12.92 if share <= 0.03928 else ((share + 0.055) / 1.055) ** 2.4

    def relative(colour: str) -> float:
        red, green, blue = (linear(int(colour[start : start + 2], 16)) for start in (0, 2, 4))
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    for dark, light in (("000000", TINT), (NAVY, "FFFFFF"), ("595959", "FFFFFF"), ("595959", "F5F7FB")):
        assert (relative(light) + 0.05) / (relative(dark) + 0.05) >= 4.5


# --- shares ---------------------------------------------------------------------------------------------------------


def test_shares_are_bars_on_one_scale_that_may_pass_the_line_at_100() -> None:
    points = (point("가", 50.0, text="50.0%"), point("나", 125.0, text="125.0%"), point("다", None))
    canvas = drawn("rates", Panel("", (Series("집행률", points),)))
    ((most,), (half,)) = canvas.filled(NAVY), canvas.filled(TINT)
    assert most.width == pytest.approx(2.5 * half.width)
    assert {"50.0%", "125.0%", "미제출", "0%", "100%"} <= set(canvas.printed())
    assert canvas.text_of("100%").box.middle[0] == pytest.approx(most.left + 2 * half.width)
    assert not any(drawn.paint.hatch for drawn in canvas.boxes)


def test_a_share_of_an_incomplete_sum_is_hatched() -> None:
    points = (point("가", 50.0, text="50.0%"), point("나", 80.0, State.PARTIAL, "80.0%"))
    canvas = drawn("rates", Panel("", (Series("집행률", points),)))
    (incomplete,) = [drawn.box for drawn in canvas.boxes if drawn.paint.hatch]
    assert incomplete.width == pytest.approx(1.6 * canvas.filled(TINT)[0].width)
    assert "80.0%*" in canvas.printed()


def test_a_share_far_beyond_the_scale_fills_it_and_tells_its_number() -> None:
    points = (point("가", 50.0, text="50.0%"), point("나", 12_345.0, text="12,345.0%"))
    canvas = drawn("rates", Panel("", (Series("집행률", points),)))
    ((most,), (half,)) = canvas.filled(NAVY), canvas.filled(TINT)
    assert most.width == pytest.approx(4 * half.width)
    assert most.right < canvas.text_of("12,345.0%").box.left
    assert half.width > 10


@settings(max_examples=100, derandomize=True)
@given(st.text("가나다시립은평노인 0123456789,.()%~", min_size=1, max_size=20), st.integers(8, 40), st.booleans())
def test_text_is_measured_as_wide_as_it_is_drawn(text: str, half_points: int, bold: bool) -> None:
    canvas = Canvas(170, 20)
    font = FontProperties(fname=str(FONT_BOLD if bold else FONT_REGULAR), size=half_points / 2)
    pixels, _, _ = RendererAgg(10, 10, DPI).get_text_width_height_descent(text, font, ismath=False)
    assert canvas.text_width(text, half_points / 2, bold=bold) == pytest.approx(pixels / DPI * 25.4, abs=0.02)


# --- room -----------------------------------------------------------------------------------------------------------

names = st.text("가나다라마바사시립은평노인종합복지관 \n12", min_size=1, max_size=24)
numbers = st.one_of(st.none(), st.sampled_from([0, 3, 45, 945, 12_345, 1_234_567, 98_765_432]))
states = st.sampled_from([State.VALUE, State.VALUE, State.PARTIAL, State.NOT_APPLICABLE])


@st.composite
def points(draw: st.DrawFn, label: str) -> Point:
    state = draw(states)
    return point(label, None if state is State.NOT_APPLICABLE else draw(numbers), state)


@st.composite
def chart_blocks(draw: st.DrawFn) -> ChartBlock:
    kind = draw(st.sampled_from(["bars", "grouped", "trend", "heatmap", "rates"]))
    most = {"bars": 1, "grouped": 2, "trend": 1, "heatmap": 16, "rates": 1}[kind]
    monthly = kind in ("trend", "heatmap")
    panels = []
    for _ in range(1 if monthly or kind == "rates" else draw(st.integers(1, 3))):
        labels = MONTHS if monthly else tuple(draw(st.lists(names, min_size=1, max_size=16)))
        panels.append(
            Panel(
                draw(st.sampled_from(["", "상담(건)  계 19,644건", "아주 긴 제목 " * 8])),
                tuple(
                    Series(
                        f"{2020 + index}년" if kind == "grouped" else f"{index + 1}권역",
                        tuple(draw(points(label)) for label in labels),
                    )
                    for index in range(draw(st.integers(most if kind == "grouped" else 1, most)))
                ),
            )
        )
    return ChartBlock("그림", kind, "제목", "설명", tuple(panels))


@pytest.mark.thorough
@settings(max_examples=50, derandomize=True)
@given(chart_blocks())
def test_no_text_ever_stands_on_another_or_reaches_over_the_edge(block: ChartBlock) -> None:
    canvas = drawn(block.kind, *block.panels)
    assert canvas.overlaps() == []
    assert canvas.outside() == []


@pytest.mark.thorough
@settings(max_examples=25, derandomize=True)
@given(chart_blocks())
def test_no_letter_of_a_name_is_lost(block: ChartBlock) -> None:
    canvas = drawn(block.kind, *block.panels)
    printed = "".join("".join(canvas.printed()).split())
    for panel in block.panels:
        wanted = {point.label for series in panel.series[:1] for point in series.points}
        assert all("".join(label.split()) in printed for label in wanted)


def test_no_cell_of_a_matrix_is_brought_out_where_a_number_in_doubt_may_be_higher() -> None:
    """9 is the highest so far, but the doubted 4 may be 40. Where it may be 8 at most, 9 stays the highest."""

    def strong(most: float) -> list[str]:
        doubted = Point("2월", 4, "4†", reach=(0, most))
        others = Series("2권역", (Point("1월", 3, "3"), Point("2월", 1, "1")))
        rows = (Series("1권역", (Point("1월", 9, "9"), doubted)), others)
        (panel,) = prepare(ChartBlock("a", "heatmap", "표", "글", (Panel("명", rows),))).panels
        return [bar.text for series in panel.series for bar in series.bars if bar.strong]

    assert (strong(40), strong(8)) == ([], ["9"])
