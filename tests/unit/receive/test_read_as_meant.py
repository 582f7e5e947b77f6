"""What any person would read without doubt is read as it is meant: with a note at most, and the right number."""

from __future__ import annotations

import pytest

from tests.support.markdown_book import Book, book, counted, told


def rules(odd: Book) -> list[str]:
    return [" ".join(line.split()[:2]) for line in told(odd)]


@pytest.mark.parametrize("typed", ["4/15", "'21-04-15", "'210415", "210415", "4.15 14시", "4월 15일(목) 오후 2시"])
def test_the_day_of_a_meeting_in_a_monthly_form(typed: str) -> None:
    odd = book("monthly_results", month=4).with_cells("회의결과", {"B7": typed})
    assert rules(odd) == ["CELL-102 note"]


@pytest.mark.parametrize(
    "typed", ["불광제1동", "불광1", "불광1동주민센터", "1. 불광1동", "불광-1동", "은평구 불광1동", "② 불광 제1동"]
)
def test_a_dong_as_people_call_it(typed: str) -> None:
    plain = book("monthly_results")
    cells = plain.sheets["위기가구"].cells
    row = next(row for (row, column), text in cells.items() if text == "불광1동")
    odd = plain.with_cells("위기가구", {f"A{row}": typed})
    assert rules(odd) == ["CELL-104 note"]
    assert counted("households_found", odd) == counted("households_found", plain)


def test_a_dong_of_another_region_is_told_with_its_region_however_it_is_called() -> None:
    odd = book("monthly_results").with_cells("위기가구", {"A2": "역촌동주민센터"})
    assert "MON-005 error" in rules(odd)


@pytest.mark.parametrize("typed", ["Ⅰ권역", "제Ⅰ권역", "①권역"])
def test_the_region_in_roman_or_circled_numbers(typed: str) -> None:
    assert rules(book("monthly_results", header={"권역": typed})) == ["CELL-104 note"]


@pytest.mark.parametrize("typed", ["4월말", "4월 실적", "21년 4월", "제4월"])
def test_a_month_typed_in_another_way_is_read_with_a_note(typed: str) -> None:
    assert rules(book("monthly_results", month=4, header={"해당월": typed})) == ["CELL-102 note"]


def test_a_month_of_another_year_is_told() -> None:
    assert rules(book("monthly_results", month=4, header={"해당월": "20년 4월"})) == ["CELL-052 error"]


def test_a_full_stop_behind_a_number() -> None:
    assert counted("people", book("phone_monitoring").with_cells("모니터링", {"E7": "'20."}))[0] == 20
