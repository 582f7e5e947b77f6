"""The 그림 sheet: native charts with a table of their own, so that a missing value is a gap and not a bar of zero.

Comes in: the figures and the place of each in the 집계 sheets. Goes out: one sheet with its charts. Which measures are
drawn follows from the forms: a measure counted by round is shown by region, one counted by month is shown by month. As
in the report's own charts, an incomplete sum is hatched, and the labels of incomplete sums and of sums in doubt carry
a mark.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from xlsxwriter import Workbook
from xlsxwriter.chart import Chart

from pipeline.assets.palette import GREY, LINE, NAVY
from pipeline.count.derived import marks_of
from pipeline.model.figures import Figure, State
from pipeline.model.result import RunResult
from pipeline.model.words import region_label, state_words
from pipeline.records.ledger.totals import Totals
from pipeline.sheets.cell_styles import FONT
from pipeline.sheets.drawing import FIRST_ROW, HEADER_ROW, Column, Formula, PlacedChart, Sheet, Value
from pipeline.sheets.fitting import checked, quoted

SHEET = "그림"
_ABREAST = 2
_WIDTH, _HEIGHT = 480, 300  # pixels
_ROWS_EACH, _COLUMNS_EACH = 13, 7
_FIRST_COLUMN = 5  # 0-based: right of the table
_FEWEST = 2  # points with a value; with fewer there is no picture
_STROKES = {"pattern": "wide_upward_diagonal", "fg_color": f"#{NAVY}", "bg_color": "#FFFFFF"}
_HATCHED = {"pattern": _STROKES, "border": {"color": f"#{NAVY}"}}


@dataclass(frozen=True, slots=True)
class _Picture:
    title: str
    figures: tuple[Figure, ...]
    names: tuple[str, ...]


def build_pictures(result: RunResult, totals: Totals, labels: Mapping[str, str], workbook: Workbook) -> Sheet:
    """The sheet: a table of all points, and to its right a chart for each picture."""
    worth = [picture for picture in _pictures(result, labels) if _is_worth_it(picture)]
    pictures = sorted(worth, key=lambda picture: picture.figures[0].month is not None)
    rows: list[list[Value]] = []
    charts: list[PlacedChart] = []
    for index, picture in enumerate(pictures):
        first = FIRST_ROW + len(rows)
        rows += [
            _point(picture.title, name, figure, totals)
            for name, figure in zip(picture.names, picture.figures, strict=True)
        ]
        row = HEADER_ROW - 1 + (index // _ABREAST) * _ROWS_EACH
        column = _FIRST_COLUMN + (index % _ABREAST) * _COLUMNS_EACH
        placed = (row, column, _ROWS_EACH, _COLUMNS_EACH)
        charts.append(PlacedChart(_chart(workbook, picture, first), *placed, _alt_text(picture)))
    columns = [
        Column("그림", "text", 34),
        Column("이름", "center", 10),
        Column("값", "number", 11),
        Column("상태", "center", 12),
    ]
    return Sheet(
        SHEET,
        f"그림: {result.config.unit.each}, 월별로 견주어 보기",
        columns,
        rows,
        about=f"{result.config.unit.each}, 월별 막대그림. 엑셀 그림이라 고쳐 쓸 수 있습니다.",
        note="그림은 왼쪽 표를, 표는 집계 시트를 그대로 따릅니다. 값이 없는 곳은 0이 아니라 비워 둡니다.",
        verdict="빗금 막대와 수 뒤의 *: 없거나 확인 중인 자료를 뺀 합계 · 수 뒤의 †: 확인 중인 수를 넣은 합계",
        charts=charts,
        grouped_by=0,
    )


def _pictures(result: RunResult, labels: Mapping[str, str]) -> Iterator[_Picture]:
    regions = list(result.config.regions)
    for name, measure in result.forms.measures.items():
        figures = result.figures.of(name)
        groupings = {grouping.by for grouping in measure.figures if grouping.total}
        if ("round",) in groupings and not measure.optional:
            for number in sorted({f.round for f in figures if f.round is not None}):
                own = tuple(result.figures.get(name, region=region, round=number) for region in regions)
                yield _Picture(
                    f"{labels[name]} {number}회차", own, tuple(region_label(result.config, r) for r in regions)
                )
        if ("month",) in groupings and "region" in measure.add_over:
            months = sorted({f.month for f in figures if f.month is not None})
            own = tuple(result.figures.get(name, month=month) for month in months)
            yield _Picture(f"{labels[name]} 월별", own, tuple(f"{month}월" for month in months))


def _is_worth_it(picture: _Picture) -> bool:
    return sum(1 for figure in picture.figures if figure.value) >= _FEWEST


def _point(title: str, name: str, figure: Figure, totals: Totals) -> list[Value]:
    value: Value = None
    if figure.value is not None:
        sheet, cell = totals.places[figure.key]
        value = Formula(f"={quoted(sheet)}!{cell}", figure.value, marks_of(figure))
    return [title, name, value, state_words(figure)]


def _chart(workbook: Workbook, picture: _Picture, first: int) -> Chart:
    last = first + len(picture.figures) - 1
    chart = workbook.add_chart({"type": "column"})
    assert chart is not None
    font = {"name": FONT, "size": 9, "color": f"#{GREY}"}
    series: dict[str, object] = {
        "name": picture.title,
        "categories": [SHEET, first - 1, 1, last - 1, 1],
        "values": [SHEET, first - 1, 2, last - 1, 2],
        "data_labels": {
            "value": True,
            "num_format": "#,##0",
            "font": font,
            "position": "outside_end",
            "custom": [_label(figure, font) for figure in picture.figures],
        },
        "points": [_HATCHED if figure.state is State.PARTIAL else None for figure in picture.figures],
        "fill": {"color": f"#{NAVY}"},
        "gap": 60,
    }
    checked(chart.add_series(series))
    chart.set_title(
        {
            "name": picture.title,
            "overlay": False,
            "name_font": {"name": FONT, "size": 11, "bold": True, "color": f"#{NAVY}"},
        }
    )
    chart.set_legend({"none": True})
    chart.set_x_axis({"num_font": font, "line": {"color": f"#{LINE}"}, "major_tick_mark": "none"})
    chart.set_y_axis({"min": 0, "visible": False, "major_gridlines": {"visible": False}})
    chart.set_chartarea({"border": {"none": True}})
    chart.show_blanks_as("gap")
    chart.set_size({"width": _WIDTH, "height": _HEIGHT})
    return chart


def _label(figure: Figure, font: dict[str, object]) -> dict[str, object] | None:
    """A label of its own for a number with marks, because all labels share one number format; None for the others."""
    marks = marks_of(figure)
    return {"value": f"{figure.value:,}{marks}", "font": font} if marks and figure.value is not None else None


def _alt_text(picture: _Picture) -> str:
    """The picture in words, for those who do not see it."""
    points = (
        f"{name} {state_words(figure) if figure.value is None else f'{figure.value:,}{marks_of(figure)}'}"
        for name, figure in zip(picture.names, picture.figures, strict=True)
    )
    return f"{picture.title}: {', '.join(points)}"
