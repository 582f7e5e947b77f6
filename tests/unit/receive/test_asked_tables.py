"""A year that asks only for some tables of a form: the others may be missing, and nothing is said about them."""

from __future__ import annotations

from pipeline.model.returns import Return
from tests.support.markdown_book import Book, book, run, settings, told

ASKED = settings(2020)[0]  # only projects and activities of the plans, only the projects' part of the results


def plan() -> Book:
    return book("joint_project_plan", year=2020)


def results() -> Book:
    made = book("monthly_results", year=2020, header={"해당월": "연간"}, file="실적.xlsx")
    return made.with_cells("공동사업실적", {"C2": "12"})


def read(odd: Book) -> Return:
    (result,) = [item for item in run(plan_of_last(), odd, config=ASKED).returns if item.file == odd.file]
    return result


def plan_of_last() -> Book:
    """The plan that is added to the books of other tests is of a form that this year does not ask for."""
    return book("joint_project_plan", year=2020, region=5, file="동반 계획.xlsx")


def told_of(odd: Book) -> list[str]:
    lines = told(plan_of_last(), odd, config=ASKED)
    return [line.partition(": ")[2] for line in lines if line.startswith(f"{odd.file}: ")]


def test_sheets_that_are_not_asked_for_need_not_be_there() -> None:
    assert told_of(plan()) == []
    assert told_of(plan().without_sheet("추진일정").without_sheet("소요예산")) == []
    assert list(read(plan().without_sheet("추진일정")).tables) == ["projects", "activities"]


def test_a_sheet_that_is_asked_for_is_missed() -> None:
    assert told_of(plan().without_sheet("세부사업")) == ["BOOK-004 error return_refused -"]


def test_what_stands_in_tables_that_are_not_asked_for_is_left_alone() -> None:
    odd = plan().with_cells("소요예산", {"F2": "=D2*E2 -> 7", "E3": "약 3"})
    assert told_of(odd) == []


def test_of_the_first_sheet_only_the_header_block_is_read_where_its_table_is_not_asked_for() -> None:
    odd = results().with_cells("회의결과", {"E7": "세 명"})
    assert list(read(odd).tables) == ["project_results"]
    assert "회의결과!E7" not in " ".join(told_of(odd))


def test_a_sheet_of_the_senders_own_is_compared_with_every_table_that_is_asked_for() -> None:
    more = {"A1": "이웃 살핌", "B1": "반찬 나눔", "C1": "3", "D1": "20"}
    assert "BOOK-071 warning kept 추가분!A1" in told_of(results().with_sheet("추가분", more))
