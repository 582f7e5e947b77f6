"""Horizontal bars on a scale from 0 to 100 %, with the share written beside each ("rates").

Comes in: panels whose values are percentages (84.5 means 84.5 %). Goes out: bars on the canvas. A share above 100
extends the scale, up to 200; the part beyond the 100 % line is hatched. It must not hide a share: one beyond the scale
fills it, and the number beside the bar says how much it is.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.assets.palette import GREY, LINE, NAVY, TINT, TOTAL_FILL
from pipeline.report.charts import labels
from pipeline.report.charts.canvas import MM_PER_POINT, Box, Canvas, Lettering, Paint, Pen
from pipeline.report.charts.fitting import (
    FULL_SHARE,
    LABEL_SIZE,
    ROW_NAME_GAP,
    SCALE_HEIGHT,
    VALUE_SIZE,
    bar_names,
    names_width,
    scale_end,
    written_width,
)
from pipeline.report.charts.panels import HATCH, draw_no_data, draw_titles, panel_boxes
from pipeline.report.charts.prepared import Bar, BarSeries, PreparedPanel

_THICKEST = 7.0  # mm
_CENTRED = 0.36  # of a digit's line, from its middle down to the baseline


@dataclass(frozen=True, slots=True)
class _Track:
    """The space for the bars: ``left`` and ``width`` in mm; ``end`` is the value at its right edge."""

    left: float
    width: float
    end: float

    def x(self, value: float) -> float:
        return self.left + value / self.end * self.width


def draw_rates(canvas: Canvas, panels: Sequence[PreparedPanel], in_a_row: int) -> None:
    """Draw all panels, ``in_a_row`` side by side."""
    boxes = draw_titles(canvas, panels, panel_boxes(canvas, len(panels), in_a_row))
    for panel, box in zip(panels, boxes, strict=True):
        if panel.names:
            _draw_panel(canvas, panel, box)
        else:
            draw_no_data(canvas, box)


def _draw_panel(canvas: Canvas, panel: PreparedPanel, box: Box) -> None:
    names = bar_names(canvas, panel, box.width)
    left = names_width(canvas, names)
    after = written_width(canvas, [_written(panel, series, bar) for series in panel.series for bar in series.bars])
    track = _Track(box.left + left, box.width - left - after, scale_end(panel))
    inner = box.less(bottom=SCALE_HEIGHT)
    slot = inner.height / len(names)
    for index, name in enumerate(names):
        middle = inner.top - slot * (index + 0.5)
        look = Lettering(name.size, align="right")
        labels.draw(canvas, name, track.left - ROW_NAME_GAP, middle + name.height / 2, look)
        _draw_row(canvas, panel, index, track, Box(track.left, middle - slot / 2, track.width, slot))
    _draw_scale(canvas, track, inner)


def _written(panel: PreparedPanel, series: BarSeries, bar: Bar) -> str:
    return f"{series.name} {bar.text}" if len(panel.series) > 1 else bar.text


def _draw_row(canvas: Canvas, panel: PreparedPanel, index: int, track: _Track, row: Box) -> None:
    count = len(panel.series)
    thickness = min(row.height * 0.7 / count, _THICKEST)
    top = row.middle[1] + thickness * count / 2
    size = min(VALUE_SIZE, thickness / MM_PER_POINT)
    for order, series in enumerate(panel.series):
        bar = series.bars[index]
        place = Box(track.left, top - thickness * (order + 1), track.width, thickness * 0.94)
        _draw_bar(canvas, bar, place, track)
        known = bar.value is not None
        look = Lettering(size, known and bar.strong, NAVY if known else GREY, align="left")
        y = place.middle[1] - labels.digit_height(size) * _CENTRED
        canvas.text(place.right + ROW_NAME_GAP / 2, y, _written(panel, series, bar), look)


def _draw_bar(canvas: Canvas, bar: Bar, place: Box, track: _Track) -> None:
    full = Box(place.left, place.bottom, track.x(FULL_SHARE) - track.left, place.height)
    if bar.value is None:
        if bar.missing:
            canvas.rectangle(full, Paint(edge=LINE, dashed=True))
        return
    canvas.rectangle(full, Paint(TOTAL_FILL))
    reached = track.x(min(max(bar.value, 0.0), track.end)) - track.left
    if reached > 0:
        paint = Paint("FFFFFF", edge=NAVY, hatch=HATCH) if bar.partial else Paint(NAVY if bar.strong else TINT)
        canvas.rectangle(Box(place.left, place.bottom, reached, place.height), paint)


def _draw_scale(canvas: Canvas, track: _Track, inner: Box) -> None:
    """Draw the zero line, the 100 % line and their labels."""
    for value, dash in ((0.0, ()), (FULL_SHARE, (3.0, 2.0))):
        x = track.x(value)
        canvas.line([(x, inner.bottom), (x, inner.top)], Pen(GREY, dash=dash))
        y = inner.bottom - labels.digit_height(LABEL_SIZE) - 0.6
        canvas.text(x, y, f"{value:.0f}%", Lettering(LABEL_SIZE - 0.5))
