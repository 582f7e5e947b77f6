"""What looks like rows of a form and is not read: above the labels, or on a sheet of the sender's own.

Comes in: a sheet's cells by row, and where a table's columns stand. Goes out: rows. Nothing here says anything: what is
not read is asked about by those who know where it stands.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from pipeline.forms.form import Column, TableForm
from pipeline.model.cells import Cell, CellKind
from pipeline.normalise import clean_text

FEWEST = 2  # cells of a row that are filled in as the table asks


def rows_like(rows: Mapping[int, Mapping[int, Cell]], columns: Mapping[str, int], form: TableForm) -> list[int]:
    """The rows, ascending, that are filled in as a row of the table is: half of what it asks for stands there and is of
    the kind that is asked, at least one of it no mere text. ``columns`` has the worksheet column of each column id.
    """
    return [number for number in sorted(rows) if _is_like(rows[number], columns, form)]


def _is_like(cells: Mapping[int, Cell], columns: Mapping[str, int], form: TableForm) -> bool:
    asked = [column for column in form.columns if column.id in columns and not column.formula]
    fitting = [column for column in asked if _fits(column, cells.get(columns[column.id]))]
    required = [column for column in asked if column.required]
    telling = any(column.is_number or column.type == "date" or column.choices for column in fitting)
    return telling and len(fitting) >= FEWEST and 2 * sum(c in required for c in fitting) >= len(required)


def _fits(column: Column, cell: Cell | None) -> bool:
    """Whether the cell holds the kind of thing that the column asks for."""
    if cell is None:
        return False
    if column.is_number:
        return cell.kind is CellKind.NUMBER and not cell.is_date
    if column.type == "date":
        return cell.is_date
    text = clean_text(str(cell.value)).text if cell.kind is CellKind.TEXT else ""
    return text in column.choices if column.choices else bool(text)


def is_same_sheet(first: Iterable[Cell], second: Iterable[Cell]) -> bool:
    """Whether two sheets hold the same values in the same cells."""
    here, there = ({(cell.address, cell.value) for cell in cells} for cells in (first, second))
    return here == there
