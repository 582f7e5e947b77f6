"""What a folder may hold besides good returns: damaged, disguised and dangerous entries, each made small.

Comes in: a good workbook's bytes and a folder. Goes out: the entries, each with the rule that must name it and the
state that its row must have.
"""

from __future__ import annotations

import os
import random
import re
import struct
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from openpyxl import Workbook

from examples.generator.packages import MAIN, Parts, packed, sheet_parts, unpacked

Make = Callable[[Path, bytes], None]
MILLION = 1_000_000
NOISE = random.Random(1).randbytes(5000)


@dataclass(frozen=True)
class Hostile:
    """An entry: its path inside the folder, how it is made, the one rule that reports it, its state."""

    file: str
    make: Make
    rule: str
    state: str = "refused"


def _bytes(content: bytes) -> Make:
    return lambda path, good: _write(path, content)


def _cut(share: float) -> Make:
    return lambda path, good: _write(path, good[: int(len(good) * share)])


def _with_parts(change: Callable[[Parts], Parts]) -> Make:
    return lambda path, good: _write(path, packed(change(unpacked(good))))


def _write(path: Path, content: bytes) -> None:
    path.write_bytes(content)


def _first_sheet(parts: Parts) -> str:
    return next(iter(sheet_parts(parts).values()))


def _in_sheet(old: bytes, new: bytes) -> Make:
    """The good workbook with a piece of its first sheet's XML replaced (once)."""

    def change(parts: Parts) -> Parts:
        name = _first_sheet(parts)
        assert old in parts[name]
        return {**parts, name: parts[name].replace(old, new, 1)}

    return _with_parts(change)


def _doctype(parts: Parts) -> Parts:
    name = _first_sheet(parts)
    declaration, body = parts[name].split(b"\n", 1)
    return {**parts, name: declaration + b'\n<!DOCTYPE worksheet [<!ENTITY x "61">]>\n' + body}


def _bomb(parts: Parts) -> Parts:
    name = _first_sheet(parts)
    return {**parts, name: parts[name].replace(b"<sheetData>", b"<sheetData>" + b" " * (250 * MILLION), 1)}


def _strict(parts: Parts) -> Parts:
    old, new = MAIN.encode(), b"http://purl.oclc.org/ooxml/spreadsheetml/main"
    return {name: content.replace(old, new) for name, content in parts.items()}


def _no_sheets(parts: Parts) -> Parts:
    book = parts["xl/workbook.xml"]
    start, end = book.index(b"<sheets>"), book.index(b"</sheets>")
    return {**parts, "xl/workbook.xml": book[:start] + b"<sheets>" + book[end:]}


def _without(name_part: str) -> Make:
    return _with_parts(lambda parts: {name: content for name, content in parts.items() if name_part not in name})


def _twice(name: str) -> Make:
    """A package that lists a part twice: it is written under another name of the same length, then renamed in the
    bytes.
    """
    other = name[::-1]

    def make(path: Path, good: bytes) -> None:
        parts = unpacked(good)
        _write(path, packed({**parts, other: parts[name]}).replace(other.encode(), name.encode()))

    return make


def _other_encoding(parts: Parts) -> Parts:
    name = _first_sheet(parts)
    text = parts[name].decode("utf-8").replace('encoding="UTF-8"', 'encoding="UTF-16"')
    return {**parts, name: text.encode("utf-16")}


