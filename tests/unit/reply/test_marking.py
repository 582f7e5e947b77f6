"""The marked copy: what changes in the sender's workbook, and that nothing else does."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from lxml import etree
from openpyxl.cell import Cell
from openpyxl.worksheet.worksheet import Worksheet
from openxml_audit import OpenXmlValidator

from pipeline.model.findings import Place
from pipeline.model.result import RunResult
from pipeline.model.returns import Return, ReturnState
from pipeline.receive.reader import Reader
from pipeline.reply.marked import write_return_copies
from pipeline.workbook.outcome import ReadingLimits
from pipeline.workbook.reading import read_bytes
from tests.support.few_returns import monitoring_rows, run_over, settings, write_monitoring
from tests.support.rich_workbook import (
    NOTE_CELL,
    NOTE_TEXT,
    SHEET,
    TALK_CELL,
    TALK_TEXT,
    open_book,
    parts_of,
    rich_workbook,
    workbook_of,
)
from tests.support.small_run import input_folder

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
COPY = "3권역_전화모니터링_1회차_수정요청.xlsx"
VIOLET, TEAL = "FFD8B4FE", "FFA7EDE3"
BLANK_CELL = "F9"
# Row 9: people in words, consultations blank. Row 10: fewer consultations than people. Row 11: a dong of region 1.
WRONG = {"E9": VIOLET, BLANK_CELL: VIOLET, "F10": TEAL, "B11": VIOLET, NOTE_CELL: VIOLET, TALK_CELL: VIOLET}


def faulty_rows() -> list[dict[str, object]]:
    rows = monitoring_rows()
    rows[0] |= {"people_count": "약 70명", "consultation_count": None}
    rows[1] |= {"consultation_count": 7, "round": "한 번"}
    rows[2] |= {"dong": "녹번동", "round": "두 번"}
    return rows


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> RunResult:
    """Region 3's monitoring with faults, in a workbook rich in everything that is easily lost."""
    folder = tmp_path_factory.mktemp("받은 파일")
    path = write_monitoring(folder / "3권역 모니터링.xlsx", faulty_rows())
    path.write_bytes(rich_workbook(path.read_bytes(), formula_cell="E34"))
    return run_over(folder)


@pytest.fixture(scope="module")
def original(run: RunResult) -> bytes:
    return (input_folder(run) / "3권역 모니터링.xlsx").read_bytes()


@pytest.fixture(scope="module")
def copy(run: RunResult, tmp_path_factory: pytest.TempPathFactory) -> bytes:
    folder = tmp_path_factory.mktemp("결과") / "수정요청"
    assert [path.name for path in write_return_copies(run, folder)] == [COPY]
    return (folder / COPY).read_bytes()


def sheet_of(data: bytes, name: str = "모니터링", *, values: bool = False) -> Worksheet:
    sheet = open_book(data, values=values)[name]
    assert isinstance(sheet, Worksheet)
    return sheet


def look_without_mark(cell: Cell) -> tuple[str, ...]:
    return cell.number_format, repr(cell.alignment), repr(cell.font)


def canonical(element: etree._Element) -> str:
    return etree.tostring(element, method="c14n2").decode()


# -- what is kept ----------------------------------------------------------------------------------------------------


def test_every_part_that_need_not_change_is_the_same_byte_for_byte(original: bytes, copy: bytes) -> None:
    before, after = parts_of(original), parts_of(copy)
    changed = {name for name, part in before.items() if after.get(name) != part}
    assert changed == {
        "[Content_Types].xml",
        "xl/_rels/workbook.xml.rels",
        "xl/workbook.xml",
        "xl/styles.xml",
        "xl/comments1.xml",
        "xl/drawings/vmlDrawing1.vml",
        SHEET,
        "xl/worksheets/sheet3.xml",  # our own hidden stamp
    }
    assert set(after) - set(before) == {"xl/worksheets/sheet4.xml"}
    kept = {
        "xl/sharedStrings.xml",
        "xl/calcChain.xml",
        "xl/media/image1.png",
        "customXml/item1.xml",
        "docProps/app.xml",
    }
    kept |= {"xl/threadedComments/threadedComment1.xml", "xl/persons/person.xml", "xl/drawings/drawing1.xml"}
    kept |= {"xl/printerSettings/printerSettings1.bin", "xl/worksheets/_rels/sheet1.xml.rels", "xl/theme/theme1.xml"}
    assert kept <= set(before) - changed


