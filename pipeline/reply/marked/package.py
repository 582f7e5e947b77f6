"""A workbook file as its parts: parts that are not replaced stay byte for byte as they came.

Comes in: the bytes of a workbook that has passed the gate of ``pipeline.workbook``. Goes out: the bytes of a new file.
It knows names, relationships and content types, and nothing about cells. Anything odd is refused with ``CannotMark``.
"""

from __future__ import annotations

import posixpath
import zipfile
from dataclasses import dataclass
from io import BytesIO

from lxml import etree

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_TYPES_PART = "[Content_Types].xml"
_NO_CLOCK = (1980, 1, 1, 0, 0, 0)  # new parts carry no date, so that the same input gives the same bytes
_DECLARATION = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_PARSER = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, strip_cdata=False)


class CannotMark(Exception):
    """The file cannot be marked without risk; ``reason`` says why, as a Korean sentence for the sender."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


UNUSUAL = "파일의 짜임이 보통 엑셀 파일과 달라, 잘못 건드리지 않도록 표시하지 않았습니다."


@dataclass(frozen=True, slots=True)
class Relation:
    """``kind`` is the last word of the relationship's type; ``target`` a part's name ("" for an address outside)."""

    id: str
    kind: str
    target: str


def tag(name: str) -> str:
    """Qualified name of an element of the main spreadsheet namespace."""
    return f"{{{MAIN}}}{name}"


class WorkbookPackage:
    """The parts of one workbook. Names are found regardless of case, as in Excel."""

    def __init__(self, data: bytes) -> None:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            self._infos = archive.infolist()
            self._original = {info.filename: archive.read(info) for info in self._infos}
        self._names = {name.casefold(): name for name in self._original}
        self._changed: dict[str, bytes] = {}

    @property
    def names(self) -> list[str]:
        return list(self._names.values())

    @property
    def changed(self) -> frozenset[str]:
        """Names of the parts that were replaced or added."""
        return frozenset(self._changed)

    def has(self, name: str) -> bool:
        return name.casefold() in self._names

    def part(self, name: str) -> bytes:
        """The part's bytes. Raises CannotMark where there is none."""
        known = self._names.get(name.casefold())
        if known is None:
            raise CannotMark(UNUSUAL)
        return self._changed.get(known, self._original.get(known, b""))

    def xml(self, name: str) -> etree._Element:
        """The part's root element. Raises CannotMark where it is not XML."""
        try:
            return etree.fromstring(self.part(name), _PARSER)
        except etree.XMLSyntaxError as error:
            raise CannotMark(UNUSUAL) from error

    def put(self, name: str, content: bytes) -> None:
        """Replace a part, or add one at the end."""
        known = self._names.setdefault(name.casefold(), name)
        self._changed[known] = content

    def put_xml(self, name: str, root: etree._Element) -> None:
        """Replace or add an XML part, written as Excel writes it: an empty value keeps its opening and closing tag."""
        for value in root.iter(tag("v")):
            if value.text is None:
                value.text = ""
        self.put(name, _DECLARATION + etree.tostring(root.getroottree(), encoding="UTF-8", xml_declaration=False))

    def new_name(self, pattern: str) -> str:
        """The first free name of a pattern such as "xl/comments{}.xml"."""
        number = 1
        while self.has(pattern.format(number)):
            number += 1
        return pattern.format(number)

    # -- relationships and content types ----------------------------------------------------------------------------

    def relations(self, source: str) -> list[Relation]:
        """The relationships of a part; "" is the package itself."""
        name = _relations_name(source)
        if not self.has(name):
            return []
        folder = posixpath.dirname(source)
        return [_relation(element, folder) for element in self.xml(name)]

    def relation(self, source: str, kind: str) -> Relation | None:
        """The first relationship of a kind."""
        return next((relation for relation in self.relations(source) if relation.kind == kind), None)

    def relate(self, source: str, kind: str, target: str) -> str:
        """Point from one part to another; returns the relationship's id."""
        name = _relations_name(source)
        root = self.xml(name) if self.has(name) else etree.fromstring(f'<Relationships xmlns="{_RELATIONSHIPS}"/>')
        taken = {element.get("Id") for element in root}
        number = len(root) + 1
        while f"rId{number}" in taken:
            number += 1
        relative = posixpath.relpath(target, posixpath.dirname(source) or ".")
        attributes = {"Id": f"rId{number}", "Type": f"{OFFICE}/{kind}", "Target": relative}
        etree.SubElement(root, f"{{{_RELATIONSHIPS}}}Relationship", attributes)
        self.put_xml(name, root)
        return f"rId{number}"

    def content_type(self, name: str) -> str:
        """The declared type of a part; "" where there is none."""
        extension = ""
        for element in self.xml(_TYPES_PART):
            if element.get("PartName", "").casefold() == f"/{name}".casefold():
                return str(element.get("ContentType", ""))
            if element.get("Extension", "").casefold() == posixpath.splitext(name)[1][1:].casefold():
                extension = element.get("ContentType", "")
        return extension

    def declare(self, name: str, content_type: str) -> None:
        """Declare the type of a new part; for drawings of notes by the file extension, as Excel does."""
        if self.content_type(name) == content_type:
            return
        root = self.xml(_TYPES_PART)
        if name.endswith(".vml"):
            etree.SubElement(root, f"{{{_TYPES}}}Default", {"Extension": "vml", "ContentType": content_type})
        else:
            etree.SubElement(root, f"{{{_TYPES}}}Override", {"PartName": f"/{name}", "ContentType": content_type})
        self.put_xml(_TYPES_PART, root)

    def to_bytes(self) -> bytes:
        """The whole file: the old parts in their old order, then the new ones."""
        content = BytesIO()
        with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
            for info in self._infos:
                archive.writestr(_entry(info), self._changed.get(info.filename, self._original[info.filename]))
            for name in self._changed:
                if name not in self._original:
                    added = zipfile.ZipInfo(name, _NO_CLOCK)
                    added.compress_type = zipfile.ZIP_DEFLATED
                    archive.writestr(added, self._changed[name])
        return content.getvalue()


def _entry(info: zipfile.ZipInfo) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(info.filename, info.date_time)
    entry.compress_type = info.compress_type
    entry.external_attr = info.external_attr
    entry.create_system = info.create_system
    return entry


def _relations_name(source: str) -> str:
    folder, base = posixpath.split(source)
    return posixpath.join(folder, "_rels", f"{base}.rels")


def _relation(element: etree._Element, folder: str) -> Relation:
    kind = element.get("Type", "").rsplit("/", 1)[-1]
    if element.get("TargetMode") == "External":
        return Relation(element.get("Id", ""), kind, "")
    target = posixpath.normpath(posixpath.join("/", folder, element.get("Target", ""))).lstrip("/")
    return Relation(element.get("Id", ""), kind, target)
