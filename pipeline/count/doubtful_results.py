"""Results of formulas that depend on a cell with a mistake: the rest of a budget when one of its spendings is
unreadable.

Comes in: forms, frames and the findings of a run. Goes out: the results that may be wrong, with their table, and the
row with the mistake. Nothing is recalculated: the sender's own formula may have included the wrong number, or silently
left it out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from pipeline.forms.form import Column, Form, FormSet, TableForm
from pipeline.model.cells import column_number
from pipeline.model.findings import Effect, Finding
from pipeline.model.tables import Key, TableFrames

_PART = re.compile(r"\{(?:(\w+)\.)?(\w+)(?::column)?\}")
Input = tuple[str, str]
"""Table id and column id."""


class DoubtfulResult(NamedTuple):
    """A column of results in ``table`` that may be wrong because of a mistake in the table ``source``, in column ``at``
    of row ``key``.
    """

    form: str
    table: str
    column: str
    source: str
    at: str
    key: Key


def doubtful_results(
    forms: FormSet, frames: Mapping[tuple[str, str], TableFrames], findings: Sequence[Finding]
) -> list[DoubtfulResult]:
    """Every such result, once for each row with a mistake, in the order of the findings."""
    found: dict[DoubtfulResult, None] = {}
    results = {form.id: list(_results_of(form)) for form in forms}
    for item in findings:
        if not item.is_error or item.form is None or item.effect is Effect.RETURN_REFUSED:
            continue
        for source, key, columns in _rows_of(forms[item.form], frames, item):
            for table, column, inputs in results[item.form]:
                hit = [name for name in columns if (source.id, name) in inputs]
                if hit and not (source is table and item.effect is Effect.ROW_LEFT_OUT):
                    found[DoubtfulResult(item.form, table.id, column.id, source.id, hit[0], key)] = None
    return list(found)


def _results_of(form: Form) -> Iterator[tuple[TableForm, Column, frozenset[Input]]]:
    """Every column with a measure and a formula, and all columns that it depends on, directly or indirectly."""
    formulas = {(table.id, column.id): column.formula for _, table in form.tables() for column in table.columns}
    for _, table in form.tables():
        for column in (column for column in table.columns if column.measure and column.formula):
            inputs: set[Input] = set()
            waiting: list[Input] = [(table.id, column.id)]
            while waiting:
                home, name = waiting.pop()
                for other, part in _PART.findall(formulas.get((home, name), "")):
                    place = (other or home, part)
                    if place in formulas and place not in inputs:
                        inputs.add(place)
                        waiting.append(place)
            yield table, column, frozenset(inputs)


def _rows_of(
    form: Form, frames: Mapping[tuple[str, str], TableFrames], item: Finding
) -> Iterator[tuple[TableForm, Key, list[str]]]:
    """Table and key of the row with a mistake, and the affected columns: its own, or all where the row is left out."""
    letters = item.place.cell.rstrip("0123456789")
    if not letters or letters == item.place.cell:
        return
    row, number = int(item.place.cell[len(letters) :]), column_number(letters)
    for _, table in form.tables():
        table_frames = frames.get((form.id, table.id))
        for return_number, part in table_frames.parts.items() if table_frames is not None else ():
            if (part.file, part.sheet) != (item.place.file, item.place.sheet) or all(r.row != row for r in part.rows):
                continue
            own = [name for name, place in part.columns.items() if place == number]
            left_out = item.effect is Effect.ROW_LEFT_OUT
            yield table, (return_number, row), list(part.columns) if left_out else own
