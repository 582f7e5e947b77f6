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
from pathlib import Path
from typing import TypeVar

T = TypeVar("T")
_THREADS = Path("/proc/self/task")


def side_by_side(own: Callable[[], T], *others: Callable[[], object], processes: int) -> T:
    """What ``own`` gives; all are done then. The others are done beside it where more than one process may run.

    A copy that fails or dies costs no more than its time: its piece is done again here, and raises here what it raises.
    """
    if processes < 2 or not _is_safe_to_copy():
        given = own()
        for piece in others:
            piece()
        return given
    fork = get_context("fork")
    copies = [fork.Process(target=_do_quietly, args=(piece,), daemon=True) for piece in others]
    try:
        for copy in copies:
            copy.start()
        given = own()
        for copy, piece in zip(copies, others, strict=True):
            copy.join()
            if copy.exitcode:
                piece()
    finally:
        for copy in copies:
            if copy.pid is not None:
                copy.kill()
                copy.join()
    return given


def _is_safe_to_copy() -> bool:
    """A copy has only the thread that made it, and would wait for ever for what another one had locked."""
    return sys.platform == "linux" and sum(1 for _ in _THREADS.iterdir()) == 1


def _do_quietly(piece: Callable[[], object]) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C reaches every process; the first one decides
    with Path(os.devnull).open("w", encoding="utf-8") as nowhere:
        sys.stderr = nowhere  # what fails here is done again there, and told there
        piece()
