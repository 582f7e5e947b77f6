"""Particular workbooks, calculated by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest
from openpyxl import load_workbook

from pipeline.errors import OutputLockedError
from pipeline.forms.stamp import LIST_SHEET, STAMP_SHEET
from pipeline.templates import Filling, write_workbook
from tests.unit.templates.making import (
    FORMS,
    PLAN,
    REGION,
    checks_on,
    column_values,
    header_row_of,
    header_values,
    input_rows,
    make,
    make_id,
    part,
)

DONGS = ["응암2동", "응암3동", "증산동", "수색동"]


def test_monitoring_waits_for_its_dongs_in_the_given_round(tmp_path: Path) -> None:
    table = FORMS["phone_monitoring"].table("monitoring")
    sheet = make_id(tmp_path, "phone_monitoring", replace(REGION, round=2))["모니터링"]
    assert column_values(sheet, table, "round")[:5] == [2, 2, 2, 2, None]
    assert column_values(sheet, table, "dong")[:4] == DONGS
    check = checks_on(sheet, header_row_of(sheet, table) + 1, 2)[0]
    assert check.formula1 == '"응암2동,응암3동,증산동,수색동,권역 전체"'


def test_the_cells_of_the_monitoring_sheet_stand_where_the_guide_for_the_reader_says(tmp_path: Path) -> None:
    sheet = make_id(tmp_path, "phone_monitoring", replace(REGION, round=2))["모니터링"]
    assert sheet["A1"].value == "2021년 3권역 전화모니터링 (2차)"
    assert sheet["A2"].value.startswith("찾동 동단위 민관협력 네트워크")
    assert [cell.value for cell in sheet[3]][:5] == ["필수 *", "선택", "자동 계산", "확인할 칸", "작성요령 보기"]
    assert sheet["A5"].value == "사업연도*"
    assert sheet["A7"].value == "회차별·동별 전화 모니터링 실적"
    assert sheet["A8"].value == "회차*"


def test_settlement_is_worked_out_and_totalled(tmp_path: Path) -> None:
    filling = Filling(
        {"author": "담당자", "date": date(2021, 12, 20)},
        {
            "summary": [
                {"item": "사무관리비", "granted_won": 1270000, "returned_won": 85000},
                {"item": "업무추진비", "granted_won": 500000, "returned_won": 0},
            ],
            "spending": [
                {"spending_date": date(2021, 9, 10), "item": "사무관리비", "amount_won": 1000000, "voucher": "사무-01"},
                {"spending_date": date(2021, 9, 11), "item": "업무추진비", "amount_won": 500000, "voucher": "007"},
                {"spending_date": date(2021, 10, 1), "item": "사무관리비", "amount_won": 185000, "voucher": "3-1"},
            ],
        },
    )
    path = make(tmp_path, FORMS["settlement"], REGION, filling)
    formulas, values = load_workbook(path), load_workbook(path, data_only=True)
    summary, spending = FORMS["settlement"].table("summary"), FORMS["settlement"].table("spending")
    found = {name: column_values(values["정산총괄"], summary, name) for name in ("spent_won", "remaining_won")}
    assert [found["spent_won"][n] for n in (0, 1, -1)] == [1185000, 500000, 1685000]
    assert [found["remaining_won"][n] for n in (0, 1, -1)] == [85000, 0, 85000]
    assert column_values(values["집행내역"], spending, "amount_won")[-1] == 1685000
    assert column_values(values["집행내역"], spending, "voucher")[:3] == ["사무-01", "007", "3-1"]
    assert column_values(values["집행내역"], spending, "spending_date")[0] == datetime(2021, 9, 10)
    row = header_row_of(formulas["정산총괄"], summary) + 1
    amounts = "'집행내역'!$E$6:$E$56"
    assert formulas["정산총괄"][f"C{row}"].value == (
        f'=IF(OR(A{row}="",COUNT(B{row},E{row},{amounts})=0),"",SUMIF(\'집행내역\'!$B$6:$B$56,A{row},{amounts}))'
    )
    assert formulas["정산총괄"][f"D{row}"].value == f'=IF(COUNT(B{row},C{row})<2,"",B{row}-C{row})'


def test_a_budget_line_is_price_times_quantity(tmp_path: Path) -> None:
    rows = [{"project": "가", "item": "사무관리비", "basis": "재료", "unit_price_won": 15000, "quantity": 20}]
    path = make(tmp_path, FORMS["joint_project_plan"], REGION, Filling({}, {"budget": rows}))
    amounts = column_values(
        load_workbook(path, data_only=True)["소요예산"], FORMS["joint_project_plan"].table("budget"), "amount_won"
    )
    assert (amounts[0], amounts[1], amounts[-1]) == (300000, None, 300000)


def test_a_number_over_a_formula_stands_as_typed_and_the_same_number_leaves_the_formula(tmp_path: Path) -> None:
    line = {"project": "가", "item": "사무관리비", "unit_price_won": 100, "quantity": 3}
    rows = [{**line, "amount_won": 300}, {**line, "amount_won": 299}]
    path = make(tmp_path, FORMS["joint_project_plan"], REGION, Filling({}, {"budget": rows}))
    table = FORMS["joint_project_plan"].table("budget")
    typed = column_values(load_workbook(path)["소요예산"], table, "amount_won")
    assert str(typed[0]).startswith("=IF(")
    assert typed[1] == 299
    assert column_values(load_workbook(path, data_only=True)["소요예산"], table, "amount_won")[-1] == 599


def test_a_project_is_chosen_from_what_the_first_sheet_lists(tmp_path: Path) -> None:
    book = make_id(tmp_path, "joint_project_plan")
    table = FORMS["joint_project_plan"].table("activities")
    sheet = book["세부사업"]
    check = checks_on(sheet, header_row_of(sheet, table) + 1, 1)[0]
    assert (check.type, check.formula1, check.errorStyle) == ("list", "목록_projects_project", "warning")
    first = header_row_of(book["사업개요"], FORMS["joint_project_plan"].table("projects")) + 1
    cells = f"'사업개요'!$A${first}"
    assert book.defined_names["목록_projects_project"].attr_text == (
        f"OFFSET({cells},0,0,MAX(1,COUNTA({cells}:$A${first + 10})),1)"
    )


def test_a_month_of_the_whole_year_says_so_in_header_and_stamp(tmp_path: Path) -> None:
    book = make_id(tmp_path, "monthly_results", replace(REGION, annual=True, month=4))
    assert header_values(book["회의결과"])["해당월*"] == "연간"
    stamp = dict(book[STAMP_SHEET].iter_rows(values_only=True))
    assert stamp["month"] is None


def test_the_date_of_a_meeting_lies_in_the_month(tmp_path: Path) -> None:
    sheet = make_id(tmp_path, "monthly_results", replace(REGION, month=4, projects=PLAN))["회의결과"]
    check = checks_on(sheet, header_row_of(sheet, FORMS["monthly_results"].table("meetings")) + 1, 2)[0]
    day_zero = date(1899, 12, 30).toordinal()
    assert [date.fromordinal(day_zero + int(n)) for n in (check.formula1, check.formula2)] == [
        date(2021, 4, 1),
        date(2021, 4, 30),
    ]


def test_a_long_list_stands_on_a_hidden_sheet_under_a_name(tmp_path: Path) -> None:
    leads = tuple(f"아주 긴 이름의 복지관 제{number}호 본관" for number in range(1, 21))
    book = make_id(tmp_path, "settlement", replace(REGION, leads=leads))
    assert book[LIST_SHEET].sheet_state == "veryHidden"
    sheet = book["정산총괄"]
    cell = next(cell for row in sheet.iter_rows(max_row=8) for cell in row if cell.value == "대표기관*")
    assert checks_on(sheet, cell.row, cell.column + 1)[0].formula1 == "목록_1"
    assert book.defined_names["목록_1"].attr_text == "'_목록'!$A$1:$A$20"
    assert [row[0].value for row in book[LIST_SHEET]["A1:A20"]] == list(leads)


def test_a_choice_with_a_comma_is_one_choice(tmp_path: Path) -> None:
    book = make_id(tmp_path, "settlement", replace(REGION, budget_items=("사무, 관리비", "업무추진비")))
    assert [cell.value for cell in book[LIST_SHEET]["A"]] == ["사무, 관리비", "업무추진비"]


def test_text_that_looks_like_a_formula_or_a_link_stays_text(tmp_path: Path) -> None:
    texts = [
        '=HYPERLINK("http://x","y")',
        "{=1+1}",
        "http://example.org",
        "mailto:a@b.c",
        "internal:A1",
        "+1",
        "-1",
        "@x",
        "00123",
    ]
    rows = [{"organisation": text, "kind": "기타", "title": text} for text in texts]
    path = make(tmp_path, FORMS["monthly_results"], replace(REGION, month=4), Filling({}, {"newsletter": rows}))
    sheet = load_workbook(path)["소식지"]
    first = header_row_of(sheet, FORMS["monthly_results"].table("newsletter")) + 1
    assert [sheet.cell(first + n, 3).value for n in range(len(texts))] == texts
    assert all(sheet.cell(first + n, 3).data_type == "s" for n in range(len(texts)))
    xml = part(path, "xl/worksheets/sheet4.xml")
    assert xml.count("<f>") == 1  # what is lacking is counted
    assert xml.count("<hyperlink ") == 1  # the way to the guide
    assert "TargetMode" not in xml


def test_text_typed_where_a_number_belongs_is_kept_as_typed(tmp_path: Path) -> None:
    rows = [{"dong": "증산동", "found_count": "약 30", "support_count": 2}, {"dong": "수색동", "found_count": 4}]
    path = make(tmp_path, FORMS["monthly_results"], replace(REGION, month=4), Filling({}, {"households": rows}))
    values = column_values(
        load_workbook(path, data_only=True)["위기가구"], FORMS["monthly_results"].table("households"), "found_count"
    )
    assert (values[0], values[1], values[-1]) == ("약 30", 4, 4)


def test_an_input_area_grows_with_the_filling(tmp_path: Path) -> None:
    rows = [{"dong": f"{n}동", "found_count": n, "support_count": 1} for n in range(1, 26)]
    sheet = make_id(tmp_path, "monthly_results", replace(REGION, month=4), Filling({}, {"households": rows}))[
        "위기가구"
    ]
    table = FORMS["monthly_results"].table("households")
    area = input_rows(sheet, table)
    assert len(area) == 25
    assert sheet.cell(area.stop + 1, 1).value == "합계"
    assert sheet.cell(area.stop + 1, 2).value.endswith(f"SUM(B{area[0]}:B{area.stop}))")
    assert checks_on(sheet, area[-1], 2)


def test_rows_of_the_filling_take_the_place_of_the_known_ones(tmp_path: Path) -> None:
    context = replace(REGION, round=2)
    table = FORMS["phone_monitoring"].table("monitoring")
    whole = Filling({}, {"monitoring": [{"round": 1, "dong": "권역 전체", "people_count": 632}]})
    only = make_id(tmp_path, "phone_monitoring", context, whole)["모니터링"]
    assert column_values(only, table, "dong") == ["권역 전체"]
    none = make_id(tmp_path, "phone_monitoring", context, Filling({}, {"monitoring": []}))["모니터링"]
    assert column_values(none, table, "dong") == []
    other = make_id(tmp_path, "phone_monitoring", context, Filling({"author": "담당자"}))["모니터링"]
    assert column_values(other, table, "dong")[:4] == DONGS


def test_header_values_of_the_filling_win_and_none_leaves_the_field_blank(tmp_path: Path) -> None:
    filling = Filling({"year": 2020, "lead": None, "author": "담당자"})
    header = header_values(make_id(tmp_path, "settlement", REGION, filling)["정산총괄"])
    assert header == {"사업연도*": 2020, "권역*": "3권역", "대표기관*": None, "작성자*": "담당자", "작성일*": None}


@pytest.mark.parametrize(
    "filling",
    [
        Filling({"writer": "담당자"}),
        Filling({}, {"spendings": []}),
        Filling({}, {"spending": [{"amount": 1}]}),
    ],
)
def test_what_the_form_has_no_place_for_is_refused_not_dropped(filling: Filling, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="settlement has no"):
        make(tmp_path, FORMS["settlement"], REGION, filling)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("value", [float("nan"), ["가"]])
def test_what_no_cell_can_hold_is_an_error_and_leaves_no_file(value: object, tmp_path: Path) -> None:
    filling = Filling({}, {"spending": [{"description": value}]})
    with pytest.raises(TypeError):
        make(tmp_path, FORMS["settlement"], REGION, filling)
    assert list(tmp_path.iterdir()) == []


def test_a_path_that_cannot_be_written_is_told_in_korean(tmp_path: Path) -> None:
    taken = tmp_path / "정산서.xlsx"
    taken.mkdir()
    with pytest.raises(OutputLockedError, match=r"'정산서\.xlsx' 파일을 쓸 수 없습니다"):
        write_workbook(FORMS["settlement"], FORMS.header(FORMS["settlement"]), REGION, taken)


def test_missing_folders_are_made(tmp_path: Path) -> None:
    form = FORMS["settlement"]
    path = write_workbook(form, FORMS.header(form), REGION, tmp_path / "2021" / "3권역" / "정산서.xlsx")
    assert path == tmp_path / "2021" / "3권역" / "정산서.xlsx"
    assert path.is_file()


def test_a_year_is_shown_without_a_comma_and_dates_and_sums_as_usual(tmp_path: Path) -> None:
    sheet = make_id(tmp_path, "settlement")["정산총괄"]
    year = next(cell for row in sheet.iter_rows(max_row=8) for cell in row if cell.value == 2021)
    assert year.number_format == "0"
    spending = make_id(tmp_path, "settlement")["집행내역"]
    assert [spending.cell(6, n).number_format for n in (1, 3, 5, 6)] == ["yyyy-mm-dd", "@", "#,##0", "@"]


def test_a_workbook_of_next_year_names_no_other_year(tmp_path: Path) -> None:
    book = make_id(tmp_path, "settlement", replace(REGION, year=2022))
    texts = [
        str(cell.value)
        for sheet in book
        if sheet.title != STAMP_SHEET
        for row in sheet.iter_rows()
        for cell in row
        if cell.value
    ]
    checks = [check for sheet in book for check in sheet.data_validations.dataValidation]
    texts += [text for check in checks for text in (check.prompt, check.error) if text]
    assert [text for text in texts if "2021" in text] == []
    assert any("2022-01-01부터 2022-12-31까지" in text for text in texts)
