"""Numbers calculated from figures: shares, differences, sums, and last year's figures beside this year's.

Comes in: figures. Goes out: numbers with a state and a composed key ("a ÷ b", "a − b", "a + b", "previous a"), so that
each can be traced to the figures it is made of. Nothing is rounded here.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Protocol

from pipeline.model.figures import Doubt, Figure, State
from pipeline.model.lacks import Lack

# The signs in a composed key, which says how the number is calculated: "a ÷ b", "a − b", "a + b", "previous a".
DIVIDED, LESS, PLUS, PREVIOUS = " ÷ ", " − ", " + ", "previous "
PARTIAL_MARK = "*"  # behind a sum over an incomplete set
DOUBT_MARK = "†"  # behind a number that includes one that nobody has confirmed yet
MARKS = DOUBT_MARK + PARTIAL_MARK


class Shown(Protocol):
    """What can be printed as a number: a figure of the run, or a number calculated from figures."""

    @property
    def key(self) -> str: ...
    @property
    def unit(self) -> str: ...
    @property
    def value(self) -> int | Decimal | None: ...
    @property
    def state(self) -> State: ...
    @property
    def missing(self) -> tuple[Lack, ...]: ...
    @property
    def doubts(self) -> tuple[Doubt, ...]: ...
    @property
    def low(self) -> int | Decimal: ...
    @property
    def high(self) -> int | Decimal: ...


def marks_of(shown: Shown) -> str:
    """The marks behind the number: "†", "*", both, or "" where it needs none."""
    return (DOUBT_MARK if shown.doubts else "") + (PARTIAL_MARK if shown.state is State.PARTIAL else "")


@dataclass(frozen=True, slots=True)
class Derived:
    """A number made of figures. ``digits`` is how many decimals it is printed with; ``value`` keeps them all.

    ``reach`` is the lowest and the highest value that it may have once the doubts about its figures are settled; None
    without doubts.
    """

    key: str
    unit: str
    value: int | Decimal | None
    state: State
    missing: tuple[Lack, ...] = ()
    digits: int = 0
    doubts: tuple[Doubt, ...] = ()
    reach: tuple[int | Decimal, int | Decimal] | None = None

    @property
    def low(self) -> int | Decimal:
        return (self.value or 0) if self.reach is None else self.reach[0]

    @property
    def high(self) -> int | Decimal:
        return (self.value or 0) if self.reach is None else self.reach[1]


def ratio(top: Shown, bottom: Shown, unit: str, digits: int = 1) -> Derived:
    """One number divided by another: 19,644건 ÷ 3,364명 is 5.8…건 per person.

    No value where either has none, or where it would be divided by 0 (not applicable then, never 0 or infinite).
    """
    return _quotient(top, bottom, unit, digits, 1)


def percent(top: Shown, bottom: Shown, digits: int = 1) -> Derived:
    """One number as a percentage of another; without a value in the same cases as ``ratio``."""
    return _quotient(top, bottom, "%", digits, 100)


def _quotient(top: Shown, bottom: Shown, unit: str, digits: int, scale: int) -> Derived:
    key = f"{top.key}{DIVIDED}{bottom.key}"
    if top.value is None or bottom.value is None or bottom.value == 0:
        state = State.MISSING if State.MISSING in (top.state, bottom.state) else State.NOT_APPLICABLE
        return Derived(key, unit, None, state, _missing((top, bottom)), digits)
    value = Decimal(top.value) * scale / Decimal(bottom.value)
    parts, doubts = (top, bottom), _doubts((top, bottom))
    reach = None
    if doubts:
        reach = _reach_of_quotient(top, bottom, scale)
    return Derived(key, unit, value, _state(value, parts), _missing(parts), digits, doubts, reach)


def _reach_of_quotient(top: Shown, bottom: Shown, scale: int) -> tuple[Decimal, Decimal]:
    """The lowest and the highest possible quotient; without limits where the divisor may be 0 or less."""
    if bottom.low <= 0:
        return Decimal("-Infinity"), Decimal("Infinity")
    ends = [Decimal(part) * scale / Decimal(by) for part in (top.low, top.high) for by in (bottom.low, bottom.high)]
    return min(ends), max(ends)


def difference(first: Shown, second: Shown) -> Derived:
    """``first`` minus ``second``, in the unit of the first; no value where either has none."""
    key = f"{first.key}{LESS}{second.key}"
    if first.value is None or second.value is None:
        state = State.MISSING if State.MISSING in (first.state, second.state) else State.NOT_APPLICABLE
        return Derived(key, first.unit, None, state, _missing((first, second)))
    value = first.value - second.value
    parts, doubts = (first, second), _doubts((first, second))
    reach = (first.low - second.high, first.high - second.low) if doubts else None
    return Derived(key, first.unit, value, _state(value, parts), _missing(parts), doubts=doubts, reach=reach)


def total(parts: Sequence[Shown], unit: str) -> Derived:
    """The sum of ``parts``; partial where one of them is missing or partial. Where none has a value it is missing, or
    not applicable if all parts are.

    Only for parts that may be added: months of one measure, say, never people over rounds. Raises ValueError where
    there are no parts.
    """
    if not parts:
        raise ValueError("nothing to add up")
    key = PLUS.join(part.key for part in parts)
    known = [part.value for part in parts if part.value is not None]
    if not known:
        all_empty = all(part.state is State.NOT_APPLICABLE for part in parts)
        return Derived(key, unit, None, State.NOT_APPLICABLE if all_empty else State.MISSING, _missing(parts))
    value = sum(known)
    gone = any(part.state is State.MISSING for part in parts)
    state, doubts = State.PARTIAL if gone else _state(value, parts), _doubts(parts)
    reach = (sum(part.low for part in parts), sum(part.high for part in parts)) if doubts else None
    return Derived(key, unit, value, state, _missing(parts), doubts=doubts, reach=reach)


def previous(figure: Figure) -> Derived:
    """A figure of the year before, with a key of its own."""
    return Derived(f"{PREVIOUS}{figure.key}", figure.unit, figure.value, figure.state, figure.missing)


def figures_named(key: str) -> tuple[str, ...]:
    """The keys of the figures in a (composed) key, each once, in order."""
    parts = [key]
    for sign in (DIVIDED, LESS, PLUS):
        parts = [piece for part in parts for piece in part.split(sign)]
    return tuple(dict.fromkeys(parts))


def _state(value: int | Decimal, parts: Iterable[Shown]) -> State:
    if any(part.state is State.PARTIAL for part in parts):
        return State.PARTIAL
    return State.VALUE if value else State.ZERO


def _doubts(parts: Iterable[Shown]) -> tuple[Doubt, ...]:
    return tuple(dict.fromkeys(doubt for part in parts for doubt in part.doubts))


def _missing(parts: Iterable[Shown]) -> tuple[Lack, ...]:
    return tuple(dict.fromkeys(lack for part in parts for lack in part.missing))
