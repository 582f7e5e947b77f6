"""Runs whose changes to the disk fail, each at another: ``python -m tests.support.faulty_run WORK KIND WORD…``.

``WORK`` is a folder that holds everything the run writes to; it is put back as it was before each run. What counts as
a change: opening a file for writing, making, renaming and removing files and folders, and ``fsync``. With KIND ``full``
the change and every later one that needs room is told that the disk is full; with ``killed`` the process ends there, as
by a power cut, and after every fourth such run, and each that touched the output folder, another run follows. The
first run fails at the first change, the next at the second …, until one gets through.

Goes out: a JSON line for each run: ``change``, ``code``, ``screen``, ``files`` (name -> sha256 in the output folder
right after it), and of the run that followed ``next_code`` and ``next_files``. The interpreter starts once and forks
for each run.
"""

from __future__ import annotations

import errno
import hashlib
import json
import os
import shutil
import sys
from pathlib import Path

from pipeline import commands  # noqa: F401 - imported once, before the forks
from pipeline.cli import main

KILLED = 137
NEEDS_ROOM = ("open", "os.mkdir", "fsync")
CHANGES = (*NEEDS_ROOM, "os.rename", "os.remove", "os.rmdir")
WRITING = os.O_WRONLY | os.O_RDWR


class Disk:
    """Is notified of every change below a folder, and fails at one of them."""

    def __init__(self, kind: str, change: int, below: Path) -> None:
        self.kind, self.change, self.below, self.count = kind, change, str(below), 0

    def hear(self, event: str, arguments: tuple[object, ...]) -> None:
        if event not in CHANGES or not self._is_change(event, arguments):
            return
        self.count += 1
        if self.kind == "killed" and self.count == self.change:
            os._exit(KILLED)
        if self.kind == "full" and self.count >= self.change and event in NEEDS_ROOM:
            named = () if event == "fsync" else (str(arguments[0]),)  # an open file has no name here
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), *named)

    def attach(self) -> None:
        """Watch all changes of this process from now on."""
        real = os.fsync

        def fsync(handle: int) -> None:
            self.hear("fsync", (handle,))
            real(handle)

        os.fsync = fsync  # type: ignore[assignment]
        sys.addaudithook(self.hear)

    def _is_change(self, event: str, arguments: tuple[object, ...]) -> bool:
        if event == "open" and not (isinstance(arguments[2], int) and arguments[2] & WRITING):
            return False
        return event == "fsync" or str(arguments[0]).startswith(self.below)


def forked(words: list[str], screen: Path, disk: Disk | None) -> int:
    """The exit code of a run in a process of its own, with or without a failing disk."""
    child = os.fork()
    if child == 0:
        with screen.open("w", encoding="utf-8") as file:
            os.dup2(file.fileno(), 1)
            os.dup2(file.fileno(), 2)
        if disk is not None:
            disk.attach()
        code = main(words)
        sys.stdout.flush()
        os._exit(code)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def contents(folder: Path) -> dict[str, str]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def series(work: Path, kind: str, words: list[str]) -> None:
    saved, screen = work.with_name("saved"), work.with_name("screen.txt")
    output = Path(words[words.index("--output") + 1])
    shutil.copytree(work, saved)
    before = contents(output)
    change = 1
    while True:
        code = forked(words, screen, Disk(kind, change, work))
        told = {"change": change, "code": code, "screen": screen.read_text(encoding="utf-8"), "files": contents(output)}
        followed = change % 4 == 0 or told["files"] != before
        if kind == "killed" and code == KILLED and followed:
            told["next_code"] = forked(words, screen, None)
            told["next_files"] = contents(output)
        print(json.dumps(told), flush=True)
        if code not in (KILLED, 12, 1):
            return
        shutil.rmtree(work)
        shutil.copytree(saved, work)
        change += 1


if __name__ == "__main__":
    series(Path(sys.argv[1]), sys.argv[2], sys.argv[3:])
