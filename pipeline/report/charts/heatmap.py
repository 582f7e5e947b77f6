"""A matrix of numbers on a tint that gets darker with the value: regions down, months across ("heatmap").

Comes in: panels whose series are the rows and whose points are the columns. Goes out: cells whose numbers stay readable
in grey print on every tint; only the highest has the accent colour. A value nobody submitted is hatched, not white.
Every number is printed; none has to be guessed from a colour.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.assets.palette import LINE, NAVY, thinned
from pipeline.report.charts import labels
from pipeline.report.charts.canvas import Box, Canvas, Lettering, Paint
from pipeline.report.charts.fitting import KEY_HEIGHT, LABEL_SIZE, ROW_NAME_GAP, VALUE_SIZE, names_width, row_names
from pipeline.report.charts.panels import HATCH, draw_no_data, draw_titles, panel_boxes
from pipeline.report.charts.prepared import Bar, PreparedPanel

_GUTTER = 0.7
_KEY_SIDE = 4.0
_DEPTH = 1.5  # above 1, so that the lower half of the scale stays light and differences in the upper half show
_LOWEST_SIZE = 5.0
_CENTRED = 0.36  # of a digit's line, from its middle down to the baseline


@dataclass(frozen=True, slots=True)
class _Grid:
    """The place and scale of one matrix; ``word_size`` is None where 미제출 does not fit a cell."""

    box: Box
    size: float
    word_size: float | None


def draw_heatmap(canvas: Canvas, panels: Sequence[PreparedPanel]) -> None:
    """Draw all panels, one below the other."""
    for panel, box in zip(panels, draw_titles(canvas, panels, panel_boxes(canvas, len(panels), 1)), strict=True):
        if panel.names:
            _draw_panel(canvas, panel, box)
        else:
            draw_no_data(canvas, box)


def cell_fill(panel: PreparedPanel, bar: Bar) -> str:
    """The colour of a cell: the accent for the highest, else a tint that is darker for a higher value; "" without a
    value.
    """
    if bar.value is None:
        return ""
    return NAVY if bar.strong else thinned(panel.share(bar) ** _DEPTH)


def _draw_panel(canvas: Canvas, panel: PreparedPanel, box: Box) -> None:
    names = row_names(canvas, panel)
    left = names_width(canvas, names)
    cell_width = (box.width - left) / len(panel.names)
    heads = labels.fit_all(canvas, panel.names, cell_width * 0.97, LABEL_SIZE)
    word_size = _word_size(canvas, panel, cell_width)
    if word_size is None:
        _draw_key(canvas, panel, box)
        box = box.less(top=KEY_HEIGHT)
    room = cell_width - _GUTTER - 0.8
    size = labels.size_for(canvas, panel.numbers, room, VALUE_SIZE, least=_LOWEST_SIZE, bold=True)
    inner = box.less(left=left, top=max(head.height for head in heads) + 0.8)
    grid = _Grid(inner, size or _LOWEST_SIZE, word_size)
    cell_height = grid.box.height / len(panel.series)
    for index, head in enumerate(heads):
        labels.draw(canvas, head, grid.box.left + cell_width * (index + 0.5), grid.box.top + head.height + 0.4)
    for row, (series, name) in enumerate(zip(panel.series, names, strict=True)):
        bottom = grid.box.top - cell_height * (row + 1)
        middle = bottom + (cell_height + name.height) / 2
        labels.draw(canvas, name, grid.box.left - ROW_NAME_GAP, middle, Lettering(name.size, align="right"))
        for column, bar in enumerate(series.bars):
            place = Box(grid.box.left + cell_width * column, bottom, cell_width, cell_height)
            inside = place.less(left=_GUTTER / 2, right=_GUTTER / 2, bottom=_GUTTER)
            _draw_cell(canvas, panel, bar, inside, grid)


def _word_size(canvas: Canvas, panel: PreparedPanel, cell_width: float) -> float | None:
    words = [bar.text for bar in panel.bars if bar.value is None]
    return labels.size_for(canvas, words, cell_width - _GUTTER - 0.8, LABEL_SIZE - 0.5)


def _draw_cell(canvas: Canvas, panel: PreparedPanel, bar: Bar, place: Box, grid: _Grid) -> None:
    x, y = place.middle
    if bar.value is None:
        canvas.rectangle(place, Paint(edge=LINE, hatch=HATCH if bar.missing else ""))
        if grid.word_size is not None:
            look = Lettering(grid.word_size, halo=bar.missing)
            canvas.text(x, y - labels.digit_height(grid.word_size) * _CENTRED, bar.text, look)
        return
    canvas.rectangle(place, Paint(cell_fill(panel, bar), edge="" if panel.share(bar) else LINE))
    look = Lettering(grid.size, bar.strong, "FFFFFF" if bar.strong else "000000")
    canvas.text(x, y - labels.digit_height(grid.size) * _CENTRED, bar.text, look)


def _draw_key(canvas: Canvas, panel: PreparedPanel, box: Box) -> None:
    """Draw the key to cells without a number, in a strip above the matrix."""
    words: dict[str, str] = {}
    for bar in panel.bars:
        if bar.value is None:
            words.setdefault(bar.text, HATCH if bar.missing else "")
    x, y = box.left, box.top - KEY_HEIGHT + 1.6
    for word, hatch in words.items():
        canvas.rectangle(Box(x, y - 0.3, _KEY_SIDE, 2.8), Paint(edge=LINE, hatch=hatch))
        canvas.text(x + _KEY_SIDE + 1.0, y, word, Lettering(LABEL_SIZE, align="left"))
        x += _KEY_SIDE + 5.0 + canvas.text_width(word, LABEL_SIZE)
