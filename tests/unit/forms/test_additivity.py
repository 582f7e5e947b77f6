"""Every figure that a form declares can be added up: no dimension of its table is forgotten."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from pipeline.forms.dimensions import DIMENSIONS
from pipeline.forms.form import Form, TableForm, load_forms

FORMS = load_forms()


def _measured() -> Iterator[tuple[Form, TableForm, str]]:
    for form in FORMS:
        for _, table in form.tables():
            for measure in table.measures:
                yield form, table, measure


@pytest.mark.parametrize(
    ("form", "table", "measure"), list(_measured()), ids=lambda value: value if isinstance(value, str) else value.id
)
def test_what_a_table_tells_apart_is_added_over_or_fixed_in_every_figure(
    form: Form, table: TableForm, measure: str
) -> None:
    """Otherwise two different names in one column (e.g. two supporting organisations in a round) would stop the run."""
    declared = FORMS.measures[measure]
    counts = [count for count in table.counts if count.measure == measure]
    fixed = {"item"} if counts and all(count.item == "none" for count in counts) else set()
    told_apart = {name for name in DIMENSIONS if table.dimension_column(name) is not None} - fixed
    for grouping in declared.figures:
        assert told_apart <= {*declared.add_over, *grouping.by}, (form.id, grouping.by)
