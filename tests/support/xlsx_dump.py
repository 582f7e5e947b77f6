"""A workbook as readable text: sheets as aligned rows, formulas with their results, links with their targets.

Comes in: the path of an .xlsx file. Goes out: text for golden files. It reads the XML itself, without the library that
wrote it. Numbers and dates are written as their format shows them; colours, fonts and widths are left out on purpose.
"""

from __future__ import annotations

import posixpath
import re
import unicodedata
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from xml.etree import ElementTree

S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing}"
_DC = "{http://purl.org/dc/elements/1.1/}"
_BUILT_IN = {1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 14: "yyyy-mm-dd", 49: "@"}
_SUFFIX = re.compile(r'"([^"]*)"')
Element = ElementTree.Element


def dump_workbook(path: Path, *, sheets: tuple[str, ...] = (), formulas: bool = True) -> str:
    """The workbook as text; only the given sheets if some are given. Without ``formulas`` they show only values."""
    with zipfile.ZipFile(path) as package:
        return "\n".join(_Dump(package, formulas=formulas).lines(sheets)) + "\n"


@dataclass(frozen=True)
class _Sheet:
    name: str
    state: str
    part: str


class _Dump:
    def __init__(self, package: zipfile.ZipFile, *, formulas: bool) -> None:
        self._package = package
        self._formulas = formulas
        self._strings = self._shared_strings()
        self._formats = self._cell_formats()

    def lines(self, wanted: tuple[str, ...]) -> Iterator[str]:
        core = self._part("docProps/core.xml")
        yield f"문서 제목: {core.findtext(f'{_DC}title') or ''}"
        for name in self._part("xl/workbook.xml").iter(f"{S}definedName"):
            if not name.get("name", "").startswith("_xlnm.") and not wanted:
                yield f"이름: {name.get('name')} = {name.text}"
        for sheet in self._sheets():
            if not wanted or sheet.name in wanted:
                yield from self._sheet(sheet)

    def _part(self, name: str) -> Element:
        return ElementTree.fromstring(self._package.read(name)) if name in self._package.namelist() else Element(name)

    def _relations(self, part: str) -> dict[str, tuple[str, str]]:
        """Id -> (kind, target) of a part; targets inside the package are whole part names."""
        folder, name = posixpath.split(part)
        found = {}
        for relation in self._part(f"{folder}/_rels/{name}.rels"):
            target = relation.get("Target", "")
            if relation.get("TargetMode") != "External":
                target = posixpath.normpath(posixpath.join(folder, target)).lstrip("/")
            found[relation.get("Id", "")] = (relation.get("Type", "").rpartition("/")[2], target)
        return found

    def _sheets(self) -> list[_Sheet]:
        relations = self._relations("xl/workbook.xml")
        return [
            _Sheet(sheet.get("name", ""), sheet.get("state", ""), relations[sheet.get(f"{R}id", "")][1])
            for sheet in self._part("xl/workbook.xml").iter(f"{S}sheet")
        ]

    def _shared_strings(self) -> list[str]:
        return ["".join(t.text or "" for t in item.iter(f"{S}t")) for item in self._part("xl/sharedStrings.xml")]

    def _cell_formats(self) -> list[str]:
        """The number format of every cell style."""
        styles = self._part("xl/styles.xml")
        codes = {int(f.get("numFmtId", "0")): f.get("formatCode", "") for f in styles.iter(f"{S}numFmt")}
        codes = _BUILT_IN | codes
        found = styles.find(f"{S}cellXfs")
        return [] if found is None else [codes.get(int(x.get("numFmtId", "0")), "") for x in found]

    # -- one sheet -----------------------------------------------------------------------------------------------------

    def _sheet(self, sheet: _Sheet) -> Iterator[str]:
        root, relations = self._part(sheet.part), self._relations(sheet.part)
        yield ""
        yield f"== {sheet.name}" + (f" ({sheet.state})" if sheet.state not in ("", "visible") else "")
        yield from self._features(root, relations)
        links = {link.get("ref", ""): _link(link, relations) for link in root.iter(f"{S}hyperlink")}
        rows = [
            (row.get("r", ""), {_letters(c.get("r", "")): self._cell(c, links) for c in row})
            for row in root.iter(f"{S}row")
        ]
        yield from _aligned([(number, cells) for number, cells in rows if any(cells.values())])

    def _features(self, root: Element, relations: dict[str, tuple[str, str]]) -> Iterator[str]:
        pane = root.find(f"{S}sheetViews/{S}sheetView/{S}pane")
        if pane is not None:
            yield f"[고정] {pane.get('topLeftCell')}"
        if root.find(f"{S}sheetProtection") is not None:
            yield "[보호]"
        for merged in root.iter(f"{S}mergeCell"):
            yield f"[합침] {merged.get('ref')}"
        for check in root.iter(f"{S}dataValidation"):
            rule = " ".join(part.text or "" for part in check)
            yield f"[입력 확인] {check.get('sqref')} {check.get('type', '')} {rule}".rstrip()
        for kind, target in relations.values():
            if kind == "table":
                table = self._part(target)
                filtered = " 거르기" if table.find(f"{S}autoFilter") is not None else ""
                yield f"[표] {table.get('name')} {table.get('ref')}{filtered}"
            if kind == "drawing":
                for frame in self._part(target).iter(f"{_DRAWING}cNvPr"):
                    yield f"[그림] {frame.get('descr') or frame.get('name')}"

    def _cell(self, cell: Element, links: dict[str, str]) -> str:
        value = self._value(cell)
        formula = cell.findtext(f"{S}f")
        if formula is not None and self._formulas:
            value = f"={formula} → {value}"
        target = links.get(cell.get("r", ""), "")
        return f"{value} ⟶ {target}" if target else value

    def _value(self, cell: Element) -> str:
        text = cell.findtext(f"{S}v") or ""
        kind = cell.get("t", "n")
        if kind == "s":
            text = self._strings[int(text)]
        elif kind == "inlineStr":
            text = "".join(part.text or "" for part in cell.iter(f"{S}t"))
        elif kind == "b":
            text = "TRUE" if text == "1" else "FALSE"
        elif kind == "n" and text:
            style = int(cell.get("s", "0"))
            text = shown_number(float(text), self._formats[style] if style < len(self._formats) else "")
        return text.replace("\n", " ⏎ ")


