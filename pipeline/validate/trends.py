"""Values far from what the same region usually reports, and months copied from the month before.

Comes in: the monthly frames. Goes out: notes and warnings that ask for a look; the numbers stand.
"""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from pipeline.findings import Finding, Place
from pipeline.forms.form import Form, TableForm
from pipeline.rules.catalogue import finding
from pipeline.tables import TableFrames
from pipeline.validate.context import CheckContext, say

LEAST_MONTHS = 4  # a median of fewer months says little


def check_trends(context: CheckContext) -> Iterator[Finding]:
    """Outliers against the median of the region's other months, and copied months, for every monthly form."""
    for form in context.forms:
        expected = context.config.expected(form.id)
        if form.period != "month" or expected is None or expected.annual:
            continue
        for _, table in form.tables():
            frames = context.frames[(form.id, table.id)]
            if len(frames.values):
                yield from _outliers(context, table, frames)
        yield from _copied(context, form)


def _label_columns(table: TableForm) -> list[str]:
    """What makes rows of different months the same row: its dimensions (a dong, a project and its activity)."""
    return [c.id for c in table.columns if c.dimension in ("dong", "project", "activity") and c.type != "date"]


def _outliers(context: CheckContext, table: TableForm, frames: TableFrames) -> Iterator[Finding]:
    limits = context.config.settings.thresholds
    labels = _label_columns(table)
    if not labels:
        return
    for column in (c for c in table.columns if c.measure and c.is_number):
        known = frames.values[frames.values[column.id].notna() & frames.values[labels].notna().all(axis=1)]
        for _, rows in known.groupby(["return_region", *labels], sort=False):
            if rows["return_month"].nunique() < LEAST_MONTHS:
                continue
            for key, value in rows[column.id].items():
                others = rows[column.id].drop(index=key)
                usual = float(pd.Series(others, dtype="float64").median())
                if max(usual, value) < limits.smallest_compared or usual == 0:
                    continue
                if value > usual * limits.usual_multiple or value * limits.usual_multiple < usual:
                    yield say(frames, key, column.id, "TRD-001", label=column.label, usual=f"{usual:,.0f}")


def _copied(context: CheckContext, form: Form) -> Iterator[Finding]:
    """Every number of a month equal to the month before, and not all of them zero."""
    numbers = {item.number: _numbers(context, form, item.number) for item in context.used(form.id)}
    by_slot = {(item.region, item.month): item for item in context.used(form.id)}
    for (region, month), item in sorted(by_slot.items(), key=lambda entry: (entry[0][0] or 0, entry[0][1] or 0)):
        before = by_slot.get((region, (month or 0) - 1))
        if before is None:
            continue
        own = numbers[item.number]
        if len(own) >= LEAST_MONTHS and any(value for _, value in own) and own == numbers[before.number]:
            yield finding("TRD-002", Place(item.file), month=month, before=before.month)


def _numbers(context: CheckContext, form: Form, number: int) -> list[tuple[str, int]]:
    found = []
    for _, table in form.tables():
        frames = context.frames[(form.id, table.id)]
        rows = frames.rows_of(number)
        for column in (c for c in table.columns if c.measure and c.is_number):
            found += [(f"{table.id}.{column.id}", int(value)) for value in rows[column.id].dropna()]
    return found
