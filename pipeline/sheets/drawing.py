"""A workbook of plain sheets: each holds one named table that begins in column A, with its title and two notes above.

Comes in: sheet descriptions (columns, rows of values). Goes out: an .xlsx file with frozen, filterable headers, column
widths that suit Hangul, number formats and a print set-up; the same bytes for the same descriptions. Nothing here knows
what the numbers mean. The tables are accessible: no merged cells, no blank rows, states in words.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from io import BytesIO
from pathlib import Path
from typing import Literal

from xlsxwriter import Workbook
from xlsxwriter.chart import Chart
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from pipeline.model.cells import cell_address, column_letters
from pipeline.sheets.cell_styles import LINE_POINTS, Styles, column_width, lines_needed, workbook_options
from pipeline.sheets.fitting import (
    LONGEST_LINK,
    MOST_LINKS,
    OurWorksheet,
    checked,
    looks_live,
    put_date,
    put_formula,
    put_link,
    put_number,
    put_text,
    quoted,
    sheet_name,
    table_name,
)
from pipeline.sheets.printing import FIRST_PAGE_ALONE, last_row_of_first_page, page_of, print_charts

Kind = Literal["text", "wrap", "center", "number", "total", "plain_number", "month", "round", "date", "percent"]
NUMBER_KINDS = frozenset(("number", "total", "percent"))
TEXT_KINDS = frozenset(("text", "wrap", "center"))
TITLE_ROW, NOTE_ROW, VERDICT_ROW, BACK_ROW, HEADER_ROW, FIRST_ROW = 1, 2, 3, 4, 5, 6
CONTENTS = "차례"
NOTHING = "실을 줄이 없습니다"
WIDEST, NARROWEST = 46.0, 7.0
_ROOM_FOR_BUTTON = "   "  # the filter's button covers the end of a header
CHARTS_ON_A_PAGE = 4  # one below the other


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula of ours with its value. ``marks`` stand behind the number: "*", "†" or both."""

    text: str
    value: int | float | str
    marks: str = ""
    look: Kind | None = None


@dataclass(frozen=True, slots=True)
class Number:
    """A number that differs from the others of its column: with ``marks`` behind it, or with a look of its own."""

    value: int | float
    marks: str = ""
    look: Kind | None = None


@dataclass(frozen=True, slots=True)
class Link:
    """A text that links to ``target``: "internal:'자료'!A1" or "external:../../input/…"."""

    text: str
    target: str


@dataclass(frozen=True, slots=True)
class Said:
    """A word with a tone: "missing" and "grey" for states, "bad", "doubt" and "good" for verdicts."""

    text: str
    tone: str


Value = None | str | int | float | date | Formula | Number | Link | Said


@dataclass(frozen=True, slots=True)
class Column:
    """``width`` is in Excel's units; None fits it to the column's texts."""

    header: str
    kind: Kind = "text"
    width: float | None = None


@dataclass(frozen=True, slots=True)
class PlacedChart:
    """A native chart: its upper left cell (0-based), the ``rows`` and ``columns`` that it covers, and ``told``, its
    alternative text.
    """

    chart: Chart
    row: int
    column: int
    rows: int
    columns: int
    alt_text: str


@dataclass(slots=True)
class Sheet:
    """One sheet with one table. ``note`` and ``verdict`` are the two lines below the title: what the sheet shows, how
    to read it. ``verdict`` may be a formula.

    ``about`` is the sheet's line in the table of contents. ``grouped_by`` is a column (0-based): where its value
    changes, a darker line is drawn. ``filtered`` is False for a sheet to read rather than search. ``printed`` is the
    number of columns to print (0: all); the others only help to filter. ``one_page`` shrinks the sheet to one page. A
    sheet to search ``on_screen`` prints its first page only. A sheet with ``charts`` prints only these.
    """

    name: str
    title: str
    columns: Sequence[Column]
    rows: Sequence[Sequence[Value]]
    about: str = ""
    note: str = ""
    verdict: Formula | str = ""
    tab: str = ""
    portrait: bool = False
    printed: int = 0
    one_page: bool = False
    on_screen: bool = False
    grouped_by: int | None = None
    filtered: bool = True
    charts: list[PlacedChart] = field(default_factory=list)

    @property
    def last_row(self) -> int:
        """The worksheet row of the table's last line; an empty table has one line that says that there is nothing."""
        return FIRST_ROW + max(len(self.rows), 1) - 1

    def range_of(self, column: int) -> str:
        """The cells of a column (0-based) below its header, e.g. "'자료'!$K$6:$K$90"."""
        letters = column_letters(column + 1)
        return f"{quoted(self.name)}!${letters}${FIRST_ROW}:${letters}${self.last_row}"


