"""No results are owed for the months before a project begins, according to its plan or to earlier reports about it.

In every case region 1 has sent its results of April and of no other month, and the year is over.
"""

from __future__ import annotations

from datetime import date

import pytest

from pipeline.model.figures import Figure
from tests.support.markdown_book import Book, book, run

YEARS_END = date(2021, 12, 31)
FROM_MAY = "월별실적 미제출(1권역 5월, 1권역 6월, 1권역 7월, 1권역 8월, 1권역 9월, 1권역 10월 등)"
ALL_YEAR = "월별실적 미제출(1권역 1월, 1권역 2월, 1권역 3월, 1권역 5월, 1권역 6월, 1권역 7월 등)"
SECOND = {"A8": "반찬 나눔", "B8": "끼니", "C8": "이웃", "D8": "반찬", "F8": "2021-12-15"}
LATER = {"A8": "이웃 살핌", "B8": "더", "C8": "이웃", "D8": "더", "E8": "2021-10-01", "F8": "2021-12-15"}


def plan(begins: str, more: dict[str, str] | None = None) -> Book:
    return book("joint_project_plan").with_cells("사업개요", {"E7": begins, **(more or {})})


def cases(*books: Book, **at: object) -> Figure:
    """The figure of cases in a year with 14 cases in April."""
    return run(*books, book("monthly_results"), as_of=YEARS_END).figures.get("project_cases", region=1, **at)


@pytest.mark.parametrize(
    ("begins", "lacking"),
    [
        ("2021-04-30", FROM_MAY),
        ("2021-03-02", FROM_MAY.replace("(1권역", "(1권역 3월, 1권역").replace(", 1권역 10월", "")),
        ("2020-11-01", ALL_YEAR),  # it goes on from the year before
        ("2021-01-04", ALL_YEAR),
        ("2022-01-04", ALL_YEAR),  # useless, because it is of another year
        ("언젠가", ALL_YEAR),
        ("2021-09-01", FROM_MAY),  # but it was reported in April
    ],
)
def test_only_the_months_since_a_project_begins_are_owed(begins: str, lacking: str) -> None:
    found = cases(plan(begins))
    assert (found.value, found.missing_words) == (14, (lacking,))


def test_without_a_plan_every_month_is_owed() -> None:
    assert cases().missing_words == (ALL_YEAR,)


def test_a_month_before_the_beginning_lacks_nothing_and_other_tables_lack_theirs() -> None:
    result = run(plan("2021-03-02"), book("monthly_results"), as_of=YEARS_END)
    assert result.figures.get("project_cases", region=1, month=2).missing_words == ()
    assert result.figures.get("project_cases", region=1, month=3).missing_words == ("월별실적 미제출(1권역 3월)",)
    assert result.figures.get("supports", region=1).missing_words == (ALL_YEAR,)


def test_of_two_projects_the_earlier_counts_for_their_sum() -> None:
    """The second project begins in October; each activity waits for its own project."""
    two = plan("2021-04-01", SECOND | {"E8": "2021-10-01"})
    own = {"project": "반찬 나눔", "activity": "반찬 배달"}
    activity = {"A3": "반찬 나눔", "B3": "반찬 배달", "C3": "10"}
    assert cases(two.with_cells("세부사업", activity)).missing_words == (FROM_MAY,)
    results = book("monthly_results").with_cells(
        "공동사업실적", {"A3": "반찬 나눔", "B3": "반찬 배달", "C3": "해당없음"}
    )
    found = run(two.with_cells("세부사업", activity), results, as_of=YEARS_END).figures
    assert found.get("project_cases", region=1, project="이웃 살핌", activity="안부 전화").missing_words == (FROM_MAY,)
    assert found.get("project_cases", region=1, **own).missing_words == (FROM_MAY,)  # its row of April came early


def test_a_beginning_that_cannot_be_read_leaves_all_of_the_regions_months_owed() -> None:
    assert cases(plan("2021-04-01", SECOND | {"E8": "곧"})).missing_words == (ALL_YEAR,)


def test_a_plan_with_something_to_mend_tells_no_beginning() -> None:
    """One project is in the plan twice, with two beginnings: only the region knows which is right."""
    assert cases(plan("2021-04-01", LATER)).missing_words == (ALL_YEAR,)
