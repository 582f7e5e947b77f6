"""다음해계획: the next year's budget, stages, duties and deadlines, as the settings state them.

Comes in: the settings. Goes out: blocks; none where the settings have no next year yet. Nothing here is a result; the
numbers come from the settings.
"""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.forms.form import FormSet
from pipeline.joints.duties import when_words
from pipeline.joints.returned import month_words
from pipeline.korean import korean_date, period, short_date, won
from pipeline.model.result import RunResult
from pipeline.report.blocks import Align, Block, Heading, Item, Run, TableBlock, TableColumn, TableRow, line
from pipeline.report.sections.compare import is_whole_year
from pipeline.report.sections.parts import text_cell
from pipeline.report.sections.stages import stage_months, stage_name
from pipeline.settings.load import YearConfig
from pipeline.settings.schema import ExpectedForm, YearPlan


@dataclass(frozen=True, slots=True)
class _Plan:
    """The plan that is shown: its year, and how many regions it is for."""

    year: int
    plan: YearPlan
    regions: int


def build_next_year(result: RunResult) -> list[Block]:
    """The section's blocks; empty while the year runs, and where the settings do not have the next year yet or name
    neither budget, stages nor duties for it.
    """
    coming, settings = result.config.year + 1, result.config.settings
    plan = settings.years.get(coming)
    if plan is None or not is_whole_year(result) or not (plan.budget or plan.stages or plan.duties):
        return []
    shown = _Plan(coming, plan, len(plan.regions or settings.regions))
    blocks: list[Block] = [Heading(1, f"{coming}년 추진계획")]
    blocks.append(Item(1, line("추진기간: ", period(plan.start, plan.end))))
    if plan.main_contents:
        blocks.append(Item(1, line(f"주요내용: {', '.join(plan.main_contents)}")))
    return [
        *blocks,
        *_duties(shown),
        *_budget(result.config, shown),
        *_stages(shown),
        *_deadlines(result.config, result.forms, shown),
    ]


def _budget(config: YearConfig, shown: _Plan) -> list[Block]:
    budget = shown.plan.budget
    if budget is None:
        return []
    source = f"({budget.source})" if budget.source else ""
    blocks: list[Block] = [Item(1, line("소요예산: ", Run(won(budget.total_won), bold=True), source))]
    if budget.path:
        blocks.append(Item(2, line(f"예산과목: {budget.path}")))
    columns = (
        TableColumn("예산과목", 1.5),
        TableColumn(f"{config.unit.word}당 금액", 1.2, Align.RIGHT),
        TableColumn(f"{config.unit.word} 수", 0.8),
        TableColumn("금액", 1.2, Align.RIGHT),
    )
    rows = [
        TableRow(
            (
                text_cell(i.name),
                text_cell(f"{i.per_region_won:,}"),
                text_cell(str(shown.regions)),
                text_cell(f"{i.total_won:,}"),
            )
        )
        for i in budget.items
    ]
    each = sum(item.per_region_won for item in budget.items)
    cells = (text_cell("계"), text_cell(f"{each:,}"), text_cell(str(shown.regions)), text_cell(f"{budget.total_won:,}"))
    caption = f"{shown.year}년 소요예산"
    return [*blocks, TableBlock("next_budget", caption, columns, (*rows, TableRow(cells, total=True)), "원")]


def _stages(shown: _Plan) -> list[Block]:
    if not shown.plan.stages:
        return []
    columns = (TableColumn("단계", 1.4), TableColumn("기간", 0.8), TableColumn("내용", 3.6, Align.LEFT))
    rows = tuple(
        TableRow((text_cell(stage_name(stage)), text_cell(stage_months(stage)), text_cell(", ".join(stage.contents))))
        for stage in shown.plan.stages
    )
    return [TableBlock("next_stages", f"{shown.year}년 단계별 추진계획", columns, rows, small=True)]


def _duties(shown: _Plan) -> list[Block]:
    if not shown.plan.duties:
        return []
    listed = ", ".join(f"{duty.what}({when_words(duty)})" for duty in shown.plan.duties)
    return [Item(1, line(f"총괄부서가 할 일: {listed}"))]


def _deadlines(config: YearConfig, forms: FormSet, shown: _Plan) -> list[Block]:
    rows = []
    for form in forms:
        asked = shown.plan.forms.get(form.id)
        if asked is not None:
            sender = f"각 {config.unit.word}" if form.sender == "region" else config.settings.office.department
            rows.append(TableRow((text_cell(form.title), text_cell(sender), text_cell(*_due_words(asked)))))
    if not rows:
        return []
    columns = (TableColumn("서식", 2.0, Align.LEFT), TableColumn("내는 곳", 1.0), TableColumn("기한", 2.4, Align.LEFT))
    notes = ("기한이 쉬는 날이면 다음 근무일까지",)
    return [
        TableBlock("next_deadlines", f"{shown.year}년 자료 제출 기한", columns, tuple(rows), notes=notes, small=True)
    ]


def _due_words(asked: ExpectedForm) -> list[str]:
    if asked.rounds:
        return [
            f"{one.number}회차({short_date(one.start)} ~ {short_date(one.end)}): {korean_date(one.due)}"
            for one in asked.rounds
        ]
    if asked.months and asked.due_day_of_next_month:
        return [f"매월({month_words(asked.months)}), 다음 달 {asked.due_day_of_next_month}일까지"]
    return [korean_date(asked.due)] if asked.due else ["연말"]
