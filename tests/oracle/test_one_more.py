"""One more in a cell is one more in every sum that includes the cell, and changes no other figure.

The sums are listed here, measure by measure, as the office adds them up, independently of the program's own
declarations.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from examples.generator.submission import Submission, write_submission
from pipeline.main import collect
from pipeline.model.result import RunResult
from pipeline.report.blocks import ChartBlock
from pipeline.report.sections import build_report
from tests.oracle.random_years import RandomYear, make_year, with_cell
from tests.support.chart_parts import DrawnChart, charts_of
from tests.support.docx_writing import write_blocks

SEED = 15  # two regions and one month, in which every measure has a number
DIMENSIONS = ("region", "dong", "month", "round", "project", "activity", "item")


class Cell(NamedTuple):
    """A number that somebody types, and the sums that include it, by the dimensions of each."""

    form: str
    table: str
    column: str
    measure: str
    sums: str
    item: str = ""


BY_MONTH = "all | month | region | region month"
BY_DONG = f"{BY_MONTH} | region dong"
BY_ITEM = "all | region | item | region item"
PLANNED = "all | region | region project activity"
DONE = f"{PLANNED} | month | region month"
MEETING = f"{BY_MONTH} | item | region item"

CELLS = (
    Cell("phone_monitoring", "monitoring", "people_count", "people", "round | region round | region dong round"),
    Cell(
        "phone_monitoring",
        "monitoring",
        "consultation_count",
        "consultations",
        "all | region | round | region round | region dong round",
    ),
    Cell("monthly_results", "meetings", "supervisor_count", "attendance", MEETING, "찾동 수퍼바이저"),
    Cell("monthly_results", "meetings", "lead_staff_count", "attendance", MEETING, "대표기관 실무자"),
    Cell("monthly_results", "meetings", "other_count", "attendance", MEETING, "기타"),
    Cell("monthly_results", "project_results", "case_count", "project_cases", DONE),
    Cell("monthly_results", "project_results", "people_count", "project_people", DONE),
    Cell("monthly_results", "project_results", "time_count", "project_times", DONE),
    Cell("monthly_results", "households", "found_count", "households_found", BY_DONG),
    Cell("monthly_results", "households", "support_count", "supports", BY_DONG),
    Cell("monthly_results", "households", "shared_count", "cases_shared", BY_DONG),
    Cell("joint_project_plan", "activities", "target_cases", "planned_cases", PLANNED),
    Cell("joint_project_plan", "activities", "target_people", "planned_people", PLANNED),
    Cell("joint_project_plan", "activities", "target_times", "planned_times", PLANNED),
    Cell("operating_plan", "organisations", "staff_count", "network_staff", BY_ITEM),
    Cell("head_office", "activities", "attendee_count", "event_attendance", "all | item"),
    Cell("head_office", "grants", "granted_won", "granted_won", BY_ITEM),
    Cell("settlement", "spending", "amount_won", "spent_won", BY_ITEM),
    Cell("settlement", "summary", "returned_won", "returned_won", BY_ITEM),
)

IN_THE_SUITE = ("consultation_count", "found_count", "amount_won")  # the others are tried by ``make thorough``
# Results that the office calculates from another number: what is left of a grant.
FOLLOWING = {"spent_won": ("remaining_won", -1)}


@pytest.fixture(scope="module")
def year(tmp_path_factory: pytest.TempPathFactory) -> RandomYear:
    return make_year(SEED, tmp_path_factory.mktemp("one more") / "year")


@pytest.fixture(scope="module")
def before(year: RandomYear) -> RunResult:
    return collect(year.config, year.forms, year.folder)


@pytest.fixture(scope="module")
def with_one_more(year: RandomYear) -> Callable[[Cell], RunResult]:
    """The run of the year after the first number of the cell's column was raised by one."""

    @cache
    def run(cell: Cell) -> RunResult:
        submission, number, row = first_row(year, cell)
        more = with_cell(submission, cell.table, number, {cell.column: row[cell.column] + 1})
        write_submission(year.forms, more, year.folder)
        try:
            return collect(year.config, year.forms, year.folder)
        finally:
            write_submission(year.forms, submission, year.folder)

    return run


