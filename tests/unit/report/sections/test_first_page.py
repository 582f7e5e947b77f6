"""The first page: status, key figures beside the year before, findings, and why a report is provisional."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from pipeline.model.findings import Effect, Finding, Place, Severity
from pipeline.model.result import RunResult
from pipeline.report.blocks import Heading, Item, KeyFigures, TitleBox
from pipeline.report.sections.finishing import OFFICER, attached
from pipeline.report.sections.first_page import build_first_page, report_title
from tests.support.run_in_memory import Sent, a_run, config, monitoring, sent, the_year, whole_year
from tests.support.told_blocks import sentences

OWN_2020 = {1: (632, 3839), 2: (390, 3309), 3: (611, 4256), 4: (945, 3700), 5: (786, 4540)}


def run_2020(without: tuple[int, ...] = ()) -> RunResult:
    days = (date(2020, 4, 20), date(2020, 6, 13))
    returns: list[Sent] = [
        monitoring(region, 1, ("권역 전체", *pair), days=days)
        for region, pair in OWN_2020.items()
        if region not in without
    ]
    for region in config().regions:
        project = {
            "project": f"사업 {region}",
            "content": "함께 함",
            "start_date": date(2020, 7, 1),
            "end_date": date(2020, 12, 31),
        }
        returns.append(sent("joint_project_plan", region, projects=[project], activities=[]))
        done = {"project": f"사업 {region}", "activity": "활동", "case_count": 10 * region}
        returns.append(sent("monthly_results", region, project_results=[done]))
    return a_run(*returns, year=2020)


def title(result: RunResult) -> TitleBox:
    return next(block for block in build_first_page(result) if isinstance(block, TitleBox))


def keys(result: RunResult) -> list[tuple[str, str, str]]:
    """(value, label, change) of each key figure."""
    found = next(block for block in build_first_page(result) if isinstance(block, KeyFigures))
    return [(item.value.text, item.label.replace("\n", " "), item.change) for item in found.items]


def test_a_complete_year_is_final() -> None:
    found = title(run_2020())
    assert found.title == report_title(run_2020()) == "2020년 찾동 동단위 민관협력 네트워크 성과보고"
    assert (found.status, found.provisional) == ("확정 · 자료 기준일 2020. 12. 31. · 제출 15/15건 · 복지정책과", False)


def test_half_a_year_is_called_so() -> None:
    found = title(a_run(*whole_year(), as_of=date(2021, 6, 30)))
    assert found.title.replace("\u00a0", " ") == "2021년 찾동 동단위 민관협력 네트워크 상반기 추진실적(6. 30. 기준)"
    assert found.status.startswith("상반기 확정 · 자료 기준일 2021. 6. 30.")


def test_a_day_within_the_year_is_named_in_the_title() -> None:
    found = title(a_run(*whole_year(), as_of=date(2021, 9, 15)))
    assert found.title.replace("\u00a0", " ") == "2021년 찾동 동단위 민관협력 네트워크 추진실적(9. 15. 기준)"
    assert found.status.startswith("연도 중 ")


def test_the_four_key_figures_of_a_year_with_one_round() -> None:
    assert keys(run_2020()) == [
        ("3,364명", "모니터링 대상자 (5개 권역)", ""),
        ("19,644건", "전화 상담 (4. 20. ~ 6. 13.)", ""),
        ("5.8건", "1인당 상담 (권역별 3.9~8.5건)", ""),
        ("5개", "공동사업 (권역마다 1개)", ""),
    ]


def test_a_year_that_asks_for_more_has_two_full_rows() -> None:
    assert [value for value, _, _ in keys(the_year())] == ["5,012명", "34,158건", "5개", "336가구", "60회", "95.1%"]


def test_changes_stand_below_what_can_be_compared() -> None:
    result = replace(the_year(), previous=run_2020().figures)
    changes = {label.split(" (")[0]: change for _, label, change in keys(result)}
    # Two rounds are not held against one: the first, which both years had, stands there with people and calls.
    # A person fewer in each of 16 dongs: 5,012 - 16 - 3,364 = 1,632; half of 68,316, less 19,644: 14,514.
    assert changes == {
        "모니터링 대상자": "전년보다 1,632명 증가(48.5%)",
        "전화 상담": "전년보다 14,514건 증가(73.9%)",
        "공동사업": "전년과 같음",
        "위기가구 발굴": "",
        "권역회의": "",
        "예산 집행률": "",
    }
    told = "상담(전년과 회차 수가 다름), 공동사업 실적(명), 권역회의, 전체회의 등 8개(전년 자료가 없음)"
    assert sentences(build_first_page(result))[-1] == f"전년과 비교하지 않음: {told}"


def test_a_year_before_that_was_provisional_is_said_on_the_first_page() -> None:
    result = replace(the_year(), previous=run_2020().figures, previous_note="2020년 수는 잠정임")
    assert "2020년 수는 잠정임" in sentences(build_first_page(result))


def test_the_only_round_of_several_stands_with_its_own_number_and_days() -> None:
    days = (date(2021, 4, 1), date(2021, 6, 30))
    result = a_run(*(monitoring(r, 1, (config().regions[r].dongs[0], 10, 60), days=days) for r in range(1, 6)))
    assert keys(result)[:3] == [
        ("50명", "모니터링 대상자 (5개 권역, 1회차)", ""),
        ("300건", "전화 상담 (4. 1. ~ 6. 30.)", ""),
        ("6.0건", "1인당 상담 (권역이 모두 같음)", ""),
    ]


def test_a_key_figure_counts_the_regions_that_sent_it() -> None:
    result = a_run(*whole_year([("phone_monitoring", 4, 2), ("phone_monitoring", 5, 2)]))
    assert keys(result)[0][1] == "모니터링 대상자 (5개 권역 중 3개, 2회차)"


def test_without_a_year_before_its_note_is_told() -> None:
    told = sentences(
        build_first_page(replace(the_year(), previous_note="2020년 결과를 찾지 못해 전년과 비교하지 않음"))
    )
    assert told[-1] == "2020년 결과를 찾지 못해 전년과 비교하지 않음"
    assert [text for text in sentences(build_first_page(the_year())) if "전년" in text] == []


def test_a_running_year_is_not_compared_and_says_why() -> None:
    early = [one for one in whole_year() if (one.month or 1) <= 5 and one.form in ("monthly_results", "operating_plan")]
    result = a_run(*early, as_of=date(2021, 6, 15), previous=run_2020().figures)
    assert "연도 중이어서 한 해의 합계는 전년과 비교하지 않음" in sentences(build_first_page(result))


def test_a_provisional_report_names_what_is_missing_and_what_is_to_be_mended() -> None:
    error = Finding(
        "SET-001", Severity.ERROR, Effect.KEPT, Place("2권역.xlsx"), "다름", "고쳐 주세요.", form="settlement", region=2
    )
    stray = Finding("FILE-001", Severity.ERROR, Effect.RETURN_REFUSED, Place("메모.txt"), "서식이 아님", "빼 주세요.")
    result = a_run(
        *whole_year([("monthly_results", 3, 9), ("head_office", None, None)]), findings=[error, error, stray]
    )
    assert title(result).provisional
    told = sentences(build_first_page(result))
    assert told[:3] == [
        "이 보고서는 잠정임. 아래 자료가 들어오거나 고쳐지면 수가 바뀔 수 있음",
        "미제출 2건: 복지정책과 총괄부서실적, 3권역 월별실적 9월",
        "고칠 곳 3건: 2권역 정산서 2건, 그 밖의 파일 1건",
    ]
    assert told[-1].startswith("*는 아직 들어오지 않았거나 확인 중인 자료를 뺀 합계임: ")


def test_months_that_are_missing_are_told_together() -> None:
    missing = [("monthly_results", 3, month) for month in (1, 4, 5, 6, 9)]
    result = a_run(*whole_year([*missing, ("phone_monitoring", 2, 1), ("phone_monitoring", 2, 2)]))
    (listed,) = [text for text in sentences(build_first_page(result)) if text.startswith("미제출")]
    assert listed == "미제출 7건: 3권역 월별실적 1월·4~6월·9월, 2권역 전화모니터링 1·2회차"


def test_a_long_list_of_missing_returns_is_cut_and_says_where_the_rest_is() -> None:
    """Two months and a settlement of each of five regions: three names with six returns are printed, nine returns are
    left.
    """
    months = [("monthly_results", region, month) for region in range(1, 6) for month in (2, 3)]
    result = a_run(*whole_year([*months, *(("settlement", region, None) for region in range(1, 6))]))
    (listed,) = [text for text in sentences(build_first_page(result)) if text.startswith("미제출")]
    named = "1권역 월별실적 2월·3월, 2권역 월별실적 2월·3월, 3권역 월별실적 2월·3월"
    assert listed == f"미제출 15건: {named} 등(나머지 9건은 {attached(OFFICER)}에 있음)"


def test_the_first_numbered_heading_stands_before_the_first_numbered_line() -> None:
    for result in (run_2020(), run_2020(without=(2,)), the_year()):
        outline = [block for block in build_first_page(result) if isinstance(block, Heading | Item)]
        assert isinstance(outline[0], Heading)
        assert outline[0].level == 1


def test_a_year_of_which_nothing_is_known_has_a_title_and_what_is_missing() -> None:
    result = a_run(sent("settlement", 9))
    assert isinstance(build_first_page(result)[0], TitleBox)
    assert sentences(build_first_page(result))[1].startswith("미제출 86건: ")