def test_the_marked_sheet_differs_in_the_look_of_the_marked_cells_alone(original: bytes, copy: bytes) -> None:
    """Their styles change, and each gets a conditional format before those of the sheet, whose order stays."""
    roots = [etree.fromstring(parts_of(data)[SHEET]) for data in (original, copy)]
    areas = roots[1].findall(f"{MAIN}conditionalFormatting")
    own = [area for area in areas if area.get("sqref") in WRONG and int(area[0].get("priority")) <= len(WRONG)]
    assert sorted(area.get("sqref") for area in own) == sorted(WRONG)
    for area in own:
        roots[1].remove(area)
    for rule in roots[1].iter(f"{MAIN}cfRule"):
        rule.set("priority", str(int(rule.get("priority")) - len(WRONG)))
    styles: list[dict[str, str]] = []
    for root in roots:
        cells = [cell for cell in root.iter(f"{MAIN}c") if cell.get("r") in WRONG]
        styles.append({cell.get("r", ""): cell.attrib.pop("s", "") for cell in cells})
        root.find(f"{MAIN}sheetViews/{MAIN}sheetView").attrib.pop("tabSelected", "")
    assert canonical(roots[0]) == canonical(roots[1])
    assert set(styles[0]) == set(styles[1]) == set(WRONG)
    assert all(styles[0][cell] != styles[1][cell] for cell in WRONG)


def test_the_old_styles_keep_their_numbers(original: bytes, copy: bytes) -> None:
    before, after = (etree.fromstring(parts_of(data)["xl/styles.xml"]) for data in (original, copy))
    for name in ("fonts", "fills", "borders", "cellXfs", "dxfs"):
        old, new = before.find(MAIN + name), after.find(MAIN + name)
        assert [canonical(entry) for entry in new][: len(old)] == [canonical(entry) for entry in old]
        assert new.get("count") == str(len(new))
        new.getparent().remove(new)
        old.getparent().remove(old)
    assert canonical(before) == canonical(after)


def test_formulas_and_their_cached_values_are_still_there(original: bytes, copy: bytes) -> None:
    for values in (False, True):
        before, after = sheet_of(original, values=values), sheet_of(copy, values=values)
        cells = {cell.coordinate: cell.value for row in before.iter_rows() for cell in row}
        assert {cell.coordinate: cell.value for row in after.iter_rows() for cell in row} == cells
    # rows 10 to 12 have numbers of people: 77 + 84 + 91
    assert sheet_of(copy, values=True)["E34"].value == 252
    assert str(sheet_of(copy)["E34"].value).startswith("=IF(COUNT(E9:E33)")


def test_the_standard_s_validator_finds_nothing_new(original: bytes, copy: bytes, tmp_path: Path) -> None:
    found = []
    for name, data in (("original.xlsx", original), ("copy.xlsx", copy)):
        (tmp_path / name).write_bytes(data)
        found.append({error.description for error in OpenXmlValidator().validate(str(tmp_path / name)).errors})
    assert found[1] <= found[0]


def test_the_newer_drop_downs_sparklines_and_drawings_are_still_in_the_sheet(copy: bytes) -> None:
    xml = parts_of(copy)[SHEET].decode()
    assert "x14:dataValidation" in xml
    assert "x14:sparkline>" in xml
    assert xml.index("<drawing ") < xml.index("<legacyDrawing ") < xml.index("<extLst")


# -- marks -----------------------------------------------------------------------------------------------------------


def test_every_wrong_cell_is_coloured_and_keeps_the_rest_of_its_look(original: bytes, copy: bytes) -> None:
    before, after = sheet_of(original), sheet_of(copy)
    for address, colour in WRONG.items():
        old, new = before[address], after[address]
        assert new.fill.fgColor.rgb == colour, address
        assert new.fill.patternType == "solid"
        assert new.border.left.style == new.border.top.style == ("thick" if colour == VIOLET else "mediumDashed")
        assert look_without_mark(new) == look_without_mark(old)
        assert new.protection.locked is old.protection.locked is False


def test_a_marked_cell_shows_its_number_in_the_list_before_its_value(copy: bytes) -> None:
    """With a conditional format, so that the value and its own number format stay unchanged."""
    listed = {row[2].value: row[0].value for row in open_book(copy)["수정요청"].iter_rows() if row[2].value in WRONG}
    sheet = sheet_of(copy)
    shown = {str(area.sqref): area.rules[0].dxf for area in sheet.conditional_formatting if str(area.sqref) in WRONG}
    assert set(listed) <= set(shown) == set(WRONG)
    for cell, number in listed.items():
        assert shown[cell].numFmt.formatCode.startswith(f'"{number} "')
        assert shown[cell].fill.bgColor.rgb == WRONG[cell]


def test_no_other_cell_changes_its_look(original: bytes, copy: bytes) -> None:
    before, after = sheet_of(original), sheet_of(copy)
    cells = [cell for row in before.iter_rows() for cell in row if cell.coordinate not in WRONG]
    assert len(cells) > 200
    assert all(repr(after[cell.coordinate].fill) == repr(cell.fill) for cell in cells)
    shared = [cell for cell in cells if cell.style_id == before["E9"].style_id]
    assert len(shared) > 30  # the marked cell shared its style with them


