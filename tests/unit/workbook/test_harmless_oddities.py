"""Content of other programs that nobody reads does no harm to a workbook: every number is still read."""

from __future__ import annotations

import pytest

from pipeline.model.cells import CellKind, TextPlace
from pipeline.workbook.outcome import FileReading, FileRule, ReadingLimits
from pipeline.workbook.reading import read_bytes
from tests.unit.workbook.packages import parts, styles, worksheet, zipped

ROWS = '<row r="1"><c r="A1"><v>28</v></c></row><row r="2"><c r="A2"><v>15</v></c></row>'
ANCHOR = '<xdr:row xmlns:xdr="urn:xdr">4</xdr:row>'
SVG = b'<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "svg11.dtd"><svg/>'


def numbers(reading: FileReading) -> list[object]:
    assert reading.workbook is not None, reading.problem
    return [cell.value for cell in reading.workbook.sheets[0].cells.values()]


def read(more: dict[str, bytes] | None = None, *, before: str = "", after: str = "", rows: str = ROWS) -> FileReading:
    contents = parts(worksheet(rows, before=before, after=after), worksheet(), style=styles(0, 14))
    return read_bytes(zipped(contents | (more or {})), ReadingLimits(), "a.xlsx")


@pytest.mark.parametrize(
    "reference", ["1:49", "A:I", "$A$1:$I$49", "", "nonsense", "A1:B2:C3", "A1", "B7:C9", "XFD1048576"]
)
def test_the_extent_is_only_a_hint(reference: str) -> None:
    assert numbers(read(before=f'<dimension ref="{reference}"/>')) == [28, 15]


@pytest.mark.parametrize("reference", ["1:1", "A:A", "$A$1:$B$1", "C3:D4", "2:3"])
def test_whole_rows_and_columns_may_be_merged(reference: str) -> None:
    merged = f'<mergeCells count="1"><mergeCell ref="{reference}"/></mergeCells>'
    assert numbers(read(after=merged)) == [28, 15]


@pytest.mark.parametrize(
    "after",
    [
        f"<controls><control><anchor><from>{ANCHOR}</from></anchor></control></controls>",
        f'<mc:AlternateContent xmlns:mc="urn:mc"><mc:Choice>{ANCHOR}</mc:Choice></mc:AlternateContent>',
        f'<extLst><ext uri="urn:x"><x14:sheetData xmlns:x14="urn:x14">{ANCHOR}</x14:sheetData></ext></extLst>',
    ],
)
@pytest.mark.parametrize(
    "formula", ["", '<row r="3"><c r="A3"><f t="shared" ref="A3:A3" si="0">A1</f><v>28</v></c></row>']
)
def test_a_row_of_another_vocabulary_behind_the_rows_is_none_of_ours(after: str, formula: str) -> None:
    assert numbers(read(after=after, rows=ROWS + formula))[:2] == [28, 15]


def test_a_foreign_row_among_the_rows_is_refused() -> None:
    """The second reader would mistake it for a row of the sheet."""
    odd = ROWS.replace("</row><row", '</row><o:row xmlns:o="urn:o" r="9"><o:c r="A9"><o:v>7</o:v></o:c></o:row><row')
    assert read(rows=odd).problem == FileRule.DAMAGED


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("customXml/item1.xml", "<DataMashup>x</DataMashup>".encode("utf-16")),
        ("customXml/item2.xml", b'<?xml version="1.0" encoding="euc-kr"?><a/>'),
        ("xl/media/image1.svg", SVG),
        ("xl/media/logo.xml", SVG),
    ],
    ids=["query", "euc-kr", "svg", "svg called xml"],
)
def test_parts_that_nobody_reads_need_neither_utf_8_nor_a_plain_head(name: str, content: bytes) -> None:
    assert numbers(read({name: content})) == [28, 15]


def test_a_part_that_is_read_needs_both_wherever_it_lies() -> None:
    contents = parts(worksheet(ROWS), worksheet(), style=styles(0))
    moved = contents.pop("xl/worksheets/sheet1.xml").decode().replace("UTF-8", "UTF-16").encode("utf-16")
    rels = contents["xl/_rels/workbook.xml.rels"].replace(b"worksheets/sheet1.xml", b"media/sheet1.xml")
    contents |= {"xl/media/sheet1.xml": moved, "xl/_rels/workbook.xml.rels": rels}
    assert read_bytes(zipped(contents), ReadingLimits(), "a.xlsx").problem == FileRule.ENCODING


def test_personal_data_in_a_part_in_utf_16_is_found_all_the_same() -> None:
    reading = read({"customXml/item1.xml": "<q>010-2345-6789</q>".encode("utf-16")})
    assert reading.workbook is not None
    assert [(text.place, text.text) for text in reading.workbook.beside] == [(TextPlace.PROPERTY, "010-2345-6789")]


@pytest.mark.parametrize("written", ["2021-09-01T00:00:00.000Z", "2021-09-01T00:00:00Z", "2021-09-01"])
def test_a_date_written_out_is_the_day_that_it_says(written: str) -> None:
    reading = read(rows=f'<row r="1"><c r="A1" s="1" t="d"><v>{written}</v></c></row>')
    assert reading.workbook is not None
    (cell,) = reading.workbook.sheets[0].cells.values()
    assert (cell.kind, cell.value, cell.is_date) == (CellKind.NUMBER, 44440, True)  # 1 September 2021 in Excel
    assert reading.workbook.disagreements == ()
