"""The DOCX opened as a zip of XML: outline, captions, notes, pictures, properties, the same bytes every time."""

from __future__ import annotations

import re
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image

from pipeline.errors import SelfCheckError
from pipeline.model.figures import State
from pipeline.report.blocks import (
    Block,
    Heading,
    Item,
    KeyFigure,
    KeyFigures,
    PageBreak,
    Paragraph,
    Report,
    Run,
    TitleBox,
    line,
)
from pipeline.report.docx.document import write_document
from tests.support.docx_dump import dump_document
from tests.support.docx_writing import WP, W, chart, part, style_of, table, write_blocks

MARK_EXPLAINED = "[표 별표 설명] * 미제출·확인 중 제외"


def dumped(path: Path) -> list[str]:
    """The body's lines in the dump, without the document's title and the page's header and footer."""
    return [text for text in dump_document(path).splitlines()[1:] if not text.startswith(("[머리말]", "[바닥글]"))]


# --- outline --------------------------------------------------------------------------------------------------------


def test_the_outline_gets_its_marks_from_styles(tmp_path: Path) -> None:
    path = write_blocks(
        tmp_path,
        Heading(1, "Ⅰ. 추진실적"),
        Heading(2, "상반기"),
        Item(1, line("상담 ", Run("19,644건", bold=True))),
        Item(2, line("세부")),
        Item(3, line("참고")),
        Heading(1, "Ⅱ. 계획"),
        Heading(3, "부록"),
        Paragraph(line("글")),
        Paragraph(line("1. 집계대장 1부."), "attachment"),
        Paragraph(line("끝."), "closing"),
    )
    assert dumped(path) == [
        "[큰제목] Ⅰ. 추진실적",
        "[□ 항목] □ 상반기",
        "[○ 내용] ○ 상담 19,644건",
        "[- 세부] - 세부",
        "[※ 참고] ※ 참고",
        "[큰제목] Ⅱ. 계획",
        "[작은제목] 부록",
        "[본문] 글",
        "[붙임] 1. 집계대장 1부.",
        "[끝] 끝.",
    ]


def test_only_the_bold_run_is_bold(tmp_path: Path) -> None:
    runs = part(write_blocks(tmp_path, Item(1, line("상담 ", Run("19건", bold=True))))).iter(f"{W}r")
    assert [run.find(f"{W}rPr/{W}b") is not None for run in runs] == [False, True]


def test_title_and_status_stand_first_and_the_word_for_final_is_bold(tmp_path: Path) -> None:
    path = write_blocks(tmp_path, TitleBox("성과보고", "확정 · 제출 15/15건", provisional=False))
    assert dumped(path) == ["[보고서 제목] 성과보고", "[보고 상태] 확정 · 제출 15/15건"]
    bold = [run for run in part(path).iter(f"{W}r") if run.find(f"{W}rPr/{W}b") is not None]
    assert ["".join(run.itertext()) for run in bold] == ["확정"]
    assert bold[0].find(f"{W}rPr/{W}shd") is None


def test_a_provisional_report_says_so_on_a_fill(tmp_path: Path) -> None:
    path = write_blocks(tmp_path, TitleBox("성과보고", "잠정 · 제출 14/15건", provisional=True))
    marked = [run for run in part(path).iter(f"{W}r") if run.find(f"{W}rPr/{W}shd") is not None]
    assert ["".join(run.itertext()) for run in marked] == ["잠정"]


def test_a_page_break_goes_with_the_next_paragraph_and_leaves_no_empty_one(tmp_path: Path) -> None:
    path = write_blocks(tmp_path, Paragraph(line("앞")), PageBreak(), Heading(3, "부록"), PageBreak())
    assert dumped(path) == ["[본문] 앞", "-- 쪽 나눔 --", "[작은제목] 부록"]


@pytest.mark.parametrize("block", [table(), chart(), KeyFigures((KeyFigure(Run("1명"), "대상"),))])
def test_a_page_break_before_any_block_is_kept(tmp_path: Path, block: Block) -> None:
    assert "-- 쪽 나눔 --" in dumped(write_blocks(tmp_path, Paragraph(line("앞")), PageBreak(), block))


# --- captions, notes, fields ----------------------------------------------------------------------------------------


def test_captions_are_fields_that_count_tables_and_figures_apart(tmp_path: Path) -> None:
    path = write_blocks(tmp_path, table("첫째"), chart("가"), table("둘째"), chart("나"))
    captions = [text for text in dumped(path) if "제목]" in text]
    assert captions == [
        "[표 제목] <표 1> 첫째",
        "[그림 제목] <그림 1> 가 제목",
        "[표 제목] <표 2> 둘째",
        "[그림 제목] <그림 2> 나 제목",
    ]
    codes = [code.text.split()[:2] for code in part(path).iter(f"{W}instrText")]
    assert codes == [["SEQ", "표"], ["SEQ", "그림"], ["SEQ", "표"], ["SEQ", "그림"]]