class Book:
    """A workbook being made: sheets are added in order, then all are written to a file at once."""

    def __init__(self, title: str, subject: str, author: str, day: date) -> None:
        self._content = BytesIO()
        self.workbook = Workbook(self._content, workbook_options())
        self.styles = Styles(self.workbook)
        self._names: list[str] = []
        created = datetime(day.year, day.month, day.day)  # never the clock: the same input gives the same bytes
        self.workbook.set_properties({"title": title, "subject": subject, "author": author, "created": created})

    def new_name(self, wanted: str) -> str:
        """Reserve a sheet name that is ``wanted`` or, where that is taken or not allowed, like it; returns the name."""
        name = sheet_name(wanted, self._names)
        self._names.append(name)
        return name

    def has(self, name: str) -> bool:
        """Whether a sheet of that name is in the workbook or will be."""
        return name in self._names

    def add(self, sheet: Sheet) -> Worksheet:
        """Write a sheet whose name came from ``new_name``."""
        return _Drawing(self, sheet).draw()

    def save(self, path: Path) -> Path:
        """Write the file and return its path."""
        self.workbook.close()
        path.write_bytes(self._content.getvalue())
        return path


def contents_of(name: str, sheets: Sequence[Sheet], title: str) -> Sheet:
    """The table of contents: every sheet with what it is about and its number of lines."""
    rows: list[list[Value]] = [
        [Link(sheet.name, f"internal:{quoted(sheet.name)}!A1"), sheet.about or sheet.title, len(sheet.rows)]
        for sheet in sheets
    ]
    columns = [Column("시트", "text", 34), Column("무엇이 있나", "wrap", 72), Column("줄 수", "number", 10)]
    return Sheet(
        name,
        title,
        columns,
        rows,
        note="시트 이름을 누르면 그 시트로 갑니다. 각 시트의 넷째 줄에서 이 차례로 돌아옵니다.",
        portrait=True,
        filtered=False,
    )


