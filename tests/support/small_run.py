"""The small year, read and checked once per test process, for tests of the writers.

Comes in: pytest's temporary folders. Goes out: ``RunResult`` records whose input lies in ``…/input/2021`` and whose
outputs belong into ``…/output/2021``. They are shared: a test that needs another run uses ``dataclasses.replace``.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.main import collect, load
from pipeline.model.result import RunResult
from tests.support.small_year import CONFIG, YEAR, build_small_year

EXAMPLES_2020 = CONFIG.parent / "examples" / "2020"
_RUNS: dict[str, RunResult] = {}


def small_run(factory: pytest.TempPathFactory, *, slips: bool = False) -> RunResult:
    """The small year of 2021, with or without the mistakes that people make."""
    name = "slips" if slips else "clean"
    if name not in _RUNS:
        folder = factory.mktemp(name) / "input" / str(YEAR)
        folder.mkdir(parents=True)
        build_small_year(folder, slips=slips)
        config, forms = load(CONFIG, YEAR)
        _RUNS[name] = collect(config, forms, folder)
    return _RUNS[name]


def run_2020() -> RunResult:
    """The run of the real figures of 2020, a year that asks for some tables of some forms only."""
    if "2020" not in _RUNS:
        config, forms = load(CONFIG, 2020)
        _RUNS["2020"] = collect(config, forms, EXAMPLES_2020)
    return _RUNS["2020"]


def input_folder(result: RunResult) -> Path:
    """The folder that the run has read."""
    first = result.returns[0]
    return first.path.parents[first.file.count("/")]


def output_folder(result: RunResult) -> Path:
    """Where the run's outputs belong: beside its input folder."""
    folder = input_folder(result).parent.parent / "output" / str(result.config.year)
    folder.mkdir(parents=True, exist_ok=True)
    return folder
