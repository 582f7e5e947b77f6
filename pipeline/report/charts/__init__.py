"""Charts for the report: prepared once, then drawn as pictures and written as charts that Word can edit.

Comes in: ``ChartBlock`` values. Goes out: one PNG per block, as wide as the report's text, the same bytes for the same
block; and from ``native`` the chart parts of the DOCX. Read ``prepared`` first: what is compared, in which order, with
which text at each bar. It must not compute anything that is printed: every text comes with its point.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from pipeline.report.blocks import ChartBlock
from pipeline.report.charts.canvas import Canvas, quiet_defaults
from pipeline.report.charts.columns import draw_columns
from pipeline.report.charts.fitting import WIDTH_MM, height_of, panels_in_a_row
from pipeline.report.charts.heatmap import draw_heatmap
from pipeline.report.charts.prepared import MATRIX, prepare
from pipeline.report.charts.rates import draw_rates

_NOT_IN_A_FILE_NAME = re.compile(r'[\\/:*?"<>|\x00-\x1f]')


def write_charts(blocks: Iterable[ChartBlock], folder: Path) -> dict[str, Path]:
    """The path of the PNG of each block, by the block's key; the file is ``<key>.png`` in ``folder``.

    Pictures are 170 mm wide and ``height_mm`` high; panels without room for their numbers side by side are stacked. A
    picture gets higher only where its panels would not fit. Raises ``SelfCheckError`` for a character that the font
    lacks, ``ValueError`` for a key that is no file name, a key used twice, an unknown kind or a number that is not
    finite.
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
    chart = prepare(block)
    ruler = Canvas(WIDTH_MM, chart.height_mm)
    in_a_row = panels_in_a_row(ruler, chart)
    canvas = Canvas(WIDTH_MM, height_of(ruler, chart, in_a_row))
    if chart.kind == MATRIX:
        draw_heatmap(canvas, chart.panels)
    elif chart.kind == "rates":
        draw_rates(canvas, chart.panels, in_a_row)
    else:
        draw_columns(canvas, chart.panels, in_a_row)
    return canvas
