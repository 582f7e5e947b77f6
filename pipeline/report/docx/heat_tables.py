"""A matrix chart as a Word table whose cells are darker for higher values, because Word has no such chart.

Comes in: a ``ChartBlock`` of the kind "heatmap" and the text width. Goes out: for each panel its title and a table, as
elements; with the cells, words and colours of the picture. It must not write the caption.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from lxml.etree import _Element as Element

from pipeline.assets.palette import GREY, LINE, NAVY
from pipeline.report.blocks import ChartBlock
from pipeline.report.charts.heatmap import cell_fill
from pipeline.report.charts.prepared import Bar, PreparedPanel, prepare
from pipeline.report.docx.elements import Layout, add_text, child, element, paragraph
from pipeline.report.layout.column_widths import share_out, text_width
from pipeline.report.layout.plain_text import clean_text
from pipeline.report.layout.styles import SMALL_TABLE, Style

_TITLE_SIZE = 10.0  # pt, as on the pictures
_NAME_MARGIN = 200  # twips added to the longest row name
_CELL_MARGIN = 20
_ROW_HEIGHT = 400  # twips at least
_GUTTER = 12  # eighths of a point, white, between the cells


@dataclass(frozen=True, slots=True)
class _Look:
    align: str = "center"
    color: str = GREY
    bold: bool = False
    fill: str = ""
    pattern: str = "clear"


def heat_tables(block: ChartBlock, width: int, ids: Callable[[str], str]) -> list[Element]:
    """Titles and tables of all panels, ``width`` twips wide, kept together with the caption that follows."""
    made = []
    for panel in prepare(block).panels:
        title = paragraph(ids(Style.PICTURE), layout=Layout(keep_next=True, align="left"))
        add_text(title, panel.title, bold=True, color=NAVY, size=_TITLE_SIZE)
        made += [title, _table(panel, block, width, ids)]
    return made


def _table(panel: PreparedPanel, block: ChartBlock, width: int, ids: Callable[[str], str]) -> Element:
    names = [line for series in panel.series for line in clean_text(series.name).split("\n")]
    first = max(text_width(name, SMALL_TABLE.size) for name in names) + _NAME_MARGIN
    widths = [first, *share_out(width - first, [1.0] * panel.slots, [0] * panel.slots)]
    table = element("tbl")
    _add_properties(table, block, width)
    grid = child(table, "tblGrid")
    for column in widths:
        child(grid, "gridCol", w=column)
    head = _row(table, header=True)
    for name, column in zip(["", *panel.names], widths, strict=True):
        _cell(head, column, name, ids, _Look())
    for series in panel.series:
        row = _row(table)
        _cell(row, widths[0], series.name, ids, _Look(align="right"))
        for bar, column in zip(series.bars, widths[1:], strict=True):
            _value_cell(row, column, panel, bar, ids)
    return table


def _add_properties(table: Element, block: ChartBlock, width: int) -> None:
    properties = child(table, "tblPr")
    child(properties, "tblW", w=width, type="dxa")
    child(properties, "tblInd", w=0, type="dxa")
    borders = child(properties, "tblBorders")
    for side in ("insideH", "insideV"):
        child(borders, side, val="single", sz=_GUTTER, space=0, color="FFFFFF")
    child(properties, "tblLayout", type="fixed")
    margins = child(properties, "tblCellMar")
    for side in ("left", "right"):
        child(margins, side, w=_CELL_MARGIN, type="dxa")
    child(properties, "tblLook", val="0480", firstRow=0, lastRow=0, firstColumn=1, lastColumn=0, noHBand=0, noVBand=1)
    child(properties, "tblCaption", val=clean_text(block.caption))
    child(properties, "tblDescription", val=clean_text(block.alt_text))


def _row(table: Element, *, header: bool = False) -> Element:
    row = child(table, "tr")
    properties = child(row, "trPr")
    child(properties, "cantSplit")
    if header:
        child(properties, "tblHeader")
    else:
        child(properties, "trHeight", val=_ROW_HEIGHT, hRule="atLeast")
    return row


def _value_cell(row: Element, width: int, panel: PreparedPanel, bar: Bar, ids: Callable[[str], str]) -> None:
    if bar.value is None:
        _cell(row, width, bar.text, ids, _Look(fill="FFFFFF", pattern="thinDiagStripe" if bar.missing else "clear"))
    else:
        color = "FFFFFF" if bar.strong else "000000"
        _cell(row, width, bar.text, ids, _Look(color=color, bold=bar.strong, fill=cell_fill(panel, bar)))


def _cell(row: Element, width: int, text: str, ids: Callable[[str], str], look: _Look) -> None:
    cell = child(row, "tc")
    properties = child(cell, "tcPr")
    child(properties, "tcW", w=width, type="dxa")
    if look.fill:
        child(properties, "shd", val=look.pattern, color=LINE, fill=look.fill)
    child(properties, "vAlign", val="center")
    made = paragraph(ids(Style.TABLE_BODY_SMALL), layout=Layout(keep_next=True, align=look.align))
    add_text(made, text, bold=look.bold, color=look.color)
    cell.append(made)
