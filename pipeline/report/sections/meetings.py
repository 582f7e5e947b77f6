"""네트워크 회의: regional meetings by region and month, plenaries by quarter, who came, and which rules were kept.

Comes in: the run. Goes out: blocks; empty where the year does not ask for meetings.
"""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.joints.meetings import (
    Kept,
    RuleVerdict,
    both_attended,
    every_month,
    first_of_half,
    halves_due,
    planned_to_date,
    quarters,
    regional_by_month,
)
from pipeline.joints.returned import months_due
from pipeline.korean import attach, short_date, some_of
from pipeline.model.figures import Figure, State
from pipeline.model.result import RunResult
from pipeline.model.words import HALF_NAMES
from pipeline.report.blocks import Align, Block, Heading, Item, Run, TableBlock, TableCell, TableColumn, TableRow, line
from pipeline.report.sections.attendance import build_attendance
from pipeline.report.sections.compare import change_of, change_runs
from pipeline.report.sections.parts import (
    NOTHING,
    figure_cell,
    figure_run,
    followed_by,
    partial_notes,
    plain_cell,
    text_cell,
)
from pipeline.report.sections.scale import fitted
from pipeline.settings.load import YearConfig


def build_meetings(result: RunResult) -> list[Block]:
    """The section's blocks."""
    if not has_meetings(result):
        return []
    return [
        Heading(1, "네트워크 회의 운영"),
        Heading(2, "권역회의"),
        *_regional_sentences(result),
        _rules_table(result),
        *_plenary(result),
        *build_attendance(result),
    ]


def has_meetings(result: RunResult) -> bool:
    """Whether the year asks for meetings, and any is known."""
    known = (*result.figures.of("regional_meetings"), *result.figures.of("plenary_meetings"))
    return bool(months_due(result)) and any(figure.value is not None for figure in known)


def meetings_headline(result: RunResult) -> list[Item]:
    """How often the network met and which rules were not kept, in one line or two for the first page."""
    if not has_meetings(result):
        return []
    regional, plenary = result.figures.get("regional_meetings"), result.figures.get("plenary_meetings")
    known = [(name, f) for name, f in (("권역회의", regional), ("전체회의", plenary)) if f.value is not None]
    parts: list[str | Run] = ["네트워크 회의: "]
    for position, (name, figure) in enumerate(known):
        parts += [f"{', ' if position else ''}{name} ", figure_run(figure, bold=True)]
    last = known[-1][1]
    items = [Item(1, line(*parts, f"{followed_by(last, '을/를')} 개최함"))]
    broken = broken_rules(result)
    return [*items, Item(2, line(f"지키지 못한 회의 규칙: {some_of(broken)}"))] if broken else items


def broken_rules(result: RunResult) -> list[str]:
    """Every rule that was not kept, in words; without those where nobody can tell."""
    listed = []
    for region in result.config.regions:
        verdict = every_month(result, region)
        listed += [f"{result.config.called(region)} 권역회의 {verdict.words}"] if verdict.kept is Kept.NO else []
        for half in halves_due(result):
            verdict = first_of_half(result, region, half)
            words = f"{result.config.called(region)} {HALF_NAMES[half]} 첫 회의 총괄담당자 {verdict.words}"
            listed += [words] if verdict.kept is Kept.NO else []
    for quarter in quarters(result):
        verdict = quarter.verdict
        listed += [f"{quarter.number}분기 전체회의 {verdict.words}"] if verdict.kept is Kept.NO else []
    return listed


# -- regional meetings ----------------------------------------------------------------------------------------------


def _regional_sentences(result: RunResult) -> list[Block]:
    held = result.figures.get("regional_meetings")
    planned = planned_to_date(result, None)
    months = months_due(result)
    if held.value is None:
        return [Item(1, line("권역회의를 알 수 있는 자료가 들어오지 않음"))]
    parts: list[str | Run] = [f"{_span(months)}에 권역회의를 모두 ", figure_run(held, bold=True), " 개최함"]
    if planned.value:
        parts += ["(운영계획서의 회의 계획 ", figure_run(planned), ")"]
    blocks: list[Block] = [Item(1, line(*parts))]
    told = change_runs(change_of(result, held))
    blocks += [Item(2, line(*told))] if told else []
    verdicts = {region: every_month(result, region) for region in result.config.regions}
    kept = [result.config.called(region) for region, verdict in verdicts.items() if verdict.kept is Kept.YES]
    if len(kept) == len(verdicts):
        blocks.append(
            Item(2, line(f"{attach(result.config.unit.counted(len(kept)), '이/가')} 모두 매월 1회 이상 개최함"))
        )
    elif kept:
        blocks.append(Item(2, line(f"매월 1회 이상 개최한 {result.config.unit.word}: {some_of(kept)}")))
    return blocks


def _span(months: Sequence[int]) -> str:
    return f"{months[0]}~{months[-1]}월" if len(months) > 1 else f"{months[0]}월"


