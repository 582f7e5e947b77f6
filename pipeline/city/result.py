"""Everything that a city's run found; the writers only look at it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from pipeline.city.offices import OfficeRun
from pipeline.city.totals import Spread, Total
from pipeline.errors import EXIT_OK
from pipeline.settings.schema import Unit


@dataclass(frozen=True, slots=True)
class CityResult:
    """``as_of`` is the latest reference day among the offices."""

    year: int
    as_of: date
    runs: tuple[OfficeRun, ...]
    totals: tuple[Total, ...]
    spreads: tuple[Spread, ...]

    @property
    def unit(self) -> Unit:
        """The unit that sends the forms, where all offices have the same word for it."""
        units = {run.unit for run in self.runs if run.is_written}
        return units.pop() if len(units) == 1 else Unit(word="보낸 곳")

    @property
    def is_final(self) -> bool:
        """확정: every office's own result is final."""
        return all(run.code == EXIT_OK for run in self.runs)

    @property
    def failed(self) -> list[OfficeRun]:
        return [run for run in self.runs if not run.is_written]
