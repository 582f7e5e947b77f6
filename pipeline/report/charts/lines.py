"""Lines over the months, one per series, named where they end ("trend" with more than one series).

Comes in: the panels of a chart block. Goes out: lines on the canvas from a zero baseline. A month that nobody submitted
is a gap: the line stops and goes on behind it. Lines differ in marker and dash as well as in shade. It must not join
what a gap keeps apart.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.assets.palette import GREY, LINE, NAVY, TINT
from pipeline.report.blocks import Panel, Point, Series
from pipeline.report.charts import labels
from pipeline.report.charts.canvas import Box, Canvas, Lettering, Pen
from pipeline.report.charts.panels import (
    LABEL_SIZE,
    draw_no_data,
    draw_titles,
    is_missing,
    latest_series,
    panel_boxes,
    printed_numbers,
    shown_text,
    title_height,
    value_of,
    values_of,
)

_SAMPLE = 6.0  # mm of each line shown beside its name
_END_GAP = 2.0
_AROUND = 14.0  # mm for the months below and a number above
_NUMBER_GAP = 1.5
_PRINTED = 2  # up to so many lines print their numbers at every point
_ACCENT = Pen(NAVY, 1.8, marker="o")
_OTHERS = (
    Pen(TINT, 1.2, marker="s"),
    Pen(GREY, 1.2, (4, 2), "^"),
    Pen(NAVY, 1.2, (1, 1.5), "D", hollow=True),
    Pen(GREY, 1.2, (), "v", hollow=True),
    Pen(NAVY, 1.2, (6, 2, 1, 2), "s", hollow=True),
    Pen(TINT, 1.2, (4, 2), "o", hollow=True),
    Pen(GREY, 1.2, (1, 1.5), "D"),
)


@dataclass(frozen=True, slots=True)
class _Plot:
    """One panel ready to be drawn: its place, the x of each month and the value at the top."""

    panel: Panel
    box: Box
    xs: tuple[float, ...]
    high: float
    pens: tuple[Pen, ...]

    def y(self, value: float) -> float:
        return self.box.bottom + value / self.high * self.box.height


def draw_lines(canvas: Canvas, panels: Sequence[Panel]) -> None:
    """All panels, one under the other."""
    for panel, box in zip(panels, draw_titles(canvas, panels, panel_boxes(canvas, len(panels), 1)), strict=True):
        if panel.series and panel.series[0].points:
            _draw_panel(canvas, panel, box)
        else:
            draw_no_data(canvas, box)


def least_height(ruler: Canvas, panels: Sequence[Panel], width: float) -> float:
    """How many mm a panel ``width`` mm wide needs, so that the names at the ends of its lines do not touch."""
    most = max((len(panel.series) for panel in panels), default=0)
    return title_height(ruler, panels, width) + most * labels.line_step(LABEL_SIZE) + _AROUND


def _draw_panel(canvas: Canvas, panel: Panel, box: Box) -> None:
    months = panel.series[0].points
    ends = max(canvas.text_width(_end_text(series), LABEL_SIZE, bold=True) for series in panel.series)
    right = ends + _SAMPLE + 2 * _END_GAP
    slot = (box.width - right) / len(months)
    names = labels.fit_all(canvas, [point.label for point in months], slot * 0.97, LABEL_SIZE)
    below = max(name.height for name in names) + 1.4
    inner = box.less(right=right, bottom=below, top=labels.digit_height(LABEL_SIZE) + 1.8)
    xs = tuple(inner.left + slot * (index + 0.5) for index in range(len(months)))
    plot = _Plot(panel, inner, xs, max([0.0, *values_of(panel)]) or 1.0, _pens(panel.series))
    canvas.line([(inner.left, inner.bottom), (inner.right, inner.bottom)], Pen(LINE))
    for x, name in zip(xs, names, strict=True):
        labels.draw(canvas, name, x, inner.bottom - 0.7)
    _draw_empty_months(canvas, plot, slot)
    for series, pen in zip(panel.series, plot.pens, strict=True):
        for stretch in _stretches(plot, series):
            canvas.line(stretch, pen)
    if len(panel.series) <= _PRINTED:
        _draw_numbers(canvas, plot, slot)
    _draw_ends(canvas, plot)


def _pens(series: Sequence[Series]) -> tuple[Pen, ...]:
    accent = latest_series(series)
    others = iter(_OTHERS * len(series))
    return tuple(_ACCENT if order == accent else next(others) for order in range(len(series)))


def _stretches(plot: _Plot, series: Series) -> list[list[tuple[float, float]]]:
    """The runs of months that follow each other without a gap."""
    runs: list[list[tuple[float, float]]] = [[]]
    for x, point in zip(plot.xs, series.points, strict=True):
        value = value_of(point)
        if value is None:
            runs.append([])
        else:
            runs[-1].append((x, plot.y(value)))
    return [run for run in runs if run]


def _draw_empty_months(canvas: Canvas, plot: _Plot, slot: float) -> None:
    for index, x in enumerate(plot.xs):
        points = [series.points[index] for series in plot.panel.series]
        if all(is_missing(point) for point in points):
            word = shown_text(points[0])
            size = labels.size_for(canvas, [word], slot - 1.0, LABEL_SIZE - 0.5)
            label = labels.Label((word,) if size else tuple(word), size or labels.SMALLEST)
            labels.draw(canvas, label, x, plot.box.bottom + label.height + 0.8)


def _draw_numbers(canvas: Canvas, plot: _Plot, slot: float) -> None:
    """The numbers at the points: the higher of two lines has them above, the lower below."""
    size = labels.size_for(canvas, printed_numbers(plot.panel), slot * 0.95, LABEL_SIZE, bold=True)
    if size is None:
        return
    for index, x in enumerate(plot.xs):
        for order, y in _number_places(plot, index, size):
            strong = plot.pens[order] is _ACCENT
            look = Lettering(size, strong, NAVY if strong else GREY, halo=True)
            canvas.text(x, y, shown_text(plot.panel.series[order].points[index]), look)


def _number_places(plot: _Plot, index: int, size: float) -> list[tuple[int, float]]:
    """(series, y of its number) of one month; a lower number that has no room below goes above, under the other."""
    values = [(value_of(series.points[index]), order) for order, series in enumerate(plot.panel.series)]
    known = sorted((value, order) for value, order in values if value is not None)
    places: list[tuple[int, float]] = []
    floor = plot.box.bottom
    for rank, (value, order) in enumerate(known):
        y = plot.y(value) + _NUMBER_GAP
        below = plot.y(value) - labels.digit_height(size) - _NUMBER_GAP
        if rank < len(known) - 1 and below >= plot.box.bottom:
            y = below
        y = max(y, floor)
        places.append((order, y))
        floor = y + labels.digit_height(size)
    return places


def _last_known(series: Series) -> tuple[int, Point] | None:
    known = [(index, point) for index, point in enumerate(series.points) if value_of(point) is not None]
    return known[-1] if known else None


def _end_text(series: Series) -> str:
    """The line's name and its last value, with the month where that is not the last one."""
    last = _last_known(series)
    if last is None:
        return f"{series.name} 자료 없음"
    index, point = last
    month = "" if index == len(series.points) - 1 else f"({point.label})".replace("\n", " ")
    return f"{series.name} {shown_text(point)}{month}"


