"""What changes when an office has many regions: tables are transposed, pictures show a few regions, lists are cut and
say so.

Comes in: blocks and lists made for a handful of regions. Goes out: the same, fit for hundreds. It must not drop a
number from a table: only pictures and sentences are shortened, and they say by how much.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pipeline.korean import text_width
from pipeline.report.blocks import Point, TableBlock, TableCell, TableColumn, TableRow, line, text_of
from pipeline.settings.schema import Unit

MOST_ACROSS = 8  # regions that stand side by side as columns
MOST_BARS = 12  # regions in one picture
_NARROWEST = 6  # letters
MOST_PAGES = 30  # regions with pages of their own in the office's report


def fitted(block: TableBlock, unit: Unit) -> TableBlock:
    """A table with the regions as columns; transposed, with the regions as rows, where there are too many of them.

    The columns after the first become rows with their headers as labels, total columns last as total rows.
    """
    if len(block.columns) <= MOST_ACROSS + 3:
        return block
    heads = [TableColumn(_label_lines(row.cells[0], "\n"), _width(row.cells[1:])) for row in block.rows]
    rows = [
        TableRow(
            (TableCell((line(column.header.replace("\n", " ")),)), *(row.cells[index] for row in block.rows)),
            total=index in block.total_columns,
        )
        for index, column in enumerate(block.columns)
        if index > 0
    ]
    rows.sort(key=lambda row: row.total)
    first = TableColumn(unit.word, 1.6)
    totals = tuple(index + 1 for index, row in enumerate(block.rows) if row.total)
    return replace(block, columns=(first, *heads), rows=tuple(rows), total_columns=totals)


def _width(cells: Sequence[TableCell | None]) -> float:
    """The weight of a transposed column, from its longest number, so that no number breaks over two lines."""
    longest = max((text_width(text_of(one)) for cell in cells if cell for one in cell.lines), default=0)
    return max(longest, _NARROWEST) / _NARROWEST


def first_regions(count: int, unit: Unit) -> tuple[str, ...]:
    """The note for a table of texts that shows only the first regions; () where it shows all ``count``."""
    return (f"앞 {unit.counted(MOST_PAGES)}만 실음. 전체는 집계대장에 있음",) if count > MOST_PAGES else ()


def _label_lines(cell: TableCell | None, joint: str) -> str:
    return joint.join(text_of(one) for one in cell.lines) if cell else ""


def drawn(points: Sequence[Point], *, lowest: bool = False) -> tuple[Point, ...]:
    """The points of a picture. With too many regions, only the highest (or lowest), in their order and without missing
    ones.
    """
    if len(points) <= MOST_BARS:
        return tuple(points)
    sign = 1 if lowest else -1
    known = [point for point in points if point.value is not None]
    kept = sorted(known, key=lambda point: sign * (point.value or 0.0))[:MOST_BARS]
    return tuple(point for point in points if point in kept)


def drawn_words(count: int, of: Unit, which: str = "많은") -> str:
    """What a caption adds where a picture shows only some of ``count`` things; "" where it shows all."""
    return f"({which} {of.counted(MOST_BARS)})" if count > MOST_BARS else ""