def test_a_note_says_what_was_found_and_what_to_do(copy: bytes) -> None:
    note = sheet_of(copy)["E9"].comment
    assert note is not None
    assert note.author == "복지정책과"
    head, found, advice = note.text.split("\n")
    assert re.fullmatch(r"【수정요청 [①-⑳] · 꼭 고쳐 주세요】", head)
    assert "'약 70명'" in found
    assert advice.startswith("→ ")


def test_each_cell_of_a_note_says_its_own_thing(copy: bytes) -> None:
    """Region 3's row 10 has 7 consultations for 77 people."""
    text = sheet_of(copy)["F10"].comment.text
    assert "맞는지 확인해 주세요" in text
    assert "7이 대상자(명) 77보다 적습니다" in text


def test_a_note_that_was_there_keeps_its_words_and_look(copy: bytes) -> None:
    text = sheet_of(copy)[NOTE_CELL].comment.text
    assert text.startswith(NOTE_TEXT)
    assert "【수정요청" in text
    comments = parts_of(copy)["xl/comments1.xml"].decode()
    assert f'<i/><sz val="9"/><rFont val="돋움"/></rPr>\n<t xml:space="preserve">{NOTE_TEXT}</t>' in comments


def test_a_conversation_is_left_alone(original: bytes, copy: bytes) -> None:
    find = f"{MAIN}commentList/{MAIN}comment[@ref='{TALK_CELL}']"
    before, after = (etree.fromstring(parts_of(data)["xl/comments1.xml"]).findall(find) for data in (original, copy))
    assert [canonical(entry) for entry in before] == [canonical(entry) for entry in after]
    assert TALK_TEXT in parts_of(copy)["xl/threadedComments/threadedComment1.xml"].decode()


def test_every_note_has_a_box_of_its_own_that_holds_its_text(copy: bytes) -> None:
    drawing = parts_of(copy)["xl/drawings/vmlDrawing1.vml"].decode()
    root = etree.fromstring(drawing)
    names = {"x": "urn:schemas-microsoft-com:office:excel", "v": "urn:schemas-microsoft-com:vml"}
    boxes = root.xpath("//v:shape[x:ClientData/@ObjectType='Note']", namespaces=names)
    places = [tuple(int(box.findtext(f".//{{{names['x']}}}{n}")) for n in ("Row", "Column")) for box in boxes]
    numbers = [box.get("id") for box in boxes]
    notes = sheet_of(copy)
    noted = [(c.row - 1, c.column - 1) for row in notes.iter_rows() for c in row if c.comment]
    assert sorted(places) == sorted(noted)
    assert len(set(numbers)) == len(numbers)
    anchors = [list(map(int, box.findtext(f".//{{{names['x']}}}Anchor").split(","))) for box in boxes]
    marked = [anchor for anchor, place in zip(anchors, places, strict=True) if place == (8, 4)]  # E9
    assert marked[0][4] > marked[0][0]  # wider than a column
    assert marked[0][6] - marked[0][2] >= 4  # higher than four rows


@pytest.fixture
def bare(tmp_path: Path) -> RunResult:
    """A workbook without notes, in which the row of the blank cell and the blank cell are not stored at all."""
    path = write_monitoring(tmp_path / "모니터링.xlsx", faulty_rows())
    parts = parts_of(path.read_bytes())
    sheet = parts[SHEET].decode()
    sheet = re.sub(rf'<c r="{BLANK_CELL}"[^>]*/>', "", sheet)
    sheet = sheet.replace("</cols>", '<col min="10" max="10" width="9" style="3" customWidth="1"/></cols>')
    path.write_bytes(workbook_of({**parts, SHEET: sheet.encode()}))
    return run_over(tmp_path)


def test_a_blank_cell_that_is_not_stored_is_made_at_its_place(bare: RunResult, tmp_path: Path) -> None:
    data = write_return_copies(bare, tmp_path / "수정요청")[0].read_bytes()
    row = re.search(r'<row r="9".*?</row>', parts_of(data)[SHEET].decode(), re.DOTALL)
    assert row is not None
    letters = re.findall(r'<c r="([A-Z]+)9"', row[0])
    assert letters == sorted(letters)
    assert "F" in letters
    assert sheet_of(data)[BLANK_CELL].fill.fgColor.rgb == VIOLET
    assert sheet_of(data)[BLANK_CELL].comment is not None


