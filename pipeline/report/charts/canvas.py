"""A sheet of paper in millimetres on which the charts are drawn, and the PNG made of it.

Comes in: shapes and texts with places in mm from the bottom left, sizes in points. Goes out: a PNG file, the same bytes
each time. Text is measured with the same font that draws it. It must not know what a chart is, and it never draws an
empty box for a character: one that the font lacks stops the run.
"""

from __future__ import annotations

import io
import unicodedata
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import matplotlib
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties, get_font
from matplotlib.ft2font import LoadFlags
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle
from matplotlib.patheffects import withStroke
from PIL import Image

from pipeline.assets import FONT_BOLD, FONT_REGULAR
from pipeline.assets.palette import GREY
from pipeline.errors import SelfCheckError

DPI = 200
MM_PER_INCH = 25.4
_FONT_UNITS = 64  # FreeType counts in 64ths of a pixel
MM_PER_POINT = MM_PER_INCH / 72

# Signs that people type but NanumGothic lacks, with similar ones that it has.
_DRAWN_AS = str.maketrans({"\u2212": "-", "\u2024": "·", "\u2027": "·", "\u00a0": " ", "\u200b": "", "\u2060": ""})


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in mm."""

    left: float
    bottom: float
    width: float
    height: float

    @property
    def top(self) -> float:
        """The upper edge."""
        return self.bottom + self.height

    @property
    def right(self) -> float:
        """The right edge."""
        return self.left + self.width

    @property
    def middle(self) -> tuple[float, float]:
        """The centre as (x, y)."""
        return self.left + self.width / 2, self.bottom + self.height / 2

    def less(self, *, left: float = 0.0, right: float = 0.0, top: float = 0.0, bottom: float = 0.0) -> Box:
        """The box without strips along its sides; never lower than 1 mm."""
        width, height = self.width - left - right, self.height - top - bottom
        return Box(self.left + left, self.bottom + bottom, width, max(height, 1.0))


@dataclass(frozen=True, slots=True)
class Paint:
    """How a box looks: palette colours or "" for none; ``hatch`` strokes are drawn in ``edge``."""

    fill: str = ""
    edge: str = ""
    hatch: str = ""
    dashed: bool = False


@dataclass(frozen=True, slots=True)
class Pen:
    """How a line looks: ``width`` in points, ``dash`` the lengths of its strokes and gaps."""

    color: str
    width: float = 0.6
    dash: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Lettering:
    """How a text looks. ``above`` is matplotlib's vertical alignment; ``halo`` keeps it readable on top of lines."""

    size: float
    bold: bool = False
    color: str = GREY
    align: str = "center"
    above: str = "baseline"
    upright: bool = False
    halo: bool = False


@contextmanager
def quiet_defaults() -> Iterator[None]:
    """Matplotlib with its defaults, whatever settings file the machine has; any of its warnings is an error."""
    with matplotlib.rc_context(), warnings.catch_warnings():
        matplotlib.rcdefaults()
        matplotlib.rcParams["axes.unicode_minus"] = False
        matplotlib.rcParams["text.hinting"] = "none"  # because ``Canvas.text_width`` measures without hinting
        warnings.simplefilter("error")
        yield


def drawable(text: str) -> str:
    """``text`` as it can be drawn: composed Hangul, look-alike signs replaced. Line breaks stay. Raises
    ``SelfCheckError`` naming the first character that the chart font lacks.
    """
    shown = unicodedata.normalize("NFC", text).translate(_DRAWN_AS)
    for character in shown:
        if character != "\n" and ord(character) not in _letters():
            raise SelfCheckError(
                f"그래프 글꼴에 없는 글자 '{character}'(U+{ord(character):04X})가 있어 그래프를 그리지 못했습니다: "
                f"'{shown}'. 이 글자를 한글이나 숫자로 바꾸어 주세요.",
                details=(text,),
            )
    return shown


@lru_cache(maxsize=1)
def _letters() -> frozenset[int]:
    regular, bold = (set(get_font(str(path)).get_charmap()) for path in (FONT_REGULAR, FONT_BOLD))
    return frozenset(regular & bold)


@lru_cache(maxsize=64)
def _font(size: float, bold: bool) -> FontProperties:
    return FontProperties(fname=str(FONT_BOLD if bold else FONT_REGULAR), size=size)


@lru_cache(maxsize=2048)
def _line_width(line: str, size: float, *, bold: bool) -> float:
    """In mm. Cached: a label is measured again for every place where it might stand."""
    font = get_font(str(FONT_BOLD if bold else FONT_REGULAR))
    font.set_size(size, DPI)
    font.set_text(line, flags=LoadFlags.NO_HINTING)
    return float(font.get_width_height()[0] / _FONT_UNITS / DPI * MM_PER_INCH)


class Canvas:
    """One picture of ``width`` × ``height`` mm."""

    def __init__(self, width: float, height: float) -> None:
        self.box = Box(0.0, 0.0, width, height)
        self._figure = Figure(figsize=(width / MM_PER_INCH, height / MM_PER_INCH), dpi=DPI, facecolor="white")
        self._agg = FigureCanvasAgg(self._figure)
        self._axes: Axes = self._figure.add_axes((0, 0, 1, 1))
        self._axes.set_axis_off()
        self._axes.set_xlim(0, width)
        self._axes.set_ylim(0, height)

    def rectangle(self, place: Box, paint: Paint) -> None:
        """A box; without ``edge`` it has no outline."""
        self._axes.add_patch(
            Rectangle(
                (place.left, place.bottom),
                place.width,
                place.height,
                facecolor=f"#{paint.fill}" if paint.fill else "none",
                edgecolor=f"#{paint.edge}" if paint.edge else "none",
                linewidth=0.7 if paint.edge else 0.0,
                linestyle=(0, (3, 2)) if paint.dashed else "solid",
                hatch=paint.hatch or None,
                hatch_linewidth=0.5,
            )
        )

    def line(self, points: Sequence[tuple[float, float]], pen: Pen) -> None:
        """A line through ``points``."""
        xs, ys = zip(*points, strict=True)
        self._axes.add_line(
            Line2D(
                xs,
                ys,
                color=f"#{pen.color}",
                linewidth=pen.width,
                linestyle=(0, pen.dash) if pen.dash else "solid",
                solid_joinstyle="round",
            )
        )

    def text(self, x: float, y: float, text: str, lettering: Lettering) -> None:
        """One line of text at (x, y)."""
        made = self._axes.text(
            x,
            y,
            drawable(text),
            fontproperties=_font(lettering.size, lettering.bold),
            color=f"#{lettering.color}",
            ha=lettering.align,
            va=lettering.above,
            rotation=90 if lettering.upright else 0,
            parse_math=False,
        )
        if lettering.halo:
            made.set_path_effects([withStroke(linewidth=2.4, foreground="white")])

    def text_width(self, text: str, size: float, *, bold: bool = False) -> float:
        """Width in mm of the widest line of ``text``."""
        return max(_line_width(line, size, bold=bold) for line in drawable(text).split("\n"))

    def save(self, path: Path) -> None:
        """Write the picture without transparency; no date and no program name go into it."""
        pixels = io.BytesIO()
        self._figure.savefig(pixels, format="rgba", dpi=DPI)
        size = self._agg.get_width_height(physical=True)
        Image.frombytes("RGBA", size, pixels.getvalue()).convert("RGB").save(path, format="PNG", dpi=(DPI, DPI))
