"""A chart made ready to be shown: its bars in order, the text at each, and which of them are highlighted.

Comes in: a ``ChartBlock``. Goes out: a ``PreparedChart``, the single source for drawing the pictures and writing the
Word charts. It must not know how either looks: no colour, no size.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import count

from pipeline.count.derived import PARTIAL_MARK
from pipeline.model.figures import State
from pipeline.model.words import NOT_APPLICABLE, NOT_SUBMITTED
from pipeline.report.blocks import ChartBlock, Panel, Point

MATRIX = "heatmap"
KINDS = frozenset({"bars", "grouped", "trend", MATRIX, "rates"})


@dataclass(frozen=True, slots=True)
class Bar:
    """One value: a bar, or a cell of a matrix. ``value`` is None where there is nothing to draw; ``text`` is then a
    word. ``strong`` bars have the accent colour, ``partial`` ones are sums over an incomplete set, ``missing`` ones
    were not submitted.
    """

    name: str
    text: str
    value: float | None
    strong: bool = False
    partial: bool = False
    missing: bool = False


@dataclass(frozen=True, slots=True)
class BarSeries:
    """Bars of one colour, or a row of a matrix; ``strong`` is this year's among several."""

    name: str
    bars: tuple[Bar, ...]
    strong: bool = False


@dataclass(frozen=True, slots=True)
class PreparedPanel:
    """One small chart with its title."""

    title: str
    series: tuple[BarSeries, ...]

    @property
    def slots(self) -> int:
        """How many places there are along the axis."""
        return max((len(series.bars) for series in self.series), default=0)

    @property
    def names(self) -> list[str]:
        """The label of each place along the axis."""
        return [bar.name for bar in self.series[0].bars] if self.series else []

    @property
    def bars(self) -> Iterator[Bar]:
        """All bars, series by series."""
        return (bar for series in self.series for bar in series.bars)

    @property
    def values(self) -> list[float]:
        """All numbers that can be drawn."""
        return [bar.value for bar in self.bars if bar.value is not None]

    @property
    def numbers(self) -> list[str]:
        """The texts of all numbers."""
        return [bar.text for bar in self.bars if bar.value is not None]

    def share(self, bar: Bar) -> float:
        """The bar's value as a share of the panel's highest: from 0 to 1, 0 for negative values."""
        high = max([0.0, *self.values])
        return max(bar.value or 0.0, 0.0) / high if high > 0 else 0.0


@dataclass(frozen=True, slots=True)
class PreparedChart:
    """A chart with at least one panel; the other fields are the block's own."""

    key: str
    kind: str
    panels: tuple[PreparedPanel, ...]
    height_mm: float


def prepare(block: ChartBlock) -> PreparedChart:
    """The block's bars. Raises ``ValueError`` for an unknown kind and for a number that is not finite."""
    if block.kind not in KINDS:
        raise ValueError(f"{block.key}: unknown kind of chart {block.kind!r}")
    panels = block.panels or (Panel("", ()),)
    return PreparedChart(block.key, block.kind, tuple(_panel(one, block.kind) for one in panels), block.height_mm)


def _panel(panel: Panel, kind: str) -> PreparedPanel:
    if kind == MATRIX:
        return _matrix(panel)
    if len(panel.series) == 1:
        points = panel.series[0].points
        strong = _highest(points)
        bars = tuple(_bar(point, index in strong) for index, point in enumerate(points))
        return PreparedPanel(panel.title, (BarSeries(panel.series[0].name, bars, strong=True),))
    accent = max((order for order, series in enumerate(panel.series) if series.is_current), default=-1)
    return PreparedPanel(
        panel.title,
        tuple(
            BarSeries(series.name, tuple(_bar(point, order == accent) for point in series.points), order == accent)
            for order, series in enumerate(panel.series)
        ),
    )


def _matrix(panel: Panel) -> PreparedPanel:
    """Only the highest of all cells has the accent colour; none where a number in doubt could change which one it
    is.
    """
    strong = _highest([point for series in panel.series for point in series.points])
    place = count()
    return PreparedPanel(
        panel.title,
        tuple(
            BarSeries(series.name, tuple(_bar(point, next(place) in strong) for point in series.points))
            for series in panel.series
        ),
    )


def _bar(point: Point, strong: bool) -> Bar:
    partial = point.state is State.PARTIAL
    return Bar(point.label, _text(point), _value(point), strong, partial, _is_missing(point))


def _text(point: Point) -> str:
    """The text at a point: its own, or the word for a missing value; a partial sum gets its mark."""
    if point.state is State.NOT_APPLICABLE:
        return point.text or NOT_APPLICABLE
    if _is_missing(point):
        return point.text or NOT_SUBMITTED
    if point.state is State.PARTIAL and not point.text.endswith(PARTIAL_MARK):
        return point.text + PARTIAL_MARK
    return point.text


def _is_missing(point: Point) -> bool:
    """Whether nothing was submitted for this point: neither a zero nor 해당없음."""
    return point.state is State.MISSING or (point.value is None and point.state is not State.NOT_APPLICABLE)


def _value(point: Point) -> float | None:
    if point.value is None or _is_missing(point) or point.state is State.NOT_APPLICABLE:
        return None
    if not math.isfinite(point.value):
        raise ValueError(f"{point.label}: {point.value} is not a number that can be drawn")
    return float(point.value)


def _highest(points: Sequence[Point]) -> frozenset[int]:
    """The indexes of the highest values; empty where several points are all equal, where none is above zero, and where
    a number in doubt could change which is the highest.
    """
    values = {index: value for index, point in enumerate(points) if (value := _value(point)) is not None}
    top = max(values.values(), default=0.0)
    found = frozenset(index for index, value in values.items() if value == top)
    if any(points[index].reach is not None for index in values):
        least = min((_reach(points[index])[0] for index in found), default=0.0)
        found = found if all(_reach(points[i])[1] < least for i in values if i not in found) else frozenset()
    return frozenset() if top <= 0 or (len(values) > 1 and len(found) == len(values)) else found


def _reach(point: Point) -> tuple[float, float]:
    value = _value(point) or 0.0
    return point.reach or (value, value)
