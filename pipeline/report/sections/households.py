"""위기가구 발굴·지원: households found, supports and shared cases by region and by month.

Comes in: the run. Goes out: blocks; empty where the year does not ask for it. By dong: in the appendix.
"""

from __future__ import annotations

from pipeline.count.derived import Shown, ratio
from pipeline.korean import attach
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
    TableColumn,
    TableRow,
    line,
)
from pipeline.report.sections.compare import change_of, change_runs
from pipeline.report.sections.finishing import MONTHS, attached
from pipeline.report.sections.parts import (
    chart_point,
    figure_run,
    figure_text,
    followed_by,
    highest,
    is_worth_drawing,
    month_told,
    partial_notes,
    plain_cell,
    share_run,
    so_far,
    submitted_note,
    text_cell,
)

MEASURES = {"households_found": "발굴", "supports": "지원", "cases_shared": "사례공유"}
CHARTED = ("households_found", "supports")


def build_households(result: RunResult) -> list[Block]:
    """The section's blocks."""
    if not has_households(result):
        return []
    chart = monthly_chart(result)
    blocks: list[Block] = [Heading(1, "위기가구 발굴·지원"), *_sentences(result), _table(result)]
    return [*blocks, chart] if chart else blocks


def has_households(result: RunResult) -> bool:
    """Whether anything is known of households this year."""
    return any(result.figures.get(measure).value is not None for measure in MEASURES)


def households_headline(result: RunResult) -> list[Item]:
    """The year's households in one line for the first page."""
    if not has_households(result):
        return []
    found, supports = result.figures.get("households_found"), result.figures.get("supports")
    parts: list[str | Run] = ["위기가구: ", figure_run(found, bold=True), f"{followed_by(found, '을/를')} 찾아 "]
    parts += [figure_run(supports, bold=True), f"{followed_by(supports, '을/를')} 지원함"]
    told = change_runs(change_of(result, found))
    parts += ["(발굴 ", *told, ")"] if told else []
    return [Item(1, line(*parts))]


def _sentences(result: RunResult) -> list[Block]:
    get = result.figures.get
    found, supports, shared = (get(measure) for measure in MEASURES)
    parts: list[str | Run] = ["위기가구 ", figure_run(found, bold=True), f"{followed_by(found, '을/를')} 찾아 "]
    parts += [figure_run(supports, bold=True), f"{followed_by(supports, '을/를')} 지원하고, "]
    parts += ["회의에서 사례 ", figure_run(shared, bold=True), f"{followed_by(shared, '을/를')} 나눔"]
    blocks: list[Block] = [Item(1, line(*parts))]
    regions = [get("households_found", region=region) for region in result.config.regions]
    top = highest(regions)
    if top and found.value:
        share = line(figure_run(top), "(", share_run(top, found), ")")
        blocks.append(
            Item(
                2,
                line(
                    f"{so_far(regions)}발굴은 {attach(result.config.called(top.region or 0), '이/가')} ",
                    *share,
                    f"{followed_by(top, '으로/로')} 가장 많음",
                ),
            )
        )
    months = [f for f in result.figures.of("households_found") if f.month is not None and f.region is None]
    month = highest(months)
    if month:
        parts = [
            f"{so_far(months)}{month.month}월이 ",
            figure_run(month),
            f"{followed_by(month, '으로/로')} 가장 많은 달임",
        ]
        blocks.append(Item(2, line(*parts)))
    for figure, word in ((found, "발굴은 "), (supports, "지원은 ")):
        told = change_runs(change_of(result, figure))
        blocks += [Item(2, line(word, *told))] if told else []
    return blocks


def _table(result: RunResult) -> TableBlock:
    regions = result.config.regions
    get = result.figures.get
    units = {measure: get(measure).unit for measure in MEASURES}
    columns = (
        TableColumn(result.config.unit.word, 1.2),
        *(TableColumn(f"{name}({units[measure]})") for measure, name in MEASURES.items()),
        TableColumn("발굴 1가구당\n지원(건)", 1.2),
    )
    rows, shown = [], []
    for number in (*regions, None):
        figures = [get(measure, region=number) for measure in MEASURES]
        shown += figures
        cells: list[Shown] = [*figures, ratio(figures[1], figures[0], "")]
        label = text_cell("계" if number is None else f"{regions[number].name}({regions[number].short})")
        rows.append(TableRow((label, *(plain_cell(cell) for cell in cells)), total=number is None))
    came = [get("households_found", region=region) for region in regions]
    notes = (f"동별 실적은 {attached(MONTHS)}에 있음", *submitted_note(came, result.config.unit), *partial_notes(shown))
    return TableBlock("households", f"{result.config.unit.each} 위기가구 발굴·지원", columns, tuple(rows), notes=notes)


def monthly_chart(result: RunResult, region: int | None = None) -> ChartBlock | None:
    """Households found and supports month by month, of the office or of one region; None for fewer than two known."""
    panels, told = [], []
    for measure in CHARTED:
        months = [f for f in result.figures.of(measure) if f.month is not None and f.region == region]
        total = result.figures.get(measure, region=region)
        if not is_worth_drawing(months):
            continue
        points = tuple(chart_point(f"{figure.month}월", figure) for figure in months)
        panels.append(Panel(_title(measure, total), (Series(MEASURES[measure], points),)))
        told.append(f"{MEASURES[measure]}은 {month_told(months, total)}")
    if not panels:
        return None
    alt = f"월별 막대그래프. {'. '.join(told)}."
    if region is None:
        return ChartBlock("households_by_month", "trend", "월별 위기가구 발굴과 지원", alt, tuple(panels))
    name = f"{result.config.called(region)} 월별 위기가구 발굴과 지원"
    return ChartBlock(f"region_{region}_households_by_month", "trend", name, alt, tuple(panels))


def _title(measure: str, total: Figure) -> str:
    return f"{MEASURES[measure]}({total.unit})  계 {figure_text(total)}"
