"""What the checks across forms work on: the frames of every form, the settings, and which returns there are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from numbers import Integral
from typing import Any

import pandas as pd

from pipeline.forms.form import FormSet, TableForm
from pipeline.model.figures import Figures
from pipeline.model.findings import Finding, Gap, Place
from pipeline.model.returns import Return, ReturnState
from pipeline.model.tables import Key, TableFrames
from pipeline.normalise import NameList, fold_name
from pipeline.rules.catalogue import finding, row_finding
from pipeline.settings.load import YearConfig

UNREAD = ("unreadable", "blank")


@dataclass(frozen=True, slots=True)
class CheckContext:
    """The year as read. ``as_of`` None means that the whole year is due; ``previous`` holds last year's figures, where
    known.
    """

    config: YearConfig
    forms: FormSet
    frames: Mapping[tuple[str, str], TableFrames]
    returns: Sequence[Return]
    as_of: date | None = None
    previous: Figures | None = None

    def table(self, form: str, table: str) -> TableFrames | None:
        """The frames of a table that this year asks for and that has rows; None otherwise."""
        frames = self.frames.get((form, table))
        if frames is None or frames.values.empty or not self.config.asks_for(form, table):
            return None
        return frames

    def used(self, form: str) -> list[Return]:
        """The returns of a form that count, in the order of regions and months."""
        found = [item for item in self.returns if item.state is ReturnState.USED and item.form == form]
        return sorted(found, key=lambda item: (item.region or 0, item.month or 0, item.number))

    def months_by_region(self, form: str) -> dict[int | None, set[int | None]]:
        """Which months of a form came, by region."""
        months: dict[int | None, set[int | None]] = {}
        for item in self.used(form):
            months.setdefault(item.region, set()).add(item.month)
        return months

    def is_closed(self, month: int) -> bool:
        """Whether a month of the year is over on ``as_of``."""
        first_of_next = date(self.config.year + month // 12, month % 12 + 1, 1)
        return self.as_of is None or self.as_of >= first_of_next - timedelta(days=1)


def rows_by_region(frames: TableFrames) -> Iterator[tuple[int, pd.DataFrame]]:
    """(region, its rows) over all returns, regions ascending; rows without a region are skipped."""
    for region, rows in frames.values.groupby("return_region", sort=True):
        yield int(region), rows


def returns_with(frames: TableFrames, column: str, states: Sequence[str] = UNREAD) -> set[int]:
    """The numbers of the returns in which a cell of the column has one of these states."""
    marked = frames.states[column].isin(states)
    return set(marked.index.get_level_values(0)[marked.to_numpy()])


def whole_number(value: object) -> int | None:
    """A number from a frame as an int; None where there is none (frames return number types of their own)."""
    return int(value) if isinstance(value, Integral) else None


def names_of(names: Iterable[str]) -> NameList:
    """A list to look names up in; only the first of several spellings of a name is listed."""
    first: dict[str, str] = {}
    for name in names:
        first.setdefault(fold_name(name), name)
    return NameList(first.values())


def say(frames: TableFrames, key: Key, column: str, rule: str, **words: object) -> Finding:
    """A finding at one cell of a table; its value is what the sender sees there."""
    words.setdefault("value", frames.typed(key, column))
    return row_finding(rule, frames.place(key, column), frames.table, key[1], **words)


def say_at_header(item: Return, table_id: str, column: str, rule: str, **words: object) -> Finding:
    """A finding about something missing from a table, placed at the label of one of its columns."""
    table = item.tables.get(table_id)
    place = Place(item.file, table.sheet, table.address(column, table.header_row)) if table else Place(item.file)
    return finding(rule, place, **words)


def gap_in_row(table: TableForm, frames: TableFrames, key: Key, *columns: str) -> Gap:
    """The gap where these columns of a row are blank, placed by the row's dimensions (dong, round, project …)."""
    told: dict[str, Any] = {}
    unread = []
    for name in ("dong", "round", "project", "activity", "item"):
        column = table.dimension_column(name)
        if column is None:
            continue
        value = frames.values.loc[key, column.id]
        told[name] = whole_number(value) if name == "round" else value if isinstance(value, str) else None
        unread += [name] if column.required and frames.states.loc[key, column.id] in UNREAD else []
    return Gap(table.id, tuple(columns), unread=" ".join(unread), **told)
