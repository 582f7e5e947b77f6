"""예산: budgeted, granted, spent, left and returned, by budget item and by region.

Comes in: the run. Goes out: blocks; empty where the year has no budget. How amounts are printed: see ``money``.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.count.derived import Derived, Shown, figures_named, marks_of, percent, total
from pipeline.model.figures import Figure, State
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
from pipeline.report.sections.finishing import attached, regions_title
from pipeline.report.sections.money import THOUSANDS, WON, Amounts, printed
from pipeline.report.sections.parts import (
    MINUS,
    NOTHING,
    extremes,
    figure_run,
    followed_by,
    partial_notes,
    plain_cell,
    submitted_note,
    text_cell,
)

MEASURES = {
    "budget_won": "편성",
    "planned_won": "계획",
    "granted_won": "교부",
    "spent_won": "집행",
    "remaining_won": "잔액",
    "returned_won": "반납",
}
DIFFERENCES = {"remaining_won": ("granted_won", "spent_won")}
RATE_LABEL, RATE_NOTE = "집행률(%)", "집행률은 집행액 ÷ 교부액"


def build_budget(result: RunResult) -> list[Block]:
    """The section's blocks."""
    if result.config.plan.budget is None or not known_measures(result):
        return []
    blocks: list[Block] = [Heading(1, "예산 집행"), *_sentences(result)]
    items = amount_table(result, _by_item(list(result.config.budget_items)), "budget_items", "예산과목별 집행")
    regions = amount_table(
        result, _by_region(result), "budget_regions", f"{result.config.unit.each} 집행", told=items.notes
    )
    return [*blocks, items, regions]


def budget_headline(result: RunResult) -> list[Item]:
    """What was granted and spent, in one line for the first page."""
    granted, spent = result.figures.get("granted_won"), result.figures.get("spent_won")
    if result.config.plan.budget is None or granted.value is None:
        return []
    parts: list[str | Run] = ["예산: 교부 ", figure_run(granted)]
    if spent.value is not None:
        parts += [" 가운데 ", figure_run(spent, bold=True), " 집행", *_rate_words(result)]
    return [Item(1, line(*parts))]


def known_measures(result: RunResult) -> list[str]:
    """The amounts of which the year knows any, in the order of the money's way."""
    return [
        measure
        for measure in MEASURES
        if any(figure.value is not None or figure.missing for figure in result.figures.of(measure))
    ]


def spending_rate(result: RunResult, region: int | None = None, item: str | None = None) -> Derived:
    """Spent as a percentage of granted. Where a settlement is missing, the office's rate is of those that came.

    The office's sum of what was spent then lacks that region, and a rate over all grants would be too low: the grants
    of the same regions are taken, so that both sides are of the same regions.
    """
    spent = result.figures.get("spent_won", region=region, item=item)
    granted = result.figures.get("granted_won", region=region, item=item)
    if region is None and spent.state is State.PARTIAL:
        came = [
            r for r in result.config.regions if result.figures.get("spent_won", region=r, item=item).value is not None
        ]
        grants = [result.figures.get("granted_won", region=r, item=item) for r in came]
        if grants and len(came) < len(result.config.regions):
            return percent(spent, total(grants, granted.unit))
    return percent(spent, granted)


def _rate_words(result: RunResult) -> list[str | Run]:
    rate = spending_rate(result)
    whose = "교부액의 " if rate.key == _plain_rate_key(result) else f"정산서를 낸 {result.config.unit.word} 교부액의 "
    return [f"({whose}", figure_run(rate), ")"] if rate.value is not None else []


def _plain_rate_key(result: RunResult) -> str:
    return percent(result.figures.get("spent_won"), result.figures.get("granted_won")).key


def _sentences(result: RunResult) -> list[Block]:
    get = result.figures.get
    budget, granted, spent = get("budget_won"), get("granted_won"), get("spent_won")
    left, returned = get("remaining_won"), get("returned_won")
    parts: list[str | Run] = ["편성액 ", figure_run(budget)]
    if granted.value is not None:
        parts += [" 가운데 ", figure_run(granted, bold=True), f"{followed_by(granted, '을/를')} 교부"]
    if spent.value is not None:
        parts += ["하고 ", figure_run(spent, bold=True), f"{followed_by(spent, '을/를')} 집행함", *_rate_words(result)]
    elif granted.value is not None:
        parts.append("함")
    blocks: list[Block] = [Item(1, line(*parts))]
    if left.value:
        words: list[str | Run] = ["잔액 ", figure_run(left)]
        words += [f"{followed_by(left, '은/는')} ", *_returned_words(left, returned)]
        blocks.append(Item(2, line(*words)))
    elif left.value == 0 and left.state is State.ZERO:
        blocks.append(Item(2, line("잔액 없이 모두 집행함")))
    told = budget_extremes(result)
    return [*blocks, Item(2, told)] if told else blocks


