"""Gaps: numbers that were asked for but are unreadable or were not written, each with its place.

Comes in: the frames of every table and the findings. Goes out: one data frame with the columns of the facts. A gap is
not a fact, because it has no number; but a sum over it is as incomplete as one over a row that was left out.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

import pandas as pd

from pipeline.count.doubtful_results import DoubtfulResult, doubtful_results
from pipeline.count.fact_frame import Fact, SourceRow, fact_frame, source_rows
from pipeline.forms.dimensions import DIMENSIONS
from pipeline.forms.form import Column, Count, Form, FormSet, TableForm
from pipeline.model.figures import State
from pipeline.model.findings import Finding
from pipeline.model.tables import TableFrames
from pipeline.normalise import ValueState

_NO_NUMBER = (ValueState.UNREADABLE, ValueState.BLANK)


def build_gaps(
    forms: FormSet,
    frames: Mapping[tuple[str, str], TableFrames],
    findings: Sequence[Finding] = (),
    as_of: date | None = None,
) -> pd.DataFrame:
    """A row for every number that was asked for and is missing: unreadable, blank in a row that is left out, the count
    of a row of which it is unknown whether it counts, a result of a formula that depends on a mistake, or (in state
    missing) no row or entry at all, as an open finding says.

    The columns are those of the facts, ``value`` is missing and ``counted`` False.
    """
    gaps = list(_told_gaps(forms, findings))
    for doubtful in doubtful_results(forms, frames, findings):
        gaps += _gaps_of_result(forms, frames, doubtful, as_of)
    for (form_id, table_id), table_frames in frames.items():
        form, table = forms[form_id], forms[form_id].table(table_id)
        if not _lacks_anything(table, table_frames):
            continue  # true of nearly every table
        rows = source_rows(form, table, table_frames, as_of)
        for column in (column for column in table.columns if column.measure):
            gaps += _gaps_of_column(forms, column, table_frames, rows)
        for count in table.counts:
            gaps += _gaps_of_count(forms, table, count, table_frames, rows)
    return fact_frame(gaps)


def _lacks_anything(table: TableForm, frames: TableFrames) -> bool:
    if frames.values.empty:
        return False
    formulas = [column.id for column in table.columns if column.formula]
    unread = (frames.states == ValueState.UNREADABLE).to_numpy().any()
    return bool(frames.left_out or unread or frames.states[formulas].isin(_NO_NUMBER).to_numpy().any())


def _told_gaps(forms: FormSet, findings: Sequence[Finding]) -> Iterator[Fact]:
    """The gaps that open findings name. A finding that was settled, because somebody gave a reason, has no gap."""
    for item in findings:
        if item.form is None or not item.is_open:
            continue
        for gap in item.gaps:
            for column in map(forms[item.form].table(gap.table).column, gap.columns):
                yield {
                    "measure": column.measure,
                    "unit": forms.measures[column.measure].unit,
                    **{"region": item.region, "month": item.month, **gap.dimensions},
                    "item": column.item or gap.item,
                    "state": State.MISSING.value,
                    "form": item.form,
                    "table": gap.table,
                    "file": item.place.file,
                    "sheet": item.place.sheet,
                    "cell": item.place.cell,
                    "repeats": column.repeats,
                    "unread": gap.unread,
                }


def _gaps_of_result(
    forms: FormSet, frames: Mapping[tuple[str, str], TableFrames], doubtful: DoubtfulResult, as_of: date | None
) -> Iterator[Fact]:
    """The gap in a result of a formula because of one row that it depends on. It has the dimensions of that row, as far
    as the result's own table has them too.
    """
    form: Form = forms[doubtful.form]
    source, table = form.table(doubtful.source), form.table(doubtful.table)
    column, own = table.column(doubtful.column), {"region", "month"} if source is table else {"region"}
    untold = [name for name in DIMENSIONS if name not in own and table.dimension_column(name) is None]
    for row in source_rows(form, source, frames[doubtful.form, doubtful.source], as_of):
        if (row.shared["return_number"], row.shared["row"]) != doubtful.key:
            continue
        unread = row.shared["unread"]
        for name in untold:
            unread = unread.replace(f"{name} ", "")
        where = dict.fromkeys(untold) | {"unread": unread}
        yield _gap(forms, column.measure, row, frames[doubtful.form, doubtful.source], doubtful.at) | {
            **where,
            "state": ValueState.UNREADABLE.value,
            "repeats": column.repeats,
        }


def _gap(forms: FormSet, measure: str, row: SourceRow, frames: TableFrames, at: str) -> Fact:
    return row.fact(frames, at, measure=measure, unit=forms.measures[measure].unit, value=None, counted=False)


def _gaps_of_column(forms: FormSet, column: Column, frames: TableFrames, rows: Sequence[SourceRow]) -> Iterator[Fact]:
    for row in rows:
        state = row.states[column.id]
        lacking = state == ValueState.UNREADABLE
        if column.formula:  # blank where the cells that it needs are blank, or where somebody erased it
            lacking |= state == ValueState.BLANK
        elif column.required:
            lacking |= state == ValueState.BLANK and not row.shared["counted"]
        if lacking:
            item = {"item": column.item} if column.item else {}
            gap = _gap(forms, column.measure, row, frames, column.id)
            yield gap | {"state": state, "repeats": column.repeats, **item}


def _gaps_of_count(
    forms: FormSet, table: TableForm, count: Count, frames: TableFrames, rows: Sequence[SourceRow]
) -> Iterator[Fact]:
    """A gap for each row of which it is unknown whether it counts: a deciding cell cannot be read, and no other cell
    rules the row out.
    """
    deciding = [table.column(name) for name in dict.fromkeys((count.column, *count.where))]
    for row in rows:
        unknown = {column.id for column in deciding if row.says_nothing(column)}
        if unknown and all(name in unknown or row.values[name] == is_ for name, is_ in count.where.items()):
            gap = _gap(forms, count.measure, row, frames, count.column)
            yield gap | {"state": ValueState.UNREADABLE.value, **row.item_of(table, count)}
