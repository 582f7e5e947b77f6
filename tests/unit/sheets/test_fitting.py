"""The one way into a cell: text stays text, nothing is lost silently, and only we make links."""

from __future__ import annotations

import zipfile
from io import BytesIO

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from pipeline.sheets.cell_styles import workbook_options
from pipeline.sheets.fitting import (
    MOST_CHARACTERS,
    NotWrittenError,
    checked,
    put_formula,
    put_link,
    put_number,
    put_text,
    safe_text,
    sheet_name,
    table_name,
)

LIVE_LOOKING = [
    "=1+1",
    '=HYPERLINK("http://example.com","누르기")',
    "=cmd|'/C calc'!A0",
    "+82-2-351-0000",
    "-3",
    "@SUM(A1)",
    "{=SUM(A1:A9)}",
    "http://example.com",
    "https://example.com/a b",
    "ftp://example.com",
    "mailto:office@example.com",
    "internal:Sheet1!A1",
    "external:c:\\temp\\a.xlsx",
    "file:///etc/passwd",
    "'작은따옴표",
    "0012",
    "1e5",
    "3-5",
    "TRUE",
    "#REF!",
    "_x0041_",
    "1,234명",
]


def workbook_with(text: str) -> BytesIO:
    content = BytesIO()
    with Workbook(content, workbook_options()) as workbook:
        put_text(workbook.add_worksheet("시트"), 0, 0, text, workbook.add_format())
    content.seek(0)
    return content


@pytest.fixture
def sheet() -> Worksheet:
    return Workbook(BytesIO(), workbook_options()).add_worksheet("시트")


@pytest.mark.parametrize("text", LIVE_LOOKING)
def test_a_text_stays_that_text(text: str) -> None:
    content = workbook_with(text)
    cell = openpyxl.load_workbook(content)["시트"]["A1"]
    assert (cell.data_type, cell.value) == ("s", text)
    assert cell.hyperlink is None
    with zipfile.ZipFile(content) as package:
        assert b"<f" not in package.read("xl/worksheets/sheet1.xml")
        assert not [name for name in package.namelist() if name.endswith("sheet1.xml.rels")]


@given(st.text(max_size=60))
def test_any_text_can_be_written_and_read_back(text: str) -> None:
    cell = openpyxl.load_workbook(workbook_with(text))["시트"]["A1"]
    assert cell.data_type != "f"
    assert (cell.value or "") == safe_text(text)


def test_control_characters_and_broken_halves_are_taken_out() -> None:
    codes = [*range(0x00, 0x20), *range(0x7F, 0xA0), 0xFFFE, 0xFFFF, 0xFDD0, 0xD800, 0xDFFF]
    text = "가" + "".join(map(chr, codes)) + "나"
    assert safe_text(text) == "가\t\n\n나"  # a tab, a line feed, and a carriage return that became one
    assert openpyxl.load_workbook(workbook_with(text))["시트"]["A1"].value == "가\t\n\n나"


def test_a_text_of_the_longest_length_is_kept_whole() -> None:
    text = "가" * MOST_CHARACTERS
    assert openpyxl.load_workbook(workbook_with(text))["시트"]["A1"].value == text


@pytest.mark.parametrize("character", ["가", "😀"], ids=["one unit", "two units"])
def test_a_longer_text_is_cut_and_says_so(character: str) -> None:
    text = character * (MOST_CHARACTERS + 5)
    shown = safe_text(text)
    assert len(shown.encode("utf-16-le")) // 2 <= MOST_CHARACTERS
    assert shown.endswith("여기까지만 실었습니다. 원래 32,772자]")
    assert openpyxl.load_workbook(workbook_with(text))["시트"]["A1"].value == shown


def test_what_could_not_be_written_is_an_error(sheet: Worksheet) -> None:
    with pytest.raises(NotWrittenError):
        put_text(sheet, 1_048_576, 0, "표 밖", None)
    with pytest.raises(NotWrittenError):
        checked(-2)
    checked(0)
    checked(None)


@pytest.mark.parametrize("number", [float("nan"), float("inf"), 10**15])
def test_a_number_that_a_workbook_cannot_hold_is_refused(sheet: Worksheet, number: float) -> None:
    with pytest.raises(ValueError, match="cannot hold"):
        put_number(sheet, 0, 0, number, None)


def test_only_formulas_and_links_of_ours_are_taken(sheet: Worksheet) -> None:
    with pytest.raises(ValueError, match="not a formula"):
        put_formula(sheet, 0, 0, "1+1", 2, None)
    with pytest.raises(ValueError, match="not a link of ours"):
        put_link(sheet, 0, 0, "http://example.com", "누르기", None)


@pytest.mark.parametrize(
    ("wanted", "taken", "name"),
    [
        ("자료", [], "자료"),
        ("자료", ["자료"], "자료(2)"),
        ("ABC", ["abc", "abc(2)"], "ABC(3)"),
        ("가/나:다?[라]", [], "가_나_다__라_"),
        ("'따옴표'", [], "따옴표"),
        ("\x01", [], "_"),
        ("", [], "시트"),
        ("가" * 40, [], "가" * 31),
        ("가" * 40, ["가" * 31], "가" * 28 + "(2)"),
    ],
)
def test_sheet_names_are_such_as_excel_takes(wanted: str, taken: list[str], name: str) -> None:
    assert sheet_name(wanted, taken) == name


def test_a_table_is_called_after_its_sheet() -> None:
    assert table_name("제출본 비교") == "표_제출본_비교"
    assert table_name("월별실적_회의(2)") == "표_월별실적_회의_2_"
