"""The monitoring section: compared with the office's own figures of 2020, and in years with missing returns."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from pipeline.model.figures import Figures, State
from pipeline.model.result import RunResult
from pipeline.report.blocks import ChartBlock, TableBlock
from pipeline.report.sections.declared.tables import region_header
from pipeline.report.sections.monitoring import monitoring_headline
from tests.support.run_in_memory import NOT_APPLICABLE, Sent, a_run, config, monitoring, section, sent
from tests.support.told_blocks import cells, chart, row, sentences, table

# The district's own summary of 2020 (대상자, 상담), region 1 with 163 supported for another organisation.
OWN_2020 = {1: (632, 3839), 2: (390, 3309), 3: (611, 4256), 4: (945, 3700), 5: (786, 4540)}
DAYS_2020 = (date(2020, 4, 20), date(2020, 6, 13))
FIRST_DONGS = {number: region.dongs[0] for number, region in config().regions.items()}


def own_2020(without: tuple[int, ...] = ()) -> list[Sent]:
    found = []
    for region, (people, calls) in OWN_2020.items():
        one = monitoring(region, 1, ("권역 전체", people, calls), days=DAYS_2020)
        if region == 1:
            one.tables["monitoring"][0] |= {"supported_organisation": "응암노인복지관", "supported_people_count": 163}
        found += [one] if region not in without else []
    return found


def year(*returns: Sent, previous: RunResult | None = None, as_of: date | None = None) -> RunResult:
    return a_run(*returns, previous=previous.figures if previous else None, as_of=as_of)


def rounds(number: int, *pairs: tuple[int, int]) -> list[Sent]:
    """One dong a region: (people, consultations) of regions 1, 2, …"""
    days = (date(2021, 4, 1), date(2021, 6, 30)) if number == 1 else (date(2021, 9, 1), date(2021, 11, 30))
    return [
        monitoring(region, number, (FIRST_DONGS[region], *pair), days=days)
        for region, pair in enumerate(pairs, start=1)
    ]


def test_2020_reads_as_the_office_wrote_it() -> None:
    blocks = section("전화모니터링", a_run(*own_2020(), year=2020))
    assert sentences(blocks) == [
        "5개 권역에서 3,364명을 대상으로 19,644건을 상담함(1인당 평균 5.8건)",
        "대상자는 4권역이 945명(28.1%)으로, 상담은 5권역이 4,540건(23.1%)으로 가장 많음",
        "1인당 상담은 2권역이 8.5건으로 가장 많고, 4권역이 3.9건으로 가장 적음",
    ]
    found = table(blocks, "monitoring_1")
    assert row(found, "대상자") == ["3,364명", "632명", "390명", "611명", "945명", "786명"]
    assert row(found, "실적 / (4.\u00a020.\u00a0~\u00a06.\u00a013.)") == [
        "19,644건",
        "3,839건",
        "3,309건",
        "4,256건",
        "3,700건",
        "4,540건",
    ]
    assert len(found.rows) == 2  # the office's own table has these two lines
    assert found.notes == ("1권역 대상자에는 응암노인복지관 지원 163명이 포함됨",)


def test_the_picture_says_its_message_and_every_number() -> None:
    found = chart(section("전화모니터링", a_run(*own_2020(), year=2020)), "calls_per_person")
    listed = "1권역 6.1건, 2권역 8.5건, 3권역 7.0건, 4권역 3.9건, 5권역 5.8건"
    assert found.alt_text == f"권역별 막대그래프. 1인당 상담은 2권역이 가장 많음({listed})."
    assert [panel.title for panel in found.panels] == ["1인당 상담(건)  평균 5.8건"]


def test_each_round_has_its_panel() -> None:
    # 600 calls of 100 people, 500 of 50.
    found = chart(
        section("전화모니터링", year(*rounds(1, *[(20, 120)] * 5), *rounds(2, *[(10, 100)] * 5))), "calls_per_person"
    )
    assert [panel.title for panel in found.panels] == [
        "1회차 1인당 상담(건)  평균 6.0건",
        "2회차 1인당 상담(건)  평균 10.0건",
    ]


def test_a_region_that_sent_nothing_is_told_in_place_and_is_no_zero() -> None:
    blocks = section("전화모니터링", a_run(*own_2020(without=(2,)), year=2020))
    assert sentences(blocks)[0].startswith("5개 권역 가운데 자료를 낸 4개 권역에서 2,974명*을 대상으로 16,335건*을")
    assert sentences(blocks)[1].startswith("들어온 자료로는 대상자는 4권역이 945명(31.8%*)으로")
    found = table(blocks, "monitoring_1")
    assert row(found, "대상자") == ["2,974명*", "632명", "미제출", "611명", "945명", "786명"]
    assert [cell.state for cell in found.rows[0].cells if cell][1:4] == [State.PARTIAL, State.VALUE, State.MISSING]
    assert "5개 권역 중 4개 제출" in found.notes
    assert found.notes[-1].endswith("전화모니터링 미제출(2권역 1회차)")


def test_a_typed_zero_is_a_zero() -> None:
    blocks = section("전화모니터링", year(*rounds(1, (10, 50), (0, 0), (30, 90), (40, 80), (50, 200))))
    assert row(table(blocks, "monitoring_1"), "대상자") == ["130명", "10명", "0명", "30명", "40명", "50명"]
    assert [point.text for point in chart(blocks, "calls_per_person").panels[0].series[0].points][:2] == ["5.0", "–"]


def test_without_any_return_there_is_no_section() -> None:
    assert section("전화모니터링", a_run(sent("settlement", 1))) == []
    assert monitoring_headline(a_run(sent("settlement", 1))) == []


def test_a_region_whose_numbers_do_not_apply_says_so() -> None:
    one = monitoring(2, 1, (FIRST_DONGS[2], 1, 1))
    one.tables["monitoring"][0] |= {"people_count": NOT_APPLICABLE, "consultation_count": NOT_APPLICABLE}
    returns = [found for found in rounds(1, (10, 50), (20, 60), (30, 90), (40, 80), (50, 200)) if found.region != 2]
    assert row(table(section("전화모니터링", year(*returns, one)), "monitoring_1"), "대상자")[2] == "해당없음"


def test_ties_are_not_told_as_the_highest() -> None:
    told = sentences(section("전화모니터링", year(*rounds(1, (50, 250), (50, 250), (50, 250), (10, 50), (10, 50)))))
    assert [text for text in told if "가장" in text] == []


def test_people_are_never_added_over_rounds_and_consultations_are() -> None:
    first, second = (
        ((10, 60), (20, 100), (30, 90), (40, 160), (50, 250)),
        ((11, 70), (21, 90), (31, 99), (41, 150), (51, 200)),
    )
    result = year(*rounds(1, *first), *rounds(2, *second))
    blocks = section("전화모니터링", result)
    # 660 + 609 calls; people stay 150 and 155.
    assert sentences(blocks)[0] == "2회에 걸쳐 모두 1,269건을 상담함(대상자 1회차 150명, 2회차 155명)"
    assert row(table(blocks, "monitoring_2"), "대상자")[0] == "155명"
    assert sentences(monitoring_headline(result)) == ["전화 모니터링: 2회에 걸쳐 1,269건을 상담함"]


def two_rounds(before: RunResult) -> RunResult:
    """As if that year's calls had been made in two rounds."""
    second = replace(before.figures.get("people", round=1), round=2)
    return replace(before, figures=Figures([*before.figures, second], before.forms.measures))


