"""One table of one sheet -> its raw rows, each cell with its address, and anything odd about the sheet.

Comes in: a sheet's cells and the header that ``labels`` found. Goes out: a ``RawTable`` and findings. Reading does not
stop at the first blank row; total rows are kept apart; whatever is not read is reported.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial

from pipeline.forms.form import TableForm
from pipeline.korean import MOST_CELLS, some_of
from pipeline.model.cells import Cell, CellKind, SheetReading, cell_address, column_letters
from pipeline.model.findings import Finding
from pipeline.model.returns import RawRow, RawTable
from pipeline.normalise import TotalKind, clean_text, display_of, shows_anything, total_kind
from pipeline.receive.carried import carry_down
from pipeline.receive.labels import HeaderMatch, fold_label
from pipeline.receive.merges import PlaceOf, read_merges
from pipeline.receive.row_kinds import closes, goes_on, is_typed_number, says_nothing, units_of
from pipeline.receive.unread_rows import rows_in_block, rows_like
from pipeline.rules.catalogue import finding

END_WORDS = frozenset({"끝", "이상", "이상끝", "이하여백", "여백", "이하빈칸"})
MEMO_MARKS = ("※", "*", "＊", "☞", "(주)", "주)", "주:", "비고:", "[주]")
_DECORATION = re.compile(r"[\s.\-–—~=·:()\[\]<>]+")


@dataclass(frozen=True, slots=True)
class TableReading:
    table: RawTable
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class _Place:
    """Where the table is: the sheet, its cells by row, the header, and a function that makes the ``Place`` of a
    cell.
    """

    sheet: SheetReading
    rows: Mapping[int, Mapping[int, Cell]]
    form: TableForm
    header: HeaderMatch
    place_of: PlaceOf

    def first_cell(self, row: int) -> str:
        return cell_address(row, min(self.header.columns.values()))

    def say(self, rule: str, cell: str, **words: object) -> Finding:
        return finding(rule, self.place_of(self.sheet.name, cell), **words)


def read_table(
    sheet: SheetReading,
    rows: Mapping[int, Mapping[int, Cell]],
    form: TableForm,
    header: HeaderMatch,
    rows_between: tuple[int, int],
    place_of: PlaceOf,
) -> TableReading:
    """The table below ``header``. ``rows_between``: the first row that may belong to it, and the row before which it
    ends (the next table's header, or the row after the sheet's last).
    """
    first_row, end_row = rows_between
    place = _Place(sheet, rows, form, header, place_of)
    findings: list[Finding] = []
    own, totals = _sorted_rows(place, end_row, findings)
    merges = read_merges(sheet, rows, form, header, own, place_of)
    findings += merges.findings
    filled = {row: {**merges.filled.get(row, {}), **cells} for row, cells in own.items()}
    findings += carry_down(form, filled, header.columns, partial(place_of, sheet.name))
    data = [RawRow(row, cells) for row, cells in filled.items()]
    findings += _above(place, first_row)
    findings += _hidden(place, data)
    findings += _beside(place, data, end_row)
    table = RawTable(
        form.id, sheet.name, header.row, header.columns, tuple(data), tuple(totals), frozenset(merges.reported)
    )
    return TableReading(table, tuple(findings))


def _sorted_rows(
    place: _Place, end_row: int, findings: list[Finding]
) -> tuple[dict[int, dict[str, Cell]], list[RawRow]]:
    """The table's own rows (row -> cells by column id) and its total rows; remarks become findings."""
    sorter = _Sorter(place, findings)
    for row, cells in _table_rows(place, end_row):
        kind = _total_of(cells, place.form)
        if kind is not None:
            sorter.total(row, cells, kind)
        elif not sorter.is_none_of_its_rows(row, cells):
            sorter.row(row, cells)
    sorter.tell_nothing()
    return sorter.own, sorter.totals


