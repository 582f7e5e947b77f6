"""Cells that a test writes as text, written into a worksheet: dates, numbers, formulas with results, looks.

Comes in: (row, column) -> text. Goes out: cells of XlsxWriter. ``markdown_book`` describes the notation.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from io import BytesIO

from PIL import Image
from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from pipeline.model.cells import column_number
from pipeline.templates.sheets import EMPTY_RESULT

_DATE = re.compile(r"(\d{4})-(\d\d)-(\d\d)")
_NUMBER = re.compile(r"-?\d+(\.\d+)?")
_FORMATTED = re.compile(r"(.*\S) \{(.+)\}")
_RICH = re.compile(r"~~(.+?)~~|\^\^(.+?)\^\^")
_LOOKS: dict[str, dict[str, object]] = {
    "struck": {"font_strikeout": True},
    "white": {"font_color": "#FFFFFF"},
    "tiny": {"font_size": 1},
    "white on blue": {"font_color": "#FFFFFF", "bg_color": "#000080"},
}
IN_CELL_PICTURE = "(그림)"
_ERROR = re.compile(r"#[A-Z/0!?]+")


@dataclass(frozen=True)
class Grid:
    """One worksheet: the text of each cell by (row, column), and which cells are merged or hidden."""

    cells: Mapping[tuple[int, int], str] = field(default_factory=dict)
    merged: tuple[str, ...] = ()
    hidden_rows: tuple[int, ...] = ()
    hidden_columns: tuple[str, ...] = ()
    state: str = "visible"


def place_of(address: str) -> tuple[int, int]:
    """(row, column) of "E12"."""
    letters = address.rstrip("0123456789")
    return int(address[len(letters) :]), column_number(letters)


def write_grid(workbook: Workbook, sheet: Worksheet, grid: Grid) -> None:
    for area in grid.merged:
        first, _, last = area.partition(":")
        (top, left), (bottom, right) = place_of(first), place_of(last)
        sheet.merge_range(top - 1, left - 1, bottom - 1, right - 1, "")
    for (row, column), text in sorted(grid.cells.items()):
        _write_cell(workbook, sheet, row - 1, column - 1, text)
    for row in grid.hidden_rows:
        sheet.set_row(row - 1, options={"hidden": True})
    for letters in grid.hidden_columns:
        sheet.set_column(f"{letters}:{letters}", options={"hidden": True})
    if grid.state == "hidden":
        sheet.hide()
    elif grid.state == "veryHidden":
        sheet.very_hidden()


def _write_cell(workbook: Workbook, sheet: Worksheet, row: int, column: int, text: str) -> None:
    code = "General"
    if formatted := _FORMATTED.fullmatch(text):
        text, code = formatted[1], formatted[2]
    look = workbook.add_format(_LOOKS.get(code) or {"num_format": code}) if code != "General" else None
    if day := _DATE.fullmatch(text):
        moment = date(int(day[1]), int(day[2]), int(day[3]))
        sheet.write_datetime(row, column, moment, workbook.add_format({"num_format": "yyyy-mm-dd"}))
    elif text.startswith("="):
        formula, _, result = text.partition(" ->")
        sheet.write_formula(row, column, formula, look, _result(result.strip()))
    elif _ERROR.fullmatch(text):
        sheet.write_formula(row, column, f"={text}", look, text)
    elif _NUMBER.fullmatch(text):
        sheet.write_number(row, column, float(text) if "." in text else int(text), look)
    elif text in ("TRUE", "FALSE"):
        sheet.write_boolean(row, column, text == "TRUE", look)
    elif text == IN_CELL_PICTURE:
        sheet.embed_image(row, column, "picture.png", {"image_data": _picture()})
    elif _RICH.search(text):
        sheet.write_rich_string(row, column, *_fragments(workbook, text))
    elif text:
        sheet.write_string(row, column, text.removeprefix("'").replace("\\n", "\n"), look)


def _picture() -> BytesIO:
    data = BytesIO()
    Image.new("RGB", (8, 8), "white").save(data, "PNG")
    data.seek(0)
    return data


def _fragments(workbook: Workbook, text: str) -> list[object]:
    """The pieces of a rich text, with the format before each struck-out or raised one. XlsxWriter needs at least two
    pieces.
    """
    fragments: list[object] = []
    end = 0
    for piece in _RICH.finditer(text):
        fragments += [text[end : piece.start()]] if piece.start() > end else []
        struck = {"font_strikeout": True} if piece[1] else {"font_script": 1}
        fragments += [workbook.add_format(struck), piece[1] or piece[2]]
        end = piece.end()
    return fragments + ([text[end:]] if end < len(text) else [])


def _result(text: str) -> object:
    """The stored result of a formula: "" stands for one that was never calculated, '""' for one that shows nothing."""
    if text == '""':
        return EMPTY_RESULT
    return float(text) if _NUMBER.fullmatch(text) and "." in text else int(text) if _NUMBER.fullmatch(text) else text
