"""A return that came but cannot be counted yet is not judged: no duty is called undone, no meeting missed."""

from __future__ import annotations

from pipeline.joints.duties import Fulfilment, duty_records
from pipeline.joints.meetings import Kept, every_month, first_of_half, quarters
from pipeline.model.result import RunResult
from tests.support.markdown_book import Book, book, run


def training(kind: str = "교육", day: str = "2021-04-22", people: str = "25") -> Book:
    """The head office's list with a training in the first row; plenaries in June, September and November below it."""
    return book("head_office").with_cells("추진실적", {"A7": kind, "B7": day, "D7": people})


def fulfilment(result: RunResult, kind: str) -> Fulfilment:
    (record,) = [record for record in duty_records(result) if record.duty.kind == kind]
    return record.fulfilment


def test_a_training_took_place_though_its_attendance_cannot_be_read() -> None:
    assert fulfilment(run(training(people="약 25")), "교육") is Fulfilment.DONE


def test_a_training_of_an_unreadable_kind_or_day_is_not_called_undone() -> None:
    assert fulfilment(run(training(kind="교육 및 회의")), "교육") is Fulfilment.IN_QUESTION
    assert fulfilment(run(training(day="봄")), "교육") is Fulfilment.IN_QUESTION
    assert fulfilment(run(training(day="봄")), "MOU") is Fulfilment.NOT_DONE


def test_a_training_of_another_year_is_no_evidence_of_this_one() -> None:
    assert fulfilment(run(training(day="2020-04-22")), "교육") is Fulfilment.IN_QUESTION


def test_a_plenary_on_an_unreadable_day_is_not_called_missed() -> None:
    """The first quarter's plenary of March; all others can be read."""
    result = run(book("head_office").with_cells("추진실적", {"B7": "봄"}), book("monthly_results", month=3))
    first = quarters(result)[0]
    assert (first.verdict.kept, first.verdict.words) == (Kept.UNKNOWN, "확인 중")


def january(**changes: str) -> Book:
    return book("monthly_results", month=1).with_cells("회의결과", changes)


def test_the_first_meeting_is_the_first_though_its_attendance_cannot_be_read() -> None:
    """총괄담당자 attended on 15 January and not on 20 January; on the 15th the number of supervisors is unreadable."""
    second = dict(
        zip("ABCDEFGHI", ["권역회의", "2021-01-20", "회의실", "아니오", "3", "2", "0", "사례", "일정"], strict=True)
    )
    odd = january(E7="약 3", **{f"{column}8": text for column, text in second.items()})
    verdict = first_of_half(run(odd), 1, 0)
    assert (verdict.kept, verdict.words) == (Kept.YES, "1. 15. 참석")
    assert every_month(run(odd), 1).words.startswith("2~12월")


def test_a_meeting_of_an_unreadable_day_leaves_the_first_one_open() -> None:
    odd = run(january(B7="중순"))
    assert (first_of_half(odd, 1, 0).kept, first_of_half(odd, 1, 0).words) == (Kept.UNKNOWN, "확인 중")
    assert every_month(odd, 1).words == "2~12월 미제출", "in January there was one, whatever its day"
    assert every_month(run(january(A7="모임")), 1).words == "2~12월 미제출, 1월 확인 중"
