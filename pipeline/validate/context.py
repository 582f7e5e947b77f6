"""What the checks across forms look at: the frames of every form, the settings, and which returns there are."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import pandas as pd

from pipeline.config.load import YearConfig
from pipeline.findings import Finding
from pipeline.forms.form import FormSet
from pipeline.model import Return, ReturnState
from pipeline.rules.catalogue import row_finding
from pipeline.tables import Key, TableFrames


@dataclass(frozen=True, slots=True)
class CheckContext:
    """The year as read. ``as_of`` None means that the whole year is due."""

    config: YearConfig
    forms: FormSet
    frames: Mapping[tuple[str, str], TableFrames]
    returns: Sequence[Return]
    as_of: date | None = None

    def table(self, form: str, table: str) -> TableFrames | None:
        """The frames of a table that this year asks for and that has rows; None otherwise."""
        expected = self.config.expected(form)
        frames = self.frames.get((form, table))
        if expected is None or frames is None or (expected.tables and table not in expected.tables):
            return None
        return None if frames.values.empty else frames

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
        """Whether a month of the year is over as seen from ``as_of``."""
        first_of_next = date(self.config.year + month // 12, month % 12 + 1, 1)
        return self.as_of is None or self.as_of >= first_of_next - timedelta(days=1)


def rows_by_region(frames: TableFrames) -> Iterator[tuple[int, pd.DataFrame]]:
    """(region, its rows) over all returns, regions ascending; rows without a region are passed over."""
    for region, rows in frames.values.groupby("return_region", sort=True):
        yield int(region), rows


def say(frames: TableFrames, key: Key, column: str, rule: str, **words: object) -> Finding:
    """A finding at one cell of a table, with what the sender sees there as its value."""
    words.setdefault("value", frames.typed(key, column))
    return row_finding(rule, frames.place(key, column), frames.table, key[1], **words)
