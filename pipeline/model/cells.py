"""Raw cells as they are in a workbook, before they are given any meaning.

Comes in: what a reading of the file's bytes found. Goes out: immutable cells and sheets that never forget their
address. Nothing here interprets: "1,234명" stays text, an error stays an error, a formula that was never calculated
stays one.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum


class CellKind(StrEnum):
    """What Excel stored in the cell. A cell that is not stored is blank and has no ``Cell``."""

    NUMBER = "number"
    TEXT = "text"
    BOOLEAN = "boolean"
    ERROR = "error"
    UNCALCULATED = "uncalculated"  # a formula without a cached value: neither 0 nor blank


PICTURE = "(칸 안의 그림)"  # replaces the #VALUE! that Excel stores for a picture placed in a cell


@dataclass(frozen=True, slots=True)
class Cell:
    """One stored cell.

    ``row`` and ``column`` count from 1. ``value`` is int or float for a number (int whenever the stored text is a whole
    number), str for text and errors (``"#REF!"``), bool for a boolean, None for an uncalculated formula. ``raw`` is the
    stored text of a number, so that no digit is lost. ``formula`` has no leading "="; "" where there is none.
    ``number_format`` is the format code ("yyyy-mm-dd", "0%", "General"); ``is_date`` says that Excel shows a date.
    """

    row: int
    column: int
    kind: CellKind
    value: int | float | str | bool | None
    raw: str = ""
    formula: str = ""
    number_format: str = "General"
    is_date: bool = False

    @property
    def address(self) -> str:
        return cell_address(self.row, self.column)


@dataclass(frozen=True, slots=True)
class Look:
    """What a cell's look adds to its value. ``struck`` and ``raised`` are the pieces of its text that are struck out,
    or raised or lowered like a footnote mark; ``all_struck`` says that all of its text is struck out, ``conditional``
    that a conditional format may strike it out, hide it or show another number, ``unseen`` that it has the colour of
    its background or is too small to be seen.
    """

    all_struck: bool = False
    struck: str = ""
    raised: str = ""
    conditional: bool = False
    unseen: bool = False


@dataclass(frozen=True, slots=True)
class SheetReading:
    """One worksheet. ``cells`` and ``looks`` are keyed by (row, column); ``looks`` has only the cells whose look
    changes what they say. ``comments`` holds the comments with a digit in them, never to be shown unmasked, and
    ``pictures`` the first and last row of each picture. ``merged`` holds (top, left, bottom, right), all inclusive.
    """

    name: str
    state: str = "visible"  # "visible" | "hidden" | "veryHidden"
    cells: dict[tuple[int, int], Cell] = field(default_factory=dict)
    merged: tuple[tuple[int, int, int, int], ...] = ()
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    looks: dict[tuple[int, int], Look] = field(default_factory=dict)
    comments: dict[tuple[int, int], str] = field(default_factory=dict)
    pictures: tuple[tuple[int, int], ...] = ()

    @property
    def last_row(self) -> int:
        return max((row for row, _ in self.cells), default=0)


class TextPlace(StrEnum):
    """Where a text outside the cells was found."""

    COMMENT = "comment"
    DRAWING = "drawing"
    HEADER_FOOTER = "header_footer"
    PROMPT = "prompt"  # a cell's input hint, error message or list
    LINK = "link"
    SHEET_NAME = "sheet_name"
    DEFINED_NAME = "defined_name"
    PROPERTY = "property"
    OTHER_FILE = "other_file"  # values stored from a file that formulas refer to
    PIVOT = "pivot"  # values stored from the table behind a pivot table


@dataclass(frozen=True, slots=True)
class TextBeside:
    """A text outside the cells, never to be shown unmasked. ``sheet`` and ``cell`` are "" where it belongs to none."""

    place: TextPlace
    sheet: str
    cell: str
    text: str


@dataclass(frozen=True, slots=True)
class WorkbookReading:
    """A whole workbook as read. ``date_1904`` is the calendar switch of old Mac files.

    ``disagreements`` lists (sheet, address, first reading, second reading) where the two independent readings differ;
    whether a difference matters is decided later, where it is known which cells are used. ``features`` names what else
    the package holds ("macros", "external_links", "connections", "embedded_objects", "comments", "pictures").
    ``beside`` has the texts outside the cells that may hold personal data.
    """

    sheets: tuple[SheetReading, ...]
    date_1904: bool = False
    application: str = ""
    features: frozenset[str] = frozenset()
    disagreements: tuple[tuple[str, str, str, str], ...] = ()
    beside: tuple[TextBeside, ...] = ()

    def sheet(self, name: str) -> SheetReading | None:
        return next((sheet for sheet in self.sheets if sheet.name == name), None)


def column_letters(column: int) -> str:
    """Letters of a 1-based column number: 1 -> "A", 28 -> "AB"."""
    letters = ""
    while column > 0:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def column_number(letters: str) -> int:
    """1-based number of a column: "A" -> 1, "AB" -> 28."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number


def cell_address(row: int, column: int) -> str:
    """A1-style address without dollar signs: (12, 5) -> "E12"."""
    return f"{column_letters(column)}{row}"
