"""The HWPX: valid, always the same bytes, every number in its cell, and the looks that an office expects."""

from __future__ import annotations

import zipfile
from functools import cache
from pathlib import Path

import pytest
from hwpx.tools.package_validator import validate_package
from hwpx.tools.validator import validate_document
from lxml import etree

from pipeline.errors import SelfCheckError
from pipeline.publish.report_lines import texts_of
from pipeline.report.blocks import ChartBlock, Heading, Item, PageBreak, Report, TableBlock, TableCell, text_of
from pipeline.report.charts import write_charts
from pipeline.report.hwpx.document import write_hwpx
from pipeline.report.sections import build_report
from tests.support.demo_report import demo_report
from tests.support.small_run import run_2020

P = "{http://www.hancom.co.kr/hwpml/2011/paragraph}"
H = "{http://www.hancom.co.kr/hwpml/2011/head}"
MM = 7200 / 25.4


@cache
def report_2020() -> Report:
    return build_report(run_2020())


@pytest.fixture(scope="module", params=["2020", "demo"])
def told(request: pytest.FixtureRequest) -> Report:
    return report_2020() if request.param == "2020" else demo_report()


@pytest.fixture(scope="module")
def written(told: Report, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("hwpx")
    pictures = write_charts([block for block in told.blocks if isinstance(block, ChartBlock)], folder)
    return write_hwpx(told, pictures, folder / "성과보고.hwpx")


def part(path: Path, name: str) -> etree._Element:
    with zipfile.ZipFile(path) as package:
        return etree.fromstring(package.read(f"Contents/{name}.xml"))


def section(path: Path) -> etree._Element:
    return part(path, "section0")


def own_text(paragraph: etree._Element) -> str:
    """The text of a paragraph without that of a table in it; line breaks become spaces."""
    found = []
    for text in paragraph.iterfind(f"{P}run/{P}t"):
        found.append(text.text or "")
        found += [f" {line_break.tail or ''}" for line_break in text.iterfind(f"{P}lineBreak")]
    return "".join(found).strip()


def write(folder: Path, *blocks: TableBlock | Heading | Item | PageBreak) -> etree._Element:
    return section(write_hwpx(Report("성과보고", tuple(blocks)), {}, folder / "글.hwpx"))


def test_the_package_and_every_part_keep_the_format(written: Path) -> None:
    assert not validate_document(written).issues
    told = [str(issue) for issue in validate_package(written).issues]
    assert told == [
        "Contents/content.hpf: manifest does not reference a version part; engine will fall back to 'version.xml'"
    ]


def test_the_same_report_gives_the_same_bytes(told: Report, written: Path, tmp_path: Path) -> None:
    pictures = write_charts([block for block in told.blocks if isinstance(block, ChartBlock)], tmp_path)
    assert write_hwpx(told, pictures, tmp_path / "다시.hwpx").read_bytes() == written.read_bytes()


def test_every_table_has_the_words_of_its_block_cell_by_cell(told: Report, written: Path) -> None:
    tables = [table for table in section(written).iter(f"{P}tbl") if table.get("repeatHeader") == "1"]
    blocks = [block for block in told.blocks if isinstance(block, TableBlock) and any(c.header for c in block.columns)]
    assert len(tables) == len(blocks)
    for table, block in zip(tables, blocks, strict=True):
        cells = {
            (int(place.get("rowAddr", "")) - 1, int(place.get("colAddr", ""))): cell
            for cell in table.iter(f"{P}tc")
            for place in cell.iterfind(f"{P}cellAddr")
        }
        for row, cells_of_row in enumerate(block.rows):
            for column, cell in enumerate(cells_of_row.cells):
                if cell is not None and any(text_of(line) for line in cell.lines):
                    assert said(cells[row, column]) == wanted(cell), (block.key, row, column)


def said(cell: etree._Element) -> list[str]:
    return [own_text(paragraph).removesuffix("*") for paragraph in cell.iter(f"{P}p")]


def wanted(cell: TableCell) -> list[str]:
    return [" ".join(text_of(line).split("\n")).strip().removesuffix("*") for line in cell.lines]


def test_another_reader_finds_every_line(told: Report, written: Path) -> None:
    found = {"".join(own_text(paragraph).split()).rstrip("*") for paragraph in section(written).iter(f"{P}p")}
    assert not [text for text in texts_of(told) if text not in found]


def test_columns_fill_the_text_width_and_rows_are_as_high_as_their_text(written: Path) -> None:
    for table in section(written).iter(f"{P}tbl"):
        size = table.find(f"{P}sz")
        assert size is not None
        assert int(size.get("width", "")) == pytest.approx(170 * MM, abs=10)
        assert all(int(cell.get("height", "")) > 900 for cell in table.iter(f"{P}cellSz"))


def test_the_page_is_a4_with_margins_of_20_mm_and_numbered(written: Path) -> None:
    body = section(written)
    page = next(body.iter(f"{P}pagePr"))
    assert (int(page.get("width", "")), int(page.get("height", ""))) == (59528, 84186)
    margin = next(body.iter(f"{P}margin"))
    assert [int(margin.get(side, "")) for side in ("left", "right")] == pytest.approx([20 * MM] * 2, abs=2)
    assert next(body.iter(f"{P}pageNum")).get("pos") == "BOTTOM_CENTER"


def test_the_font_is_malgun_and_where_it_lacks_one_of_hancom(written: Path) -> None:
    fonts = {(font.get("face"), font[0].get("face")) for font in part(written, "header").iter(f"{H}font")}
    assert fonts == {("맑은 고딕", "함초롬돋움")}


def test_the_outline_has_named_styles_whose_marks_are_real(tmp_path: Path) -> None:
    blocks = (Heading(1, "결과"), Heading(2, "회의"), *(Item(level, ()) for level in (1, 2, 3)))
    path = write_hwpx(Report("성과보고", blocks), {}, tmp_path / "글.hwpx")
    header = part(path, "header")
    styles = {style.get("id"): style for style in header.iter(f"{H}style")}
    paras = {para.get("id"): para for para in header.iter(f"{H}paraPr")}
    bullets = {bullet.get("id"): bullet.get("char") for bullet in header.iter(f"{H}bullet")}
    found = []
    for paragraph in list(section(path))[1:]:
        style = styles[paragraph.get("styleIDRef")]
        heading = paras[style.get("paraPrIDRef")].find(f"{H}heading")
        assert heading is not None
        is_bullet = heading.get("type") == "BULLET"
        found.append((style.get("name"), bullets[heading.get("idRef")] if is_bullet else heading.get("type")))
    assert found == [
        ("큰제목", "NONE"), ("□ 항목", "□"), ("○ 내용", "○"), ("- 세부", "-"), ("※ 참고", "※"),
    ]  # fmt: skip


def test_a_page_break_begins_the_next_line_on_a_new_page(tmp_path: Path) -> None:
    body = write(tmp_path, Heading(1, "앞"), PageBreak(), Heading(1, "뒤"))
    assert [(own_text(p), p.get("pageBreak")) for p in list(body)[1:]] == [("앞", "0"), ("뒤", "1")]


def test_signs_that_xml_forbids_and_markup_stay_text(tmp_path: Path) -> None:
    body = write(tmp_path, Heading(1, "<b>1 & 2</b>\x01"))
    assert own_text(body[-1]) == "<b>1 & 2</b>"


def test_a_chart_without_its_picture_stops_the_writing(tmp_path: Path) -> None:
    chart = next(block for block in report_2020().blocks if isinstance(block, ChartBlock))
    with pytest.raises(SelfCheckError, match="그림이 만들어지지 않아"):
        write_hwpx(Report("성과보고", (chart,)), {}, tmp_path / "글.hwpx")
