"""Links from our workbooks to the files that were handed in: to the very cell where a number stands.

Comes in: the run's files and the folder that the workbook is written to. Goes out: links as paths relative to that
folder, or plain text where a file cannot be named that way. No link is ever made from what a cell says.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from pathlib import Path

from pipeline.normalise import find_personal_data
from pipeline.sheets.drawing import Link
from pipeline.sheets.fitting import LONGEST_LINK, quoted

_CELL = re.compile(r"[A-Z]{1,3}[1-9][0-9]*")
_UNLINKABLE = re.compile(
    "[#%\x00-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]"
)  # Excel reads these in a path as something else

_NO_SHEET = re.compile("[#*]")  # "*" stands for a masked digit: no sheet is called that


class FileLinks:
    """The files of a run by their name in messages, each with its path from the output folder."""

    def __init__(self, files: Iterable[tuple[str, Path]], folder: Path) -> None:
        self._paths = {file: path for file, real in files if (path := _relative(real, folder))}

    def path(self, file: str) -> str:
        """The way to a file from the output folder; "" where it has none that can be named."""
        return self._paths.get(file, "")

    def file(self, file: str, text: str = "") -> Link | str:
        """A link that opens the file."""
        path = self._paths.get(file)
        return Link(text or file, f"external:{path}") if path else text or file

    def cell(self, file: str, sheet: str, cell: str, text: str) -> Link | str:
        """A link that opens the file at a cell; only the file where ``cell`` is no address (a line of settings)."""
        path = self._paths.get(file)
        if not path or not text:
            return text
        if not sheet or not _CELL.fullmatch(cell):
            return Link(text, f"external:{path}")
        target = f"external:{path}#{quoted(sheet)}!{cell}"
        return Link(text, target) if len(target) <= LONGEST_LINK and not _NO_SHEET.search(sheet) else text


def _relative(path: Path, folder: Path) -> str:
    """The way from the folder to the file with forward slashes; "" where there is none (another drive, odd names) or
    where it would show personal data.
    """
    try:
        way = Path(os.path.relpath(path, folder)).as_posix()
    except ValueError:
        return ""
    return "" if _UNLINKABLE.search(way) or find_personal_data(way) else way