def test_a_caption_stands_above_its_table_and_below_its_chart(tmp_path: Path) -> None:
    kinds = [text.split("]")[0] for text in dumped(write_blocks(tmp_path, table(unit="명"), chart()))]
    assert kinds == ["[표 제목", "[단위", "# 구분 | 수 |", "| 가   | 1  |", "[그림", "[그림 제목"]


def test_caption_unit_and_header_are_kept_with_the_rows(tmp_path: Path) -> None:
    path = write_blocks(tmp_path, table(unit="명"))
    styles = {style.get(f"{W}styleId"): style for style in part(path, "word/styles.xml").iter(f"{W}style")}
    for paragraph in list(part(path).iter(f"{W}p"))[:3]:
        assert styles[style_of(paragraph)].find(f"{W}pPr/{W}keepNext") is not None


def test_the_closing_line_never_stands_alone_on_a_page(tmp_path: Path) -> None:
    """Three lines stay with it, and its own lines stay together; the first two lines may be on the page before."""
    lines = [Item(1, line(f"{number}")) for number in range(5)]
    ends = [Paragraph(line("붙임  1. 하나 1부."), "closing"), Paragraph(line("2. 둘 1부.  끝."), "attachment")]
    paragraphs = part(write_blocks(tmp_path, *lines, *ends)).iter(f"{W}p")
    kept = [paragraph.find(f"{W}pPr/{W}keepNext") is not None for paragraph in paragraphs]
    assert kept == [False, False, True, True, True, True, False]


@pytest.mark.parametrize("unit", ["명, 건", "(단위: 명, 건)"])
def test_the_unit_line_is_worded_once(tmp_path: Path, unit: str) -> None:
    assert "[단위] (단위: 명, 건)" in dumped(write_blocks(tmp_path, table(unit=unit)))


@pytest.mark.parametrize("note", ["163명이 포함됨", "※ 163명이 포함됨"])
def test_a_note_has_one_mark(tmp_path: Path, note: str) -> None:
    assert dumped(write_blocks(tmp_path, table(notes=(note,))))[-1] == "[표 주석] ※ 163명이 포함됨"


@pytest.mark.parametrize("block", [table(state=State.PARTIAL), chart(state=State.PARTIAL)])
def test_a_marked_sum_is_explained_even_if_no_note_does(tmp_path: Path, block: Block) -> None:
    assert dumped(write_blocks(tmp_path, block))[-1] == MARK_EXPLAINED


def test_a_marked_sum_in_the_title_of_a_chart_is_explained(tmp_path: Path) -> None:
    block = chart()
    titled = replace(block, panels=(replace(block.panels[0], title="참석(명)  계 513명*"),))
    assert dumped(write_blocks(tmp_path, titled))[-1] == MARK_EXPLAINED


def test_a_note_that_explains_the_mark_is_not_doubled_and_has_no_other_mark(tmp_path: Path) -> None:
    path = write_blocks(tmp_path, table(state=State.PARTIAL, notes=("* 5개 권역 중 4개의 합계임",)))
    notes = [text for text in dumped(path) if text.startswith(("[표 주석]", "[표 별표 설명]"))]
    assert notes == ["[표 별표 설명] * 5개 권역 중 4개의 합계임"]


def test_a_heading_never_follows_a_table_directly(tmp_path: Path) -> None:
    body = part(write_blocks(tmp_path, table(), Heading(2, "다음"))).find(f"{W}body")
    after = [child for child in body if child.tag != f"{W}sectPr"]
    position = next(index for index, child in enumerate(after) if child.tag == f"{W}tbl")
    assert style_of(after[position + 1]) == "TableGap"


def test_a_document_never_ends_with_a_table(tmp_path: Path) -> None:
    body = part(write_blocks(tmp_path, table())).find(f"{W}body")
    assert [child.tag for child in body][-2:] == [f"{W}p", f"{W}sectPr"]


# --- pictures -------------------------------------------------------------------------------------------------------


def test_a_picture_is_as_wide_as_the_text_stands_in_the_line_and_is_described(tmp_path: Path) -> None:
    root = part(write_blocks(tmp_path, chart("권역별")))
    (inline,) = root.iter(f"{WP}inline")
    extent = inline.find(f"{WP}extent")
    assert abs(int(extent.get("cx")) / 36000 - 170) < 0.1
    assert round(int(extent.get("cx")) / int(extent.get("cy")), 2) == round(850 / 310, 2)
    assert inline.find(f"{WP}docPr").get("descr") == "권역별 설명"
    assert {inline.get(f"dist{side}") for side in "TBLR"} == {"0"}
    assert list(root.iter(f"{WP}anchor")) == []


