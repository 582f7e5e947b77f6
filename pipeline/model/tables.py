"""Returns' rows as data frames that never forget their cell addresses.

Comes in: rows of normalised values, one per worksheet row. Goes out: one ``TableFrames`` per (form, table) with the
rows of *all* returns, so that checks and totals run over a whole form at once. Nothing is filtered here.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

import numpy as np
import pandas as pd

from pipeline.model.cells import column_letters
from pipeline.model.findings import Place

Key = tuple[int, int]
INDEX_NAMES = ["return_number", "row"]


@dataclass(frozen=True, slots=True)
class ValueRow:
    """One row after normalisation: values and states by column id (a state is "value", "zero", "not_applicable",
    "blank",

    "unreadable"), and the text as the sender sees it.
    """

    row: int
    values: Mapping[str, object]
    states: Mapping[str, str]
    typed: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class ValueTable:
    """The rows of one table in one return. ``columns`` maps column ids to 1-based worksheet columns.

    ``totals`` are the rows that the sender marked as totals: used to check, never to sum. ``as_text`` are the cells
    (row, column id) whose number is stored as text, which a spreadsheet's formulas do not add; ``worked_out`` those in
    total rows that hold a formula.
    """

    return_number: int
    file: str
    sheet: str
    region: int | None
    month: int | None
    columns: Mapping[str, int]
    rows: Sequence[ValueRow]
    totals: Sequence[ValueRow] = ()
    as_text: frozenset[tuple[int, str]] = frozenset()
    worked_out: frozenset[tuple[int, str]] = frozenset()

    def place(self, column: str, row: int) -> Place:
        """The address of a column's cell in a row; for a column that the sheet lacks, that of the first column."""
        number = self.columns.get(column, min(self.columns.values(), default=1))
        return Place(self.file, self.sheet, f"{column_letters(number)}{row}")


@dataclass(slots=True)
class TableFrames:
    """All rows of one table of one form.

    ``values`` and ``states`` share the index (return_number, row) and have one column per column id; number columns are
    Int64 (missing where there is no number), others object. ``values`` has ``return_region`` and ``return_month`` too.
    ``with_rows`` holds the numbers of the returns that have rows here. ``left_out`` holds the keys of the rows whose
    numbers must not count.
    """

    form: str
    table: str
    values: pd.DataFrame
    states: pd.DataFrame
    parts: dict[int, ValueTable]
    typed_texts: dict[Key, Mapping[str, str]]
    with_rows: frozenset[int] = frozenset()
    left_out: set[Key] = field(default_factory=set)

    def place(self, key: Key, column: str) -> Place:
        """The place of a value."""
        return self.parts[key[0]].place(column, key[1])

    def rows_of(self, number: int) -> pd.DataFrame:
        """The rows of one return; an empty frame where it has none."""
        return self.values.loc[[number]] if number in self.with_rows else self.values.iloc[0:0]

    def typed(self, key: Key, column: str) -> str:
        """A cell's text as the sender sees it."""
        return self.typed_texts[key].get(column, "")

    @property
    def counted(self) -> pd.DataFrame:
        """The values of the rows that count."""
        if not self.left_out:
            return self.values
        return self.values[~self.values.index.isin(list(self.left_out))]


def build_frames(
    form: str, table: str, columns: Sequence[str], numbers: Sequence[str], parts: Sequence[ValueTable]
) -> TableFrames:
    """The frames of one table over all its returns. ``numbers`` are the columns that become Int64."""
    rows = [(part, row) for part in parts for row in part.rows]
    if rows:
        values, states = _values_and_states(columns, numbers, rows)
    else:  # like most tables early in the year; made once, because making a frame takes longer than everything else
        values, states = (frame.copy() for frame in _without_rows(tuple(columns), tuple(numbers)))
    return TableFrames(
        form,
        table,
        values,
        states,
        {part.return_number: part for part in parts},
        {(part.return_number, row.row): row.typed for part, row in rows},
        frozenset(part.return_number for part, _ in rows),
    )


def _values_and_states(
    columns: Sequence[str], numbers: Sequence[str], rows: Sequence[tuple[ValueTable, ValueRow]]
) -> tuple[pd.DataFrame, pd.DataFrame]:
    keys = [[part.return_number for part, _ in rows], [row.row for _, row in rows]]
    index = pd.MultiIndex.from_arrays(keys, names=INDEX_NAMES)
    values: dict[str, np.ndarray | pd.arrays.IntegerArray] = {}
    for column in columns:
        cells = [row.values.get(column) for _, row in rows]
        values[column] = _whole_numbers(cells) if column in numbers else _objects(cells)
    values["return_region"] = _whole_numbers([part.region for part, _ in rows])
    values["return_month"] = _whole_numbers([part.month for part, _ in rows])
    states = np.array([[row.states.get(column, "blank") for column in columns] for _, row in rows], dtype=object)
    return pd.DataFrame(values, index=index), pd.DataFrame(
        states.reshape(len(rows), len(columns)), index=index, columns=list(columns), dtype=object
    )


def _whole_numbers(cells: Sequence[object]) -> pd.arrays.IntegerArray:
    """Int64 out of whole numbers and None, without pandas' look at each cell. Raises TypeError for other numbers."""
    numbers = np.array([0 if cell is None else cell for cell in cells], dtype=None if cells else np.int64)
    return pd.arrays.IntegerArray(numbers.astype(np.int64, casting="safe"), np.array([c is None for c in cells], bool))


def _objects(cells: Sequence[object]) -> np.ndarray:
    made = np.empty(len(cells), dtype=object)
    made[:] = cells
    return made


@cache
def _without_rows(columns: tuple[str, ...], numbers: tuple[str, ...]) -> tuple[pd.DataFrame, pd.DataFrame]:
    return _values_and_states(columns, numbers, [])
