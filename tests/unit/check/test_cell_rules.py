"""The rules of single cells in a whole run: one finding for a bad cell, whose number never counts."""

from __future__ import annotations

from typing import NamedTuple

import pytest

from pipeline.rules.catalogue import rules
from tests.support.markdown_book import Book, book, counted, told


class Case(NamedTuple):
    """A cell of a faultless form, with something odd in it, and with something similar that is fine."""

    sheet: str
    cell: str
    odd: str
    fine: str
    effect: str = "row_left_out"


FORM_OF_SHEET = {
    "모니터링": "phone_monitoring",
    "회의결과": "monthly_results",
    "소식지": "monthly_results",
    "위기가구": "monthly_results",
    "회의계획": "operating_plan",
    "기본현황": "operating_plan",
    "지역문제": "operating_plan",
    "소요예산": "joint_project_plan",
    "집행내역": "settlement",
    "교부내역": "head_office",
    "추진실적": "head_office",
}
PEOPLE, DAY, AMOUNT = ("모니터링", "E7"), ("추진실적", "B7"), ("교부내역", "D2")

# Rules whose findings are at a cell. The day of 추진실적 decides the month of its row.
ERRORS = {
    "CELL-001": Case("위기가구", "B2", odd="", fine="0"),
    "CELL-002": Case("소식지", "B2", "행사장", "행사"),
    "CELL-003": Case("모니터링", "A7", "13", "1"),
    "CELL-004": Case("기본현황", "B7", "해당없음", "복지관", effect="kept"),
    "CELL-010": Case(*PEOPLE, odd="많음", fine="20"),
    "CELL-011": Case(*PEOPLE, odd="20여명", fine="'20"),
    "CELL-012": Case(*PEOPLE, odd="2O", fine="20"),
    "CELL-013": Case(*PEOPLE, odd="③", fine="3"),
    "CELL-014": Case(*PEOPLE, odd="1E+01", fine="10"),
    "CELL-015": Case(*PEOPLE, odd="TRUE", fine="1"),
    "CELL-016": Case(*PEOPLE, odd="NaN", fine="10"),
    "CELL-017": Case(*PEOPLE, odd="'1234567890123456", fine="12"),
    "CELL-018": Case(*PEOPLE, odd="12.5", fine="12.0"),
    "CELL-019": Case(*PEOPLE, odd="-3", fine="3"),
    "CELL-020": Case(*PEOPLE, odd="2021-04-05", fine="5"),
    "CELL-021": Case(*PEOPLE, odd="0.85 {0%}", fine="85 {0}"),
    "CELL-022": Case(*PEOPLE, odd="20건", fine="20명"),
    "CELL-023": Case(*PEOPLE, odd="'1,23", fine="'23"),
    "CELL-024": Case("위기가구", "B2", odd="ㅡ", fine="0"),
    "CELL-025": Case(*AMOUNT, odd="100000000000", fine="1270000"),
    "CELL-026": Case(*AMOUNT, odd="1270000 {#,##0,}", fine="1270000 {#,##0}"),
    "CELL-027": Case(*PEOPLE, odd="'10+10", fine="=10+10 -> 20"),
    "CELL-028": Case(*PEOPLE, odd="2_x0030_", fine="20"),
    "CELL-030": Case(*PEOPLE, odd="#REF!", fine="20"),
    "CELL-031": Case(*PEOPLE, odd="=E8+1 ->", fine="=E8+1 -> 22"),
    "CELL-032": Case(*PEOPLE, odd="=[1]Sheet1!A1 -> 20", fine="20"),
    "CELL-033": Case(*PEOPLE, odd="20 {;;;}", fine="20 {#,##0}"),
    "CELL-034": Case(*PEOPLE, odd="44260", fine="20"),
    "CELL-035": Case(*AMOUNT, odd="1270000.5", fine="1270000"),
    "CELL-036": Case(*PEOPLE, odd="'2.000", fine="'2"),
    "CELL-037": Case(*PEOPLE, odd="(그림)", fine="20"),
    "CELL-040": Case(*DAY, odd="구정", fine="2021-03-24"),
    "CELL-041": Case(*DAY, odd="3/5", fine="2021-03-05"),
    "CELL-042": Case(*DAY, odd="'2021-02-30", fine="'2021-02-28"),
    "CELL-043": Case(*DAY, odd="'2021-03-05(목)", fine="'2021-03-05"),
    "CELL-044": Case(*DAY, odd="'05.3.5", fine="'2021-03-05"),
    "CELL-045": Case(*DAY, odd="令和3年3月5日", fine="'2021-03-05"),
    "CELL-046": Case(*DAY, odd="2021. 3.", fine="2021-03-05"),
    "CELL-047": Case(*DAY, odd="3.5~3.7", fine="2021-03-05"),
    "CELL-048": Case(*DAY, odd="'2121-03-05", fine="2021-03-05"),
    "CELL-049": Case(*DAY, odd="미정", fine="2021-03-05"),
    "CELL-050": Case("회의결과", "D7", "△", "예", effect="kept"),
    "CELL-051": Case("회의계획", "A13", "13월", "12"),
    "CELL-052": Case("회의계획", "A13", "2020년 12월", "12"),
    "CELL-060": Case("지역문제", "B2", "가" * 2001, "가" * 2000, effect="kept"),
    "CELL-070": Case("소요예산", "B2", "사무비", "사무관리비"),
    "CELL-071": Case("교부내역", "A2", "9권역", "1권역"),
}
NOTES = {
    "CELL-101": Case(*PEOPLE, odd="20명", fine="20"),
    "CELL-102": Case(*DAY, odd="2021. 3. 24.", fine="2021-03-24"),
    "CELL-103": Case("지역문제", "B2", "중장년\u200b 고립", "중장년 고립"),
    "CELL-104": Case("모니터링", "B7", "녹번 동", "녹번동"),
    "CELL-105": Case(*PEOPLE, odd="-", fine="해당없음"),
    "CELL-106": Case("모니터링", "I7", "' ", ""),
    "CELL-107": Case("지역문제", "C2", "2021-03-05", "3월 5일"),
    "CELL-110": Case(*PEOPLE, odd='20 {"전년 "0"명"}', fine='20 {"총 "0"명"}'),
    "CELL-111": Case(*DAY, odd="44279.99939814815 {yyyy-mm-dd}", fine="44279.5 {yyyy-mm-dd}"),
    "CELL-112": Case("지역문제", "B2", "\U000f02b1 중장년\U000f02ef고립", "① 중장년·고립"),
    "CELL-113": Case("소식지", "D2", "(그림)", "그림 그리기"),
    "CELL-120": Case("회의결과", "B7", "4/5", "4/15"),
}
LEFT_OUT_OF_FIGURES = [rule for rule, case in ERRORS.items() if (case.sheet, case.cell) == PEOPLE]


