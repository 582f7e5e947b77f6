"""How a cell to mend looks: a ground and a heavy line that no template has, and its number before what it shows.

Comes in: a severity. Goes out: colours, lines and the words by which people are told of them. Violet and teal are in no
form of ours and in no conditional format of theirs; the two differ in the kind of their line as well as in colour.
"""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.model.findings import Severity

INK = "FF1F2937"


@dataclass(frozen=True, slots=True)
class MarkLook:
    """``fill``, ``line`` and the letters' ``ink`` are ARGB; ``border`` is the kind of line; ``words`` name the look."""

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
