"""The generated year: complete, the same for the same seed, and with consistent numbers."""

from __future__ import annotations

from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from examples.generator import Submission, build_year, write_submissions
from examples.generator.settings import settings_text
from pipeline.forms.form import FormSet
from pipeline.forms.slots import Slot, expected_slots
from pipeline.main import collect, load
from pipeline.settings.load import YearConfig

CONFIG = Path(__file__).resolve().parents[3] / "config.yaml"
SEED = 7


@pytest.fixture(scope="module")
def settings() -> tuple[YearConfig, FormSet]:
    return load(CONFIG, 2021)


@pytest.fixture(scope="module")
def year(settings: tuple[YearConfig, FormSet]) -> list[Submission]:
    return build_year(*settings, SEED)


def test_every_expected_return_is_there_once_and_written_in_time_on_a_working_day(
    settings: tuple[YearConfig, FormSet], year: list[Submission]
) -> None:
    config, forms = settings
    due_by = dict(expected_slots(forms, config))
    assert Counter(submission.slot for submission in year) == Counter(due_by.keys())
    for submission in year:
        written = submission.filling.header["date"]
        assert isinstance(written, date)
        assert written <= due_by[submission.slot]
        assert written.weekday() < 5
        assert written not in config.holidays
        if submission.slot.month:
            assert written > date(2021, submission.slot.month, 28)


def test_file_names_differ_even_in_one_folder(year: list[Submission]) -> None:
    assert len({Path(submission.file).name for submission in year}) == len(year)


def test_the_same_seed_gives_the_same_year_and_another_seed_another(
    settings: tuple[YearConfig, FormSet], year: list[Submission]
) -> None:
    assert build_year(*settings, SEED) == year
    assert build_year(*settings, SEED + 1) != year


def test_no_plan_costs_more_than_the_budget_gives_and_its_lines_multiply(
    settings: tuple[YearConfig, FormSet], year: list[Submission]
) -> None:
    budget = settings[0].plan.budget
    assert budget is not None
    ceilings = {item.name: item.per_region_won for item in budget.items}
    for plan in _of(year, "joint_project_plan"):
        planned: Counter[str] = Counter()
        for row in plan.filling.tables["budget"]:
            planned[str(row["item"])] += _int(row["unit_price_won"]) * _int(row["quantity"])
        assert set(planned) == set(ceilings)
        assert all(ceilings[item] / 2 < total <= ceilings[item] for item, total in planned.items())


def test_spending_stays_below_the_grant_and_what_is_left_is_returned(year: list[Submission]) -> None:
    for settlement in _of(year, "settlement"):
        spent: Counter[str] = Counter()
        for row in settlement.filling.tables["spending"]:
            assert _int(row["amount_won"]) > 0
            spent[str(row["item"])] += _int(row["amount_won"])
        for row in settlement.filling.tables["summary"]:
            assert 0 <= _int(row["returned_won"]) == _int(row["granted_won"]) - spent[str(row["item"])]
        vouchers = [row["voucher"] for row in settlement.filling.tables["spending"]]
        assert len(set(vouchers)) == len(vouchers)


def test_the_plenary_meetings_of_the_regions_are_those_of_the_head_office(year: list[Submission]) -> None:
    office = {
        (row["activity_date"], row["place"])
        for submission in _of(year, "head_office")
        for row in submission.filling.tables["activities"]
        if row["kind"] == "전체회의"
    }
    assert len(office) == 4
    regions = [(row["meeting_date"], row["place"]) for row in _meetings(year) if row["kind"] == "전체회의"]
    assert Counter(regions) == dict.fromkeys(office, 5)


def test_the_coordinator_comes_to_the_first_regional_meeting_of_each_half_year_and_to_no_other(
    year: list[Submission],
) -> None:
    attended = [
        row["meeting_date"]
        for row in _meetings(year)
        if row["kind"] == "권역회의" and row["coordinator_attended"] == "예"
    ]
    months = Counter(day.month for day in attended if isinstance(day, date))
    assert months == {1: 5, 7: 5}


def test_results_name_only_planned_activities_and_start_in_the_second_half(year: list[Submission]) -> None:
    planned = {
        (plan.slot.region, row["project"], row["activity"])
        for plan in _of(year, "joint_project_plan")
        for row in plan.filling.tables["activities"]
    }
    done = {
        (month.slot.region, row["project"], row["activity"])
        for month in _of(year, "monthly_results")
        for row in month.filling.tables["project_results"]
    }
    assert done == planned
    assert not any(
        month.filling.tables["project_results"] for month in _of(year, "monthly_results") if (month.slot.month or 0) < 7
    )


def test_the_program_finds_nothing_to_mend_in_a_year_with_other_regions_and_months(tmp_path: Path) -> None:
    """A new year, or another office, needs a settings file and no code."""
    text = settings_text(CONFIG, 2021, regions=2, months=(6, 7, 9)).replace("2022", "2024").replace("2021", "2023")
    path = tmp_path / "config.yaml"
    path.write_text(text, encoding="utf-8")
    config, forms = load(path, 2023)
    write_submissions(forms, build_year(config, forms, SEED), tmp_path / "input")
    result = collect(config, forms, tmp_path / "input")
    assert [str(item.place) + item.message for item in result.findings if item.severity != "note"] == []
    assert result.is_final
    assert {item.slot for item in result.board} >= {Slot("monthly_results", 2, 9), Slot("settlement", 1)}


def test_a_year_that_asks_for_annual_sums_gets_the_sum_of_the_months(
    settings: tuple[YearConfig, FormSet], year: list[Submission]
) -> None:
    """2020 in the settings asks for one file for all months: the same plan, and the counts added up."""
    config, forms = load(CONFIG, 2020)
    annual = [
        row
        for s in _of(build_year(config, forms, SEED), "monthly_results")
        for row in s.filling.tables["project_results"]
    ]
    by_months: Counter[str] = Counter()
    for month in _of(year, "monthly_results"):
        for row in month.filling.tables["project_results"]:
            for count in ("case_count", "people_count", "time_count"):
                by_months[count] += _int(row.get(count, 0))
    in_one_year = {count: sum(_int(row.get(count, 0)) for row in annual) for count in by_months}
    assert in_one_year == by_months


def _of(year: list[Submission], form: str) -> list[Submission]:
    return [submission for submission in year if submission.slot.form == form]


def _meetings(year: list[Submission]) -> list[dict[str, object]]:
    return [row for submission in _of(year, "monthly_results") for row in submission.filling.tables["meetings"]]


def _int(value: object) -> int:
    assert isinstance(value, int)
    return value
