"""The list of sheets, what else a package holds, and what only leads to a remark (S03, S05, F14, F27, F28)."""

from __future__ import annotations

import pytest

from pipeline.workbook.outcome import FileReading, FileRule, ReadingLimits
from pipeline.workbook.reading import read_bytes
from tests.unit.workbook.packages import MAIN, OFFICE, Parts, parts, styles, worksheet, zipped

LIMITS = ReadingLimits()
ONE = worksheet('<row r="1"><c r="A1"><v>1</v></c></row>')
XL, RELATIONS = "xl/workbook.xml", "xl/_rels/workbook.xml.rels"


def read(contents: Parts, name: str = "a.xlsx") -> FileReading:
    return read_bytes(zipped(contents), LIMITS, name)


def changed(contents: Parts, part: str, old: str, new: str) -> Parts:
    assert old.encode() in contents[part]
    return contents | {part: contents[part].replace(old.encode(), new.encode())}


def test_sheets_come_in_the_order_of_the_workbook_with_their_names_and_states() -> None:
    reading = read(
        parts(
            ONE,
            worksheet(),
            ONE,
            names=("모니터링", "비고 &amp; 메모", "_form"),
            states=("visible", "hidden", "veryHidden"),
        )
    )

    assert reading.workbook is not None
    assert [(sheet.name, sheet.state, len(sheet.cells)) for sheet in reading.workbook.sheets] == [
        ("모니터링", "visible", 1),
        ("비고 & 메모", "hidden", 0),
        ("_form", "veryHidden", 1),
    ]


@pytest.mark.parametrize(
    "target",
    [
        "worksheets/sheet1.xml",
        "/xl/worksheets/sheet1.xml",
        "./worksheets/../worksheets/sheet1.xml",
        "Worksheets/Sheet1.xml",
    ],
)
def test_the_way_to_a_sheet_may_be_written_in_several_ways(target: str) -> None:
    reading = read(changed(parts(ONE), RELATIONS, "worksheets/sheet1.xml", target))

    # The second reader does not follow every one of them; then the file is refused, never read as empty.
    assert reading.problem in ("", FileRule.SECOND_READING)
    assert reading.problem or reading.workbook.sheets[0].cells


@pytest.mark.parametrize(
    ("contents", "part"),
    [
        ({"xl/worksheets/sheet2.xml": None}, "세부사업"),
        ({RELATIONS: None}, RELATIONS),
        ({XL: None}, XL),
        ({"_rels/.rels": None}, "_rels/.rels"),
        ({"xl/styles.xml": None}, "xl/styles.xml"),
    ],
    ids=["sheet", "relations", "workbook", "root", "styles"],
)
def test_a_part_that_is_listed_but_missing_refuses_the_file(contents: dict[str, None], part: str) -> None:
    left = {name: data for name, data in parts(ONE, ONE, style=styles(0)).items() if name not in contents}

    reading = read(left)

    assert (reading.problem, reading.words) == (FileRule.MISSING_PART, {"part": part})


def test_a_sheet_without_a_relation_refuses_the_file() -> None:
    reading = read(changed(parts(ONE, ONE), XL, 'r:id="rId2"', 'r:id="rId9"'))

    assert (reading.problem, reading.words) == (FileRule.MISSING_PART, {"part": "세부사업"})


def test_a_sheet_outside_the_file_refuses_it() -> None:
    contents = changed(
        parts(ONE), RELATIONS, 'Target="worksheets/sheet1.xml"', 'Target="http://x/a.xml" TargetMode="External"'
    )

    assert read(contents).problem == FileRule.MISSING_PART


@pytest.mark.parametrize("kind", ["chartsheet", "dialogsheet"])
def test_a_sheet_without_cells_is_remarked_upon(kind: str) -> None:
    usual = f'Id="rId2" Type="{OFFICE}/worksheet"'
    contents = changed(parts(ONE, worksheet()), RELATIONS, usual, f'Id="rId2" Type="{OFFICE}/{kind}"')

    reading = read(contents)

    assert reading.workbook is not None
    assert [sheet.name for sheet in reading.workbook.sheets] == ["모니터링"]
    assert reading.notes == ((FileRule.NOT_A_WORKSHEET, {"sheet": "세부사업"}),)


def test_a_sheet_of_old_macros_refuses_the_file() -> None:
    kind = "http://schemas.microsoft.com/office/2006/relationships/xlMacrosheet"
    contents = changed(parts(ONE, worksheet()), RELATIONS, f'"rId2" Type="{OFFICE}/worksheet"', f'"rId2" Type="{kind}"')

    assert read(contents).problem == FileRule.SECOND_READING


