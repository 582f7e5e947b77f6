"""The functions and operators of formulas that we calculate ourselves, over plain values.

Comes in: values and ranges of values. Goes out: what Excel would calculate, or ``UNKNOWN``. Text in arithmetic and
errors are UNKNOWN, because programs treat them differently. No cell is looked up here.

Where the last binary digit decides (a comparison, a rounding), numbers are taken as spreadsheet programs take them, to
15 significant digits: 2875 * 0.088 is 253 there and a little less for Python.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from decimal import ROUND_DOWN, ROUND_FLOOR, ROUND_HALF_UP, ROUND_UP, Decimal
from enum import Enum
from functools import partial


class _Unknown(Enum):
    UNKNOWN = "unknown"


UNKNOWN = _Unknown.UNKNOWN
Value = int | float | str | bool | None | _Unknown  # None is a blank cell
Area = list[list[Value]]
Operand = Value | Area

MOST_ROUNDED = 10**15  # Excel keeps no more digits than that
NOISE = 1e-12  # what adding and subtracting fractions may leave; programs differ about when they take it for nothing
_PATTERN = re.compile(r"[*?~]|^[<>=]")
_LIKE_A_NUMBER = re.compile(r"(?=.*[0-9])[\s0-9.,:/()%+₩$-]+|true|false", re.IGNORECASE)
_PLAIN_NUMBER = re.compile(r"[+-]?[0-9]{1,15}(?:\.[0-9]{1,15})?")


def single(value: Operand) -> Value:
    """The one value of an operand; UNKNOWN for a range of several cells."""
    if isinstance(value, list):
        return value[0][0] if len(value) == 1 and len(value[0]) == 1 else UNKNOWN
    return value


def _number(value: Value) -> int | float | None:
    """A value as a number in arithmetic: a blank is 0, a truth value 1 or 0; None for text, which programs treat
    differently.
    """
    if value is None:
        return 0
    return None if isinstance(value, str | _Unknown) else +value


def computed(sign: str, left: Value, right: Value) -> Value:
    """Two values added, subtracted, multiplied or divided."""
    a, b = _number(left), _number(right)
    if a is None or b is None or (sign == "/" and b == 0):
        return UNKNOWN
    if sign == "/":
        return a / b
    return a * b if sign == "*" else a + b if sign == "+" else a - b


def compared(sign: str, left: Value, right: Value) -> Value:
    """Whether a comparison of two values holds."""
    if left is UNKNOWN or right is UNKNOWN:
        return UNKNOWN
    a, b = _number(left), _number(right)
    if a is not None and b is not None:
        a, b = _as_shown(a), _as_shown(b)
        of_two_kinds = None not in (left, right) and isinstance(left, bool) is not isinstance(right, bool)
        if of_two_kinds or 0 < abs(a - b) < NOISE * max(1, abs(a), abs(b)):
            return UNKNOWN
    if sign in ("=", "<>"):
        return _equal(left, right) is (sign == "=")
    if a is None or b is None:
        return UNKNOWN
    return {"<": a < b, ">": a > b, "<=": a <= b, ">=": a >= b}[sign]


def _as_shown(number: int | float) -> int | float:
    """A number as spreadsheet programs take it: to 15 significant digits."""
    return float(f"{number:.15g}") if isinstance(number, float) else number


def _equal(left: Value, right: Value) -> bool:
    """As Excel compares: letters of any case, a blank equal to 0 and to nothing, text never equal to a number."""
    if left is None or right is None:
        other = right if left is None else left
        return other in (None, "", 0)
    if isinstance(left, str) and isinstance(right, str):
        return left.casefold() == right.casefold()
    if isinstance(left, str | _Unknown) or isinstance(right, str | _Unknown):
        return False
    return _as_shown(left) == _as_shown(right)


def _meets(value: Value, wanted: Value) -> bool | None:
    """Whether a cell meets the criterion of a SUMIF; None where programs differ: Excel takes text that looks like a
    number for that number, LibreOffice does so only for some, and takes a truth value for 1 or 0.
    """
    texts = [each for each in (value, wanted) if isinstance(each, str)]
    of_one_kind = isinstance(value, bool) is isinstance(wanted, bool)
    if value is None or (_equal(value, wanted) and of_one_kind):
        return value is not None
    if (of_one_kind and not texts) or not all(_LIKE_A_NUMBER.fullmatch(text) for text in texts):
        return False
    a, b = (_read_as_number(each) for each in (value, wanted))
    return False if a is not None and b is not None and a != b else None


def _read_as_number(value: Value) -> int | float | None:
    """A number, or plain text that looks like one, as a number; None for other text, for example a date."""
    if isinstance(value, str):
        return float(value) if _PLAIN_NUMBER.fullmatch(value) else None
    return _number(value)


def _flat(arguments: Sequence[Operand]) -> Iterator[tuple[Value, bool]]:
    """(value, whether it comes from a cell) for every argument."""
    for argument in arguments:
        if isinstance(argument, list):
            yield from ((value, True) for line in argument for value in line)
        else:
            yield argument, False


def _numbers(arguments: Sequence[Operand]) -> list[int | float] | None:
    """The numbers of all arguments, without text in cells, as in Excel; None where one of them is unknown."""
    found: list[int | float] = []
    for value, in_cell in _flat(arguments):
        if value is UNKNOWN or (isinstance(value, str) and not in_cell):
            return None
        if isinstance(value, int | float) and not isinstance(value, bool):
            found.append(value)
    return found


def _sum_of(arguments: Sequence[Operand]) -> Value:
    numbers = _numbers(arguments)
    return UNKNOWN if numbers is None else sum(numbers)


def _count_of(arguments: Sequence[Operand]) -> Value:
    """How many numbers there are; errors in cells are not counted, as in Excel."""
    values = [value for value, in_cell in _flat(arguments) if not isinstance(value, _Unknown)]
    if len(values) < sum(1 for _ in _flat(arguments)):
        return UNKNOWN
    return sum(isinstance(value, int | float) and not isinstance(value, bool) for value in values)


def _sum_if(arguments: Sequence[Operand]) -> Value:
    """SUMIF over equal values; UNKNOWN for patterns and comparisons in the criterion. The amounts have the shape of the
    range that is searched (a sheet's last rows, all blank, may be cut off from either).
    """
    if len(arguments) not in (2, 3) or not isinstance(arguments[0], list):
        return UNKNOWN
    wanted = single(arguments[1])
    amounts = arguments[-1] if len(arguments) == 3 else arguments[0]
    if wanted in (UNKNOWN, None, "") or not isinstance(amounts, list):
        return UNKNOWN
    if isinstance(wanted, str) and _PATTERN.search(wanted):
        return UNKNOWN
    total: int | float = 0
    for names, values in zip(arguments[0], amounts, strict=False):
        for name, value in zip(names, values, strict=False):
            is_met = None if name is UNKNOWN else _meets(name, wanted)
            if is_met is False:
                continue
            if is_met is None or value is UNKNOWN:
                return UNKNOWN
            total += value if isinstance(value, int | float) and not isinstance(value, bool) else 0
    return total


def _if(arguments: Sequence[Operand]) -> Operand:
    if len(arguments) not in (2, 3):
        return UNKNOWN
    condition = _number(single(arguments[0]))
    if condition is None:
        return UNKNOWN
    if condition:
        return arguments[1]
    return arguments[2] if len(arguments) == 3 else False


def _logical(decide: Callable[[Iterable[object]], bool], arguments: Sequence[Operand]) -> Value:
    values = [_number(single(argument)) for argument in arguments]
    return UNKNOWN if not values or None in values else decide(values)


def _rounded(way: str, arguments: Sequence[Operand]) -> Value:
    """ROUND, ROUNDUP and ROUNDDOWN; halves are rounded away from zero, as in Excel."""
    numbers = [_number(single(argument)) for argument in arguments]
    if len(numbers) != 2 or numbers[0] is None or not isinstance(numbers[1], int) or abs(numbers[1]) > 9:
        return UNKNOWN
    return _cut(numbers[0], numbers[1], way)


def _whole(arguments: Sequence[Operand]) -> Value:
    """INT: down to the next whole number, also below zero."""
    number = _number(single(arguments[0])) if len(arguments) == 1 else None
    return UNKNOWN if number is None else _cut(number, 0, ROUND_FLOOR)


def _cut(number: int | float, places: int, way: str) -> Value:
    """A number with so many decimal places; UNKNOWN where Excel keeps no more digits, or where the last digits decide
    and programs differ.
    """
    if not abs(number) < MOST_ROUNDED:
        return UNKNOWN
    readings = {str(number)} if isinstance(number, int) else {f"{number:.{digits}g}" for digits in (14, 15)}
    if abs(number) < NOISE:
        readings.add("0")
    if way == ROUND_HALF_UP and places == 0:  # here LibreOffice takes the number as it is
        readings.add(str(number))
    results = {Decimal(each).quantize(Decimal(1).scaleb(-places), rounding=way) for each in readings}
    if len(results) > 1:
        return UNKNOWN
    return int(results.pop()) if places <= 0 else float(results.pop())


def _of_numbers(work_out: Callable[[list[int | float]], int | float], arguments: Sequence[Operand]) -> Value:
    """A function over all numbers of its arguments; UNKNOWN where there is none."""
    numbers = _numbers(arguments)
    return work_out(numbers) if numbers else UNKNOWN


def _sum_of_products(arguments: Sequence[Operand]) -> Value:
    """SUMPRODUCT over ranges of one shape that hold numbers and blanks."""
    columns = [[value for line in area for value in line] for area in arguments if isinstance(area, list)]
    shapes = {(len(area), len(area[0]) if area else 0) for area in arguments if isinstance(area, list)}
    if not columns or len(columns) < len(arguments) or len(shapes) > 1:
        return UNKNOWN
    numbers = [[_number(value) for value in column] for column in columns]
    if any(number is None for column in numbers for number in column):
        return UNKNOWN
    return sum(math.prod(number or 0 for number in line) for line in zip(*numbers, strict=True))


FUNCTIONS: dict[str, Callable[[Sequence[Operand]], Operand]] = {
    "SUM": _sum_of,
    "PRODUCT": partial(_of_numbers, math.prod),
    "COUNT": _count_of,
    "SUMIF": _sum_if,
    "IF": _if,
    "AND": partial(_logical, all),
    "OR": partial(_logical, any),
    "ROUND": partial(_rounded, ROUND_HALF_UP),
    "ROUNDUP": partial(_rounded, ROUND_UP),
    "ROUNDDOWN": partial(_rounded, ROUND_DOWN),
    "INT": _whole,
    "MAX": partial(_of_numbers, max),
    "MIN": partial(_of_numbers, min),
    "AVERAGE": partial(_of_numbers, lambda numbers: sum(numbers) / len(numbers)),
    "SUMPRODUCT": _sum_of_products,
}
