"""One region's own report: its figures beside the office's, its months, projects, meetings, amounts and findings.

Comes in: the run and a region of the year. Goes out: blocks, by the names of the settings' sections. Other regions
appear only in the office's totals.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from pipeline.count.derived import percent
from pipeline.forms.declared_report import Number
from pipeline.joints.meetings import every_month, first_of_half, halves_due, meetings_of
from pipeline.joints.projects import all_progress, projects_of
from pipeline.korean import short_date
from pipeline.model.result import RunResult
from pipeline.model.words import HALF_NAMES
from pipeline.report.blocks import (
    Align,
    Block,
    Heading,
    Item,
    KeyFigure,
    KeyFigures,
    Run,
    TableBlock,
    TableColumn,
    TableRow,
    TitleBox,
    line,
)
from pipeline.report.sections.appendix import attach
from pipeline.report.sections.code_blocks import CODE
from pipeline.report.sections.compare import change_of, change_text
from pipeline.report.sections.declared.numbers import name_of, quotient
from pipeline.report.sections.declared.section import build_section
from pipeline.report.sections.finishing import OFFICER, months_title
from pipeline.report.sections.first_page import kind_of_report, status_line
from pipeline.report.sections.parts import NOTHING, figure_run, figure_text, followed_by, text_cell
from pipeline.report.sections.region_tables import detail_table, dong_table, month_table, summary_table
from pipeline.report.sections.rounds import rounds_with_data
from pipeline.report.sections.sources import Attachment, source_table
from pipeline.report.sections.stages import evidence_of, stage_months, stage_name
from pipeline.report.sections.submission import build_region_submission
from pipeline.report.sections.targets import monthly_chart, target_table

RegionSection = Callable[[RunResult, int], list[Block]]
MOST_MEETINGS = 30


def region_title(result: RunResult, region: int) -> str:
    """ "2021년 3권역 찾동 동단위 민관협력 네트워크 성과보고"."""
    name = result.config.regions[region].name
    return f"{result.config.year}년 {name} {result.config.programme_name} {kind_of_report(result)}"


# -- first page -----------------------------------------------------------------------------------------------------


def _first_page(result: RunResult, region: int) -> list[Block]:
    own = [entry for entry in result.board if entry.slot.region == region]
    is_final = result.is_final_of(region)
    status = status_line(result, own, region=region)
    blocks: list[Block] = [TitleBox(region_title(result, region), status, not is_final)]
    keys = _keys(result, region)
    if keys:
        blocks.append(KeyFigures(tuple(keys)))
    table = summary_table(result, region)
    return [*blocks, *([table] if table else [])]


def _keys(result: RunResult, region: int) -> list[KeyFigure]:
    """The key figures of the whole report that a region has too, each with the region's share of the whole."""
    keys: list[KeyFigure] = []
    for declared in result.forms.report.keys:
        if declared.where == "office":
            continue
        if declared.number is None:
            keys += _KEYS[declared.block](result, region) if declared.block in _KEYS else []
        elif declared.number.measure:
            name = declared.name or name_of(result.forms, declared.number)
            keys += _own_key(result, name, declared.number.measure, region)
        else:
            keys += _own_quotient(result, declared.name, declared.number, region)
    return keys


def _own_key(result: RunResult, name: str, measure: str, region: int, number: int | None = None) -> list[KeyFigure]:
    at = {} if number is None else {"round": number}
    own, whole = result.figures.get(measure, region=region, **at), result.figures.get(measure, **at)
    if own.value is None:
        return []
    change = change_of(result, own)
    share = f"전체 {figure_text(whole)}의 {figure_text(percent(own, whole))}"
    return [KeyFigure(figure_run(own), f"{name}\n({share})", change_text(change) if change.by is not None else "")]


def _own_quotient(result: RunResult, name: str, number: Number, region: int) -> list[KeyFigure]:
    own, whole = (quotient(result, number, {"region": one}) for one in (region, None))
    return [] if own.value is None else [KeyFigure(figure_run(own), f"{name}\n(전체 {figure_text(whole)})")]


def _monitoring_keys(result: RunResult, region: int) -> list[KeyFigure]:
    numbers = rounds_with_data(result.figures)
    if not numbers:
        return []
    last = numbers[-1]
    label = "모니터링 대상자" + (f"({last}회차)" if len(numbers) > 1 else "")
    return [*_own_key(result, label, "people", region, last), *_own_key(result, "전화 상담", "consultations", region)]


def _budget_keys(result: RunResult, region: int) -> list[KeyFigure]:
    if result.config.plan.budget is None:
        return []
    return _own_quotient(result, "예산 집행률", Number(percent=("spent_won", "granted_won")), region)


