"""One table of one sheet -> its raw rows, each cell with its address, and what is odd about the sheet.

Comes in: a sheet's cells and the header that ``labels`` found. Goes out: a ``RawTable`` and findings. Nothing stops
at the first blank row; total rows are set apart; what is not read is told.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from pipeline.cells import Cell, CellKind, SheetReading, cell_address, column_letters
from pipeline.findings import Finding, Place
from pipeline.forms.form import TableForm
from pipeline.model import RawRow, RawTable
from pipeline.read.labels import HeaderMatch
from pipeline.rules.catalogue import finding, row_finding

TOTAL_WORDS = frozenset({"계", "합계", "총계", "누계", "소계", "총합계"})
CLOSING_TOTAL_WORDS = TOTAL_WORDS - {"소계"}
MEMO_MARKS = ("※", "*", "＊", "☞", "(주)", "주)")

PlaceOf = Callable[[str, str], Place]


@dataclass(frozen=True, slots=True)
class TableReading:
    table: RawTable
    findings: tuple[Finding, ...]


def read_table(
    sheet: SheetReading,
    rows: Mapping[int, Mapping[int, Cell]],
    form: TableForm,
    header: HeaderMatch,
    end_row: int,
    place_of: PlaceOf,
) -> TableReading:
    """The table below ``header`` and above ``end_row`` (the next table's header, or past the sheet's last row)."""
    findings: list[Finding] = []
    data: list[RawRow] = []
    totals: list[RawRow] = []
    by_column = {number: column_id for column_id, number in header.columns.items()}
    filled = _filled_down(sheet, form, header, rows, findings, place_of)
    closed_at = 0
    for row in sorted(number for number in {*rows, *(r for r, _ in filled)} if header.row < number < end_row):
        cells = {by_column[number]: cell for number, cell in rows.get(row, {}).items() if number in by_column}
        cells |= {
            by_column[number]: cell
            for (r, number), cell in filled.items()
            if r == row and by_column[number] not in cells
        }
        if not cells:
            continue
        if _total_word(cells, form):
            totals.append(RawRow(row, cells))
            closed_at = row if _total_word(cells, form) in CLOSING_TOTAL_WORDS and len(data) > 0 else closed_at
        elif (closed_at and not _holds_required_numbers(cells, form)) or _is_memo(cells):
            findings.append(_memo(row, cells, header, sheet.name, place_of))
        else:
            if closed_at:
                findings.append(
                    finding(
                        "BOOK-017",
                        place_of(sheet.name, cell_address(row, min(header.columns.values()))),
                        total_row=closed_at,
                    )
                )
            data.append(RawRow(row, cells))
    findings += _hidden(sheet, header, data, place_of)
    return TableReading(
        RawTable(form.id, sheet.name, header.row, header.columns, tuple(data), tuple(totals)), tuple(findings)
    )


def _total_word(cells: Mapping[str, Cell], form: TableForm) -> str:
    """The total's word where the row's first label says so ("합 계"), else ""."""
    labels = [form.columns[0].id, *[column.id for column in form.columns if not column.is_number][:3]]
    for column_id in labels:
        cell = cells.get(column_id)
        if cell is not None and cell.kind is CellKind.TEXT:
            word = "".join(str(cell.value).split())
            if word in TOTAL_WORDS:
                return word
    return ""


def _holds_required_numbers(cells: Mapping[str, Cell], form: TableForm) -> bool:
    required = [column.id for column in form.columns if column.required]
    return all(column_id in cells for column_id in required)


def _is_memo(cells: Mapping[str, Cell]) -> bool:
    """A lone remark in one cell, as people write it below a table."""
    if len(cells) != 1:
        return False
    cell = next(iter(cells.values()))
    return cell.kind is CellKind.TEXT and str(cell.value).strip().startswith(MEMO_MARKS)


def _memo(row: int, cells: Mapping[str, Cell], header: HeaderMatch, sheet: str, place_of: PlaceOf) -> Finding:
    column_id, cell = next(iter(cells.items()))
    return finding("BOOK-016", place_of(sheet, cell_address(row, header.columns[column_id])), value=cell.value)


def _filled_down(
    sheet: SheetReading,
    form: TableForm,
    header: HeaderMatch,
    rows: Mapping[int, Mapping[int, Cell]],
    findings: list[Finding],
    place_of: PlaceOf,
) -> dict[tuple[int, int], Cell]:
    """Values of merged label cells for each row they cover; merged numbers and values hidden under a merge are
    findings.
    """
    carried = {header.columns[c.id] for c in form.columns if c.carry_down and c.id in header.columns}
    numbers = {header.columns[c.id] for c in form.columns if c.is_number and c.id in header.columns}
    filled: dict[tuple[int, int], Cell] = {}
    for top, left, bottom, right in sheet.merged:
        covered = [number for number in header.columns.values() if left <= number <= right]
        if bottom <= header.row or not covered or (top == bottom and left == right):
            continue
        anchor = rows.get(top, {}).get(left)
        span = f"{cell_address(top, left)}:{cell_address(bottom, right)}"
        hidden = [
            cell
            for r in range(top, bottom + 1)
            for c, cell in rows.get(r, {}).items()
            if left <= c <= right and (r, c) != (top, left)
        ]
        if hidden:
            findings.append(_under_merge(hidden[0], span, form, sheet.name, place_of))
        elif anchor is not None and numbers & set(covered) and bottom > top:
            findings.append(
                row_finding(
                    "BOOK-014",
                    place_of(sheet.name, anchor.address),
                    form.id,
                    top,
                    value=anchor.raw or anchor.value,
                    span=span,
                )
            )
        elif anchor is not None and left in carried and left == right:
            for r in range(top + 1, bottom + 1):
                filled[(r, left)] = anchor
            findings.append(finding("BOOK-015", place_of(sheet.name, anchor.address), value=anchor.value, span=span))
    return filled


def _under_merge(cell: Cell, span: str, form: TableForm, sheet: str, place_of: PlaceOf) -> Finding:
    place = place_of(sheet, cell.address)
    return row_finding("BOOK-019", place, form.id, cell.row, value=cell.raw or cell.value, span=span)


def _hidden(sheet: SheetReading, header: HeaderMatch, data: list[RawRow], place_of: PlaceOf) -> list[Finding]:
    findings = []
    rows = [row.row for row in data if row.row in sheet.hidden_rows]
    if rows:
        listed = ", ".join(f"{row}행" for row in rows[:5]) + (f" 등 {len(rows)}개 행" if len(rows) > 5 else "")
        cell = cell_address(rows[0], min(header.columns.values()))
        findings.append(finding("BOOK-013", place_of(sheet.name, cell), listed=listed))
    columns = sorted(number for number in header.columns.values() if number in sheet.hidden_columns)
    if columns:
        listed = ", ".join(f"{column_letters(number)}열" for number in columns)
        findings.append(finding("BOOK-013", place_of(sheet.name, cell_address(header.row, columns[0])), listed=listed))
    return findings
