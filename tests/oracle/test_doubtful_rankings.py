"""No sentence names a region as first or last if a number in doubt could change that.

A random year gets one number of calls that somebody has to confirm. Every sentence about the most and the least must be
true also in the same year without that number, and in the same year with ten times that number; both are counted from
their own files.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from random import Random

import pytest

from examples.generator.submission import write_submission
from pipeline.main import collect
from pipeline.model.result import RunResult
from pipeline.report.blocks import Item, text_of
from tests.oracle.random_years import RandomYear, make_year, with_cell
from tests.support.daily import daily
from tests.support.run_in_memory import section

DAILY, THOROUGHLY = (0, 3), 40  # in year 3 one sentence would be wrong if doubts were ignored
SEEDS = daily(range(THOROUGHLY), DAILY)

PEOPLE, CALLS, RATE = "대상자", "상담", "1인당 상담"
# Pattern of a sentence -> (what, whether it is the most), for each region that it names.
SENTENCES = {
    r"(?P<a>\d)권역이 대상자 .+ 상담 .+ 모두 가장 많음": {"a": [(PEOPLE, True), (CALLS, True)]},
    r"대상자는 (?P<a>\d)권역이 .+으?로, 상담은 (?P<b>\d)권역이 .+ 가장 많음": {
        "a": [(PEOPLE, True)],
        "b": [(CALLS, True)],
    },
    r"대상자는 (?P<a>\d)권역이 \S+ 가장 많음": {"a": [(PEOPLE, True)]},
    r"상담은 (?P<a>\d)권역이 \S+ 가장 많음": {"a": [(CALLS, True)]},
    r"1인당 상담은 (?P<a>\d)권역이 \S+ 가장 많음": {"a": [(RATE, True)]},
    r"1인당 상담은 (?P<a>\d)권역이 \S+ 가장 적음": {"a": [(RATE, False)]},
    r"1인당 상담은 (?P<a>\d)권역이 \S+ 가장 많고, (?P<b>\d)권역이 \S+ 가장 적음": {
        "a": [(RATE, True)],
        "b": [(RATE, False)],
    },
}


@pytest.mark.parametrize("seed", SEEDS)
def test_what_is_called_most_or_least_is_so_whatever_the_doubted_number_is(seed: int, tmp_path: Path) -> None:
    year, chance = make_year(seed, tmp_path / "year"), Random(seed)
    sent = chance.choice([one for one in year.submissions if one.slot.form == "phone_monitoring"])
    number, row = chance.choice(list(enumerate(sent.filling.tables["monitoring"])))
    doubted = max(1, int(row["people_count"]) // chance.choice((2, 3)))  # fewer calls than people: MON-001

    def with_calls(calls: int) -> RunResult:
        write_submission(year.forms, with_cell(sent, "monitoring", number, {"consultation_count": calls}), year.folder)
        return collect(year.config, year.forms, year.folder)

    asked = with_calls(doubted)
    assert any(figure.doubts for figure in asked.figures)
    told = list(rankings(asked))
    for possible in (asked, with_calls(0), with_calls(doubted * 10)):
        for round_number, what, region, is_most in told:
            assert region == extreme(year, possible, round_number, what, is_most=is_most), (what, region)


def rankings(result: RunResult) -> Iterator[tuple[int, str, int, bool]]:
    """(round, what, region, whether it is the most) of every such sentence; the section goes through the rounds in
    order.
    """
    numbers = iter(sorted({f.round for f in result.figures.of("people") if f.round is not None}))
    number = 0
    for text in (text_of(block.runs) for block in section("전화모니터링", result) if isinstance(block, Item)):
        if "대상으로" in text:
            number = next(numbers)
        if "가장" in text:  # every such sentence must match a pattern above
            match, claims = next(
                (match, each) for words, each in SENTENCES.items() if (match := re.fullmatch(words, text))
            )
            for name, said in claims.items():
                yield from ((number, what, int(match[name]), is_most) for what, is_most in said)


def extreme(year: RandomYear, result: RunResult, number: int, what: str, *, is_most: bool) -> int | None:
    """The one region that is first or last; None for a tie."""
    get = result.figures.get
    values = {}
    for region in year.config.regions:
        people, calls = (get(m, region=region, round=number).value or 0 for m in ("people", "consultations"))
        values[region] = {PEOPLE: Decimal(people), CALLS: Decimal(calls)}.get(what, Decimal(calls) / people)
    best = (max if is_most else min)(values.values())
    found = [region for region, value in values.items() if value == best]
    return found[0] if len(found) == 1 else None
