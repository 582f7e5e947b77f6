"""Links from our workbooks to the files that were handed in, down to the cell where a number stands.

Comes in: the run's files and the folder that the workbook is written to. Goes out: links as paths relative to that
folder, or plain text where a path cannot be used in a link. No link is ever made from the content of a cell.
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
_UNLINKABLE = re.compile("[#%\x00-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")  # characters that Excel misreads in a path

_NO_SHEET = re.compile("[#*]")  # "*" stands for a masked digit, so that it is not the sheet's real name


class FileLinks:
    """The path of each file of a run, relative to the output folder, by the file's name in messages."""

    def __init__(self, files: Iterable[tuple[str, Path]], folder: Path) -> None:
        self._paths = {file: path for file, real in files if (path := _relative(real, folder))}

    def path(self, file: str) -> str:
        """The path of a file relative to the output folder; "" where it has none that can be used in a link."""
        return self._paths.get(file, "")

    def file(self, file: str, text: str = "") -> Link | str:
        """A link that opens the file."""
        path = self._paths.get(file)
        return Link(text or file, f"external:{path}") if path else text or file

    def cell(self, file: str, sheet: str, cell: str, text: str) -> Link | str:
        """A link that opens the file at a cell, or just the file where ``cell`` is no address (a line of settings).

        Plain text where the file has no usable path, the link gets too long or the sheet's name is masked.
        """
        path = self._paths.get(file)
        if not path or not text:
            return text
        if not sheet or not _CELL.fullmatch(cell):
            return Link(text, f"external:{path}")
        target = f"external:{path}#{quoted(sheet)}!{cell}"
        return Link(text, target) if len(target) <= LONGEST_LINK and not _NO_SHEET.search(sheet) else text


def _relative(path: Path, folder: Path) -> str:
    """The path from the folder to the file with forward slashes; "" where there is none (another drive), where Excel
    would misread it, or where it would show personal data.
    """
    try:
        way = Path(os.path.relpath(path, folder)).as_posix()
    except ValueError:
        return ""
    return "" if _UNLINKABLE.search(way) or find_personal_data(way) else way