def test_a_sheet_without_notes_gets_them_where_the_schema_wants_them(bare: RunResult, tmp_path: Path) -> None:
    parts = parts_of(write_return_copies(bare, tmp_path / "수정요청")[0].read_bytes())
    tags = [etree.QName(child).localname for child in etree.fromstring(parts[SHEET])]
    assert tags.index("legacyDrawing") == tags.index("headerFooter") + 1
    assert b'Extension="vml"' in parts["[Content_Types].xml"]
    assert b"/xl/comments1.xml" in parts["[Content_Types].xml"]
    assert {"xl/comments1.xml", "xl/drawings/vmlDrawing1.vml", "xl/worksheets/_rels/sheet1.xml.rels"} <= set(parts)


# -- the new first sheet and the stamp -------------------------------------------------------------------------------


def test_the_list_is_the_first_sheet_and_the_only_selected_one(copy: bytes) -> None:
    book = open_book(copy)
    assert book.sheetnames == ["수정요청", "모니터링", "작성요령", "_서식정보"]
    assert book.active.title == "수정요청"
    assert [name for name in book.sheetnames if book[name].sheet_view.tabSelected] == ["수정요청"]
    entries = re.findall(r'sheetId="(\d+)"', parts_of(copy)["xl/workbook.xml"].decode())
    assert len(set(entries)) == len(entries) == 4


def test_names_still_belong_to_their_sheets(original: bytes, copy: bytes) -> None:
    before, after = (open_book(data) for data in (original, copy))
    for name in before.sheetnames:
        assert after[name].print_area == before[name].print_area
        assert after[name].print_title_rows == before[name].print_title_rows
    assert set(after.defined_names) == {"우리동네", "만든곳"}
    (head,) = [cell.row for row in after["수정요청"].iter_rows() for cell in row if cell.value == "번호"]
    assert after["수정요청"].print_title_rows == f"${head}:${head}"


def test_the_copy_is_read_as_the_next_version_with_the_same_values(
    run: RunResult, original: bytes, copy: bytes
) -> None:
    before, after = (read_return(data) for data in (original, copy))
    assert [c for t in after.tables.values() for row in t.rows for c in row.cells.values()] == [
        c for t in before.tables.values() for row in t.rows for c in row.cells.values()
    ]
    assert before.stamp is not None
    assert after.stamp is not None
    assert (before.stamp.revision, after.stamp.revision) == (0, 1)
    assert after.stamp.returned_sha256 == run.returns[0].sha256
    assert (after.form, after.region, after.stamp.round) == ("phone_monitoring", 3, 1)


def read_return(data: bytes) -> Return:
    config, forms = settings()
    result = Reader(forms, config).read(0, read_bytes(data, ReadingLimits(), "모니터링.xlsx"))
    assert result.state is ReturnState.USED
    return result


def test_the_same_run_writes_the_same_bytes(run: RunResult, copy: bytes, tmp_path: Path) -> None:
    assert write_return_copies(run, tmp_path)[0].read_bytes() == copy


def test_every_text_of_ours_is_text(copy: bytes) -> None:
    added = parts_of(copy)["xl/worksheets/sheet4.xml"].decode()
    assert "<f>" not in added
    assert set(re.findall(r' t="(\w+)"', added)) == {"inlineStr"}


def test_the_links_of_the_list_lead_to_the_cells(copy: bytes) -> None:
    sheet = sheet_of(copy, "수정요청")
    rows = [row for row in sheet.iter_rows(min_row=8) if isinstance(row[0].value, str) and row[0].value.isdigit()]
    targets = {row[2].value: row[2].hyperlink.location for row in rows if row[2].hyperlink}
    assert targets["E9"] == "'모니터링'!E9"
    assert len(targets) == len(rows)


def test_a_merged_cell_is_marked_where_it_is_seen(bare: RunResult, tmp_path: Path) -> None:
    """The problem is at E10, but the mark is at E9, the cell that the merged E9:E10 shows."""
    path = bare.returns[0].path
    parts = parts_of(path.read_bytes())
    merged = b'<mergeCells count="1"><mergeCell ref="E9:E10"/></mergeCells><conditionalFormatting'
    path.write_bytes(workbook_of({**parts, SHEET: parts[SHEET].replace(b"<conditionalFormatting", merged, 1)}))
    result = run_over(path.parent)
    hidden = replace(result.findings[0], place=Place(path.name, "모니터링", "E10"), message="가려진 값입니다.")
    data = write_return_copies(replace(result, findings=[hidden]), tmp_path / "수정요청")[0].read_bytes()
    sheet = sheet_of(data)
    assert sheet["E9"].fill.fgColor.rgb == VIOLET
    assert "가려진 값입니다." in sheet["E9"].comment.text
    links = [
        cell.hyperlink.location for row in sheet_of(data, "수정요청").iter_rows() for cell in row if cell.hyperlink
    ]
    assert "'모니터링'!E10" in links
