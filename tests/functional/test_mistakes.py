"""Two hundred mistakes in all six forms: each is found by its rule at its cell, and nothing else is an error."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from examples.generator import build_year
from examples.generator.mistakes import Injected, Mistake, Scene, catalogue, inject
from examples.generator.settings import settings_text
from pipeline.main import collect, load
from pipeline.model.findings import Finding, Severity
from tests.support.command import ROOT

SEED, REGIONS, MONTHS = 20211, 10, (3, 8)
MISTAKES = 200
Key = tuple[str, str, str, str]  # rule, file, sheet, cell


@dataclass(frozen=True)
class Hunt:
    """The mistakes that were put into the returns, and the findings of the program."""

    made: list[Injected]
    found: dict[Key, Finding]
    forms: set[str]

    @property
    def wanted(self) -> dict[Key, str]:
        """The findings that there must be, each with the mistake that causes it."""
        return {
            (each.rule, each.file, each.sheet, each.cell): injected.mistake
            for injected in self.made
            for each in injected.expected
        }


def _hunt(folder: Path, kinds: list[Mistake], year: str) -> Hunt:
    """A year with half of the kinds of mistakes; the files of the two years have different names."""
    path = folder / "config.yaml"
    path.write_text(settings_text(ROOT / "config.yaml", 2021, REGIONS, MONTHS), encoding="utf-8")
    config, forms = load(path, 2021)
    scene = Scene(config, forms, build_year(config, forms, SEED))
    made = inject(folder / "input", scene, MISTAKES // 2, SEED, kinds)
    result = collect(config, forms, folder / "input")
    found = {(item.rule, year + item.place.file, item.place.sheet, item.place.cell): item for item in result.findings}
    form_of = {submission.file: submission.slot.form for submission in scene.submissions}
    renamed = [
        Injected(each.mistake, year + each.file, tuple(replace(e, file=year + e.file) for e in each.expected))
        for each in made
    ]
    return Hunt(renamed, found, {form_of[injected.file] for injected in made})


@pytest.fixture(scope="module")
def hunt(tmp_path_factory: pytest.TempPathFactory) -> Hunt:
    one, two = (_hunt(tmp_path_factory.mktemp("mistakes"), catalogue()[half::2], f"{half}:") for half in range(2))
    return Hunt([*one.made, *two.made], one.found | two.found, one.forms | two.forms)


def test_there_are_two_hundred_mistakes_of_every_kind_in_all_six_forms(hunt: Hunt) -> None:
    assert len(hunt.made) == MISTAKES
    assert {mistake.name for mistake in catalogue()} == {injected.mistake for injected in hunt.made}
    assert len(hunt.forms) == 6


def test_every_mistake_is_found_by_its_rule_at_its_cell(hunt: Hunt) -> None:
    assert {key: mistake for key, mistake in hunt.wanted.items() if key not in hunt.found} == {}


def test_nothing_else_is_called_an_error(hunt: Hunt) -> None:
    others = [item for key, item in hunt.found.items() if item.severity is Severity.ERROR and key not in hunt.wanted]
    assert [f"{item.rule} {item.place}: {item.message}" for item in others] == []


def test_the_value_of_a_finding_is_what_the_sender_typed_and_private_data_is_masked(hunt: Hunt) -> None:
    kinds = hunt.wanted
    about = [item for key, item in hunt.found.items() if kinds.get(key) == "a number with about"]
    assert {item.value for item in about} == {"약 30"}
    private = [item for key, item in hunt.found.items() if item.rule.startswith("PRIV") and key in kinds]
    assert private
    assert not any(
        "010-1234" in item.value + item.message or "900101-1" in item.value + item.message for item in private
    )


@pytest.mark.parametrize("mistake", catalogue(), ids=lambda mistake: mistake.name)
def test_a_kind_of_mistake_names_the_rules_that_it_breaks(mistake: Mistake, hunt: Hunt) -> None:
    rules = {each.rule for injected in hunt.made if injected.mistake == mistake.name for each in injected.expected}
    assert rules == set(mistake.rules)


def test_a_date_of_another_year_is_not_told_a_second_time_as_coming_too_early(tmp_path: Path) -> None:
    config, forms = load(ROOT / "config.yaml", 2021)
    scene = Scene(config, forms, build_year(config, forms, SEED))
    kind = next(kind for kind in catalogue() if kind.name == "a date of another year")
    ends = replace(kind, spots=lambda scene, each: scene.rows(each, "operating_plan", "stages", "end_date"))
    only = replace(scene, submissions=[each for each in scene.submissions if each.slot.form == "operating_plan"])
    (made,) = inject(tmp_path, only, 1, SEED, [ends])
    errors = [item for item in collect(config, forms, tmp_path).findings if item.severity is Severity.ERROR]
    assert [(item.rule, item.place.cell) for item in errors] == [("ROW-004", made.expected[0].cell)]
