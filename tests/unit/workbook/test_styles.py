"""Which parts of a cell's look the rest of the program gets: only those that change what the cell says."""

from __future__ import annotations

import pytest
from lxml import etree

from pipeline.workbook.styles import BUILT_IN_FORMATS, Font, Looks, Style, runs_of, shows_date, style_looks
from tests.unit.workbook.one_sheet import sheet

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
STYLES = f"""<styleSheet xmlns="{MAIN}">
<fonts><font><sz val="11"/></font><font><strike/></font><font><strike val="0"/></font>
<font><color theme="0"/></font><font><color rgb="FFFDFDFD"/></font><font><vertAlign val="superscript"/></font></fonts>
<fills><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>
<fill><patternFill patternType="solid"><fgColor theme="4"/></patternFill></fill></fills>
<cellXfs><xf fontId="0" fillId="0"/><xf fontId="1"/><xf fontId="2"/><xf fontId="3" fillId="0"/>
<xf fontId="3" fillId="2"/><xf fontId="4"/><xf fontId="5"/></cellXfs></styleSheet>"""


def item(inner: str) -> etree._Element:
    return etree.fromstring(f'<si xmlns="{MAIN}">{inner}</si>')


def test_struck_raised_and_white_styles_are_odd() -> None:
    odd = style_looks(etree.fromstring(STYLES)).odd
    assert odd == {"1", "3", "5", "6"}


def test_text_in_one_font_has_no_runs() -> None:
    assert runs_of(item("<t>28</t>")) == ()
    assert runs_of(item("<r><t>28</t></r>")) == ()


def test_first_run_takes_the_font_of_the_cell() -> None:
    runs = runs_of(item('<r><t>12</t></r><r><rPr><sz val="9"/></rPr><t>15</t></r>'))
    looks = style_looks(etree.fromstring(STYLES))
    assert runs == (("12", None), ("15", Font()))
    assert looks.of("1", "1215", runs) == (False, "12", "", False, False)
    assert looks.of("0", "1215", runs) is None


def is_odd(font: str, fill: str = '<patternFill patternType="none"/>') -> bool:
    """Whether a style of this font and fill is one whose cells must be looked at."""
    root = etree.fromstring(
        f'<styleSheet xmlns="{MAIN}"><fonts><font/><font>{font}</font></fonts>'
        f"<fills><fill/><fill>{fill}</fill></fills>"
        '<cellXfs><xf/><xf fontId="1" fillId="1"/></cellXfs></styleSheet>'
    )
    looks = style_looks(root)
    assert set(looks.styles) == {"", "0", "1"}
    return looks.odd == {"1"}


@pytest.mark.parametrize(
    ("font", "odd"),
    [
        ("<strike/>", True),
        ('<strike val="true"/>', True),
        ('<strike val="on"/>', True),
        ('<strike val="false"/>', False),
        ('<vertAlign val="subscript"/>', True),
        ('<vertAlign val="baseline"/>', False),
        ('<sz val="2"/>', True),
        ('<sz val="2.5"/>', False),
        ('<sz val="?"/>', False),
        ("<sz/>", False),
        ('<color rgb="FFFFFFFF"/>', True),
        ('<color rgb="ffffffff"/>', True),
        ('<color rgb="FFEEEEEE"/>', True),  # 1.16 : 1
        ('<color rgb="FFD9D9D9"/>', False),  # the palest grey that offices use, 1.4 : 1
        ('<color rgb="FFFFFF00"/>', True),  # yellow, 1.07 : 1
        ('<color rgb="FFFF0000"/>', False),
        ('<color rgb="FF"/>', False),
        ('<color indexed="9"/>', True),
        ('<color indexed="65"/>', True),
        ('<color indexed="64"/>', False),
        ('<color indexed="13"/>', False),
        ('<color theme="0"/>', True),
        ('<color theme="1"/>', False),
        ('<color theme="0" tint="-0.5"/>', False),
        ('<color auto="1"/>', False),
        ('<color auto="0" theme="0"/>', True),
    ],
)
def test_a_font_on_white_is_odd_where_it_strikes_out_raises_or_hides(font: str, odd: bool) -> None:
    assert is_odd(font) is odd


@pytest.mark.parametrize(
    ("colour", "fill", "odd"),
    [
        ('rgb="FF000080"', '<patternFill patternType="solid"><fgColor rgb="FF000080"/></patternFill>', True),
        ('rgb="FF000080"', '<patternFill patternType="solid"><fgColor rgb="FF00007A"/></patternFill>', True),
        ('rgb="FFFFFFFF"', '<patternFill patternType="solid"><fgColor rgb="FF000080"/></patternFill>', False),
        ('theme="4"', '<patternFill patternType="solid"><fgColor theme="4"/></patternFill>', True),
        ('theme="4"', '<patternFill patternType="solid"><fgColor theme="5"/></patternFill>', False),
        ('rgb="FFFFFFFF"', '<patternFill patternType="gray125"><fgColor theme="4"/></patternFill>', False),
        ('rgb="FFFFFFFF"', '<patternFill patternType="solid"/>', False),  # nobody knows what is behind
        ('rgb="FFFFFFFF"', '<patternFill patternType="solid"><fgColor indexed="64"/></patternFill>', False),
        ('rgb="FFFFFFFF"', "<patternFill/>", True),
        ('rgb="FFFFFFFF"', "<gradientFill/>", False),
        ('rgb="FFFFFFFF"', "", True),
    ],
)
def test_letters_are_unseen_in_the_colour_of_their_ground(colour: str, fill: str, odd: bool) -> None:
    assert is_odd(f"<color {colour}/>", fill) is odd


