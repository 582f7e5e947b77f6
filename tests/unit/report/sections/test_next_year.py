"""The plan of the year that follows, from the settings; and the overview of this one."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from pipeline.report.sections.next_year import build_next_year
from pipeline.report.sections.overview import build_overview
from tests.support.run_in_memory import a_run, config, sent, the_year, whole_year
from tests.support.told_blocks import cells, headings, row, sentences, table


def test_the_year_2020_ends_with_the_plan_of_2021() -> None:
    blocks = build_next_year(a_run(sent("phone_monitoring", 1), year=2020))
    assert headings(blocks) == ["2021년 추진계획"]
    assert sentences(blocks)[:2] + sentences(blocks)[3:4] == [
        "추진기간: 2021. 1. 1. ~ 12. 31.",
        f"주요내용: {', '.join(config(2021).plan.main_contents)}",
        "소요예산: 8,850,000원(구비 100%)",
    ]
    assert cells(table(blocks, "next_budget")) == [
        ["사무관리비", "1,270,000", "5", "6,350,000"],
        ["업무추진비", "500,000", "5", "2,500,000"],
        ["계", "1,770,000", "5", "8,850,000"],
    ]
    assert row(table(blocks, "next_stages"), "3단계 협력 도전")[0] == "7~12월"
    assert row(table(blocks, "next_deadlines"), "월별실적 (회의 결과 및 소식지)") == [
        "각 권역",
        "매월(1~12월), 다음 달 10일까지",
    ]
    assert row(table(blocks, "next_deadlines"), "총괄부서실적")[0] == "복지정책과"
    assert row(table(blocks, "next_deadlines"), "전화모니터링")[1] == (
        "1회차(4. 1. ~ 6. 30.): 2021. 7. 15. / 2회차(9. 1. ~ 11. 30.): 2021. 12. 15."
    )


def test_no_plan_is_made_up_for_a_year_that_the_settings_do_not_have() -> None:
    assert build_next_year(the_year()) == []


def test_half_a_year_does_not_look_ahead() -> None:
    assert build_next_year(a_run(sent("phone_monitoring", 1), year=2020, as_of=date(2020, 6, 30))) == []


def test_a_plan_that_says_nothing_makes_no_section() -> None:
    years = {2020: config(2020).plan}
    settings = config(2020).settings.model_copy(update={"years": years})
    assert build_next_year(a_run(sent("phone_monitoring", 1), settings=replace(config(2020), settings=settings))) == []


# -- the overview ---------------------------------------------------------------------------------------------------


def test_the_overview_is_what_the_settings_say() -> None:
    blocks = build_overview(the_year())
    told = sentences(blocks)
    assert told[0] == "추진기간: 2021. 1. 1. ~ 12. 31."
    assert "소요예산: 8,850,000원 (사무관리비 6,350,000원, 업무추진비 2,500,000원 / 구비 100%)" in told
    # Five lead organisations with two people each, sixteen dong offices with one.
    assert "참여기관: 21곳, 담당자 26명(대표기관 5곳 10명, 동주민센터 16곳 16명)" in told
    assert row(table(blocks, "regions"), "계") == ["5개 기관", "16", ""]


def test_half_a_year_ends_at_the_day_up_to_which_it_is_told() -> None:
    told = sentences(build_overview(a_run(*whole_year(), as_of=date(2021, 6, 30))))
    assert told[0] == "추진기간: 2021. 1. 1. ~ 6. 30."


def test_a_year_without_budget_or_plans_says_nothing_of_them() -> None:
    told = sentences(build_overview(a_run(sent("phone_monitoring", 1), year=2020)))
    assert [text for text in told if "예산" in text or "참여기관" in text] == []
