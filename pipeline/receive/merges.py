"""Merged cells in a table: a merged name applies to every row it covers, a merged number to none.

Comes in: a sheet's merges and where its table stands. Goes out: the cells to fill in, the cells that cannot be used,
and findings: one for each merge, however much it covers.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field

from pipeline.forms.form import Column, TableForm
from pipeline.model.cells import Cell, CellKind, SheetReading, cell_address
from pipeline.model.findings import Effect, Finding, Place
from pipeline.normalise import display_of
from pipeline.receive.labels import HeaderMatch
from pipeline.rules.catalogue import worded_finding

PlaceOf = Callable[[str, str], Place]
Area = tuple[int, int, int, int]


@dataclass(slots=True)
class Merges:
    """``filled`` are label cells by row, then column id, for the rows below a merge's first; ``reported`` are cells
    (row, column id) with a finding, because nobody can read them with certainty.
    """

    filled: dict[int, dict[str, Cell]] = field(default_factory=dict)
    reported: set[tuple[int, str]] = field(default_factory=set)
    findings: list[Finding] = field(default_factory=list)


def read_merges(
    sheet: SheetReading,
    rows: Mapping[int, Mapping[int, Cell]],
    form: TableForm,
    header: HeaderMatch,
    data_rows: Collection[int],
    place_of: PlaceOf,
) -> Merges:
    """What the merges in the table's ``data_rows`` mean. Merges in total lines and remarks cover no data row and are
    skipped.
    """
    found = Merges()
    columns = {number: form.column(column_id) for column_id, number in header.columns.items()}
    for area in sheet.merged:
        top, left, bottom, right = area
        covered_rows = [row for row in range(max(top, header.row + 1), bottom + 1) if row in data_rows]
        covered = {number: columns[number] for number in sorted(columns) if left <= number <= right}
        if covered_rows and covered and (top, left) != (bottom, right):
            _read_merge(area, covered_rows, covered, _Sheet(sheet.name, rows, form, place_of), found)
    return found


@dataclass(frozen=True, slots=True)
class _Sheet:
    name: str
    rows: Mapping[int, Mapping[int, Cell]]
    form: TableForm
    place_of: PlaceOf

    def say(self, rule: str, cell: Cell, value: Cell, span: str, effect: Effect | None = None) -> Finding:
        place = self.place_of(self.name, cell.address)
        words: dict[str, object] = {"value": display_of(value), "span": span}
        return worded_finding(rule, place, words, effect=effect, table=self.form.id, row=cell.row)


def _read_merge(area: Area, rows: list[int], covered: Mapping[int, Column], sheet: _Sheet, found: Merges) -> None:
    top, left, bottom, right = area
    anchor = sheet.rows.get(top, {}).get(left)
    span = f"{cell_address(top, left)}:{cell_address(bottom, right)}"
    under = [
        cell
        for row in range(top, bottom + 1)
        for number, cell in sheet.rows.get(row, {}).items()
        if number in covered and (row, number) != (top, left)
    ]
    if under:
        found.reported |= {(row, column.id) for row in rows for column in covered.values()}
        decides = any(sheet.form.decides_numbers(column) for column in covered.values())
        found.findings.append(sheet.say("BOOK-019", under[0], under[0], span, None if decides else Effect.KEPT))
    elif anchor is not None and _is_number(anchor, covered):
        found.reported |= {(row, column.id) for row in rows for column in covered.values()}
        found.findings.append(sheet.say("BOOK-014", anchor, anchor, span))
    elif anchor is not None and left in covered and not _measured(covered[left]):
        below = [row for row in rows if row > top]
        for row in below:
            found.filled.setdefault(row, {})[covered[left].id] = anchor
        if below:
            found.findings.append(sheet.say("BOOK-015", anchor, anchor, span))


def _measured(column: Column) -> bool:
    """Whether it holds numbers that are counted. A number that only names something (the round) is a label like any
    other.
    """
    return column.is_number and not column.dimension


def _is_number(anchor: Cell, covered: Mapping[int, Column]) -> bool:
    """Whether the merge shows one number for several cells that each should have their own."""
    column = covered.get(anchor.column)
    if column is not None and _measured(column):
        return True
    counts = any(_measured(other) for other in covered.values())
    return counts and anchor.kind is CellKind.NUMBER and not anchor.is_date
