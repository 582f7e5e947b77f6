"""The dimensions of a number. Forms declare them, and facts, gaps, figures and results.json all have them."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class At:
    """The region, dong … that a number is about; None where it is about all of them together, or about none."""

    region: int | None = None
    dong: str | None = None
    month: int | None = None
    round: int | None = None
    project: str | None = None
    activity: str | None = None
    item: str | None = None

    @property
    def dimensions(self) -> dict[str, Any]:
        """The dimensions that are set, in the order of ``DIMENSIONS``."""
        return {name: value for name in DIMENSIONS if (value := getattr(self, name)) is not None}

    def holds(self, other: At) -> bool:
        """Whether the other is about the same place, or about a part of it."""
        return all(getattr(other, name) == value for name, value in self.dimensions.items())


DIMENSIONS = tuple(field.name for field in fields(At))
WHOLE_NUMBERS = frozenset({"region", "month", "round"})  # the others are names
