"""Work on a real scheduler with two worker processes: what is done, what is done again, and what is refused at once."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from distributed import LocalCluster

from pipeline import cluster
from pipeline.cluster import cluster_at
from pipeline.errors import ConfigError
from tests.support.real_cluster import real_cluster


@pytest.fixture(scope="module")
def two_workers() -> Iterator[LocalCluster]:
    with real_cluster() as started:
        yield started


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster, "SECONDS_TO_CONNECT", 0.5)


def fall_once(fallen: Path) -> str:
    """Kills the first worker that does it."""
    if fallen.exists():
        return "done"
    fallen.touch()
    os._exit(1)


def fall_unless(home: int) -> str:
    """Kills every worker; only the process ``home`` survives it."""
    if os.getpid() == home:
        return "done at home"
    os._exit(1)


def test_tasks_come_back_as_they_finish_each_with_its_own_result(two_workers: LocalCluster, tmp_path: Path) -> None:
    with cluster_at(two_workers.scheduler_address, tmp_path) as there:
        tasks = [there.submit(abs, -number) for number in range(5)]
        results = {task.words: task.result() for task in there.as_finished(tasks)}
    assert results == {(-number,): number for number in range(5)}


def test_what_a_lost_worker_had_to_do_is_done_by_another(two_workers: LocalCluster, tmp_path: Path) -> None:
    with cluster_at(two_workers.scheduler_address, tmp_path) as there:
        assert there.submit(fall_once, tmp_path / "fallen").result() == "done"
    assert (tmp_path / "fallen").exists()


def test_what_costs_worker_after_worker_is_done_here_and_costs_nobody_else(
    two_workers: LocalCluster, tmp_path: Path
) -> None:
    with cluster_at(two_workers.scheduler_address, tmp_path) as there:
        poison, other = there.submit(fall_unless, os.getpid()), there.submit(abs, -7)
        assert other.result() == 7
        assert poison.result() == "done at home"


def test_a_worker_of_another_version_is_refused_before_anything_begins(
    two_workers: LocalCluster, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cluster, "VERSION", "9.9.9")
    with (
        pytest.raises(ConfigError, match=r"판이 다른 작업자가 있습니다: .*여기는 프로그램 9\.9\.9, 파이썬"),
        cluster_at(two_workers.scheduler_address, tmp_path),
    ):
        raise AssertionError("nothing may begin")


def test_a_worker_of_another_version_that_joins_later_does_nothing(
    two_workers: LocalCluster, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with cluster_at(two_workers.scheduler_address, tmp_path) as there:
        monkeypatch.setattr(cluster, "VERSION", "9.9.9")  # as it looks to workers of today's version
        task = there.submit(Path.touch, tmp_path / "done")
        with pytest.raises(ConfigError, match="같은 판의 폴더에서"):
            task.result()
    assert not (tmp_path / "done").exists()


def test_workers_that_do_not_see_the_folder_are_named(two_workers: LocalCluster, tmp_path: Path) -> None:
    address = two_workers.scheduler_address
    with (
        pytest.raises(ConfigError, match=r"같은 경로로 보이지 않습니다: tcp://127"),
        cluster_at(address, tmp_path / "nowhere"),
    ):
        raise AssertionError("nothing may begin")


def test_a_worker_without_the_program_is_told_in_a_sentence(tmp_path: Path) -> None:
    with real_cluster(0) as started:
        command = ["dask", "worker", started.scheduler_address, "--nthreads", "1", "--no-nanny", "--no-dashboard"]
        worker = subprocess.Popen(
            [sys.executable, "-m", *command], cwd=tmp_path, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        try:
            with (
                pytest.raises(ConfigError, match="이 프로그램을 불러오지 못했습니다"),
                cluster_at(started.scheduler_address, tmp_path),
            ):
                raise AssertionError("nothing may begin")
        finally:
            worker.kill()
            worker.wait()


@pytest.mark.usefixtures("impatient")
def test_a_scheduler_without_workers_is_told_with_its_address(tmp_path: Path) -> None:
    with real_cluster(0) as started:
        address = started.scheduler_address
        with pytest.raises(ConfigError, match=f"'{address}'에 작업자가 하나도 없습니다"), cluster_at(address, tmp_path):
            raise AssertionError("nothing may begin")


@pytest.mark.usefixtures("impatient")
def test_no_scheduler_at_the_address_is_told_with_the_address(tmp_path: Path) -> None:
    with socket.socket() as taken:  # bound, and nobody listens
        taken.bind(("127.0.0.1", 0))
        address = f"tcp://127.0.0.1:{taken.getsockname()[1]}"
        with pytest.raises(ConfigError, match=f"'{address}'에 연결하지 못했습니다"), cluster_at(address, tmp_path):
            raise AssertionError("nothing may begin")


def test_without_dask_one_sentence_tells_how_to_install_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)  # importing it fails as if it were not installed
    with (
        pytest.raises(ConfigError, match=r"Dask가 필요합니다.*requirements-cluster\.txt"),
        cluster_at("local", tmp_path),
    ):
        raise AssertionError("nothing may begin")