def _draw_ends(canvas: Canvas, plot: _Plot) -> None:
    wanted: list[tuple[float, int]] = []
    for order, series in enumerate(plot.panel.series):
        last = _last_known(series)
        value = value_of(last[1]) if last else None
        wanted.append((plot.box.bottom if value is None else plot.y(value), order))
    x = plot.box.right + _END_GAP
    for y, order in _spread(sorted(wanted), plot.box):
        pen = plot.pens[order]
        canvas.line([(x, y), (x + _SAMPLE / 2, y), (x + _SAMPLE, y)], Pen(pen.color, pen.width, pen.dash))
        canvas.line([(x + _SAMPLE / 2, y)], pen)
        strong = pen is _ACCENT
        look = Lettering(LABEL_SIZE, strong, NAVY if strong else GREY, align="left", above="center")
        canvas.text(x + _SAMPLE + 1.2, y, _end_text(plot.panel.series[order]), look)


def _spread(wanted: Sequence[tuple[float, int]], box: Box) -> list[tuple[float, int]]:
    """The same places, from the bottom up, moved apart until no two names touch; pushed back down from the top."""
    step = labels.line_step(LABEL_SIZE)
    placed: list[float] = []
    for y, _ in wanted:
        placed.append(max(y, placed[-1] + step if placed else box.bottom))
    ceiling = box.top + step / 2
    for index in reversed(range(len(placed))):
        placed[index] = min(placed[index], ceiling)
        ceiling = placed[index] - step
    return [(y, order) for y, (_, order) in zip(placed, wanted, strict=True)]
