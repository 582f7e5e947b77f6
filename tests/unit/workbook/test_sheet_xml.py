"""Where cells are, how far out they may lie, and what people do not see (S05, S06, S16, S17, F22, F23, F28, C27)."""

from __future__ import annotations

import pytest

from pipeline.workbook import sheet_xml
from pipeline.workbook.outcome import FileRule, ReadingLimits
from pipeline.workbook.reading import read_bytes
from tests.unit.workbook.one_sheet import LIMITS, refused, sheet, workbook
from tests.unit.workbook.packages import MAIN, book, parts, strings, styles, worksheet, zipped

# --- addresses


@pytest.mark.parametrize(
    ("rows", "places"),
    [
        ('<row r="3"><c r="C3"><v>1</v></c></row>', {(3, 3): 1}),
        ('<row r="7"><c r="E7"><v>1</v></c></row><row r="90"><c r="AB90"><v>2</v></c></row>', {(7, 5): 1, (90, 28): 2}),
        ("<row><c><v>1</v></c><c><v>2</v></c></row><row><c><v>3</v></c></row>", {(1, 1): 1, (1, 2): 2, (2, 1): 3}),
        (
            '<row r="5"><c r="D5"><v>1</v></c><c><v>2</v></c></row><row><c><v>3</v></c></row>',
            {(5, 4): 1, (5, 5): 2, (6, 1): 3},
        ),
        ('<row r="2"><c s="0"/><c><v>2</v></c></row>', {(2, 2): 2}),
    ],
)
def test_the_reported_cell_is_the_real_cell(rows: str, places: dict[tuple[int, int], int]) -> None:
    cells = sheet(rows, style=styles(0)).cells

    assert {place: cell.value for place, cell in cells.items()} == places
    assert all((cell.row, cell.column) == place for place, cell in cells.items())


@pytest.mark.parametrize("dimension", ["A1", "A1:A1", "Z99:AA100", "A1:XFD1048576"])
def test_a_wrong_dimension_is_ignored(dimension: str) -> None:
    rows = "".join(f'<row r="{n}"><c r="B{n}"><v>{n}</v></c></row>' for n in range(1, 12))
    data = zipped(parts(worksheet(rows, before=f'<dimension ref="{dimension}"/>')))

    assert [cell.value for cell in workbook(data).sheets[0].cells.values()] == list(range(1, 12))


FAR = '<{0}c xmlns:o="urn:other" r="XFD1048576"><{0}v>1</{0}v></{0}c>'


@pytest.mark.parametrize(
    "rows",
    [
        f'<row r="1">{FAR.format("o:")}</row>',
        f'<o:row xmlns:o="urn:other" r="1048576">{FAR.format("")}</o:row>',
        f"<row r='1'><c r='A1'><v>1</v></c></row>{FAR.format('')}",
        f"{FAR.format('')}<row r='1'><c r='A1'><v>1</v></c></row>",
        f'<row r="1"><extLst><ext uri="x">{FAR.format("")}</ext></extLst></row>',
        f'<row r="1"><c r="A1"><v>1</v>{FAR.format("")}</c></row>',
        f'<row r="1"><row r="1048576">{FAR.format("")}</row></row>',
    ],
)
@pytest.mark.parametrize("limit", [0, 4_000_000])
def test_cells_in_odd_places_are_refused_before_the_second_reader_takes_them_for_cells(
    rows: str, limit: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sheet_xml, "SMALL_PART_BYTES", limit)
    monkeypatch.setattr("pipeline.workbook.package_parts.SMALL_PART_BYTES", limit)

    assert refused(rows).problem == FileRule.DAMAGED


@pytest.mark.parametrize("place", ["before", "after"])
def test_a_second_sheet_data_of_another_namespace_is_refused(place: str) -> None:
    decoy = f'<o:sheetData xmlns:o="urn:other"><row r="1">{FAR.format("")}</row></o:sheetData>'
    xml = worksheet('<row r="1"><c r="A1"><v>1</v></c></row>', **{place: decoy})

    assert read_bytes(zipped(parts(xml)), LIMITS).problem == FileRule.DAMAGED


