"""The report's blocks as the body of a page: headings, lists, tables with real header cells, and a button per number.

Comes in: blocks and pictures. Goes out: ``Markup``. Every printed number that has a figure becomes a button that holds
the figure's number in the page's data. It must not word or compute anything.
"""

from __future__ import annotations

import base64
from collections.abc import Mapping, Sequence
from pathlib import Path

from pipeline.count.derived import MARKS
from pipeline.errors import SelfCheckError
from pipeline.model.figures import State
from pipeline.report.blocks import (
    Align,
    Block,
    ChartBlock,
    Heading,
    Inline,
    Item,
    KeyFigures,
    PageBreak,
    Paragraph,
    Report,
    Run,
    TableBlock,
    TableCell,
    TableRow,
    TitleBox,
)
from pipeline.report.layout.captions import note_text, notes_of, shows_partial, unit_line
from pipeline.report.layout.tables import align_of, has_partial, lines_of
from pipeline.report.page.markup import Markup, joined, tag, text

_KEPT_WHOLE = 14  # rows of a table that is printed on one page
_HEADINGS = {1: "h2", 2: "h3", 3: "h4"}


class Body:
    """Turns blocks into markup; ``numbers`` maps a figure's key to its place in the page's data."""

    def __init__(self, pictures: Mapping[str, Path], numbers: Mapping[str, int]) -> None:
        self._pictures = pictures
        self._numbers = numbers
        self._tables = self._figures = 0
        self._parts: dict[str, str] = {}

    def markup(self, report: Report) -> Markup:
        """All blocks, one after the other."""
        parts = [block.text for block in report.blocks if isinstance(block, Heading) and block.level == 1]
        self._parts = {words: f"part{number}" for number, words in enumerate(parts, start=1)}
        return joined(*(self._block(block) for block in report.blocks))

    def _block(self, block: Block) -> Markup:
        match block:
            case TitleBox():
                return joined(tag("h1", text(block.title)), tag("p", text(block.status), class_="status"))
            case KeyFigures():
                return self._key_figures(block)
            case Heading():
                anchor = self._parts.get(block.text) if block.level == 1 else None
                return tag(_HEADINGS[block.level], text(block.text), id=anchor)
            case Item():
                return tag("p", self._line(block.runs), class_=f"item{block.level}")
            case Paragraph():
                return tag("p", self._line(block.runs), class_=block.style)
            case TableBlock():
                return self._table(block)
            case ChartBlock():
                return self._chart(block)
            case PageBreak():
                return tag("div", class_="newpage")

    def _line(self, runs: Inline) -> Markup:
        return joined(*map(self._run, runs))

    def _run(self, run: Run) -> Markup:
        shown = tag("b", text(run.text)) if run.bold else text(run.text)
        if run.target in self._parts:
            return tag("a", shown, href=f"#{self._parts[run.target]}")
        number = self._numbers.get(run.figure)
        if number is None:
            return shown
        return tag("button", shown, type="button", class_="n", data_k=number, aria_haspopup="dialog")

    def _key_figures(self, block: KeyFigures) -> Markup:
        made = (
            tag(
                "li",
                tag("p", self._run(item.value), class_="value"),
                tag("p", text(item.label), class_="label"),
                *([tag("p", text(item.change), class_="label")] if item.change else []),
            )
            for item in block.items
        )
        return tag("ul", *made, class_="key")

    def _table(self, block: TableBlock) -> Markup:
        self._tables += 1
        caption = tag("caption", tag("p", text(f"<표 {self._tables}> {block.caption}")), *self._unit(block))
        parts = [caption]
        if any(column.header for column in block.columns):
            cells = (tag("th", text(column.header), scope="col") for column in block.columns)
            parts.append(tag("thead", tag("tr", *cells)))
        aligns = [align_of(block, index) for index in range(len(block.columns))]
        parts += [tag("tbody", *(self._row(block, row, aligns) for row in group)) for group in _groups(block)]
        looks = ["small"] if block.small else []
        looks += ["short"] if len(block.rows) <= _KEPT_WHOLE else []
        table = tag("table", *parts, class_=" ".join(looks) or None, id=f"table{self._tables}")
        notes = self._notes(notes_of(block, partial=has_partial(block)))
        return joined(tag("div", table, class_="wide", tabindex=0, role="group", aria_label=block.caption), notes)

    def _unit(self, block: TableBlock) -> list[Markup]:
        return [tag("p", text(unit_line(block.unit)), class_="unit")] if block.unit else []

    def _row(self, block: TableBlock, row: TableRow, aligns: Sequence[Align]) -> Markup:
        cells = (
            self._cell(block, index, cell, aligns[index]) for index, cell in enumerate(row.cells) if cell is not None
        )
        return tag("tr", *cells, class_="total" if row.total else None)

    def _cell(self, block: TableBlock, index: int, cell: TableCell, align: Align) -> Markup:
        head = index < block.header_columns
        looks = [(cell.align or align).value]
        looks += ["sum"] if index in block.total_columns or cell.bold else []
        looks += ["none"] if cell.state in (State.MISSING, State.NOT_APPLICABLE) else []
        return tag(
            "th" if head else "td",
            *(tag("p", self._line(line)) for line in lines_of(cell)),
            scope="row" if head else None,
            class_=" ".join(looks),
            rowspan=cell.rows if cell.rows > 1 else None,
        )

    def _chart(self, block: ChartBlock) -> Markup:
        path = self._pictures.get(block.key)
        if path is None:
            raise SelfCheckError(
                f"'{block.caption}' 그래프의 그림이 만들어지지 않아 보고서를 쓰지 않았습니다.", details=(block.key,)
            )
        self._figures += 1
        source = f"data:image/png;base64,{base64.b64encode(path.read_bytes()).decode()}"
        return joined(
            tag(
                "figure",
                tag("img", src=source, alt=block.alt_text),
                tag("figcaption", tag("p", text(f"<그림 {self._figures}> {block.caption}"))),
                self._numbers_of(block),
                id=f"figure{self._figures}",
            ),
            self._notes(notes_of(block, partial=shows_partial(block))),
        )

    def _numbers_of(self, block: ChartBlock) -> Markup:
        """The numbers of a picture as a list, so that they can be read and asked about too; empty for a picture without
        numbers.
        """
        if not block.panels:
            return joined()
        rows = []
        for panel in block.panels:
            for series in panel.series:
                name = " ".join(part for part in (panel.title, series.name) if part)
                points = (
                    tag(
                        "li",
                        text(f"{point.label.replace(chr(10), ' ')}: "),
                        self._run(Run(point.text, False, point.figure)),
                    )
                    for point in series.points
                )
                rows.append(joined(tag("p", text(name)), tag("ul", *points, class_="points")))
        return tag("details", tag("summary", text("그림의 수")), *rows)

    def _notes(self, notes: list[str]) -> Markup:
        made = []
        for note in notes:
            said = note_text(note)
            made.append(tag("p", text(said), class_="note marked" if said.startswith(tuple(MARKS)) else "note"))
        return joined(*made)


def _groups(block: TableBlock) -> list[list[TableRow]]:
    """The rows in groups that a merged label joins: a group is shown, hidden and printed as a whole."""
    groups: list[list[TableRow]] = []
    for row in block.rows:
        if groups and None in row.cells:
            groups[-1].append(row)
        else:
            groups.append([row])
    return groups
