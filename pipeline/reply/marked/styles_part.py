"""The sender's styles, only ever added to: a cell's own look with another fill, and the looks of our own sheet.

Comes in: the styles part (or none, in files of other programs). Goes out: the part with new entries at the end of its
lists, so that every style number that a cell carries keeps its meaning. No existing entry is touched.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from lxml import etree

from pipeline.reply.marked.package import MAIN, CannotMark, tag
from pipeline.reply.marked.schema_order import STYLES, insert_in_order

MOST_CELL_STYLES = 64_000  # what Excel opens
NO_FILL = "none"
_TINT = r"-?[0-9]{1,2}(?:\.[0-9]{1,20})?(?:E-?[0-9]{1,2})?"
_SPEC = re.compile(rf"none|rgb:[0-9A-F]{{8}}|indexed:[0-9]{{1,3}}|theme:[0-9]{{1,2}}(?::{_TINT})?")
_MINIMAL: Mapping[str, str] = {
    "fonts": '<font><sz val="11"/><name val="맑은 고딕"/></font>',
    "fills": '<fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>',
    "borders": "<border><left/><right/><top/><bottom/><diagonal/></border>",
    "cellStyleXfs": '<xf numFmtId="0" fontId="0" fillId="0" borderId="0"/>',
    "cellXfs": '<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>',
    "cellStyles": '<cellStyle name="Normal" xfId="0" builtinId="0"/>',
}


@dataclass(frozen=True, slots=True)
class Look:
    """How a cell of our own sheet looks. Colours are ARGB; ``line`` draws thin lines around it."""

    size: float = 10
    bold: bool = False
    underline: bool = False
    color: str = "FF1F2937"
    fill: str = ""
    line: bool = False
    align: str = "left"
    wrap: bool = False
    indent: int = 0


FONT = "맑은 고딕"
LINE_COLOR = "FFBFBFBF"


class StyleSheet:
    """The styles part of one workbook."""

    def __init__(self, root: etree._Element | None) -> None:
        self.root = root if root is not None else etree.fromstring(f'<styleSheet xmlns="{MAIN}"/>')
        for name in _MINIMAL:
            self._require(name)
        self._made: dict[tuple[object, ...], int] = {}

    def fill_of(self, style: int) -> str:
        """A cell style's fill in words: "none", "rgb:FFFFFBEB", "theme:4:0.6", "indexed:26"; a pattern is none."""
        return _fill_words(self._fill(style))

    def filled(self, style: int, fill: str) -> int:
        """The style number for the same look with another fill (a word as in ``fill_of``)."""
        if not _SPEC.fullmatch(fill):
            fill = NO_FILL
        key = (style, fill)
        if key not in self._made:
            source = self._style(style)
            copy = etree.fromstring(etree.tostring(source))
            copy.tail = None
            copy.set("fillId", str(self._fill_number(fill)))
            copy.set("applyFill", "1")
            self._made[key] = self._append("cellXfs", copy)
        return self._made[key]

    def look(self, look: Look) -> int:
        """The style number for a look of our own."""
        key = ("look", look)
        if key not in self._made:
            fill = self._fill_number(f"rgb:{look.fill}" if look.fill else NO_FILL)
            font = self._append("fonts", _font(look))
            border = self._append("borders", _border()) if look.line else 0
            style = etree.Element(tag("xf"))
            for name, value in (("numFmtId", 0), ("fontId", font), ("fillId", fill), ("borderId", border), ("xfId", 0)):
                style.set(name, str(value))
            for name in ("applyFont", "applyFill", "applyBorder", "applyAlignment"):
                style.set(name, "1")
            more = {"wrapText": "1"} if look.wrap else {}
            more |= {"indent": str(look.indent)} if look.indent else {}
            etree.SubElement(style, tag("alignment"), {"horizontal": look.align, "vertical": "center", **more})
            self._made[key] = self._append("cellXfs", style)
        return self._made[key]

    def styles_with_fill(self, fills: frozenset[str]) -> frozenset[int]:
        """Numbers of the cell styles whose fill is one of these words."""
        marked = {number for number, fill in enumerate(self._list("fills")) if _fill_words(fill) in fills}
        if not marked:
            return frozenset()
        numbers = (_number(style.get("fillId")) for style in self._list("cellXfs"))
        return frozenset(index for index, number in enumerate(numbers) if number in marked)

    def _fill_number(self, fill: str) -> int:
        key = ("fill", fill)
        if key not in self._made:
            element = etree.Element(tag("fill"))
            kind_of_fill = "none" if fill == NO_FILL else "solid"
            pattern = etree.SubElement(element, tag("patternFill"), {"patternType": kind_of_fill})
            if fill != NO_FILL:
                kind, value, *tint = fill.split(":")
                etree.SubElement(pattern, tag("fgColor"), {kind: value, **({"tint": tint[0]} if tint else {})})
                etree.SubElement(pattern, tag("bgColor"), {"indexed": "64"})
            self._made[key] = 0 if fill == NO_FILL else self._append("fills", element)
        return self._made[key]

    def _fill(self, style: int) -> etree._Element | None:
        fills = self._list("fills")
        number = _number(self._style(style).get("fillId"))
        return fills[number] if 0 <= number < len(fills) else None

    def _style(self, number: int) -> etree._Element:
        styles = self._list("cellXfs")
        return styles[number if 0 <= number < len(styles) else 0]

    def _list(self, name: str) -> etree._Element:
        found = self.root.find(tag(name))
        if found is None:
            raise KeyError(name)
        return found

    def _require(self, name: str) -> None:
        """Make a list that other programs leave out, at its place in the schema's order."""
        if self.root.find(tag(name)) is not None and len(self._list(name)):
            return
        for empty in self.root.findall(tag(name)):
            self.root.remove(empty)
        made = etree.fromstring(f'<{name} xmlns="{MAIN}">{_MINIMAL[name]}</{name}>')
        made.set("count", str(len(made)))
        insert_in_order(self.root, made, STYLES)

    def _append(self, name: str, element: etree._Element) -> int:
        """The number of the new entry of a list."""
        entries = self._list(name)
        entries.append(element)
        if name == "cellXfs" and len(entries) > MOST_CELL_STYLES:
            raise CannotMark("이 파일에는 셀 서식이 너무 많아 표시를 더할 수 없습니다.")
        entries.set("count", str(len(entries)))
        return len(entries) - 1


