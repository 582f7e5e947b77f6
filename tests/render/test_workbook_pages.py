"""The workbooks in LibreOffice: every formula has the value that we stored, and the pages hold the tables."""

from __future__ import annotations

import re
import subprocess
import zipfile
from pathlib import Path

import openpyxl
import pdfplumber
import pytest

from pipeline.model.result import RunResult
from pipeline.records.findings import write_checks
from pipeline.records.ledger import write_ledger
from tests.support.small_run import output_folder, small_run
from tests.support.tricky_sums import TRICKY, tricky_workbook

CACHED = re.compile(rb"(<f>[^<]*</f>)<v>[^<]*</v>")


@pytest.fixture(scope="module")
def result(tmp_path_factory: pytest.TempPathFactory) -> RunResult:
    return small_run(tmp_path_factory, slips=True)


@pytest.fixture(scope="module")
def workbooks(result: RunResult) -> list[Path]:
    folder = output_folder(result)
    return [write_ledger(result, folder / "집계대장_2021.xlsx"), write_checks(result, folder / "검증결과_2021.xlsx")]


@pytest.fixture(scope="module")
def pages(office, workbooks: list[Path]) -> list[Path]:
    """The workbooks printed as PDF."""
    return [office.to_pdf(path) for path in workbooks]


def texts_of(pdf: Path) -> list[str]:
    """The text of each page, its words separated by single spaces."""
    found = subprocess.run(["pdftotext", "-layout", str(pdf), "-"], capture_output=True, check=True)
    pages = found.stdout.decode("utf-8").split("\f")[:-1]
    return ["\n".join(" ".join(line.split()) for line in page.strip().splitlines()) for page in pages]


def without_values(source: Path, target: Path) -> Path:
    """A copy whose formulas have no stored value: an office program must calculate every one of them."""
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = old.read(name)
            new.writestr(name, CACHED.sub(rb"\1", content) if name.startswith("xl/worksheets/") else content)
    return target


def formula_values(path: Path, values: Path) -> dict[tuple[str, str], object]:
    """The values of ``values`` in every cell that is a formula in ``path``."""
    formulas, shown = openpyxl.load_workbook(path), openpyxl.load_workbook(values, data_only=True)
    return {
        (sheet.title, cell.coordinate): shown[sheet.title][cell.coordinate].value
        for sheet in formulas
        for row in sheet.iter_rows()
        for cell in row
        if cell.data_type == "f"
    }


def test_recalculated_they_say_the_same(office, workbooks: list[Path], tmp_path: Path) -> None:
    for path in workbooks:
        blank = without_values(path, tmp_path / path.name)
        ours, theirs = formula_values(path, path), formula_values(path, office.resave(blank))
        assert len(ours) > 50
        different = {place: (ours[place], theirs[place]) for place in ours if not same(ours[place], theirs[place])}
        assert different == {}


def test_no_name_is_taken_for_another(office, tmp_path: Path) -> None:
    """Patterns, numbers, letter case and long texts, which SUMIFS alone would confuse."""
    path = tricky_workbook(tmp_path / "이름.xlsx")
    theirs = formula_values(path, office.resave(without_values(path, tmp_path / "빈 값.xlsx")))
    assert list(theirs.values()) == [2**index for index in range(len(TRICKY))]


def same(ours: object, theirs: object) -> bool:
    if isinstance(ours, float) and isinstance(theirs, int | float):
        return theirs == pytest.approx(ours)
    return ours == theirs


def test_pages_are_a4_and_begin_with_the_title_or_the_header(pages: list[Path]) -> None:
    with pdfplumber.open(pages[0]) as opened:
        sizes = {tuple(sorted((round(page.width), round(page.height)))) for page in opened.pages}
    texts = texts_of(pages[0])
    assert sizes == {(595, 842)}
    assert texts[0].startswith("2021년 찾동 동단위 민관협력 네트워크 집계대장 · 한눈에 보기")
    assert "모두 일치" in texts[1]
    results = [text for text in texts if re.search(r"\n집계_월별실적 [0-9]+ / ", text)]
    assert results[0].startswith("집계: 월별실적")
    assert len(results) > 1
    assert all(text.startswith("항목 ") for text in results[1:])


def test_what_is_searched_on_the_screen_prints_one_page_and_says_so(pages: list[Path]) -> None:
    """The proof, with some hundred lines, and the facts: nobody looks for a number in them on paper."""
    feet = [text.splitlines()[-1] for text in texts_of(pages[0])]
    names = [re.sub(r" ([^ ]+ )*[0-9]+ / [0-9]+$", "", foot) for foot in feet]
    alone = ("검산", "자료", "월별실적_위기가구")
    assert [names.count(name) for name in alone] == [1, 1, 1]
    assert "화면에서 찾아보는 시트라 첫 쪽만 인쇄합니다" in feet[names.index("검산")]
    assert len(feet) < 45  # of over a hundred


def test_no_number_is_too_wide_for_its_column(pages: list[Path]) -> None:
    """A cell that shows ### hides its number."""
    for path in pages:
        assert [number for number, text in enumerate(texts_of(path), start=1) if "###" in text] == []