def test_a_conditional_format_is_odd_where_it_strikes_out_or_prints_another_number() -> None:
    rules = (
        "<dxf><font><strike/></font></dxf>",
        '<dxf><font><strike val="0"/></font></dxf>',
        '<dxf><font><color rgb="FFFFFFFF"/></font></dxf>',  # offices hide their zeros so
        '<dxf><numFmt numFmtId="164" formatCode="#,##0"/></dxf>',
        '<dxf><numFmt numFmtId="165" formatCode="#,##0,"/></dxf>',
        '<dxf><numFmt numFmtId="166" formatCode="0&quot;명&quot;"/><font/></dxf>',
        '<dxf><numFmt numFmtId="167" formatCode=";;;"/></dxf>',
        "<dxf/>",
    )
    root = etree.fromstring(f'<styleSheet xmlns="{MAIN}"><dxfs>{"".join(rules)}</dxfs></styleSheet>')
    assert style_looks(root).odd_rules == {"0", "4", "5", "6"}


def test_the_look_of_a_text_in_several_fonts_is_told_piece_by_piece() -> None:
    struck, raised, white = Font(struck=True), Font(raised=True), Font(colour="FFFFFF")
    looks = Looks({"": Style(), "1": Style(struck), "2": Style(Font(), "FFFFFF")})
    assert looks.of("2", "1215", (("12", struck), ("15", None))) == (False, "12", "", False, False)
    assert looks.of("2", "31", (("3", None), ("1", raised))) == (False, "", "1", False, False)
    assert looks.of("1", "15") == (True, "15", "", False, False)
    assert looks.of("9", "15") is None  # a style that there is not is like none
    assert looks.of("2", "15", (("15", white), (" ", None))) == (False, "", "", False, True)
    assert looks.of("2", "15", (("1", white), ("5", None))) is None
    assert looks.of("1", " ") is None


def test_a_style_that_names_no_font_of_the_list_has_the_usual_one() -> None:
    root = etree.fromstring(
        f'<styleSheet xmlns="{MAIN}"><fonts><font><strike/></font></fonts>'
        '<cellXfs><xf fontId="1"/><xf fontId="-1"/><xf fontId="x"/><xf/></cellXfs></styleSheet>'
    )
    assert style_looks(root).odd == {"3"}


def test_a_cell_without_a_style_looks_like_the_first_style() -> None:
    style = STYLES.replace('<xf fontId="0" fillId="0"/>', '<xf fontId="1" fillId="0"/>', 1)
    one = sheet('<row r="1"><c r="A1"><v>28</v></c><c r="B1" s="2"><v>29</v></c></row>', style=style)
    assert {place: look.struck for place, look in one.looks.items()} == {(1, 1): "28"}


# --- which number formats show a date: Korean built-in ones and codes as people write them (fact 5, C19)


# The ko-kr table of ECMA-376 part 1, 18.8.30 (dates and times only).
KOREAN_TIMES = {18, 19, 20, 21, 32, 33, 45, 46, 47}
KOREAN_DATES = {14, 15, 16, 17, 22, *range(27, 32), *range(34, 37), *range(50, 59)}


def test_built_in_formats_divide_into_dates_times_and_numbers() -> None:
    assert {number for number, code in BUILT_IN_FORMATS.items() if shows_date(code)} == KOREAN_DATES
    assert not KOREAN_DATES & KOREAN_TIMES


@pytest.mark.parametrize(
    "code",
    [
        "yyyy-mm-dd",
        "YYYY. M. D.",
        'yyyy"년" m"월" d"일"',
        'm"월" d"일"',
        "m/d",
        'mm"월"',
        "mm",
        "[$-412]yyyy-mm-dd",
        "[$-F800]dddd, mmmm dd, yyyy",
        "yyyy-mm-dd h:mm",
        "m월 d일",
        "aaaa",
        "[$-411]ge.m.d",
        "[Red]yy/mm/dd;@",
        "yyyy\\-mm\\-dd\\ AM/PM\\ h:mm",
        "d-mmm;[Blue]0",
    ],
)
def test_a_code_with_a_day_a_month_or_a_year_shows_a_date(code: str) -> None:
    assert shows_date(code)


@pytest.mark.parametrize(
    "code",
    [
        "",
        "General",
        "GENERAL",
        "General;[Red]-General",
        "#,##0",
        "0.00E+00",
        "##0.0E+0",
        "h:mm",
        "[h]:mm:ss",
        "[mm]:ss",
        "mm:ss.0",
        "AM/PM h:mm",
        "오전/오후 h:mm",
        'h"시" mm"분"',
        '#,##0"명"',
        '0"day"',
        "0\\d",
        '"만든 날: "@',
        "[Red]#,##0",
        "[>=1000]#,##0,;0",
        '_-* #,##0_-;\\-* #,##0_-;_-* "-"_-;_-@_-',
        "@",
        "0;yyyy-mm-dd",
        '"unclosed yyyy',
        "000000-0000000",
    ],
)
def test_other_codes_show_none(code: str) -> None:
    assert not shows_date(code)
