"""The head of the report: the title between two rules, the status line, and the row of large key figures.

Comes in: ``TitleBox`` and ``KeyFigures`` blocks. Goes out: paragraphs and one table, as elements. No text boxes: 한글
loses them. It must not compute anything; the values are printed as they stand.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from lxml.etree import _Element as Element

from pipeline.assets.palette import HEADER_FILL, NAVY, TINT
from pipeline.report.blocks import KeyFigure, KeyFigures, Run, TitleBox
from pipeline.report.docx.elements import Layout, add_text, child, element, paragraph
from pipeline.report.layout.column_widths import share_out, wrap
from pipeline.report.layout.key_figures import UNIT_SHARE, number_in_a_row, split_unit, value_size
from pipeline.report.layout.plain_text import clean_text
from pipeline.report.layout.styles import (
    CELL_MARGIN_TWIPS,
    KEY_FIGURES_STYLE,
    KEY_LABEL_AFTER_TWIPS,
    KEY_LABEL_LINE_TWIPS,
    KEY_LABEL_SIZE,
    KEY_VALUE_SIZE,
    Style,
)


def title_paragraphs(block: TitleBox, ids: Callable[[str], str]) -> list[Element]:
    """The title and the status line; the line's first part (확정 or 잠정) is bold, and 잠정 stands on a fill."""
    status = paragraph(ids(Style.STATUS))
    head, separator, rest = block.status.partition(" · ")
    add_text(status, head, bold=True, color=NAVY, fill=HEADER_FILL if block.provisional else "")
    add_text(status, separator + rest)
    return [paragraph(ids(Style.TITLE), (Run(block.title),)), status]


def key_figures_table(block: KeyFigures, width: int, ids: Callable[[str], str]) -> Element:
    """One row of up to four figures (more make more rows); labels and changes line up across a row."""
    in_a_row = number_in_a_row(len(block.items))
    widths = share_out(width, [1.0] * in_a_row, [0] * in_a_row)
    table = element("tbl")
    _add_table_properties(table, block, width, ids)
    grid = child(table, "tblGrid")
    for column_width in widths:
        child(grid, "gridCol", w=column_width)
    size = value_size([item.value.text for item in block.items], min(widths))
    for start in range(0, len(block.items), in_a_row):
        _add_row(table, block.items[start : start + in_a_row], widths, size, ids)
    return table


def _add_table_properties(table: Element, block: KeyFigures, width: int, ids: Callable[[str], str]) -> None:
    properties = child(table, "tblPr")
    child(properties, "tblStyle", val=ids(KEY_FIGURES_STYLE))
    child(properties, "tblW", w=width, type="dxa")
    child(properties, "tblInd", w=0, type="dxa")
    borders = child(properties, "tblBorders")
    for side in ("top", "bottom", "insideH", "insideV"):
        child(borders, side, val="single", sz=6, space=0, color=TINT)
    child(properties, "tblLayout", type="fixed")
    child(properties, "tblLook", val="0400", firstRow=0, lastRow=0, firstColumn=0, lastColumn=0, noHBand=0, noVBand=1)
    child(properties, "tblCaption", val="핵심 수치")
    child(
        properties,
        "tblDescription",
        val=clean_text(", ".join(f"{item.label} {item.value.text}" for item in block.items)),
    )


def _add_row(
    table: Element, items: Sequence[KeyFigure], widths: Sequence[int], size: float, ids: Callable[[str], str]
) -> None:
    row = child(table, "tr")
    child(child(row, "trPr"), "cantSplit")
    inner = min(widths) - 2 * CELL_MARGIN_TWIPS
    labels = [wrap(clean_text(item.label), inner, KEY_LABEL_SIZE) for item in items]
    changes = [wrap(clean_text(item.change), inner, KEY_LABEL_SIZE) for item in items]
    tallest = max(len(lines) for lines in labels)
    with_change = any(item.change for item in items)
    for index, width in enumerate(widths):
        cell = child(row, "tc")
        properties = child(cell, "tcPr")
        child(properties, "tcW", w=width, type="dxa")
        child(properties, "vAlign", val="top")
        if index >= len(items):
            cell.append(paragraph(ids(Style.KEY_LABEL)))
            continue
        cell.append(_value_paragraph(items[index].value.text, size, ids))
        missing_lines = tallest - len(labels[index])
        # Where two spacings meet, Word and LibreOffice use the larger one, so the style's own is added here.
        after = KEY_LABEL_AFTER_TWIPS + missing_lines * KEY_LABEL_LINE_TWIPS if missing_lines else None
        layout = Layout(keep_next=with_change or None, after=after)
        cell.append(paragraph(ids(Style.KEY_LABEL), (Run("\n".join(labels[index])),), layout))
        if with_change:
            cell.append(paragraph(ids(Style.KEY_CHANGE), (Run("\n".join(changes[index])),)))


def _value_paragraph(value: str, size: float, ids: Callable[[str], str]) -> Element:
    digits, unit = split_unit(value)
    made = paragraph(ids(Style.KEY_VALUE))
    add_text(made, digits, size=None if size == KEY_VALUE_SIZE else size)
    add_text(made, unit, size=round(size * UNIT_SHARE * 2) / 2)
    return made
