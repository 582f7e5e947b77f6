"""Workbooks that the program made, as books of ``markdown_book``: so a test can move things in a real form.

Comes in: a file as read. Goes out: a ``Book`` with the same cells, formulas, stored results, formats, merges and hidden
sheets. Looks that nobody reads (colours, widths, drop-downs) are lost.
"""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from pipeline.model.cells import Cell, CellKind, SheetReading, cell_address
from pipeline.normalise import date_of_serial
from pipeline.receive.reader import reading_limits
from pipeline.workbook.reading import read_bytes
from tests.support.markdown_book import Book, Grid, settings


def book_of(path: Path, file: str) -> Book:
    """The workbook at ``path`` as a book named ``file``."""
    reading = read_bytes(path.read_bytes(), reading_limits(settings()[0]), file)
    assert reading.workbook is not None, reading.problem
    sheets = {sheet.name: _grid(sheet) for sheet in reading.workbook.sheets}
    return Book("", file, sheets, None, reading.workbook.date_1904)


def label_row(book: Book, sheet: str, labels: set[str]) -> int:
    """The row of a sheet with the most of these labels."""
    rows: dict[int, int] = {}
    for (row, _), text in book.sheets[sheet].cells.items():
        rows[row] = rows.get(row, 0) + (text.removeprefix("'").rstrip("*") in labels)
    return max(rows, key=lambda row: rows[row])


def _grid(sheet: SheetReading) -> Grid:
    areas = tuple(f"{cell_address(t, left)}:{cell_address(b, right)}" for t, left, b, right in sheet.merged)
    return Grid({place: _typed(cell) for place, cell in sheet.cells.items()}, areas, state=sheet.state)


def _typed(cell: Cell) -> str:
    """The cell in the notation of ``markdown_book``."""
    if cell.formula:
        result = "" if cell.kind is CellKind.UNCALCULATED else '""' if cell.value == "" else str(cell.value)
        return f"={cell.formula} -> {result}".rstrip() + (f" {{{cell.number_format}}}" if _has_format(cell) else "")
    if isinstance(cell.value, int | float) and cell.is_date:
        day = date_of_serial(cell.value)
        assert day is not None
        assert timedelta(days=cell.value % 1) == timedelta(0)
        return str(day)
    if cell.kind is CellKind.NUMBER:
        return f"{cell.value}" + (f" {{{cell.number_format}}}" if _has_format(cell) else "")
    if cell.kind is CellKind.TEXT:
        return "'" + str(cell.value).replace("\n", "\\n")
    return str(cell.value).upper()


def _has_format(cell: Cell) -> bool:
    return cell.number_format != "General" and cell.kind is CellKind.NUMBER
