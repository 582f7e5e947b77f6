"""Text made safe for XML, line breaks, and fields as Word writes them."""

from __future__ import annotations

import pytest
from docx.oxml.ns import qn
from lxml import etree

from pipeline.report.docx.elements import Layout, add_field, add_text, element, paragraph
from pipeline.report.layout.plain_text import clean_text

FORBIDDEN = [chr(code) for code in (*range(0x20), *range(0x7F, 0xA0), 0xD800, 0xDFFF, 0xFFFE, 0xFFFF)]


@pytest.mark.parametrize(
    "character", [one for one in FORBIDDEN if one not in "\t\n\r\v"], ids=lambda one: f"{ord(one):04X}"
)
def test_a_character_that_xml_forbids_is_left_out(character: str) -> None:
    assert clean_text(f"가{character}나") == "가나"


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r", "\v"])
def test_every_kind_of_line_end_is_one_line_break(ending: str) -> None:
    assert clean_text(f"위{ending}아래") == "위\n아래"


def test_hangul_typed_on_a_mac_is_composed() -> None:
    assert clean_text("\u110b\u1173\u11ab\u1111\u1167\u11bc") == "은평"


def test_a_line_break_and_a_tab_are_elements_not_characters() -> None:
    made = paragraph("X")
    add_text(made, "위\n아래\t옆", bold=True)
    run = made.find(qn("w:r"))
    assert [etree.QName(child).localname for child in run] == ["rPr", "t", "br", "t", "tab", "t"]


def test_spaces_at_the_ends_survive() -> None:
    made = paragraph("X")
    add_text(made, " 끝. ")
    text = made.find(f".//{qn('w:t')}")
    assert text.text == " 끝. "
    assert text.get("{http://www.w3.org/XML/1998/namespace}space") == "preserve"


def test_no_text_makes_no_run() -> None:
    made = paragraph("X")
    add_text(made, "\x00")
    assert made.find(qn("w:r")) is None


def test_a_field_is_begun_separated_and_ended_around_its_result() -> None:
    holder = element("p")
    add_field(holder, "SEQ 표 \\* ARABIC", "3")
    kinds = [mark.get(qn("w:fldCharType")) for mark in holder.iter(qn("w:fldChar"))]
    assert kinds == ["begin", "separate", "end"]
    assert [code.text for code in holder.iter(qn("w:instrText"))] == [" SEQ 표 \\* ARABIC "]
    assert [text.text for text in holder.iter(qn("w:t"))] == ["3"]


def test_layout_is_written_in_the_order_word_wants() -> None:
    layout = Layout(keep_next=True, page_break_before=True, before=1, left=2, hanging=2, right=3, align="right")
    names = [etree.QName(child).localname for child in paragraph("X", layout=layout).find(qn("w:pPr"))]
    assert names == ["pStyle", "keepNext", "pageBreakBefore", "spacing", "ind", "jc"]


def test_a_plain_paragraph_carries_its_style_only() -> None:
    names = [etree.QName(child).localname for child in paragraph("X").find(qn("w:pPr"))]
    assert names == ["pStyle"]
