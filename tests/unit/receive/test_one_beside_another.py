"""Something that is in order, or ignored, hides nothing after it: the next cell, row, sheet or file is examined."""

from __future__ import annotations

from datetime import date

import pytest

from pipeline.forms.stamp import STAMP_SHEET
from pipeline.model.cells import Cell, CellKind, SheetReading, WorkbookReading
from pipeline.receive.labels import find_fields, find_header
from pipeline.receive.private_data import private_cells
from pipeline.receive.volatile import changes_by_itself
from tests.support.markdown_book import Book, book, check, run, settings, told

BUDGET = "## 소요예산\n| 사업명 | 예산과목 | 산출내역 | 단가(원) | 수량 | 금액(원) |\n"
ROUNDS = "## 모니터링\n| 회차 | 동 | 시작일 | 종료일 | 대상자(명) | 상담(건) | 지원기관 | 지원 대상자(명) | 비고 |\n"
SPRING, AUTUMN = "2021-04-01 | 2021-06-30", "2021-09-01 | 2021-11-30"


def texts(row: int, *typed: str | int) -> dict[int, Cell]:
    """A row of cells from column A on; "" leaves one out."""
    return {
        column: Cell(row, column, CellKind.TEXT if isinstance(value, str) else CellKind.NUMBER, value)
        for column, value in enumerate(typed, 1)
        if value != ""
    }


# -- labels ---------------------------------------------------------------------------------------------------------


def test_a_number_or_a_second_label_in_the_line_of_labels_hides_no_label_behind_it() -> None:
    spending = settings()[1]["settlement"].table("spending")
    found = find_header({1: texts(1, 2021, "집행일", "집행일", "예산과목", "적요", "금액(원)")}, spending)
    assert found is not None
    assert found.columns == {"spending_date": 2, "item": 4, "description": 5, "amount_won": 6}
    assert found.duplicates == (("spending_date", "집행일", 2, 3),)


def test_a_number_before_a_field_of_the_header_block_hides_no_field() -> None:
    forms = settings()[1]
    fields = forms.header(forms["settlement"])
    rows = {1: texts(1, 1, "사업연도", "2021"), 2: texts(2, 2, "권역 :", "1권역"), 3: texts(3, "작성자", "담당")}
    assert find_fields(rows, fields, 3, SheetReading("가")) == {"year": (1, 3), "region": (2, 3)}


# -- rows -----------------------------------------------------------------------------------------------------------


def test_a_row_whose_round_cannot_be_filled_in_does_not_keep_later_rows_from_it() -> None:
    """Row 8 names no dong; the second round is again told once, for both of its rows."""
    rows = f"| 1 | 녹번동 | {SPRING} | 20 | 90 |\n| | | {SPRING} | 20 | 90 |\n"
    rows += f"| 2 | 녹번동 | {AUTUMN} | 20 | 90 |\n| | 불광1동 | {AUTUMN} | 20 | 90 |"
    found = [line for line in told(book("phone_monitoring", ROUNDS + rows)) if "BOOK-076" in line]
    assert found == ["BOOK-076 note kept 모니터링!A10 '2'"]


def test_the_word_for_a_total_may_stand_in_the_second_column() -> None:
    odd = book("phone_monitoring").with_cells("모니터링", {"B10": "합 계", "E10": "63", "F10": "303"})
    assert told(odd) == []
    (result,) = [item for item in run(odd).returns if item.form == "phone_monitoring"]
    assert [total.row for total in result.tables["monitoring"].totals] == [10]


def test_looks_are_told_below_a_row_in_which_nobody_wrote() -> None:
    """The form gives the dongs in A2 and A3; only in row 3 somebody wrote a number."""
    cells = {"A2": "녹번동 {struck}", "B2": "", "C2": "", "A3": "불광1동", "B3": "4 {struck}"}
    odd = book("monthly_results").with_cells("위기가구", cells)
    assert [line for line in told(odd) if "BOOK-060" in line] == ["BOOK-060 warning kept 위기가구!B3 '4'"]


