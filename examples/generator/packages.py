"""The parts of an .xlsx package, taken out, changed and packed again.

Comes in: a workbook's bytes. Goes out: bytes, always the same for the same input. For what no library would write:
damaged files, cells as people leave them, and copies of one workbook by the thousand. It checks nothing.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

from lxml import etree

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
NO_DATE = (1980, 1, 1, 0, 0, 0)

Parts = dict[str, bytes]


def unpacked(data: bytes) -> Parts:
    """Every part by its name, in the order of the package."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


def packed(parts: Mapping[str, bytes], *, level: int = 6) -> bytes:
    """A package of these parts."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=level) as package:
        for name, content in parts.items():
            package.writestr(zipfile.ZipInfo(name, NO_DATE), content, zipfile.ZIP_DEFLATED, level)
    return target.getvalue()


def sheet_parts(parts: Mapping[str, bytes]) -> dict[str, str]:
    """The name of every worksheet -> the name of its part."""
    book = etree.fromstring(parts["xl/workbook.xml"])
    targets = {
        relation.get("Id"): str(relation.get("Target"))
        for relation in etree.fromstring(parts["xl/_rels/workbook.xml.rels"])
    }
    return {
        str(sheet.get("name")): "xl/" + targets[sheet.get(f"{{{RELATIONS}}}id")].removeprefix("/xl/")
        for sheet in book.iter(f"{{{MAIN}}}sheet")
    }
