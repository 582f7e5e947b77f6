"""The year's consultations over all rounds, compared with the year before.

Comes in: the run. Goes out: blocks, empty for a single round without a year before. People are never added over rounds:
the same people are called again.
"""

from __future__ import annotations

from pipeline.model.figures import Figures
from pipeline.model.result import RunResult
from pipeline.report.blocks import Block, Item, Run, line
from pipeline.report.sections.compare import change_of, change_runs
from pipeline.report.sections.declared.places import At
from pipeline.report.sections.parts import figure_run, followed_by
from pipeline.report.sections.rounds import rounds_with_data


def year_sentences(result: RunResult, at: At) -> list[Block]:
    """The consultations of two or more rounds together, with the change from the year before where the years can be
    compared.
    """
    rounds = rounds_with_data(result.figures)
    if at.region is not None or not rounds:
        return []
    blocks: list[Block] = [_year_line(result.figures, rounds)] if len(rounds) > 1 else []
    told = change_runs(change_of(result, result.figures.get("consultations")))
    return [*blocks, Item(2, line("연간 상담은 ", *told))] if told else blocks


def _year_line(figures: Figures, rounds: list[int]) -> Item:
    total = figures.get("consultations")
    spoken = followed_by(total, "을/를")
    parts: list[str | Run] = [f"{len(rounds)}회에 걸쳐 모두 ", figure_run(total, bold=True), f"{spoken} 상담함(대상자 "]
    for position, number in enumerate(rounds):
        people = figures.get("people", round=number)
        parts += [", " if position else "", f"{number}회차 ", figure_run(people)]
    return Item(1, line(*parts, ")"))
