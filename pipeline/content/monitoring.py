"""전화 모니터링: one table and one picture a round, laid out like the office's own summary of a round.

Comes in: the run. Goes out: blocks. People are never added over rounds; consultations may be.
"""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

from pipeline.blocks import (
    Block,
    ChartBlock,
    Heading,
    Item,
    Panel,
    Point,
    Run,
    Series,
    TableBlock,
    TableColumn,
    TableRow,
    line,
)
from pipeline.config.model import Region
from pipeline.content.parts import (
    figure_cell,
    figure_run,
    figure_text,
    highest,
    partial_notes,
    ratio_cell,
    ratio_run,
    rounded,
    share_text,
    text_cell,
)
from pipeline.korean import attach, count_text, join_korean, particle, short_period, table_period
from pipeline.model import Figure
from pipeline.result import RunResult

_NAME_SEAM = re.compile(r"(?=사회복지관$|종합복지관$|(?<!사회)(?<!종합)복지관$)")

FORM, TABLE = "phone_monitoring", "monitoring"


def build_monitoring(result: RunResult) -> list[Block]:
    """The section's blocks; empty where this year does not ask for the form or nothing came."""
    rounds = [number for number in _rounds(result) if _has_data(result, number)]
    if not rounds:
        return []
    blocks: list[Block] = [Heading(1, "전화 모니터링 추진실적")]
    if len(rounds) > 1:
        blocks.append(_year_line(result, rounds))
    for number in rounds:
        blocks += _round(result, number)
    return blocks


def _rounds(result: RunResult) -> list[int]:
    return sorted({figure.round for figure in result.figures.of("people") if figure.round is not None})


def _has_data(result: RunResult, number: int) -> bool:
    return result.figures.get("people", round=number).value is not None


def period_of_round(result: RunResult, number: int) -> tuple[date, date] | None:
    """First and last day of a round as the regions filled them in; the settings' where none did."""
    values = result.frames[(FORM, TABLE)].counted
    rows = values[values["round"] == number]
    starts = [day for day in rows["start_date"] if isinstance(day, date)]
    ends = [day for day in rows["end_date"] if isinstance(day, date)]
    if starts and ends:
        return min(starts), max(ends)
    expected = result.config.expected(FORM)
    planned = next((r for r in expected.rounds if r.number == number), None) if expected else None
    return (planned.start, planned.end) if planned else None


def round_name(result: RunResult, number: int) -> str:
    expected = result.config.expected(FORM)
    planned = next((r for r in expected.rounds if r.number == number), None) if expected else None
    return planned.name if planned else f"{number}회차 전화 모니터링"


def _year_line(result: RunResult, rounds: list[int]) -> Item:
    people = [result.figures.get("people", round=number) for number in rounds]
    total = result.figures.get("consultations")
    parts: list[str | Run] = [f"{len(rounds)}회에 걸쳐 모두 ", figure_run(total, bold=True), f"{particle(figure_text(total), '을/를')} 상담함(대상자 "]
    for position, figure in enumerate(people):
        parts += [", " if position else "", f"{figure.round}회차 ", figure_run(figure)]
    return Item(1, line(*parts, ")"))


def _round(result: RunResult, number: int) -> list[Block]:
    period = period_of_round(result, number)
    title = round_name(result, number) + (f" ({short_period(*period)})" if period else "")
    figures = result.figures
    people = [figures.get("people", region=r, round=number) for r in result.config.regions]
    consultations = [figures.get("consultations", region=r, round=number) for r in result.config.regions]
    total_people, total_consultations = figures.get("people", round=number), figures.get("consultations", round=number)
    blocks: list[Block] = [Heading(2, title)]
    blocks += _sentences(result, number, people, consultations, total_people, total_consultations)
    blocks.append(_table(result, number, period, people, consultations, total_people, total_consultations))
    blocks.append(_chart(result, number, people, consultations, total_people, total_consultations))
    return blocks


def _sentences(
    result: RunResult,
    number: int,
    people: list[Figure],
    consultations: list[Figure],
    total_people: Figure,
    total_consultations: Figure,
) -> list[Block]:
    came = [figure for figure in people if figure.value is not None]
    among = f"{len(people)}개 권역" if len(came) == len(people) else f"{len(people)}개 권역 가운데 자료를 낸 {len(came)}개 권역"
    first = line(
        f"{among}에서 ",
        figure_run(total_people, bold=True),
        f"{particle(count_text(total_people.value or 0, total_people.unit), '을/를')} 대상으로 ",
        figure_run(total_consultations, bold=True),
        f"{particle(count_text(total_consultations.value or 0, total_consultations.unit), '을/를')} 상담하였으며, 1인당 평균 ",
        ratio_run(total_consultations, total_people, total_consultations.unit),
        "임",
    )
    blocks: list[Block] = [Item(1, first)]
    most = _most_line(people, consultations, total_people, total_consultations)
    if most:
        blocks.append(most)
    spread = _spread_line(people, consultations)
    if spread:
        blocks.append(spread)
    return blocks


