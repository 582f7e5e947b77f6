"""How wide text will be, and from that the widths of a table's columns and where its header lines break.

Comes in: text, sizes in points, relative weights. Goes out: widths in twips that add up to the page's text width, and
lines. Widths are measured with NanumGothic, whose Hangul and digits are wider than those of 맑은 고딕, so that what
fits here fits in Word. It must not build any document.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise

from PIL import ImageFont

from pipeline.assets import FONT_BOLD, FONT_REGULAR
from pipeline.report.layout.styles import TWIPS_PER_POINT

_UNITS = 1000
SCRIPT_GAP = 0.25  # em; LibreOffice puts a gap between Latin and Hangul, whatever the document says
_ALLOWANCE = 1.03  # for hinting and rounding


@lru_cache(maxsize=2)
def _font(bold: bool) -> ImageFont.FreeTypeFont:
    path = FONT_BOLD if bold else FONT_REGULAR
    return ImageFont.truetype(str(path), _UNITS, layout_engine=ImageFont.Layout.BASIC)


@lru_cache(maxsize=8192)
def _advance(character: str, bold: bool) -> float:
    return _font(bold).getlength(character) / _UNITS


def _is_wide(character: str) -> bool:
    return ord(character) >= 0x1100


def text_width(text: str, size: float, *, bold: bool = False) -> int:
    """Width in twips of one line of ``text`` at ``size`` points, on the generous side."""
    ems = sum(_advance(character, bold) for character in text)
    dense = text.replace(" ", "")
    ems += SCRIPT_GAP * sum(_is_wide(left) != _is_wide(right) for left, right in pairwise(dense))
    return round(ems * size * TWIPS_PER_POINT * _ALLOWANCE)


_SPACE = re.compile(r"[^\S\u00a0]+")  # a no-break space does not separate


def pieces(text: str) -> list[str]:
    """The stretches of ``text`` that should stay on one line. Spaced-out words ("구 분") are one stretch."""
    found: list[str] = []
    for line in text.split("\n"):
        words = [word for word in _SPACE.split(line) if word]
        spaced_out = len(words) > 1 and all(len(word) == 1 for word in words)
        found += [" ".join(words)] if spaced_out else words
    return found


def breakable(piece: str) -> bool:
    """Whether a line may end inside ``piece`` without harm: a word of Hangul alone, unlike "(4.20~6.13)" or "136건"."""
    return all("가" <= character <= "힣" for character in piece)


def wrap(text: str, width: int, size: float, *, bold: bool = False) -> list[str]:
    """Lines of ``text``, broken at its line ends and, where a line is wider than ``width`` twips, at spaces."""
    lines: list[str] = []
    for given in text.split("\n"):
        current = ""
        for piece in _grouped(pieces(given), width, size, bold=bold) or [""]:
            longer = f"{current} {piece}" if current else piece
            if current and text_width(longer, size, bold=bold) > width:
                lines.append(current)
                current = piece
            else:
                current = longer
        lines.append(current)
    return lines


def _grouped(words: list[str], width: int, size: float, *, bold: bool) -> list[str]:
    """The words, with the words inside one pair of brackets joined again, and a lone sign joined to the word after
    it.
    """
    joined: list[str] = []
    inside = False
    for word in words:
        together = f"{joined[-1]} {word}" if inside else word
        if inside and text_width(together, size, bold=bold) <= width:
            joined[-1] = together
        else:
            joined.append(word)
            inside = False
        lone_sign = len(word) == 1 and not word.isalnum()
        inside = lone_sign or ((inside or word.startswith("(")) and ")" not in word)
    return joined


def share_out(total: int, weights: Sequence[float], minimums: Sequence[int]) -> list[int]:
    """Widths by weight that add up to exactly ``total``, none below its minimum.

    Where the minimums alone exceed ``total`` they are scaled down to it: a table is never wider than the text.
    """
    if sum(minimums) >= total:
        return _rounded([total * minimum / sum(minimums) for minimum in minimums], total)
    held: set[int] = set()
    while True:
        rest = total - sum(minimums[index] for index in held)
        weight = sum(weights[index] for index in range(len(weights)) if index not in held)
        widths = [
            float(minimums[index]) if index in held else rest * weights[index] / weight for index in range(len(weights))
        ]
        short = {index for index, width in enumerate(widths) if index not in held and width < minimums[index]}
        if not short:
            return _rounded(widths, total)
        held |= short


def _rounded(widths: Sequence[float], total: int) -> list[int]:
    """Whole numbers that keep the sum: the boundaries are rounded, not the widths."""
    edges = [0]
    reached = 0.0
    for width in widths:
        reached += width
        edges.append(round(reached))
    edges[-1] = total
    return [right - left for left, right in pairwise(edges)]
