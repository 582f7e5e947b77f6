"""The bytes of one file -> what they hold, or the one reason why the file is refused.

Comes in: bytes, the file's name (for its extension only) and limits. Goes out: ``RawOutcome``, plain values that a
child process can send, and the ``FileReading`` that the receiving process makes of them. The order is fixed: kind,
package, XML, cells, then the second reading; each step trusts only what the one before it has proved.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import starmap
from operator import itemgetter
from pathlib import Path, PurePosixPath
from typing import Any
from unicodedata import normalize

from pipeline.model.cells import Cell, CellKind, Look, SheetReading, TextBeside, TextPlace, WorkbookReading
from pipeline.workbook.beside_cells import Attached, RawText, attached_to, texts_beside_cells
from pipeline.workbook.content_kind import refuse_other_kinds
from pipeline.workbook.gate import file_bytes
from pipeline.workbook.outcome import FileReading, FileRule, Note, ReadingLimits, Refused, Words
from pipeline.workbook.package_parts import in_usual_names, is_strict, open_package
from pipeline.workbook.second_reading import Disagreement, disagreements
from pipeline.workbook.sheet_xml import RawSheet, SheetReader
from pipeline.workbook.stored_values import RawCell
from pipeline.workbook.styles import RawLook
from pipeline.workbook.workbook_parts import WorkbookParts, read_workbook_parts

_WORKBOOK_EXTENSIONS = (".xlsx", ".xlsm", ".xltx", ".xltm")
_EMPTY_ROWS_WORTH_A_NOTE = 10_000
_FEATURE_NOTES = {
    "macros": FileRule.MACROS,
    "external_links": FileRule.EXTERNAL_LINKS,
    "connections": FileRule.CONNECTIONS,
    "embedded_objects": FileRule.EMBEDDED_OBJECTS,
}
_EXCEL = "microsoft excel"
_JAMO = re.compile(r"[\u1100-\u11ff]")  # the parts of a syllable, as macOS stores a name
# Characters that change the reading direction, join invisibly or have no width: with them a name can look like another
# one.
_INVISIBLE = frozenset("\u00ad\u200b\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\ufeff")

SheetValues = tuple[
    str, str, list[RawCell], list[tuple[int, int, int, int]], list[int], list[int], list[RawLook], Attached
]
"""Name, state, cells, merged areas, hidden rows, hidden columns, looks, what is attached to the cells."""

WorkbookValues = tuple[list[SheetValues], bool, str, list[str], tuple[Disagreement, ...], list[RawText]]
"""Sheets, 1904 calendar, saving program, features, disagreements, texts beside the cells."""


@dataclass(slots=True)
class RawOutcome:
    """One file's outcome in plain values: ``problem`` is "" exactly when there are ``values``."""

    sha256: str = ""
    size: int = 0
    values: WorkbookValues | None = None
    problem: str = ""
    words: Words = field(default_factory=dict)
    notes: list[Note] = field(default_factory=list)


def read_bytes(data: bytes, limits: ReadingLimits, name: str = "") -> FileReading:
    """The reading of ``data``, made in this process: without a limit of time or memory, and a crash would end the
    caller.
    """
    return file_reading(Path(name), name, raw_outcome(data, limits, name))


def file_outcome(path: Path, name: str, limits: ReadingLimits) -> RawOutcome:
    """The outcome for the file at ``path``, which the messages call ``name``."""
    try:
        data = file_bytes(path, limits)
    except Refused as refused:
        return RawOutcome(problem=refused.rule, words=refused.words)
    return raw_outcome(data, limits, name)


def raw_outcome(data: bytes, limits: ReadingLimits, name: str) -> RawOutcome:
    """The outcome for ``data``; a bad file always ends in a problem, never in an exception."""
    outcome = RawOutcome(sha256=hashlib.sha256(data).hexdigest(), size=len(data))
    try:
        outcome.values, outcome.notes = _values(data, limits, PurePosixPath(name).suffix.casefold())
    except Refused as refused:
        outcome.problem, outcome.words = refused.rule, refused.words
    except RecursionError:
        outcome.problem = FileRule.DAMAGED
    return outcome


def file_reading(path: Path, name: str, outcome: RawOutcome) -> FileReading:
    """The record that the rest of the program sees. Its ``file`` can always be printed, whatever the name on the disk
    was.
    """
    shown = normalize("NFC", name.replace("\\", "/")).encode("utf-8", errors="replace").decode("utf-8")
    notes = [*_name_notes(path, name), *outcome.notes]
    return FileReading(
        path=path,
        file=shown,
        sha256=outcome.sha256,
        size=outcome.size,
        workbook=None if outcome.values is None else _made_workbook(outcome.values),
        problem=str(outcome.problem),
        words=outcome.words,
        notes=tuple((str(rule), words) for rule, words in notes),
    )


