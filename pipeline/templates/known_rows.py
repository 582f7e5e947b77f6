"""The rows of a table that can be written before anyone fills it in.

Comes in: a table's declaration and what is known. Goes out: rows of column id -> value, made from the prefilled columns
alone. It knows no table by name. Where one prefilled column is unknown, no rows are written, because half a row would
look filled in.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product

from pipeline.forms.form import Column, TableForm
from pipeline.templates.context import TemplateContext, choices_of

Row = dict[str, object]

MONTHS = tuple(range(1, 13))


def known_rows(table: TableForm, context: TemplateContext) -> list[Row]:
    """Every combination of the known values of the prefilled columns, in their order; [] where a column's are not
    known.

    A numbering column alone (a count that is no measure) numbers every row that the form offers.
    """
    prefilled = [column for column in table.columns if column.prefilled and not column.formula]
    numbering = [column for column in prefilled if _is_numbering(column)]
    axes = _axes([column for column in prefilled if column not in numbering], context)
    rows: list[Row] = (
        [{key: value for part in parts for key, value in part.items()} for parts in product(*axes)] if axes else []
    )
    if not axes and numbering:
        rows = [{} for _ in range(table.rows)]
    for column in numbering:
        rows = [{**row, column.id: number} for number, row in enumerate(rows, column.minimum or 1)]
    return rows


def _is_numbering(column: Column) -> bool:
    return column.type == "count" and not column.dimension and not column.measure


def _axes(columns: Sequence[Column], context: TemplateContext) -> list[list[Row]]:
    """One list of partial rows for each column, or for two columns that only make sense together."""
    axes: list[list[Row]] = []
    left = list(columns)
    while left:
        column = left.pop(0)
        partner = next((other for other in left if _belongs_to(other, column)), None)
        if partner is None:
            axes.append([{column.id: value} for value in _values(column, context)])
            continue
        left.remove(partner)
        axes.append([{column.id: first, partner.id: second} for first, second in _pairs(column, partner, context)])
    return axes


def _belongs_to(other: Column, column: Column) -> bool:
    if column.choices_from == "projects":
        return other.choices_from == "activities"
    return bool(column.choices) and bool(other.known)


def _pairs(column: Column, partner: Column, context: TemplateContext) -> list[tuple[str, str]]:
    if column.choices_from == "projects":
        return [(project, activity) for project, activities in context.projects for activity in activities]
    return [(choice, name) for choice in column.choices for name in _known(partner.known.get(choice, ""), context)]


def _known(pattern: str, context: TemplateContext) -> list[str]:
    """What a pattern of the declaration gives: one name, or one for each dong; [] where it is not known."""
    if "{dong}" in pattern:
        return [pattern.replace("{dong}", dong) for dong in context.dongs]
    return [pattern.replace("{lead}", context.lead)] if pattern and context.lead else []


def _values(column: Column, context: TemplateContext) -> Sequence[object]:
    if column.dimension == "round":
        return () if context.round is None else (context.round,)
    if column.type == "month":
        return MONTHS if context.month is None else (context.month,)
    return [choice for choice in choices_of(column, context) if choice not in column.extra_choices]
