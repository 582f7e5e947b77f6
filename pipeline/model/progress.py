"""How far a step has come, told to whoever watches.

Comes in: a step's name, how much of it is done, and of how much. Goes out: nothing; the screen is another room's.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

Progress = Callable[[str, int, int], None]
Thing = TypeVar("Thing")


def unwatched(step: str, done: int, total: int) -> None:
    """Nobody watches."""


def each_told(progress: Progress, step: str, things: Sequence[Thing]) -> Iterator[Thing]:
    """The things one after the other; each is told when the next is asked for."""
    for done, thing in enumerate(things, start=1):
        yield thing
        progress(step, done, len(things))
