"""What a formula comes to is no more certain than the numbers on which it builds, in whatever table they stand."""

from __future__ import annotations

import pytest

from pipeline.model.figures import Figure, State
from tests.support.markdown_book import Book, book, run

LABELS = "| 집행일 | 예산과목 | 적요 | 거래처 | 금액(원) | 증빙번호 |"
LEFT_OUT = ("확인이 필요해 뺀 줄 1개",)


def settlement(amount: str, stated: int, day: str = "2021-09-10") -> Book:
    """Spent: 100,000 and ``amount`` of the first item; ``stated`` is what the form's own formula made of it."""
    spent = "=SUMIF(집행내역!B2:B9,A7,집행내역!E2:E9)"
    return book(
        "settlement",
        f"""
        ## 정산총괄
        | 예산과목 | 교부액(원) | 집행액(원) | 잔액(원) | 반납액(원) |
        | 사무관리비 | 1270000 | {spent} -> {stated} | =B7-C7 -> {1270000 - stated} | 0 |
        | 업무추진비 | 500000 | =SUMIF(집행내역!B2:B9,A8,집행내역!E2:E9) -> 0 | =B8-C8 -> 500000 | 500000 |
        ## 집행내역
        {LABELS}
        | 2021-09-09 | 사무관리비 | 요리 재료 | 가게 | 100000 | 사무-01 |
        | {day} | 사무관리비 | 요리 재료 | 가게 | {amount} | 사무-02 |
        """,
    )


def rest(settled: Book, **at: object) -> Figure:
    return run(settled).figures.get("remaining_won", region=1, **at)


@pytest.mark.parametrize(
    ("amount", "stated", "day"),
    [
        ("85,000원", 100000, "2021-09-10"),
        ("약 85,000", 100000, "2021-09-10"),
        ("85000", 185000, "2020-09-10"),
        ("85~~000~~00", 100000, "2021-09-10"),
    ],
)
def test_what_is_left_of_a_budget_is_not_whole_where_a_spending_is_not(amount: str, stated: int, day: str) -> None:
    odd = settlement(amount, stated, day)
    assert (rest(odd).state, rest(odd).missing) == (State.PARTIAL, LEFT_OUT)
    assert rest(odd, item="사무관리비").state is State.PARTIAL
    assert rest(odd, item="업무추진비").state is State.VALUE


def test_what_is_left_of_a_budget_is_whole_where_every_spending_is() -> None:
    fine = rest(settlement("85000", 185000))
    assert (fine.value, fine.state, fine.missing) == (1585000, State.VALUE, ())
