"""회의 참석: how many came to the meetings of each region, by kind of people, and by month in a picture.

Comes in: the run. Goes out: blocks. People are counted once per meeting: somebody who comes twelve times counts twelve
times.
"""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.joints.returned import month_words, months_due
from pipeline.korean import attach, some_of
from pipeline.model.figures import Figure, Figures, State
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
from pipeline.report.sections.parts import (
    chart_point,
    figure_run,
    figure_text,
    followed_by,
    highest,
    is_worth_drawing,
    partial_notes,
    plain_cell,
    so_far,
    submitted_note,
    text_cell,
)
from pipeline.report.sections.scale import MOST_BARS, drawn, drawn_words
from pipeline.settings.load import YearConfig


def build_attendance(result: RunResult) -> list[Block]:
    """The sub-section: how many came, the table by kind of people, the picture by month."""
    blocks: list[Block] = [Heading(2, "회의 참석"), *_sentence(result.figures), _table(result.config, result.figures)]
    chart = attendance_chart(result)
    return [*blocks, chart] if chart else blocks


def attendance_items(figures: Figures) -> list[str]:
    """The kinds of people who attended, in the order of the form."""
    return list(dict.fromkeys(f.item for f in figures.of("attendance") if f.item is not None))


def _sentence(figures: Figures) -> list[Block]:
    total = figures.get("attendance")
    if total.value is None:
        return []
    items = [figures.get("attendance", item=item) for item in attendance_items(figures)]
    parts: list[str | Run] = ["회의에 참석한 연인원은 ", figure_run(total, bold=True), "임("]
    for position, figure in enumerate(items):
        parts += [", " if position else "", f"{figure.item} ", figure_run(figure)]
    return [Item(1, line(*parts, ")"))]


def _table(config: YearConfig, figures: Figures) -> TableBlock:
    items, regions = attendance_items(figures), config.regions
    columns = (
        TableColumn(config.unit.word, 0.8),
        TableColumn("권역회의(회)"),
        TableColumn("전체회의(회)"),
        *(TableColumn(f"{item}(명)") for item in items),
        TableColumn("참석 계(명)"),
    )
    rows, shown = [], []
    for number in (*regions, None):
        get = figures.get
        meetings = [get("regional_meetings", region=number), get("plenary_meetings", region=number)]
        people = [get("attendance", region=number, item=item) for item in items]
        everyone = get("attendance", region=number)
        cells = [*meetings, *people, everyone]
        shown += cells
        label = text_cell("계" if number is None else regions[number].name)
        rows.append(TableRow((label, *(plain_cell(cell) for cell in cells)), total=number is None))
    came = [figures.get("attendance", region=region) for region in regions]
    notes = (
        f"참석은 {attach(config.unit.word, '이/가')} 보고한 권역회의와 전체회의의 연인원",
        f"전체회의의 계는 총괄부서가 연 횟수({config.unit.word}끼리 더하지 않음)",
        *submitted_note(came, config.unit),
        *partial_notes(shown),
    )
    return TableBlock("attendance", f"{config.unit.each} 회의 참석", columns, tuple(rows), notes=notes, small=True)


# -- the picture by month -------------------------------------------------------------------------------------------


def attendance_chart(result: RunResult) -> ChartBlock | None:
    """Regions down, months across, darker where more came; None where nobody came or hardly anything is known. Only
    this picture shows the months; the table beside it has the sums by region and kind of people.
    """
    months, total = months_due(result), result.figures.get("attendance")
    if len(months) < 2 or not total.value:
        return None
    rows = {region: _months_of(result.figures, region, months) for region in result.config.regions}
    if not is_worth_drawing([figure for figures in rows.values() for figure in figures]):
        return None
    by_region = {region: result.figures.get("attendance", region=region) for region in result.config.regions}
    shown = {point.label for point in drawn([chart_point(str(region), figure) for region, figure in by_region.items()])}
    rows = {region: figures for region, figures in rows.items() if str(region) in shown}
    series = tuple(
        Series(
            f"{result.config.regions[region].name}\n{result.config.regions[region].short}",
            tuple(chart_point(f"{figure.month}월", figure) for figure in figures),
        )
        for region, figures in rows.items()
    )
    panel = Panel(f"회의 참석({total.unit})  계 {figure_text(total)}", series)
    caption = f"{result.config.unit.each}·월별 회의 참석{drawn_words(len(by_region), result.config.unit)}"
    notes = ("권역회의와 전체회의의 연인원이며, 많을수록 짙게 칠함",)
    return ChartBlock(
        "attendance_by_month", "heatmap", caption, _told(result.config, total, rows), (panel,), notes=notes
    )


def _months_of(figures: Figures, region: int, months: Sequence[int]) -> list[Figure]:
    return [figures.get("attendance", region=region, month=month) for month in months]


def _told(config: YearConfig, total: Figure, rows: dict[int, list[Figure]]) -> str:
    """What the picture shows: where most people came, in which months nobody came, and which months are not known."""
    every = [figure for figures in rows.values() for figure in figures]
    parts = [f"{config.unit.each}·월별 회의 참석을 짙고 옅게 칠한 그래프. 계 {figure_text(total)}"]
    top = highest(every)
    if top:
        words = f"{figure_text(top)}{followed_by(top, '으로/로')}"
        parts.append(f"{so_far(every)}{config.called(top.region or 0)}의 {top.month}월이 {words} 가장 많음")
    for state in (State.ZERO, State.MISSING):
        listed: dict[str, list[str]] = {}
        for region, figures in rows.items():
            months: dict[str, list[int]] = {}
            for figure in figures:
                if figure.state is state:
                    words = "참석 없음" if state is State.ZERO else figure_text(figure)
                    months.setdefault(words, []).append(figure.month or 0)
            for words, own in months.items():
                listed.setdefault(words, []).append(f"{config.called(region)} {month_words(own)}")
        parts += [f"{words}: {some_of(own, MOST_BARS)}" for words, own in listed.items()]
    return f"{'. '.join(parts)}."
