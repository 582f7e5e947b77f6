"""Formulas of the cells that are read: whether their stored results are still true, and whether someone typed over one.

Comes in: a workbook as read and a table of it. Goes out: findings, and the cells whose stored result cannot be used.
The declared formula of a column is written out for each row as the sender's own sheet would need it.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace

from pipeline.forms.form import Column, Form
from pipeline.korean import MOST_CELLS, some_of
from pipeline.model.cells import Cell, CellKind, WorkbookReading, cell_address, column_letters
from pipeline.model.findings import Effect, Finding, Place
from pipeline.model.returns import RawRow, RawTable
from pipeline.normalise import date_of_serial, display_of, shortened, unusable
from pipeline.receive.functions import UNKNOWN, Value
from pipeline.receive.recalculation import Recalculation, is_same, stored_value
from pipeline.receive.volatile import volatile_finding
from pipeline.rules.catalogue import row_finding, worded_finding

_PART = re.compile(r"\{(?:(\w+)\.)?(\w+)(:column)?\}")
_WITHOUT_VALUE = (CellKind.ERROR, CellKind.UNCALCULATED)


def check_formulas(
    form: Form, tables: Mapping[str, RawTable], workbook: WorkbookReading, file: str
) -> tuple[dict[str, RawTable], list[Finding]]:
    """The tables with the cells of wrong formulas marked as reported, and the findings about formulas."""
    book = Recalculation(workbook, _cells_of(tables))
    checked: dict[str, RawTable] = {}
    findings: list[Finding] = []
    for table_id, table in tables.items():
        checker = _TableFormulas(form, table, tables, book, file)
        found = list(checker.stale())
        findings += [finding for finding, _ in found]
        findings += checker.typed_over()
        volatile = list(checker.volatile())
        findings += volatile
        findings += checker.unproved({item.place.cell for item in volatile})
        reported = table.reported | {cell for _, cell in found}
        checked[table_id] = replace(table, reported=reported, totals=[checker.worked_out(row) for row in table.totals])
    return checked, findings


def _cells_of(tables: Mapping[str, RawTable]) -> frozenset[tuple[str, int, int]]:
    """(sheet, row, column) of every cell in a row of a table; such cells are judged on their own."""
    return frozenset(
        (table.sheet, cell.row, cell.column)
        for table in tables.values()
        for row in (*table.rows, *table.totals)
        for cell in row.cells.values()
    )


@dataclass(frozen=True, slots=True)
class _TableFormulas:
    form: Form
    table: RawTable
    tables: Mapping[str, RawTable]
    book: Recalculation
    file: str

    def worked_out(self, total: RawRow) -> RawRow:
        """A total row, with results calculated for formulas that were saved without a result, so that a total that
        nobody stated is not called wrong. What cannot be calculated stays as it is.
        """
        cells: dict[str, Cell] = {}
        for column_id, cell in total.cells.items():
            result = self.book.result(self.table.sheet, cell.formula) if cell.kind is CellKind.UNCALCULATED else UNKNOWN
            if isinstance(result, int | float):
                cells[column_id] = replace(cell, kind=CellKind.NUMBER, value=result, raw=repr(result))
            elif result not in ("", None):
                cells[column_id] = cell
        return replace(total, cells=cells)

    def stale(self) -> Iterator[tuple[Finding, tuple[int, str]]]:
        """Cells whose stored result differs from what their formula gives (saved by a program that did not
        calculate).
        """
        for row in self.table.rows:
            for column_id, cell in row.cells.items():
                if not cell.formula or cell.row != row.row or (row.row, column_id) in self.table.reported:
                    continue
                result = self.book.result(self.table.sheet, cell.formula)
                if not is_same(stored_value(cell), result):
                    column = self.form.table(self.table.table).column(column_id)
                    yield self._stale(column, row.row, cell, result), (row.row, column_id)

    def _stale(self, column: Column, row: int, cell: Cell, result: Value) -> Finding:
        decides = self.form.table(self.table.table).decides_numbers(column)
        words = {
            "label": column.label,
            "value": display_of(cell, date_1904=self.book.workbook.date_1904) or "빈칸",
            "expected": self._shown_in(column, cell, result),
            "formula": shortened(f"={cell.formula}"),
        }
        effect = Effect.ROW_LEFT_OUT if decides else Effect.KEPT
        place = Place(self.file, self.table.sheet, cell.address)
        return worded_finding("BOOK-040", place, words, effect=effect, table=self.table.table, row=row)

    def _shown_in(self, column: Column, cell: Cell, result: Value) -> str:
        """A result as the cell would show it: a date as a date."""
        if (cell.is_date or column.type == "date") and isinstance(result, int | float):
            day = date_of_serial(result, date_1904=self.book.workbook.date_1904)
            return str(day) if day is not None else _shown(result)
        return _shown(result)

    def volatile(self) -> Iterator[Finding]:
        """Cells whose formula changes its value by itself, where the value matters."""
        table = self.form.table(self.table.table)
        for row in self.table.rows:
            for column_id, cell in row.cells.items():
                column = table.column(column_id)
                matters = column.type != "text" or table.decides_numbers(column)
                if not cell.formula or cell.row != row.row or not matters or cell.kind in _WITHOUT_VALUE:
                    continue
                place = Place(self.file, self.table.sheet, cell.address)
                where = {"table": self.table.table, "row": row.row}
                found = volatile_finding(self.book.workbook, cell, column.label, place, **where)
                if found is not None:
                    yield found

    def unproved(self, volatile: Collection[str]) -> Iterator[Finding]:
        """Values that count, or decide what counts, from a formula that we cannot recalculate: somebody has to look.
        Cells in ``volatile`` are already reported.
        """
        table = self.form.table(self.table.table)
        for row in self.table.rows:
            for column_id, cell in row.cells.items():
                if not cell.formula or cell.row != row.row or (row.row, column_id) in self.table.reported:
                    continue
                column, stored = table.column(column_id), stored_value(cell)
                if (
                    cell.address in volatile
                    or not (column.is_number or table.decides_numbers(column))
                    or stored in (UNKNOWN, None, "")
                    or unusable(cell) is not None
                ):
                    continue
                if self.book.result(self.table.sheet, cell.formula) is UNKNOWN:
                    words = {"label": column.label, "value": display_of(cell), "formula": shortened(f"={cell.formula}")}
                    place = Place(self.file, self.table.sheet, cell.address)
                    yield row_finding("BOOK-046", place, self.table.table, row.row, **words)

    def typed_over(self) -> Iterator[Finding]:
        """Columns with a formula in which numbers were typed: correct ones reported once per column, wrong ones one by
        one. A wrong number that a rule of the form compares anyway is left to that rule.
        """
        table = self.form.table(self.table.table)
        for column in (column for column in table.columns if column.formula and column.id in self.table.columns):
            compared = ":column}" in column.formula or any(
                rule.column == column.id and rule.kind in ("product", "difference") for rule in table.rules
            )
            equal: list[RawRow] = []
            for row in self.table.rows:
                cell = row.cells.get(column.id)
                if cell is None or cell.formula or not isinstance(stored_value(cell), int | float) or cell.is_date:
                    continue
                expected = self._expected(column, row)
                if not isinstance(expected, int | float):
                    continue
                if is_same(stored_value(cell), expected):
                    equal.append(row)
                elif not compared:
                    words = {"label": column.label, "value": display_of(cell), "expected": _shown(expected)}
                    place = Place(self.file, self.table.sheet, cell.address)
                    yield row_finding("BOOK-042", place, self.table.table, row.row, **words)
            if equal:
                yield self._typed_over(column, equal)

    def _typed_over(self, column: Column, rows: list[RawRow]) -> Finding:
        cells = [row.cells[column.id].address for row in rows]
        listed = some_of(cells, MOST_CELLS, "개 칸")
        place = Place(self.file, self.table.sheet, cells[0])
        value = display_of(rows[0].cells[column.id])
        return worded_finding("BOOK-043", place, {"label": column.label, "listed": listed, "value": value})

    def _expected(self, column: Column, row: RawRow) -> Value:
        """What the form's own formula gives in that row."""
        formula = column.formula
        for part in _PART.finditer(column.formula):
            address = self._address(part, row.row)
            if not address:
                return UNKNOWN
            formula = formula.replace(part[0], address)
        return self.book.result(self.table.sheet, formula)

    def _address(self, part: re.Match[str], row: int) -> str:
        """The address of a part of the formula in the sender's workbook, as a formula would write it; "" where the part
        is gone.
        """
        table_id, column_id, whole = part.groups()
        table = self.tables.get(table_id or self.table.table)
        number = table.columns.get(column_id) if table else None
        if table is None or number is None:
            return ""
        if not whole:
            return cell_address(row, number)
        letters = column_letters(number)
        last = max((row.row for row in table.rows), default=table.header_row + 1)
        sheet = table.sheet.replace("'", "''")
        return f"'{sheet}'!{letters}{table.header_row + 1}:{letters}{last}"


def _shown(value: Value) -> str:
    if isinstance(value, float):
        return f"{value:,.10g}"
    if isinstance(value, int) and not isinstance(value, bool):
        return f"{value:,}"
    return "빈칸" if value in (None, "") else str(value)
