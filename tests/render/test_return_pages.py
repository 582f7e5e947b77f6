"""Return copies in LibreOffice: they open, print, are readable, and can be saved by another program without loss."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pdfplumber
import pytest
from PIL import Image

from pipeline.model.result import RunResult
from pipeline.model.returns import ReturnState
from pipeline.reply.marked import plan_requests, write_return_copies
from tests.support.few_returns import monitoring_rows, run_over, write_monitoring
from tests.support.rich_workbook import NOTE_CELL, NOTE_TEXT, open_book, rich_workbook
from tests.support.small_run import input_folder

A4_LANDSCAPE = [842, 595]
VIOLET, TEAL, REQUIRED = (0xD8, 0xB4, 0xFE), (0xA7, 0xED, 0xE3), "FFFFFBEB"
TIMEOUT_S = 180


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> RunResult:
    """Region 3's monitoring: words for numbers, a blank, an odd date, a dong of region 1, a 지원기관 without people."""
    folder = tmp_path_factory.mktemp("받은 파일")
    rows = monitoring_rows()
    rows[0] |= {"people_count": "약 70명", "consultation_count": None}
    rows[1] |= {"round": "한 번", "end_date": "3/5"}
    rows[2]["dong"] = "녹번동"
    rows[3] |= {"supported_organisation": "응암노인복지관"}
    path = write_monitoring(folder / "3권역 모니터링.xlsx", rows)
    path.write_bytes(rich_workbook(path.read_bytes(), formula_cell="E34"))
    return run_over(folder)


@pytest.fixture(scope="module")
def copy(run: RunResult, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_return_copies(run, tmp_path_factory.mktemp("수정요청"))[0]


@pytest.fixture(scope="module")
def pdf(office, copy: Path) -> Path:
    return office.to_pdf(copy)


def squeezed(text: str) -> str:
    return "".join(text.split())


def test_the_list_is_one_page_wide_on_a4(pdf: Path) -> None:
    with pdfplumber.open(pdf) as opened:
        first, second = opened.pages[:2]
        assert [round(first.width), round(first.height)] == A4_LANDSCAPE
        assert "수정 요청 · 3권역 은평종합사회복지관 · 전화모니터링 1회차" in (first.extract_text() or "")
        assert "수정요청" not in (second.extract_text() or "").splitlines()[0]


def test_every_word_of_the_list_is_on_the_page(run: RunResult, pdf: Path) -> None:
    (request,) = plan_requests(run)
    with pdfplumber.open(pdf) as opened:
        tables = opened.pages[0].extract_tables()
    shown = {squeezed(cell) for rows in tables for row in rows for cell in row if cell}
    assert len(request.lines) >= 6
    for line in request.lines:
        assert squeezed(line.message) in shown
        assert squeezed(line.advice) in shown


def test_no_letter_is_cut_by_the_edge_of_its_row(pdf: Path) -> None:
    with pdfplumber.open(pdf) as opened:
        page = opened.pages[0]
        edges = {round(line["top"], 1) for line in page.horizontal_edges if line["width"] > 20}
        cut = [c["text"] for c in page.chars if any(c["top"] + 1.5 < edge < c["bottom"] - 1.5 for edge in edges)]
    assert len(edges) > 6
    assert cut == []


def test_the_marked_cells_are_seen_in_colour(office, pdf: Path) -> None:
    pages = office.to_png(pdf, dpi=50)
    first, second = (Image.open(page).convert("RGB") for page in pages[:2])
    for picture in (first, second):
        assert _pixels(picture, VIOLET) > 100
    assert _pixels(first, TEAL) > 100


def _pixels(picture: Image.Image, colour: tuple[int, int, int]) -> int:
    return sum(count for count, seen in picture.getcolors(1 << 24) or [] if seen == colour)


def test_a_list_of_its_own_prints_as_well(office, tmp_path: Path) -> None:
    (tmp_path / "3권역 암호.xlsx").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(4000))
    write_monitoring(tmp_path / "4권역.xlsx", monitoring_rows(4), region=4)
    (path,) = write_return_copies(run_over(tmp_path), tmp_path / "수정요청")
    with pdfplumber.open(office.to_pdf(path)) as opened:
        (page,) = opened.pages
        assert [round(page.width), round(page.height)] == A4_LANDSCAPE
        assert "표시를 하지 못했습니다" in (page.extract_text() or "")


@pytest.fixture(scope="module")
def resaved(office, copy: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The copy after LibreOffice has opened and saved it, in a folder with the first version."""
    folder = tmp_path_factory.mktemp("다시 받은 파일")
    subprocess.run(
        [
            shutil.which("soffice") or "soffice",
            f"-env:UserInstallation={office.profile.as_uri()}",
            *("--headless", "--norestore", "--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", str(folder)),
            str(copy),
        ],
        check=True,
        capture_output=True,
        timeout=TIMEOUT_S,
        env=os.environ | {"HOME": str(office.profile.parent)},
    )
    return folder / copy.name


def test_a_copy_saved_by_another_program_is_still_the_next_version(run: RunResult, resaved: Path) -> None:
    first = input_folder(run) / "3권역 모니터링.xlsx"
    shutil.copyfile(first, resaved.with_name(first.name))
    states = {source.file: source.state for source in run_over(resaved.parent).returns}
    resaved.with_name(first.name).unlink()
    # Not one value differs, so it counts as a copy; the newer one is used.
    assert states == {first.name: ReturnState.IGNORED, resaved.name: ReturnState.USED}


def test_a_copy_saved_by_another_program_is_marked_once_more(resaved: Path, tmp_path: Path) -> None:
    (path,) = write_return_copies(run_over(resaved.parent), tmp_path)
    book = open_book(path.read_bytes())
    assert book.sheetnames.count("수정요청") == 1
    cells = book["모니터링"]
    assert cells["E9"].comment.text.count("【수정요청") == 1
    assert cells[NOTE_CELL].comment.text.count("【수정요청") == 1
    assert NOTE_TEXT in cells[NOTE_CELL].comment.text
    stamp = dict(row[:2] for row in book["_서식정보"].iter_rows(values_only=True))
    assert str(stamp["revision"]) == "2"
    before = {row[1].fill.fgColor.rgb for row in book["_서식정보"].iter_rows() if str(row[0].value).startswith("mark_")}
    assert before == {REQUIRED, "FFF8FAFF"}  # what required and optional cells look like in the blank form
    own = [area for area in cells.conditional_formatting if "E9" in str(area.sqref).split()]
    numbered = [rule for area in own for rule in area.rules if rule.dxf.numFmt is not None]
    assert len(numbered) == 1
