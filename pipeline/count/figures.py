"""Facts -> figures: the sums that the report may print, each with its cells and with what it does not include.

Comes in: the facts, and the returns that the year expects, with what was received. Goes out: ``Figures``. Sums run only
over the dimensions that a form declares as additive. A sum over an incomplete set is ``partial``; where nothing came it
is ``missing``, never 0.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from typing import Any

import pandas as pd

from pipeline.forms.dimensions import DIMENSIONS, WHOLE_NUMBERS, At
from pipeline.forms.form import Form, FormSet, Measure, TableForm
from pipeline.model.figures import Doubt, Figure, Figures, State
from pipeline.model.findings import Place
from pipeline.model.lacks import Lack, LackKind
from pipeline.model.returns import Beginnings, ExpectedReturn
from pipeline.model.words import HEAD_OFFICE
from pipeline.settings.load import YearConfig

Key = tuple[Any, ...]
NO_BEGINNINGS: Mapping[tuple[str, str], Mapping[int, Beginnings]] = {}

NUMBERS = WHOLE_NUMBERS | {"row", "value"}


def build_figures(
    facts: pd.DataFrame,
    forms: FormSet,
    config: YearConfig,
    expected: Sequence[ExpectedReturn],
    blanks: Mapping[str, set[tuple[int | None, int | None]]],
    gaps: pd.DataFrame | None = None,
    doubted: Collection[Place] = (),
    begun: Mapping[tuple[str, str], Mapping[int, Beginnings]] = NO_BEGINNINGS,
) -> Figures:
    """The figures of every measure that the year asks for.

    ``gaps`` are numbers that were asked for and cannot be used: rows like facts, without a value and not counted.
    ``blanks`` gives, by form, the (region, month) of used returns that say that nothing happened: their numbers are
    zero. ``doubted`` are the cells that somebody still has to confirm. ``begun`` gives, by (form, table) and region,
    the month before which nothing is missing in the table.
    """
    facts = facts if gaps is None or gaps.empty else pd.concat([facts, gaps], ignore_index=True)
    builder = _Builder(facts, forms, config, expected, blanks, frozenset(doubted), begun)
    return Figures((figure for name in forms.measures for figure in builder.figures(name)), forms.measures)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Fact(At):
    """One row of the facts as a plain object: a few of these are summed faster than a small frame."""

    value: int | None
    state: str
    form: str
    table: str
    counted: bool
    repeats: bool
    unread: str
    file: str
    sheet: str
    row: int | None
    cell: str


@dataclass(slots=True)
class _Sources:
    """The (form, table) pairs that hold a measure this year: ``primary`` state its numbers, ``repeating`` only repeat
    them. ``counts_rows`` is True where the measure counts rows of a table.
    """

    primary: list[tuple[Form, TableForm]] = field(default_factory=list)
    repeating: list[tuple[Form, TableForm]] = field(default_factory=list)
    counts_rows: bool = False


def _facts_by_measure(facts: pd.DataFrame) -> dict[str, list[_Fact]]:
    """The facts of each measure, in their order."""
    names = [each.name for each in fields(_Fact)]
    columns = []
    for name in names:
        values = facts[name]
        plain = values.to_numpy(dtype=object, na_value=None) if name in NUMBERS else values.where(values.notna(), None)
        columns.append([int(value) if name in NUMBERS and value is not None else value for value in plain])
    grouped: dict[str, list[_Fact]] = {}
    for measure, *row in zip(facts["measure"], *columns, strict=True):
        grouped.setdefault(measure, []).append(_Fact(**dict(zip(names, row, strict=True))))
    return grouped


class _Builder:
    def __init__(
        self,
        facts: pd.DataFrame,
        forms: FormSet,
        config: YearConfig,
        expected: Sequence[ExpectedReturn],
        blanks: Mapping[str, set[tuple[int | None, int | None]]],
        doubted: frozenset[Place],
        begun: Mapping[tuple[str, str], Mapping[int, Beginnings]],
    ) -> None:
        self.forms = forms
        self.config = config
        self.expected = _looked_for(expected)
        self.came = {(entry.slot.form, entry.slot.region) for entry in self.expected if entry.files}
        self.absent: dict[str, dict[int | None, list[ExpectedReturn]]] = {}
        for entry in self.expected:
            if not entry.files:
                self.absent.setdefault(entry.slot.form, {}).setdefault(entry.slot.region, []).append(entry)
        self.blanks = blanks
        self.doubted = doubted
        self.begun = begun
        self.by_measure = _facts_by_measure(facts)
        self.months_of_form: dict[str, set[int]] = {}
        for form, month in (
            facts.loc[facts["month"].notna(), ["form", "month"]].drop_duplicates().itertuples(index=False)
        ):
            self.months_of_form.setdefault(form, set()).add(int(month))

    def figures(self, name: str) -> Iterator[Figure]:
        measure = self.forms.measures[name]
        sources = self._sources(name)
        facts = _first_hand(self.by_measure.get(name, []))
        if not sources.primary and not sources.repeating and not facts:
            return
        by_region: dict[int | None, list[_Fact]] = {}
        for fact in facts:
            by_region.setdefault(fact.region, []).append(fact)
        anybodys = [_uncounted(fact) for fact in by_region.get(None, []) if "region" in fact.unread]
        senders = {form.sender for form, _ in (*sources.primary, *sources.repeating)}
        regions = self.config.regions if "region" in senders or set(by_region) - {None} else ()
        for grouping in measure.figures:
            by = tuple(dimension for dimension in grouping.by if dimension != "region")
            keys = self._keys(by, facts, sources)
            for region in regions:
                rows = [*by_region.get(region, []), *anybodys]
                yield from self._cells(name, measure, region, by, keys, rows, sources)
            if grouping.total:
                rows = facts if "region" in measure.add_over else by_region.get(None, [])
                yield from self._cells(name, measure, None, by, keys, rows, sources)

    def _sources(self, name: str) -> _Sources:
        """The tables that hold the measure, among those that are asked for this year."""
        found = _Sources()
        for form in self.forms:
            for _, table in form.tables():
                if name not in table.measures or not self.config.asks_for(form.id, table.id):
                    continue
                columns = [column for column in table.columns if column.measure == name]
                counts = [count for count in table.counts if count.measure == name]
                found.counts_rows |= bool(counts)
                repeats = bool(columns) and not counts and all(column.repeats for column in columns)
                (found.repeating if repeats else found.primary).append((form, table))
        return found

    def _keys(self, by: Key, facts: list[_Fact], sources: _Sources) -> list[Key]:
        """Every combination of ``by`` that the facts have; for months and rounds also those that are expected, and for
        months those of any other measure of the form.

        Months and rounds ascend; names keep the order in which they appear in the returns.
        """
        if not by:
            return [()]
        found = dict.fromkeys(key for fact in facts if (key := _key(fact, by)) is not None)
        if by in (("month",), ("round",)):
            forms = {form.id for form, _ in sources.primary}
            for entry in self.expected:
                value = getattr(entry.slot, by[0])
                if entry.slot.form in forms and value is not None:
                    found[(value,)] = None
            if by == ("month",):  # a month for which the form has any fact is a month of all its measures
                found |= dict.fromkeys((month,) for form in forms for month in self.months_of_form.get(form, ()))
        ordered = [position for position, dimension in enumerate(by) if dimension in WHOLE_NUMBERS]
        return sorted(found, key=lambda key: tuple(key[position] for position in ordered))

    def _cells(
        self,
        name: str,
        measure: Measure,
        region: int | None,
        by: Key,
        keys: list[Key],
        rows: list[_Fact],
        sources: _Sources,
    ) -> Iterator[Figure]:
        groups: dict[Key, list[_Fact]] = {}
        anywhere: list[_Fact] = []
        for fact in rows:
            key = _key(fact, by)
            if key is not None:
                groups.setdefault(key, []).append(fact)
            elif fact.unread:
                anywhere.append(fact)
        if region is not None and by != ("item",) and {"project", "activity", "dong", "item"} & set(by):
            keys = list(groups)  # only the region's own projects and dongs, not those of other regions
        for key in keys:
            own, at = groups.get(key, []), At(region=region, **dict(zip(by, key, strict=True)))
            doubtful = (_uncounted(fact) for fact in anywhere if self._may_belong(fact, at, own))
            yield self._figure(name, measure, at, [*own, *doubtful], sources)

    def _may_belong(self, fact: _Fact, at: At, own: list[_Fact]) -> bool:
        """Whether a number with unreadable dimensions may belong to ``at``; it cannot where its table has one row per
        key and ``own`` already holds the row of the same file for this key.
        """
        for dimension, value in at.dimensions.items():
            known = getattr(fact, dimension)
            if known != value and (known is not None or dimension not in fact.unread.split()):
                return False
        keys = self.forms[fact.form].table(fact.table).keyed_by
        is_told_apart = bool(keys) and keys <= at.dimensions.keys()
        return not (is_told_apart and any((one.file, one.table) == (fact.file, fact.table) for one in own))

    def _figure(self, name: str, measure: Measure, at: At, rows: list[_Fact], sources: _Sources) -> Figure:
        _guard(name, measure, at, rows)
        lacking = self._lacking(measure, at, rows, sources)
        counted = [fact for fact in rows if fact.counted]
        lacking += self._not_written(fact for fact in rows if fact.state == State.MISSING)
        left_out = [fact for fact in rows if not fact.counted and fact.state != State.MISSING]
        if left_out:
            rows_left_out = {(fact.file, fact.sheet, fact.row) for fact in left_out}
            lacking.append(Lack(LackKind.LEFT_OUT, rows=len(rows_left_out)))
        numbers = [fact for fact in counted if fact.value is not None]
        if numbers:
            value: int | None = sum(fact.value or 0 for fact in numbers)
            state = State.PARTIAL if lacking else (State.VALUE if value else State.ZERO)
        else:
            value, state = self._nothing(at, sources, lacking)
        said = counted if state is State.NOT_APPLICABLE else numbers
        places = tuple(_place(fact) for fact in said)
        doubts = tuple(
            Doubt(f"{_gap_words(fact, self.config)} {fact.value or 0:,}{measure.unit}", fact.value or 0)
            for fact in numbers
            if self.doubted and _place(fact) in self.doubted
        )
        missing = tuple(lacking)
        return Figure(name, measure.unit, value, state, **at.dimensions, sources=places, missing=missing, doubts=doubts)

    def _nothing(self, at: At, sources: _Sources, lacking: list[Lack]) -> tuple[int | None, State]:
        """The value and state where there is no number: missing where anything is lacking; zero where the measure
        counts the rows of returns that came or a return says that nothing happened; else not applicable.
        """
        if lacking:
            return None, State.MISSING
        counted = sources.counts_rows and self._has_come(at, sources)
        if counted or self._said_nothing_happened(at, sources):
            return 0, State.ZERO
        return None, State.NOT_APPLICABLE

    def _has_come(self, at: At, sources: _Sources) -> bool:
        """Whether any return came whose rows would be counted: plans that are not due yet are not zero plans."""
        forms = {form.id for form, _ in (*sources.primary, *sources.repeating)}
        return any(form in forms and (at.region is None or region in (None, at.region)) for form, region in self.came)

    def _said_nothing_happened(self, at: At, sources: _Sources) -> bool:
        forms = [form.id for form, _ in sources.primary]
        return at.month is not None and any((at.region, at.month) in self.blanks.get(form, set()) for form in forms)

    def _lacking(self, measure: Measure, at: At, rows: list[_Fact], sources: _Sources) -> list[Lack]:
        """The expected returns that are not in the sum."""
        primary, region = sources.primary, at.region
        if rows and all(fact.repeats for fact in rows):
            primary = sources.repeating
        if region is None and "region" not in measure.add_over:  # the head office's own number, not the regions' sum
            primary = [(form, table) for form, table in primary if form.sender == "head_office"]
        if region is not None:  # numbers of the head office without a region say nothing about this one
            primary = [(f, table) for f, table in primary if f.sender == "region" or table.dimension_column("region")]
        lacking: dict[str, list[str]] = {}
        for form in {form.id: form for form, _ in primary}.values():
            absent = self.absent.get(form.id, {})
            near = absent if region is None else {r: absent[r] for r in (region, None) if r in absent}
            for entry in (entry for entries in near.values() for entry in entries):
                slot = entry.slot
                if any(
                    None not in (asked, own) and own != asked
                    for asked, own in ((at.month, slot.month), (at.round, slot.round))
                ):
                    continue
                if self._is_before_its_beginning(entry, [t for f, t in primary if f.id == form.id], at):
                    continue
                lacking.setdefault(form.name, []).append(_slot_words(entry, self.config))
        return [Lack(LackKind.NOT_SUBMITTED, form, tuple(words)) for form, words in lacking.items()]

    def _is_before_its_beginning(self, entry: ExpectedReturn, tables: Sequence[TableForm], at: At) -> bool:
        """Whether the month of an absent return is before the beginning of each of the tables."""
        slot = entry.slot
        if slot.month is None or slot.region is None:
            return False
        own = [self.begun.get((slot.form, table.id), {}).get(slot.region) for table in tables]
        return all(one is not None and slot.month < one.month(at.project) for one in own)

    def _not_written(self, absent: Iterable[_Fact]) -> list[Lack]:
        """The numbers that are missing in returns that did come."""
        words: dict[str, list[str]] = {}
        for fact in absent:
            words.setdefault(self.forms[fact.form].name, []).append(_gap_words(fact, self.config))
        return [Lack(LackKind.NOT_WRITTEN, form, tuple(places)) for form, places in words.items()]


def _looked_for(expected: Sequence[ExpectedReturn]) -> list[ExpectedReturn]:
    """The returns that are due, and those not due yet for which others have sent theirs (same form, month and round):
    the sum lacks them.
    """
    begun = {(e.slot.form, e.slot.month, e.slot.round) for e in expected if e.files}
    return [e for e in expected if e.is_due or (e.slot.form, e.slot.month, e.slot.round) in begun]


def _key(fact: _Fact, by: Key) -> Key | None:
    """The group of a fact by these dimensions; None where it lacks one of them."""
    key = tuple(getattr(fact, dimension) for dimension in by)
    return None if None in key else key


def _uncounted(fact: _Fact) -> _Fact:
    """The same number as not counted, for a group to which it may or may not belong."""
    return replace(fact, counted=False)


def _first_hand(facts: list[_Fact]) -> list[_Fact]:
    """The facts without numbers that only repeat what another table states for the same region and item. Where that
    table states nothing, the repeated number is used instead, and nothing is lacking.
    """
    stated = {
        (fact.region, fact.item) for fact in facts if not fact.repeats and (fact.counted or fact.value is not None)
    }
    with_statement = {region for region, _ in stated}
    vague = {fact.region for fact in facts if not fact.repeats and fact.counted and "item" in fact.unread}

    def is_stated(fact: _Fact) -> bool:
        """Whether another table states this number; assumed for the whole region where either one's item cannot be
        read, so that nothing is added twice.
        """
        if "item" in fact.unread:
            return fact.region in with_statement
        return (fact.region, fact.item) in stated or fact.region in vague

    first = [fact for fact in facts if not fact.repeats or not is_stated(fact)]
    repeated = {(fact.region, fact.item) for fact in first if fact.repeats and fact.counted and fact.value is not None}
    return [fact for fact in first if fact.state != State.MISSING or (fact.region, fact.item) not in repeated]


def _guard(name: str, measure: Measure, at: At, rows: list[_Fact]) -> None:
    """Raise AssertionError before a forbidden sum: over a dimension that is neither fixed nor declared as additive."""
    free = [name for name in DIMENSIONS if getattr(at, name) is None and name not in measure.add_over]
    for dimension in free:
        if len({getattr(fact, dimension) for fact in rows}) > 1:
            raise AssertionError(f"{name} may not be added over {dimension}")


def _place(fact: _Fact) -> Place:
    return Place(fact.file, fact.sheet, fact.cell)


def _gap_words(fact: _Fact, config: YearConfig) -> str:
    parts = [
        config.called(fact.region) if fact.region is not None else HEAD_OFFICE,
        f"{fact.month}월" if fact.month is not None else "",
        f"{fact.round}회차" if fact.round is not None else "",
        fact.dong or "",
        fact.item or "",
    ]
    return " ".join(part for part in parts if part)


def _slot_words(entry: ExpectedReturn, config: YearConfig) -> str:
    slot = entry.slot
    parts = [config.called(slot.region) if slot.region is not None else HEAD_OFFICE]
    if slot.month is not None:
        parts.append(f"{slot.month}월")
    if slot.round is not None:
        parts.append(f"{slot.round}회차")
    return " ".join(parts)
