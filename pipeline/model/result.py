"""Everything that a run found out; the writers and the report's wording only look at it.

Comes in: the pieces that ``main`` collected. Goes out: one record, with answers to questions that several views ask.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, TypeVar

import pandas as pd

from pipeline.forms.form import FormSet
from pipeline.model.figures import Figures
from pipeline.model.findings import Finding
from pipeline.model.returns import Beginnings, Difference, ExpectedReturn, Return, SlotState
from pipeline.model.tables import TableFrames
from pipeline.settings.load import YearConfig

LAST_DAY_OF_HALF = (6, 30)
T = TypeVar("T")


@dataclass(slots=True, kw_only=True)
class RunResult:
    """Everything that a run found out; the writers only look at it."""

    config: YearConfig
    forms: FormSet
    as_of: date
    returns: list[Return]
    findings: list[Finding]
    differences: list[Difference]
    board: list[ExpectedReturn]
    frames: dict[tuple[str, str], TableFrames]
    facts: pd.DataFrame
    figures: Figures
    previous: Figures | None = None
    previous_note: str = ""  # why there is no year before, or a warning that its figures may still change
    begun: Mapping[tuple[str, str], Mapping[int, Beginnings]] = field(default_factory=dict)  # by (form, table), region
    gaps: pd.DataFrame | None = None  # numbers that were asked for but cannot be used, in rows like those of the facts
    _made: dict[Callable[..., Any], Any] = field(default_factory=dict, init=False, repr=False, compare=False)

    def once(self, build: Callable[[RunResult], T]) -> T:
        """What ``build`` makes of the run, made once and kept: a run does not change any more, and many sections need
        the same for every region.
        """
        if build not in self._made:
            self._made[build] = build(self)
        made: T = self._made[build]
        return made

    @property
    def left_out(self) -> pd.DataFrame:
        """What no sum includes, in rows like those of the facts: numbers in left-out rows, and numbers that nobody can
        read.
        """
        uncounted = self.facts[~self.facts["counted"]]
        return uncounted if self.gaps is None or self.gaps.empty else pd.concat([uncounted, self.gaps])

    @property
    def open_errors(self) -> list[Finding]:
        return [item for item in self.findings if item.is_error]

    @property
    def owed(self) -> list[ExpectedReturn]:
        """Expected returns that are due and not there."""
        return [entry for entry in self.board if entry.is_due and entry.state is SlotState.MISSING]

    @property
    def is_final(self) -> bool:
        """확정: nothing is owed and no error is open. Otherwise the report is 잠정."""
        return self.is_final_of(None)

    def is_final_of(self, region: int | None) -> bool:
        """The same for one region's own returns; None for the whole office."""
        errors = (item for item in self.open_errors if region in (None, item.region))
        return not any(errors) and all(e.files for e in self.board if e.is_due and region in (None, e.slot.region))

    def status_of(self, region: int | None) -> str:
        """ "확정"; "상반기 잠정" while the year runs. For the office (None), or for one region's own returns."""
        word = "확정" if self.is_final_of(region) else "잠정"
        if self.as_of >= self.config.plan.end:
            return word
        return f"{'상반기' if (self.as_of.month, self.as_of.day) == LAST_DAY_OF_HALF else '연도 중'} {word}"

    def of_region(self, region: int) -> RunResult:
        """The run as it concerns one region: its returns, findings and expected returns. All figures stay, because the
        region's are shown beside the office's. Raises KeyError for a region that the year does not have.
        """
        plan = self.config.plan.model_copy(update={"regions": (self.config.regions[region],)})
        returns = [item for item in self.returns if item.region == region]
        files = {item.file for item in returns}
        return replace(
            self,
            config=replace(self.config, plan=plan),
            returns=returns,
            findings=[item for item in self.findings if item.region == region],
            differences=[item for item in self.differences if item.place.file in files],
            board=[entry for entry in self.board if entry.slot.region == region],
        )
