"""What all 대조 sheets share: whether a form was handed in, and how a figure or an amount appears in a cell. Comes in:
the run. Goes out: cells. It says whether two numbers agree; whether a difference is a mistake is for the rules to
decide. What was not handed in is shown as such, never as 0.
"""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.count.derived import marks_of
from pipeline.model.figures import Figure, State
from pipeline.model.returns import ExpectedReturn
from pipeline.model.words import NOT_SUBMITTED, state_words
from pipeline.sheets.drawing import Formula, Number, Said, Value

AGREES, DIFFERS, NOT_COMPARABLE = Said("같음", "good"), Said("다름", "bad"), Said("견줄 수 없음", "grey")
MISSING, NONE = Said(NOT_SUBMITTED, "missing"), Said("–", "grey")
STATES_NOTE = (
    "미제출: 받지 못함 · 확인 중: 고칠 곳이 있어 아직 셀 수 없음 · 해당없음: 그렇게 적음 · –: 적은 수가 없음"
    " · 수 뒤의 *: 아직 들어오지 않은 자료를 뺀 수"
)


def shown(figure: Figure) -> Value:
    """A figure as a number, or its state in words."""
    if figure.value is None:
        return Said(state_words(figure), "missing" if figure.state is State.MISSING else "grey")
    return Number(figure.value, marks_of(figure))


def handed_in(board: Sequence[ExpectedReturn], form: str, region: int | None) -> bool:
    """Whether anything of the form came from the region (None: the head office)."""
    return any(entry.files for entry in board if entry.slot.form == form and entry.slot.region == region)


def amount(value: int | None, *, came: bool = True) -> Value:
    """An amount; where there is none, whether the form did not come or does not state it."""
    return value if value is not None else NONE if came else MISSING


def difference(first: str, second: str, row: int, a: int | None, b: int | None) -> Value:
    """The difference of two cells of a row, as a formula; empty where one has no number."""
    return NONE if a is None or b is None else Formula(f"={first}{row}-{second}{row}", a - b)


def meets(*values: int | None, second: tuple[int | None, ...] = ()) -> Said:
    """Whether all values are equal, and equal to all of ``second``; not comparable where one is missing."""
    if any(value is None for value in (*values, *second)):
        return NOT_COMPARABLE
    return AGREES if len(set(values)) == 1 and len(set(second)) <= 1 else DIFFERS
