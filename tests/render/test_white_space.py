"""The pages of a whole year's report as LibreOffice draws them: no page is a third empty, no label is lost."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pdfplumber
import pytest
from pdfplumber.page import Page

from pipeline.model.result import RunResult
from pipeline.report.blocks import ChartBlock, TableBlock, TableCell, TableColumn, TableRow, line
from pipeline.report.charts import write_charts
from pipeline.report.docx.document import write_document
from pipeline.report.sections import build_report
from tests.support.docx_writing import write_blocks
from tests.support.run_in_memory import a_run, the_year, whole_year

MM = 72 / 25.4
MARGIN = 18 * MM


def whole() -> RunResult:
    return the_year()


def half() -> RunResult:
    """Every other return."""
    return a_run(*whole_year()[::2])


HALF = pytest.param(half, marks=pytest.mark.thorough)


@pytest.fixture(params=[whole, HALF], ids=["whole year", "every other return"])
def pages(request: pytest.FixtureRequest, office, tmp_path: Path) -> Iterator[list[Page]]:
    report = build_report(request.param())
    pictures = write_charts((block for block in report.blocks if isinstance(block, ChartBlock)), tmp_path)
    with pdfplumber.open(office.to_pdf(write_document(report, pictures, tmp_path / "보고서.docx"))) as pdf:
        yield pdf.pages


def empty_share(page: Page) -> float:
    """The share of the text area below the last line, picture or rule that is empty."""
    low = page.height - MARGIN
    drawn = [*page.chars, *page.images, *page.rects, *page.lines]
    bottoms = [one["bottom"] for one in drawn if one["bottom"] <= low + 1]
    return (low - max(bottoms)) / (page.height - 2 * MARGIN)


def test_no_page_is_left_a_third_empty(pages: list[Page]) -> None:
    # An attachment begins on a new page, so the page before it may end anywhere.
    texts = [page.extract_text() for page in pages]
    flowing = [page for page, following in zip(pages, texts[1:], strict=False) if "\n[붙임" not in following]
    assert len(flowing) > 8
    assert [f"{page.page_number}쪽" for page in flowing if empty_share(page) > 1 / 3] == []


def test_every_page_of_a_long_group_names_its_label(office, tmp_path: Path) -> None:
    rows = [
        TableRow((TableCell((line("3권역"),), rows=120) if number == 0 else None, TableCell((line(f"사업 {number}"),))))
        for number in range(120)
    ]
    table = TableBlock("t", "긴 표", (TableColumn("권역"), TableColumn("사업")), tuple(rows))
    with pdfplumber.open(office.to_pdf(write_blocks(tmp_path, table))) as pdf:
        assert len(pdf.pages) > 2
        for page in pdf.pages:
            assert page.extract_text().replace(" ", "").count("3권역") >= 1
