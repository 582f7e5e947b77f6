"""The only way to write a value into a cell of our workbooks: text stays text, nothing is lost silently.

Comes in: a worksheet of XlsxWriter, a 0-based place and a value. Goes out: the cell. A return code that says "not
written" becomes an error here, because XlsxWriter would save the file without the content. Text from returns never
becomes a formula, a link or a number; we make all formulas and links ourselves.
"""

from __future__ import annotations

import math
import re
from collections.abc import Collection
from datetime import date, datetime

from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

MOST_CHARACTERS = 32_767  # of one cell, in Excel's count (UTF-16 units)
LONGEST_SHEET_NAME = 31
MOST_LINKS = 65_530  # of one worksheet
LONGEST_LINK = 2_000
SAFE_INTEGER = 10**15  # Excel keeps 15 digits of a number
CUT_NOTE = " … [엑셀 한 칸에 담을 수 있는 길이를 넘어 여기까지만 실었습니다. 원래 {length:,}자]"

_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
_NOT_IN_SHEET_NAMES = re.compile(r"[\[\]:*?/\\\x00-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_LOOKS_LIVE = ("=", "+", "-", "@", "{", "\t", "\r")


class NotWrittenError(RuntimeError):
    """XlsxWriter left something out of the workbook: our bug, which must never be ignored."""


class OurWorksheet(Worksheet):  # type: ignore[misc]  # XlsxWriter has no types
    """A worksheet for our own formulas, whose functions every Excel has (SUMIFS, SUMPRODUCT, EXACT, …).

    XlsxWriter would search each formula for thirty functions of newer Excels, which takes a fifth of a ledger's time.
    """

    def _prepare_formula(self, formula: str, expand_future_functions: bool = False) -> str:
        return formula.removeprefix("=")


def checked(code: object) -> None:
    """Raise NotWrittenError where XlsxWriter's return code says that it left something out."""
    if isinstance(code, int) and code < 0:
        raise NotWrittenError(f"XlsxWriter left something out of the workbook (code {code})")


def looks_live(text: str) -> bool:
    """Whether a program might treat the text as a formula once someone edits the cell."""
    return text.startswith(_LOOKS_LIVE)


def safe_text(text: str) -> str:
    """The text as a cell can hold it: plain line feeds, no control characters, cut with a visible note if too long."""
    if text.isprintable() and 2 * len(text) <= MOST_CHARACTERS:  # a quick answer for nearly every text
        return text
    text = _UNWRITABLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    if 2 * len(text) <= MOST_CHARACTERS or _units(text) <= MOST_CHARACTERS:  # no character takes more than two units
        return text
    note = CUT_NOTE.format(length=len(text))
    kept = text[: MOST_CHARACTERS - _units(note)]
    while _units(kept) + _units(note) > MOST_CHARACTERS:  # characters beyond the basic plane count twice
        kept = kept[: len(kept) - max(1, (_units(kept) + _units(note) - MOST_CHARACTERS) // 2)]
    return kept + note


def _units(text: str) -> int:
    return len(text) + sum(ord(character) > 0xFFFF for character in text)


def put_text(sheet: Worksheet, row: int, column: int, text: str, style: Format) -> None:
    """Write the text as text, whatever it looks like; a blank cell where it is empty."""
    shown = safe_text(text)
    if shown:
        checked(sheet.write_string(row, column, shown, style))
    else:
        checked(sheet.write_blank(row, column, None, style))


def put_number(sheet: Worksheet, row: int, column: int, number: int | float, style: Format) -> None:
    """Write the number. Raises ValueError where a workbook cannot hold it exactly (nan, infinite, over 15 digits)."""
    if not math.isfinite(number) or abs(number) >= SAFE_INTEGER:
        raise ValueError(f"a workbook cannot hold {number}")
    checked(sheet.write_number(row, column, number, style))


def put_date(sheet: Worksheet, row: int, column: int, day: date, style: Format) -> None:
    """Write the day as a real date, or as text where it is before 1900, when Excel's calendar begins."""
    if day.year < 1900:
        put_text(sheet, row, column, day.isoformat(), style)
        return
    checked(sheet.write_datetime(row, column, datetime(day.year, day.month, day.day), style))


def put_formula(sheet: Worksheet, row: int, column: int, formula: str, value: int | float | str, style: Format) -> None:
    """Write a formula of our own with its value, so that programs that do not calculate show it too.

    Raises ValueError for a text that does not begin with "=".
    """
    if not formula.startswith("="):
        raise ValueError(f"not a formula: {formula}")
    checked(sheet.write_formula(row, column, formula, style, value))


def put_link(sheet: Worksheet, row: int, column: int, target: str, text: str, style: Format) -> None:
    """Write a text that links to ``target`` ("internal:…" or "external:…"), which must be of our own making.

    Raises ValueError for any other kind of target.
    """
    if not target.startswith(("internal:", "external:")):
        raise ValueError(f"not a link of ours: {target}")
    checked(sheet.write_url(row, column, target, style, safe_text(text)))


def sheet_name(wanted: str, taken: Collection[str]) -> str:
    """A sheet name that Excel accepts and that is still free: 31 characters, no ``[]:*?``, no slashes."""
    name = _NOT_IN_SHEET_NAMES.sub("_", wanted).strip(" '")[:LONGEST_SHEET_NAME].strip(" '") or "시트"
    used = {other.casefold() for other in taken}
    number, unique = 2, name
    while unique.casefold() in used:
        ending = f"({number})"
        unique, number = name[: LONGEST_SHEET_NAME - len(ending)] + ending, number + 1
    return unique


def table_name(sheet: str) -> str:
    """The name of the sheet's table: "표_자료". Unique like the sheet names, unless two differ only in characters that
    become "_" here.
    """
    return "표_" + re.sub(r"[^\w.]", "_", sheet)


def quoted(sheet: str) -> str:
    """A sheet's name as formulas and links write it."""
    return "'" + sheet.replace("'", "''") + "'"
