"""The rounds that a return reports on, and whether it is of the round for which its form was handed out.

Comes in: a return with its values, and the settings. Goes out: the rounds; findings where the rows contradict the
stamp or the name of the file. A return of the wrong round would take the place of the right one.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from pipeline.forms.form import Column, Form
from pipeline.model.findings import Finding
from pipeline.model.returns import Return
from pipeline.model.tables import ValueTable
from pipeline.receive.periods_told import PeriodsTold, named_rounds
from pipeline.rules.catalogue import worded_finding
from pipeline.settings.load import YearConfig


def rounds_of(form: Form, result: Return, tables: Mapping[str, ValueTable]) -> tuple[int, ...]:
    """The rounds in the rows, ascending; that of the stamp where no row names one. ``tables`` are by table id."""
    found = {value for table, column in _round_columns(form, tables) for value, _ in _rounds_in(table, column)}
    if not found and result.stamp is not None and result.stamp.round is not None:
        found.add(result.stamp.round)
    return tuple(sorted(found))


def check_rounds(form: Form, result: Return, tables: Mapping[str, ValueTable], config: YearConfig) -> Iterator[Finding]:
    """A return whose rows do not name the round of its stamp; one without a stamp, whose file name names another.

    Where the days in the rows or the file name say that the rows are right, the return is read as typed; otherwise
    nobody can tell, and it is refused. A round that the year does not have takes no other's place: INT-007 reports it.
    """
    columns = list(_round_columns(form, tables))
    typed = sorted({value for table, column in columns for value, _ in _rounds_in(table, column)})
    if not typed:
        return
    table, column = columns[0]
    row = next(row for value, row in _rounds_in(table, column) if value == typed[0])
    place, value = table.place(column.id, row), f"{typed[0]}회차"
    stamped, named = result.stamp.round if result.stamp else None, named_rounds(result.file)
    expected = config.expected(form.id)
    planned = {each.number for each in expected.rounds} if expected else set()
    if stamped is not None and stamped not in typed and (not planned or planned & set(typed)):
        days = frozenset(number for day in _days(form, tables) for number in _rounds_on(day, form, config))
        is_meant = len(typed) == 1 and PeriodsTold(days, frozenset(named)).tell(typed[0], stamped)
        words: dict[str, object] = {"label": column.label, "value": value, "stamped": f"{stamped}회차"}
        yield worded_finding("BOOK-079" if is_meant else "BOOK-023", place, words)
    elif stamped is None and named and not set(named) & set(typed):
        words = {"label": column.label, "value": f"{named[0]}회차", "real": value}
        yield worded_finding("BOOK-039", place, words)


def _round_columns(form: Form, tables: Mapping[str, ValueTable]) -> Iterator[tuple[ValueTable, Column]]:
    for _, declared in form.tables():
        column = declared.dimension_column("round")
        if column is not None and declared.id in tables:
            yield tables[declared.id], column


def _rounds_in(table: ValueTable, column: Column) -> Iterator[tuple[int, int]]:
    """Each round that a row names, with the row."""
    for row in table.rows:
        value = row.values.get(column.id)
        if isinstance(value, int):
            yield value, row.row


def _days(form: Form, tables: Mapping[str, ValueTable]) -> Iterator[date]:
    for _, declared in form.tables():
        names = [column.id for column in declared.columns if column.type == "date"]
        for row in tables[declared.id].rows if declared.id in tables else ():
            yield from (day for name in names if isinstance(day := row.values.get(name), date))


def _rounds_on(day: date, form: Form, config: YearConfig) -> Iterator[int]:
    expected = config.expected(form.id)
    return (each.number for each in (expected.rounds if expected else ()) if each.start <= day <= each.end)
