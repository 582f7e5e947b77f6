"""More rows than a form has: what people do about it, done in LibreOffice on the protected sheets, and read back.

The sheet's own messages (다 채움, 빠진 칸, 회색 줄 아래에 적음) and its totals are those that LibreOffice calculates
after the change.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from pipeline.forms.form import TableForm
from pipeline.templates import Filling, write_workbook
from tests.functional.test_round_trip import CONTEXTS, FORMS, read_back
from tests.render.conftest import Office
from tests.render.test_resaved_forms import plain_filling
from tests.support.daily import daily
from tests.unit.templates.making import input_rows

Way = Callable[[TableForm, range], tuple[int, str]]


def form_with_two_rows(form_id: str, folder: Path) -> tuple[Path, Filling]:
    form, context = next(entry for (name, _), entry in CONTEXTS.items() if name == form_id)
    filling = plain_filling(form_id, context)
    return write_workbook(form, FORMS.header(form), context, folder / "f.xlsx", filling), filling


def inserted(table: TableForm, rows: range) -> tuple[int, str]:
    """Follow the sheet's instructions: [삽입] at the grey line; in a table with formulas, copy a whole row there."""
    line = rows.stop
    made = f"S.Rows.insertByIndex({line - 1}, 1)"
    if any(column.formula for column in table.columns):
        cells = f"S.getCellRangeByPosition(0, {rows[0] - 1}, {len(table.columns) - 1}, {rows[0] - 1}).RangeAddress"
        made = f'S.unprotect("")\n{made}\nS.copyRange(S.getCellByPosition(0, {line - 1}).CellAddress, {cells})'
    return line, made


def below(table: TableForm, rows: range) -> tuple[int, str]:
    """Ignore the sheet's instructions: unprotect it and write below the table and its total."""
    return rows.stop + (2 if table.total_of else 1), 'S.unprotect("")'


def done(path: Path, form_id: str, filling: Filling, way: Way) -> str:
    """The statements that give every table one more row, filled in like its last one."""
    book, statements = load_workbook(path), []
    for sheet, table in FORMS[form_id].tables():
        row, made = way(table, input_rows(book[sheet.name], table))
        statements += [f'S = Book.Sheets.getByName("{sheet.name}")', made]
        statements += typed(table, filling.tables[table.id][-1], row)
    return "\n".join(statements)


def typed(table: TableForm, values: dict[str, object], row: int) -> Iterator[str]:
    for number, column in enumerate(table.columns):
        value = values.get(column.id)
        if isinstance(value, date):
            yield f'S.getCellByPosition({number}, {row - 1}).Formula = "{value.isoformat()}"'
        elif value is not None:
            kind = "Value" if isinstance(value, int) else "String"
            shown = value if isinstance(value, int) else f'"{value}"'
            yield f"S.getCellByPosition({number}, {row - 1}).{kind} = {shown}"


def status_of(sheet: Worksheet) -> str:
    words = ("다 채움", "빠진 칸", "적은 줄", "회색 줄")
    return next(str(cell.value) for cell in sheet[3] if str(cell.value).startswith(words))


@pytest.mark.parametrize("form_id", daily([form.id for form in FORMS], ("settlement",)))
def test_a_row_put_in_at_the_grey_line_is_read_totalled_and_counted_as_filled(
    form_id: str, tmp_path: Path, office: Office
) -> None:
    path, filling = form_with_two_rows(form_id, tmp_path)
    made = office.edit(path, done(path, form_id, filling, inserted))
    tables, book = read_back(made), load_workbook(made, data_only=True)
    for sheet_form, table in FORMS[form_id].tables():
        sheet = book[sheet_form.name]
        assert status_of(sheet) == "다 채움", sheet.title
        rows = tables[table.id].rows
        plain = [column.id for column in table.columns if not column.formula]
        assert [rows[-1].values[name] for name in plain] == [rows[-2].values[name] for name in plain]
        assert len(rows) == len(filling.tables[table.id]) + 1
        for name in table.total_of:
            number = [column.id for column in table.columns].index(name) + 1
            total = next(row for row in sheet.iter_rows() if any(cell.value == "합계" for cell in row))
            assert total[number - 1].value == sum(int(str(row.values[name])) for row in rows)


def test_a_row_below_the_grey_line_is_read_and_the_sheet_says_where_it_stands(tmp_path: Path, office: Office) -> None:
    path, filling = form_with_two_rows("monthly_results", tmp_path)
    made = office.edit(path, done(path, "monthly_results", filling, below))
    tables, book = read_back(made), load_workbook(made, data_only=True)
    for sheet, table in FORMS["monthly_results"].tables():
        assert len(tables[table.id].rows) == len(filling.tables[table.id]) + 1
        assert status_of(book[sheet.name]) == "회색 줄 아래에 적음"


def test_a_row_without_its_formula_is_told_on_the_sheet(tmp_path: Path, office: Office) -> None:
    """[삽입] alone leaves the formula cell of 소요예산 blank: the row has 단가 and 수량 but no 금액."""
    path, filling = form_with_two_rows("joint_project_plan", tmp_path)
    table = FORMS["joint_project_plan"].table("budget")
    line = input_rows(load_workbook(path)["소요예산"], table).stop
    statements = ['S = Book.Sheets.getByName("소요예산")', f"S.Rows.insertByIndex({line - 1}, 1)"]
    made = office.edit(path, "\n".join([*statements, *typed(table, filling.tables["budget"][-1], line)]))
    assert status_of(load_workbook(made, data_only=True)["소요예산"]) == "빠진 칸 1개"


def test_what_is_pasted_with_another_sheets_look_is_read_as_it_stands_there(tmp_path: Path, office: Office) -> None:
    """Numbers as text, red and with borders, are pasted over the cells of 위기가구 and their checks: three dongs, two
    columns.
    """
    path, _ = form_with_two_rows("monthly_results", tmp_path)
    first = input_rows(load_workbook(path)["위기가구"], FORMS["monthly_results"].table("households"))[0]
    statements = f"""
    Book.Sheets.insertNewByName("옮길 자료", 9)
    P = Book.Sheets.getByName("옮길 자료")
    P.getCellRangeByName("A1:B2").CellBackColor = 16711680
    P.getCellRangeByName("A1:B2").NumberFormat = 100
    P.getCellRangeByName("A1").String = "7"
    P.getCellRangeByName("B1").String = "12"
    P.getCellRangeByName("A2").String = "0"
    P.getCellRangeByName("B2").Value = 3
    S = Book.Sheets.getByName("위기가구")
    S.copyRange(S.getCellByPosition(1, {first - 1}).CellAddress, P.getCellRangeByName("A1:B2").RangeAddress)
    Book.Sheets.removeByName("옮길 자료")
    """
    rows = read_back(office.edit(path, statements))["households"].rows
    assert [(row.values["found_count"], row.values["support_count"]) for row in rows] == [(7, 12), (0, 3)]
