"""Table blocks and key figures as tables of 한글: without outer side lines, header row repeated, rows never split.

Comes in: blocks and the text width in twips. Goes out: ``hp:tbl`` elements. It must not write captions or notes.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from lxml.etree import _Element as Element

from pipeline.assets.palette import GREY, HEADER_FILL, LINE, NAVY, TOTAL_FILL
from pipeline.report.blocks import Align, Inline, KeyFigure, KeyFigures, TableBlock, TableCell, TableRow, text_of
from pipeline.report.hwpx.elements import CellPlace, Maker, add_cell, add_text, child
from pipeline.report.hwpx.header_part import UNITS_PER_TWIP
from pipeline.report.hwpx.looks import KEY_FIGURE_LINE, NO_LINE, STYLES, Border, Looks, line_of, style_number
from pipeline.report.layout.column_widths import share_out, text_width, wrap
from pipeline.report.layout.key_figures import UNIT_SHARE, number_in_a_row, split_unit, value_size
from pipeline.report.layout.plain_text import clean_text
from pipeline.report.layout.styles import CELL_MARGIN_TWIPS, KEY_LABEL_SIZE, KEY_VALUE_SIZE, NORMAL_TABLE, Style
from pipeline.report.layout.tables import BULLET, WITHOUT_NUMBER, PlacedTable, alignment, lines_of, place_table

_SIDES = CELL_MARGIN_TWIPS * UNITS_PER_TWIP
_ENDS = 140  # hundredths of a point above and below the text of a cell
_LINE_SHARE = 1.35  # a printed line of a table cell, in heights of its font
_KEPT_WHOLE = 12  # printed lines of all rows; a longer table may continue on the next page
_HEAVY, _MIDDLE, _THIN = line_of(NAVY, "0.5 mm"), line_of(NAVY, "0.3 mm"), line_of(LINE, "0.12 mm")


@dataclass(frozen=True, slots=True)
class TableMaker:
    """Makes the tables of one document."""

    maker: Maker
    looks: Looks
    width: int

    def table(self, block: TableBlock) -> Element:
        """The table of a block, as wide as the text. Raises ``ValueError`` where cells and columns do not match."""
        placed = place_table(block, self.width)
        header = int(placed.has_header)
        heights = self._heights(placed)
        table = self.maker.table(
            len(heights), [column.width * UNITS_PER_TWIP for column in placed.columns], sum(heights),
            self.looks.border(Border()), whole=sum(placed.lines) <= _KEPT_WHOLE, header=bool(header),
        )  # fmt: skip
        if header:
            self._header_row(table, placed, heights[0])
        for number, row in enumerate(placed.block.rows):
            self._body_row(table, placed, number, row, heights[header:])
        return table

    def _heights(self, placed: PlacedTable) -> list[int]:
        lines = list(placed.lines)
        if placed.has_header:
            lines.insert(0, max(len(placed.header_lines(index)) for index in range(len(placed.columns))))
        return [round(count * placed.look.size * 100 * _LINE_SHARE) + 2 * _ENDS for count in lines]

    def _header_row(self, table: Element, placed: PlacedTable, height: int) -> None:
        row = child(table, "tr")
        style = placed.look.head
        for index, column in enumerate(placed.columns):
            border = self._border(placed, index, top=_HEAVY, bottom=_THIN, fill=HEADER_FILL)
            text = self.maker.paragraph(self.looks.para_of(style), style_number(style))
            add_text(text, "\n".join(placed.header_lines(index)), self.looks.char_of(style))
            place = CellPlace(index, 0, column.width * UNITS_PER_TWIP, height, border, header=True)
            add_cell(row, place, [text], _SIDES, _ENDS)

    def _border(
        self, placed: PlacedTable, index: int, *, top: tuple[str, str, str], bottom: tuple[str, str, str], fill: str
    ) -> int:
        last = len(placed.columns) - 1
        left, right = NO_LINE if index == 0 else _THIN, NO_LINE if index == last else _THIN
        return self.looks.border(Border(left, right, top, bottom, fill))

    def _body_row(
        self, table: Element, placed: PlacedTable, number: int, row: TableRow, heights: Sequence[int]
    ) -> None:
        made = child(table, "tr")
        rows = placed.block.rows
        for index, (cell, column) in enumerate(zip(row.cells, placed.columns, strict=True)):
            if cell is None:
                continue
            end = number + cell.rows
            top = _MIDDLE if row.total else _THIN if number or placed.has_header else _HEAVY
            bottom = _HEAVY if end == len(rows) else _MIDDLE if rows[end].total else _THIN
            fill = TOTAL_FILL if placed.is_total(row, index) else ""
            place = CellPlace(
                index, number + int(placed.has_header), column.width * UNITS_PER_TWIP, sum(heights[number:end]),
                self._border(placed, index, top=top, bottom=bottom, fill=fill), cell.rows,
            )  # fmt: skip
            style = placed.style_of(row, index, cell)
            add_cell(made, place, self._paragraphs(placed, index, cell, style), _SIDES, _ENDS)

    def _paragraphs(self, placed: PlacedTable, index: int, cell: TableCell, style: Style) -> list[Element]:
        return [self._line(placed, index, cell, style, line) for line in lines_of(cell)]

    def _line(self, placed: PlacedTable, index: int, cell: TableCell, style: Style, line: Inline) -> Element:
        shown, indent = alignment(cell, placed.columns[index])
        changes: dict[str, object] = {"align": shown.value, "right": max(indent, 0)}
        if text_of(line).startswith(BULLET):
            changes = {"align": Align.LEFT.value, "hanging": text_width(BULLET, NORMAL_TABLE.size)}
        made = self.maker.paragraph(self.looks.para_of(style, **changes), style_number(style))
        grey: dict[str, object] = {"color": GREY} if cell.state in WITHOUT_NUMBER else {}
        bold = STYLES[style].char.bold
        for run in line:
            add_text(made, run.text, self.looks.char_of(style, bold=bold or run.bold, **grey))
        if not line:
            add_text(made, "", self.looks.char_of(style))
        return made

    # --- key figures ------------------------------------------------------------------------------------------------

    def key_figures(self, block: KeyFigures) -> Element:
        """The key figures side by side, each with its label and its change; the labels of a row begin at one height."""
        in_a_row = number_in_a_row(len(block.items))
        widths = share_out(self.width, [1.0] * in_a_row, [0] * in_a_row)
        size = value_size([item.value.text for item in block.items], min(widths))
        starts = range(0, len(block.items), in_a_row)
        inner = min(widths) - 2 * CELL_MARGIN_TWIPS
        lines = max(len(wrap(clean_text(item.label), inner, KEY_LABEL_SIZE)) for item in block.items)
        lines += max(len(wrap(item.change, inner, KEY_LABEL_SIZE)) if item.change else 0 for item in block.items)
        height = round(KEY_VALUE_SIZE * 130 + lines * KEY_LABEL_SIZE * 140) + 4 * _ENDS
        table = self.maker.table(
            len(starts), [width * UNITS_PER_TWIP for width in widths], height * len(starts),
            self.looks.border(Border()), whole=True, header=False,
        )  # fmt: skip
        for number, start in enumerate(starts):
            row = child(table, "tr")
            for index, width in enumerate(widths):
                items = block.items[start : start + in_a_row]
                left, right = NO_LINE if index == 0 else KEY_FIGURE_LINE, KEY_FIGURE_LINE
                right = NO_LINE if index == in_a_row - 1 else right
                border = self.looks.border(Border(left, right, KEY_FIGURE_LINE, KEY_FIGURE_LINE))
                place = CellPlace(index, number, width * UNITS_PER_TWIP, height, border, vertical="CENTER")
                inside = self._key_figure(items[index], size, inner) if index < len(items) else []
                add_cell(row, place, inside or [self._small(Style.KEY_LABEL, "")], _SIDES, _ENDS)
        return table

    def _key_figure(self, item: KeyFigure, size: float, inner: int) -> list[Element]:
        digits, unit = split_unit(item.value.text)
        value = self.maker.paragraph(self.looks.para_of(Style.KEY_VALUE), style_number(Style.KEY_VALUE))
        add_text(value, digits, self.looks.char_of(Style.KEY_VALUE, size=size))
        if unit:
            half = round(size * UNIT_SHARE * 2) / 2
            add_text(value, unit, self.looks.char_of(Style.KEY_VALUE, size=half))
        label = "\n".join(wrap(clean_text(item.label), inner, KEY_LABEL_SIZE))
        made = [value, self._small(Style.KEY_LABEL, label)]
        if item.change:
            made.append(self._small(Style.KEY_CHANGE, "\n".join(wrap(clean_text(item.change), inner, KEY_LABEL_SIZE))))
        return made

    def _small(self, style: Style, text: str) -> Element:
        made = self.maker.paragraph(self.looks.para_of(style), style_number(style))
        add_text(made, text, self.looks.char_of(style))
        return made
