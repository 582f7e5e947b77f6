"""Where everything is in a workbook: rows, columns and widths of every sheet.

Comes in: a form, its header fields and how many rows each table needs. Goes out: layouts whose rows and columns count
from 0, as XlsxWriter counts them. Nothing is written here and no value is looked at.

Every input sheet has the title in row 1, the deadline in row 2 and the meaning of the colours in row 3. The first input
sheet goes on with a thin empty row and the header block. Then comes each table: its caption, its header, its input
rows, a thin line that closes them, its total. No cell of an input sheet is merged, so a label's value is always in the
next cell. Every range over a table's inputs includes the closing line, so that a row inserted above it is in every
range.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from xlsxwriter.utility import xl_range, xl_range_abs, xl_rowcol_to_cell

from pipeline import korean
from pipeline.errors import ConfigError
from pipeline.forms.form import Column, Form, TableForm
from pipeline.korean import text_width
from pipeline.templates.formulas import RowCell, WholeColumn

TITLE_ROW, NOTE_ROW, LEGEND_ROW, GAP_ROW = 0, 1, 2, 3
ROWS_BETWEEN_TABLES = 2
PAIRS_IN_A_ROW = 4
NARROWEST, WIDEST = 9.0, 60.0
SHEET_WIDTH, NARROWEST_TEXT = 150.0, 18.0  # what fits on a notebook's screen and prints legibly on A4 landscape
LANDSCAPE_FROM = 92.0  # about as many units as an A4 portrait page holds at full size
GAP_COST = 3.0  # an empty column between two header fields costs as much as so much widening
LABEL_LINES, LABEL_AIR = 2, 2.0
CELL_PADDING = 1.5
RUNNING_TEXT, WORD_SPACE = 0.77, 0.6  # in running text a syllable is narrower than two digits


def lines_needed(text: str, width: float) -> int:
    """Lines that the text takes in a column of that width (in Excel's units)."""
    return korean.lines_needed(text, (width - CELL_PADDING) / RUNNING_TEXT, WORD_SPACE / RUNNING_TEXT)


def shown_label(column: Column) -> str:
    """The label as the sheet shows it: with "*" where the column must be filled in."""
    return f"{column.label}*" if column.required and not column.formula else column.label


@dataclass(frozen=True, slots=True)
class TableLayout:
    """One table. Rows ``first_row`` to ``last_row``, both included, are for input; ``total_row`` is None without
    totals.
    """

    table: TableForm
    caption_row: int
    header_row: int
    first_row: int
    last_row: int
    total_row: int | None
    total_label_column: int

    @property
    def closing_row(self) -> int:
        """The thin line below the input rows: the last row of every range, so that rows inserted above it count."""
        return self.last_row + 1

    @property
    def end_row(self) -> int:
        return self.closing_row if self.total_row is None else self.total_row

    def column_of(self, column_id: str) -> int:
        """The worksheet column of a column id. Raises KeyError."""
        return self.table.columns.index(self.table.column(column_id))

    def cell(self, column_id: str, row: int, *, fixed_column: bool = False) -> str:
        return str(xl_rowcol_to_cell(row, self.column_of(column_id), col_abs=fixed_column))

    def inputs(self, column_id: str, *, fixed: bool = False) -> str:
        """The range of the column's input cells and the closing line: "E7:E47", with ``fixed`` "$E$7:$E$47"."""
        column = self.column_of(column_id)
        write = xl_range_abs if fixed else xl_range
        return str(write(self.first_row, column, self.closing_row, column))


@dataclass(frozen=True, slots=True)
class HeaderPlace:
    """One field of the header block: the label's cell; its value stands in the next cell to the right."""

    field: Column
    row: int
    column: int


@dataclass(frozen=True, slots=True)
class SheetLayout:
    """One input sheet. ``frozen_rows`` is 0 where the sheet holds several tables."""

    name: str
    header: tuple[HeaderPlace, ...]
    tables: tuple[TableLayout, ...]
    widths: tuple[float, ...]
    frozen_rows: int

    @property
    def last_row(self) -> int:
        return max(table.end_row for table in self.tables)

    @property
    def landscape(self) -> bool:
        return sum(self.widths) > LANDSCAPE_FROM


@dataclass(frozen=True, slots=True)
class FormLayout:
    """The input sheets of a form, in order."""

    sheets: tuple[SheetLayout, ...]

    def find(self, table_id: str) -> tuple[SheetLayout, TableLayout]:
        """The sheet and the place of a table. Raises KeyError."""
        for sheet in self.sheets:
            for table in sheet.tables:
                if table.table.id == table_id:
                    return sheet, table
        raise KeyError(table_id)

    def reference(self, part: RowCell | WholeColumn, sheet: SheetLayout, table: TableLayout, row: int) -> str:
        """The address of a formula's part for row ``row`` of a table, with the sheet's name where it is another
        sheet.
        """
        if isinstance(part, RowCell):
            return table.cell(part.column, row)
        home, place = self.find(part.table)
        prefix = "" if home is sheet else f"{quoted_sheet(home.name)}!"
        return prefix + place.inputs(part.column, fixed=True)


def quoted_sheet(name: str) -> str:
    """A sheet's name as formulas write it; always in quotes, so that no name is read as something else."""
    return "'" + name.replace("'", "''") + "'"


def build_layout(
    form: Form,
    header: Sequence[Column],
    row_counts: Mapping[str, int],
    contents: Mapping[str, Sequence[str]],
) -> FormLayout:
    """The layout of a whole form.

    ``row_counts`` is the least number of input rows by table id; a table never gets fewer than its form offers.
    ``contents`` holds the texts for which a cell must have room, by header field id or "table.column".
    """
    sheets = []
    for sheet in form.sheets:
        widths = _squeezed(_table_widths(sheet.tables, contents), sheet.tables)
        places: tuple[HeaderPlace, ...] = ()
        if sheet is form.sheets[0] and header:
            places, widths = _place_header(header, widths, contents)
        row = 1 + max((place.row for place in places), default=LEGEND_ROW)
        tables: list[TableLayout] = []
        for table in sheet.tables:
            tables.append(_place_table(table, row, row_counts.get(table.id, 0)))
            row = tables[-1].end_row + 1 + ROWS_BETWEEN_TABLES
        frozen = tables[0].header_row + 1 if len(tables) == 1 else 0
        sheets.append(SheetLayout(sheet.name, places, tuple(tables), tuple(widths), frozen))
    return FormLayout(tuple(sheets))


def _place_table(table: TableForm, row: int, least_rows: int) -> TableLayout:
    count = max(table.rows, least_rows)
    label_column = next((n for n, column in enumerate(table.columns) if column.id not in table.total_of), None)
    if label_column is None and table.total_of:
        raise ConfigError(
            f"'{table.title}' 표는 모든 열을 더하므로 '합계'라고 적을 칸이 없습니다. 더하지 않는 열을 하나 두세요."
        )
    last_row = row + 1 + count
    return TableLayout(
        table, row, row + 1, row + 2, last_row, last_row + 2 if table.total_of else None, label_column or 0
    )


def _table_widths(tables: Iterable[TableForm], contents: Mapping[str, Sequence[str]]) -> list[float]:
    widths: list[float] = []
    for table in tables:
        for number, column in enumerate(table.columns):
            longest = max((text_width(text) + 3 for text in contents.get(f"{table.id}.{column.id}", ())), default=0)
            width = max(column.width, NARROWEST, min(longest, WIDEST))
            while lines_needed(shown_label(column), width - LABEL_AIR) > LABEL_LINES:
                width += 1
            if number < len(widths):
                widths[number] = max(widths[number], width)
            else:
                widths.append(width)
    return widths


def _squeezed(widths: Sequence[float], tables: Sequence[TableForm]) -> list[float]:
    """The widths, with columns of running text made narrower where the sheet is wider than ``SHEET_WIDTH``."""
    types = [{t.columns[number].type for t in tables if number < len(t.columns)} for number in range(len(widths))]
    spare = {
        n: width - NARROWEST_TEXT for n, width in enumerate(widths) if types[n] == {"text"} and width > NARROWEST_TEXT
    }
    share = min(1.0, max(0.0, sum(widths) - SHEET_WIDTH) / (sum(spare.values()) or 1.0))
    return [round(width - share * spare.get(number, 0.0), 1) for number, width in enumerate(widths)]


def _place_header(
    fields: Sequence[Column], widths: Sequence[float], contents: Mapping[str, Sequence[str]]
) -> tuple[tuple[HeaderPlace, ...], list[float]]:
    """Label–value pairs side by side, in as few rows as possible, placed so that the table's columns need the least
    widening. Side by side, because the block stays on the screen above the table and must leave room for it.
    """
    pairs = max(1, min(PAIRS_IN_A_ROW, len(widths) // 2))
    rows = max(1, math.ceil(len(fields) / pairs))
    pairs = math.ceil(len(fields) / rows)
    room = [*widths, *[NARROWEST] * max(0, 2 * pairs - len(widths))]
    needs = [
        (
            max(float(text_width(shown_label(field)) + 2) for field in fields[number::pairs]),
            max(float(_value_width(field, contents)) for field in fields[number::pairs]),
        )
        for number in range(pairs)
    ]
    starts = min(_possible_starts(len(room), pairs), key=lambda chosen: _cost(chosen, needs, room))
    for start, (label, value) in zip(starts, needs, strict=True):
        room[start], room[start + 1] = max(room[start], label), max(room[start + 1], value)
    places = [
        HeaderPlace(field, GAP_ROW + 1 + number // pairs, starts[number % pairs]) for number, field in enumerate(fields)
    ]
    return tuple(places), room


def _value_width(field: Column, contents: Mapping[str, Sequence[str]]) -> int:
    return 3 + max((text_width(text) for text in contents.get(field.id, ())), default=8)


def _possible_starts(columns: int, pairs: int) -> list[tuple[int, ...]]:
    """Every way to put ``pairs`` pairs of columns next to each other or apart, from the left."""
    ways = combinations(range(columns - pairs), pairs)  # pairs as single places, then widened by one each
    return [tuple(place + number for number, place in enumerate(way)) for way in ways]


def _cost(starts: Sequence[int], needs: Sequence[tuple[float, float]], room: Sequence[float]) -> float:
    widening = sum(
        max(0.0, label - room[start]) + max(0.0, value - room[start + 1])
        for start, (label, value) in zip(starts, needs, strict=True)
    )
    gaps = starts[-1] + 2 - 2 * len(starts)
    return widening + gaps * GAP_COST
