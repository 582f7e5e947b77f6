"""Korean wording of values: particles that follow the last sound, counts, money, dates, lists.

Comes in: plain values and templates with named placeholders. Goes out: text. It must not know any rule, form or cell,
or read the clock: it only says how a value is written and spoken.

Particle specs in a template (``format_korean``):

    {region:이/가}      the value and its particle                  "1권역이"
    {n:,;을/를}         the value in a usual format, then particle   "1,270,000을"
    {value:~은/는}      the particle alone, for a value in quotes    '{value}'{value:~은/는} -> '3건'은
"""

from __future__ import annotations

import math
import re
import string
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from enum import Enum

WEEKDAYS = ("월", "화", "수", "목", "금", "토", "일")


class _Sound(Enum):
    OPEN = "no final consonant"
    RIEUL = "final ㄹ"
    CLOSED = "any other final consonant"
    UNKNOWN = "cannot be read aloud"


# First the form after a final consonant, then the one after a vowel.
PAIRS = frozenset(
    (
        "은/는", "이/가", "을/를", "과/와", "으로/로", "으로서/로서", "으로써/로써", "이나/나", "이라/라", "이란/란",
        "이라는/라는", "이라고/라고", "이며/며", "이고/고", "이든/든", "이면/면", "이므로/므로", "이지만/지만",
        "아/야", "이었/였", "이어서/여서",
    )
)  # fmt: skip

_DIGITS = (
    _Sound.CLOSED,  # 영
    _Sound.RIEUL,  # 일
    _Sound.OPEN,  # 이
    _Sound.CLOSED,  # 삼
    _Sound.OPEN,  # 사
    _Sound.OPEN,  # 오
    _Sound.CLOSED,  # 육
    _Sound.RIEUL,  # 칠
    _Sound.RIEUL,  # 팔
    _Sound.OPEN,  # 구
)
_LETTERS = {"l": _Sound.RIEUL, "r": _Sound.RIEUL, "m": _Sound.CLOSED, "n": _Sound.CLOSED}  # 엘, 알, 엠, 엔
_UNITS = {"kg": _Sound.CLOSED, "mg": _Sound.CLOSED, "g": _Sound.CLOSED, "t": _Sound.CLOSED}  # …그램, 톤
_UNITS |= dict.fromkeys(("km", "cm", "mm", "m", "l", "ml", "ha", "kb", "mb", "gb"), _Sound.OPEN)
_SYMBOLS = dict.fromkeys("%％‰㎡㎥㎞㎝㎜㎖ℓ℃°$＄€²³○●□■△▲", _Sound.OPEN)  # 퍼센트, 제곱미터, 도, 달러, 동그라미 …
_SYMBOLS |= dict.fromkeys("㎏㎎₩￦", _Sound.CLOSED)  # 킬로그램, 원
_BRACKETS = dict(zip(")）]］}〉》」』】", "(（[［{〈《「『【", strict=True))  # by the closing one
_SPOKEN_BRACKETS = "〉》」』】"  # these quote a name, which is spoken: 『함께 다시서기』를

_DATE_END = re.compile(r"(?:[0-9]{1,2}\.\s?[0-9]{1,2}\.|[0-9]{4}-[0-9]{2}-[0-9]{2})$")
_NUMBER_END = re.compile(r"([0-9][0-9,]*)(\.[0-9]+)?$")
_UNIT_END = re.compile(r"[0-9]\s?([A-Za-z]{1,2})$")
_READ = 300  # how many characters of a word's end are read, so that a pasted page costs no time
_TAIL = 60  # no spoken number or unit is longer
_QUIET = " \t\r\n\u00a0\u3000'\"’”,;:!?·…"  # closing quotes and punctuation; not the full stop, with which dates end


