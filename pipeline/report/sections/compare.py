"""A year compared with the year before: 증감, 증감률, and honest words where the two cannot be compared.

Comes in: the run and a figure. Goes out: a ``Change``. A missing year before never counts as zero. Incomplete sums are
not compared, and a year that is still running is not compared with a whole one.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from enum import Enum

from pipeline.count.derived import Derived, difference, percent, previous
from pipeline.model.figures import Figure, State
from pipeline.model.result import RunResult
from pipeline.report.blocks import Inline, Run, line
from pipeline.report.sections.parts import figure_run, figure_text, followed_by, rounded
from pipeline.report.sections.rounds import is_same_season, rounds_before, rounds_with_data
from pipeline.settings.load import YearConfig


class Kind(Enum):
    """How a figure compares with the year before: the direction of the change, or why the two are not compared."""

    MORE = "증가"
    LESS = "감소"
    SAME = "전년과 같음"
    NEW = "전년 0"  # last year had a typed zero: a difference, but no rate
    NONE = "전년 자료가 없음"
    IN_DOUBT = "확인 중인 수가 있음"
    INCOMPLETE = "자료가 다 들어오지 않음"
    RUNNING = "연도 중임"
    OTHER_ROUND = "전년에 같은 회차가 없음"
    OTHER_ROUNDS = "전년과 회차 수가 다름"
    REDRAWN = "전년과 구성이 다름"


@dataclass(frozen=True, slots=True)
class Change:
    """``before`` is last year's figure. ``by`` and ``rate`` (%) are None where there is nothing to compare."""

    kind: Kind
    before: Derived
    by: Derived | None = None
    rate: Derived | None = None


def is_whole_year(result: RunResult) -> bool:
    """Whether the run counts the whole year, so that its sums can be compared with those of another whole year."""
    return result.as_of >= result.config.plan.end


def figure_before(result: RunResult, figure: Figure) -> Derived:
    """The same figure in the year before; its state is missing where that year, or the figure in it, is not known."""
    if result.previous is None or figure.key not in result.previous:
        return previous(replace(figure, value=None, state=State.MISSING, sources=(), missing=()))
    return previous(result.previous.by_key(figure.key))


def change_of(result: RunResult, figure: Figure) -> Change:
    """How a figure changed from the year before. Figures of one monitoring round are compared with the same round."""
    before = figure_before(result, figure)
    reason = _why_not(result, figure, before)
    if reason is not None:
        return Change(reason, before)
    by = difference(figure, before)
    if by.doubts and not (by.low > 0 or by.high < 0):  # the doubted numbers could turn an increase into a decrease
        return Change(Kind.IN_DOUBT, before)
    if by.value == 0:
        return Change(Kind.SAME, before, by, percent(by, before))
    if before.value == 0:
        return Change(Kind.NEW, before, by)
    return Change(Kind.MORE if Decimal(by.value or 0) > 0 else Kind.LESS, before, by, percent(by, before))


def _why_not(result: RunResult, figure: Figure, before: Derived) -> Kind | None:
    """Why the figure cannot be compared; None where it can."""
    if figure.state is State.MISSING and before.value is not None:
        return Kind.INCOMPLETE
    if figure.value is None or before.value is None:
        other_round = figure.round is not None and result.previous is not None and figure.value is not None
        return Kind.OTHER_ROUND if other_round else Kind.NONE
    if State.PARTIAL in (figure.state, before.state):
        return Kind.INCOMPLETE
    if figure.round is None and not is_whole_year(result):
        return Kind.RUNNING
    if figure.round is not None and not is_same_season(result, figure.round):
        return Kind.OTHER_ROUND
    if figure.round is None and _counts_other_rounds(result, figure):
        return Kind.OTHER_ROUNDS
    if figure.region is not None and not _is_same_region(result.config, figure.region):
        return Kind.REDRAWN
    return None


def _counts_other_rounds(result: RunResult, figure: Figure) -> bool:
    """Whether it is a sum over rounds and the year before had a different number of rounds."""
    if "round" not in result.forms.measures[figure.measure].add_over:
        return False
    before = rounds_before(result.previous)
    return bool(before) and before != len(rounds_with_data(result.figures))


def _is_same_region(config: YearConfig, number: int) -> bool:
    """Whether the region had the same dongs the year before, as far as the settings tell."""
    settings = config.settings
    plan = settings.years.get(config.year - 1)
    regions = (plan.regions if plan else ()) or settings.regions
    before = next((region for region in regions if region.number == number), None)
    return before is not None and set(before.dongs) == set(config.regions[number].dongs)


def change_text(change: Change) -> str:
    """ "전년보다 1,234건 증가(6.3%)", "전년과 같음": the line under a key figure; the reason where there is none."""
    if change.kind in (Kind.MORE, Kind.LESS) and change.by is not None and change.rate is not None:
        return f"전년보다 {_size(change.by)} {change.kind.value}({_share(change.rate)})"
    if change.kind is Kind.NEW:
        return f"전년 {figure_text(change.before)}"
    return change.kind.value if change.by is not None else f"비교하지 않음({change.kind.value})"


def change_runs(change: Change) -> Inline:
    """ "전년(19,644건)보다 1,234건(6.3%) 감소" as a piece of a sentence; () where there is nothing to compare."""
    before = figure_run(change.before)
    if change.kind in (Kind.MORE, Kind.LESS) and change.by is not None and change.rate is not None:
        by = Run(_size(change.by), figure=change.by.key)
        rate = Run(_share(change.rate), figure=change.rate.key)
        return line("전년(", before, ")보다 ", by, "(", rate, ") ", change.kind.value)
    if change.kind is Kind.SAME:
        return line("전년(", before, f"){followed_by(change.before, '과/와')} 같음")
    if change.kind is Kind.NEW:
        return line("전년(", before, ")에 없던 실적임")
    return ()


def _size(by: Derived) -> str:
    return f"{abs(by.value or 0):,}{by.unit}"


def _share(rate: Derived) -> str:
    return f"{rounded(abs(Decimal(rate.value or 0)))}%"
