"""One region's own report: its figures beside the office's, its months, projects, meetings, amounts and findings.

Comes in: the run and a region of the year. Goes out: blocks, by the names of the settings' sections. Other regions
appear only in the office's totals.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from pipeline.count.derived import percent
from pipeline.joints.meetings import HALF_NAMES, every_month, first_of_half, halves_due, meetings_of
from pipeline.joints.projects import all_progress, projects_of
from pipeline.korean import short_date
from pipeline.model.figures import Figure
from pipeline.model.result import RunResult
from pipeline.report.blocks import (
    Align,
    Block,
    ChartBlock,
    Heading,
    Item,
    KeyFigure,
    KeyFigures,
    Panel,
    Run,
    Series,
    TableBlock,
    TableColumn,
    TableRow,
    TitleBox,
    line,
)
from pipeline.report.sections import households
from pipeline.report.sections.appendix import attach
from pipeline.report.sections.budget import amount_table, items_of_region, known_measures, spending_rate
from pipeline.report.sections.compare import change_of, change_text
from pipeline.report.sections.finishing import MONTHS, OFFICER
from pipeline.report.sections.first_page import kind_of_report, status_line
from pipeline.report.sections.newsletter import news_of
from pipeline.report.sections.parts import (
    NOTHING,
    chart_point,
    figure_run,
    figure_text,
    followed_by,
    share_run,
    text_cell,
)
from pipeline.report.sections.region_tables import detail_table, dong_table, month_table, summary_table
from pipeline.report.sections.rounds import round_name, round_words, rounds_with_data
from pipeline.report.sections.sources import Attachment, source_table
from pipeline.report.sections.stages import evidence_of, stage_months, stage_name
from pipeline.report.sections.submission import build_region_submission
from pipeline.report.sections.targets import monthly_chart, target_table

RegionSection = Callable[[RunResult, int], list[Block]]
MOST_NEWS = 10
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
    get = result.figures.get
    numbers = rounds_with_data(result)
    wanted: list[tuple[str, Figure, Figure]] = []
    if numbers:
        last = numbers[-1]
        label = "모니터링 대상자" + (f"({last}회차)" if len(numbers) > 1 else "")
        wanted.append((label, get("people", region=region, round=last), get("people", round=last)))
    for measure, label in (("consultations", "전화 상담"), ("households_found", "위기가구 발굴")):
        wanted.append((label, get(measure, region=region), get(measure)))
    keys = []
    for label, own, whole in wanted:
        if own.value is None:
            continue
        share = f"전체 {figure_text(whole)}의 {figure_text(percent(own, whole))}"
        change = change_of(result, own)
        told = change_text(change) if change.by is not None else ""
        keys.append(KeyFigure(figure_run(own), f"{label}\n({share})", told))
    rate = spending_rate(result, region)
    if result.config.plan.budget is not None and rate.value is not None:
        keys.append(KeyFigure(figure_run(rate), f"예산 집행률\n(전체 {figure_text(spending_rate(result))})"))
    return keys


def _overview(result: RunResult, region: int) -> list[Block]:
    own = result.config.regions[region]
    blocks: list[Block] = [
        Heading(1, f"{result.config.unit.word} 현황"),
        Item(1, line(f"대표기관: {own.lead}")),
        Item(1, line(f"동: {', '.join(own.dongs)}")),
    ]
    organisations, staff = (
        result.figures.get(measure, region=region) for measure in ("organisations", "network_staff")
    )
    if organisations.value is not None:
        parts: list[str | Run] = ["참여기관 ", figure_run(organisations)]
        parts += [", 담당자 ", figure_run(staff)] if staff.value is not None else []
        blocks.append(Item(1, line(*parts)))
    return blocks


# -- sections -------------------------------------------------------------------------------------------------------


def _monitoring(result: RunResult, region: int) -> list[Block]:
    blocks: list[Block] = []
    for number in rounds_with_data(result):
        people = result.figures.get("people", region=region, round=number)
        calls = result.figures.get("consultations", region=region, round=number)
        if people.value is None or calls.value is None:
            blocks.append(Item(1, line(f"{round_name(result, number)}: {figure_text(people)}")))
            continue
        whole = result.figures.get("consultations", round=number)
        parts: list[str | Run] = [
            f"{round_name(result, number)}: ",
            figure_run(people, bold=True),
            f"{followed_by(people, '을/를')} 대상으로 ",
        ]
        parts += [
            figure_run(calls, bold=True),
            f"{followed_by(calls, '을/를')} 상담함(전체의 ",
            share_run(calls, whole),
            ")",
        ]
        blocks.append(Item(1, line(*parts)))
        chart = _dong_chart(result, region, number)
        blocks += [chart] if chart else []
    return [Heading(1, "전화 모니터링 추진실적"), *blocks] if blocks else []


def _dong_chart(result: RunResult, region: int, number: int) -> ChartBlock | None:
    panels, told = [], []
    for measure, name in (("people", "대상자"), ("consultations", "상담")):
        figures = [
            figure for dong in result.config.regions[region].dongs
            if (figure := result.figures.get(measure, region=region, dong=dong, round=number)).value is not None
        ]  # fmt: skip
        if len(figures) < 2:
            return None
        total = result.figures.get(measure, region=region, round=number)
        points = tuple(chart_point(figure.dong or "", figure) for figure in figures)
        panels.append(Panel(f"{name}({total.unit})  계 {figure_text(total)}", (Series(name, points),)))
        told.append(f"{name}: {', '.join(f'{figure.dong} {figure_text(figure)}' for figure in figures)}")
    of_round = "".join(f"({words})" for words in round_words(result, number))
    caption = f"{result.config.regions[region].name} 동별 대상자와 상담{of_round}"
    alt = f"동별 막대그래프. {'. '.join(told)}."
    return ChartBlock(f"region_{region}_monitoring_{number}", "bars", caption, alt, tuple(panels))


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
    blocks.append(target_table(result, all_progress(result, region), key, caption))
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


def _households(result: RunResult, region: int) -> list[Block]:
    found, supports = (result.figures.get(measure, region=region) for measure in ("households_found", "supports"))
    if found.value is None or supports.value is None:
        return []
    whole = result.figures.get("households_found")
    parts: list[str | Run] = ["위기가구 ", figure_run(found, bold=True), "(전체의 ", share_run(found, whole), ")"]
    parts += [
        f"{followed_by(found, '을/를')} 찾아 ",
        figure_run(supports, bold=True),
        f"{followed_by(supports, '을/를')} 지원함",
    ]
    chart = households.monthly_chart(result, region)
    return [Heading(1, "위기가구 발굴·지원"), Item(1, line(*parts)), *([chart] if chart else [])]


def _newsletter(result: RunResult, region: int) -> list[Block]:
    news = news_of(result, region)
    total = result.figures.get("newsletter_items", region=region)
    if not news:
        return []
    columns = (
        TableColumn("월", 0.5),
        TableColumn("종류", 0.7),
        TableColumn("제목", 3.2, Align.LEFT),
        TableColumn("기관", 1.8, Align.LEFT),
    )
    shown = news[:MOST_NEWS]
    rows = tuple(
        TableRow((text_cell(f"{n.month}월"), text_cell(n.kind), text_cell(n.title), text_cell(n.organisation)))
        for n in shown
    )
    notes = (f"소식 {len(news)}건 가운데 최근 {len(shown)}건",) if len(shown) < len(news) else ()
    table = TableBlock(f"region_{region}_news", "소식", columns, rows, notes=notes, small=True)
    return [
        Heading(1, "소식지"),
        Item(1, line("소식 ", figure_run(total, bold=True), f"{followed_by(total, '을/를')} 나눔")),
        table,
    ]


def _budget(result: RunResult, region: int) -> list[Block]:
    if result.config.plan.budget is None or not known_measures(result):
        return []
    rows = items_of_region(result, region)
    return [
        Heading(1, "예산 집행"),
        amount_table(result, rows, f"region_{region}_amounts", "예산과목별 집행", exact=True),
    ]


_SECTIONS: dict[str, RegionSection] = {
    "요약": _first_page,
    "추진개요": _overview,
    "전화모니터링": _monitoring,
    "공동사업": _projects,
    "회의": _meetings,
    "단계별이행": _stages,
    "위기가구": _households,
    "소식지": _newsletter,
    "예산": _budget,
    "제출현황": build_region_submission,
}


def build_region_report(result: RunResult, region: int, sections: Sequence[str]) -> list[Block]:
    """The region's report, in the order of ``sections``; the months, dongs and sources follow as attachments."""
    blocks: list[Block] = []
    for name in sections:
        build = _SECTIONS.get(name)
        blocks += build(result, region) if build else []
    if "붙임" in sections:
        tables = (
            detail_table(result, region),
            month_table(result, region),
            dong_table(result, [region], f"region_{region}_dongs"),
        )
        months: Attachment = (MONTHS, [table for table in tables if table is not None])
        blocks += attach([months, (OFFICER, source_table(result, blocks, [months]))])
    return blocks
