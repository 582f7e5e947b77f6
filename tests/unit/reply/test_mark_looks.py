"""The look of a mark: different from everything else in a form, readable for everybody, and on the cell to correct."""

from __future__ import annotations

import zipfile
from datetime import date
from itertools import product
from pathlib import Path

import openpyxl
import pytest
from lxml import etree

from pipeline.forms.form import load_forms
from pipeline.model.findings import Severity
from pipeline.reply.marked import write_return_copies
from pipeline.reply.marked.mark_looks import MARK_LOOKS
from pipeline.templates import TemplateContext, write_workbook
from tests.support.few_returns import monitoring_rows, run_over, write_form, write_monitoring

ERROR, WARNING = MARK_LOOKS[Severity.ERROR], MARK_LOOKS[Severity.WARNING]
FORMS = load_forms()
AMONG_READABLE = 4.5  # WCAG 2.1, 1.4.3


def luminance(argb: str) -> float:
    """The relative luminance of WCAG 2.1."""
    channels = [int(argb[start : start + 2], 16) / 255 for start in (2, 4, 6)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def test_the_formula_is_that_of_the_standard() -> None:
    assert contrast("FF000000", "FFFFFFFF") == pytest.approx(21)
    assert contrast("FF777777", "FFFFFFFF") == pytest.approx(4.48, abs=0.01)  # the grey that just fails


@pytest.mark.parametrize("look", [ERROR, WARNING])
def test_letters_and_lines_stand_out_from_what_is_behind_them(look) -> None:
    for letters, ground in ((look.ink, look.fill), ("FF000000", look.fill), (look.line, look.fill)):
        assert contrast(letters, ground) >= AMONG_READABLE
    assert contrast(look.line, "FFFFFFFF") >= AMONG_READABLE  # the line also borders on the next cell


def test_the_two_kinds_differ_in_more_than_colour() -> None:
    assert ERROR.border != WARNING.border
    assert "실선" in ERROR.words
    assert "점선" in WARNING.words


@pytest.mark.parametrize("form_id", list(FORMS.forms))
def test_no_form_has_these_colours_anywhere_nor_near_to_them(form_id: str, tmp_path: Path) -> None:
    """Neither a cell's own look nor a conditional format of a form."""
    form = FORMS[form_id]
    path = write_workbook(form, FORMS.header(form), TemplateContext(2021, None), tmp_path / "서식.xlsx")
    with zipfile.ZipFile(path) as book:
        root = etree.fromstring(book.read("xl/styles.xml"))
    used = {value for element in root.iter() for name, value in element.attrib.items() if name == "rgb"}
    assert len(used) >= 8
    for colour, mark in product(used, [colour for look in (ERROR, WARNING) for colour in (look.fill, look.line)]):
        assert sum((int(colour[i : i + 2], 16) - int(mark[i : i + 2], 16)) ** 2 for i in (2, 4, 6)) ** 0.5 > 35


def test_what_a_table_lacks_is_marked_below_its_labels(tmp_path: Path) -> None:
    """March has one plenary meeting: the missing regional one must be written into the next line, not over a label."""
    meeting = {
        "kind": "전체회의",
        "meeting_date": date(2021, 3, 11),
        "coordinator_attended": "예",
        "supervisor_count": 2,
        "lead_staff_count": 2,
        "agenda": "계획",
        "result": "정함",
    }
    write_form(tmp_path / "in" / "3.xlsx", "monthly_results", {"meetings": [meeting]}, month=3)
    result = run_over(tmp_path / "in")
    (found,) = [item for item in result.findings if item.rule == "MTG-001"]
    book = openpyxl.load_workbook(write_return_copies(result, tmp_path / "out")[0])
    sheet = book["회의결과"]
    cells = [cell for row in sheet.iter_rows() for cell in row]
    header = next(cell.row for cell in cells if cell.value == "회의구분*")
    assert found.place.cell == f"A{header}"
    marked = [cell for cell in cells if cell.fill.fgColor.rgb in (ERROR.fill, WARNING.fill)]
    assert f"A{header + 2}" in [cell.coordinate for cell in marked]
    assert all(cell.row > header for cell in marked)
    assert "권역회의" in sheet[f"A{header + 2}"].comment.text
    links = [link.location for cell in book["수정요청"]["C"] if (link := cell.hyperlink)]
    assert f"'회의결과'!A{header + 2}" in links


def test_a_copy_that_comes_back_as_it_was_is_asked_nothing_new(tmp_path: Path) -> None:
    """The number before a value is a conditional format of ours: it leads to no question."""
    rows = monitoring_rows()
    rows[0]["people_count"], rows[1]["consultation_count"] = "약 70명", 3
    write_monitoring(tmp_path / "in" / "3.xlsx", rows)
    first = run_over(tmp_path / "in")
    write_return_copies(first, tmp_path / "again")
    second = run_over(tmp_path / "again")
    told = [sorted((item.rule, item.place.cell) for item in run.findings) for run in (first, second)]
    assert told[0] == told[1] != []
