"""Facts -> figures: the sums that the report may print, each with its cells, and honest about what is not in it.

Comes in: the facts, what the year expects and how far it came. Goes out: ``Figures``. Sums run only over the
dimensions that a form declares as additive. A sum over an incomplete set is ``partial``; where nothing came it is
``missing``, never 0.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from pipeline.blocks import State
from pipeline.config.load import YearConfig
from pipeline.findings import Place
from pipeline.forms.form import Form, FormSet, Grouping, Measure, TableForm
from pipeline.model import ExpectedReturn, Figure

INTEGER_DIMENSIONS = frozenset({"region", "month", "round"})


class Figures:
    """Every figure of a run by its key, in a fixed order. ``get`` never fails: what is not there is a missing
    figure.
    """

    def __init__(self, figures: Iterable[Figure], measures: Mapping[str, Measure]) -> None:
        self._by_key = {figure.key: figure for figure in figures}
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
        """The figure of a measure at these dimensions; one in state missing where nothing is known."""
        wanted = Figure(measure, self._measures[measure].unit, None, State.MISSING, **dimensions)
        return self._by_key.get(wanted.key, wanted)

    def of(self, measure: str) -> list[Figure]:
        """Every figure of a measure, in order."""
        return [figure for figure in self if figure.measure == measure]


def build_figures(
    facts: pd.DataFrame,
    forms: FormSet,
    config: YearConfig,
    expected: Sequence[ExpectedReturn],
    blanks: Mapping[str, set[tuple[int | None, int | None]]],
) -> Figures:
    """The figures of every measure that the year asks for.

    ``blanks`` gives, per form, the (region, month) of used returns that say that nothing happened: their numbers
    are zero.
    """
    builder = _Builder(facts, forms, config, expected, blanks)
    return Figures((figure for name in forms.measures for figure in builder.figures(name)), forms.measures)


@dataclass(slots=True)
class _Sources:
    """Where a measure's numbers come from this year: forms with (primary) tables, and those that repeat them."""

    primary: list[tuple[Form, TableForm]] = field(default_factory=list)
    repeating: list[tuple[Form, TableForm]] = field(default_factory=list)
    counts_rows: bool = False


