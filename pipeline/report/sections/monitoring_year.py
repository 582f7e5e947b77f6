"""The year's consultations: over all rounds, and beside the year before.

Comes in: the run. Goes out: blocks, empty for a single round without a year before. People are never added over rounds:
the same people are called again.
"""

from __future__ import annotations

from pipeline.count.derived import Derived
from pipeline.korean import some_of
from pipeline.model.figures import Figure
from pipeline.model.result import RunResult
from pipeline.report.blocks import (
    Block,
    ChartBlock,
    Heading,
    Item,
    Panel,
    Run,
    Series,
    TableBlock,
    TableCell,
    TableColumn,
    TableRow,
    line,
)
from pipeline.report.sections.compare import Kind, change_of, change_runs, figure_before
from pipeline.report.sections.parts import (
    NOTHING,
    chart_point,
    figure_cell,
    figure_run,
    figure_text,
    followed_by,
    partial_notes,
    submitted_note,
    text_cell,
)
from pipeline.report.sections.scale import MOST_BARS, drawn, drawn_words, fitted


def build_monitoring_year(result: RunResult, rounds: list[int]) -> list[Block]:
    """The whole year in a sentence (two rounds or more), a table and a picture beside the year before.

    These only where a region at least can be compared: half a year beside a whole one, or two rounds
    beside one, would mislead.
    """
    total = result.figures.get("consultations")
    regions = [result.figures.get("consultations", region=region) for region in result.config.regions]
    blocks: list[Block] = []
    if len(rounds) > 1:
        blocks.append(_year_line(result, rounds))
    if all(change_of(result, figure).by is None for figure in (total, *regions)):
        return blocks
    told = change_runs(change_of(result, total))
    if told:
        blocks.append(Item(2, line("연간 상담은 ", *told)))
    heading = Heading(2, "연간 상담(전년 대비)")
    return [*blocks, heading, _table(result, total, regions), _chart(result, total, regions)]


def _year_line(result: RunResult, rounds: list[int]) -> Item:
    total = result.figures.get("consultations")
    spoken = followed_by(total, "을/를")
    parts: list[str | Run] = [f"{len(rounds)}회에 걸쳐 모두 ", figure_run(total, bold=True), f"{spoken} 상담함(대상자 "]
    for position, number in enumerate(rounds):
        people = result.figures.get("people", round=number)
        parts += [", " if position else "", f"{number}회차 ", figure_run(people)]
    return Item(1, line(*parts, ")"))


def _table(result: RunResult, total: Figure, regions: list[Figure]) -> TableBlock:
    year = result.config.year
    changes = [change_of(result, figure) for figure in (total, *regions)]
    headers = [TableColumn(region.name) for region in result.config.regions.values()]
    rows = (
        TableRow((text_cell(f"{year - 1}년"), *(figure_cell(change.before, unit=False) for change in changes))),
        TableRow((text_cell(f"{year}년"), *(figure_cell(figure, unit=False) for figure in (total, *regions)))),
        TableRow((text_cell("증감"), *(_cell(change.by) for change in changes))),
        TableRow((text_cell("증감률(%)"), *(_cell(change.rate) for change in changes))),
    )
    befores = [change.before for change in changes]
    reasons = {f"비교하지 않음({change.kind.value})" for change in changes if change.by is None}
    fell = ("△는 감소",) if any(change.kind is Kind.LESS for change in changes) else ()
    told = [words for words in (result.previous_note,) if words]
    notes = (
        *fell,
        *told,
        *sorted(reasons),
        *submitted_note(regions, result.config.unit),
        *partial_notes((total, *regions), befores),
    )
    columns = (TableColumn("구분", 1.2), TableColumn("계"), *headers)
    return fitted(
        TableBlock(
            "monitoring_year",
            f"{result.config.unit.each} 연간 상담(전년 대비)",
            columns,
            rows,
            "건, %",
            notes,
            total_columns=(1,),
        ),
        result.config.unit,
    )


def _cell(shown: Derived | None) -> TableCell:
    return text_cell(NOTHING) if shown is None else figure_cell(shown, unit=False)


def _chart(result: RunResult, total: Figure, regions: list[Figure]) -> ChartBlock:
    year = result.config.year
    named = list(zip(result.config.regions.values(), regions, strict=True))
    before = [figure_before(result, figure) for figure in regions]
    points = [chart_point(f"{region.name}\n{region.short}", figure) for region, figure in named]
    past = [
        chart_point(f"{region.name}\n{region.short}", figure) for (region, _), figure in zip(named, before, strict=True)
    ]
    title = (
        f"상담({total.unit})  {year - 1}년 {figure_text(figure_before(result, total))}, {year}년 {figure_text(total)}"
    )
    shown = {point.label for point in drawn(points)}
    past, points = ([point for point in series if point.label in shown] for series in (past, points))
    panel = Panel(title, (Series(f"{year - 1}년", tuple(past)), Series(f"{year}년", tuple(points))))
    changes = [
        f"{region.name} {figure_text(past_figure)}에서 {figure_text(figure)}"
        for (region, figure), past_figure in zip(named, before, strict=True)
    ]
    told = some_of(changes, MOST_BARS)
    name = f"{result.config.unit.each} 연간 상담(전년 대비){drawn_words(len(named), result.config.unit)}"
    alt = f"{result.config.unit.each} 연간 상담을 전년과 견준 막대그래프. {told}."
    return ChartBlock("monitoring_year", "grouped", name, alt, (panel,))
