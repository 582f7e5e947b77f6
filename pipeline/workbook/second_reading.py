"""The second reading: an independent library reads the same bytes, and every cell of both readings is compared.

Comes in: the file's bytes and the first reading. Goes out: the cells on which the two truly differ. The library may
only see a file that passed the gate and the first reading: a single cell far outside would abort the process. Its known
habits (errors and uncalculated formulas read as "", whole numbers as floats, dates rounded to milliseconds) are no
disagreement.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from io import BytesIO
from typing import Any

from python_calamine import CalamineWorkbook

from pipeline.model.cells import CellKind, cell_address
from pipeline.workbook.outcome import FileRule, Refused
from pipeline.workbook.package_parts import with_changed_xml
from pipeline.workbook.sheet_xml import RawSheet
from pipeline.workbook.stored_values import serial_of

Disagreement = tuple[str, str, str, str]
"""Sheet, address, first reading, second reading."""

_MILLISECOND = 1.2e-8  # in days
_LEAP_BUG_DAYS = 61  # before this day the library treats 29 February 1900, which never existed, differently
_TEXT, _NUMBER = CellKind.TEXT, CellKind.NUMBER  # looking up an enum member takes as long as comparing a cell
_MOMENTS = frozenset((datetime, date, time, timedelta))
_SILENT = (CellKind.ERROR, CellKind.UNCALCULATED)
_EXTENT = re.compile(rb"<(?:\w+:)?dimension\b[^<>]*?(?:/>|></(?:\w+:)?dimension>)")
_MERGES = re.compile(rb"<(?:\w+:)?mergeCells\b[^<>]*>.*?</(?:\w+:)?mergeCells>", re.DOTALL)
_LINE_ENDS = str.maketrans({"\r": "\n"})


def disagreements(data: bytes, sheets: Sequence[RawSheet | None], date_1904: bool) -> tuple[Disagreement, ...]:
    """The cells where the second reading differs from ``sheets`` (in workbook order; None for a chart sheet).

    Raises ``Refused`` where the library cannot open the file or finds other sheets.
    """
    try:
        return _compared(data, sheets, date_1904)
    except Refused:
        plain = with_changed_xml(data, _without_hints, zipfile.ZIP_STORED)
        if plain is data:
            raise
        return _compared(plain, sheets, date_1904)


def _compared(data: bytes, sheets: Sequence[RawSheet | None], date_1904: bool) -> tuple[Disagreement, ...]:
    found: list[Disagreement] = []
    try:
        workbook = CalamineWorkbook.from_filelike(BytesIO(data))
        names = workbook.sheet_names
    except Exception as error:
        raise Refused(FileRule.SECOND_READING, sheet="") from error
    if len(names) != len(sheets):
        raise Refused(FileRule.SECOND_READING, sheet="")
    for index, sheet in enumerate(sheets):
        if sheet is None:
            continue
        if names[index] != sheet.name:
            raise Refused(FileRule.SECOND_READING, sheet=sheet.name)
        grid = _grid(workbook, index, sheet.name)
        found.extend(_differences(sheet, grid, date_1904))
    return tuple(found)


def _grid(workbook: CalamineWorkbook, index: int, name: str) -> list[list[Any]]:
    try:
        return workbook.get_sheet_by_index(index).to_python(skip_empty_area=False)
    except Exception as error:  # CalamineError, or OverflowError for a duration that is too large
        raise Refused(FileRule.SECOND_READING, sheet=name) from error


def _without_hints(xml: bytes) -> bytes:
    """The sheet's XML without its extent and merged areas: they do not affect values, but unusual ones stop the library
    (an extent "1:49" or "", a whole row merged as "1:1").
    """
    return _MERGES.sub(b"", _EXTENT.sub(b"", xml, count=1), count=1)


def _differences(sheet: RawSheet, grid: list[list[Any]], date_1904: bool) -> list[Disagreement]:
    found: list[Disagreement] = []
    height, width = len(grid), len(grid[0]) if grid else 0
    partners = 0  # filled cells of the second reading that the first reading has too
    for row, column, kind, value, _raw, _formula, _format, _is_date in sheet.cells:  # runs for every cell of every file
        other = grid[row - 1][column - 1] if row <= height and column <= width else ""
        usual = other.__class__
        if usual is str:
            partners += other != ""
            same = kind is _TEXT and other == value
        else:
            partners += 1
            same = kind is _NUMBER and (usual is float or usual in _MOMENTS)
            same = same and value == (other if usual is float else serial_of(other, date_1904))
        if not same and not _same(kind, value, other, date_1904):
            found.append((sheet.name, cell_address(row, column), _shown(value), _shown(other)))
    if sum(len(line) - line.count("") for line in grid) > partners:
        found.extend(_unknown_to_first(sheet, grid))
    return found


def _same(kind: CellKind, value: object, other: object, date_1904: bool) -> bool:
    """Whether two differently written values mean the same."""
    if kind in _SILENT:
        return other == ""
    if kind is CellKind.TEXT:
        return isinstance(other, str) and _lines(str(value)) == _lines(other)
    if kind is CellKind.BOOLEAN or isinstance(other, bool):
        return kind is CellKind.BOOLEAN and isinstance(other, bool) and value == other
    if not isinstance(value, int | float):
        return False
    if isinstance(other, str):
        return _same_written_moment(value, other, date_1904)
    if isinstance(other, datetime | date | time | timedelta):
        return _same_moment(value, other, date_1904)
    return isinstance(other, float) and float(value) == other


def _same_written_moment(value: float, other: str, date_1904: bool) -> bool:
    """Whether ``value`` is the date ``other``, which the library leaves as written ("2021-09-01T00:00:00.000Z", as
    SheetJS writes it).
    """
    try:
        moment = datetime.fromisoformat(other)
    except ValueError:
        return False
    return _same_moment(value, moment.replace(tzinfo=None), date_1904)


def _same_moment(value: float, other: date | time | timedelta, date_1904: bool) -> bool:
    if value < 0:  # not a date; the library shows midnight
        return True
    tolerance = 1 if value < _LEAP_BUG_DAYS and not date_1904 else _MILLISECOND
    return abs(serial_of(other, date_1904) - value) <= tolerance


def _lines(text: str) -> str:
    return text.replace("\r\n", "\n").translate(_LINE_ENDS)


def _unknown_to_first(sheet: RawSheet, grid: list[list[Any]]) -> list[Disagreement]:
    known = {(cell[0], cell[1]) for cell in sheet.cells}
    return [
        (sheet.name, cell_address(row, column), "", _shown(value))
        for row, line in enumerate(grid, start=1)
        for column, value in enumerate(line, start=1)
        if value != "" and (row, column) not in known
    ]


def _shown(value: object) -> str:
    """A value for a message: whole floats without ".0", long text cut."""
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    return str(value)[:200]
