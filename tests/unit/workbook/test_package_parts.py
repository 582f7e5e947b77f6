"""Zip files that are damaged, oversized, forged or something else than they claim (F11, F13, F21, F24-F26)."""

from __future__ import annotations

import re
import struct
import unicodedata
import zipfile
import zlib

import pytest

from pipeline.workbook.outcome import FileRule, ReadingLimits, Refused
from pipeline.workbook.package_parts import open_package
from pipeline.workbook.reading import read_bytes
from tests.unit.workbook.packages import (
    DECLARATION,
    MAIN,
    Parts,
    parts,
    strings,
    styles,
    worksheet,
    zipped,
    zipped_pairs,
)

LIMITS = ReadingLimits()
ONE = '<row r="1"><c r="A1"><v>1</v></c></row>'
SHEET = "xl/worksheets/sheet1.xml"
XL = "xl/workbook.xml"


def problem(data: bytes, limits: ReadingLimits = LIMITS) -> str:
    return read_bytes(data, limits, "a.xlsx").problem


def good_parts() -> Parts:
    return parts(worksheet(ONE), style=styles(0), text=strings("<t>가</t>"))


def with_part(name: str, data: bytes) -> bytes:
    return zipped(good_parts() | {name: data})


def test_a_good_package_has_no_problem() -> None:
    assert problem(zipped(good_parts())) == ""
    assert problem(zipped(good_parts(), stored=True)) == ""


@pytest.mark.parametrize("percent", [5, 25, 50, 75, 90, 99])
def test_a_file_cut_short_in_the_mail_is_told_from_a_damaged_one(percent: int) -> None:
    data = zipped(good_parts())

    assert problem(data[: len(data) * percent // 100]) == FileRule.TRUNCATED


@pytest.mark.parametrize("place", ["local header", "member", "checksum", "directory"])
def test_a_changed_byte_is_found(place: str) -> None:
    data = bytearray(zipped(good_parts()))
    directory = data.index(b"PK\x01\x02")
    at = {"local header": 0, "member": 60, "checksum": directory + 16, "directory": directory}[place]
    data[at] ^= 0x01

    assert problem(bytes(data)) in (FileRule.DAMAGED, FileRule.UNKNOWN, FileRule.TAMPERED)


@pytest.mark.parametrize("position", range(0, 2_400, 7))
def test_a_changed_byte_anywhere_is_a_problem_or_changes_no_cell(position: int) -> None:
    data = bytearray(zipped(good_parts()))
    before = read_bytes(bytes(data), LIMITS, "a.xlsx")
    data[position % len(data)] ^= 0xFF

    after = read_bytes(bytes(data), LIMITS, "a.xlsx")

    assert after.problem or after.workbook == before.workbook


@pytest.mark.parametrize("tail", ["\0", "\0" * 1000, "more", "PK\x05\x06" + "\0" * 18])
def test_bytes_after_the_end_are_refused(tail: str) -> None:
    assert problem(zipped(good_parts()) + tail.encode()) in (FileRule.DAMAGED, FileRule.ZIP_BUNDLE)


def test_bytes_before_the_first_member_are_refused() -> None:
    hidden = zipped({"x": b"y"})
    data = hidden[: hidden.index(b"PK\x01\x02")] + zipped(good_parts())

    assert problem(data) == FileRule.TAMPERED


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (SHEET, SHEET),
        (SHEET, "xl/worksheets/Sheet1.xml"),
        (SHEET, "XL/WORKSHEETS/SHEET1.XML"),
        ("xl/media/가.png", unicodedata.normalize("NFD", "xl/media/가.png")),
    ],
)
def test_two_members_of_one_name_are_refused(first: str, second: str) -> None:
    data = zipped_pairs([*good_parts().items(), (first, b"<a/>"), (second, b"<b/>")])

    assert problem(data) == FileRule.TAMPERED


