"""Texts of findings as they may be written into somebody's workbook: clean and masked.

Comes in: any text. Goes out: text that XML and Excel can hold. Personal data is masked here once more.
"""

from __future__ import annotations

import re
import unicodedata

from pipeline.normalise import mask

LONGEST_TEXT = 2_000
_CONTROL = "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff"
_INVISIBLE = "\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff"
_FORBIDDEN = re.compile(f"[{_CONTROL}{_INVISIBLE}]")
_BREAKS = re.compile(r"\s*[\r\n\t]+\s*")
_ESCAPE = re.compile("_(x[0-9A-Fa-f]{4}_)")
_NOT_IN_FILE_NAMES = re.compile(r'[<>:"/\\|?*\x00-\x1f]')
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com[0-9]|lpt[0-9])", re.IGNORECASE)
_LONGEST_NAME = 60
_MOST_CIRCLED = 20


def clean(text: str) -> str:
    """One line without control characters, direction marks and personal data."""
    plain = _FORBIDDEN.sub("", _BREAKS.sub(" ", text)).strip()
    shortened = plain if len(plain) <= LONGEST_TEXT else plain[: LONGEST_TEXT - 1] + "…"
    return mask(shortened)


def escaped_for_excel(text: str) -> str:
    """Text in which "_x0030_" stays as it is; Excel would read it as the character with that number."""
    return _ESCAPE.sub(r"_x005F_\1", text)


def file_stem(text: str) -> str:
    """A piece of a file name that Windows, macOS and Linux accept: composed Hangul, no special signs, never a reserved
    name.
    """
    name = _NOT_IN_FILE_NAMES.sub("_", clean(unicodedata.normalize("NFC", text)))[:_LONGEST_NAME].strip(" .")
    if not name.strip("_ "):
        return "파일"
    return f"_{name}" if _RESERVED.fullmatch(name.partition(".")[0].strip()) else name


def circled(number: int) -> str:
    """ "①"; "(21)" from 21 on, because not every font has those signs."""
    return chr(ord("①") + number - 1) if number <= _MOST_CIRCLED else f"({number})"
