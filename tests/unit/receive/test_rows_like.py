"""When a row that is not read looks like a row of a table."""

from __future__ import annotations

import pytest

from pipeline.model.cells import Cell, CellKind
from pipeline.receive.unread_rows import is_same_sheet, rows_in_block, rows_like
from tests.support.markdown_book import settings

COLUMNS = {"spending_date": 1, "item": 2, "description": 3, "payee": 4, "amount_won": 5, "voucher": 6}
SPENDING = settings()[1]["settlement"].table("spending")


def row(number: int, *texts: object, first: int = 1) -> dict[int, Cell]:
    cells = {}
    for column, value in enumerate(texts, first):
        kind = CellKind.TEXT if isinstance(value, str) else CellKind.NUMBER
        if value != "":
            cells[column] = Cell(number, column, kind, value)
    return cells


@pytest.mark.parametrize(
    ("texts", "is_like"),
    [
        (("2021-05-03", "사무관리비", "재료", "가게", 1000, "사무-01"), True),
        (("5월 3일", "", "재료", "", "1,000원", ""), True),  # half of the required values
        (("5/3(월)", "", "재료", "", "", ""), False),
        (("'21.5.3.", "사무관리비", "재료", "", "", ""), True),
        (("", "사무관리비", "재료", "가게", "", "사무-01"), False),  # nothing but words
        (("", "", "재료", "", 1000, "사무-01"), True),
        (("곧", "", "재료", "", "많이", "사무-01"), False),
        (("", "", "", "", 1000, ""), False),
        ((), False),
    ],
)
def test_rows_with_half_of_the_required_values_are_like_ours(texts: tuple[object, ...], is_like: bool) -> None:
    assert rows_like({3: row(3, *texts)}, COLUMNS, SPENDING) == ([3] if is_like else [])


def test_rows_are_named_from_the_top_down() -> None:
    line = ("5월 3일", "", "재료", "", 1000, "")
    assert rows_like({9: row(9, *line), 2: row(2, *line), 5: row(5, "메모")}, COLUMNS, SPENDING) == [2, 9]


def test_a_block_beside_the_table_goes_by_its_own_labels_or_by_the_order_of_the_columns() -> None:
    line = ("5월 3일", "", "재료", "", 1000, "")
    labels = row(2, "금액(원)", "적요", "집행일", first=9)
    block = {2: labels, 3: row(3, 1000, "재료", "5월 3일", first=9), 4: row(4, "메모", first=9)}
    assert rows_in_block(block, 20, SPENDING) == [3]
    lower = {20: row(20, *line, first=9), 21: row(21, *line, first=9)}
    assert rows_in_block(lower, 20, SPENDING) == [21]
    assert rows_in_block({}, 20, SPENDING) == []


def test_two_sheets_are_the_same_where_the_same_values_stand_in_the_same_cells() -> None:
    first, again, moved = row(3, "가", 1), row(3, "가", 1), row(4, "가", 1)
    assert is_same_sheet(first.values(), again.values())
    assert not is_same_sheet(first.values(), moved.values())
    assert not is_same_sheet(first.values(), row(3, "가", 2).values())
    assert not is_same_sheet(first.values(), row(3, "가").values())
