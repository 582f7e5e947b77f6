"""The package gate: a zip file whose directory is true, and its XML parts, parsed with everything risky switched off.

Comes in: the bytes of a file that begins like a zip. Goes out: its XML parts as bytes, as trees, or, for a large part,
as a stream of elements; for a workbook saved as "Strict Open XML", the same workbook in the usual names. The directory
is read by ``zipfile``, but no size in it is trusted: members are inflated here and their bytes counted as they come. No
DTD, no entity, no network, no odd encoding: a file with a document type declaration is refused before a parser sees it,
because Excel never writes one. Nothing is written to disk.
"""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from unicodedata import normalize

from lxml import etree

from pipeline.workbook.content_kind import refuse_other_packages
from pipeline.workbook.outcome import FileRule, ReadingLimits, Refused

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE_RELATIONSHIPS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STRICT_PREFIX = "http://purl.oclc.org/ooxml/"
SMALL_PART_BYTES = 4_000_000  # a larger part is streamed, so that memory stays far below the part's own size
PLAIN_TEXT = r"[^<>\x00-\x1f\ufffe\uffff]"  # a character that a pattern and an XML parser read alike
XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"

_NO_MEMORY = 2  # xmlParserErrors.XML_ERR_NO_MEMORY
_ENCODING = re.compile(rb"""\A<\?xml[^>]*?\sencoding\s*=\s*["']([A-Za-z0-9._-]+)["']""")
_CLOSED: dict[str, Any] = {
    "resolve_entities": False,
    "no_network": True,
    "load_dtd": False,
    "dtd_validation": False,
    "attribute_defaults": False,
    "huge_tree": False,
    "remove_comments": True,
    "remove_pis": True,
    "strip_cdata": True,
    "collect_ids": False,
}
_PARSER = etree.XMLParser(**_CLOSED)

_LOCAL_HEADER = struct.Struct("<4s5HLLLHH")  # APPNOTE.TXT 4.3.7
_END_MARK = b"PK\x05\x06"
_END_BYTES = 22
_ODD_NAME = re.compile(r"\A/|\\|\x00|[\x01-\x1f]|\A[A-Za-z]:|(?:\A|/)\.\.?(?:/|\Z)|//")
_XML_ENDINGS = (".xml", ".rels", ".vml")
_BESIDE = ("customxml/", "docprops/", "docmetadata/", "xl/media/", "xl/customproperty")
_PICTURES = (".svg", ".emf", ".wmf")
_BEFORE_XML = b"\xef\xbb\xbf\xff\xfe\0 \t\r\n"  # byte order marks, padding of UTF-16 characters, white space
_DIRECTORY_ERRORS = (zipfile.BadZipFile, struct.error, ValueError, IndexError, OSError, NotImplementedError, EOFError)

_USUAL_PREFIX = "http://schemas.openxmlformats.org/"
_ODD_WORDS = {"extendedProperties": "extended-properties", "customProperties": "custom-properties"}
_STRICT_NAME = re.compile(rb"""(=\s*)(["'])http://purl\.oclc\.org/ooxml/([A-Za-z]+)((?:/[A-Za-z]+)*)\2""")
_STRICT_WORKBOOK = re.compile(rb"""<(?:\w+:)?workbook\s[^>]*["']http://purl\.oclc\.org/ooxml/spreadsheetml/main["']""")
_STRICT_DOCUMENT = f"{STRICT_PREFIX}officeDocument/relationships/officeDocument".encode()


@dataclass(frozen=True, slots=True)
class Package:
    """``parts`` holds the XML parts by name, ``names`` the names of all parts; names are in lower case, without a
    leading slash.
    """

    parts: dict[str, bytes]
    names: frozenset[str]

    def part(self, name: str) -> bytes | None:
        """A part to be read; None where there is none. A part that was so far only to be searched is checked now:
        raises ``Refused`` as ``open_package`` does.
        """
        folded = _folded(name.lstrip("/"))
        data = self.parts.get(folded)
        if data is not None and _is_beside(folded):
            _check_xml(data)
        return data


