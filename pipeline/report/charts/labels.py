"""Labels that fit: a text is broken into lines and, only where needed, made smaller, so that it never touches its
neighbour.

Comes in: a text and the room for it in mm. Goes out: lines and a size in points. No letter is ever dropped. It must not
decide where a label stands.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from pipeline.report.charts.canvas import MM_PER_POINT, Canvas, Lettering, drawable

LEADING = 1.22  # of the font size
SMALLEST = 6.0
_MOST_LINES = 4


@dataclass(frozen=True, slots=True)
class Label:
    """Lines of text at one size (pt)."""

    lines: tuple[str, ...]
    size: float

    @property
    def height(self) -> float:
        """The height in mm."""
        return len(self.lines) * line_step(self.size)


def line_step(size: float) -> float:
    """From one line of a label to the next, in mm."""
    return size * LEADING * MM_PER_POINT


def digit_height(size: float) -> float:
    """Height in mm to leave for one line of digits at ``size`` points."""
    return size * MM_PER_POINT


def fit_all(
    canvas: Canvas, texts: Sequence[str], room: float, size: float, *, least: float = SMALLEST, bold: bool = False
) -> list[Label]:
    """One label per text, all at the largest common size (in half points) at which each stands within ``room`` mm."""
    current = size
    while current > least:
        wrapped = [_wrap(canvas, text, room, current, bold=bold) for text in texts]
        if all(lines is not None and len(lines) <= _MOST_LINES for lines in wrapped):
            return [Label(tuple(lines or ()), current) for lines in wrapped]
        current -= 0.5
    return [Label(tuple(_broken(canvas, text, room, least, bold=bold)), least) for text in texts]


def size_for(
    canvas: Canvas, texts: Iterable[str], room: float, size: float, *, least: float = SMALLEST, bold: bool = False
) -> float | None:
    """The largest size up to ``size`` at which every text stands on one line in ``room`` mm; None below ``least``."""
    widest = max((canvas.text_width(text, size, bold=bold) for text in texts), default=0.0)
    if widest <= room:
        return size
    fitted = int(2 * size * room / widest) / 2
    return fitted if fitted >= least else None


def draw(canvas: Canvas, label: Label, x: float, top: float, lettering: Lettering | None = None) -> None:
    """Draw the label's lines downwards from ``top`` mm, in grey by default; the size is the label's own."""
    look = replace(lettering or Lettering(label.size), size=label.size)
    for number, line in enumerate(label.lines):
        if line:
            canvas.text(x, top - number * line_step(label.size) - digit_height(label.size), line, look)


def _wrap(canvas: Canvas, text: str, room: float, size: float, *, bold: bool) -> list[str] | None:
    """Lines broken at line ends and at spaces, or None where a single word is wider than ``room``."""
    lines: list[str] = []
    for given in drawable(text).split("\n"):
        current = ""
        for word in given.split() or [""]:
            if canvas.text_width(word, size, bold=bold) > room:
                return None
            longer = f"{current} {word}" if current else word
            if current and canvas.text_width(longer, size, bold=bold) > room:
                lines.append(current)
                longer = word
            current = longer
        lines.append(current)
    return lines


def _broken(canvas: Canvas, text: str, room: float, size: float, *, bold: bool) -> list[str]:
    """Lines broken anywhere: the last resort for a long name in a narrow place."""
    lines: list[str] = []
    for given in drawable(text).split("\n"):
        current = ""
        for character in given:
            if current and canvas.text_width(current + character, size, bold=bold) > room:
                lines.append(current.strip())
                current = ""
            current += character
        lines.append(current.strip())
    return lines
