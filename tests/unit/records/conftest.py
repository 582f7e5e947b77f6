"""The ledgers of two years, written once and opened once for all tests of them."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest
from openpyxl.workbook import Workbook

from pipeline.model.result import RunResult
from pipeline.records.ledger import write_ledger
from tests.support.small_run import output_folder, run_2020, small_run


@pytest.fixture(scope="module", params=[2020, 2021])
def result(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> RunResult:
    return run_2020() if request.param == 2020 else small_run(tmp_path_factory, slips=True)


@pytest.fixture(scope="module")
def path(result: RunResult, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("output") if result.config.year == 2020 else output_folder(result)
    return write_ledger(result, folder / f"집계대장_{result.config.year}.xlsx")


@pytest.fixture(scope="module")
def book(path: Path) -> Workbook:
    return openpyxl.load_workbook(path)


@pytest.fixture(scope="module")
def values(path: Path) -> Workbook:
    return openpyxl.load_workbook(path, data_only=True)


@pytest.fixture(scope="module")
def slips(tmp_path_factory: pytest.TempPathFactory) -> RunResult:
    return small_run(tmp_path_factory, slips=True)


@pytest.fixture(scope="module")
def slips_values(slips: RunResult) -> Workbook:
    path = write_ledger(slips, output_folder(slips) / "집계대장_한 번 더.xlsx")
    return openpyxl.load_workbook(path, data_only=True)