@dataclass(slots=True)
class _Sorter:
    """Sorts the lines below a table's labels. ``ends`` has the last line of each own row, because a row may continue on
    the lines below it.
    """

    place: _Place
    findings: list[Finding]
    own: dict[int, dict[str, Cell]] = field(default_factory=dict)
    totals: list[RawRow] = field(default_factory=list)
    ends: dict[int, int] = field(default_factory=dict)
    nothing: list[Cell] = field(default_factory=list)
    closed_at: int = 0
    is_over: bool = False

    def total(self, row: int, cells: dict[str, Cell], kind: TotalKind) -> None:
        """Keep a total row. Any total but a subtotal closes the table."""
        self.totals.append(RawRow(row, cells))
        self.closed_at = row if kind is not TotalKind.PART and self.own else self.closed_at

    def row(self, row: int, cells: dict[str, Cell]) -> None:
        """Handle a line with data, an end mark or a remark."""
        form = self.place.form
        closed = self.closed_at or self.is_over
        if _is_end(cells) or _is_header_again(cells, form):
            self.is_over |= _is_end(cells)
        elif (closed and not _is_mostly_filled(cells, form)) or _is_memo(cells, form):
            column_id, cell = next((name, cell) for name, cell in cells.items() if shows_anything(cell))
            address = cell_address(row, self.place.header.columns[column_id])
            others = sum(shows_anything(cell) for cell in cells.values()) - 1
            more = f" 등 {others + 1}개 칸" if others else ""
            self.findings.append(self.place.say("BOOK-016", address, value=display_of(cell), more=more))
        else:
            self.own[row], self.ends[row] = cells, row
            if self.closed_at:
                first = self.place.first_cell(row)
                self.findings.append(self.place.say("BOOK-017", first, total_row=self.closed_at))

    def is_none_of_its_rows(self, row: int, cells: Mapping[str, Cell]) -> bool:
        """Whether the line only says that there is nothing, names units, or continues the texts of the row above;
        handles it if so.
        """
        form = self.place.form
        seen = {name: cell for name, cell in cells.items() if shows_anything(cell)}
        if says_nothing(seen, form):
            self.nothing.append(next(iter(seen.values())))
        elif not self.own and (units := units_of(seen, form)):
            self.findings += _units(self.place, row, units)
        elif (above := self._above(row)) and goes_on(seen, self.own[above], form):
            self._join(above, row, seen)
        else:
            return False
        return True

    def _above(self, row: int) -> int:
        """The own row that ends right above; 0 where there is none or the table is closed."""
        last = next(reversed(self.own), 0)
        return last if last and self.ends[last] == row - 1 and not (self.closed_at or self.is_over) else 0

    def _join(self, above: int, row: int, seen: Mapping[str, Cell]) -> None:
        cells = self.own[above]
        for name, cell in seen.items():
            cells[name] = replace(cells[name], value=f"{cells[name].value}\n{cell.value}")
        self.ends[above] = row
        name, cell = next(iter(seen.items()))
        words = {"value": display_of(cell), "label": self.place.form.column(name).label, "row": above}
        self.findings.append(self.place.say("BOOK-075", cell.address, **words))

    def tell_nothing(self) -> None:
        """Report, once, the lines that say that there is nothing to report; where the table has other rows too, by a
        rule that asks.
        """
        if self.nothing:
            cell = self.nothing[0]
            rule = "BOOK-073" if self.own else "BOOK-072"
            self.findings.append(self.place.say(rule, cell.address, value=display_of(cell)))


def _units(place: _Place, row: int, units: Mapping[str, str]) -> Iterator[Finding]:
    """A line of units below the labels: a unit other than the form's changes the meaning of the numbers below."""
    odd = False
    for name, unit in units.items():
        column = place.form.column(name)
        own = column.accepted_units or (unit,)
        if unit not in own:
            odd = True
            address = cell_address(row, place.header.columns[name])
            yield place.say("BOOK-077", address, value=unit, label=column.label, unit=own[0])
    if not odd:
        name, unit = next(iter(units.items()))
        yield place.say("BOOK-074", cell_address(row, place.header.columns[name]), value=unit, row=row)


def _table_rows(place: _Place, end_row: int) -> Iterator[tuple[int, dict[str, Cell]]]:
    """Every row between the header and the end that holds something in the table's columns."""
    by_column = {number: column_id for column_id, number in place.header.columns.items()}
    for row in sorted(number for number in place.rows if place.header.row < number < end_row):
        cells = {by_column[n]: cell for n, cell in place.rows[row].items() if n in by_column}
        if any(shows_anything(cell) for cell in cells.values()):
            yield row, cells


def _total_of(cells: Mapping[str, Cell], form: TableForm) -> TotalKind | None:
    """The kind of total that the row is, where one of its first labels says so ("합 계").

    A description or a name may be such a word too ("계" for a club's money, a house called 합), so a row in which most
    of what is asked is filled in is no total.
    """
    labels = [form.columns[0], *[column for column in form.columns if not column.is_number][:3]]
    for column in labels:
        cell = cells.get(column.id)
        if cell is None or cell.kind is not CellKind.TEXT:
            continue
        kind = total_kind(str(cell.value))
        is_free = column.type == "text" and not column.dimension
        if kind is not None and not (is_free and _is_mostly_filled(cells, form)):
            return kind
    return None


def _is_end(cells: Mapping[str, Cell]) -> bool:
    """Whether the row is a mark that closes a table ("- 이하 여백 -"); no data is lost by skipping it."""
    texts = {_DECORATION.sub("", str(cell.value)) for cell in cells.values() if shows_anything(cell)}
    return texts <= END_WORDS


def _is_header_again(cells: Mapping[str, Cell], form: TableForm) -> bool:
    """Whether the row repeats the table's labels, as people do at the top of the next page."""
    texts = {column_id: str(cell.value) for column_id, cell in cells.items() if shows_anything(cell)}
    return len(texts) > 1 and all(fold_label(text) == fold_label(form.column(c).label) for c, text in texts.items())


def _is_mostly_filled(cells: Mapping[str, Cell], form: TableForm) -> bool:
    """Whether most of the required cells are filled in, so that even a line below the total is a row of the table."""
    required = [column.id for column in form.columns if column.required and not column.formula]
    return 2 * sum(column_id in cells for column_id in required) > len(required)


