"""What an officer types, parsed: "3권역의 상담은 몇 건" asks for region 3, the measure 상담, in 건.

Comes in: the words and the run, whose own names are the only ones understood. Goes out: a ``Question``. Spaces and
particles do not matter; the longest name wins ("지원 대상자" before "대상자", "11월" before "1월"). A word that is only
near a name is never taken for it: it is reported, with the nearest names.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TypeVar

from pipeline.forms.form import FormSet
from pipeline.model.figures import Figure, Figures
from pipeline.model.result import RunResult
from pipeline.normalise import NameList, fold_name
from pipeline.settings.load import YearConfig

Meaning = tuple[str, str | int]  # ("measure" or a dimension, its value)
Vocabulary = Mapping[str, frozenset[Meaning]]
T = TypeVar("T")

_TABLE = re.compile(r"(표|그림)([0-9]{1,3})(?:번)?")
_DIMENSIONS = {"월": "month", "회차": "round", "차": "round"}
_NUMBER = re.compile(r"([0-9][0-9,]*(?:\.[0-9]+)?)(%|천원|[가-힣])?")
_TOTAL = frozenset({"합계", "총계", "전체", "총", "계", "모두", "누계", "총합", "합"})
_UNITS = {"건수": "건", "명수": "명", "인원": "명", "사람": "명", "횟수": "회", "회수": "회", "번": "회", "금액": "원"}
PARTICLE = re.compile(r"(?:에서|으로|인가요|입니까|인지|나요|까지|은|는|이|가|을|를|의|에|와|과|도|만|로|별|수|값)$")
_QUESTION = frozenset({"몇", "얼마", "얼마나", "어디", "어디서", "왔", "나온", "수", "값", "올해", "출처", "칸"})
_PLAIN = _TOTAL | _UNITS.keys() | _QUESTION  # words about numbers as such
TOTAL_WORDS, EMPTY_WORDS = tuple(sorted(_TOTAL)), tuple(sorted({*_QUESTION, *_UNITS}))
_SHORTEST_PART = 2
_BREAK = "\n"


@dataclass(frozen=True, slots=True)
class Term:
    """A word that was understood, with everything it may mean. A part of a name ("실적") means every name that contains
    it.
    """

    name: str
    meanings: frozenset[Meaning]
    is_part: bool = False

    @property
    def is_place_or_time(self) -> bool:
        return all(kind in ("region", "dong", "month", "round") for kind, _ in self.meanings)

    def fits(self, figure: Figure) -> bool:
        return any(getattr(figure, kind) == value for kind, value in self.meanings)


@dataclass(slots=True)
class Question:
    """``terms`` holds the names that were understood; ``unknown`` the words that name nothing."""

    words: tuple[str, ...]
    terms: list[Term] = field(default_factory=list)
    numbers: list[tuple[Decimal, str]] = field(default_factory=list)
    block: tuple[str, int] | None = None
    units: set[str] = field(default_factory=set)
    is_total: bool = False
    unknown: list[str] = field(default_factory=list)

    @property
    def asks_for_region(self) -> bool:
        return any(kind in ("region", "dong") for term in self.terms for kind, _ in term.meanings)

    def fits(self, figure: Figure, *, without: Collection[Term] = ()) -> bool:
        """Whether a figure matches every name, except those in ``without``, and has every number asked for."""
        return all(term.fits(figure) for term in self.terms if term not in without) and all(
            _has(figure, number, unit) for number, unit in self.numbers
        )

    def unasked(self, figure: Figure) -> int:
        """How many dimensions a figure has besides those asked for: the plainest answer has the fewest."""
        asked = {kind for term in self.terms for kind, value in term.meanings if getattr(figure, kind) == value}
        return len(figure.dimensions.keys() - asked)


def _has(figure: Figure, number: Decimal, unit: str) -> bool:
    if figure.value is None:
        return False
    if unit == "천원":
        return figure.unit == "원" and abs(number - Decimal(figure.value) / 1000) <= 1
    return number == abs(figure.value) and unit in ("", figure.unit)


def vocabulary_of(result: RunResult) -> Vocabulary:
    """Every name by which a figure of the run can be asked for, folded, with everything it may mean."""
    found: dict[str, set[Meaning]] = {}
    for name, meanings in (*_own_names(result.config, result.figures), *_measure_names(result.forms, result.figures)):
        if key := fold_name(name):
            found.setdefault(key, set()).update(meanings)
    for name, meanings in _form_names(result.forms, result.figures):
        found.setdefault(fold_name(name), set(meanings))  # a measure of that name is meant rather than the form
    return {name: frozenset(meanings) for name, meanings in found.items()}


def _own_names(config: YearConfig, figures: Figures) -> Iterator[tuple[str, set[Meaning]]]:
    for number, region in config.regions.items():
        for name in filter(None, (region.name, region.lead, region.short, *region.aliases)):
            yield name, {("region", number)}
        for dong in region.dongs:
            yield dong, {("dong", dong)}
    for figure in figures:
        for kind in ("dong", "project", "activity", "item"):
            if value := getattr(figure, kind):
                yield value, {(kind, value)}


def _measure_names(forms: FormSet, figures: Figures) -> Iterator[tuple[str, set[Meaning]]]:
    for name in _measures(figures):
        measure = forms.measures[name]
        for spelling in (name, measure.name, f"{measure.name}({measure.unit})", *measure.aliases):
            yield spelling, {("measure", name)}


def _form_names(forms: FormSet, figures: Figures) -> Iterator[tuple[str, set[Meaning]]]:
    """The name of a form, or of one of its sheets, means all its measures."""
    known = _measures(figures)
    for form in forms:
        inside: list[tuple[str, Iterable[str]]] = [(form.name, form.measures)]
        inside += [(sheet.name, [name for table in sheet.tables for name in table.measures]) for sheet in form.sheets]
        for name, measures in inside:
            own: set[Meaning] = {("measure", measure) for measure in measures if measure in known}
            if own:
                yield name, own


def _measures(figures: Figures) -> dict[str, None]:
    return dict.fromkeys(figure.measure for figure in figures)


def example_question(config: YearConfig, forms: FormSet) -> str:
    """ "3권역 상담": a question that this programme's officer may ask."""
    regions = list(config.regions.values())
    asked = [form for form in forms if config.expected(form.id) and form.sender == "region" and form.measures]
    measures = [measure.name for form in asked for measure in form.measures.values()]
    return " ".join([regions[len(regions) // 2].name, *measures[-1:]])


def read_question(words: str, result: RunResult, vocabulary: Vocabulary | None = None) -> Question:
    """The question that the words ask. Pass the run's ``vocabulary`` when asking many times."""
    split = tuple(folded for word in words.split() if (folded := fold_name(word)))
    return _Reading(Question(split), vocabulary_of(result) if vocabulary is None else vocabulary, result).read()


def fitting_figures(
    question: Question, figures: Figures, region: int | None = None
) -> tuple[list[Figure], Term | None]:
    """The figures that fit, the plainest first, and the part of a name that had to be ignored to find them. No figures
    where a word is unknown: the answer would be to another question. ``region`` is meant where the question names none.
    """
    if question.unknown or not (question.terms or question.numbers):
        return [], None
    parts = [term for term in question.terms if term.is_part] if len(question.terms) > 1 else []
    for left_aside in (None, *parts):
        without = () if left_aside is None else (left_aside,)
        found = [figure for figure in figures if question.fits(figure, without=without)]
        if found:
            return _in_order(question, found, region), left_aside
    return [], None


def _in_order(question: Question, found: list[Figure], region: int | None) -> list[Figure]:
    found = narrowed(found, lambda figure: not question.units or figure.unit in question.units)
    if not question.asks_for_region:
        if region is not None:
            found = narrowed(found, lambda figure: figure.region == region)
        elif question.is_total:
            found = narrowed(found, lambda figure: figure.region is None)
    return sorted(found, key=question.unasked)


def narrowed(items: Iterable[T], fits: Callable[[T], bool]) -> list[T]:
    """The items that fit; all of them where none does."""
    listed = list(items)
    return [item for item in listed if fits(item)] or listed


class _Reading:
    """One pass over the words as if there were no spaces between them; a stretch that is not understood ends at the
    next space.
    """

    def __init__(self, question: Question, vocabulary: Vocabulary, result: RunResult) -> None:
        self.question, self.vocabulary, self.result = question, vocabulary, result
        self.text, ends = "", set()
        for word in question.words:
            between = _BREAK if self.text[-1:].isdigit() and word[:1].isdigit() else ""  # "표 3 2권역" has no 32
            self.text += between + word
            ends.add(len(self.text))
        self.ends = frozenset(ends)
        self.longest = max(map(len, vocabulary), default=0)
        self.fillers = {fold_name(result.config.settings.office.district), f"{result.config.year}년"}
        self.dimensions = {fold_name(result.config.unit.word): "region", **_DIMENSIONS}
        self.dimension = re.compile(rf"제?([0-9]{{1,3}})({'|'.join(map(re.escape, self.dimensions))})")
        self.units = {measure.unit for measure in result.forms.measures.values()}

    def read(self) -> Question:
        position, left = 0, ""
        while position < len(self.text):
            step = self._step(position)
            if not step:
                left += self.text[position]
                step = 1
            elif left:
                self._leave(left)
                left = ""
            position += step
            if left and position in self.ends:
                self._leave(left)
                left = ""
        return self.question

    def _step(self, at: int) -> int:
        """The length of what is understood at this position; 0 for nothing."""
        if self.text[at] == _BREAK:
            return 1
        for filler in self.fillers:
            if self.text.startswith(filler, at):
                return len(filler)
        if found := _TABLE.match(self.text, at):
            self.question.block = (found[1], int(found[2]))
            return found.end() - at
        length = self._name(at)
        if self._is_start(at) and (part := self._part(at, longer_than=length)):
            return part
        if length:
            name = self.text[at : at + length]
            self.question.terms.append(Term(name, self.vocabulary[name]))
        return length or self._number(at)

    def _name(self, at: int) -> int:
        """The length of the longest name that begins there, over spaces too."""
        for length in range(min(self.longest, len(self.text) - at), 0, -1):
            if self.text[at : at + length] in self.vocabulary and (length > 1 or at + length in self.ends):
                return length
        return 0

    def _is_start(self, at: int) -> bool:
        return at == 0 or at in self.ends or self.text[at - 1] == _BREAK

    def _part(self, at: int, *, longer_than: int) -> int:
        """The length of a word that occurs in names without being one ("생활모니터링"): it is not split."""
        length = min(end for end in self.ends if end > at) - at
        word = self.text[at : at + length]
        if length <= longer_than or word[:1].isdigit():
            return 0
        for stem in _stems(word):
            if stem in self.vocabulary or stem in self.units or stem in _PLAIN:
                return 0
            if self._add_part(stem):
                return length
        return 0

    def _add_part(self, word: str) -> bool:
        """Whether a word occurs in names; if so, it may mean any of them."""
        inside = [meanings for name, meanings in self.vocabulary.items() if word in name]
        if not inside or len(word) < _SHORTEST_PART:
            return False
        self.question.terms.append(Term(word, frozenset().union(*inside), is_part=True))
        return True

    def _number(self, at: int) -> int:
        if found := self.dimension.match(self.text, at):
            kind, value = self.dimensions[found[2]], int(found[1])
            if kind == "region" and value not in self.result.config.regions:
                self.question.unknown.append(found[0])
            else:
                self.question.terms.append(Term(found[0], frozenset({(kind, value)})))
            return found.end() - at
        if found := _NUMBER.match(self.text, at):
            unit = found[2] if found[2] in self.units | {"%", "천원"} else ""
            self.question.numbers.append((Decimal(found[1].replace(",", "")), unit))
            return len(found[1]) + len(unit)
        return 0

    def _leave(self, left: str) -> None:
        """Handle a word, or the end of one, that is no whole name: grammar, a unit, a part of names, or unknown."""
        stems = list(_stems(left))
        for stem in (*stems, left.removeprefix("몇")):
            if not stem or stem in _QUESTION:
                return
            if stem in _TOTAL:
                self.question.is_total = True
                return
            if stem in _UNITS or stem in self.units:
                self.question.units.add(_UNITS.get(stem, stem))
                return
        if not any(map(self._add_part, stems)):
            self.question.unknown.append(stems[-1])


def _stems(word: str) -> Iterator[str]:
    """The word, then without its last particle, and so on: "회의는", "회의", "회"."""
    yield word
    while word and (shorter := PARTICLE.sub("", word)) != word:
        word = shorter
        yield word


def nearest_names(words: Iterable[str], result: RunResult, others: Iterable[str]) -> list[str]:
    """Names of the run or from ``others``, as they are printed, that are near the unknown words."""
    names = list(others)
    names += [value for figure in result.figures for value in figure.dimensions.values() if isinstance(value, str)]
    names += [result.forms.measures[figure.measure].name for figure in result.figures]
    names += [
        spelling for region in result.config.regions.values() for spelling in (region.name, region.lead) if spelling
    ]
    by_key = {fold_name(name): name for name in names}
    listed = NameList(by_key.values())
    return list(dict.fromkeys(name for word in words for name in listed.match(word).nearest))
