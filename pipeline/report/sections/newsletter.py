"""소식지: the titles of the news, those of one region or a few of each.

Comes in: the run. Goes out: tables; none where the year does not ask for news. Titles are the regions' own words, with
personal data already masked at reading; contents are not printed.
"""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from pipeline.forms.ids import MONTHLY_RESULTS
from pipeline.model.result import RunResult
from pipeline.report.blocks import Align, Block, TableBlock, TableColumn, TableRow
from pipeline.report.sections.declared.places import At
from pipeline.report.sections.parts import text_cell
from pipeline.report.sections.scale import MOST_PAGES, first_regions

MOST_TITLES = 4  # of each region in the digest
LONGEST_TITLE = 60
MOST_NEWS = 10  # in a region's own report


@dataclass(frozen=True, slots=True)
class News:
    """One news item; ``month`` is that of the return."""

    region: int
    kind: str
    title: str
    organisation: str
    month: int


def news_of(result: RunResult, region: int) -> list[News]:
    """The region's news, the latest first."""
    frames = result.frames.get((MONTHLY_RESULTS, "newsletter"))
    if frames is None or frames.values.empty:
        return []
    rows = frames.counted
    own = rows[(rows["return_region"] == region).fillna(False)]
    found = []
    for _, row in own.iterrows():
        if not isinstance(row["title"], str) or pd.isna(row["return_month"]):
            continue
        words = (str(row["kind"]), row["title"].strip(), str(row["organisation"] or ""))
        found.append(News(region, *words, int(row["return_month"])))
    return sorted(found, key=lambda news: (-news.month, news.title))


def news_table(result: RunResult, at: At) -> list[Block]:
    """A region's latest news, in a table; [] where it sent none."""
    if at.region is None or not (news := news_of(result, at.region)):
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
    return [TableBlock(f"region_{at.region}_news", "소식", columns, rows, notes=notes, small=True)]


def digest_table(result: RunResult) -> TableBlock | None:
    """A few titles of each region, one line each: month, kind, title, organisation; None where no news came."""
    rows, shown, known = [], 0, 0
    for number, region in list(result.config.regions.items())[:MOST_PAGES]:
        news = news_of(result, number)
        chosen = _spread(news)
        known, shown = known + len(news), shown + len(chosen)
        lines = [f"- {one.month}월 {_shortened(one.title)}({one.kind}, {one.organisation})" for one in chosen]
        if lines:
            rows.append(TableRow((text_cell(region.name), text_cell(*lines))))
    if not rows:
        return None
    columns = (TableColumn(result.config.unit.word, 0.7), TableColumn("소식", 6.0, Align.LEFT))
    notes = first_regions(len(result.config.regions), result.config.unit)
    notes += (f"소식 {known}건 가운데 {shown}건. 전체는 집계대장에 있음",) if shown < known else ()
    return TableBlock("news_digest", "주요 소식", columns, tuple(rows), notes=notes, small=True)


def _spread(news: list[News]) -> list[News]:
    """A few of them spread evenly over the whole year, each title once, in the order of the months."""
    by_title: dict[str, News] = {}
    for one in sorted(news, key=lambda one: (one.month, one.title)):
        by_title.setdefault(one.title, one)
    once = list(by_title.values())
    if len(once) <= MOST_TITLES:
        return once
    return [once[position * (len(once) - 1) // (MOST_TITLES - 1)] for position in range(MOST_TITLES)]


def _shortened(title: str) -> str:
    return title if len(title) <= LONGEST_TITLE else f"{title[: LONGEST_TITLE - 1]}…"
