"""Word's native charts as LibreOffice draws them: all numbers and names are there, and none where there is no value."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pdfplumber
import pytest
from pdfplumber.page import Page

from pipeline.model.figures import State
from pipeline.report.blocks import ChartBlock, Point
from tests.render.test_document_pages import HALF_A_POINT, SIDE, dense
from tests.support.docx_writing import write_blocks
from tests.support.states_report import states_report


@pytest.fixture(scope="module")
def blocks() -> list[ChartBlock]:
    return [block for block in states_report().blocks if isinstance(block, ChartBlock)]


@pytest.fixture(scope="module")
def pages(office, blocks: list[ChartBlock], tmp_path_factory: pytest.TempPathFactory):
    path: Path = write_blocks(tmp_path_factory.mktemp("charts"), *blocks, native=True)
    with pdfplumber.open(office.to_pdf(path)) as pdf:
        yield pdf.pages


def words_of(page: Page) -> list[str]:
    """The horizontal words, and the vertical ones, read from below."""
    return [word["text"] for word in page.extract_words(char_dir_rotated="btt", line_dir_rotated="ltr")]


def shown(point: Point) -> str:
    """What the bar of a value should print."""
    return point.text + "*" * (point.state is State.PARTIAL and not point.text.endswith("*"))


def test_word_charts_are_drawn_and_not_their_pictures(pages: list[Page], blocks: list[ChartBlock]) -> None:
    assert sum(dense(page.extract_text()).count("<그림") for page in pages) == len(blocks)
    assert not any(page.images for page in pages)


def test_every_number_of_every_chart_is_printed(pages: list[Page], blocks: list[ChartBlock]) -> None:
    printed = Counter(word for page in pages for word in words_of(page))
    points = [point for block in blocks for panel in block.panels for series in panel.series for point in series.points]
    wanted = Counter(shown(point) for point in points if point.value is not None)
    assert wanted
    assert {text: count for text, count in wanted.items() if printed[text] < count} == {}
    assert printed["0"] == wanted["0"]  # no bar of height zero for a value that was not submitted


def test_every_name_and_title_is_printed(pages: list[Page], blocks: list[ChartBlock]) -> None:
    text = dense("".join(page.extract_text() for page in pages))
    for panel in (panel for block in blocks for panel in block.panels):
        assert dense(panel.title) in text
        for name in (line for point in panel.series[0].points for line in point.label.split("\n")):
            assert dense(name) in text


def test_no_chart_reaches_over_the_margins(pages: list[Page]) -> None:
    for page in pages:
        assert min(char["x0"] for char in page.chars) >= SIDE - HALF_A_POINT
        assert max(char["x1"] for char in page.chars if char["text"].strip()) <= page.width - SIDE + HALF_A_POINT
        for bar in page.rects:
            assert bar["x0"] >= SIDE - 1.5
            assert bar["x1"] <= page.width - SIDE + 1.5
