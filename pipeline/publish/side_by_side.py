"""Outputs written side by side: a part of the writing goes on in a copy of this process while this one writes the rest.

Comes in: pieces of writing that leave nothing behind but files. Goes out: the same files, whether they were written
side by side or in turn. Only Linux copies a process for nothing; elsewhere a second one would have to import everything
anew and be sent the whole run, which takes as long as it saves (docs/scaling.md).
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
    """What ``own`` gives; all are done then. The others are done beside it where more than one process may run.

    A copy that fails or dies costs no more than its time: its piece is done again here, and raises here what it raises.
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
    """A copy has only the thread that made it, and would wait for ever for what another one had locked."""
    try:
        return sys.platform == "linux" and sum(1 for _ in _THREADS.iterdir()) == 1
    except OSError:  # a Linux that does not show its processes
        return False


def _copy_doing(piece: Callable[[], object]) -> BaseProcess | None:
    """A copy of this process at work; None where the system allows no further process."""
    copy = get_context("fork").Process(target=_do_quietly, args=(piece,), daemon=True)
    try:
        copy.start()
    except OSError:
        return None
    return copy


def _do_quietly(piece: Callable[[], object]) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C reaches every process; the first one decides
    with Path(os.devnull).open("w", encoding="utf-8") as nowhere:
        sys.stderr = nowhere  # what fails here is done again there, and told there
        piece()
