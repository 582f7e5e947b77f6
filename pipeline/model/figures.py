"""Figures: the sums that may be printed, each with its cells and an honest state.

Comes in: values that ``count`` (or an earlier results.json) gives. Goes out: ``Figure`` and ``Figures``, plain data for
every view. Nothing is added up here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from pipeline.forms.dimensions import At
from pipeline.forms.form import Measure
from pipeline.model.findings import Place
from pipeline.model.lacks import Lack, LackKind

TIMES_A_DIGIT = 10


class State(StrEnum):
    """The states of a figure, which must look different in print. ``PARTIAL`` is a sum over an incomplete set."""

    VALUE = "value"
    ZERO = "zero"
    NOT_APPLICABLE = "not_applicable"
    MISSING = "missing"
    PARTIAL = "partial"


def has_left_out(figure: Figure) -> bool:
    """Whether something that was submitted is not in the figure."""
    return any(lack.kind is LackKind.LEFT_OUT for lack in figure.missing)


@dataclass(frozen=True, slots=True)
class Doubt:
    """A number that counts as it is but still has to be confirmed: "3권역 2회차 응암2동 131건"."""

    words: str
    value: int

    @property
    def below(self) -> int:
        """How much lower the true number may be: it may not belong there at all."""
        return max(self.value, 0)

    @property
    def above(self) -> int:
        """How much higher it may be: with a missing digit it would be about ten times as large."""
        return (TIMES_A_DIGIT - 1) * max(self.value, 1)


@dataclass(frozen=True, slots=True)
class Figure(At):
    """A number that the report may print. ``value`` is None when nothing was submitted (state missing or not
    applicable).

    ``sources`` are the cells that were added up, or those that say 해당없음. ``missing`` is what is missing from a
    partial figure. ``doubts`` are the numbers among the sources that nobody has confirmed yet.
    """

    measure: str
    unit: str
    value: int | None
    state: State
    sources: tuple[Place, ...] = ()
    missing: tuple[Lack, ...] = ()
    doubts: tuple[Doubt, ...] = ()

    @property
    def low(self) -> int:
        """The lowest value that the figure may have once its doubts are settled."""
        return (self.value or 0) - sum(doubt.below for doubt in self.doubts)

    @property
    def high(self) -> int:
        """The highest value that the figure may have once its doubts are settled."""
        return (self.value or 0) + sum(doubt.above for doubt in self.doubts)

    @property
    def missing_words(self) -> tuple[str, ...]:
        """What is missing from it, in Korean."""
        return tuple(lack.words() for lack in self.missing)

    @property
    def is_blank(self) -> bool:
        """Whether nothing is missing although nobody wrote a number: an optional number was left blank."""
        return self.state is State.NOT_APPLICABLE and not self.sources

    @property
    def key(self) -> str:
        """A stable id: the measure and every dimension that is set, e.g. "people region=1 round=1"."""
        return " ".join([self.measure, *(f"{name}={value}" for name, value in self.dimensions.items())])

    def words(self, label: str, called: Callable[[int], str], whole: str = "전체") -> str:
        """Its name: "1권역 2회차 역촌동 대상자(명)". ``called`` gives a region's name, ``whole`` is used for no
        region.
        """
        when = (f"{number}{unit}" for number, unit in ((self.month, "월"), (self.round, "회차")) if number is not None)
        parts = (*when, self.dong, self.project, self.activity, self.item, label)
        return " ".join([whole if self.region is None else called(self.region), *(part for part in parts if part)])


class Figures:
    """Every figure of a run by its key, in a fixed order. ``get`` never fails: it returns a missing figure for what is
    not there.
    """

    def __init__(self, figures: Iterable[Figure], measures: Mapping[str, Measure]) -> None:
        self._by_key = {figure.key: figure for figure in figures}
        self._by_measure: dict[str, list[Figure]] = {}
        for figure in self:
            self._by_measure.setdefault(figure.measure, []).append(figure)
        self._measures = measures

    def __iter__(self) -> Iterator[Figure]:
        return iter(self._by_key.values())

    def __len__(self) -> int:
        return len(self._by_key)

    def __contains__(self, key: object) -> bool:
        return key in self._by_key

    def by_key(self, key: str) -> Figure:
        """The figure with that key. Raises KeyError."""
        return self._by_key[key]

    def get(self, measure: str, **dimensions: Any) -> Figure:
        """The figure of a measure at these dimensions; one in state missing where nothing is known, even for a measure
        that no form of the programme has.
        """
        unit = self._measures[measure].unit if measure in self._measures else ""
        wanted = Figure(measure, unit, None, State.MISSING, **dimensions)
        return self._by_key.get(wanted.key, wanted)

    def of(self, measure: str) -> list[Figure]:
        """Every figure of a measure, in order."""
        return list(self._by_measure.get(measure, ()))