def _ole(*streams: str, content: bytes = b"") -> bytes:
    """An OLE compound file with a directory of these names and no content ([MS-CFB] 2.2, 2.6)."""
    free, end = 0xFFFFFFFF, 0xFFFFFFFE
    header = bytearray(512)
    header[:8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
    struct.pack_into("<HHHHH", header, 24, 0x3E, 3, 0xFFFE, 9, 6)
    struct.pack_into("<IIIIIIIII", header, 44, 1, 1, 0, 4096, end, 0, end, 0, 0)
    for slot in range(1, 109):
        struct.pack_into("<I", header, 76 + 4 * slot, free)
    table = struct.pack("<128I", 0xFFFFFFFD, end, *[free] * 126)
    directory = bytearray()
    for number, name in enumerate(("Root Entry", *streams)):
        entry = bytearray(128)
        encoded = name.encode("utf-16-le") + b"\0\0"
        entry[: len(encoded)] = encoded
        struct.pack_into("<HBB", entry, 64, len(encoded), 5 if number == 0 else 2, 1)
        directory += entry
    directory += bytes(512 - len(directory))
    return bytes(header) + table + bytes(directory) + content.ljust(512, b"\0")


def _mkfifo(path: Path, good: bytes) -> None:
    os.mkfifo(path)


def _link_to(target: str) -> Make:
    return lambda path, good: path.symlink_to(target)


def _table(separator: str, encoding: str) -> bytes:
    rows = [("동", "발굴", "지원"), ("역촌동", "3", "5"), ("신사동", "2", "4"), ("대조동", "1", "1")]
    return "\r\n".join(separator.join(row) for row in rows).encode(encoding)


def _zip_of(name: str) -> Make:
    return lambda path, good: _write(path, packed({name: good, "안내.txt": b"x"}))


_HTML = "<html><head><meta charset='euc-kr'></head><body><table><tr><td>동</td></tr></table></body></html>"
_EML = "From: a@example.com\r\nTo: b@example.com\r\nSubject: =?utf-8?B?7J6Q66OM?=\r\nMIME-Version: 1.0\r\n\r\nok\r\n"


def _plain_workbook(path: Path, good: bytes) -> None:
    book = Workbook()
    book.active.append(["점심", "월", "화"])
    book.save(path)


def _of_another_year(parts: Parts) -> Parts:
    """A return with the year before in the header block and in the stamp."""
    return {
        name: content.replace(b"<v>2021</v>", b"<v>2020</v>").replace(b"<t>2021</t>", b"<t>2020</t>")
        for name, content in parts.items()
    }


def harmless_entries(good: str) -> list[Hostile]:
    """Copies of the workbook named ``good`` (without its extension) that are odd but readable.

    ``rule`` is the finding besides the one that they are copies; "" for none.
    """
    far = b'<dimension ref="A1:XFD1048576"/>'
    return [
        Hostile(f"{good} - 복사본.xlsx", _cut(1), "", "ignored"),
        Hostile(f"{good} - 큰 범위.xlsx", _with_parts(lambda parts: _resized(parts, far)), "", "ignored"),
        Hostile(
            f"{good} - 매크로.xlsm", _with_parts(lambda p: {**p, "xl/vbaProject.bin": b"x"}), "FILE-070", "ignored"
        ),
        Hostile(f"{good} - 확장자.xls", _with_parts(lambda p: {**p, "docProps/x.xml": b"<a/>"}), "FILE-074", "ignored"),
        Hostile(f"{good}\u202e방향.xlsx", _with_parts(lambda p: {**p, "a.xml": b"<a/>"}), "FILE-073", "ignored"),
    ]


def _resized(parts: Parts, dimension: bytes) -> Parts:
    name = _first_sheet(parts)
    changed, count = re.subn(rb'<dimension ref="[^"]*"/>', dimension, parts[name])
    assert count == 1
    return {**parts, name: changed}


def hostile_entries() -> list[Hostile]:
    """Every bad entry; none of them may change a figure."""
    return [*_damaged(), *_no_files(), *_other_contents(), *_other_packages(), *_no_returns()]


def _damaged() -> list[Hostile]:
    """Workbooks that are cut off, forged, or larger than they seem."""
    return [
        Hostile("끊김25.xlsx", _cut(0.25), "FILE-050"),
        Hostile("끊김50.xlsx", _cut(0.5), "FILE-050"),
        Hostile("끊김99.xlsx", _cut(0.99), "FILE-050"),
        Hostile("선언.xlsx", _with_parts(_doctype), "FILE-056"),
        Hostile("폭탄.xlsx", _with_parts(_bomb), "FILE-055"),
        Hostile(
            "먼칸.xlsx",
            _in_sheet(b"</sheetData>", b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'),
            "FILE-061",
        ),
        Hostile("두부분.xlsx", _twice("docProps/app.xml"), "FILE-052"),
        Hostile(
            "대소문자.xlsx",
            _with_parts(lambda parts: {**parts, "XL/Workbook.xml": parts["xl/workbook.xml"]}),
            "FILE-052",
        ),
        Hostile("엄격.xlsx", _with_parts(_strict), "FILE-057"),
        Hostile("시트없음.xlsx", _with_parts(_no_sheets), "FILE-060"),
        Hostile("빠진부분.xlsx", _without("worksheets/sheet1"), "FILE-059"),
        Hostile("부호.xlsx", _with_parts(_other_encoding), "FILE-058"),
        Hostile("두번.xlsx", _in_sheet(b"</row>", b"</row>" + b'<row r="1"><c r="A1"><v>9</v></c></row>'), "FILE-062"),
    ]


def _no_files() -> list[Hostile]:
    """Entries that are no regular files."""
    return [
        Hostile("통로.xlsx", _mkfifo, "FILE-002"),
        Hostile("링크.xlsx", _link_to("끊김25.xlsx"), "FILE-001"),
        Hostile("끊긴링크.xlsx", _link_to("없는파일.xlsx"), "FILE-001"),
        Hostile("장치링크.xlsx", _link_to("/dev/zero"), "FILE-001"),
        Hostile("폴더링크", _link_to(".."), "FILE-001"),
    ]


def _other_contents() -> list[Hostile]:
    """Empty files, and files of another kind with the name of a workbook."""
    return [
        Hostile("빈파일.xlsx", _bytes(b""), "FILE-004"),
        Hostile("영바이트.xlsx", _bytes(bytes(4096)), "FILE-042"),
        Hostile("쉼표.xlsx", _bytes(_table(",", "utf-8")), "FILE-031"),
        Hostile("옛쉼표.xlsx", _bytes(_table("\t", "cp949")), "FILE-031"),
        Hostile("웹화면.xlsx", _bytes(_HTML.encode("cp949")), "FILE-030"),
        Hostile("문서.xlsx", _bytes(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"), "FILE-029"),
        Hostile("암호.xlsx", _bytes(_ole("EncryptionInfo", "EncryptedPackage")), "FILE-020"),
        Hostile("옛엑셀.xlsx", _bytes(_ole("Workbook")), "FILE-022"),
        Hostile("옛워드.xlsx", _bytes(_ole("WordDocument")), "FILE-037"),
        Hostile("한글.xlsx", _bytes(_ole("FileHeader", content=b"HWP Document File")), "FILE-025"),
        Hostile("보안1.xlsx", _bytes(b"<## NASCA DRM FILE - VER1.00 ##>" + NOISE), "FILE-021"),
        Hostile("보안2.xlsx", _bytes(b"SCDSA004" + NOISE), "FILE-021"),
        Hostile("보안3.xlsx", _bytes(b"\x9b DRMONE  " + NOISE), "FILE-021"),
    ]


def _other_packages() -> list[Hostile]:
    """Zip files that are no workbooks, and other files that people put into such a folder."""
    return [
        Hostile("이진.xlsx", _with_parts(lambda parts: {**parts, "xl/workbook.bin": b"\x83\x01"}), "FILE-023"),
        Hostile(
            "오픈.xlsx",
            _bytes(
                packed({"mimetype": b"application/vnd.oasis.opendocument.spreadsheet", "META-INF/manifest.xml": b"x"})
            ),
            "FILE-024",
        ),
        Hostile(
            "새한글.xlsx",
            _bytes(packed({"mimetype": b"application/hwp+zip", "Contents/content.hpf": b"x"})),
            "FILE-026",
        ),
        Hostile(
            "워드.xlsx", _bytes(packed({"[Content_Types].xml": b"<Types/>", "word/document.xml": b"x"})), "FILE-032"
        ),
        Hostile("묶음.xlsx", _zip_of("1권역.xlsx"), "FILE-033"),
        Hostile("전자우편.xlsx", _bytes(_EML.encode()), "FILE-034"),
        Hostile("사진.xlsx", _bytes(b"\x89PNG\r\n\x1a\n" + NOISE), "FILE-038"),
        Hostile("메모.txt", _bytes("다음 주에 보내기로 함\n".encode()), "FILE-036"),
        Hostile("압축.xlsx", _bytes(b"7z\xbc\xaf\x27\x1c" + NOISE), "FILE-039"),
        Hostile("바로가기.lnk", _bytes(b"\x4c\x00\x00\x00\x01\x14\x02\x00" + NOISE), "FILE-040"),
        Hostile("잡음.xlsx", _bytes(b"\x01" + NOISE), "FILE-049"),
    ]


def _no_returns() -> list[Hostile]:
    """Workbooks that are no returns of this year, and files that computers leave behind."""
    return [
        Hostile("식단.xlsx", _plain_workbook, "BOOK-001"),
        Hostile("작년.xlsx", _with_parts(_of_another_year), "BOOK-002"),
        Hostile("~$1권역.xlsx", _bytes(bytes(165)), "FILE-090", "ignored"),
        Hostile("1권역.xlsx.crdownload", _cut(0.5), "FILE-091", "ignored"),
        Hostile("Thumbs.db", _bytes(NOISE), "FILE-092", "ignored"),
        Hostile("._1권역.xlsx", _bytes(NOISE), "FILE-092", "ignored"),
    ]
