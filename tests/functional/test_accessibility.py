"""The outputs for somebody who uses a screen reader, sees no colours, or has a console that shows none.

docs/accessibility.md says which rules of the UK Government Analysis Function's checklist for spreadsheets are met here,
which are not, and why.
"""

from __future__ import annotations

import re
import sys
import zipfile
from itertools import pairwise
from pathlib import Path

import pytest
from lxml import etree
from openpyxl import load_workbook
from openpyxl.utils import range_boundaries
from openpyxl.worksheet.worksheet import Worksheet

from pipeline.forms.form import load_forms
from pipeline.forms.stamp import GUIDE_SHEET
from pipeline.templates.styles import DOUBT_FILL, INK, OPTIONAL_FILL, REQUIRED_FILL
from tests.support.accessibility import LEAST_CONTRAST, WordDocument, contrast, faint_cells
from tests.support.command import ROOT, Outcome
from tests.support.terminal import screen_of

CARDS = "KeyFiguresTable"  # cards side by side, each with its own words: no rows or columns that need a header
REQUEST_SHEET = "수정요청"
SMALLEST = 9
TEMPLATES = ROOT / "input_templates" / "2021"
HANGUL = re.compile("[가-힣]")


@pytest.fixture(params=["2020", "2021"])
def document(request: pytest.FixtureRequest) -> WordDocument:
    outcome: Outcome = request.getfixturevalue(f"run_of_{request.param}")
    return WordDocument(outcome.output / f"성과보고_{request.param}.docx")


@pytest.fixture(scope="module")
def records(run_of_2021: Outcome) -> list[Worksheet]:
    """Every sheet of the two workbooks for the office."""
    paths = sorted(run_of_2021.output.glob("*.xlsx"))
    assert [path.name for path in paths] == ["검증결과_2021.xlsx", "집계대장_2021.xlsx"]
    return [sheet for path in paths for sheet in load_workbook(path)]


def forms() -> list[Path]:
    """One workbook of each form."""
    return [sorted(TEMPLATES.glob(f"*/*{form.name}*.xlsx"))[0] for form in load_forms()]


# -- the report -------------------------------------------------------------------------------------------------------


def test_no_level_of_headings_is_left_out(document: WordDocument) -> None:
    levels = [level for level, _ in document.headings()]
    assert levels[0] == 0
    assert len(levels) > 5
    assert all(level <= before + 1 for before, level in pairwise(levels)), document.headings()


def test_every_picture_says_in_words_what_it_shows(document: WordDocument) -> None:
    told = document.pictures()
    assert told
    assert all(len(text) > 20 and HANGUL.search(text) for text in told), told


def test_every_table_but_the_cards_has_a_header_row_that_is_read_as_one(document: WordDocument) -> None:
    assert set(document.tables_without_header()) <= {CARDS}


def test_the_document_has_a_title_and_is_korean(document: WordDocument) -> None:
    properties = {etree.QName(element).localname: element.text for element in document.core}
    assert HANGUL.search(properties["title"])
    assert (properties["language"], document.language) == ("ko-KR", "ko-KR")


def test_every_text_stands_out_from_its_ground(document: WordDocument) -> None:
    looks = document.texts_on_grounds()
    assert len(looks) > 3
    assert {pair: text for pair, text in looks.items() if contrast(*pair) < LEAST_CONTRAST} == {}


# -- workbooks for the office -----------------------------------------------------------------------------------------


def test_every_sheet_begins_with_its_own_title_and_its_cursor_there(records: list[Worksheet]) -> None:
    titles = [(sheet.parent.properties.title, sheet["A1"].value) for sheet in records]
    assert all(HANGUL.search(str(title)) for _, title in titles)
    assert len(set(titles)) == len(titles)
    assert {sheet.sheet_view.selection[0].activeCell for sheet in records} == {"A1"}
    for book in {sheet.parent for sheet in records}:
        assert book.active is book.worksheets[0]
        assert HANGUL.search(str(book.properties.title))


def test_every_sheet_holds_one_named_table_with_a_header_and_without_gaps(records: list[Worksheet]) -> None:
    for sheet in records:
        (table,) = sheet.tables.values()
        assert table.name.startswith("표_")
        assert table.headerRowCount == 1
        left, top, right, bottom = range_boundaries(table.ref)
        rows = list(sheet.iter_rows(top, bottom, left, right, values_only=True))
        header = [str(value or "").strip() for value in rows[0]]
        assert all(header), sheet.title
        assert len(set(header)) == len(header), sheet.title
        assert left == 1
        if len(rows) > 2:
            assert all(any(value not in (None, "") for value in row) for row in rows), sheet.title


