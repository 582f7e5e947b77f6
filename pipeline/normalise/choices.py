"""Choices from a closed list -> the listed name.

Comes in: a raw cell (None for a blank one) and what its column allows. Goes out: a ``Reading`` whose value is the
listed name, or a region's number. It must not choose the nearest name; that is only suggested.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache

from pipeline.korean import attach, join_korean
from pipeline.model.cells import Cell
from pipeline.normalise.display import display_of, shows_other_digits
from pipeline.normalise.names import NameList, RegionList
from pipeline.normalise.personal import stored_text
from pipeline.normalise.reading import (
    NAME_NOTE,
    SCALED,
    Line,
    Reading,
    accepted,
    blank,
    change_note,
    line_of,
    not_applicable,
    refused,
    unusable,
)

NOT_LISTED, NOT_YES_NO, UNKNOWN_NAME, UNKNOWN_REGION = "CELL-002", "CELL-050", "CELL-070", "CELL-071"

YES, NO = "예", "아니오"
_YES_NO = NameList(
    (YES, NO),
    dict.fromkeys(("네", "O", "ㅇ", "○", "◯", "〇", "Y", "YES", "V", "✓", "✔", "√", "참석", "참", "TRUE"), YES)
    | dict.fromkeys(("아니요", "X", "×", "✕", "✗", "N", "NO", "불참", "거짓", "FALSE"), NO),
)


def read_choice(cell: Cell | None, choices: Iterable[str], aliases: Mapping[str, str] | None = None) -> Reading:
    """The one of ``choices`` that a cell names; with a note where spacing, width or dots differ, or where it is an
    alias.
    """
    names = _name_list(tuple(choices), tuple((aliases or {}).items()))
    return _read_name(cell, names, NOT_LISTED)


def read_name(cell: Cell | None, names: NameList) -> Reading:
    """The listed name of an organisation, dong or project that a cell names; with a note for an alias or another
    spelling.
    """
    return _read_name(cell, names, UNKNOWN_NAME)


def read_yes_no(cell: Cell | None) -> Reading:
    """The text "예" or "아니오"; O/X, ○/×, Y/N, a tick and TRUE/FALSE with a note.

    The numbers 0 and 1 are refused: 0 may have been meant for O.
    """
    return _read_name(cell, _YES_NO, NOT_YES_NO, booleans=True)


def read_region(cell: Cell | None, regions: RegionList) -> Reading:
    """The region's number, from "1권역", "제1권역", 1 or the name of its lead organisation."""
    line = _line(cell)
    if isinstance(line, Reading):
        return line
    match = regions.match(line.text)
    if match.number is not None:
        note = "" if line.text == str(match.number) else _note(line, regions.called[match.number])
        return accepted(match.number, line.typed, note, NAME_NOTE)
    listed = list(regions.called.values())
    return not_applicable(line.text, line.typed) or _not_listed(line, match.nearest, listed, UNKNOWN_REGION)


@lru_cache(maxsize=256)
def _name_list(choices: tuple[str, ...], aliases: tuple[tuple[str, str], ...]) -> NameList:
    return NameList(choices, dict(aliases))


def _line(cell: Cell | None, *, booleans: bool = False) -> Line | Reading:
    """The text of a cell that must name something; or a ``Reading`` where the cell is blank or unusable."""
    if cell is None:
        return blank()
    if (refusal := unusable(cell, booleans=booleans)) is not None:
        return refusal
    if isinstance(cell.value, int | float) and shows_other_digits(cell):
        return refused(SCALED, display_of(cell), stored=stored_text(cell))
    return line_of(cell) if isinstance(cell.value, str) else Line(stored_text(cell), display_of(cell), ())


def _read_name(cell: Cell | None, names: NameList, rule: str, *, booleans: bool = False) -> Reading:
    line = _line(cell, booleans=booleans)
    if isinstance(line, Reading):
        return line
    match = names.match(line.text)
    if match.name is not None:  # a listed 없음 is a choice, so the list comes before 해당없음
        return accepted(match.name, line.typed, _note(line, match.name), NAME_NOTE)
    return not_applicable(line.text, line.typed) or _not_listed(line, match.nearest, names.names, rule)


def _not_listed(line: Line, nearest: Iterable[str], listed: Iterable[str], rule: str) -> Reading:
    names = join_korean((f"'{name}'" for name in nearest), "또는")
    hint = f" 혹시 {attach(names, '을/를')} 적으려던 것인가요?" if names else ""
    return refused(rule, line.typed, hint=hint, choices=", ".join(listed))


def _note(line: Line, name: str) -> str:
    return "" if line.text == name and not line.changes else change_note(line.typed, f"'{name}'", line.changes)
