"""A ledger opened with openpyxl: where its tables begin, and their lines by header.

Comes in: a sheet, or the run whose ledger it is. Goes out: lines as dicts, the path of the file.
"""

from __future__ import annotations

from pathlib import Path

from openpyxl.worksheet.worksheet import Worksheet

from pipeline.model.result import RunResult
from tests.support.small_run import output_folder

HEADER, FIRST = 5, 6  # worksheet rows


def rows_of(sheet: Worksheet) -> list[dict[str, object]]:
    """The lines of a sheet's table by header."""
    header = [cell.value for cell in sheet[HEADER]]
    return [dict(zip(header, [cell.value for cell in row], strict=True)) for row in sheet.iter_rows(min_row=FIRST)]


def path_of(result: RunResult) -> Path:
    return output_folder(result) / "집계대장_한 번 더.xlsx"
