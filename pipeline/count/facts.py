"""Tables -> facts: one row for every number ever submitted, with what, where, when, how much, and its cell.

Comes in: the frames of every table and the settings' budget. Goes out: one data frame (``FACT_COLUMNS``), the only
source of every figure, table, sentence and chart. Numbers of rows that were left out stay here, marked, so that
nothing is lost.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

import numpy as np
import pandas as pd

from pipeline.count.doubtful_results import DoubtfulResult, doubtful_results
from pipeline.forms.dimensions import DIMENSIONS
from pipeline.forms.form import Column, Count, Form, FormSet, TableForm
from pipeline.model.figures import State
from pipeline.model.findings import Finding
from pipeline.model.tables import TableFrames
from pipeline.normalise import ValueState
from pipeline.settings.load import YearConfig

FACT_COLUMNS = [
    "measure",
    "unit",
    *DIMENSIONS,
    "value",
    "state",
    "form",
    "table",
    "return_number",
    "row",
    "file",
    "sheet",
    "cell",
    "counted",
    "repeats",
    "unread",
]
INTEGER_COLUMNS = ("region", "month", "round", "value", "return_number", "row")
CONFIG_FORM = "config"
UNREAD = (ValueState.UNREADABLE, ValueState.BLANK)
BUDGET_MEASURE = "budget_won"


def build_facts(
    forms: FormSet, frames: Mapping[tuple[str, str], TableFrames], config: YearConfig, as_of: date | None = None
) -> pd.DataFrame:
    """Every number as a fact.

    Columns are ``FACT_COLUMNS``; the index is 0..n-1 in the order of forms, tables, files and rows. ``value`` is
    Int64 and missing where ``state`` is not_applicable. ``counted`` is False for rows that checks left out. What
    happened after ``as_of`` is no fact yet. ``repeats`` marks numbers that only repeat what another table or form
    states first. ``unread`` names the dimensions that the row should tell and does not, "dong round": such a number
    may belong anywhere along them.
    """
    parts = [
        part
        for (form_id, table_id), table_frames in frames.items()
        for part in _table_facts(forms, forms[form_id], forms[form_id].table(table_id), table_frames, as_of)
    ]
    parts += _budget_facts(config, forms)
    if not parts:
        return _typed(pd.DataFrame(columns=FACT_COLUMNS))
    return _typed(pd.concat(parts, ignore_index=True)[FACT_COLUMNS])


def build_gaps(
    forms: FormSet,
    frames: Mapping[tuple[str, str], TableFrames],
    findings: Sequence[Finding] = (),
    as_of: date | None = None,
) -> pd.DataFrame:
    """A row for every number that was asked for and is not there: unreadable, blank in a row that is left out, a row
    that cannot be told to count, or (in state missing) no row or entry at all, as an open finding says.

    The columns are those of the facts, ``value`` is missing and ``counted`` False. A gap is no fact, as there is no
    number; but a sum over it is as incomplete as one over a row that was left out.
    """
    parts = _told_gaps(forms, findings)
    parts += [_gap_of_result(forms, frames, doubtful, as_of) for doubtful in doubtful_results(forms, frames, findings)]
    for (form_id, table_id), table_frames in frames.items():
        form, table = forms[form_id], forms[form_id].table(table_id)
        formulas = [column.id for column in table.columns if column.formula]
        unread = (table_frames.states == ValueState.UNREADABLE).to_numpy().any()
        if not (table_frames.left_out or unread or table_frames.states[formulas].isin(UNREAD).to_numpy().any()):
            continue  # as in nearly every table: nothing is lacking
        base = _base(form, table, table_frames, as_of)
        parts += [_gaps_of(forms, column, table_frames, base) for column in table.columns if column.measure]
        parts += [_uncountable(forms, table, count, table_frames, base) for count in table.counts]
    return _typed(pd.concat(parts, ignore_index=True)[FACT_COLUMNS] if parts else pd.DataFrame(columns=FACT_COLUMNS))


def _told_gaps(forms: FormSet, findings: Sequence[Finding]) -> list[pd.DataFrame]:
    """The gaps that open findings tell of. Once somebody has said that nothing is lacking, nothing is."""
    rows = []
    for item in findings:
        if item.form is None or not item.is_open:
            continue
        for gap in item.gaps:
            table = forms[item.form].table(gap.table)
            for column in map(table.column, gap.columns):
                rows.append(
                    {
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
                        "counted": False,
                        "repeats": column.repeats,
                        "unread": gap.unread,
                    }
                )
    return [_typed(pd.DataFrame(rows).reindex(columns=FACT_COLUMNS))] if rows else []


def _gap_of_result(
    forms: FormSet, frames: Mapping[tuple[str, str], TableFrames], doubtful: DoubtfulResult, as_of: date | None
) -> pd.DataFrame:
    """What a result of a formula lacks because of one row on which it builds: where that row stands, as far as the
    result's own table tells such things apart.
    """
    form = forms[doubtful.form]
    source, table = form.table(doubtful.source), form.table(doubtful.table)
    column = table.column(doubtful.column)
    base = _base(form, source, frames[doubtful.form, doubtful.source], as_of)
    gap = base[base.index == doubtful.key].copy()
    gap["value"], gap["state"], gap["counted"] = pd.NA, ValueState.UNREADABLE.value, False
    gap["measure"], gap["unit"] = column.measure, forms.measures[column.measure].unit
    own = {"region", "month"} if source is table else {"region"}
    for dimension in DIMENSIONS:
        if dimension not in own and table.dimension_column(dimension) is None:
            gap[dimension] = None
            gap["unread"] = gap["unread"].str.replace(f"{dimension} ", "")
    gap["cell"] = _addresses(frames[doubtful.form, doubtful.source], doubtful.at, gap)
    gap["repeats"] = column.repeats
    return gap


def _gaps_of(forms: FormSet, column: Column, frames: TableFrames, base: pd.DataFrame) -> pd.DataFrame:
    states = _of(frames.states, base)[column.id]
    lacking = states == ValueState.UNREADABLE
    if column.formula:  # which gives nothing where what it needs is blank, or which was erased
        lacking |= states == ValueState.BLANK
    elif column.required:
        lacking |= (states == ValueState.BLANK) & ~base["counted"]
    gaps = base[lacking].copy()
    gaps["value"], gaps["state"], gaps["counted"] = pd.NA, states[lacking], False
    gaps["measure"], gaps["unit"] = column.measure, forms.measures[column.measure].unit
    if column.item:
        gaps["item"] = column.item
    gaps["cell"] = _addresses(frames, column.id, gaps)
    gaps["repeats"] = column.repeats
    return gaps


def _uncountable(
    forms: FormSet, table: TableForm, count: Count, frames: TableFrames, base: pd.DataFrame
) -> pd.DataFrame:
    """Rows of which nobody can say whether they count: a deciding cell cannot be read, and no other rules it out."""
    values, states = _of(frames.values, base), _of(frames.states, base)
    deciding = list(dict.fromkeys((count.column, *count.where)))
    unknown = {name: _says_nothing(table.column(name), states[name]) for name in deciding}
    may = pd.concat(unknown, axis=1).any(axis=1)
    for name, value in count.where.items():
        may &= unknown[name] | (values[name] == value)
    gaps = base[may].copy()
    gaps["value"], gaps["state"], gaps["counted"] = pd.NA, ValueState.UNREADABLE.value, False
    gaps["measure"], gaps["unit"] = count.measure, forms.measures[count.measure].unit
    if count.item == "none":
        gaps["item"] = None
    elif count.item:
        gaps["item"] = values.loc[may, count.item]
        gaps["unread"] += _item_unread(table.column(count.item), states.loc[may])
    gaps["cell"] = _addresses(frames, count.column, gaps)
    gaps["repeats"] = False
    return gaps


def _item_unread(column: Column, states: pd.DataFrame) -> np.ndarray:
    """ "item " where the column that gives an item to what is counted says nothing."""
    return np.where(_says_nothing(column, states[column.id]), "item ", "")


def _says_nothing(column: Column, states: pd.Series) -> pd.Series:
    """Where a cell that should say something does not: it cannot be read, or is blank although required."""
    return states == ValueState.UNREADABLE if not column.required else states.isin(UNREAD)


def _typed(frame: pd.DataFrame) -> pd.DataFrame:
    kinds: dict[str, str] = dict.fromkeys(INTEGER_COLUMNS, "Int64") | {"counted": "bool", "repeats": "bool"}
    return frame.astype({name: kinds.get(name, "object") for name in frame.columns})


def _table_facts(
    forms: FormSet, form: Form, table: TableForm, frames: TableFrames, as_of: date | None
) -> Iterable[pd.DataFrame]:
    values = frames.values
    if values.empty:
        return
    base = _base(form, table, frames, as_of)
    for column in table.columns:
        if column.measure:
            yield _number_facts(forms, table, column, frames, base)
    for count in table.counts:
        yield _count_facts(forms, table, count, frames, base)


def _base(form: Form, table: TableForm, frames: TableFrames, as_of: date | None) -> pd.DataFrame:
    """What all facts of a row share: dimensions, origin, whether the row counts. Index: (return_number, row)."""
    values = frames.values
    base = pd.DataFrame(index=values.index)
    base["region"] = values["return_region"]
    base["month"] = values["return_month"]
    base["unread"] = ""
    for dimension in DIMENSIONS:
        column = table.dimension_column(dimension)
        if column is not None:
            base[dimension] = _dimension(column, values[column.id])
            base["unread"] += np.where(_says_nothing(column, frames.states[column.id]), f"{dimension} ", "")
        elif dimension not in base:
            base[dimension] = None
    base["form"], base["table"] = form.id, table.id
    base["return_number"] = values.index.get_level_values(0)
    base["row"] = values.index.get_level_values(1)
    base["file"] = [frames.parts[number].file for number in base["return_number"]]
    base["sheet"] = [frames.parts[number].sheet for number in base["return_number"]]
    base["counted"] = ~values.index.isin(list(frames.left_out)) if frames.left_out else True
    if as_of is None:
        return base
    dated = _dating_column(table)
    if dated is not None:  # a day that cannot be read may lie after the reference day
        base["counted"] &= ~_says_nothing(dated, frames.states[dated.id])
    return base[~_dated_after(dated, values, as_of)]


def _dimension(column: Column, values: pd.Series) -> pd.Series:
    if column.type == "date":
        return pd.Series(
            [day.month if isinstance(day, date) else None for day in values], index=values.index, dtype="Int64"
        )
    if column.whole:
        return values.where(values != column.whole, None)
    return values


def _dating_column(table: TableForm) -> Column | None:
    """The column that tells when a row happened: a date whose month counts, or the day of a grant; none of a plan."""
    dates = (column for column in table.columns if column.type == "date")
    return next((day for day in dates if day.dimension == "month" or day.id.endswith("grant_date")), None)


def _dated_after(column: Column | None, values: pd.DataFrame, as_of: date) -> pd.Series:
    """Rows of something that happened after ``as_of``."""
    if column is None:
        return pd.Series(False, index=values.index)
    return pd.Series([isinstance(day, date) and day > as_of for day in values[column.id]], index=values.index)


def _of(frame: pd.DataFrame, base: pd.DataFrame) -> pd.DataFrame:
    """The rows of a frame that ``base`` kept."""
    return frame if len(frame) == len(base) else frame.loc[base.index]


def _addresses(frames: TableFrames, column: str, rows: pd.DataFrame) -> list[str]:
    places = zip(rows["return_number"], rows["row"], strict=True)
    return [frames.parts[number].place(column, row).cell for number, row in places]


def _number_facts(
    forms: FormSet, table: TableForm, column: Column, frames: TableFrames, base: pd.DataFrame
) -> pd.DataFrame:
    states = _of(frames.states, base)[column.id]
    given = states.isin((State.VALUE, State.ZERO, State.NOT_APPLICABLE))
    facts = base[given].copy()
    facts["value"] = _of(frames.values, base).loc[given, column.id]
    facts["state"] = states[given]
    facts["measure"], facts["unit"] = column.measure, forms.measures[column.measure].unit
    if column.item:
        facts["item"] = column.item
    facts["cell"] = _addresses(frames, column.id, facts)
    facts["repeats"] = column.repeats
    return facts


def _count_facts(
    forms: FormSet, table: TableForm, count: Count, frames: TableFrames, base: pd.DataFrame
) -> pd.DataFrame:
    """Each row that holds is 1, found at the cell that says what it is."""
    values = _of(frames.values, base)
    holds = values[count.column].notna()
    for name, value in count.where.items():
        holds &= values[name] == value
    facts = base[holds].copy()
    facts["value"] = 1
    facts["state"] = State.VALUE.value
    facts["measure"], facts["unit"] = count.measure, forms.measures[count.measure].unit
    if count.item == "none":
        facts["item"] = None
    elif count.item:
        facts["item"] = values.loc[holds, count.item]
        facts["unread"] += _item_unread(table.column(count.item), _of(frames.states, base).loc[holds])
    facts["cell"] = _addresses(frames, count.column, facts)
    facts["repeats"] = False
    return facts


def _budget_facts(config: YearConfig, forms: FormSet) -> list[pd.DataFrame]:
    """The budget of the settings, one fact per region and item, each with the line of the settings it comes from."""
    budget = config.plan.budget
    if budget is None or BUDGET_MEASURE not in forms.measures:
        return []
    rows = [
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
            "repeats": False,
            "unread": "",
        }
        for region in config.regions
        for index, item in enumerate(budget.items)
    ]
    return [_typed(pd.DataFrame(rows).reindex(columns=FACT_COLUMNS))]