@pytest.mark.parametrize(
    ("rows", "cell"),
    [
        ('<row r="4"><c r="D4"><v>60</v></c><c r="D4"><v>999</v></c></row>', "D4"),
        ('<row r="4"><c r="D4"><v>60</v></c></row><row r="4"><c r="D4"><v>999</v></c></row>', "4행"),
        ('<row r="4"><c r="D4"><v>60</v></c></row><row r="4"><c r="E4"><v>999</v></c></row>', "4행"),
        ('<row r="4"><c r="D4"><v>60</v></c><c r="D4" s="0"/></row>', "D4"),
        ('<row r="4"><c r="D4"><v>60</v></c><c r="C4"><v>1</v></c></row>', "C4"),
        ('<row r="5"/><row r="4"><c r="D4"><v>60</v></c></row>', "4행"),
        ('<row r="4"/><row r="4"/>', "4행"),
        ('<row r="4"><c r="D5"><v>60</v></c></row>', "D5"),
        ('<row r="4"><c r="D4" t="inlineStr"><is><t>가</t></is></c><c r="D4"><v>1</v></c></row>', "D4"),
        ('<row r="4"><c r="D4"><v>1</v></c></row><row r="3"/><row><c><v>1</v></c></row>', "A4"),
    ],
)
def test_a_cell_stored_twice_or_out_of_order_is_refused(rows: str, cell: str) -> None:
    reading = refused(rows)

    assert (reading.problem, reading.words) == (FileRule.REPEATED_CELL, {"sheet": "모니터링", "cell": cell})


@pytest.mark.parametrize(
    "reference", ["a1", "$A$1", "A0", "A01", "1A", "A", "1", "AAAA1", "A12345678", "가1", "A1:B1", ""]
)
def test_an_address_that_is_none_is_damage(reference: str) -> None:
    assert refused(f'<row r="1"><c r="{reference}"><v>1</v></c></row>').problem in (
        FileRule.DAMAGED,
        FileRule.REPEATED_CELL,
    )


@pytest.mark.parametrize("row", ["0", "-1", "x", "1.0", "１", "12345678"])
def test_a_row_number_that_is_none_is_damage(row: str) -> None:
    assert refused(f'<row r="{row}"><c><v>1</v></c></row>').problem == FileRule.DAMAGED


# --- extent


@pytest.mark.parametrize(
    ("cell", "row"),
    [
        ("XFD1048576", 1048576),
        ("A20001", 20001),
        ("GS1", 1),
        ("A1048577", 1048577),
        ("ZZZ9999999", 9999999),
        ("XFD1", 1),
    ],
)
@pytest.mark.parametrize(
    "content", ["<v>1</v>", "<f>1</f>", "<is><t/></is>"], ids=["value", "formula", "empty inline text"]
)
def test_something_far_outside_is_refused_before_the_second_reader_sees_it(cell: str, row: int, content: str) -> None:
    reading = refused(f'<row r="{row}"><c r="{cell}">{content}</c></row>')

    assert reading.problem == FileRule.FAR_CELL
    assert reading.words == {"sheet": "모니터링", "cell": cell, "limit": "20,000행, GR열"}


def test_the_last_cell_within_the_limits_is_read() -> None:
    cells = sheet('<row r="20000"><c r="GR20000"><v>1</v></c></row>').cells

    assert list(cells) == [(20000, 200)]


def test_formatted_but_empty_cells_may_lie_anywhere_and_many_are_noted() -> None:
    rows = "".join(f'<row r="{n}" s="0"><c r="A{n}" s="0"/></row>' for n in range(2, 30_002))
    data = book(f'<row r="1"><c r="A1"><v>5</v></c></row>{rows}<row r="1048576"><c r="XFD1048576" s="0"/></row>')

    reading = read_bytes(data, LIMITS, "a.xlsx")

    assert reading.workbook is not None
    assert list(reading.workbook.sheets[0].cells) == [(1, 1)]
    assert reading.notes == ((FileRule.EMPTY_ROWS, {"sheet": "모니터링", "count": 30_001}),)


def test_cells_of_all_sheets_together_have_a_limit() -> None:
    rows = "".join(f'<row r="{n}"><c r="A{n}"><v>1</v></c></row>' for n in range(1, 7))
    data = zipped(parts(worksheet(rows), worksheet(rows)))

    assert read_bytes(data, ReadingLimits(max_cells=12)).problem == ""
    assert read_bytes(data, ReadingLimits(max_cells=11)).problem == FileRule.TOO_MANY_CELLS


# --- what people do not see


def test_hidden_sheets_rows_and_columns_are_read_and_told() -> None:
    rows = (
        '<row r="1"><c r="A1"><v>1</v></c></row><row r="2" hidden="1"><c r="A2"><v>2</v></c></row>'
        '<row r="3" ht="0" customHeight="1"><c r="A3"><v>3</v></c></row>'
        '<row r="4" hidden="0"><c r="A4"><v>4</v></c></row>'
    )
    columns = '<cols><col min="2" max="3" hidden="1"/><col min="4" max="4" width="0"/><col min="5" max="5"/></cols>'
    first = worksheet(rows, before=columns)
    data = zipped(parts(first, worksheet(rows), worksheet(), states=("visible", "hidden", "veryHidden")))

    sheets = workbook(data).sheets

    assert [one.state for one in sheets] == ["visible", "hidden", "veryHidden"]
    assert (sheets[0].hidden_rows, sheets[0].hidden_columns) == ({2, 3}, {2, 3, 4})
    assert [cell.value for cell in sheets[0].cells.values()] == [1, 2, 3, 4]
    assert len(sheets[1].cells) == 4


