"""Meetings: a regional one every month, the coordinator at the first of each half-year, a plenary one each quarter."""

from __future__ import annotations

from datetime import date

import pytest

from tests.support.faultless_forms import MEETING_LABELS
from tests.support.markdown_book import Book, book, told


def month(number: int, *meetings: str) -> Book:
    """Region 1's results of a month, with these meetings from row 7 on."""
    lines = "\n".join(f"| {row} |" for row in (" | ".join(MEETING_LABELS), *meetings))
    return book("monthly_results", f"## 회의결과\n{lines}", month=number)


def meeting(day: str, *, kind: str = "권역회의", coordinator: str = "예", staff: str = "2") -> str:
    return f"{kind} | {day} | 회의실 | {coordinator} | 3 | {staff} | 0 | 사례 나눔 | 일정 정함"


def head_office(*events: tuple[str, str]) -> Book:
    lines = ["| 구분 | 일자 | 장소 | 참석(명) | 내용 | 결과 |"]
    lines += [f"| {kind} | {day} | 대회의실 | 18 | 추진사항 공유 | |" for kind, day in events]
    return book("head_office", "## 추진실적\n" + "\n".join(lines))


def test_mtg_001_month_without_a_regional_meeting__warning() -> None:
    (line,) = told(month(4, meeting("2021-04-24", kind="전체회의")))
    assert line == "MTG-001 warning kept 회의결과!A6"
    assert line.sentence == (
        "4월에 연 권역회의가 적혀 있지 않습니다. 권역회의는 매월 엽니다. 회의를 열었으면 회의결과에 적고, 열지 "
        "않았으면 그 까닭을 알려 주세요."
    )


def test_mtg_006_two_lines_on_one_day__warning() -> None:
    (line,) = told(month(4, meeting("2021-04-09"), meeting("2021-04-09", staff="3")))
    assert line == "MTG-006 warning kept 회의결과!A8 '권역회의'"
    assert line.sentence == (
        "같은 날(2021-04-09)의 권역회의가 7행에도 있습니다. 두 번 연 회의로 세었습니다. 한 번 연 회의이면 한 줄로 "
        "합쳐 주세요. 두 번 열었으면 그대로 두고 그렇다고 알려 주세요."
    )


def test_mtg_006_two_plenaries_of_the_head_office_on_one_day__warning() -> None:
    twice = head_office(("전체회의", "2021-02-09"), ("전체회의", "2021-02-09"), ("교육", "2021-02-09"))
    other = twice.with_cells("추진실적", {"E8": "2부"})
    assert told(other, as_of=date(2021, 3, 30)) == ["MTG-006 warning kept 추진실적!A8 '전체회의'"]
    assert told(twice, as_of=date(2021, 3, 30)) == ["ROW-012 warning kept 추진실적!A8 '전체회의'"]


def test_mtg_006_the_same_line_twice__told_once_as_a_copy() -> None:
    assert told(month(4, meeting("2021-04-09"), meeting("2021-04-09"))) == [
        "ROW-012 warning kept 회의결과!A8 '권역회의'"
    ]


@pytest.mark.parametrize("other", [meeting("2021-04-16"), meeting("2021-04-09", kind="전체회의")])
def test_mtg_006_another_day_or_kind__ok(other: str) -> None:
    assert told(month(4, meeting("2021-04-09"), other)) == []


NOT_PLANNED = {"C12": "", "D12": "", "C13": "", "D13": ""}  # November and December


@pytest.mark.parametrize(
    ("odd", "sheet", "label_row", "told_as"),
    [
        (month(4, meeting("2021-04-24", kind="전체회의")), "회의결과", 6, "MTG-001 warning kept 회의결과!B6"),
        (head_office(("전체회의", "2021-02-09")), "추진실적", 6, "MTG-005 warning kept 추진실적!B6"),
        (book("operating_plan").with_cells("회의계획", NOT_PLANNED), "회의계획", 1, "PLN-002 warning kept 회의계획!B1"),
    ],
)
def test_what_is_lacking_is_told_at_its_own_label_wherever_the_column_stands(
    odd: Book, sheet: str, label_row: int, told_as: str
) -> None:
    assert set(told(odd.columns_swapped(sheet, "A", "B", label_row), as_of=date(2021, 12, 31))) == {told_as}


def test_pln_002_two_months_without_a_planned_meeting__warning() -> None:
    (line,) = told(book("operating_plan").with_cells("회의계획", NOT_PLANNED))
    assert line.sentence.startswith("회의계획에 11월, 12월의 줄이 없거나 비어 있습니다. ")


def test_pln_003_day_in_another_month_than_its_line__warning() -> None:
    (line,) = told(book("operating_plan").with_cells("회의계획", {"B2": "2021-02-14"}))
    assert line == "PLN-003 warning kept 회의계획!A2 '1'"
    assert line.sentence == (
        "예정일은 2월 14일인데 1월의 줄에 적혀 있습니다. 1월의 회의로 세었습니다. 월이나 예정일 가운데 잘못 적은 것을 "
        "고쳐 주세요. 맞으면 그대로 두고 그렇다고 알려 주세요."
    )


