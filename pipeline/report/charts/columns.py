"""Upright bars from zero: one series ("bars"; "trend", one a month) or this year beside last ("grouped").

Comes in: the panels of a chart block. Goes out: bars on the canvas, each with its number. The highest bar of a single
series stands in the accent. A value nobody submitted is an empty dashed place with a word in it, never a bar of no
height. It must not decide how large the picture is.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.assets.palette import GREY, LINE, NAVY, TINT
from pipeline.model.figures import State
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
    panel_width,
    printed_numbers,
    shown_text,
    title_height,
    value_of,
    values_of,
)

LEAST_ROOM_SIZE = 7.0  # pt: below this, panels go under each other rather than side by side
_SINGLE_SHARE, _GROUP_SHARE = 0.62, 0.78  # of a slot's width
_WIDEST_BAR = 15.0
_LABEL_GAP = 1.4
_VALUE_GAP = 1.2
_LEGEND_HEIGHT = 5.0
_EMPTY_HEIGHT = 11.0
_LEAST_BARS = 16.0
_BLACK = "000000"


@dataclass(frozen=True, slots=True)
class _Plot:
    """One panel ready to be drawn: its place and scale, and the size of its numbers (None: they stand upright)."""

    panel: Panel
    box: Box
    value_size: float | None
    low: float
    high: float

    @property
    def slot(self) -> float:
        return self.box.width / _slots(self.panel)

    def y(self, value: float) -> float:
        return self.box.bottom + (value - self.low) / (self.high - self.low) * self.box.height


def slot_room(panel: Panel, width: float) -> float:
    """How many mm one number has beside its neighbours when the panel is ``width`` mm wide."""
    slot = width / max(_slots(panel), 1)
    if len(panel.series) <= 1:
        return slot * 0.94
    return min(slot * _GROUP_SHARE / len(panel.series), _WIDEST_BAR)


def least_height(ruler: Canvas, panels: Sequence[Panel], width: float) -> float:
    """How many mm a panel ``width`` mm wide needs for its title, legend, numbers and names, and for bars at all."""
    legend = _LEGEND_HEIGHT if any(len(panel.series) > 1 for panel in panels) else 0.0
    head = max((_number_height(ruler, panel, width) for panel in panels), default=0.0)
    below = _names_height(_names(ruler, panels, width))
    return title_height(ruler, panels, width) + legend + head + below + _LEAST_BARS


def draw_columns(canvas: Canvas, panels: Sequence[Panel], in_a_row: int) -> None:
    """All panels, ``in_a_row`` side by side; category labels share one size and one height."""
    boxes = draw_titles(canvas, panels, panel_boxes(canvas, len(panels), in_a_row))
    if any(len(panel.series) > 1 for panel in panels):
        for panel, box in zip(panels, boxes, strict=True):
            _draw_legend(canvas, panel.series, box)
        boxes = [box.less(top=_LEGEND_HEIGHT) for box in boxes]
    names = _names(canvas, panels, panel_width(canvas.box.width, in_a_row))
    below = _names_height(names)
    for panel, box, row in zip(panels, boxes, names, strict=True):
        if _slots(panel):
            _draw_panel(canvas, _plot(canvas, panel, box.less(bottom=below)), row, box.bottom + below)
        else:
            draw_no_data(canvas, box)


def _slots(panel: Panel) -> int:
    return max((len(series.points) for series in panel.series), default=0)


def _accent(series: Sequence[Series]) -> int:
    """Which series of a group stands in the accent: this year's, else the last one (the result beside the plan)."""
    latest = latest_series(series)
    return len(series) - 1 if latest is None else latest


def _names(canvas: Canvas, panels: Sequence[Panel], width: float) -> list[list[labels.Label]]:
    """The category labels of each panel, all at one size."""

    def fitted(size: float) -> list[list[labels.Label]]:
        rows = [panel.series[0].points if panel.series else () for panel in panels]
        return [
            labels.fit_all(canvas, [point.label for point in points], width / max(len(points), 1) * 0.93, size)
            for points in rows
        ]

    return fitted(min((label.size for row in fitted(LABEL_SIZE) for label in row), default=LABEL_SIZE))


def _names_height(names: Sequence[Sequence[labels.Label]]) -> float:
    return max((label.height for row in names for label in row), default=0.0) + _LABEL_GAP


def _number_size(canvas: Canvas, panel: Panel, width: float) -> float | None:
    return labels.size_for(canvas, printed_numbers(panel), slot_room(panel, width), VALUE_SIZE, bold=True)