def shown_number(number: float, code: str) -> str:
    """The number as its format shows it: separators, decimals, per cent, days, quoted words; else its plain digits."""
    if "y" in code:
        return (date(1899, 12, 30) + timedelta(days=int(number))).isoformat()
    words = "".join(_SUFFIX.findall(code))
    digits = _SUFFIX.sub("", code)
    decimals = len(digits.partition(".")[2].rstrip("%"))
    if "%" in digits:
        return f"{number * 100:.{decimals}f}%{words}"
    if not set(digits) & set("0#"):
        decimals = 0 if number.is_integer() else 6
    return f"{number:{',' if ',' in digits else ''}.{decimals}f}{words}"


def _link(link: Element, relations: dict[str, tuple[str, str]]) -> str:
    target = relations.get(link.get(f"{R}id", ""), ("", ""))[1]
    location = link.get("location", "")
    return f"{target}#{location}" if target and location else target or f"#{location}"


def _letters(address: str) -> str:
    return address.rstrip("0123456789")


def _order(letters: str) -> tuple[int, str]:
    return len(letters), letters


def _aligned(rows: list[tuple[str, dict[str, str]]]) -> Iterator[str]:
    """Rows with two or more cells as columns of equal width (Hangul is two wide); a single cell stays as it is."""
    columns = sorted({letters for _, cells in rows for letters, text in cells.items() if text}, key=_order)
    tabular = [cells for _, cells in rows if len([text for text in cells.values() if text]) > 1]
    widths = {c: max((_columns(cells.get(c, "")) for cells in tabular), default=0) for c in columns}
    for number, cells in rows:
        filled = [text for text in cells.values() if text]
        if len(filled) == 1:
            yield f"{number:>4} {filled[0]}"
            continue
        padded = (cells.get(c, "") + " " * (widths[c] - _columns(cells.get(c, ""))) for c in columns)
        yield f"{number:>4} | {' | '.join(padded)} |"


def _columns(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)
