"""A process on a terminal: what somebody sees who types these keys."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from tests.support.command import LONGEST_RUN


def screen_of(words: Sequence[str], folder: Path, keys: bytes = b"", more: Mapping[str, str] | None = None) -> str:
    """Everything on the screen until the process has ended with exit code 0; ``more`` are environment variables."""
    pty = pytest.importorskip("pty")
    leader, follower = pty.openpty()
    with subprocess.Popen(
        words, cwd=folder, env={**os.environ, **(more or {})}, stdin=follower, stdout=follower, stderr=follower
    ) as process:
        os.close(follower)
        os.write(leader, keys)
        screen = b"".join(iter(lambda: _part(leader), b""))
        assert process.wait(LONGEST_RUN) == 0
    os.close(leader)
    return screen.decode()


def _part(leader: int) -> bytes:
    try:
        return os.read(leader, 65536)
    except OSError:  # the other end is closed
        return b""
