"""A third opinion: workbooks of openpyxl and of XlsxWriter read the same through openpyxl and through us (S17)."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from datetime import date, datetime, time
from typing import Any

import openpyxl
import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.utils.datetime import to_excel

from pipeline.model.cells import Cell, CellKind, WorkbookReading
from pipeline.workbook import sheet_xml
from pipeline.workbook.outcome import ReadingLimits
from pipeline.workbook.reading import read_bytes
from pipeline.workbook.sheet_xml import plain_sheet
from pipeline.workbook.workbook_parts import plain_strings
from tests.unit.workbook.packages import DECLARATION, MAIN, parts, strings, zipped

LIMITS = ReadingLimits()
Value = int | float | str | bool | date
Sheets = dict[str, dict[tuple[int, int], Value]]

ODD_TEXT = [
    "=1+1",
    "'따옴표",
    " 앞뒤 ",
    "줄\n바꿈",
    "a & b <c>",
    "신사1ㆍ2동",
    "－3",
    "ㅡ",
    "#REF!",
    "TRUE",
    "😀",
    "6O",
]
texts = st.one_of(
    st.sampled_from(ODD_TEXT),
    # openpyxl neither writes nor reads escapes like "_x0041_": those have tests of their own.
    st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Zl", "Zp"]), min_size=1, max_size=20).filter(
        lambda text: "_x" not in text
    ),
)
numbers = st.one_of(
    st.integers(-(10**14), 10**14),
    # 15 digits, as Excel has them; both writers round the rest away.
    st.floats(-1e300, 1e300, allow_subnormal=False).map(lambda number: float(f"{number:.15g}")),
)
dates = st.dates(date(1950, 1, 1), date(2100, 12, 31))
values = st.one_of(numbers, texts, st.booleans(), dates)
sheets = st.dictionaries(
    st.sampled_from(["모니터링", "회의 결과", "a&b", "_form"]),
    st.dictionaries(st.tuples(st.integers(1, 60), st.integers(1, 30)), values, max_size=25),
    min_size=1,
    max_size=3,
)


def by_openpyxl(content: Sheets) -> bytes:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, cells in content.items():
        sheet = book.create_sheet(name)
        for (row, column), value in cells.items():
            cell = sheet.cell(row, column)
            cell.value = value
            if isinstance(value, str):  # never a formula here
                cell.data_type = "s"
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def by_xlsxwriter(content: Sheets) -> bytes:
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as book:
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        for name, cells in content.items():
            sheet = book.add_worksheet(name)
            for (row, column), value in cells.items():
                place = row - 1, column - 1
                if isinstance(value, bool):
                    sheet.write_boolean(*place, value)
                elif isinstance(value, str):
                    sheet.write_string(*place, value)
                elif isinstance(value, date):
                    sheet.write_datetime(*place, datetime(value.year, value.month, value.day), day)
                else:
                    sheet.write_number(*place, value)
    return file.getvalue()


def read(data: bytes) -> WorkbookReading:
    reading = read_bytes(data, LIMITS, "a.xlsx")
    assert reading.workbook is not None, (reading.problem, reading.words)
    return reading.workbook


def ours(reading: WorkbookReading) -> dict[str, dict[tuple[int, int], Any]]:
    return {sheet.name: {place: meaning(cell) for place, cell in sheet.cells.items()} for sheet in reading.sheets}


def meaning(cell: Cell) -> tuple[str, Any, bool]:
    return cell.kind.value, cell.value, cell.is_date


def theirs(data: bytes) -> dict[str, dict[tuple[int, int], Any]]:
    """The same by openpyxl: kind, value (dates as numbers), whether it takes the cell for a date."""
    book = openpyxl.load_workbook(io.BytesIO(data), data_only=True)
    found: dict[str, dict[tuple[int, int], Any]] = {}
    for sheet in book.worksheets:
        found[sheet.title] = {}
        for row in sheet.iter_rows():
            for cell in row:
                value: Any = cell.value
                if value is None:
                    continue
                kind = {"n": "number", "d": "number", "s": "text", "b": "boolean", "e": "error"}[cell.data_type]
                if isinstance(value, datetime | date | time):
                    found[sheet.title][cell.row, cell.column] = (kind, to_excel(value), True)
                else:
                    found[sheet.title][cell.row, cell.column] = (kind, value, False)
    return found


@pytest.mark.parametrize("write", [by_openpyxl, by_xlsxwriter])
@settings(max_examples=50)
@given(content=sheets)
def test_a_workbook_reads_as_it_was_written_and_as_openpyxl_reads_it(
    write: Callable[[Sheets], bytes], content: Sheets
) -> None:
    data = write(content)
    reading = read(data)
    found = ours(reading)

    assert found == theirs(data)
    assert reading.disagreements == ()
    for name, cells in content.items():
        assert found[name].keys() == cells.keys()
        for place, value in cells.items():
            kind, back, is_date = found[name][place]
            assert back == (to_excel(value) if isinstance(value, date) else value)
            assert (kind == "boolean", kind == "text", is_date) == (
                isinstance(value, bool),
                isinstance(value, str),
                isinstance(value, date),
            )


@settings(max_examples=50)
@given(content=sheets)
def test_the_short_and_the_long_way_through_the_xml_come_to_the_same(content: Sheets) -> None:
    data = by_xlsxwriter(content)
    short = read(data)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sheet_xml, "plain_sheet", lambda _xml: None)
        patch.setattr("pipeline.workbook.workbook_parts.plain_strings", lambda _xml: None)
        long = read(data)

    assert short == long


def test_what_xlsxwriter_writes_goes_the_short_way() -> None:
    """The speed of a whole run depends on this: our own blank forms are made with XlsxWriter."""
    content: Sheets = {"모니터링": {(1, 1): "회차", (2, 1): 1, (2, 2): True, (2, 3): date(2021, 3, 5), (3, 1): 0.5}}
    data = zipfile.ZipFile(io.BytesIO(by_xlsxwriter(content)))

    assert plain_sheet(data.read("xl/worksheets/sheet1.xml")) is not None
    assert plain_strings(data.read("xl/sharedStrings.xml")) is not None


EXCEL_ROW = (
    '<row r="9" spans="1:9" s="3" customFormat="1" ht="20.100000000000001" customHeight="1" x14ac:dyDescent="0.3">'
    '<c r="A9" s="2" t="s"><v>0</v></c><c r="B9" s="3"/>'
    '<c r="C9" s="4"><f>SUM(A1:A8)*1.1</f><v>77.000000000000014</v></c>'
    '<c r="D9" s="4" t="str"><f>IF(A1&lt;&gt;"","있음","없음")</f><v>있음</v></c></row>'
)
EXCEL_SHEET = (
    f'{DECLARATION}<worksheet xmlns="{MAIN}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'mc:Ignorable="x14ac" xmlns:x14ac="http://schemas.microsoft.com/office/spreadsheetml/2009/9/ac">'
    '<dimension ref="A9:D9"/><sheetFormatPr defaultRowHeight="16.5" x14ac:dyDescent="0.3"/>'
    f"<sheetData>{EXCEL_ROW}</sheetData>"
    '<phoneticPr fontId="1" type="noConversion"/></worksheet>'
)


def test_what_korean_excel_writes_goes_the_short_way() -> None:
    text = '<t>대상자</t><phoneticPr fontId="1" type="noConversion"/>'

    assert plain_sheet(EXCEL_SHEET.encode()) is not None
    assert plain_strings(strings(text, '<t xml:space="preserve"> 가 </t>').encode()) is not None
    assert [cell.value for cell in read(zipped(parts(EXCEL_SHEET, text=strings(text)))).sheets[0].cells.values()] == [
        "대상자",
        77.000000000000014,
        "있음",
    ]


FORMULAS = ["SUM(A1:A3)", 'IF(A1>0,"있음","")', 'A1&"명"', "A1/0", "[1]Sheet1!A1", "'회의 결과'!A1*2", "A1<>A2"]


def formulas_by_openpyxl() -> bytes:
    book = openpyxl.Workbook()
    for row, formula in enumerate(FORMULAS, start=1):
        book.active.cell(row, 2).value = "=" + formula
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def formulas_by_xlsxwriter() -> bytes:
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        for row, formula in enumerate(FORMULAS):
            sheet.write_formula(row, 1, "=" + formula, None, row + 0.5)
    return file.getvalue()


def test_formulas_agree_with_openpyxl_and_know_whether_they_were_calculated() -> None:
    for data, kind in ((formulas_by_openpyxl(), CellKind.UNCALCULATED), (formulas_by_xlsxwriter(), CellKind.NUMBER)):
        cells = read(data).sheets[0].cells
        sheet = openpyxl.load_workbook(io.BytesIO(data)).worksheets[0]

        assert [cells[row, 2].formula for row in range(1, 8)] == [sheet.cell(row, 2).value[1:] for row in range(1, 8)]
        assert {cell.kind for cell in cells.values()} == {kind}


def test_merged_hidden_and_formatted_agree_with_openpyxl() -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    for row in range(1, 9):
        for column in range(1, 6):
            sheet.cell(row, column).value = row * column
    sheet.merge_cells("B2:C4")
    sheet.row_dimensions[3].hidden = True
    sheet.column_dimensions["D"].hidden = True
    sheet["E5"].number_format = "#,##0"
    sheet["E6"].number_format = 'yyyy"년" m"월"'
    book.create_sheet("메모").sheet_state = "veryHidden"
    file = io.BytesIO()
    book.save(file)

    reading = read(file.getvalue())

    first = reading.sheets[0]
    assert first.merged == ((2, 2, 4, 3),)
    assert (first.hidden_rows, first.hidden_columns) == ({3}, {4})
    assert (first.cells[5, 5].number_format, first.cells[6, 5].number_format) == ("#,##0", 'yyyy"년" m"월"')
    assert [sheet.state for sheet in reading.sheets] == ["visible", "veryHidden"]
    assert reading.disagreements == ()
