"""The places where an officer may write a number, and the words that then describe it."""

from __future__ import annotations

import pytest
from openpyxl import Workbook
from openpyxl.styles import Font

from pipeline.alongside.tables import SheetTables
from tests.support.own_totals import Rows, own_sheet


def words(rows: Rows, name: str = "장부") -> list[tuple[str, str]]:
    """Each number's cell with its words: where or when, those to its left, those above it."""
    return [
        (total.cell.address, " | ".join(part for part in (total.context, total.label, total.header) if part))
        for total in SheetTables(own_sheet(rows, name)).totals()
    ]


def test_a_name_and_a_number_beside_each_other_need_no_header() -> None:
    assert words([["1권역 상담", 3052], ["2권역 상담", "1,200건"]]) == [("B1", "1권역 상담"), ("B2", "2권역 상담")]


def test_measures_against_regions_take_their_words_from_both_sides() -> None:
    rows = [["구분", "1권역", "계"], ["상담", 10, 20], ["대상자", 3, 4]]
    assert words(rows) == [
        ("B2", "상담 | 1권역"), ("C2", "상담 | 계"), ("B3", "대상자 | 1권역"), ("C3", "대상자 | 계"),
    ]  # fmt: skip


@pytest.mark.parametrize(("header", "word"), [("권역", "권역"), ("월", "월"), ("회차", "회차")])
def test_plain_numbers_below_the_name_of_a_dimension_say_where_or_when(header: str, word: str) -> None:
    rows = [[header, "발굴", "지원"], [1, 53, 105], [2, 55, 110], ["계", 301, 567]]
    assert words(rows) == [
        ("B2", f"1{word} | 발굴"), ("C2", f"1{word} | 지원"), ("B3", f"2{word} | 발굴"), ("C3", f"2{word} | 지원"),
        ("B4", "계 | 발굴"), ("C4", "계 | 지원"),
    ]  # fmt: skip


def test_a_blank_number_is_no_number_and_no_heading() -> None:
    """In a half-filled form a name without a number must not count as the heading of what follows."""
    rows = [["이름", "값"], ["1회차 대상자"], ["상담", 5], ["2회차 대상자", ""], ["권역회의", 6]]
    assert words(rows) == [("B3", "상담 | 값"), ("B5", "권역회의 | 값")]


def test_titles_and_notes_above_a_table_are_not_its_names() -> None:
    rows = [["2021년 우리 과 집계표"], ["(단위: 건)"], [], ["구분", "1권역"], ["상담", 10]]
    assert words(rows) == [("B5", "상담 | 1권역")]


def test_a_title_that_names_one_round_or_region_is_about_the_table_below_it() -> None:
    rows = [
        ["1회차 전화모니터링 실적"],
        ["구분", "1권역"],
        ["상담", 10],
        [],
        ["2권역 실적"],
        ["구분", "값"],
        ["상담", 7],
    ]
    assert words(rows) == [("B3", "1회차 | 상담 | 1권역"), ("B7", "2권역 | 상담 | 값")]


def test_a_title_that_names_several_regions_is_about_none_of_them() -> None:
    assert words([["1권역부터 5권역까지"], ["구분", "계"], ["상담", 10]]) == [("B3", "상담 | 계")]


def test_lines_that_only_say_where_divide_a_table() -> None:
    rows = [["구분", "값"], ["□ 1권역"], ["상담", 10], ["□ 2권역"], ["상담", 7]]
    assert words(rows) == [("B3", "1권역 | 상담 | 값"), ("B5", "2권역 | 상담 | 값")]


@pytest.mark.parametrize(
    ("name", "said"), [("4월", "4월 | "), ("1회차", "1회차 | "), ("우리 장부", ""), ("Sheet1", "")]
)
def test_a_sheet_named_for_a_month_or_round_is_about_it(name: str, said: str) -> None:
    assert words([["상담", 10]], name) == [("B1", f"{said}상담")]


def test_a_section_adds_to_the_sheets_name_what_that_does_not_say() -> None:
    rows = [["2권역"], ["상담", 10]]
    assert words(rows, "1회차") == [("B2", "1회차 2권역 | 상담")]
    assert words(rows, "3권역") == [("B2", "2권역 | 상담")]


