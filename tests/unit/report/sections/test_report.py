"""The whole report: its sections, and what must be true of every number, table and chart in it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest

from pipeline.count.derived import figures_named
from pipeline.model.figures import State
from pipeline.model.result import RunResult
from pipeline.report.blocks import Block, ChartBlock, Item, TableBlock, text_of
from pipeline.report.sections import SECTIONS, build_report
from tests.support.run_in_memory import a_run, leaving_out, monitoring, sent, the_year, whole_year
from tests.support.told_blocks import cells, headings, runs, sentences, unknown_keys

ALL_MONTHS = range(1, 13)


def quiet_year() -> RunResult:
    """A year in which nothing happened: typed zeros and 실적 없음."""
    regions = the_year().config.regions
    returns = [
        sent("monthly_results", region, month=month, no_activity=True) for region in regions for month in ALL_MONTHS
    ]
    returns += [
        monitoring(region, number, (own.dongs[0], 0, 0)) for region, own in regions.items() for number in (1, 2)
    ]
    zero = {"granted_won": 0, "spent_won": 0, "remaining_won": 0, "returned_won": 0}
    returns += [sent("settlement", r, summary=[{"item": "사무관리비", **zero}], spending=[]) for r in regions]
    returns += [sent("operating_plan", r, organisations=[], problems=[]) for r in regions]
    returns += [sent("joint_project_plan", r, projects=[], activities=[]) for r in regions]
    return a_run(*returns, sent("head_office", activities=[], grants=[]))


def doubtful_year() -> RunResult:
    """A whole year in which one row was left out."""
    returns = whole_year([("settlement", 2, None), ("monthly_results", 3, 9), ("phone_monitoring", 5, 2)])
    first = next(number for number, one in enumerate(returns) if one.form == "monthly_results")
    returns[first] = leaving_out(returns[first], "households", 0)
    return a_run(*returns)


YEARS = {
    "whole": the_year,
    "beside itself": lambda: replace(the_year(), previous=the_year().figures),
    "beside a doubtful one": lambda: replace(the_year(), previous=doubtful_year().figures),
    "doubtful": doubtful_year,
    "quiet": quiet_year,
    "without region 4": lambda: a_run(*(one for one in whole_year() if one.region != 4)),
    "without the head office": lambda: a_run(*whole_year([("head_office", None, None)])),
    "half": lambda: a_run(*(one for one in whole_year() if (one.month or 1) < 6), as_of=date(2021, 6, 15)),
    "almost nothing": lambda: a_run(sent("settlement", 1, summary=[], spending=[])),
    "2020": lambda: a_run(*(monitoring(r, 1, ("권역 전체", 10 * r, 70 * r)) for r in range(1, 6)), year=2020),
}


@pytest.fixture(name="run", params=YEARS, scope="module")
def _run(request: pytest.FixtureRequest) -> RunResult:
    return YEARS[request.param]()


def test_every_section_of_the_settings_can_be_built() -> None:
    sections = the_year().config.settings.report.sections
    declared = [section.name for section in the_year().forms.report.sections]
    assert {*SECTIONS, *declared, "붙임"} >= set(sections)


def test_the_sections_stand_in_the_order_of_the_settings() -> None:
    numbered = [
        block.text
        for block in build_report(the_year()).blocks
        if getattr(block, "level", 0) == 1 and hasattr(block, "text")
    ]
    assert numbered == [
        "Ⅰ. 주요 결과", "Ⅱ. 추진개요", "Ⅲ. 전화 모니터링 추진실적", "Ⅳ. 권역별 공동사업 추진실적",
        "Ⅴ. 네트워크 회의 운영", "Ⅵ. 단계별 이행", "Ⅶ. 위기가구 발굴·지원", "Ⅷ. 소식지", "Ⅸ. 총괄부서 추진사항",
        "Ⅹ. 예산 집행", "Ⅺ. 자료 제출·검증 현황",
        "[붙임 1] 월별·동별 실적", "[붙임 2] 권역별 실적", "[붙임 3] 담당자 확인 자료",
    ]  # fmt: skip


def test_a_section_can_be_left_out_and_moved() -> None:
    own = the_year()
    report = own.config.settings.report.model_copy(update={"sections": ("예산", "요약")})
    config = replace(own.config, settings=own.config.settings.model_copy(update={"report": report}))
    found = headings(build_report(replace(own, config=config)).blocks)
    assert found == ["예산 집행", "주요 결과"]


def test_an_empty_section_is_left_out_or_says_so_as_the_settings_ask() -> None:
    own = YEARS["2020"]()
    report = own.config.settings.report.model_copy(update={"empty_section": "표시"})
    config = replace(own.config, settings=own.config.settings.model_copy(update={"report": report}))
    assert "위기가구 발굴·지원" not in headings(build_report(own).blocks)
    shown = build_report(replace(own, config=config)).blocks
    assert "위기가구 발굴·지원" in headings(shown)
    assert "제출된 자료가 없음" in sentences(shown)


def test_every_printed_number_is_a_figure_or_made_of_figures(run: RunResult) -> None:
    assert unknown_keys(run, build_report(run).blocks) == []


def test_every_printed_figure_shows_its_own_value(run: RunResult) -> None:
    """In won and counts exactly; amounts in thousands within one thousand."""
    wrong = []
    for printed in runs(build_report(run).blocks):
        if printed.figure not in run.figures:
            continue
        figure = run.figures.by_key(printed.figure)
        number = re.match(r"△?[\d,]+", printed.text)
        if figure.value is None:
            wrong += [printed] if number else []
            continue
        shown = int(number[0].replace(",", "").replace("△", "-")) if number else None
        exact = shown == figure.value
        rounded = figure.unit == "원" and shown is not None and abs(shown * 1000 - figure.value) < 1000
        wrong += [] if exact or rounded else [printed]
    assert wrong == []


def test_the_states_of_a_figure_never_look_alike(run: RunResult) -> None:
    """A number that came but cannot be counted yet is not called 미제출, because it was sent."""
    words = {State.MISSING: "미제출", State.NOT_APPLICABLE: "해당없음"}
    for printed in runs(build_report(run).blocks):
        if printed.figure in run.figures:
            figure = run.figures.by_key(printed.figure)
            came = bool(figure.missing_words) and not any("미제출" in reason for reason in figure.missing_words)
            none = "확인 중" if came else "–" if figure.is_blank else words.get(figure.state)
            assert (printed.text == none) if figure.value is None else printed.text[-1:] not in ("출", "중")
            assert ("*" in printed.text) is (figure.state is State.PARTIAL)


def _totals(run: RunResult, block: TableBlock) -> Iterator[tuple[str, list[str], str]]:
    """(measure, parts, total) of each column of a table with a total row whose parts may be added over its rows."""
    *rows, last = block.rows
    for index in range(1, len(block.columns)):
        column = [row.cells[index] for row in (*rows, last)]
        keys = [cell.lines[0][0].figure if cell and cell.lines and cell.lines[0] else "" for cell in column]
        if not all(key in run.figures for key in keys):
            continue
        figures = [run.figures.by_key(key) for key in keys]
        additive = run.forms.measures[figures[0].measure].add_over
        varying = {name for name in ("region", "month", "item") if len({getattr(f, name) for f in figures[:-1]}) > 1}
        if {figure.measure for figure in figures} == {figures[0].measure} and varying <= set(additive):
            texts = [text_of(cell.lines[0]) for cell in column if cell]
            yield figures[0].measure, texts[:-1], texts[-1]


def test_every_total_is_the_sum_of_its_cells(run: RunResult) -> None:
    for block in build_report(run).blocks:
        if isinstance(block, TableBlock) and block.rows and block.rows[-1].total:
            for measure, parts, total in _totals(run, block):
                known = [_number(part) for part in parts if _number(part) is not None]
                assert sum(value for value in known if value is not None) == (_number(total) or 0), (block.key, measure)


def test_the_sums_that_are_checked_are_many() -> None:
    tables = [block for block in build_report(the_year()).blocks if isinstance(block, TableBlock) and block.rows]
    assert sum(1 for block in tables if block.rows[-1].total for _ in _totals(the_year(), block)) > 60


def _number(text: str) -> int | None:
    found = re.fullmatch(r"(△?)([\d,]+)\D*", text)
    return int(f"{'-' if found[1] else ''}{found[2].replace(',', '')}") if found else None


def test_every_marked_number_of_a_table_is_explained_below_it(run: RunResult) -> None:
    for block in build_report(run).blocks:
        if isinstance(block, TableBlock):
            marked = any(cell and cell.state is State.PARTIAL for row in block.rows for cell in row.cells)
            explained = any(note.startswith("* ") for note in block.notes)
            assert not marked or explained, block.key


def test_tables_have_as_many_cells_as_columns_and_keys_of_their_own(run: RunResult) -> None:
    blocks = [block for block in build_report(run).blocks if isinstance(block, TableBlock | ChartBlock)]
    names = [(type(block), block.key) for block in blocks]
    assert len(names) == len(set(names))
    for block in blocks:
        if isinstance(block, TableBlock):
            assert {len(row) for row in cells(block)} <= {len(block.columns)}, block.key


def test_every_picture_tells_its_message_in_words(run: RunResult) -> None:
    for block in build_report(run).blocks:
        if isinstance(block, ChartBlock):
            assert block.alt_text.endswith(".")
            assert "그래프" in block.alt_text
            assert re.search(r"\d", block.alt_text), block.key


def test_no_sentence_has_a_hole_or_a_doubtful_particle(run: RunResult) -> None:
    for text in _sentences(build_report(run).blocks):
        assert not re.search(r"None|nan|\(\)|  |\((은|이|을|과|으)\)|미제출을|미제출이|해당없음을", text), text


def _sentences(blocks: tuple[Block, ...]) -> Iterator[str]:
    yield from (text_of(block.runs) for block in blocks if isinstance(block, Item))


def test_every_figure_with_a_value_reaches_the_report() -> None:
    """The office's or a region's own; except the planned meetings of single months, which only the ledger has."""
    result = the_year()
    reports = [build_report(result, region) for region in (None, *result.config.regions)]
    shown = [run for report in reports for run in runs(report.blocks)]
    printed = {part for run in shown for part in (run.figure, *figures_named(run.figure))}
    left = {figure.measure for figure in result.figures if figure.value is not None and figure.key not in printed}
    assert left == {"meetings_planned"}


def test_the_same_run_gives_the_same_report() -> None:
    assert build_report(the_year()) == build_report(the_year())
