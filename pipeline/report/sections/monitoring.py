"""전화 모니터링: a table for each round, laid out like the office's own, and one picture of the calls per person.

Comes in: the run. Goes out: blocks. People are never added over rounds; consultations may be.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.count.derived import Derived, ratio
from pipeline.korean import attach, period
from pipeline.model.figures import Figure, Figures, State
from pipeline.model.lacks import in_question
from pipeline.model.result import RunResult
from pipeline.report.blocks import Block, Item, Run, line
from pipeline.report.sections.compare import Kind, change_of, change_runs
from pipeline.report.sections.declared.places import At
from pipeline.report.sections.parts import extremes, figure_run, followed_by, highest, share_run, so_far
from pipeline.report.sections.rounds import period_before, round_words, rounds_with_data
from pipeline.settings.load import YearConfig


@dataclass(frozen=True, slots=True)
class Round:
    """The figures of one monitoring round: those of each region in order, and the office's."""

    number: int
    people: tuple[Figure, ...]
    consultations: tuple[Figure, ...]
    total_people: Figure
    total_consultations: Figure

    @property
    def all(self) -> tuple[Figure, ...]:
        return (self.total_people, self.total_consultations, *self.people, *self.consultations)


def figures_of_round(result: RunResult, number: int) -> Round:
    """Everything that is known of a round."""
    figures, regions = result.figures, result.config.regions
    return Round(
        number,
        tuple(figures.get("people", region=region, round=number) for region in regions),
        tuple(figures.get("consultations", region=region, round=number) for region in regions),
        figures.get("people", round=number),
        figures.get("consultations", round=number),
    )


def round_sentences(result: RunResult, at: At) -> list[Block]:
    """The results of a round: the office's, with the regions that had most and last year's round; or one region's."""
    assert at.round is not None  # report.yaml places it in rounds only
    this = figures_of_round(result, at.round)
    return (
        [*_sentences(result.config, this), *_before(result, this)]
        if at.region is None
        else _of_region(result.figures, at)
    )


def _of_region(figures: Figures, at: At) -> list[Block]:
    people, calls = (figures.get(name, **at.dimensions) for name in ("people", "consultations"))
    if people.value is None or calls.value is None:
        return [Item(1, line("대상자 ", figure_run(people)))]
    whole = figures.get("consultations", round=at.round)
    who = line(figure_run(people, bold=True), f"{followed_by(people, '을/를')} 대상으로 ")
    what = line(figure_run(calls, bold=True), f"{followed_by(calls, '을/를')} 상담함(전체의 ")
    return [Item(1, (*who, *what, *line(share_run(calls, whole), ")")))]


def monitoring_headline(result: RunResult) -> list[Item]:
    """The result of the year's monitoring, in one line for the first page."""
    numbers = rounds_with_data(result.figures)
    if not numbers:
        return []
    consultations = consultations_told(result.config, result.figures, numbers)
    parts: list[str | Run] = ["전화 모니터링: "]
    if len(numbers) == 1:
        people = result.figures.get("people", round=numbers[0])
        parts += [f"{words}에 " for words in round_words(result.config, numbers[0])]
        parts += [figure_run(people), f"{followed_by(people, '을/를')} 대상으로 "]
    else:
        parts.append(f"{len(numbers)}회에 걸쳐 ")
    parts += [figure_run(consultations, bold=True), f"{followed_by(consultations, '을/를')} 상담함"]
    parts += _compared(result, consultations, numbers)
    return [Item(1, line(*parts))]


def _compared(result: RunResult, consultations: Figure, numbers: Sequence[int]) -> list[str | Run]:
    """The change of the year's consultations, in brackets; where the years had different numbers of rounds, the change
    of the last comparable round instead.
    """
    change = change_of(result, consultations) if consultations.round is None else None
    if change is not None and change_runs(change):
        return ["(", *change_runs(change), ")"]
    if change is None or change.kind is not Kind.OTHER_ROUNDS:
        return []
    for number in reversed(numbers):
        told = change_runs(change_of(result, result.figures.get("consultations", round=number)))
        if told:
            return [f"({number}회차는 ", *told, ")"]
    return []


