"""Files that are no .xlsx: each kind is recognised by its content, never by its name, and has its own rule (F13-F20,
F29).
"""

from __future__ import annotations

import struct

import pytest

from pipeline.workbook.content_kind import ole_names
from pipeline.workbook.outcome import FileRule, ReadingLimits
from pipeline.workbook.reading import read_bytes
from tests.unit.workbook.ole_files import ole_file
from tests.unit.workbook.packages import book, parts, zipped

HTML = "<html><head><meta charset='{}'></head><body><table><tr><td>권역</td></tr></table></body></html>"
MAIL = "From: a@example.org\r\nTo: b@example.org\r\nSubject: =?utf-8?q?x?=\r\n\r\n본문, 쉼표\r\n둘째, 줄\r\n"
TABLE = "권역,대상자,상담\n1권역,38,112\n2권역,41,98\n"
MANY = tuple(f"Stream {number}" for number in range(30))  # names over several directory sectors


def mimetype(kind: str, *names: str) -> bytes:
    members = {"mimetype": kind.encode()} | dict.fromkeys(names, b"<a/>")
    return zipped(members, stored=True)


def zip_of(*names: str) -> bytes:
    return zipped(dict.fromkeys(names, b"<a/>"))


ZIP_HEAD = ("[Content_Types].xml", "_rels/.rels")
KINDS: dict[FileRule, list[tuple[str, bytes]]] = {
    FileRule.ENCRYPTED: [
        ("password", ole_file("EncryptionInfo", "EncryptedPackage", "\x06DataSpaces")),
        ("many streams before it", ole_file(*MANY, "EncryptedPackage")),
        ("with a workbook's name too", ole_file("EncryptedPackage", "Workbook")),
    ],
    FileRule.DRM: [
        ("NASCA", b"<## NASCA DRM FILE - VER1.00 ##>" + bytes(100)),
        ("SoftCamp 2", b"SCDSA002" + bytes(range(256))),
        ("SoftCamp 4", b"SCDSA004\0\0" + bytes(range(256))),
        ("Fasoo", b"\x9b DRMONE  This Document is encrypted and protected by Fasoo DRM " + bytes(64)),
        ("Fasoo container", b"FasooSecureContainer " + bytes(64)),
        ("rights management", ole_file("\tDRMContent", "EncryptedPackage")),
    ],
    FileRule.XLS: [
        ("BIFF8", ole_file("Workbook", "\x05SummaryInformation")),
        ("BIFF5", ole_file("Book")),
        ("BIFF4 without a container", b"\x09\x04\x06\x00\x00\x00\x10\x00" + bytes(64)),
        ("BIFF2 without a container", b"\x09\x00\x04\x00\x07\x00\x10\x00" + bytes(64)),
    ],
    FileRule.XLSB: [
        ("binary workbook", zip_of(*ZIP_HEAD, "xl/workbook.bin")),
        ("upper case", zip_of(*ZIP_HEAD, "XL/Workbook.bin")),
        ("beside an .xml of that name", zip_of(*ZIP_HEAD, "xl/workbook.xml", "xl/workbook.bin")),
    ],
    FileRule.ODS: [
        ("spreadsheet", mimetype("application/vnd.oasis.opendocument.spreadsheet", "content.xml")),
        ("template", mimetype("application/vnd.oasis.opendocument.spreadsheet-template", "content.xml")),
        ("without a mimetype", zip_of("content.xml", "META-INF/manifest.xml")),
    ],
    FileRule.HWP: [
        ("hwp 5", ole_file("FileHeader", "DocInfo", inside=b"HWP Document File")),
        ("many streams", ole_file(*MANY, "FileHeader", inside=b"HWP Document File V5")),
        ("HWPML", b'<?xml version="1.0"?>\n<HWPML Version="2.8"><HEAD/></HWPML>'),
    ],
    FileRule.HWPX: [
        ("mimetype", mimetype("application/hwp+zip", "version.xml", "Contents/content.hpf")),
        ("package file only", zip_of("version.xml", "Contents/content.hpf", "META-INF/manifest.xml")),
        ("header only", zip_of("Contents/header.xml", "Contents/section0.xml")),
    ],
    FileRule.NUMBERS: [
        ("new", zip_of("Index/Document.iwa", "Metadata/Properties.plist")),
        ("packed index", zip_of("Index.zip", "preview.jpg")),
        ("2009", zip_of("index.apxl", "thumbs/page1.png")),
    ],
    FileRule.PDF: [(version, f"%PDF-{version}\n%âãÏÓ\n".encode("latin-1")) for version in ("1.4", "1.7", "2.0")],
    FileRule.HTML: [
        ("CP949", HTML.format("euc-kr").encode("cp949")),
        ("UTF-8 with a mark", b"\xef\xbb\xbf\r\n" + HTML.format("utf-8").encode()),
        ("doctype", b"<!DOCTYPE html PUBLIC '-//W3C//DTD'>\n" + HTML.format("utf-8").encode()),
        ("a bare table", "<TABLE border=1><tr><td>권역</td></tr></TABLE>".encode("cp949")),
        ("XHTML", b"<?xml version='1.0'?>\n<!DOCTYPE html>\n<html xmlns='http://www.w3.org/1999/xhtml'/>"),
        ("single-file page", b"MIME-Version: 1.0\r\nContent-Type: multipart/related\r\n\r\nContent-Location: file:///C:/a"),
    ],
    FileRule.CSV: [
        ("UTF-8", TABLE.encode()),
        ("UTF-8 with a mark", b"\xef\xbb\xbf" + TABLE.encode()),
        ("CP949", TABLE.encode("cp949")),
        ("UTF-16, tabs", TABLE.replace(",", "\t").encode("utf-16")),
        ("semicolons", TABLE.replace(",", ";").encode("cp949")),
        ("long, cut inside a letter", (TABLE * 3_000).encode("cp949")),
    ],
    FileRule.TEXT: [
        ("UTF-8", "이번 달 실적은 없습니다.\n".encode()),
        ("CP949", "이번 달 실적은 없습니다.\r\n다음 달에 보내겠습니다.\r\n".encode("cp949")),
        ("one line", b"hello"),
    ],
    FileRule.DOCX: [
        ("document", zip_of(*ZIP_HEAD, "word/document.xml")),
        ("backslashes", zip_of(*ZIP_HEAD, "word\\document.xml")),
        ("with a workbook embedded", zip_of(*ZIP_HEAD, "word/document.xml", "word/embeddings/a.xlsx")),
    ],
    FileRule.OTHER_OFFICE: [
        ("ppt", ole_file("PowerPoint Document")),
        ("doc", ole_file("WordDocument", "1Table")),
        ("pptx", zip_of(*ZIP_HEAD, "ppt/presentation.xml")),
        ("odt", mimetype("application/vnd.oasis.opendocument.text", "content.xml")),
    ],
    FileRule.ZIP_BUNDLE: [
        ("two workbooks", zip_of("1권역.xlsx", "2권역.xlsx")),
        ("in folders", zip_of("3월/", "3월/1권역.xlsx")),
        ("empty zip", b"PK\x05\x06" + bytes(18)),
    ],
    FileRule.MAIL: [
        ("usual heads", MAIL.encode()),
        ("folded head", b"Received: from a\r\n by b; Fri\r\nSubject: x\r\n\r\nbody"),
        ("other heads first", b"X-Mailer: y\nX-Unsent: 1\nDate: Fri, 5 Mar 2021 10:00:00 +0900\n\nbody"),
    ],
    FileRule.OUTLOOK_MAIL: [
        ("subject", ole_file("__nameid_version1.0", "__substg1.0_0037001F")),
        ("body", ole_file("__substg1.0_1000001F")),
        ("many", ole_file(*MANY, "__substg1.0_0037001F", "Workbook")),
    ],
    FileRule.PICTURE: [
        ("JPEG", b"\xff\xd8\xff\xe0\x00\x10JFIF"),
        ("PNG", b"\x89PNG\r\n\x1a\n" + bytes(20)),
        ("HEIC", b"\x00\x00\x00\x18ftypheic" + bytes(20)),
        ("BMP", b"BM\x36\x10\x00\x00\x00\x00\x00\x00\x36\x00"),
    ],
    FileRule.ARCHIVE: [
        ("7z", b"7z\xbc\xaf\x27\x1c\x00\x04"),
        ("alz", b"ALZ\x01\x0a\x00\x00\x00"),
        ("egg", b"EGGA\x00\x01"),
        ("rar", b"Rar!\x1a\x07\x01\x00"),
    ],
    FileRule.SHORTCUT: [
        ("lnk", b"\x4c\x00\x00\x00\x01\x14\x02\x00" + bytes(60)),
        ("lnk with more", b"\x4c\x00\x00\x00\x01\x14\x02\x00\x00\x00\x00\x00\xc0" + b"C:\\a.xlsx"),
        ("url", b"[InternetShortcut]\r\nURL=https://example.org/\r\n"),
    ],
    FileRule.XML_TABLE: [
        ("Excel 2003", b"<?xml version='1.0'?>\n<?mso-application progid='Excel.Sheet'?><Workbook/>"),
        ("flat ODF", b"<?xml version='1.0'?><office:document><office:styles/><style:style/></office:document>"),
        ("with a mark", b"\xef\xbb\xbf<?xml version='1.0'?><data/>"),
    ],
    FileRule.ZEROS: [(f"{size} bytes", bytes(size)) for size in (1, 165, 70_000)],
    FileRule.UNKNOWN: [
        ("random bytes", bytes(range(255, 0, -1))),
        ("text with control letters", "가나\x00다라".encode()),
        ("OLE of no known kind", ole_file("Contents")),
        ("OLE cut short", ole_file("Workbook")[:300]),
        ("Latin letters that CP949 would read", "Évaluation: été".encode("cp1252")),
    ],
}  # fmt: skip


