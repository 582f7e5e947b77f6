"""What a file really is, judged by its content and never by its name.

Comes in: the bytes of a file (and its extension, for two kinds that only the extension distinguishes). Goes out:
nothing for a zip package that may be a workbook; a refusal with the right sentence for everything else. Nothing is
decoded further than needed: only the directory of an OLE compound file (.xls, .hwp, .msg, a workbook with a password)
is read, and no document-security wrapper is ever opened.
"""

from __future__ import annotations

import codecs
import re
import struct

from pipeline.workbook.outcome import FileRule, Refused, Words

ZIP_MAGIC = b"PK\x03\x04"
_OLE_MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_EMPTY_ZIP = b"PK\x05\x06"
_HEAD_BYTES = 65_536

# Document-security wrappers seen in Korean offices: NASCA, SoftCamp, Fasoo (two layouts), MarkAny-style text heads.
_DRM_PRODUCTS = (
    (b"<## NASCA DRM FILE", "NASCA"),
    (b"<##", "문서보안"),
    (b"SCDSA", "SoftCamp"),
    (b"\x9b DRMONE", "Fasoo"),
    (b"DRMONE", "Fasoo"),
    (b"FasooSecureContainer", "Fasoo"),
)
_PICTURE = re.compile(
    rb"\xff\xd8\xff|\x89PNG\r\n\x1a\n|GIF8[79]a|II\*\0|MM\0\*|BM.{4}\0{4}|RIFF.{4}WEBP|.{4}ftyp(?:hei[cfsx]|mif1|avif)",
    re.DOTALL,
)
_ARCHIVES = (b"7z\xbc\xaf\x27\x1c", b"Rar!\x1a\x07", b"ALZ\x01", b"EGGA", b"\x1f\x8b\x08")
_BIFF_HEADS = (b"\x09\x00\x04\x00", b"\x09\x02\x06\x00", b"\x09\x04\x06\x00", b"\x09\x08\x08\x00", b"\x09\x08\x10\x00")
_SHORTCUT = b"\x4c\x00\x00\x00\x01\x14\x02\x00"
_CELL_EXTENSIONS = (".cell", ".nxl", ".hcdt")
# [MS-CFB] 2.2 (header), 2.3 (sector chains), 2.6 (directory entries)
_OLE_HEADER_BYTES = 512
_OLE_HEADER_TABLE = struct.Struct("<109I")  # the sector numbers of the allocation table that fit into the header
_OLE_ENTRY_BYTES = 128

_HTML_HEAD = re.compile(rb"<(?:!doctype\s+html|html|head|body|table|meta|style|script|div|center)\b", re.IGNORECASE)
_XHTML = re.compile(rb"<(?:!doctype\s+)?html\b", re.IGNORECASE)
_MAIL_HEAD = re.compile(
    rb"\A(?:[A-Za-z][A-Za-z0-9-]*:[^\n]*\n(?:[ \t][^\n]*\n)*)*?"
    rb"(?:from|to|subject|received|return-path|date|message-id|mime-version):[^\n]*\n",
    re.IGNORECASE,
)
_HANGUL = re.compile("[가-힣]")
_NOT_ASCII = re.compile("[^\x00-\x7f]")
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f]")
_ZIP_DOCUMENTS: tuple[tuple[str, FileRule, Words], ...] = (
    ("xl/workbook.bin", FileRule.XLSB, {}),
    ("word/document.xml", FileRule.DOCX, {}),
    ("ppt/presentation.xml", FileRule.OTHER_OFFICE, {"kind": "파워포인트"}),
    ("contents/content.hpf", FileRule.HWPX, {}),
    ("contents/header.xml", FileRule.HWPX, {}),
    ("index/document.iwa", FileRule.NUMBERS, {}),
    ("index.zip", FileRule.NUMBERS, {}),
    ("index.apxl", FileRule.NUMBERS, {}),
    ("meta-inf/manifest.xml", FileRule.ODS, {}),
)
_MIME_TYPES: tuple[tuple[bytes, FileRule, Words], ...] = (
    (b"application/vnd.oasis.opendocument.spreadsheet", FileRule.ODS, {}),
    (b"application/vnd.oasis.opendocument", FileRule.OTHER_OFFICE, {"kind": "오픈도큐먼트(ODF)"}),
    (b"application/hwp+zip", FileRule.HWPX, {}),
)