@pytest.mark.parametrize(
    "contents",
    [
        changed(parts(), XL, '<sheet name="모니터링" sheetId="1" r:id="rId1" state="visible"/>', ""),
        changed(parts(), RELATIONS, '/worksheet"', '/chartsheet"'),
        changed(parts(), XL, "<sheets>", "<x:sheets xmlns:x='urn:x'>") | {},
    ],
    ids=["none listed", "a chart only", "listed in another namespace"],
)
def test_a_workbook_without_a_worksheet_is_an_error_and_never_an_empty_region(contents: Parts) -> None:
    assert read(contents).problem in (FileRule.NO_SHEETS, FileRule.DAMAGED)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('name="세부사업"', 'name="모니터링"'),
        ('name="세부사업"', 'name=""'),
        ('state="visible"', 'state="sometimes"'),
        (f'xmlns="{MAIN}"', 'xmlns="urn:other"'),
    ],
)
def test_a_list_of_sheets_that_makes_no_sense_is_damage(old: str, new: str) -> None:
    assert read(changed(parts(ONE, ONE), XL, old, new)).problem == FileRule.DAMAGED


@pytest.mark.parametrize(
    ("member", "feature", "rule"),
    [
        ("xl/vbaProject.bin", "macros", FileRule.MACROS),
        ("xl/macrosheets/sheet1.xml", "macros", FileRule.MACROS),
        ("xl/externalLinks/externalLink1.xml", "external_links", FileRule.EXTERNAL_LINKS),
        ("xl/connections.xml", "connections", FileRule.CONNECTIONS),
        ("xl/queryTables/queryTable1.xml", "connections", FileRule.CONNECTIONS),
        ("xl/embeddings/oleObject1.bin", "embedded_objects", FileRule.EMBEDDED_OBJECTS),
        ("xl/activeX/activeX1.bin", "embedded_objects", FileRule.EMBEDDED_OBJECTS),
        ("xl/comments1.xml", "comments", ""),
        ("xl/threadedComments/threadedComment1.xml", "comments", ""),
        ("xl/media/image1.png", "pictures", ""),
    ],
)
def test_what_else_a_workbook_holds_is_told_and_never_opened(member: str, feature: str, rule: str) -> None:
    reading = read(parts(ONE) | {member: b"<x/>"}, "a.xlsm")

    assert reading.workbook is not None
    assert reading.workbook.features == {feature}
    assert reading.notes == (((rule, {}),) if rule else ())
    assert reading.workbook.sheets[0].cells[1, 1].value == 1


@pytest.mark.parametrize(
    ("protection", "noted"),
    [
        ('<sheetProtection sheet="1" objects="1"/>', False),  # as our own blank forms have it
        ('<sheetProtection sheet="1" password="CC1A"/>', True),
        ('<sheetProtection sheet="1" algorithmName="SHA-512" hashValue="x" saltValue="y" spinCount="1"/>', True),
        ("", False),
    ],
)
def test_protection_is_noted_only_where_a_password_is_set(protection: str, noted: bool) -> None:
    assert read(parts(worksheet(after=protection))).notes == (((FileRule.PASSWORD_PROTECTION, {}),) if noted else ())


@pytest.mark.parametrize("attribute", ['workbookPassword="CC1A"', 'workbookHashValue="x"', 'lockStructure="1"'])
def test_a_locked_workbook_is_read(attribute: str) -> None:
    reading = read(parts(ONE, workbook=f"<workbookProtection {attribute}/>"))

    assert reading.workbook is not None
    assert bool(reading.notes) == ("lock" not in attribute)


@pytest.mark.parametrize(
    ("application", "noted"),
    [
        ("Microsoft Excel", ""),
        ("Microsoft Excel Online", ""),
        ("LibreOffice/7.4.7.2$Linux_X86_64 LibreOffice_project/40", "LibreOffice"),
        ("Hancom Office Hancell", "Hancom Office Hancell"),
        ("A &amp; B", "A & B"),
        ("", ""),
    ],
)
def test_the_saving_program_is_told_and_noted_where_it_is_not_excel(application: str, noted: str) -> None:
    properties = f"<Properties><Application>{application}</Application></Properties>".encode()

    reading = read(parts(ONE) | {"docProps/app.xml": properties})

    assert reading.workbook is not None
    assert reading.workbook.application == application.replace("&amp;", "&")
    assert reading.notes == (((FileRule.OTHER_PROGRAM, {"application": noted, "count": 1}),) if noted else ())


def test_a_workbook_needs_neither_styles_nor_strings_nor_properties() -> None:
    reading = read(parts(worksheet('<row r="1"><c r="A1" s="4"><v>7</v></c></row>')))

    assert reading.workbook is not None
    assert reading.workbook.sheets[0].cells[1, 1].number_format == "General"
    assert (reading.workbook.application, reading.notes) == ("", ())


def test_relations_of_a_strict_workbook_are_told_before_anything_else() -> None:
    contents = parts(ONE)
    strict = OFFICE.replace("http://schemas.openxmlformats.org", "http://purl.oclc.org/ooxml")
    strict = strict.replace("/2006", "")

    assert read(changed(contents, "_rels/.rels", OFFICE, strict)).problem == FileRule.STRICT


@pytest.mark.parametrize("code", ["G/표준", "G/標準", "G/通用格式"])
def test_the_general_format_in_the_words_of_a_country_is_the_general_format(code: str) -> None:
    rows = '<row r="1"><c r="A1" s="0"><v>182</v></c></row>'
    reading = read(parts(worksheet(rows), style=styles(164, codes={164: code})))
    assert reading.workbook is not None
    cell = reading.workbook.sheets[0].cells[1, 1]
    assert (cell.number_format, cell.is_date) == ("General", False)
