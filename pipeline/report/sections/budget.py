"""예산: what was budgeted, granted, spent, left and returned, in sentences.

Comes in: the run. Goes out: lines; none where the year has no budget. The tables are declared.
"""

from __future__ import annotations

from pipeline.count.derived import Derived, percent
from pipeline.forms.declared_report import Number
from pipeline.model.figures import Figure, Figures, State
from pipeline.model.result import RunResult
from pipeline.report.blocks import Block, Inline, Item, Run, line
from pipeline.report.sections.declared.numbers import quotient
from pipeline.report.sections.declared.places import At
from pipeline.report.sections.parts import extremes, figure_run, followed_by


def budget_sentences(result: RunResult, at: At) -> list[Block]:
    """What was budgeted, granted, spent, left and returned by the office; [] where the year has no budget."""
    if at.region is not None or result.config.plan.budget is None:
        return []
    return _sentences(result)


def budget_headline(result: RunResult) -> list[Item]:
    """How much was granted and spent, in one line for the first page."""
    granted, spent = result.figures.get("granted_won"), result.figures.get("spent_won")
    if result.config.plan.budget is None or granted.value is None:
        return []
    parts: list[str | Run] = ["예산: 교부 ", figure_run(granted)]
    if spent.value is not None:
        parts += [" 가운데 ", figure_run(spent, bold=True), " 집행", *_rate_words(result)]
    return [Item(1, line(*parts))]


def spending_rate(result: RunResult, region: int | None = None, item: str | None = None) -> Derived:
    """Spent as a percentage of granted, both of the same regions."""
    return quotient(result, Number(percent=("spent_won", "granted_won")), {"region": region, "item": item})


def _rate_words(result: RunResult) -> list[str | Run]:
    rate = spending_rate(result)
    whose = (
        "교부액의 "
        if rate.key == _plain_rate_key(result.figures)
        else f"정산서를 낸 {result.config.unit.word} 교부액의 "
    )
    return [f"({whose}", figure_run(rate), ")"] if rate.value is not None else []


def _plain_rate_key(figures: Figures) -> str:
    return percent(figures.get("spent_won"), figures.get("granted_won")).key


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
    return blocks


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
    """Which region spent most and least of its grant; () where nobody can tell."""
    if result.config.plan.budget is None:
        return ()
    rates = {region.name: spending_rate(result, number) for number, region in result.config.regions.items()}
    return extremes("집행률은", rates, "높고", "낮음")
