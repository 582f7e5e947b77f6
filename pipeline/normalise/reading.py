"""The verdict on one cell: a value, a typed zero, not applicable, blank, or unreadable with the rule that says why.

Comes in: a raw cell, and the result of the reader for its kind of value. Goes out: ``Reading``. The four states that
are not errors must stay distinct. It must not know the rules' wording: a problem is an id of ``rules/cell.yaml``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from pipeline.korean import attach
from pipeline.letters.characters import clean_text, fold_width, one_line
from pipeline.model.cells import PICTURE, Cell, CellKind
from pipeline.normalise.display import display_of, shortened, text_format

Value = int | float | date | str


class ValueState(StrEnum):
    """Four states that are not errors, which stay distinct in every output, and one for unreadable."""

    VALUE = "value"
    ZERO = "zero"
    NOT_APPLICABLE = "not_applicable"
    BLANK = "blank"
    UNREADABLE = "unreadable"


@dataclass(frozen=True, slots=True)
class Reading:
    """What one cell says.

    ``value`` is None unless ``state`` is VALUE or ZERO. ``typed`` is what the sender sees in the cell (masked where it
    is personal data). ``note`` says in Korean what was changed, "" where nothing was, and ``note_rule`` is the rule
    under which to record it. ``problem`` is the id of the rule that refused the cell, "" where none did, and ``words``
    holds the placeholders of that rule's sentences besides ``value`` (= ``typed``) and ``label``.
    """

    value: Value | None
    state: ValueState
    typed: str = ""
    note: str = ""
    problem: str = ""
    words: dict[str, object] = field(default_factory=dict)
    note_rule: str = ""


IN_CELL_PICTURE = "CELL-037"
NUMBER_NOTE, DATE_NOTE, TEXT_NOTE, NAME_NOTE = "CELL-101", "CELL-102", "CELL-103", "CELL-104"
NOT_APPLICABLE_NOTE, EMPTY_NOTE, DATE_AS_TEXT_NOTE = "CELL-105", "CELL-106", "CELL-107"
FORMAT_WORDS, TIME_OF_DAY, LETTERS_NOTE, DAY_ORDER = "CELL-110", "CELL-111", "CELL-112", "CELL-120"

ERROR_CELL, UNCALCULATED, EXTERNAL, BOOLEAN, ESCAPED = "CELL-030", "CELL-031", "CELL-032", "CELL-015", "CELL-028"
HIDDEN, SCALED = "CELL-033", "CELL-026"  # by the number format

_ERRORS = {
    "#REF!": "수식이 가리키던 셀이 지워졌습니다",
    "#N/A": "수식이 찾는 값이 없습니다",
    "#DIV/0!": "0으로 나누었습니다",
    "#VALUE!": "수식에 글자가 섞여 있습니다",
    "#NAME?": "수식의 이름을 엑셀이 알지 못합니다",
    "#NULL!": "수식의 범위가 잘못되었습니다",
    "#NUM!": "수식이 계산할 수 없는 수를 냈습니다",
    "#SPILL!": "수식의 결과가 들어갈 자리가 막혀 있습니다",
}
# A workbook refers to another one as [1]Sheet!A1 or 'C:\folder\[file.xlsx]Sheet'!A1; Table[Column] is its own.
_OTHER_FILE = re.compile(
    r"\[[0-9]+\][^\W0-9]?[\w.]*!|'[^']*\[[^\[\]']+\][^']*'!|\b(?:WEBSERVICE|RTD|IMPORT[A-Z]+)\(", re.I
)
_QUOTED = re.compile(r'"[^"]*"')

_DASH_ONLY = frozenset("-–—―−")
NOT_APPLICABLE = frozenset(
    ("해당없음", "해당사항없음", "해당무", "미해당", "비해당", "없음", "미실시", "N/A", "n/a", "NA", "--")
) | _DASH_ONLY  # fmt: skip
NOT_APPLICABLE_TEXTS = frozenset(("해당없음", "해당사항없음", "미해당", "비해당", "N/A", "n/a")) | _DASH_ONLY


def blank(typed: str = "", *, only_spaces: bool = False) -> Reading:
    """Nothing in the cell; with ``only_spaces``, nothing visible."""
    note = "공백만 있는 칸을 빈칸으로 읽었습니다." if only_spaces else ""
    return Reading(None, ValueState.BLANK, typed, note, note_rule=EMPTY_NOTE if note else "")


def accepted(value: Value, typed: str, note: str = "", note_rule: str = "") -> Reading:
    """A usable value; a number 0 becomes ZERO."""
    state = ValueState.ZERO if not isinstance(value, str | date) and value == 0 else ValueState.VALUE
    return Reading(value, state, typed, note, note_rule=note_rule if note else "")


def refused(problem: str, typed: str, **words: object) -> Reading:
    """An unusable cell; ``problem`` is the rule that says why, ``words`` fills its placeholders."""
    return Reading(None, ValueState.UNREADABLE, typed, problem=problem, words=words)


def change_note(typed: str, result: str, reasons: Iterable[str] = ()) -> str:
    """The sentence of a note: "'1,234명'을 1,234로 읽었습니다(단위를 뗌)."."""
    why = ", ".join(reasons)
    quoted = f"'{typed}'"
    return f"{attach(quoted, '을/를')} {attach(result, '으로/로')} 읽었습니다{f'({why})' if why else ''}."


def unusable(cell: Cell, *, booleans: bool = False) -> Reading | None:
    """The refusal of a cell that no column accepts: an error, a formula never calculated, or one that reads another
    file.

    TRUE and FALSE are refused as well, unless ``booleans`` says that the column accepts them.
    """
    if cell.value == PICTURE and cell.kind is CellKind.ERROR:
        return refused(IN_CELL_PICTURE, display_of(cell))
    if cell.kind is CellKind.ERROR:
        code = str(cell.value).strip().upper()
        return refused(ERROR_CELL, display_of(cell), reason=_ERRORS.get(code, "수식이 값을 내지 못했습니다"))
    if cell.formula and _OTHER_FILE.search(_QUOTED.sub('""', cell.formula)):
        return refused(EXTERNAL, display_of(cell), formula=shortened(f"={cell.formula}"))
    if cell.value is None:  # never calculated
        return refused(UNCALCULATED, display_of(cell), formula=shortened(f"={cell.formula}"))
    return refused(BOOLEAN, display_of(cell)) if isinstance(cell.value, bool) and not booleans else None


@dataclass(frozen=True, slots=True)
class Line:
    """The one line of a text cell, cleaned and in half-width characters; ``changes`` says in Korean what was done."""

    text: str
    typed: str
    changes: tuple[str, ...]


def line_of(cell: Cell) -> Line | Reading:
    """A text cell's content, ready for a grammar of numbers, dates or choices.

    A ``Reading`` instead where nothing in it is visible (BLANK) or where a stored ``_x0030_`` would change it.
    """
    cleaned = clean_text(str(cell.value))
    folded = fold_width(cleaned.text)
    wide = ("전각 글자를 반각으로 바꿈",) if folded != cleaned.text else ()
    typed = display_of(cell)
    if cleaned.unescaped:
        return refused(ESCAPED, typed)
    printed = text_format(cell)
    if printed is None and folded:
        return refused(HIDDEN, typed, stored=f"'{typed}'")
    if printed is not None and any(character.isdecimal() for character in "".join(printed)):
        return refused(SCALED, f"{printed[0]}{typed}{printed[1]}", stored=f"'{typed}'")
    return Line(one_line(folded), typed, cleaned.changes + wide) if folded else blank(typed, only_spaces=True)


def not_applicable(text: str, typed: str, words: frozenset[str] = NOT_APPLICABLE) -> Reading | None:
    """NOT_APPLICABLE where ``text`` is one of ``words``, with a note unless it is exactly 해당없음; otherwise None."""
    word = text.replace(" ", "")
    if word not in words:
        return None
    rule = "" if word == "해당없음" else NOT_APPLICABLE_NOTE
    note = f"'{typed}' 표시를 '해당없음'으로 읽었습니다(0이 아님)." if rule else ""
    return Reading(None, ValueState.NOT_APPLICABLE, typed, note, note_rule=rule)
