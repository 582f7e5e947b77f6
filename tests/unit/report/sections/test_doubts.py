"""A number that nobody has confirmed yet: marked wherever it is included, and no sentence depends on it.

One region's 131 consultations are in doubt; the true number may be anything from 0 to 1,310.
"""

from __future__ import annotations

from datetime import date

import pytest

from pipeline.model.figures import Figures
from pipeline.model.findings import Effect, Finding, Place, Severity
from pipeline.model.result import RunResult
from pipeline.report.sections.compare import Kind, change_of
from pipeline.report.sections.first_page import build_first_page
from pipeline.report.sections.projects import build_projects
from tests.support.run_in_memory import Sent, a_run, monitoring, section
from tests.support.told_blocks import cells, chart, row, sentences, table
from tests.unit.report.sections.test_monitoring import FIRST_DONGS
from tests.unit.report.sections.test_projects import month, plan

Pairs = tuple[tuple[int, int], ...]
PAIRS: Pairs = ((100, 400), (100, 500), (100, 131), (100, 600), (100, 900))


def returns(pairs: Pairs) -> list[Sent]:
    days = (date(2021, 4, 1), date(2021, 6, 30))
    return [
        monitoring(region, 1, (FIRST_DONGS[region], *pair), days=days) for region, pair in enumerate(pairs, start=1)
    ]


def doubting(sent: list[Sent], measure: str, **at: object) -> tuple[Finding, ...]:
    """A warning at the one cell of that figure."""
    (place,) = a_run(*sent).figures.get(measure, **at).sources
    return (doubt(place),)


def doubt(place: Place) -> Finding:
    return Finding("MON-001", Severity.WARNING, Effect.KEPT, place, "적음", "확인해 주세요.", region=3)


def doubted(pairs: Pairs = PAIRS, previous: Figures | None = None) -> RunResult:
    sent = returns(pairs)
    found = doubting(sent, "consultations", region=3, dong=FIRST_DONGS[3], round=1)
    return a_run(*sent, findings=found, previous=previous)


def told(result: RunResult) -> list[str]:
    return [text for text in sentences(section("전화모니터링", result)) if "가장" in text]


def test_every_number_with_the_cell_in_it_is_marked_and_no_other() -> None:
    blocks = section("전화모니터링", doubted())
    found = table(blocks, "monitoring_1")
    assert row(found, "대상자") == ["500명", "100명", "100명", "100명", "100명", "100명"]
    assert cells(found)[1][1:] == ["2,531건†", "400건", "500건", "131건†", "600건", "900건"]
    panel = chart(blocks, "calls_per_person").panels[0]
    assert panel.title == "1회차 1인당 상담(건)  평균 5.1건†"
    assert [point.text for point in panel.series[0].points] == ["4.0", "5.0", "1.3†", "6.0", "9.0"]
    assert found.notes[-1] == f"† 확인 중: 3권역 1회차 {FIRST_DONGS[3]} 131건"


def test_neither_the_most_nor_the_least_is_told_where_the_cell_could_turn_it() -> None:
    """1,310 would be more than region 5's 900; and region 3's 1.3 per person may become the most or the least."""
    assert told(doubted()) == []


def test_what_the_cell_cannot_turn_is_told() -> None:
    """900 and 1,310 are both less than 2,000, so the most is certain; the least is not."""
    assert told(doubted((*PAIRS[:4], (120, 2000)))) == [
        "5권역이 대상자 120명(23.1%), 상담 2,000건(55.1%†)으로 모두 가장 많음",
        "1인당 상담은 5권역이 16.7건으로 가장 많음",
    ]


def test_the_most_people_are_told_where_only_the_calls_are_in_doubt() -> None:
    assert told(doubted((*PAIRS[:4], (120, 900)))) == ["대상자는 5권역이 120명(23.1%)으로 가장 많음"]


@pytest.mark.parametrize(
    ("before", "kind"),
    [
        (2399, Kind.MORE),  # without the cell the sum is 2,400
        (2400, Kind.IN_DOUBT),
        (3710, Kind.IN_DOUBT),  # with 1,310 in its place the sum is 3,710
        (3711, Kind.LESS),
    ],
)
def test_a_change_is_told_where_the_cell_cannot_turn_it(before: int, kind: Kind) -> None:
    earlier = a_run(*returns((*PAIRS[:4], (100, before - 400 - 500 - 131 - 600)))).figures
    result = doubted(previous=earlier)
    assert change_of(result, result.figures.get("consultations", round=1)).kind is kind


@pytest.mark.parametrize(
    ("target", "words"),
    [
        (8, "목표를 정한 세부사업 1개가 모두 목표를 달성함"),  # reached without the 5 of July as well
        (9, "목표를 정한 세부사업 1개 가운데 목표를 달성한 것은 없음(확인 중인 수가 있음: 1권역 교육)"),
        (58, "목표를 정한 세부사업 1개 가운데 목표를 달성한 것은 없음(확인 중인 수가 있음: 1권역 교육)"),
        (59, "목표를 정한 세부사업 1개 가운데 목표를 달성한 것은 없음(미달: 1권역 교육)"),  # 8 + 50 do not reach it
    ],
)
def test_a_target_is_called_reached_or_missed_only_where_the_cell_cannot_turn_it(target: int, words: str) -> None:
    sent = [plan(1, 교육={"target_times": target})]
    sent += [month(1, number, 교육={"time_count": {7: 5, 8: 8}.get(number, 0)}) for number in range(1, 13)]
    found = doubting(sent, "project_times", region=1, month=7)
    assert words in sentences(build_projects(a_run(*sent, findings=found)))


def test_page_one_names_what_is_to_be_confirmed() -> None:
    blocks = build_first_page(doubted())
    assert "확인할 곳 1건" in blocks[0].status  # type: ignore[union-attr]
    assert "확인할 곳 1건: 3권역 1건" in sentences(blocks)
    assert f"† 확인 중: 3권역 1회차 {FIRST_DONGS[3]} 131건" in sentences(blocks)