def open_package(data: bytes, limits: ReadingLimits, extension: str = "") -> Package:
    """The package in ``data``.

    Raises ``Refused`` for another kind of zip, for a damaged, oversized or forged one, and for XML that two readers may
    understand differently. Parts that are not read (queries, properties, pictures) may be in any encoding: they are
    only searched for personal data.
    """
    members = _members(data)
    refuse_other_packages(data, [member.orig_filename for member in members], extension)
    if len(members) > limits.max_parts:
        raise Refused(FileRule.TOO_MANY_PARTS, count=len(members), limit=limits.max_parts)
    names = _checked_names(members)
    _check_end(data)
    parts: dict[str, bytes] = {}
    left, position = limits.max_inflated_bytes, 0
    for member in sorted(members, key=lambda member: member.header_offset):
        if member.header_offset < position or (position == 0 and member.header_offset):
            raise Refused(FileRule.TAMPERED)  # members overlap, or something lies before the first one
        stored, position = _stored_bytes(data, member)
        inflated = _inflated(stored, member, left, limits)
        left -= len(inflated)
        name = _folded(member.orig_filename)
        if name.endswith(_XML_ENDINGS) or inflated[:64].lstrip(_BEFORE_XML).startswith(b"<"):
            parts[name] = inflated
    for name, part in parts.items():
        if _is_beside(name):
            parts[name] = _utf8_of(part)
        else:
            _check_xml(part)
    return Package(parts, names)


def _is_beside(name: str) -> bool:
    return name.startswith(_BESIDE) or name.endswith(_PICTURES)


def _members(data: bytes) -> list[zipfile.ZipInfo]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return archive.infolist()
    except _DIRECTORY_ERRORS as error:
        cut_off = _END_MARK not in data[-65_557:]  # the directory is at the end of the file
        raise Refused(FileRule.TRUNCATED if cut_off else FileRule.DAMAGED) from error


def _checked_names(members: list[zipfile.ZipInfo]) -> frozenset[str]:
    names = frozenset(_folded(member.orig_filename) for member in members)
    if len(names) < len(members) or any(_ODD_NAME.search(name) for name in names):
        raise Refused(FileRule.TAMPERED)
    if any(member.flag_bits & 0x1 for member in members):
        raise Refused(FileRule.ZIP_PASSWORD)
    return names


def _folded(name: str) -> str:
    """A single spelling for all names that some program may treat as the same."""
    return (name if name.isascii() else normalize("NFC", name)).casefold()


def _check_end(data: bytes) -> None:
    """Raise ``Refused`` unless the end record is at the very end; otherwise two readers may find two different
    directories.
    """
    end = data.rfind(_END_MARK)
    if end + _END_BYTES + int.from_bytes(data[end + 20 : end + 22], "little") != len(data):
        raise Refused(FileRule.DAMAGED)


def _stored_bytes(data: bytes, member: zipfile.ZipInfo) -> tuple[memoryview, int]:
    """(the member as stored, position after it). The local header must name the same member as the directory."""
    start = member.header_offset
    try:
        mark, _, flags, method, *_, name_bytes, extra_bytes = _LOCAL_HEADER.unpack_from(data, start)
    except struct.error as error:
        raise Refused(FileRule.DAMAGED) from error
    start += _LOCAL_HEADER.size
    encoding = "utf-8" if flags & 0x800 else "cp437"
    name = data[start : start + name_bytes].decode(encoding, errors="replace")
    if mark != b"PK\x03\x04" or name != member.orig_filename or method != member.compress_type:
        raise Refused(FileRule.TAMPERED)
    start += name_bytes + extra_bytes
    end = start + member.compress_size
    if member.compress_size < 0 or end > len(data):
        raise Refused(FileRule.DAMAGED)
    return memoryview(data)[start:end], end


def _inflated(stored: memoryview, member: zipfile.ZipInfo, left: int, limits: ReadingLimits) -> bytes:
    if member.compress_type == zipfile.ZIP_STORED:
        inflated = bytes(stored)
        if len(inflated) > left:
            raise Refused(FileRule.BOMB)
    elif member.compress_type == zipfile.ZIP_DEFLATED:
        allowed = min(left, max(limits.ratio_floor_bytes, len(stored) * limits.max_ratio))
        inflated = _inflate(stored, allowed)
    else:
        raise Refused(FileRule.DAMAGED)
    if len(inflated) != member.file_size or zlib.crc32(inflated) != member.CRC:
        raise Refused(FileRule.DAMAGED)
    return inflated


def _inflate(stored: memoryview, allowed: int) -> bytes:
    inflater = zlib.decompressobj(-zlib.MAX_WBITS)
    try:
        inflated = inflater.decompress(stored, allowed + 1)
    except zlib.error as error:
        raise Refused(FileRule.DAMAGED) from error
    if len(inflated) > allowed:
        raise Refused(FileRule.BOMB)
    if not inflater.eof or inflater.unused_data:
        raise Refused(FileRule.DAMAGED)
    return inflated


# -- XML ----------------------------------------------------------------------------------------------------------


def main_tag(name: str) -> str:
    """Qualified name of an element of the main spreadsheet namespace."""
    return f"{{{MAIN}}}{name}"