def values(result: RunResult) -> dict[str, int]:
    return {figure.key: figure.value or 0 for figure in result.figures}


@pytest.mark.parametrize(
    "cell",
    [
        pytest.param(
            cell,
            id=f"{cell.table}-{cell.column}",
            marks=[] if cell.column in IN_THE_SUITE else pytest.mark.thorough,
        )
        for cell in CELLS
    ],
)
def test_one_more_in_a_cell_is_one_more_in_the_sums_that_count_it(
    cell: Cell, year: RandomYear, before: RunResult, with_one_more: Callable[[Cell], RunResult]
) -> None:
    submission, _, row = first_row(year, cell)
    was, after = values(before), values(with_one_more(cell))
    changes = {key: after.get(key, 0) - was.get(key, 0) for key in {*was, *after}}
    assert {key: change for key, change in changes.items() if change} == expected(cell, submission, row)


@pytest.mark.parametrize(
    ("column", "title", "whole", "scale"),
    [
        ("consultation_count", "1인당 상담", "people region round", 1),
        pytest.param("case_count", "달성률", "planned_cases region project activity", 100, marks=pytest.mark.thorough),
    ],
)
def test_one_more_in_a_cell_makes_one_bar_of_a_word_chart_longer_and_its_number_in_the_workbook(
    column: str, title: str, whole: str, scale: int, year: RandomYear, before: RunResult,
    with_one_more: Callable[[Cell], RunResult], tmp_path: Path,
) -> None:  # fmt: skip
    """The bar gets longer by one part of the total of which it shows the share."""
    cell = next(cell for cell in CELLS if cell.column == column)
    submission, _, row = first_row(year, cell)
    drawn = (charts(before, tmp_path), charts(with_one_more(cell), tmp_path))
    ((old, new),) = [pair for pair in zip(*drawn, strict=True) if pair[0].values != pair[1].values]
    assert title in old.title
    bars = zip(old.series[0].bars, new.series[0].bars, strict=True)
    ((was, now),) = [pair for pair in bars if pair[0].value != pair[1].value]
    assert was.name.startswith(f"{submission.slot.region}권역")
    measure, *names = whole.split()
    longer = scale / values(before)[key(measure, names, place(cell, submission, row))]
    assert now.value - was.value == pytest.approx(longer)
    in_cells = [(was, now) for was, now in zip(old.cells, new.cells, strict=True) if was != now]
    assert in_cells == [((was.name, was.value), (now.name, now.value))]


def charts(result: RunResult, folder: Path) -> list[DrawnChart]:
    """The charts of the report as native charts of Word."""
    drawn = (block for block in build_report(result).blocks if isinstance(block, ChartBlock))
    return charts_of(write_blocks(folder, *drawn, native=True))


def first_row(year: RandomYear, cell: Cell) -> tuple[Submission, int, dict[str, Any]]:
    """The first row of the year in which somebody typed a number into the cell's column."""
    return next(
        (submission, number, row)
        for submission in year.submissions
        if submission.slot.form == cell.form
        for number, row in enumerate(submission.filling.tables[cell.table])
        if isinstance(row.get(cell.column), int)
    )


def place(cell: Cell, submission: Submission, row: dict[str, Any]) -> dict[str, Any]:
    """The dimensions of the cell's number."""
    region = row.get("region")
    return {
        "region": submission.slot.region if region is None else int(region.removesuffix("권역")),
        "dong": row.get("dong"),
        "month": submission.slot.month,
        "round": submission.slot.round,
        "project": row.get("project"),
        "activity": row.get("activity"),
        "item": cell.item or row.get("item") or row.get("kind"),
    }


def key(measure: str, names: list[str], at: dict[str, Any]) -> str:
    return " ".join([measure, *(f"{name}={at[name]}" for name in DIMENSIONS if name in names)])


def expected(cell: Cell, submission: Submission, row: dict[str, Any]) -> dict[str, int]:
    """The keys of the sums that change, and by how much."""
    at = place(cell, submission, row)
    changes = {}
    for measure, change in ((cell.measure, 1), *([FOLLOWING[cell.measure]] if cell.measure in FOLLOWING else [])):
        for names in cell.sums.split(" | "):
            changes[key(measure, names.split(), at)] = change
    return changes
