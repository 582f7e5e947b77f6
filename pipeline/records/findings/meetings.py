"""대조 of what took place: the months in which meetings were held, the dongs that a monitoring round covers.

Comes in: figures, frames and the settings. Goes out: up to two sheets, a line for each region and month, and for each
round and dong.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pipeline.forms.ids import MONTHLY_RESULTS, OPERATING_PLAN, PHONE_MONITORING
from pipeline.korean import attach
from pipeline.model.figures import Figure, Figures
from pipeline.model.result import RunResult
from pipeline.model.returns import ExpectedReturn
from pipeline.model.tables import TableFrames
from pipeline.model.words import region_label
from pipeline.records.findings.joint_cells import MISSING, NONE, STATES_NOTE, shown
from pipeline.settings.load import YearConfig
from pipeline.sheets.drawing import Column, Said, Sheet, Value


def meeting_sheet(result: RunResult) -> Sheet | None:
    """Every region's months: meetings planned, held, and attended by the coordinator."""
    expected = result.config.expected(MONTHLY_RESULTS)
    if expected is None or not expected.months or not result.config.asks_for(MONTHLY_RESULTS, "meetings"):
        return None
    with_plan = result.config.asks_for(OPERATING_PLAN, "meeting_plan")
    attended = _attended(result.frames)
    rows = [
        _meeting_row(result, region, month, attended.get((region, month), 0), with_plan=with_plan)
        for region in result.config.regions
        for month in expected.months
    ]
    columns = [
        Column(result.config.unit.word, "center"),
        Column("월", "month"),
        *([Column("계획한 회의(회)", "number", 16)] if with_plan else []),
        Column("권역회의(회)", "number", 15),
        Column("전체회의(회)", "number", 15),
        Column("구 총괄담당자 참석(회)", "number", 22),
        Column("판정", "center", 16),
    ]
    return Sheet(
        "대조_회의",
        f"대조: {result.config.unit.each}·월별 회의",
        columns,
        rows,
        "달마다 권역회의를 열었는지, 구 총괄담당자가 왔는지",
        note=f"전체회의는 {attach(result.config.unit.word, '이/가')} 월별실적에 적은 것입니다. {STATES_NOTE}",
        portrait=True,
        grouped_by=0,
    )


def _meeting_row(result: RunResult, region: int, month: int, attended: int, *, with_plan: bool) -> list[Value]:
    at = {"region": region, "month": month}
    held, plenary = result.figures.get("regional_meetings", **at), result.figures.get("plenary_meetings", **at)
    return [
        region_label(result.config, region),
        month,
        *([shown(result.figures.get("meetings_planned", **at))] if with_plan else []),
        shown(held),
        shown(plenary),
        attended if held.value is not None else NONE,
        _meeting_verdict(held, due=_is_due(result.board, region, month)),
    ]


def _attended(frames: Mapping[tuple[str, str], TableFrames]) -> dict[tuple[int, int], int]:
    """(region, month) -> number of meetings that the coordinator attended."""
    counts: dict[tuple[int, int], int] = {}
    rows = frames[(MONTHLY_RESULTS, "meetings")].counted
    for region, month, came in zip(
        rows["return_region"], rows["return_month"], rows["coordinator_attended"], strict=True
    ):
        if came == "예":
            counts[(region, month)] = counts.get((region, month), 0) + 1
    return counts


def _is_due(board: Sequence[ExpectedReturn], region: int, month: int) -> bool:
    slots = (e for e in board if e.slot.form == MONTHLY_RESULTS and e.slot.region == region and e.slot.month == month)
    return any(entry.is_due for entry in slots)


def _meeting_verdict(held: Figure, *, due: bool) -> Value:
    if held.value is None:
        return MISSING if due else Said("기한 전", "grey")
    return Said("열었음", "good") if held.value else Said("열지 않음", "doubt")


def dong_sheet(config: YearConfig, figures: Figures) -> Sheet | None:
    """Every round and dong: whether its numbers came, and the numbers."""
    expected = config.expected(PHONE_MONITORING)
    if expected is None or not config.asks_for(PHONE_MONITORING, "monitoring"):
        return None
    rounds = {r.number for r in expected.rounds}
    rounds |= {figure.round for figure in figures.of("people") if figure.round is not None}
    rows: list[list[Value]] = []
    for number in sorted(rounds):
        for region in config.regions.values():
            rows += [_dong_row(config, figures, number, region.number, dong) for dong in region.dongs]
    columns = [
        Column("회차", "round"),
        Column(config.unit.word, "center"),
        Column("동", "center", 14),
        Column("대상자(명)", "number", 14),
        Column("상담(건)", "number", 14),
        Column("판정", "center", 22),
    ]
    return Sheet(
        "대조_모니터링동",
        f"대조: 전화모니터링의 동 ↔ {config.unit.word}의 동",
        columns,
        rows,
        f"회차마다 {config.unit.word}의 모든 동이 들어왔는지",
        note=f"{config.unit.word} 전체로만 적은 회차는 동별 수가 없습니다. {STATES_NOTE}",
        portrait=True,
        grouped_by=0,
    )


def _dong_row(config: YearConfig, figures: Figures, number: int, region: int, dong: str) -> list[Value]:
    at = {"region": region, "round": number}
    people = figures.get("people", dong=dong, **at)
    calls = figures.get("consultations", dong=dong, **at)
    whole = figures.get("people", **at)
    row: list[Value] = [number, region_label(config, region), dong]
    if people.key in figures or calls.key in figures:
        return [*row, shown(people), shown(calls), Said("들어옴", "good")]
    if whole.value is None:
        return [*row, MISSING, MISSING, MISSING]
    singles = any(f.region == region and f.round == number and f.dong for f in figures.of("people"))
    return [
        *row,
        NONE,
        NONE,
        Said("빠짐", "doubt") if singles else Said(f"{config.unit.word} 전체로 적음", "grey"),
    ]
