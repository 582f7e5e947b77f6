"""The books that tests write as Markdown contain what they seem to: openpyxl, which did not write them, reads them
here.
"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from pipeline.model.cells import CellKind
from tests.support.markdown_book import Book, book, check, counted, place_of, reading_of, settings, told
from tests.support.moved_books import book_of

SHEET = "모니터링"
FORMS = [form.id for form in settings()[1]]


def written(item: Book, folder: Path, *, results: bool = False) -> Worksheet:
    return load_workbook(item.write(folder), data_only=results)[SHEET]


def with_cell(text: str) -> Book:
    return book("phone_monitoring").with_cells(SHEET, {"I7": text})


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("region", [1, 3])
def test_a_faultless_form_has_no_fault(form: str, region: int) -> None:
    assert check(book(form, region=region)) == []


def test_the_lines_of_a_section_stand_where_the_module_says(tmp_path: Path) -> None:
    sheet = written(book("phone_monitoring", "## 모니터링\n| 회차 | 동 |\n|---|---|\n| 1 | 녹번동 |"), tmp_path)
    assert [cell.value for cell in sheet[6]][:2] == ["회차", "동"]
    assert [cell.value for cell in sheet[7]][:2] == [1, "녹번동"]
    assert (sheet["A1"].value, sheet["B1"].value, sheet["C1"].value, sheet["D1"].value) == (
        "사업연도",
        2021,
        "권역",
        "1권역",
    )


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("120", 120),
        ("-3", -3),
        ("12.5", 12.5),
        ("'120", "120"),
        ("2021-04-01", datetime(2021, 4, 1)),
        ("TRUE", True),
        ("두 줄\\n로", "두 줄\n로"),
        ("#REF!", "#REF!"),
        ("=E7*5 -> 600", 600),
        ("=E7*5 ->", None),
        ("약 30", "약 30"),
    ],
)
def test_a_cell_holds_what_its_notation_says(tmp_path: Path, text: str, value: object) -> None:
    assert written(with_cell(text), tmp_path, results=True)["I7"].value == value


def test_a_formula_keeps_its_text_and_a_number_its_format(tmp_path: Path) -> None:
    assert written(with_cell("=E7*5 -> 600"), tmp_path)["I7"].value == "=E7*5"
    assert written(with_cell("0.85 {0%}"), tmp_path)["I7"].number_format == "0%"


def test_merges_and_hidden_things_are_in_the_file(tmp_path: Path) -> None:
    item = with_cell("위").merging(SHEET, "I7:I8").hiding(SHEET, rows=[9], columns=["F"])
    item = item.with_sheet("메모", {"A1": "가"}, "veryHidden")
    workbook = load_workbook(item.write(tmp_path))
    assert [str(area) for area in workbook[SHEET].merged_cells.ranges] == ["I7:I8"]
    assert workbook[SHEET].row_dimensions[9].hidden
    assert workbook[SHEET].column_dimensions["F"].hidden
    assert workbook["메모"].sheet_state == "veryHidden"


def test_a_value_under_a_merge_is_stored() -> None:
    reading = reading_of(with_cell("위").with_cells(SHEET, {"I8": "아래"}).merging(SHEET, "I7:I8"))
    assert reading.workbook is not None
    sheet = reading.workbook.sheet(SHEET)
    assert sheet is not None
    assert sheet.cells[8, 9].value == "아래"


def test_moved_formulas_name_the_same_cells() -> None:
    moved = book("settlement").rows_inserted("집행내역", 3).columns_swapped("집행내역", "B", "F", from_row=4)
    moved = moved.rows_inserted("정산총괄", 2)
    cells = moved.sheets["정산총괄"].cells
    assert cells[9, 3].startswith("=SUMIF('집행내역'!$F$5:$F$23,A9,'집행내역'!$E$5:$E$23) ->")
    assert cells[9, 4].startswith("=B9-C9 ->")


def test_a_formula_never_calculated_and_one_that_shows_nothing_differ() -> None:
    kinds = []
    for text in ("=E7 ->", '=E7 -> ""'):
        reading = reading_of(with_cell(text))
        assert reading.workbook is not None
        sheet = reading.workbook.sheet(SHEET)
        assert sheet is not None
        kinds.append(sheet.cells[7, 9].kind)
    assert kinds == [CellKind.UNCALCULATED, CellKind.TEXT]


@pytest.mark.parametrize("form", FORMS)
def test_a_book_made_from_a_file_says_the_same_as_the_file(form: str, tmp_path: Path) -> None:
    item = book(form)
    again = book_of(item.write(tmp_path), item.file)
    first, second = reading_of(item), reading_of(again)
    assert first.workbook is not None
    assert second.workbook is not None
    values = [{cell: c.value for cell, c in sheet.cells.items()} for sheet in first.workbook.sheets]
    assert [{cell: c.value for cell, c in sheet.cells.items()} for sheet in second.workbook.sheets] == values


def test_findings_are_told_as_lines_and_numbers_counted() -> None:
    odd = book("phone_monitoring").with_cells(SHEET, {"E7": "약 20"})
    assert told(odd) == ["CELL-011 error row_left_out 모니터링!E7 '약 20'"]
    assert counted("people", odd) == [21, 22]
    assert place_of("AB12") == (12, 28)
