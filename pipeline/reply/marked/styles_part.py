"""The sender's styles, which are only added to: a cell's own look with a mark, and the looks of our own sheet.

Comes in: the styles part (or none, in files of other programs). Goes out: the part with new entries at the end of its
lists, so that every style number that a cell carries keeps its meaning. No existing entry is touched.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from lxml import etree

from pipeline.forms.stamp import MARKED_FORMAT
from pipeline.reply.marked.mark_looks import MARK_FILLS, MarkLook
from pipeline.reply.marked.package import MAIN, CannotMark, tag
from pipeline.reply.marked.schema_order import STYLES, insert_in_order

MOST_CELL_STYLES = 64_000  # the most with which Excel opens a file
_SIDES = ("left", "right", "top", "bottom")
_FORMATS = {0: "General", 1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 49: "@"}  # Excel's own
_FIRST_FORMAT = 164  # the first number of a format that is not Excel's own
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

    def marked(self, style: int, look: MarkLook) -> int:
        """The style number for the same look with the fill and the border of a mark."""
        key = (style, look)
        if key not in self._made:
            copy = etree.fromstring(etree.tostring(self._style(style)))
            copy.tail = None
            copy.set("fillId", str(self._fill_number(look.fill)))
            copy.set("borderId", str(self._border_number(look.line, look.border)))
            copy.set("applyFill", "1")
            copy.set("applyBorder", "1")
            self._made[key] = self._append("cellXfs", copy)
        return self._made[key]

    def unmarked(self, style: int) -> int:
        """The style number for a marked cell without its mark, where its former look is not known."""
        key = ("unmarked", style)
        if key not in self._made:
            copy = etree.fromstring(etree.tostring(self._style(style)))
            copy.tail = None
            copy.set("fillId", "0")
            copy.set("borderId", "0")
            self._made[key] = self._append("cellXfs", copy)
        return self._made[key]

    def marked_styles(self) -> frozenset[int]:
        """The numbers of the cell styles with the fill of a mark."""
        marked = {number for number, fill in enumerate(self._list("fills")) if _ground(fill) in MARK_FILLS}
        numbers = (_number(style.get("fillId")) for style in self._list("cellXfs"))
        return frozenset(index for index, number in enumerate(numbers) if number in marked)

    def rule_look(self, style: int, look: MarkLook, numbers: str) -> int:
        """The number of a conditional look: the mark's fill and text colour, and ``numbers`` ("①") before what a cell
        of that style shows. A number format with several sections is left as it is.
        """
        code = self._format_code(style)
        key = ("rule", look, numbers, code)
        if key not in self._made:
            rule = etree.Element(tag("dxf"))
            etree.SubElement(etree.SubElement(rule, tag("font")), tag("color"), {"rgb": look.ink})
            if code:
                numbered = _numbered(code, numbers)
                etree.SubElement(rule, tag("numFmt"), {"numFmtId": self._format_number(), "formatCode": numbered})
            pattern = etree.SubElement(etree.SubElement(rule, tag("fill")), tag("patternFill"))
            etree.SubElement(pattern, tag("bgColor"), {"rgb": look.fill})
            self._made[key] = self._append("dxfs", rule)
        return self._made[key]

    def rule_looks(self) -> frozenset[int]:
        """The numbers of the conditional looks that belong to marks."""
        rules = self._list("dxfs") if self.root.find(tag("dxfs")) is not None else ()
        return frozenset(number for number, rule in enumerate(rules) if _is_mark(rule))

    def look(self, look: Look) -> int:
        """The style number for a look of our own."""
        key = ("look", look)
        if key not in self._made:
            fill = self._fill_number(look.fill)
            font = self._append("fonts", _font(look))
            border = self._append("borders", _border(LINE_COLOR, "thin")) if look.line else 0
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

    def _fill_number(self, fill: str) -> int:
        key = ("fill", fill)
        if key not in self._made:
            element = etree.Element(tag("fill"))
            pattern = etree.SubElement(element, tag("patternFill"), {"patternType": "solid"})
            etree.SubElement(pattern, tag("fgColor"), {"rgb": fill})
            etree.SubElement(pattern, tag("bgColor"), {"indexed": "64"})
            self._made[key] = self._append("fills", element) if fill else 0
        return self._made[key]

    def _border_number(self, color: str, kind: str) -> int:
        key = ("border", color, kind)
        if key not in self._made:
            self._made[key] = self._append("borders", _border(color, kind))
        return self._made[key]

    def _format_code(self, style: int) -> str:
        """A cell style's number format; "" where it has several sections or conditions."""
        number = _number(self._style(style).get("numFmtId"))
        formats = self.root.iterfind(f"{tag('numFmts')}/{tag('numFmt')}")
        own = {_number(entry.get("numFmtId")): entry.get("formatCode", "") for entry in formats}
        code = own.get(number, _FORMATS.get(number, ""))
        return "" if set(code) & set(';["') else code

    def _format_number(self) -> str:
        """A number for a new format, which no format of the file has yet."""
        used = (_number(element.get("numFmtId")) for element in self.root.iter(tag("numFmt")))
        return str(max(max(used, default=0) + 1, _FIRST_FORMAT))

    def _style(self, number: int) -> etree._Element:
        styles = self._list("cellXfs")
        return styles[number if 0 <= number < len(styles) else 0]

    def _list(self, name: str) -> etree._Element:
        found = self.root.find(tag(name))
        if found is None:
            raise KeyError(name)
        return found

    def _require(self, name: str) -> None:
        """Make a list that some programs leave out, in its place in the schema's order."""
        if self.root.find(tag(name)) is not None and len(self._list(name)):
            return
        for empty in self.root.findall(tag(name)):
            self.root.remove(empty)
        made = etree.fromstring(f'<{name} xmlns="{MAIN}">{_MINIMAL[name]}</{name}>')
        made.set("count", str(len(made)))
        insert_in_order(self.root, made, STYLES)

    def _append(self, name: str, element: etree._Element) -> int:
        """Append an entry to a list; returns its number."""
        if name == "dxfs" and self.root.find(tag(name)) is None:
            insert_in_order(self.root, etree.Element(tag(name)), STYLES)
        entries = self._list(name)
        entries.append(element)
        if name == "cellXfs" and len(entries) > MOST_CELL_STYLES:
            raise CannotMark("이 파일에는 셀 서식이 너무 많아 표시를 더할 수 없습니다.")
        entries.set("count", str(len(entries)))
        return len(entries) - 1