def _number_height(canvas: Canvas, panel: Panel, width: float) -> float:
    """What the numbers take above the bars: a line, or their length where they stand upright."""
    size = _number_size(canvas, panel, width)
    numbers = printed_numbers(panel)
    longest = max((canvas.text_width(number, LEAST_ROOM_SIZE, bold=True) for number in numbers), default=0.0)
    return (labels.digit_height(size) if size else longest) + 2 * _VALUE_GAP


def _plot(canvas: Canvas, panel: Panel, box: Box) -> _Plot:
    values = values_of(panel)
    head = _number_height(canvas, panel, box.width)
    low, high = min([0.0, *values]), max([0.0, *values])
    inner = box.less(top=head, bottom=head if low < 0 else 0.0)
    return _Plot(panel, inner, _number_size(canvas, panel, box.width), low, high if high > low else low + 1.0)


def _draw_panel(canvas: Canvas, plot: _Plot, names: Sequence[labels.Label], foot: float) -> None:
    box, count = plot.box, len(plot.panel.series)
    bar = min(plot.slot * (_SINGLE_SHARE if count == 1 else _GROUP_SHARE) / count, _WIDEST_BAR)
    accent = _accent(plot.panel.series)
    for order, series in enumerate(plot.panel.series):
        high = highest(series.points) if count == 1 else frozenset()
        for index, point in enumerate(series.points):
            left = box.left + plot.slot * (index + 0.5) - bar * count / 2 + bar * order
            strong = index in high if count == 1 else order == accent
            place = Box(left, box.bottom, bar if count == 1 else bar * 0.94, 0.0)
            _draw_bar(canvas, plot, point, place, strong)
    canvas.line([(box.left, plot.y(0)), (box.right, plot.y(0))], Pen(GREY))
    for index, label in enumerate(names):
        labels.draw(canvas, label, box.left + plot.slot * (index + 0.5), foot - _LABEL_GAP / 2)


def _draw_bar(canvas: Canvas, plot: _Plot, point: Point, place: Box, strong: bool) -> None:
    value = value_of(point)
    if value is None:
        _draw_empty(canvas, plot, point, place)
        return
    foot, head = sorted((plot.y(0), plot.y(value)))
    bar = Box(place.left, foot, place.width, head - foot)
    if point.state is State.PARTIAL:
        canvas.rectangle(bar, Paint("FFFFFF", edge=NAVY, hatch=HATCH))
    elif bar.height > 0:
        canvas.rectangle(bar, Paint(NAVY if strong else TINT))
    size = plot.value_size or LEAST_ROOM_SIZE
    above = "top" if value < 0 else ("baseline" if plot.value_size else "bottom")
    look = Lettering(size, strong, NAVY if strong else _BLACK, above=above, upright=plot.value_size is None)
    canvas.text(bar.middle[0], foot - _VALUE_GAP if value < 0 else head + _VALUE_GAP, shown_text(point), look)


def _draw_empty(canvas: Canvas, plot: _Plot, point: Point, place: Box) -> None:
    """The word for the value that is not there, in a dashed slot where it should have been submitted."""
    word = shown_text(point)
    zero = plot.y(0)
    room = place.width - 0.8 if is_missing(point) else slot_room(plot.panel, plot.box.width)
    size = labels.size_for(canvas, [word], room, LABEL_SIZE - 0.5)
    label = labels.Label((word,) if size else tuple(word), size or labels.SMALLEST)
    top = zero + label.height + _VALUE_GAP
    if is_missing(point):
        height = max(min(_EMPTY_HEIGHT, plot.box.top - zero), label.height + 1.6)
        canvas.rectangle(Box(place.left, zero, place.width, height), Paint(edge=LINE, dashed=True))
        top = zero + (height + label.height) / 2
    labels.draw(canvas, label, place.middle[0], top)


def _draw_legend(canvas: Canvas, series: Sequence[Series], box: Box) -> None:
    """The series by name, with their colours, right above the first group."""
    accent = _accent(series)
    side = LABEL_SIZE * MM_PER_POINT * 0.8
    x, y = box.left, box.top - _LEGEND_HEIGHT + 1.6
    for order, one in enumerate(series):
        canvas.rectangle(Box(x, y, side, side), Paint(NAVY if order == accent else TINT))
        canvas.text(x + side + 1.0, y, one.name, Lettering(LABEL_SIZE, bold=order == accent, align="left"))
        x += side + 1.0 + canvas.text_width(one.name, LABEL_SIZE, bold=True) + 4.0
