"""What of a cell's look reaches the rest of the program: only that which changes what the cell says."""

from __future__ import annotations

from lxml import etree

from pipeline.workbook.looks import Font, Looks, runs_of, style_looks

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
    _, odd, _ = style_looks(etree.fromstring(STYLES))
    assert odd == {"1", "3", "5", "6"}


def test_text_in_one_font_has_no_runs() -> None:
    assert runs_of(item("<t>28</t>")) == ()
    assert runs_of(item("<r><t>28</t></r>")) == ()


def test_first_run_takes_the_font_of_the_cell() -> None:
    runs = runs_of(item('<r><t>12</t></r><r><rPr><sz val="9"/></rPr><t>15</t></r>'))
    looks = Looks(*style_looks(etree.fromstring(STYLES)))
    assert runs == (("12", None), ("15", Font()))
    assert looks.of("1", "1215", runs) == (False, "12", "", False, False)
    assert looks.of("0", "1215", runs) is None
