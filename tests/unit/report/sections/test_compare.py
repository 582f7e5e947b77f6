"""This year compared with last year: 증감, 증감률, and the reasons why something is not compared."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from pipeline.model.figures import Figure, Figures, State
from pipeline.model.result import RunResult
from pipeline.report.blocks import text_of
from pipeline.report.sections.compare import Kind, change_of, change_runs, change_text
from tests.support.run_in_memory import a_run, config, forms, monitoring

DONG = "녹번동"


def before(*figures: Figure) -> Figures:
    return Figures(figures, forms().measures)


def calls(value: int | None, state: State = State.VALUE, region: int | None = None) -> Figure:
    return Figure("consultations", "건", value, state, region=region)


def people(value: int, number: int = 1) -> Figure:
    return Figure("people", "명", value, State.VALUE, round=number)


def run_with(previous: Figures | None, as_of: date | None = None) -> RunResult:
    """Region 1 called 200 people 1,000 times; nobody else handed anything in."""
    return a_run(monitoring(1, 1, (DONG, 200, 1000)), previous=previous, as_of=as_of)


def complete(value: int = 1000, **at: object) -> Figure:
    return replace(calls(value), **at)


@pytest.mark.parametrize(
    ("last", "kind", "text", "told"),
    [
        (800, Kind.MORE, "전년보다 200건 증가(25.0%)", "전년(800건)보다 200건(25.0%) 증가"),
        (3000, Kind.LESS, "전년보다 2,000건 감소(66.7%)", "전년(3,000건)보다 2,000건(66.7%) 감소"),
        (1000, Kind.SAME, "전년과 같음", "전년(1,000건)과 같음"),
        (0, Kind.NEW, "전년 0건", "전년(0건)에 없던 실적임"),
    ],
)
def test_a_whole_figure_is_compared(last: int, kind: Kind, text: str, told: str) -> None:
    result = run_with(before(calls(last, State.VALUE if last else State.ZERO)))
    change = change_of(result, complete())
    assert (change.kind, change_text(change), text_of(change_runs(change))) == (kind, text, told)


def test_every_number_of_a_comparison_leads_back_to_both_years() -> None:
    change = change_of(run_with(before(calls(800))), complete())
    assert [run.figure for run in change_runs(change) if run.figure] == [
        "previous consultations",
        "consultations − previous consultations",
        "consultations − previous consultations ÷ previous consultations",
    ]


@pytest.mark.parametrize("previous", [None, before(), before(calls(None, State.MISSING))])
def test_a_year_before_that_is_not_known_is_no_zero(previous: Figures | None) -> None:
    change = change_of(run_with(previous), complete())
    assert (change.kind, change.by, change_runs(change)) == (Kind.NONE, None, ())
    assert change_text(change) == "비교하지 않음(전년 자료가 없음)"


def test_incomplete_sums_are_not_compared() -> None:
    result = run_with(before(calls(800)))
    assert change_of(result, result.figures.get("consultations")).kind is Kind.INCOMPLETE
    assert change_of(run_with(before(calls(800, State.PARTIAL))), complete()).kind is Kind.INCOMPLETE


def test_what_is_missing_this_year_is_not_blamed_on_the_year_before() -> None:
    result = run_with(before(calls(800, region=2)))
    assert change_of(result, result.figures.get("consultations", region=2)).kind is Kind.INCOMPLETE


def test_a_running_year_is_not_compared_with_a_whole_one() -> None:
    result = run_with(before(calls(800), people(150)), as_of=date(2021, 7, 31))
    assert change_of(result, complete()).kind is Kind.RUNNING
    assert change_of(result, people(200)).kind is Kind.MORE  # a round is over when it is over


def test_only_the_same_round_at_the_same_time_of_year_is_compared() -> None:
    result = run_with(before(people(150, 1), people(150, 2)))
    assert change_of(result, people(200, 1)).kind is Kind.MORE
    assert change_of(result, people(200, 2)).kind is Kind.OTHER_ROUND  # 2020 knows of no second round's days


def test_a_region_that_was_redrawn_is_not_compared() -> None:
    own = config()
    regions = [
        region.model_copy(update={"dongs": ("녹번동",)}) if region.number == 1 else region
        for region in own.settings.regions
    ]
    plan = own.plan.model_copy(update={"regions": tuple(regions)})
    result = a_run(
        monitoring(1, 1, (DONG, 200, 1000)), settings=replace(own, plan=plan), previous=before(calls(9, region=1))
    )
    assert change_of(result, complete(region=1)).kind is Kind.REDRAWN
