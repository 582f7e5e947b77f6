"""Workbooks of other programs are marked just as well: missing parts, other prefixes, omitted addresses."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from openxml_audit import OpenXmlValidator, ValidationSeverity

from pipeline.reply.marked import plan_requests, write_return_copies
from tests.support.few_returns import monitoring_rows, run_over, write_monitoring
from tests.support.rich_workbook import SHEET, open_book, parts_of, rich_workbook, workbook_of

VIOLET = "FFD8B4FE"
Parts = dict[str, bytes]


def without_styles(parts: Parts) -> Parts:
    del parts["xl/styles.xml"]
    for name in ("[Content_Types].xml", "xl/_rels/workbook.xml.rels"):
        parts[name] = re.sub(rb"<(?:Override|Relationship)[^>]*styles[^>]*/>", b"", parts[name])
    for name in [name for name in parts if name.startswith("xl/worksheets/sheet")]:
        sheet = re.sub(rb' (?:s|style)="\d+"', b"", parts[name])
        parts[name] = re.sub(rb"<conditionalFormatting.*</conditionalFormatting>", b"", sheet)
    return parts


def with_empty_lists_of_styles(parts: Parts) -> Parts:
    styles = re.sub(rb"<fills .*</fills>", b'<fills count="0"/>', parts["xl/styles.xml"])
    parts["xl/styles.xml"] = re.sub(rb'fillId="\d+"', b'fillId="0"', styles)
    return parts


def with_prefix(parts: Parts) -> Parts:
    """The main namespace is bound to "x", as some libraries do."""
    for name in ("xl/workbook.xml", SHEET, "xl/styles.xml"):
        text = parts[name].replace(b' xmlns="', b' xmlns:x="')
        parts[name] = re.sub(rb"<(/?)([a-zA-Z0-9]+)(?=[\s>/])", rb"<\1x:\2", text)
    return parts


def with_absolute_targets(parts: Parts) -> Parts:
    name = "xl/_rels/workbook.xml.rels"
    parts[name] = parts[name].replace(b'Target="', b'Target="/xl/')
    return parts


def without_addresses(parts: Parts) -> Parts:
    """Rows and cells without "r": each follows the one before it, as in files of some web programs."""
    text = parts[SHEET].decode()
    head, data, tail = re.split(r"(<sheetData>.*</sheetData>)", text, flags=re.DOTALL)
    assert all(len(re.findall("<c ", row)) in (0, 9) for row in re.findall(r"<row .*?</row>", data)[6:])
    rows = re.findall(r"<row [^>]*?/>|<row .*?</row>", data, flags=re.DOTALL)
    kept = [re.sub(r' r="[A-Z]*\d+"', "", row) if number >= 7 else row for number, row in enumerate(rows)]
    parts[SHEET] = f"{head}<sheetData>{''.join(kept)}</sheetData>{tail}".encode()
    return parts


def with_another_active_sheet(parts: Parts) -> Parts:
    views = b'<workbookView firstSheet="1" activeTab="1"/>'
    parts["xl/workbook.xml"] = re.sub(rb"<workbookView [^>]*/>", views, parts["xl/workbook.xml"])
    parts[SHEET] = parts[SHEET].replace(b' tabSelected="1"', b"")
    guide = "xl/worksheets/sheet2.xml"
    parts[guide] = parts[guide].replace(b"<sheetView ", b'<sheetView tabSelected="1" ', 1)
    return parts


def without_views_and_names(parts: Parts) -> Parts:
    text = re.sub(rb"<bookViews>.*</bookViews>", b"", parts["xl/workbook.xml"])
    parts["xl/workbook.xml"] = re.sub(rb"<definedNames>.*</definedNames>", b"", text)
    return parts


def with_a_drawing_that_is_no_xml(parts: Parts) -> Parts:
    """Excel itself writes "<br>" into the drawing of a button's text."""
    parts = parts_of(rich_workbook(workbook_of(parts), formula_cell="E34"))
    name = "xl/drawings/vmlDrawing1.vml"
    button = b'<v:shape id="_x0000_s1030" type="#_x0000_t201"><v:textbox><div>a<br>b</div></v:textbox></v:shape></xml>'
    parts[name] = parts[name].replace(b"</xml>", button)
    return parts


def saved_by_openpyxl(parts: Parts) -> Parts:
    book = openpyxl.load_workbook(BytesIO(workbook_of(parts)), data_only=True)
    book["모니터링"]["B10"].comment = openpyxl.comments.Comment("다시 확인했음", "담당자")
    content = BytesIO()
    book.save(content)
    return parts_of(content.getvalue())


