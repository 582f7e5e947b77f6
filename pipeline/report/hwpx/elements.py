"""Small pieces of an HWPX section (paragraphs, runs, cells, pictures); the only place that writes their XML.

Comes in: text, ids and lengths in hundredths of a point. Goes out: lxml elements. Objects are numbered in the order in
which they are made, so that the same report gives the same file. It must not know what a report consists of.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import count

from lxml import etree
from lxml.etree import _Element as Element

from pipeline.report.layout.plain_text import clean_text

P = "http://www.hancom.co.kr/hwpml/2011/paragraph"
C = "http://www.hancom.co.kr/hwpml/2011/core"
_MAP = {"hp": P, "hc": C}
_UNITS_PER_PIXEL = 75  # for 한글 a pixel is 1/96 inch


def element(tag: str, **attributes: object) -> Element:
    """A new ``hp:`` element without a parent."""
    made = etree.Element(f"{{{P}}}{tag}", nsmap=_MAP)
    return _with(made, attributes)


def child(parent: Element, tag: str, space: str = P, **attributes: object) -> Element:
    """A new last child of ``parent``."""
    return _with(etree.SubElement(parent, f"{{{space}}}{tag}"), attributes)


def _with(made: Element, attributes: dict[str, object]) -> Element:
    for name, value in attributes.items():
        made.set(name, str(value))
    return made


@dataclass(slots=True)
class Maker:
    """Makes elements and gives each paragraph and object the next number."""

    numbers: count[int] = field(default_factory=lambda: count(1))

    def paragraph(self, para: int, style: int) -> Element:
        """An empty paragraph with the id of a paragraph look and of a style."""
        return element(
            "p", id=next(self.numbers), paraPrIDRef=para, styleIDRef=style, pageBreak=0, columnBreak=0, merged=0
        )

    def table(
        self, rows: int, widths: Sequence[int], height: int, border: int, *, whole: bool, header: bool
    ) -> Element:
        """An empty table that rows are added to. ``whole`` keeps it on one page; ``header`` repeats its header row."""
        table = element(
            "tbl", id=next(self.numbers), zOrder=0, numberingType="TABLE", textWrap="TOP_AND_BOTTOM",
            textFlow="BOTH_SIDES", lock=0, dropcapstyle="None", pageBreak="NONE" if whole else "TABLE",
            repeatHeader=int(header), rowCnt=rows, colCnt=len(widths), cellSpacing=0, borderFillIDRef=border,
            noAdjust=0,
        )  # fmt: skip
        _size(table, sum(widths), height)
        # A table that stands in its line like a character is never split, in any program; any other may continue on
        # the next page.
        _position(table, like_character=whole)
        child(table, "outMargin", left=0, right=0, top=0, bottom=0)
        child(table, "inMargin", left=0, right=0, top=0, bottom=0)
        return table

    def picture(self, item: str, pixels: tuple[int, int], width: int, alt_text: str) -> Element:
        """A picture of the package (``item`` is its id there), drawn with that width, in its line like a character."""
        full_width, full_height = (length * _UNITS_PER_PIXEL for length in pixels)
        height = width * pixels[1] // pixels[0]
        scale = f"{width / full_width:.6f}"
        number = next(self.numbers)
        picture = element(
            "pic", id=number, zOrder=0, numberingType="PICTURE", textWrap="TOP_AND_BOTTOM", textFlow="BOTH_SIDES",
            lock=0, dropcapstyle="None", href="", groupLevel=0, instid=number, reverse=0,
        )  # fmt: skip
        child(picture, "offset", x=0, y=0)
        child(picture, "orgSz", width=full_width, height=full_height)
        child(picture, "curSz", width=width, height=height)
        child(picture, "flip", horizontal=0, vertical=0)
        child(picture, "rotationInfo", angle=0, centerX=width // 2, centerY=height // 2, rotateimage=1)
        rendering = child(picture, "renderingInfo")
        for matrix, size in (("transMatrix", "1"), ("scaMatrix", scale), ("rotMatrix", "1")):
            child(rendering, matrix, C, e1=size, e2=0, e3=0, e4=0, e5=size, e6=0)
        corners = child(picture, "imgRect")
        for name, x, y in (
            ("pt0", 0, 0),
            ("pt1", full_width, 0),
            ("pt2", full_width, full_height),
            ("pt3", 0, full_height),
        ):
            child(corners, name, C, x=x, y=y)
        child(picture, "imgClip", left=0, right=full_width, top=0, bottom=full_height)
        child(picture, "inMargin", left=0, right=0, top=0, bottom=0)
        child(picture, "imgDim", dimwidth=full_width, dimheight=full_height)
        child(picture, "img", C, binaryItemIDRef=item, bright=0, contrast=0, effect="REAL_PIC", alpha=0)
        child(picture, "effects")
        _size(picture, width, height)
        _position(picture, like_character=True)
        child(picture, "outMargin", left=0, right=0, top=0, bottom=0)
        child(picture, "shapeComment").text = clean_text(alt_text)
        return picture


def _size(parent: Element, width: int, height: int) -> None:
    child(parent, "sz", width=width, widthRelTo="ABSOLUTE", height=height, heightRelTo="ABSOLUTE", protect=0)


def _position(parent: Element, *, like_character: bool) -> None:
    child(
        parent, "pos", treatAsChar=int(like_character), affectLSpacing=0, flowWithText=1, allowOverlap=0,
        holdAnchorAndSO=0, vertRelTo="PARA", horzRelTo="COLUMN", vertAlign="TOP", horzAlign="LEFT", vertOffset=0,
        horzOffset=0,
    )  # fmt: skip


def add_text(paragraph: Element, text: str, char: int) -> None:
    """Add a run with a text to the paragraph; line feeds become line breaks, tabs spaces."""
    written = child(child(paragraph, "run", charPrIDRef=char), "t")
    first, *others = re.split("\n", clean_text(text).replace("\t", " "))
    written.text = first
    for line in others:
        child(written, "lineBreak").tail = line


def sub_list(parent: Element, vertical: str = "TOP", width: int = 0, height: int = 0) -> Element:
    """Add the element that holds the paragraphs of a cell, a header or a footer."""
    return child(
        parent, "subList", id="", textDirection="HORIZONTAL", lineWrap="BREAK", vertAlign=vertical, linkListIDRef=0,
        linkListNextIDRef=0, textWidth=width, textHeight=height, hasTextRef=0, hasNumRef=0,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class CellPlace:
    """Where a cell lies in its table, how large it is, and the id of its border; ``rows`` > 1 merges it downwards."""

    column: int
    row: int
    width: int
    height: int
    border: int
    rows: int = 1
    header: bool = False
    vertical: str = "CENTER"


def add_cell(row: Element, place: CellPlace, paragraphs: Sequence[Element], sides: int, ends: int) -> None:
    """Add a cell with its paragraphs; ``sides`` is the margin left and right of them, ``ends`` that above and below."""
    cell = child(
        row, "tc", name="", header=int(place.header), hasMargin=1, protect=0, editable=0, dirty=0,
        borderFillIDRef=place.border,
    )  # fmt: skip
    sub_list(cell, place.vertical).extend(paragraphs)
    child(cell, "cellAddr", colAddr=place.column, rowAddr=place.row)
    child(cell, "cellSpan", colSpan=1, rowSpan=place.rows)
    child(cell, "cellSz", width=place.width, height=place.height)
    child(cell, "cellMargin", left=sides, right=sides, top=ends, bottom=ends)
