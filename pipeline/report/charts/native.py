"""Prepared charts as DrawingML parts with their workbooks: what Word shows, and what "데이터 편집" opens.

Comes in: chart blocks. Goes out: for each panel the XML of a chart part and the bytes of its workbook, the same for the
same block. XlsxWriter writes both. A label is the bar's own number under a number format, so that it follows when
somebody edits the number. A block with nothing to draw has no native form.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.chart import Chart
from xlsxwriter.worksheet import Worksheet

from pipeline.assets.palette import GREY, NAVY, TINT
from pipeline.report.blocks import ChartBlock
from pipeline.report.charts.canvas import Canvas, drawable, quiet_defaults
from pipeline.report.charts.fitting import (
    FULL_SHARE,
    GAP,
    GROUP_SHARE,
    LABEL_SIZE,
    LEGEND_HEIGHT,
    NAME_SHARE,
    SCALE_HEIGHT,
    SINGLE_SHARE,
    UPRIGHT_SIZE,
    VALUE_SIZE,
    WIDEST_BAR,
    WIDTH_MM,
    bar_names,
    fit_columns,
    fit_titles,
    height_of,
    names_width,
    panel_width,
    panels_in_a_row,
    scale_end,
    title_height,
    written_width,
)
from pipeline.report.charts.labels import Label
from pipeline.report.charts.native_xml import completed, number_format
from pipeline.report.charts.prepared import MATRIX, Bar, PreparedChart, PreparedPanel, prepare
from pipeline.report.layout.styles import FONT_NAME

SHEET = "자료"
_NAMES = "구분"
_NO_DATE = datetime(2000, 1, 1)  # never the clock: the same block gives the same bytes
_RATE_SHARE, _THICKEST = 0.7, 7.0  # a share of the row, and mm
_NAME_OFFSET = 1.2  # mm that office programs leave between axis and names, on top of the gap in the pictures
_NARROW_SHARE = 0.85  # of a slot
_WIDEST_GAP = 500  # per cent of a bar's width, the most that the format allows
_BLACK = "000000"
_NO_TICKS = {"major_tick_mark": "none", "minor_tick_mark": "none"}


@dataclass(frozen=True, slots=True)
class NativeChart:
    """One panel: ``xml`` is a chart part that has no link to its ``workbook`` yet; ``alt_text`` describes it."""

    xml: bytes
    workbook: bytes
    width_mm: float
    height_mm: float
    alt_text: str


@dataclass(frozen=True, slots=True)
class _Frame:
    """Where things stand inside one chart, in mm from its top left; the plot excludes the names around it."""

    width: float
    height: float
    left: float  # left edge of title and legend
    legend_top: float
    plot: tuple[float, float, float, float]  # left, top, width, height
    bar_width: float
    title_size: float
    name_size: float
    number_size: float | None  # None: the numbers are turned by 90°
    names: tuple[str, ...]

    def layout(self, left: float, top: float, width: float = 0.0, height: float = 0.0) -> dict[str, float]:
        shares = {"x": left / self.width, "y": top / self.height}
        if width:
            shares |= {"width": width / self.width, "height": height / self.height}
        return {name: round(share, 4) for name, share in shares.items()}


def native_charts(blocks: Iterable[ChartBlock]) -> dict[str, tuple[NativeChart, ...]]:
    """The charts of each block that has a native form, by the block's key: one for each panel, row by row.

    Side by side they are as wide as the pictures, 170 mm. A matrix has none (it becomes a table); nor does a block
    where a panel has no value at all or series of different lengths. Raises like ``write_charts``.
    """
    with quiet_defaults():
        return {
            chart.key: _charts(chart)
            for chart in map(prepare, blocks)
            if chart.kind != MATRIX and all(map(_can_be_native, chart.panels))
        }


def _can_be_native(panel: PreparedPanel) -> bool:
    return bool(panel.values) and all(len(series.bars) == panel.slots for series in panel.series)


def _charts(chart: PreparedChart) -> tuple[NativeChart, ...]:
    ruler = Canvas(WIDTH_MM, chart.height_mm)
    in_a_row = panels_in_a_row(ruler, chart)
    worded = replace(chart, panels=tuple(_with_words(panel, chart.kind) for panel in chart.panels))
    frames = _frames(ruler, worded, in_a_row)
    return tuple(
        NativeChart(*_parts(chart.kind, drawn, frame), frame.width, frame.height, _alt_text(panel))
        for panel, drawn, frame in zip(chart.panels, worded.panels, frames, strict=True)
    )


def _alt_text(panel: PreparedPanel) -> str:
    series = panel.series if len(panel.series) > 1 else (replace(panel.series[0], name=""),)
    bars = (" ".join(f"{one.name} {bar.name} {bar.text}".split()) for one in series for bar in one.bars)
    return f"{' '.join(panel.title.split())}: {', '.join(bars)}"


def _with_words(panel: PreparedPanel, kind: str) -> PreparedPanel:
    """The panel with names that say which bars are missing and why: a native chart cannot mark a missing value."""
    first, *others = panel.series
    bars = []
    for index, bar in enumerate(first.bars):
        words = [
            one.bars[index].text if len(panel.series) == 1 else f"{one.name} {one.bars[index].text}"
            for one in panel.series
            if one.bars[index].value is None
        ]
        told = f" ({', '.join(words)})" if kind == "rates" and words else "".join(f"\n{word}" for word in words)
        bars.append(replace(bar, name=bar.name + told))
    return replace(panel, series=(replace(first, bars=tuple(bars)), *others))


# --- places and sizes -----------------------------------------------------------------------------------------------


def _frames(ruler: Canvas, chart: PreparedChart, in_a_row: int) -> list[_Frame]:
    """The charts of a row fill the width; each panel has the same place as in the picture."""
    rows = -(-len(chart.panels) // in_a_row)
    height = (height_of(ruler, chart, in_a_row) - GAP * (rows - 1)) / rows
    width = panel_width(WIDTH_MM, in_a_row)
    title = title_height(ruler, chart.panels, width)
    sizes = fit_titles(ruler, chart.panels, width)
    frames = []
    for index, panel in enumerate(chart.panels):
        row, column = divmod(index, in_a_row)
        blank = _Frame(
            width=WIDTH_MM / in_a_row,
            height=height + (GAP if row < rows - 1 else 0.0),
            left=column * GAP / in_a_row,
            legend_top=title,
            plot=(0.0, title, width, height - title),
            bar_width=0.0,
            title_size=sizes[index].size,
            name_size=LABEL_SIZE,
            number_size=VALUE_SIZE,
            names=(),
        )
        if chart.kind == "rates":
            frames.append(_rates_frame(ruler, panel, blank))
        else:
            frames.append(_columns_frame(ruler, chart, index, blank))
    return frames


def _columns_frame(ruler: Canvas, chart: PreparedChart, index: int, blank: _Frame) -> _Frame:
    _, top, width, height = blank.plot
    panel, fitted = chart.panels[index], fit_columns(ruler, chart.panels, width, _name_share(chart))
    head = fitted.number_heights[index]
    foot = fitted.names_height + _NAME_OFFSET + (head if min(panel.values) < 0 else 0.0)
    above = fitted.legend_height + head
    slot, count = width / panel.slots, len(panel.series)
    names = fitted.names[index]
    return replace(
        blank,
        plot=(blank.left, top + above, width, height - above - foot),
        bar_width=min(slot * (SINGLE_SHARE if count == 1 else GROUP_SHARE) / count, WIDEST_BAR) / slot,
        name_size=names[0].size,
        number_size=fitted.number_sizes[index],
        names=_lines(names),
    )


def _name_share(chart: PreparedChart) -> float:
    """The share of a slot for names: less where the longest line holds a text like "10월", because office programs put
    a little space between digit and Hangul and break the line there.
    """
    lines = [line for panel in chart.panels for name in panel.names for line in name.split("\n")]
    return _NARROW_SHARE if re.search("[0-9][가-힣]", max(lines, key=len)) else NAME_SHARE


def _rates_frame(ruler: Canvas, panel: PreparedPanel, blank: _Frame) -> _Frame:
    _, top, width, height = blank.plot
    names = bar_names(ruler, panel, width)
    left, after = names_width(ruler, names), written_width(ruler, panel.numbers)
    legend = LEGEND_HEIGHT if len(panel.series) > 1 else 0.0
    inner = height - legend - SCALE_HEIGHT
    slot, count = inner / panel.slots, len(panel.series)
    return replace(
        blank,
        plot=(blank.left + left, top + legend, width - left - after, inner),
        bar_width=min(slot * _RATE_SHARE / count, _THICKEST) / slot,
        name_size=names[0].size,
        names=_lines(names),
    )


def _lines(names: Sequence[Label]) -> tuple[str, ...]:
    return tuple("\n".join(name.lines) for name in names)


# --- the parts ------------------------------------------------------------------------------------------------------


def _parts(kind: str, panel: PreparedPanel, frame: _Frame) -> tuple[bytes, bytes]:
    formats = [[_format(bar) for bar in series.bars] for series in panel.series]
    with zipfile.ZipFile(io.BytesIO(_workbook(kind, panel, frame, with_chart=True))) as package:
        xml = completed(package.read("xl/charts/chart1.xml"), formats)
    return xml, _workbook(kind, panel, frame, with_chart=False)


def _format(bar: Bar) -> str | None:
    return None if bar.value is None else number_format(bar.value, bar.text)


def _workbook(kind: str, panel: PreparedPanel, frame: _Frame, *, with_chart: bool) -> bytes:
    """The names in column A, a series in each further column; a cell without a value stays blank."""
    saved = io.BytesIO()
    defaults = {"font_name": FONT_NAME, "font_size": 10}
    workbook = Workbook(saved, {"in_memory": True, "default_format_properties": defaults})
    workbook.set_properties({"created": _NO_DATE})
    sheet = workbook.add_worksheet(SHEET)
    _write_cells(workbook, sheet, panel, frame.names)
    if with_chart:
        chart = workbook.add_chart({"type": "bar" if kind == "rates" else "column"})
        assert chart is not None
        _add_series(chart, kind, panel, frame)
        _set_looks(chart, kind, panel, frame)
        sheet.insert_chart(0, 0, chart)
    workbook.close()
    return saved.getvalue()


def _write_cells(workbook: Workbook, sheet: Worksheet, panel: PreparedPanel, names: Sequence[str]) -> None:
    wrapped = workbook.add_format({"text_wrap": True, "valign": "vcenter"})
    sheet.set_column(0, 0, 22)
    sheet.set_column(1, len(panel.series), 14)
    sheet.write_string(0, 0, _NAMES)
    for row, name in enumerate(names, start=1):
        sheet.write_string(row, 0, name, wrapped)
    for column, series in enumerate(panel.series, start=1):
        sheet.write_string(0, column, drawable(series.name))
        for row, bar in enumerate(series.bars, start=1):
            if bar.value is not None:
                code = _format(bar)
                sheet.write_number(row, column, bar.value, workbook.add_format({"num_format": code} if code else {}))


def _add_series(chart: Chart, kind: str, panel: PreparedPanel, frame: _Frame) -> None:
    last = panel.slots
    for column, series in enumerate(panel.series, start=1):
        is_single = len(panel.series) == 1
        labels = [None if bar.value is None else _label(kind, bar, frame) for bar in series.bars]
        chart.add_series(
            {
                "name": [SHEET, 0, column],
                "categories": [SHEET, 1, 0, last, 0],
                "values": [SHEET, 1, column, last, column],
                "fill": {"color": f"#{NAVY if series.strong and not is_single else TINT}"},
                "points": [_fill(bar, is_single=is_single) for bar in series.bars],
                "data_labels": {"value": True, "custom": labels},
                "gap": min(round((1 / (frame.bar_width * len(panel.series)) - 1) * 100), _WIDEST_GAP),
                "overlap": 0 if is_single else -6,
            }
        )


def _fill(bar: Bar, *, is_single: bool) -> dict[str, Any] | None:
    if bar.partial and bar.value is not None:
        hatch = {"pattern": "wide_upward_diagonal", "fg_color": f"#{NAVY}", "bg_color": "#FFFFFF"}
        return {"pattern": hatch, "border": {"color": f"#{NAVY}", "width": 0.75}}
    return {"fill": {"color": f"#{NAVY}"}} if bar.strong and is_single else None


def _label(kind: str, bar: Bar, frame: _Frame) -> dict[str, Any]:
    """A label's own look, on white where it may meet the line at 100 %; with a fixed text only where no number format
    gives the same text.
    """
    font = _font(frame.number_size or UPRIGHT_SIZE, NAVY if bar.strong else _BLACK, bold=bar.strong)
    look: dict[str, Any] = {"font": font if frame.number_size else {**font, "rotation": -90}}
    if kind == "rates":
        look["fill"] = {"color": "#FFFFFF"}
    return look if _format(bar) else {**look, "value": drawable(bar.text)}


def _font(size: float, color: str = GREY, *, bold: bool = False) -> dict[str, Any]:
    return {"name": FONT_NAME, "size": size, "color": f"#{color}", "bold": bold}


def _set_looks(chart: Chart, kind: str, panel: PreparedPanel, frame: _Frame) -> None:
    if panel.title:
        title = {"name": drawable(panel.title), "overlay": True, "layout": frame.layout(frame.left, 0.0)}
        chart.set_title({**title, "name_font": _font(frame.title_size, NAVY, bold=True)})
    else:
        chart.set_title({"none": True})
    if len(panel.series) > 1:
        place = frame.layout(frame.left, frame.legend_top, min(frame.plot[2], 28.0 * len(panel.series)), LEGEND_HEIGHT)
        chart.set_legend({"position": "top", "layout": place, "font": _font(LABEL_SIZE)})
    else:
        chart.set_legend({"none": True})
    names = {"num_font": _font(frame.name_size), "line": {"color": f"#{GREY}"}, **_NO_TICKS}
    least = {"min": 0} if min(panel.values) >= 0 else {}
    if kind == "rates":
        chart.set_y_axis({**names, "reverse": True})
        chart.set_x_axis({**least, **_rate_scale(panel)})
    else:
        chart.set_x_axis({**names, "label_position": "low"})
        chart.set_y_axis({**least, "visible": False, "major_gridlines": {"visible": False}})
    chart.set_plotarea({"layout": frame.layout(*frame.plot)})
    chart.set_chartarea({"border": {"none": True}, "fill": {"none": True}})


def _rate_scale(panel: PreparedPanel) -> dict[str, Any]:
    """From 0 to 100 %, or as far as the bars reach, up to 200; a dashed line at 100 %, labelled at the bottom."""
    return {
        "max": scale_end(panel),
        "major_unit": FULL_SHARE,
        "num_format": '0"%"',
        "num_font": _font(LABEL_SIZE - 0.5),
        "line": {"none": True},
        **_NO_TICKS,
        "label_position": "high",
        "major_gridlines": {"visible": True, "line": {"color": f"#{GREY}", "width": 0.6, "dash_type": "dash"}},
    }
