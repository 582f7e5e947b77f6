"""Outputs written side by side: a copy of this process writes a part of them while this process writes the rest.

Comes in: pieces of work whose only effect is the files that they write. Goes out: the same files, whether they were
written side by side or in turn. Only Linux copies a process at almost no cost; elsewhere a second process would have to
import everything again and be sent the whole run, which takes as long as it saves (docs/scaling.md).
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable
from multiprocessing import get_context
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import TypeVar

T = TypeVar("T")
_THREADS = Path("/proc/self/task")


def side_by_side(own: Callable[[], T], *others: Callable[[], object], processes: int) -> T:
    """The result of ``own``, once all pieces are done. Each of the others runs in a copy of this process at the same
    time, where more than one process may run.

    Where a copy fails or dies, its piece is done again in this process, and raises here what it raises.
    """
    may_copy = processes > 1 and _is_safe_to_copy()
    started: list[tuple[Callable[[], object], BaseProcess | None]] = []
    try:
        for piece in others:
            started.append((piece, _copy_doing(piece) if may_copy else None))
        given = own()
        for piece, copy in started:
            if copy is not None:
                copy.join()
            if copy is None or copy.exitcode:
                piece()
    finally:
        for _, copy in started:
            if copy is not None:
                copy.kill()
                copy.join()
    return given


def _is_safe_to_copy() -> bool:
    """Whether this process has only one thread. A copy has only the thread that made it, and would wait for ever for a
    lock that another thread held.
    """
    try:
        return sys.platform == "linux" and sum(1 for _ in _THREADS.iterdir()) == 1
    except OSError:  # a Linux without /proc
        return False


def _copy_doing(piece: Callable[[], object]) -> BaseProcess | None:
    """Start a copy of this process that does the piece; None where the system allows no further process."""
    copy = get_context("fork").Process(target=_do_quietly, args=(piece,), daemon=True)
    try:
        copy.start()
    except OSError:
        return None
    return copy


def _do_quietly(piece: Callable[[], object]) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C reaches every process; the first one decides
    with Path(os.devnull).open("w", encoding="utf-8") as nowhere:
        sys.stderr = nowhere  # the first process does the piece again after a failure, and shows the error itself
        piece()
