"""The process of an office's run: started here, and ended when its starter ends, for whatever reason.

Comes in: the office's folder and the words of the command line. Goes out: the exit code and what was said on stderr.
The process listens to a pipe whose other end closes with its starter: when a worker of a cluster is killed, no process
of its own goes on writing where the next one begins. It must not import anything heavy, because the process starts with
it.
"""

from __future__ import annotations

import _thread
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from threading import Thread
from typing import IO

SECONDS_TO_CLEAN_UP = 5
_START = (
    "import sys; at = sys.argv.index('--'); sys.path[:] = sys.argv[1:at]; "
    "from pipeline.city.process import end_with_starter; end_with_starter(); "
    "from pipeline.cli import main; sys.exit(main(sys.argv[at + 1:]))"
)
_held: dict[str, list[IO[bytes]]] = {}


def run_alone(office: Path, words: Sequence[str], owner: str = "") -> tuple[int, str]:
    """Exit code and stderr of the command line, run in the office's folder; ``end_all`` ends it by its ``owner``.

    Raises OSError where the folder cannot be entered.
    """
    with _pipe(owner) as end:
        done = subprocess.run(
            [sys.executable, "-c", _START, *_import_paths(), "--", *words],
            cwd=office,
            stdin=end,
            capture_output=True,
            check=False,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
    return done.returncode, done.stderr.decode("utf-8", "replace")


def end_all(owner: str) -> None:
    """End the owner's processes that were started here; each removes what it has begun to write."""
    for held in list(_held.get(owner, ())):
        held.close()


def end_with_starter() -> None:
    """Called in the process itself: makes it stop, as at Ctrl+C, when its starter is gone."""
    signal.signal(signal.SIGINT, _stop)
    Thread(target=_watch, daemon=True).start()


def _stop(*_: object) -> None:
    """Acts on the first of several interrupts (from the terminal and from us) and ignores the rest, so that cleaning up
    is not interrupted.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    raise KeyboardInterrupt


def _watch() -> None:
    os.read(sys.stdin.fileno(), 1)  # nothing is ever written to the pipe: this returns when it is closed
    _thread.interrupt_main()
    time.sleep(SECONDS_TO_CLEAN_UP)
    os._exit(1)


@contextmanager
def _pipe(owner: str) -> Iterator[IO[bytes]]:
    """The pipe's end for the process; the other end is held open as long as the block lasts."""
    reading, writing = os.pipe()
    with os.fdopen(reading, "rb") as end, os.fdopen(writing, "wb") as held:
        _held.setdefault(owner, []).append(held)
        try:
            yield end
        finally:
            _held[owner].remove(held)


def _import_paths() -> list[str]:
    """Import paths for the process: the modules that this process sees, and none from the office's folder."""
    project = str(Path(__file__).resolve().parents[2])
    return [project, *(entry for entry in sys.path if entry and entry != project)]
