"""The report's colours, shared by the document and its charts: one accent, one tint, greys; nothing else.

Comes in: nothing. Goes out: six hex digits each, without "#". In grey print NAVY is almost black and TINT light grey,
so that the two can be told apart without colour. Nothing here draws.
"""

from __future__ import annotations

NAVY = "1F3864"
TINT = "9DB2D6"
HEADER_FILL = "DFE6F7"
TOTAL_FILL = "F5F7FB"
LINE = "BFBFBF"
GREY = "595959"


def thinned(share: float) -> str:
    """The tint thinned towards white: 0 is white, 1 the tint itself; other shares are limited to this range."""
    held = min(max(share, 0.0), 1.0)
    channels = (int(TINT[start : start + 2], 16) for start in (0, 2, 4))
    return "".join(f"{round(255 - (255 - channel) * held):02X}" for channel in channels)
