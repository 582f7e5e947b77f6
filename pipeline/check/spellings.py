"""One name, one spelling: "요리 교실" and "요리교실" are one activity in every table, chart and sum.

Comes in: the frames of all forms. Goes out: the same frames with every free name in the spelling that was read first
in its region (plans come before results), and a note for every cell that was spelt differently.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import pandas as pd

from pipeline.check.context import CheckContext, say, whole_number
from pipeline.forms.form import Column, FormSet
from pipeline.model.findings import Finding
from pipeline.model.tables import TableFrames
from pipeline.normalise import fold_name
from pipeline.normalise.reading import NAME_NOTE, change_note

Frames = Mapping[tuple[str, str], TableFrames]


def unify_spellings(forms: FormSet, frames: Frames) -> None:
    """Rewrite the names in ``frames`` in place: spellings that differ in spaces, dots, width or quotes become one."""
    first: dict[tuple[int | None, str, str], str] = {}
    for table, column in _named_columns(forms, frames):
        values = table.values[column.id]
        unified = [
            _first_spelling(first, region, column.dimension, value)
            for region, value in zip(table.values["return_region"], values, strict=True)
        ]
        table.values[column.id] = pd.Series(unified, index=values.index, dtype="object")


def check_spellings(context: CheckContext) -> Iterator[Finding]:
    """A note for every cell whose name is used in another spelling than the one that stands there."""
    for table, column in _named_columns(context.forms, context.frames):
        for key, value in table.values[column.id].items():
            typed = table.typed(key, column.id)
            if isinstance(value, str) and value != typed and fold_name(value) == fold_name(typed):
                if " ".join(typed.split()) == " ".join(value.split()):
                    continue
                note = change_note(typed, f"'{value}'")
                label = column.label
                yield say(table, key, column.id, NAME_NOTE, label=label, note=note)


def _named_columns(forms: FormSet, frames: Frames) -> Iterator[tuple[TableFrames, Column]]:
    """Every column of free names that figures are grouped by, tables that others refer to first."""
    found = []
    for form in forms:
        for _, table in form.tables():
            frame = frames.get((form.id, table.id))
            for column in table.columns:
                named = column.type == "text" and column.dimension and not column.choices
                if frame is not None and named and len(frame.values):
                    found.append((bool(column.listed_in or column.choices_from), frame, column))
    found.sort(key=lambda entry: entry[0])
    for _, frame, column in found:
        yield frame, column


def _first_spelling(
    first: dict[tuple[int | None, str, str], str], region: object, dimension: str, value: object
) -> object:
    if not isinstance(value, str):
        return value
    return first.setdefault((whole_number(region), dimension, fold_name(value)), value)