def particle(word: str, pair: str) -> str:
    """The one of ``pair`` ("은/는") that follows ``word``.

    The last *sound* decides, so 3 (삼) takes 은, 10,000 (만) takes 을, % (퍼센트) and PDF (에프) take 는, and the date
    "2021. 3. 5." (5일) takes 은. Decimals and codes with a leading zero are read digit by digit. After ㄹ, 으로 becomes
    로. Words in brackets at the end are not spoken ("1권역(녹번)" reads as 권역) unless there is nothing else; quote
    marks and 『』 are ignored. A word without a known reading takes both forms: "은(는)", "(으)로". Raises ValueError
    for a pair that is not in ``PAIRS``.
    """
    if pair not in PAIRS:
        raise ValueError(f"unknown pair of particles: {pair!r}")
    closed, open_ = pair.split("/")
    sound = _last_sound(word)
    if sound is _Sound.UNKNOWN:
        return f"({closed[: -len(open_)]}){open_}" if closed.endswith(open_) else f"{closed}({open_})"
    if sound is _Sound.RIEUL and closed.startswith("으로"):
        return open_
    return open_ if sound is _Sound.OPEN else closed


def attach(word: str, pair: str) -> str:
    """``word`` with its particle: ("권역", "이/가") -> "권역이"."""
    return f"{word}{particle(word, pair)}"


def _last_sound(word: str) -> _Sound:
    text = _without_brackets(unicodedata.normalize("NFC", word[-_READ:]))
    if _DATE_END.search(text[-_TAIL:]):
        return _Sound.RIEUL  # spoken as …일
    text = text.rstrip("".join(ch for ch in set(text) if not (ch.isalnum() or ch in _SYMBOLS)))
    if not text:
        return _Sound.UNKNOWN
    last = text[-1]
    if "가" <= last <= "힣":
        return {0: _Sound.OPEN, 8: _Sound.RIEUL}.get((ord(last) - 0xAC00) % 28, _Sound.CLOSED)
    if last in _SYMBOLS:
        return _SYMBOLS[last]
    if "ㄱ" <= last <= "ㅣ":  # names of letters: 리을, 기역; a vowel is its own name
        return _Sound.OPEN if last >= "ㅏ" else _Sound.RIEUL if last == "ㄹ" else _Sound.CLOSED
    if "①" <= last <= "⑳" or "Ⅰ" <= last <= "Ⅻ":
        return _sound_of_number(str(int(unicodedata.numeric(last))))
    return _sound_of_ascii(unicodedata.normalize("NFKC", text[-_TAIL:]))


def _without_brackets(text: str) -> str:
    """``text`` without the bracketed words at its end; the bracketed words themselves where there are no others."""
    text = text.rstrip(_QUIET)
    while text and text[-1] in _BRACKETS:
        start = _opening(text)
        inside, before = text[start + 1 : -1], text[: max(start, 0)]
        spoken_inside = text[-1] in _SPOKEN_BRACKETS or not any(ch.isalnum() for ch in before)
        text = (inside if spoken_inside else before).rstrip(_QUIET)
    return text


def _opening(text: str) -> int:
    """Index of the bracket that opens the one at the end of ``text``; -1 where there is none."""
    closing, depth = text[-1], 0
    for index in range(len(text) - 1, -1, -1):
        if text[index] == closing:
            depth += 1
        elif text[index] == _BRACKETS[closing]:
            depth -= 1
            if depth == 0:
                return index
    return -1


def _sound_of_ascii(text: str) -> _Sound:
    if number := _NUMBER_END.search(text):
        whole, decimals = number.groups()
        return _DIGITS[int(decimals[-1])] if decimals else _sound_of_number(whole.replace(",", ""))
    if (unit := _UNIT_END.search(text)) and unit[1].lower() in _UNITS:
        return _UNITS[unit[1].lower()]
    last = text[-1].lower()
    return _LETTERS.get(last, _Sound.OPEN) if "a" <= last <= "z" else _Sound.UNKNOWN


def _sound_of_number(digits: str) -> _Sound:
    zeros = len(digits) - len(digits.rstrip("0"))
    if zeros == 0 or digits.startswith("0"):  # 0, 010, 007 are read digit by digit
        return _DIGITS[int(digits[-1])]
    if zeros < 12:  # 십, 백, 천, 만, 억
        return _Sound.CLOSED
    if zeros < 16:  # 조
        return _Sound.OPEN
    return _Sound.CLOSED if zeros < 20 else _Sound.UNKNOWN  # 경; nobody reads larger numbers aloud


