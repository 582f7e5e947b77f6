"""대조: numbers that two documents state, laid side by side.

Comes in: the run. Goes out: one ``Comparison`` per pair of documents that the year asks for. What could not be
compared, because one side is missing, is said; it is neither right nor wrong. Findings stay the checks' own work.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from pipeline.content.meeting_rules import PLENARY, meetings_of
from pipeline.content.returned import (
    HEAD_OFFICE,
    PROJECT_PLAN,
    SETTLEMENT,
    has_come,
    is_due,
    month_words,
    months_absent,
    months_due,
)
from pipeline.content.scale import some_of
from pipeline.korean import won
from pipeline.result import RunResult

Pair = tuple[int | None, int | None]


@dataclass(frozen=True, slots=True)
class Comparison:
    """``agree``, ``differ`` and ``unknown`` hold the regions; ``differ`` with both amounts in words."""

    what: str
    sides: str
    agree: tuple[int, ...]
    differ: tuple[str, ...]
    unknown: tuple[int, ...]

    @property
    def words(self) -> str:
        """ "맞음", or which regions differ and which could not be compared."""
        parts = []
        if self.differ:
            parts.append(f"다름: {some_of(self.differ)}")
        elif self.agree:
            parts.append("맞음")
        if self.unknown:
            parts.append(f"대조 못함: {some_of([f'{region}권역' for region in self.unknown])}")
        return "; ".join(parts) or "대조할 자료 없음"


def comparisons(result: RunResult) -> list[Comparison]:
    """Every pair of documents that this year asks for, in the order in which money and meetings go."""
    found: list[Comparison] = []
    plan = result.config.plan
    if plan.budget is not None:
        if is_due(result, HEAD_OFFICE):
            found.append(
                _compare(result, "편성액과 교부액", "설정 ↔ 총괄부서실적", _figures("budget_won", "granted_won"))
            )
        if is_due(result, PROJECT_PLAN) and result.figures.of("planned_won"):
            found.append(
                _compare(
                    result,
                    "사업계획 예산과 편성액",
                    "공동사업계획서 ↔ 설정",
                    _figures("planned_won", "budget_won"),
                    at_most=True,
                )
            )
        if is_due(result, SETTLEMENT):
            found += _of_settlements(result)
    if is_due(result, HEAD_OFFICE) and months_due(result):
        found.append(_plenaries(result))
    return found


def _of_settlements(result: RunResult) -> list[Comparison]:
    found = []
    if is_due(result, HEAD_OFFICE):
        found.append(_compare(result, "교부액", "총괄부서실적 ↔ 정산서", _stated_twice("granted_won")))
    return [
        *found,
        _compare(result, "집행액", "집행내역의 합 ↔ 정산총괄", _stated_twice("spent_won")),
        _compare(result, "잔액", "교부액 − 집행액 ↔ 정산서의 잔액", _remaining),
        _compare(result, "반납액과 잔액", "정산서 안에서", _figures("returned_won", "remaining_won")),
    ]


def _figures(first: str, second: str) -> Callable[[RunResult, int], Pair]:
    def pair(result: RunResult, region: int) -> Pair:
        return result.figures.get(first, region=region).value, result.figures.get(second, region=region).value

    return pair


def _stated_twice(measure: str) -> Callable[[RunResult, int], Pair]:
    """What the first document says, and what another repeats of it; rows that were left out do not count."""

    def pair(result: RunResult, region: int) -> Pair:
        facts = result.facts
        own = facts[(facts["measure"] == measure) & (facts["region"] == region).fillna(False) & facts["counted"]]
        sides = [own.loc[own["repeats"] == repeats, "value"].dropna() for repeats in (False, True)]
        first, second = (int(side.sum()) if len(side) else None for side in sides)
        return first, second

    return pair


def _remaining(result: RunResult, region: int) -> Pair:
    granted, spent, left = (
        result.figures.get(measure, region=region).value for measure in ("granted_won", "spent_won", "remaining_won")
    )
    return None if granted is None or spent is None else granted - spent, left


def _compare(
    result: RunResult, what: str, sides: str, pair: Callable[[RunResult, int], Pair], *, at_most: bool = False
) -> Comparison:
    agree, differ, unknown = [], [], []
    for region in result.config.regions:
        first, second = pair(result, region)
        if first is None or second is None:
            unknown.append(region)
        elif first == second or (at_most and first < second):
            agree.append(region)
        else:
            differ.append(f"{region}권역({won(first)} ↔ {won(second)})")
    return Comparison(what, sides, tuple(agree), tuple(differ), tuple(unknown))


def _plenaries(result: RunResult) -> Comparison:
    """The months of the plenaries that the head office held beside those that each region reported.

    Only months of which returns are due: a region cannot have reported what it need not have sent yet.
    """
    months = months_due(result)
    own = {month for month in months if result.figures.get("plenary_meetings", month=month).value}
    agree, differ, unknown = [], [], []
    for region in result.config.regions:
        reported = {meeting.day.month for meeting in meetings_of(result, region) if meeting.kind == PLENARY}
        lacking = sorted(own - reported - set(months_absent(result, region, months)))
        extra = sorted(reported - own)
        if not has_come(result, HEAD_OFFICE, None):
            unknown.append(region)
        elif lacking or extra:
            words = [f"{month_words(lacking)} 보고 없음"] if lacking else []
            words += [f"{month_words(extra)} 총괄부서 기록 없음"] if extra else []
            differ.append(f"{region}권역({', '.join(words)})")
        else:
            agree.append(region)
    return Comparison("전체회의를 연 달", "총괄부서실적 ↔ 월별실적", tuple(agree), tuple(differ), tuple(unknown))