_KEYS: Mapping[str, Callable[[RunResult, int], list[KeyFigure]]] = {
    "전화모니터링 주요 수치": _monitoring_keys,
    "예산 주요 수치": _budget_keys,
}


def _overview(result: RunResult, region: int) -> list[Block]:
    own = result.config.regions[region]
    known = (("대표기관", own.lead), ("동", ", ".join(own.dongs)))
    blocks: list[Block] = [Item(1, line(f"{name}: {text}")) for name, text in known if text]
    organisations, staff = (
        result.figures.get(measure, region=region) for measure in ("organisations", "network_staff")
    )
    if organisations.value is not None:
        parts: list[str | Run] = ["참여기관 ", figure_run(organisations)]
        parts += [", 담당자 ", figure_run(staff)] if staff.value is not None else []
        blocks.append(Item(1, line(*parts)))
    return [Heading(1, f"{result.config.unit.word} 현황"), *blocks] if blocks else []


# -- sections -------------------------------------------------------------------------------------------------------


def _projects(result: RunResult, region: int) -> list[Block]:
    own = [project for project in projects_of(result) if project.region == region]
    if not own:
        return []
    blocks: list[Block] = [Heading(1, "공동사업 추진실적")]
    for project in own:
        blocks += [
            Item(1, line(Run(project.name, bold=True))),
            *([Item(2, line(project.content))] if project.content else []),
        ]
    key, caption = f"region_{region}_activities", "세부사업별 목표와 실적"
    blocks.append(target_table(result.config, all_progress(result, region), key, caption))
    chart = monthly_chart(result, region)
    return [*blocks, chart] if chart else blocks


def _meetings(result: RunResult, region: int) -> list[Block]:
    held = result.figures.get("regional_meetings", region=region)
    if held.value is None:
        return []
    blocks: list[Block] = [
        Heading(1, "네트워크 회의 운영"),
        Item(1, line("권역회의 ", figure_run(held, bold=True), f"{followed_by(held, '을/를')} 개최함")),
        Item(2, line(f"매월 권역회의: {every_month(result, region).words}")),
    ]
    for half in halves_due(result):
        words = first_of_half(result, region, half).words
        blocks.append(Item(2, line(f"{HALF_NAMES[half]} 첫 회의 총괄담당자: {words}")))
    meetings = meetings_of(result, region)
    columns = (
        TableColumn("일자", 0.8),
        TableColumn("구분", 0.9),
        TableColumn("구 총괄담당자\n참석", 1.1),
        TableColumn("주요안건", 4.0, Align.LEFT),
    )
    rows = tuple(
        TableRow(
            (text_cell(short_date(m.day)), text_cell(m.kind), text_cell(_attended(m.attended)), text_cell(m.agenda))
        )
        for m in meetings[:MOST_MEETINGS]
    )
    return (
        [*blocks, TableBlock(f"region_{region}_meetings", "회의와 안건", columns, rows, small=True)] if rows else blocks
    )


def _attended(attended: bool | None) -> str:
    return NOTHING if attended is None else "예" if attended else "아니오"


def _stages(result: RunResult, region: int) -> list[Block]:
    stages = result.config.plan.stages
    if not stages:
        return []
    blocks: list[Block] = [Heading(1, "단계별 이행")]
    progress = all_progress(result, region)
    for stage in stages:
        found = evidence_of(result, stage, region, progress)
        parts: list[str | Run] = []
        for words in found.lines:
            parts += [", " if parts else "(", *words]
        name = f"{stage_name(stage)}({stage_months(stage)}): "
        blocks.append(Item(1, line(name, Run(found.word, bold=True), *parts, ")" if parts else "")))
    return blocks


_SECTIONS: dict[str, RegionSection] = {
    "요약": _first_page,
    "추진개요": _overview,
    "공동사업": _projects,
    "회의": _meetings,
    "단계별이행": _stages,
    "제출현황": build_region_submission,
}


def build_region_report(result: RunResult, region: int, sections: Sequence[str]) -> list[Block]:
    """The region's report, in the order of ``sections``; the months, dongs and sources follow as attachments."""
    blocks: list[Block] = []
    for name in sections:
        declared, build = result.forms.report.section(name), _SECTIONS.get(name)
        if declared is not None:
            blocks += build_section(result, declared, CODE, region)
        elif build is not None:
            blocks += build(result, region)
    if "붙임" in sections:
        tables = (
            detail_table(result, region),
            month_table(result, region),
            dong_table(result, [region], f"region_{region}_dongs"),
        )
        months: Attachment = (months_title(result.config), [table for table in tables if table is not None])
        blocks += attach([months, (OFFICER, source_table(result, blocks, [months]))])
    return blocks
