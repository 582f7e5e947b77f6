"""The small pieces that every section is built from: a number as a table cell or as words, honest about its state.

Comes in: figures and numbers derived from them. Goes out: runs, cells, notes. A value, a typed zero, 해당없음, 미제출
and an incomplete sum look different; nothing here adds anything up.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal
from typing import TypeVar

from pipeline.count.derived import DOUBT_MARK, MARKS, PARTIAL_MARK, Derived, Shown, marks_of, percent
from pipeline.korean import attach, particle
from pipeline.model.figures import Figure, State
from pipeline.model.lacks import in_question, merged
from pipeline.model.words import IN_QUESTION, NOT_APPLICABLE, NOT_SUBMITTED
from pipeline.report.blocks import Align, Inline, Point, Run, TableCell, TableRow, line
from pipeline.settings.schema import Unit

MINUS = "△"  # how offices write a negative amount
NOTHING, NO_BREAK = "–", "\u00a0"
ENDINGS = {"많고": "많음", "높고": "높음"}  # at the end of a sentence
MOST_REASONS = 4

NOT_WHOLE = "아직 들어오지 않았거나 확인 중인 자료를 뺀 합계임"

AnyShown = TypeVar("AnyShown", bound=Shown)


# -- text -----------------------------------------------------------------------------------------------------------


def rounded(value: Decimal, digits: int = 1) -> str:
    """Half up, as offices round, with thousands separators; "△1.5" below zero."""
    shown = value.quantize(Decimal(1).scaleb(-digits), rounding=ROUND_HALF_UP)
    return f"{MINUS if shown < 0 else ''}{abs(shown):,}"


def number_text(value: int | Decimal, digits: int = 0) -> str:
    """A bare number as it is printed: whole numbers as they are, others with ``digits`` decimals."""
    return rounded(Decimal(value), digits)


def figure_text(shown: Shown, *, unit: bool = True) -> str:
    """ "3,364명"; an incomplete sum is marked "2,732명*" and a doubted number "17,063건†"; a missing one is 미제출 (or
    확인 중), never 0. A number that nobody wrote, or that cannot be calculated (a division by zero), is "–".
    """
    if shown.value is None:
        if shown.state is State.NOT_APPLICABLE and (not isinstance(shown, Figure) or shown.is_blank):
            return NOTHING
        if in_question(shown.missing):
            return IN_QUESTION
        return NOT_APPLICABLE if shown.state is State.NOT_APPLICABLE else NOT_SUBMITTED
    digits = shown.digits if isinstance(shown, Derived) else 0
    return f"{number_text(shown.value, digits)}{shown.unit if unit else ''}{marks_of(shown)}"


def followed_by(shown: Shown, pair: str) -> str:
    """The particle after a number in a sentence: "을" after "3,364명". Marks such as * do not affect it, since they are
    not spoken.
    """
    return particle(figure_text(shown).rstrip(MARKS), pair)


# -- runs and cells -------------------------------------------------------------------------------------------------


def figure_run(shown: Shown, *, bold: bool = False, unit: bool = True) -> Run:
    """The number as a piece of a sentence, tied to its key."""
    return Run(figure_text(shown, unit=unit), bold=bold, figure=shown.key)


def share_run(part: Shown, whole: Shown) -> Run:
    """ "28.1%": a part of the whole, half up."""
    return figure_run(percent(part, whole))


def figure_cell(shown: Shown, *, bold: bool = False, unit: bool = True, align: Align | None = None) -> TableCell:
    """The number as a table cell in the look of its state."""
    return TableCell((line(figure_run(shown, bold=bold, unit=unit)),), state=shown.state, bold=bold, align=align)


def plain_cell(shown: Shown) -> TableCell:
    """The number without its unit, for tables whose header or unit line names it."""
    return figure_cell(shown, unit=False)


def text_cell(*lines: str | Inline, bold: bool = False, align: Align | None = None, rows: int = 1) -> TableCell:
    """Plain lines as a table cell."""
    inlines = tuple(part if isinstance(part, tuple) else line(part) for part in lines)
    return TableCell(inlines, bold=bold, align=align, rows=rows)


def merged_rows(groups: Iterable[tuple[TableCell, Sequence[Sequence[TableCell | None]]]]) -> tuple[TableRow, ...]:
    """Rows whose first cell spans its group; a group is (label, the other cells of each of its rows). Empty groups are
    left out.
    """
    rows: list[TableRow] = []
    for label, members in groups:
        for position, cells in enumerate(members):
            first = (
                TableCell(label.lines, label.state, label.bold, label.align, len(members)) if position == 0 else None
            )
            rows.append(TableRow((first, *cells)))
    return tuple(rows)


def chart_point(label: str, shown: Shown) -> Point:
    """A number as a point of a chart."""
    value = None if shown.value is None else float(shown.value)
    reach = (float(shown.low), float(shown.high)) if shown.doubts else None
    return Point(label, value, figure_text(shown, unit=shown.unit == "%"), shown.key, shown.state, reach)


# -- notes ----------------------------------------------------------------------------------------------------------


def partial_notes(shown: Iterable[Shown], before: Iterable[Shown] = ()) -> tuple[str, ...]:
    """The notes below a table: what the marked sums lack (those of the year ``before`` in a note of their own), and
    which of their numbers are in doubt; () for none.
    """
    shown = list(shown)
    notes = []
    for marked, words in (
        (shown, NOT_WHOLE),
        (before, "전년의 합계에서 빠진 자료"),
    ):
        lacks = merged(lack for one in marked if one.state is State.PARTIAL for lack in one.missing)
        told = "; ".join(lack.words(MOST_REASONS) for lack in lacks)
        notes += [f"{PARTIAL_MARK} {words}: {told}"] if told else []
    return (*notes, *doubt_notes(shown))


def doubt_notes(shown: Iterable[Shown]) -> tuple[str, ...]:
    """ "† 확인 중: 3권역 2회차 응암2동 131건"; () where nothing is in doubt."""
    doubts = list(dict.fromkeys(doubt.words for one in shown for doubt in one.doubts))
    return (f"{DOUBT_MARK} {IN_QUESTION}: {_some(doubts)}",) if doubts else ()


def _some(names: list[str]) -> str:
    more = " 등" if len(names) > MOST_REASONS else ""
    return ", ".join(names[:MOST_REASONS]) + more


def submitted_note(shown: Sequence[Shown], unit: Unit) -> tuple[str, ...]:
    """ "5개 권역 중 4개 제출" where whole regions are missing from a total; () where all have come."""
    came = sum(1 for one in shown if one.state is not State.MISSING or in_question(one.missing))
    return (f"{unit.counted(len(shown))} 중 {came}{unit.counter} 제출",) if came < len(shown) else ()


# -- comparisons ----------------------------------------------------------------------------------------------------


def so_far(shown: Iterable[Shown]) -> str:
    """The words that begin a comparison while some of its numbers may still change; "" where all are complete."""
    open_states = (State.MISSING, State.PARTIAL)
    return "들어온 자료로는 " if any(one.state in open_states for one in shown) else ""


def highest(shown: Sequence[AnyShown]) -> AnyShown | None:
    """The one number that is above all others; None where there is a tie or fewer than two values, and where a number
    in doubt could change the result.
    """
    return _extreme(shown, -1)


def lowest(shown: Sequence[AnyShown]) -> AnyShown | None:
    """The one number that is below all others; None as for ``highest``."""
    return _extreme(shown, 1)


def _extreme(shown: Sequence[AnyShown], sign: int) -> AnyShown | None:
    known = sorted((one for one in shown if one.value is not None), key=lambda one: sign * Decimal(one.value or 0))
    if len(known) < 2 or _bare(known[0]) == _bare(known[1]):
        return None
    first, others = known[0], known[1:]
    holds = all(first.low > one.high for one in others) if sign < 0 else all(first.high < one.low for one in others)
    return first if holds or not any(one.doubts for one in known) else None


def _bare(shown: Shown) -> str:
    """The number as it is printed, without its marks: 53 and 53* are a tie."""
    return figure_text(shown, unit=False).rstrip(MARKS)


def is_worth_drawing(shown: Sequence[Shown]) -> bool:
    """Whether a picture has at least two values to compare; a single bar among gaps says less than the number
    itself.
    """
    return sum(1 for one in shown if one.value is not None) > 1


def month_told(months: Sequence[Figure], whole: Shown) -> str:
    """ "12월이 245명으로 가장 많음(계 1,159명)": what a chart by month shows; no highest month where there is a tie."""
    top = highest(months)
    if top is None:
        return f"계 {figure_text(whole)}" + ("" if whole.doubts else ", 가장 많은 달이 하나가 아님")
    most = f"{top.month}월이 {figure_text(top)}{followed_by(top, '으로/로')} 가장 많음"
    return f"{so_far(months)}{most}(계 {figure_text(whole)})"


def extremes(lead: str, named: Mapping[str, Shown], most: str, least: str) -> Inline:
    """ "집행률은 4권역이 88.4%로 가장 높고, 2권역이 86.8%로 가장 낮음".

    () with fewer than three values, where a comparison says little, and where several share the highest or lowest
    value. Where a number in doubt could change one end, only the certain end is named.
    """
    known = {name: shown for name, shown in named.items() if shown.value is not None}
    high, low = highest(list(known.values())), lowest(list(known.values()))
    is_doubted = any(shown.doubts for shown in known.values())
    if len(known) < 3 or not (high or low) or not (is_doubted or (high and low)):
        return ()
    name_of = {shown.key: name for name, shown in known.items()}
    parts: list[str | Run] = [f"{so_far(named.values())}{lead} "]
    for shown, words in ((high, most if low else ENDINGS[most]), (low, least)):
        if shown is not None:
            parts += [", "] if shown is low and high is not None else []
            parts += [f"{attach(name_of[shown.key], '이/가')} ", figure_run(shown)]
            parts += [f"{followed_by(shown, '으로/로')} 가장 {words}"]
    return line(*parts)