def with_cell(case: Case, typed: str) -> Book:
    return book(FORM_OF_SHEET[case.sheet]).with_cells(case.sheet, {case.cell: typed})


@pytest.mark.parametrize("rule", ERRORS)
def test_cell_rule__error(rule: str) -> None:
    case = ERRORS[rule]
    lines = told(with_cell(case, case.odd))
    assert [line.partition(" '")[0] for line in lines] == [f"{rule} error {case.effect} {case.sheet}!{case.cell}"]


@pytest.mark.parametrize("rule", NOTES)
def test_cell_rule__note(rule: str) -> None:
    case = NOTES[rule]
    lines = told(with_cell(case, case.odd))
    severity = rules()[rule].severity
    assert [line.partition(" '")[0] for line in lines] == [f"{rule} {severity} kept {case.sheet}!{case.cell}"]


@pytest.mark.parametrize("rule", [*ERRORS, *NOTES])
def test_cell_rule__ok(rule: str) -> None:
    case = (ERRORS | NOTES)[rule]
    left = [line for line in told(with_cell(case, case.fine)) if not line.startswith(("CELL-101", "CELL-102"))]
    assert left == []


@pytest.mark.parametrize("rule", LEFT_OUT_OF_FIGURES)
def test_a_number_that_cannot_be_read_counts_nowhere(rule: str) -> None:
    odd = with_cell(ERRORS[rule], ERRORS[rule].odd)
    assert counted("people", odd) == [21, 22]
    assert counted("consultations", odd) == [101, 102]  # its row is left out as a whole


PRIVATE = {
    "PRIV-001": ("담당 880101-1234567", "return_refused", "담당 02-351-0000"),
    "PRIV-002": ("문의 010-2345-6789", "kept", "문의 02-351-6789"),
    "PRIV-003": ("카드 9410-1234-5678-9012", "kept", "카드로 결제함"),
    "PRIV-004": ("국민은행 123456-04-123456", "kept", "국민은행에서 이체"),
    "PRIV-005": ("녹번동 101동 1203호", "kept", "녹번동 행복아파트 경로당"),
    "PRIV-006": ("신청 a1@example.com", "kept", "신청 대표 누리집"),
}


@pytest.mark.parametrize("rule", PRIVATE)
def test_a_piece_of_personal_data_in_free_text_is_told_without_its_digits(rule: str) -> None:
    typed, effect, _ = PRIVATE[rule]
    lines = told(book("monthly_results").with_cells("소식지", {"D2": typed}))
    assert [line.partition(" '")[0] for line in lines] == [f"{rule} {rules()[rule].severity} {effect} 소식지!D2"]
    digits = "".join(character for character in typed if character.isdigit())
    assert not set(digits) & set(lines[0].partition(" '")[2])


@pytest.mark.parametrize("rule", PRIVATE)
def test_a_like_text_without_personal_data_is_not_told(rule: str) -> None:
    assert told(book("monthly_results").with_cells("소식지", {"D2": PRIVATE[rule][2]})) == []


def test_a_telephone_number_where_a_count_belongs_is_one_finding_and_no_number() -> None:
    odd = book("phone_monitoring").with_cells("모니터링", {"E7": "010-2345-6789"})
    assert told(odd) == ["PRIV-002 error row_left_out 모니터링!E7 '***-****-****'"]
    assert counted("consultations", odd) == [101, 102]


def test_an_email_address_where_a_count_belongs_is_an_error_of_the_cell_all_the_same() -> None:
    odd = book("phone_monitoring").with_cells("모니터링", {"E7": "a1@example.com"})
    assert told(odd) == [
        "PRIV-006 warning kept 모니터링!E7 '**@*******.***'",
        "CELL-010 error row_left_out 모니터링!E7 '**@*******.***'",
    ]
    assert counted("consultations", odd) == [101, 102]


@pytest.mark.parametrize("state", ["visible", "hidden", "veryHidden"])
def test_personal_data_is_found_in_sheets_that_nobody_reads(state: str) -> None:
    odd = book("phone_monitoring").with_sheet("명단", {"C5": "880101-1234567"}, state)
    told_there = [line for line in told(odd) if line.startswith("PRIV")]
    assert told_there == ["PRIV-001 error return_refused 명단!C5 '******-*******'"]


def test_personal_data_is_told_in_a_return_that_is_refused_for_something_else() -> None:
    odd = book("monthly_results", header={"사업연도": "2020"}).with_cells("소식지", {"D2": "010-2345-6789"})
    assert told(odd) == [
        "BOOK-023 error return_refused 회의결과!B1 '2020년'",
        "PRIV-002 error kept 소식지!D2 '***-****-****'",
    ]
