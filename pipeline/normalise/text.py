"""Free text as people type it -> text that every output can hold.

Comes in: a raw cell (None for a blank one). Goes out: a ``Reading`` whose value is the text. It must not change
anything visible (line breaks stay), and it does not look for personal data: ``personal`` does that, for every cell.
"""

from __future__ import annotations

import math
import re

from pipeline.korean import attach
from pipeline.letters.characters import clean_text
from pipeline.model.cells import Cell
from pipeline.normalise.display import date_of_serial, display_of
from pipeline.normalise.personal import stored_text
from pipeline.normalise.reading import (
    DATE_AS_TEXT_NOTE,
    ESCAPED,
    LETTERS_NOTE,
    NOT_APPLICABLE_TEXTS,
    TEXT_NOTE,
    Reading,
    accepted,
    blank,
    not_applicable,
    refused,
    unusable,
)

LONGEST_TEXT = 2_000
TOO_LONG, NOT_FINITE = "CELL-060", "CELL-016"

_LEADING_ZEROS = re.compile("0{2,15}")


def read_text(cell: Cell | None, *, maximum: int = LONGEST_TEXT, date_1904: bool = False) -> Reading:
    """A text in NFC without characters that cannot be seen or printed, at most ``maximum`` characters long.

    A number becomes its digits ("3", never "3.0"; "0012" where the cell shows it so), a date cell its date, with a
    note. A lone dash and 해당없음 are NOT_APPLICABLE; 없음 is a text like any other. A character stored as ``_x0030_``
    that would change a number is refused.
    """
    if cell is None:
        return blank()
    if (refusal := unusable(cell)) is not None:
        return refusal
    typed = display_of(cell, date_1904=date_1904)
    if isinstance(cell.value, int | float):
        return _text_of_number(cell, cell.value, typed, date_1904)
    return _text_of_text(str(cell.value), typed, maximum)


def _text_of_text(text: str, typed: str, maximum: int) -> Reading:
    cleaned = clean_text(text)
    if any(ch.isdecimal() for ch in cleaned.unescaped):
        return refused(ESCAPED, typed)
    if not cleaned.text:
        return blank(typed, only_spaces=True)
    if (other := not_applicable(cleaned.text, typed, NOT_APPLICABLE_TEXTS)) is not None:
        return other
    if len(cleaned.text) > maximum:
        return refused(TOO_LONG, typed, length=len(cleaned.text), maximum=maximum)
    note = f"글을 다듬었습니다({', '.join(cleaned.changes)})." if cleaned.changes else ""
    return accepted(cleaned.text, typed, note, LETTERS_NOTE if cleaned.signs or cleaned.unknown else TEXT_NOTE)


def _text_of_number(cell: Cell, value: int | float, typed: str, date_1904: bool) -> Reading:
    if cell.is_date and (day := date_of_serial(value, date_1904=date_1904)):
        return accepted(str(day), typed, f"날짜 {attach(str(day), '을/를')} 글로 읽었습니다.", DATE_AS_TEXT_NOTE)
    if isinstance(value, float) and not math.isfinite(value):
        return refused(NOT_FINITE, typed)
    text = stored_text(cell)
    if _LEADING_ZEROS.fullmatch(cell.number_format) and text.isdigit():
        text = text.rjust(len(cell.number_format), "0")
    return accepted(text, typed)