def test_a_high_picture_is_made_smaller_so_that_it_stays_on_a_page_with_its_caption(tmp_path: Path) -> None:
    high = tmp_path / "높은 그림.png"
    Image.new("RGB", (100, 400), "white").save(high)
    path = write_document(Report("성과보고", (chart("가"),)), {"가": high}, tmp_path / "보고서.docx")
    extent = part(path).find(f".//{WP}extent")
    assert int(extent.get("cy")) / 36000 == pytest.approx(297 - 36 - 30, abs=0.2)
    assert int(extent.get("cy")) == pytest.approx(4 * int(extent.get("cx")), rel=0.001)


def test_a_chart_without_a_picture_stops_the_report(tmp_path: Path) -> None:
    with pytest.raises(SelfCheckError, match="그림 제목"):
        write_document(Report("성과보고", (chart(),)), {}, tmp_path / "보고서.docx")
    assert not (tmp_path / "보고서.docx").exists()


# --- header, footer, properties -------------------------------------------------------------------------------------


def test_header_stands_on_later_pages_and_footer_text_on_all(tmp_path: Path) -> None:
    path = write_blocks(tmp_path, Paragraph(line("글")), header_text="성과보고(가상)", footer_text="복지정책과")
    lines = dump_document(path).splitlines()
    assert lines.count("[머리말] 성과보고(가상)") == 1
    assert lines.count("[바닥글] - {PAGE} / {NUMPAGES} - 복지정책과") == 2
    section = part(path).find(f".//{W}sectPr")
    assert section.find(f"{W}titlePg") is not None


def test_properties_come_from_the_report_and_never_from_the_clock(tmp_path: Path) -> None:
    given = {"subject": "성과", "author": "복지정책과", "keywords": "찾동", "created": "2020-12-31T18:00:00+09:00"}
    text = zipfile.ZipFile(write_blocks(tmp_path, properties=given)).read("docProps/core.xml").decode()
    assert re.search(r"<dcterms:created[^>]*>2020-12-31T09:00:00Z<", text)
    assert re.search(r"<dcterms:modified[^>]*>2020-12-31T09:00:00Z<", text)
    for name, value in (("title", "성과보고"), ("creator", "복지정책과"), ("subject", "성과"), ("language", "ko-KR")):
        assert f"<dc:{name}>{value}</dc:{name}>" in text


def test_the_same_report_is_the_same_file(tmp_path: Path) -> None:
    blocks = (TitleBox("성과보고", "확정", provisional=False), table(), chart())
    first = write_blocks(tmp_path, *blocks).read_bytes()
    assert write_blocks(tmp_path, *blocks).read_bytes() == first
    with zipfile.ZipFile(write_blocks(tmp_path, *blocks)) as package:
        assert {entry.date_time for entry in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_the_list_of_parts_and_the_notes_lead_to_bookmarks_that_are_there(tmp_path: Path) -> None:
    """Word recreates the shown text from the bookmark: the stored text must be the same."""
    path = write_blocks(
        tmp_path,
        Paragraph(line("차례  ", Run("Ⅰ. 결과", target="Ⅰ. 결과")), "contents"),
        Heading(1, "Ⅰ. 결과"),
        Item(1, line("나머지는 붙임 1에 있음")),
        table(notes=("원 단위는 붙임 1에, 붙임 2는 없음",)),
        Heading(1, "[붙임 1] 권역별 실적"),
    )
    body = part(path)
    marked: dict[str, str] = {}
    asked: list[tuple[str, str]] = []
    for paragraph in body.iter(f"{W}p"):
        inside: dict[str, str] = {}
        field, shown = "", ""
        for node in paragraph.iter():
            if node.tag == f"{W}bookmarkStart":
                inside[node.get(f"{W}id", "")] = node.get(f"{W}name", "")
                marked[node.get(f"{W}name", "")] = ""
            elif node.tag == f"{W}bookmarkEnd":
                del inside[node.get(f"{W}id", "")]
            elif node.tag == f"{W}instrText":
                field, shown = (node.text or "").split()[1] if (node.text or "").startswith(" REF") else "", ""
            elif node.tag == f"{W}fldChar" and node.get(f"{W}fldCharType") == "end" and field:
                asked.append((field, shown))
                field = ""
            elif node.tag == f"{W}t":
                shown += node.text or ""
                for name in inside.values():
                    marked[name] += node.text or ""
    assert [shown for _, shown in asked] == ["Ⅰ. 결과", "붙임 1", "붙임 1"]
    assert [marked[name] for name, _ in asked] == ["Ⅰ. 결과", "붙임 1", "붙임 1"]
