"""What the kinds of chart share: where panels stand, their titles, which series is this year's, words for no value.

Comes in: a chart block's panels and the canvas. Goes out: rectangles in mm, texts, choices. It must not draw data.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence

from pipeline.assets.palette import NAVY
from pipeline.count.derived import PARTIAL_MARK
from pipeline.model.figures import State
from pipeline.report.blocks import Panel, Point, Series
from pipeline.report.charts.canvas import Box, Canvas, Lettering
from pipeline.report.charts.labels import Label, draw, fit_all

GAP = 6.0  # mm between two panels
TITLE_SIZE = 10.0
LABEL_SIZE = 8.0
VALUE_SIZE = 9.0
HATCH = "////"
_NO_DATA = "자료 없음"
_MISSING_WORD = "미제출"
_NOT_APPLICABLE_WORD = "해당없음"
_TITLE_GAP = 1.6
_PAST = re.compile("작년|전년|지난해")


def panel_width(whole: float, in_a_row: int) -> float:
    """The width in mm of each of ``in_a_row`` panels on a picture ``whole`` mm wide."""
    return (whole - GAP * (in_a_row - 1)) / in_a_row


def panel_boxes(canvas: Canvas, count: int, in_a_row: int) -> list[Box]:
    """One box per panel, row by row from the top left; a last row that is not full leaves its right side empty."""
    rows = math.ceil(count / in_a_row)
    width = panel_width(canvas.box.width, in_a_row)
    height = (canvas.box.height - GAP * (rows - 1)) / rows
    boxes = []
    for index in range(count):
        row, column = divmod(index, in_a_row)
        boxes.append(Box(column * (width + GAP), canvas.box.height - (row + 1) * height - row * GAP, width, height))
    return boxes


def draw_titles(canvas: Canvas, panels: Sequence[Panel], boxes: Sequence[Box]) -> list[Box]:
    """Write each panel's title at its top left, all at one size; the boxes that remain below them."""
    if not boxes:
        return []
    titles = _titles(canvas, panels, boxes[0].width)
    for title, box in zip(titles, boxes, strict=True):
        draw(canvas, title, box.left, box.top, Lettering(title.size, bold=True, color=NAVY, align="left"))
    return [box.less(top=title_height(canvas, panels, box.width)) for box in boxes]


def title_height(canvas: Canvas, panels: Sequence[Panel], width: float) -> float:
    """How many mm the titles take at the top of panels ``width`` mm wide; 0 where no panel has one."""
    if not any(panel.title for panel in panels):
        return 0.0
    return max(title.height for title in _titles(canvas, panels, width)) + _TITLE_GAP


def _titles(canvas: Canvas, panels: Sequence[Panel], width: float) -> list[Label]:
    return fit_all(canvas, [panel.title for panel in panels], width, TITLE_SIZE, least=7.5, bold=True)


def draw_no_data(canvas: Canvas, box: Box) -> None:
    """Say in the middle of the box that there is nothing to draw."""
    x, y = box.middle
    canvas.text(x, y, _NO_DATA, Lettering(VALUE_SIZE))


def shown_text(point: Point) -> str:
    """What stands at a point: its own text, the word for a value that is not there, a mark on a partial sum."""
    if point.state is State.NOT_APPLICABLE:
        return point.text or _NOT_APPLICABLE_WORD
    if is_missing(point):
        return point.text or _MISSING_WORD
    if point.state is State.PARTIAL and not point.text.endswith(PARTIAL_MARK):
        return point.text + PARTIAL_MARK
    return point.text


def is_missing(point: Point) -> bool:
    """Whether nothing was submitted for this point: neither a zero nor 해당없음."""
    return point.state is State.MISSING or (point.value is None and point.state is not State.NOT_APPLICABLE)


def value_of(point: Point) -> float | None:
    """The number to draw, or None where there is none. Raises ``ValueError`` for a number that cannot be drawn."""
    if point.value is None or is_missing(point) or point.state is State.NOT_APPLICABLE:
        return None
    if not math.isfinite(point.value):
        raise ValueError(f"{point.label}: {point.value} is not a number that can be drawn")
    return float(point.value)


def values_of(panel: Panel) -> list[float]:
    """All numbers of a panel that can be drawn."""
    points = (point for series in panel.series for point in series.points)
    return [value for point in points if (value := value_of(point)) is not None]


def printed_numbers(panel: Panel) -> list[str]:
    """The texts of all numbers of a panel."""
    return [shown_text(point) for series in panel.series for point in series.points if value_of(point) is not None]


def highest(points: Sequence[Point]) -> frozenset[int]:
    """The indexes of the highest values; empty where several points are all equal or there is none above zero, and
    where a number in doubt could turn which is the highest.
    """
    values = {index: value for index, point in enumerate(points) if (value := value_of(point)) is not None}
    top = max(values.values(), default=0.0)
    found = frozenset(index for index, value in values.items() if value == top)
    if any(points[index].reach is not None for index in values):
        least = min((_reach(points[index])[0] for index in found), default=0.0)
        found = found if all(_reach(points[i])[1] < least for i in values if i not in found) else frozenset()
    return frozenset() if top <= 0 or (len(values) > 1 and len(found) == len(values)) else found


def _reach(point: Point) -> tuple[float, float]:
    value = value_of(point) or 0.0
    return point.reach or (value, value)


def latest_series(series: Sequence[Series]) -> int | None:
    """Which series is this year's: the one of the latest year by the names ("2021년", "’21년"), or None without years.

    Names like "전년" count as before any other.
    """
    years = [_year_in(one.name) for one in series]
    if all(year is None for year in years):
        past = [bool(_PAST.search(one.name)) for one in series]
        return past.index(False) if any(past) and not all(past) else None
    return max(range(len(series)), key=lambda index: years[index] or 0)


def _year_in(name: str) -> int | None:
    found = re.search(r"(?<!\d)(?:(\d{4})|['’‘](\d{2}))(?!\d)", name)
    if found is None:
        return None
    return int(found.group(1)) if found.group(1) else 2000 + int(found.group(2))