@pytest.mark.parametrize(
    "name",
    [
        "xl\\worksheets\\sheet2.xml",
        "/xl/sheet.xml",
        "../x.xml",
        "xl/../../x.xml",
        "C:/x.xml",
        "xl//a.xml",
        "xl/./a.xml",
        "a\nb",
    ],
)
def test_a_member_with_an_odd_path_is_refused(name: str) -> None:
    assert problem(with_part(name, b"<a/>")) == FileRule.TAMPERED


def test_names_with_backslashes_throughout_are_refused_not_taken_for_a_bundle() -> None:
    data = zipped({name.replace("/", "\\"): part for name, part in good_parts().items()})

    assert problem(data) == FileRule.TAMPERED


def test_overlapping_members_are_refused() -> None:
    """Two directory entries for one member: so a few kilobytes can unpack to terabytes."""
    data = bytearray(zipped(good_parts()))
    entries = [match.start() for match in re.finditer(rb"PK\x01\x02", data)]
    data[entries[2] + 42 : entries[2] + 46] = data[entries[1] + 42 : entries[1] + 46]

    assert problem(bytes(data)) == FileRule.TAMPERED


def test_a_size_in_the_directory_that_is_not_the_member_s_own_is_refused() -> None:
    """Readers that trust it would stop in the middle of the sheet, or fail."""
    data = bytearray(zipped(good_parts()))
    entry = data.rindex(SHEET.encode()) - 46  # its entry in the directory begins 46 bytes before its name
    size = int.from_bytes(data[entry + 24 : entry + 28], "little")
    data[entry + 24 : entry + 28] = struct.pack("<I", size - 1)
    assert problem(bytes(data)) == FileRule.DAMAGED


def test_a_name_that_differs_between_directory_and_member_is_refused() -> None:
    data = zipped(good_parts())
    local = data.index(b"xl/workbook.xml")

    assert problem(data[:local] + b"xl/workbooK.xml" + data[local + 15 :]) == FileRule.TAMPERED


@pytest.mark.parametrize("bits", [0x1, 0x9, 0x41])
def test_a_zip_password_is_named(bits: int) -> None:
    data = bytearray(zipped(good_parts()))
    for match in re.finditer(rb"PK\x01\x02", bytes(data)):
        data[match.start() + 8] |= bits

    assert problem(bytes(data)) == FileRule.ZIP_PASSWORD


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA, 99])
def test_a_packing_method_that_excel_does_not_use_is_refused(method: int) -> None:
    data = bytearray(zipped(good_parts()))
    data[8:10] = struct.pack("<H", method)
    directory = data.index(b"PK\x01\x02")
    data[directory + 10 : directory + 12] = struct.pack("<H", method)

    assert problem(bytes(data)) == FileRule.DAMAGED


def packed_sheet(packed: bytes, content: bytes) -> bytes:
    """A good package whose sheet is stored as ``packed`` and said to be ``content``."""
    data = bytearray(zipped(good_parts() | {SHEET: packed}, stored=True))
    facts = struct.pack("<LLL", zlib.crc32(content), len(packed), len(content))
    local, entry = data.index(SHEET.encode()) - 30, data.rindex(SHEET.encode()) - 46
    for method, checksum in ((local + 8, local + 14), (entry + 10, entry + 16)):
        data[method : method + 2] = struct.pack("<H", zipfile.ZIP_DEFLATED)
        data[checksum : checksum + 12] = facts
    return bytes(data)


def test_a_member_that_does_not_end_where_it_should_is_refused() -> None:
    """All of its bytes are there and their checksum is right, but readers may differ on the bytes after them."""
    content = worksheet(ONE).encode()
    packer = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    begun = packer.compress(content) + packer.flush(zlib.Z_SYNC_FLUSH)
    whole = begun + packer.flush()

    assert problem(packed_sheet(whole, content)) == ""
    assert problem(packed_sheet(begun, content)) == FileRule.DAMAGED
    assert problem(packed_sheet(whole + b"<a/>", content)) == FileRule.DAMAGED