class _Builder:
    def __init__(
        self,
        facts: pd.DataFrame,
        forms: FormSet,
        config: YearConfig,
        expected: Sequence[ExpectedReturn],
        blanks: Mapping[str, set[tuple[int | None, int | None]]],
    ) -> None:
        self.forms = forms
        self.config = config
        self.expected = [entry for entry in expected if entry.is_due]
        self.absent: dict[str, dict[int | None, list[ExpectedReturn]]] = {}
        for entry in self.expected:
            if not entry.files:
                self.absent.setdefault(entry.slot.form, {}).setdefault(entry.slot.region, []).append(entry)
        self.blanks = blanks
        self.by_measure = dict(iter(facts.groupby("measure", sort=False)))
        self.empty = facts.iloc[0:0]

    def figures(self, name: str) -> Iterator[Figure]:
        measure = self.forms.measures[name]
        sources = self._sources(name)
        facts = self._first_hand(self.by_measure.get(name, self.empty))
        if not sources.primary and not sources.repeating and facts.empty:
            return
        for grouping in measure.figures:
            yield from self._grouping(name, measure, grouping, facts, sources)

    def _sources(self, name: str) -> _Sources:
        """The tables that hold the measure, among those that this year asks for."""
        found = _Sources()
        for form in self.forms:
            asked = self.config.expected(form.id)
            if asked is None:
                continue
            for _, table in form.tables():
                if name not in table.measures or (asked.tables and table.id not in asked.tables):
                    continue
                columns = [column for column in table.columns if column.measure == name]
                counts = [count for count in table.counts if count.measure == name]
                found.counts_rows |= bool(counts)
                repeats = bool(columns) and not counts and all(column.repeats for column in columns)
                (found.repeating if repeats else found.primary).append((form, table))
        return found

    def _first_hand(self, facts: pd.DataFrame) -> pd.DataFrame:
        """Without the numbers that only repeat what another table states for the same region."""
        if facts.empty or not facts["repeats"].any():
            return facts
        stated = set(facts.loc[~facts["repeats"], "region"].dropna())
        return facts[~(facts["repeats"] & facts["region"].isin(stated))]

    def _grouping(
        self, name: str, measure: Measure, grouping: Grouping, facts: pd.DataFrame, sources: _Sources
    ) -> Iterator[Figure]:
        by: list[str] = [dimension for dimension in grouping.by if dimension != "region"]
        keys = self._keys(by, facts, sources)
        regional = (
            any(form.sender == "region" for form, _ in (*sources.primary, *sources.repeating))
            or facts["region"].notna().any()
        )
        groups = {int(region): rows for region, rows in facts.groupby("region", sort=False)} if regional else {}
        for region in self.config.regions if regional else ():
            yield from self._cells(name, measure, region, by, keys, groups.get(region, self.empty), sources)
        if grouping.total:
            rows = facts if "region" in measure.add_over else facts[facts["region"].isna()]
            yield from self._cells(name, measure, None, by, keys, rows, sources)

    def _keys(self, by: list[str], facts: pd.DataFrame, sources: _Sources) -> list[tuple[Any, ...]]:
        """Every combination that there is data for; for months and rounds also those that are expected.

        Months and rounds ascend; names keep the order in which the returns gave them.
        """
        found: dict[tuple[Any, ...], None] = {}
        if not by:
            return [()]
        present = facts[by].dropna()
        for row in present.drop_duplicates().itertuples(index=False):
            found[tuple(int(v) if by[i] in INTEGER_DIMENSIONS else v for i, v in enumerate(row))] = None
        if by in (["month"], ["round"]):
            forms = {form.id for form, _ in sources.primary}
            for entry in self.expected:
                value = getattr(entry.slot, by[0])
                if entry.slot.form in forms and value is not None:
                    found[(value,)] = None
        ordered = [position for position, dimension in enumerate(by) if dimension in INTEGER_DIMENSIONS]
        return sorted(found, key=lambda key: tuple(key[position] for position in ordered))

    def _cells(
        self,
        name: str,
        measure: Measure,
        region: int | None,
        by: list[str],
        keys: list[tuple[Any, ...]],
        rows: pd.DataFrame,
        sources: _Sources,
    ) -> Iterator[Figure]:
        groups: dict[tuple[Any, ...], pd.DataFrame] = {(): rows}
        if by:
            known = rows.dropna(subset=by)
            groups = {
                tuple(int(v) if by[i] in INTEGER_DIMENSIONS else v for i, v in enumerate(key)): group
                for key, group in known.groupby(by, sort=False)
            }
        open_dimensions = {"project", "activity", "dong", "item"} & set(by)
        if open_dimensions and region is not None and by != ["item"]:
            keys = [key for key in groups if key]  # a region has its own projects and dongs, not everybody's
        for key in keys:
            group = groups.get(key, self.empty)
            yield self._figure(name, measure, region, dict(zip(by, key, strict=True)), group, sources)

    def _figure(
        self, name: str, measure: Measure, region: int | None, at: dict[str, Any], rows: pd.DataFrame, sources: _Sources
    ) -> Figure:
        self._guard(name, measure, region, at, rows)
        lacking = self._lacking(region, at, rows, sources)
        counted = rows[rows["counted"]]
        left_out = len(rows) - len(counted)
        if left_out:
            lacking.append(f"확인이 필요해 뺀 줄 {left_out}개")
        numbers = counted[counted["value"].notna()]
        places = tuple(
            Place(f, s, c) for f, s, c in zip(numbers["file"], numbers["sheet"], numbers["cell"], strict=True)
        )
        value: int | None
        if len(numbers):
            value = int(numbers["value"].sum())
            state = State.PARTIAL if lacking else (State.VALUE if value else State.ZERO)
        else:
            value, state, places = self._nothing(region, at, counted, sources, lacking, places)
        return Figure(name, measure.unit, value, state, region=region, **at, sources=places, missing=tuple(lacking))

    def _nothing(
        self,
        region: int | None,
        at: dict[str, Any],
        counted: pd.DataFrame,
        sources: _Sources,
        lacking: list[str],
        places: tuple[Place, ...],
    ) -> tuple[int | None, State, tuple[Place, ...]]:
        """No number at all: zero where rows are what counts or a return says that nothing happened, else no value."""
        if lacking:
            return None, State.MISSING, places
        if sources.counts_rows or self._said_nothing_happened(region, at, sources):
            return 0, State.ZERO, places
        return None, State.NOT_APPLICABLE, places

    def _said_nothing_happened(self, region: int | None, at: dict[str, Any], sources: _Sources) -> bool:
        month = at.get("month")
        forms = [form.id for form, _ in sources.primary]
        return month is not None and any((region, month) in self.blanks.get(form, set()) for form in forms)

    def _guard(self, name: str, measure: Measure, region: int | None, at: dict[str, Any], rows: pd.DataFrame) -> None:
        """Stop before a sum that must not be: a dimension that is neither fixed nor additive has more than one
        value.
        """
        for dimension in ("region", "dong", "month", "round", "project", "activity", "item"):
            if dimension in at or dimension in measure.add_over or (dimension == "region" and region is not None):
                continue
            if rows[dimension].nunique() > 1 and rows[dimension].notna().any():
                raise AssertionError(f"{name} may not be added over {dimension}")

    def _lacking(self, region: int | None, at: dict[str, Any], rows: pd.DataFrame, sources: _Sources) -> list[str]:
        """What of the expected returns is not in the sum, in words."""
        primary = sources.primary
        if not rows.empty and rows["repeats"].all():
            primary = sources.repeating
        lacking: dict[str, list[str]] = {}
        for form in {form.id: form for form, _ in primary}.values():
            absent = self.absent.get(form.id, {})
            near = absent if region is None else {r: absent[r] for r in (region, None) if r in absent}
            for entry in (entry for entries in near.values() for entry in entries):
                slot = entry.slot
                if any(
                    at.get(d) is not None and getattr(slot, d) is not None and getattr(slot, d) != at[d]
                    for d in ("month", "round")
                ):
                    continue
                lacking.setdefault(form.name, []).append(_slot_words(entry))
        return [
            f"{form} 미제출({', '.join(words[:6])}{' 등' if len(words) > 6 else ''})" for form, words in lacking.items()
        ]


def _slot_words(entry: ExpectedReturn) -> str:
    slot = entry.slot
    parts = [f"{slot.region}권역" if slot.region is not None else "총괄부서"]
    if slot.month is not None:
        parts.append(f"{slot.month}월")
    if slot.round is not None:
        parts.append(f"{slot.round}회차")
    return " ".join(parts)