def matrix_table(result: RunResult) -> TableBlock:
    """Regions down, months across, a month without a meeting in bold; then the sum and the plan."""
    months = months_due(result)
    regions = result.config.regions
    columns = (
        TableColumn(result.config.unit.word, 1.2),
        *(TableColumn(f"{month}월", 0.8) for month in months),
        TableColumn("계", 0.9),
        TableColumn("계획", 0.9),
    )
    rows = []
    for number in (*regions, None):
        figures = regional_by_month(result, number)
        label = text_cell("계" if number is None else regions[number].name)
        cells = [plain_cell(figure) if number is None else _count_cell(figure) for figure in figures]
        totals = [result.figures.get("regional_meetings", region=number), planned_to_date(result, number)]
        rows.append(TableRow((label, *cells, *(plain_cell(figure) for figure in totals)), total=number is None))
    plans = [result.figures.get("meetings_planned", month=month) for month in months]
    if any(figure.value is not None for figure in plans):
        cells = [
            *(plain_cell(figure) for figure in plans),
            text_cell(NOTHING),
            plain_cell(planned_to_date(result, None)),
        ]
        rows.append(TableRow((text_cell("계획"), *cells)))
    shown = [f for region in (*regions, None) for f in regional_by_month(result, region)]
    held = [result.figures.get("regional_meetings", region=region) for region in (*regions, None)]
    planned = [planned_to_date(result, region) for region in (*regions, None)]
    notes = (f"계획은 운영계획서의 {_span(months)} 회의 계획", *partial_notes([*shown, *held, *planned, *plans]))
    caption = f"{result.config.unit.each}·월별 권역회의"
    return TableBlock(
        "meetings_by_month", caption, columns, tuple(rows), "회", notes, total_columns=(len(months) + 1,), small=True
    )


def _count_cell(figure: Figure) -> TableCell:
    """A month without a meeting breaks the rule and is bold, as in the table of the rules."""
    return figure_cell(figure, unit=False, bold=figure.state is State.ZERO)


def _rules_table(result: RunResult) -> TableBlock:
    regions = result.config.regions
    columns = (TableColumn("규칙", 1.9, Align.LEFT), *(TableColumn(region.name) for region in regions.values()))
    rows = [_verdict_row("매월 권역회의 개최", [every_month(result, region) for region in regions])]
    for half in halves_due(result):
        verdicts = [first_of_half(result, region, half) for region in regions]
        rows.append(_verdict_row(f"{HALF_NAMES[half]} 첫 회의에\n구 총괄담당자 참석", verdicts))
    return fitted(
        TableBlock("meeting_rules", "권역회의 규칙 이행", columns, tuple(rows), small=True), result.config.unit
    )


def _verdict_row(rule: str, verdicts: Sequence[RuleVerdict]) -> TableRow:
    return TableRow((text_cell(*rule.split("\n")), *(verdict_cell(verdict) for verdict in verdicts)))


def verdict_cell(verdict: RuleVerdict) -> TableCell:
    """A verdict as a cell: a broken rule in bold, an unknown one in the look of 미제출."""
    bold = verdict.kept is Kept.NO
    state = State.MISSING if verdict.kept is Kept.UNKNOWN else State.VALUE
    return TableCell((line(Run(verdict.words, bold=bold)),), state=state, bold=bold)


# -- plenary meetings -----------------------------------------------------------------------------------------------


def _plenary(result: RunResult) -> list[Block]:
    found = quarters(result)
    held = [quarter for quarter in found if quarter.verdict.kept is Kept.YES]
    plenaries = result.figures.get("plenary_meetings")
    blocks: list[Block] = [Heading(2, "전체회의")]
    if plenaries.value is not None:
        due = [quarter for quarter in found if quarter.verdict.kept is not Kept.NOT_YET]
        words = f"({len(due)}개 분기 " + ("모두)" if len(held) == len(due) else f"가운데 {len(held)}개 분기)")
        blocks.append(Item(1, line("전체회의를 ", figure_run(plenaries, bold=True), f" 개최함{words if due else ''}")))
    columns = (
        TableColumn("분기", 0.7),
        TableColumn("개최(회)", 0.8),
        TableColumn("일자", 1.5),
        TableColumn("분기 1회 이상", 1.4),
        TableColumn(f"참석을 보고한 {result.config.unit.word}", 1.8),
        TableColumn("총괄담당자·대표기관\n실무자 함께 참석", 1.9),
    )
    rows = []
    for quarter in found:
        reporting = sorted({meeting.region for meeting in quarter.reported})
        words = ", ".join(short_date(day) for day in quarter.days) or NOTHING
        rows.append(
            TableRow(
                (
                    text_cell(f"{quarter.number}분기"),
                    plain_cell(quarter.held),
                    text_cell(words),
                    verdict_cell(quarter.verdict),
                    text_cell(_reporting(result.config, reporting, len(result.config.regions))),
                    verdict_cell(both_attended(result.config, quarter.reported))
                    if quarter.reported or quarter.days
                    else text_cell(NOTHING),
                )
            )
        )
    notes = (
        f"개최와 일자는 총괄부서실적, 참석은 {attach(result.config.unit.word, '이/가')} 낸 월별실적에서 옴",
        *partial_notes([q.held for q in found]),
    )
    return [*blocks, TableBlock("plenary", "분기별 전체회의", columns, tuple(rows), notes=notes, small=True)]


def _reporting(config: YearConfig, regions: Sequence[int], count: int) -> str:
    if len(regions) == count:
        return f"{config.unit.counted(count)} 모두"
    return some_of([config.called(number) for number in regions]) or NOTHING
