"""Where a table may break from one page to the next.

Comes in: a ``TableBlock`` and how many lines each of its rows is printed with. Goes out: which rows stay with the row
below, and the block with the label of a long group repeated. A table does not leave a page half empty, and neither its
header, nor its last rows, nor rows without their label stand alone on a page.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from pipeline.report.blocks import TableBlock, TableCell, TableRow

_KEPT_WHOLE = 8  # a table of up to this many printed lines moves to the next page whole: the gap it leaves is small
_TOGETHER = 3  # at least this many lines stay below the header, and as many move to the next page together
_LONGEST_GROUP = 12  # lines under one label: a longer group may break and repeats its label where it does

Rows = list[list[TableCell | None]]


def kept_with_next(block: TableBlock, lines: Sequence[int], *, keep_last: bool) -> list[bool]:
    """For each row, whether it stays on the page of the row below; ``keep_last`` is the value for the last row.

    A short table is kept whole, and so is each group of rows under one label.
    """
    whole = sum(lines) <= _KEPT_WHOLE
    kept = []
    for number, below in enumerate(block.rows[1:], start=1):
        in_group = None in below.cells
        kept.append(whole or in_group or sum(lines[:number]) < _TOGETHER or sum(lines[number:]) < _TOGETHER)
    return [*kept, keep_last]


def with_labels_repeated(block: TableBlock, lines: Sequence[int]) -> TableBlock:
    """The block, with each label that spans more lines than may be kept together split into parts that repeat it.

    A part never ends inside the group of another label.
    """
    rows: Rows = [list(row.cells) for row in block.rows]
    for column in range(len(block.columns)):
        for first, row in enumerate(block.rows):
            label = row.cells[column]
            if label is None or label.rows == 1:
                continue
            for start, stop in _parts(rows, lines, column, range(first, first + label.rows)):
                rows[start][column] = replace(label, rows=stop - start)
    made = (TableRow(tuple(cells), row.total) for cells, row in zip(rows, block.rows, strict=True))
    return replace(block, rows=tuple(made))


def _parts(rows: Rows, lines: Sequence[int], column: int, group: range) -> Iterator[tuple[int, int]]:
    """(first row, end) of each part of a group. Parts are as long as may be kept together, and are cut only between
    rows that no other label joins.
    """
    cuts = [
        number for number in group[1:] if not any(cell is None for i, cell in enumerate(rows[number]) if i != column)
    ]
    start = group.start
    for cut, following in pairwise([*cuts, group.stop]):
        if sum(lines[start:following]) > _LONGEST_GROUP:
            yield start, cut
            start = cut
    yield start, group.stop
