"""Small pieces of WordprocessingML: paragraphs, runs, fields, shading; the only place that spells their element order.

Comes in: plain text and values. Goes out: lxml elements ready for a document body or a table cell. It must not know
what a report consists of. Text always passes ``clean_text``: one control character would make Word refuse the file.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from lxml import etree
from lxml.etree import _Element as Element

from pipeline.report.blocks import Inline, Run
from pipeline.report.layout.plain_text import clean_text


@dataclass(frozen=True, slots=True)
class Layout:
    """What one paragraph does differently from its style; lengths in twips, None keeps the style's own value."""

    keep_next: bool | None = None
    page_break_before: bool = False
    before: int | None = None
    after: int | None = None
    left: int | None = None
    hanging: int | None = None
    right: int | None = None
    align: str = ""


PLAIN = Layout()


def element(tag: str, **attributes: object) -> Element:
    """A new ``w:`` element without a parent: ``element("tbl")``; attributes are ``w:`` attributes."""
    made: Element = OxmlElement(f"w:{tag}")
    for name, value in attributes.items():
        made.set(qn(f"w:{name}"), str(value))
    return made


def child(parent: Element, tag: str, **attributes: object) -> Element:
    """A new last ``w:`` child of ``parent``."""
    made = etree.SubElement(parent, qn(f"w:{tag}"))
    for name, value in attributes.items():
        made.set(qn(f"w:{name}"), str(value))
    return made


def paragraph(style_id: str, runs: Inline = (), layout: Layout = PLAIN, *, color: str = "") -> Element:
    """A paragraph of the style with id ``style_id`` holding ``runs``; ``color`` colours all of them."""
    made = element("p")
    _add_properties(made, style_id, layout)
    add_runs(made, runs, color=color)
    return made


def _add_properties(made: Element, style_id: str, layout: Layout) -> None:
    properties = child(made, "pPr")
    child(properties, "pStyle", val=style_id)
    if layout.keep_next is not None:
        child(properties, "keepNext", **({} if layout.keep_next else {"val": "0"}))
    if layout.page_break_before:
        child(properties, "pageBreakBefore")
    spacing = {"before": layout.before, "after": layout.after}
    if any(value is not None for value in spacing.values()):
        child(properties, "spacing", **{name: value for name, value in spacing.items() if value is not None})
    indents = {"left": layout.left, "right": layout.right, "hanging": layout.hanging}
    if any(value is not None for value in indents.values()):
        child(properties, "ind", **{name: value for name, value in indents.items() if value is not None})
    if layout.align:
        child(properties, "jc", val=layout.align)


def add_runs(parent: Element, runs: Iterable[Run], *, color: str = "") -> None:
    """Adds the runs as ``w:r`` elements to ``parent``; a run that leads to a heading becomes a link to its bookmark."""
    for run in runs:
        if run.target:
            add_field(parent, f"REF {bookmark_name(run.target)} \\h", run.text)
        else:
            add_text(parent, run.text, bold=run.bold, color=color)


def bookmark_name(words: str) -> str:
    """The name of the bookmark around a heading; the same for the same words."""
    return f"_Ref{zlib.crc32(clean_text(words).encode())}"


@contextmanager
def bookmark(parent: Element, words: str, number: int) -> Iterator[None]:
    """What is added inside the ``with`` stands in the bookmark of these words; ``number`` must be unique in the
    document.
    """
    child(parent, "bookmarkStart", id=number, name=bookmark_name(words))
    yield
    child(parent, "bookmarkEnd", id=number)


def add_text(
    parent: Element, text: str, *, bold: bool = False, color: str = "", fill: str = "", size: float | None = None
) -> None:
    """One run of ``text``; a line feed becomes a line break, a tab stays a tab. ``size`` is in points. An empty text
    adds no run.
    """
    cleaned = clean_text(text)
    if not cleaned:
        return
    run = child(parent, "r")
    _add_run_properties(run, bold=bold, color=color, fill=fill, size=size)
    for position, part in enumerate(re.split("([\n\t])", cleaned)):
        if position % 2:
            child(run, "br" if part == "\n" else "tab")
        elif part:
            text_element = child(run, "t")
            text_element.text = part
            text_element.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")


def _add_run_properties(run: Element, *, bold: bool, color: str, fill: str, size: float | None) -> None:
    if not (bold or color or fill or size):
        return
    properties = child(run, "rPr")
    if bold:
        child(properties, "b")
        child(properties, "bCs")
    if color:
        child(properties, "color", val=color)
    if size:
        child(properties, "sz", val=round(size * 2))
        child(properties, "szCs", val=round(size * 2))
    if fill:
        child(properties, "shd", val="clear", color="auto", fill=fill)


def add_field(parent: Element, instruction: str, shown: str) -> None:
    """A complex field; ``shown`` is what stands there until the office updates its fields."""
    child(child(parent, "r"), "fldChar", fldCharType="begin")
    code = child(child(parent, "r"), "instrText")
    code.text = f" {instruction} "
    code.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    child(child(parent, "r"), "fldChar", fldCharType="separate")
    add_text(parent, shown)
    child(child(parent, "r"), "fldChar", fldCharType="end")


def add_shading(parent: Element, fill: str) -> None:
    """A plain background of ``fill`` (six hex digits)."""
    child(parent, "shd", val="clear", color="auto", fill=fill)
