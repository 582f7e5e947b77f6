"""The lines, runs and points of a report, which the gates compare with the written files.

Comes in: blocks. Goes out: their lines, runs and points, in order. Nothing here opens a file.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.report.blocks import (
    Block,
    ChartBlock,
    Heading,
    Inline,
    Item,
    KeyFigures,
    Paragraph,
    Point,
    Report,
    Run,
    TableBlock,
    TitleBox,
    text_of,
)
from pipeline.report.layout.plain_text import clean_text

_INVISIBLE = re.compile(r"[\s\u2060\u200b\u00ad]+")


def plain(text: str) -> str:
    """A text as documents hold it (composed Hangul, no control characters), without white space and invisible signs."""
    return _INVISIBLE.sub("", clean_text(text))


def points_of(report: Report) -> Iterator[Point]:
    """Every point of every chart of a report, in order."""
    for block in report.blocks:
        if isinstance(block, ChartBlock):
            yield from (point for panel in block.panels for series in panel.series for point in series.points)


def runs_of(report: Report) -> Iterator[Run]:
    """Every run of text of a report, in order: sentences, tables, key figures."""
    for block in report.blocks:
        for line in lines_of(block):
            yield from line


def lines_of(block: Block) -> Iterator[Inline]:
    """The lines of one block in the order in which every file has them."""
    if isinstance(block, Item | Paragraph):
        yield block.runs
    elif isinstance(block, KeyFigures):
        yield from ((item.value,) for item in block.items)
    elif isinstance(block, TableBlock):
        yield from (line for row in block.rows for cell in row.cells if cell is not None for line in cell.lines)
    elif isinstance(block, Heading):
        yield (Run(block.text),)
    elif isinstance(block, TitleBox):
        yield (Run(block.title),)
        yield (Run(block.status),)


def texts_of(report: Report) -> Iterator[str]:
    """Every line that is not empty, in the report's order, made ``plain`` and without the mark of a partial sum."""
    for block in report.blocks:
        for line in lines_of(block):
            if text := plain(text_of(line)).rstrip("*"):
                yield text
