"""The result of a formula is no more certain than the numbers that it depends on, in whatever table they are."""

from __future__ import annotations

from typing import Any

import pytest

from pipeline.count.doubtful_results import doubtful_results
from pipeline.model.figures import Figure, State
from pipeline.model.findings import Effect, Finding, Place, Severity
from pipeline.model.tables import TableFrames, ValueRow, ValueTable, build_frames
from tests.support.markdown_book import Book, book, run, settings

LABELS = "| 집행일 | 예산과목 | 적요 | 거래처 | 금액(원) | 증빙번호 |"
LEFT_OUT = ("확인이 필요해 뺀 줄 1개",)


def settlement(amount: str, stated: int, day: str = "2021-09-10") -> Book:
    """A settlement with the spendings 100,000 and ``amount`` for the first item; ``stated`` is the stored result of the
    form's own formula.
    """
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
    assert (rest(odd).state, rest(odd).missing_words) == (State.PARTIAL, LEFT_OUT)
    assert rest(odd, item="사무관리비").state is State.PARTIAL
    assert rest(odd, item="업무추진비").state is State.VALUE


def test_what_is_left_of_a_budget_is_whole_where_every_spending_is() -> None:
    fine = rest(settlement("85000", 185000))
    assert (fine.value, fine.state, fine.missing_words) == (1585000, State.VALUE, ())


FILE = "1권역.xlsx"


def frames() -> dict[tuple[str, str], TableFrames]:
    """Two rows of each table of region 1's settlement, with only the places of their cells."""

    def table(sheet: str, rows: tuple[int, ...], *columns: str) -> TableFrames:
        places = {name: number for number, name in enumerate(columns, 1)}
        part = ValueTable(1, FILE, sheet, 1, None, places, [ValueRow(row, {}, {}, {}) for row in rows])
        return build_frames("settlement", "", list(columns), [], [part])

    return {
        ("settlement", "summary"): table(
            "정산총괄", (7, 8), "item", "granted_won", "spent_won", "remaining_won", "returned_won"
        ),
        ("settlement", "spending"): table("집행내역", (2, 3), "date", "item", "detail", "payee", "amount_won"),
        ("joint_project_plan", "budget"): table("소요예산", (2,), *"abcdefghijklmnopqrstuvw", "quantity", "amount_won"),
    }


def mistake(sheet: str, cell: str, effect: Effect = Effect.KEPT, **more: Any) -> Finding:
    place = Place(more.pop("file", FILE), sheet, cell)
    given = {"severity": Severity.ERROR, "form": "settlement", **more}
    return Finding("CELL-011", effect=effect, place=place, message="", advice="", **given)


SPENT, REST = ("settlement", "summary", "spent_won"), ("settlement", "summary", "remaining_won")


@pytest.mark.parametrize(
    ("item", "doubtful"),
    [
        (
            mistake("집행내역", "E3"),
            [(*SPENT, "spending", "amount_won", (1, 3)), (*REST, "spending", "amount_won", (1, 3))],
        ),
        (mistake("집행내역", "C3"), []),  # the column that says on what it was spent decides no sum
        (
            mistake("집행내역", "E3", Effect.ROW_LEFT_OUT),
            [(*SPENT, "spending", "item", (1, 3)), (*REST, "spending", "item", (1, 3))],
        ),
        (mistake("정산총괄", "B7"), [(*REST, "summary", "granted_won", (1, 7))]),
        (mistake("정산총괄", "B7", Effect.ROW_LEFT_OUT), []),  # the result is left out with its row
        (mistake("정산총괄", "E7"), []),
        (mistake("정산총괄", "B9"), []),  # not a row of the table
        (mistake("정산총괄", "B"), []),
        (mistake("정산총괄", ""), []),
        (mistake("메모", "B7"), []),
        (mistake("정산총괄", "B7", file="2권역.xlsx"), []),
        (mistake("정산총괄", "B7", form=None), []),
        (mistake("정산총괄", "B7", severity=Severity.WARNING), []),
        (mistake("정산총괄", "B7", Effect.RETURN_REFUSED), []),
        (mistake("모니터링", "B7", form="phone_monitoring"), []),
        (
            mistake("소요예산", "X2", form="joint_project_plan"),
            [("joint_project_plan", "budget", "amount_won", "budget", "quantity", (1, 2))],
        ),
    ],
)
def test_a_mistake_makes_those_results_doubtful_that_rest_on_its_cell(
    item: Finding, doubtful: list[tuple[object, ...]]
) -> None:
    assert [tuple(found) for found in doubtful_results(settings()[1], frames(), [item, item])] == doubtful
