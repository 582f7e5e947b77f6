"""Small reports for tests of the DOCX writer, and the XML that it wrote.

Comes in: blocks. Goes out: the path of a DOCX whose charts all show the same small white picture, and its parts.
"""

from __future__ import annotations

import zipfile
from pathlib import Path
from xml.etree import ElementTree

from PIL import Image

from pipeline.model.figures import State
from pipeline.report.blocks import (
    Block,
    ChartBlock,
    KeyFigure,
    KeyFigures,
    Panel,
    Point,
    Report,
    Run,
    Series,
    TableBlock,
    TableCell,
    TableColumn,
    TableRow,
    line,
)
from pipeline.report.charts.native import native_charts
from pipeline.report.docx.document import write_document

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
PICTURE_SIZE = (850, 310)


def write_blocks(
    folder: Path, *blocks: Block, base: Path | None = None, native: bool = False, **report: object
) -> Path:
    """Write a report of these blocks into ``folder``, with ``native`` as Word's own charts; ``report`` holds further
    fields of ``Report``.
    """
    picture = folder / "그림.png"
    Image.new("RGB", PICTURE_SIZE, "white").save(picture)
    drawn = [block for block in blocks if isinstance(block, ChartBlock)]
    pictures = {block.key: picture for block in drawn}
    charts = native_charts(drawn) if native else None
    return write_document(Report("성과보고", blocks, **report), pictures, folder / "보고서.docx", base, charts)


def table(
    caption: str = "시험", *, notes: tuple[str, ...] = (), unit: str = "", state: State = State.VALUE
) -> TableBlock:
    """A table of one row whose number is in ``state``."""
    row = TableRow((TableCell((line("가"),)), TableCell((line("1"),), state)))
    return TableBlock(caption, caption, (TableColumn("구분"), TableColumn("수")), (row,), unit=unit, notes=notes)


def chart(key: str = "그림", *, state: State = State.VALUE, notes: tuple[str, ...] = ()) -> ChartBlock:
    """A chart of one bar."""
    panel = Panel("", (Series("", (Point("1월", 3, "3", state=state),)),))
    return ChartBlock(key, "bars", f"{key} 제목", f"{key} 설명", (panel,), notes=notes)


def key_figures(*labels: str, value: str = "1명", change: str = "") -> KeyFigures:
    """Key figures that differ only by their labels."""
    return KeyFigures(tuple(KeyFigure(Run(value), label, change) for label in labels))


def part(path: Path, name: str = "word/document.xml") -> ElementTree.Element:
    """One XML part of the file."""
    with zipfile.ZipFile(path) as package:
        return ElementTree.fromstring(package.read(name))


def style_of(paragraph: ElementTree.Element) -> str:
    """The id of a paragraph's style."""
    return paragraph.find(f"{W}pPr/{W}pStyle").get(f"{W}val")
