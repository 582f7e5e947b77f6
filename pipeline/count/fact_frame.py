"""The shape of facts: one record for every number, and the data frame made of these records.

Comes in: the frames of a table. Goes out: its rows, each with what all facts of the row have in common; the record of a
number in such a row; and the frame of many records. ``facts`` and ``gaps`` decide which numbers a row has.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd

from pipeline.forms.dimensions import DIMENSIONS
from pipeline.forms.form import Column, Count, Form, TableForm
from pipeline.model.tables import TableFrames
from pipeline.normalise import ValueState

FACT_COLUMNS = [
    "measure",
    "unit",
    *DIMENSIONS,
    "value",
    "state",
    "form",
    "table",
    "return_number",
    "row",
    "file",
    "sheet",
    "cell",
    "counted",
    "repeats",
    "unread",
]
INTEGER_COLUMNS = ("region", "month", "round", "value", "return_number", "row")
_YES_OR_NO = ("counted", "repeats")
_SAYS_NOTHING = (ValueState.UNREADABLE, ValueState.BLANK)
Fact = dict[str, Any]
"""Column of ``FACT_COLUMNS`` -> value; a missing column is blank, and False for ``counted`` and ``repeats``."""


def fact_frame(facts: Sequence[Fact]) -> pd.DataFrame:
    """A frame with the columns ``FACT_COLUMNS``, index 0..n-1; numbers are Int64, ``counted`` and ``repeats`` bool."""
    kinds = dict.fromkeys(INTEGER_COLUMNS, "Int64") | dict.fromkeys(_YES_OR_NO, "bool")
    blank: Fact = dict.fromkeys(_YES_OR_NO, False)
    columns = {
        name: pd.Series([fact.get(name, blank.get(name)) for fact in facts], dtype=kinds.get(name, "object"))
        for name in FACT_COLUMNS
    }
    return pd.DataFrame(columns)


@dataclass(frozen=True, slots=True)
class SourceRow:
    """A row of a table. ``values`` and ``states`` are by column, a missing value is None; ``shared`` is what all facts
    of the row have in common: dimensions, origin, whether the row counts.
    """

    values: Mapping[str, Any]
    states: Mapping[str, str]
    shared: Fact

    def fact(self, frames: TableFrames, column: str, **own: Any) -> Fact:
        """The record of a number in a column of this row; ``own`` are the fields that the row's facts do not share."""
        place = frames.parts[self.shared["return_number"]].place(column, self.shared["row"])
        return {**self.shared, "cell": place.cell, **own}

    def item_of(self, table: TableForm, count: Count) -> Fact:
        """The fields ``item`` and ``unread`` of a fact that counts this row: the item is read from the count's own
        column, or is None for "none". {} where the count names no item: the row's own applies.
        """
        if count.item == "none":
            return {"item": None}
        if not count.item:
            return {}
        unread = "item " if self.says_nothing(table.column(count.item)) else ""
        return {"item": self.values[count.item], "unread": self.shared["unread"] + unread}

    def says_nothing(self, column: Column) -> bool:
        """Whether the cell of a column cannot be read, or is blank although required."""
        state = self.states[column.id]
        return state in _SAYS_NOTHING if column.required else state == ValueState.UNREADABLE


def source_rows(form: Form, table: TableForm, frames: TableFrames, as_of: date | None) -> list[SourceRow]:
    """The rows of a table in the frames' order, without those dated after ``as_of``."""
    if frames.values.empty:  # as most tables are early in the year
        return []
    columns = [column.id for column in table.columns]
    names = ["return_region", "return_month", *columns]
    values = zip(*(_plain(frames.values[name]) for name in names), strict=True)
    states = zip(*(frames.states[name].tolist() for name in columns), strict=True)
    dated = dating_column(table)
    rows = []
    for key, own, stands in zip(frames.values.index, values, states, strict=True):
        row = SourceRow(dict(zip(names, own, strict=True)), dict(zip(columns, stands, strict=True)), {})
        if as_of is not None and dated is not None:
            day = row.values[dated.id]
            if isinstance(day, date) and day > as_of:
                continue
        part = frames.parts[key[0]]
        # A date that cannot be read may be after the as-of day.
        undated = as_of is not None and dated is not None and row.says_nothing(dated)
        row.shared.update(
            _dimensions(table, row),
            form=form.id,
            table=table.id,
            return_number=key[0],
            row=key[1],
            file=part.file,
            sheet=part.sheet,
            counted=key not in frames.left_out and not undated,
        )
        rows.append(row)
    return rows


def _plain(column: pd.Series) -> list[Any]:
    return [None if value is pd.NA else value for value in column.tolist()]


def _dimensions(table: TableForm, row: SourceRow) -> Fact:
    """The dimensions of the row's numbers; ``unread`` names those that the row should have but that cannot be read."""
    at: Fact = {"region": row.values["return_region"], "month": row.values["return_month"], "unread": ""}
    for dimension in DIMENSIONS:
        column = table.dimension_column(dimension)
        if column is None:
            continue
        value = row.values[column.id]
        if column.type == "date":
            value = value.month if isinstance(value, date) else None
        at[dimension] = None if column.whole and value == column.whole else value
        if row.says_nothing(column):
            at["unread"] += f"{dimension} "
    return at


def dating_column(table: TableForm) -> Column | None:
    """The column with the date of what a row reports: a date that gives the month, or the day of a grant; None for a
    plan.
    """
    dates = (column for column in table.columns if column.type == "date")
    return next((day for day in dates if day.dimension == "month" or day.id.endswith("grant_date")), None)
