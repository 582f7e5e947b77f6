"""The region's answers in the sheet 수정요청 of the copy that it sent back.

Comes in: a workbook as read. Goes out: one ``Answer`` per answered row, personal data masked. A sheet of that name that
is not ours, or whose headings were changed, gives no answers.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.forms.stamp import (
    ANSWER_HEAD,
    ANSWERED_BAND,
    CELL_HEAD,
    LONGEST_ANSWER,
    PROBLEM_HEAD,
    RETURN_SHEET,
    RETURN_TITLE,
    RULE_HEAD,
    SHEET_HEAD,
    VALUE_HEAD,
    WHOLE_FILE,
)
from pipeline.model.cells import SheetReading, WorkbookReading
from pipeline.model.returns import Answer
from pipeline.normalise import display_of, shortened

MOST_ROWS = 20_000
_HEADS = (SHEET_HEAD, CELL_HEAD, ANSWER_HEAD, RULE_HEAD)
_CELLS = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})(?:~([A-Z]{1,3})([1-9][0-9]{0,6}))?")


def answers_of(workbook: WorkbookReading) -> tuple[Answer, ...]:
    """The answers of every sheet of requests, from the top down; blank ones are left out."""
    sheets = [sheet for sheet in workbook.sheets if sheet.name.startswith(RETURN_SHEET)]
    return tuple(answer for sheet in sheets if _text(sheet, 1, 1).startswith(RETURN_TITLE) for answer in _of(sheet))


def is_request_list(workbook: WorkbookReading) -> bool:
    """Whether the workbook is only a list of requests, which the office sends where a file cannot be marked."""
    first = [_text(sheet, 1, 1) for sheet in workbook.sheets if sheet.cells]
    return bool(first) and all(text.startswith(RETURN_TITLE) for text in first)


def _of(sheet: SheetReading) -> Iterator[Answer]:
    row = next((row for (row, _), cell in sorted(sheet.cells.items()) if cell.value == ANSWER_HEAD), 0)
    columns = {_text(sheet, row, column): column for at, column in sheet.cells if at == row}
    if not set(_HEADS) <= set(columns):
        return
    is_earlier = False
    for below in range(row + 1, max(at for at, _ in sheet.cells) + 1):
        is_earlier |= _text(sheet, below, 1).startswith(ANSWERED_BAND)
        where, cells, text, rule = (_text(sheet, below, columns[head]) for head in _HEADS)
        if text and rule:
            named = frozenset(_named_cells(cells)) or frozenset({""})
            value, asked = (_text(sheet, below, columns.get(head, 0)) for head in (VALUE_HEAD, PROBLEM_HEAD))
            about = (value, asked) if is_earlier else None
            yield Answer(rule, "" if where == WHOLE_FILE else where, named, text, about)


def _text(sheet: SheetReading, row: int, column: int) -> str:
    """A cell's text, cut later than in a message, because a reason or a list of cells may be long."""
    cell = sheet.cells.get((row, column))
    if cell is not None and isinstance(cell.value, str):
        return shortened(cell.value, LONGEST_ANSWER)
    return display_of(cell)


def _named_cells(text: str) -> Iterator[str]:
    """ "F9~F11, F20" -> F9, F10, F11, F20."""
    for column, first, _, last in _CELLS.findall(text):
        rows = range(int(first), min(int(last or first), int(first) + MOST_ROWS) + 1)
        yield from (f"{column}{row}" for row in rows)
