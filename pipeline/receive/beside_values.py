"""Numbers in places that are not read: in a comment, in a picture, in a column that the sender added.

Comes in: the tables of a return and the workbook. Goes out: findings; none of these numbers is counted. Only a number
that may be meant for the form is reported: on a filled cell, only a comment with a different number in the column's
unit.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import partial

from pipeline.forms.form import Column, Form, TableForm
from pipeline.forms.stamp import OWN_NOTE
from pipeline.korean import MOST_CELLS, some_of
from pipeline.model.cells import CellKind, SheetReading, WorkbookReading
from pipeline.model.findings import Finding, Place
from pipeline.model.returns import RawTable
from pipeline.normalise import display_of, shortened, shows_anything
from pipeline.receive.labels import fold_label
from pipeline.receive.row_kinds import is_typed_number
from pipeline.rules.catalogue import worded_finding

IN_COMMENT, IN_COMMENT_TOO, IN_PICTURE, IN_OWN_COLUMN = "BOOK-066", "BOOK-082", "BOOK-067", "BOOK-068"
_UNIT = re.compile(r"\(([^()]+)\)$")
_SHARED_LETTERS = 2
# Labels that suggest a count or an amount, whatever the form calls it; then labels of things that are only kept for the
# record.
_COUNTING = re.compile(
    r"인원|참석|추가|실적|건수|횟수|금액|집행|상담|지원|발굴|온라인|[0-9]주|\((?:명|건|회|가구|세대|곳|개소?|원)\)$"
)
_KEPT_BESIDE = re.compile(
    r"연번|순번|번호|내선|전화|코드|연령|나이|전년|전월|지난|목표|누계|누적|합계|총계|소계|예산|단가"
)


def check_beside_values(
    form: Form, tables: Mapping[str, RawTable], workbook: WorkbookReading, file: str
) -> Iterator[Finding]:
    """The findings about numbers beside the values of the tables."""
    for table_id, raw in tables.items():
        sheet = workbook.sheet(raw.sheet)
        if sheet is not None:
            table, place = form.table(table_id), partial(Place, file, raw.sheet)
            yield from _in_comments(table, raw, sheet, place)
            yield from _in_pictures(table, raw, sheet, place)
            yield from _in_own_columns(table, raw, sheet, place)


def _in_comments(table: TableForm, raw: RawTable, sheet: SheetReading, place: partial[Place]) -> Iterator[Finding]:
    """A number in a comment on a cell of a number column, in a row of the table, where the cell is blank or has another
    number.
    """
    rows = {row.row: row for row in raw.rows} if sheet.comments else {}
    ids = {number: column_id for column_id, number in raw.columns.items()}
    for (row, number), comment in sheet.comments.items():
        column = table.column(ids[number]) if number in ids else None
        text = OWN_NOTE.sub("", comment)
        if row not in rows or column is None or not column.is_number or column.formula:
            continue
        cell = rows[row].cells.get(column.id)
        where = place(raw.address(column.id, row))
        words: dict[str, object] = {"label": column.label, "value": shortened(text)}
        if cell is None or not shows_anything(cell):
            if any(character.isdecimal() for character in text):
                yield worded_finding(IN_COMMENT, where, words, table=table.id, row=row)
        elif (told := numbers_in_unit(text, column)) and (typed := display_of(cell)) not in told:
            yield worded_finding(IN_COMMENT_TOO, where, {**words, "typed": typed}, table=table.id, row=row)


def numbers_in_unit(text: str, column: Column) -> set[str]:
    """The numbers in a comment that carry the column's unit, as they are written."""
    unit = _UNIT.search(column.label)
    return set(re.findall(rf"(?<![0-9,])([0-9][0-9,]*+)\s*+{re.escape(unit[1])}", text)) if unit else set()


def _in_pictures(table: TableForm, raw: RawTable, sheet: SheetReading, place: partial[Place]) -> Iterator[Finding]:
    """A picture on or below the labels of a table in which nobody filled in a row."""
    given = {column.id for column in table.columns if column.prefilled or column.formula}
    is_filled = any(name not in given and shows_anything(cell) for row in raw.rows for name, cell in row.cells.items())
    if not is_filled and any(bottom >= raw.header_row for _, bottom in sheet.pictures):
        where = place(raw.first_cell(raw.header_row))
        yield worded_finding(IN_PICTURE, where, {"sheet": sheet.name, "title": table.title}, table=table.id)


def _in_own_columns(table: TableForm, raw: RawTable, sheet: SheetReading, place: partial[Place]) -> Iterator[Finding]:
    """Numbers under a label that the sender added and that sounds like one of ours, or like a count. Nothing where one
    of our columns has lost its label: that is already reported.
    """
    measured = [column for column in table.columns if column.measure and column.is_number]
    if any(column.id not in raw.columns for column in measured):
        return
    for (row, number), label in sheet.cells.items():
        if row != raw.header_row or number in raw.columns.values() or label.kind is not CellKind.TEXT:
            continue
        near = next((column for column in measured if _sounds_like(str(label.value), column)), None)
        numbers = [
            cell
            for line in raw.rows
            if (cell := sheet.cells.get((line.row, number))) is not None and is_typed_number(cell)
        ]
        may_be_ours = near is not None or _COUNTING.search(fold_label(str(label.value)))
        if numbers and may_be_ours and not _KEPT_BESIDE.search(str(label.value)):
            words: dict[str, object] = {
                "value": display_of(label),
                "listed": some_of([cell.address for cell in numbers], MOST_CELLS, "개 칸"),
                "label": "', '".join(column.label for column in ([near] if near is not None else measured)),
            }
            yield worded_finding(IN_OWN_COLUMN, place(label.address), words, table=table.id)


def _sounds_like(label: str, column: Column) -> bool:
    """Whether a label has the unit of a column of ours, or shares a word with it."""
    own, ours = fold_label(label), fold_label(column.label)
    units = [found[1] for text in (own, ours) if (found := _UNIT.search(text))]
    if len(units) > 1 and units[0] == units[1]:
        return True
    stems = [_UNIT.sub("", text) for text in (own, ours)]
    pieces = (stems[1][start : start + _SHARED_LETTERS] for start in range(len(stems[1]) - 1))
    return any(piece in stems[0] for piece in pieces)