CASES = [
    pytest.param(data, rule, id=f"{rule.name}-{name}") for rule, variants in KINDS.items() for name, data in variants
]


@pytest.mark.parametrize(("data", "rule"), CASES)
def test_another_kind_of_file_is_refused_with_its_own_rule(data: bytes, rule: FileRule) -> None:
    reading = read_bytes(data, ReadingLimits(), "3권역 3월 결과.xlsx")

    assert (reading.problem, reading.workbook) == (rule, None)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"<## NASCA DRM FILE", {"product": "NASCA"}),
        (b"<##OTHER", {"product": "문서보안"}),
        (b"SCDSA002", {"product": "SoftCamp"}),
        (b"DRMONE ", {"product": "Fasoo"}),
        (ole_file("\tDRMContent"), {"product": "Microsoft 정보 보호"}),
        (ole_file("DRMEncryptedDataSpace"), {"product": "Microsoft 정보 보호"}),
        (ole_file("WordDocument"), {"kind": "옛 워드(.doc)"}),
        (ole_file("PowerPoint Document"), {"kind": "옛 파워포인트(.ppt)"}),
        (zip_of(*ZIP_HEAD, "ppt/presentation.xml"), {"kind": "파워포인트"}),
        (mimetype("application/vnd.oasis.opendocument.text"), {"kind": "오픈도큐먼트(ODF)"}),
        (b"PK\x05\x06" + bytes(18), {"count": 0}),
        ("이번 달 실적은 없습니다.\n".encode("cp949"), {"encoding": "CP949"}),
    ],
    ids=range(12),
)
def test_a_refusal_names_what_the_file_is(data: bytes, words: dict[str, object]) -> None:
    assert read_bytes(data, ReadingLimits(), "a.xlsx").words == words


