"""Where the labels of a table stand, and which of them a typed label is."""

from __future__ import annotations

import pytest

from pipeline.forms.form import TableForm
from pipeline.model.cells import Cell, CellKind
from pipeline.receive.labels import HEADER_SEARCH_ROWS, changed_unit, find_header
from tests.support.markdown_book import settings

LABELS = ("집행일", "예산과목", "적요", "거래처", "금액(원)", "증빙번호")


def spending() -> TableForm:
    return settings()[1]["settlement"].table("spending")


def rows(**lines: tuple[str, ...]) -> dict[int, dict[int, Cell]]:
    """Row -> column -> text cell; ``r7`` is row 7."""
    return {
        int(name[1:]): {n: Cell(int(name[1:]), n, CellKind.TEXT, text) for n, text in enumerate(texts, 1) if text}
        for name, texts in lines.items()
    }


@pytest.mark.parametrize("first_row", [1, 5])
def test_labels_are_looked_for_in_the_first_rows(first_row: int) -> None:
    last = first_row + HEADER_SEARCH_ROWS
    found = find_header(rows(**{f"r{last}": LABELS}), spending(), first_row)
    assert found is not None
    assert (found.row, list(found.columns.values()), found.missing, found.unknown) == (last, [1, 2, 3, 4, 5, 6], (), ())
    assert find_header(rows(**{f"r{last + 1}": LABELS}), spending(), first_row) is None
    assert find_header(rows(**{f"r{first_row - 1}": LABELS}), spending(), first_row) is None


def test_the_row_with_most_labels_is_theirs_and_of_two_the_first() -> None:
    found = find_header(rows(r1=LABELS[:2], r3=LABELS[:4], r4=LABELS[1:5]), spending())
    assert found is not None
    assert (found.row, set(found.columns)) == (3, {"spending_date", "item", "description", "payee"})
    assert [column.label for column in found.missing] == ["금액(원)", "증빙번호"]
    assert find_header(rows(r1=LABELS[:1], r2=("집행일", "모름")), spending()) is None


def test_labels_that_are_unknown_or_stand_twice_are_told_with_their_columns() -> None:
    found = find_header(rows(r2=("집행일", "", "금액(원)", "메모", "금액", "2. 적요")), spending())
    assert found is not None
    assert found.columns == {"spending_date": 1, "amount_won": 3, "description": 6}
    assert (found.unknown, found.duplicates) == (((4, "메모"),), (("amount_won", "금액", 3, 5),))
    assert [column.label for column in found.absent] == ["거래처"]


@pytest.mark.parametrize(
    ("label", "typed", "units"),
    [
        ("금액(원)", "금액(천원)", ("원", "천원")),
        ("금액(원)", "금액 (단위: 천원)", ("원", "천원")),
        ("금액(원)", "금액(원)", None),
        ("금액(원)", "금액", None),
        ("금액(원)", "예산(천원)", None),
        ("금액", "금액(천원)", None),
    ],
)
def test_a_label_that_differs_in_its_unit_alone(label: str, typed: str, units: tuple[str, str] | None) -> None:
    assert changed_unit(label, typed) == units
