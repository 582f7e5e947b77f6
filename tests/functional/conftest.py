"""The example years, run once for all functional tests that look at them."""

from __future__ import annotations

import pytest

from tests.support.command import ROOT, Outcome, run_process


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