def consultations_told(config: YearConfig, figures: Figures, numbers: Sequence[int]) -> Figure:
    """The year's consultations. Where only one of several rounds is known, that round's: the people beside them are of
    that round, and the year's sum would be incomplete.
    """
    only = numbers[0] if len(numbers) == 1 and round_words(config, numbers[0]) else None
    return figures.get("consultations", round=only)


def _sentences(config: YearConfig, this: Round) -> list[Block]:
    came = [figure for figure in this.people if figure.value is not None]
    among = config.unit.counted(len(this.people))
    if len(came) < len(this.people):
        lacking = [figure for figure in this.people if figure.state is State.MISSING]
        sent = "자료를 셀 수 있는" if any(in_question(figure.missing) for figure in lacking) else "자료를 낸"
        among = f"{among} 가운데 {sent if lacking else '해당하는'} {config.unit.counted(len(came))}"
    people, consultations = this.total_people, this.total_consultations
    parts: list[str | Run] = [
        f"{among}에서 ",
        figure_run(people, bold=True),
        f"{followed_by(people, '을/를')} 대상으로 ",
    ]
    if consultations.value is None:
        parts.append("전화 모니터링을 함")
    else:
        parts += [figure_run(consultations, bold=True), f"{followed_by(consultations, '을/를')} 상담함"]
        average = ratio(consultations, people, consultations.unit)
        if average.value is not None:
            parts += ["(1인당 평균 ", figure_run(average), ")"]
    return [Item(1, line(*parts)), *_most(config, this), *_spread(config, this)]


def _most(config: YearConfig, this: Round) -> list[Item]:
    """Which region had the most people and consultations, with its share; [] where there is a tie."""
    people, calls = highest(this.people), highest(this.consultations)
    if not this.total_people.value or not this.total_consultations.value:
        return []
    if not people or not calls:
        return _most_of_one(config, this) if any(one.doubts for one in this.all) else []
    first = line(figure_run(people), "(", share_run(people, this.total_people), ")")
    second = line(figure_run(calls), "(", share_run(calls, this.total_consultations), ")")
    begin, end = so_far(this.all), followed_by(calls, "으로/로")
    if people.region == calls.region:
        parts = line(f"{begin}{_subject(config, people)} 대상자 ", *first, ", 상담 ", *second, f"{end} 모두 가장 많음")
    else:
        middle = f"{followed_by(people, '으로/로')}, 상담은 {_subject(config, calls)} "
        parts = line(f"{begin}대상자는 {_subject(config, people)} ", *first, middle, *second, f"{end} 가장 많음")
    return [Item(2, parts)]


def _subject(config: YearConfig, figure: Figure) -> str:
    return attach(config.called(figure.region or 0), "이/가")


def _most_of_one(config: YearConfig, this: Round) -> list[Item]:
    """The same for people or consultations alone, where a number in doubt could change who has most of the other."""
    for name, figures, whole in (
        ("대상자는", this.people, this.total_people),
        ("상담은", this.consultations, this.total_consultations),
    ):
        if top := highest(figures):
            share = (figure_run(top), "(", share_run(top, whole), f"){followed_by(top, '으로/로')} 가장 많음")
            return [Item(2, line(f"{so_far(this.all)}{name} {_subject(config, top)} ", *share))]
    return []


def _spread(config: YearConfig, this: Round) -> list[Item]:
    """Where a person was called most often and least often."""
    parts = extremes("1인당 상담은", _rates(config, this), "많고", "적음")
    return [Item(2, parts)] if parts else []


def _rates(config: YearConfig, this: Round) -> dict[str, Derived]:
    """Consultations per person, by the name of the region."""
    pairs = zip(this.people, this.consultations, strict=True)
    return {config.called(people.region or 0): ratio(calls, people, calls.unit) for people, calls in pairs}


def _before(result: RunResult, this: Round) -> list[Item]:
    """The same round of the year before, with its dates: they may differ, and the reader should see that."""
    days = period_before(result.config, this.number)
    people, calls = change_of(result, this.total_people), change_of(result, this.total_consultations)
    if days is None or people.kind not in (Kind.MORE, Kind.LESS, Kind.SAME):
        return []
    parts: list[str | Run] = [f"전년 같은 회차({period(*days)})와 비교하면 대상자는 ", *change_runs(people)]
    if calls.kind in (Kind.MORE, Kind.LESS, Kind.SAME):
        parts += [", 상담은 ", *change_runs(calls)]
    return [Item(2, line(*parts))]