def _values(data: bytes, limits: ReadingLimits, extension: str) -> tuple[WorkbookValues, list[Note]]:
    refuse_other_kinds(data, extension)
    package = open_package(data, limits, extension)
    was_strict = is_strict(package.parts)
    if was_strict:
        data = in_usual_names(data)
        package = open_package(data, limits, extension)
    parts = read_workbook_parts(package)
    reader = SheetReader(parts, limits)
    sheets = [reader.read(entry) for entry in parts.sheets]
    differences = disagreements(data, sheets, parts.date_1904)
    read = [sheet for sheet in sheets if sheet is not None]
    values: WorkbookValues = (
        [
            (s.name, s.state, s.cells, s.merged, s.hidden_rows, s.hidden_columns, s.looks, attached_to(package, part))
            for s, part in zip(sheets, parts.sheets, strict=True)
            if s is not None
        ],
        parts.date_1904,
        parts.application,
        sorted(parts.features),
        differences,
        texts_beside_cells(package, parts.sheets),
    )
    notes = list(_notes(parts, read, extension))
    if was_strict:
        notes.append((FileRule.WAS_STRICT, {}))
    return values, sorted(notes, key=itemgetter(0))


def _notes(parts: WorkbookParts, sheets: list[RawSheet], extension: str) -> Iterator[Note]:
    for feature in parts.features & _FEATURE_NOTES.keys():
        yield _FEATURE_NOTES[feature], {}
    if extension and extension not in _WORKBOOK_EXTENSIONS:
        yield FileRule.OTHER_EXTENSION, {"extension": extension}
    if parts.date_1904:
        yield FileRule.DATE_1904, {}
    if parts.has_password or any(sheet.has_password for sheet in sheets):
        yield FileRule.PASSWORD_PROTECTION, {}
    if parts.application and not parts.application.casefold().startswith(_EXCEL):
        count = sum(len(sheet.cells) for sheet in sheets)
        yield FileRule.OTHER_PROGRAM, {"application": re.split("[/$]", parts.application)[0], "count": count}
    for sheet in sheets:
        if sheet.empty_rows >= _EMPTY_ROWS_WORTH_A_NOTE:
            yield FileRule.EMPTY_ROWS, {"sheet": sheet.name, "count": sheet.empty_rows}
    for part in parts.sheets:
        if part.part is None:
            yield FileRule.NOT_A_WORKSHEET, {"sheet": part.name}


def _name_notes(path: Path, name: str) -> Iterator[Note]:
    if _JAMO.search(name + path.name):  # the caller may have composed the name
        yield FileRule.DECOMPOSED_NAME, {}
    if any(letter in _INVISIBLE or letter < " " or "\ud800" <= letter <= "\udfff" for letter in name):
        yield FileRule.ODD_NAME, {}


# -- a workbook as plain values, and the cells made of it -------------------------------------------------------------


@dataclass(slots=True)
class _OpenCell:
    """A mutable ``Cell``, with the same slots. A frozen dataclass sets each of its eight fields through
    ``object.__setattr__``. Filling this twin costs a third of that; assigning its ``__class__`` then makes it a
    ``Cell``. With thousands of cells a second that matters.
    """

    row: int
    column: int
    kind: CellKind
    value: int | float | str | bool | None
    raw: str
    formula: str
    number_format: str
    is_date: bool


def _made_cells(rows: Iterable[RawCell]) -> dict[tuple[int, int], Cell]:
    """Cells keyed by (row, column)."""
    cells: dict[tuple[int, int], Cell] = {}
    opened: Iterable[Any] = starmap(_OpenCell, rows)
    for cell in opened:
        place = cell.row, cell.column
        cell.__class__ = Cell
        cells[place] = cell
    return cells


def _made_workbook(values: WorkbookValues) -> WorkbookReading:
    """The ``WorkbookReading`` built from ``values``."""
    sheets, date_1904, application, features, differences, beside = values
    return WorkbookReading(
        sheets=tuple(
            SheetReading(
                name=name,
                state=state,
                cells=_made_cells(cells),
                merged=tuple(merged),
                hidden_rows=frozenset(hidden_rows),
                hidden_columns=frozenset(hidden_columns),
                comments={(row, column): text for row, column, text in attached[0]},
                pictures=tuple(attached[1]),
                looks={(look[0], look[1]): Look(*look[2:]) for look in looks},
            )
            for name, state, cells, merged, hidden_rows, hidden_columns, looks, attached in sheets
        ),
        date_1904=date_1904,
        application=application,
        features=frozenset(features),
        disagreements=differences,
        beside=tuple(TextBeside(TextPlace(place), sheet, cell, text) for place, sheet, cell, text in beside),
    )
