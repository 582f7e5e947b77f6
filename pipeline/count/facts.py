"""Tables -> facts: one row for every number ever submitted, with what, where, when, how much, and its cell.

Comes in: the frames of every table and the settings' budget. Goes out: one data frame (``FACT_COLUMNS``), the only
source of every figure, table, sentence and chart. Numbers of rows that were left out of the sums stay here, marked, so
that nothing is lost.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

import pandas as pd

from pipeline.count.fact_frame import Fact, fact_frame, source_rows
from pipeline.forms.form import Form, FormSet, TableForm
from pipeline.model.figures import State
from pipeline.model.tables import TableFrames
from pipeline.settings.load import YearConfig

CONFIG_FORM = "config"
BUDGET_MEASURE = "budget_won"
_GIVEN = (State.VALUE, State.ZERO, State.NOT_APPLICABLE)


def build_facts(
    forms: FormSet, frames: Mapping[tuple[str, str], TableFrames], config: YearConfig, as_of: date | None = None
) -> pd.DataFrame:
    """Every number as a fact.

    Columns are ``FACT_COLUMNS``; the index is 0..n-1 in the order of forms, tables, columns, files and rows. ``value``
    is Int64 and missing where ``state`` is not_applicable. ``counted`` is False for rows that checks left out and for
    rows whose date cannot be compared with ``as_of``. What happened after ``as_of`` is no fact yet. ``repeats`` marks
    numbers that only repeat what another table or form states first. ``unread`` names the dimensions that the row
    should have but that cannot be read, e.g. "dong round ": such a number may belong anywhere along them.
    """
    facts = [
        fact
        for (form_id, table_id), table_frames in frames.items()
        for fact in _table_facts(forms, forms[form_id], forms[form_id].table(table_id), table_frames, as_of)
    ]
    return fact_frame([*facts, *_budget_facts(config, forms)])


def _table_facts(
    forms: FormSet, form: Form, table: TableForm, frames: TableFrames, as_of: date | None
) -> Iterator[Fact]:
    rows = source_rows(form, table, frames, as_of)
    for column in (column for column in table.columns if column.measure):
        same = {"measure": column.measure, "unit": forms.measures[column.measure].unit, "repeats": column.repeats}
        if column.item:
            same["item"] = column.item
        for row in rows:
            state = row.states[column.id]
            if state in _GIVEN:
                yield row.fact(frames, column.id, value=row.values[column.id], state=state, **same)
    for count in table.counts:  # each row that meets the condition is a fact of value 1 at the cell of ``count.column``
        same = {"measure": count.measure, "unit": forms.measures[count.measure].unit}
        for row in rows:
            if row.values[count.column] is None or any(row.values[name] != is_ for name, is_ in count.where.items()):
                continue
            item = row.item_of(table, count)
            yield row.fact(frames, count.column, value=1, state=State.VALUE.value, **same, **item)


def _budget_facts(config: YearConfig, forms: FormSet) -> list[Fact]:
    """The budget of the settings, one fact per region and item, each with the line of the settings it comes from."""
    budget = config.plan.budget
    if budget is None or BUDGET_MEASURE not in forms.measures:
        return []
    return [
        {
            "measure": BUDGET_MEASURE,
            "unit": forms.measures[BUDGET_MEASURE].unit,
            "region": region,
            "item": item.name,
            "value": item.per_region_won,
            "state": State.VALUE.value if item.per_region_won else State.ZERO.value,
            "form": CONFIG_FORM,
            "table": "budget",
            "file": config.path.name,
            "sheet": "예산",
            "cell": config.address_of("연도", config.year, "예산", "과목", index, "권역별_원"),
            "counted": True,
            "unread": "",
        }
        for region in config.regions
        for index, item in enumerate(budget.items)
    ]
