"""Chart blocks drawn as PNG pictures: readable in grey print, every number written out, bars from zero.

Comes in: ``ChartBlock`` values. Goes out: one PNG per block, as wide as the report's text; the same bytes for the same
block. It must not compute anything that is printed: every text comes with its point.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from pipeline.report.blocks import ChartBlock, Panel
from pipeline.report.charts import columns, heatmap, rates
from pipeline.report.charts.canvas import Canvas, quiet_defaults
from pipeline.report.charts.panels import GAP, panel_width, printed_numbers

WIDTH_MM = 170.0
_Measure = Callable[[Canvas, Sequence[Panel], float], float]
_MOST_IN_A_ROW = 3
_NOT_IN_A_FILE_NAME = re.compile(r'[\\/:*?"<>|\x00-\x1f]')


def write_charts(blocks: Iterable[ChartBlock], folder: Path) -> dict[str, Path]:
    """The path of the PNG of each block, by the block's key; the file is ``<key>.png`` in ``folder``.

    Pictures are 170 mm wide and ``height_mm`` high; panels that would not have room for their numbers side by side go
    under each other. A picture grows only where its panels would not fit. Raises ``SelfCheckError`` for a letter that
    the font lacks, ``ValueError`` for a key that is no file name, a key used twice, an unknown kind or a number that is
    not finite.
    """
    folder.mkdir(parents=True, exist_ok=True)
    written: dict[str, Path] = {}
    with quiet_defaults():
        for block in blocks:
            if block.key in written or not block.key.strip(". ") or _NOT_IN_A_FILE_NAME.search(block.key):
                raise ValueError(f"chart key {block.key!r} is used twice or cannot be a file name")
            path = folder / f"{block.key}.png"
            _draw(block).save(path)
            written[block.key] = path
    return written


def _draw(block: ChartBlock) -> Canvas:
    drawing = _KINDS.get(block.kind)
    if drawing is None:
        raise ValueError(f"{block.key}: unknown kind of chart {block.kind!r}")
    return drawing(block if block.panels else replace(block, panels=(Panel("", ()),)))


def _sheet(block: ChartBlock, in_a_row: int, least_height: _Measure) -> Canvas:
    """Paper as high as the block asks for, or as high as its rows of panels need."""
    rows = -(-len(block.panels) // in_a_row)
    least = least_height(Canvas(WIDTH_MM, block.height_mm), block.panels, panel_width(WIDTH_MM, in_a_row))
    return Canvas(WIDTH_MM, max(block.height_mm, rows * least + (rows - 1) * GAP))


def _columns(block: ChartBlock) -> Canvas:
    in_a_row = _panels_in_a_row(block)
    canvas = _sheet(block, in_a_row, columns.least_height)
    columns.draw_columns(canvas, block.panels, in_a_row)
    return canvas


def _heatmap(block: ChartBlock) -> Canvas:
    canvas = _sheet(block, 1, heatmap.least_height)
    heatmap.draw_heatmap(canvas, block.panels)
    return canvas


def _rates(block: ChartBlock) -> Canvas:
    in_a_row = min(len(block.panels), 2) or 1
    canvas = _sheet(block, in_a_row, rates.least_height)
    rates.draw_rates(canvas, block.panels, in_a_row)
    return canvas


def _panels_in_a_row(block: ChartBlock) -> int:
    """As many side by side as leave every number its room; one where even the full width is narrow."""
    ruler = Canvas(WIDTH_MM, block.height_mm)
    most = min(len(block.panels), _MOST_IN_A_ROW) or 1
    if len(block.panels) == 4:
        most = 2
    for in_a_row in range(most, 1, -1):
        width = panel_width(WIDTH_MM, in_a_row)
        if all(_has_room(ruler, panel, width) for panel in block.panels):
            return in_a_row
    return 1


def _has_room(ruler: Canvas, panel: Panel, width: float) -> bool:
    numbers = printed_numbers(panel)
    widest = max((ruler.text_width(text, columns.LEAST_ROOM_SIZE, bold=True) for text in numbers), default=0.0)
    return widest <= columns.slot_room(panel, width)


_KINDS: dict[str, Callable[[ChartBlock], Canvas]] = {
    "bars": _columns,
    "grouped": _columns,
    "trend": _columns,
    "heatmap": _heatmap,
    "rates": _rates,
}