def _number(text: str | None) -> int:
    return int(text) if text and text.isdigit() else 0


def _fill_words(fill: etree._Element | None) -> str:
    pattern = fill.find(tag("patternFill")) if fill is not None else None
    color = pattern.find(tag("fgColor")) if pattern is not None else None
    if pattern is None or color is None or pattern.get("patternType") != "solid":
        return NO_FILL
    for kind in ("rgb", "theme", "indexed"):
        value = color.get(kind)
        if value is not None:
            tint = f":{color.get('tint')}" if kind == "theme" and color.get("tint") else ""
            words = f"{kind}:{value.upper()}{tint}"
            return words if _SPEC.fullmatch(words) else NO_FILL
    return NO_FILL


def _font(look: Look) -> etree._Element:
    font = etree.Element(tag("font"))
    if look.bold:
        etree.SubElement(font, tag("b"))
    if look.underline:
        etree.SubElement(font, tag("u"))
    etree.SubElement(font, tag("sz"), {"val": f"{look.size:g}"})
    etree.SubElement(font, tag("color"), {"rgb": look.color})
    etree.SubElement(font, tag("name"), {"val": FONT})
    etree.SubElement(font, tag("family"), {"val": "3"})
    etree.SubElement(font, tag("charset"), {"val": "129"})
    return font


def _border() -> etree._Element:
    border = etree.Element(tag("border"))
    for side in ("left", "right", "top", "bottom"):
        etree.SubElement(etree.SubElement(border, tag(side), {"style": "thin"}), tag("color"), {"rgb": LINE_COLOR})
    etree.SubElement(border, tag("diagonal"))
    return border
