"""Independent sums of returned workbooks: openpyxl, labels, plain additions; nothing of the program.

Comes in: paths of filled forms. Goes out: rows as dictionaries by column label, and the header block. It knows only
what a person sees: a row of labels, rows below it, a row that says 합계.
"""

from __future__ import annotations

from pathlib import Path

from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

Row = dict[str, object]
TOTAL = "합계"


class FilledForm:
    """One workbook with its stored values."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._book = load_workbook(path, data_only=True)

    @property
    def sheets(self) -> list[str]:
        return [name for name in self._book.sheetnames if not name.startswith("_") and name != "작성요령"]

    def title(self, sheet: str) -> str:
        """The text in A1."""
        return str(self._book[sheet]["A1"].value)

    def header(self, label: str) -> object:
        """The value beside a label of the header block, on the first sheet."""
        sheet: Worksheet = self._book[self.sheets[0]]
        for row in sheet.iter_rows():
            for cell in row:
                if _plain(cell.value) == label:
                    return sheet.cell(cell.row, cell.column + 1).value
        raise KeyError(label)

    def rows(self, sheet_name: str, *labels: str) -> list[Row]:
        """The filled rows of the table whose label row holds all ``labels``, by label, without its total."""
        sheet: Worksheet = self._book[sheet_name]
        heads: dict[int, str] = {}
        found: list[Row] = []
        for row in sheet.iter_rows():
            texts = {cell.column: _plain(cell.value) for cell in row if cell.value is not None}
            if not heads:
                if set(labels) <= set(texts.values()):
                    heads = texts
                continue
            if TOTAL in texts.values():
                break
            values = {heads[cell.column]: cell.value for cell in row if cell.column in heads}
            if any(value not in (None, "") for value in values.values()):
                found.append(values)
        return found

    def cells(self, sheet_name: str) -> dict[str, object]:
        """Every filled cell of a sheet by its address."""
        sheet: Worksheet = self._book[sheet_name]
        return {cell.coordinate: cell.value for row in sheet.iter_rows() for cell in row if cell.value is not None}


def _plain(value: object) -> str:
    return str(value).rstrip("*")
