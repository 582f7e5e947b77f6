"""Numbers derived from figures, calculated a second time from their keys: "a ÷ b", "a − previous a", "a + b".

Comes in: a run and a key. Goes out: an exact fraction. ``count.derived`` calculates sums, shares and changes for the
report; this is an independent second calculation, so it shares nothing with that module but the signs in the keys.
"""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from pipeline.count.derived import DIVIDED, LESS, MARKS, PLUS, PREVIOUS
from pipeline.model.result import RunResult

_NUMBER = re.compile(r"([△-]?)([0-9][0-9,]*)(?:\.([0-9]+))?")


def recomputed(result: RunResult, key: str) -> Fraction | None:
    """The value of a key. None where a side of "÷" or "−" has no value, "÷" would divide by 0, or no part of a sum has
    one; a figure that the run does not know has none.
    """
    top, divided, bottom = key.partition(DIVIDED)
    if divided:
        above, below = recomputed(result, top), recomputed(result, bottom)
        return above / below if above is not None and below else None
    first, less, second = key.partition(LESS)
    if less:
        minuend, subtrahend = recomputed(result, first), recomputed(result, second)
        return minuend - subtrahend if minuend is not None and subtrahend is not None else None
    values = [_value(result, part) for part in key.split(PLUS)]
    known = [value for value in values if value is not None]
    return Fraction(sum(known)) if known else None


def _value(result: RunResult, name: str) -> int | None:
    figures = result.previous if name.startswith(PREVIOUS) else result.figures
    key = name.removeprefix(PREVIOUS)
    return figures.by_key(key).value if figures is not None and key in figures else None


def is_printed_as(text: str, key: str, value: Fraction, *, drawn: float | None = None, alone: bool = True) -> bool:
    """Whether a text begins with the value of a key, rounded half up to the decimals of the text.

    A quotient has one decimal and is a percentage where "%" follows it; where nothing follows, as in a column of rates,
    it may be either. A decrease may lack its sign only in a sentence (not ``alone``), where a word says so. Amounts of
    money that are ``alone`` may be in thousands of won. ``drawn`` is the length of a bar, None for a text.
    """
    match = _NUMBER.match(text)
    if match is None:
        return False
    digits, number = len(match[3] or ""), Decimal(f"{match[2].replace(',', '')}.{match[3] or '0'}")
    is_change = LESS in key
    if (value < 0) != bool(match[1]) and not (is_change and not alone and not match[1]) and number != 0:
        return False
    if DIVIDED in key and digits != 1:
        return False
    behind = text[match.end() :].rstrip(MARKS)
    scales = (1,) if DIVIDED not in key else (100,) if behind.startswith("%") else (1,) if behind else (1, 100)
    for scale in scales:
        exact = value * scale
        if drawn is not None and abs(drawn - float(exact)) > 1e-9 * max(1.0, abs(drawn)):
            continue
        if _half_up(abs(exact), digits) == number:
            return True
    return drawn is None and alone and is_won(key) and not digits and abs(abs(value) / 1000 - Fraction(number)) <= 1


def is_won(key: str) -> bool:
    """Whether a key consists only of amounts of money, added up or subtracted."""
    names = [name for part in key.split(LESS) for name in part.split(PLUS)]
    return DIVIDED not in key and all(name.removeprefix(PREVIOUS).split(" ")[0].endswith("_won") for name in names)


def _half_up(value: Fraction, digits: int) -> Decimal:
    exact = Decimal(value.numerator) / Decimal(value.denominator)
    return exact.quantize(Decimal(1).scaleb(-digits), rounding=ROUND_HALF_UP)
