"""평가: the officer's judgement of the year, in her own words, and the facts of the year that she may want for it.

Comes in: the run. Goes out: blocks of the section, and a table for the officer's part. The program judges nothing: the
section prints the text of the settings, and the table repeats what other sections found.
"""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.korean import some_of
from pipeline.model.result import RunResult
from pipeline.report.blocks import (
    Align,
    Block,
    Heading,
    Inline,
    Item,
    Run,
    TableBlock,
    TableCell,
    TableColumn,
    TableRow,
    line,
)
from pipeline.report.sections.budget import budget_extremes
from pipeline.report.sections.compare import change_of, change_runs
from pipeline.report.sections.head_office import head_office_headline
from pipeline.report.sections.meetings import broken_rules, has_meetings
from pipeline.report.sections.parts import text_cell
from pipeline.report.sections.projects import reached_items
from pipeline.report.sections.region_tables import figure_name, office_sums
from pipeline.report.sections.stages import stages_headline


def build_judgement(result: RunResult) -> list[Block]:
    """The section's blocks; empty while the settings have no such text."""
    own = result.config.plan.judgement
    blocks: list[Block] = []
    for title, points in (("잘된 점", own.good), ("미흡한 점", own.poor), ("개선방안", own.plans)):
        if points:
            blocks += [Heading(2, title), *(Item(1, line(point)) for point in points)]
    return [Heading(1, "평가와 개선방안"), *blocks] if blocks else []


def facts_table(result: RunResult) -> TableBlock | None:
    """What the year shows about targets, rules, duties, money and change since last year, for whoever writes the
    judgement.
    """
    rows = [TableRow((text_cell(about), TableCell(lines))) for about, lines in _facts(result) if lines]
    if not rows:
        return None
    columns = (TableColumn("항목", 1.0, Align.LEFT), TableColumn("사실", 6.0, Align.LEFT))
    notes = ("config.yaml의 '평가'에 적은 글만 본문에 실림",)
    return TableBlock("facts", "평가에 쓸 수 있는 사실", columns, tuple(rows), notes=notes, small=True)


def _facts(result: RunResult) -> Iterator[tuple[str, tuple[Inline, ...]]]:
    yield "공동사업 목표", _runs(reached_items(result))
    if has_meetings(result):
        broken = broken_rules(result)
        yield "회의 규칙", (line(f"지키지 못함: {some_of(broken)}" if broken else "지키지 못한 규칙을 찾지 못함"),)
    yield "단계", _runs(stages_headline(result))
    yield "총괄부서", _runs(head_office_headline(result))
    yield "집행률", tuple(parts for parts in [budget_extremes(result)] if parts)
    yield "전년 대비", tuple(_changes(result))


def _runs(items: list[Item]) -> tuple[Inline, ...]:
    return tuple(item.runs for item in items)


def _changes(result: RunResult) -> Iterator[Inline]:
    for figure in office_sums(result):
        told = change_runs(change_of(result, figure))
        if told:
            yield line(Run(f"{figure_name(result.config, result.forms, figure)}: "), *told)
