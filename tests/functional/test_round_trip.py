"""What a sender typed is what we read: each form of each region is made as a template, filled in and read back."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.check import CellGate
from pipeline.forms.form import Form, load_forms
from pipeline.model.tables import ValueTable
from pipeline.receive.reader import Reader
from pipeline.settings.load import load_config
from pipeline.templates import Filling, write_workbook
from pipeline.templates.year import contexts_of_year
from pipeline.workbook.outcome import ReadingLimits
from pipeline.workbook.reading import read_bytes
from tests.support.drawn_fillings import fillings

CONFIG = load_config(Path(__file__).resolve().parents[2] / "config.yaml", 2021)
FORMS = load_forms()
READER, GATE = Reader(FORMS, CONFIG), CellGate(FORMS, CONFIG)
CONTEXTS = {(form.id, context.region): (form, context) for form in FORMS for context in contexts_of_year(form, CONFIG)}


def read_back(path: Path) -> dict[str, ValueTable]:
    result = READER.read(0, read_bytes(path.read_bytes(), ReadingLimits(), path.name))
    assert not result.is_refused, [item.message for item in result.findings]
    tables, _ = GATE.check(result)
    return dict(zip(result.tables, tables, strict=True))


def assert_same(form: Form, filling: Filling, tables: dict[str, ValueTable]) -> None:
    for _, table in form.tables():
        plain = [column.id for column in table.columns if not column.formula]
        written = [{name: row.get(name) for name in plain} for row in filling.tables[table.id]]
        asked = {column.id for column in table.columns if not column.prefilled and not column.formula}
        written = [row for row in written if any(row[name] is not None for name in asked)] if asked else written
        read = [{name: row.values[name] for name in plain} for row in tables[table.id].rows]
        regions = {column.id for column in table.columns if column.choices_from == "regions"}
        for row in written:
            for name in regions & set(row):
                row[name] = int(str(row[name]).removesuffix("권역"))
        assert read == written, table.id


@pytest.mark.parametrize("key", CONTEXTS, ids=lambda key: f"{key[0]}-{key[1]}")
@settings(max_examples=4, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_every_form_of_every_region_reads_as_typed(key: tuple[str, int | None], data: st.DataObject) -> None:
    form, context = CONTEXTS[key]
    filling = data.draw(fillings(form, context))
    with TemporaryDirectory() as folder:
        path = write_workbook(form, FORMS.header(form), context, Path(folder) / "f.xlsx", filling)
        assert_same(form, filling, read_back(path))
