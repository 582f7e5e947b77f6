"""A region's own report: its figures beside the totals, its sections, nothing of the other regions."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pipeline.report.blocks import KeyFigures, Report, TitleBox
from pipeline.report.sections import build_report
from tests.support.run_in_memory import a_run, sent, the_year, whole_year
from tests.support.told_blocks import cells, chart, headings, row, runs, sentences, table, unknown_keys


@pytest.fixture(name="report", scope="module")
def _report() -> Report:
    return build_report(the_year(), 3)


def test_its_title_and_status_are_its_own(report: Report) -> None:
    title = next(block for block in report.blocks if isinstance(block, TitleBox))
    assert title.title == report.title == "2021년 3권역 찾동 동단위 민관협력 네트워크 성과보고"
    assert title.status == "확정 · 자료 기준일 2021. 12. 31. · 제출 17/17건 · 복지정책과"


def test_it_follows_the_sections_of_the_settings(report: Report) -> None:
    assert [one for one in headings(report.blocks) if "취약계층" not in one][:9] == [
        "권역 현황", "전화 모니터링 추진실적", "공동사업 추진실적", "네트워크 회의 운영", "단계별 이행",
        "위기가구 발굴·지원", "소식지", "예산 집행", "자료 제출·검증 현황",
    ]  # fmt: skip


def test_its_key_figures_say_their_share_of_the_whole(report: Report) -> None:
    keys = next(block for block in report.blocks if isinstance(block, KeyFigures))
    # Round 2: 302 + 312 + 322 + 332 people; 12 months of 1 + 2 + 3 + 4 households.
    assert [(item.value.text, item.label) for item in keys.items] == [
        ("1,268명", "모니터링 대상자(2회차)\n(전체 5,012명의 25.3%)"),
        ("17,172건", "전화 상담\n(전체 68,316건의 25.1%)"),
        ("120가구", "위기가구 발굴\n(전체 336가구의 35.7%)"),
        ("95.1%", "예산 집행률\n(전체 95.1%)"),
    ]


def test_its_sentences_are_about_itself(report: Report) -> None:
    told = sentences(report.blocks)
    assert "1,264명을 대상으로 8,586건을 상담함(전체의 25.1%)" in told
    assert "매월 권역회의: 이행" in told
    assert "상반기 첫 회의 총괄담당자: 1. 13. 참석" in told
    assert "3단계 협력 도전(7~12월): 일부 이행(공동사업계획서 제출, 세부사업 2개 중 1개 추진)" in told
    assert "위기가구 120가구(전체의 35.7%)를 찾아 456건을 지원하고, 회의에서 사례 36건을 나눔" in told


def test_its_dongs_are_drawn_and_listed(report: Report) -> None:
    drawn = chart(report.blocks, "region_3_monitoring_1")
    assert [point.label for point in drawn.panels[0].series[0].points] == ["응암2동", "응암3동", "증산동", "수색동"]
    assert [line[1] for line in cells(table(report.blocks, "region_3_dongs"))] == [
        "응암2동",
        "응암3동",
        "증산동",
        "수색동",
    ]


def test_its_meetings_and_amounts_are_listed(report: Report) -> None:
    assert cells(table(report.blocks, "region_3_meetings"))[0] == ["1. 13.", "권역회의", "예", "사례 나눔"]
    assert row(table(report.blocks, "region_3_budget_items"), "계")[3] == "1,684,020"


def test_no_other_region_is_named_in_it(report: Report) -> None:
    words = [run.text for run in runs(report.blocks)] + sentences(report.blocks)
    others = [f"{number}권역" for number in (1, 2, 4, 5)]
    assert [text for text in words if any(other in text for other in others)] == []


def test_every_number_of_every_region_is_a_figure_of_the_run() -> None:
    result = replace(the_year(), previous=the_year().figures)
    for region in result.config.regions:
        assert unknown_keys(result, build_report(result, region).blocks) == []


def test_a_region_that_owes_something_is_provisional_and_the_others_are_not() -> None:
    result = a_run(*whole_year([("settlement", 3, None)]))
    statuses = [
        next(block.status for block in build_report(result, region).blocks if isinstance(block, TitleBox))
        for region in (3, 4)
    ]
    assert [status.split(" · ")[0] for status in statuses] == ["잠정", "확정"]


def test_a_region_that_sent_nothing_has_a_report_that_says_so() -> None:
    result = a_run(*(one for one in whole_year() if one.region != 3))
    report = build_report(result, 3)
    assert "대상자 미제출" in sentences(report.blocks)
    assert [line[:2] for line in cells(table(report.blocks, "owed"))] == [
        ["3권역 공동사업계획서", "1"],
        ["3권역 월별실적 1~12월", "12"],
        ["3권역 운영계획서", "1"],
        ["3권역 전화모니터링 1·2회차", "2"],
        ["3권역 정산서", "1"],
    ]
    assert unknown_keys(result, report.blocks) == []


def test_a_short_year_gives_a_short_report() -> None:
    report = build_report(a_run(sent("joint_project_plan", 1, projects=[], activities=[]), year=2020), 1)
    assert headings(report.blocks) == ["권역 현황", "자료 제출·검증 현황"]


def test_a_region_that_the_year_does_not_have_is_refused() -> None:
    with pytest.raises(KeyError):
        build_report(the_year(), 99)