class _KoreanFormatter(string.Formatter):
    """Named placeholders only: no positions, attributes or indexes, so a template cannot reach into a value."""

    def get_field(self, field_name: str, args: Sequence[object], kwargs: Mapping[str, object]) -> tuple[object, str]:
        if field_name not in kwargs:
            raise KeyError(field_name)
        return kwargs[field_name], field_name

    def format_field(self, value: object, format_spec: str) -> str:
        before, _, pair = format_spec.rpartition(";")
        alone = pair.startswith("~")
        pair = pair.removeprefix("~")
        if not re.fullmatch(r"[가-힣]+/[가-힣]+", pair):
            return format(value, format_spec)
        shown = format(value, before) if before else str(value)
        return particle(shown, pair) if alone else attach(shown, pair)


_FORMATTER = _KoreanFormatter()


def format_korean(template: str, **words: object) -> str:
    """``template`` with its placeholders filled in, each with the right particle where it asks for one.

    See the module's docstring for the specs; any other spec is Python's own (``{n:,}``, ``{when:%Y}``). A value is
    never read as a template itself. Raises KeyError for a missing name (also for ``{}``, ``{0}``, ``{a.b}``,
    ``{a[0]}``) and ValueError for an unknown pair of particles.
    """
    return _FORMATTER.vformat(template, (), words)


def count_text(value: int | float | Decimal, unit: str) -> str:
    """A number with thousands separators and its unit: (3364, "명") -> "3,364명". Decimals are kept as they are."""
    return f"{value:,}{unit}"


def join_korean(items: Iterable[object], last: str = "및") -> str:
    """A list as official documents write it: "가", "가 및 나", "가, 나 및 다"; "" for none. ``last`` may be "또는"."""
    words = [str(item) for item in items]
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {last} {words[-1]}"


def won(value: int) -> str:
    """An amount in won: 1270000 -> "1,270,000원"."""
    return f"{value:,}원"


def korean_date(day: date, *, weekday: bool = False) -> str:
    """A date as official documents write it: "2021. 3. 5.", with ``weekday`` "2021. 3. 5.(금)"."""
    return f"{day.year}. {short_date(day, weekday=weekday)}"


def short_date(day: date, *, weekday: bool = False) -> str:
    """A date without its year: "3. 5.", with ``weekday`` "3. 5.(금)"."""
    return f"{day.month}. {day.day}." + (f"({WEEKDAYS[day.weekday()]})" if weekday else "")


def period(first: date, last: date) -> str:
    """Two dates, the year once where it is the same: "2020. 4. 20. ~ 6. 13."; a single day is written once."""
    if first == last:
        return korean_date(first)
    return f"{korean_date(first)} ~ {short_date(last) if first.year == last.year else korean_date(last)}"


def short_period(first: date, last: date) -> str:
    """Two dates without their year: "4. 20. ~ 6. 13."; with years where they differ."""
    if first.year != last.year:
        return period(first, last)
    return short_date(first) if first == last else f"{short_date(first)} ~ {short_date(last)}"


MOST_NAMES, MOST_CELLS = 8, 5  # names, and addresses of cells or rows, in one sentence


def some_of(names: Sequence[str], most: int = MOST_NAMES, counter: str = "개") -> str:
    """ "가, 나, 다"; of more than ``most``, "가, 나 등 12개"; ``counter`` is what they are counted in."""
    listed = ", ".join(names[:most])
    return f"{listed} 등 {len(names):,}{counter}" if len(names) > most else listed


def text_width(text: str) -> int:
    """Width in columns of a fixed-width font: 2 for a syllable of Hangul, 1 for a Latin letter or a digit."""
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)


def lines_needed(text: str, room: float, space: float = 1.0) -> int:
    """Lines that a text takes when it is broken between words, and inside words that are longer than a line. ``room``
    and ``space`` (between two words) are in columns, as in ``text_width``.
    """
    lines = 0
    for paragraph in text.split("\n"):
        used, lines = 0.0, lines + 1
        for word in paragraph.split(" "):
            size = text_width(word)
            if used and used + space + size > room:
                used, lines = 0.0, lines + 1
            further = max(0, math.ceil(size / room) - 1)
            used, lines = used + size - further * room + (space if used else 0), lines + further
    return lines
