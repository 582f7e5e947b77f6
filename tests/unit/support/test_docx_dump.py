"""The dump of a DOCX, on which golden files depend. The documents here are made by hand, not by the report's writer."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from tests.support.docx_dump import dump_document

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
DRAWING = 'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'

STYLES = f"""<w:styles {W}>
<w:style w:type="paragraph" w:styleId="H"><w:name w:val="큰제목"/>
<w:pPr><w:numPr><w:numId w:val="7"/></w:numPr></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="I"><w:name w:val="○ 내용"/>
<w:pPr><w:numPr><w:ilvl w:val="1"/><w:numId w:val="7"/></w:numPr></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="B"><w:name w:val="본문"/></w:style></w:styles>"""
NUMBERING = f"""<w:numbering {W}><w:abstractNum w:abstractNumId="3">
<w:lvl w:ilvl="0"><w:numFmt w:val="upperRoman"/><w:lvlText w:val="%1."/></w:lvl>
<w:lvl w:ilvl="1"><w:numFmt w:val="bullet"/><w:lvlText w:val="○"/></w:lvl></w:abstractNum>
<w:num w:numId="7"><w:abstractNumId w:val="3"/></w:num></w:numbering>"""
CORE = """<cp:coreProperties xmlns:cp="x" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>성과보고</dc:title>
</cp:coreProperties>"""


def paragraph(style: str, content: str, extra: str = "") -> str:
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{extra}</w:pPr>{content}</w:p>'


def text(value: str) -> str:
    return f"<w:r><w:t>{value}</w:t></w:r>"


def field(instruction: str, shown: str) -> str:
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f"<w:r><w:instrText> {instruction} </w:instrText></w:r>"
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{text(shown)}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def cell(value: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr><w:p>{text(value)}</w:p></w:tc>"


@pytest.fixture
def dumped(tmp_path: Path):
    def dump(body: str, **parts: str) -> list[str]:
        path = tmp_path / "문서.docx"
        with zipfile.ZipFile(path, "w") as package:
            package.writestr("word/document.xml", f"<w:document {W} {DRAWING}><w:body>{body}</w:body></w:document>")
            package.writestr("word/styles.xml", STYLES)
            package.writestr("word/numbering.xml", NUMBERING)
            package.writestr("docProps/core.xml", CORE)
            for name, part in parts.items():
                package.writestr(f"word/{name}.xml", part)
        return dump_document(path).splitlines()

    return dump


def test_headings_are_counted_and_items_carry_their_mark(dumped) -> None:
    body = "".join(
        paragraph(style, text(value)) for style, value in (("H", "추진실적"), ("I", "첫째"), ("H", "계획"), ("B", "글"))
    )
    assert dumped(body) == [
        "문서 제목: 성과보고",
        "[큰제목] I. 추진실적",
        "[○ 내용] ○ 첫째",
        "[큰제목] II. 계획",
        "[본문] 글",
    ]


def test_a_paragraph_may_switch_its_mark_off(dumped) -> None:
    off = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="0"/></w:numPr>'
    assert dumped(paragraph("I", text("덧붙임"), off))[1] == "[○ 내용] 덧붙임"


def test_a_field_shows_its_result_in_the_text_and_its_name_in_the_footer(dumped) -> None:
    footer = f"<w:ftr {W}><w:p>{text('- ')}{field('PAGE', '1')}{text(' -')}</w:p></w:ftr>"
    lines = dumped(paragraph("B", text("표 ") + field("SEQ 표", "4")), footer1=footer)
    assert lines[1:] == ["[본문] 표 4", "[바닥글] - {PAGE} -"]


def test_table_columns_line_up_by_printed_width(dumped) -> None:
    head = f"<w:tr><w:trPr><w:tblHeader/></w:trPr>{cell('권역')}{cell('값')}</w:tr>"
    first = cell("1", '<w:vMerge w:val="restart"/>') + cell("3,364")
    second = cell("", "<w:vMerge/>") + cell("7")
    rows = f"<w:tr>{first}</w:tr><w:tr>{second}</w:tr>"
    assert dumped(f"<w:tbl>{head}{rows}</w:tbl>")[1:] == [
        "# 권역 | 값    |",
        "| 1    | 3,364 |",
        "| 〃   | 7     |",
    ]


def test_a_picture_is_shown_by_its_alt_text_and_a_line_break_is_seen(dumped) -> None:
    properties = '<wp:docPr id="1" name="그래프" descr="4권역이 가장 많음"/>'
    picture = f"<w:r><w:drawing><wp:inline>{properties}</wp:inline></w:drawing></w:r>"
    body = paragraph("B", picture) + paragraph("B", f"{text('위')}<w:r><w:br/></w:r>{text('아래')}")
    assert dumped(body)[1:] == ["[본문] (그래프) 4권역이 가장 많음", "[본문] 위 ⏎ 아래"]


def test_a_new_page_is_seen(dumped) -> None:
    assert dumped(paragraph("B", text("부록"), "<w:pageBreakBefore/>"))[1:] == ["-- 쪽 나눔 --", "[본문] 부록"]
