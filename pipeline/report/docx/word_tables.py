"""A table block as a Word table: open at the sides, heavy rules above and below, header repeated, rows never split.

Comes in: a ``TableBlock`` and the text width. Goes out: a ``w:tbl`` element, built row by row so that the time grows
with the cells. It must not write captions or notes, and it must not decide what a cell says beyond the words for
states that carry no text of their own.
"""

from __future__ import annotations

from collections.abc import Callable

from lxml.etree import _Element as Element

from pipeline.assets.palette import GREY, HEADER_FILL, LINE, NAVY, TOTAL_FILL
from pipeline.report.blocks import Align, Run, TableBlock, TableCell, TableRow, text_of
from pipeline.report.docx.elements import PLAIN, Layout, add_shading, child, element, paragraph
from pipeline.report.layout.column_widths import text_width
from pipeline.report.layout.plain_text import clean_text
from pipeline.report.layout.styles import NORMAL_TABLE, TABLE_STYLE
from pipeline.report.layout.tables import (
    BULLET,
    WITHOUT_NUMBER,
    PlacedColumn,
    PlacedTable,
    alignment,
    lines_of,
    place_table,
)


def build_table(block: TableBlock, width: int, ids: Callable[[str], str], *, keep_last: bool = False) -> Element:
    """The table as a ``w:tbl`` whose columns add up to exactly ``width`` twips.

    ``ids`` gives the id of a style by its name. ``keep_last`` keeps the last row on the page of the note that follows.
    Raises ``ValueError`` for a row whose cells do not fill the columns, or where a merge and the rows below disagree.
    """
    placed = place_table(block, width, keep_last=keep_last)
    table = element("tbl")
    _add_table_properties(table, block, width, ids)
    grid = child(table, "tblGrid")
    for column in placed.columns:
        child(grid, "gridCol", w=column.width)
    if placed.has_header:
        table.append(_header_row(placed, ids))
    for row, keep in zip(placed.block.rows, placed.kept, strict=False):
        table.append(_body_row(placed, row, ids, keep_next=keep))
    return table


# --- rows and cells -------------------------------------------------------------------------------------------------


def _add_table_properties(table: Element, block: TableBlock, width: int, ids: Callable[[str], str]) -> None:
    properties = child(table, "tblPr")
    child(properties, "tblStyle", val=ids(TABLE_STYLE))
    child(properties, "tblW", w=width, type="dxa")
    child(properties, "tblInd", w=0, type="dxa")
    # Repeated here from the table's style, for programs that ignore table styles.
    borders = child(properties, "tblBorders")
    for side, color, eighths in (("top", NAVY, 12), ("bottom", NAVY, 12), ("insideH", LINE, 4), ("insideV", LINE, 4)):
        child(borders, side, val="single", sz=eighths, space=0, color=color)
    child(properties, "tblLayout", type="fixed")
    first_column = 1 if block.header_columns else 0
    child(
        properties, "tblLook", val="04A0" if first_column else "0420", firstRow=1, lastRow=0, firstColumn=first_column,
        lastColumn=0, noHBand=0, noVBand=1,
    )  # fmt: skip
    headers = ", ".join(" ".join(clean_text(column.header).split()) for column in block.columns)
    unit = f" 단위: {block.unit}." if block.unit else ""
    child(properties, "tblCaption", val=clean_text(block.caption))
    child(
        properties,
        "tblDescription",
        val=f"자료 {len(block.rows)}행, 열 {len(block.columns)}개({headers}).{clean_text(unit)}",
    )


def _row(*, header: bool = False) -> Element:
    row = element("tr")
    properties = child(row, "trPr")
    child(properties, "cantSplit")
    if header:
        child(properties, "tblHeader")
    return row


def _cell(row: Element, width: int, *, fill: str = "", merge: str = "", rule_above: bool = False) -> Element:
    cell = child(row, "tc")
    properties = child(cell, "tcPr")
    child(properties, "tcW", w=width, type="dxa")
    if merge:
        child(properties, "vMerge", val=merge)
    if rule_above:
        child(child(properties, "tcBorders"), "top", val="single", sz=6, space=0, color=NAVY)
    if fill:
        add_shading(properties, fill)
    child(properties, "vAlign", val="center")
    return cell


def _header_row(placed: PlacedTable, ids: Callable[[str], str]) -> Element:
    row = _row(header=True)
    for index, place in enumerate(placed.columns):
        cell = _cell(row, place.width, fill=HEADER_FILL)
        cell.append(paragraph(ids(placed.look.head), (Run("\n".join(placed.header_lines(index))),)))
    return row


def _body_row(placed: PlacedTable, row: TableRow, ids: Callable[[str], str], *, keep_next: bool) -> Element:
    made = _row()
    for index, (cell, column) in enumerate(zip(row.cells, placed.columns, strict=True)):
        fill = TOTAL_FILL if placed.is_total(row, index) else ""
        style_id = ids(placed.style_of(row, index, cell))
        if cell is None:
            below = _cell(made, column.width, fill=fill, merge="continue")
            below.append(paragraph(style_id, layout=Layout(keep_next=keep_next or None)))
            continue
        merge = "restart" if cell.rows > 1 else ""
        target = _cell(made, column.width, fill=fill, merge=merge, rule_above=row.total)
        _fill_cell(target, cell, column, style_id, keep_next)
    return made


def _fill_cell(target: Element, cell: TableCell, column: PlacedColumn, style_id: str, keep_next: bool) -> None:
    color = GREY if cell.state in WITHOUT_NUMBER else ""
    for line in lines_of(cell):
        layout = _layout(keep_next, column, cell)
        if text_of(line).startswith(BULLET):
            hanging = text_width(BULLET, NORMAL_TABLE.size)
            layout = Layout(keep_next=keep_next or None, left=hanging, hanging=hanging, align=Align.LEFT)
        target.append(paragraph(style_id, line, layout, color=color))


def _layout(keep_next: bool, column: PlacedColumn, cell: TableCell) -> Layout:
    shown, indent = alignment(cell, column)
    if not (keep_next or indent) and shown is Align.LEFT:
        return PLAIN
    return Layout(keep_next=keep_next or None, right=indent or None, align=shown)
