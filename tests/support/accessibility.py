"""How a document or workbook is for somebody who cannot see it well: text colours on fills, headings, names.

Comes in: a DOCX or a workbook. Goes out: plain facts to compare with a rule. Contrast is that of WCAG 2 (1.4.3).
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from pathlib import Path

from lxml import etree
from openpyxl.cell import Cell
from openpyxl.styles.colors import COLOR_INDEX, Color

LEAST_CONTRAST = 4.5
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
_W, _NAMES = f"{{{WORD}}}", {"w": WORD, "wp": DRAWING}
_GROUNDS = ("w:rPr/w:shd", "w:pPr/w:shd", "w:tcPr/w:shd")
_OLD_COLOURS = 64
_THEME = {0: "FFFFFF", 1: "000000"}


def contrast(first: str, second: str) -> float:
    """The contrast of two colours ("1F3864"), from 1 to 21."""
    light, dark = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    red, green, blue = (part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


class WordDocument:
    """The parts of a DOCX that decide how it is read aloud."""

    def __init__(self, path: Path) -> None:
        with zipfile.ZipFile(path) as package:
            self.body = etree.fromstring(package.read("word/document.xml"))
            styles = etree.fromstring(package.read("word/styles.xml"))
            self.core = etree.fromstring(package.read("docProps/core.xml"))
        self.styles = {style.get(f"{_W}styleId"): style for style in styles.iter(f"{_W}style")}
        self.language = styles.find(".//w:rPrDefault//w:lang", _NAMES).get(f"{_W}eastAsia")

    def headings(self) -> list[tuple[int, str]]:
        """(level from 0, text) of every heading, in order."""
        found = []
        for paragraph in self.body.iter(f"{_W}p"):
            level = self._from_styles(paragraph, "w:pPr/w:outlineLvl")
            if level is not None and int(level) < 9:  # 9 is running text
                found.append((int(level), "".join(paragraph.itertext())))
        return found

    def pictures(self) -> list[str]:
        """The alternative text of each picture or chart; "" where it has none."""
        return [str(drawing.get("descr") or "") for drawing in self.body.iter(f"{{{DRAWING}}}docPr")]

    def tables_without_header(self) -> list[str]:
        """The styles of the tables whose first row is not marked as a header."""
        return [
            table.find("w:tblPr/w:tblStyle", _NAMES).get(f"{_W}val")
            for table in self.body.iter(f"{_W}tbl")
            if table.find("w:tr[1]/w:trPr/w:tblHeader", _NAMES) is None
        ]

    def texts_on_grounds(self) -> dict[tuple[str, str], str]:
        """(text colour, fill colour) -> one text with these colours."""
        found: dict[tuple[str, str], str] = {}
        for run in self.body.iter(f"{_W}r"):
            text = "".join(str(part.text or "") for part in run.iter(f"{_W}t")).strip()
            if text:
                found.setdefault((self._ink(run), _ground(run)), text)
        return found

    def _ink(self, run: etree._Element) -> str:
        own = run.find("w:rPr/w:color", _NAMES)
        named = run.find("w:rPr/w:rStyle", _NAMES)
        styled = None if named is None else self._inherited(named.get(f"{_W}val"), "w:rPr/w:color")
        paragraph = next(run.iterancestors(f"{_W}p"))
        colours = (own.get(f"{_W}val") if own is not None else None, styled)
        chosen = next((c for c in colours if c), None) or self._from_styles(paragraph, "w:rPr/w:color")
        return "000000" if chosen in (None, "auto") else str(chosen)

    def _from_styles(self, paragraph: etree._Element, wanted: str) -> str | None:
        own = paragraph.find(wanted, _NAMES) if wanted.startswith("w:pPr") else None
        if own is not None:
            return str(own.get(f"{_W}val"))
        style = paragraph.find("w:pPr/w:pStyle", _NAMES)
        return self._inherited("Normal" if style is None else style.get(f"{_W}val"), wanted)

    def _inherited(self, style_id: str | None, wanted: str) -> str | None:
        while style_id in self.styles:
            found = self.styles[style_id].find(wanted, _NAMES)
            if found is not None:
                return str(found.get(f"{_W}val"))
            based = self.styles[style_id].find("w:basedOn", _NAMES)
            style_id = None if based is None else based.get(f"{_W}val")
        return None


def _ground(run: etree._Element) -> str:
    for element in (run, *run.iterancestors()):
        for where in _GROUNDS:
            shading = element.find(where, _NAMES)
            if shading is not None and shading.get(f"{_W}fill") not in (None, "auto"):
                return str(shading.get(f"{_W}fill"))
    return "FFFFFF"


def colour_of(color: Color | None, default: str) -> str:
    """An openpyxl colour as "1F3864". Raises KeyError for a colour of a theme beyond black and white."""
    if color is None or color.type == "auto":
        return default
    if color.type == "theme":
        return _THEME[color.theme]
    if color.type == "indexed":
        return str(COLOR_INDEX[color.indexed])[-6:] if color.indexed < _OLD_COLOURS else default
    return str(color.rgb)[-6:]


def faint_cells(cells: Iterator[tuple[Cell, ...]]) -> list[str]:
    """The cells with a text whose contrast to the cell's fill is too small."""
    faint = []
    for row in cells:
        for cell in row:
            if cell.value in (None, ""):
                continue
            solid = cell.fill.fill_type == "solid"
            ground = colour_of(cell.fill.fgColor, "FFFFFF") if solid else "FFFFFF"
            if contrast(colour_of(cell.font.color, "000000"), ground) < LEAST_CONTRAST:
                faint.append(f"{cell.parent.title}!{cell.coordinate}")
    return faint
