"""The contents of a report's blocks, for tests: sentences, headings, tables as words, keys of figures.

Comes in: blocks. Goes out: texts and cells.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from pipeline.count.derived import PREVIOUS, figures_named
from pipeline.model.result import RunResult
from pipeline.report.blocks import (
    Block,
    ChartBlock,
    Heading,
    Item,
    KeyFigures,
    Paragraph,
    Run,
    TableBlock,
    TitleBox,
    text_of,
)


def sentences(blocks: Iterable[Block]) -> list[str]:
    """The items of the outline, as plain text."""
    return [text_of(block.runs) for block in blocks if isinstance(block, Item)]


def headings(blocks: Iterable[Block]) -> list[str]:
    """The headings, without the number of the part."""
    return [re.sub(r"^[Ⅰ-Ⅻ]\. ", "", block.text) for block in blocks if isinstance(block, Heading)]


def table(blocks: Iterable[Block], key: str) -> TableBlock:
    """The table with that key. Raises StopIteration where there is none."""
    return next(block for block in blocks if isinstance(block, TableBlock) and block.key == key)


def chart(blocks: Iterable[Block], key: str) -> ChartBlock:
    return next(block for block in blocks if isinstance(block, ChartBlock) and block.key == key)


def cells(block: TableBlock) -> list[list[str]]:
    """The cells of a table, row by row; the lines of a cell are joined by " / ", a cell below a merge is ""."""
    return [
        ["" if cell is None else " / ".join(text_of(one) for one in cell.lines) for cell in row.cells]
        for row in block.rows
    ]


def row(block: TableBlock, label: str) -> list[str]:
    """The cells of the first row that begins with ``label``, without the label."""
    return next(found[1:] for found in cells(block) if found[0] == label)


def runs(blocks: Iterable[Block]) -> Iterator[Run]:
    """Every run of every block, and the points of charts as runs."""
    for block in blocks:
        if isinstance(block, Item | Paragraph):
            yield from block.runs
        elif isinstance(block, KeyFigures):
            yield from (item.value for item in block.items)
        elif isinstance(block, TitleBox):
            yield Run(block.status)
        elif isinstance(block, TableBlock):
            yield from (
                run for found in block.rows for cell in found.cells if cell for one in cell.lines for run in one
            )
        elif isinstance(block, ChartBlock):
            points = (point for panel in block.panels for series in panel.series for point in series.points)
            yield from (Run(point.text, figure=point.figure) for point in points)


def unknown_keys(result: RunResult, blocks: Iterable[Block]) -> list[str]:
    """The parts of printed keys that no figure of this run (or of the year before) has."""
    keys = {run.figure for run in runs(blocks) if run.figure}
    parts = {part for key in keys for part in ((key,) if key in result.figures else figures_named(key))}
    return sorted(part for part in parts if not _is_known(result, part))


def _is_known(result: RunResult, key: str) -> bool:
    if key.startswith(PREVIOUS):
        return result.previous is not None and key.removeprefix(PREVIOUS) in result.previous
    return key in result.figures
