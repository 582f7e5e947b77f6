"""Contexts, fillings and readings for the tests of form workbooks.

Comes in: a form. Goes out: what is known about one region, values for every column, and workbooks as read by openpyxl
(not the library that wrote them).
"""

from __future__ import annotations

import zipfile
from dataclasses import replace
from datetime import date
from pathlib import Path

from openpyxl import Workbook, load_workbook
from openpyxl.utils import range_boundaries
from openpyxl.worksheet.worksheet import Worksheet

from pipeline.forms.form import Column, Form, TableForm, load_forms
from pipeline.templates import Filling, TemplateContext, choices_of, workbook_bytes, workbook_name, write_workbook
from tests.support.made_once import remembering

FORMS = load_forms()
FORM_IDS = list(FORMS.forms)

REGION = TemplateContext(
    year=2021,
    region=3,
    region_name="3권역",
    lead="은평종합사회복지관",
    dongs=("응암2동", "응암3동", "증산동", "수색동"),
    regions=("1권역", "2권역", "3권역"),
    leads=("녹번종합사회복지관", "신사종합사회복지관", "은평종합사회복지관"),
    budget_items=("사무관리비", "업무추진비"),
    programme="찾동 동단위 민관협력 네트워크",
    department="복지정책과",
)
PLAN = (("함께 다시서기", ("요리교실", "목공예교실")), ("이웃 나눔", ("반찬 나눔",)))


def context_of(form: Form) -> TemplateContext:
    """What is known when one of the form's workbooks is made."""
    if form.sender == "head_office":
        return replace(REGION, region=None, region_name="", lead="", dongs=())
    if form.period == "month":
        return replace(REGION, month=4, projects=PLAN)
    return replace(REGION, round=2) if form.period == "round" else REGION


def filling_of(form: Form, context: TemplateContext, rows: int = 3) -> Filling:
    """A value for every field and every column without a formula, different in each row."""
    header = {
        column.id: value_of(column, context, 0) for column in FORMS.header(form) if column.id in ("author", "date")
    }
    tables = {table.id: [row_of(table, context, index) for index in range(rows)] for _, table in form.tables()}
    return Filling(header, tables)


def row_of(table: TableForm, context: TemplateContext, index: int) -> dict[str, object]:
    return {column.id: value_of(column, context, index) for column in table.columns if not column.formula}


def value_of(column: Column, context: TemplateContext, index: int) -> object:
    choices = choices_of(column, context)
    if choices:
        return choices[index % len(choices)]
    if column.is_number:
        return (column.minimum or 0) + index + 1 if column.type == "count" else 12500 * (index + 1)
    if column.type == "date":
        return date(context.year, context.month or 4, 5 + index)
    return 4 + index if column.type == "month" else f"{column.label} {index + 1}째 줄"


_blank_bytes = remembering(workbook_bytes)


def make(folder: Path, form: Form, context: TemplateContext | None = None, filling: Filling | None = None) -> Path:
    known = context or context_of(form)
    path = folder / workbook_name(form, known)
    if filling is not None:
        return write_workbook(form, FORMS.header(form), known, path, filling)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(_blank_bytes(form, FORMS.header(form), known))
    return path


def make_id(
    folder: Path, form_id: str, context: TemplateContext | None = None, filling: Filling | None = None
) -> Workbook:
    """The workbook of a form, as read back: formulas as formulas."""
    return load_workbook(make(folder, FORMS[form_id], context, filling))


def header_row_of(sheet: Worksheet, table: TableForm) -> int:
    """The worksheet row that holds exactly the table's labels, from column A on."""
    labels = [column.label for column in table.columns]
    rows = [
        row[0].row
        for row in sheet.iter_rows(max_col=len(labels))
        if [str(cell.value or "").removesuffix("*") for cell in row] == labels
    ]
    assert len(rows) == 1, f"{sheet.title}: {rows}"
    return int(rows[0])


def header_values(sheet: Worksheet, last_row: int = 7) -> dict[str, object]:
    """Label, as it stands -> value of the next cell, for every header field's label in the first rows."""
    found: dict[str, object] = {}
    labels = {column.label for form in FORMS for column in FORMS.header(form)}
    for row in sheet.iter_rows(max_row=last_row):
        for cell in row:
            if isinstance(cell.value, str) and cell.value.removesuffix("*") in labels:
                found[cell.value] = sheet.cell(cell.row, cell.column + 1).value
    return found


def column_values(sheet: Worksheet, table: TableForm, column_id: str) -> list[object]:
    """The values below a label, down to the last filled row, with totals."""
    number = [column.id for column in table.columns].index(column_id) + 1
    values = [sheet.cell(row, number).value for row in range(header_row_of(sheet, table) + 1, sheet.max_row + 1)]
    while values and values[-1] is None:
        values.pop()
    return values


def input_rows(sheet: Worksheet, table: TableForm) -> range:
    """The rows for input: those in which the cells below the first label without a formula are unlocked."""
    number = next(index for index, column in enumerate(table.columns, 1) if not column.formula)
    row = first = header_row_of(sheet, table) + 1
    while not sheet.cell(row, number).protection.locked:
        row += 1
    return range(first, row)


def checks_on(sheet: Worksheet, row: int, column: int) -> list[object]:
    """The data validations that hold for a cell."""
    found = []
    for check in sheet.data_validations.dataValidation:
        for cells in check.sqref.ranges:
            left, top, right, bottom = range_boundaries(str(cells))
            if top <= row <= bottom and left <= column <= right:
                found.append(check)
    return found


def part(path: Path, name: str) -> str:
    with zipfile.ZipFile(path) as package:
        return package.read(name).decode("utf-8")
