"""How two versions of a return differ: cell by cell, and in the rows that only the older one has.

Comes in: two returns. Goes out: differences with what each shows, and places. Versions differ by their values, never by
a format or a notation: 1234, "1,234" and 1,234 in another look are one value.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from pipeline.forms.form import Form
from pipeline.model.cells import Cell, CellKind
from pipeline.model.findings import Place
from pipeline.model.returns import Difference, RawRow, Return
from pipeline.normalise import clean_text, display_of

MOST_DIFFERENCES = 200
_PLAIN_NUMBER = re.compile(r"[0-9]{1,3}(?:,[0-9]{3})+|[0-9]{1,15}")


def differences_of(older: Return, newer: Return) -> list[Difference]:
    """Cell by cell: the nth row of each table against the nth row, by column. At most ``MOST_DIFFERENCES``."""
    before, after = _flat(older), _flat(newer)
    found = []
    for key in sorted({*before, *after}):
        old, new = before.get(key), after.get(key)
        if (old[2] if old else "") != (new[2] if new else ""):
            place = (new or old or (Place(), "", ""))[0]
            found.append(Difference(older.file, newer.file, place, old[1] if old else "", new[1] if new else ""))
    return found[:MOST_DIFFERENCES]


def _flat(result: Return) -> dict[tuple[str, int, str], tuple[Place, str, object]]:
    cells: dict[tuple[str, int, str], tuple[Place, str, object]] = {}
    for table in result.tables.values():
        for position, row in enumerate(table.rows):
            for column, cell in row.cells.items():
                place = Place(result.file, table.sheet, table.address(column, row.row))
                cells[(table.table, position, column)] = (place, display_of(cell), _value(cell))
    for name, value in result.header.items():
        if name != "date":
            cells[("", 0, name)] = (value.place, value.typed, value.typed if value.value is None else value.value)
    return cells


def rows_only_in(older: Return, newer: Return, form: Form) -> list[Place]:
    """The first cell of each row of ``older`` that ``newer`` does not have: none of its rows says what, where and when
    this one does and is filled in at least by half as much. Of a row that names neither, half the values must be there.
    """
    found = []
    for name, table in older.tables.items():
        kept = newer.tables.get(name)
        naming = {column.id for column in form.table(name).columns if column.dimension or column.type == "date"}
        others = [_values(row) for row in kept.rows] if kept is not None else []
        for row in table.rows:
            own = _values(row)
            if own and not any(_goes_on(own, other, naming) for other in others):
                column = min(row.cells, key=lambda name: row.cells[name].column)
                found.append(Place(older.file, table.sheet, table.address(column, row.row)))
    return found


def _goes_on(own: Mapping[str, object], other: Mapping[str, object], naming: set[str]) -> bool:
    names = naming & own.keys()
    if not names:
        return sum(other.get(column) == value for column, value in own.items()) * 2 >= len(own)
    return all(other.get(column) == own[column] for column in names) and len(own.keys() & other.keys()) * 2 >= len(own)


def _values(row: RawRow) -> dict[str, object]:
    return {column: _value(cell) for column, cell in row.cells.items()}


def _value(cell: Cell) -> object:
    """What the cell holds, whatever it looks like; digits typed as text are the number that they spell."""
    if cell.kind in (CellKind.NUMBER, CellKind.BOOLEAN) and isinstance(cell.value, int | float):
        return float(cell.value)
    text = clean_text(display_of(cell)).text
    return float(text.replace(",", "")) if _PLAIN_NUMBER.fullmatch(text) else text
