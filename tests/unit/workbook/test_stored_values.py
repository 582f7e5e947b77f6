"""What is in a cell: kind, value, text, formula, format, date (C07, C10, C19, C20, C22-C25, C30)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.formula.translate import Translator
from openpyxl.utils.datetime import MAC_EPOCH, WINDOWS_EPOCH, to_excel

from pipeline.model.cells import PICTURE, Cell, CellKind
from pipeline.workbook.outcome import FileRule
from pipeline.workbook.reading import read_bytes
from pipeline.workbook.stored_values import moved_formula, serial_of, serial_of_iso
from tests.unit.workbook.one_sheet import LIMITS, a1, refused, sheet, workbook
from tests.unit.workbook.packages import MAIN, book, parts, strings, styles, worksheet, zipped

NUMBER, TEXT, BOOLEAN, ERROR, UNCALCULATED = CellKind


@pytest.mark.parametrize(
    ("stored", "kind", "value", "raw"),
    [
        ("><v>38</v>", NUMBER, 38, "38"),
        (' t="n"><v>38</v>', NUMBER, 38, "38"),
        ("><v>0</v>", NUMBER, 0, "0"),
        ("><v>-3</v>", NUMBER, -3, "-3"),
        ("><v>12.0</v>", NUMBER, 12, "12.0"),
        ("><v>1E+3</v>", NUMBER, 1000, "1E+3"),
        ("><v>0.85</v>", NUMBER, 0.85, "0.85"),
        ("><v>3.0000000000000004</v>", NUMBER, 3.0000000000000004, "3.0000000000000004"),
        ("><v>12345678901234567</v>", NUMBER, 12345678901234567, "12345678901234567"),
        ("><v>6O</v>", TEXT, "6O", ""),
        ("><v>1_000</v>", TEXT, "1_000", ""),
        ("><v>１２</v>", TEXT, "１２", ""),
        ("><v>TRUE</v>", TEXT, "TRUE", ""),
        (' t="b"><v>1</v>', BOOLEAN, True, ""),
        (' t="b"><v>0</v>', BOOLEAN, False, ""),
        (' t="e"><v>#REF!</v>', ERROR, "#REF!", ""),
        (' t="e"><v>#N/A</v>', ERROR, "#N/A", ""),
        (' t="e"><v>#DIV/0!</v>', ERROR, "#DIV/0!", ""),
        (' t="str"><v>소계</v>', TEXT, "소계", ""),
        (' t="inlineStr"><is><t>신사1동</t></is>', TEXT, "신사1동", ""),
        ("><is><t>신사1동</t></is>", TEXT, "신사1동", ""),
    ],
)
def test_what_is_stored_keeps_its_kind_and_digits(
    stored: str, kind: CellKind, value: int | float | str | bool, raw: str
) -> None:
    cell = a1(stored)

    assert cell == Cell(1, 1, kind, value, raw)
    assert type(cell.value) is type(value)


@pytest.mark.parametrize("stored", ["NaN", "1e400", "INF", "-1e999", "9" * 400])
def test_what_is_no_finite_number_stays_text_and_disagrees_with_the_second_reading(stored: str) -> None:
    reading = workbook(book(f'<row r="1"><c r="A1"><v>{stored}</v></c></row>'))

    cell = reading.sheets[0].cells[1, 1]
    assert (cell.kind, cell.value) == (TEXT, stored)
    assert [(place, first) for _, place, first, _ in reading.disagreements] == [("A1", stored[:200])]


@pytest.mark.parametrize(
    "stored",
    [
        "/>",
        "></c><c r='B1'>",
        "><v/>",
        "><v></v>",
        ' t="n"/>',
        ' t="s"/>',
        ' t="str"><v></v>',
        ' s="0"/>',
        ' t="inlineStr"><is><t/></is>',
    ],
)
def test_a_cell_without_content_is_not_there(stored: str) -> None:
    inner = stored if stored.endswith("/>") and not stored.startswith("><") else f"{stored}</c>"

    assert sheet(f'<row r="1"><c r="A1"{inner}</row>').cells == {}


# --- text


@pytest.mark.parametrize(
    ("item", "value"),
    [
        ("<t>신사1동</t>", "신사1동"),
        ("<t>가 나</t>", "가 나"),
        ("<t> 앞뒤 </t>", "앞뒤"),
        ('<t xml:space="preserve"> 앞뒤 </t>', " 앞뒤 "),
        ("<r><t>대상</t></r><r><rPr><b/></rPr><t>자</t></r>", "대상자"),
        ('<r><t xml:space="preserve">가 </t></r><r><t>나</t></r>', "가 나"),
        ("<t>홍</t><phoneticPr fontId='1'/>", "홍"),
        ('<t>東京</t><rPh sb="0" eb="2"><t>トウキョウ</t></rPh><phoneticPr fontId="1"/>', "東京"),
        ("<t>a &amp; b &lt;c&gt; &quot;d&quot; &#44032;</t>", 'a & b <c> "d" 가'),
        ("<t>첫째_x000D_\n둘째</t>", "첫째\r\n둘째"),
        ("<t>6_x0030_</t>", "60"),
        ("<t>_x005F_x0030_</t>", "_x0030_"),
        ("<t>_x004a_x</t>", "Jx"),
        ("<t>_xD83D_</t>", "_xD83D_"),
        ("<t>_xD800_</t>", "_xD800_"),
        ("<t>_xDFFF_</t>", "_xDFFF_"),
        ("<t>x_1234_</t>", "x_1234_"),
    ],
)
def test_text_reads_as_excel_shows_it(item: str, value: str) -> None:
    assert a1(' t="s"><v>0</v>', text=strings(item)) == Cell(1, 1, TEXT, value)
    inline = sheet(f'<row r="1"><c r="A1" t="inlineStr"><is>{item}</is></c></row>')
    assert inline.cells[1, 1] == Cell(1, 1, TEXT, value)


@pytest.mark.parametrize("index", ["2", "-1", "x", "1.0", "１", "99999999999999999999"])
def test_a_shared_string_that_does_not_exist_is_damage_and_not_the_first_one(index: str) -> None:
    data = book(f'<row r="1"><c r="A1" t="s"><v>{index}</v></c></row>', text=strings("<t>가</t>", "<t>나</t>"))

    assert read_bytes(data, LIMITS).problem == FileRule.DAMAGED


def test_an_empty_shared_string_is_a_blank() -> None:
    assert a1(' t="s"><v>0</v>', text=strings("")) is None
    assert a1(' t="s"><v>1</v>', text=strings("<t>가</t>", "<t/>")) is None


def test_shared_strings_of_another_namespace_or_in_a_comment_do_not_count() -> None:
    text = strings("<t>가</t>")
    hidden = text.replace("<si>", "<!-- <sst> --><si>")
    data = book('<row r="1"><c r="A1" t="s"><v>0</v></c></row>', text=hidden)

    assert workbook(data).sheets[0].cells[1, 1].value == "가"
    foreign = book('<row r="1"><c r="A1" t="s"><v>0</v></c></row>', text=text.replace(MAIN, "urn:other"))
    assert read_bytes(foreign, LIMITS).problem == FileRule.DAMAGED


# --- formulas


@pytest.mark.parametrize(
    ("stored", "expected"),
    [
        ("><f>SUM(B1:B9)</f><v>70</v>", Cell(1, 1, NUMBER, 70, "70", "SUM(B1:B9)")),
        ("><f>1/8</f><v>0.125</v>", Cell(1, 1, NUMBER, 0.125, "0.125", "1/8")),
        (' t="str"><f>B1&amp;"명"</f><v>3명</v>', Cell(1, 1, TEXT, "3명", formula='B1&"명"')),
        (' t="str"><f>IF(B1&lt;1,"","x")</f><v></v>', Cell(1, 1, TEXT, "", formula='IF(B1<1,"","x")')),
        (' t="e"><f>B1/0</f><v>#DIV/0!</v>', Cell(1, 1, ERROR, "#DIV/0!", formula="B1/0")),
        (' t="b"><f>B1&gt;0</f><v>1</v>', Cell(1, 1, BOOLEAN, True, formula="B1>0")),
        ("><f>SUM(B1:B9)</f>", Cell(1, 1, UNCALCULATED, None, formula="SUM(B1:B9)")),
        ("><f>SUM(B1:B9)</f><v></v>", Cell(1, 1, UNCALCULATED, None, formula="SUM(B1:B9)")),
        ("><f>SUM(B1:B9)</f><v/>", Cell(1, 1, UNCALCULATED, None, formula="SUM(B1:B9)")),
        (' t="str"><f>B1</f>', Cell(1, 1, UNCALCULATED, None, formula="B1")),
        ("><f>[1]Sheet1!A1</f><v>5</v>", Cell(1, 1, NUMBER, 5, "5", "[1]Sheet1!A1")),
        ('><f t="array" ref="A1:A3">B1:B3*2</f><v>4</v>', Cell(1, 1, NUMBER, 4, "4", "B1:B3*2")),
        ('><f t="dataTable" ref="A1:A3" r1="B1"/><v>4</v>', Cell(1, 1, NUMBER, 4, "4", "?")),
        ('><f aca="false">SUM(B1:B9)</f><v>70</v>', Cell(1, 1, NUMBER, 70, "70", "SUM(B1:B9)")),
    ],
)
def test_a_formula_is_kept_beside_its_cached_value(stored: str, expected: Cell) -> None:
    assert a1(stored) == expected


def test_a_shared_formula_is_written_out_for_every_cell() -> None:
    rows = (
        '<row r="1"><c r="C1"><f t="shared" ref="C1:C3" si="0">A1*$B$1</f><v>2</v></c></row>'
        '<row r="2"><c r="C2"><f t="shared" si="0"/><v>4</v></c></row>'
        '<row r="3"><c r="C3"><f t="shared" si="0"></f><v>6</v></c><c r="D3"><f t="shared" si="7"/><v>1</v></c></row>'
    )

    cells = sheet(rows).cells

    assert [cells[row, 3].formula for row in (1, 2, 3)] == ["A1*$B$1", "A2*$B$1", "A3*$B$1"]
    assert cells[3, 4].formula == "?"  # its first cell is lost; still a formula


# --- number formats and dates


@pytest.mark.parametrize(
    ("format_id", "is_date"),
    [(i, True) for i in (14, 15, 16, 17, 22, 27, 28, 29, 30, 31, 34, 35, 36, *range(50, 59))]
    + [(i, False) for i in (0, 1, 2, 3, 4, 9, 10, 11, 12, 18, 19, 20, 21, 32, 33, 41, 44, 45, 46, 47, 48, 49)],
)
def test_built_in_formats_are_those_of_korean_excel(format_id: int, is_date: bool) -> None:
    """44260 is 2021-03-05. No file spells out the formats 27-36 and 50-58; 32 and 33 are times."""
    cell = a1(' s="0"><v>44260</v>', style=styles(format_id))

    assert cell is not None
    assert (cell.value, cell.is_date) == (44260, is_date)


def test_a_format_of_ones_own_goes_before_the_built_in_one() -> None:
    cells = sheet(
        '<row r="1"><c r="A1" s="1"><v>44260</v></c><c r="B1" s="0"><v>1</v></c><c r="C1"><v>2</v></c>'
        '<c r="D1" s="9"><v>3</v></c></row>',
        style=styles(3, 176, codes={176: "yyyy&quot;년&quot; m&quot;월&quot;"}),
    ).cells

    assert [cell.number_format for cell in cells.values()] == ['yyyy"년" m"월"', "#,##0", "#,##0", "#,##0"]
    assert [cell.is_date for cell in cells.values()] == [True, False, False, False]


def test_text_in_a_date_format_is_no_date() -> None:
    cell = a1(' s="0" t="str"><v>3월 5일</v>', style=styles(14))

    assert cell is not None
    assert not cell.is_date


@pytest.mark.parametrize("switch", ["1", "true", "on", "0", "false", ""])
def test_the_calendar_of_1904_is_reported(switch: str) -> None:
    reading = read_bytes(
        book(
            '<row r="1"><c r="A1" s="0"><v>42798</v></c></row>',
            style=styles(14),
            workbook=f'<workbookPr date1904="{switch}"/>' if switch else "",
        ),
        LIMITS,
        "a.xlsx",
    )

    assert reading.workbook is not None
    assert reading.workbook.date_1904 is (switch in ("1", "true", "on"))
    assert [rule for rule, _ in reading.notes] == ([FileRule.DATE_1904] if reading.workbook.date_1904 else [])


@pytest.mark.parametrize(
    ("stored", "serial"),
    [("2021-03-05", 44260), ("2021-03-05T12:00:00", 44260.5), ("2021-03-05T00:00:00", 44260), ("18:00:00", 0.75)],
)
def test_a_date_in_iso_notation_becomes_excels_number(stored: str, serial: float) -> None:
    assert a1(f' t="d" s="0"><v>{stored}</v>', style=styles(14)) == Cell(
        1, 1, NUMBER, serial, stored, number_format="yyyy-mm-dd", is_date=True
    )


def test_what_is_no_iso_date_is_text() -> None:
    assert a1(' t="d"><v>3월 5일</v>') == Cell(1, 1, TEXT, "3월 5일")


@pytest.mark.parametrize("stored", [' t="b"><v>2</v>', ' t="zz"><v>1</v>', ' t="b"><v>x</v>'])
def test_a_cell_that_contradicts_itself_is_damage(stored: str) -> None:
    assert refused(f'<row r="1"><c r="A1"{stored}</c></row>').problem == FileRule.DAMAGED


@pytest.mark.parametrize("error", ["#SPILL!", "#CALC!", "#FIELD!", "#무엇!"])
def test_an_error_value_that_the_second_reader_does_not_know_is_named_with_its_cell(error: str) -> None:
    reading = refused(f'<row r="2"><c r="B2" t="e"><f>X()</f><v>{error}</v></c></row>')

    assert reading.problem == FileRule.NEW_ERROR_VALUE
    assert reading.words == {"sheet": "모니터링", "cell": "B2", "value": error}


def test_cells_are_the_frozen_records_that_the_rest_of_the_program_knows() -> None:
    cell = a1("><v>38</v>")

    assert type(cell) is Cell
    assert replace(cell, value=39) == Cell(1, 1, NUMBER, 39, "38")
    with pytest.raises(AttributeError):
        cell.value = 39
    assert hash(cell) == hash(Cell(1, 1, NUMBER, 38, "38"))


def test_a_picture_in_a_cell_is_told_from_an_error() -> None:
    """Excel keeps the picture beside the cell and writes an error into it; the error of a formula is one."""
    rows = '<row r="1"><c r="A1" t="e" vm="1"><v>#VALUE!</v></c><c r="B1" t="e" vm="1"><f>X()</f><v>#VALUE!</v></c>'
    rows += '<c r="C1" t="e"><v>#VALUE!</v></c></row>'
    contents = parts(worksheet(rows))
    values = [cell.value for cell in workbook(zipped(contents)).sheets[0].cells.values()]
    assert values == ["#VALUE!", "#VALUE!", "#VALUE!"]
    with_picture = contents | {
        "xl/richData/rdrichvaluestructure.xml": b'<rvStructures><s t="_localImage"/></rvStructures>'
    }
    values = [cell.value for cell in workbook(zipped(with_picture)).sheets[0].cells.values()]
    assert values == [PICTURE, "#VALUE!", "#VALUE!"]


# --- day numbers of Excel in both calendars, against dates worked out by hand and against openpyxl


@pytest.mark.parametrize(
    ("moment", "date_1904", "serial"),
    [
        (date(2021, 3, 5), False, 44260),
        (date(2021, 3, 5), True, 42798),
        (datetime(2021, 3, 5, 6), False, 44260.25),
        (date(1900, 1, 1), False, 1),
        (date(1900, 2, 28), False, 59),
        (date(1900, 3, 1), False, 61),
        (date(1904, 1, 1), True, 0),
        (time(18, 0), False, 0.75),
        (timedelta(hours=36), False, 1.5),
    ],
)
def test_a_moment_has_the_number_that_excel_stores(
    moment: date | time | timedelta, date_1904: bool, serial: float
) -> None:
    assert serial_of(moment, date_1904) == serial


@given(moment=st.datetimes(datetime(1904, 1, 2), datetime(9999, 12, 31)), date_1904=st.booleans())
def test_numbers_agree_with_openpyxl(moment: datetime, date_1904: bool) -> None:
    moment = moment.replace(microsecond=0)
    expected = to_excel(moment, MAC_EPOCH if date_1904 else WINDOWS_EPOCH)

    assert serial_of(moment, date_1904) == pytest.approx(expected, abs=1e-9)


@pytest.mark.parametrize("text", ["", "3월 5일", "2021-13-01", "2021-02-29", "25:00:00", "21-3-5", "2021/03/05"])
def test_what_is_no_iso_date_has_no_number(text: str) -> None:
    assert serial_of_iso(text, date_1904=False) is None


# --- formulas that Excel stored once for a block read in each cell as openpyxl's translator writes them


@pytest.mark.parametrize(
    ("formula", "moved"),
    [
        ("A1", "C4"),
        ("$A1", "$A4"),
        ("A$1", "C$1"),
        ("$A$1", "$A$1"),
        ("SUM(B9:B48)", "SUM(D12:D51)"),
        ("B9*C9", "D12*E12"),
        ('IF(A1="A1",A1,"B2")', 'IF(C4="A1",C4,"B2")'),
        ("LOG10(A1)", "LOG10(C4)"),
        ("'A1 시트'!A1", "'A1 시트'!C4"),
        ("시트!A1+시트!B$2", "시트!C4+시트!D$2"),
        ("A1시트!A1", "A1시트!C4"),
        ("[1]Sheet1!A1", "[1]Sheet1!C4"),
        ("SUM(A:A)", "SUM(C:C)"),
        ("SUM($A:B)", "SUM($A:D)"),
        ("SUM(1:2)", "SUM(4:5)"),
        ("SUM($1:2)", "SUM($1:5)"),
        ("표1[열A1]+A1", "표1[열A1]+C4"),
        ("Tax2021+A1", "Tax2021+C4"),
        ("A1.5", "A1.5"),
        ("XFD1048576", "#REF!"),
        ("1+2", "1+2"),
        ('"따옴표 ""A1"" 안"&A1', '"따옴표 ""A1"" 안"&C4'),
    ],
)
def test_references_move_and_nothing_else_does(formula: str, moved: str) -> None:
    """Three rows down, two columns to the right; calculated by hand."""
    assert moved_formula(formula, 3, 2) == moved


@given(
    references=st.lists(
        st.tuples(
            st.sampled_from(["", "$"]),
            st.sampled_from(["F", "Z", "AB"]),
            st.sampled_from(["", "$"]),
            st.integers(20, 99),
        ).map(lambda part: "".join(map(str, part))),
        min_size=1,
        max_size=5,
    ),
    rows=st.integers(-10, 10),
    columns=st.integers(-5, 5),
)
def test_moving_agrees_with_openpyxl(references: list[str], rows: int, columns: int) -> None:
    formula = f'IF({references[0]}>0,SUM({":".join(references[-2:])}),"F20")&{"+".join(references)}'
    expected = Translator("=" + formula, origin="M50").translate_formula(row_delta=rows, col_delta=columns)

    assert "=" + moved_formula(formula, rows, columns) == expected
