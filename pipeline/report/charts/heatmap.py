"""A matrix of numbers on a tint that deepens with the value: regions down, months across ("heatmap").

Comes in: panels whose series are the rows and whose points are the columns. Goes out: cells with their numbers that
read in grey print at every depth; only the highest stands in the accent. A value nobody submitted is hatched, not
white. It must not leave a number to be guessed from a colour.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.assets.palette import LINE, NAVY, thinned
from pipeline.report.blocks import Panel, Point
from pipeline.report.charts import labels
from pipeline.report.charts.canvas import Box, Canvas, Lettering, Paint
from pipeline.report.charts.panels import (
    HATCH,
    LABEL_SIZE,
    VALUE_SIZE,
    draw_no_data,
    draw_titles,
    is_missing,
    panel_boxes,
    printed_numbers,
    shown_text,
    title_height,
    value_of,
    values_of,
)

_WIDEST_NAME = 34.0
_GUTTER = 0.7
_LEAST_GAP = 1.2
_NAME_GAP = 2.0
_KEY_HEIGHT, _KEY_SIDE = 5.0, 4.0
_DEPTH = 1.5  # above 1, the lower half of the scale stays light and the upper half is told apart
_LOWEST_SIZE = 5.0
_CENTRED = 0.36  # of a digit's line, from its middle down to the baseline


@dataclass(frozen=True, slots=True)
class _Grid:
    """The place and scale of one matrix; ``word_size`` is None where 미제출 does not fit a cell."""

    box: Box
    high: float
    size: float
    word_size: float | None


def draw_heatmap(canvas: Canvas, panels: Sequence[Panel]) -> None:
    """All panels, one under the other."""
    for panel, box in zip(panels, draw_titles(canvas, panels, panel_boxes(canvas, len(panels), 1)), strict=True):
        if panel.series and panel.series[0].points:
            _draw_panel(canvas, panel, box)
        else:
            draw_no_data(canvas, box)


def least_height(ruler: Canvas, panels: Sequence[Panel], width: float) -> float:
    """How many mm a panel ``width`` mm wide needs, so that no row is lower than its name."""
    needed = 0.0
    for panel in panels:
        names = _row_names(ruler, panel)
        row = max((name.height for name in names), default=0.0) + _LEAST_GAP
        heads = panel.series[0].points if panel.series else ()
        head = max((point.label.count("\n") + 1 for point in heads), default=0) * labels.line_step(LABEL_SIZE)
        needed = max(needed, len(names) * row + head + _KEY_HEIGHT)
    return title_height(ruler, panels, width) + needed


def _row_names(canvas: Canvas, panel: Panel) -> list[labels.Label]:
    return labels.fit_all(canvas, [series.name for series in panel.series], _WIDEST_NAME, LABEL_SIZE)


def _draw_panel(canvas: Canvas, panel: Panel, box: Box) -> None:
    columns = panel.series[0].points
    names = _row_names(canvas, panel)
    left = max(canvas.text_width(line, name.size) for name in names for line in name.lines) + _NAME_GAP
    cell_width = (box.width - left) / len(columns)
    heads = labels.fit_all(canvas, [point.label for point in columns], cell_width * 0.97, LABEL_SIZE)
    word_size = _word_size(canvas, panel, cell_width)
    if word_size is None:
        _draw_key(canvas, panel, box)
        box = box.less(top=_KEY_HEIGHT)
    room = cell_width - _GUTTER - 0.8
    size = labels.size_for(canvas, printed_numbers(panel), room, VALUE_SIZE, least=_LOWEST_SIZE, bold=True)
    inner = box.less(left=left, top=max(head.height for head in heads) + 0.8)
    grid = _Grid(inner, max([0.0, *values_of(panel)]), size or _LOWEST_SIZE, word_size)
    cell_height = grid.box.height / len(panel.series)
    for index, head in enumerate(heads):
        labels.draw(canvas, head, grid.box.left + cell_width * (index + 0.5), grid.box.top + head.height + 0.4)
    for row, (series, name) in enumerate(zip(panel.series, names, strict=True)):
        bottom = grid.box.top - cell_height * (row + 1)
        middle = bottom + (cell_height + name.height) / 2
        labels.draw(canvas, name, grid.box.left - _NAME_GAP, middle, Lettering(name.size, align="right"))
        for column, point in enumerate(series.points):
            place = Box(grid.box.left + cell_width * column, bottom, cell_width, cell_height)
            _draw_cell(canvas, point, place.less(left=_GUTTER / 2, right=_GUTTER / 2, bottom=_GUTTER), grid)


def _word_size(canvas: Canvas, panel: Panel, cell_width: float) -> float | None:
    points = (point for series in panel.series for point in series.points)
    words = [shown_text(point) for point in points if value_of(point) is None]
    return labels.size_for(canvas, words, cell_width - _GUTTER - 0.8, LABEL_SIZE - 0.5)


def _draw_cell(canvas: Canvas, point: Point, place: Box, grid: _Grid) -> None:
    value = value_of(point)
    x, y = place.middle
    if value is None:
        canvas.rectangle(place, Paint(edge=LINE, hatch=HATCH if is_missing(point) else ""))
        if grid.word_size is not None:
            look = Lettering(grid.word_size, halo=is_missing(point))
            canvas.text(x, y - labels.digit_height(grid.word_size) * _CENTRED, shown_text(point), look)
        return
    share = max(value, 0.0) / grid.high if grid.high > 0 else 0.0
    top = share >= 1.0
    canvas.rectangle(place, Paint(NAVY if top else thinned(share**_DEPTH), edge="" if share else LINE))
    look = Lettering(grid.size, top, "FFFFFF" if top else "000000")
    canvas.text(x, y - labels.digit_height(grid.size) * _CENTRED, shown_text(point), look)


def _draw_key(canvas: Canvas, panel: Panel, box: Box) -> None:
    """What the cells without a number mean, in a strip of its own above the matrix."""
    words: dict[str, str] = {}
    for point in (point for series in panel.series for point in series.points):
        if value_of(point) is None:
            words.setdefault(shown_text(point), HATCH if is_missing(point) else "")
    x, y = box.left, box.top - _KEY_HEIGHT + 1.6
    for word, hatch in words.items():
        canvas.rectangle(Box(x, y - 0.3, _KEY_SIDE, 2.8), Paint(edge=LINE, hatch=hatch))
        canvas.text(x + _KEY_SIDE + 1.0, y, word, Lettering(LABEL_SIZE, align="left"))
        x += _KEY_SIDE + 5.0 + canvas.text_width(word, LABEL_SIZE)
