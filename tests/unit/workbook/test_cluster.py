"""Reading on a cluster: the same outcomes in the same order, and a sentence for whatever the cluster cannot do."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from pipeline.errors import ConfigError
from pipeline.workbook import cluster
from pipeline.workbook.outcome import FileReading, ReadingLimits
from pipeline.workbook.pool import read_files
from tests.support.command import ROOT

ADDRESS = "tcp://scheduler:8786"
RETURNS = sorted((ROOT / "examples" / "2020").rglob("*.xlsx"))
FILES = [(path, path.name) for path in RETURNS]


@dataclass
class Task:
    """Done only when its outcome is asked for."""

    client: Client
    call: Callable[[], Any]

    def result(self) -> Any:
        self.client.waiting -= 1
        if self.client.failure is not None:
            raise self.client.failure
        return self.call()


class Client:
    """A cluster in this process, as far as the program speaks with it."""

    def __init__(self) -> None:
        self.waiting = self.most_waiting = self.tasks = 0
        self.failure: Exception | None = None
        self.is_closed = False

    def submit(self, task: Callable[..., Any], *words: object, pure: bool) -> Task:
        assert not pure, "a file may have changed since the last run"
        self.tasks += 1
        self.waiting += 1
        self.most_waiting = max(self.most_waiting, self.waiting)
        return Task(self, lambda: task(*words))

    def close(self) -> None:
        self.is_closed = True


@pytest.fixture
def client(monkeypatch: pytest.MonkeyPatch) -> Client:
    """The cluster that answers at the address."""
    found = Client()

    def connect(address: str, timeout: str) -> Client:
        if address != ADDRESS:
            raise OSError(f"nobody at {address} within {timeout}")
        return found

    monkeypatch.setitem(sys.modules, "distributed", SimpleNamespace(Client=connect))
    monkeypatch.setattr(cluster, "FILES_A_TASK", 2)
    return found


def read(files: list[tuple[Path, str]], address: str = ADDRESS) -> list[FileReading]:
    return list(cluster.read_files_on_cluster(files, ReadingLimits(), address))


def test_a_cluster_reads_what_this_computer_reads_in_the_same_order(client: Client) -> None:
    found = read(FILES)
    here = list(read_files(FILES, ReadingLimits()))
    assert [(one.path, one.sha256) for one in found] == [(one.path, one.sha256) for one in here]
    assert client.tasks == 8  # 15 files, two in a task
    assert client.is_closed


def test_outcomes_of_a_large_folder_never_lie_in_memory_together(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cluster, "TASKS_AHEAD", 3)
    read(FILES)
    assert client.most_waiting == 3


def test_a_cluster_that_cannot_load_the_program_is_told_in_a_sentence(client: Client) -> None:
    client.failure = RuntimeError("Error during deserialization of the task graph")
    with pytest.raises(ConfigError, match="같은 판의 폴더에서") as told:
        read(FILES)
    assert "deserialization" not in told.value.message
    assert told.value.details == ("RuntimeError",)
    assert client.is_closed


def test_no_cluster_at_the_address_is_told_with_the_address(client: Client) -> None:
    with pytest.raises(ConfigError, match="tcp://nowhere:1"):
        read(FILES, "tcp://nowhere:1")


def test_without_dask_one_sentence_says_where_to_look(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)  # importing it fails as if it were not installed
    with pytest.raises(ConfigError, match=r"README\.md의 'Cluster'"):
        read(FILES)
