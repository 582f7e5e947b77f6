"""The program's figures are those of a second, independent total; where they are not, the program has said so.

Each random year is tried twice: without mistakes, where every figure must be the same, and with mistakes, where a
figure that differs from the intended one must have an error or a warning in the file of the mistake.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from itertools import chain
from pathlib import Path
from random import Random

import pytest

from examples.generator.submission import write_submission
from pipeline.main import collect
from pipeline.model.figures import State
from pipeline.model.findings import Severity
from pipeline.model.result import RunResult
from tests.oracle.random_years import RandomYear, make_year, put_in
from tests.oracle.second_total import TOLD, Key, numbers_of, second_total
from tests.support.daily import daily

IN_THE_SUITE, THOROUGHLY = 5, int(os.environ.get("ORACLE_YEARS", "300"))
MISTAKES_A_YEAR = 5
# The forms that hold a measure's numbers, where these are not the monthly results.
FORMS = {
    "people supported_people consultations": "phone_monitoring",
    "projects_planned planned_won planned_cases planned_people planned_times": "joint_project_plan",
    "network_staff organisations stage_steps_planned meetings_planned": "operating_plan",
    "spent_won remaining_won returned_won": "settlement",
    "granted_won": "head_office settlement",
    "head_office_activities event_attendance": "head_office",
    "plenary_meetings": "head_office monthly_results",
}
FORMS_OF = {measure: forms.split() for measures, forms in FORMS.items() for measure in measures.split()}
SEEDS = daily(range(THOROUGHLY), range(IN_THE_SUITE))


def figures_of(result: RunResult) -> dict[Key, int | None]:
    return {
        (f.measure, f.region, f.dong, f.month, f.round, f.project, f.activity, f.item): f.value for f in result.figures
    }


def differences(result: RunResult, truth: dict[Key, int]) -> dict[Key, tuple[int | None, int]]:
    """Key -> (ours, the truth); a missing figure counts as 0 on either side."""
    ours = figures_of(result)
    keys = {*ours, *truth}
    return {key: (ours.get(key), truth.get(key, 0)) for key in keys if (ours.get(key) or 0) != truth.get(key, 0)}


def gravest(result: RunResult) -> set[tuple[str, str, str]]:
    return {
        (item.place.file, item.rule, item.place.cell)
        for item in result.findings
        if item.severity in (Severity.ERROR, Severity.WARNING)
    }


def books(year: RandomYear) -> Iterable[Path]:
    return year.folder.rglob("*.xlsx")


@pytest.mark.parametrize("seed", SEEDS)
def test_every_figure_is_what_a_second_total_says(seed: int, tmp_path: Path) -> None:
    year = make_year(seed, tmp_path / "year")
    numbers = {path: list(numbers_of(path)) for path in books(year)}
    truth = second_total(chain(*numbers.values()), year.budget)
    clean = collect(year.config, year.forms, year.folder)
    assert differences(clean, truth) == {}
    assert {key[0] for key in figures_of(clean)} == {*TOLD}  # nothing is told that the second total does not know
    assert all(figure.state not in (State.PARTIAL, State.MISSING) for figure in clean.figures)

    before = gravest(clean)
    meant, touched = put_in(year, MISTAKES_A_YEAR, Random(f"mistakes {seed}"))
    for submission in meant.submissions:  # where a second file puts the first one right, the second is what is meant
        if submission not in year.submissions:
            path = write_submission(year.forms, submission, tmp_path / "meant")
            numbers[year.folder / submission.file] = list(numbers_of(path))
    truth = second_total(chain(*numbers.values()), year.budget)
    spoilt = collect(year.config, year.forms, year.folder)
    told = {file for file, _, _ in gravest(spoilt) - before}
    silent = {}
    for key, values in differences(spoilt, truth).items():
        forms, region = FORMS_OF.get(key[0], ["monthly_results"]), key[1]
        files = {
            file: name
            for file, (name, submission) in touched.items()
            if submission.slot.form in forms and region in (None, submission.slot.region)
        }
        if not set(files) & told:
            silent[key] = (*values, files)
    assert silent == {}
