"""``run.py city --scheduler`` gives the same bytes with one worker, two, and Dask, even where a worker is lost
half-way.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import psutil
import pytest

from examples.city import make_offices
from pipeline.city.offices import run_offices_on_cluster
from pipeline.console import Progress
from pipeline.errors import ConfigError
from tests.support.command import run_here
from tests.support.real_cluster import kill_a_busy_worker, processes_in, real_cluster

YEAR = 2021


@pytest.fixture(scope="module")
def offices(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three offices; the settings of the second one cannot be read."""
    folder = tmp_path_factory.mktemp("city") / "offices"
    made = make_offices(3, folder, months=(3,))
    (made[1] / "config.yaml").write_text("기관: [", encoding="utf-8")
    return folder


@pytest.fixture(autouse=True)
def nothing_written_yet(offices: Path) -> Iterator[None]:
    yield
    for office in offices.iterdir():
        shutil.rmtree(office / "output", ignore_errors=True)


def city(offices: Path, *words: object) -> dict[str, bytes]:
    """All output files of the offices and of the roll-up; each run writes them to the same places."""
    roll_up = offices.parent / "roll-up"
    outcome = run_here("city", "--year", YEAR, "--offices", offices, *words, root=offices.parent, output=roll_up)
    assert outcome.code == 10, outcome.screen
    written = [path for folder in (offices, roll_up) for path in folder.rglob("*") if "input" not in path.parts]
    files = {str(path): path.read_bytes() for path in sorted(written) if path.is_file()}
    assert sum(path.endswith("results.json") for path in files) == 3
    for folder in (roll_up, *offices.glob("*/output")):
        shutil.rmtree(folder)
    return files


@pytest.fixture
def at_the_first_office(monkeypatch: pytest.MonkeyPatch) -> Callable[[Callable[[], None]], None]:
    """Make something happen when the first office has finished, while others still run."""

    def set_up(happens: Callable[[], None]) -> None:
        def told(_: Progress, step: str, done: int, total: int) -> None:
            if (step, done, total) == ("자치구", 1, 3):
                happens()

        monkeypatch.setattr(Progress, "__call__", told)

    return set_up


@pytest.mark.thorough
def test_a_city_is_the_same_with_one_worker_two_and_dask_also_where_a_worker_is_lost(
    offices: Path, at_the_first_office: Callable[[Callable[[], None]], None]
) -> None:
    alone = city(offices, "--workers", 1)
    assert city(offices, "--workers", 2) == alone
    before = set(psutil.Process().children(recursive=True))
    assert city(offices, "--scheduler", "local", "--workers", 2) == alone
    left = set(psutil.Process().children(recursive=True)) - before
    assert all("resource_tracker" in " ".join(process.cmdline()) for process in left)  # Python's own, to its end
    with real_cluster() as started:
        killed: list[bool] = []
        at_the_first_office(lambda: killed.append(kill_a_busy_worker(started)))
        assert city(offices, "--scheduler", started.scheduler_address) == alone
        assert killed
        assert not processes_in(offices)


@pytest.mark.thorough
def test_a_run_that_is_broken_off_ends_the_offices_at_work_and_publishes_nothing_more(offices: Path) -> None:
    there = sorted(offices.iterdir())
    with real_cluster() as started:
        with closing(run_offices_on_cluster(there, YEAR, [], started.scheduler_address, 1)) as runs:
            first = next(runs)
            at_work = processes_in(offices)
        assert first.name == there[1].name  # it fails at once for want of settings, so the others have just begun
        assert at_work
        assert psutil.wait_procs(at_work, timeout=20)[1] == []
        assert [path for office in there for path in office.glob("output/*")] == []


@pytest.mark.thorough
def test_a_scheduler_that_is_lost_is_told_in_a_sentence_and_leaves_nobody_behind(offices: Path) -> None:
    there = sorted(offices.iterdir())
    with (
        real_cluster() as started,
        closing(run_offices_on_cluster(there, YEAR, [], started.scheduler_address, 1)) as runs,
    ):
        next(runs)
        started.close()
        with pytest.raises(ConfigError, match="클러스터와 연결이 끊겼"):
            list(runs)
    assert psutil.wait_procs(processes_in(offices), timeout=20)[1] == []
