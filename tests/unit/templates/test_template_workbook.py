"""Every form's workbook, blank and filled, as another library reads it."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, datetime
from itertools import pairwise
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet
from openxml_audit import OpenXmlValidator

from pipeline.forms.form import TableForm
from pipeline.forms.stamp import GUIDE_SHEET, STAMP_SHEET, Stamp, read_stamp
from pipeline.korean import text_width
from pipeline.templates.context import title_line
from pipeline.templates.validation import may_not_matter
from tests.unit.templates.making import (
    FORM_IDS,
    FORMS,
    checks_on,
    column_values,
    context_of,
    filling_of,
    header_row_of,
    header_values,
    input_rows,
    make,
    part,
)

FROZEN_POINTS = 160  # of about 340 that a small notebook shows
TITLE_SCALE, ASIDE_SCALE = 1.1, 0.85  # bold letters of 11 points, letters of 9 points, in widths of 10 points
CHECK_TYPES = {"count": "whole", "amount": "whole", "date": "date", "month": "whole"}
every_form = pytest.mark.parametrize("form_id", FORM_IDS)


def tables_of(form_id: str, path: Path, *, data_only: bool = False) -> list[tuple[Worksheet, TableForm]]:
    book = load_workbook(path, data_only=data_only)
    return [(book[sheet.name], table) for sheet, table in FORMS[form_id].tables()]


def made_twice(form_id: str, folder: Path) -> tuple[Path, Path]:
    """The form's workbook, blank and filled."""
    form = FORMS[form_id]
    return make(folder / "blank", form), make(folder / "filled", form, None, filling_of(form, context_of(form)))


@every_form
def test_sheets_are_the_forms_own_then_the_guide_then_what_no_one_sees(form_id: str, tmp_path: Path) -> None:
    book = load_workbook(make(tmp_path, FORMS[form_id]))
    assert book.sheetnames == [*(sheet.name for sheet in FORMS[form_id].sheets), GUIDE_SHEET, STAMP_SHEET]
    assert [sheet.sheet_state for sheet in book][-2:] == ["visible", "veryHidden"]
    assert book.active.title == FORMS[form_id].sheets[0].name


@every_form
def test_header_block_holds_what_is_known_beside_its_labels(form_id: str, tmp_path: Path) -> None:
    form, context = FORMS[form_id], context_of(FORMS[form_id])
    known = {"사업연도": 2021, "권역": context.region_name, "대표기관": context.lead, "해당월": context.month}
    book = load_workbook(make(tmp_path, form))
    assert header_values(book[form.sheets[0].name]) == {
        f"{column.label}*" if column.required else column.label: known.get(column.label)
        for column in FORMS.header(form)
    }
    assert not any(header_values(book[sheet.name], last_row=3) for sheet in form.sheets[1:])


@every_form
def test_no_cell_of_an_input_sheet_is_merged(form_id: str, tmp_path: Path) -> None:
    book = load_workbook(make(tmp_path, FORMS[form_id]))
    assert all(not book[sheet.name].merged_cells.ranges for sheet in FORMS[form_id].sheets)


@every_form
def test_only_cells_for_input_are_open(form_id: str, tmp_path: Path) -> None:
    form = FORMS[form_id]
    book = load_workbook(make(tmp_path, form))
    for sheet_form in form.sheets:
        sheet = book[sheet_form.name]
        expected = {
            (row, number)
            for table in sheet_form.tables
            for number, column in enumerate(table.columns, 1)
            for row in input_rows(sheet, table)
            if not column.formula
        }
        if sheet_form is form.sheets[0]:
            labels = {column.label for column in FORMS.header(form)}
            rows = range(1, header_row_of(sheet, sheet_form.tables[0]))
            cells = [sheet.cell(row, number) for row in rows for number in range(1, sheet.max_column + 1)]
            expected |= {(c.row, c.column + 1) for c in cells if str(c.value).removesuffix("*") in labels}
        found = {(cell.row, cell.column) for row in sheet.iter_rows() for cell in row if not cell.protection.locked}
        assert found == expected
    for sheet in book:
        assert sheet.protection.sheet
        assert sheet.protection.password is None


