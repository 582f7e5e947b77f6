"""An officer's own spreadsheet, written cell by cell inside a test, and read as the program reads it.

Comes in: rows of values by sheet, and further changes of a test to the workbook. Goes out: a file, or what the program
reads from it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from io import BytesIO
from pathlib import Path

from openpyxl import Workbook

from pipeline.model.cells import SheetReading
from pipeline.workbook.outcome import ReadingLimits
from pipeline.workbook.reading import read_bytes

Rows = Sequence[Sequence[object]]


def own_book(sheets: Mapping[str, Rows], change: Callable[[Workbook], None] = lambda book: None) -> bytes:
    """The workbook's bytes; a None in a row is a missing cell."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row, values in enumerate(rows, 1):
            for column, value in enumerate(values, 1):
                if value is not None:
                    sheet.cell(row, column, value)
    change(book)
    content = BytesIO()
    book.save(content)
    return content.getvalue()


def own_sheet(rows: Rows, name: str = "장부", change: Callable[[Workbook], None] = lambda book: None) -> SheetReading:
    """The one sheet of such a workbook, as the program reads it."""
    workbook = read_bytes(own_book({name: rows}, change), ReadingLimits(), "장부.xlsx").workbook
    assert workbook is not None
    return workbook.sheets[0]


def own_path(
    folder: Path, rows: Rows, name: str = "장부", change: Callable[[Workbook], None] = lambda book: None
) -> Path:
    """Such a workbook of one sheet as a file."""
    path = folder / "손으로 센 합계.xlsx"
    path.write_bytes(own_book({name: rows}, change))
    return path
