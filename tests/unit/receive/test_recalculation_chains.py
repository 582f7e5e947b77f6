"""Formulas that lead to formulas: each is followed to the numbers that somebody typed, as far as the limits say."""

from __future__ import annotations

import pytest

from pipeline.model.cells import Cell, CellKind, SheetReading, WorkbookReading
from pipeline.receive.recalculation import LONGEST_CHAIN, Recalculation


def chain_of(*formulas: str, first: int = 1) -> WorkbookReading:
    """A column that begins with a number; below it formulas whose stored results are all 1."""
    cells = {(1, 1): Cell(1, 1, CellKind.NUMBER, first)}
    cells |= {(row, 1): Cell(row, 1, CellKind.NUMBER, 1, formula=text) for row, text in enumerate(formulas, 2)}
    return WorkbookReading((SheetReading("가", cells=cells),))


def test_a_formula_that_leads_to_formulas_is_worked_out_from_the_first_number() -> None:
    book = chain_of("A1+1", "A2*10", first=7)
    assert Recalculation(book).result("가", "A3") == 80
    assert Recalculation(book).result("가", "SUM(A1:A3)") == 7 + 8 + 80


def test_a_cell_that_is_judged_by_itself_is_taken_as_it_stands() -> None:
    assert Recalculation(chain_of("A1+1", first=7), {("가", 2, 1)}).result("가", "A2*10") == 10


def test_where_a_chain_cannot_be_worked_out_its_stored_result_is_believed() -> None:
    assert Recalculation(chain_of("TODAY()")).result("가", "A2*10") == 10
    assert Recalculation(chain_of("A3+1", "A2+1")).result("가", "A2+A3") in (3, 4, 5)  # they refer to each other
    endless = chain_of(*(f"A{row}+1" for row in range(1, 5_000)))
    assert isinstance(Recalculation(endless).result("가", "A5000"), int)


@pytest.mark.parametrize(
    ("formulas", "result"), [(LONGEST_CHAIN, 7 + LONGEST_CHAIN), (LONGEST_CHAIN + 1, 1 + LONGEST_CHAIN)]
)
def test_a_chain_is_followed_so_far_and_its_rest_is_believed(formulas: int, result: int) -> None:
    book = chain_of(*(f"A{row}+1" for row in range(1, formulas + 1)), first=7)
    assert Recalculation(book).result("가", f"A{formulas + 1}") == result


def test_each_of_two_chains_is_followed_as_far_as_one() -> None:
    first = chain_of(*(f"A{row}+1" for row in range(1, LONGEST_CHAIN + 1)), first=7).sheets[0].cells
    second = {
        (row, 2): Cell(row, 2, cell.kind, cell.value, formula=cell.formula.replace("A", "B"))
        for (row, _), cell in first.items()
    }
    book = Recalculation(WorkbookReading((SheetReading("가", cells=first | second),)))
    assert book.result("가", f"A{LONGEST_CHAIN + 1}+B{LONGEST_CHAIN + 1}") == 2 * (7 + LONGEST_CHAIN)
