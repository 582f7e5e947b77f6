"""The small pieces every section is built of: a figure as a table cell or a word, honest about its state.

Comes in: figures. Goes out: runs and cells. A value, a typed zero, 해당없음, 미제출 and an incomplete sum look different.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import ROUND_HALF_UP, Decimal

from pipeline.blocks import Align, Inline, Run, State, TableCell, TableRow, line
from pipeline.korean import count_text
from pipeline.model import Figure

PARTIAL_MARK = "*"
STATE_WORDS = {State.MISSING: "미제출", State.NOT_APPLICABLE: "해당없음"}


def figure_text(figure: Figure, *, unit: bool = True) -> str:
    """ "3,364명"; an incomplete sum carries a mark, "2,732명*"; a missing one is 미제출, never 0."""
    if figure.value is None:
        return STATE_WORDS.get(figure.state, STATE_WORDS[State.MISSING])
    mark = PARTIAL_MARK if figure.state is State.PARTIAL else ""
    return count_text(figure.value, figure.unit if unit else "") + mark


def figure_run(figure: Figure, *, bold: bool = False, unit: bool = True) -> Run:
    """The figure as a piece of a sentence, tied to its key."""
    return Run(figure_text(figure, unit=unit), bold=bold, figure=figure.key)


def figure_cell(figure: Figure, *, bold: bool = False, unit: bool = True, align: Align | None = None) -> TableCell:
    """The figure as a table cell in the look of its state."""
    return TableCell((line(figure_run(figure, bold=bold, unit=unit)),), state=figure.state, bold=bold, align=align)


def text_cell(*lines: str | Inline, bold: bool = False, align: Align | None = None, rows: int = 1) -> TableCell:
    """Plain lines as a table cell."""
    return TableCell(tuple(part if isinstance(part, tuple) else line(part) for part in lines), bold=bold, align=align, rows=rows)


def text_row(*texts: str, total: bool = False) -> TableRow:
    return TableRow(tuple(text_cell(text) for text in texts), total=total)


def ratio_run(top: Figure, bottom: Figure, unit: str, digits: int = 1) -> Run:
    """ "5.8건": one figure divided by another, half up; 미제출 or "–" where it cannot be said."""
    key = f"{top.key} ÷ {bottom.key}"
    if top.value is None or bottom.value is None:
        return Run(STATE_WORDS[State.MISSING], figure=key)
    if bottom.value == 0:
        return Run("–", figure=key)
    mark = PARTIAL_MARK if State.PARTIAL in (top.state, bottom.state) else ""
    return Run(f"{rounded(Decimal(top.value) / bottom.value, digits)}{unit}{mark}", figure=key)


def ratio_cell(top: Figure, bottom: Figure, unit: str, digits: int = 1, *, bold: bool = False) -> TableCell:
    run = ratio_run(top, bottom, unit, digits)
    state = State.MISSING if top.value is None or bottom.value is None else State.VALUE
    return TableCell((line(Run(run.text, bold, run.figure)),), state=state, bold=bold)


def rounded(value: Decimal, digits: int = 1) -> str:
    """Half up, as offices round, with thousands separators."""
    return f"{value.quantize(Decimal(1).scaleb(-digits), rounding=ROUND_HALF_UP):,}"


def share_text(part: int, whole: int) -> str:
    """ "28.1%" of the whole, half up."""
    return f"{rounded(Decimal(part) * 100 / whole)}%"


def partial_notes(figures: Iterable[Figure]) -> tuple[str, ...]:
    """The note below a table that says what the marked sums lack; () where all are complete."""
    reasons: dict[str, None] = {}
    for figure in figures:
        if figure.state is State.PARTIAL:
            reasons.update(dict.fromkeys(figure.missing))
    if not reasons:
        return ()
    return (f"{PARTIAL_MARK} 아직 들어오지 않았거나 확인 중인 자료를 뺀 합계임: {'; '.join(reasons)}",)


def highest(figures: Sequence[Figure]) -> Figure | None:
    """The one figure that is above all others; None where there is a tie or fewer than two values."""
    known = [figure for figure in figures if figure.value is not None]
    if len(known) < 2:
        return None
    known.sort(key=lambda figure: -(figure.value or 0))
    return known[0] if known[0].value != known[1].value else None