# -- formulas -------------------------------------------------------------------------------------------------------


def test_of_two_formulas_in_a_row_each_is_told_for_what_it_is() -> None:
    cells = {"E8": "=RANDBETWEEN(20,30) -> 21", "F8": "=VLOOKUP(B8,B7:D9,3,0) -> 101"}
    assert told(book("phone_monitoring").with_cells("모니터링", cells)) == [
        "BOOK-064 warning kept 모니터링!E8 '21'",
        "BOOK-046 warning kept 모니터링!F8 '101'",
    ]


@pytest.mark.parametrize("first", ["15000 | 4 | =D2*E2 -> 60000", "만오천 | 4 | 60000", "15000 | 4 | 육만"])
def test_a_formula_typed_over_is_told_below_a_row_that_has_its_own_or_cannot_be_worked_out(first: str) -> None:
    rows = f"| 이웃 살핌 | 사무관리비 | 재료비 | {first} |\n| 이웃 살핌 | 업무추진비 | 다과 | 5000 | 2 | 10000 |"
    found = [line for line in told(book("joint_project_plan", BUDGET + rows)) if "BOOK-043" in line]
    assert found == ["BOOK-043 warning kept 소요예산!F3 '10000'"]


def test_a_formula_that_names_a_sheet_that_is_gone_is_followed_to_its_other_cells() -> None:
    today = {(9, 1): Cell(9, 1, CellKind.NUMBER, 1, formula="TODAY()")}
    workbook = WorkbookReading((SheetReading("가", cells=today),))
    assert changes_by_itself(workbook, "가", "없음!A1+A9")


# -- personal data --------------------------------------------------------------------------------------------------


def test_personal_data_is_found_behind_the_hidden_sheet_of_the_form() -> None:
    number = {(1, 1): Cell(1, 1, CellKind.TEXT, "010-2345-6789")}
    stamp, notes = SheetReading(STAMP_SHEET, cells=number), SheetReading("메모", cells=number)
    found = private_cells(WorkbookReading((stamp, notes)), "가.xlsx")
    assert [(item.rule, item.place.sheet) for item in found] == [("PRIV-002", "메모")]


def test_a_workbook_of_several_people_is_told_at_each_cell_in_its_order() -> None:
    cells = {"I7": "연락처 없음", "I8": "010-2345-6789", "I9": "880101-1234567"}
    rules = [(item.rule, item.place.cell) for item in check(book("phone_monitoring").with_cells("모니터링", cells))]
    assert rules == [("PRIV-002", "I8"), ("PRIV-001", "I9")]


# -- files ----------------------------------------------------------------------------------------------------------


def settlement(file: str, spent_on: str = "재료 구입") -> Book:
    return book("settlement", file=file).with_cells("집행내역", {"C2": spent_on})


def test_a_refused_file_hides_neither_copies_nor_what_came_too_early() -> None:
    refused = settlement("ㄱ.xlsx").without_sheet("집행내역")
    copies = settlement("가나.xlsx"), settlement("가나다.xlsx")
    assert "가나다.xlsx: INT-001 note kept -" in told(refused, *copies)
    months = [book("monthly_results", month=number, file=f"{number}월.xlsx") for number in (4, 5)]
    lines = told(months[0].without_sheet("소식지"), months[1], as_of=date(2021, 4, 30))
    assert "5월.xlsx: INT-005 note kept -" in lines


def test_two_pairs_of_copies_are_each_counted_once() -> None:
    other = settlement("나.xlsx", "다과").stamped(None)
    books = settlement("가.xlsx"), settlement("가 (1).xlsx"), other, other.renamed("나 (1).xlsx")
    assert [line for line in told(*books) if "INT-001" in line] == [
        "가 (1).xlsx: INT-001 note kept -",
        "나 (1).xlsx: INT-001 note kept -",
    ]
