"""The numbers as the report prints them, each with its place: "표 3 … › 2권역 › 집행률".

Comes in: the report's blocks. Goes out: one entry per printed number, in the report's order. Nothing is calculated
here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.normalise import fold_name
from pipeline.report.blocks import (
    Block,
    ChartBlock,
    Item,
    KeyFigures,
    Paragraph,
    Report,
    TableBlock,
    TableCell,
    text_of,
)

TABLE, PICTURE, BODY = "표", "그림", "본문"
_NUMBER = re.compile(r"([0-9][0-9,]*(?:\.[0-9]+)?)(%|천원|[가-힣]?)")


@dataclass(frozen=True, slots=True)
class Printed:
    """``kind`` and ``number`` name the block ("표", 3; the text has number 0), ``name`` says which number in it."""

    kind: str
    number: int
    name: str
    text: str
    key: str

    @property
    def block(self) -> str:
        return f"{self.kind} {self.number}" if self.number else self.kind

    @property
    def place(self) -> str:
        return f"{self.block} '{self.name}'"

    @property
    def last(self) -> str:
        """The innermost part of its name: for example the column's header."""
        return self.name.rpartition(" › ")[2]

    def says(self, word: str) -> bool:
        """Whether a folded word occurs in its name or text; "1월" does not occur in "11월": a number must match as a
        whole.
        """
        if number := _NUMBER.fullmatch(word):
            return self.reads(*number.groups())
        return bool(re.search(rf"(?<![0-9]){re.escape(word)}", fold_name(f"{self.name} {self.text}")))

    def reads(self, number: str, unit: str) -> bool:
        """Whether its own text is that number, in the same unit where both have one ("86.8" is under the header
        "집행률(%)").
        """
        found = _NUMBER.fullmatch(fold_name(self.text).lstrip("△(+-").rstrip("*)"))
        return found is not None and found[1] == number and (not unit or found[2] in ("", unit))


def printed_numbers(report: Report) -> list[Printed]:
    """Every number of the report that carries a figure's key."""
    return list(_entries(report.blocks))


def captions(report: Report) -> dict[tuple[str, int], str]:
    """The caption of each numbered table and picture."""
    return {(kind, number): block.caption for kind, number, block in _numbered(report.blocks)}


def _numbered(blocks: Sequence[Block]) -> Iterator[tuple[str, int, TableBlock | ChartBlock]]:
    counts = {TABLE: 0, PICTURE: 0}
    for block in blocks:
        if isinstance(block, TableBlock | ChartBlock):
            kind = TABLE if isinstance(block, TableBlock) else PICTURE
            counts[kind] += 1
            yield kind, counts[kind], block


def _entries(blocks: Sequence[Block]) -> Iterator[Printed]:
    for block in blocks:
        if isinstance(block, Item | Paragraph):
            told = _one_line(text_of(block.runs))
            yield from (Printed(BODY, 0, told, run.text, run.figure) for run in block.runs if run.figure)
        elif isinstance(block, KeyFigures):
            for item in block.items:
                if item.value.figure:
                    yield Printed(BODY, 0, _one_line(item.label), item.value.text, item.value.figure)
    for kind, number, numbered in _numbered(blocks):
        if isinstance(numbered, TableBlock):
            yield from _of_table(kind, number, numbered)
        else:
            yield from _of_chart(kind, number, numbered)


def _of_table(kind: str, number: int, table: TableBlock) -> Iterator[Printed]:
    above: dict[int, TableCell] = {}
    for row in table.rows:
        for index, cell in enumerate(row.cells):
            if cell is not None:
                above[index] = cell
        head = [_words(above[index]) for index in range(table.header_columns) if index in above]
        for index, cell in enumerate(row.cells):
            column = _one_line(table.columns[index].header)
            for run in (run for line in (cell.lines if cell is not None else ()) for run in line if run.figure):
                name = " › ".join(part for part in (table.caption, *head, column) if part)
                yield Printed(kind, number, name, run.text, run.figure)


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _words(cell: TableCell) -> str:
    return _one_line(" ".join(text_of(line) for line in cell.lines))


def _of_chart(kind: str, number: int, chart: ChartBlock) -> Iterator[Printed]:
    for panel in chart.panels:
        for series in panel.series:
            for point in series.points:
                if point.figure:
                    parts = (chart.caption, panel.title, series.name, point.label)
                    name = " › ".join(dict.fromkeys(_one_line(part) for part in parts if part))
                    yield Printed(kind, number, name, point.text, point.figure)
