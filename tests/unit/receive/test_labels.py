"""Where the labels of a table are, and which of them a typed label is."""

from __future__ import annotations

import pytest

from pipeline.forms.form import TableForm
from pipeline.model.cells import Cell, CellKind, SheetReading
from pipeline.receive.labels import (
    HEADER_SEARCH_ROWS,
    changed_unit,
    find_fields,
    find_header,
    fold_label,
    labels_of_no_field,
)
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


# -- misspelt labels ------------------------------------------------------------------------------------------------


def misspelt(*labels: str) -> dict[str, tuple[int, str]]:
    """The known labels that unknown labels of the spendings probably mean."""
    found = find_header(rows(r1=labels), spending())
    assert found is not None
    return found.misspelt()


def test_each_misspelt_label_is_meant_for_one_column_and_its_column_is_told() -> None:
    assert misspelt("집행일", "예산과묵", "적오", "거래처", "금액원", "증빙 번호들") == {
        "item": (2, "예산과묵"),
        "amount_won": (5, "금액원"),
        "voucher": (6, "증빙 번호들"),
    }


def test_another_unit_goes_before_a_label_that_is_only_alike() -> None:
    assert misspelt("집행일", "예산과목", "적요", "금액(천원)", "금액(원원)", "증빙번호")["amount_won"] == (
        4,
        "금액(천원)",
    )


def test_one_label_cannot_be_meant_for_two_columns() -> None:
    assert misspelt("집행일", "적요", "예산과목번호") == {"item": (3, "예산과목번호")}


def test_a_lost_text_that_need_not_be_there_is_not_looked_for() -> None:
    assert misspelt("집행일", "예산과목", "적요", "거래처명", "금액(원)", "증빙번호") == {}


# -- the header block -----------------------------------------------------------------------------------------------


def test_a_fields_value_stands_beside_its_label_or_behind_the_merge_that_the_label_fills() -> None:
    forms = settings()[1]
    block = rows(
        r1=("사업연도", "2021", "권역:"), r2=("작성일", "", "", "2021-05-03"), r3=("작성일", "또", "작성자 ：")
    )
    sheet = SheetReading("가", merged=((2, 1, 2, 3), (3, 2, 3, 3)))
    assert find_fields(block, forms.header(forms["settlement"]), 4, sheet) == {
        "year": (1, 2),
        "region": (1, 4),
        "date": (2, 4),
        "author": (3, 4),
    }


def test_a_label_of_no_field_stands_beside_something_that_is_not_a_label() -> None:
    forms = settings()[1]
    block = rows(
        r1=("필수 *", "확인할 칸"), r2=("사업연도", "2021", "", "권역"), r3=("제출일*", "2021-05-03", "쓴이", "작성자")
    )
    found = labels_of_no_field(block, forms.header(forms["settlement"]), 4, SheetReading("가"))
    assert [str(cell.value) for cell in found] == ["제출일*"]


def test_fields_are_looked_for_above_the_labels_of_the_table() -> None:
    forms = settings()[1]
    block = rows(r1=("사업연도", "2021"), r3=("작성일", "2021-05-03"))
    assert find_fields(block, forms.header(forms["settlement"]), 3, SheetReading("가")) == {"year": (1, 2)}


@pytest.mark.parametrize(
    ("typed", "is_same"),
    [
        ("현황·근거", True),
        ("현황ㆍ근거", True),
        (" 현황 ․ 근거 *", True),
        ("현황\n·근거**", True),
        ("*현황·근거", False),
        ("현황근거", False),
    ],
)
def test_a_label_may_differ_in_what_nobody_notices(typed: str, is_same: bool) -> None:
    assert (fold_label(typed) == fold_label("현황·근거")) is is_same
