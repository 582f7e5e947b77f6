"""The report's pages as LibreOffice draws them: fonts, margins, nothing cut off, headers together with their rows.

White space is left out of every comparison, because LibreOffice puts a gap between digits and Hangul that Word does
not.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from pathlib import Path

import pdfplumber
import pytest
from pdfplumber.page import Page
from PIL import Image

from pipeline.report.blocks import ChartBlock, Report
from pipeline.report.charts import write_charts
from pipeline.report.docx.document import write_document
from tests.support.demo_report import demo_report
from tests.support.states_report import states_report

MM = 72 / 25.4
SIDE = 20 * MM
HALF_A_POINT = 0.5


@dataclass(frozen=True)
class Rendered:
    report: Report
    pdf: Path
    pictures: list[Path]


@pytest.fixture(scope="module")
def rendered(office, tmp_path_factory: pytest.TempPathFactory):
    """Both whole reports as PDF and as pictures of their pages."""
    made: dict[str, Rendered] = {}
    for name, report in (("2020", demo_report()), ("states", states_report())):
        folder = tmp_path_factory.mktemp(name)
        pictures = write_charts((block for block in report.blocks if isinstance(block, ChartBlock)), folder)
        pdf = office.to_pdf(write_document(report, pictures, folder / "보고서.docx"))
        made[name] = Rendered(report, pdf, office.to_png(pdf, dpi=50))
    return made


@pytest.fixture(scope="module", params=["2020", "states"])
def pages(request: pytest.FixtureRequest, rendered: dict[str, Rendered]):
    with pdfplumber.open(rendered[request.param].pdf) as pdf:
        yield pdf.pages


def dense(text: str) -> str:
    return "".join(unicodedata.normalize("NFC", text).split())


def text_of(page: Page) -> str:
    return dense(page.extract_text())


def test_the_2020_report_is_three_pages_of_a4(rendered: dict[str, Rendered]) -> None:
    with pdfplumber.open(rendered["2020"].pdf) as pdf:
        assert [(round(page.width), round(page.height)) for page in pdf.pages] == [(595, 842)] * 3
    assert len(rendered["2020"].pictures) == 3


def test_no_page_is_blank(rendered: dict[str, Rendered]) -> None:
    for one in rendered.values():
        for path in one.pictures:
            with Image.open(path) as picture:
                dark = sum(picture.convert("L").histogram()[:160])
            assert dark > 400, path.name


def test_every_letter_is_drawn_in_the_one_family(pages: list[Page]) -> None:
    fonts = {char["fontname"].split("+")[-1] for page in pages for char in page.chars if char["text"].strip()}
    assert fonts == {"NanumGothic", "NanumGothicBold"}


def test_no_letter_was_lost_on_the_way(rendered: dict[str, Rendered]) -> None:
    with pdfplumber.open(rendered["2020"].pdf) as pdf:
        shown = "".join(text_of(page) for page in pdf.pages)
    assert not set("\ufffd\u25af\u2612\x00") & set(shown)
    assert "(cid:" not in shown
    for text in (
        "2020년찾동동단위민관협력네트워크성과보고",
        "확정·자료기준일2020.12.31.·제출15/15건·복지정책과",
        "Ⅰ.주요사업추진실적",
        "□상반기:취약계층집중관리전화모니터링",
        "○5개권역에서3,364명을대상으로19,644건을상담하였으며,1인당평균5.8건임",
        "<표1>권역별전화모니터링실적",
        "(단위:명,건)",
        "※1권역대상자에는응암노인복지관지원163명이포함됨",
        "<그림1>권역별대상자와상담",
        "Ⅱ.2021년운영계획",
        "붙임1.집계대장1부.",
    ):
        assert text in shown


def test_nothing_reaches_over_the_margins(pages: list[Page]) -> None:
    for page in pages:
        left = min(char["x0"] for char in page.chars)
        right = max(char["x1"] for char in page.chars if char["text"].strip())
        assert left >= SIDE - HALF_A_POINT
        assert right <= page.width - SIDE + HALF_A_POINT
        for image in page.images:
            assert image["x0"] >= SIDE - HALF_A_POINT
            assert image["x1"] <= page.width - SIDE + HALF_A_POINT


def test_tables_are_as_wide_as_the_text(pages: list[Page]) -> None:
    tables = [table for page in pages for table in page.find_tables()]
    assert tables
    for table in tables:
        assert table.bbox[0] >= SIDE - 1.5
        assert table.bbox[2] <= pages[0].width - SIDE + 1.5


def test_a_chart_stands_on_the_page_of_its_caption(pages: list[Page]) -> None:
    for page in pages:
        assert text_of(page).count("<그림") == len(page.images)
        for image in page.images:
            below = page.crop((0, image["bottom"], page.width, min(image["bottom"] + 40, page.height)))
            assert dense(below.extract_text()).startswith("<그림")


def test_a_table_caption_stands_on_the_page_of_its_first_rows(pages: list[Page]) -> None:
    for page in pages:
        captions = [word for word in page.extract_words() if word["text"].startswith("<표")]
        for caption in captions:
            below = page.crop((0, caption["bottom"], page.width, page.height))
            lines = [line for line in below.extract_text().splitlines() if line.strip()]
            assert len(lines) >= 4, caption


def test_no_heading_is_the_last_line_of_a_page(pages: list[Page]) -> None:
    for page in pages:
        lines = [dense(line) for line in page.extract_text().splitlines() if line.strip()]
        last_of_text = lines[-2]  # the last line is the page number
        assert not last_of_text.startswith(("□", "Ⅰ.", "Ⅱ.", "<표"))


def test_a_long_table_repeats_its_header_and_keeps_its_total_in_company(rendered: dict[str, Rendered]) -> None:
    header = "연번권역집행일적요금액(원)"
    with pdfplumber.open(rendered["states"].pdf) as pdf:
        texts = [[dense(line) for line in page.extract_text().splitlines()] for page in pdf.pages]
    with_header = [lines for lines in texts if header in lines]
    assert len(with_header) == 3
    assert all(len(lines) - lines.index(header) > 4 for lines in with_header)
    numbers = [line.split("권역")[0] for lines in with_header for line in lines if "권역2021." in line]
    assert [number[:-1] for number in numbers] == [str(index) for index in range(1, 131)]
    total = with_header[-1].index("계130건2,726,455")
    assert "130" in with_header[-1][total - 1]


def test_a_header_cell_never_breaks_inside_its_period(rendered: dict[str, Rendered]) -> None:
    with pdfplumber.open(rendered["2020"].pdf) as pdf:
        words = [dense(word["text"]) for word in pdf.pages[0].extract_words()]
    assert "(4.20~6.13)" in words


def test_digits_of_a_right_aligned_column_end_at_one_edge(rendered: dict[str, Rendered]) -> None:
    with pdfplumber.open(rendered["states"].pdf) as pdf:
        words = [word for page in pdf.pages for word in page.extract_words()]
    amounts = [word for word in words if word["text"] in {f"{12_000 + index * 137:,}" for index in range(1, 131)}]
    assert len(amounts) == 130
    assert max(word["x1"] for word in amounts) - min(word["x1"] for word in amounts) < HALF_A_POINT


def test_key_figures_stand_level(rendered: dict[str, Rendered]) -> None:
    with pdfplumber.open(rendered["states"].pdf) as pdf:
        words = pdf.pages[0].extract_words()
    values = [word for word in words if word["text"] in ("2,640", "16,102", "38", "7,104,500")]
    changes = [word for word in words if word["text"] == "전년" and word["top"] < values[0]["bottom"] + 60]
    assert len({round(word["bottom"]) for word in values}) == 1
    assert len(changes) == 4
    assert len({round(word["top"]) for word in changes}) == 1


def test_every_page_tells_its_number_and_later_pages_the_title(pages: list[Page]) -> None:
    for number, page in enumerate(pages, start=1):
        assert f"-{number}/{len(pages)}-" in text_of(page)
    title = dense("성과보고")
    assert all(title in dense(page.extract_text().splitlines()[0]) for page in pages[1:])
