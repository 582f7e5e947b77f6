"""One worksheet part: cells are found or made in their place and given another look; and their size on the screen.

Comes in: the root of a worksheet part and the workbook's styles. Goes out: the same tree with other style numbers, and
with rows and cells that were not stored before. No value or formula and nothing else in the sheet is touched.
"""

from __future__ import annotations

import re
from bisect import bisect_left, insort
from collections.abc import Mapping

from lxml import etree

from pipeline.model.cells import cell_address, column_number
from pipeline.reply.marked.package import OFFICE, UNUSUAL, CannotMark, tag
from pipeline.reply.marked.schema_order import WORKSHEET, insert_in_order
from pipeline.reply.marked.styles_part import StyleSheet

X14 = "http://schemas.microsoft.com/office/spreadsheetml/2009/9/main"  # conditional formats of Excel 2010
_ROW, _CELL = tag("row"), tag("c")
_ADDRESS = re.compile(r"\$?([A-Z]{1,3})\$?([1-9][0-9]{0,6})")
COLUMN_CHARACTER_PX, COLUMN_AIR_PX, ROW_PX_PER_POINT = 7, 5, 4 / 3
DEFAULT_COLUMN_PX, DEFAULT_ROW_POINTS = 64, 15.0

Position = tuple[int, int]


def position_of(address: str) -> Position | None:
    """(row, column), both from 1, of "E12"; None for anything else."""
    match = _ADDRESS.fullmatch(address)
    return (int(match[2]), column_number(match[1])) if match else None


