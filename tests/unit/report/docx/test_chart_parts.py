"""Word's native charts in the DOCX: their parts and places, the picture for other programs, heatmaps as tables."""

from __future__ import annotations

import zipfile
from pathlib import Path
from xml.etree import ElementTree

import docx
import pytest
from openxml_audit import OpenXmlValidator

from pipeline.model.figures import State
from pipeline.report.blocks import ChartBlock, PageBreak, Panel, Point, Series
from tests.support.chart_parts import A, C, charts_of
from tests.support.docx_writing import WP, W, chart, part, write_blocks

MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
PICTURE = "{http://schemas.openxmlformats.org/drawingml/2006/picture}pic"
TEXT_WIDTH = 170 / 25.4 * 914400  # EMU


def panels(count: int) -> tuple[Panel, ...]:
    return tuple(
        Panel(f"{number}번째", (Series("수", (Point("가", number, f"{number}"),)),)) for number in range(1, count + 1)
    )


def several(count: int) -> ChartBlock:
    return ChartBlock("여럿", "bars", "여러 그림", "셋째가 가장 많음", panels(count))


def matrix() -> ChartBlock:
    rows = (
        Series("1권역\n녹번", (Point("1월", 3, "3"), Point("2월", 12, "12*", state=State.PARTIAL))),
        Series("2권역\n신사", (Point("1월", None, "", state=State.MISSING), Point("2월", 0, "0", state=State.ZERO))),
    )
    return ChartBlock("참석", "heatmap", "월별 참석", "2월에 가장 많음", (Panel("참석(명)  계 15명*", rows),))


def test_each_panel_is_a_chart_with_its_own_workbook(tmp_path: Path) -> None:
    path = write_blocks(tmp_path, several(3), native=True)
    assert [chart.values for chart in charts_of(path)] == [[[1]], [[2]], [[3]]]
    assert [chart.cells[1] for chart in charts_of(path)] == [("가", 1), ("가", 2), ("가", 3)]
    with zipfile.ZipFile(path) as package:
        kinds = package.read("[Content_Types].xml").decode()
    assert kinds.count("drawingml.chart+xml") == 3
    assert "spreadsheetml.sheet" in kinds


@pytest.mark.parametrize("count", [1, 2, 3, 4])
def test_charts_side_by_side_fit_the_line(tmp_path: Path, count: int) -> None:
    root = part(write_blocks(tmp_path, several(count), native=True))
    choices = root.iter(f"{MC}Choice")
    widths = [int(extent.get("cx")) for choice in choices for extent in choice.iter(f"{WP}extent")]
    in_a_row = {1: 1, 2: 2, 3: 3, 4: 2}[count]
    assert len(widths) == count
    assert TEXT_WIDTH - 2000 < sum(widths[:in_a_row]) <= TEXT_WIDTH
    assert all(width % 360 == 0 for width in widths)


def test_a_program_that_knows_no_newer_drawings_finds_the_picture(tmp_path: Path) -> None:
    root = part(write_blocks(tmp_path, several(2), native=True))
    pairs = [(*both,) for both in root.iter(f"{MC}AlternateContent")]
    assert [choice.get("Requires") for choice, _ in pairs] == ["wps", "wps"]
    assert [len(list(choice.iter(f"{C}chart"))) for choice, _ in pairs] == [1, 1]
    assert [len(list(fallback.iter(PICTURE))) for _, fallback in pairs] == [1, 0]
    assert not any(list(choice.iter(PICTURE)) for choice, _ in pairs)


def test_charts_and_picture_are_described(tmp_path: Path) -> None:
    root = part(write_blocks(tmp_path, several(2), native=True))
    told = [(one.get("name"), one.get("descr")) for one in root.iter(f"{WP}docPr")]
    assert told == [("여럿", "셋째가 가장 많음"), ("여럿", "셋째가 가장 많음"), ("여럿_2", "2번째: 가 2")]