def _number(text: str | None) -> int:
    return int(text) if text and text.isdigit() else 0


def _ground(fill: etree._Element) -> str:
    """A fill's colour as ARGB; "" where it is a pattern or a theme colour."""
    pattern = fill.find(tag("patternFill"))
    color = pattern.find(tag("fgColor")) if pattern is not None else None
    if pattern is None or color is None or pattern.get("patternType") != "solid":
        return ""
    return str(color.get("rgb", "")).upper()


def _is_mark(rule: etree._Element) -> bool:
    color, numbered = rule.find(f"{tag('fill')}/{tag('patternFill')}/{tag('bgColor')}"), rule.find(tag("numFmt"))
    is_numbered = numbered is not None and MARKED_FORMAT.match(numbered.get("formatCode", "")) is not None
    return is_numbered or (color is not None and color.get("rgb", "").upper() in MARK_FILLS)


def _numbered(code: str, numbers: str) -> str:
    """The number format ``code`` with ``numbers`` before the number or text that it shows."""
    if code == "@":
        return f'"{numbers} "@'
    return f'"{numbers} "{code};"{numbers} "-{code};"{numbers} "{code};"{numbers} "@'


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


def _border(color: str, kind: str) -> etree._Element:
    border = etree.Element(tag("border"))
    for side in _SIDES:
        etree.SubElement(etree.SubElement(border, tag(side), {"style": kind}), tag("color"), {"rgb": color})
    etree.SubElement(border, tag("diagonal"))
    return border