def _is_memo(cells: Mapping[str, Cell], form: TableForm) -> bool:
    """Whether the row is a remark in a single cell, as people write it below a table: with a mark, or where no text
    belongs.
    """
    shown = [(form.column(column_id), cell) for column_id, cell in cells.items() if shows_anything(cell)]
    if len(shown) != 1:
        return False
    column, cell = shown[0]
    if cell.kind is not CellKind.TEXT:
        return False
    text = clean_text(str(cell.value)).text
    if text.startswith(MEMO_MARKS) or closes(column, cell, form):
        return True
    if column is not form.columns[0]:
        return False
    no_value = column.type in ("count", "amount", "month", "date") and not any(c.isdigit() for c in text)
    return no_value or bool(column.choices and text not in column.choices)


def _hidden(place: _Place, data: Sequence[RawRow]) -> Iterator[Finding]:
    """Report values that people do not see on their screen but that are counted."""
    sheet, header = place.sheet, place.header
    rows = [row for row in data if row.row in sheet.hidden_rows]
    if rows:
        numbers = [row.row for row in rows]
        listed = some_of([f"{number}행" for number in numbers], MOST_CELLS, "개 행")
        words = {"listed": listed, "sums": _sums(place.form, rows)}
        yield place.say("BOOK-013", place.first_cell(numbers[0]), **words)
    columns = sorted(number for number in header.columns.values() if number in sheet.hidden_columns)
    filled = [number for number in columns if any((row.row, number) in sheet.cells for row in data)]
    if filled:
        listed = ", ".join(f"{column_letters(number)}열" for number in filled)
        yield place.say("BOOK-013", cell_address(header.row, filled[0]), listed=listed, sums="")


def _beside(place: _Place, data: Sequence[RawRow], end_row: int) -> Iterator[Finding]:
    """Report numbers beside or below the table's rows that stand in none of its columns: nobody knows what they count.
    Columns under a label that the sender added are left alone, unless one of our columns of numbers has lost its label.
    """
    header, own_labels = place.header, {number for number, _ in place.header.unknown}
    numbers = [
        cell
        for row in data
        for column, cell in place.rows[row.row].items()
        if column not in header.columns.values() and is_typed_number(cell)
    ]
    lost = [column for column in header.absent if column.measure]
    if lost and numbers:
        columns = sorted({cell.column for cell in numbers})
        labels = ", ".join(f"'{column.label}'" for column in lost)
        listed = ", ".join(f"{column_letters(column)}열" for column in columns)
        yield place.say("BOOK-048", cell_address(header.row, columns[0]), labels=labels, listed=listed)
        return
    last = max((row.row for row in data), default=header.row)
    lower = (cells.values() for row, cells in sorted(place.rows.items()) if last < row < end_row)
    edge = max(header.columns.values())
    blocks = ([cell for cell in cells if cell.column > edge and is_typed_number(cell)] for cells in lower)
    numbers += [cell for cells in blocks if len(cells) > 1 for cell in cells]  # a single number there is a remark
    stray = [cell for cell in numbers if cell.column not in own_labels]
    if stray:
        listed = some_of([cell.address for cell in stray], MOST_CELLS, "개 칸")
        yield place.say("BOOK-047", stray[0].address, value=display_of(stray[0]), listed=listed)
    else:
        yield from _second_block(place, last, end_row)


def _second_block(place: _Place, last: int, end_row: int) -> Iterator[Finding]:
    """Report rows of the same table in a separate block to the right: with labels of its own on any line, without them
    only below the table's last row.
    """
    edge = max(place.header.columns.values())
    right = {
        row: cells
        for row, every in place.rows.items()
        if place.header.row < row < end_row and (cells := {n: cell for n, cell in every.items() if n > edge})
    }
    found = rows_in_block(right, last, place.form)
    if found:
        listed = ", ".join(f"{number}행" for number in found[:5])
        yield place.say("BOOK-080", cell_address(found[0], min(right[found[0]])), listed=listed)


def _above(place: _Place, first_row: int) -> Iterator[Finding]:
    """Report rows between ``first_row`` and the labels that look like rows of the table; not totals, which our own
    forms have there.
    """
    above = {row: cells for row, cells in place.rows.items() if first_row <= row < place.header.row}
    columns = {number: column_id for column_id, number in place.header.columns.items()}
    found = [
        row
        for row in rows_like(above, place.header.columns, place.form)
        if not _total_of({columns[n]: cell for n, cell in above[row].items() if n in columns}, place.form)
    ]
    if found:
        listed = ", ".join(f"{number}행" for number in found[:5])
        yield place.say("BOOK-070", place.first_cell(found[0]), listed=listed)


def _sums(form: TableForm, rows: Sequence[RawRow]) -> str:
    """What the hidden rows add to the sums: "(대상자(명) 17, 상담(건) 40)"; "" where no plain number is hidden."""
    parts = []
    for column in form.columns:
        cells = [row.cells[column.id] for row in rows if column.measure and column.id in row.cells]
        values = [cell.value for cell in cells if isinstance(cell.value, int | float) and not cell.is_date]
        if values:
            parts.append(f"{column.label} {sum(values):,}")
    return f"({', '.join(parts)})" if parts else ""