def test_nothing_is_merged_or_hidden(records: list[Worksheet]) -> None:
    for sheet in records:
        assert not sheet.merged_cells.ranges, sheet.title
        assert sheet.sheet_state == "visible"
        hidden = [*sheet.row_dimensions.values(), *sheet.column_dimensions.values()]
        assert not any(dimension.hidden for dimension in hidden), sheet.title


def test_letters_are_large_and_dark_enough(records: list[Worksheet]) -> None:
    assert [place for sheet in records for place in faint_cells(sheet.iter_rows())] == []
    assert min(cell.font.sz for sheet in records for row in sheet.iter_rows() for cell in row if cell.value) >= SMALLEST


def test_charts_of_the_ledger_say_in_words_what_they_show(run_of_2021: Outcome) -> None:
    with zipfile.ZipFile(run_of_2021.output / "집계대장_2021.xlsx") as package:
        parts = [package.read(name) for name in package.namelist() if re.match(r"xl/drawings/drawing\d+\.xml", name)]
    told = [str(one.get("descr") or "") for part in parts for one in etree.fromstring(part).iter("{*}cNvPr")]
    assert len(told) > 5
    assert all(len(text) > 20 and HANGUL.search(text) for text in told)


# -- forms, and copies that go back -----------------------------------------------------------------------------------


@pytest.mark.parametrize("path", forms(), ids=lambda path: path.stem)
def test_a_form_can_be_filled_in_by_ear_and_without_colours(path: Path) -> None:
    """The title is in A1, the cursor too; only the guide's prose is merged; "*" says the same as the colour."""
    book = load_workbook(path)
    assert HANGUL.search(str(book.properties.title))
    assert book.active is book.worksheets[0]
    for sheet in (each for each in book if each.sheet_state == "visible"):
        assert HANGUL.search(str(sheet["A1"].value))
        assert sheet.sheet_view.selection[0].activeCell == "A1"
        assert faint_cells(sheet.iter_rows()) == []
        assert min(cell.font.sz for row in sheet.iter_rows() for cell in row if cell.value) >= SMALLEST
        if sheet.title != GUIDE_SHEET:
            assert not sheet.merged_cells.ranges
            assert "*" in {str(cell.value)[-1:] for row in sheet.iter_rows() for cell in row if cell.value}
    assert {sheet.sheet_state for sheet in book if sheet.title.startswith("_")} <= {"veryHidden"}


def test_a_doubtful_cell_is_seen_without_colour_and_its_text_is_readable() -> None:
    """Its fill is darker than that of any other cell, and the sheet says in words how many doubtful cells there are."""
    doubt, ink = DOUBT_FILL.lstrip("#"), INK.lstrip("#")
    assert contrast(ink, doubt) >= LEAST_CONTRAST
    assert min(contrast(doubt, fill.lstrip("#")) for fill in (REQUIRED_FILL, OPTIONAL_FILL)) >= 1.5


def test_the_list_of_what_to_mend_is_large_and_dark_enough(run_of_2021: Outcome) -> None:
    copies = sorted((run_of_2021.output / REQUEST_SHEET).glob("*.xlsx"))
    assert copies
    for path in copies:
        sheet = load_workbook(path)[REQUEST_SHEET]
        assert faint_cells(sheet.iter_rows()) == []
        assert min(cell.font.sz for row in sheet.iter_rows() for cell in row if cell.value) >= SMALLEST
        assert not sheet.merged_cells.ranges
        assert sheet.sheet_view.selection[0].activeCell == "A1"


# -- the console ------------------------------------------------------------------------------------------------------


def test_what_goes_into_a_file_has_no_signs_for_a_screen(run_of_2021: Outcome) -> None:
    assert "\x1b" not in run_of_2021.screen
    assert "\r" not in run_of_2021.screen.replace("\r\n", "\n")


@pytest.mark.parametrize(
    ("settings", "unwanted"),
    [
        ({"TERM": "dumb"}, r"\x1b|\r(?!\n)"),  # neither escape sequences nor a line that is overwritten
        ({"TERM": "xterm-256color", "NO_COLOR": "1"}, r"\x1b\[[0-9;]*(?:3[0-8]|4[0-8]|9[0-7])[0-9;]*m"),
    ],
    ids=["dumb", "no colour"],
)
def test_a_terminal_is_given_only_what_it_asked_for(settings: dict[str, str], unwanted: str, tmp_path: Path) -> None:
    words = ["check", "--year", "2020", "--input", str(ROOT / "examples" / "2020"), "--output", str(tmp_path / "o")]
    screen = screen_of([sys.executable, "-m", "pipeline.cli", *words], ROOT, more=settings)
    told = re.sub("\r+\n", "\n", screen)
    assert "상태: " in told
    assert not re.search(unwanted, told)
