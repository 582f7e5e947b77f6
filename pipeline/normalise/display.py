"""What the sender sees in a cell, for messages; and where that differs from what is stored.

Comes in: a raw cell. Goes out: one short line of text with personal data masked, and what the number format does to the
number. It must not decide whether a value may be used. Fraction formats are shown as decimals.
"""

from __future__ import annotations

import operator
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache

from pipeline.letters.characters import clean_text, one_line
from pipeline.model.cells import Cell, CellKind
from pipeline.normalise.personal import find_in_cell, mask, stored_text

LONGEST_SHOWN = 80  # characters of a value that a message repeats
_CLOCK_CODES = frozenset(("h", "m", "s", "[h]", "[m]", "[s]", "[hh]", "[mm]", "[ss]"))
_MOST_DECIMALS = 9
_LAST_SERIAL = 2_958_465  # 9999-12-31, the last day of Excel's calendar

_TOKEN = re.compile(r'"[^"]*"?|\\.|_.|\*.|\[[^\]]*\]?|[0#?]+|General|.', re.DOTALL | re.IGNORECASE)
_PLACEHOLDERS = re.compile(r"([0#?,]*)(?:\.([0#?,]*))?")
_CONDITION = re.compile(r"\[(<=|>=|<>|<|>|=)\s*(-?[0-9]+(?:\.[0-9]+)?)\]")
_COMPARED = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
    "=": operator.eq,
    "<>": operator.ne,
}
_SCALE_WORD = re.compile("[천만억조KkMm]|[0-9]")  # 0"천원" shows 6 for 6,000; 0"00" shows 600 for 6


@dataclass(frozen=True, slots=True)
class NumberFormat:
    """What one section of a format code does to a number. ``plain``: it is shown as stored, as far as we understand
    codes. ``scale`` counts the commas that each divide by a thousand. ``hidden`` shows nothing at all, ``literal`` a
    text instead of the number, ``clock`` a time; with ``own_sign`` the section itself says how a minus looks, with
    ``exponent`` it shows 1.23E+06, with ``broken`` it puts other signs between the digits.
    """

    prefix: str = ""
    suffix: str = ""
    decimals: int = 0
    whole_digits: int = 0
    thousands: bool = False
    scale: int = 0
    percent: bool = False
    hidden: bool = False
    literal: bool = False
    plain: bool = False
    clock: bool = False
    own_sign: bool = False
    exponent: bool = False
    broken: bool = False

    @property
    def shows_another_number(self) -> bool:
        """Whether the sender sees a number that is smaller or larger than the stored one, such as by a factor of a
        thousand.
        """
        return self.scale > 0 or self.broken or bool(_SCALE_WORD.search(self.prefix + self.suffix))


def number_format(cell: Cell) -> NumberFormat:
    """What the cell's format code does to its own number: the section for its sign, or the one whose condition it
    fulfils, counts.
    """
    value = cell.value if isinstance(cell.value, int | float) else 0
    sections = _sections(cell.number_format)
    if any(map(_condition, sections)):
        return _section_format(_conditional(sections, value))
    if value < 0 and len(sections) > 1:
        return replace(_section_format(sections[1]), own_sign=True)
    return _section_format(sections[2] if value == 0 and len(sections) > 2 else sections[0])


def shows_other_digits(cell: Cell) -> bool:
    """Whether a number that only names something (a month, a region) is displayed as a different number."""
    code = number_format(cell)
    return code.shows_another_number or code.percent or code.literal


def display_of(cell: Cell | None, *, date_1904: bool = False) -> str:
    """What the sender sees: "1,234명", "85%", "#REF!", "2021-03-05" for a date, "참(TRUE)"; "" for a blank.

    A formula that was never calculated is shown as "=SUM(D4:D9)". One line, at most ``LONGEST_SHOWN`` characters,
    personal data masked.
    """
    if cell is None:
        return ""
    if cell.kind is CellKind.UNCALCULATED:
        return shortened(f"={cell.formula}")
    if isinstance(cell.value, bool):
        return "참(TRUE)" if cell.value else "거짓(FALSE)"
    if isinstance(cell.value, int | float):
        shown = _shown_number(cell, cell.value, date_1904)
        return "*" * len(shown) if find_in_cell(cell) else shown
    return shortened("" if cell.value is None else cell.value)


def shows_anything(cell: Cell) -> bool:
    """Whether there is anything to see in the cell: blanks alone, and a formula that gives "", show nothing."""
    return cell.kind is not CellKind.TEXT or bool(clean_text(str(cell.value)).text)


def date_of_serial(serial: int | float, *, date_1904: bool = False) -> date | None:
    """The day of a date serial (its time of day dropped); None where Excel knows no such day (also for 1900-02-29)."""
    if not 0 < serial < _LAST_SERIAL + 1:  # excludes nan too
        return None
    days = int(serial)
    if date_1904:
        return date(1904, 1, 1) + timedelta(days=days) if days <= _LAST_SERIAL - 1462 else None
    if days in (0, 60):
        return None
    return date(1899, 12, 31 if days < 60 else 30) + timedelta(days=days)


def shortened(text: str, longest: int = LONGEST_SHOWN) -> str:
    """A text as a message may repeat it: one line, personal data masked, at most ``longest`` characters."""
    text = mask(one_line(clean_text(text).text))
    return text if len(text) <= longest else text[: longest - 1] + "…"


def _shown_number(cell: Cell, value: int | float, date_1904: bool) -> str:
    if cell.is_date and (day := date_of_serial(value, date_1904=date_1904)):
        seconds = min(round((value - int(value)) * 86400), 86399)
        return f"{day}" if not seconds else f"{day} {(datetime.min + timedelta(seconds=seconds)):%H:%M}"
    code = number_format(cell)
    if code.plain or code.hidden or cell.is_date or not abs(value) < 1e15:
        return shortened(f"{code.prefix}{stored_text(cell)}{code.suffix}".strip())
    return _formatted(value, code)


