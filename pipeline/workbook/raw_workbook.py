"""A workbook as plain values, and the cells made of it.

Comes in: raw sheets from the first reading. Goes out: a ``WorkbookReading``. The plain form crosses the pipe between
two processes; cells are made on the side that uses them.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import starmap
from typing import Any

from pipeline.model.cells import Cell, CellKind, Look, SheetReading, TextBeside, TextPlace, WorkbookReading
from pipeline.workbook.beside_cells import Attached
from pipeline.workbook.second_reading import Disagreement
from pipeline.workbook.stored_values import RawCell
from pipeline.workbook.styles import RawLook

SheetValues = tuple[
    str, str, list[RawCell], list[tuple[int, int, int, int]], list[int], list[int], list[RawLook], Attached
]
"""Name, state, cells, merged areas, hidden rows, hidden columns, looks, what hangs on the cells."""

WorkbookValues = tuple[
    list[SheetValues], bool, str, list[str], tuple[Disagreement, ...], list[tuple[str, str, str, str]]
]
"""Sheets, 1904 calendar, saving program, features, disagreements, texts beside the cells (place, sheet, cell, text)."""


@dataclass(slots=True)
class _OpenCell:
    """A cell still open to change: the same slots as ``Cell``.

    A frozen record pays for its own seal: each of its eight fields is set through ``object.__setattr__``. An open
    twin is filled at a third of that cost and then sealed by becoming a ``Cell``; with thousands of cells a second
    that counts.
    """

    row: int
    column: int
    kind: CellKind
    value: int | float | str | bool | None
    raw: str
    formula: str
    number_format: str
    is_date: bool


def made_cells(rows: Iterable[RawCell]) -> dict[tuple[int, int], Cell]:
    """Cells keyed by (row, column)."""
    cells: dict[tuple[int, int], Cell] = {}
    opened: Iterable[Any] = starmap(_OpenCell, rows)
    for cell in opened:
        place = cell.row, cell.column
        cell.__class__ = Cell
        cells[place] = cell
    return cells


def made_workbook(values: WorkbookValues) -> WorkbookReading:
    """The reading that ``values`` stand for."""
    sheets, date_1904, application, features, differences, beside = values
    return WorkbookReading(
        sheets=tuple(
            SheetReading(
                name=name,
                state=state,
                cells=made_cells(cells),
                merged=tuple(merged),
                hidden_rows=frozenset(hidden_rows),
                hidden_columns=frozenset(hidden_columns),
                comments={(row, column): text for row, column, text in attached[0]},
                pictures=tuple(attached[1]),
                looks={(look[0], look[1]): Look(*look[2:]) for look in looks},
            )
            for name, state, cells, merged, hidden_rows, hidden_columns, looks, attached in sheets
        ),
        date_1904=date_1904,
        application=application,
        features=frozenset(features),
        disagreements=differences,
        beside=tuple(TextBeside(TextPlace(place), sheet, cell, text) for place, sheet, cell, text in beside),
    )
