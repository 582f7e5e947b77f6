"""What the page can tell about each number: plain data, ready to be written as JSON.

Comes in: values that ``explain`` gives. Goes out: plain records without any logic. Nothing here is markup.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from pipeline.model.alongside import Comparison


@dataclass(frozen=True, slots=True)
class SourceCell:
    """A cell that was added up, with its value as the office would write it ("12건", "해당없음")."""

    file: str
    sheet: str
    cell: str
    value: str


@dataclass(frozen=True, slots=True)
class Explained:
    """One figure. ``value`` is None where there is none; ``names`` holds every name under which a user may search for
    it.

    ``text`` is the value as printed, or the word for its absence; ``made`` says how it was made; ``lacking`` what is
    missing from it and ``left_out`` each cell or row that was left out, with the reason; ``before`` is its value in the
    year before and ``changed`` how it changed since the last report.
    """

    key: str
    title: str
    value: int | None
    text: str
    made: str
    region: int | None
    names: tuple[str, ...]
    sources: tuple[SourceCell, ...] = ()
    lacking: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()
    before: str = ""
    changed: str = ""


@dataclass(frozen=True, slots=True)
class Worked:
    """A printed number derived from figures: ``formula`` in words, and the keys of the figures in it."""

    key: str
    formula: str
    parts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PrintedNumber:
    """A number at its place in the report: ``place`` is "표 3 '권역별 …'", ``folded`` the text that searches match."""

    key: str
    text: str
    place: str
    folded: str


@dataclass(frozen=True, slots=True)
class Board:
    """What was expected and how it stands: forms down, senders across."""

    senders: tuple[tuple[int | None, str], ...]
    rows: tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True)
class Words:
    """What ``explain`` understands: folded names with everything they may mean, words to ignore, particles (a regular
    expression), words for a sum, and the word for a sender.
    """

    names: dict[str, tuple[str, ...]] = field(default_factory=dict)
    empty: tuple[str, ...] = ()
    total: tuple[str, ...] = ()
    particle: str = ""
    unit: str = "권역"


@dataclass(frozen=True, slots=True)
class Evidence:
    """Everything behind the report. ``links`` leads from a file's name to its path from the page's folder;
    ``compared`` holds the officer's own totals, where she gave them.
    """

    figures: tuple[Explained, ...]
    worked: tuple[Worked, ...]
    printed: tuple[PrintedNumber, ...]
    regions: tuple[tuple[int, str], ...]
    board: Board
    links: dict[str, str]
    words: Words
    compared: Comparison | None = None
    example: str = "집행률"  # a question that a reader may ask
