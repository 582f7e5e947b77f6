"""The list of sheets of a workbook, with the defined names that belong to them: sheets are found by name, added, moved
to the front.

Comes in: a package. Goes out: the same package with its workbook part changed. No cell is read or written here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from lxml import etree

from pipeline.reply.marked.package import OFFICE, UNUSUAL, CannotMark, WorkbookPackage, tag
from pipeline.reply.marked.schema_order import WORKBOOK, insert_in_order
from pipeline.workbook.workbook_parts import unescaped

SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
STYLES_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"
PLAIN_WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
STYLES_PART = "xl/styles.xml"
_RELATION_ID = f"{{{OFFICE}}}id"
_SELECTED = re.compile(rb"""(<(?:[A-Za-z0-9]+:)?sheetView\b[^>]*?)\s+tabSelected=(?:"(?:1|true)"|'(?:1|true)')""")


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: its name as people see it, its part, its entry in the list."""

    name: str
    part: str
    element: etree._Element


class Book:
    """The workbook part of a package and the sheets in it."""

    def __init__(self, package: WorkbookPackage) -> None:
        self.package = package
        main = package.relation("", "officeDocument")
        if main is None:
            raise CannotMark(UNUSUAL)
        self.part = main.target
        if package.content_type(self.part) != PLAIN_WORKBOOK:
            raise CannotMark("매크로가 들어 있거나 틀로 저장된 파일이어서 표시하지 않았습니다.")
        self.root = package.xml(self.part)
        targets = {relation.id: relation.target for relation in package.relations(self.part)}
        self.list = _child(self.root, "sheets")
        self.sheets = [
            Sheet(unescaped(element.get("name", "")), targets.get(element.get(_RELATION_ID, ""), ""), element)
            for element in self.list
        ]
        self._order = [sheet.element for sheet in self.sheets]

    def sheet(self, name: str) -> Sheet | None:
        return next((sheet for sheet in self.sheets if sheet.name.casefold() == name.casefold()), None)

    def styles_part(self) -> str:
        """The name of the styles part; "" where the program that saved the file left it out."""
        relation = self.package.relation(self.part, "styles")
        return relation.target if relation and self.package.has(relation.target) else ""

    def put_styles(self, root: etree._Element) -> None:
        name = self.styles_part()
        if not name:
            name = STYLES_PART
            self.package.relate(self.part, "styles", name)
            self.package.declare(name, STYLES_TYPE)
        self.package.put_xml(name, root)

    def add(self, name: str, content: bytes, *, state: str = "") -> Sheet:
        """A new last sheet."""
        part = self.package.new_name("xl/worksheets/sheet{}.xml")
        self.package.put(part, content)
        self.package.declare(part, SHEET_TYPE)
        numbers = [int(number) for sheet in self.sheets if (number := sheet.element.get("sheetId", "")).isdigit()]
        attributes = {"name": name, "sheetId": str(max(numbers, default=0) + 1), **({"state": state} if state else {})}
        element = etree.SubElement(self.list, tag("sheet"), attributes)
        element.set(_RELATION_ID, self.package.relate(self.part, "worksheet", part))
        sheet = Sheet(name, part, element)
        self.sheets.append(sheet)
        return sheet

    def open_at_front(self, sheet: Sheet) -> None:
        """Make the sheet the first, visible, and the only one that is selected when the file is opened."""
        self.list.insert(0, sheet.element)
        sheet.element.attrib.pop("state", "")
        views = self.root.find(tag("bookViews"))
        for view in views if views is not None else ():
            view.attrib.pop("activeTab", "")
            view.attrib.pop("firstSheet", "")
        for other in self.sheets:
            if other is not sheet and other.part:
                content = self.package.part(other.part)
                changed = _SELECTED.sub(rb"\1", content)
                if changed != content:  # sheets that are selected together would be edited together
                    self.package.put(other.part, changed)

    def print_titles(self, sheet: Sheet, row: int) -> None:
        """Repeat a row of the (first) sheet on every printed page."""
        names = self.root.find(tag("definedNames"))
        if names is None:
            names = etree.Element(tag("definedNames"))
            insert_in_order(self.root, names, WORKBOOK)
        own = str(list(self.list).index(sheet.element))
        for name in names.findall(tag("definedName")):
            if name.get("localSheetId") == own and name.get("name", "").startswith("_xlnm."):
                names.remove(name)
        title = etree.Element(tag("definedName"), {"name": "_xlnm.Print_Titles", "localSheetId": own})
        title.text = f"'{sheet.name}'!${row}:${row}"
        names.insert(0, title)

    def renumber(self) -> None:
        """Let the defined names that belong to a sheet follow it to its new place in the list."""
        new = {element: place for place, element in enumerate(self.list)}
        places = {str(old): str(new[element]) for old, element in enumerate(self._order)}
        names = self.root.find(tag("definedNames"))
        for name in names if names is not None else ():
            local = name.get("localSheetId")
            if local is not None:
                name.set("localSheetId", places.get(local, local))
        self._order = list(self.list)

    def save(self) -> None:
        self.package.put_xml(self.part, self.root)


def _child(root: etree._Element, name: str) -> etree._Element:
    child = root.find(tag(name))
    if child is None:
        raise CannotMark(UNUSUAL)
    return child
