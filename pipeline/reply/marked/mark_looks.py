"""The look of a cell to correct: a fill and a heavy border that no template has, and the request's number before its
value.

Comes in: a severity. Goes out: colours, borders and the words that describe them to people. No form of ours uses violet
or teal, in cells or in conditional formats; the two marks differ in the kind of border as well as in colour.
"""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.model.findings import Severity

INK = "FF1F2937"


@dataclass(frozen=True, slots=True)
class MarkLook:
    """``fill``, ``line`` and ``ink`` (the text colour) are ARGB; ``border`` is the kind of line; ``words`` describes
    the look.
    """

    fill: str
    line: str
    border: str
    words: str
    ink: str = INK


MARK_LOOKS = {
    Severity.ERROR: MarkLook("FFD8B4FE", "FF581C87", "thick", "보라색 굵은 실선 칸"),
    Severity.WARNING: MarkLook("FFA7EDE3", "FF0B4F4A", "mediumDashed", "청록색 굵은 점선 칸"),
}
MARK_FILLS = frozenset(look.fill for look in MARK_LOOKS.values())
