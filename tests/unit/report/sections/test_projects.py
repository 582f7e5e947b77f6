"""Joint projects: planned and done, planned but never done, done but never planned."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from pipeline.joints.projects import Standing, all_progress
from pipeline.model.figures import State
from pipeline.model.findings import Effect, Finding, Place, Severity
from pipeline.model.result import RunResult
from pipeline.report.sections.projects import build_projects, projects_headline
from pipeline.report.sections.region_tables import region_tables
from pipeline.report.sections.targets import monthly_chart, target_table
from tests.support.run_in_memory import NOT_APPLICABLE, Sent, a_run, leaving_out, sent
from tests.support.told_blocks import cells, chart, row, sentences, table

PROJECT = "나눔서포터즈 운영"
DAYS = {"start_date": date(2021, 7, 1), "end_date": date(2021, 12, 15)}


def plan(region: int, **targets: dict[str, object]) -> Sent:
    return sent(
        "joint_project_plan",
        region,
        projects=[{"project": PROJECT, "content": "이웃을 살핌", "partners": "마을 모임, 이웃 가게", **DAYS}],
        activities=[{"project": PROJECT, "activity": name, **target} for name, target in targets.items()],
    )


def month(region: int, number: int, **done: dict[str, object]) -> Sent:
    rows = [{"project": PROJECT, "activity": name, **counts} for name, counts in done.items()]
    return sent("monthly_results", region, month=number, project_results=rows)


def months(region: int, without: tuple[int, ...] = (), **done: dict[str, object]) -> list[Sent]:
    """Twelve returns; the work was done in July and August."""
    return [
        month(region, number, **(done if number in (7, 8) else {})) for number in range(1, 13) if number not in without
    ]


@pytest.fixture(name="one_region")
def _one_region() -> RunResult:
    """Region 1: 생활모니터링 30건·35명 of 120건, 교육 6회 of 6회, 간담회 planned and never done."""
    return a_run(
        plan(1, 생활모니터링={"target_cases": 120}, 교육={"target_times": 6}, 간담회={"target_people": 20}),
        *months(1, 생활모니터링={"case_count": 15, "people_count": 17}, 교육={"time_count": 3}),
    )


def test_planned_stands_beside_done(one_region: RunResult) -> None:
    found = table(region_tables(one_region, 1), "region_1_activities")
    assert cells(found) == [
        ["생활모니터링", "건", "120", "30", "25.0"],
        ["", "명", "–", "34", "–"],
        ["교육", "회", "6", "6", "100.0"],
        ["간담회", "명", "20", "실적 없음", "–"],
    ]


def test_what_was_reached_and_what_was_not_is_told(one_region: RunResult) -> None:
    told = sentences(build_projects(one_region))
    assert told[0] == "5개 권역 가운데 1개 권역이 1개* 공동사업을 추진함(세부사업 3개)"
    assert "건수 합계 30건*, 인원 합계 34명*, 횟수 합계 6회*(서로 더하지 않음)" in told
    assert "목표를 정한 세부사업 3개 가운데 1개가 목표를 달성함(미달: 1권역 생활모니터링, 1권역 간담회)" in told
    assert "계획하였으나 실적이 없는 세부사업 1개: 1권역 간담회" in told


def test_a_target_that_missing_returns_may_still_reach_is_not_called_missed() -> None:
    # 생활모니터링 had 30 of 31 in the months that came; 교육 reached its target without September.
    planned = plan(1, 생활모니터링={"target_cases": 31}, 교육={"target_times": 6})
    done = months(1, without=(9,), 생활모니터링={"case_count": 15}, 교육={"time_count": 3})
    result = a_run(planned, *done)
    told = "들어온 자료로는 목표를 정한 세부사업 2개 가운데 1개가 목표를 달성함"
    assert f"{told}(자료가 다 들어오지 않음: 1권역 생활모니터링)" in sentences(build_projects(result))
    assert f"{told}(자료가 다 들어오지 않음 1개)" in sentences(projects_headline(result))


def test_a_target_without_any_result_is_not_reached_by_the_other_one() -> None:
    result = a_run(plan(1, 교육={"target_times": 6, "target_people": 20}), *months(1, 교육={"time_count": 3}))
    assert "목표를 정한 세부사업 1개 가운데 목표를 달성한 것은 없음(미달: 1권역 교육)" in sentences(
        build_projects(result)
    )


def test_before_the_year_is_over_a_target_is_not_missed_but_not_reached_yet() -> None:
    done = [one for one in months(1, 교육={"time_count": 3}) if (one.month or 0) <= 8]
    result = a_run(plan(1, 교육={"target_times": 9}), *done, as_of=date(2021, 9, 9))
    told = "목표를 정한 세부사업 1개 가운데 목표를 달성한 것은 없음(아직 못 미침: 1권역 교육)"
    assert told in sentences(build_projects(result))


def test_results_and_partners_stand_in_the_offices_own_table(one_region: RunResult) -> None:
    found = table(build_projects(one_region), "projects")
    assert row(found, "1") == [
        PROJECT,
        "이웃을 살핌",
        "- 생활모니터링\n(30건\u00a0/\u00a034명) / - 교육(6회) / - 간담회(실적 없음)",
        "녹번종합사회복지관, 마을 모임, 이웃 가게 / 녹번동, 불광1동, 응암1동",
    ]
    assert found.notes == ("2권역, 3권역, 4권역 및 5권역 자료는 미제출임",)


def test_done_and_never_planned_is_told() -> None:
    result = a_run(plan(1, 교육={"target_times": 1}), *months(1, 교육={"time_count": 1}, 나들이={"people_count": 4}))
    assert "계획에 없던 세부사업 1개의 실적이 있음: 1권역 나들이" in sentences(build_projects(result))


def test_nothing_done_and_nothing_heard_are_two_things() -> None:
    planned = plan(1, 교육={"target_times": 1})

    def standing(*returns: Sent, as_of: date | None = None) -> Standing:
        return all_progress(a_run(planned, *returns, as_of=as_of))[0].standing

    assert standing(*months(1)) is Standing.NOTHING
    assert standing() is Standing.UNHEARD
    assert standing(*months(1, 교육={"time_count": 0})) is Standing.NOTHING
    assert standing(month(1, 1), as_of=date(2021, 3, 1)) is Standing.NOT_YET
    assert standing(*months(1, 교육={"time_count": 1})) is Standing.DONE


def test_a_missing_month_is_told_beside_what_was_not_done() -> None:
    result = a_run(plan(1, 교육={"target_times": 1}), *months(1, without=(9,)))
    assert "계획하였으나 실적이 없는 세부사업 1개: 1권역 교육(미제출 달 있음)" in sentences(build_projects(result))


def test_zero_and_not_applicable_look_different() -> None:
    result = a_run(
        plan(1, 교육={"target_times": 4}, 나눔={"target_cases": NOT_APPLICABLE}),
        *months(1, 교육={"time_count": 0}, 나눔={"case_count": NOT_APPLICABLE}),
    )
    found = table(build_projects(result), "projects")
    assert row(found, "1")[2] == "- 교육(0회) / - 나눔(해당없음)"


def test_before_the_work_begins_no_target_is_called_missed() -> None:
    result = a_run(plan(1, 교육={"target_times": 4}), month(1, 1), as_of=date(2021, 2, 28))
    told = sentences(build_projects(result))
    assert "세부사업의 실적은 아직 없음" in told
    assert [text for text in told if "목표를 달성함" in text] == []


def test_a_month_is_waited_for_once_anything_was_done_also_without_a_plan() -> None:
    """Another project reported March, so the missing April may have had more of it."""
    other = [{"project": "다른 사업", "activity": "김장", "case_count": 4}]
    march = sent("monthly_results", 1, month=3, project_results=other)
    others = months(1, without=(3, 4), 나눔={"case_count": 15})
    cases = a_run(plan(1, 나눔={"target_cases": 30}), march, *others).figures.get("project_cases", region=1)
    assert (cases.value, cases.state) == (34, State.PARTIAL)


def test_a_plan_with_anything_open_tells_no_beginning() -> None:
    """It says December but is not settled: the results of July and August may be missing too."""
    late = plan(1, 나눔={"target_cases": 30})
    late.tables["projects"][0]["start_date"] = date(2021, 12, 1)
    returns = [late, *months(1, without=(7, 8), 나눔={"case_count": 15})]
    place = Place("001_joint_project_plan_1.xlsx", "사업개요", "E10")
    asked = Finding("CELL-111", Severity.WARNING, Effect.KEPT, place, "적음", "확인해 주세요.", region=1)
    for result in (a_run(leaving_out(late, "projects", 0), *returns[1:]), a_run(*returns, findings=[asked])):
        assert result.figures.get("project_cases", region=1).state is State.MISSING


def test_each_activity_is_drawn_by_its_lowest_rate_and_one_without_a_result_says_so(one_region: RunResult) -> None:
    """30 of 120 cases, 6 of 6 times; 간담회 was planned but never held."""
    (panel,) = chart(build_projects(one_region), "achievement").panels
    assert [(point.label, point.text) for point in panel.series[0].points] == [
        ("1권역 생활모니터링", "25.0%"), ("1권역 교육", "100.0%"), ("1권역 간담회", "실적 없음"),
    ]  # fmt: skip


def test_of_two_targets_the_one_further_from_reached_is_drawn() -> None:
    """4 of 8 people in 2 of 2 meetings; 6 of 4 cases."""
    result = a_run(
        plan(1, 교육={"target_times": 2, "target_people": 8}), *months(1, 교육={"time_count": 1, "people_count": 2}),
        plan(2, 나눔={"target_cases": 4}), *months(2, 나눔={"case_count": 3}),
    )  # fmt: skip
    (panel,) = chart(build_projects(result), "achievement").panels
    assert [(point.label, point.text) for point in panel.series[0].points] == [
        ("1권역 교육(명)", "50.0%"), ("2권역 나눔", "150.0%"),
    ]  # fmt: skip


def test_before_anything_is_done_only_targets_are_listed() -> None:
    result = a_run(plan(1, 교육={"target_times": 2}), as_of=date(2021, 6, 30))
    found = table(region_tables(result, 1), "region_1_activities")
    assert found.caption == "1권역 세부사업별 목표"
    assert [column.header for column in found.columns] == ["세부사업", "단위", "목표"]
    assert (cells(found), found.notes) == ([["교육", "회", "2"]], ())


def test_over_several_regions_only_what_has_a_target_is_listed() -> None:
    result = a_run(
        plan(1, 교육={"target_times": 2}), *months(1, 교육={"time_count": 1, "people_count": 9}),
        plan(2, 나눔={"target_cases": 4}), *months(2, 나눔={"case_count": 3}),
    )  # fmt: skip
    assert cells(target_table(result.config, all_progress(result), "targets", "목표")) == [
        ["1", "교육", "회", "2", "2", "100.0"],
        ["2", "나눔", "건", "4", "6", "150.0"],
    ]


def test_without_targets_there_is_no_table_of_targets() -> None:
    result = a_run(plan(1, 교육={"target_times": NOT_APPLICABLE}), *months(1, 교육={"time_count": 1}))
    assert [block for block in build_projects(result) if getattr(block, "key", "") == "project_targets"] == []


def test_a_month_before_the_project_begins_is_not_waited_for() -> None:
    """The plan begins in July: a missing February makes nothing incomplete, a missing August makes the sum partial."""
    done = {"case_count": 15}
    early = a_run(plan(1, 나눔={"target_cases": 30}), *months(1, without=(2,), 나눔=done))
    late = a_run(plan(1, 나눔={"target_cases": 30}), *months(1, without=(8,), 나눔=done))
    cases = [result.figures.get("project_cases", region=1) for result in (early, late)]
    assert [(figure.value, figure.state) for figure in cases] == [(30, State.VALUE), (15, State.PARTIAL)]
    assert early.figures.get("project_cases", region=1, month=2).state is State.NOT_APPLICABLE
    assert late.figures.get("project_cases", region=1, month=8).state is State.MISSING
    # A month of meetings is asked for all the same.
    assert early.figures.get("regional_meetings", region=1).state is not State.VALUE


def test_a_project_that_began_before_its_plan_is_waited_for_from_then_on() -> None:
    """There are results in March: a missing April may have had some, a missing February not."""
    early = month(1, 3, 나눔={"case_count": 4})
    others = months(1, without=(2, 3, 4), 나눔={"case_count": 15})
    result = a_run(plan(1, 나눔={"target_cases": 30}), early, *others)
    states = [result.figures.get("project_cases", region=1, month=number).state for number in (2, 4)]
    assert states == [State.NOT_APPLICABLE, State.MISSING]


def test_each_activity_is_drawn_by_from_the_first_result_on(one_region: RunResult) -> None:
    drawn = monthly_chart(one_region, 1)
    assert drawn is not None
    assert drawn.kind == "trend"
    assert [point.label for point in drawn.panels[0].series[0].points] == ["7월", "8월"]
    assert [panel.title for panel in drawn.panels] == ["건  계 30건", "명  계 34명", "회  계 6회"]


def test_a_year_known_only_as_a_whole_has_no_months_to_draw() -> None:
    yearly = replace(month(1, 1, 교육={"time_count": 3}), month=None)
    assert monthly_chart(a_run(plan(1, 교육={"target_times": NOT_APPLICABLE}), yearly, year=2020)) is None


def test_two_projects_of_a_region_stand_under_one_number() -> None:
    both = plan(3, 교육={"target_times": 2})
    both.tables["projects"].append({"project": "두 번째 사업", "content": "", **DAYS})
    both.tables["activities"].append({"project": "두 번째 사업", "activity": "나눔", "target_cases": 1})
    result = a_run(both)
    found = table(build_projects(result), "projects")
    assert [line[:2] for line in cells(found)] == [["3", PROJECT], ["", "두 번째 사업"]]
    assert sentences(projects_headline(result))[0] == "공동사업: 5개 권역 가운데 1개 권역이 2개* 사업을 계획함"


def test_a_year_without_projects_has_no_section() -> None:
    assert build_projects(a_run(sent("settlement", 1))) == []
    assert projects_headline(a_run(sent("settlement", 1))) == []
