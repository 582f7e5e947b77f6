"""Targets beside results, and results by month: the tables and pictures of activities.

Comes in: the run and the progress of its activities. Goes out: tables and charts; none where hardly anything is known.
"""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.count.derived import percent
from pipeline.joints.projects import DONE_MEASURES, Progress, Standing
from pipeline.korean import some_of
from pipeline.model.figures import Figures, State
from pipeline.model.result import RunResult
from pipeline.report.blocks import (
    Align,
    ChartBlock,
    Panel,
    Point,
    Series,
    TableBlock,
    TableCell,
    TableColumn,
    TableRow,
    line,
)
from pipeline.report.sections.finishing import attached, regions_title
from pipeline.report.sections.parts import (
    NOTHING,
    chart_point,
    figure_text,
    is_worth_drawing,
    merged_rows,
    month_told,
    partial_notes,
    plain_cell,
    text_cell,
)
from pipeline.report.sections.scale import MOST_BARS, drawn, drawn_words
from pipeline.settings.load import YearConfig
from pipeline.settings.schema import Unit


def target_table(config: YearConfig, progress: Sequence[Progress], key: str, caption: str) -> TableBlock:
    """Target, result and rate of activities, one row for each of 건, 명 and 회 that has either.

    For several regions only activities with a target are shown, under the region's number; for one region all are.
    Where no target is known at all, there is no column for targets or rates; before anything is done, only one for
    targets.
    """
    several = len(config.regions) > 1 and len({one.project.region for one in progress}) > 1
    columns = (
        TableColumn(config.unit.word, 0.5),
        TableColumn("세부사업", 2.4, Align.LEFT),
        TableColumn("단위", 0.5),
        TableColumn("목표", 0.8),
        TableColumn("실적", 0.8),
        TableColumn("달성률(%)", 0.8),
    )
    groups = []
    for region in config.regions:
        own = [one for one in progress if one.project.region == region]
        members = [row for one in own for row in _target_rows(one, with_target=several)]
        groups.append((text_cell(str(region), align=Align.CENTER, bold=True), members))
    has_targets, has_results = any(one.targets for one in progress), not all_to_come(progress)
    kept = [
        index
        for index in range(len(columns))
        if (several or index > 0) and (has_targets or index not in (3, 5)) and (has_results or index not in (4, 5))
    ]
    rows = tuple(TableRow(tuple(row.cells[index] for index in kept)) for row in merged_rows(groups))
    heads = tuple(columns[index] for index in kept)
    shown = [figure for one in progress for figure in one.done]
    notes = (*(("달성률은 실적 ÷ 목표",) if has_targets and has_results else ()), *partial_notes(shown))
    return TableBlock(key, caption, heads, rows, notes=notes, small=True, header_columns=1 + several)


def all_to_come(progress: Sequence[Progress]) -> bool:
    """Whether targets are set and nothing can have been done yet."""
    return all(one.standing is Standing.NOT_YET and not one.done for one in progress) and any(
        one.targets for one in progress
    )


def _target_rows(one: Progress, *, with_target: bool) -> list[tuple[TableCell | None, ...]]:
    pairs = [(target, done) for target, done in one.pairs() if target or not with_target]
    rates = {rate.key: rate for rate in one.rates()}
    rows: list[tuple[TableCell | None, ...]] = []
    for position, (target, done) in enumerate(pairs):
        known = target or done
        rate = rates.get(percent(done, target).key) if target and done else None
        rows.append(
            (
                text_cell(one.activity, rows=len(pairs)) if position == 0 else None,
                text_cell(known.unit if known else ""),
                plain_cell(target) if target else text_cell(NOTHING),
                plain_cell(done) if done else _none_cell(one),
                plain_cell(rate) if rate else text_cell(NOTHING),
            )
        )
    if rows or with_target:
        return rows
    return [(text_cell(one.activity), text_cell(NOTHING), text_cell(NOTHING), _none_cell(one), text_cell(NOTHING))]


