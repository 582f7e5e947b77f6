"""Households: sums by region and month, and the sentences made of them."""

from __future__ import annotations

from pipeline.model.figures import State
from tests.support.run_in_memory import NOT_APPLICABLE, Rows, Sent, a_run, config, headline, section, sent
from tests.support.told_blocks import chart, row, sentences, table


def month(region: int, number: int, *counts: tuple[int, int, int | str]) -> Sent:
    """(found, supports, shared) of the region's dongs in turn."""
    dongs = config().regions[region].dongs
    rows: Rows = [
        {"dong": dong, "found_count": found, "support_count": supports, "shared_count": shared}
        for dong, (found, supports, shared) in zip(dongs, counts, strict=False)
    ]
    return sent("monthly_results", region, month=number, households=rows)


def all_regions() -> list[Sent]:
    """Each region r finds r households a month in its first dong and supports 2r of them."""
    return [month(region, number, (region, 2 * region, 1)) for region in range(1, 6) for number in range(1, 13)]


def test_sums_by_region_and_what_a_household_was_given() -> None:
    found = table(section("위기가구", a_run(*all_regions())), "households")
    assert row(found, "5권역(시립은평노인)") == ["60", "120", "12", "2.0"]
    assert row(found, "계") == ["180", "360", "60", "2.0"]


def test_the_highest_region_is_named_and_equal_months_are_not() -> None:
    told = sentences(section("위기가구", a_run(*all_regions())))
    assert told == [
        "위기가구 180가구를 찾아 360건을 지원하고, 회의에서 사례 60건을 나눔",
        "발굴은 5권역이 60가구(33.3%)로 가장 많음",
    ]


def test_the_highest_month_is_named_where_it_is_one_alone() -> None:
    returns = [one for one in all_regions() if (one.region, one.month) != (2, 7)]
    told = sentences(section("위기가구", a_run(*returns, month(2, 7, (9, 9, 9)))))
    assert "발굴은 7월이 22가구(11.8%)로 가장 많음" in told


def test_a_missing_month_marks_every_sum_it_is_in() -> None:
    result = a_run(*(one for one in all_regions() if (one.region, one.month) != (3, 9)))
    found = table(section("위기가구", result), "households")
    assert row(found, "3권역(은평)") == ["33*", "66*", "11*", "2.0*"]
    assert row(found, "계")[0] == "177*"
    assert found.notes[-1].endswith("월별실적 미제출(3권역 9월)")
    assert sentences(section("위기가구", result))[1].startswith("들어온 자료로는 발굴은 5권역이")
    drawn = chart(section("위기가구", result), "households_by_month")
    assert [point.state for point in drawn.panels[0].series[0].points][7:10] == [
        State.VALUE,
        State.PARTIAL,
        State.VALUE,
    ]


def test_zero_missing_and_not_applicable_look_different() -> None:
    returns = [month(1, number, (0, 0, NOT_APPLICABLE)) for number in range(1, 13)]
    found = table(section("위기가구", a_run(*returns)), "households")
    assert row(found, "1권역(녹번)") == ["0", "0", "해당없음", "–"]
    assert row(found, "2권역(신사)") == ["미제출", "미제출", "미제출", "미제출"]
    assert "5개 권역 중 1개 제출" in found.notes


def test_a_regions_own_months_can_be_drawn() -> None:
    drawn = chart(section("위기가구", a_run(*all_regions()), 4), "region_4_households_by_month")
    assert (drawn.key, drawn.panels[0].title) == ("region_4_households_by_month", "발굴(가구)  계 48가구")


def test_without_any_household_there_is_no_section() -> None:
    empty = a_run(sent("settlement", 1))
    assert section("위기가구", empty) == []
    assert headline("위기가구", empty) == []
    assert section("위기가구", empty, 1) == []
