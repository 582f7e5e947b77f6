"""Lying bars on a scale from 0 to 100 %, the share written beside each ("rates").

Comes in: panels whose values are percentages (84.5 means 84.5 %). Goes out: bars on the canvas. A share above 100 makes
the scale longer, up to 200; what goes beyond the 100 % line is hatched. It must not hide a share: one beyond the scale
fills it, and the number beside it says how much it is.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.assets.palette import GREY, LINE, NAVY, TINT, TOTAL_FILL
from pipeline.report.blocks import Panel, Point, Series
from pipeline.report.charts import labels
from pipeline.report.charts.canvas import MM_PER_POINT, Box, Canvas, Lettering, Paint, Pen
from pipeline.report.charts.panels import (
    HATCH,
    LABEL_SIZE,
    VALUE_SIZE,
    draw_no_data,
    draw_titles,
    highest,
    is_missing,
    latest_series,
    panel_boxes,
    shown_text,
    title_height,
    value_of,
    values_of,
)

_FULL, _LONGEST = 100.0, 200.0
_NAME_SHARE = 0.34  # of the panel's width, at most
_THICKEST, _THINNEST = 7.0, 4.6  # mm for one bar and the space around it
_LEAST_GAP = 0.6
_SCALE_HEIGHT = labels.digit_height(LABEL_SIZE) + 1.2
_GAP = 2.0
_CENTRED = 0.36  # of a digit's line, from its middle down to the baseline


@dataclass(frozen=True, slots=True)
class _Track:
    """The room of the bars: ``left`` and ``width`` in mm; ``end`` is the value at its right."""

    left: float
    width: float
    end: float

    def x(self, value: float) -> float:
        return self.left + value / self.end * self.width


def draw_rates(canvas: Canvas, panels: Sequence[Panel], in_a_row: int) -> None:
    """All panels, ``in_a_row`` side by side."""
    boxes = draw_titles(canvas, panels, panel_boxes(canvas, len(panels), in_a_row))
    for panel, box in zip(panels, boxes, strict=True):
        if panel.series and panel.series[0].points:
            _draw_panel(canvas, panel, box)
        else:
            draw_no_data(canvas, box)


def least_height(ruler: Canvas, panels: Sequence[Panel], width: float) -> float:
    """How many mm a panel ``width`` mm wide needs, so that neither bars nor names of two lines touch."""
    needed = 0.0
    for panel in panels:
        names = _names(ruler, panel, width)
        tallest = max((name.height for name in names), default=0.0)
        needed = max(needed, len(names) * max(len(panel.series) * _THINNEST, tallest + _LEAST_GAP))
    return title_height(ruler, panels, width) + needed + _SCALE_HEIGHT


def _names(canvas: Canvas, panel: Panel, width: float) -> list[labels.Label]:
    points = panel.series[0].points if panel.series else ()
    return labels.fit_all(canvas, [point.label for point in points], width * _NAME_SHARE, LABEL_SIZE + 0.5)


def _draw_panel(canvas: Canvas, panel: Panel, box: Box) -> None:
    rows = panel.series[0].points
    names = _names(canvas, panel, box.width)
    left = max(canvas.text_width(line, name.size) for name in names for line in name.lines) + _GAP
    texts = [_written(panel, series, point) for series in panel.series for point in series.points]
    after = max(canvas.text_width(text, VALUE_SIZE, bold=True) for text in texts) + _GAP
    track = _Track(box.left + left, box.width - left - after, min(max([_FULL, *values_of(panel)]), _LONGEST))
    inner = box.less(bottom=_SCALE_HEIGHT)
    slot = inner.height / len(rows)
    for index, name in enumerate(names):
        middle = inner.top - slot * (index + 0.5)
        look = Lettering(name.size, align="right")
        labels.draw(canvas, name, track.left - _GAP, middle + name.height / 2, look)
        _draw_row(canvas, panel, index, track, Box(track.left, middle - slot / 2, track.width, slot))
    _draw_scale(canvas, track, inner)


def _written(panel: Panel, series: Series, point: Point) -> str:
    return f"{series.name} {shown_text(point)}" if len(panel.series) > 1 else shown_text(point)


def _draw_row(canvas: Canvas, panel: Panel, index: int, track: _Track, row: Box) -> None:
    count = len(panel.series)
    thickness = min(row.height * 0.7 / count, _THICKEST)
    top = row.middle[1] + thickness * count / 2
    size = min(VALUE_SIZE, thickness / MM_PER_POINT)
    for order, series in enumerate(panel.series):
        point = series.points[index]
        strong = _is_strong(panel, order, index)
        place = Box(track.left, top - thickness * (order + 1), track.width, thickness * 0.94)
        _draw_bar(canvas, point, place, track, NAVY if strong else TINT)
        known = value_of(point) is not None
        look = Lettering(size, known and strong, NAVY if known else GREY, align="left")
        y = place.middle[1] - labels.digit_height(size) * _CENTRED
        canvas.text(place.right + _GAP / 2, y, _written(panel, series, point), look)


def _is_strong(panel: Panel, order: int, index: int) -> bool:
    """Whether a bar stands in the accent: the highest of one series, this year's of several."""
    if len(panel.series) == 1:
        return index in highest(panel.series[0].points)
    latest = latest_series(panel.series)
    return order == (len(panel.series) - 1 if latest is None else latest)


def _draw_bar(canvas: Canvas, point: Point, place: Box, track: _Track, color: str) -> None:
    value = value_of(point)
    full = Box(place.left, place.bottom, track.x(_FULL) - track.left, place.height)
    if value is None:
        if is_missing(point):
            canvas.rectangle(full, Paint(edge=LINE, dashed=True))
        return
    canvas.rectangle(full, Paint(TOTAL_FILL))
    held = track.x(min(max(value, 0.0), _FULL)) - track.left
    if held > 0:
        canvas.rectangle(Box(place.left, place.bottom, held, place.height), Paint(color))
    if value > _FULL:
        over = Box(full.right, place.bottom, track.x(min(value, track.end)) - full.right, place.height)
        canvas.rectangle(over, Paint("FFFFFF", edge=NAVY, hatch=HATCH))


def _draw_scale(canvas: Canvas, track: _Track, inner: Box) -> None:
    """The zero line, the 100 % line and their two names."""
    for value, dash in ((0.0, ()), (_FULL, (3.0, 2.0))):
        x = track.x(value)
        canvas.line([(x, inner.bottom), (x, inner.top)], Pen(GREY, dash=dash))
        y = inner.bottom - labels.digit_height(LABEL_SIZE) - 0.6
        canvas.text(x, y, f"{value:.0f}%", Lettering(LABEL_SIZE - 0.5))
