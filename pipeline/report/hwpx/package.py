"""The archive of an HWPX: its parts, its list of contents, and its bytes once it is filled.

Comes in: a base document. Goes out: the same document with the report's text, looks and pictures. It must not know what
the report says.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from pathlib import Path

from lxml import etree
from lxml.etree import _Element as Element

_HEADER, _SECTION, _CONTENTS = "Contents/header.xml", "Contents/section0.xml", "Contents/content.hpf"
_PREVIEW = "Preview/PrvText.txt"
_KIND = "mimetype"
_OPF = "{http://www.idpf.org/2007/opf/}"
_ZIP_DATE = (1980, 1, 1, 0, 0, 0)


class Package:
    """A document while it is filled: ``header`` is the part with the looks, ``section`` the part with the text."""

    def __init__(self, base: Path) -> None:
        with zipfile.ZipFile(base) as archive:
            self._parts = {name: archive.read(name) for name in archive.namelist()}
        self.header: Element = etree.fromstring(self._parts[_HEADER])
        self.section: Element = etree.fromstring(self._parts[_SECTION])
        self._contents: Element = etree.fromstring(self._parts[_CONTENTS])
        self._pictures = 0

    def add_picture(self, png: bytes) -> str:
        """Add a picture and return the id by which the section refers to it."""
        self._pictures += 1
        name = f"BIN{self._pictures:04d}"
        path = f"BinData/{name}.png"
        self._parts[path] = png
        manifest = self._contents.find(f"{_OPF}manifest")
        assert manifest is not None
        # 한글 spells "isEmbeded" with one d, and drops a picture without this attribute.
        picture = {"id": name, "href": path, "media-type": "image/png", "isEmbeded": "1"}
        etree.SubElement(manifest, f"{_OPF}item", picture)
        return name

    def set_properties(self, title: str, given: Mapping[str, str], date: str) -> None:
        """Set the title, the other properties by the format's own names, and the date ("2021-12-31T00:00:00Z")."""
        for element in self._contents.iter(f"{_OPF}title"):
            element.text = title
        for element in self._contents.iter(f"{_OPF}meta"):
            name = element.get("name", "")
            element.text = date if name in ("CreatedDate", "ModifiedDate") else given.get(name)
        self._parts[_PREVIEW] = title.encode()

    def to_bytes(self) -> bytes:
        """The archive; every date in it is fixed, so that equal reports are equal files."""
        changed = {_HEADER: self.header, _SECTION: self.section, _CONTENTS: self._contents}
        written = io.BytesIO()
        with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, content in self._parts.items():
                entry = zipfile.ZipInfo(name, date_time=_ZIP_DATE)
                entry.create_system = 0
                # Programs recognise the file by its first entry, which must not be compressed; pictures already are.
                is_plain = name == _KIND or name.endswith(".png")
                entry.compress_type = zipfile.ZIP_STORED if is_plain else zipfile.ZIP_DEFLATED
                archive.writestr(entry, _xml(changed[name]) if name in changed else content)
        return written.getvalue()


def _xml(root: Element) -> bytes:
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