@pytest.fixture(name="compared")
def _compared() -> RunResult:
    before = two_rounds(a_run(*own_2020(), year=2020))
    first, second = ((600, 2900), (400, 2309), (600, 3000), (900, 3000), (800, 3435)), [(9, 1000)] * 5
    return year(*rounds(1, *first), *rounds(2, *second), previous=before)


def test_the_year_before_stands_beside_the_year(compared: RunResult) -> None:
    blocks = section("전화모니터링", compared)
    found = table(blocks, "monitoring_year")
    assert cells(found) == [
        ["2020년", "19,644", "3,839", "3,309", "4,256", "3,700", "4,540"],
        ["2021년", "19,644", "3,900", "3,309", "4,000", "4,000", "4,435"],
        ["증감", "0", "61", "0", "△256", "300", "△105"],
        ["증감률(%)", "0.0", "1.6", "0.0", "△6.0", "8.1", "△2.3"],
    ]
    assert found.notes == ("△는 감소",)
    grouped = chart(blocks, "monitoring_year")
    assert (grouped.kind, [series.name for series in grouped.panels[0].series]) == ("grouped", ["2020년", "2021년"])
    assert "연간 상담은 전년(19,644건)과 같음" in sentences(blocks)


def test_two_rounds_are_never_held_against_one_but_the_same_round_is() -> None:
    before = a_run(*own_2020(), year=2020)
    result = year(*rounds(1, *[(10, 3000)] * 5), *rounds(2, *[(9, 3000)] * 5), previous=before)
    # The year has more calls than the one before (30,000), its first round fewer: 15,000 against 19,644, 23.6 %.
    told = "30,000건을 상담함(1회차는 전년(19,644건)보다 4,644건(23.6%) 감소)"
    assert sentences(monitoring_headline(result)) == [f"전화 모니터링: 2회에 걸쳐 {told}"]
    assert not any(
        isinstance(block, TableBlock) and block.key == "monitoring_year" for block in section("전화모니터링", result)
    )


