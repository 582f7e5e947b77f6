"""붙임: the closing line, then the months and dongs, the tables of every region, and the officer's part.

Comes in: the run and the blocks before the appendix. Goes out: blocks. An attachment without data is left out, and the
closing line lists only those that follow.
"""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.model.result import RunResult
from pipeline.report.blocks import Block, Heading, PageBreak, Paragraph, TableBlock, line
from pipeline.report.sections.finishing import OFFICER, attachment_title, months_title, regions_title
from pipeline.report.sections.officer import build_officer_part
from pipeline.report.sections.region_tables import changes_table, dong_table, month_table, region_tables, regions_table
from pipeline.report.sections.scale import MOST_PAGES
from pipeline.report.sections.sources import Attachment


def build_appendix(result: RunResult, before: Sequence[Block]) -> list[Block]:
    """The closing line and the attachments. ``before`` are the blocks of the body, whose sources the officer's part
    lists.
    """
    attachments: list[Attachment] = [
        (months_title(result.config), _tables(month_table(result, None), dong_table(result, result.config.regions))),
        (regions_title(result.config.unit), _regions(result)),
    ]
    kept = [(title, blocks) for title, blocks in attachments if blocks]
    return attach([*kept, (OFFICER, build_officer_part(result, before, kept))])


def attach(attachments: Sequence[Attachment]) -> list[Block]:
    """The attachments that hold something, under a closing line that lists them."""
    kept = [(title, blocks) for title, blocks in attachments if blocks]
    if not kept:
        return []
    made: list[Block] = closing([title for title, _ in kept])
    for number, (title, blocks) in enumerate(kept, start=1):
        made += [PageBreak(), Heading(1, attachment_title(number, title)), *blocks]
    return made


def closing(titles: Sequence[str]) -> list[Block]:
    """ "붙임  1. 권역별 실적 1부." … and "끝." behind the last one, as official letters end."""
    made: list[Block] = []
    for number, title in enumerate(titles, start=1):
        name = f"{number}. {title}" if len(titles) > 1 else title
        end = "  끝." if number == len(titles) else ""
        if number == 1:
            made.append(Paragraph(line(f"붙임  {name} 1부.{end}"), "closing"))
        else:
            made.append(Paragraph(line(f"         {name} 1부.{end}"), "attachment"))
    return made


def _tables(*tables: TableBlock | None) -> list[Block]:
    return [table for table in tables if table is not None]


def _regions(result: RunResult) -> list[Block]:
    """All regions side by side, then the activities and months of each, without page breaks, which would leave
    half-empty pages. With very many regions none has tables of its own here: the command line makes a report for each.
    """
    blocks: list[Block] = [*regions_table(result), *changes_table(result)]
    if len(result.config.regions) > MOST_PAGES:
        return blocks
    for number, region in result.config.regions.items():
        tables = region_tables(result, number)
        if tables:
            blocks += [Heading(2, region.full_name + (f"({', '.join(region.dongs)})" if region.dongs else "")), *tables]
    return blocks
