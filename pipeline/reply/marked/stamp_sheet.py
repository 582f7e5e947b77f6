"""Our hidden stamp in a return copy: the next revision number, which file was sent back, and how marked cells looked
before.

Comes in: the stamp that the workbook had (or what is known of it) and the marks. Goes out: the stamp sheet. When the
file comes back, the stamp says that it is the next version, and thanks to the marks, corrected cells get their former
look back.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from xml.sax.saxutils import escape

from lxml import etree

from pipeline.forms.stamp import Stamp
from pipeline.model.cells import column_letters
from pipeline.model.returns import Return
from pipeline.reply.marked.package import MAIN, UNUSUAL, CannotMark, tag
from pipeline.reply.marked.sheet_part import position_of

MARK_KEY, MARK_COLUMN = "mark_", 2


@dataclass(frozen=True, slots=True)
class Mark:
    """A cell that we marked, and the number of the style that it had.

    The stamp sheet keeps that style as the look of one of its own cells, because office programs renumber styles on
    saving.
    """

    sheet: str
    cell: str
    style: int


def next_stamp(source: Return) -> Stamp | None:
    """The stamp of the copy; None where too little is known. The sender's own stamp is kept, except for its revision
    and the file that was sent back.
    """
    if source.stamp is not None:
        return replace(source.stamp, revision=source.stamp.revision + 1, returned_sha256=source.sha256)
    if source.form is None or source.year is None:
        return None
    return Stamp(
        form=source.form,
        version=source.version,
        year=source.year,
        region=source.region,
        month=source.month,
        round=source.rounds[0] if len(source.rounds) == 1 else None,
        revision=1,
        returned_sha256=source.sha256,
    )


def marks_by_row(texts: Mapping[tuple[int, int], str]) -> dict[int, tuple[str, str]]:
    """Row of the stamp sheet -> (sheet, cell) of a mark of the copy that came back. ``texts`` are by (row, column)."""
    marks = {}
    for (row, column), key in texts.items():
        cell, _, sheet = texts.get((row, MARK_COLUMN), "").partition(" ")
        if column == 1 and key.startswith(MARK_KEY) and position_of(cell) and sheet:
            marks[row] = (sheet, cell)
    return marks


def stamp_sheet(stamp: Stamp, marks: Sequence[Mark], old: etree._Element | None) -> etree._Element:
    """The stamp sheet with the stamp and the marks; readers of the stamp skip the marks. Anything else in an existing
    sheet (its protection) stays.
    """
    rows: list[tuple[str, str, int | None]] = [(key, text, None) for key, text in stamp.rows()]
    rows += [(f"{MARK_KEY}{n}", f"{mark.cell} {mark.sheet}", mark.style) for n, mark in enumerate(marks, 1)]
    if old is None:
        protection = '<sheetProtection sheet="1" objects="1" scenarios="1"/>'
        old = etree.fromstring(f'<worksheet xmlns="{MAIN}"><sheetData/>{protection}</worksheet>')
    data = old.find(tag("sheetData"))
    if data is None:
        raise CannotMark(UNUSUAL)
    style = next((cell.get("s", "") for cell in data.iter(tag("c"))), "")
    content = "".join(_row(number, row, style) for number, row in enumerate(rows, 1))
    old.replace(data, etree.fromstring(f'<sheetData xmlns="{MAIN}">{content}</sheetData>'))
    dimension = old.find(tag("dimension"))
    if dimension is not None:
        dimension.set("ref", f"A1:B{len(rows)}")
    return old


def _row(number: int, row: tuple[str, str, int | None], style: str) -> str:
    key, text, own = row
    looks = (style, style if own is None else str(own))
    cells = "".join(
        f'<c r="{column_letters(place)}{number}"{_style(look)} t="inlineStr">'
        f'<is><t xml:space="preserve">{escape(word)}</t></is></c>'
        for place, (word, look) in enumerate(zip((key, text), looks, strict=True), 1)
        if word
    )
    return f'<row r="{number}">{cells}</row>'


def _style(number: str) -> str:
    return f' s="{number}"' if number else ""
