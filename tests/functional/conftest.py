"""The example years, run once for all functional tests that use them, and a command in an empty program folder."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.support.command import FROM_2020, GOOD, ROOT, Outcome, Run, run_here, run_process


def _run(year: int, tmp_path_factory: pytest.TempPathFactory) -> Outcome:
    output = tmp_path_factory.mktemp(f"example-{year}") / "output"
    source = ROOT / "examples" / str(year)
    return run_process("--year", year, "--input", source, output=output)


@pytest.fixture(scope="session")
def run_of_2020(tmp_path_factory: pytest.TempPathFactory) -> Outcome:
    """``python run.py --year 2020 --input examples/2020``."""
    return _run(2020, tmp_path_factory)


@pytest.fixture(scope="session")
def run_of_2021(tmp_path_factory: pytest.TempPathFactory) -> Outcome:
    """``python run.py --year 2021 --input examples/2021``."""
    return _run(2021, tmp_path_factory)


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """A command for 2020, with the real settings, in an empty program folder."""

    def start(*arguments: object, year: object = 2020) -> Outcome:
        words = [*arguments, "--year", year, "--config", tmp_path / "config.yaml"]
        return run_here(*words, root=tmp_path, output=None if "--output" in arguments else tmp_path / "result")

    shutil.copyfile(ROOT / "config.yaml", tmp_path / "config.yaml")
    return start


@pytest.fixture
def returns(tmp_path: Path) -> Path:
    """An input folder with one good return in it."""
    folder = tmp_path / "input" / "2020"
    folder.mkdir(parents=True)
    shutil.copyfile(FROM_2020 / GOOD, folder / Path(GOOD).name)
    return folder
