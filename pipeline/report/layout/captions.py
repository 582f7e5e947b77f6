"""What stands above and below a table or chart apart from its caption: the unit line and the notes.

Comes in: a block. Goes out: text. It must not know a file format.
"""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.count.derived import DOUBT_MARK, PARTIAL_MARK
from pipeline.model.figures import State
from pipeline.report.blocks import ChartBlock, TableBlock, text_of

PARTIAL_NOTE = f"{PARTIAL_MARK} 미제출·확인 중 제외"
DOUBT_NOTE = "† 확인 중인 수를 그대로 넣은 값임"
NOTE_MARK = "※"


def shows_partial(block: ChartBlock) -> bool:
    """Whether the chart draws a sum over an incomplete set or has one in the title of a panel."""
    points = (point for panel in block.panels for series in panel.series for point in series.points)
    titles = (panel.title for panel in block.panels)
    return any(point.state is State.PARTIAL for point in points) or any(PARTIAL_MARK in title for title in titles)


def notes_of(block: TableBlock | ChartBlock, *, partial: bool) -> list[str]:
    """The block's notes; where it prints a marked number and no note explains the mark, with a note that does."""
    notes = list(block.notes)
    for mark, is_printed, words in (
        (PARTIAL_MARK, partial, PARTIAL_NOTE),
        (DOUBT_MARK, any(DOUBT_MARK in text for text in _texts(block)), DOUBT_NOTE),
    ):
        notes += [words] if is_printed and not any(mark in note for note in block.notes) else []
    return notes


def _texts(block: TableBlock | ChartBlock) -> Iterator[str]:
    if isinstance(block, TableBlock):
        yield from (text_of(line) for row in block.rows for cell in row.cells if cell for line in cell.lines)
        return
    for panel in block.panels:
        yield panel.title
        yield from (point.text for series in panel.series for point in series.points)


def unit_line(unit: str) -> str:
    """The unit above a table, in brackets."""
    return unit if unit.startswith("(") else f"(단위: {unit})"


def note_text(note: str) -> str:
    """A note without a mark of its own: the mark comes from the style and would appear twice."""
    return note.strip().removeprefix(NOTE_MARK).strip()
