"""Labels, as people retype them -> the columns of a form.

Comes in: a sheet's cells and a table's declaration. Goes out: the header row and the worksheet column of each declared
column, found by text and never by position. It must not guess: a label is known (exactly, or through the form's list of
other spellings) or it is not; a near miss is reported, never used.
"""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from pipeline.forms.form import Column, TableForm
from pipeline.model.cells import Cell, CellKind, SheetReading

HEADER_SEARCH_ROWS = 40
NEAR, NEARER = 0.6, 0.7  # how similar a label must be to count as a misspelling of a required column, and of any other
_UNIT = re.compile(r"(.+)\(([^()]+)\)")
_NUMBERED = re.compile(r"\A\s*(?:\([0-9]{1,2}\)|[0-9]{1,2}\s*[.)]|[①-⑳]|[가-하][.)]|[-·○●□■※▶])\s*(?=[가-힣])")
DOTS = str.maketrans(dict.fromkeys("․·・ㆍ･‧•∙⋅", "·"))


@lru_cache(maxsize=8192)  # the same labels occur in every file
def fold_label(text: str) -> str:
    """A label without what people change unnoticed: spaces, line breaks, the kind of dots, character width, a final
    "*".
    """
    folded = unicodedata.normalize("NFKC", text.translate(DOTS))
    return "".join(folded.split()).replace("\u200b", "").rstrip("*＊").casefold()


@dataclass(frozen=True, slots=True)
class HeaderMatch:
    """Where a table's header was found. ``columns`` maps column ids to worksheet columns."""

    row: int
    columns: Mapping[str, int]
    duplicates: tuple[tuple[str, str, int, int], ...]  # (column id, text, first column, second column)
    unknown: tuple[tuple[int, str], ...]  # (worksheet column, text) of labels that are not in the form
    missing: tuple[Column, ...]  # required columns that are not there
    absent: tuple[Column, ...]  # other columns that are not there

    @property
    def is_complete(self) -> bool:
        return not self.missing and not self.duplicates

    def misspelt(self) -> dict[str, tuple[int, str]]:
        """Column id -> (worksheet column, text) of an unknown label that is probably meant for it. Only for missing
        columns that are required, or that hold numbers, which would be lost without notice.
        """
        texts = {fold_label(text): (number, text) for number, text in self.unknown}
        found: dict[str, tuple[int, str]] = {}
        for column in (*self.missing, *self.absent):
            for text in [text for text in texts if changed_unit(column.label, text) is not None][:1]:
                found[column.id] = texts.pop(text)
        wanted = [(column, NEAR) for column in self.missing if column.id not in found]
        wanted += [(column, NEARER) for column in self.absent if column.is_number and column.id not in found]
        for column, cutoff in wanted:
            near = difflib.get_close_matches(fold_label(column.label), list(texts), n=1, cutoff=cutoff)
            if near:
                found[column.id] = texts.pop(near[0])
        return found


def changed_unit(label: str, text: str) -> tuple[str, str] | None:
    """(the form's unit, the sender's) where a label differs from the form's only in its unit."""
    form, typed = (_UNIT.fullmatch(fold_label(one)) for one in (label, text))
    if form is None or typed is None or form[1] != typed[1] or form[2] == typed[2]:
        return None
    return form[2], typed[2].removeprefix("단위:")


def rows_of(sheet: SheetReading) -> dict[int, dict[int, Cell]]:
    """The sheet's cells by row, then column, both ascending."""
    rows: dict[int, dict[int, Cell]] = {}
    for (row, column), cell in sorted(sheet.cells.items()):
        rows.setdefault(row, {})[column] = cell
    return rows


def known_labels(columns: Iterable[Column]) -> dict[str, Column]:
    """Folded text -> column; a label takes precedence over another column's alternative spelling."""
    known: dict[str, Column] = {}
    for column in columns:
        for alias in column.aliases:
            known.setdefault(fold_label(alias), column)
    for column in columns:
        known[fold_label(column.label)] = column
    return known


