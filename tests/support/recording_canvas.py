"""A canvas that remembers what was drawn on it, so that tests can ask about places instead of pixels.

Comes in: the drawing calls of ``report.charts``. Goes out: the boxes, lines and texts with their places in mm. Text
boxes are a little narrower and lower than the ink at its widest, so that touching labels do not count as overlapping.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

from pipeline.report.charts.canvas import MM_PER_POINT, Box, Canvas, Lettering, Paint, Pen

_DIGIT_HEIGHT = 0.74  # of the font size: how high digits and Hangul stand above the baseline


@dataclass(frozen=True)
class DrawnText:
    text: str
    box: Box
    look: Lettering


@dataclass(frozen=True)
class DrawnBox:
    box: Box
    paint: Paint


@dataclass(frozen=True)
class DrawnLine:
    points: tuple[tuple[float, float], ...]
    pen: Pen


class RecordingCanvas(Canvas):
    def __init__(self, width: float, height: float) -> None:
        super().__init__(width, height)
        self.texts: list[DrawnText] = []
        self.boxes: list[DrawnBox] = []
        self.lines: list[DrawnLine] = []

    def rectangle(self, place: Box, paint: Paint) -> None:
        self.boxes.append(DrawnBox(place, paint))
        super().rectangle(place, paint)

    def line(self, points: Sequence[tuple[float, float]], pen: Pen) -> None:
        self.lines.append(DrawnLine(tuple(points), pen))
        super().line(points, pen)

    def text(self, x: float, y: float, text: str, lettering: Lettering) -> None:
        self.texts.append(DrawnText(text, self._text_box(x, y, text, lettering), lettering))
        super().text(x, y, text, lettering)

    def _text_box(self, x: float, y: float, text: str, look: Lettering) -> Box:
        width = self.text_width(text, look.size, bold=look.bold)
        height = look.size * MM_PER_POINT * _DIGIT_HEIGHT
        if look.upright:
            width, height = height, width
        left = {"left": x, "center": x - width / 2, "right": x - width}[look.align]
        bottom = {"baseline": y, "bottom": y, "center": y - height / 2, "top": y - height}[look.above]
        return Box(left, bottom, width, height)

    def printed(self) -> list[str]:
        """All texts in the order in which they were drawn."""
        return [drawn.text for drawn in self.texts]

    def text_of(self, text: str) -> DrawnText:
        """The one place where this text is drawn."""
        (found,) = [drawn for drawn in self.texts if drawn.text == text]
        return found

    def filled(self, *fills: str) -> list[Box]:
        """The boxes painted plainly in one of these colours."""
        return [drawn.box for drawn in self.boxes if drawn.paint.fill in fills and not drawn.paint.hatch]

    def overlaps(self) -> list[tuple[str, str]]:
        """The pairs of texts that overlap."""
        return [(one.text, two.text) for one, two in combinations(self.texts, 2) if _meet(one.box, two.box)]

    def outside(self) -> list[str]:
        """The texts that extend beyond the edge of the picture."""
        page = self.box
        return [
            drawn.text
            for drawn in self.texts
            if drawn.box.left < page.left - 0.1
            or drawn.box.right > page.right + 0.1
            or drawn.box.bottom < page.bottom - 0.1
            or drawn.box.top > page.top + 0.1
        ]


def _meet(one: Box, two: Box) -> bool:
    slack = 0.05
    return (
        one.left + slack < two.right
        and two.left + slack < one.right
        and one.bottom + slack < two.top
        and two.bottom + slack < one.top
    )
