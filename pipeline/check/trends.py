"""Values far from what the same region usually reports, and months copied from the month before.

Comes in: the monthly frames, and the figures of the year before where they are known. Goes out: notes and warnings that
ask for a look; the numbers are counted as they are.
"""

from __future__ import annotations

from collections.abc import Iterator
from statistics import median

from pipeline.check.context import CheckContext, say, say_at_header
from pipeline.forms.form import Column, Form, TableForm
from pipeline.model.findings import Finding
from pipeline.model.returns import Return
from pipeline.model.tables import Key, TableFrames

LEAST_MONTHS = 4  # a median of fewer other months says little
MOST_TIMES = 10  # one digit too many


def check_trends(context: CheckContext) -> Iterator[Finding]:
    """Outliers against the median of the region's other months and against the same month of the year before, and
    copied months, for every monthly form.
    """
    for form in context.forms:
        expected = context.config.expected(form.id)
        if form.period != "month" or expected is None or expected.annual:
            continue
        for _, table in form.tables():
            frames = context.frames[(form.id, table.id)]
            if len(frames.values):
                yield from _outliers(context, table, frames)
                yield from _beyond_all_others(context, table, frames)
                yield from _other_than_last_year(context, form, table, frames)
        yield from _copied(context, form)


def _label_columns(table: TableForm) -> list[str]:
    """The columns by which rows of different months are the same row: its dimensions (dong, project, activity)."""
    return [c.id for c in table.columns if c.dimension in ("dong", "project", "activity")]


def _is_far(context: CheckContext, value: float, usual: float) -> bool:
    limits = context.config.settings.thresholds
    if usual == 0 or max(usual, value) < limits.smallest_compared:
        return False
    return value > usual * limits.usual_multiple or value * limits.usual_multiple < usual


def _measured(table: TableForm) -> list[Column]:
    return [column for column in table.columns if column.measure and column.is_number]


def _outliers(context: CheckContext, table: TableForm, frames: TableFrames) -> Iterator[Finding]:
    labels = _label_columns(table)
    if not labels:
        return
    months = dict(zip(frames.values.index, frames.values["return_month"], strict=True))
    keys = list(zip(frames.values["return_region"], *(frames.values[name] for name in labels), strict=True))
    whole = frames.values[["return_region", "return_month", *labels]].notna().all(axis=1).to_numpy()
    for column in _measured(table):
        series: dict[tuple[object, ...], list[tuple[Key, int]]] = {}
        numbers = frames.values[column.id]
        for known, has_number, key, label, number in zip(
            whole, numbers.notna(), frames.values.index, keys, numbers, strict=True
        ):
            if known and has_number:
                series.setdefault(label, []).append((key, int(number)))
        for entries in series.values():
            if len({months[key] for key, _ in entries}) < LEAST_MONTHS:
                continue
            values = [value for _, value in entries]
            for position, (key, value) in enumerate(entries):
                usual = float(median(values[:position] + values[position + 1 :]))
                if _is_far(context, value, usual):
                    words = {"usual": f"{usual:,.0f}", "unit": context.config.unit.word}
                    yield say(frames, key, column.id, "TRD-001", label=column.label, **words)


def _beyond_all_others(context: CheckContext, table: TableForm, frames: TableFrames) -> Iterator[Finding]:
    """Numbers more than ten times the largest number in all other returns: probably a digit or a unit is wrong."""
    if len(frames.with_rows) <= LEAST_MONTHS:
        return
    for column in _measured(table):
        numbers = frames.values[column.id].dropna()
        largest = numbers.groupby(level=0).max().sort_values()
        if len(largest) <= LEAST_MONTHS:
            continue
        others, least = int(largest.iloc[-2]), context.config.settings.thresholds.smallest_compared
        for key, number in numbers[largest.index[-1:]].items():
            if others and number >= least and number > MOST_TIMES * others:
                yield say(frames, key, column.id, "TRD-005", label=column.label, largest=f"{others:,}")


def _other_than_last_year(
    context: CheckContext, form: Form, table: TableForm, frames: TableFrames
) -> Iterator[Finding]:
    """A region's sum of a month far from the same month of the year before; nothing where that year has no figures by
    month.
    """
    if context.previous is None:
        return
    returns = {(item.region, item.month): item for item in context.used(form.id)}
    for measure in dict.fromkeys(column.measure for column in _measured(table)):
        columns = [column for column in _measured(table) if column.measure == measure]
        sums = frames.values.groupby(["return_region", "return_month"])[[column.id for column in columns]].sum()
        for (region, month), row in sums.iterrows():
            before = context.previous.get(measure, region=int(region), month=int(month)).value
            item, total = returns.get((int(region), int(month))), int(row.sum())
            if item is not None and before is not None and _is_far(context, total, before):
                words = {"label": columns[0].label, "month": int(month), "before": f"{before:,}", "value": f"{total:,}"}
                yield say_at_header(item, table.id, columns[0].id, "TRD-003", **words)


def _copied(context: CheckContext, form: Form) -> Iterator[Finding]:
    """Returns in which every number equals the month before, unless all are zero."""
    used = context.used(form.id)
    numbers = _numbers(context, form)
    by_slot: dict[tuple[int | None, int | None], Return] = {(item.region, item.month): item for item in used}
    first_table = next(iter(form.tables()))[1]
    for (region, month), item in by_slot.items():
        before = by_slot.get((region, (month or 0) - 1))
        if before is None:
            continue
        own = numbers.get(item.number, [])
        if len(own) >= LEAST_MONTHS and any(value for _, value in own) and own == numbers.get(before.number):
            words = {"month": month, "before": before.month}
            yield say_at_header(item, first_table.id, first_table.columns[0].id, "TRD-002", **words)


def _numbers(context: CheckContext, form: Form) -> dict[int, list[tuple[str, int]]]:
    """Every number of each return, in the order of its tables, columns and rows."""
    found: dict[int, list[tuple[str, int]]] = {}
    for _, table in form.tables():
        frames = context.frames[(form.id, table.id)]
        for column in _measured(table):
            name = f"{table.id}.{column.id}"
            for key, value in frames.values[column.id].dropna().items():
                found.setdefault(key[0], []).append((name, int(value)))
    return found
