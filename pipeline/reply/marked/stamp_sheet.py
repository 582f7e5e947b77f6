"""Our hidden stamp in a return copy: the next revision, what was sent back, and how marked cells looked before.

Comes in: the stamp that the workbook had (or what is known of it) and the marks. Goes out: the stamp sheet. When the
file comes back, the stamp says that it is the next version, and the marks let mended cells look as before again.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from xml.sax.saxutils import escape

from lxml import etree

from pipeline.forms.stamp import Stamp
from pipeline.model.cells import column_letters
from pipeline.model.returns import Return
from pipeline.reply.marked.package import MAIN, UNUSUAL, CannotMark, tag
from pipeline.reply.marked.sheet_part import position_of

MARK_KEY = "mark_"


@dataclass(frozen=True, slots=True)
class Mark:
    """A cell that we gave another fill, and the fill that it had (a word of ``styles``)."""

    sheet: str
    cell: str
    fill: str


def next_stamp(source: Return) -> Stamp | None:
    """The stamp of the copy; None where too little is known. The sender's own stamp is kept in all but its count."""
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


def read_marks(pairs: Mapping[str, str]) -> list[Mark]:
    """The marks of the copy that came back, from the stamp sheet's (key, text) pairs."""
    marks = []
    for key, text in pairs.items():
        cell, _, rest = text.partition(" ")
        fill, _, sheet = rest.partition(" ")
        if key.startswith(MARK_KEY) and position_of(cell) and sheet:
            marks.append(Mark(sheet, cell, fill))
    return marks


def stamp_rows(stamp: Stamp, marks: Iterable[Mark]) -> list[tuple[str, str]]:
    """The (key, text) pairs of the stamp sheet; readers that know no marks pass over them."""
    return [*stamp.rows(), *((f"{MARK_KEY}{n}", f"{m.cell} {m.fill} {m.sheet}") for n, m in enumerate(marks, 1))]


def stamp_sheet(rows: list[tuple[str, str]], old: etree._Element | None) -> etree._Element:
    """The stamp sheet with these rows; what else an existing one holds (its protection) stays."""
    if old is None:
        protection = '<sheetProtection sheet="1" objects="1" scenarios="1"/>'
        old = etree.fromstring(f'<worksheet xmlns="{MAIN}"><sheetData/>{protection}</worksheet>')
    data = old.find(tag("sheetData"))
    if data is None:
        raise CannotMark(UNUSUAL)
    style = next((cell.get("s", "") for cell in data.iter(tag("c"))), "")
    content = "".join(_row(number, texts, style) for number, texts in enumerate(rows, 1))
    old.replace(data, etree.fromstring(f'<sheetData xmlns="{MAIN}">{content}</sheetData>'))
    dimension = old.find(tag("dimension"))
    if dimension is not None:
        dimension.set("ref", f"A1:B{len(rows)}")
    return old


def _row(number: int, texts: tuple[str, str], style: str) -> str:
    look = f' s="{style}"' if style else ""
    cells = "".join(
        f'<c r="{column_letters(place)}{number}"{look} t="inlineStr">'
        f'<is><t xml:space="preserve">{escape(text)}</t></is></c>'
        for place, text in enumerate(texts, 1)
        if text
    )
    return f'<row r="{number}">{cells}</row>'