@pytest.mark.parametrize("name", [SHEET, "xl/sharedStrings.xml", "xl/media/image1.png", "docProps/core.xml"])
def test_a_member_that_swells_is_refused_whatever_it_is(name: str) -> None:
    data = with_part(name, b"<a>" + b" " * 3_000_000 + b"</a>")  # 3 kB stored
    assert len(data) < 10_000

    assert problem(data) == FileRule.BOMB


def test_inflating_stops_at_the_limit_and_does_not_believe_the_sizes_in_the_directory() -> None:
    data = bytearray(with_part(SHEET, worksheet(" " * 50_000_000).encode()))
    entry = data.rindex(SHEET.encode()) - 46  # its entry in the directory begins 46 bytes before its name
    data[entry + 24 : entry + 28] = struct.pack("<I", 100)  # "100 bytes when inflated"

    assert problem(bytes(data)) == FileRule.BOMB


@pytest.mark.parametrize("stored", [False, True])
def test_all_members_together_have_a_limit(stored: bool) -> None:
    data = zipped(good_parts() | {f"xl/media/{n}.bin": bytes(range(256)) * 40 for n in range(10)}, stored=stored)

    assert problem(data, ReadingLimits(max_inflated_bytes=100_000)) == FileRule.BOMB
    assert problem(data, ReadingLimits(max_inflated_bytes=110_000)) == ""


def test_a_much_repeated_but_small_part_is_allowed() -> None:
    row = '<row r="{}"><c r="A{}" s="0"/><c r="B{}" s="0"/></row>'
    data = with_part(SHEET, worksheet("".join(row.format(n, n, n) for n in range(1, 10_000))).encode())

    assert problem(data) == ""


def test_too_many_members_are_refused_with_their_number() -> None:
    reading = read_bytes(
        zipped(good_parts() | {f"x/{n}": b"" for n in range(100)}), ReadingLimits(max_parts=100), "a.xlsx"
    )

    assert (reading.problem, reading.words) == (FileRule.TOO_MANY_PARTS, {"count": 107, "limit": 100})


LAUGHS = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>'
OUTSIDE = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
NUMERIC = '<!DOCTYPE x [<!ENTITY x "61">]>'


@pytest.mark.parametrize("declaration", [LAUGHS, OUTSIDE, NUMERIC, "<!DOCTYPE worksheet>"])
@pytest.mark.parametrize("name", [SHEET, XL, "xl/sharedStrings.xml", "docProps/app.xml", "xl/drawings/vmlDrawing1.vml"])
@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_a_document_type_declaration_is_refused_in_any_part_and_encoding(
    declaration: str, name: str, codec: str
) -> None:
    part = good_parts().get(name, b"<x/>").decode()
    body = part.removeprefix(DECLARATION)

    assert problem(with_part(name, (declaration + body).encode(codec))) == FileRule.DOCTYPE


def test_the_words_of_a_declaration_in_a_cell_are_only_text() -> None:
    reading = read_bytes(
        zipped(
            parts(worksheet('<row r="1"><c r="A1" t="s"><v>0</v></c></row>'), text=strings("<t>&lt;!DOCTYPE x></t>"))
        ),
        LIMITS,
    )

    assert reading.workbook is not None
    assert [cell.value for cell in reading.workbook.sheets[0].cells.values()] == ["<!DOCTYPE x>"]


@pytest.mark.parametrize("codec", ["utf-16", "utf-16-le", "utf-32", "cp949", "cp037"])
def test_another_encoding_is_refused_because_the_second_reader_would_find_a_blank_sheet(codec: str) -> None:
    part = worksheet(ONE).replace("UTF-8", codec).encode(codec)

    assert problem(with_part(SHEET, part)) in (FileRule.ENCODING, FileRule.DAMAGED, FileRule.MISSING_PART)


@pytest.mark.parametrize("declared", ["UTF-8", "utf-8", "us-ascii"])
def test_usual_encodings_pass(declared: str) -> None:
    assert problem(with_part(SHEET, worksheet(ONE).replace("UTF-8", declared).encode())) == ""


