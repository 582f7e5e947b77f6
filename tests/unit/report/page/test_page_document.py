"""The page: one small file, always the same bytes, with the answers of explain for each number."""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path

import pytest

from pipeline.errors import SelfCheckError
from pipeline.explain.evidence import build_evidence
from pipeline.report.blocks import ChartBlock, Heading, Paragraph, Report, Run, line
from pipeline.report.page.body import Body
from pipeline.report.page.document import write_page
from pipeline.report.sections import build_report
from tests.support.report_page import page_of_run
from tests.support.small_run import run_2020, small_run


@cache
def _data(root: Path, year: int) -> dict[str, list[dict[str, object]]]:
    found = re.search(r'id="data">(.*?)</script>', _page(root, year).read_text(encoding="utf-8"), re.DOTALL)
    assert found is not None
    data: dict[str, list[dict[str, object]]] = json.loads(found[1])
    return data


@cache
def _page(root: Path, year: int) -> Path:
    assert year == 2020
    return page_of_run(run_2020(), root)


@pytest.fixture
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.getbasetemp() / "page"


def figure(root: Path, key: str) -> dict[str, object]:
    return next(told for told in _data(root, 2020)["figures"] if told["key"] == key)


def test_the_same_run_gives_the_same_bytes(root: Path) -> None:
    first = _page(root, 2020).read_bytes()
    assert page_of_run(run_2020(), root).read_bytes() == first


def test_nothing_in_the_file_leads_to_a_network(root: Path) -> None:
    text = _page(root, 2020).read_text(encoding="utf-8")
    assert not re.findall(r'(?:src|href)="(?!#|data:image/png)[^"]*"', text)
    assert "http:" not in text
    assert "https:" not in text


def test_a_figure_tells_its_cells_and_they_add_up(root: Path) -> None:
    told = figure(root, "people region=4 round=1")
    assert (told["title"], told["value"], told["text"]) == ("4권역 1회차 대상자", 945, "945명")
    cells = told["cells"]
    assert isinstance(cells, list)
    assert sum(int(value.removesuffix("명").replace(",", "")) for *_, value in cells) == 945


def test_what_was_left_out_is_told_with_its_reason(tmp_path_factory: pytest.TempPathFactory, tmp_path: Path) -> None:
    result = small_run(tmp_path_factory, slips=True)
    evidence = build_evidence(result, build_report(result), None, tmp_path)
    assert any(line.startswith("뺀 ") for told in evidence.figures for line in told.left_out)
    assert any(told.lacking for told in evidence.figures)


def test_a_page_of_one_region_leaves_the_figures_of_the_others_out(tmp_path: Path) -> None:
    evidence = build_evidence(run_2020(), build_report(run_2020(), 4), None, tmp_path, 4)
    printed = {item.key for item in evidence.printed}
    assert {told.region for told in evidence.figures if told.key not in printed} <= {4, None}


def test_a_chart_without_its_picture_stops_the_writing(tmp_path: Path) -> None:
    chart = next(block for block in build_report(run_2020()).blocks if isinstance(block, ChartBlock))
    evidence = build_evidence(run_2020(), Report("성과보고", ()), None, tmp_path)
    with pytest.raises(SelfCheckError, match="그림이 만들어지지 않아"):
        write_page(Report("성과보고", (chart,)), {}, evidence, tmp_path / "근거보기.html")


def test_the_list_of_parts_leads_to_their_headings() -> None:
    """A heading of a lower level with the same words is not a part."""
    blocks = (
        Paragraph(line("차례  ", Run("Ⅰ. 결과", target="Ⅰ. 결과")), "contents"),
        Heading(1, "Ⅰ. 결과"),
        Heading(2, "Ⅰ. 결과"),
    )
    markup = str(Body({}, {}).markup(Report("보고", blocks)))
    assert '<a href="#part1">Ⅰ. 결과</a>' in markup
    assert markup.count('id="part1"') == 1
    assert '<h2 id="part1">Ⅰ. 결과</h2>' in markup