class SheetPart:
    """The cells of one worksheet."""

    def __init__(self, root: etree._Element, styles: StyleSheet) -> None:
        self.root = root
        self._styles = styles
        data = root.find(tag("sheetData"))
        if root.tag != tag("worksheet") or data is None:
            raise CannotMark(UNUSUAL)
        self._data = data
        self._rows: dict[int, etree._Element] = {}
        for row in data.iterchildren(_ROW):
            number = _stored_number(row, max(self._rows, default=0) if row.get("r") is None else 0)
            row.set("r", str(number))
            self._rows[number] = row
        self._row_numbers = sorted(self._rows)
        merged = root.iterfind(f"{tag('mergeCells')}/{tag('mergeCell')}")
        self._merged = [_area(element.get("ref", "")) for element in merged]
        self._columns = [
            (int(column.get("min", "0")), int(column.get("max", "0")), column)
            for column in root.iterfind(f"{tag('cols')}/{tag('col')}")
        ]

    # -- looks ------------------------------------------------------------------------------------------------------

    def anchor(self, position: Position) -> Position:
        """The cell that people see at this position: the first cell of its merged area, else itself."""
        row, column = position
        for top, left, bottom, right in self._merged:
            if top <= row <= bottom and left <= column <= right:
                return top, left
        return position

    def style(self, position: Position) -> int:
        """The style number of a cell; makes the cell where it is not stored."""
        return _style_number(self._cell(position))

    def set_style(self, position: Position, style: int) -> None:
        self._cell(position).set("s", str(style))

    def add_rules(self, looks: Mapping[Position, int]) -> None:
        """Give each cell a conditional format that always applies, before all others; ``looks`` has the number of each
        cell's look.
        """
        for rule in self.root.iter(tag("cfRule"), f"{{{X14}}}cfRule"):
            rule.set("priority", str(_number(rule.get("priority")) + len(looks)))
        for priority, (position, look) in enumerate(looks.items(), start=1):
            area = etree.Element(tag("conditionalFormatting"), {"sqref": cell_address(*position)})
            given = {"type": "expression", "dxfId": str(look), "priority": str(priority)}
            etree.SubElement(etree.SubElement(area, tag("cfRule"), given), tag("formula")).text = "TRUE"
            insert_in_order(self.root, area, WORKSHEET)

    def remove_rules(self, looks: frozenset[int]) -> bool:
        """Remove the conditional formats with one of these looks; returns whether there were any."""
        wanted = {str(look) for look in looks}
        has_any = False
        for area in self.root.findall(tag("conditionalFormatting")):
            own = [rule for rule in area if rule.get("dxfId") in wanted]
            for rule in own:
                area.remove(rule)
            if own and not len(area):
                self.root.remove(area)
            has_any |= bool(own)
        return has_any

    def cells_with_style(self, styles: frozenset[int]) -> list[Position]:
        """The positions of cells with one of these style numbers."""
        wanted = {str(style) for style in styles}
        found = []
        for number, row in self._rows.items():
            if any(cell.get("s") in wanted for cell in row.iterchildren(_CELL)):
                cells = _cells_of(row)
                found += [(number, column) for column, cell in cells.items() if cell.get("s") in wanted]
        return found

    def _cell(self, position: Position) -> etree._Element:
        number, column = position
        row = self._rows.get(number)
        if row is None:
            row = self._new_row(number)
        cells = _cells_of(row)
        if column in cells:
            return cells[column]
        cell = etree.Element(_CELL, {"r": cell_address(number, column)})
        style = self._default_style(row, column)
        if style:
            cell.set("s", style)
        row.insert(sum(1 for other in cells if other < column), cell)
        row.attrib.pop("spans", "")  # only a hint for speed, and no longer correct
        self._widen(number, column)
        return cell

    def _new_row(self, number: int) -> etree._Element:
        row = etree.Element(_ROW, {"r": str(number)})
        self._data.insert(bisect_left(self._row_numbers, number), row)
        insort(self._row_numbers, number)
        self._rows[number] = row
        return row

    def _default_style(self, row: etree._Element, column: int) -> str:
        """The style number that a cell not yet stored takes from its row, else from its column."""
        if row.get("customFormat") in ("1", "true"):
            return row.get("s", "")
        return next((found.get("style", "") for first, last, found in self._columns if first <= column <= last), "")

    def _widen(self, row: int, column: int) -> None:
        """Extend the stored extent of the sheet, because some readers rely on it."""
        dimension = self.root.find(tag("dimension"))
        area = _area(dimension.get("ref", "")) if dimension is not None else None
        if dimension is not None and area is not None and area[0]:
            top, left, bottom, right = area
            first = cell_address(min(top, row), min(left, column))
            last = cell_address(max(bottom, row), max(right, column))
            dimension.set("ref", first if first == last else f"{first}:{last}")

    # -- notes ------------------------------------------------------------------------------------------------------

    def drawing_of_notes(self) -> str:
        """The relationship id of the sheet's drawing of notes; "" where it has none."""
        element = self.root.find(tag("legacyDrawing"))
        return "" if element is None else str(element.get(f"{{{OFFICE}}}id", ""))

    def point_to_notes(self, relation: str) -> None:
        element = etree.Element(tag("legacyDrawing"), nsmap={"r": OFFICE})
        element.set(f"{{{OFFICE}}}id", relation)
        insert_in_order(self.root, element, WORKSHEET)

    def column_px(self, column: int) -> int:
        """About how wide a column is on the screen."""
        for first, last, found in self._columns:
            if first <= column <= last:
                if found.get("hidden") in ("1", "true"):
                    return 0
                return round(_decimal(found.get("width"), 9) * COLUMN_CHARACTER_PX) + COLUMN_AIR_PX
        form = self.root.find(tag("sheetFormatPr"))
        width = form.get("defaultColWidth") if form is not None else None
        return round(_decimal(width, 0) * COLUMN_CHARACTER_PX) + COLUMN_AIR_PX if width else DEFAULT_COLUMN_PX

    def row_px(self, row: int) -> int:
        """About how high a row is on the screen."""
        found = self._rows.get(row)
        if found is not None and found.get("hidden") in ("1", "true"):
            return 0
        form = self.root.find(tag("sheetFormatPr"))
        usual = _decimal(form.get("defaultRowHeight") if form is not None else None, DEFAULT_ROW_POINTS)
        return round(_decimal(found.get("ht") if found is not None else None, usual) * ROW_PX_PER_POINT)


def _stored_number(row: etree._Element, before: int) -> int:
    """A row's number; where a program left it out, the one after the previous row."""
    text = row.get("r")
    if text is None:
        return before + 1
    if not text.isdigit():
        raise CannotMark(UNUSUAL)
    return int(text)


def _cells_of(row: etree._Element) -> dict[int, etree._Element]:
    """The row's cells by column. Missing addresses are written in, because an added cell would otherwise shift the
    others.
    """
    cells: dict[int, etree._Element] = {}
    column = 0
    for cell in row.iterchildren(_CELL):
        position = position_of(cell.get("r", ""))
        column = position[1] if position else column + 1
        if position is None:
            cell.set("r", cell_address(int(row.get("r", "0")), column))
        cells[column] = cell
    return cells


def _style_number(cell: etree._Element) -> int:
    return _number(cell.get("s"))


def _number(text: str | None) -> int:
    return int(text) if text and text.isdigit() else 0


def _area(reference: str) -> tuple[int, int, int, int]:
    """(top, left, bottom, right); four zeros for anything that is not an area."""
    first, _, last = reference.partition(":")
    start, end = position_of(first), position_of(last or first)
    return (*start, *end) if start and end else (0, 0, 0, 0)


def _decimal(text: str | None, otherwise: float) -> float:
    try:
        return float(text) if text else otherwise
    except ValueError:
        return otherwise
