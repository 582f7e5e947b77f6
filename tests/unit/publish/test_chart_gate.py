"""The last gate on Word's native charts: what they draw, print and hold in their workbooks must be the figures."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from lxml import etree

from pipeline.errors import SelfCheckError
from pipeline.model.figures import State
from pipeline.model.result import RunResult
from pipeline.publish.last_gate import check_outputs
from pipeline.records.results import write_results
from pipeline.report.blocks import ChartBlock, Panel, Point, Report, Series
from pipeline.report.sections.attendance import attendance_chart
from pipeline.report.sections.parts import chart_point
from tests.support.chart_parts import charts_of
from tests.support.docx_writing import write_blocks
from tests.support.run_in_memory import a_run, whole_year

Change = Callable[[bytes], bytes]
NAMESPACES = {
    "c": "http://schemas.openxmlformats.org/drawingml/2006/chart",
    "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
}
BODY, CHART, BOOK = "word/document.xml", "word/charts/chart{}.xml", "word/embeddings/Microsoft_Excel_Sheet{}.xlsx"


@pytest.fixture(scope="module")
def result() -> RunResult:
    """The whole year without November of region 5."""
    return a_run(*whole_year([("monthly_results", 5, 11)]))


@pytest.fixture(scope="module")
def report(result: RunResult) -> Report:
    """Two small charts of figures, and a matrix."""
    panels = tuple(
        Panel(title, (Series(title, tuple(_point(result, measure, region) for region in result.config.regions)),))
        for title, measure in (("발굴", "households_found"), ("지원", "supports"))
    )
    matrix = attendance_chart(result)
    assert matrix is not None
    return Report("성과보고", (ChartBlock("가구", "bars", "권역별 위기가구", "설명", panels), matrix))


def _point(result: RunResult, measure: str, region: int) -> Point:
    return chart_point(f"{region}권역", result.figures.get(measure, region=region))


@pytest.fixture(scope="module")
def written(result: RunResult, report: Report, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("written")
    write_results(result, folder / "results.json")
    return write_blocks(folder, *report.blocks, native=True)


def details(result: RunResult, report: Report, path: Path, folder: Path) -> tuple[str, ...]:
    try:
        check_outputs(result, report, [path], folder)
    except SelfCheckError as error:
        return error.details
    return ()


def changed(source: Path, target: Path, part: str, change: Change) -> Path:
    """The document with one part changed; asserts that the change made a difference."""
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name == part:
                content, before = change(content), content
                assert content != before
            new.writestr(name, content)
    return target


def in_cell(cell: str, value: object) -> Change:
    def change(content: bytes) -> bytes:
        book = openpyxl.load_workbook(io.BytesIO(content))
        book.active[cell] = value
        saved = io.BytesIO()
        book.save(saved)
        return saved.getvalue()

    return change


def without(tag: str) -> Change:
    """The XML without the first element of that name."""

    def change(content: bytes) -> bytes:
        root = etree.fromstring(content)
        prefix, _, name = tag.partition(":")
        found = next(root.iter(f"{{{NAMESPACES[prefix]}}}{name}"))
        found.getparent().remove(found)
        return etree.tostring(root)

    return change


def once(pattern: str, new: str) -> Change:
    return lambda content: re.sub(pattern.encode(), new.encode(), content, count=1, flags=re.DOTALL)


def test_charts_of_the_figures_pass(result: RunResult, report: Report, written: Path) -> None:
    assert len(charts_of(written)) == 2
    assert details(result, report, written, written.parent) == ()


@pytest.mark.parametrize(
    ("part", "change", "told"),
    [
        (CHART.format(1), once(r"(<c:numCache>.*?<c:v>)\d+(?=</c:v>)", r"\g<1>987"), "워드 그래프의 '1권역"),
        (CHART.format(1), once(r"(<c:numCache>.*?)<c:pt idx=\"0\"><c:v>\d+</c:v></c:pt>", r"\1"), "None ≠ 계산"),
        (CHART.format(1), once(r"(<c:strCache>.*?<c:strCache>.*?<c:v>)1권역", r"\g<1>9권역"), "이름 '9권역"),
        (CHART.format(1), once(r'formatCode="#,##0"', 'formatCode="#,##0&quot;7&quot;"'), "워드 그래프에 적힌"),
        (CHART.format(1), once(r"<c:showVal val=\"1\"/>", '<c:showVal val="0"/>'), "워드 그래프에 적힌 ''"),
        (BOOK.format(1), in_cell("B2", 987), "그래프의 엑셀 자료의 '1권역"),
        (BOOK.format(1), in_cell("B2", None), "그래프의 엑셀 자료의 '1권역"),
        (BOOK.format(1), in_cell("A2", "9권역"), "그래프의 엑셀 자료의 이름 '9권역'"),
        (BOOK.format(1), in_cell("B1", "건수"), "그래프의 엑셀 자료의 이름 '건수'"),
        (BODY, without("c:chart"), "워드 그래프 2개 가운데 1개만 실림"),
        (BODY, without("pic:pic"), "개만 실림"),
        (BODY, once(r"(<w:tbl>.*?<w:t [^>]*>)\d+(?=</w:t>)", r"\g<1>987"), "그림표의 칸 '987'"),
        (BODY, once(r"(<w:tbl>.*<w:t [^>]*>)미제출(?=</w:t>)", r"\g<1>0"), "그림표의 칸 '0' ≠ '미제출'"),
        (BODY, once(r"(<w:tbl>.*?<w:t [^>]*>)3월(?=</w:t>)", r"\g<1>4월"), "그림표의 칸"),
    ],
    ids=[
        "another height", "no height", "another bar", "another number printed", "no number printed",
        "another number in the workbook", "no number in the workbook", "another name in the workbook",
        "another series in the workbook", "a chart too few", "no picture", "another number in the table",
        "0 for what was not submitted", "another month in the table",
    ],
)  # fmt: skip
def test_a_chart_of_anything_else_stops_the_run(
    result: RunResult, report: Report, written: Path, tmp_path: Path, part: str, change: Change, told: str
) -> None:
    found = details(result, report, changed(written, tmp_path / "바뀜.docx", part, change), written.parent)
    assert found
    assert told in found[0]


def test_a_bar_of_no_height_for_what_was_not_submitted_stops_the_run(
    result: RunResult, written: Path, tmp_path: Path
) -> None:
    points = (Point("1권역", 3, "3"), Point("2권역", None, "", state=State.MISSING))
    report = Report("성과보고", (ChartBlock("그림", "bars", "제목", "설명", (Panel("", (Series("수", points),)),)),))
    path = write_blocks(tmp_path, *report.blocks, native=True)
    assert details(result, report, path, written.parent) == ()
    zero = once(r"<c:v>3</c:v></c:pt>", '<c:v>3</c:v></c:pt><c:pt idx="1"><c:v>0</c:v></c:pt>')
    drawn = changed(path, tmp_path / "바뀜.docx", CHART.format(1), zero)
    assert details(result, report, drawn, written.parent)[0] == "제목: 워드 그래프의 '2권역' 0.0 ≠ 계산 None"
    drawn = changed(path, tmp_path / "바뀜.docx", BOOK.format(1), in_cell("B3", 0))
    assert details(result, report, drawn, written.parent) == ("제목: 그래프의 엑셀 자료의 '2권역' 0.0 ≠ 계산 None",)


@pytest.mark.parametrize("value", [44.333333333333336, 5.4605954465849385, 106.56565656565657, 0.1 + 0.2])
def test_a_ratio_of_more_digits_than_a_workbook_holds_is_the_same_number(
    result: RunResult, written: Path, tmp_path: Path, value: float
) -> None:
    series = Series("비율", (Point("1권역", value, f"{value:.1f}"),))
    report = Report("성과보고", (ChartBlock("그림", "bars", "제목", "설명", (Panel("", (series,)),)),))
    assert details(result, report, write_blocks(tmp_path, *report.blocks, native=True), written.parent) == ()
