"""One name, one spelling: "요리 교실" and "요리교실" are one activity in every table, chart and sum.

Comes in: the frames of all forms. Goes out: the same frames, with every free name in the spelling that was read first
in its region (plans are read before results), and a note for every cell that was spelt differently.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import pandas as pd

from pipeline.check.context import CheckContext, say, whole_number
from pipeline.forms.form import Column, FormSet
from pipeline.model.findings import Finding
from pipeline.model.tables import TableFrames
from pipeline.normalise import NUMBERING, fold_name
from pipeline.normalise.reading import NAME_NOTE, change_note

Frames = Mapping[tuple[str, str], TableFrames]


def unify_spellings(forms: FormSet, frames: Frames) -> None:
    """Rewrite the names in ``frames`` in place: spellings that differ only in spaces, dots, width or quotes become
    one.
    """
    spellings = _Spellings()
    for table, column in _named_columns(forms, frames):
        values = table.values[column.id]
        unified = [
            spellings.of(region, column.dimension, value)
            for region, value in zip(table.values["return_region"], values, strict=True)
        ]
        table.values[column.id] = pd.Series(unified, index=values.index, dtype="object")


def check_spellings(context: CheckContext) -> Iterator[Finding]:
    """A note for every cell whose name is used in another spelling than the cell's own."""
    for table, column in _named_columns(context.forms, context.frames):
        for key, value in table.values[column.id].items():
            typed = table.typed(key, column.id)
            if isinstance(value, str) and value != typed and _bare(value) == _bare(typed):
                if " ".join(typed.split()) == " ".join(value.split()):
                    continue
                note = change_note(typed, f"'{value}'")
                label = column.label
                yield say(table, key, column.id, NAME_NOTE, label=label, note=note)


def _named_columns(forms: FormSet, frames: Frames) -> Iterator[tuple[TableFrames, Column]]:
    """Every column of free names that figures are grouped by; tables that others refer to come first."""
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


@dataclass(slots=True)
class _Spellings:
    """The first spelling read of each name; ``numbered`` has the names that begin with an item number."""

    first: dict[tuple[int | None, str, str], str] = field(default_factory=dict)
    numbered: dict[tuple[int | None, str, str], set[str]] = field(default_factory=dict)

    def of(self, region: object, dimension: str, value: object) -> object:
        """The spelling to use for ``value``. "1. 교실" and "교실" are one name, "1. 교실" and "2. 교실" two."""
        if not isinstance(value, str):
            return value
        place = (whole_number(region), dimension)
        key, bare = (*place, fold_name(value)), (*place, _bare(value))
        if key not in self.first:
            others = self.numbered.get(bare, set()) if key == bare else {self.first.get(bare, value)}
            self.first[key] = next(iter(others)) if len(others) == 1 else value
        if key != bare and self.first[key] == value:
            self.numbered.setdefault(bare, set()).add(value)
        return self.first[key]


def _bare(name: str) -> str:
    """The key of a name without the number that people put before it."""
    return fold_name(NUMBERING.sub("", name, count=1) if NUMBERING.match(name) else name)
