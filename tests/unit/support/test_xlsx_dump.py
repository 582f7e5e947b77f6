"""The dump of a workbook, on which golden files depend. The workbooks are written by openpyxl and by XlsxWriter."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.table import Table
from xlsxwriter import Workbook

from tests.support.xlsx_dump import dump_workbook, shown_number


@pytest.fixture
def path(tmp_path: Path) -> Path:
    book = openpyxl.Workbook()
    book.properties.title = "시험"
    sheet = book.active
    sheet.title = "표"
    sheet.append(["권역", "수", "날"])
    sheet.append(["1권역", 1234, date(2021, 3, 5)])
    sheet.append(["둘째 줄\n이어짐", 0.5, None])
    sheet.append(["홀로 선 글"])
    sheet["B2"].number_format = '#,##0"*"'
    sheet["B3"].number_format = "0.0%"
    sheet["A5"] = "=SUM(B2:B3)"
    sheet["C3"] = "길"
    sheet["C3"].hyperlink = "../다른/파일.xlsx"
    sheet.add_table(Table(displayName="표_하나", ref="A1:C3"))
    sheet.merge_cells("E1:F1")
    sheet.freeze_panes = "A2"
    check = DataValidation(type="list", formula1='"예,아니오"')
    check.add("D2:D9")
    sheet.add_data_validation(check)
    book.create_sheet("숨은 시트").sheet_state = "veryHidden"
    book.save(tmp_path / "시험.xlsx")
    return tmp_path / "시험.xlsx"


def test_a_sheet_becomes_aligned_rows(path: Path) -> None:
    assert dump_workbook(path).splitlines() == [
        "문서 제목: 시험",
        "",
        "== 표",
        "[고정] A2",
        "[합침] E1:F1",
        '[입력 확인] D2:D9 list "예,아니오"',
        "[표] 표_하나 A1:C3 거르기",
        "   1 | 권역             | 수     | 날                     |",
        "   2 | 1권역            | 1,234* | 2021-03-05             |",
        "   3 | 둘째 줄 ⏎ 이어짐 | 50.0%  | 길 ⟶ ../다른/파일.xlsx |",
        "   4 홀로 선 글",
        "   5 =SUM(B2:B3) → ",
        "",
        "== 숨은 시트 (veryHidden)",
    ]


def test_only_the_sheets_that_were_asked_for(path: Path) -> None:
    assert dump_workbook(path, sheets=("숨은 시트",)).splitlines() == [
        "문서 제목: 시험",
        "",
        "== 숨은 시트 (veryHidden)",
    ]


def test_formulas_with_their_value_names_and_charts(tmp_path: Path) -> None:
    with Workbook(tmp_path / "수식.xlsx") as book:
        sheet = book.add_worksheet("합")
        sheet.write_number(0, 0, 2)
        sheet.write_formula(0, 1, "=A1*3", None, 6)
        sheet.write_url(1, 0, "internal:'합'!A1", None, "처음으로")
        sheet.write_boolean(2, 0, True)
        book.define_name("이름", "='합'!$A$1")
        chart = book.add_chart({"type": "column"})
        chart.add_series({"values": "='합'!$A$1:$A$1"})
        sheet.insert_chart("D2", chart, {"description": "막대 하나: 2"})
        sheet.protect()
    lines = dump_workbook(tmp_path / "수식.xlsx").splitlines()
    assert lines[1:] == [
        "이름: 이름 = '합'!$A$1",
        "",
        "== 합",
        "[보호]",
        "[그림] 막대 하나: 2",
        "   1 | 2 | =A1*3 → 6 |",
        "   2 처음으로 ⟶ #'합'!A1",
        "   3 TRUE",
    ]
    assert "   1 | 2 | 6 |" in dump_workbook(tmp_path / "수식.xlsx", formulas=False).splitlines()


@pytest.mark.parametrize(
    ("number", "code", "shown"),
    [
        (1234.0, "", "1234"),
        (0.25, "General", "0.250000"),
        (1234.0, "#,##0", "1,234"),
        (3.0, '0"월"', "3월"),
        (0.128, "0.0%", "12.8%"),
        (44260.0, "yyyy-mm-dd", "2021-03-05"),
    ],
)
def test_numbers_are_shown_as_their_format_shows_them(number: float, code: str, shown: str) -> None:
    assert shown_number(number, code) == shown
