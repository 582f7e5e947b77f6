"""A printed number, followed back: what it is, how it is made, every cell in it, and what was left out and why.

Comes in: the run and the officer's words ("3권역 상담", "개나리반찬나눔 5월", "3,364"). Goes out: lines of text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.blocks import State
from pipeline.findings import Effect
from pipeline.korean import count_text
from pipeline.model import Figure
from pipeline.normalise import fold_name
from pipeline.result import RunResult

MOST_FIGURES = 8
MOST_SOURCES = 60
STATE_WORDS = {
    State.VALUE: "모두 더함",
    State.ZERO: "0으로 적힘",
    State.NOT_APPLICABLE: "해당없음",
    State.MISSING: "미제출",
    State.PARTIAL: "일부만 더함",
}


def explain(result: RunResult, words: str) -> list[str]:
    """The figures that fit all the words, the plainest first, each with its sources.

    Words are matched against what a figure is called (measure, region, dong, month, round, project, activity, item)
    and against its printed value; a word that fits nothing at all is told.
    """
    asked = [fold_name(word) for word in words.split()]
    names = {figure.key: _names(result, figure) for figure in result.figures}
    fits = [figure for figure in result.figures if all(_fits(word, names[figure.key]) for word in asked)]
    if not fits:
        return list(_nothing(result, words, asked, names))
    fits.sort(key=lambda figure: (_dimension_count(figure), figure.key))
    lines: list[str] = []
    for figure in fits[:MOST_FIGURES]:
        lines += _explained(result, figure)
    if len(fits) > MOST_FIGURES:
        lines.append(
            f"… 맞는 수가 {len(fits) - MOST_FIGURES}개 더 있습니다. 말을 더 적어 좁혀 주세요(예: 권역, 달, 회차)."
        )
    return lines


def title_of(result: RunResult, figure: Figure) -> str:
    """ "3권역 1회차 상담": what a figure is called; the office's total begins with 전체."""
    parts = [f"{figure.region}권역" if figure.region is not None else "전체"]
    if figure.dong:
        parts.append(figure.dong)
    if figure.round is not None:
        parts.append(f"{figure.round}회차")
    if figure.month is not None:
        parts.append(f"{figure.month}월")
    parts += [part for part in (figure.project, figure.activity, figure.item) if part]
    parts.append(result.forms.measures[figure.measure].name)
    return " ".join(parts)


def _names(result: RunResult, figure: Figure) -> list[str]:
    region = result.config.regions.get(figure.region) if figure.region is not None else None
    names = [title_of(result, figure), figure.measure, figure.unit]
    if region is not None:
        names += [region.lead, region.short]
    if figure.value is not None:
        names += [str(figure.value), f"{figure.value:,}", count_text(figure.value, figure.unit)]
    return [fold_name(name) for name in names]


def _fits(word: str, names: list[str]) -> bool:
    if re.fullmatch(r"[0-9,]+", word):
        return any(word == name for name in names)
    return any(word in name for name in names)


def _dimension_count(figure: Figure) -> int:
    values = (figure.dong, figure.month, figure.round, figure.project, figure.activity, figure.item)
    return sum(value is not None for value in values) + (figure.region is not None)


def _explained(result: RunResult, figure: Figure) -> Iterator[str]:
    value = "없음" if figure.value is None else count_text(figure.value, figure.unit)
    yield f"■ {title_of(result, figure)}: {value} ({STATE_WORDS[figure.state]})"
    facts = result.facts[result.facts["measure"] == figure.measure]
    values = {
        (file, sheet, cell): amount
        for file, sheet, cell, amount in zip(facts["file"], facts["sheet"], facts["cell"], facts["value"], strict=True)
    }
    if len(figure.sources) > 1:
        yield f"  {len(figure.sources)}개 칸을 더한 값입니다."
    for place in figure.sources[:MOST_SOURCES]:
        amount = values.get((place.file, place.sheet, place.cell))
        yield f"  - {place}: {count_text(int(amount), figure.unit) if amount is not None else ''}"
    if len(figure.sources) > MOST_SOURCES:
        yield f"  … 나머지 {len(figure.sources) - MOST_SOURCES}개 칸은 집계대장에 있습니다."
    for reason in figure.missing:
        yield f"  ※ 빠진 것: {reason}"
    yield from _left_out(result, figure)


def _left_out(result: RunResult, figure: Figure) -> Iterator[str]:
    """The rows of this figure that findings keep out of the sum, each with its reason."""
    facts = result.facts
    rows = facts[(facts["measure"] == figure.measure) & ~facts["counted"]]
    for dimension in ("region", "dong", "month", "round", "project", "activity", "item"):
        value = getattr(figure, dimension)
        if value is not None:
            rows = rows[rows[dimension] == value]
    places = {(file, table, row) for file, table, row in zip(rows["file"], rows["table"], rows["row"], strict=True)}
    for item in result.findings:
        if item.effect is Effect.ROW_LEFT_OUT and (item.place.file, item.table, item.row) in places:
            yield f"  ※ 뺀 줄 {item.place}: {item.message}"


def _nothing(result: RunResult, words: str, asked: list[str], names: dict[str, list[str]]) -> Iterator[str]:
    yield f"'{words}'에 맞는 수를 찾지 못했습니다."
    unknown = [word for word in asked if not any(_fits(word, listed) for listed in names.values())]
    if unknown:
        yield f"  보고서에 없는 말: {', '.join(unknown)}"
    known = dict.fromkeys(result.forms.measures[figure.measure].name for figure in result.figures)
    yield f"  찾을 수 있는 것: {', '.join(known)}"
