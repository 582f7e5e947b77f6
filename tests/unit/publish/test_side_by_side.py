"""Pieces of work done side by side: the same files, whatever happens to the copy that writes some of them."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from pipeline.publish.side_by_side import side_by_side

PROJECT = Path(__file__).resolve().parents[3]
linux_only = pytest.mark.skipif(sys.platform != "linux", reason="elsewhere pieces are written in turn")

# Runs as a process of its own, because only a process with a single thread is copied and that of a test may have more.
SCRIPT = """
import os, signal, sys
from pathlib import Path
from pipeline.publish.side_by_side import side_by_side

first = os.getpid()

def own():
    return "own"

def writes():
    Path("by").write_text(str(os.getpid()))

def fails():
    Path("tries").open("a").write("x")
    raise ValueError("broken")

def dies_unless_first():
    if os.getpid() != first:
        os.kill(os.getpid(), signal.SIGKILL)
    Path("made").write_text("here")

def no_more():
    raise BlockingIOError("Resource temporarily unavailable")

{before}
try:
    print(side_by_side(own, {piece}, processes={processes}), first)
except ValueError as error:
    print("raised", error)
"""


def run(folder: Path, piece: str, processes: int = 2, before: str = "") -> list[str]:
    script = SCRIPT.replace("{piece}", piece).replace("{processes}", str(processes)).replace("{before}", before)
    environment = {**os.environ, "PYTHONPATH": str(PROJECT), "OPENBLAS_NUM_THREADS": "1"}
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=folder, env=environment, capture_output=True, text=True, check=True
    )
    assert done.stderr == ""
    return done.stdout.split()


@linux_only
def test_another_process_writes_where_two_may_run(tmp_path: Path) -> None:
    own, first = run(tmp_path, "writes")
    assert own == "own"
    assert (tmp_path / "by").read_text() != first


def test_with_one_process_everything_is_written_in_turn(tmp_path: Path) -> None:
    own, first = run(tmp_path, "writes", processes=1)
    assert own == "own"
    assert (tmp_path / "by").read_text() == first


@linux_only
def test_what_fails_in_the_copy_is_tried_here_and_raises_here_without_a_word_from_the_copy(tmp_path: Path) -> None:
    assert run(tmp_path, "fails") == ["raised", "broken"]
    assert (tmp_path / "tries").read_text() == "xx"


@linux_only
def test_a_copy_that_is_killed_costs_nothing_but_time(tmp_path: Path) -> None:
    assert run(tmp_path, "dies_unless_first")[0] == "own"
    assert (tmp_path / "made").read_text() == "here"


@linux_only
def test_where_the_system_allows_no_further_process_everything_is_written_in_turn(tmp_path: Path) -> None:
    own, first = run(tmp_path, "writes", before="os.fork = no_more")
    assert own == "own"
    assert (tmp_path / "by").read_text() == first


def test_where_nobody_can_tell_the_threads_everything_is_written_in_turn(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pipeline.publish.side_by_side._THREADS", tmp_path / "no such folder")
    given = side_by_side(lambda: "own", lambda: (tmp_path / "by").write_text(str(os.getpid())), processes=2)
    assert (given, (tmp_path / "by").read_text()) == ("own", str(os.getpid()))


def test_an_error_of_the_first_piece_is_its_own(tmp_path: Path) -> None:
    def fails() -> None:
        raise KeyError("first")

    with pytest.raises(KeyError, match="first"):
        side_by_side(fails, lambda: (tmp_path / "by").write_text("x"), processes=1)
    assert not (tmp_path / "by").exists()
