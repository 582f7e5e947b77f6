"""One of the officer's numbers -> a whole number in our unit, by the same grammar as for returns.

Comes in: an ``OwnTotal`` and the unit. Goes out: a ``Reading``. Three things are allowed here but not in returns,
because the number is compared with ours anyway: formulas that take values from her other files; amounts in thousands of
won, by a header or a number format; and counts that look like a date without its format.
"""

from __future__ import annotations

import math
import re
from dataclasses import replace
from decimal import Decimal

from pipeline.alongside.tables import SCALES, OwnTotal
from pipeline.model.cells import Cell, CellKind
from pipeline.normalise import LARGEST_AMOUNT_WON, Reading, read_amount, read_count
from pipeline.normalise.display import number_format

_ENDS_WITH_SCALE = re.compile(rf".*?({'|'.join(sorted(SCALES, key=len, reverse=True))})\s*")


def read_own(total: OwnTotal, unit: str, *, date_1904: bool = False) -> Reading:
    """Her number in ``unit``; UNREADABLE with the rule that says why, NOT_APPLICABLE for "-" and 해당없음."""
    cell = _in_won(total) if unit == "원" else _plain(total.cell)
    if unit == "원":
        return read_amount(cell, allow_negative=True, date_1904=date_1904)
    units = (unit,)
    return read_count(cell, units=units, allow_negative=True, maximum=LARGEST_AMOUNT_WON, date_1904=date_1904)


def step_of(total: OwnTotal, unit: str) -> int:
    """The unit of her number in won: 1,000 for 천원."""
    if unit != "원":
        return 1
    cell = total.cell
    if cell.kind is CellKind.TEXT:
        own = _ENDS_WITH_SCALE.fullmatch(str(cell.value))
        return SCALES[own[1]] if own else 1 if _ends_with_unit(cell) else SCALES.get(total.scale, 1)
    return 1 if number_format(cell).scale else SCALES.get(total.scale, 1)


def _in_won(total: OwnTotal) -> Cell:
    """Her cell with the table's unit after the number, unless the unit is there already."""
    cell = total.cell
    if not total.scale or cell.is_date or cell.kind not in (CellKind.NUMBER, CellKind.TEXT):
        return _plain(cell)
    if cell.kind is CellKind.TEXT:
        return cell if _ends_with_unit(cell) else replace(cell, value=f"{cell.value}{total.scale}")
    code = number_format(cell)
    if code.scale or code.percent or not math.isfinite(cell.value if isinstance(cell.value, int | float) else 0):
        return _plain(cell)
    stored = f"{Decimal(cell.raw or str(cell.value)).normalize():f}"
    return replace(_plain(cell), kind=CellKind.TEXT, value=f"{stored}{total.scale}", raw="", number_format="@")


def _ends_with_unit(cell: Cell) -> bool:
    return not str(cell.value).strip()[-1:].isdecimal()


def _plain(cell: Cell) -> Cell:
    """A stored number without its format and formula; anything else as it is."""
    if cell.kind is not CellKind.NUMBER or cell.is_date:
        return cell
    is_own = cell.number_format == "General" or number_format(cell).scale > 0
    return replace(cell, formula="", number_format="#,##0" if is_own else cell.number_format)