def test_columns_hidden_up_to_the_edge_are_told_as_far_as_values_may_lie() -> None:
    data = zipped(parts(worksheet(before='<cols><col min="199" max="16384" hidden="true"/></cols>')))

    assert workbook(data).sheets[0].hidden_columns == {199, 200}


def test_a_value_under_a_merged_area_is_kept() -> None:
    rows = '<row r="7"><c r="D7"><v>5</v></c></row><row r="8"><c r="D8"><v>7</v></c></row>'
    merges = '<mergeCells count="2"><mergeCell ref="D7:D8"/><mergeCell ref="A1:B2"/></mergeCells>'

    one = workbook(zipped(parts(worksheet(rows, after=merges)))).sheets[0]

    assert one.merged == ((7, 4, 8, 4), (1, 1, 2, 2))
    assert [cell.value for cell in one.cells.values()] == [5, 7]


def test_a_link_on_a_blank_cell_is_no_value() -> None:
    links = (
        '<hyperlinks><hyperlink ref="A1" r:id="x" xmlns:r="urn:r"/><hyperlink ref="B1" location="S!A1"/></hyperlinks>'
    )

    assert workbook(zipped(parts(worksheet('<row r="1"><c r="A1" s="0"/></row>', after=links)))).sheets[0].cells == {}


@pytest.mark.parametrize("area", ["A1:B2:C3", "1A:B2", "A1:2B", ":B2", "A1:", "", "A0:B2"])
def test_a_merged_area_that_is_none_is_damage(area: str) -> None:
    data = zipped(parts(worksheet(after=f'<mergeCells><mergeCell ref="{area}"/></mergeCells>')))
    assert read_bytes(data, LIMITS, "a.xlsx").problem == FileRule.DAMAGED


def test_whole_rows_and_columns_may_be_merged() -> None:
    merges = "".join(f'<mergeCell ref="{area}"/>' for area in ("2:3", "$B:$C", "D4"))
    one = workbook(zipped(parts(worksheet(after=f"<mergeCells>{merges}</mergeCells>")))).sheets[0]
    assert one.merged == ((2, 1, 3, 16384), (1, 2, 1048576, 3), (4, 4, 4, 4))


def test_a_conditional_format_that_may_strike_out_is_told_at_the_cells_in_its_areas() -> None:
    """The second rule only colours; B2:C3 and E5 are under the first; "Z" is no area of cells."""
    rows = "".join(
        f'<row r="{row}">{"".join(f"<c r={chr(34)}{letter}{row}{chr(34)}><v>1</v></c>" for letter in "ABCDEF")}</row>'
        for row in range(1, 7)
    )
    rules = (
        '<conditionalFormatting sqref="B2:C3 E5 Z A1:Z"><cfRule dxfId="0"/></conditionalFormatting>'
        '<conditionalFormatting sqref="F6"><cfRule dxfId="1"/></conditionalFormatting>'
    )
    looks = "<dxf><font><strike/></font></dxf><dxf><font><b/></font></dxf>"
    style = styles(0).replace("</styleSheet>", f"<dxfs>{looks}</dxfs></styleSheet>")
    one = workbook(zipped(parts(worksheet(rows, after=rules), style=style))).sheets[0]
    assert {place for place, look in one.looks.items() if look.conditional} == {(2, 2), (2, 3), (3, 2), (3, 3), (5, 5)}


def test_sheets_that_differ_in_nothing_but_styles_or_limits_are_each_told_by_their_own() -> None:
    """What was remembered of such a sheet in one workbook must not be used for the next."""
    around = worksheet(
        '<row r="2"><c r="B2"><v>1</v></c></row>',
        before='<cols><col min="3" max="9" hidden="1"/></cols>',
        after='<conditionalFormatting sqref="B2"><cfRule dxfId="0"/></conditionalFormatting>',
    )
    striking, bold = (
        styles(0).replace("</styleSheet>", f"<dxfs><dxf><font><{look}/></font></dxf></dxfs></styleSheet>")
        for look in ("strike", "b")
    )
    for _ in range(2):
        assert workbook(zipped(parts(around, style=striking))).sheets[0].looks.keys() == {(2, 2)}
        assert workbook(zipped(parts(around, style=bold))).sheets[0].looks == {}
        narrow = workbook(zipped(parts(around)), ReadingLimits(max_columns=4)).sheets[0]
        assert (narrow.looks, narrow.hidden_columns) == ({}, {3, 4})


def test_a_sheet_with_thousands_of_merged_areas_is_read_like_any_other() -> None:
    areas = "".join(f'<mergeCell ref="A{row}:B{row}"/>' for row in range(1, 4001))
    one = workbook(zipped(parts(worksheet(after=f"<mergeCells>{areas}</mergeCells>")))).sheets[0]
    assert one.merged == tuple((row, 1, row, 2) for row in range(1, 4001))


