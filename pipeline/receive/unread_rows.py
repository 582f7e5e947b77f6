"""What looks like rows of a form but is not read: above the labels, or on a sheet that the sender added.

Comes in: a sheet's cells by row, and where a table's columns stand. Goes out: rows. No findings are made here: the
callers, who know the place, report what is not read.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from pipeline.forms.form import Column, TableForm
from pipeline.model.cells import Cell, CellKind
from pipeline.normalise import clean_text, fold_name
from pipeline.receive.labels import find_header

_NUMBER = re.compile(r"[0-9][0-9,]{0,14} ?(?:[가-힣]{1,3})?")
_DAY = re.compile(r"(?:['’]?[0-9]{2,4} ?[.년/-] ?)?[0-9]{1,2} ?[.월/-] ?[0-9]{1,2} ?[.일]?(?: ?\([월화수목금토일]\))?")
FEWEST = 2  # cells of a row that must be filled in as the table asks


def rows_like(rows: Mapping[int, Mapping[int, Cell]], columns: Mapping[str, int], form: TableForm) -> list[int]:
    """The rows, ascending, that look like rows of the table: at least half of the required cells are there and of the
    right type, and at least one of them is not just text. ``columns`` has the worksheet column of each column id.
    """
    return [number for number in sorted(rows) if _is_like(rows[number], columns, form)]


def rows_in_block(block: Mapping[int, Mapping[int, Cell]], last: int, form: TableForm) -> list[int]:
    """The rows of a block beside a table that look like its rows: below its own labels where it has them, else below
    row ``last`` in the order of the form's columns.
    """
    header = find_header(block, form, min(block, default=1))
    if header is not None:
        return rows_like({row: cells for row, cells in block.items() if row > header.row}, header.columns, form)
    lower = {row: cells for row, cells in block.items() if row > last}
    left = min((column for cells in lower.values() for column in cells), default=0)
    asked = [column.id for column in form.columns]
    return rows_like(lower, {name: left + place for place, name in enumerate(asked)}, form)


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
    text = clean_text(str(cell.value)).text if cell.kind is CellKind.TEXT else ""
    if column.is_number:
        return bool(_NUMBER.fullmatch(text)) or (cell.kind is CellKind.NUMBER and not cell.is_date)
    if column.type == "date":
        return cell.is_date or bool(_DAY.fullmatch(text))
    if column.choices:
        return fold_name(text) in {fold_name(choice) for choice in column.choices}
    return bool(text)


def is_same_sheet(first: Iterable[Cell], second: Iterable[Cell]) -> bool:
    """Whether two sheets hold the same values in the same cells."""
    here, there = ({(cell.address, cell.value) for cell in cells} for cells in (first, second))
    return here == there
