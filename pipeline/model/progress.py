"""How far a step has come, reported to whoever watches.

Comes in: a step's name, how much of it is done, and of how much. Goes out: nothing; showing it is another room's task.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

Progress = Callable[[str, int, int], None]
Thing = TypeVar("Thing")


def unwatched(step: str, done: int, total: int) -> None:
    """Does nothing: for runs that nobody watches."""


def each_told(progress: Progress, step: str, things: Sequence[Thing]) -> Iterator[Thing]:
    """The things one after the other; each is reported as done when the next one is asked for."""
    for done, thing in enumerate(things, start=1):
        yield thing
        progress(step, done, len(things))
