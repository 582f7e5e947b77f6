"""What a report consists of: text blocks, tables and charts, independent of DOCX.

Comes in: values from ``report.sections``. Goes out: immutable blocks that the writers lay out. Every printed number
carries the key of the figure it shows, so that a test (and the ledger) can follow it back to its cells.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from pipeline.model.figures import State


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text. ``figure`` is the id of the figure that the text prints, "" where it prints none; ``target``
    is the text of the heading that it links to.
    """

    text: str
    bold: bool = False
    figure: str = ""
    target: str = ""


Inline = tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class TitleBox:
    """The report's title between two rules, and the grey status line below it (확정/잠정 · 기준일 · 제출 n/n ·
    부서).
    """

    title: str
    status: str
    provisional: bool


@dataclass(frozen=True, slots=True)
class KeyFigure:
    """One large number of the first page: "3,364명" over "모니터링 대상자"; ``change`` is the line that compares it
    with last year, or "".
    """

    value: Run
    label: str
    change: str = ""


@dataclass(frozen=True, slots=True)
class KeyFigures:
    items: tuple[KeyFigure, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """Level 1 is a part (its Ⅰ or [붙임 1] is in the text); level 2 has the mark □, which comes from the style; level 3
    is a bold line.
    """

    level: int
    text: str


@dataclass(frozen=True, slots=True)
class Item:
    """A line of the outline: level 1 is ○, level 2 is -, level 3 is ※. The mark comes from the style, not the text."""

    level: int
    runs: Inline


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Plain text without a mark; ``style`` is "body", "closing" (붙임 …  끝.), "attachment", or "contents" (차례)."""

    runs: Inline
    style: str = "body"


@dataclass(frozen=True, slots=True)
class PageBreak:
    pass


class Align(StrEnum):
    LEFT = "left"
    CENTER = "center"
    RIGHT = "right"


@dataclass(frozen=True, slots=True)
class TableColumn:
    """``width`` is a relative weight: the writer scales columns to the text width. ``header`` may hold line breaks."""

    header: str
    width: float = 1.0
    align: Align = Align.CENTER


@dataclass(frozen=True, slots=True)
class TableCell:
    """``lines`` are paragraphs inside the cell. ``state`` decides the look (미제출 is grey and not italic, a partial
    sum is marked).

    ``rows`` > 1 merges the cell with the ones below it (label columns only, never numbers); the cells below are
    None.
    """

    lines: tuple[Inline, ...]
    state: State = State.VALUE
    bold: bool = False
    align: Align | None = None
    rows: int = 1


@dataclass(frozen=True, slots=True)
class TableRow:
    """``total`` rows are bold on a pale fill."""

    cells: tuple[TableCell | None, ...]
    total: bool = False


@dataclass(frozen=True, slots=True)
class TableBlock:
    """A table with its caption (numbered by a field), unit line and notes.

    ``key`` names the table for tests and the sources appendix; ``total_columns`` are indexes of bold, pale-filled
    columns; ``header_columns`` counts the leading columns that are row headers.
    """

    key: str
    caption: str
    columns: tuple[TableColumn, ...]
    rows: tuple[TableRow, ...]
    unit: str = ""
    notes: tuple[str, ...] = ()
    total_columns: tuple[int, ...] = ()
    header_columns: int = 1
    small: bool = False


@dataclass(frozen=True, slots=True)
class Point:
    """One value of a chart. ``value`` is None where nothing was submitted; ``figure`` is the id of the figure shown.

    ``reach`` is the lowest and the highest value that it may have once doubts are settled; None without a doubt.
    """

    label: str
    value: float | None
    text: str
    figure: str = ""
    state: State = State.VALUE
    reach: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True)
class Series:
    """``is_current``: this year's series, as opposed to that of the year before."""

    name: str
    points: tuple[Point, ...]
    is_current: bool = True


@dataclass(frozen=True, slots=True)
class Panel:
    """One small chart: ``title`` says what is shown, in which unit, and the total."""

    title: str
    series: tuple[Series, ...]


@dataclass(frozen=True, slots=True)
class ChartBlock:
    """``kind``: "bars" (one series per panel, the highest bar in the accent colour), "grouped" (this year beside last),
    "trend"

    (one column per month), "heatmap" (series = rows, points = columns), "rates" (horizontal shares, 0–100 %).
    ``alt_text`` says the message of the picture in a sentence. ``key`` is also the picture's file name.
    """

    key: str
    kind: str
    caption: str
    alt_text: str
    panels: tuple[Panel, ...]
    height_mm: float = 50.0
    notes: tuple[str, ...] = ()


Block = TitleBox | KeyFigures | Heading | Item | Paragraph | PageBreak | TableBlock | ChartBlock


@dataclass(frozen=True, slots=True)
class Report:
    """A whole document. ``properties`` holds title, subject, author, keywords for the file's own properties."""

    title: str
    blocks: tuple[Block, ...]
    properties: dict[str, str] = field(default_factory=dict)
    header_text: str = ""
    footer_text: str = ""


def text_of(runs: Inline) -> str:
    """The plain text of a line."""
    return "".join(run.text for run in runs)


def line(*parts: str | Run) -> Inline:
    """A line from plain strings and runs: ``line("계 ", Run("3,364명", figure="…"))``."""
    return tuple(part if isinstance(part, Run) else Run(part) for part in parts)
