"""Workbooks saved as "Strict Open XML" are read like any other; those that are only partly strict are not."""

from __future__ import annotations

import re
from io import BytesIO
from zipfile import ZipFile

import pytest

from pipeline.workbook.outcome import FileReading, FileRule, ReadingLimits
from pipeline.workbook.package_parts import in_usual_names
from pipeline.workbook.reading import read_bytes
from tests.unit.workbook.packages import Parts, parts, relations, strings, styles, worksheet, zipped

ROWS = (
    '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1"><v>28</v></c></row>'
    '<row r="2"><c r="A2" s="1" t="d"><v>2021-04-15</v></c><c r="B2" t="str"><f>A1&amp;"!"</f><v>x!</v></c></row>'
    '<row r="3"><c r="A3" s="1"><v>44301</v></c><c r="B3" t="b"><v>1</v></c></row>'
)
TEXT = '<t>xmlns="http://purl.oclc.org/x" 실적</t>'
USUAL = re.compile(
    rb"http://schemas\.openxmlformats\.org/(spreadsheetml|officeDocument|drawingml)/2006((?:/[A-Za-z-]+)*)"
)
APP = (
    '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
    "<Application>Microsoft Excel</Application></Properties>"
)


def usual() -> Parts:
    made = parts(worksheet(ROWS), style=styles(0, 14), text=strings(TEXT))
    made["docProps/app.xml"] = APP.encode()
    made["_rels/.rels"] = relations(
        ("rId1", "officeDocument", "xl/workbook.xml"), ("rId2", "extended-properties", "docProps/app.xml")
    ).encode()
    return made


def strict(contents: Parts, *names: str) -> Parts:
    """The parts (those named, or all) in strict names, as Excel writes them."""

    def renamed(found: re.Match[bytes]) -> bytes:
        rest = found[2].replace(b"/extended-properties", b"/extendedProperties")
        return b"http://purl.oclc.org/ooxml/" + found[1] + rest

    return {name: USUAL.sub(renamed, part) if not names or name in names else part for name, part in contents.items()}


def read(contents: Parts) -> FileReading:
    return read_bytes(zipped(contents), ReadingLimits(), "a.xlsx")


def seen(reading: FileReading) -> list[tuple[str, object, bool, str, str]]:
    assert reading.workbook is not None, reading.problem
    assert reading.workbook.disagreements == ()
    (sheet,) = reading.workbook.sheets
    return [(c.address, c.value, c.is_date, c.number_format, c.formula) for c in sheet.cells.values()]


def test_a_strict_workbook_says_the_same_as_the_usual_one() -> None:
    reading = read(strict(usual()))
    assert seen(reading) == seen(read(usual()))
    assert len(seen(reading)) == 6
    assert [rule for rule, _ in reading.notes] == ["FILE-082"]
    assert reading.workbook is not None
    assert reading.workbook.application == "Microsoft Excel"


def test_a_text_that_only_looks_like_a_name_stays_as_it_is() -> None:
    text = next(value for address, value, *_ in seen(read(strict(usual()))) if address == "A1")
    assert text == 'xmlns="http://purl.oclc.org/x" 실적'


@pytest.mark.parametrize("name", ["xl/workbook.xml", "_rels/.rels", "xl/_rels/workbook.xml.rels"])
def test_a_workbook_that_is_strict_in_part_is_refused(name: str) -> None:
    assert read(strict(usual(), name)).problem == FileRule.STRICT


def test_a_strict_workbook_with_a_usual_sheet_is_read_by_both_readers_or_not_at_all() -> None:
    every = strict(usual())
    mixed = every | {"xl/worksheets/sheet1.xml": usual()["xl/worksheets/sheet1.xml"]}
    assert seen(read(mixed)) == seen(read(usual()))


def test_a_document_type_in_a_strict_workbook_is_refused() -> None:
    odd = strict(usual())
    odd["xl/worksheets/sheet1.xml"] = b"<!DOCTYPE x>" + odd["xl/worksheets/sheet1.xml"]
    assert read(odd).problem == FileRule.DOCTYPE


def test_nothing_but_names_changes() -> None:
    with ZipFile(BytesIO(in_usual_names(zipped(strict(usual()))))) as archive:
        assert {name: archive.read(name) for name in archive.namelist()} == usual()
