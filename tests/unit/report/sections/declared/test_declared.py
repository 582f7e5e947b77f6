"""Sections declared for another programme: what its tables, charts and sentences say, and when they are left out."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from pipeline.model.result import RunResult
from pipeline.report.blocks import Block, ChartBlock, Heading, Item, TableBlock, text_of
from pipeline.report.sections import build_report
from pipeline.report.sections.code_blocks import CODE
from pipeline.report.sections.declared.section import build_section
from tests.support.made_programme import Programme
from tests.support.told_blocks import cells, headings, sentences
from tests.support.told_blocks import table as table_of
from tests.unit.check.test_general_rules import DUE, PLAN, RESULTS

LISTED = "{kind: listed, column: done.kind, other: plan.plans.kind}"
MONTHS = (3, 6)
Counts = dict[str, int]


def run(tmp_path: Path, blocks: str, *centres: tuple[Counts, Counts | None, Counts | None]) -> RunResult:
    """A year in which each centre planned and did these numbers; None is a month whose return did not come."""
    report = f"sections:\n  - name: 활동\n    title: 활동\n    blocks:\n{blocks}"
    programme = Programme(tmp_path / "office", {"plan": PLAN, "results": RESULTS % LISTED}, DUE, report, "활동")
    for number, (plan, *months) in enumerate(centres, start=1):
        programme.fill("plan", number, plans=[{"kind": kind, "planned": count} for kind, count in plan.items()])
        for month, done in zip(MONTHS, months, strict=True):
            if done is not None:
                rows = [{"kind": kind, "times": count} for kind, count in done.items()]
                programme.fill("results", number, month=month, done=rows)
    return programme.run()


def made(result: RunResult, region: int | None = None) -> list[Block]:
    section = result.forms.report.section("활동")
    assert section is not None
    return build_section(result, section, CODE, region)


PLANNED = {"체조": 10, "노래": 4}
ALL = (
    (PLANNED, {"체조": 3, "노래": 1}, {"체조": 4, "노래": 1}),
    (PLANNED, {"체조": 5, "노래": 2}, {"체조": 5, "노래": 2}),
    (PLANNED, {"체조": 1, "노래": 0}, {"체조": 2, "노래": 0}),
)  # 체조 7 + 10 + 3 = 20, 노래 2 + 4 + 0 = 6
WITHOUT_ONE = (*ALL[:2], (PLANNED, {"체조": 1, "노래": 0}, None))


def table(result: RunResult, region: int | None = None) -> TableBlock:
    return next(block for block in made(result, region) if isinstance(block, TableBlock))


def chart(result: RunResult, region: int | None = None) -> ChartBlock:
    return next(block for block in made(result, region) if isinstance(block, ChartBlock))


BY_CENTRE = """
      - table:
          key: centres
          caption: "{each} 활동"
          rows: region
          columns: [{measure: planned}, {measure: times, name: 실적}, {percent: [times, planned], name: 달성률(%)}]
"""


def test_numbers_of_each_sender_and_their_sum(tmp_path: Path) -> None:
    found = table(run(tmp_path, BY_CENTRE, *ALL))
    assert found.caption == "쉼터별 활동"
    assert [column.header for column in found.columns] == ["쉼터", "계획한 활동(회)", "실적(회)", "달성률(%)"]
    assert cells(found) == [
        ["가람쉼터", "14", "9", "64.3"],
        ["나래쉼터", "14", "14", "100.0"],
        ["다솜쉼터", "14", "3", "21.4"],
        ["계", "42", "26", "61.9"],
    ]
    assert found.notes == ()


def test_what_is_still_to_come_is_marked_and_named(tmp_path: Path) -> None:
    found = table(run(tmp_path, BY_CENTRE, *WITHOUT_ONE))
    assert cells(found)[2:] == [["다솜쉼터", "14", "1*", "7.1*"], ["계", "42", "24*", "57.1*"]]
    assert found.notes[-1].endswith("실적 미제출(다솜쉼터 6월)")


def test_a_quotient_is_of_the_same_senders_on_both_sides(tmp_path: Path) -> None:
    """The third centre planned 14 and sent no result at all: the rate is 23 of the 28 that the other two planned."""
    result = run(tmp_path, BY_CENTRE, *ALL[:2], (PLANNED, None, None))
    assert cells(table(result))[2:] == [["다솜쉼터", "14", "미제출", "미제출"], ["계", "42", "23*", "82.1*"]]
    assert "쉼터 3곳 중 2곳 제출" in table(result).notes


BY_KIND = """
      - table: {key: kinds, caption: 종류, rows: item, columns: month, measure: times}
