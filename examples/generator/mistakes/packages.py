"""Edits of a written workbook: cells, sheets and stamps as no writer of forms would leave them.

Comes in: names of sheets, addresses. Goes out: functions from parts to parts. Texts go in as inline strings, so that
the shared ones stay as they are.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from lxml import etree

from examples.generator.mistakes.scene import Edit
from examples.generator.packages import MAIN, Parts, sheet_parts
from pipeline.forms.stamp import STAMP_SHEET

_C, _V, _F, _IS, _T = (f"{{{MAIN}}}{name}" for name in ("c", "v", "f", "is", "t"))
_ROW, _SHEET = f"{{{MAIN}}}row", f"{{{MAIN}}}sheet"


def in_sheet(sheet: str, change: Callable[[etree._Element], object]) -> Edit:
    """The edit that changes the tree of one worksheet."""

    def edit(parts: Parts) -> Parts:
        name = sheet_parts(parts)[sheet]
        tree = etree.fromstring(parts[name])
        change(tree)
        return {**parts, name: etree.tostring(tree, xml_declaration=True, encoding="UTF-8", standalone=True)}

    return edit


def cell_element(tree: etree._Element, address: str) -> etree._Element:
    """The ``<c>`` element at an address. Raises KeyError where the sheet has none there."""
    row = re.sub("[A-Z]", "", address)
    for element in tree.iter(_ROW):
        if element.get("r") == row:
            for cell in element:
                if cell.get("r") == address:
                    return cell
    raise KeyError(address)


def _emptied(tree: etree._Element, address: str) -> etree._Element:
    """The cell with its style and nothing else."""
    cell = cell_element(tree, address)
    for child in list(cell):
        cell.remove(child)
    if "t" in cell.attrib:
        del cell.attrib["t"]
    return cell


def blanked(sheet: str, address: str) -> Edit:
    """Nothing in the cell."""
    return in_sheet(sheet, lambda tree: _emptied(tree, address))


def text_cell(sheet: str, address: str, text: str) -> Edit:
    """A text in the cell, exactly as given (no escaping of ``_x0030_``)."""

    def change(tree: etree._Element) -> None:
        cell = _emptied(tree, address)
        cell.set("t", "inlineStr")
        etree.SubElement(etree.SubElement(cell, _IS), _T).text = text

    return in_sheet(sheet, change)


def number_cell(sheet: str, address: str, number: int) -> Edit:
    """A plain number in the cell."""

    def change(tree: etree._Element) -> None:
        etree.SubElement(_emptied(tree, address), _V).text = str(number)

    return in_sheet(sheet, change)


def formula_cell(sheet: str, address: str, formula: str, cached: str | None, kind: str = "") -> Edit:
    """A formula with what Excel would have stored as its result; None where it was never calculated."""

    def change(tree: etree._Element) -> None:
        cell = _emptied(tree, address)
        if kind:
            cell.set("t", kind)
        etree.SubElement(cell, _F).text = formula
        if cached is not None:
            etree.SubElement(cell, _V).text = cached

    return in_sheet(sheet, change)


def new_text_cell(sheet: str, address: str, text: str) -> Edit:
    """A text in a cell right of everything else in its row."""

    def change(tree: etree._Element) -> None:
        row = next(element for element in tree.iter(_ROW) if element.get("r") == re.sub("[A-Z]", "", address))
        cell = etree.SubElement(row, _C, {"r": address, "t": "inlineStr"})
        etree.SubElement(etree.SubElement(cell, _IS), _T).text = text
        if "spans" in row.attrib:
            del row.attrib["spans"]

    return in_sheet(sheet, change)


def merged(sheet: str, area: str) -> Edit:
    """The cells of the area merged, with whatever they hold."""

    def change(tree: etree._Element) -> None:
        merges = tree.find(f"{{{MAIN}}}mergeCells")
        if merges is None:
            merges = etree.Element(f"{{{MAIN}}}mergeCells")
            after = [tree.find(f"{{{MAIN}}}{name}") for name in ("sheetProtection", "sheetData")]
            next(element for element in after if element is not None).addnext(merges)
        etree.SubElement(merges, f"{{{MAIN}}}mergeCell").set("ref", area)

    return in_sheet(sheet, change)


def _in_book(change: Callable[[etree._Element], None]) -> Edit:
    def edit(parts: Parts) -> Parts:
        tree = etree.fromstring(parts["xl/workbook.xml"])
        change(tree)
        content = etree.tostring(tree, xml_declaration=True, encoding="UTF-8", standalone=True)
        return {**parts, "xl/workbook.xml": content}

    return edit


def _sheet_entry(tree: etree._Element, sheet: str) -> etree._Element:
    return next(entry for entry in tree.iter(_SHEET) if entry.get("name") == sheet)


def renamed_sheet(sheet: str, name: str) -> Edit:
    """The sheet under another name."""
    return _in_book(lambda tree: _sheet_entry(tree, sheet).set("name", name))


def hidden_sheet(sheet: str) -> Edit:
    """The sheet hidden."""
    return _in_book(lambda tree: _sheet_entry(tree, sheet).set("state", "hidden"))


def deleted_sheet(sheet: str) -> Edit:
    """A book without the sheet, and without the names that point into it by number."""

    def change(tree: etree._Element) -> None:
        entry = _sheet_entry(tree, sheet)
        parent = entry.getparent()
        if parent is not None:
            parent.remove(entry)
        for names in tree.findall(f"{{{MAIN}}}definedNames"):
            tree.remove(names)

    return _in_book(change)


def stamped(key: str, text: str) -> Edit:
    """Another text beside a key of the hidden stamp."""

    def edit(parts: Parts) -> Parts:
        strings = [
            "".join(piece.text or "" for piece in item.iter(_T))
            for item in etree.fromstring(parts["xl/sharedStrings.xml"])
        ]
        tree = etree.fromstring(parts[sheet_parts(parts)[STAMP_SHEET]])
        for row in tree.iter(_ROW):
            first = row[0].findtext(_V)
            if first is not None and strings[int(first)] == key:
                return text_cell(STAMP_SHEET, f"B{row.get('r')}", text)(parts)
        raise KeyError(key)

    return edit
