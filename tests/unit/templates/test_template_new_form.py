"""A form that the program does not know: one YAML file is enough."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openxml_audit import OpenXmlValidator

from pipeline.errors import ConfigError
from pipeline.forms.form import FormSet, load_forms
from pipeline.forms.stamp import GUIDE_SHEET, STAMP_SHEET
from pipeline.templates import Filling, workbook_name, write_workbook
from tests.unit.templates.making import REGION, column_values, header_row_of, header_values, input_rows

VOLUNTEERS = """
id: volunteers
version: 2022-1
name: 봉사자 & 물품 <시험>
sender: region
period: year
purpose: 봉사자와 물품을 모읍니다.
header: [year, region, author]
sheets:
  - name: 봉사
    tables:
      - id: people
        title: 봉사자
        rows: 4
        columns:
          - {id: dong, label: 동, type: choice, choices_from: dongs, prefilled: true, required: true}
          - {id: people_count, label: 봉사자(명), type: count, required: true, help: 온 사람 수입니다.}
          - {id: hours, label: 시간, type: count, required: true}
          - {id: work, label: 봉사 시간, type: count, formula: "{people_count}*{hours}"}
        total_of: [people_count, work]
      - id: goods
        title: 물품
        rows: 3
        columns:
          - {id: name, label: 물품명, required: true}
          - {id: price, label: 값(원), type: amount, unit: 원}
        total_of: [price]
  - name: O'양식
    tables:
      - id: sums
        title: 모두
        rows: 1
        columns:
          - {id: all_work, label: 모든 봉사 시간, type: count, formula: "SUM({people.work:column})"}
  - name: 한 칸
    tables:
      - id: memo
        title: 남길 말
        rows: 2
        columns: [{id: memo, label: 남길 말}]
"""


@pytest.fixture
def forms(tmp_path: Path) -> FormSet:
    folder = tmp_path / "forms"
    folder.mkdir()
    (folder / "volunteers.yaml").write_text(VOLUNTEERS, encoding="utf-8")
    return load_forms(folder)


@pytest.fixture
def workbook(forms: FormSet, tmp_path: Path) -> Path:
    form = forms["volunteers"]
    rows = [{"dong": "증산동", "people_count": 3, "hours": 2}, {"dong": "수색동", "people_count": 5, "hours": 4}]
    filling = Filling({"author": "담당자"}, {"people": rows, "goods": [{"name": "김치", "price": 30000}]})
    return write_workbook(form, forms.header(form), REGION, tmp_path / workbook_name(form, REGION), filling)


def test_its_name_is_safe_as_a_file_name(workbook: Path) -> None:
    assert workbook.name == "3권역_봉사자 & 물품 _시험__2021년.xlsx"


def test_its_sheets_labels_and_header_block_are_as_declared(forms: FormSet, workbook: Path) -> None:
    book = load_workbook(workbook)
    assert book.sheetnames == ["봉사", "O'양식", "한 칸", GUIDE_SHEET, STAMP_SHEET]
    assert header_values(book["봉사"]) == {"사업연도*": 2021, "권역*": "3권역", "작성자*": "담당자"}
    for sheet, table in forms["volunteers"].tables():
        assert header_row_of(book[sheet.name], table) > 3


def test_two_tables_on_a_sheet_keep_apart_and_freeze_nothing(forms: FormSet, workbook: Path) -> None:
    sheet = load_workbook(workbook)["봉사"]
    people, goods = forms["volunteers"].table("people"), forms["volunteers"].table("goods")
    assert len(input_rows(sheet, people)) == 4
    assert len(input_rows(sheet, goods)) == 3
    assert header_row_of(sheet, goods) > input_rows(sheet, people)[-1] + 2
    assert sheet.freeze_panes is None


def test_its_formulas_are_worked_out_over_rows_tables_and_sheets(forms: FormSet, workbook: Path) -> None:
    book = load_workbook(workbook, data_only=True)
    people, goods, sums = (forms["volunteers"].table(name) for name in ("people", "goods", "sums"))
    start = header_row_of(book["봉사"], people) + 1
    assert [book["봉사"].cell(start + n, 4).value for n in range(6)] == [6, 20, None, None, None, 26]
    assert book["봉사"].cell(start + 5, 2).value == 8
    assert column_values(book["봉사"], goods, "price") == [30000, None, None, None, 30000]
    assert column_values(book["O'양식"], sums, "all_work") == [26]


def test_it_is_valid_and_blank_it_waits_for_its_dongs(forms: FormSet, workbook: Path, tmp_path: Path) -> None:
    form = forms["volunteers"]
    assert OpenXmlValidator().validate(str(workbook)).is_valid
    blank = write_workbook(form, forms.header(form), replace(REGION, dongs=("증산동",)), tmp_path / "빈 서식.xlsx")
    assert OpenXmlValidator().validate(str(blank)).is_valid
    sheet = load_workbook(blank)["봉사"]
    start = header_row_of(sheet, form.table("people")) + 1
    assert [sheet.cell(start + n, 1).value for n in range(6)] == ["증산동", None, None, None, None, "합계"]


def test_a_formula_that_cannot_be_used_is_told_before_a_file_is_written(tmp_path: Path) -> None:
    folder = tmp_path / "forms"
    folder.mkdir()
    text = VOLUNTEERS.replace("{people_count}*{hours}", "{people_count}*{hour}")
    (folder / "volunteers.yaml").write_text(text, encoding="utf-8")
    forms = load_forms(folder)
    form = forms["volunteers"]
    path = tmp_path / "새 서식.xlsx"
    with pytest.raises(ConfigError, match="people"):
        write_workbook(form, forms.header(form), REGION, path)
    assert not path.exists()
