"""How two versions of a return differ: cell by cell, and in the rows and numbers that only the older one has.

Comes in: two returns. Goes out: differences with what each version shows, and places. Versions differ by their values,
never by a format or a notation: 1234, "1,234명" and 1,234 in another format are the same value, "5월 3일" and
2021-05-03 the same day.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from pipeline.forms.form import Column, Form, TableForm
from pipeline.model.cells import Cell
from pipeline.model.findings import Place
from pipeline.model.returns import Difference, RawRow, Return
from pipeline.normalise import (
    Reading,
    ValueState,
    clean_text,
    display_of,
    fold_name,
    read_amount,
    read_choice,
    read_count,
    read_date,
    read_month,
    read_yes_no,
)

MOST_DIFFERENCES = 200
Values = dict[str, object]
Seen = tuple[Place, str, object]  # where, as shown, as a value
Cells = dict[tuple[str, int, str], Seen]
_BLANK: Seen = (Place(), "", "")


def differences_of(older: Return, newer: Return, form: Form) -> list[Difference]:
    """Compared cell by cell, the nth row of each table with the nth row, column by column. At most
    ``MOST_DIFFERENCES``. A table whose rows are only in another order is the same table.
    """
    same = {name for name in older.tables if _is_reordered(older, newer, form.table(name))}
    before, after = _flat(older, form, same), _flat(newer, form, same)
    found = []
    for key in sorted({*before, *after}):
        old, new = before.get(key, _BLANK), after.get(key, _BLANK)
        if old[2] != new[2]:
            place = new[0] if key in after else old[0]
            found.append(Difference(older.file, newer.file, place, old[1], new[1]))
    return found[:MOST_DIFFERENCES]


def _is_reordered(older: Return, newer: Return, table: TableForm) -> bool:
    if table.id not in newer.tables:
        return False
    before, after = (
        Counter(tuple(sorted((name, str(value)) for name, value in row.items())) for row in _rows(result, table))
        for result in (older, newer)
    )
    return before == after


def _rows(result: Return, table: TableForm) -> list[Values]:
    return [_values(row, table, result) for row in result.tables[table.id].rows]


def _flat(result: Return, form: Form, same: set[str]) -> Cells:
    cells: Cells = {}
    for table in result.tables.values():
        for position, row in enumerate(table.rows if table.table not in same else ()):
            for column, cell in row.cells.items():
                place = Place(result.file, table.sheet, table.address(column, row.row))
                value = _value(cell, form.table(table.table).column(column), result)
                cells[(table.table, position, column)] = (place, display_of(cell), value)
    for name, value in result.header.items():
        if name != "date":
            cells[("", 0, name)] = (value.place, value.typed, value.typed if value.value is None else value.value)
    return cells


def only_in(older: Return, newer: Return, form: Form) -> list[Place]:
    """What ``older`` has and ``newer`` lacks: the first cell of each row, and each number whose cell is blank in the
    same row there. Rows are the same where the table's key is equal; in tables without a key, where names and dates are
    equal and so are more than half of the cells. No row is matched twice.
    """
    return [place for name in older.tables for place in _only_in_table(older, newer, form.table(name))]


def _only_in_table(older: Return, newer: Return, table: TableForm) -> Iterator[Place]:
    raw = older.tables[table.id]
    others = _rows(newer, table) if table.id in newer.tables else []
    given = {column.id for column in table.columns if column.prefilled or column.formula}
    for row, own in zip(raw.rows, _rows(older, table), strict=True):
        if own.keys() <= given:
            continue
        place = _same_row(own, others, table)
        if place is None:
            column = min(row.cells, key=lambda name: row.cells[name].column)
            yield Place(older.file, raw.sheet, raw.address(column, row.row))
            continue
        other = others.pop(place)
        for name in table.numbers:
            if own.get(name, "") not in ("", 0) and other.get(name, "") == "":
                yield Place(older.file, raw.sheet, raw.address(name, row.row))


def _same_row(own: Values, others: Sequence[Values], table: TableForm) -> int | None:
    """The index of the row in ``others`` that is the same row, corrected or not: the most similar one. None where there
    is none.
    """
    key = {column.id for column in table.columns if column.dimension in table.keyed_by}
    naming = key or {column.id for column in table.columns if column.dimension or column.type == "date"}
    counted = [name for name in own if not table.column(name).formula]
    best, place = -1, None
    for number, other in enumerate(others):
        alike = sum(other.get(name) == own[name] for name in counted)
        named = all(other.get(name) == own[name] for name in naming & own.keys())
        if named and alike > best and (key or 2 * alike > len(counted)):
            best, place = alike, number
    return place


def _values(row: RawRow, table: TableForm, result: Return) -> Values:
    values = {name: _value(cell, table.column(name), result) for name, cell in row.cells.items()}
    return {name: value for name, value in values.items() if value != ""}


def _value(cell: Cell, column: Column, result: Return) -> object:
    """The cell's value, whatever its format; its text where the value cannot be read."""
    reading = _reading(cell, column, result)
    if reading is not None and reading.state in (ValueState.VALUE, ValueState.ZERO):
        return reading.value
    text = clean_text(display_of(cell)).text
    return fold_name(text) if column.dimension else " ".join(text.split())


def _reading(cell: Cell, column: Column, result: Return) -> Reading | None:
    date_1904 = result.date_1904
    match column.type:
        case "count":
            return read_count(cell, units=column.accepted_units, allow_negative=True, date_1904=date_1904)
        case "amount":
            return read_amount(cell, allow_negative=True, date_1904=date_1904)
        case "date":
            return read_date(cell, year=result.year or 0, month=result.month, date_1904=date_1904)
        case "month":
            return read_month(cell, date_1904=date_1904)
        case "yes_no":
            return read_yes_no(cell)
        case _:
            return read_choice(cell, column.choices) if column.choices else None
