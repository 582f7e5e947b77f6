"""소식지: how many news items came from where and of what kind, and a short digest of their titles.

Comes in: the run. Goes out: blocks; empty where the year does not ask for them. Titles are the regions' own words, with
personal data already masked at reading; contents are not printed.
"""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from pipeline.joints.returned import MONTHLY, month_words, months_due
from pipeline.korean import some_of
from pipeline.model.figures import Figure
from pipeline.model.result import RunResult
from pipeline.report.blocks import Align, Block, Heading, Item, Run, TableBlock, TableColumn, TableRow, line
from pipeline.report.sections.parts import (
    figure_run,
    followed_by,
    highest,
    partial_notes,
    plain_cell,
    share_run,
    so_far,
    submitted_note,
    text_cell,
)
from pipeline.report.sections.scale import MOST_PAGES, first_regions

MOST_TITLES = 4  # of each region in the digest
LONGEST_TITLE = 60


@dataclass(frozen=True, slots=True)
class News:
    """One news item; ``month`` is that of the return."""

    region: int
    kind: str
    title: str
    organisation: str
    month: int


def build_newsletter(result: RunResult) -> list[Block]:
    """The section's blocks."""
    total = result.figures.get("newsletter_items")
    if total.value is None:
        return []
    return [Heading(1, "소식지"), *_sentences(result, total), _table(result)]


def newsletter_headline(result: RunResult) -> list[Item]:
    """How many news items the network gathered, in one line for the first page."""
    total = result.figures.get("newsletter_items")
    if total.value is None:
        return []
    return [Item(1, line("소식지: 소식 ", figure_run(total, bold=True), f"{followed_by(total, '을/를')} 나눔"))]


def kinds_of(result: RunResult) -> list[str]:
    """The kinds of news of the form that came, in the form's order; others after them."""
    column = result.forms[MONTHLY].table("newsletter").column("kind")
    came = dict.fromkeys(f.item for f in result.figures.of("newsletter_items") if f.item is not None)
    return [*(choice for choice in column.choices if choice in came), *(k for k in came if k not in column.choices)]


def news_of(result: RunResult, region: int) -> list[News]:
    """The region's news, the latest first."""
    frames = result.frames.get((MONTHLY, "newsletter"))
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


def _sentences(result: RunResult, total: Figure) -> list[Block]:
    blocks: list[Block] = [Item(1, line("소식 ", figure_run(total, bold=True), f"{followed_by(total, '을/를')} 나눔"))]
    kinds = [result.figures.get("newsletter_items", item=kind) for kind in kinds_of(result)]
    top = highest(kinds)
    if top and total.value:
        parts: list[str | Run] = [
            f"{so_far(kinds)}{top.item} 소식이 ",
            figure_run(top),
            "(",
            share_run(top, total),
            ")",
        ]
        blocks.append(Item(2, line(*parts, f"{followed_by(top, '으로/로')} 가장 많음")))
    silent = []
    for region in result.config.regions:
        months = [result.figures.get("newsletter_items", region=region, month=month) for month in months_due(result)]
        none = [figure.month or 0 for figure in months if figure.value == 0]
        silent += [f"{result.config.called(region)} {month_words(none)}"] if none else []
    if silent:
        blocks.append(Item(2, line(f"소식이 없던 달: {some_of(silent)}")))
    return blocks


def _table(result: RunResult) -> TableBlock:
    kinds, regions = kinds_of(result), result.config.regions
    get = result.figures.get
    columns = (TableColumn(result.config.unit.word, 1.0), *(TableColumn(kind) for kind in kinds), TableColumn("계"))
    rows, shown = [], []
    for number in (*regions, None):
        figures = [get("newsletter_items", region=number, item=kind) for kind in kinds]
        figures.append(get("newsletter_items", region=number))
        shown += figures
        label = text_cell("계" if number is None else regions[number].name)
        rows.append(TableRow((label, *(plain_cell(figure) for figure in figures)), total=number is None))
    came = [get("newsletter_items", region=region) for region in regions]
    notes = (*submitted_note(came, result.config.unit), *partial_notes(shown))
    caption = f"{result.config.unit.each}·종류별 소식"
    return TableBlock("newsletter", caption, columns, tuple(rows), "건", notes, total_columns=(len(kinds) + 1,))


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
    """A few of them over the whole year, each title once, in the order of the year: as far apart as they go."""
    by_title: dict[str, News] = {}
    for one in sorted(news, key=lambda one: (one.month, one.title)):
        by_title.setdefault(one.title, one)
    once = list(by_title.values())
    if len(once) <= MOST_TITLES:
        return once
    return [once[position * (len(once) - 1) // (MOST_TITLES - 1)] for position in range(MOST_TITLES)]


def _shortened(title: str) -> str:
    return title if len(title) <= LONGEST_TITLE else f"{title[: LONGEST_TITLE - 1]}…"