@pytest.mark.parametrize("name", ["a.xlsx", "a.xls", "a.hwp", "a", "가.나.다"])
def test_the_kind_of_an_old_workbook_does_not_depend_on_its_name(name: str) -> None:
    assert read_bytes(ole_file("Workbook"), ReadingLimits(), name).problem == FileRule.XLS


@pytest.mark.parametrize("extension", [".cell", ".nxl", ".CELL"])
@pytest.mark.parametrize("container", ["OLE with a workbook stream", "OLE", "zip"])
def test_only_the_extension_tells_a_hancom_cell_document(extension: str, container: str) -> None:
    data = {
        "OLE with a workbook stream": ole_file("Workbook"),
        "OLE": ole_file("Contents"),
        "zip": zip_of("a.xml", "b.xml"),
    }
    assert read_bytes(data[container], ReadingLimits(), f"정산서{extension}").problem == FileRule.CELL


@pytest.mark.parametrize(
    ("text", "codec", "encoding"),
    [
        (TABLE, "utf-8", "UTF-8"),
        (TABLE, "utf-8-sig", "UTF-8(BOM)"),
        (TABLE, "cp949", "CP949"),
        (TABLE, "utf-16", "UTF-16"),
        ("이름,수\n가나다라,3\n", "utf-8", "UTF-8"),
    ],
)
def test_a_csv_names_its_encoding(text: str, codec: str, encoding: str) -> None:
    reading = read_bytes(text.encode(codec), ReadingLimits(), "a.csv")

    assert (reading.problem, reading.words["encoding"]) == (FileRule.CSV, encoding)


