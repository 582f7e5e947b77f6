"""Values far from the usual, months copied from the month before, and numbers that differ from the published ones."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pipeline.check import CheckContext, check_published
from pipeline.check.trends import check_trends
from pipeline.model.figures import Figure, Figures, State
from tests.support.markdown_book import Book, book, line_of, run, settings, told

UNITS = {"households_found": "가구", "people": "명"}


def month(number: int, found: int, support: int = 30) -> Book:
    """Region 1's households of a month: one dong has the numbers of the test, the others nothing."""
    return book(
        "monthly_results",
        f"""
        ## 위기가구
        | 동      | 발굴(가구) | 지원(건)  |
        | 녹번동  | {found}    | {support} |
        | 불광1동 | 0          | 0         |
        | 응암1동 | 0          | 0         |
        """,
        month=number,
        file=f"{number}월.xlsx",
    )


def figures(*values: tuple[str, dict[str, int], int]) -> Figures:
    made = [Figure(name, UNITS[name], value, State.VALUE, **at) for name, at, value in values]
    return Figures(made, settings()[1].measures)


def test_trd_001_value_far_above_the_usual__note() -> None:
    months = [month(1, 20, 1), month(2, 21, 2), month(3, 22, 3), month(4, 64, 4)]
    (line,) = told(*months)
    assert line == "4월.xlsx: TRD-001 note kept 위기가구!B2 '64'"
    assert line.sentence == (
        "발굴(가구) 64가 이 권역의 다른 달(가운데 값 21)과 많이 다릅니다. 잘못 적었으면 고쳐 주세요. 맞는 값이면 "
        "그대로 두고 까닭을 한 줄 적어 주세요."
    )


def test_trd_005_more_than_ten_times_everything_else__warning() -> None:
    months = [month(1, 20, 1), month(2, 21, 2), month(3, 22, 3), month(4, 19, 4), month(5, 221, 5)]
    (line,) = told(*months)
    assert line == "5월.xlsx: TRD-005 warning kept 위기가구!B2 '221'"
    assert line.sentence == (
        "발굴(가구) 221이 다른 모든 자료의 가장 큰 수(22)의 열 배를 넘습니다. 자릿수나 단위를 잘못 적었으면 고쳐 "
        "주세요. 맞는 수이면 그대로 두고 그렇다고 알려 주세요."
    )


def test_trd_005_ten_times_the_largest__a_note_only() -> None:
    months = [month(1, 20, 1), month(2, 21, 2), month(3, 22, 3), month(4, 19, 4), month(5, 220, 5)]
    assert told(*months) == ["5월.xlsx: TRD-001 note kept 위기가구!B2 '220'"]


def test_trd_005_a_second_file_as_large__ok() -> None:
    months = [month(1, 2, 1), month(2, 221, 2), month(3, 2, 3), month(4, 3, 4), month(5, 221, 5)]
    assert [line for line in told(*months) if "TRD-005" in line] == []


def test_trd_001_value_far_below_the_usual__note() -> None:
    months = [month(1, 40, 1), month(2, 41, 2), month(3, 42, 3), month(4, 13, 4)]
    assert told(*months) == ["4월.xlsx: TRD-001 note kept 위기가구!B2 '13'"]


def test_trd_001_three_times_the_usual__ok() -> None:
    assert told(month(1, 20, 1), month(2, 21, 2), month(3, 22, 3), month(4, 63, 4)) == []


def test_trd_001_small_numbers__ok() -> None:
    assert told(month(1, 1, 1), month(2, 1, 2), month(3, 1, 3), month(4, 9, 4)) == []


def test_trd_001_each_activity_of_a_project_has_a_usual_value_of_its_own__ok() -> None:
    def results(number: int) -> Book:
        return book(
            "monthly_results",
            f"""
            ## 공동사업실적
            | 사업명    | 세부사업명 | 실적 건수(건) | 실적 인원(명) | 실적 횟수(회) |
            | 이웃 살핌 | 안부 전화  | {200 + number} |              |               |
            | 이웃 살핌 | 반찬 나눔  | {20 + number}  |              |               |
            """,
            month=number,
            file=f"{number}월.xlsx",
        )

    assert [line for line in told(*map(results, range(3, 8))) if "TRD-001" in line] == []