def _most_line(
    people: list[Figure], consultations: list[Figure], total_people: Figure, total_consultations: Figure
) -> Item | None:
    top_people, top_consultations = highest(people), highest(consultations)
    if not top_people or not top_consultations or not total_people.value or not total_consultations.value:
        return None
    if top_people.region == top_consultations.region:
        return Item(
            2,
            line(
                f"{top_people.region}권역이 대상자 ",
                figure_run(top_people),
                f"({share_text(top_people.value or 0, total_people.value)}), 상담 ",
                figure_run(top_consultations),
                f"({share_text(top_consultations.value or 0, total_consultations.value)})으로 모두 가장 많음",
            ),
        )
    return Item(
        2,
        line(
            f"대상자는 {top_people.region}권역이 ",
            figure_run(top_people),
            f"({share_text(top_people.value or 0, total_people.value)})으로, 상담은 {top_consultations.region}권역이 ",
            figure_run(top_consultations),
            f"({share_text(top_consultations.value or 0, total_consultations.value)})으로 가장 많음",
        ),
    )


def _spread_line(people: list[Figure], consultations: list[Figure]) -> Item | None:
    """Where a person was called most often and least often: only with at least three regions to compare."""
    rates = [
        (Decimal(c.value) / p.value, p.region, c, p)
        for p, c in zip(people, consultations, strict=True)
        if p.value and c.value is not None
    ]
    if len(rates) < 3:
        return None
    low, high = min(rates, key=lambda rate: rate[0]), max(rates, key=lambda rate: rate[0])
    if rounded(low[0]) == rounded(high[0]):
        return None
    return Item(
        2,
        line(
            f"1인당 상담은 {high[1]}권역이 ",
            ratio_run(high[2], high[3], high[2].unit),
            f"으로 가장 많고, {low[1]}권역이 ",
            ratio_run(low[2], low[3], low[2].unit),
            "으로 가장 적음",
        ),
    )


def region_header(region: Region) -> str:
    """ "1권역" over the lead organisation, its name broken where it has a seam ("녹번종합" / "사회복지관")."""
    return f"{region.name}\n{_NAME_SEAM.sub(chr(10), region.lead, count=1)}"


def _table(
    result: RunResult,
    number: int,
    period: tuple[date, date] | None,
    people: list[Figure],
    consultations: list[Figure],
    total_people: Figure,
    total_consultations: Figure,
) -> TableBlock:
    label = f"상담\n({table_period(*period)})" if period else "상담"
    regions = list(result.config.regions.values())
    columns = (TableColumn("구분", 1.15), TableColumn("계", 1.1), *(TableColumn(region_header(r), 1.3) for r in regions))
    rows = (
        TableRow((text_cell("대상자"), figure_cell(total_people, bold=True), *(figure_cell(f) for f in people))),
        TableRow((text_cell(*label.split("\n")), figure_cell(total_consultations, bold=True), *(figure_cell(f) for f in consultations))),
        TableRow(
            (
                text_cell("1인당 상담"),
                ratio_cell(total_consultations, total_people, "건", bold=True),
                *(ratio_cell(c, p, "건") for p, c in zip(people, consultations, strict=True)),
            )
        ),
    )
    notes = (*_supported_notes(result, number), *partial_notes([total_people, total_consultations, *people, *consultations]))
    name = "권역별 전화 모니터링 실적" + (f"({number}회차)" if len(_rounds(result)) > 1 else "")
    return TableBlock(f"monitoring_{number}", name, columns, rows, "명, 건", notes, total_columns=(1,))


def _supported_notes(result: RunResult, number: int) -> list[str]:
    """The office's own footnote: whose people are counted among a region's, from 지원기관 and 지원 대상자."""
    notes = []
    for region in result.config.regions.values():
        supported = [
            figure
            for figure in result.figures.of("supported_people")
            if figure.region == region.number and figure.round == number and figure.item and figure.value
        ]
        if supported:
            listed = join_korean([f"{figure.item} 지원 {count_text(figure.value or 0, figure.unit)}" for figure in supported])
            notes.append(f"{region.name} 대상자에는 {attach(listed, '이/가')} 포함됨")
    return notes


def _chart(
    result: RunResult,
    number: int,
    people: list[Figure],
    consultations: list[Figure],
    total_people: Figure,
    total_consultations: Figure,
) -> ChartBlock:
    regions = list(result.config.regions.values())
    panels = tuple(
        Panel(
            f"{title}({total.unit})  계 {figure_text(total)}",
            (Series(title, tuple(chart_point(f"{r.name}\n{r.short}", f) for r, f in zip(regions, figures, strict=True))),),
        )
        for title, figures, total in (("대상자", people, total_people), ("상담", consultations, total_consultations))
    )
    alt = f"권역별 막대그래프. 대상자는 {_told(people)}. 상담은 {_told(consultations)}."
    name = "권역별 대상자와 상담" + (f"({number}회차)" if len(_rounds(result)) > 1 else "")
    return ChartBlock(f"monitoring_{number}", "bars", name, alt, panels)


def chart_point(label: str, figure: Figure) -> Point:
    """A figure as a point of a chart."""
    value = None if figure.value is None else float(figure.value)
    return Point(label, value, figure_text(figure, unit=False), figure.key, figure.state)


def _told(figures: list[Figure]) -> str:
    return ", ".join(f"{figure.region}권역 {figure_text(figure)}" for figure in figures)


