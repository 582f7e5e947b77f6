"""Formulas that Excel stored once for a whole block, written out for each of its cells.

Comes in: the first cell's formula and the distance to another cell of the block. Goes out: the formula as it reads
there. Only references move; nothing is calculated.
"""

from __future__ import annotations

import re

from pipeline.model.cells import column_letters, column_number

LAST_ROW = 1_048_576
LAST_COLUMN = 16_384

# Text and quoted sheet names stay as they are; so do names that only look like a reference (LOG10(, Tax2021, [1]).
_TOKEN = re.compile(
    r"""
    "(?:[^"]|"")*"                                      # text
    | '(?:[^']|'')*'                                    # quoted sheet name
    | \[[^\]]*\]                                        # another workbook, or a table's column
    | (?<![\w.$])(?P<span>\$?[A-Z]{1,3}:\$?[A-Z]{1,3}|\$?[0-9]+:\$?[0-9]+)(?![\w.(])
    | (?<![\w.$])(?P<dollar>\$?)(?P<letters>[A-Z]{1,3})(?P<fix>\$?)(?P<row>[1-9][0-9]{0,6})(?![\w.(!])
    """,
    re.VERBOSE,
)
_SPAN_END = re.compile(r"(\$?)([A-Z]+|[0-9]+)")


def moved_formula(formula: str, rows: int, columns: int) -> str:
    """``formula`` as it reads ``rows`` below and ``columns`` to the right of its own cell; "$" pins a row or column."""

    def moved(token: re.Match[str]) -> str:
        if token["span"]:
            return _SPAN_END.sub(lambda end: _moved_end(end[1], end[2], rows, columns), token["span"])
        if token["letters"]:
            column = _moved_end(token["dollar"], token["letters"], rows, columns)
            row = _moved_end(token["fix"], token["row"], rows, columns)
            return "#REF!" if "#REF!" in (column, row) else column + row
        return token[0]

    return _TOKEN.sub(moved, formula) if rows or columns else formula


def _moved_end(pinned: str, name: str, rows: int, columns: int) -> str:
    if pinned:
        return pinned + name
    if name.isdigit():
        row = int(name) + rows
        return str(row) if 1 <= row <= LAST_ROW else "#REF!"
    column = column_number(name) + columns
    return column_letters(column) if 1 <= column <= LAST_COLUMN else "#REF!"
