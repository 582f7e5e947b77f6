"""Inline drawings, which sit in a line like a large letter: pictures, and charts that Word can edit.

Comes in: a PNG, or a chart part with its workbook. Goes out: ``w:drawing`` elements, their parts added to the package.
It must not know what a chart shows.
"""

from __future__ import annotations

from pathlib import Path
from typing import cast

from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml.shape import CT_Inline, CT_Picture
from docx.parts.story import StoryPart
from docx.shared import Emu
from lxml import etree
from lxml.etree import _Element as Element

from pipeline.report.charts.native import NativeChart
from pipeline.report.docx.elements import element
from pipeline.report.layout.plain_text import clean_text

_C = "http://schemas.openxmlformats.org/drawingml/2006/chart"
_MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_WPS = "http://schemas.microsoft.com/office/word/2010/wordprocessingShape"


def picture_drawing(part: StoryPart, picture: Path, width: int, name: str, alt_text: str) -> Element:
    """The picture, ``width`` EMU wide."""
    return _drawing(part.new_pic_inline(str(picture), width=Emu(width)), name, alt_text)


def chart_drawing(part: StoryPart, chart: NativeChart, width: int, name: str, alt_text: str) -> Element:
    """The chart, ``width`` EMU wide; its chart part, with the workbook inside, is added to the package."""
    height = round(width * chart.height_mm / chart.width_mm)
    package = part.package
    assert package is not None
    uri = PackURI(package.next_partname("/word/charts/chart%d.xml"))
    chart_part = Part(uri, CONTENT_TYPE.DML_CHART, package=package)
    number = uri.idx or 0
    book_uri = PackURI(f"/word/embeddings/Microsoft_Excel_Sheet{number}.xlsx")
    book = Part(book_uri, CONTENT_TYPE.SML_SHEET, chart.workbook, package)
    chart_part._blob = _linked(chart.xml, chart_part.relate_to(book, RELATIONSHIP_TYPE.PACKAGE))
    shown = etree.Element(f"{{{_C}}}chart", nsmap={"c": _C, "r": _R})
    shown.set(f"{{{_R}}}id", part.relate_to(chart_part, RELATIONSHIP_TYPE.CHART))
    inline = CT_Inline.new(Emu(width), Emu(height), part.next_id, cast(CT_Picture, shown))
    inline.graphic.graphicData.uri = _C
    return _drawing(inline, name, alt_text)


def either(run: Element) -> tuple[Element, Element]:
    """Two places in ``run``: one for the drawing that Word (2010 or later) shows, and one for the fallback of programs
    that do not know Word's newer drawings; many of these know no charts either.
    """
    both = etree.SubElement(run, f"{{{_MC}}}AlternateContent", nsmap={"mc": _MC, "wps": _WPS})
    choice = etree.SubElement(both, f"{{{_MC}}}Choice", Requires="wps")
    return choice, etree.SubElement(both, f"{{{_MC}}}Fallback")


def _linked(xml: bytes, workbook: str) -> bytes:
    """The chart's XML with the link to its workbook."""
    root = etree.fromstring(xml)
    link = etree.SubElement(root, f"{{{_C}}}externalData")
    link.set(f"{{{_R}}}id", workbook)
    etree.SubElement(link, f"{{{_C}}}autoUpdate", val="0")
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _drawing(inline: CT_Inline, name: str, alt_text: str) -> Element:
    for side in ("distT", "distB", "distL", "distR"):
        # LibreOffice treats a missing distance as 3 mm and moves the drawing out of the margin.
        inline.set(side, "0")
    inline.docPr.set("name", clean_text(name))
    inline.docPr.set("descr", clean_text(alt_text))
    made = element("drawing")
    made.append(inline)
    return made
