"""The officer's numbers -> ours: which figure her words clearly name, and whether the two are equal.

Comes in: an ``OwnFile`` and the run. Goes out: a ``Comparison``. Her words are understood as ``explain`` understands a
question. A figure is taken only where no other fits as well: two measures, or two figures that are equally plain, are
listed as candidates.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from pipeline.alongside.hints import hint_of
from pipeline.alongside.own_file import OwnFile
from pipeline.alongside.reading import read_own, step_of
from pipeline.alongside.tables import OwnTotal
from pipeline.explain.asking import Question, fitting_figures, narrowed, nearest_names, read_question, vocabulary_of
from pipeline.explain.behind import Behind
from pipeline.korean import attach, count_text
from pipeline.model.alongside import Compared, Comparison, Verdict
from pipeline.model.figures import Figure, State
from pipeline.model.findings import Place
from pipeline.model.result import RunResult
from pipeline.model.words import measure_labels, none_word
from pipeline.normalise import ValueState, display_of, fold_name, shortened
from pipeline.rules.catalogue import worded_finding

MOST_CANDIDATES = 8
_SAYS_NOTHING = frozenset(
    ("실적", "현황", "결과", "집계", "수량", "내용", "수치", "값", "수", "손으로센수", "직접센수")
)
_SHORTEST_SUGGESTED = 2
_BETWEEN_WORDS = re.compile(r"[()\[\]<>〈〉「」/:：·ㆍ,|›]")
_UNIT_IN_BRACKETS = re.compile(r"[(\[]\s*(?:단위\s*[:：]?)?\s*([가-힣]{1,3})\s*[)\]]")


@dataclass(frozen=True, slots=True)
class _Meant:
    """The one figure that the words name, or the candidates, or the reason why there is none."""

    figure: Figure | None = None
    candidates: tuple[Figure, ...] = ()
    why: str = ""
    unit: str = ""  # the unit that her words name


def compare(own: OwnFile, result: RunResult, region: int | None = None) -> Comparison:
    """Each of her numbers with ours. With ``region``, only those about that region, because the run covers nothing
    else.
    """
    return _Comparing(own, result, region).run()


class _Comparing:
    def __init__(self, own: OwnFile, result: RunResult, region: int | None) -> None:
        self.own, self.result, self.region = own, result, region
        self.behind = Behind(result)
        self.vocabulary = vocabulary_of(result)
        self.labels = measure_labels(result.forms)
        self.units = {measure.unit for measure in result.forms.measures.values()}
        self.known: dict[str, _Meant] = {}
        self.headers: dict[str, bool] = {}
        self.unknown_headers: Counter[tuple[str, str]] = Counter()

    def run(self) -> Comparison:
        items, others = [], 0
        for total in self.own.totals:
            if not self._knows_header(total):
                self.unknown_headers[total.sheet, total.header] += 1
                continue
            item, is_other = self._compared(total)
            others += is_other
            if not is_other:
                items.append(item)
        return Comparison(self.own.path, self.own.file, items, (*self.own.notes, *self._notes(others)))

    def _notes(self, others: int) -> Iterator[str]:
        for (sheet, header), count in self.unknown_headers.items():
            yield (
                f"'{shortened(sheet)}' 시트의 '{header}' 열은 어떤 수인지 알 수 없어 {count:,}칸을 견주지 않았습니다. "
                "견줄 열이면 제목을 '값'이나 보낸 곳의 이름처럼 적어 주세요."
            )
        if others:
            own, unit = self.result.config.called(self.region or 0), self.result.config.unit.word
            yield f"{own}만의 결과여서 다른 {attach(unit, '이나/나')} 전체의 수 {others:,}개는 견주지 않았습니다."

    def _knows_header(self, total: OwnTotal) -> bool:
        """Whether all words above a number are known; a number of another year, or a rate, has other words."""
        if total.header not in self.headers:
            question = self._question(_said(total.header))
            self.headers[total.header] = not (question.unknown or question.numbers)
        return self.headers[total.header]

    def _compared(self, total: OwnTotal) -> tuple[Compared, bool]:
        """The result for a number, and whether it is about another region."""
        meant = self._meant(total)
        typed = display_of(total.cell, date_1904=self.own.date_1904)
        place = Place(self.own.file, shortened(total.sheet), total.cell.address)
        item = Compared(
            place=place,
            name=shortened(_asked(total)) or total.header,
            typed=typed,
            verdict=Verdict.NOT_FOUND,
            remarks=total.remarks,
        )
        figures = meant.candidates if meant.figure is None else (meant.figure,)
        is_other = self.region is not None and bool(figures) and all(f.region != self.region for f in figures)
        if meant.figure is not None:
            return self._judged(replace(item, figure=meant.figure), meant.unit, total), is_other
        if meant.candidates:
            said = tuple(map(self.behind.said, meant.candidates[:MOST_CANDIDATES]))
            rest = len(meant.candidates) - len(said)
            said += (f"… 그 밖에 {rest:,}개",) if rest else ()
            more = f"이름에 {self.result.config.unit.word}, 달, 회차나 단위를 더 적어 하나로 정해 주세요."
            remarks = (more, *item.remarks)
            return replace(item, verdict=Verdict.SEVERAL, candidates=said, remarks=remarks), is_other
        rate = ("비율과 증감처럼 계산한 수는 견주지 않습니다.",) if typed.endswith("%") else ()
        return replace(item, remarks=(meant.why, *rate, *item.remarks)), is_other

    def _judged(self, item: Compared, unit: str, total: OwnTotal) -> Compared:
        """The verdict on two numbers, with remarks."""
        figure = item.figure
        assert figure is not None
        item = replace(item, title=figure.words(self.labels[figure.measure], self.result.config.called))
        reading = read_own(total, figure.unit, date_1904=self.own.date_1904)
        if reading.state is ValueState.UNREADABLE:
            words = {**reading.words, "value": reading.typed, "label": f"'{item.name}'"}
            found = worded_finding(reading.problem, item.place, words)
            return replace(item, verdict=Verdict.UNREAD, remarks=(f"{found.message} {found.advice}", *item.remarks))
        hers = reading.value if isinstance(reading.value, int) else None
        step = step_of(total, figure.unit)
        verdict = _verdict(hers, figure.value, step)
        item = replace(item, hers=hers, verdict=verdict)
        remarks = [*item.remarks, *_about(item, figure, unit, step)]
        cells: Sequence[tuple[Place, str]] = ()
        if verdict is Verdict.DIFFERENT:
            cells = self.behind.cells(figure)
            if item.difference and (hint := hint_of(item.difference, figure, self.behind)):
                remarks.insert(0, hint)
        return replace(item, cells=tuple(cells), remarks=tuple(remarks))

    # -- which figure ---------------------------------------------------------

    def _meant(self, total: OwnTotal) -> _Meant:
        words = _asked(total)
        if words not in self.known:
            self.known[words] = self._figure_of(words)
        return self.known[words]

    def _question(self, words: str) -> Question:
        """The words as a question: with a unit in brackets taken apart, else as they are, else without the signs
        between them.
        """
        units = {unit for unit in _UNIT_IN_BRACKETS.findall(words) if unit in self.units}
        plain = _UNIT_IN_BRACKETS.sub(
            lambda found: " " if found[1] in self.units or "원" in found[1] else found[0], words
        )
        question = read_question(plain, self.result, self.vocabulary)
        for other in (words, _BETWEEN_WORDS.sub(" ", plain)):
            if not question.unknown:
                break
            question = read_question(other, self.result, self.vocabulary)
        question.unknown = [word for word in question.unknown if word not in _SAYS_NOTHING]
        question.units |= units
        return question

    def _figure_of(self, words: str) -> _Meant:
        question = self._question(words)
        if question.unknown or question.numbers or question.block:
            return _Meant(why=self._unknown(question))
        found, left_aside = fitting_figures(question, self.result.figures)
        if left_aside is not None and left_aside.name not in _SAYS_NOTHING:
            found = []
        found = narrowed(found, lambda figure: figure.state is not State.NOT_APPLICABLE)
        if not found:
            names = attach(", ".join(f"'{term.name}'" for term in question.terms), "을/를")
            return _Meant(
                why=f"{names} 모두 갖춘 수가 없습니다." if question.terms else "무엇의 수인지 적혀 있지 않습니다."
            )
        plainest = _plainest(question, found)
        if len(plainest) > 1:
            return _Meant(candidates=tuple(plainest))
        return _Meant(plainest[0], unit=next(iter(question.units), "") if len(question.units) == 1 else "")

    def _unknown(self, question: Question) -> str:
        unknown = [*question.unknown, *(f"{number:,}{unit}" for number, unit in question.numbers)]
        long = [word for word in question.unknown if len(word) >= _SHORTEST_SUGGESTED]
        near = nearest_names(long, self.result, ())
        hint = f" 혹시 {', '.join(near)}인가요?" if near else ""
        return f"이번 보고에 없는 말입니다: {', '.join(unknown) or '표 번호'}.{hint}"


def _plainest(question: Question, found: Sequence[Figure]) -> list[Figure]:
    """The figures that the words name equally well: for each measure those with the fewest dimensions not asked for."""
    plainest: list[Figure] = []
    for measure in dict.fromkeys(figure.measure for figure in found):
        own = [figure for figure in found if figure.measure == measure]
        fewest = min(map(question.unasked, own))
        plainest += [figure for figure in own if question.unasked(figure) == fewest]
    return plainest


def _asked(total: OwnTotal) -> str:
    """The words for a number, in reading order."""
    return " ".join(part for part in (total.context, total.label, _said(total.header)) if part)


def _said(header: str) -> str:
    """The words above a number; "" where they only say that it is a number."""
    return "" if fold_name(header) in _SAYS_NOTHING else header


def _verdict(hers: int | None, ours: int | None, step: int) -> Verdict:
    """Same where her number is ours, or ours rounded (also down) to the ``step`` won in which hers is written."""
    if ours is None:
        return Verdict.SAME if hers is None else Verdict.NO_NUMBER
    if hers is None:
        return Verdict.DIFFERENT
    is_same = 0 <= ours - hers < step or abs(ours - hers) * 2 <= step
    return Verdict.SAME if is_same else Verdict.DIFFERENT


def _about(item: Compared, figure: Figure, unit: str, step: int) -> Iterator[str]:
    """Remarks that somebody who compares the two must know."""
    if figure.value is None:
        yield f"우리 수가 없습니다({none_word(figure)})."
    if item.hers is None:
        yield f"칸에 수가 없습니다('{item.typed}')."
    if unit and unit != figure.unit:
        yield f"이름의 단위는 '{unit}'인데 우리 수의 단위는 '{figure.unit}'입니다."
    if item.verdict is Verdict.SAME and item.difference:
        yield f"적힌 단위 아래에서 {count_text(abs(item.difference), figure.unit)} 다릅니다."
    if figure.missing and figure.value is None:
        yield f"빠진 것: {', '.join(figure.missing_words)}"
    elif figure.missing:
        yield f"우리 수는 일부만 더한 것(*)입니다. 빠진 것: {', '.join(figure.missing_words)}"
    if figure.doubts:
        yield f"우리 수에 확인 중인 수(†)가 들어 있습니다: {', '.join(doubt.words for doubt in figure.doubts)}"
