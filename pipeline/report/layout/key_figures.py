"""The row of large key figures: how many stand side by side, and at which size the longest still fits.

Comes in: the printed values. Goes out: sizes in points and the two parts of a value. It must not know a file format.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.report.layout.column_widths import SCRIPT_GAP, text_width
from pipeline.report.layout.styles import CELL_MARGIN_TWIPS, KEY_VALUE_SIZE, TWIPS_PER_POINT

UNIT_SHARE = 0.6  # the unit beside a large number is smaller than its digits
_MOST_IN_A_ROW = 4
_SMALLEST_VALUE = 10.0


def number_in_a_row(items: int) -> int:
    """How many of ``items`` key figures stand side by side, so that the rows are about equally long."""
    return -(-items // -(-items // _MOST_IN_A_ROW))


def value_size(values: Sequence[str], width: int) -> float:
    """The size (pt) at which the longest value still stands on one line, at most the style's own."""
    inner = width - 2 * CELL_MARGIN_TWIPS
    widest = max(_value_width(value, KEY_VALUE_SIZE) for value in values)
    if widest <= inner:
        return KEY_VALUE_SIZE
    return max(_SMALLEST_VALUE, int(2 * KEY_VALUE_SIZE * inner / widest) / 2)


def split_unit(value: str) -> tuple[str, str]:
    """A printed value as its digits (with a sign) and its unit."""
    number = re.match(r"[^0-9]{0,2}[0-9][0-9,.]*", value)
    end = number.end() if number else len(value)
    return value[:end], value[end:]


def _value_width(value: str, size: float) -> int:
    digits, unit = split_unit(value)
    gap = round(size * TWIPS_PER_POINT * SCRIPT_GAP)
    return text_width(digits, size, bold=True) + gap + text_width(unit, size * UNIT_SHARE, bold=True)