def in_strict_names(parts: Parts) -> Parts:
    """As Excel saves a "Strict Open XML" workbook."""
    usual = rb"http://schemas\.openxmlformats\.org/(spreadsheetml|officeDocument|drawingml)/2006"
    return {
        name: re.sub(usual, rb"http://purl.oclc.org/ooxml/\1", part)
        .replace(b"purl.oclc.org/ooxml/officeDocument/extended-p", b"purl.oclc.org/ooxml/officeDocument/extendedP")
        .replace(b"ooxml/officeDocument/relationships/extended-p", b"ooxml/officeDocument/relationships/extendedP")
        for name, part in parts.items()
    }


def faults(path: Path) -> set[str]:
    """The validator's errors against the standard; its remarks on what Excel will rewrite do not count."""
    found = OpenXmlValidator().validate(str(path)).errors
    return {error.description for error in found if error.severity is ValidationSeverity.ERROR}


VARIANTS: list[Callable[[Parts], Parts]] = [
    without_styles,
    with_empty_lists_of_styles,
    with_prefix,
    with_absolute_targets,
    without_addresses,
    with_another_active_sheet,
    without_views_and_names,
    with_a_drawing_that_is_no_xml,
    saved_by_openpyxl,
    in_strict_names,
]


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Faulty returns, each of another region or round and in another variant: E9 in words, F9 blank."""
    home = tmp_path_factory.mktemp("다른 프로그램")
    for number, variant in enumerate(VARIANTS):
        region, round_number = number % 5 + 1, number // 5 + 1
        rows = [{**row, "round": round_number} for row in monitoring_rows(region)]
        rows[0] |= {"people_count": "약 70명", "consultation_count": None}
        path = home / "in" / f"{variant.__name__}.xlsx"
        write_monitoring(path, rows, region=region, round_number=round_number)
        path.write_bytes(workbook_of(variant(parts_of(path.read_bytes()))))
    return home


@pytest.fixture(scope="module")
def originals(home: Path) -> dict[str, bytes]:
    return {path.stem: path.read_bytes() for path in (home / "in").iterdir()}


@pytest.fixture(scope="module")
def copies(home: Path) -> dict[str, bytes]:
    result = run_over(home / "in", as_of=date(2021, 12, 31))
    requests, paths = plan_requests(result), write_return_copies(result, home / "out")
    return {Path(r.source.file).stem: path.read_bytes() for r, path in zip(requests, paths, strict=True)}


@pytest.mark.parametrize("name", [variant.__name__ for variant in VARIANTS])
def test_an_odd_workbook_is_marked_like_any_other(
    copies: dict[str, bytes], originals: dict[str, bytes], name: str, tmp_path: Path
) -> None:
    data = copies[name]
    book = open_book(data)
    assert book.sheetnames[:2] == ["수정요청", "모니터링"]
    assert [sheet for sheet in book.sheetnames if book[sheet].sheet_view.tabSelected] == ["수정요청"]
    sheet = book["모니터링"]
    for cell in ("E9", "F9"):
        assert sheet[cell].fill.fgColor.rgb == VIOLET
        if name != "with_a_drawing_that_is_no_xml":  # openpyxl reads no drawing with "<br>", and so no note
            assert "【수정요청" in sheet[cell].comment.text
    assert sheet["E10"].fill.fgColor.rgb != VIOLET
    assert sheet["E9"].value == "약 70명"
    assert sheet["E10"].value == 77
    original, path = tmp_path / "original.xlsx", tmp_path / "copy.xlsx"
    original.write_bytes(originals[name])
    path.write_bytes(data)
    assert faults(path) <= faults(original)


def test_a_button_in_the_drawing_is_still_there(copies: dict[str, bytes]) -> None:
    drawing = parts_of(copies["with_a_drawing_that_is_no_xml"])["xl/drawings/vmlDrawing1.vml"]
    assert b"<div>a<br>b</div>" in drawing
    assert drawing.count(b'ObjectType="Note"') >= 4
    numbers = re.findall(rb'<v:shape id="_x0000_s(\d+)"', drawing)
    assert len(set(numbers)) == len(numbers)


def test_a_note_of_another_program_keeps_its_words(copies: dict[str, bytes]) -> None:
    assert open_book(copies["saved_by_openpyxl"])["모니터링"]["B10"].comment.text == "다시 확인했음"