@every_form
def test_people_may_widen_columns_rows_and_sort_on_protected_sheets(form_id: str, tmp_path: Path) -> None:
    book = load_workbook(make(tmp_path, FORMS[form_id]))
    for sheet_form in FORMS[form_id].sheets:
        protection = book[sheet_form.name].protection
        refused = (protection.formatColumns, protection.formatRows, protection.sort, protection.selectLockedCells)
        assert (*refused, protection.insertRows) == (False, False, False, False, False)


@every_form
def test_the_sheet_says_how_to_get_more_rows_where_it_is_seen(form_id: str, tmp_path: Path) -> None:
    """Above the table, in the frozen part, and short enough to fit beside the table's title."""
    for sheet, table in tables_of(form_id, make(tmp_path, FORMS[form_id])):
        title = header_row_of(sheet, table) - 1
        shown, *between, told = [cell.value for cell in sheet[title]]
        assert told.startswith("줄이 모자라면")
        assert set(between) == {None}
        width = sum(sheet.column_dimensions[cell.column_letter].width for cell in sheet[title])
        assert text_width(shown) * TITLE_SCALE + text_width(told) * ASIDE_SCALE < width, sheet.title


@every_form
def test_the_line_that_closes_a_table_is_thin_grey_and_locked(form_id: str, tmp_path: Path) -> None:
    for sheet, table in tables_of(form_id, make(tmp_path, FORMS[form_id])):
        line = input_rows(sheet, table).stop
        assert sheet.row_dimensions[line].height < 10
        cells = [sheet.cell(line, number) for number in range(1, len(table.columns) + 1)]
        assert all(cell.protection.locked and cell.value is None and cell.fill.fgColor.rgb for cell in cells)


@every_form
def test_the_form_offers_as_many_rows_as_it_declares(form_id: str, tmp_path: Path) -> None:
    for sheet, table in tables_of(form_id, make(tmp_path, FORMS[form_id])):
        assert len(input_rows(sheet, table)) == table.rows


@every_form
def test_every_input_cell_has_one_check_with_words_in_korean(form_id: str, tmp_path: Path) -> None:
    for sheet, table in tables_of(form_id, make(tmp_path, FORMS[form_id])):
        rows = input_rows(sheet, table)
        for number, column in enumerate(table.columns, 1):
            found = [checks_on(sheet, row, number) for row in (rows[0], rows[-1])]
            if column.formula:
                assert found == [[], []]
                continue
            assert [len(checks) for checks in found] == [1, 1]
            check = found[0][0]
            assert check.promptTitle.startswith(column.label)
            assert column.help in check.prompt
            assert check.showInputMessage
            if column.type in CHECK_TYPES:
                assert check.type == ("custom" if may_not_matter(column) else CHECK_TYPES[column.type])
                assert check.showErrorMessage
                assert column.label in check.errorTitle
                assert re.search("[가-힣]", check.error)


@every_form
def test_a_row_that_was_begun_marks_its_missing_cells(form_id: str, tmp_path: Path) -> None:
    for sheet, table in tables_of(form_id, make(tmp_path, FORMS[form_id])):
        marked = {str(rule.sqref).split(":")[0] for rule in sheet.conditional_formatting}
        first = input_rows(sheet, table)[0]
        for number, column in enumerate(table.columns, 1):
            if column.required and not column.formula and not column.carry_down:
                assert sheet.cell(first, number).coordinate in marked


