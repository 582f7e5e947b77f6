"""Every form that is filled in and then saved by LibreOffice instead of Excel reads as typed."""

from __future__ import annotations

import random
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from pipeline.templates import Filling, TemplateContext, choices_of, write_workbook
from tests.functional.test_round_trip import CONTEXTS, FORMS, assert_same, read_back
from tests.render.conftest import Office
from tests.support.daily import daily


def plain_filling(form_id: str, context: TemplateContext) -> Filling:
    """Two rows per table with a value in every column, the same in every run."""
    chance = random.Random(form_id)
    tables: dict[str, list[dict[str, object]]] = {}
    for _, table in FORMS[form_id].tables():
        rows: list[dict[str, object]] = []
        for number in range(1, 3):
            row: dict[str, object] = {}
            for column in table.columns:
                if column.formula:
                    continue
                choices = choices_of(column, context)
                if choices:
                    row[column.id] = choices[number % len(choices)]
                elif column.type in ("count", "amount", "month"):
                    row[column.id] = chance.randint(column.minimum or 1, 12)
                elif column.type == "date":
                    row[column.id] = date(context.year, context.month or 3, number)
                else:
                    row[column.id] = f"{column.label} 내용 {number}"
            rows.append(row)
        tables[table.id] = rows
    return Filling({"author": "담당 사회복지사", "date": date(context.year, 6, 1)}, tables)


@pytest.mark.parametrize("form_id", daily([form.id for form in FORMS], ("head_office",)))
def test_a_form_saved_again_by_libreoffice_reads_as_typed(form_id: str, tmp_path: Path, office: Office) -> None:
    form, context = next(entry for (name, _), entry in CONTEXTS.items() if name == form_id)
    filling = plain_filling(form_id, context)
    path = write_workbook(form, FORMS.header(form), context, tmp_path / "f.xlsx", filling)
    assert_same(form, filling, read_back(office.resave(path)))


def test_the_sheet_tells_anew_what_is_lacking_while_somebody_fills_it(tmp_path: Path, office: Office) -> None:
    """One of two dongs has its numbers, the other only one of them; LibreOffice calculates the message, not we."""
    form, context = next(entry for (name, _), entry in CONTEXTS.items() if name == "monthly_results")
    path = write_workbook(form, FORMS.header(form), context, tmp_path / "f.xlsx")
    book = openpyxl.load_workbook(path)  # saved without any results: every program that opens it has to calculate them
    sheet = book["위기가구"]
    first = next(row for row in range(4, 12) if str(sheet.cell(row, 1).value or "").startswith("동")) + 1
    for row, numbers in enumerate(((3, 5), (2, None)), start=first):
        for column, number in enumerate(numbers, start=2):
            sheet.cell(row, column).value = number
    book.save(path)
    told = [cell.value for cell in openpyxl.load_workbook(office.resave(path), data_only=True)["위기가구"][3]]
    assert "빠진 칸 1개" in told
