"""A DOCX as readable text: headings and items with their marks, tables as aligned columns, pictures by their alt text.

Comes in: the path of a DOCX. Goes out: text for golden files. It reads the XML itself, without the library that wrote
it; numbering marks are taken from numbering.xml, so that the text shows what the office will see. Looks (colours,
sizes) are left out on purpose.
"""

from __future__ import annotations

import unicodedata
import zipfile
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_DC = "{http://purl.org/dc/elements/1.1/}"
_ROMAN = ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))
_MERGED = "〃"
Element = ElementTree.Element


def dump_document(path: Path) -> str:
    """The whole document as text, one paragraph or table row per line, with the page's header and footer at the end."""
    with zipfile.ZipFile(path) as package:
        return "\n".join(_Dump(package).lines()) + "\n"


class _Dump:
    def __init__(self, package: zipfile.ZipFile) -> None:
        self._package = package
        self._names, self._numbers = self._styles()
        self._marks = self._number_marks()
        self._counts: dict[tuple[str, int], int] = {}

    def lines(self) -> Iterator[str]:
        title = self._part("docProps/core.xml").findtext(f"{_DC}title") or ""
        yield f"문서 제목: {title}"
        body = self._part("word/document.xml").find(f"{W}body")
        assert body is not None
        for child in body:
            if child.tag == f"{W}p":
                yield from self._paragraph(child)
            elif child.tag == f"{W}tbl":
                yield from self._table(child)
        for name in sorted(self._package.namelist()):
            word = {"header": "머리말", "footer": "바닥글"}.get(Path(name).stem.rstrip("0123456789"))
            text = (
                "".join(_text(paragraph, fields=False) for paragraph in self._part(name).iter(f"{W}p")) if word else ""
            )
            if text.strip():
                yield f"[{word}] {text.strip()}"

    def _part(self, name: str) -> Element:
        return ElementTree.fromstring(self._package.read(name)) if name.endswith(".xml") else Element(name)

    def _styles(self) -> tuple[dict[str, str], dict[str, tuple[str, int]]]:
        """Names of the paragraph styles by id, and the (list, level) of the styles with numbering."""
        names: dict[str, str] = {}
        numbers: dict[str, tuple[str, int]] = {}
        for style in self._part("word/styles.xml").iter(f"{W}style"):
            style_id = style.get(f"{W}styleId", "")
            names[style_id] = _value(style.find(f"{W}name"))
            number = style.find(f"{W}pPr/{W}numPr")
            if number is not None:
                numbers[style_id] = _number_of(number)
        return names, numbers

    def _number_marks(self) -> dict[tuple[str, int], str]:
        """The mark of each (list, level): "□", or "%1." for a counting number."""
        if "word/numbering.xml" not in self._package.namelist():
            return {}
        root = self._part("word/numbering.xml")
        marks: dict[tuple[str, int], str] = {}
        levels = {
            abstract.get(f"{W}abstractNumId"): {
                int(level.get(f"{W}ilvl", "0")): _value(level.find(f"{W}lvlText")) for level in abstract.iter(f"{W}lvl")
            }
            for abstract in root.iter(f"{W}abstractNum")
        }
        for number in root.iter(f"{W}num"):
            for level, mark in levels[_value(number.find(f"{W}abstractNumId"))].items():
                marks[number.get(f"{W}numId", ""), level] = mark
        return marks

    def _mark(self, paragraph: Element, style_id: str) -> str:
        own = paragraph.find(f"{W}pPr/{W}numPr")
        number = _number_of(own) if own is not None else self._numbers.get(style_id)
        mark = self._marks.get(number, "") if number else ""
        if number and "%1" in mark:
            self._counts[number] = self._counts.get(number, 0) + 1
            mark = mark.replace("%1", _roman(self._counts[number]))
        return f"{mark} " if mark else ""

    def _paragraph(self, paragraph: Element) -> Iterator[str]:
        style_id = _value(paragraph.find(f"{W}pPr/{W}pStyle"))
        if paragraph.find(f"{W}pPr/{W}pageBreakBefore") is not None:
            yield "-- 쪽 나눔 --"
        for picture in paragraph.iter(f"{_DRAWING}docPr"):
            yield f"[{self._names.get(style_id, '')}] ({picture.get('name')}) {picture.get('descr')}"
        text = self._mark(paragraph, style_id) + _text(paragraph)
        if text.strip():
            yield f"[{self._names.get(style_id, style_id)}] {text.replace(chr(10), ' ⏎ ')}"

    def _table(self, table: Element) -> Iterator[str]:
        rows = [[_cell_text(cell) for cell in row.iter(f"{W}tc")] for row in table.iter(f"{W}tr")]
        widths = [max(_columns(row[index]) for row in rows if index < len(row)) for index in range(max(map(len, rows)))]
        for row, element in zip(rows, table.iter(f"{W}tr"), strict=True):
            cells = (text + " " * (width - _columns(text)) for text, width in zip(row, widths, strict=False))
            head = "#" if element.find(f"{W}trPr/{W}tblHeader") is not None else "|"
            yield f"{head} {' | '.join(cells)} |"


def _value(element: Element | None) -> str:
    return element.get(f"{W}val", "") if element is not None else ""


def _number_of(number: Element) -> tuple[str, int]:
    return _value(number.find(f"{W}numId")), int(_value(number.find(f"{W}ilvl")) or 0)


def _roman(number: int) -> str:
    text = ""
    for value, letters in _ROMAN:
        while number >= value:
            text, number = text + letters, number - value
    return text


def _text(paragraph: Element, *, fields: bool = True) -> str:
    """The paragraph's text; a field gives its current result, or with ``fields=False`` its name in braces."""
    parts: list[str] = []
    shown = True
    for node in (node for run in paragraph.iter(f"{W}r") for node in run.iter()):
        if node.tag == f"{W}fldChar" and not fields:
            shown = node.get(f"{W}fldCharType") != "separate" and (node.get(f"{W}fldCharType") == "end" or shown)
        elif node.tag == f"{W}instrText" and not fields:
            parts.append(f"{{{(node.text or '').split()[0]}}}")
        elif node.tag == f"{W}t" and shown:
            parts.append(node.text or "")
        elif node.tag in (f"{W}br", f"{W}tab"):
            parts.append("\n" if node.tag == f"{W}br" else " ")
    return "".join(parts)


def _cell_text(cell: Element) -> str:
    merge = cell.find(f"{W}tcPr/{W}vMerge")
    if merge is not None and _value(merge) != "restart":
        return _MERGED
    return " ⏎ ".join(_text(paragraph).replace("\n", " ⏎ ") for paragraph in cell.iter(f"{W}p"))


def _columns(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)
