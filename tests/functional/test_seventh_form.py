"""A new form is one YAML file: its template, reading, checks, facts, board and results need no Python."""

from __future__ import annotations

import json
from pathlib import Path

import openpyxl
import pytest

from pipeline.cli import main
from pipeline.forms.form import load_forms
from pipeline.settings.load import load_config
from pipeline.templates import Filling, workbook_name, write_workbook
from pipeline.templates.year import contexts_of_year
from tests.support.docx_dump import dump_document

ROOT = Path(__file__).resolve().parents[2]
DECLARATION = """
id: volunteer_log
version: 2021-1
name: 봉사활동일지
period: year
purpose: 권역의 봉사활동을 모읍니다.
guide: [한 줄에 활동 하나를 적습니다.]
header: [year, region, lead, author, date]
sheets:
  - name: 봉사활동
    tables:
      - id: volunteering
        title: 봉사활동
        min_rows: 1
        columns:
          - {id: activity_date, label: 활동일, type: date, required: true, dimension: month}
          - {id: dong, label: 동, type: choice, required: true, choices_from: dongs, dimension: dong}
          - {id: volunteer_count, label: 봉사자(명), type: count, required: true, unit: 명, measure: volunteers}
          - {id: hour_count, label: 시간(시간), type: count, required: true, unit: 시간, measure: volunteer_hours}
        total_of: [volunteer_count, hour_count]
        rules:
          - {rule: MON-001, kind: not_below, column: hour_count, other: volunteer_count}
measures:
  volunteers: {name: 봉사자, unit: 명, add_over: [region, dong, month], figures: [{by: []}, {by: [dong], total: false}]}
  volunteer_hours: {name: 봉사시간, unit: 시간, add_over: [region, dong, month], figures: [{by: []}]}
"""


@pytest.fixture
def office(tmp_path: Path) -> Path:
    """A folder with settings that ask for the seventh form, and its declaration."""
    (tmp_path / "forms").mkdir()
    (tmp_path / "forms" / "volunteer_log.yaml").write_text(DECLARATION, encoding="utf-8")
    text = (ROOT / "config.yaml").read_text(encoding="utf-8")
    text = text.replace("추가_서식_폴더: []", "추가_서식_폴더: [forms]")
    text = text.replace("      settlement: {", "      volunteer_log: {마감: 2021-11-30}\n      settlement: {")
    (tmp_path / "config.yaml").write_text(text, encoding="utf-8")
    return tmp_path


def fill(office: Path, counts: dict[int, int]) -> None:
    config = load_config(office / "config.yaml", 2021)
    forms = load_forms(office / "forms")
    form = forms["volunteer_log"]
    folder = office / "input" / "2021"
    folder.mkdir(parents=True)
    for context in contexts_of_year(form, config):
        if context.region in counts:
            rows = [
                {
                    "activity_date": config.plan.start,
                    "dong": context.dongs[0],
                    "volunteer_count": counts[context.region],
                    "hour_count": counts[context.region] * 2,
                }
            ]
            header: dict[str, object] = {"author": "담당자", "date": config.plan.forms["volunteer_log"].due}
            filling = Filling(header, {"volunteering": rows})
            write_workbook(form, forms.header(form), context, folder / workbook_name(form, context), filling)


def test_its_blank_workbook_is_made(office: Path) -> None:
    assert main(["templates", "--year", "2021", "--form", "volunteer_log"], root=office) == 0
    paths = sorted((office / "input_templates").rglob("*.xlsx"))
    assert len(paths) == 5
    sheet = openpyxl.load_workbook(paths[0])["봉사활동"]
    texts = {str(cell.value).rstrip("*") for row in sheet.iter_rows() for cell in row if cell.value is not None}
    assert {"활동일", "동", "봉사자(명)", "시간(시간)", "사업연도", "권역"} <= texts


def test_its_numbers_are_read_checked_totalled_and_reported(office: Path) -> None:
    fill(office, {1: 12, 2: 30, 3: 8})
    assert main(["--year", "2021"], root=office) == 20
    results = json.loads((office / "output" / "2021" / "results.json").read_text(encoding="utf-8"))
    own = [figure for figure in results["figures"] if figure["measure"] == "volunteers" and figure["dong"] is None]
    assert {figure["region"]: (figure["value"], figure["state"]) for figure in own} == {
        1: (12, "value"),
        2: (30, "value"),
        3: (8, "value"),
        4: (None, "missing"),
        5: (None, "missing"),
        None: (50, "partial"),
    }
    board = {entry["region"]: entry["state"] for entry in results["expected"] if entry["form"] == "volunteer_log"}
    assert board == {1: "제출", 2: "제출", 3: "제출", 4: "미제출", 5: "미제출"}
    assert [item for item in results["findings"] if item["form"] == "volunteer_log"] == []
    report = dump_document(office / "output" / "2021" / "성과보고_2021.docx")
    printed = [" ".join(line.split()) for line in report.splitlines() if line.startswith("| 봉사자 ")]
    assert printed == ["| 봉사자 | 명 | 12 | 30 | 8 | 미제출 | 미제출 | 50* |"]


def test_its_mistakes_are_found_at_their_cells(office: Path) -> None:
    fill(office, {1: 12})
    path = next((office / "input" / "2021").glob("*.xlsx"))
    book = openpyxl.load_workbook(path)
    sheet = book["봉사활동"]
    cell = next(cell for row in sheet.iter_rows() for cell in row if cell.value == 12)
    cell.value = "약 30"
    book.save(path)
    main(["--year", "2021"], root=office)
    results = json.loads((office / "output" / "2021" / "results.json").read_text(encoding="utf-8"))
    errors = [item for item in results["findings"] if item["severity"] == "error" and item["cell"] == cell.coordinate]
    assert [(item["value"], item["effect"]) for item in errors] == [("약 30", "row_left_out")]
