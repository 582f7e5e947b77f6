"""The officer's own words are printed unchanged; the program proposes facts to her, never to the head."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from pipeline.model.result import RunResult
from pipeline.report.blocks import TitleBox
from pipeline.report.sections import build_report
from pipeline.report.sections.judgement import build_judgement, facts_table
from pipeline.settings.schema import Judgement
from tests.support.run_in_memory import a_run, monitoring, the_year
from tests.support.told_blocks import cells, headings, sentences

OWN = Judgement(잘된_점=("전체회의를 분기마다 엶",), 개선방안=("회의 날짜를 미리 정함", "서식을 고침"))


def with_plan(result: RunResult, **changes: object) -> RunResult:
    """The run, with other settings of its year."""
    config = result.config
    plan = config.plan.model_copy(update=changes)
    return replace(result, config=replace(config, plan=plan))


def test_nothing_is_printed_where_the_officer_wrote_nothing() -> None:
    assert build_judgement(the_year()) == []
    assert "평가와 개선방안" not in headings(build_report(the_year()).blocks)


def test_what_the_officer_wrote_stands_in_the_body_word_for_word() -> None:
    blocks = build_judgement(with_plan(the_year(), judgement=OWN))
    assert headings(blocks) == ["평가와 개선방안", "잘된 점", "개선방안"]
    assert sentences(blocks) == ["전체회의를 분기마다 엶", "회의 날짜를 미리 정함", "서식을 고침"]


def test_facts_are_proposed_behind_the_report_only() -> None:
    found = facts_table(the_year())
    assert found is not None
    facts = dict(cells(found))
    assert list(facts) == ["공동사업 목표", "회의 규칙", "단계", "총괄부서", "집행률"]
    assert facts["회의 규칙"] == "지키지 못한 규칙을 찾지 못함"
    blocks = build_report(the_year()).blocks
    assert "[붙임 3] 담당자 확인 자료" in headings(blocks[: blocks.index(found)])


def test_a_year_of_which_nothing_is_known_proposes_nothing() -> None:
    assert facts_table(a_run(monitoring(1, 1, ("권역 전체", 5, 9)), year=2020)) is None


def test_the_day_of_the_report_and_the_officer_stand_below_the_title() -> None:
    result = with_plan(the_year(), report_day=date(2022, 1, 10))
    office = result.config.settings.office.model_copy(update={"officer": "담당 주무관", "officer_phone": "02-351-0000"})
    settings = result.config.settings.model_copy(update={"office": office})
    told = replace(result, config=replace(result.config, settings=settings))
    (box,) = [block for block in build_report(told).blocks if isinstance(block, TitleBox)]
    assert box.status == (
        "확정 · 보고일 2022. 1. 10. · 자료 기준일 2021. 12. 31. · 제출 86/86건 · 복지정책과 담당 주무관(02-351-0000)"
    )
