"""The report has no sentence about a ranking, change or achievement that the numbers contradict, however doubts and
gaps turn out.

The report is made for each drawn year. Every sentence that compares is then tested with independent sums in which each
doubted number is left out, unchanged, or ten times as large. A sentence about all data must also hold when the absent
returns turn out to be zero, as drawn, or ten times as large; "들어온 자료로는" limits a sentence to what came.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Iterator
from fractions import Fraction
from typing import Any

import pytest

from pipeline.model.result import RunResult
from pipeline.report.blocks import Item, text_of
from pipeline.report.sections.projects import build_projects
from tests.oracle.drawn_years import ACTIVITY, KINDS, MONTHS, REGIONS, ROUNDS, DrawnYear, Sums, draw_year
from tests.support.run_in_memory import new_run, section

HEDGE = "들어온 자료로는 "
DAILY, THOROUGHLY = 8, int(os.environ.get("SENTENCE_YEARS", "1000"))
BATCH = 50
COMPARES = re.compile(r"가장|증가|감소|같음|달성|미달|못 미침")

Claim = Callable[[Sums], bool]


def test_every_sentence_that_compares_holds_in_eight_random_years() -> None:
    assert _told(range(DAILY)) > DAILY  # sentences there were


@pytest.mark.thorough
@pytest.mark.parametrize("first", range(0, THOROUGHLY, BATCH))
def test_every_sentence_that_compares_holds_in_many_random_years(first: int) -> None:
    assert _told(range(first, first + BATCH)) > BATCH


def _told(seeds: range) -> int:
    """The number of sentences that were tested; asserts that every one of them holds."""
    count = 0
    for seed in seeds:
        year, before = draw_year(seed), draw_year(10_000 + seed)
        before.absent.clear()
        before.doubted.clear()
        returns = year.returns()
        past = next(before.possible(absent_too=False)) if seed % 2 else None
        previous = new_run(*before.returns()).figures if seed % 2 else None
        result = new_run(*returns, findings=year.findings(returns), previous=previous)
        for text, claim in _claims(result, year, past):
            hedged = text.startswith(HEDGE)
            for sums in year.possible(absent_too=not hedged):
                assert claim(sums), (seed, text, year.absent, [year.numbers[i] for i in year.doubted])
            count += 1
    return count


# -- what the report says -------------------------------------------------------------------------------------------


def _claims(result: RunResult, year: DrawnYear, past: Sums | None) -> Iterator[tuple[str, Claim]]:
    number = 0
    rounds = iter(ROUNDS)
    for name in ("전화모니터링", "공동사업", "위기가구", "소식지", "예산"):
        blocks = build_projects(result) if name == "공동사업" else section(name, result)
        for text in (text_of(block.runs) for block in blocks if isinstance(block, Item)):
            if name == "전화모니터링" and "대상으로" in text:
                number = next(rounds)
            if COMPARES.search(text):
                yield from ((text, claim) for claim in _claims_of(text, number, year, past))


def _claims_of(text: str, number: int, year: DrawnYear, past: Sums | None) -> list[Claim]:
    """The claims of a sentence, as tests of sums. Raises AssertionError for a sentence that is not known here."""
    plain = re.sub(r"\([^()]*\)", "", text.removeprefix(HEDGE))
    for pattern, meant in PATTERNS.items():
        match = re.fullmatch(pattern, plain)
        if match:
            return meant(match, number, past)
    if "목표를" in plain:
        return [_achievement(text, year)]
    raise AssertionError(f"a sentence that compares and is not known here: {text}")


def people(sums: Sums, number: int, region: int) -> Fraction | None:
    return sums.get(("people", number, region))


def calls(sums: Sums, number: int, region: int) -> Fraction | None:
    return sums.get(("calls", number, region))


def rate(sums: Sums, number: int, region: int) -> Fraction | None:
    above, below = calls(sums, number, region), people(sums, number, region)
    return above / below if above is not None and below else None


def total(sums: Sums, *begin: object) -> Fraction | None:
    """The sum of everything whose name begins like this; None where there is nothing."""
    found = [value for what, value in sums.items() if what[: len(begin)] == begin]
    return sum(found, Fraction()) if found else None


def _most(
    values: Callable[[Sums, Any], Fraction | None], among: Iterable[object], which: object, *, least: bool = False
) -> Claim:
    """Whether one region is alone at the end, among those with any number."""

    def holds(sums: Sums) -> bool:
        shown = {one: value for one in among if (value := values(sums, one)) is not None}
        best = (min if least else max)(shown.values())
        return [one for one, value in shown.items() if value == best] == [which]

    return holds


def _of_round(
    measure: Callable[[Sums, int, int], Fraction | None], number: int, region: str, *, least: bool = False
) -> Claim:
    return _most(lambda sums, one: measure(sums, number, one), REGIONS, int(region), least=least)


def _change(past: Sums | None, word: str, *begin: object) -> Claim:
    assert past is not None
    before = total(past, *begin) or Fraction()
    sign = {"증가": 1, "감소": -1, "같음": 0}[word]

    def holds(sums: Sums) -> bool:
        by = (total(sums, *begin) or 0) - before
        return (by > 0) - (by < 0) == sign

    return holds


def _achievement(text: str, year: DrawnYear) -> Claim:
    """A region that is named as short must be short; one that is not named must have reached the target."""
    short = re.search(r"(?:미달|아직 못 미침): ([^;)]*)", text)
    named = set(re.findall(rf"(\d)권역 {ACTIVITY}", text))
    missed = {int(region) for region in re.findall(rf"(\d)권역 {ACTIVITY}", short[1] if short else "")}
    others = [region for region in REGIONS if str(region) not in named]

    def holds(sums: Sums) -> bool:
        done = {region: total(sums, "cases", region) or 0 for region in REGIONS}
        reached = all(done[region] >= year.targets[region] for region in others)
        return reached and all(done[region] < year.targets[region] for region in missed)

    return holds


def _found_in_month(sums: Sums, month: int) -> Fraction | None:
    known = [value for region in REGIONS if (value := total(sums, "found", region, month)) is not None]
    return sum(known, Fraction()) if known else None


SINCE = r"전년\S* (?:(?!, ).)*?(증가|감소|같음)"
PATTERNS: dict[str, Callable[[re.Match[str], int, Sums | None], list[Claim]]] = {
    r"(\d)권역이 대상자 .+, 상담 .+ 모두 가장 많음": lambda m, n, _: [
        _of_round(people, n, m[1]), _of_round(calls, n, m[1]),
    ],
    r"대상자는 (\d)권역이 .+, 상담은 (\d)권역이 .+ 가장 많음": lambda m, n, _: [
        _of_round(people, n, m[1]), _of_round(calls, n, m[2]),
    ],
    r"대상자는 (\d)권역이 \S+ 가장 많음": lambda m, n, _: [_of_round(people, n, m[1])],
    r"상담은 (\d)권역이 \S+ 가장 많음": lambda m, n, _: [_of_round(calls, n, m[1])],
    r"1인당 상담은 (\d)권역이 \S+ 가장 많음": lambda m, n, _: [_of_round(rate, n, m[1])],
    r"1인당 상담은 (\d)권역이 \S+ 가장 적음": lambda m, n, _: [_of_round(rate, n, m[1], least=True)],
    r"1인당 상담은 (\d)권역이 \S+ 가장 많고, (\d)권역이 \S+ 가장 적음": lambda m, n, _: [
        _of_round(rate, n, m[1]), _of_round(rate, n, m[2], least=True),
    ],
    rf"전년 같은 회차와 비교하면 대상자는 {SINCE}": lambda m, n, past: [_change(past, m[1], "people", n)],
    rf"전년 같은 회차와 비교하면 대상자는 {SINCE}, 상담은 {SINCE}": lambda m, n, past: [
        _change(past, m[1], "people", n), _change(past, m[2], "calls", n),
    ],
    rf"연간 상담은 {SINCE}": lambda m, _, past: [_change(past, m[1], "calls")],
    rf"건수는 {SINCE}": lambda m, _, past: [_change(past, m[1], "cases")],
    rf"발굴은 {SINCE}": lambda m, _, past: [_change(past, m[1], "found")],
    rf"지원은 {SINCE}": lambda m, _, past: [_change(past, m[1], "supports")],
    r"발굴은 (\d)권역이 \S+ 가장 많음": lambda m, *_: [
        _most(lambda sums, one: total(sums, "found", one), REGIONS, int(m[1]))
    ],
    r"발굴은 (\d+)월이 \S+ 가장 많음": lambda m, *_: [
        _most(_found_in_month, MONTHS, int(m[1]))
    ],
    r"소식은 (\S+?)[이가] \S+ 가장 많음": lambda m, *_: [
        _most(lambda sums, one: total(sums, "news", one), KINDS, m[1])
    ],
    r"집행률은 (\d)권역이 \S+ 가장 높고, (\d)권역이 \S+ 가장 낮음": lambda m, *_: [
        _most(lambda sums, one: total(sums, "spent", one), REGIONS, int(m[1])),
        _most(lambda sums, one: total(sums, "spent", one), REGIONS, int(m[2]), least=True),
    ],
}  # fmt: skip
