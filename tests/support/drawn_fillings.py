"""Fillings drawn by hypothesis: for any form and region, values that its columns may hold.

Comes in: a form and the context of one workbook. Goes out: strategies for rows of every table, as a sender would
type them.
"""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import strategies as st

from pipeline.forms.form import Column, Form, TableForm
from pipeline.templates import Filling, TemplateContext, choices_of

Rows = list[dict[str, object]]
WORDS = st.text(alphabet="가나다라마바사아자차카타파하동복지관네트워크 ", min_size=1, max_size=12).map(
    lambda text: "글" + " ".join(text.split())
)


def values_of(column: Column, context: TemplateContext) -> st.SearchStrategy[object]:
    """What a sender may put into one cell of the column."""
    choices = choices_of(column, context)
    if choices:
        return st.sampled_from(choices)
    if column.type == "count":
        return st.integers(column.minimum or 0, column.maximum or 9_999)
    if column.type == "amount":
        return st.integers(0, 90_000_000)
    if column.type == "month":
        return st.integers(1, 12)
    if column.type == "date":
        first = date(context.year, context.month if column.within == "month" and context.month else 1, 1)
        return st.integers(0, 27).map(lambda days: first + timedelta(days=days))
    return WORDS


def rows_of(table: TableForm, context: TemplateContext) -> st.SearchStrategy[Rows]:
    """Up to six rows; optional cells may be left out, formulas are left to the workbook."""
    asked = {c.id: values_of(c, context) for c in table.columns if c.required and not c.formula}
    optional = {c.id: values_of(c, context) for c in table.columns if not c.required and not c.formula}
    return st.lists(st.fixed_dictionaries(asked, optional=optional), min_size=1, max_size=6)


def fillings(form: Form, context: TemplateContext) -> st.SearchStrategy[Filling]:
    """A whole workbook's values."""
    tables = st.fixed_dictionaries({table.id: rows_of(table, context) for _, table in form.tables()})
    header: dict[str, object] = {"author": "담당 사회복지사", "date": date(context.year, 6, 1)}
    return tables.map(lambda rows: Filling(header, rows))