def _none_cell(one: Progress) -> TableCell:
    states = {Standing.UNHEARD: State.MISSING, Standing.IN_QUESTION: State.MISSING}
    states |= {Standing.NOT_APPLICABLE: State.NOT_APPLICABLE}
    state = states.get(one.standing, State.VALUE)
    has_other = any(figure.value for figure in one.done)
    return TableCell((line(NOTHING if has_other else one.standing.value),), state=state)


def achievement_chart(config: YearConfig, progress: Sequence[Progress]) -> ChartBlock | None:
    """How far each activity came. Of several targets the one with the lowest rate counts, because an activity reaches
    its goal only with all of them. None for fewer than two results. Targets and results are in the regions' tables.
    """
    points = [point for one in progress if (point := _achievement(config, one))]
    if sum(point.value is not None for point in points) < 2:
        return None
    shown = drawn(points, lowest=True)
    listed = some_of([f"{point.label} {point.text}" for point in points], MOST_BARS)
    caption = f"세부사업별 목표 달성률{drawn_words(len(points), Unit(word='세부사업'), '낮은')}"
    panel = Panel("달성률(실적 ÷ 목표)", (Series("달성률", shown),))
    notes = (f"목표가 여럿이면 가장 낮은 달성률임. 목표와 실적은 {attached(regions_title(config.unit))}에 있음",)
    return ChartBlock("achievement", "rates", caption, f"막대그래프. {listed}.", (panel,), notes=notes)


def _achievement(config: YearConfig, one: Progress) -> Point | None:
    """The lowest rate of the activity's targets, with its unit where there are several; the activity's standing where
    it has no result; None without a target.
    """
    pairs = [(target, done) for target, done in one.pairs() if target and target.value]
    if not pairs:
        return None
    label = f"{config.called(one.project.region)} {one.activity}"
    rates = {target.unit: percent(done, target) for target, done in pairs if done}
    if not rates:
        unheard = one.standing in (Standing.UNHEARD, Standing.IN_QUESTION)
        return Point(label, None, one.standing.value, state=State.MISSING if unheard else State.NOT_APPLICABLE)
    unit, rate = min(rates.items(), key=lambda item: item[1].value or 0)
    return chart_point(f"{label}({unit})" if len(pairs) > 1 else label, rate)


def monthly_chart(result: RunResult, region: int | None = None) -> ChartBlock | None:
    """The results month by month, one panel for each of 건, 명 and 회 that has any; None where no month is known."""
    panels, told = [], []
    span = _months_with_results(result.figures, region)
    for measure in DONE_MEASURES:
        months = [f for f in result.figures.of(measure) if f.month in span and f.region == region]
        total = result.figures.get(measure, region=region)
        if not total.value or not is_worth_drawing(months):
            continue
        points = tuple(chart_point(f"{figure.month}월", figure) for figure in months)
        panels.append(Panel(f"{total.unit}  계 {figure_text(total)}", (Series(total.unit, points),)))
        told.append(f"{total.unit} 실적은 {month_told(months, total)}")
    if not panels:
        return None
    name = "공동사업 월별 실적" if region is None else f"{result.config.called(region)} 공동사업 월별 실적"
    key = "projects_by_month" if region is None else f"region_{region}_projects_by_month"
    return ChartBlock(key, "trend", name, f"월별 막대그래프. {'. '.join(told)}.", tuple(panels))


def _months_with_results(figures: Figures, region: int | None) -> range:
    """From the first to the last month in which anything was done or is missing; months outside that range are not
    drawn.
    """
    known = [
        figure.month
        for measure in DONE_MEASURES
        for figure in figures.of(measure)
        if figure.month is not None and figure.region == region and figure.state is not State.NOT_APPLICABLE
    ]
    return range(min(known), max(known) + 1) if known else range(0)
