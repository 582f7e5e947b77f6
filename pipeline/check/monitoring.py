"""Checks across the rows of one return by dong and round: no dong counted twice, none forgotten, no unknown round.

Comes in: the frames of a table that has a dong column, and the settings. Goes out: findings. Works on any such table;
one with rounds is judged round by round.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

import pandas as pd

from pipeline.check.context import UNREAD, returns_with, say, say_at_header, whole_number
from pipeline.forms.form import Column, Form, TableForm
from pipeline.model.findings import Finding, Gap
from pipeline.model.returns import Return
from pipeline.model.tables import Key, TableFrames
from pipeline.settings.load import YearConfig


def check_dongs(
    form: Form, table: TableForm, frames: TableFrames, config: YearConfig, returns: Sequence[Return]
) -> list[Finding]:
    """Double counts (whole region beside single dongs), forgotten dongs, rounds and days that the settings do not
    know.
    """
    round_column, dong_column = table.dimension_column("round"), table.dimension_column("dong")
    if dong_column is None or dong_column.choices_from != "dongs":
        return []
    if round_column is None:
        if not dong_column.prefilled:  # only a table with prefilled dongs asks for every dong
            return []
        return list(_forgotten_in_returns(table, frames, dong_column, config, returns))
    if frames.values.empty:
        return []
    rounds = _Rounds(form, table, frames, round_column, dong_column, config)
    return [*rounds.dongs(), *rounds.unknown(), *rounds.other_days()]


@dataclass(frozen=True, slots=True)
class _Rounds:
    form: Form
    table: TableForm
    frames: TableFrames
    round_column: Column
    dong_column: Column
    config: YearConfig

    @property
    def _rows(self) -> pd.DataFrame:
        values = self.frames.values
        return values[values[self.round_column.id].notna()]

    def dongs(self) -> Iterator[Finding]:
        """Each round of a return must have either the whole region or single dongs, not both; and if single dongs, all
        of them.
        """
        unread = self._unread_dongs()
        values = self.frames.values
        rounds: dict[tuple[int, int], list[tuple[Key, str]]] = {}
        for key, number, dong in zip(
            values.index, values[self.round_column.id], values[self.dong_column.id], strict=True
        ):
            round_number = whole_number(number)
            if round_number is not None and isinstance(dong, str):
                rounds.setdefault((key[0], round_number), []).append((key, dong))
        for (returned, round_number), rows in sorted(rounds.items()):
            whole = [key for key, dong in rows if dong == self.dong_column.whole]
            single = [key for key, dong in rows if dong != self.dong_column.whole]
            if self.dong_column.whole and whole and single:
                yield from self._double(whole, single, round_number)
            elif single and not {(returned, round_number), (returned, None)} & unread:
                listed = {dong for _, dong in rows}
                forgotten = [d for d in _dongs(self.config, self.frames.parts[returned].region) if d not in listed]
                if forgotten:
                    words = {"round": round_number, "listed": ", ".join(forgotten)}
                    found = say(self.frames, single[-1], self.dong_column.id, "MON-006", **words)
                    yield replace(found, gaps=_gaps(self.table, forgotten, round_number))

    def _unread_dongs(self) -> set[tuple[int, int | None]]:
        """(return, round) of the rows whose dong cannot be read; round None where the round cannot be read either."""
        states = self.frames.states[[self.dong_column.id, self.round_column.id]].isin(UNREAD)
        numbers = self.frames.values[self.round_column.id]
        return {(key[0], whole_number(numbers[key])) for key in states.index[states.any(axis=1)]}

    def _double(self, whole: list[Key], single: list[Key], round_number: int) -> Iterator[Finding]:
        """If the row of the whole region equals the sum of the dongs, only that row is left out; otherwise all of these
        rows are, because none can be relied on.
        """
        measures = list(self.table.required_numbers)
        sums, stated = self.frames.values.loc[single, measures], self.frames.values.loc[whole, measures]
        agrees = (
            len(whole) == 1
            and sums.notna().all(axis=None)
            and stated.notna().all(axis=None)
            and bool((sums.sum() == stated.iloc[0]).all())
        )
        for key in whole if agrees else [*whole, *single]:
            words = {"round": round_number, "whole": self.dong_column.whole}
            yield say(self.frames, key, self.dong_column.id, "MON-004", **words)

    def unknown(self) -> Iterator[Finding]:
        """Rounds that the settings do not have."""
        expected = self.config.expected(self.form.id)
        known = {r.number for r in expected.rounds} if expected else set()
        if not known:
            return
        rows = self._rows
        for key, number in rows.loc[~rows[self.round_column.id].isin(known), self.round_column.id].items():
            yield say(self.frames, key, self.round_column.id, "INT-007", round=whole_number(number))

    def other_days(self) -> Iterator[Finding]:
        """Days of this year that lie outside the round's period in the settings; one finding for each round of a
        return.
        """
        expected = self.config.expected(self.form.id)
        periods = {r.number: r for r in expected.rounds} if expected else {}
        days = [column for column in self.table.columns if column.type == "date" and column.within == "year"]
        reported: set[tuple[int, int]] = set()
        for key, row in zip(self._rows.index, self._rows.to_dict("records"), strict=True):
            number = whole_number(row[self.round_column.id]) or 0
            period = periods.get(number)
            if period is None or (key[0], number) in reported:
                continue
            outside = [
                column
                for column in days
                if isinstance(day := row[column.id], date)
                and day.year == self.config.year
                and not period.start <= day <= period.end
            ]
            if outside:
                reported.add((key[0], number))
                words = {"label": outside[0].label, "round": number, "start": period.start, "end": period.end}
                yield say(self.frames, key, outside[0].id, "MON-011", **words)


def _dongs(config: YearConfig, region: int | None) -> tuple[str, ...]:
    return config.regions[region].dongs if region in config.regions else ()


def _gaps(table: TableForm, dongs: Sequence[str], round_number: int | None = None) -> tuple[Gap, ...]:
    """What is missing from the sums where these dongs are forgotten."""
    return tuple(Gap(table.id, table.numbers, dong=dong, round=round_number) for dong in dongs)


def _forgotten_in_returns(
    table: TableForm, frames: TableFrames, column: Column, config: YearConfig, returns: Sequence[Return]
) -> Iterator[Finding]:
    """Dongs of the region without a row; a return that says that nothing happened does not have to list any."""
    listed: dict[int, set[str]] = {}
    for key, dong in frames.values[column.id].dropna().items():
        listed.setdefault(key[0], set()).add(str(dong))
    unread = returns_with(frames, column.id) if len(frames.values) else set()
    for item in returns:
        if item.number not in frames.parts or item.number in unread or item.no_activity:
            continue
        there = listed.get(item.number, set())
        forgotten = [dong for dong in _dongs(config, item.region) if dong not in there]
        if forgotten:
            found = say_at_header(item, table.id, column.id, "HSH-002", listed=", ".join(forgotten))
            yield replace(found, gaps=_gaps(table, forgotten))