def column_of(known: Mapping[str, Column], text: str) -> Column | None:
    """The column that a label names, also after an item number ("1. 사업명", "① 동"; but "2회차" is not 회차)."""
    return known.get(fold_label(text)) or known.get(fold_label(_NUMBERED.sub("", text)))


def find_header(rows: Mapping[int, Mapping[int, Cell]], table: TableForm, first_row: int = 1) -> HeaderMatch | None:
    """The row that matches most of the table's labels among the first rows; None where fewer than two match.

    A single-column table needs only its one label. Of equally good rows the first one wins.
    """
    known = known_labels(table.columns)
    best: HeaderMatch | None = None
    needed = min(2, len(table.columns))
    for row, cells in rows.items():
        if row > first_row + HEADER_SEARCH_ROWS:
            break
        if row < first_row or len(cells) < needed:
            continue
        match = _match_row(row, cells, known, table)
        if len(match.columns) >= needed and (best is None or len(match.columns) > len(best.columns)):
            best = match
            if len(best.columns) == len(table.columns):
                break
    return best


def _match_row(row: int, cells: Mapping[int, Cell], known: Mapping[str, Column], table: TableForm) -> HeaderMatch:
    columns: dict[str, int] = {}
    duplicates: list[tuple[str, str, int, int]] = []
    unknown: list[tuple[int, str]] = []
    for number, cell in cells.items():
        if cell.kind is not CellKind.TEXT:
            continue
        found = column_of(known, str(cell.value))
        if found is None:
            unknown.append((number, str(cell.value)))
            continue
        if found.id in columns:
            duplicates.append((found.id, str(cell.value), columns[found.id], number))
            continue
        columns[found.id] = number
    lacking = [column for column in table.columns if column.id not in columns]
    return HeaderMatch(
        row,
        columns,
        tuple(duplicates),
        tuple(unknown),
        tuple(column for column in lacking if column.required),
        tuple(column for column in lacking if not column.required),
    )


def find_fields(
    rows: Mapping[int, Mapping[int, Cell]], fields: Iterable[Column], before_row: int, sheet: SheetReading
) -> dict[str, tuple[int, int]]:
    """Where the header block's values stand: field id -> (row, column) of the cell beside the label.

    The value's cell is the next one to the right of the label (of the label's whole merge, where it is merged).
    """
    known = known_labels(fields)
    merge_ends = {(top, left): right for top, left, _, right in sheet.merged}
    places: dict[str, tuple[int, int]] = {}
    for row, cells in rows.items():
        if row >= before_row:
            break
        for number, cell in cells.items():
            if cell.kind is not CellKind.TEXT:
                continue
            found = _field_of(known, cell)
            if found and found.id not in places:
                places[found.id] = (row, merge_ends.get((row, number), number) + 1)
    return places


def labels_of_no_field(
    rows: Mapping[int, Mapping[int, Cell]], fields: Iterable[Column], before_row: int, sheet: SheetReading
) -> list[Cell]:
    """Texts of the header block that stand like labels, beside a cell with something in it, but are those of no
    field. What stands above all fields is the legend of colours.
    """
    fields = tuple(fields)
    known, values = known_labels(fields), set(find_fields(rows, fields, before_row, sheet).values())
    first_row = min((row for row, _ in values), default=1)
    merge_ends = {(top, left): right for top, left, _, right in sheet.merged}
    found = []
    for row, cells in rows.items():
        for number, cell in cells.items() if first_row <= row < before_row else ():
            if cell.kind is not CellKind.TEXT or (row, number) in values or _field_of(known, cell):
                continue
            place = (row, merge_ends.get((row, number), number) + 1)
            beside = cells.get(place[1])
            if beside is not None and not (beside.kind is CellKind.TEXT and _field_of(known, beside)):
                found.append(cell)
                values.add(place)
    return found


def _field_of(known: Mapping[str, Column], cell: Cell) -> Column | None:
    return column_of(known, str(cell.value).rstrip(":："))
