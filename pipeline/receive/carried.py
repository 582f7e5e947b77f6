"""Names that people write only once, in the first of several rows: the round, a project.

Comes in: the rows of a table, by row and column id. Goes out: the same rows with those names filled in, and a note. It
must not fill in what may have been forgotten: where a table repeats a name in adjoining rows anywhere, its blanks stay
blank.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from pipeline.forms.form import Column, TableForm
from pipeline.korean import MOST_CELLS, some_of
from pipeline.model.cells import Cell, cell_address
from pipeline.model.findings import Finding, Place
from pipeline.normalise import clean_text, display_of, fold_name
from pipeline.rules.catalogue import finding


def carry_down(
    form: TableForm, rows: dict[int, dict[str, Cell]], columns: Mapping[str, int], place_of: Callable[[str], Place]
) -> Iterator[Finding]:
    """Fill in, in ``rows``, a name that is written once for the rows right below it; one finding for all."""
    column = form.columns[0]  # columns further right are written anew in every row
    if not (column.carry_down or column.dimension == "round"):
        return
    filled = list(_filled(form, column, rows)) if column.id in columns else []
    if filled:
        places = [cell_address(row, columns[column.id]) for row in filled]
        listed = some_of(places, MOST_CELLS, "개 칸")
        value = display_of(rows[filled[0]][column.id])
        yield finding("BOOK-076", place_of(places[0]), value=value, label=column.label, listed=listed)


def _filled(form: TableForm, column: Column, rows: dict[int, dict[str, Cell]]) -> Iterator[int]:
    """Fills the column with the value of the row right above where that is meant; yields the rows that were filled."""
    if any(
        _told(cells, column) and _told(cells, column) == _told(rows.get(row - 1, {}), column)
        for row, cells in rows.items()
    ):
        return
    asked = [other.id for other in form.columns if other.required and not other.formula and other is not column]
    key = [other for other in form.columns if other.dimension in form.keyed_by and other is not column]
    seen: set[tuple[str, ...]] = set()
    for row in sorted(rows):
        cells, above = rows[row], rows.get(row - 1, {})
        if _told(cells, column):
            seen.clear()
        elif (
            not _told(above, column)
            or 2 * sum(bool(cells.get(name)) for name in asked) < len(asked)
            or any(not _told(cells, other) for other in key)
            or tuple(_told(cells, other) for other in key) in seen - {()}
        ):
            continue
        else:
            cells[column.id] = above[column.id]
            yield row
        seen.add(tuple(_told(cells, other) for other in key))


def _told(cells: Mapping[str, Cell], column: Column) -> str:
    """What a cell names, however it is spelt; "" where there is nothing to see."""
    cell = cells.get(column.id)
    return "" if cell is None else fold_name(clean_text(display_of(cell)).text)
