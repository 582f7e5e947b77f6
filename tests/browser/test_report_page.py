"""The page in a browser: a click shows where a number comes from, search gives the answers of ``explain``, and all of
it works with the keyboard alone.
"""

from __future__ import annotations

import itertools
import re
from functools import cache
from pathlib import Path
from urllib.parse import unquote, urlparse

import pytest
from playwright.sync_api import Page

from pipeline.explain import explain
from pipeline.report.sections import build_report
from tests.browser.conftest import Open
from tests.support.report_page import page_of_run
from tests.support.small_run import run_2020

pytestmark = pytest.mark.thorough


@cache
def _folder(root: Path) -> Path:
    return page_of_run(run_2020(), root)


@pytest.fixture
def page(open_page: Open, tmp_path_factory: pytest.TempPathFactory) -> Page:
    return open_page(_folder(tmp_path_factory.getbasetemp() / "page"))


def shown(page: Page) -> str:
    return page.inner_text("#panel")


def test_a_click_shows_value_cells_and_where_it_is_printed(page: Page) -> None:
    page.get_by_role("button", name="945명", exact=True).first.click()
    told = shown(page)
    assert "4권역" in told
    assert "945명" in told
    assert "4권역" in page.inner_text("#panel-title")
    rows = page.locator("#panel-body table").first.locator("tbody tr")
    values = [int(re.sub(r"\D", "", text)) for text in rows.locator("td:last-child").all_inner_texts()]
    assert sum(values) == 945
    assert "보고서에 실린 곳" in told
    assert "표 2" in told


def test_a_link_leads_to_the_received_file_itself(page: Page) -> None:
    page.get_by_role("button", name="945명", exact=True).first.click()
    address = page.locator("#panel-body a").first.evaluate("link => link.href")
    assert Path(unquote(urlparse(address).path)).is_file()
    assert "4권역" in unquote(address)


def test_a_rate_shows_its_formula_and_both_figures(page: Page) -> None:
    page.fill("#ask", "1인당 상담")
    page.locator("#found button").first.click()
    assert "÷" in shown(page)
    assert page.locator("#panel-body .big").count() == 2


@pytest.mark.parametrize(
    "words", ["4권역 대상자", "상담은 몇 건", "전체 상담", "3,309", "녹번 대상자", "신사종합복지관 상담", "역촌동 상담"]
)
def test_search_answers_as_explain_does(page: Page, words: str) -> None:
    answer = explain(run_2020(), words, build_report(run_2020()))
    wanted = [line.removeprefix("■ ").rpartition(" (")[0] for line in answer if line.startswith("■")]
    page.fill("#ask", words)
    found = page.locator("#found li").all_inner_texts()
    assert found[: len(wanted)] == wanted


def test_a_table_is_found_by_its_number(page: Page) -> None:
    page.fill("#ask", "표 2")
    assert "4권역" in page.inner_text("#found")
    assert "945" in page.inner_text("#found")


def test_words_that_name_nothing_find_nothing_and_say_so(page: Page) -> None:
    page.fill("#ask", "두루미")
    assert page.locator("#found li").count() == 0
    assert "맞는 수가 없습니다" in page.inner_text("#count")


def test_one_region_hides_the_rows_and_columns_of_the_others(page: Page) -> None:
    page.select_option("#region", "4")
    heads = page.locator("#board thead th")
    assert [head.inner_text() for head in heads.all() if head.is_visible()] == ["서식", "4권역"]
    page.fill("#ask", "상담")
    assert {text.split()[0] for text in page.locator("#found li").all_inner_texts()} == {"4권역"}
    page.select_option("#region", "")
    assert page.locator("main .other").count() == 0


def test_keys_alone_open_and_close_the_evidence_and_focus_comes_back(page: Page) -> None:
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    for _ in range(3):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.className") == "n":
            break
    before = page.evaluate("document.activeElement.textContent")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "panel-title"
    page.keyboard.press("Escape")
    assert not page.evaluate("document.getElementById('panel').open")
    assert page.evaluate("document.activeElement.textContent") == before


def test_a_screen_reader_finds_names_headings_and_header_cells(page: Page) -> None:
    assert page.evaluate("document.documentElement.lang") == "ko"
    levels = page.eval_on_selector_all("main :is(h1,h2,h3,h4)", "all => all.map(each => Number(each.tagName[1]))")
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in itertools.pairwise(levels))
    assert page.eval_on_selector_all("button", "all => all.filter(each => !each.textContent.trim()).length") == 0
    assert page.eval_on_selector_all("img", "all => all.filter(each => each.alt.length < 10).length") == 0
    assert page.eval_on_selector_all("th", "all => all.filter(each => !each.scope).length") == 0
    assert page.eval_on_selector_all("input, select", "all => all.filter(each => !each.labels.length).length") == 0
    page.get_by_role("button", name="945명", exact=True).first.click()
    assert page.get_by_role("dialog", name=re.compile("대상자")).count() == 1


def test_every_number_button_is_large_enough_to_hit(page: Page) -> None:
    small = (
        "all => all.map(each => each.getBoundingClientRect()).filter(r => r.width && (r.width < 24 || r.height < 23.9))"
    )
    assert page.eval_on_selector_all("main td button.n, main .value button.n", small) == []


def test_text_stands_out_from_its_ground(page: Page) -> None:
    colors = page.eval_on_selector_all(
        "main p, main td, main th", "all => [...new Set(all.map(each => getComputedStyle(each).color))]"
    )
    assert all(_contrast_with_pale(color) >= 4.5 for color in colors)


def _contrast_with_pale(color: str) -> float:
    """The contrast of a colour with the darkest fill of a table (#dfe6f7), by the formula of WCAG."""

    def light(channels: list[int]) -> float:
        shares = [value / 255 for value in channels]
        linear = [share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4 for share in shares]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    return (light([0xDF, 0xE6, 0xF7]) + 0.05) / (light([int(part) for part in re.findall(r"\d+", color)[:3]]) + 0.05)


def test_on_paper_stands_the_report_without_tools(page: Page) -> None:
    page.emulate_media(media="print")
    assert not page.is_visible("#ask")
    assert page.get_by_role("button", name="945명", exact=True).first.is_visible()
    assert page.pdf(prefer_css_page_size=True).startswith(b"%PDF")


def test_a_narrow_screen_needs_no_sideways_scrolling(page: Page) -> None:
    page.set_viewport_size({"width": 320, "height": 640})
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_rows_under_one_label_are_hidden_together(page: Page) -> None:
    """If only some rows of a merged label were hidden, their numbers would move into other columns."""
    page.select_option("#region", "2")
    shapes = page.eval_on_selector_all(
        "main table",
        """tables => tables.map(table => {
            const rows = [...table.rows].filter(row => row.offsetParent !== null && !row.closest(".other"));
            const width = rows[0].cells.length;
            const below = Array(width).fill(0);
            return rows.every(row => {
                const open = below.filter(left => left === 0).length;
                let at = 0;
                for (const cell of row.cells) {
                    while (below[at]) at++;
                    below[at++] = cell.rowSpan;
                }
                below.forEach((left, index) => below[index] = Math.max(0, left - 1));
                return row.cells.length === open || row.closest("#board");
            });
        })""",
    )
    assert all(shapes)
    assert page.locator("main tbody.other").count() > 0