def _formatted(value: int | float, code: NumberFormat) -> str:
    if code.literal:
        return code.prefix.strip()
    if code.exponent:
        return f"{code.prefix}{value:.{code.decimals}E}{code.suffix}".strip()
    number = Decimal(str(value)) * (100 if code.percent else 1) / 1000**code.scale
    number = number.quantize(Decimal(1).scaleb(-code.decimals), rounding=ROUND_HALF_UP)
    digits = f"{abs(number):{',' if code.thousands else ''}.{code.decimals}f}"
    if not code.thousands:
        whole, dot, rest = digits.partition(".")
        digits = whole.rjust(code.whole_digits, "0") + dot + rest
    return f"{'-' if number < 0 and not code.own_sign else ''}{code.prefix}{digits}{code.suffix}".strip()


@lru_cache(maxsize=512)
def _sections(code: str) -> tuple[tuple[str, ...], ...]:
    """The tokens of each section of a format code (";" inside quotes does not divide)."""
    sections: list[list[str]] = [[]]
    for token in _TOKEN.findall(code):
        if token == ";":
            sections.append([])
        else:
            sections[-1].append(token)
    return tuple(tuple(section) for section in sections)


def text_format(cell: Cell) -> tuple[str, str] | None:
    """What a text cell's format code prints before and after the text; None where it does not print the text at all."""
    sections = _sections(cell.number_format)
    tokens = sections[3] if len(sections) > 3 else sections[-1]
    if "@" not in tokens:
        return ("", "") if len(sections) < 4 else None
    place = tokens.index("@")
    return "".join(map(_literal, tokens[:place])), "".join(map(_literal, tokens[place + 1 :])).replace("@", "")


def shows_clock(code: str) -> bool:
    """Whether a format shows the time of day, so that people who see the cell are aware of it."""
    return any(token in ("h", "H", "s", "S") for tokens in _sections(code) for token in tokens)


def adds_to_date(code: str) -> bool:
    """Whether a date's format prints digits of its own, or shows some dates differently from others."""
    sections = _sections(code)
    printed = (_literal(token) for tokens in sections for token in tokens if token[0] in '"\\*')
    return any(map(_condition, sections)) or any(character.isdecimal() for text in printed for character in text)


def _condition(tokens: Sequence[str]) -> tuple[str, float] | None:
    for token in tokens:
        if found := _CONDITION.fullmatch(token):
            return found[1], float(found[2])
    return None


def _conditional(sections: Sequence[tuple[str, ...]], value: int | float) -> tuple[str, ...]:
    """The section that applies to a number where sections have conditions; a number that fits none is shown plainly."""
    conditions = [_condition(tokens) for tokens in sections[:2]]
    for tokens, condition in zip(sections, conditions, strict=False):
        if condition is not None and _COMPARED[condition[0]](value, condition[1]):
            return tokens
    rest = 2 if all(conditions) and len(conditions) > 1 else 1
    return sections[rest] if rest < len(sections) else ("General",)


@lru_cache(maxsize=512)
def _section_format(tokens: tuple[str, ...]) -> NumberFormat:
    if "".join(tokens).strip() in ("", "@"):
        return NumberFormat(hidden=not tokens, plain=bool(tokens))
    if any(token in ("/", "@") for token in tokens):
        return NumberFormat(plain=True)
    if any(token.lower() in _CLOCK_CODES for token in tokens):
        return NumberFormat(plain=True, clock=True)
    exponent = next((place for place, token in enumerate(tokens) if token in ("E", "e") and place), 0)
    if exponent:
        return replace(_section_format(tokens[:exponent]), exponent=True, scale=0, thousands=False)
    prefix, body, suffix, broken = _pieces(tokens)
    if body.casefold() == "general":
        return NumberFormat(prefix=prefix, suffix=suffix, plain=True)
    parts = _PLACEHOLDERS.fullmatch(body)
    if not body or parts is None:
        return NumberFormat(prefix=prefix, hidden=not prefix.strip(), literal=True)
    whole, decimals = parts[1], parts[2] or ""
    scale = len(decimals or whole) - len((decimals or whole).rstrip(","))
    if parts[2] is not None and decimals:
        scale += len(whole) - len(whole.rstrip(","))
    return NumberFormat(
        prefix=prefix,
        suffix=suffix,
        decimals=min(sum(ch in "0#?" for ch in decimals), _MOST_DECIMALS),
        whole_digits=whole.count("0"),
        thousands="," in whole.rstrip(","),
        scale=scale,
        percent="%" in prefix + suffix,
        broken=broken,
    )


def _pieces(tokens: Sequence[str]) -> tuple[str, str, str, bool]:
    """The texts before, within and after the digits, and whether anything else stands between the digits."""
    prefix, body, suffix, broken = "", "", "", False
    for token in tokens:
        if token[0] in "0#?" or token.casefold() == "general" or (token in (",", ".") and body and not suffix):
            broken = bool(suffix.strip())
            body += token
        elif body:
            suffix += _literal(token)
        else:
            prefix += _literal(token)
    return prefix, body, suffix, broken


def _literal(token: str) -> str:
    """The text that a token prints: quoted or escaped text, a currency sign; padding and colours print nothing."""
    if token[0] == '"':
        return token.strip('"')
    if token[0] == "\\":
        return token[1:]
    if token.startswith("[$"):
        return token[2:].rstrip("]").split("-")[0]
    if token[0] == "*" and token[1:].isdecimal():
        return token[1:]  # filled up with it
    return "" if token[0] in "_*[" else token
