"""One mistake is one finding: its mere consequences are not reported, and no other finding is lost by that."""

from __future__ import annotations

import pytest

from tests.support.markdown_book import Book, book, told

MISTAKES: dict[str, tuple[str, str, str, str, str]] = {
    "blank day of a meeting of the head office": ("head_office", "추진실적", "B8", "", "CELL-001"),
    "day of another year in a meeting of the head office": ("head_office", "추진실적", "B8", "2020-06-24", "ROW-004"),
    "no answer where a month is planned": ("operating_plan", "회의계획", "A5", "해당없음", "CELL-004"),
    "no answer for a stage": ("operating_plan", "단계별계획", "A3", "해당없음", "CELL-004"),
    "no answer for a dong": ("monthly_results", "위기가구", "A3", "해당없음", "CELL-004"),
    "no answer for a round": ("phone_monitoring", "모니터링", "A8", "해당없음", "CELL-004"),
    "no answer for the kind of a meeting": ("monthly_results", "회의결과", "A7", "해당없음", "CELL-004"),
    "name that Excel made a date": ("joint_project_plan", "추진일정", "A2", "2021-03-05", "PRJ-006"),
    "end before the start, outside the round": ("phone_monitoring", "모니터링", "D7", "2021-02-03", "ROW-002"),
    "region that Excel made a date": ("phone_monitoring", "모니터링", "D1", "2021-03-05", "BOOK-024"),
    "month of another form as a date": ("monthly_results", "회의결과", "D3", "2021-03-05", "BOOK-023"),
    "typed spending that is no sum and above the grant": ("settlement", "정산총괄", "C7", "9999999", "SET-003"),
    "typed rest that is no difference": ("settlement", "정산총괄", "D7", "1", "SET-008"),
    "typed amount that is no product and above the ceiling": (
        "joint_project_plan",
        "소요예산",
        "F2",
        "9999999",
        "BUD-002",
    ),
    "earlier day of writing": ("phone_monitoring", "모니터링", "B3", "2021-02-03", "ROW-007"),
}


def without_stale_results(made: Book) -> Book:
    """The settlement with its rest typed as Excel would have calculated it after the change."""
    return made.with_cells("정산총괄", {"D7": "=B7-C7 -> -8729999"})


@pytest.mark.parametrize("mistake", MISTAKES)
def test_one_mistake_is_told_once(mistake: str) -> None:
    form, sheet, cell, typed, rule = MISTAKES[mistake]
    odd = book(form).with_cells(sheet, {cell: typed})
    if (form, cell) == ("settlement", "C7"):
        odd = without_stale_results(odd)
    assert [line.split()[0] for line in told(odd)] == [rule]


def test_a_name_that_the_overview_lacks_is_told_once_for_each_table() -> None:
    odd = book("joint_project_plan").with_cells("사업개요", {"A7": "이웃 살림"})
    assert told(odd) == [
        "PRJ-006 error kept 세부사업!A2 '이웃 살핌'",
        "PRJ-006 error kept 추진일정!A2 '이웃 살핌'",
        "PRJ-006 error kept 소요예산!A2 '이웃 살핌'",
    ]


def test_two_mistakes_in_one_row_are_two_findings() -> None:
    odd = book("phone_monitoring").with_cells("모니터링", {"C7": "2021-03-01", "E7": "약 20"})
    assert told(odd) == [
        "CELL-011 error row_left_out 모니터링!E7 '약 20'",
        "MON-011 warning kept 모니터링!C7 '2021-03-01'",
    ]
