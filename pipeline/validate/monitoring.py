"""Checks across the rows of a phone-monitoring round: no dong counted twice, none forgotten.

Comes in: the monitoring frames and the settings. Goes out: findings. Works on any table that has a round and a dong
column whose declaration names an entry for the whole region.
"""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from pipeline.config.load import YearConfig
from pipeline.findings import Finding
from pipeline.forms.form import Column, Form, TableForm
from pipeline.tables import TableFrames
from pipeline.validate.context import say


def check_rounds(form: Form, table: TableForm, frames: TableFrames, config: YearConfig) -> list[Finding]:
    """Double counts (whole region beside single dongs), forgotten dongs, rounds that the settings do not know."""
    round_column, dong_column = table.dimension_column("round"), table.dimension_column("dong")
    if round_column is None or dong_column is None or not dong_column.whole or frames.values.empty:
        return []
    found: list[Finding] = []
    rows = frames.values[frames.values[round_column.id].notna() & frames.values[dong_column.id].notna()]
    for (number, round_number), group in rows.groupby(
        [rows.index.get_level_values(0), rows[round_column.id]], sort=True
    ):
        whole = group[group[dong_column.id] == dong_column.whole]
        single = group[group[dong_column.id] != dong_column.whole]
        if len(whole) and len(single):
            found += _double(table, frames, dong_column, whole, single, int(round_number))
        elif len(single):
            found += _forgotten(table, frames, dong_column, single, int(round_number), int(number), config)
    found += _unknown_rounds(form, table, frames, round_column, rows, config)
    return found


def _double(
    table: TableForm,
    frames: TableFrames,
    column: Column,
    whole: pd.DataFrame,
    single: pd.DataFrame,
    round_number: int,
) -> Iterator[Finding]:
    """Where the whole equals the sum of the dongs, only the whole's row is left out; otherwise none can be relied
    on.
    """
    measures = [c.id for c in table.columns if c.measure and c.required]
    agrees = len(whole) == 1 and all(
        int(single[m].sum()) == whole[m].iloc[0] for m in measures if whole[m].notna().all()
    )
    for key in whole.index if agrees else [*whole.index, *single.index]:
        yield say(frames, key, column.id, "MON-004", round=round_number, whole=column.whole)


def _forgotten(
    table: TableForm,
    frames: TableFrames,
    column: Column,
    single: pd.DataFrame,
    round_number: int,
    number: int,
    config: YearConfig,
) -> Iterator[Finding]:
    region = frames.parts[number].region
    if region not in config.regions:
        return
    listed = set(single[column.id])
    forgotten = [dong for dong in config.regions[region].dongs if dong not in listed]
    unread = (frames.states.loc[[number], column.id] == "unreadable").any()
    if forgotten and not unread:
        last = single.index[-1]
        yield say(frames, last, column.id, "MON-006", round=round_number, listed=", ".join(forgotten))


def _unknown_rounds(
    form: Form, table: TableForm, frames: TableFrames, column: Column, rows: pd.DataFrame, config: YearConfig
) -> Iterator[Finding]:
    expected = config.expected(form.id)
    known = {r.number for r in expected.rounds} if expected else set()
    if not known:
        return
    for key in rows.index[~rows[column.id].isin(known)]:
        yield say(frames, key, column.id, "INT-007", round=int(rows.loc[key, column.id]))
