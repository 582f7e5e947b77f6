"""Cells as the reader of a workbook makes them, for the tests of this folder."""

from __future__ import annotations

from pipeline.model.cells import Cell, CellKind
from pipeline.model.findings import Place
from pipeline.normalise import Reading, display_of
from pipeline.rules.catalogue import finding


def text(value: str, formula: str = "") -> Cell:
    return Cell(7, 4, CellKind.TEXT, value, formula=formula)


def number(value: int | float, code: str = "General", *, formula: str = "", is_date: bool = False) -> Cell:
    return Cell(7, 4, CellKind.NUMBER, value, formula=formula, number_format=code, is_date=is_date)


def day(serial: int | float) -> Cell:
    return number(serial, "yyyy-mm-dd", is_date=True)


def error(code: str, formula: str = "") -> Cell:
    return Cell(7, 4, CellKind.ERROR, code, formula=formula)


def uncalculated(formula: str) -> Cell:
    return Cell(7, 4, CellKind.UNCALCULATED, None, formula=formula)


def boolean(value: bool) -> Cell:
    return Cell(7, 4, CellKind.BOOLEAN, value)


def check_refusal(reading: Reading, rule: str, cell: Cell) -> None:
    """Assert that the rule refused the cell, that it shows the cell as the sender sees it, and that its sentence has no
    gap.
    """
    assert (reading.problem, reading.value, reading.note) == (rule, None, "")
    assert reading.typed == display_of(cell)
    told = finding(rule, Place("a.xlsx"), value=reading.typed, label="칸", **reading.words)
    assert "None" not in told.message + told.advice
