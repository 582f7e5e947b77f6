"""The charts that Word can edit: their numbers, labels, looks and workbooks."""

from __future__ import annotations

import io
import zipfile

import pytest

from pipeline.model.figures import State
from pipeline.report.blocks import ChartBlock, Panel, Point, Series
from pipeline.report.charts.native import NativeChart, native_charts
from pipeline.report.charts.native_xml import number_format
from tests.support.chart_parts import A, C, DrawnChart, read_chart
from tests.support.demo_report import demo_report
from tests.support.states_report import states_report

NAVY, TINT = "1F3864", "9DB2D6"
REGIONS = ("1권역\n녹번", "2권역\n신사", "3권역\n은평")
MISSING = Point("2권역\n신사", None, "", state=State.MISSING)


def bars(*values: float, names: tuple[str, ...] = REGIONS, unit: str = "") -> tuple[Point, ...]:
    return tuple(Point(name, value, f"{value:,}{unit}") for name, value in zip(names, values, strict=True))


def written(kind: str, *panels: Panel, height_mm: float = 50.0) -> tuple[NativeChart, ...]:
    return native_charts([ChartBlock("그림", kind, "제목", "설명", panels, height_mm)])["그림"]


def drawn(kind: str, *series: Series, title: str = "") -> DrawnChart:
    (chart,) = written(kind, Panel(title, series))
    return read_chart(chart.xml, chart.workbook)


# --- numbers --------------------------------------------------------------------------------------------------------


def test_the_chart_and_its_workbook_hold_the_same_names_and_numbers() -> None:
    chart = drawn("bars", Series("대상자", bars(632, 390, 1945)), title="대상자(명)  계 2,967명")
    assert chart.title == "대상자(명)  계 2,967명"
    (series,) = chart.series
    assert series.name == "대상자"
    assert [(bar.name, bar.value) for bar in series.bars] == list(zip(REGIONS, (632, 390, 1945), strict=True))
    assert chart.cells == (("구분", "대상자"), *zip(REGIONS, (632, 390, 1945), strict=True))


def test_each_series_is_a_column_of_the_workbook() -> None:
    chart = drawn("grouped", Series("2020년", bars(1, 2, 3)), Series("2021년", bars(4, 5, 6)))
    assert chart.cells[0] == ("구분", "2020년", "2021년")
    assert [row[1:] for row in chart.cells[1:]] == [(1, 4), (2, 5), (3, 6)]


def test_every_bar_prints_its_number_in_a_format_that_follows_the_number() -> None:
    doubted = Point("3권역\n은평", 3085, "3,085†", reach=(2954, 4264))
    partial = Point("2권역\n신사", 126, "126*", state=State.PARTIAL)
    (series,) = drawn("bars", Series("상담", (*bars(12, names=REGIONS[:1]), partial, doubted))).series
    assert [bar.label for bar in series.bars] == ["#,##0", '#,##0"*"', '#,##0"†"']


def test_a_text_that_is_not_the_number_is_printed_as_it_stands() -> None:
    (series,) = drawn("bars", Series("상담", (Point("1권역", 2500, "약 2.5천"),))).series
    assert [bar.label for bar in series.bars] == ["약 2.5천"]


@pytest.mark.parametrize(
    ("value", "text", "code"),
    [
        (1234, "1,234", "#,##0"),
        (0, "0", "#,##0"),
        (84.5, "84.5%", '#,##0.0"%"'),
        (84.25, "84.3%*", '#,##0.0"%*"'),
        (-5, "-5", "#,##0"),
        (1234, "1234", None),
        (1234, "1,235", None),
        (5, "△5", None),
        (-5, "5", None),
        (5, '5"', None),
        (5, "", None),
    ],
)
def test_a_number_format_prints_exactly_the_text_or_there_is_none(value: float, text: str, code: str | None) -> None:
    assert number_format(value, text) == code


def test_what_was_not_submitted_is_a_gap_and_says_so_by_its_name() -> None:
    none = Point("3권역\n은평", None, "", state=State.NOT_APPLICABLE)
    chart = drawn("bars", Series("발굴", (*bars(0, names=REGIONS[:1]), MISSING, none)), Series("지원", bars(1, 2, 3)))
    first = chart.series[0].bars
    assert [bar.value for bar in first] == [0, None, None]
    assert [bar.label for bar in first] == ["#,##0", None, None]
    assert [bar.name for bar in first] == ["1권역\n녹번", "2권역\n신사\n발굴 미제출", "3권역\n은평\n발굴 해당없음"]
    assert [row[1] for row in chart.cells[1:]] == [0, None, None]
    assert chart.root.find(f"{C}chart/{C}dispBlanksAs").get("val") == "gap"


def test_one_series_names_only_the_word_for_what_is_missing() -> None:
    (one,) = drawn("trend", Series("발굴", (*bars(4, names=REGIONS[:1]), MISSING))).series
    assert one.bars[1].name == "2권역\n신사\n미제출"
    (one,) = drawn("rates", Series("집행률", (*bars(4, names=REGIONS[:1], unit="%"), MISSING))).series
    assert one.bars[1].name == "2권역\n신사 (미제출)"


# --- looks ----------------------------------------------------------------------------------------------------------


def test_the_highest_is_navy_and_an_incomplete_sum_is_hatched() -> None:
    partial = Point("2권역\n신사", 126, "126*", state=State.PARTIAL)
    (series,) = drawn(
        "bars", Series("상담", (*bars(12, names=REGIONS[:1]), partial, Point("3권역", 500, "500")))
    ).series
    assert [bar.fill for bar in series.bars] == [TINT, "hatched", NAVY]