"""
FINER = "{by: [month]}"


def test_kinds_by_months_of_one_measure(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    both = RESULTS.replace("{by: [month]}]", "{by: [month]}, {by: [item, month]}]")
    monkeypatch.setitem(globals(), "RESULTS", both)
    found = table(run(tmp_path, BY_KIND, *ALL))
    assert found.unit == "회"
    assert cells(found) == [["체조", "9", "11", "20"], ["노래", "3", "3", "6"], ["계", "12", "14", "26"]]


SENTENCES = """
      - text: "{times:을/를} 함(계획의 {times%planned})"
      - highest: {number: {measure: times}, over: region, name: 실적}
      - highest: {number: {measure: times}, over: item, name: 실적}
      - highest: {number: {percent: [times, planned]}, over: region, name: 달성률, most: 높고, least: 낮음}
      - target: {planned: planned, done: times, name: 활동}
      - empty: {measure: times, over: month, name: 활동이 없던 달}
      - missing: {form: results}
"""


def test_sentences_say_what_the_numbers_say(tmp_path: Path) -> None:
    assert sentences(made(run(tmp_path, SENTENCES, *ALL))) == [
        "26회를 함(계획의 61.9%)",
        "실적은 나래쉼터가 14회(53.8%)로 가장 많음",
        "실적은 체조가 20회(76.9%)로 가장 많음",
        "달성률은 나래쉼터가 100.0%로 가장 높고, 다솜쉼터가 21.4%로 가장 낮음",
        "활동은 목표 42회 가운데 26회를 함(61.9%)",
    ]


def test_they_say_so_while_something_is_to_come(tmp_path: Path) -> None:
    told = sentences(made(run(tmp_path, SENTENCES, *WITHOUT_ONE)))
    assert told[1] == "들어온 자료로는 실적은 나래쉼터가 14회(58.3%*)로 가장 많음"
    assert told[-1] == "아직 들어오지 않은 자료: 다솜쉼터 실적 6월"


def test_a_region_reads_of_itself_with_its_share(tmp_path: Path) -> None:
    assert sentences(made(run(tmp_path, SENTENCES, *ALL), 2)) == [
        "14회(전체의 53.8%)를 함(계획의 100.0%)",
        "실적은 체조가 10회(71.4%)로 가장 많음",
        "활동은 목표 14회를 이룸(14회, 100.0%)",
    ]


def test_two_that_are_first_are_not_called_first(tmp_path: Path) -> None:
    even = (PLANNED, {"체조": 3}, {"노래": 3})
    told = sentences(made(run(tmp_path, SENTENCES, even, even, even)))
    assert not [text for text in told if "가장" in text]


def test_a_month_of_zeros_is_told_and_one_that_is_missing_is_not(tmp_path: Path) -> None:
    nothing = (PLANNED, {"체조": 0, "노래": 0}, None)
    told = sentences(made(run(tmp_path, SENTENCES, *ALL[:2], nothing)))
    assert "활동이 없던 달: 다솜쉼터 3월" in told


CHARTS = """
      - chart: {{key: one, question: {question}, caption: 그림, panels: [{panel}]{more}}}