def _check_xml(data: bytes) -> None:
    """Raise ``Refused`` for a part with a document type declaration or in anything but UTF-8.

    UTF-16 is legal in a package, but the second reader treats such a part as empty.
    """
    if b"<!DOCTYPE" in data:  # the only place where entities can be declared
        raise Refused(FileRule.DOCTYPE)
    if b"\0" in data[:4] or data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        wide = (data.decode(codec, errors="replace") for codec in ("utf-16-le", "utf-16-be"))
        raise Refused(FileRule.DOCTYPE if any("<!DOCTYPE" in text for text in wide) else FileRule.ENCODING)
    declared = _ENCODING.match(data.removeprefix(b"\xef\xbb\xbf").lstrip()[:200])
    if declared and declared[1].lower() not in (b"utf-8", b"utf8", b"us-ascii"):
        raise Refused(FileRule.ENCODING)


def _utf8_of(data: bytes) -> bytes:
    """A part that is only searched for personal data, as UTF-8: Excel writes Power Query's parts in UTF-16."""
    for mark, codec in ((b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be")):
        if data.startswith(mark):
            return data[2:].decode(codec, errors="replace").encode("utf-8", errors="replace")
    return data


def letters_of(data: bytes) -> str:
    """The text of a part, for the patterns of the fast path; "" where it is not UTF-8, so that the parser reports what
    is wrong.
    """
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return ""


def parse_part(data: bytes) -> etree._Element:
    """Root element of a checked part, without comments and processing instructions."""
    try:
        return etree.fromstring(data, _PARSER)
    except etree.XMLSyntaxError as error:
        raise _refusal(error) from error


def resolved(text: str) -> str:
    """``text`` with its entities and character references ("&amp;", "&#10;") resolved; it must hold no other
    mark-up.
    """
    return parse_part(f"<t>{text}</t>".encode()).text or "" if "&" in text else text


def stream_elements(data: bytes, root_tag: str, tags: tuple[str, ...]) -> Iterator[etree._Element]:
    """Elements with one of ``tags``, complete and in document order; in a large part each is emptied after it was
    yielded.
    """
    if len(data) <= SMALL_PART_BYTES:
        root = parse_part(data)
        if root.tag != root_tag:
            raise Refused(FileRule.DAMAGED)
        yield from root.iter(*tags)
        return
    try:
        yield from _stream(data, root_tag, tags)
    except etree.XMLSyntaxError as error:
        raise _refusal(error) from error


def _refusal(error: etree.XMLSyntaxError) -> Exception:
    """``MemoryError`` where the parser ran out of memory, which says nothing about the file; else ``Refused`` as
    damaged.
    """
    return MemoryError() if getattr(error, "code", 0) == _NO_MEMORY else Refused(FileRule.DAMAGED)


def _stream(data: bytes, root_tag: str, tags: tuple[str, ...]) -> Iterator[etree._Element]:
    events = etree.iterparse(io.BytesIO(data), events=("end",), tag=tags, **_CLOSED)
    for _, element in events:
        yield element
        element.clear()
        parent = element.getparent()
        while parent is not None and element.getprevious() is not None:
            del parent[0]
    if events.root is None or events.root.tag != root_tag:
        raise Refused(FileRule.DAMAGED)


def with_changed_xml(data: bytes, change: Callable[[bytes], bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """The package with ``change`` applied to each XML part, in the same order; ``data`` itself where nothing
    changes.
    """
    changed, target = False, io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(target, "w") as copy:
        for member in source.infolist():
            content = source.read(member)
            if member.filename.casefold().endswith(_XML_ENDINGS):
                before, content = content, change(content)
                changed |= content != before
            copy.writestr(zipfile.ZipInfo(member.filename, member.date_time), content, method)
    return target.getvalue() if changed else data


# -- Strict Open XML ------------------------------------------------------------------------------------------------


def is_strict(parts: Mapping[str, bytes]) -> bool:
    """Whether the package and its workbook both say that they are strict. A file that is only partly strict does not
    count: nobody knows which of its names a program would follow.
    """
    return _STRICT_DOCUMENT in parts.get("_rels/.rels", b"") and any(
        _STRICT_WORKBOOK.search(part[:4000]) for name, part in parts.items() if name.endswith(".xml")
    )


def in_usual_names(data: bytes) -> bytes:
    """The package with every strict name replaced by the usual one; its members keep their order. Only names of
    namespaces and relationships change: values, formulas and addresses stay the same.
    """
    return with_changed_xml(data, lambda xml: _STRICT_NAME.sub(_usual_name, xml))


def _usual_name(found: re.Match[bytes]) -> bytes:
    """Strict names lack the year and spell two words differently."""
    rest = found[4].decode()
    for odd, usual in _ODD_WORDS.items():
        rest = rest.replace(f"/{odd}", f"/{usual}")
    return found[1] + found[2] + f"{_USUAL_PREFIX}{found[3].decode()}/2006{rest}".encode() + found[2]