# --- the short way through a sheet and the long one come to the same, however the XML is written


def prefixed(xml: str) -> str:
    for name in ("worksheet", "sheetData", "row", "c", "v", "f", "cols", "col"):
        xml = (
            xml.replace(f"<{name} ", f"<x:{name} ")
            .replace(f"<{name}>", f"<x:{name}>")
            .replace(f"</{name}>", f"</x:{name}>")
        )
        xml = xml.replace(f"<{name}/>", f"<x:{name}/>")
    return xml.replace("xmlns=", "xmlns:x=")


PLAIN = (
    '<row r="1" spans="1:3" ht="20.1" customHeight="1" x14ac:dyDescent="0.3"><c r="A1" s="1" t="s"><v>0</v></c>'
    '<c r="B1" s="0"/><c r="C1"><f>A1&amp;"&lt;"</f><v>3.5</v></c></row>'
    '<row r="3" hidden="1"><c r="B3" t="str"><f>X</f><v>a &amp; b</v></c></row><row r="4"/>'
)
VARIANTS = {
    "as it is": lambda xml: xml,
    "prefix": prefixed,
    "single quotes": lambda xml: xml.replace('"', "'").replace("&amp;'&lt;'", "&amp;&quot;&lt;&quot;"),
    "comment": lambda xml: xml.replace('<row r="3"', '<!-- <row r="2"><c r="A2"><v>9</v></c></row> --><row r="3"'),
    "instruction": lambda xml: xml.replace('<row r="3"', '<?x <c r="A2"><v>9</v></c>?><row r="3"'),
    "line breaks": lambda xml: xml.replace("><", ">\n  <"),
    "closing tags": lambda xml: xml.replace('<c r="B1" s="0"/>', '<c r="B1" s="0"></c>'),
    "other order": lambda xml: xml.replace('r="A1" s="1" t="s"', 't="s" s="1" r="A1"'),
    "numbered letters": lambda xml: xml.replace("a &amp; b", "&#97;&#x20;&#38; b"),
    "decoy in a comment": lambda xml: xml.replace("<sheetData>", "<!-- <sheetData> --><sheetData>"),
    "decoy at the end": lambda xml: xml.replace("</worksheet>", "<!-- </sheetData> --></worksheet>"),
    "unknown child": lambda xml: xml.replace('</row><row r="3"', '<extLst><ext uri="x"/></extLst></row><row r="3"'),
}


@pytest.mark.parametrize("variant", VARIANTS)
def test_the_same_sheet_written_in_another_way_reads_the_same(variant: str) -> None:
    xml = worksheet(PLAIN).replace("<worksheet ", '<worksheet xmlns:x14ac="urn:x" ')
    style, text = styles(0, 14), strings("<t>권역</t>")
    expected = workbook(zipped(parts(xml, style=style, text=text)))
    assert len(expected.sheets[0].cells) == 3
    assert (VARIANTS[variant](xml) == xml) == (variant == "as it is")

    assert workbook(zipped(parts(VARIANTS[variant](xml), style=style, text=text))) == expected


@pytest.mark.parametrize("variant", VARIANTS)
def test_a_sheet_too_large_for_a_tree_is_streamed_to_the_same_end(
    variant: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    xml = VARIANTS[variant](worksheet(PLAIN).replace("<worksheet ", '<worksheet xmlns:x14ac="urn:x" '))
    data = zipped(parts(xml, style=styles(0, 14), text=strings("<t>권역</t>")))
    expected = workbook(data)

    monkeypatch.setattr(sheet_xml, "SMALL_PART_BYTES", 0)
    monkeypatch.setattr("pipeline.workbook.package_parts.SMALL_PART_BYTES", 0)

    assert workbook(data) == expected


@pytest.mark.parametrize("root", ["chartsheet", "worksheet xmlns='urn:other'", "table"])
@pytest.mark.parametrize("limit", [0, 4_000_000])
def test_a_part_that_is_no_worksheet_is_damage(root: str, limit: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheet_xml, "SMALL_PART_BYTES", limit)
    monkeypatch.setattr("pipeline.workbook.package_parts.SMALL_PART_BYTES", limit)
    name = root.split(maxsplit=1)[0]
    attributes = root.removeprefix(name) or f" xmlns='{MAIN}'"
    xml = f"<{name}{attributes}><sheetData><row r='1'><c r='A1'><v>1</v></c></row></sheetData></{name}>"

    bare = f"<{name}{attributes}/>"  # nothing in it says that it is none

    assert [read_bytes(zipped(parts(part)), LIMITS).problem for part in (xml, bare)] == [FileRule.DAMAGED] * 2
