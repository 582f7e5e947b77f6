"""추진개요: what the programme is, who leads which dongs, what it costs.

Comes in: the settings. Goes out: blocks. Every sentence comes from the settings; where they are silent, nothing is
made up.
"""

from __future__ import annotations

from pipeline.korean import period
from pipeline.model.figures import Figures
from pipeline.model.result import RunResult
from pipeline.report.blocks import Align, Block, Heading, Item, Run, TableBlock, TableColumn, TableRow, line
from pipeline.report.sections.parts import figure_run, text_cell
from pipeline.settings.load import YearConfig


def build_overview(result: RunResult) -> list[Block]:
    """Period, aims, contents, budget and the table of regions."""
    plan, programme = result.config.plan, result.config.settings.programme
    blocks: list[Block] = [Heading(1, "추진개요")]
    blocks.append(Item(1, line("추진기간: ", period(plan.start, min(plan.end, result.as_of)))))
    if programme.purpose:
        blocks.append(Item(1, line("추진목적: ", programme.purpose)))
    if programme.directions:
        blocks.append(Item(1, line("추진방향: ", ", ".join(programme.directions))))
    if plan.main_contents:
        blocks.append(Item(1, line("주요내용: ", ", ".join(plan.main_contents))))
    if plan.budget:
        total = result.figures.get("budget_won")
        parts: list[str | Run] = ["소요예산: ", figure_run(total, bold=True)]
        items = [f"{item.name} {item.total_won:,}원" for item in plan.budget.items]
        blocks.append(
            Item(1, line(*parts, f" ({', '.join(items)}{f' / {plan.budget.source}' if plan.budget.source else ''})"))
        )
    has_more = any(region.lead or region.dongs for region in result.config.regions.values())
    return [*blocks, *_organisations(result.figures), *([_regions_table(result.config)] if has_more else [])]


def _organisations(figures: Figures) -> list[Block]:
    """How many organisations take part, by kind, and how many people they set to it, by the operating plans."""
    organisations, staff = figures.get("organisations"), figures.get("network_staff")
    if organisations.value is None or staff.value is None:
        return []
    parts: list[str | Run] = []
    for figure in figures.of("organisations"):
        if figure.region is None and figure.item is not None:
            own = figures.get("network_staff", item=figure.item)
            parts += [", " if parts else "(", f"{figure.item} ", figure_run(figure), " ", figure_run(own)]
    words = line("참여기관: ", figure_run(organisations, bold=True), ", 담당자 ", figure_run(staff, bold=True), *parts)
    return [Item(1, (*words, *line(")")) if parts else words)]


def _regions_table(config: YearConfig) -> TableBlock:
    columns = (
        TableColumn(config.unit.word, 0.6),
        TableColumn("대표기관", 1.8),
        TableColumn("동 수", 0.6),
        TableColumn("동", 3.0, Align.LEFT),
    )
    regions = config.regions.values()
    rows = tuple(
        TableRow(
            (
                text_cell(str(r.number), bold=True),
                text_cell(r.lead),
                text_cell(str(len(r.dongs))),
                text_cell(", ".join(r.dongs)),
            )
        )
        for r in regions
    )
    dongs = sum(len(region.dongs) for region in regions)
    total = TableRow(
        (text_cell("계"), text_cell(f"{len(rows)}개 기관"), text_cell(str(dongs)), text_cell("")), total=True
    )
    return TableBlock("regions", f"{config.unit.each} 대표기관과 동", columns, (*rows, total))