class _Drawing:
    """One sheet while it is written."""

    def __init__(self, book: Book, sheet: Sheet) -> None:
        self.book, self.sheet = book, sheet
        self.styles = book.styles
        self.target: Worksheet = book.workbook.add_worksheet(sheet.name, worksheet_class=OurWorksheet)
        self.widths = [
            _width_of(column, [row[index] for row in sheet.rows]) for index, column in enumerate(sheet.columns)
        ]
        self.heights: dict[int, float] = {}
        self.links = 0
        self.ruled = False

    def draw(self) -> Worksheet:
        self._head()
        self._table()
        for row, values in enumerate(self.sheet.rows, FIRST_ROW - 1):
            self._row(row, values)
        if not self.sheet.rows:
            self._no_row()
        for index, width in enumerate(self.widths):
            checked(self.target.set_column(index, index, width))
        for placed in self.sheet.charts:
            checked(self.target.insert_chart(placed.row, placed.column, placed.chart, {"description": placed.alt_text}))
        self._print_charts() if self.sheet.charts else self._print_table()
        self._quiet_marks()
        return self.target

    def _head(self) -> None:
        sheet, target = self.sheet, self.target
        if sheet.tab:
            target.set_tab_color(f"#{sheet.tab}")
        put_text(target, TITLE_ROW - 1, 0, sheet.title, self.styles.get("title"))
        self._height(TITLE_ROW - 1, 26)
        put_text(target, NOTE_ROW - 1, 0, sheet.note, self.styles.get("note"))
        if isinstance(sheet.verdict, Formula):
            verdict = sheet.verdict
            put_formula(target, VERDICT_ROW - 1, 0, verdict.text, verdict.value, self.styles.get("verdict"))
        else:
            put_text(target, VERDICT_ROW - 1, 0, sheet.verdict, self.styles.get("note"))
        if sheet.name != CONTENTS and self.book.has(CONTENTS):
            put_link(target, BACK_ROW - 1, 0, f"internal:{quoted(CONTENTS)}!A1", "← 차례", self.styles.get("back"))

    def _table(self) -> None:
        sheet = self.sheet
        header = self.styles.get("header")
        columns = [{"header": column.header, "header_format": header} for column in sheet.columns]
        options = {
            "name": table_name(sheet.name),
            "style": None,
            "columns": columns,
            "autofilter": sheet.filtered,
            "title": sheet.title,
            "description": sheet.about or sheet.title,
        }
        last = len(sheet.columns) - 1
        checked(self.target.add_table(HEADER_ROW - 1, 0, sheet.last_row - 1, last, options))
        lines = max(
            lines_needed(column.header + _ROOM_FOR_BUTTON, width)
            for column, width in zip(sheet.columns, self.widths, strict=True)
        )
        self._height(HEADER_ROW - 1, max(lines, 1) * LINE_POINTS + 6)
        if sheet.filtered:
            self.target.freeze_panes(HEADER_ROW, 0)

    def _no_row(self) -> None:
        put_text(self.target, FIRST_ROW - 1, 0, NOTHING, self.styles.get("text", "grey"))
        for index in range(1, len(self.sheet.columns)):
            put_text(self.target, FIRST_ROW - 1, index, "", self.styles.get("text"))

    def _row(self, row: int, values: Sequence[Value]) -> None:
        lines = 1
        self.ruled = self._ends_group(row - FIRST_ROW + 1)
        for index, (column, value) in enumerate(zip(self.sheet.columns, values, strict=True)):
            self._cell(row, index, column.kind, value)
            if column.kind == "wrap":
                lines = max(lines, lines_needed(text_of(value), self.widths[index]))
        self._height(row, lines * LINE_POINTS + 3)

    def _height(self, row: int, points: float) -> None:
        checked(self.target.set_row(row, points))
        self.heights[row] = points

    def _ends_group(self, position: int) -> bool:
        rows, column = self.sheet.rows, self.sheet.grouped_by
        return column is not None and position + 1 < len(rows) and rows[position][column] != rows[position + 1][column]

    def _style(self, look: str, tone: str = "", *, live: bool = False) -> Format:
        return self.styles.get(look, tone, ruled=self.ruled, live=live)

    def _cell(self, row: int, index: int, kind: Kind, value: Value) -> None:
        target = self.target
        if value is None or isinstance(value, str):
            self._text(row, index, _text_look(kind), value or "")
        elif isinstance(value, int | float):
            look = "plain_number" if kind in TEXT_KINDS or kind == "date" else kind
            put_number(target, row, index, value, self._style(look))
        elif isinstance(value, Formula):
            style = self._style(value.look or kind, value.marks)
            put_formula(target, row, index, value.text, value.value, style)
        elif isinstance(value, Number):
            style = self._style(value.look or kind, value.marks)
            put_number(target, row, index, value.value, style)
        elif isinstance(value, Link):
            self._link(row, index, kind, value)
        elif isinstance(value, Said):
            self._text(row, index, _text_look(kind), value.text, value.tone)
        else:
            put_date(target, row, index, value, self._style("date"))

    def _text(self, row: int, index: int, look: str, text: str, tone: str = "") -> None:
        put_text(self.target, row, index, text, self._style(look, tone, live=looks_live(text)))

    def _link(self, row: int, index: int, kind: Kind, link: Link) -> None:
        """A link, or only its text where the sheet already has as many links as Excel allows or the target is too
        long.
        """
        self.links += 1
        if self.links > MOST_LINKS or len(link.target) > LONGEST_LINK:
            self._text(row, index, _text_look(kind), link.text)
        else:
            look = "center_link" if kind == "center" else "link"
            put_link(self.target, row, index, link.target, link.text, self._style(look))

    def _print_table(self) -> None:
        sheet, target = self.sheet, self.target
        columns = sheet.printed or len(sheet.columns)
        last = sheet.last_row - 1
        if sheet.on_screen:
            last = last_row_of_first_page(self.widths[:columns], self.heights, last, portrait=sheet.portrait)
        is_cut = last < sheet.last_row - 1
        page_of(target, sheet.name, portrait=sheet.portrait, said=FIRST_PAGE_ALONE if is_cut else "")
        target.fit_to_pages(1, int(sheet.one_page))
        checked(target.repeat_rows(HEADER_ROW - 1))
        if sheet.printed or is_cut:
            checked(target.print_area(0, 0, last, columns - 1))

    def _print_charts(self) -> None:
        charts = self.sheet.charts
        page_of(self.target, self.sheet.name, portrait=True)
        first_row, first_column = min(placed.row for placed in charts), min(placed.column for placed in charts)
        last_row = max(placed.row + placed.rows for placed in charts) - 1
        last_column = max(placed.column + placed.columns for placed in charts) - 1
        each = CHARTS_ON_A_PAGE * charts[0].rows
        breaks = range(first_row + each, last_row, each)
        print_charts(self.target, self.sheet.title, (first_row, first_column, last_row, last_column), breaks)

    def _quiet_marks(self) -> None:
        """Switch off Excel's green corners, which would mark correct cells as suspect."""
        cells = f"A{FIRST_ROW}:{cell_address(self.sheet.last_row, len(self.sheet.columns))}"
        names = ("number_stored_as_text", "formula_differs", "calculated_column", "two_digit_text_year")
        checked(self.target.ignore_errors(dict.fromkeys(names, cells)))


def _text_look(kind: str) -> str:
    """The look of a word in a column of that kind: aligned right among numbers, centred among dates."""
    return kind if kind in TEXT_KINDS else "right" if kind in NUMBER_KINDS else "center"


def text_of(value: Value) -> str:
    """Roughly what a cell shows: good enough to fit the column's width to it."""
    if isinstance(value, Formula | Number):
        shown = value.value
        return f"{shown:,}{value.marks}" if isinstance(shown, int) else str(shown)
    if isinstance(value, Link | Said):
        return value.text
    if isinstance(value, date):
        return value.isoformat()
    return f"{value:,}" if isinstance(value, int) else "" if value is None else str(value)


def _width_of(column: Column, values: Sequence[Value]) -> float:
    if column.width is not None:
        return column.width
    header = column.header + _ROOM_FOR_BUTTON
    return column_width({header, *map(text_of, values)}, smallest=NARROWEST, largest=WIDEST)