"""


@pytest.mark.parametrize(
    ("question", "panel", "more", "kind", "labels", "texts"),
    [
        ("compare", "{measure: times}", "", "bars", ["가람", "나래", "다솜"], ["9", "14", "3"]),
        ("follow", "{measure: times}", "", "trend", ["3월", "6월"], ["12", "14"]),
        ("share", "{measure: times}", "", "rates", ["체조", "노래"], ["76.9%", "23.1%"]),
        ("target", "{percent: [times, planned]}", "", "rates", ["가람", "나래", "다솜"], ["64.3%", "100.0%", "21.4%"]),
        ("target", "{percent: [times, planned]}", ", over: item", "rates", ["체조", "노래"], ["66.7%", "50.0%"]),
    ],
)
def test_what_a_chart_asks_decides_its_form(
    tmp_path: Path, question: str, panel: str, more: str, kind: str, labels: list[str], texts: list[str]
) -> None:
    blocks = CHARTS.format(question=question, panel=panel, more=more)
    found = chart(run(tmp_path, blocks, *ALL))
    (series,) = found.panels[0].series
    assert found.kind == kind
    assert [point.label for point in series.points] == labels
    assert [point.text for point in series.points] == texts
    assert found.alt_text.startswith(("쉼터별", "월별", "구분별", "활동별"))


def test_a_picture_of_one_known_value_is_not_drawn(tmp_path: Path) -> None:
    blocks = CHARTS.format(question="compare", panel="{measure: times}", more="")
    assert made(run(tmp_path, blocks, ALL[0], (PLANNED, None, None), (PLANNED, None, None))) == []


def test_headings_stand_only_over_something(tmp_path: Path) -> None:
    blocks = """
      - heading: 전년 대비
      - table:
          key: years
          caption: 해
          rows: [{measure: times, year: change, name: 증감}]
          columns: region
          needs: comparison
      - heading: 실적
      - text: "{times:을/를} 함"
      - heading: 끝
"""
    found = made(run(tmp_path, blocks, *ALL))
    assert headings(found) == ["활동", "실적"]


def test_blocks_may_be_kept_to_the_office_or_to_a_sender(tmp_path: Path) -> None:
    blocks = """
      - {text: "모두 {times}", where: office}
      - {text: "{times}", where: region}
"""
    result = run(tmp_path, blocks, *ALL)
    assert sentences(made(result)) == ["모두 26회"]
    assert sentences(made(result, 1)) == ["9회(전체의 34.6%)"]


def test_without_any_return_there_is_no_section(tmp_path: Path) -> None:
    report = "sections:\n  - name: 활동\n    title: 활동\n    blocks:\n      - text: '{times} 함'\n"
    forms = {"plan": PLAN, "results": RESULTS % LISTED}
    programme = Programme(tmp_path / "office", forms, DUE, report, "활동")
    programme.fill("plan", plans=[{"kind": "체조", "planned": 1}])
    assert made(programme.run(as_of=date(2021, 3, 1))) == []


def test_items_and_headings_are_lines_of_the_outline(tmp_path: Path) -> None:
    blocks = "      - {heading: 실적}\n      - {text: '{times} 함', level: 3}\n"
    found = made(run(tmp_path, blocks, *ALL))
    assert [(type(block).__name__, block.level) for block in found if isinstance(block, Heading | Item)] == [
        ("Heading", 1),
        ("Heading", 2),
        ("Item", 3),
    ]
    assert [text_of(block.runs) for block in found if isinstance(block, Item)] == ["26회 함"]


def test_a_programme_without_a_report_of_its_own_has_the_general_parts(tmp_path: Path) -> None:
    """Totals of every measure are in the attachment; nothing of our own programme is needed."""
    programme = Programme(tmp_path / "office", {"plan": PLAN, "results": RESULTS % LISTED}, DUE)
    text = programme.config_path.read_text(encoding="utf-8").replace("내용_파일: report.yaml, ", "")
    programme.config_path.write_text(text, encoding="utf-8")
    programme.fill("plan", plans=[{"kind": "체조", "planned": 7}])
    report = build_report(programme.run())
    assert "자료 제출·검증 현황" in headings(report.blocks)
    assert ["계획한 활동", "회", "7", "미제출", "미제출", "7*"] in cells(table_of(report.blocks, "regions_summary"))
