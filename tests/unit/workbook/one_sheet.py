"""Reads a workbook of one hand-made sheet, for the tests of cells."""

from __future__ import annotations

from pipeline.model.cells import Cell, SheetReading, WorkbookReading
from pipeline.workbook.outcome import FileReading, ReadingLimits
from pipeline.workbook.reading import read_bytes
from tests.unit.workbook.packages import book

LIMITS = ReadingLimits()


def workbook(data: bytes, limits: ReadingLimits = LIMITS) -> WorkbookReading:
    """The workbook read from ``data``; asserts that it is not refused."""
    reading = read_bytes(data, limits, "a.xlsx")
    assert reading.workbook is not None, (reading.problem, reading.words)
    return reading.workbook


def sheet(rows: str, *, style: str | None = None, text: str | None = None) -> SheetReading:
    """The only sheet of a workbook with these rows, on which both readings agree."""
    reading = workbook(book(rows, style=style, text=text))
    assert reading.disagreements == ()
    return reading.sheets[0]


def a1(stored: str, *, style: str | None = None, text: str | None = None) -> Cell | None:
    """Cell A1 of a sheet; ``stored`` is the XML inside its <c>."""
    return sheet(f'<row r="1"><c r="A1"{stored}</c></row>', style=style, text=text).cells.get((1, 1))


def refused(rows: str, limits: ReadingLimits = LIMITS) -> FileReading:
    """The refusal of a workbook with these rows."""
    reading = read_bytes(book(rows), limits, "a.xlsx")
    assert reading.workbook is None
    return reading
