"""The render tools themselves: what the other tests rely on when they examine a page."""

from __future__ import annotations

from pathlib import Path

import docx
import pdfplumber
import pytest
from docx.oxml.ns import qn

A4_POINTS = (595, 842)


def write_document(path: Path, *, pages: int, font: str) -> Path:
    """An A4 document of ``pages`` pages, each saying "제n쪽 복지정책과" in ``font``."""
    document = docx.Document()
    section = document.sections[0]
    section.page_width, section.page_height = docx.shared.Mm(210), docx.shared.Mm(297)
    for page in range(1, pages + 1):
        paragraph = document.add_paragraph()
        run = paragraph.add_run(f"제{page}쪽 복지정책과")
        run.font.name = font
        run._element.rPr.rFonts.set(qn("w:eastAsia"), font)
        if page < pages:
            paragraph.add_run().add_break(docx.enum.text.WD_BREAK.PAGE)
    document.save(path)
    return path


@pytest.mark.parametrize("font", ["맑은 고딕", "Malgun Gothic"])
def test_malgun_gothic_is_shown_in_nanum_gothic(office, tmp_path: Path, font: str) -> None:
    pdf = office.to_pdf(write_document(tmp_path / "글꼴.docx", pages=1, font=font))
    with pdfplumber.open(pdf) as opened:
        fonts = {
            character["fontname"].split("+")[-1] for character in opened.pages[0].chars if character["text"].strip()
        }
    assert fonts == {"NanumGothic"}


def test_pages_become_one_picture_each_in_order(office, tmp_path: Path) -> None:
    pdf = office.to_pdf(write_document(tmp_path / "세 쪽.docx", pages=3, font="맑은 고딕"))
    with pdfplumber.open(pdf) as opened:
        assert [round(opened.pages[0].width), round(opened.pages[0].height)] == list(A4_POINTS)
        texts = [page.extract_text() for page in opened.pages]
    assert [text.split()[0].replace(" ", "") for text in texts] == ["제1쪽", "제2쪽", "제3쪽"]
    pictures = office.to_png(pdf, dpi=30)
    assert [picture.name for picture in pictures] == ["page-1.png", "page-2.png", "page-3.png"]
    assert all(picture.read_bytes().startswith(b"\x89PNG") for picture in pictures)


def test_a_document_that_is_not_there_is_an_error(office, tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match=r"없는 파일\.docx"):
        office.to_pdf(tmp_path / "없는 파일.docx")
