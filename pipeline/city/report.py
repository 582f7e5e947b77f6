"""The roll-up in words: one page on the city, then offices by measures, who is late, how much the offices differ.

Comes in: the city's results. Goes out: a ``Report`` of blocks. Every number is an office's own or one of the totals; an
incomplete one is marked, and the notes below name the offices concerned.
"""

from __future__ import annotations

from pipeline.city.blocks_of_numbers import office_tables, region_tables, split_lines
from pipeline.city.result import CityResult
from pipeline.city.standing import board_table, failed_table, late_table, on_time_chart, spread_table
from pipeline.errors import EXIT_OK, EXIT_PROVISIONAL
from pipeline.korean import korean_date
from pipeline.report.blocks import Block, Heading, Item, PageBreak, Report, TitleBox, line
from pipeline.report.sections.finishing import attachment_title, finished, regions_title

PROGRAMME = "자치구 종합"


def build_report(result: CityResult) -> Report:
    """The whole roll-up."""
    title = f"{result.year}년 자치구 종합 성과보고"
    word = "확정" if result.is_final else "잠정"
    written = len(result.runs) - len(result.failed)
    status = f"{word} · 자료 기준일 {korean_date(result.as_of)} · 결과 {written}/{len(result.runs)}곳"
    blocks: list[Block] = [
        TitleBox(title, status, not result.is_final),
        *_overview(result),
        Heading(1, "자치구별 실적"),
        *split_lines(result),
        *office_tables(result),
        *_submission(result),
        *_apart(result),
        PageBreak(),
        Heading(1, attachment_title(1, regions_title(result.unit))),
        *region_tables(result),
    ]
    properties = {
        "title": title,
        "subject": PROGRAMME,
        "author": PROGRAMME,
        "created": f"{result.as_of.isoformat()}T00:00:00",
    }
    return Report(title, tuple(finished(blocks)), properties, header_text=title)


def _overview(result: CityResult) -> list[Block]:
    counts = {
        "확정": sum(run.code == EXIT_OK for run in result.runs),
        "잠정": sum(run.code == EXIT_PROVISIONAL for run in result.runs),
        "결과 없음": len(result.failed),
    }
    told = " · ".join(f"{word} {count}곳" for word, count in counts.items() if count)
    blocks: list[Block] = [Heading(1, "한눈에 보기"), Item(1, line(f"자치구 {len(result.runs)}곳: {told}"))]
    if result.failed:
        names = ", ".join(run.name for run in result.failed)
        blocks += [
            Item(2, line(f"결과가 없는 자치구는 합계에 들어 있지 않음: {names}")),
            failed_table(result),
        ]
    return blocks


def _submission(result: CityResult) -> list[Block]:
    late, chart = late_table(result), on_time_chart(result)
    rest: list[Block] = [late] if late else [Item(1, line("늦거나 내지 않은 자료가 없음"))]
    return [Heading(1, "제출 현황"), board_table(result), *([chart] if chart else []), *rest]


def _apart(result: CityResult) -> list[Block]:
    blocks: list[Block] = [Heading(1, "자치구 사이의 차이")]
    if not result.spreads:
        return [*blocks, Item(1, line("견줄 만큼 다 모인 자치구가 3곳이 되지 않음"))]
    unusual = [spread for spread in result.spreads if spread.unusual]
    told = f"크게 다른 자치구가 있는 측정 항목 {len(unusual)}가지" if unusual else "크게 다른 자치구 없음"
    return [
        *blocks,
        Item(1, line(f"{told}(측정 항목 {len(result.spreads)}가지를 {result.unit.word}당 평균으로 견줌)")),
        spread_table(result),
    ]