def test_this_year_is_navy_beside_last() -> None:
    chart = drawn("grouped", Series("2021년", bars(1, 2, 3)), Series("2020년", bars(4, 5, 6), is_current=False))
    assert [{bar.fill for bar in series.bars} for series in chart.series] == [{NAVY}, {TINT}]
    assert chart.root.find(f"{C}chart/{C}legend") is not None


@pytest.mark.parametrize("kind", ["bars", "trend", "grouped", "rates"])
def test_bars_start_at_zero(kind: str) -> None:
    chart = drawn(kind, Series("실적", bars(90, 95, 99)))
    assert chart.root.find(f".//{C}valAx/{C}scaling/{C}min").get("val") == "0"


def test_a_value_below_zero_is_not_cut_off() -> None:
    assert drawn("bars", Series("증감", bars(-5, 3, 1))).root.find(f".//{C}valAx/{C}scaling/{C}min") is None


@pytest.mark.parametrize(("highest", "end"), [(84.5, 100), (125.0, 125), (12_345.0, 200)])
def test_shares_lie_on_a_scale_to_100_per_cent_or_as_far_as_they_reach_up_to_200(highest: float, end: float) -> None:
    chart = drawn("rates", Series("집행률", bars(61.0, highest, 0.0, unit="%")))
    assert float(chart.root.find(f".//{C}valAx/{C}scaling/{C}max").get("val")) == end
    assert chart.root.find(f".//{C}barDir").get("val") == "bar"
    assert [bar.label for bar in chart.series[0].bars] == ['#,##0.0"%"'] * 3


def test_numbers_that_have_no_room_stand_upright() -> None:
    months = tuple(f"{month}월" for month in range(1, 13))
    many = [Series(f"{number}권역", bars(*range(1000, 1012), names=months)) for number in range(1, 6)]
    turned = {body.get("rot") for body in drawn("trend", *many).root.findall(f".//{C}dLbl/{C}txPr/{A}bodyPr")}
    assert turned == {"-5400000"}


def test_every_text_is_in_the_reports_font_for_hangul_as_well() -> None:
    root = drawn("grouped", Series("2020년", bars(1, 2, 3)), Series("2021년", bars(4, 5, 6)), title="제목").root
    latin, hangul = ([font.get("typeface") for font in root.iter(f"{A}{script}")] for script in ("latin", "ea"))
    assert latin
    assert latin == hangul
    assert set(latin) == {"맑은 고딕"}


def test_a_label_says_all_that_it_shows_and_does_not() -> None:
    root = drawn("bars", Series("상담", (*bars(1, 2, 4), Point("4권역", 3, "셋")))).root
    for label in (*root.iter(f"{C}dLbl"), *root.iter(f"{C}dLbls")):
        shown = {part.tag.removeprefix(C): part.get("val") for part in label if "show" in part.tag}
        assert shown.pop("showVal") == "1"
        assert set(shown) == {"showLegendKey", "showCatName", "showSerName", "showPercent", "showBubbleSize"}
        assert set(shown.values()) == {"0"}


# --- panels and files -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("count", "widths"), [(1, [170]), (2, [85, 85]), (3, [170 / 3] * 3), (4, [85] * 4)])
def test_panels_share_the_width_of_the_text(count: int, widths: list[float]) -> None:
    charts = written("bars", *(Panel(f"{number}", (Series("가", bars(1, 2, 3)),)) for number in range(count)))
    assert [chart.width_mm for chart in charts] == pytest.approx(widths)


def test_each_panel_is_told_in_words() -> None:
    (chart,) = written(
        "bars", Panel("발굴(가구)  계 4가구*", (Series("발굴", (*bars(4, names=REGIONS[:1]), MISSING)),))
    )
    assert chart.alt_text == "발굴(가구) 계 4가구*: 1권역 녹번 4, 2권역 신사 미제출"


@pytest.mark.parametrize(
    "block",
    [
        ChartBlock("그림", "heatmap", "제목", "설명", (Panel("", (Series("가", bars(1, 2, 3)),)),)),
        ChartBlock("그림", "bars", "제목", "설명", (Panel("", (Series("가", (MISSING,)),)),)),
        ChartBlock("그림", "bars", "제목", "설명", (Panel("", (Series("가", ()),)),)),
        ChartBlock("그림", "rates", "제목", "설명", ()),
        ChartBlock("그림", "grouped", "제목", "설명", (Panel("", (Series("가", bars(1, 2, 3)), Series("나", ()))),)),
    ],
    ids=["matrix", "no value", "no bar", "no panel", "a series too short"],
)
def test_what_word_cannot_draw_has_no_native_form(block: ChartBlock) -> None:
    assert native_charts([block]) == {}


def test_an_unknown_kind_is_refused() -> None:
    with pytest.raises(ValueError, match="pie"):
        written("pie", Panel("", (Series("가", bars(1, 2, 3)),)))


def test_the_same_blocks_are_the_same_bytes_and_no_date_of_today() -> None:
    blocks = [
        one for report in (demo_report(), states_report()) for one in report.blocks if isinstance(one, ChartBlock)
    ]
    first, second = native_charts(blocks), native_charts(blocks)
    assert first == second
    assert len(first) == 7
    for chart in (chart for charts in first.values() for chart in charts):
        with zipfile.ZipFile(io.BytesIO(chart.workbook)) as book:
            assert {entry.date_time for entry in book.infolist()} == {(1980, 1, 1, 0, 0, 0)}
            assert b"2000-01-01T00:00:00Z" in book.read("docProps/core.xml")
            assert not any("chart" in name or "drawing" in name for name in book.namelist())
