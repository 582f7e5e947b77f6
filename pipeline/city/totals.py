"""Offices' figures -> the city's: totals, and how much the offices differ.

Comes in: ``OfficeRun``s. Goes out: ``Total``s and ``Spread``s. Only the offices' own sums are added, and only where the
forms behind them agree in id, version and measure; the sum states what an office lacks, or that it has no result at
all. Incomplete and doubted numbers are never compared.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from statistics import median

from pipeline.city.offices import Basis, OfficeRun
from pipeline.model.figures import Figure, State
from pipeline.model.lacks import Lack, LackKind
from pipeline.settings.schema import Thresholds

NO_RESULT = "결과 없음"
FEWEST_COMPARED = 3
_COMPLETE = (State.VALUE, State.ZERO)


@dataclass(frozen=True, slots=True)
class Slice:
    """A measure with its basis, for one round or item where it is broken down by these."""

    basis: Basis
    round: int | None
    item: str | None

    @property
    def words(self) -> str:
        """ "2회차 대상자(명)"."""
        parts = (f"{self.round}회차" if self.round is not None else "", self.item or "", self.basis.label)
        return f"{' '.join(part for part in parts if part)}({self.basis.unit})"


@dataclass(frozen=True, slots=True)
class Total:
    """The sum over the offices whose forms agree; ``offices`` are those asked for the number."""

    slice: Slice
    figure: Figure
    offices: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Spread:
    """Lowest, median and highest of the offices' means per region; ``unusual`` has (office, its mean) far from the
    median.

    ``left_out`` are the offices whose number is incomplete, in doubt, or not there.
    """

    slice: Slice
    compared: int
    least: tuple[str, Decimal]
    middle: Decimal
    most: tuple[str, Decimal]
    unusual: tuple[tuple[str, Decimal], ...]
    left_out: tuple[str, ...]


def slices_of(runs: Sequence[OfficeRun]) -> list[Slice]:
    """Every slice for which some office has a sum, in the order of the forms; versions of a form are together."""
    found: dict[str, dict[Slice, None]] = {}
    for run in runs:
        for figure in run.figures:
            if figure.region is None:
                found.setdefault(figure.measure, {})[slice_of(run, figure)] = None
    order = {basis: None for run in runs for basis in run.bases}
    return [each for measure in order for each in sorted(found.get(measure, ()), key=_place)]


def slice_of(run: OfficeRun, figure: Figure) -> Slice:
    """The slice to which a figure of an office belongs."""
    return Slice(run.bases[figure.measure], figure.round, figure.item)


def add_up(runs: Sequence[OfficeRun]) -> list[Total]:
    """A total for every slice whose measure is a count."""
    by_slice = _by_slice(runs)
    return [_total(each, runs, by_slice.get(each, {})) for each in slices_of(runs) if each.basis.adds_up]


def spreads_of(runs: Sequence[OfficeRun]) -> list[Spread]:
    """How much the offices differ, for every slice without an item that three or more complete offices have."""
    by_slice = _by_slice(runs)
    found = (
        _spread(each, runs, by_slice[each]) for each in slices_of(runs) if each.item is None and each.basis.adds_up
    )
    return [spread for spread in found if spread is not None]


def split_measures(totals: Sequence[Total]) -> list[tuple[str, list[Total]]]:
    """Measures (with round or item) with several totals, because the forms do not agree."""
    grouped: dict[tuple[str, int | None, str | None], list[Total]] = {}
    for total in totals:
        grouped.setdefault((total.figure.measure, total.figure.round, total.figure.item), []).append(total)
    return [(group[0].slice.words, group) for group in grouped.values() if len(group) > 1]


def _place(each: Slice) -> tuple[object, ...]:
    return each.round or 0, each.item or "", each.basis.forms, each.basis.label, each.basis.unit, each.basis.adds_up


def _by_slice(runs: Sequence[OfficeRun]) -> dict[Slice, dict[str, Figure]]:
    grouped: dict[Slice, dict[str, Figure]] = {}
    for run in runs:
        for figure in run.figures:
            if figure.region is None:
                grouped.setdefault(slice_of(run, figure), {})[run.name] = figure
    return grouped


def _total(each: Slice, runs: Sequence[OfficeRun], figures: dict[str, Figure]) -> Total:
    lost = [run.name for run in _without_result(each, runs)]
    values = [figure.value for figure in figures.values() if figure.value is not None]
    lacking = [name for name, figure in figures.items() if figure.state in (State.MISSING, State.PARTIAL)]
    missing = [lack for name in lacking for lack in _lacks_of(name, figures[name])]
    for owed in _owed(each, runs, figures):
        lacking.append(owed[0])
        missing += _lacks_of(*owed)
    missing += [Lack(LackKind.TOLD, told=NO_RESULT, office=name) for name in lost]
    doubts = tuple(doubt for figure in figures.values() for doubt in figure.doubts)
    value = sum(values) if values else None
    if value is None:
        state = State.MISSING if missing else State.NOT_APPLICABLE
    elif missing:
        state = State.PARTIAL
    else:
        state = State.VALUE if value else State.ZERO
    basis = each.basis
    figure = Figure(
        basis.measure,
        basis.unit,
        value,
        state,
        round=each.round,
        item=each.item,
        sources=tuple(source for own in figures.values() for source in own.sources[:1]) if value is None else (),
        missing=tuple(missing),
        doubts=doubts,
    )
    return Total(each, figure, tuple(run.name for run in runs if run.name in {*figures, *lacking, *lost}))


def _lacks_of(office: str, figure: Figure) -> list[Lack]:
    return [replace(lack, office=office) for lack in figure.missing or (Lack(LackKind.NOT_SUBMITTED),)]


def _owed(each: Slice, runs: Sequence[OfficeRun], figures: dict[str, Figure]) -> Iterator[tuple[str, Figure]]:
    """Offices that may still report the item: their sum over all items is incomplete."""
    for run in runs:
        if each.item is None or run.name in figures:
            continue
        for figure in run.figures:
            is_whole = figure.region is None and slice_of(run, figure) == replace(each, item=None)
            if is_whole and figure.state in (State.MISSING, State.PARTIAL):
                yield run.name, figure


def _without_result(each: Slice, runs: Sequence[OfficeRun]) -> Iterator[OfficeRun]:
    """Offices that failed and would have been counted here, as far as anybody knows."""
    for run in runs:
        if not run.is_written and run.bases.get(each.basis.measure, each.basis) == each.basis:
            yield run


def _spread(each: Slice, runs: Sequence[OfficeRun], totals: dict[str, Figure]) -> Spread | None:
    means: dict[str, Decimal] = {}
    for run in runs:
        total = totals.get(run.name)
        if total is None or total.value is None or total.state not in _COMPLETE or total.doubts:
            continue
        regions = [
            figure
            for figure in run.figures
            if figure.region is not None and figure.value is not None and slice_of(run, figure) == each
        ]
        if regions:
            means[run.name] = Decimal(total.value) / len(regions)
    if len(means) < FEWEST_COMPARED:
        return None
    ranked = sorted(means.items(), key=lambda pair: (pair[1], pair[0]))
    middle = median(means.values())
    left_out = tuple(name for name in totals if name not in means)
    left_out += tuple(run.name for run in _without_result(each, runs))
    unusual = tuple((name, mean) for name, mean in ranked if _is_unusual(mean, middle))
    return Spread(each, len(means), ranked[0], middle, ranked[-1], unusual, left_out)


def _is_unusual(mean: Decimal, middle: Decimal) -> bool:
    """Judged by the same bounds as in the checks of an office's own numbers."""
    bounds = Thresholds()
    multiple = Decimal(str(bounds.usual_multiple))
    if max(mean, middle) < bounds.smallest_compared:
        return False
    return mean > middle * multiple or mean * multiple < middle