def test_headers_on_two_lines_and_merged_cells_belong_to_every_number_below() -> None:
    def merge(book: Workbook) -> None:
        book.worksheets[0].merge_cells("B1:C1")
        book.worksheets[0].merge_cells("A1:A2")

    rows = [["구분", "1회차", None, "2회차"], [None, "대상자", "상담", "상담"], ["1권역", 1, 2, 3]]
    found = [
        (total.cell.address, total.label, total.header) for total in SheetTables(own_sheet(rows, change=merge)).totals()
    ]
    assert found == [("B3", "1권역", "1회차 대상자"), ("C3", "1권역", "1회차 상담"), ("D3", "1권역", "2회차 상담")]


def test_a_group_that_stands_once_holds_for_the_lines_below_it() -> None:
    rows = [["권역", "내용", "값"], ["1권역", "상담", 1], [None, "대상자", 2], ["2권역", "상담", 3]]
    assert words(rows) == [("C2", "1권역 상담 | 값"), ("C3", "1권역 대상자 | 값"), ("C4", "2권역 상담 | 값")]


def test_numbering_and_remarks_are_not_part_of_a_name() -> None:
    rows = [
        ["연번", "이름", "값", "비고"],
        [1, "1. 상담", 10, "확인함"],
        [2, "② 대상자", 20, 5],
        [3, "1권역(녹번) 상담", 6],
    ]
    assert words(rows) == [("C2", "상담 | 값"), ("C3", "대상자 | 값"), ("C4", "1권역(녹번) 상담 | 값")]


def test_pairs_beside_each_other_keep_their_own_names() -> None:
    assert words([["상담", 10, "대상자", 20]]) == [("B1", "상담"), ("D1", "대상자")]


def test_a_word_where_a_number_belongs_is_told_as_her_number() -> None:
    rows = [["이름", "값"], ["상담", "아직 못 셈"], ["대상자", "약 300"], ["권역회의", 4]]
    assert words(rows) == [("B2", "상담 | 값"), ("B3", "대상자 | 값"), ("B4", "권역회의 | 값")]


def test_years_above_columns_are_headers() -> None:
    assert words([["구분", 2019, 2020], ["상담", 5, 6]]) == [("B2", "상담 | 2019년"), ("C2", "상담 | 2020년")]


def test_regions_written_as_numbers_with_a_format_are_headers() -> None:
    def show(book: Workbook) -> None:
        for cell in book.worksheets[0][1][1:]:
            cell.number_format = '0"권역"'

    rows = [["구분", 1, 2], ["상담", 5, 6]]
    assert [total.header for total in SheetTables(own_sheet(rows, change=show)).totals()] == ["1권역", "2권역"]


def test_a_number_without_any_words_is_counted_and_not_compared() -> None:
    tables = SheetTables(own_sheet([[5, 6], ["상담", 7]]))
    assert [total.cell.address for total in tables.totals()] == ["B2"]
    assert tables.unnamed == 2


@pytest.mark.parametrize(
    ("rows", "scale"),
    [
        ([["(단위: 천원)"], ["집행액", 5]], "천원"),
        ([["구분", "금액(천원)"], ["집행액", 5]], "천원"),
        ([["집행액(백만원)", 5]], "백만원"),
        ([["결산", None, "(단위: 명, 천원)"], ["구분", "값"], ["집행액", 5]], "천원"),
        ([["결산 (단위 : 만원)"], ["구분", "값"], ["집행액", 5]], "만원"),
        ([["(단위: 천원)"], ["집행액", 5], [], ["(단위: 원)"]], "천원"),
        ([["'6,350천원'처럼 적기로 함"], ["집행액", 5]], ""),
        ([["(단위: 원)"], ["집행액", 5]], ""),
    ],
)
def test_the_unit_of_money_is_told_above_in_the_header_or_in_the_name(rows: Rows, scale: str) -> None:
    assert [total.scale for total in SheetTables(own_sheet(rows)).totals()] == [scale]


def test_hidden_lines_and_struck_numbers_are_told_and_still_compared() -> None:
    def hide(book: Workbook) -> None:
        sheet = book.worksheets[0]
        sheet.row_dimensions[2].hidden = True
        sheet["B1"].font = Font(strike=True)

    totals = list(SheetTables(own_sheet([["상담", 1], ["대상자", 2]], change=hide)).totals())
    assert [total.remarks for total in totals] == [
        ("취소선이 그어져 있습니다.",), ("숨긴 줄이나 열에 있는 수입니다.",),
    ]  # fmt: skip
