"""Declared sentences, of a few honest patterns -> lines of the outline.

Comes in: the run, a declared block and where it stands. Goes out: items; none where nothing can be said. A comparison
covers only what has come in, and says so while something is still missing.
"""

from __future__ import annotations

from pipeline.count.derived import Shown, percent
from pipeline.forms.declared_report import Block, Empty, Extreme, Number, Target
from pipeline.forms.form import FormSet
from pipeline.joints.returned import month_words
from pipeline.korean import attach, some_of
from pipeline.model.figures import Figures, State
from pipeline.model.result import RunResult
from pipeline.model.returns import SlotState
from pipeline.report.blocks import Item, Run, line
from pipeline.report.sections.compare import change_runs
from pipeline.report.sections.declared.numbers import adds_over_regions, change_at, shown_at
from pipeline.report.sections.declared.places import Along, At, places
from pipeline.report.sections.declared.words import numbers_in, sentence
from pipeline.report.sections.parts import extremes, figure_run, followed_by, highest, share_run, so_far
from pipeline.report.sections.slots import slot_groups


def items_of(result: RunResult, block: Block, at: At) -> list[Item]:
    """The lines of a block that is a sentence."""
    level = block.level
    if block.text is not None:
        return _text(result, block.text, at, level or 1)
    if block.highest is not None:
        return _extreme(result, block.highest, at, level or 2)
    if block.change is not None:
        told = change_runs(change_at(result, block.change.measure, at.dimensions))
        return [Item(level or 2, line(f"{attach(block.change.name, '은/는')} ", *told))] if told else []
    if block.empty is not None:
        return _empty(result, block.empty, at, level or 2)
    if block.target is not None:
        return _target(result.figures, block.target, at, level or 2)
    return _missing(result, block.missing.form, at, level or 2) if block.missing is not None else []


def _text(result: RunResult, text: str, at: At, level: int) -> list[Item]:
    """The sentence; [] where it would print numbers but none of them is known."""
    shown = numbers_in(result, text, at)
    if shown and all(one.value is None for one in shown):
        return []
    return [Item(level, sentence(result, text, at))]


def _along(result: RunResult, number: Number, axis: str, at: At) -> list[tuple[Along, Shown]]:
    found = []
    for place in places(result, axis, at, number.measures):
        shown = shown_at(result, number, {**at.dimensions, **place.dimensions}, at.dimensions)
        if shown is not None:
            found.append((place, shown))
    return found


def _extreme(result: RunResult, block: Extreme, at: At, level: int) -> list[Item]:
    """The place with the highest number and its share of the whole; the lowest too where the block has a word for
    it.
    """
    if at.region is not None and block.over == "region":
        return []
    number, subject = block.number, attach(block.name, "은/는")
    along = _along(result, number, block.over, at)
    if block.least:
        told = extremes(subject, {place.label: shown for place, shown in along}, block.most, block.least)
        return [Item(level, told)] if told else []
    top = highest([shown for _, shown in along])
    whole = shown_at(result, number, at.dimensions, at.dimensions)
    if top is None or not top.value:
        return []
    named = next(place.label for place, shown in along if shown.key == top.key)
    share: list[str | Run] = []
    if number.measure and whole is not None and whole.value and _is_part(result.forms, number, block.over):
        share = ["(", share_run(top, whole), ")"]
    begin = f"{so_far([shown for _, shown in along])}{subject} {attach(named, '이/가')} "
    end = f"{followed_by(top, '으로/로')} 가장 {block.most}"
    return [Item(level, line(begin, figure_run(top), *share, end))]


def _is_part(forms: FormSet, number: Number, axis: str) -> bool:
    if axis == "region":
        return adds_over_regions(forms, number)
    return axis in forms.measures[number.measure].add_over


def _empty(result: RunResult, block: Empty, at: At, level: int) -> list[Item]:
    """Which regions have a zero, and in which months or rounds."""
    listed = []
    for region in [at.region] if at.region is not None else result.config.regions:
        own = At(region, at.round)
        along = _along(result, Number(measure=block.measure), block.over, own)
        zero = [int(str(place.dimensions[block.over])) for place, shown in along if shown.state is State.ZERO]
        words = month_words(zero) if block.over == "month" else ", ".join(f"{number}회차" for number in zero)
        name = "" if at.region is not None else f"{result.config.called(region)} "
        listed += [f"{name}{words}"] if zero else []
    return [Item(level, line(f"{block.name}: {some_of(listed)}"))] if listed else []


def _target(figures: Figures, block: Target, at: At, level: int) -> list[Item]:
    """What was planned and how much of it was done; [] where one of the two is missing."""
    planned, done = (figures.get(name, **at.dimensions) for name in (block.planned, block.done))
    if not planned.value or done.value is None:
        return []
    rate, begin = percent(done, planned), f"{so_far((planned, done))}{attach(block.name, '은/는')} 목표 "
    if not rate.doubts and (rate.value or 0) >= 100:
        reached = f"{followed_by(planned, '을/를')} 이룸("
        parts = line(begin, figure_run(planned), reached, figure_run(done, bold=True), ", ", figure_run(rate), ")")
    else:
        end = f"{followed_by(done, '을/를')} 함("
        parts = line(begin, figure_run(planned), " 가운데 ", figure_run(done, bold=True), end, figure_run(rate), ")")
    return [Item(level, parts)]


def _missing(result: RunResult, form: str, at: At, level: int) -> list[Item]:
    """Which returns of a form are missing."""
    owed = [
        entry
        for entry in result.board
        if entry.is_due and entry.state is SlotState.MISSING and entry.slot.form == form
        and at.region in (None, entry.slot.region)
    ]  # fmt: skip
    names = [group.name for group in slot_groups(result.config, result.forms, owed)]
    return [Item(level, line(f"아직 들어오지 않은 자료: {some_of(names)}"))] if names else []
