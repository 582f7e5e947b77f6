"""대조: what two documents state about the same thing, side by side: amounts, activities, meetings, dongs.

Comes in: the run. Goes out: one ``Comparison`` per pair of documents that the year asks for. A region that could not be
compared, because one side is missing, is listed as unknown: neither right nor wrong. Findings are made by the checks,
not here.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from pipeline.forms.ids import HEAD_OFFICE_RESULTS, JOINT_PROJECT_PLAN, MONTHLY_RESULTS, OPERATING_PLAN, SETTLEMENT
from pipeline.joints.meetings import PLENARY, meetings_of, regional_by_month
from pipeline.joints.projects import Standing, all_progress
from pipeline.joints.returned import has_come, is_due, month_words, months_absent, months_due
from pipeline.korean import some_of, won
from pipeline.model.figures import Figures, State, has_left_out
from pipeline.model.result import RunResult
from pipeline.settings.load import YearConfig

MOST_ACTIVITIES = 3  # activities named in one cell

Pair = tuple[int | None, int | None]


@dataclass(frozen=True, slots=True)
class Comparison:
    """``agree`` holds region numbers; ``differ`` holds regions' names with what differs, ``unknown`` names alone."""

    what: str
    sides: str
    agree: tuple[int, ...]
    differ: tuple[str, ...]
    unknown: tuple[str, ...]

    @property
    def words(self) -> str:
        """ "맞음", or which regions differ and which could not be compared."""
        parts = []
        if self.differ:
            parts.append(f"다름: {some_of(self.differ)}")
        elif self.agree:
            parts.append("맞음")
        if self.unknown:
            parts.append(f"대조 못함: {some_of(self.unknown)}")
        return "; ".join(parts) or "대조할 자료 없음"


def comparisons(result: RunResult) -> list[Comparison]:
    """Every pair of documents that this year asks for: what was planned and done first, then the money.

    A pair for which no region has anything to compare yet (no round names dongs, nothing is due) is left out.
    """
    found = [
        one
        for one in (_activities(result), _meetings(result), _dongs(result.config, result.figures))
        if one.agree or one.differ
    ]
    plan = result.config.plan
    if plan.budget is not None:
        if is_due(result.board, HEAD_OFFICE_RESULTS):
            found.append(_compare(result, "편성액과 교부액", "설정 ↔ 총괄부서실적", _granted(result)))
        if is_due(result.board, JOINT_PROJECT_PLAN) and result.figures.of("planned_won"):
            found.append(
                _compare(
                    result,
                    "사업계획 예산과 편성액",
                    "공동사업계획서 ↔ 설정",
                    _figures("planned_won", "budget_won"),
                    at_most=True,
                )
            )
        if is_due(result.board, SETTLEMENT):
            found += _of_settlements(result)
    if is_due(result.board, HEAD_OFFICE_RESULTS) and months_due(result):
        found.append(_plenaries(result))
    return found


def _of_settlements(result: RunResult) -> list[Comparison]:
    found = []
    if is_due(result.board, HEAD_OFFICE_RESULTS):
        found.append(_compare(result, "교부액", "총괄부서실적 ↔ 정산서", _sides(result, "granted_won")))
    return [
        *found,
        _compare(result, "집행액", "집행내역의 합 ↔ 정산총괄", _sides(result, "spent_won")),
        _compare(result, "잔액", "교부액 − 집행액 ↔ 정산서의 잔액", _remaining),
        _compare(result, "반납액과 잔액", "정산서 안에서", _figures("returned_won", "remaining_won")),
    ]


def _whole(figures: Figures, measure: str, region: int) -> int | None:
    """A region's sum; None where something is missing from it: a partial sum cannot be compared with another
    document's.
    """
    figure = figures.get(measure, region=region)
    return None if figure.state is State.PARTIAL else figure.value


def _figures(first: str, second: str) -> Callable[[RunResult, int], Pair]:
    def pair(result: RunResult, region: int) -> Pair:
        return _whole(result.figures, first, region), _whole(result.figures, second, region)

    return pair


def _sides(result: RunResult, measure: str) -> Callable[[RunResult, int], Pair]:
    """A region's sum in the first document, and the sum that another document repeats; None for a side from which a row
    is left out.
    """
    facts, lacking = result.facts[result.facts["counted"]], result.left_out
    told = facts[(facts["measure"] == measure) & facts["value"].notna()]
    sums = {key: int(values.sum()) for key, values in told.groupby(["region", "repeats"])["value"]}
    left_out = lacking[lacking["measure"] == measure]
    torn = set(zip(left_out["region"], left_out["repeats"], strict=True))

    def side(region: int, *, repeats: bool) -> int | None:
        key = (region, repeats)
        return None if key in torn else sums.get(key)

    return lambda _, region: (side(region, repeats=False), side(region, repeats=True))


def _granted(result: RunResult) -> Callable[[RunResult, int], Pair]:
    """The budget, and the grant as the head office itself wrote it, not as a settlement repeats it."""
    sides = _sides(result, "granted_won")
    return lambda _, region: (_whole(result.figures, "budget_won", region), sides(result, region)[0])