def refuse_other_kinds(data: bytes, extension: str) -> None:
    """Return if ``data`` begins like a zip package; else raise ``Refused`` with the file's real kind."""
    if data.startswith(ZIP_MAGIC):
        return
    for magic, product in _DRM_PRODUCTS:
        if data.startswith(magic):
            raise Refused(FileRule.DRM, product=product)
    if data.startswith(_OLE_MAGIC):
        raise _ole_kind(data, extension)
    for magics, rule in (
        ((b"%PDF-",), FileRule.PDF),
        (_ARCHIVES, FileRule.ARCHIVE),
        (_BIFF_HEADS, FileRule.XLS),
        ((_SHORTCUT, b"[InternetShortcut]"), FileRule.SHORTCUT),
        ((_EMPTY_ZIP,), FileRule.ZIP_BUNDLE),
    ):
        if data.startswith(magics):
            raise Refused(rule, **({"count": 0} if rule is FileRule.ZIP_BUNDLE else {}))
    if _PICTURE.match(data):
        raise Refused(FileRule.PICTURE)
    if not data.strip(b"\0"):
        raise Refused(FileRule.ZEROS)
    raise _text_kind(data[:_HEAD_BYTES], extension)


def refuse_other_packages(data: bytes, names: list[str], extension: str) -> None:
    """Return if a zip with these member names may be an .xlsx package; else raise ``Refused`` with its kind."""
    for magic, rule, words in _MIME_TYPES:
        if data[30:38] == b"mimetype" and magic in data[38:300]:  # first member, stored: OpenDocument 1.3 part 2, 3.3
            raise Refused(rule, **words)
    folded = {name.replace("\\", "/").lstrip("/").casefold() for name in names}
    for member, rule, words in _ZIP_DOCUMENTS:
        if member in folded:
            raise Refused(rule, **words)
    if any(name.startswith("xl/") for name in folded):
        return
    if extension in _CELL_EXTENSIONS:
        raise Refused(FileRule.CELL)
    if "[content_types].xml" not in folded:
        raise Refused(FileRule.ZIP_BUNDLE, count=sum(not name.endswith("/") for name in folded))


def _ole_kind(data: bytes, extension: str) -> Refused:
    names = ole_names(data)
    if names & {"DRMEncryptedDataSpace", "\tDRMContent"}:
        return Refused(FileRule.DRM, product="Microsoft 정보 보호")
    if "EncryptedPackage" in names:
        return Refused(FileRule.ENCRYPTED)
    if "FileHeader" in names and b"HWP Document File" in data:
        return Refused(FileRule.HWP)
    if any(name.startswith("__substg1.0_") for name in names):
        return Refused(FileRule.OUTLOOK_MAIL)
    if extension in _CELL_EXTENSIONS:
        return Refused(FileRule.CELL)
    if names & {"Workbook", "Book"}:
        return Refused(FileRule.XLS)
    for stream, kind in (("WordDocument", "옛 워드(.doc)"), ("PowerPoint Document", "옛 파워포인트(.ppt)")):
        if stream in names:
            return Refused(FileRule.OTHER_OFFICE, kind=kind)
    return Refused(FileRule.UNKNOWN)


