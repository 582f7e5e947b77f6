"""Formulas whose value changes by itself: today's date, a random number.

Comes in: a workbook as read and a formula's text. Goes out: whether such a function decides the formula's value.
Formulas are followed through the cells that they name; anything beyond cells (defined names, other files) is not known
here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from pipeline.model.cells import Cell, WorkbookReading, column_number
from pipeline.model.findings import Effect, Finding, Place
from pipeline.normalise import display_of, shortened
from pipeline.rules.catalogue import worded_finding

VOLATILE = "BOOK-064"
LONGEST_CHAIN = 20
MOST_CELLS = 2_000  # looked at for one formula

_BY_ITSELF = re.compile(r"(?<![\w.])(?:TODAY|NOW|RAND|RANDBETWEEN|RANDARRAY)\s*\(", re.IGNORECASE)
_TEXT = re.compile(r'"(?:[^"]|"")*"')
_REFERENCE = re.compile(
    r"(?:(?P<sheet>'(?:[^'\[\]]|'')+'|[^\W0-9][\w.]*)!)?(?<![\w.$])\$?(?P<column>[A-Z]{1,3})\$?(?P<row>[1-9][0-9]{0,6})"
    r"(?::\$?(?P<last_column>[A-Z]{1,3})\$?(?P<last_row>[1-9][0-9]{0,6}))?(?![\w.(!])"
)


def changes_by_itself(workbook: WorkbookReading, sheet: str, formula: str) -> bool:
    """Whether the value of ``formula`` in a cell of ``sheet`` may be different the next time the file is opened."""
    seen: set[tuple[str, int, int]] = set()
    waiting = [(sheet, formula)]
    for _ in range(LONGEST_CHAIN):
        following: list[tuple[str, str]] = []
        for home, text in waiting:
            plain = _TEXT.sub('""', text)
            if _BY_ITSELF.search(plain):
                return True
            following += [
                (name, cell.formula) for name, cell in _cells_named(workbook, home, plain, seen) if cell.formula
            ]
        if not following:
            return False
        waiting = following
    return False


def volatile_finding(
    workbook: WorkbookReading, cell: Cell | None, label: str, place: Place, **where: Any
) -> Finding | None:
    """The finding about a cell whose value changes by itself; None for any other."""
    if cell is None or not cell.formula or not changes_by_itself(workbook, place.sheet, cell.formula):
        return None
    words: dict[str, object] = {
        "label": label,
        "value": display_of(cell),
        "formula": shortened(f"={cell.formula}"),
    }
    return worded_finding(VOLATILE, place, words, effect=Effect.KEPT, **where)


def _cells_named(
    workbook: WorkbookReading, home: str, formula: str, seen: set[tuple[str, int, int]]
) -> Iterator[tuple[str, Cell]]:
    """The cells that a formula names and that are not in ``seen`` yet, each with its sheet."""
    for found in _REFERENCE.finditer(formula):
        name = found["sheet"].strip("'").replace("''", "'") if found["sheet"] else home
        sheet = workbook.sheet(name)
        if sheet is None:
            continue
        top, left = int(found["row"]), column_number(found["column"])
        bottom = min(int(found["last_row"] or top), sheet.last_row)
        right = column_number(found["last_column"]) if found["last_column"] else left
        if (bottom - top + 1) * (right - left + 1) > MOST_CELLS:
            continue
        for place in ((row, column) for row in range(top, bottom + 1) for column in range(left, right + 1)):
            if place in sheet.cells and (name, *place) not in seen and len(seen) < MOST_CELLS:
                seen.add((name, *place))
                yield name, sheet.cells[place]
