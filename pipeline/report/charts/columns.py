"""Vertical bars from zero: one series ("bars"; "trend", a bar per month) or this year beside last year ("grouped").

Comes in: the panels of a chart block. Goes out: bars on the canvas, each with its number. The highest bar of a single
series has the accent colour. A value that nobody submitted is an empty dashed box with a word in it, never a bar of
height zero. It must not decide how large the picture is.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.assets.palette import GREY, LINE, NAVY, TINT
from pipeline.report.charts import labels
from pipeline.report.charts.canvas import MM_PER_POINT, Box, Canvas, Lettering, Paint, Pen
from pipeline.report.charts.fitting import (
    GROUP_SHARE,
    LABEL_GAP,
    LABEL_SIZE,
    LEGEND_HEIGHT,
    SINGLE_SHARE,
    UPRIGHT_SIZE,
    VALUE_GAP,
    WIDEST_BAR,
    fit_columns,
    panel_width,
    slot_room,
)
from pipeline.report.charts.panels import HATCH, draw_no_data, draw_titles, panel_boxes
from pipeline.report.charts.prepared import Bar, BarSeries, PreparedPanel

_EMPTY_HEIGHT = 11.0
_BLACK = "000000"


@dataclass(frozen=True, slots=True)
class _Plot:
    """One panel ready to be drawn: its place and scale, and the size of its numbers (None: they are turned by 90°)."""

    panel: PreparedPanel
    box: Box
    value_size: float | None
    low: float
    high: float

    @property
    def slot(self) -> float:
        return self.box.width / self.panel.slots

    def y(self, value: float) -> float:
        return self.box.bottom + (value - self.low) / (self.high - self.low) * self.box.height


def draw_columns(canvas: Canvas, panels: Sequence[PreparedPanel], in_a_row: int) -> None:
    """Draw all panels, ``in_a_row`` side by side; category labels share one size and one height."""
    fitted = fit_columns(canvas, panels, panel_width(canvas.box.width, in_a_row))
    boxes = draw_titles(canvas, panels, panel_boxes(canvas, len(panels), in_a_row))
    if fitted.legend_height:
        for panel, box in zip(panels, boxes, strict=True):
            _draw_legend(canvas, panel.series, box)
        boxes = [box.less(top=LEGEND_HEIGHT) for box in boxes]
    below = fitted.names_height
    for index, (panel, box) in enumerate(zip(panels, boxes, strict=True)):
        if panel.slots:
            size, head = fitted.number_sizes[index], fitted.number_heights[index]
            plot = _plot(panel, box.less(bottom=below), size, head)
            _draw_panel(canvas, plot, fitted.names[index], box.bottom + below)
        else:
            draw_no_data(canvas, box)


def _plot(panel: PreparedPanel, box: Box, size: float | None, head: float) -> _Plot:
    low, high = min([0.0, *panel.values]), max([0.0, *panel.values])
    inner = box.less(top=head, bottom=head if low < 0 else 0.0)
    return _Plot(panel, inner, size, low, high if high > low else low + 1.0)


def _draw_panel(canvas: Canvas, plot: _Plot, names: Sequence[labels.Label], foot: float) -> None:
    box, count = plot.box, len(plot.panel.series)
    width = min(plot.slot * (SINGLE_SHARE if count == 1 else GROUP_SHARE) / count, WIDEST_BAR)
    for order, series in enumerate(plot.panel.series):
        for index, bar in enumerate(series.bars):
            left = box.left + plot.slot * (index + 0.5) - width * count / 2 + width * order
            _draw_bar(canvas, plot, bar, Box(left, box.bottom, width if count == 1 else width * 0.94, 0.0))
    canvas.line([(box.left, plot.y(0)), (box.right, plot.y(0))], Pen(GREY))
    for index, label in enumerate(names):
        labels.draw(canvas, label, box.left + plot.slot * (index + 0.5), foot - LABEL_GAP / 2)


def _draw_bar(canvas: Canvas, plot: _Plot, bar: Bar, place: Box) -> None:
    if bar.value is None:
        _draw_empty(canvas, plot, bar, place)
        return
    foot, head = sorted((plot.y(0), plot.y(bar.value)))
    body = Box(place.left, foot, place.width, head - foot)
    if bar.partial:
        canvas.rectangle(body, Paint("FFFFFF", edge=NAVY, hatch=HATCH))
    elif body.height > 0:
        canvas.rectangle(body, Paint(NAVY if bar.strong else TINT))
    size = plot.value_size or UPRIGHT_SIZE
    above = "top" if bar.value < 0 else ("baseline" if plot.value_size else "bottom")
    color = NAVY if bar.strong else _BLACK
    look = Lettering(size, bar.strong, color, above=above, upright=plot.value_size is None)
    canvas.text(body.middle[0], foot - VALUE_GAP if bar.value < 0 else head + VALUE_GAP, bar.text, look)


def _draw_empty(canvas: Canvas, plot: _Plot, bar: Bar, place: Box) -> None:
    """Draw the word for the missing value, in a dashed box where the value should have been submitted."""
    zero = plot.y(0)
    room = place.width - 0.8 if bar.missing else slot_room(plot.panel, plot.box.width)
    size = labels.size_for(canvas, [bar.text], room, LABEL_SIZE - 0.5)
    label = labels.Label((bar.text,) if size else tuple(bar.text), size or labels.SMALLEST)
    top = zero + label.height + VALUE_GAP
    if bar.missing:
        height = max(min(_EMPTY_HEIGHT, plot.box.top - zero), label.height + 1.6)
        canvas.rectangle(Box(place.left, zero, place.width, height), Paint(edge=LINE, dashed=True))
        top = zero + (height + label.height) / 2
    labels.draw(canvas, label, place.middle[0], top)


def _draw_legend(canvas: Canvas, series: Sequence[BarSeries], box: Box) -> None:
    """Draw the names of the series with their colours, right above the first group."""
    side = LABEL_SIZE * MM_PER_POINT * 0.8
    x, y = box.left, box.top - LEGEND_HEIGHT + 1.6
    for one in series:
        canvas.rectangle(Box(x, y, side, side), Paint(NAVY if one.strong else TINT))
        canvas.text(x + side + 1.0, y, one.name, Lettering(LABEL_SIZE, bold=one.strong, align="left"))
        x += side + 1.0 + canvas.text_width(one.name, LABEL_SIZE, bold=True) + 4.0
