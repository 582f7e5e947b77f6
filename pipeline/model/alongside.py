"""The officer's own totals compared with ours: the result for each, for every view.

Comes in: values that ``alongside`` gives. Goes out: plain data. Nothing here looks for a figure or compares.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from pipeline.model.figures import Figure
from pipeline.model.findings import Place


class Verdict(StrEnum):
    """The result for one of her numbers. Only the first two mean that it was compared with a number of ours."""

    SAME = "같음"
    DIFFERENT = "다름"
    NO_NUMBER = "우리 수 없음"
    SEVERAL = "여러 수에 맞음"
    NOT_FOUND = "못 찾음"
    UNREAD = "못 읽음"


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """One number of hers. ``place`` is its cell, ``name`` her name for it, ``typed`` what she sees in the cell.

    ``hers`` is None where her cell has no number. ``figure`` is ours, None where none was found with certainty, and
    ``title`` our name for it; ``cells`` are its cells with their values, given where the two differ. ``candidates`` are
    the numbers of ours that she may mean. ``remarks`` are sentences: what is missing from ours, what explains the
    difference.
    """

    place: Place
    name: str
    typed: str
    verdict: Verdict
    hers: int | None = None
    figure: Figure | None = None
    title: str = ""
    cells: tuple[tuple[Place, str], ...] = ()
    candidates: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()

    @property
    def difference(self) -> int | None:
        """Hers less ours; None where one of them is no number."""
        ours = None if self.figure is None else self.figure.value
        return None if self.hers is None or ours is None else self.hers - ours


@dataclass(frozen=True, slots=True)
class Comparison:
    """The comparison of a whole file of hers. ``notes`` say what was not compared, and why."""

    path: Path
    file: str
    items: Sequence[Compared] = ()
    notes: tuple[str, ...] = ()

    @property
    def counts(self) -> dict[Verdict, int]:
        """How many numbers have each verdict, in the order of the verdicts; without verdicts that none has."""
        counts = Counter(item.verdict for item in self.items)
        return {verdict: counts[verdict] for verdict in Verdict if counts[verdict]}

    @property
    def summary(self) -> str:
        """The counts in one line: "같음 31 · 다름 2"."""
        return " · ".join(f"{verdict.value} {count:,}" for verdict, count in self.counts.items()) or "견줄 수가 없음"