def _returned_words(left: Figure, returned: Figure) -> list[str | Run]:
    if returned.value is None:
        return ["반납액을 적은 자료가 없음"]
    is_whole = State.PARTIAL not in (left.state, returned.state)
    if returned.value == left.value:
        return ["모두 반납함" if is_whole else "들어온 자료로는 모두 반납함"]
    if not is_whole:
        return [figure_run(returned), f"{followed_by(returned, '을/를')} 반납함(자료가 다 모이지 않아 견주지 않음)"]
    return [figure_run(returned), f"{followed_by(returned, '을/를')} 반납하여 차이를 확인하여야 함"]


def budget_extremes(result: RunResult) -> Inline:
    """Which region spent most and least of its grant; () where it cannot be said."""
    if result.config.plan.budget is None:
        return ()
    rates = {region.name: spending_rate(result, number) for number, region in result.config.regions.items()}
    return extremes("집행률은", rates, "높고", "낮음")


# -- tables ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class AmountRows:
    """The rows of an amount table: (label, region, item) of each; the last one is the total."""

    heading: str
    rows: tuple[tuple[str, int | None, str | None], ...]


def _by_item(items: Sequence[str]) -> AmountRows:
    return AmountRows("예산과목", (*((item, None, item) for item in items), ("계", None, None)))


def _by_region(result: RunResult) -> AmountRows:
    rows = [(f"{region.name}({region.short})", number, None) for number, region in result.config.regions.items()]
    return AmountRows(result.config.unit.word, (*rows, ("계", None, None)))


def items_of_region(result: RunResult, region: int) -> AmountRows:
    """The budget items of one region and their sum."""
    rows = [(item, region, item) for item in result.config.budget_items]
    return AmountRows("예산과목", (*rows, ("계", region, None)))


def amount_table(
    result: RunResult, rows: AmountRows, key: str, caption: str, *, exact: bool = False, told: tuple[str, ...] = ()
) -> TableBlock:
    """Amounts in columns, the rate in the last. ``exact`` prints won in any case; ``told`` are notes of a table just
    above, which are not said again.
    """
    measures = known_measures(result)
    columns = [_amounts(result, measure, measures, rows) for measure in measures]
    shown = printed(columns)
    in_won = exact or shown.unit != THOUSANDS
    rates = [spending_rate(result, region, item) for _, region, item in rows.rows]
    has_rate = "spent_won" in measures
    made = []
    for position, (label, _, _) in enumerate(rows.rows):
        cells = [
            _cell(result, figure, None if in_won else shown.columns[index][position])
            for index, figure in enumerate((*column.rows, column.total)[position] for column in columns)
        ]
        cells += [_rate_cell(result, rates[position])] if has_rate else []
        made.append(TableRow((text_cell(label), *cells), total=position == len(rows.rows) - 1))
    figures = [figure for column in columns for figure in (*column.rows, column.total)]
    words = (*((RATE_NOTE,) if has_rate else ()), *_notes(result, rows, in_won or not shown.is_rounded))
    notes = (*(note for note in words if note not in told), *partial_notes([*figures, *rates]))
    headers = (
        TableColumn(rows.heading, 1.3),
        *(TableColumn(MEASURES[measure], 1.0, Align.RIGHT) for measure in measures),
        *((TableColumn(RATE_LABEL, 0.9, Align.RIGHT),) if has_rate else ()),
    )
    unit = (WON if in_won else THOUSANDS) + (", %" if has_rate else "")
    return TableBlock(key, caption, headers, tuple(made), unit, notes, small=in_won)


def _rate_cell(result: RunResult, rate: Derived) -> TableCell:
    """The rate; "–" for an item of which either side was never stated."""
    known = all(name in result.figures for name in figures_named(rate.key))
    return plain_cell(rate) if known else text_cell(NOTHING)


def _amounts(result: RunResult, measure: str, measures: Sequence[str], rows: AmountRows) -> Amounts:
    figures = [result.figures.get(measure, region=region, item=item) for _, region, item in rows.rows]
    pair = DIFFERENCES.get(measure)
    positions = (measures.index(pair[0]), measures.index(pair[1])) if pair and set(pair) <= set(measures) else None
    return Amounts(tuple(figures[:-1]), figures[-1], positions)


def _cell(result: RunResult, figure: Shown, thousands: int | None) -> TableCell:
    """The amount in won, or as the given thousands; "–" for an item under which nothing was ever stated."""
    if figure.key not in result.figures:
        return text_cell(NOTHING)
    if thousands is None:
        return plain_cell(figure)
    mark = marks_of(figure)
    text = f"{MINUS if thousands < 0 else ''}{abs(thousands):,}{mark}"
    return TableCell((line(Run(text, figure=figure.key)),), state=figure.state)


def _notes(result: RunResult, rows: AmountRows, is_exact: bool) -> tuple[str, ...]:
    notes = (
        []
        if is_exact
        else [
            f"천원 미만은 합계에 맞추어 반올림함. 원 단위 금액은 {attached(regions_title(result.config.unit))}에 있음"
        ]
    )
    if any(region is not None for _, region, _ in rows.rows[:-1]) and len({region for _, region, _ in rows.rows}) > 2:
        notes += submitted_note(
            [result.figures.get("spent_won", region=region) for region in result.config.regions], result.config.unit
        )
    return tuple(notes)
