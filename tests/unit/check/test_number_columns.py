"""Every number column of every form: an error value, a formula never calculated, a word and a required blank are never
0.

The columns are taken from the forms' own declarations, so that a new form is tested without a new test.
"""

from __future__ import annotations

from typing import NamedTuple

import pytest

from pipeline.forms.form import Column
from pipeline.model.cells import cell_address, column_number
from pipeline.model.result import RunResult
from tests.support.markdown_book import Book, book, place_of, run_without_figures, settings


class NumberCell(NamedTuple):
    """The first cell of a number column in a faultless form."""

    form: str
    sheet: str
    column: Column
    cell: str

    def __str__(self) -> str:
        return f"{self.form}.{self.column.id}"


def number_cells() -> list[NumberCell]:
    found = []
    for form in settings()[1]:
        made = book(form.id)
        for sheet, table in form.tables():
            cells = made.sheets[sheet.name].cells
            for column in (column for column in table.columns if column.is_number):
                row, number = next(place for place, text in cells.items() if text == column.label)
                found.append(NumberCell(form.id, sheet.name, column, cell_address(row + 1, number)))
    return found


CELLS = number_cells()
ODD = {"error": "#REF!", "not calculated": "=1+1 ->", "word": "많음", "rough number": "약 30", "blank": ""}


def facts_at(result: RunResult, odd: Book, at: NumberCell) -> list[object]:
    """The facts that come from a cell."""
    facts = result.facts[result.facts["file"] == odd.file]
    rows = facts[(facts["sheet"] == at.sheet) & (facts["cell"] == at.cell) & (facts["measure"] == at.column.measure)]
    return list(rows["value"])


def filled(at: NumberCell) -> Book:
    """A faultless form with these contents in the cell and beside it."""
    made = book(at.form)
    row, column = place_of(at.cell)
    if made.sheets[at.sheet].cells.get((row, column), "") == "":
        made = made.with_cells(at.sheet, {at.cell: "1"})
    return made


@pytest.mark.parametrize("odd", [name for name in ODD if name != "blank"])
@pytest.mark.parametrize("at", CELLS, ids=str)
def test_what_is_no_number_is_told_at_its_cell_and_never_0(at: NumberCell, odd: str) -> None:
    wrong = filled(at).with_cells(at.sheet, {at.cell: ODD[odd]})
    result = run_without_figures(wrong)
    told = [item for item in result.findings if (item.place.sheet, item.place.cell) == (at.sheet, at.cell)]
    assert len(told) == 1
    assert told[0].is_error
    assert told[0].value
    assert facts_at(result, wrong, at) == []


@pytest.mark.parametrize("at", [at for at in CELLS if at.column.required or at.column.formula], ids=str)
def test_a_blank_that_must_be_filled_is_told_at_its_cell_and_never_0(at: NumberCell) -> None:
    wrong = filled(at).with_cells(at.sheet, {at.cell: ""})
    result = run_without_figures(wrong)
    told = [item for item in result.findings if (item.place.sheet, item.place.cell) == (at.sheet, at.cell)]
    assert [item.is_error for item in told] == [True]
    assert facts_at(result, wrong, at) == []


@pytest.mark.parametrize("at", [at for at in CELLS if not at.column.required and not at.column.formula], ids=str)
def test_a_blank_that_may_stay_blank_is_no_number_either(at: NumberCell) -> None:
    blank = filled(at).with_cells(at.sheet, {at.cell: ""})
    assert facts_at(run_without_figures(blank), blank, at) == []


@pytest.mark.parametrize("at", [at for at in CELLS if at.column.measure and not at.column.formula], ids=str)
@pytest.mark.parametrize("typed", ["0", "해당없음"])
def test_a_typed_zero_is_0_and_not_applicable_is_not(at: NumberCell, typed: str) -> None:
    """For an amount that must be given, 해당없음 is no answer: it makes no fact."""
    sent = filled(at).with_cells(at.sheet, {at.cell: typed})
    found = facts_at(run_without_figures(sent), sent, at)
    is_answer = not (at.column.required and at.column.type == "amount")
    expected = [0] if typed == "0" else [None] if is_answer else []
    assert [number if number == 0 else None for number in map(_plain, found)] == expected


def _plain(value: object) -> int | None:
    return int(value) if isinstance(value, int) or str(value).isdigit() else None


def test_the_forms_have_number_columns_to_test() -> None:
    assert len({at.form for at in CELLS}) == len(list(settings()[1]))
    assert column_number(CELLS[0].cell.rstrip("0123456789")) > 0
