"""A workbook saved as "Strict Open XML" -> the same workbook in the usual names, for both readers.

Comes in: the bytes of a package that passed its gate, and its XML parts. Goes out: bytes of a package in which nothing
but the names of namespaces and of relationships has changed; values, formulas and addresses are the same letters. It
must not touch a file that is strict only in part: which of its names a program believes, nobody knows.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Mapping
from io import BytesIO

from pipeline.workbook.xml_parts import STRICT_PREFIX

_USUAL = "http://schemas.openxmlformats.org/"
_ODD_WORDS = {"extendedProperties": "extended-properties", "customProperties": "custom-properties"}
_NAME = re.compile(rb"""(=\s*)(["'])http://purl\.oclc\.org/ooxml/([A-Za-z]+)((?:/[A-Za-z]+)*)\2""")
_WORKBOOK = re.compile(rb"""<(?:\w+:)?workbook\s[^>]*["']http://purl\.oclc\.org/ooxml/spreadsheetml/main["']""")
_POINTS_TO_IT = f"{STRICT_PREFIX}officeDocument/relationships/officeDocument".encode()
_XML_ENDINGS = (".xml", ".rels", ".vml")


def is_strict(parts: Mapping[str, bytes]) -> bool:
    """Whether the package and its workbook both say that they are strict."""
    return _POINTS_TO_IT in parts.get("_rels/.rels", b"") and any(
        _WORKBOOK.search(part[:4000]) for name, part in parts.items() if name.endswith(".xml")
    )


def in_usual_names(data: bytes) -> bytes:
    """The package with every strict name in place of which there is a usual one; its members keep their order."""
    target = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as source, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as copy:
        for member in source.infolist():
            content = source.read(member)
            if member.filename.casefold().endswith(_XML_ENDINGS):
                content = _NAME.sub(_usual_name, content)
            entry = zipfile.ZipInfo(member.filename, member.date_time)
            entry.compress_type = zipfile.ZIP_DEFLATED
            copy.writestr(entry, content)
    return target.getvalue()


def _usual_name(found: re.Match[bytes]) -> bytes:
    """Strict names lack the year, and two words are spelt otherwise."""
    rest = found[4].decode()
    for odd, usual in _ODD_WORDS.items():
        rest = rest.replace(f"/{odd}", f"/{usual}")
    return found[1] + found[2] + f"{_USUAL}{found[3].decode()}/2006{rest}".encode() + found[2]
