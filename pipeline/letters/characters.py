"""Characters that are invisible or look like others: cleaned in one place, counted, never guessed; and when two names
are the same.

Comes in: the text of a cell, or a name of the settings. Goes out: the same text without control and zero-width
characters, with ordinary spaces and composed Hangul, and a count of what was removed; or the key of a name. It must not
use NFKC (that destroys the dots of Korean names) and must not drop anything visible.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")  # how OOXML writes a character that XML cannot hold
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
# Zero-width and direction marks, the soft hyphen, and the Hangul fillers that look like a space.
_INVISIBLE = re.compile("[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\u3164\ufeff\uffa0]")
_PRIVATE = re.compile("[\ue000-\uf8ff\U000f0000-\U000ffffd\U00100000-\U0010fffd]")  # meaningful in one font only
# What Hancom's word processor and Word's symbol fonts store for signs that have a Unicode character of their own.
_KNOWN_PRIVATE = {0xF02B1 + place: 0x2460 + place for place in range(20)} | {
    0xF02EF: 0x00B7,
    0xF0A7: 0x25AA,
    0xF0B7: 0x2022,
    0xF0D8: 0x25B6,
    0xF0E0: 0x2192,
    0xF0FC: 0x2713,
}
NO_SUCH_LETTER = "?"
_PRINTABLE_ODD = re.compile("_x|[\u3164\uffa0]")  # an escape, or a filler: odd, but printable to Python
_SPACE = re.compile("[\t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]")
DOTS = "․·・ㆍ･‧•∙⋅"
_QUOTES = "‘’'『』「」\"“”`"
_FOLD = str.maketrans(dict.fromkeys(DOTS, "·") | dict.fromkeys(_QUOTES))
_WIDE = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0xFFE6: 0x20A9}


@dataclass(frozen=True, slots=True)
class CleanText:
    """A cleaned text; ``removed`` counts characters taken out, ``spaces`` odd spaces replaced by ordinary ones.

    ``signs`` counts private-use characters replaced by the sign that they show, ``unknown`` those whose sign is not
    known, replaced by a question mark. ``unescaped`` holds the visible characters that were stored as ``_x0030_``: in a
    number they change the number.
    """

    text: str
    removed: int = 0
    spaces: int = 0
    unescaped: str = ""
    signs: int = 0
    unknown: int = 0

    @property
    def changes(self) -> tuple[str, ...]:
        """What was done, in Korean, for a note; empty where nothing was."""
        done = []
        if self.removed:
            done.append(f"보이지 않는 글자 {self.removed}개를 지움")
        if self.spaces:
            done.append("특수 공백을 보통 공백으로 바꿈")
        if self.unescaped:
            done.append("'_x0000_' 꼴로 저장된 글자를 되돌림")
        if self.signs:
            done.append(f"한글 등 한 프로그램에만 있는 기호 {self.signs}개를 같은 뜻의 기호로 바꿈")
        if self.unknown:
            done.append(f"다른 컴퓨터에서는 보이지 않는 글자 {self.unknown}개를 '{NO_SUCH_LETTER}'로 바꿈")
        return tuple(done)


@lru_cache(maxsize=2_000)  # labels, names and answers stand in one return after the other
def clean_text(text: str) -> CleanText:
    """``text`` in NFC, with line feeds as line ends, without outer white space and without anything that a document
    cannot hold.
    """
    if text.isprintable() and not _PRINTABLE_ODD.search(text):  # nearly every text
        return CleanText(unicodedata.normalize("NFC", text.strip()))
    unescaped: list[str] = []

    def decode(match: re.Match[str]) -> str:
        character = chr(int(match[1], 16))
        if character.isprintable() and not character.isspace():
            unescaped.append(character)
        return character

    text = _ESCAPE.sub(decode, text).replace("\r\n", "\n").replace("\r", "\n")
    text, controls = _CONTROL.subn("", text)
    text, invisible = _INVISIBLE.subn("", text)
    text, spaces = _SPACE.subn(" ", text)
    text, signs, unknown = _without_private(text) if _PRIVATE.search(text) else (text, 0, 0)
    text = unicodedata.normalize("NFC", text.strip())
    return CleanText(text, controls + invisible, spaces, "".join(unescaped), signs, unknown)


def _without_private(text: str) -> tuple[str, int, int]:
    """The text with known private-use characters replaced by what they show and others by a question mark; and the
    number of each.
    """
    signs = sum(ord(letter) in _KNOWN_PRIVATE for letter in text)
    text, unknown = _PRIVATE.subn(NO_SUCH_LETTER, text.translate(_KNOWN_PRIVATE))
    return text, signs, unknown


def one_line(text: str) -> str:
    """``text`` with every run of white space (line breaks too) as one space."""
    return " ".join(text.split())


def fold_width(text: str) -> str:
    """``text`` with full-width ASCII (１，％，～) as ordinary ASCII and ￦ as ₩; character for character."""
    return text.translate(_WIDE)


def fold_name(text: str) -> str:
    """The key under which two spellings of a name are equal: for comparing, never for printing.

    Composed Hangul, half-width and lower-case ASCII, every middle dot as "·", no quote marks, no white space at all.
    """
    folded = fold_width(clean_text(text).text).translate(_FOLD)
    return unicodedata.normalize("NFC", "".join(folded.split())).lower()