@every_form
def test_every_cell_of_the_header_block_that_is_counted_as_lacking_is_marked(form_id: str, tmp_path: Path) -> None:
    """ "빠진 칸 2개" on top of a sheet must be found: name and day are red until they are there."""
    form = FORMS[form_id]
    sheet = load_workbook(make(tmp_path, form))[form.sheets[0].name]
    marked = {str(rule.sqref) for rule in sheet.conditional_formatting}
    wanted = {f"{column.label}*" for column in FORMS.header(form) if column.required}
    places = [cell for row in sheet.iter_rows(max_row=header_row_of(sheet, form.sheets[0].tables[0])) for cell in row]
    found = {cell.value: sheet.cell(cell.row, cell.column + 1).coordinate for cell in places if cell.value in wanted}
    assert set(found) == wanted
    assert set(found.values()) <= marked


@every_form
def test_a_blank_form_shows_no_numbers_but_known_ones(form_id: str, tmp_path: Path) -> None:
    path = make(tmp_path, FORMS[form_id])
    for (sheet, table), (values, _) in zip(
        tables_of(form_id, path), tables_of(form_id, path, data_only=True), strict=True
    ):
        for row in sheet.iter_rows(min_row=header_row_of(sheet, table) + 1):
            for cell in row:
                if isinstance(cell.value, str) and cell.value.startswith("="):
                    assert values[cell.coordinate].value in (None, "")


@every_form
def test_every_formula_is_stored_with_a_result_and_its_type(form_id: str, tmp_path: Path) -> None:
    for path in made_twice(form_id, tmp_path):
        for number in range(1, len(FORMS[form_id].sheets) + 1):
            xml = part(path, f"xl/worksheets/sheet{number}.xml")
            for attributes, value in re.findall(r"<c ([^>]*)><f>[^<]*</f><v>([^<]*)</v></c>", xml):
                assert ('t="str"' in attributes) == (re.fullmatch(r"-?[0-9.]+", value) is None)
            assert xml.count("<f>") == len(re.findall(r"<f>[^<]*</f><v>", xml))


@every_form
def test_filled_values_come_back_as_they_were_given(form_id: str, tmp_path: Path) -> None:
    form, context = FORMS[form_id], context_of(FORMS[form_id])
    filling = filling_of(form, context)
    path = make(tmp_path, form, context, filling)
    for sheet, table in tables_of(form_id, path, data_only=True):
        first = header_row_of(sheet, table) + 1
        for index, row in enumerate(filling.tables[table.id]):
            for number, column in enumerate(table.columns, 1):
                if column.formula:
                    continue
                found, given = sheet.cell(first + index, number).value, row[column.id]
                assert found == (datetime(given.year, given.month, given.day) if isinstance(given, date) else given)
    header = header_values(load_workbook(path)[form.sheets[0].name])
    assert header["작성자*"] == filling.header["author"]
    assert header["작성일*"] == datetime(2021, 4, 5)


@every_form
def test_totals_are_sums_over_the_input_rows_with_the_right_result(form_id: str, tmp_path: Path) -> None:
    path = make_filled(form_id, tmp_path)
    for (sheet, table), (values, _) in zip(
        tables_of(form_id, path), tables_of(form_id, path, data_only=True), strict=True
    ):
        if not table.total_of:
            continue
        rows = input_rows(sheet, table)
        line = rows[-1] + 1  # the thin one that closes the table: in every sum, so that rows put in above it are too
        assert sheet.cell(line + 1, 1).value == "합계"
        for column_id in table.total_of:
            number = [column.id for column in table.columns].index(column_id) + 1
            total = sheet.cell(line + 1, number)
            letter = total.column_letter
            assert f"SUM({letter}{rows[0]}:{letter}{line})" in total.value
            numbers = [values.cell(row, number).value for row in rows]
            assert values[total.coordinate].value == sum(n for n in numbers if isinstance(n, int)) != 0


def make_filled(form_id: str, folder: Path) -> Path:
    return made_twice(form_id, folder)[1]


@every_form
def test_the_header_stays_in_sight_and_leaves_room_for_the_rows(form_id: str, tmp_path: Path) -> None:
    for sheet, table in tables_of(form_id, make(tmp_path, FORMS[form_id])):
        header_row = header_row_of(sheet, table)
        assert sheet.freeze_panes == f"A{header_row + 1}"
        heights = [sheet.row_dimensions[row].height for row in range(1, header_row + 1)]
        assert sum(heights) <= FROZEN_POINTS


