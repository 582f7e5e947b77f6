"""Cells as a workbook's reader would hand them over, for the tests of this folder."""

from __future__ import annotations

from pipeline.model.cells import Cell, CellKind


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
