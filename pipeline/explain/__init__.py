"""A printed number traced back: what it is, how it is made, every cell in it, and what was left out and why.

Comes in: the run, its report, and the officer's words ("3권역 상담", "개나리반찬나눔 5월", "3,364", "표 3", "집행률").
Goes out: lines of text. The plainest figures that fit are explained, the others that fit are listed. Where none fits,
near names are suggested and nothing is guessed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipeline.count.derived import PREVIOUS, figures_named
from pipeline.explain.asking import Question, fitting_figures, narrowed, nearest_names, read_question
from pipeline.explain.behind import Behind
from pipeline.explain.printed import Printed, captions, printed_numbers
from pipeline.model.figures import Figure, State
from pipeline.model.result import RunResult
from pipeline.report.blocks import Report

__all__ = ["explain"]

MOST_FIGURES = 8
MOST_LISTED = 30
MOST_SUGGESTED = 3
MOST_SOURCES = 60
MOST_IN_BLOCK = 200


def explain(result: RunResult, words: str, report: Report, region: int | None = None) -> list[str]:
    """Lines that answer the words. ``region`` is the region that is meant where the words name none."""
    question = read_question(words, result)
    return list(_Answer(result, printed_numbers(report), captions(report), region).lines(question, words))


class _Answer:
    def __init__(
        self,
        result: RunResult,
        printed: Sequence[Printed],
        block_captions: dict[tuple[str, int], str],
        region: int | None,
    ) -> None:
        self.result, self.printed, self.captions, self.region = result, printed, block_captions, region
        self.behind = Behind(result)

    def lines(self, question: Question, words: str) -> Iterator[str]:
        if question.block is not None:
            yield from self._block(question, *question.block)
            return
        figures, left_aside = fitting_figures(question, self.result.figures, self.region)
        if figures:
            if left_aside is not None:
                yield f"'{left_aside.name}'은(는) 맞는 것이 없어 빼고 찾았습니다."
            yield from self._found(question, figures)
            return
        derived = self._printed(question)
        if derived:
            yield from self._derived(derived)
            return
        yield from self._nothing(question, words)

    def _found(self, question: Question, figures: Sequence[Figure]) -> Iterator[str]:
        fewest = question.unasked(figures[0])
        best = [figure for figure in figures if question.unasked(figure) == fewest]
        best = narrowed(best, lambda figure: figure.state is not State.NOT_APPLICABLE)
        if len(best) > 1:
            yield f"'{' '.join(question.words)}'에 똑같이 맞는 수가 {len(best)}개입니다."
        for figure in best[:MOST_FIGURES]:
            yield from self._explained(figure)
        others = [*best[MOST_FIGURES:], *(figure for figure in figures if figure not in best)]
        if others:
            yield "□ 이 말에 맞는 다른 수 (보려면 보낸 곳, 달, 회차 등을 더 적어 주세요)"
            yield from (f"  · {self.behind.said(figure)}" for figure in others[:MOST_LISTED])
        if len(others) > MOST_LISTED:
            yield f"  … {len(others) - MOST_LISTED}개 더 있습니다."

    def _explained(self, figure: Figure) -> Iterator[str]:
        yield f"■ {self.behind.said(figure)}"
        if len(figure.sources) > 1 and figure.value is not None:
            yield f"  {len(figure.sources)}개 칸을 더한 값입니다."
        yield from self._cells(figure)
        places = dict.fromkeys(item.block for item in self.printed if item.key == figure.key)
        if places:
            yield f"  보고서에 실린 곳: {', '.join(places)}"

    def _cells(self, figure: Figure) -> Iterator[str]:
        """The cells of a figure with their values, then what is not in it and why."""
        for place, amount in self.behind.cells(figure)[:MOST_SOURCES]:
            yield f"  - {place}: {amount}"
        if len(figure.sources) > MOST_SOURCES:
            yield f"  … 나머지 {len(figure.sources) - MOST_SOURCES}개 칸은 집계대장에 있습니다."
        for reason in figure.missing_words:
            yield f"  ※ 빠진 것: {reason}"
        yield from (f"  ※ {line}" for line in self.behind.left_out(figure))

    def _block(self, question: Question, kind: str, number: int) -> Iterator[str]:
        """The numbers of one table or picture, each with the figure it shows."""
        caption = self.captions.get((kind, number))
        if caption is None:
            last = max((n for k, n in self.captions if k == kind), default=0)
            yield f"보고서에 '{kind} {number}'이(가) 없습니다. {kind} 1부터 {kind} {last}까지 있습니다."
            return
        own = [item for item in self.printed if (item.kind, item.number) == (kind, number)]
        words = [term.name for term in question.terms] + question.unknown
        own = [item for item in own if all(item.says(word) for word in words)]
        none = "말씀하신 수는 없음" if words else "더해서 낸 수가 없음"
        yield f"■ {kind} {number} '{caption}': {f'수 {len(own)}개' if own else none}"
        if not own:
            return
        for item in own[:MOST_IN_BLOCK]:
            name = item.name.removeprefix(caption).removeprefix(" › ")
            yield f"  - {name}: {item.text} = {self.behind.formula(item.key)}"
        if len(own) > MOST_IN_BLOCK:
            yield f"  … {len(own) - MOST_IN_BLOCK}개 더 있습니다."
        yield "  한 수의 칸을 보려면 그 수의 이름을 적어 주세요."

    def _printed(self, question: Question) -> list[Printed]:
        """Printed numbers whose name contains every word: rates and differences have no other name."""
        if not (question.unknown or question.numbers):
            return []
        found = [
            item for item in self.printed if all(map(item.says, question.words)) and self._is_about(item, question)
        ]
        if not found:
            words = [term.name for term in question.terms if not term.is_place_or_time] + question.unknown
            words += [f"{number:,}{unit}" for number, unit in question.numbers]
            found = [item for item in self.printed if all(map(item.says, words)) and self._is_about(item, question)]
        found = narrowed(found, lambda item: item.key not in self.result.figures)
        return sorted(found, key=lambda item: not item.number)  # tables name their numbers, sentences only contain them

    def _is_about(self, item: Printed, question: Question) -> bool:
        """Whether the figures behind a number include the region, dong, month and round that were asked for."""
        keys = (key.removeprefix(PREVIOUS) for key in figures_named(item.key))
        figures = [self.result.figures.by_key(key) for key in keys if key in self.result.figures]
        return all(any(map(term.fits, figures)) for term in question.terms if term.is_place_or_time)

    def _derived(self, found: Sequence[Printed]) -> Iterator[str]:
        by_key: dict[str, list[Printed]] = {}
        for item in found:
            by_key.setdefault(item.key, []).append(item)
        if len(by_key) > 1:
            yield f"맞는 수가 {len(by_key)}개입니다."
        for key, items in list(by_key.items())[:MOST_FIGURES]:
            yield f"■ {items[0].place}: {items[0].text}"
            yield f"  = {self.behind.formula(key)}"
            for name in figures_named(key):
                if name in self.result.figures:
                    yield f"  □ {self.behind.said(self.result.figures.by_key(name))}"
                    yield from (f"  {line}" for line in self._cells(self.result.figures.by_key(name)))
            places = dict.fromkeys(item.block for item in self.printed if item.key == key)
            yield f"  보고서에 실린 곳: {', '.join(places)}"
        rest = list(by_key.values())[MOST_FIGURES:]
        yield from (f"  · {items[0].place}: {items[0].text}" for items in rest[:MOST_LISTED])
        if len(rest) > MOST_LISTED:
            yield f"  … {len(rest) - MOST_LISTED}개 더 있습니다. 말을 더 적어 좁혀 주세요."

    def _nothing(self, question: Question, words: str) -> Iterator[str]:
        yield f"'{words}'에 맞는 수를 찾지 못했습니다."
        if question.unknown:
            yield f"  보고서에 없는 말: {', '.join(question.unknown)}"
            derived = [item.last for item in self.printed if item.number and item.key not in self.result.figures]
            near = nearest_names(question.unknown, self.result, derived)
            if near:
                yield f"  혹시 이것인가요: {', '.join(near)}"
        elif len(question.terms) > 1:
            yield "  이 말을 모두 갖춘 수는 없습니다."
            yield from self._with_fewer_words(question)
        known = dict.fromkeys(self.result.forms.measures[figure.measure].name for figure in self.result.figures)
        yield f"  찾을 수 있는 것: {', '.join(known)}"

    def _with_fewer_words(self, question: Question) -> Iterator[str]:
        for term in question.terms:
            found = [figure for figure in self.result.figures if question.fits(figure, without=[term])]
            found.sort(key=question.unasked)
            for figure in found[:MOST_SUGGESTED]:
                yield f"  · '{term.name}'을(를) 빼면: {self.behind.said(figure)}"
