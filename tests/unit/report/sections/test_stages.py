"""The stages of the year, and what the returns show about them."""

from __future__ import annotations

from datetime import date

from pipeline.joints.projects import all_progress
from pipeline.model.figures import State
from pipeline.model.result import RunResult
from pipeline.report.sections.stages import build_stages, evidence_of, problems_table, stage_months, stages_headline
from tests.support.run_in_memory import a_run, config, sent, the_year, whole_year
from tests.support.told_blocks import cells, sentences, table

FIRST, SECOND, THIRD = config().plan.stages


def words(result: RunResult, stage: int, region: int) -> tuple[str, str]:
    found = evidence_of(result, config().plan.stages[stage - 1], region, all_progress(result, region))
    return found.word, ", ".join("".join(p if isinstance(p, str) else p.text for p in parts) for parts in found.lines)


def test_a_stage_is_carried_out_where_its_evidence_came() -> None:
    result = the_year()
    assert words(result, 1, 1) == ("이행", "운영계획서 제출, 지역 문제 1건")
    assert words(result, 2, 1) == ("이행", "권역회의 6회, 소식 6건")
    assert words(result, 3, 1) == ("일부 이행", "공동사업계획서 제출, 세부사업 2개 중 1개 추진")


def test_what_did_not_come_is_missing_and_not_undone() -> None:
    result = a_run(*whole_year([("operating_plan", 4, None), ("joint_project_plan", 4, None)]))
    assert words(result, 1, 4) == ("미제출", "")
    assert words(result, 3, 4) == ("미제출", "")
    found = table(build_stages(result), "stages")
    assert [cell.state for cell in found.rows[4].cells if cell][1] is State.MISSING


def test_a_plan_without_problems_is_half_a_stage() -> None:
    assert words(a_run(sent("operating_plan", 1, organisations=[])), 1, 1) == (
        "일부 이행",
        "운영계획서 제출, 지역 문제 없음",
    )


def test_a_month_without_a_meeting_makes_the_second_stage_partial() -> None:
    quiet = sent("monthly_results", 5, month=2, no_activity=True)
    result = a_run(*whole_year([("monthly_results", 5, 2)]), quiet)
    assert words(result, 2, 5) == ("일부 이행", "권역회의 5회, 소식 5건")


def test_half_a_year_of_nothing_is_not_carried_out() -> None:
    quiet = [sent("monthly_results", 1, month=number, no_activity=True) for number in range(1, 7)]
    assert words(a_run(*quiet), 2, 1) == ("미이행", "권역회의 0회, 소식 0건")


def test_a_missing_month_leaves_the_stage_unknown_and_its_sums_marked_and_explained() -> None:
    result = a_run(*whole_year([("monthly_results", 2, 5)]))
    assert words(result, 2, 2) == ("확인 못함", "권역회의 5회*, 소식 5건*")
    notes = table(build_stages(result), "stages").notes
    assert notes[1:] == ("* 아직 들어오지 않았거나 확인 중인 자료를 뺀 합계임: 월별실적 미제출(2권역 5월)",)


def test_a_month_without_a_meeting_counts_even_where_another_is_missing() -> None:
    quiet = sent("monthly_results", 5, month=2, no_activity=True)
    result = a_run(*whole_year([("monthly_results", 5, 2), ("monthly_results", 5, 4)]), quiet)
    assert words(result, 2, 5)[0] == "일부 이행"


def test_activities_without_results_are_not_undone_while_a_month_of_the_stage_is_missing() -> None:
    assert words(a_run(*whole_year([("monthly_results", 3, 9)])), 3, 3)[0] == "확인 못함"
    assert words(a_run(*whole_year([("monthly_results", 3, 2)])), 3, 3)[0] == "일부 이행"


def test_the_headline_does_not_say_that_nobody_did_what_is_only_not_known() -> None:
    april = [one for one in whole_year() if one.form == "monthly_results" and (one.region, one.month) == (3, 4)]
    assert sentences(stages_headline(a_run(*april))) == [
        "단계별 이행(5개 권역): 1단계 미제출, 2단계 이행을 확인한 권역 없음, 3단계 미제출"
    ]


def test_a_stage_that_is_not_over_is_running() -> None:
    early = [one for one in whole_year() if one.form == "monthly_results" and (one.month or 0) <= 2]
    result = a_run(*early, as_of=date(2021, 3, 10))
    assert words(result, 2, 1)[0] == words(result, 1, 1)[0] == "진행 중"
    assert words(result, 3, 1)[0] == "예정"  # from July on
    assert sentences(stages_headline(result)) == ["단계별 이행(5개 권역): 1단계 진행 중, 2단계 진행 중, 3단계 예정"]


def test_a_stage_is_judged_by_the_evidence_that_the_settings_name_whatever_its_number() -> None:
    moved = THIRD.model_copy(update={"number": 1})
    result = the_year()
    assert evidence_of(result, moved, 1, all_progress(result, 1)) == evidence_of(
        result, THIRD, 1, all_progress(result, 1)
    )


def test_a_stage_without_evidence_says_that_the_returns_cannot_tell() -> None:
    untold = FIRST.model_copy(update={"evidence": None})
    assert evidence_of(the_year(), untold, 1, []).word == "제출 자료로 알 수 없음"


def test_the_section_tells_each_stage_and_the_problems_of_the_regions() -> None:
    result = a_run(*whole_year([("operating_plan", 4, None)]))
    assert sentences(build_stages(result))[:4] == [
        "1단계 협력 필요성(1~4월): 이행 4개 권역(1권역, 2권역, 3권역 및 5권역), 미제출 1개 권역(4권역)",
        "2단계 협력 환경조성(1~6월): 5개 권역 모두 이행",
        "3단계 협력 도전(7~12월): 5개 권역 모두 일부 이행",
        "운영계획서에 적은 추진과제: 4개*(1단계 협력 필요성 4개*)",
    ]
    found = problems_table(result)
    assert found is not None
    assert cells(found)[3:] == [["4권역", "미제출"], ["5권역", "- 홀로 사는 이웃: 함께 살핌"]]


def test_months_of_a_stage() -> None:
    assert (stage_months(FIRST), stage_months(FIRST.model_copy(update={"end_month": 1}))) == ("1~4월", "1월")


def test_a_year_without_stages_or_plans_has_no_section() -> None:
    assert build_stages(a_run(sent("phone_monitoring", 1), year=2020)) == []
    assert stages_headline(a_run(sent("phone_monitoring", 1), year=2020)) == []