def test_trd_001_too_few_months_to_know__ok() -> None:
    assert told(month(1, 20, 1), month(2, 21, 2), month(3, 900, 3)) == []


def test_trd_002_month_copied_from_the_month_before__warning() -> None:
    copied = [month(number, 20).with_cells("공동사업실적", {"C2": "7", "D2": "3"}) for number in (3, 4)]
    (line,) = told(*copied)
    assert line == "4월.xlsx: TRD-002 warning kept 회의결과!A6"
    assert line.sentence == (
        "4월의 모든 수가 3월의 수와 같습니다. 앞 달 파일을 복사해 고치지 않은 것이 아닌지 확인해 주세요."
    )


def test_trd_002_one_number_differs__ok() -> None:
    months = [month(number, 20).with_cells("공동사업실적", {"C2": "7", "D2": str(number)}) for number in (3, 4)]
    assert told(*months) == []


def test_trd_002_two_months_of_nothing__ok() -> None:
    quiet = [
        month(number, 0, 0)
        .with_cells("공동사업실적", {"C2": "0", "D2": "0"})
        .with_cells("회의결과", {"E7": "0", "F7": "0"})
        for number in (3, 4)
    ]
    assert [line for line in told(*quiet) if "TRD-" in line] == []


def test_trd_002_three_months_apart__ok() -> None:
    months = [month(number, 20).with_cells("공동사업실적", {"C2": "7", "D2": "3"}) for number in (3, 6)]
    assert told(*months) == []


def trends(found: int, before: int) -> list[str]:
    """The findings about a month's households compared with the same month of the year before."""
    result = run(month(4, found))
    previous = figures(("households_found", {"region": 1, "month": 4}, before))
    context = CheckContext(result.config, result.forms, result.frames, result.returns, None, previous)
    return [line_of(item) for item in check_trends(context)]


def test_trd_003_far_from_the_same_month_of_last_year__note() -> None:
    assert trends(31, 10) == ["TRD-003 note kept 위기가구!B1 '31'"]


@pytest.mark.parametrize("found", [30, 4])
def test_trd_003_near_the_same_month_of_last_year__ok(found: int) -> None:
    assert trends(found, 10) == []


def published(value: int) -> list[str]:
    again = figures(("people", {"region": 1, "round": 1}, 632))
    before = figures(("people", {"region": 1, "round": 1}, value), ("people", {"region": 2, "round": 1}, 390))
    return [line_of(item) for item in check_published(again, before, settings()[1], settings()[0], "results.json")]


def test_trd_004_another_number_than_was_published__error() -> None:
    assert published(631) == ["TRD-004 error kept 1권역 1회차 대상자(명) '632'"]


def test_trd_004_the_published_number__ok() -> None:
    assert published(632) == []


def test_trd_004_number_that_was_never_published__ok() -> None:
    again = figures(("people", {"region": 1, "round": 2}, 632))
    assert list(check_published(again, figures(), settings()[1], settings()[0], "results.json")) == []


def test_trd_004_a_sum_is_not_told_beside_the_part_that_changed__error() -> None:
    def year(one: int, two: int) -> Figures:
        return figures(
            ("people", {"region": 1, "round": 1, "dong": "녹번동"}, one),
            ("people", {"region": 1, "round": 1}, one + 100),
            ("people", {"region": 2, "round": 1}, two),
            ("people", {"round": 1}, one + 100 + two),
        )

    found = check_published(year(33, 390), year(32, 391), settings()[1], settings()[0], "results.json")
    assert [line_of(item) for item in found] == [
        "TRD-004 error kept 1권역 1회차 녹번동 대상자(명) '33'",
        "TRD-004 error kept 2권역 1회차 대상자(명) '390'",
    ]


def test_previous_figures_are_optional() -> None:
    result = run(month(4, 31))
    context = CheckContext(result.config, result.forms, result.frames, result.returns)
    assert list(check_trends(replace(context, previous=None))) == []
