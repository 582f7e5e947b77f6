"""Amounts in print: won in the data, thousands of won on paper where a reader loses nothing by it.

Comes in: columns of amounts with their totals. Goes out: the amounts as printed and their unit. The rule:

1. Thousands are rounded by the largest remainder: the total is rounded half up, and the parts that come nearest to the
   next thousand are the ones rounded up. A printed column always adds up, and no part is off by a whole thousand.
2. A column that is the difference of two others (잔액 = 교부 − 집행) is printed as the difference of what is printed.
3. Where thousands would print a non-zero amount as 0 or be a whole thousand off, or where a column does not add up even
   in won, the whole table is printed in won. Rates are calculated from won, never from rounded amounts.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from pipeline.count.derived import Shown

THOUSAND = 1000
WON, THOUSANDS = "원", "천원"


@dataclass(frozen=True, slots=True)
class Amounts:
    """One column: the amounts of the rows, their total, and the positions of the two columns it is the difference of,
    if any.
    """

    rows: tuple[Shown, ...]
    total: Shown
    difference_of: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Printed:
    """``columns`` holds, for each column, the printed rows and then the total; None where there is no amount.
    ``is_rounded`` says whether printing in ``unit`` changed any amount.
    """

    unit: str
    columns: tuple[tuple[int | None, ...], ...]
    is_rounded: bool


def in_thousands(amounts: Sequence[int]) -> list[int]:
    """The amounts (won) in thousands; they add up to the rounded sum exactly, each less than one thousand off."""
    target = half_up(sum(amounts))
    floors = [amount // THOUSAND for amount in amounts]
    by_remainder = sorted(range(len(amounts)), key=lambda index: (-(amounts[index] % THOUSAND), index))
    for index in by_remainder[: target - sum(floors)]:
        floors[index] += 1
    return floors


def half_up(amount: int) -> int:
    """An amount (won) in thousands, half away from zero."""
    return int((Decimal(amount) / THOUSAND).quantize(Decimal(1), rounding=ROUND_HALF_UP))


def printed(columns: Sequence[Amounts]) -> Printed:
    """The columns as they are printed, by the rule at the top of this module."""
    exact = tuple((*(_won(one) for one in column.rows), _won(column.total)) for column in columns)
    if not all(_adds_up(column) for column in exact):
        return Printed(WON, exact, is_rounded=False)
    rounded = [_rounded_column(column) for column in exact]
    for position, column in enumerate(columns):
        pair = column.difference_of
        if pair and _is_difference(exact[position], exact[pair[0]], exact[pair[1]]):
            rounded[position] = _less(rounded[pair[0]], rounded[pair[1]])
    result = tuple(rounded)
    cells = [cell for one, other in zip(exact, result, strict=True) for cell in zip(one, other, strict=True)]
    if not all(_is_near(amount, shown) for amount, shown in cells):
        return Printed(WON, exact, is_rounded=False)
    return Printed(
        THOUSANDS, result, is_rounded=any(shown is not None and shown * THOUSAND != amount for amount, shown in cells)
    )


def _won(shown: Shown) -> int | None:
    return None if shown.value is None else int(shown.value)


def _adds_up(column: Sequence[int | None]) -> bool:
    *rows, total = column
    known = [amount for amount in rows if amount is not None]
    return total is None or sum(known) == total


def _rounded_column(column: Sequence[int | None]) -> tuple[int | None, ...]:
    *rows, total = column
    thousands = iter(in_thousands([amount for amount in rows if amount is not None]))
    parts = [None if amount is None else next(thousands) for amount in rows]
    return (*parts, None if total is None else half_up(total))


def _is_difference(column: Sequence[int | None], first: Sequence[int | None], second: Sequence[int | None]) -> bool:
    """Whether the rows of a column are ``first`` less ``second``. The total is not compared: it may lack rows that the
    others have.
    """
    rows = list(zip(column, first, second, strict=True))[:-1]
    return any(c is not None for c, _, _ in rows) and all(
        c is None if a is None or b is None else c == a - b for c, a, b in rows
    )


def _less(first: Sequence[int | None], second: Sequence[int | None]) -> tuple[int | None, ...]:
    """The printed rows of ``first`` less ``second``, and their sum as the total."""
    pairs = list(zip(first, second, strict=True))[:-1]
    rows = [None if a is None or b is None else a - b for a, b in pairs]
    return (*rows, sum(row for row in rows if row is not None))


def _is_near(amount: int | None, shown: int | None) -> bool:
    """Whether printing in thousands keeps the amount recognisable: less than a thousand off, and 0 only for zero."""
    if amount is None or shown is None:
        return amount is shown
    return abs(shown * THOUSAND - amount) < THOUSAND and (shown != 0 or amount == 0)