@pytest.mark.parametrize("name", [XL, "_rels/.rels", "xl/_rels/workbook.xml.rels"])
def test_a_strict_workbook_is_named(name: str) -> None:
    strict = {
        MAIN: "http://purl.oclc.org/ooxml/spreadsheetml/main",
        "http://schemas.openxmlformats.org/officeDocument/2006/relationships": "http://purl.oclc.org/ooxml/officeDocument/relationships",
    }
    part = good_parts()[name].decode()
    for usual, other in strict.items():
        part = part.replace(usual, other)

    assert problem(with_part(name, part.encode())) == FileRule.STRICT


@pytest.mark.parametrize("name", [XL, SHEET, "xl/sharedStrings.xml", "xl/styles.xml", "_rels/.rels"])
@pytest.mark.parametrize("body", ["", "<a><b></a>", "<a>\x01</a>", "<worksheet/>"])
def test_a_part_that_is_not_what_it_should_be_is_a_problem_and_no_exception(name: str, body: str) -> None:
    reading = read_bytes(with_part(name, body.encode()), LIMITS, "a.xlsx")

    expected = {FileRule.DAMAGED, FileRule.MISSING_PART, FileRule.SECOND_READING}
    if (name, body) in (
        (SHEET, "<worksheet/>"),
        ("xl/styles.xml", "<worksheet/>"),
        ("xl/sharedStrings.xml", "<worksheet/>"),
    ):
        expected.add("")  # well-formed and empty
    assert reading.problem in expected


def test_parts_are_found_whatever_the_case_of_their_names() -> None:
    contents = {name.replace("sheet1", "Sheet1"): part for name, part in good_parts().items()}

    package = open_package(zipped(contents), LIMITS)

    assert package.part("/xl/worksheets/sheet1.xml") == contents["xl/worksheets/Sheet1.xml"]


def test_pictures_are_counted_but_not_kept() -> None:
    package = open_package(with_part("xl/media/image1.png", b"\x89PNG"), LIMITS)

    assert "xl/media/image1.png" in package.names
    assert package.part("xl/media/image1.png") is None


def test_random_bytes_after_the_magic_number_are_refused() -> None:
    for seed in range(200):
        with pytest.raises(Refused):
            open_package(b"PK\x03\x04" + bytes((seed * k * 7919 + k) % 256 for k in range(300)), LIMITS)


def test_a_package_may_be_as_large_as_the_limits_say_and_no_larger() -> None:
    contents = good_parts()
    size, whole = len(contents), sum(map(len, contents.values()))
    for stored in (False, True):
        data = zipped(contents, stored=stored)
        assert problem(data, ReadingLimits(max_parts=size, max_inflated_bytes=whole)) == ""
        assert problem(data, ReadingLimits(max_inflated_bytes=whole - 1)) == FileRule.BOMB
    refused = read_bytes(zipped(contents), ReadingLimits(max_parts=size - 1), "a.xlsx")
    assert (refused.problem, refused.words) == (FileRule.TOO_MANY_PARTS, {"count": size, "limit": size - 1})


@pytest.mark.parametrize("name", ["xl/odd.xml", "xl/odd.vml", "xl/odd.dat"])
def test_mark_up_is_looked_through_whatever_its_name(name: str) -> None:
    """With a document type two readers may read different things."""
    assert problem(with_part(name, b"\xef\xbb\xbf <!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>")) == FileRule.DOCTYPE
    assert problem(with_part("xl/odd.dat", b"not < mark-up <!DOCTYPE")) == ""


def test_a_package_of_content_types_alone_is_a_damaged_workbook_and_no_bundle() -> None:
    types = good_parts()["[Content_Types].xml"]
    assert problem(zipped({"[Content_Types].xml": types})) == FileRule.MISSING_PART
    assert problem(zipped({"a/": b"", "a/b.xlsx": b"x", "c.xlsx": b"x"})) == FileRule.ZIP_BUNDLE
