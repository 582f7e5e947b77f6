"""What stands above and below a table or a chart beside its caption: the unit line and the notes.

Comes in: a block. Goes out: text. It must not know a file format.
"""

from __future__ import annotations

from pipeline.model.figures import State
from pipeline.report.blocks import ChartBlock, TableBlock
from pipeline.report.layout.tables import PARTIAL_MARK

PARTIAL_NOTE = "* 아직 들어오지 않았거나 확인 중인 자료를 뺀 합계임"
NOTE_MARK = "※"


def shows_partial(block: ChartBlock) -> bool:
    """Whether a sum over an incomplete set is drawn, or stands in the title of a panel."""
    points = (point for panel in block.panels for series in panel.series for point in series.points)
    titles = (panel.title for panel in block.panels)
    return any(point.state is State.PARTIAL for point in points) or any(PARTIAL_MARK in title for title in titles)


def notes_of(block: TableBlock | ChartBlock, *, partial: bool) -> list[str]:
    """The block's notes; where it prints a marked sum and no note says what the mark means, one that does."""
    explained = any(PARTIAL_MARK in note for note in block.notes)
    return [*block.notes, *([PARTIAL_NOTE] if partial and not explained else [])]


def unit_line(unit: str) -> str:
    """The unit above a table, in brackets."""
    return unit if unit.startswith("(") else f"(단위: {unit})"


def note_text(note: str) -> str:
    """A note without a mark of its own: the mark comes from the style, and two would show."""
    return note.strip().removeprefix(NOTE_MARK).strip()