def test_a_chart_without_a_value_stays_a_picture(tmp_path: Path) -> None:
    missing = Point("가", None, "", state=State.MISSING)
    block = ChartBlock("빈", "bars", "빈 그림", "없음", (Panel("", (Series("수", (missing,)),)),))
    path = write_blocks(tmp_path, block, native=True)
    assert charts_of(path) == []
    assert len(list(part(path).iter(PICTURE))) == 1


def test_without_the_wish_there_are_pictures_only(tmp_path: Path) -> None:
    path = write_blocks(tmp_path, several(2), matrix())
    assert charts_of(path) == []
    assert len(list(part(path).iter(PICTURE))) == 2
    with zipfile.ZipFile(path) as package:
        assert not any(name.startswith(("word/charts", "word/embeddings")) for name in package.namelist())


def test_a_matrix_is_a_table_whose_cells_are_the_deeper_the_higher(tmp_path: Path) -> None:
    path = write_blocks(tmp_path, matrix(), native=True)
    (table,) = docx.Document(str(path)).tables
    assert [[cell.text for cell in row.cells] for row in table.rows] == [
        ["", "1월", "2월"],
        ["1권역\n녹번", "3", "12*"],
        ["2권역\n신사", "미제출", "0"],
    ]
    root = part(path)
    shades = [(shade.get(f"{W}val"), shade.get(f"{W}fill")) for shade in root.iter(f"{W}shd")]
    # a quarter of the highest: 0.25 to the power of 1.5 is an eighth of the way from white to the tint 9DB2D6
    assert shades == [("clear", "F3F5FA"), ("clear", "1F3864"), ("thinDiagStripe", "FFFFFF"), ("clear", "FFFFFF")]
    assert root.find(f".//{W}tblDescription").get(f"{W}val") == "2월에 가장 많음"
    assert not list(root.iter(PICTURE))


def test_a_table_of_colours_stands_above_its_caption_and_stays_with_it(tmp_path: Path) -> None:
    body = next(part(write_blocks(tmp_path, matrix(), native=True)).iter(f"{W}body"))
    title, table, caption = list(body)[:3]
    assert "".join(text.text for text in title.iter(f"{W}t")) == "참석(명)  계 15명*"
    assert table.tag == f"{W}tbl"
    assert "".join(text.text for text in caption.iter(f"{W}t")) == "<그림 1> 월별 참석"
    above = [title, *table.iter(f"{W}p")]
    assert all(paragraph.find(f"{W}pPr/{W}keepNext") is not None for paragraph in above)


def test_a_page_break_before_a_table_of_colours_is_not_lost(tmp_path: Path) -> None:
    root = part(write_blocks(tmp_path, chart("가"), PageBreak(), matrix(), native=True))
    assert len(list(root.iter(f"{W}pageBreakBefore"))) == 1


def test_letters_that_no_xml_may_hold_do_no_harm(tmp_path: Path) -> None:
    bad = "가\x01나\ufffe"
    row = Series(bad, (Point(bad, 1, "1"),))
    blocks = (ChartBlock("참석", "heatmap", bad, bad, (Panel(bad, (row,)),)),)
    path = write_blocks(tmp_path, *blocks, native=True)
    assert [str(error) for error in OpenXmlValidator().validate(str(path)).errors] == []


def test_the_same_report_is_the_same_bytes_with_its_workbooks(tmp_path: Path) -> None:
    first, second = (tmp_path / name for name in ("1", "2"))
    for folder in (first, second):
        folder.mkdir()
    assert (
        write_blocks(first, several(3), matrix(), native=True).read_bytes()
        == write_blocks(second, several(3), matrix(), native=True).read_bytes()
    )


def test_the_link_to_the_workbook_stands_where_word_looks_for_it(tmp_path: Path) -> None:
    with zipfile.ZipFile(write_blocks(tmp_path, several(1), native=True)) as package:
        root = ElementTree.fromstring(package.read("word/charts/chart1.xml"))
    order = [child.tag.removeprefix(C) for child in root]
    assert order[-1] == "externalData"
    assert {font.get("typeface") for font in root.iter(f"{A}ea")} == {"맑은 고딕"}
