"""The package gate: a zip file whose directory tells the truth, inflated under a limit, one member at a time.

Comes in: the bytes of a file that begins like a zip. Goes out: its XML parts as bytes. The directory is read by
``zipfile``, but no size in it is believed: members are inflated here and counted while they grow. Nothing is written
to disk.
"""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from dataclasses import dataclass
from unicodedata import normalize

from pipeline.workbook.content_kind import refuse_other_packages
from pipeline.workbook.outcome import FileRule, ReadingLimits, Refused
from pipeline.workbook.xml_parts import check_xml, utf8_of

_LOCAL_HEADER = struct.Struct("<4s5HLLLHH")  # APPNOTE.TXT 4.3.7
_END_MARK = b"PK\x05\x06"
_END_BYTES = 22
_ODD_NAME = re.compile(r"\A/|\\|\x00|[\x01-\x1f]|\A[A-Za-z]:|(?:\A|/)\.\.?(?:/|\Z)|//")
_XML_ENDINGS = (".xml", ".rels", ".vml")
_BESIDE = ("customxml/", "docprops/", "docmetadata/", "xl/media/", "xl/customproperty")
_PICTURES = (".svg", ".emf", ".wmf")
_BEFORE_XML = b"\xef\xbb\xbf\xff\xfe\0 \t\r\n"  # byte order marks, padding of UTF-16 letters, white space
_DIRECTORY_ERRORS = (zipfile.BadZipFile, struct.error, ValueError, IndexError, OSError, NotImplementedError, EOFError)


@dataclass(frozen=True, slots=True)
class Package:
    """``parts`` holds the XML parts by name, ``names`` every name; all in lower case, without a leading slash."""

    parts: dict[str, bytes]
    names: frozenset[str]

    def part(self, name: str) -> bytes | None:
        """A part that is read. Raises ``Refused`` where it lies among those that nobody should have to read."""
        folded = _folded(name.lstrip("/"))
        data = self.parts.get(folded)
        if data is not None and _is_beside(folded):
            check_xml(data)
        return data

    def check_parts(self) -> None:
        """Raise ``Refused`` for XML that two readers may understand differently; parts that lie beside what is read
        (queries, properties, pictures) only have to be looked through for personal data, in whatever letters.
        """
        for name, data in self.parts.items():
            if _is_beside(name):
                self.parts[name] = utf8_of(data)
            else:
                check_xml(data)


def open_package(data: bytes, limits: ReadingLimits, extension: str = "") -> Package:
    """The package in ``data``. Raises ``Refused`` for another kind of zip, or a damaged, oversized or forged one."""
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
    return Package(parts, names)


def _is_beside(name: str) -> bool:
    return name.startswith(_BESIDE) or name.endswith(_PICTURES)


def _members(data: bytes) -> list[zipfile.ZipInfo]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return archive.infolist()
    except _DIRECTORY_ERRORS as error:
        cut_off = _END_MARK not in data[-65_557:]  # the directory stands at the end of the file
        raise Refused(FileRule.TRUNCATED if cut_off else FileRule.DAMAGED) from error


def _checked_names(members: list[zipfile.ZipInfo]) -> frozenset[str]:
    names = frozenset(_folded(member.orig_filename) for member in members)
    if len(names) < len(members) or any(_ODD_NAME.search(name) for name in names):
        raise Refused(FileRule.TAMPERED)
    if any(member.flag_bits & 0x1 for member in members):
        raise Refused(FileRule.ZIP_PASSWORD)
    return names


def _folded(name: str) -> str:
    """One spelling for all that some program may take for the same name."""
    return (name if name.isascii() else normalize("NFC", name)).casefold()


def _check_end(data: bytes) -> None:
    """The end record closes the file; otherwise two readers may each find a directory of their own."""
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