@every_form
def test_it_prints_on_a4_one_page_wide_with_the_header_on_every_page(form_id: str, tmp_path: Path) -> None:
    form = FORMS[form_id]
    for sheet, table in tables_of(form_id, make(tmp_path, form)):
        header_row = header_row_of(sheet, table)
        assert sheet.page_setup.paperSize == 9
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert (sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight) == (1, 0)
        assert sheet.print_title_rows == f"${header_row}:${header_row}"
        assert sheet.oddFooter.left.text == f"{form.name} ({form.version})"
        assert sheet.oddFooter.right.text == "&P / &N"
        last = sheet.print_area.rsplit("$", 1)[1]
        assert int(last) >= input_rows(sheet, table)[-1]


@every_form
def test_columns_are_wide_enough_for_labels_and_numbers(form_id: str, tmp_path: Path) -> None:
    for sheet, table in tables_of(form_id, make_filled(form_id, tmp_path)):
        for number, column in enumerate(table.columns, 1):
            width = sheet.column_dimensions[sheet.cell(1, number).column_letter].width
            assert width >= (11 if column.type in ("date", "amount") else 9)


@every_form
def test_the_stamp_says_what_the_workbook_is(form_id: str, tmp_path: Path) -> None:
    form, context = FORMS[form_id], context_of(FORMS[form_id])
    stamp = load_workbook(make(tmp_path, form))[STAMP_SHEET]
    rows = list(stamp.iter_rows(values_only=True))
    assert all(isinstance(value, str) or value is None for row in rows for value in row)
    assert read_stamp({str(key): str(value or "") for key, value in rows}) == Stamp(
        form.id,
        form.version,
        2021,
        region=context.region,
        month=4 if form.period == "month" else None,
        round=2 if form.period == "round" else None,
    )


@every_form
def test_the_same_input_gives_the_same_bytes(form_id: str, tmp_path: Path) -> None:
    first, second = made_twice(form_id, tmp_path / "1"), made_twice(form_id, tmp_path / "2")
    assert [path.read_bytes() for path in first] == [path.read_bytes() for path in second]


@every_form
def test_the_package_is_valid_open_xml(form_id: str, tmp_path: Path) -> None:
    for path in made_twice(form_id, tmp_path):
        result = OpenXmlValidator().validate(str(path))
        assert result.is_valid, [str(error) for error in result.errors]


@every_form
def test_properties_name_the_form_and_no_person(form_id: str, tmp_path: Path) -> None:
    form, context = FORMS[form_id], context_of(FORMS[form_id])
    properties = load_workbook(make(tmp_path, form)).properties
    assert properties.title == title_line(form, context)
    assert properties.creator == "복지정책과"
    assert properties.lastModifiedBy in ("복지정책과", None)


@every_form
def test_the_title_of_every_sheet_carries_the_mark(form_id: str, tmp_path: Path) -> None:
    form = FORMS[form_id]
    marked = replace(context_of(form), mark="예시")
    book = load_workbook(make(tmp_path, form, marked))
    titles = {book[sheet.name]["A1"].value for sheet in form.sheets}
    assert titles == {title_line(form, marked)}
    assert title_line(form, marked).endswith(" [예시]")


@every_form
def test_the_rows_of_a_table_follow_each_other_without_a_gap(form_id: str, tmp_path: Path) -> None:
    for sheet, table in tables_of(form_id, make_filled(form_id, tmp_path)):
        rows = input_rows(sheet, table)
        assert all(later - earlier == 1 for earlier, later in pairwise(rows))
        assert rows[0] == header_row_of(sheet, table) + 1
        filled = next(c for c in table.columns if not c.formula)
        assert len([v for v in column_values(sheet, table, filled.id) if v not in (None, "합계")]) == 3