def test_the_only_round_that_came_is_told_by_its_own_numbers() -> None:
    result = year(*rounds(1, *[(10, 60)] * 5))
    assert sentences(monitoring_headline(result)) == ["전화 모니터링: 1회차에 50명을 대상으로 300건을 상담함"]


def test_a_region_to_which_the_round_does_not_apply_has_still_sent_its_return() -> None:
    one = monitoring(2, 1, ("신사1동", 0, 0))
    one.tables["monitoring"][0] |= {"people_count": NOT_APPLICABLE, "consultation_count": NOT_APPLICABLE}
    rest = [found for found in rounds(1, *[(10, 60)] * 5) if found.region != 2]
    told = "5개 권역 가운데 해당하는 4개 권역에서 40명을 대상으로 240건을 상담함(1인당 평균 6.0건)"
    assert told in sentences(section("전화모니터링", year(*rest, one)))


def test_half_a_year_is_not_drawn_beside_a_whole_one() -> None:
    before = a_run(*own_2020(), year=2020)
    result = year(*rounds(1, *[(10, 60)] * 5), previous=before, as_of=date(2021, 7, 31))
    assert [block.key for block in section("전화모니터링", result) if isinstance(block, ChartBlock)] == [
        "calls_per_person"
    ]


def test_a_year_of_which_every_region_lacks_a_round_is_not_drawn_beside_a_whole_one() -> None:
    before = a_run(*own_2020(), year=2020)
    result = year(*rounds(1, *[(10, 60)] * 5), previous=before)
    assert [block.key for block in section("전화모니터링", result) if isinstance(block, ChartBlock)] == [
        "calls_per_person"
    ]


def test_a_year_before_that_was_provisional_is_said_below_the_table() -> None:
    before = two_rounds(a_run(*own_2020(), year=2020))
    result = year(*rounds(1, *[(10, 60)] * 5), *rounds(2, *[(9, 50)] * 5), previous=before)
    result.previous_note = "2020년 수는 잠정임"
    assert "2020년 수는 잠정임" in table(section("전화모니터링", result), "monitoring_year").notes


def test_the_same_round_is_compared_with_its_days(compared: RunResult) -> None:
    # 3,300 people against 3,364: 64 fewer, 1.9 %; 14,644 calls against 19,644: 5,000 fewer, 25.5 %.
    told = "와 비교하면 대상자는 전년(3,364명)보다 64명(1.9%) 감소, 상담은 전년(19,644건)보다 5,000건(25.5%) 감소"
    assert f"전년 같은 회차(2020. 4. 20. ~ 6. 13.){told}" in sentences(section("전화모니터링", compared))


def test_an_incomplete_year_is_shown_but_not_compared() -> None:
    before = two_rounds(a_run(*own_2020(), year=2020))
    blocks = section(
        "전화모니터링", year(*rounds(1, (600, 2900), (400, 2309)), *rounds(2, *[(9, 1000)] * 5), previous=before)
    )
    found = table(blocks, "monitoring_year")
    assert row(found, "증감") == ["–", "61", "0", "–", "–", "–"]
    assert "비교하지 않음(자료가 다 들어오지 않음)" in found.notes


@pytest.mark.parametrize(
    ("number", "lines"),
    [
        (1, ["1권역", "녹번종합", "사회복지관"]),
        (4, ["4권역", "서부장애인", "종합복지관"]),
        (5, ["5권역", "시립은평노인", "종합복지관"]),
    ],
)
def test_a_long_name_is_broken_at_its_seam(number: int, lines: list[str]) -> None:
    assert region_header(config().regions[number]).split("\n") == lines
