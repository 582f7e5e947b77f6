"""Names that a spreadsheet mistakes for something else, and the sums that the ledger writes for them.

Comes in: facts made by hand. Goes out: a fact sheet, or a whole workbook. Every tricky name has a power of two, so that
a wrong sum shows which names were mixed up.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

from pipeline.count.fact_frame import fact_frame
from pipeline.forms.form import load_forms
from pipeline.model.words import measure_labels
from pipeline.records.ledger.fact_rows import Criterion, FactSheet
from pipeline.settings.load import load_config
from pipeline.sheets.drawing import FIRST_ROW, Book, Column, Formula, Sheet
from pipeline.sheets.file_links import FileLinks
from pipeline.sheets.fitting import checked

FORMS = load_forms()
CONFIG = load_config(Path(__file__).resolve().parents[2] / "config.yaml", 2021)
LABELS = measure_labels(FORMS)
CASES = "project_cases"
# Names that SUMIFS, or a program that compares texts loosely, mistakes for something else.
TRICKY = [
    "나눔",
    "나눔*",
    "나?",
    "~나눔",
    "<나눔",
    "=나눔",
    ">1",
    "1",
    "01",
    "1.0",
    "3-5",
    "10%",
    "TRUE",
    "true",
    "Abc",
    "ABC",
    "ＡＢＣ",
    "‘나눔’",
    '나눔 "하나"',
    "나눔\n둘",
    "나" * 200,
    "나" * 300,
    "나" * 301,
]


def fact(**values: object) -> dict[str, object]:
    usual = {
        "measure": CASES,
        "unit": "건",
        "value": 1,
        "state": "value",
        "form": "monthly_results",
        "table": "project_results",
        "file": "가.xlsx",
        "sheet": "공동사업실적",
        "cell": "C9",
        "counted": True,
        "repeats": False,
        "return_number": 0,
        "row": 9,
    }
    return {**usual, **values}


def sheet_of(facts: list[dict[str, object]]) -> FactSheet:
    return FactSheet(fact_frame(facts), FORMS, CONFIG, LABELS, FileLinks([], Path()))


def tricky_workbook(path: Path) -> Path:
    """A sheet 자료 with a line for every tricky name, and a sheet 합계 with the sum that the ledger writes for each."""
    sheet = sheet_of([fact(region=1, project=name, value=2**index) for index, name in enumerate(TRICKY)])
    book = Book("검사", "", "", date(2021, 1, 1))
    for name in ("자료", "합계"):
        book.new_name(name)
    rows = []
    for row, name in enumerate(TRICKY, FIRST_ROW):
        wanted = [Criterion("measure", LABELS[CASES], f"$A{row}"), Criterion("project", name, f"$B{row}")]
        rows.append([LABELS[CASES], name, Formula(sheet.formula(wanted), sheet.value(wanted))])
    facts = sheet.sheet()
    book.add(facts)
    book.add(Sheet("합계", "합계", [Column("항목"), Column("사업명"), Column("계", "number")], rows))
    for name, cells in sheet.ranges(facts).items():
        checked(book.workbook.define_name(name, f"={cells}"))
    return book.save(path)