def _remaining(result: RunResult, region: int) -> Pair:
    granted, spent, left = (
        _whole(result.figures, name, region) for name in ("granted_won", "spent_won", "remaining_won")
    )
    return None if granted is None or spent is None else granted - spent, left


def _compare(
    result: RunResult, what: str, sides: str, pair: Callable[[RunResult, int], Pair], *, at_most: bool = False
) -> Comparison:
    def differences(region: int) -> list[str] | None:
        first, second = pair(result, region)
        if first is None or second is None:
            return None
        return [] if first == second or (at_most and first < second) else [f"{won(first)} ↔ {won(second)}"]

    return _by_region(what, sides, result.config, differences)


def _by_region(what: str, sides: str, config: YearConfig, differences: Callable[[int], list[str] | None]) -> Comparison:
    """``differences`` gives what differs in a region, in words; None where nobody can tell."""
    agree, differ, unknown = [], [], []
    for region in config.regions:
        found = differences(region)
        if found is None:
            unknown.append(config.called(region))
        elif found:
            differ.append(f"{config.called(region)}({', '.join(found)})")
        else:
            agree.append(region)
    return Comparison(what, sides, tuple(agree), tuple(differ), tuple(unknown))


def _activities(result: RunResult) -> Comparison:
    """Activities that were planned but not done by the year's end, and activities that were done without a plan."""

    def differences(region: int) -> list[str] | None:
        progress = all_progress(result, region)
        told = {Standing.NOTHING: "실적 없음", Standing.UNPLANNED: "계획에 없음"}
        found = [
            f"{words} {some_of([one.activity for one in progress if one.standing is standing], MOST_ACTIVITIES)}"
            for standing, words in told.items()
            if any(one.standing is standing for one in progress)
        ]
        waiting = any(one.standing in (Standing.NOT_YET, Standing.UNHEARD, Standing.IN_QUESTION) for one in progress)
        if not found and (waiting or not progress or not has_come(result, JOINT_PROJECT_PLAN, region)):
            return None
        return found

    return _by_region("계획한 세부사업과 실적", "공동사업계획서 ↔ 월별실적", result.config, differences)


def _meetings(result: RunResult) -> Comparison:
    """The months for which the operating plan names a regional meeting, compared with those in which one was held."""

    def differences(region: int) -> list[str] | None:
        pairs = [(f, result.figures.get("meetings_planned", region=region, month=f.month)) for f in held[region]]
        known = [(f.month or 0, f.value, planned.value) for f, planned in pairs if f.value is not None]
        if not known or not has_come(result, OPERATING_PLAN, region):
            return None
        lacking = [month for month, count, planned in known if planned and not count]
        extra = [month for month, count, planned in known if count and not planned]
        found = [f"{month_words(lacking)} 개최 없음"] if lacking else []
        return found + ([f"{month_words(extra)} 계획 없음"] if extra else [])

    held = {region: regional_by_month(result, region) for region in result.config.regions}
    return _by_region("계획한 권역회의와 개최", "운영계획서 ↔ 월별실적", result.config, differences)


def _dongs(config: YearConfig, figures: Figures) -> Comparison:
    """The region's dongs that are absent from a monitoring round; a round reported only for the whole region is not
    compared.
    """

    def differences(region: int) -> list[str] | None:
        told = told_by_region.get(region, {})
        sums = {number: figures.get("people", region=region, round=number) for number in told}
        told = {
            number: dongs for number, dongs in told.items() if not has_left_out(sums[number])
        }  # the left-out rows may be of any dong
        lacking = {number: [d for d in config.regions[region].dongs if d not in told[number]] for number in told}
        return [f"{number}회차 {', '.join(dongs)} 없음" for number, dongs in lacking.items() if dongs] if told else None

    told_by_region: dict[int, dict[int, set[str]]] = {}
    for figure in figures.of("people"):
        if figure.region is not None and figure.dong and figure.round is not None and figure.value is not None:
            told_by_region.setdefault(figure.region, {}).setdefault(figure.round, set()).add(figure.dong)
    return _by_region("모니터링한 동", "설정 ↔ 전화모니터링", config, differences)


def _plenaries(result: RunResult) -> Comparison:
    """The months in which the head office held plenaries, compared with those that each region reported.

    Only months whose returns are due: a region cannot have reported what it did not have to send yet.
    """
    months = months_due(result)
    own = {month for month in months if result.figures.get("plenary_meetings", month=month).value}

    def differences(region: int) -> list[str] | None:
        reported = {meeting.day.month for meeting in meetings_of(result, region) if meeting.kind == PLENARY}
        lacking = sorted(own - reported - set(months_absent(result, region, months)))
        extra = sorted(reported - own)
        if not has_come(result, HEAD_OFFICE_RESULTS, None) or not has_come(result, MONTHLY_RESULTS, region):
            return None
        found = [f"{month_words(lacking)} 보고 없음"] if lacking else []
        return found + ([f"{month_words(extra)} 총괄부서 기록 없음"] if extra else [])

    return _by_region("전체회의를 연 달", "총괄부서실적 ↔ 월별실적", result.config, differences)
