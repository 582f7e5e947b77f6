"""Labels as people retype them -> the columns of a form.

Comes in: a sheet's cells and a table's declaration. Goes out: the header row and the worksheet column of each
declared column, found by text and never by position. It must not guess: a label is known (exactly, or through the
form's own list of other spellings) or it is not; a near miss is told, never used.
"""

from __future__ import annotations

import difflib
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from pipeline.cells import Cell, CellKind, SheetReading
from pipeline.forms.form import Column, TableForm

HEADER_SEARCH_ROWS = 40
DOTS = str.maketrans(dict.fromkeys("․·・ㆍ･‧•∙⋅", "·"))


def fold_label(text: object) -> str:
    """A label without what people change without noticing: spaces, line breaks, dots' kind, width, a closing "*"."""
    folded = unicodedata.normalize("NFKC", str(text).translate(DOTS))
    return "".join(folded.split()).replace("\u200b", "").rstrip("*＊").casefold()


@dataclass(frozen=True, slots=True)
class HeaderMatch:
    """Where a table's header was found. ``retyped`` maps column ids to the text that stands there instead of the
    label.
    """

    row: int
    columns: Mapping[str, int]
    retyped: Mapping[str, str]
    duplicates: tuple[tuple[str, str, int, int], ...]  # (column id, text, first column, second column)
    unknown: tuple[tuple[int, str], ...]  # (worksheet column, text) of labels that are not the form's
    missing: tuple[Column, ...]  # required columns that are not there

    @property
    def is_complete(self) -> bool:
        return not self.missing and not self.duplicates

    def nearest_to(self, column: Column) -> str:
        """An unknown header text that may be a misspelling of ``column``'s label, or ""."""
        texts = {fold_label(text): text for _, text in self.unknown}
        near = difflib.get_close_matches(fold_label(column.label), list(texts), n=1, cutoff=0.6)
        return texts[near[0]] if near else ""


def rows_of(sheet: SheetReading) -> dict[int, dict[int, Cell]]:
    """The sheet's cells by row, then column, both ascending."""
    rows: dict[int, dict[int, Cell]] = {}
    for (row, column), cell in sorted(sheet.cells.items()):
        rows.setdefault(row, {})[column] = cell
    return rows


def known_labels(columns: Iterable[Column]) -> dict[str, tuple[Column, bool]]:
    """Folded text -> (column, whether it is the label itself rather than another spelling)."""
    known: dict[str, tuple[Column, bool]] = {}
    for column in columns:
        for alias in column.aliases:
            known.setdefault(fold_label(alias), (column, False))
    for column in columns:
        known[fold_label(column.label)] = (column, True)
    return known


def find_header(rows: Mapping[int, Mapping[int, Cell]], table: TableForm, first_row: int = 1) -> HeaderMatch | None:
    """The row that matches most of the table's labels among the first rows; None where fewer than two match.

    A single-column table needs its one label. The earliest row wins among equals.
    """
    known = known_labels(table.columns)
    best: HeaderMatch | None = None
    needed = min(2, len(table.columns))
    for row, cells in rows.items():
        if row < first_row or row > first_row + HEADER_SEARCH_ROWS:
            continue
        match = _match_row(row, cells, known, table)
        if len(match.columns) >= needed and (best is None or len(match.columns) > len(best.columns)):
            best = match
    return best


def _match_row(
    row: int, cells: Mapping[int, Cell], known: Mapping[str, tuple[Column, bool]], table: TableForm
) -> HeaderMatch:
    columns: dict[str, int] = {}
    retyped: dict[str, str] = {}
    duplicates: list[tuple[str, str, int, int]] = []
    unknown: list[tuple[int, str]] = []
    for number, cell in cells.items():
        if cell.kind is not CellKind.TEXT:
            continue
        found = known.get(fold_label(cell.value))
        if found is None:
            unknown.append((number, str(cell.value)))
            continue
        column, is_label = found
        if column.id in columns:
            duplicates.append((column.id, str(cell.value), columns[column.id], number))
            continue
        columns[column.id] = number
        if not is_label:
            retyped[column.id] = str(cell.value)
    missing = tuple(column for column in table.columns if column.required and column.id not in columns)
    return HeaderMatch(row, columns, retyped, tuple(duplicates), tuple(unknown), missing)


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
            found = known.get(fold_label(str(cell.value).rstrip(":：")))
            if found and found[0].id not in places:
                places[found[0].id] = (row, merge_ends.get((row, number), number) + 1)
    return places
