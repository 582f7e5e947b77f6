"""Reading on a real cluster: the same outcomes in the same order, a few of them at a time."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from distributed import LocalCluster

from pipeline.cluster import Cluster, Task
from pipeline.workbook import pool
from pipeline.workbook.outcome import ReadingLimits
from pipeline.workbook.pool import read_files, read_files_on_cluster
from tests.support.command import ROOT
from tests.support.real_cluster import real_cluster

RETURNS = sorted((ROOT / "examples" / "2020").rglob("*.xlsx"))
FILES = [(path, path.name) for path in RETURNS]


@pytest.fixture(scope="module")
def two_workers() -> Iterator[LocalCluster]:
    with real_cluster() as started:
        yield started


@pytest.fixture(autouse=True)
def two_files_a_task(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pool, "FILES_A_TASK", 2)


def test_a_cluster_reads_what_this_computer_reads_in_the_same_order(
    two_workers: LocalCluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ROOT)
    files = [(path.relative_to(ROOT), name) for path, name in FILES]  # the workers were started somewhere else
    found = read_files_on_cluster(files, ReadingLimits(), two_workers.scheduler_address)
    assert list(found) == list(read_files(files, ReadingLimits()))


def test_a_damaged_file_costs_itself_only(two_workers: LocalCluster, tmp_path: Path) -> None:
    (tmp_path / "damaged.xlsx").write_bytes(RETURNS[0].read_bytes()[:-200])
    files = [*FILES[:1], (tmp_path / "damaged.xlsx", "damaged.xlsx"), *FILES[1:2]]
    found = read_files_on_cluster(files, ReadingLimits(), two_workers.scheduler_address)
    assert [bool(reading.problem) for reading in found] == [False, True, False]


def test_outcomes_of_a_large_folder_never_lie_in_memory_together(
    two_workers: LocalCluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_tasks, most = 0, 0
    submit, result = Cluster.submit, Task.result

    def counted_submit(self: Cluster, *words: Any) -> Task:
        nonlocal open_tasks, most
        open_tasks += 1
        most = max(most, open_tasks)
        return submit(self, *words)

    def counted_result(self: Task) -> Any:
        nonlocal open_tasks
        open_tasks -= 1
        return result(self)

    monkeypatch.setattr(Cluster, "submit", counted_submit)
    monkeypatch.setattr(Task, "result", counted_result)
    monkeypatch.setattr(pool, "TASKS_AHEAD", 3)
    list(read_files_on_cluster(FILES, ReadingLimits(), two_workers.scheduler_address))
    assert most == 3


def test_an_empty_folder_needs_no_cluster() -> None:
    assert not list(read_files_on_cluster([], ReadingLimits(), "tcp://127.0.0.1:1"))
