"""A number that cannot be read is missing from its own sum, and the sum says so."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from pipeline.blocks import State
from pipeline.config.model import AllowedException
from pipeline.model import Figure
from pipeline.result import RunResult
from tests.support.markdown_book import Book, book, run, settings

LEFT_OUT = ("확인이 필요해 뺀 줄 1개",)
LABELS = "| 회차 | 동 | 시작일 | 종료일 | 대상자(명) | 상담(건) | 지원기관 | 지원 대상자(명) |"
DAYS = "2021-04-01 | 2021-06-30"


def monitoring(people: str, consultations: str = "100", supported: str = "") -> Book:
    """Region 1's first round: 20 people and 100 consultations in two of its dongs; the first dong as given."""
    rows = [
        f"| 1 | 녹번동 | {DAYS} | {people} | {consultations} | {'노인복지관' if supported else ''} | {supported} |",
        f"| 1 | 불광1동 | {DAYS} | 20 | 100 | | |",
        f"| 1 | 응암1동 | {DAYS} | 20 | 100 | | |",
    ]
    return book("phone_monitoring", "\n".join(["## 모니터링", LABELS, *rows]))


def figure(result: RunResult, measure: str, **at: object) -> Figure:
    return result.figures.get(measure, region=1, round=1, **at)


@pytest.mark.parametrize("people", ["약 30", "", "-3"])
def test_the_sum_of_the_column_itself_is_marked(people: str) -> None:
    result = run(monitoring(people))
    for measure, rest in (("people", 40), ("consultations", 200)):
        found = figure(result, measure)
        assert (found.value, found.state, found.missing) == (rest, State.PARTIAL, LEFT_OUT), measure


def test_a_dong_whose_only_number_cannot_be_read_is_missing_and_not_without_numbers() -> None:
    found = figure(run(monitoring("약 30")), "people", dong="녹번동")
    assert (found.value, found.state, found.missing) == (None, State.MISSING, LEFT_OUT)


def test_a_blank_that_may_stay_blank_leaves_the_sum_whole() -> None:
    result = run(monitoring("약 30", supported=""))
    assert figure(result, "supported_people").missing == ()


def test_the_other_dongs_are_whole() -> None:
    found = figure(run(monitoring("약 30")), "people", dong="불광1동")
    assert (found.value, found.state) == (20, State.VALUE)


def test_an_exception_cannot_make_a_number_readable() -> None:
    """The row counts, as the officer has allowed; the number that nobody can read is still missing from its sum."""
    config = settings()[0]
    allowed = AllowedException(규칙="CELL-011", 까닭="어림수", 허용한_사람="담당", 날짜=date(2021, 7, 1))
    plan = config.plan.model_copy(update={"exceptions": (allowed,)})
    result = run(monitoring("약 30"), config=replace(config, plan=plan))
    assert (figure(result, "consultations").value, figure(result, "consultations").state) == (300, State.VALUE)
    people = figure(result, "people")
    assert (people.value, people.state, people.missing) == (40, State.PARTIAL, LEFT_OUT)