@pytest.mark.parametrize("day", ["2021-01-31", ""])
def test_pln_003_day_in_its_month_or_none__ok(day: str) -> None:
    assert told(book("operating_plan").with_cells("회의계획", {"B2": day})) == []


def test_mtg_001_one_regional_meeting__ok() -> None:
    assert told(month(4, meeting("2021-04-15"))) == []


def test_mtg_001_meeting_of_unknown_kind_may_be_the_one__ok() -> None:
    odd = month(4, meeting("2021-04-15", kind="월례회의"))
    assert told(odd) == ["CELL-002 error row_left_out 회의결과!A7 '월례회의'"]


def test_mtg_002_coordinator_absent_from_the_first_meeting__warning() -> None:
    (line,) = told(month(1, meeting("2021-01-15", coordinator="아니오")))
    assert line == "MTG-002 warning kept 회의결과!D7 '아니오'"
    assert line.sentence == (
        "상반기 첫 권역회의(1월 15일)에 구 총괄담당자가 참석하지 않은 것으로 적혀 있습니다. 반기의 첫 "
        "권역회의에는 구 총괄담당자가 참석합니다. 잘못 적었으면 '예'로 고쳐 주세요."
    )


def test_mtg_002_first_meeting_by_day_whatever_the_row__ok() -> None:
    fine = month(1, meeting("2021-01-25", coordinator="아니오"), meeting("2021-01-11"))
    assert told(fine) == []


def test_mtg_002_second_half_year_begins_anew__warning() -> None:
    months = [book("monthly_results", month=number) for number in range(1, 7)]
    july = month(7, meeting("2021-07-15", coordinator="아니오")).renamed("7월.xlsx")
    assert told(*months, july) == ["7월.xlsx: MTG-002 warning kept 회의결과!D7 '아니오'"]


def test_mtg_002_earlier_month_still_to_come__ok() -> None:
    assert told(month(3, meeting("2021-03-15", coordinator="아니오"))) == []


def test_mtg_003_plenary_meeting_without_the_coordinator__error() -> None:
    odd = month(4, meeting("2021-04-15"), meeting("2021-04-24", kind="전체회의", coordinator="아니오"))
    (line,) = told(odd)
    assert line == "MTG-003 error kept 회의결과!D8 '아니오'"
    assert line.sentence == (
        "전체회의에 구 총괄담당자가 참석하지 않은 것(아니오)으로 적혀 있습니다. 전체회의에는 구 총괄담당자와 "
        "대표기관 실무자가 모두 참석해야 합니다. 잘못 적었으면 '예'로 고쳐 주세요."
    )


def test_mtg_003_plenary_meeting_with_the_coordinator__ok() -> None:
    assert told(month(4, meeting("2021-04-15"), meeting("2021-04-24", kind="전체회의"))) == []


def test_mtg_004_plenary_meeting_without_staff__error() -> None:
    odd = month(4, meeting("2021-04-15"), meeting("2021-04-24", kind="전체회의", staff="0"))
    (line,) = told(odd)
    assert line == "MTG-004 error kept 회의결과!F8 '0'"
    assert line.sentence == (
        "전체회의에 대표기관 실무자(명)가 0으로 적혀 있습니다. 전체회의에는 대표기관 실무자가 한 명 이상 "
        "참석해야 합니다. 수를 확인해 주세요."
    )


def test_mtg_004_one_of_the_staff__ok() -> None:
    assert told(month(4, meeting("2021-04-15"), meeting("2021-04-24", kind="전체회의", staff="1"))) == []


def test_mtg_005_quarter_without_a_plenary_meeting__warning() -> None:
    odd = head_office(
        ("전체회의", "2021-03-24"), ("전체회의", "2021-06-24"), ("교육", "2021-09-01"), ("전체회의", "2021-10-05")
    )
    (line,) = told(odd)
    assert line == "MTG-005 warning kept 추진실적!A6"
    assert line.sentence == (
        "3분기에 연 전체회의가 적혀 있지 않습니다. 전체회의는 분기마다 엽니다. 열었으면 추진실적에 적어 주세요."
    )


def test_mtg_005_plenary_meeting_on_a_day_that_cannot_be_read__ok() -> None:
    odd = head_office(
        ("전체회의", "3월말"), ("전체회의", "2021-06-24"), ("전체회의", "2021-09-01"), ("전체회의", "2021-10-05")
    )
    assert told(odd) == ["CELL-049 error row_left_out 추진실적!B7 '3월말'"]


def test_mtg_005_quarter_that_is_not_over__ok() -> None:
    early = head_office(("전체회의", "2021-03-24"))
    assert told(early, as_of=date(2021, 6, 29)) == []
    assert told(early, as_of=date(2021, 6, 30)) == ["MTG-005 warning kept 추진실적!A6"]


def test_mtg_005_one_in_each_quarter__ok() -> None:
    assert told(book("head_office")) == []