def ole_names(data: bytes) -> frozenset[str]:
    """Names in the directory of an OLE file; as many as can be reached where the file is cut short."""
    if len(data) < _OLE_HEADER_BYTES:
        return frozenset()
    shift = struct.unpack_from("<H", data, 30)[0]
    if shift not in (9, 12):
        return frozenset()
    sector_bytes = 1 << shift
    table = _allocation_table(data, sector_bytes)
    names: set[str] = set()
    sector, seen = struct.unpack_from("<I", data, 48)[0], set[int]()
    while sector not in seen and sector < len(data) // sector_bytes:
        seen.add(sector)
        start = (sector + 1) * sector_bytes
        names |= _entry_names(data[start : start + sector_bytes])
        sector = table[sector] if sector < len(table) else 0xFFFFFFFE
    return frozenset(names)


def _allocation_table(data: bytes, sector_bytes: int) -> list[int]:
    table: list[int] = []
    for sector in _OLE_HEADER_TABLE.unpack_from(data, 76):
        block = data[(sector + 1) * sector_bytes : (sector + 2) * sector_bytes]
        if len(block) < sector_bytes:  # unused slots hold 0xFFFFFFFF
            break
        table.extend(struct.unpack(f"<{sector_bytes // 4}I", block))
    return table


def _entry_names(block: bytes) -> set[str]:
    names = set()
    for start in range(0, len(block) - _OLE_ENTRY_BYTES + 1, _OLE_ENTRY_BYTES):
        length, kind = struct.unpack_from("<HB", block, start + 64)
        if kind and 2 < length <= 64:
            names.add(block[start : start + length - 2].decode("utf-16-le", errors="replace"))
    return names


def _text_kind(head: bytes, extension: str) -> Refused:
    start = head.removeprefix(codecs.BOM_UTF8).lstrip()
    if start.startswith(b"<?xml"):
        return _xml_kind(head)
    if _HTML_HEAD.match(start) or (start.startswith(b"<!--") and _HTML_HEAD.search(start)):
        return Refused(FileRule.HTML)
    if _MAIL_HEAD.match(start.replace(b"\r\n", b"\n")[:8_192]):
        # A web page saved "as a single file" has mail headers too, but it gives the locations of its parts.
        return Refused(FileRule.HTML if b"Content-Location:" in head else FileRule.MAIL)
    encoding, text = _decoded(head)
    if not encoding or _CONTROL.search(text):
        return Refused(FileRule.UNKNOWN)
    if _looks_like_table(text):
        return Refused(FileRule.CSV, encoding=encoding)
    return Refused(FileRule.TEXT, encoding=encoding)


def _xml_kind(head: bytes) -> Refused:
    if b"<HWPML" in head:
        return Refused(FileRule.HWP)
    if _XHTML.search(head):
        return Refused(FileRule.HTML)
    return Refused(FileRule.XML_TABLE)


def _decoded(head: bytes) -> tuple[str, str]:
    """(name of the encoding, text); UTF-8 first, because much UTF-8 Korean also decodes as CP949 without an error."""
    for mark, name, codec in (
        (codecs.BOM_UTF8, "UTF-8(BOM)", "utf-8-sig"),
        (codecs.BOM_UTF16_LE, "UTF-16", "utf-16"),
        (codecs.BOM_UTF16_BE, "UTF-16", "utf-16"),
        (b"", "UTF-8", "utf-8"),
        (b"", "CP949", "cp949"),
    ):
        if head.startswith(mark):
            try:
                text = codecs.getincrementaldecoder(codec)().decode(head)  # the head may end inside a character
            except UnicodeDecodeError:
                continue
            if codec != "cp949" or 2 * len(_HANGUL.findall(text)) > len(_NOT_ASCII.findall(text)):
                return name, text
    return "", ""


def _looks_like_table(text: str) -> bool:
    """Whether there are two lines or more, most of which hold the same separator."""
    lines = [line for line in text.splitlines()[:20] if line.strip()]
    return len(lines) > 1 and any(2 * sum(mark in line for line in lines) > len(lines) for mark in ",\t;|")