def test_korean_in_utf8_that_cp949_decodes_as_well_is_utf8() -> None:
    data = "갈현구산,마을증산\n불광건강,구산마을\n".encode()

    assert "媛덊쁽" in data.decode("cp949")  # no error, only nonsense
    assert read_bytes(data, ReadingLimits(), "a.csv").words["encoding"] == "UTF-8"


def test_a_bundle_counts_its_files_without_the_folders() -> None:
    reading = read_bytes(zip_of("3월/", "3월/1권역.xlsx", "3월/2권역.xlsx"), ReadingLimits(), "3월.zip")

    assert reading.words["count"] == 2


@pytest.mark.parametrize("extension", [".cell", ".xls", ".zip"])
def test_a_workbook_under_another_extension_is_read_with_a_remark(extension: str) -> None:
    reading = read_bytes(book('<row r="1"><c r="A1"><v>3</v></c></row>'), ReadingLimits(), f"a{extension}")

    assert reading.workbook is not None
    assert reading.notes == ((FileRule.OTHER_EXTENSION, {"extension": extension}),)


def test_a_workbook_without_an_extension_needs_no_remark() -> None:
    assert read_bytes(zipped(parts()), ReadingLimits(), "정산서").notes == ()


def test_a_directory_that_leads_back_to_itself_ends() -> None:
    """Its four sectors hold sixteen names; the last sector points to the first as the next one."""
    data = bytearray(ole_file(*MANY[:14], "Workbook"))
    struct.pack_into("<I", data, 512 + 4 * 4, 1)
    assert ole_names(bytes(data)) == {"Root Entry", *MANY[:14], "Workbook"}


def test_a_broken_character_in_one_stream_name_hides_no_other_name() -> None:
    data = ole_file("가", "Workbook").replace("가".encode("utf-16-le"), b"\x00\xd8", 1)
    assert ole_names(data) == {"Root Entry", "\ufffd", "Workbook"}


@pytest.mark.parametrize("shift", [8, 10, 13])
def test_sectors_of_no_known_size_have_no_names(shift: int) -> None:
    data = bytearray(ole_file("Workbook"))
    struct.pack_into("<H", data, 30, shift)
    assert ole_names(bytes(data)) == frozenset()
