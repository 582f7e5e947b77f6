"""The accessibility checks of the tests: contrast in WCAG's own examples, and text colours on fills."""

from __future__ import annotations

from pathlib import Path

import pytest
from docx import Document
from docx.shared import RGBColor
from openpyxl import Workbook
from openpyxl.styles import Font, PatternFill

from tests.support.accessibility import WordDocument, contrast, faint_cells


@pytest.mark.parametrize(
    ("ink", "ground", "ratio"),
    [("000000", "FFFFFF", 21.0), ("FFFFFF", "FFFFFF", 1.0), ("777777", "FFFFFF", 4.48), ("FF0000", "FFFFFF", 4.0)],
)
def test_contrast_is_that_of_wcag(ink: str, ground: str, ratio: float) -> None:
    assert contrast(ink, ground) == contrast(ground, ink) == pytest.approx(ratio, abs=0.005)


def test_faint_letters_of_a_sheet_are_named() -> None:
    sheet = Workbook().active
    sheet["A1"], sheet["B1"], sheet["C1"] = "옅음", "짙음", "바탕이 짙음"
    sheet["A1"].font = Font(color="FF8A8A8A")
    sheet["C1"].fill = PatternFill("solid", fgColor="FF1F3864")
    assert faint_cells(sheet.iter_rows()) == ["Sheet!A1", "Sheet!C1"]


def test_a_document_tells_its_headings_looks_pictures_and_bare_tables(tmp_path: Path) -> None:
    document = Document()
    document.add_heading("하나", 1)
    document.add_heading("셋", 3)
    document.add_paragraph().add_run("옅은 글").font.color.rgb = RGBColor(0xCC, 0xCC, 0xCC)
    document.add_table(1, 1, style="Table Grid").cell(0, 0).text = "제목 줄이 없는 표"
    document.save(str(tmp_path / "d.docx"))
    read = WordDocument(tmp_path / "d.docx")
    assert read.headings() == [(0, "하나"), (2, "셋")]
    assert read.texts_on_grounds()["CCCCCC", "FFFFFF"] == "옅은 글"
    assert read.tables_without_header() == ["TableGrid"]
    assert read.pictures() == []
