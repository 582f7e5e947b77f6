"""What a stored cell holds: number, text, truth value, error, a formula never calculated, or nothing.

Comes in: cells as text (column letters, row digits, style, type, formula, value); dates; a formula that Excel stored
once for a whole block of cells. Goes out: ``RawCell`` rows; Excel's day numbers; the formula as it would read in
another cell. Nothing is interpreted beyond the file format: a stored "number" that is not one is text, "" without a
formula is a blank. Nothing is calculated.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from itertools import pairwise

from pipeline.model.cells import PICTURE, CellKind, column_letters, column_number
from pipeline.workbook.outcome import FileRule, ReadingLimits, Refused
from pipeline.workbook.package_parts import resolved
from pipeline.workbook.styles import Format
from pipeline.workbook.workbook_parts import unescaped

StoredCell = tuple[str, str, str, str, str, str | None]
"""Column letters, row digits, style, type, formula, value; "" where the file has none (None: no value element)."""

RawCell = tuple[int, int, CellKind, int | float | str | bool | None, str, str, str, bool]
"""The fields of a ``Cell``, in their order."""

_TEXT, _NUMBER_KIND = CellKind.TEXT, CellKind.NUMBER  # a look-up of an enum member takes as long as the rest of a turn
_COLUMNS = {column_letters(number): number for number in range(1, 703)}  # A to ZZ
_NUMBER = re.compile(r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?")
_WHOLE = re.compile(r"[+-]?[0-9]{1,40}")
_EXACT = 1e15  # above this, a float does not hold every digit
# The second reader stops at any other error value (#SPILL!, #CALC! and the like came with Excel 2019).
_KNOWN_ERRORS = frozenset(
    (PICTURE, "#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#N/A", "#GETTING_DATA")
)
_BLANK_WITHOUT_VALUE = frozenset(("", "n", "s", "b", "e"))  # types for which an empty value is no value

# The 1900 calendar has a 29 February 1900, which never existed, so its numbers up to 60 are one day off; no return is
# for 1900.
_EPOCH_1900 = datetime(1899, 12, 30)
_EPOCH_1904 = datetime(1904, 1, 1)
_DAY = timedelta(days=1)
_LEAP_BUG_END = datetime(1900, 3, 1)

LAST_ROW = 1_048_576
LAST_COLUMN = 16_384

# Text and quoted sheet names stay as they are; so do names that merely look like a reference (LOG10(, Tax2021, [1]).
_TOKEN = re.compile(
    r"""
    "(?:[^"]|"")*"                                      # text
    | '(?:[^']|'')*'                                    # quoted sheet name
    | \[[^\]]*\]                                        # another workbook, or a table's column
    | (?<![\w.$])(?P<span>\$?[A-Z]{1,3}:\$?[A-Z]{1,3}|\$?[0-9]+:\$?[0-9]+)(?![\w.(])
    | (?<![\w.$])(?P<dollar>\$?)(?P<letters>[A-Z]{1,3})(?P<fix>\$?)(?P<row>[1-9][0-9]{0,6})(?![\w.(!])
    """,
    re.VERBOSE,
)
_SPAN_END = re.compile(r"(\$?)([A-Z]+|[0-9]+)")

Content = tuple[CellKind, int | float | str | bool | None, str]
"""Kind, value and the stored text of a number."""


def check_ascending(sheet: str, rows: list[int]) -> None:
    """Raise ``Refused`` where a row is stored twice, or after a later one: Excel itself would report such a file as
    damaged.
    """
    for before, row in pairwise(rows):
        if row <= before:
            raise Refused(FileRule.REPEATED_CELL, sheet=sheet, cell=f"{row}행")


class ValueReader:
    """Turns stored cells into values, counting them over all sheets of a workbook."""

    def __init__(
        self, strings: list[str], formats: Mapping[str, Format], date_1904: bool, limits: ReadingLimits
    ) -> None:
        self._strings = strings
        self._texts = {str(index): text for index, text in enumerate(strings) if text}  # by index, as cells write it
        self._formats = formats
        self._date_1904 = date_1904
        self._limits = limits
        self._cells_left = limits.max_cells

    def cells(self, sheet: str, stored: Iterable[StoredCell], *, escaped: bool) -> list[RawCell]:
        """The cells that hold something, in the order of the file.

        ``escaped``: entities like "&amp;" still have to be resolved. Raises ``Refused`` for a cell stored twice or out
        of order, one outside the limits, or one that contradicts itself.
        """
        found: list[RawCell] = []
        add = found.append
        texts, formats, general = self._texts, self._formats, self._formats[""]
        last_row, last_column = self._limits.max_rows, self._limits.max_columns
        row, row_digits, before = 0, "", 0
        for letters, digits, style, kind, formula, value in stored:  # runs for every cell of every file
            if digits != row_digits:
                row, row_digits, before = int(digits), digits, 0
            column = _COLUMNS.get(letters) or column_number(letters)
            blank = not value and not formula and (value is None or kind in _BLANK_WITHOUT_VALUE)
            if not (before < column <= last_column and row <= last_row):
                self._check_place(sheet, letters + digits, before < column, blank)
            before = column
            if blank:
                continue
            code, is_date = formats.get(style, general)
            if kind == "s" and value in texts and not formula:
                add((row, column, _TEXT, texts[value], "", "", code, False))
            elif kind == "" and not formula and value and value.isascii() and value.isdigit() and len(value) < 16:
                add((row, column, _NUMBER_KIND, int(value), value, "", code, is_date))
            else:
                pair = (resolved(formula), value and resolved(value)) if escaped else (formula, value)
                content = self._content(kind, *pair, (sheet, letters + digits))
                if content is not None:
                    add((row, column, *content, pair[0], code, is_date and content[0] is _NUMBER_KIND))
        self._cells_left -= len(found)
        if self._cells_left < 0:
            raise Refused(FileRule.TOO_MANY_CELLS, limit=self._limits.max_cells)
        return found

    def _check_place(self, sheet: str, cell: str, in_order: bool, blank: bool) -> None:
        if not in_order:
            raise Refused(FileRule.REPEATED_CELL, sheet=sheet, cell=cell)
        if not blank:
            area = f"{self._limits.max_rows:,}행, {column_letters(self._limits.max_columns)}열"
            raise Refused(FileRule.FAR_CELL, sheet=sheet, cell=cell, limit=area)

    def _content(self, kind: str, formula: str, value: str | None, place: tuple[str, str]) -> Content | None:
        """None for a blank. A formula without a value is uncalculated, unless its value is an empty text."""
        if value is None or (not value and kind in _BLANK_WITHOUT_VALUE):
            return (CellKind.UNCALCULATED, None, "") if formula else None
        if kind in ("str", "inlineStr", "s"):
            text = self._text(kind, value)
            return (CellKind.TEXT, text, "") if text or formula else None
        if kind in ("", "n"):
            return _number(value)
        if kind == "b" and value in ("0", "1", "true", "false"):
            return CellKind.BOOLEAN, value in ("1", "true"), ""
        if kind == "e" and value in _KNOWN_ERRORS:
            return CellKind.ERROR, value, ""
        if kind == "e":
            raise Refused(FileRule.NEW_ERROR_VALUE, sheet=place[0], cell=place[1], value=value[:30])
        if kind == "d":
            serial = serial_of_iso(value, self._date_1904)
            return (CellKind.TEXT, value, "") if serial is None else (CellKind.NUMBER, _whole(serial), value)
        raise Refused(FileRule.DAMAGED)

    def _text(self, kind: str, value: str) -> str:
        if kind == "str":
            return unescaped(value)
        if kind == "inlineStr":  # its runs were joined and unescaped when they were found
            return value
        if value.isascii() and value.isdigit() and int(value) < len(self._strings):
            return self._strings[int(value)]
        raise Refused(FileRule.DAMAGED)


def _number(stored: str) -> Content:
    """A number, exact where it is whole. What is not a finite number ("6O", "NaN", "1e400") stays text."""
    if _WHOLE.fullmatch(stored):
        return CellKind.NUMBER, int(stored), stored
    if _NUMBER.fullmatch(stored) and math.isfinite(float(stored)):
        return CellKind.NUMBER, _whole(float(stored)), stored
    return CellKind.TEXT, stored, ""


def _whole(number: float) -> int | float:
    return int(number) if number.is_integer() and abs(number) < _EXACT else number


@lru_cache(maxsize=10_000)  # the same dates of the year occur in every file
def serial_of(moment: date | datetime | time | timedelta, date_1904: bool) -> float:
    """The number that Excel stores for ``moment``; the whole part counts days, the fraction is the time of day."""
    if isinstance(moment, timedelta):
        return moment / _DAY
    if isinstance(moment, time):
        return (
            timedelta(hours=moment.hour, minutes=moment.minute, seconds=moment.second, microseconds=moment.microsecond)
            / _DAY
        )
    if not isinstance(moment, datetime):
        moment = datetime(moment.year, moment.month, moment.day)
    if date_1904:
        return (moment - _EPOCH_1904) / _DAY
    return (moment - _EPOCH_1900) / _DAY - (moment < _LEAP_BUG_END)


def serial_of_iso(text: str, date_1904: bool) -> float | None:
    """The number for "2021-03-05", "2021-03-05T10:30:00" or "10:30:00"; None for anything else."""
    try:
        moment = time.fromisoformat(text) if ":" in text[:3] else datetime.fromisoformat(text)
    except ValueError:
        return None
    return serial_of(moment.replace(tzinfo=None), date_1904)


def moved_formula(formula: str, rows: int, columns: int) -> str:
    """``formula`` as it would read ``rows`` below and ``columns`` to the right of its own cell; "$" fixes a row or
    column.
    """

    def moved(token: re.Match[str]) -> str:
        if token["span"]:
            return _SPAN_END.sub(lambda end: _moved_end(end[1], end[2], rows, columns), token["span"])
        if token["letters"]:
            column = _moved_end(token["dollar"], token["letters"], rows, columns)
            row = _moved_end(token["fix"], token["row"], rows, columns)
            return "#REF!" if "#REF!" in (column, row) else column + row
        return token[0]

    return _TOKEN.sub(moved, formula) if rows or columns else formula


def _moved_end(pinned: str, name: str, rows: int, columns: int) -> str:
    if pinned:
        return pinned + name
    if name.isdigit():
        row = int(name) + rows
        return str(row) if 1 <= row <= LAST_ROW else "#REF!"
    column = column_number(name) + columns
    return column_letters(column) if 1 <= column <= LAST_COLUMN else "#REF!"
