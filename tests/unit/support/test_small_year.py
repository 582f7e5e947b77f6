"""The small year of returns that other tests build on: it reads without a mistake, and is the same every time."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from pipeline.main import collect, load
from pipeline.model.result import RunResult
from pipeline.model.returns import ReturnState
from tests.support.small_year import CONFIG, YEAR, build_small_year
from tests.support.small_year_forms import consultations_of, people_of


def read(folder: Path) -> RunResult:
    config, forms = load(CONFIG, YEAR)
    return collect(config, forms, folder)


@pytest.fixture(scope="module")
def clean(tmp_path_factory: pytest.TempPathFactory) -> RunResult:
    folder = tmp_path_factory.mktemp("clean")
    build_small_year(folder)
    return read(folder)


def test_every_file_is_used_and_nothing_needs_mending(clean: RunResult) -> None:
    assert len(clean.returns) == 41
    assert {item.state for item in clean.returns} == {ReturnState.USED}
    assert clean.open_errors == []
    assert {item.form for item in clean.returns} == set(clean.config.plan.forms)


def test_the_numbers_are_those_of_the_arithmetic(clean: RunResult) -> None:
    dongs = {number: len(region.dongs) for number, region in clean.config.regions.items()}
    people = sum(people_of(region, position, 1) for region, count in dongs.items() for position in range(count))
    calls = sum(consultations_of(3, position, 2) for position in range(dongs[3]))
    assert clean.figures.get("people", round=1).value == people
    assert clean.figures.get("consultations", region=3, round=2).value == calls


def test_the_slips_are_found(tmp_path: Path) -> None:
    build_small_year(tmp_path, slips=True)
    result = read(tmp_path)
    assert {item.rule for item in result.open_errors} >= {"MON-005"}
    states = {item.file: item.state for item in result.returns}
    assert states["메모.txt"] is ReturnState.REFUSED
    assert states["2권역/2권역_정산서_2021년.xlsx"] is ReturnState.SUPERSEDED
    assert list(states.values()).count(ReturnState.IGNORED) == 1


def test_the_same_bytes_every_time(tmp_path: Path) -> None:
    digests = []
    for name in ("하나", "둘"):
        build_small_year(tmp_path / name, slips=True)
        files = sorted(path for path in (tmp_path / name).rglob("*") if path.is_file())
        digests.append({p.relative_to(tmp_path / name): hashlib.sha256(p.read_bytes()).hexdigest() for p in files})
    assert digests[0] == digests[1]


def test_nobody_is_named(clean: RunResult) -> None:
    """The author field holds a post, as the forms allow."""
    assert {item.header["author"].value for item in clean.returns} == {"담당 사회복지사", "담당 주무관"}
