"""How two versions of a return differ: which cells, what each showed, and which spellings are the same value."""

from __future__ import annotations

import pytest

from pipeline.model.returns import Difference
from pipeline.receive.differences import MOST_DIFFERENCES
from tests.support.markdown_book import Book, book, run_without_figures, told

NEWS = "## 소식지\n| 기관명 | 구분 | 제목 | 내용 | 일자 |\n"
BUDGET = "## 소요예산\n| 사업명 | 예산과목 | 산출내역 | 단가(원) | 수량 | 금액(원) |\n"


def differences(older: Book, newer: Book) -> list[Difference]:
    """Between a file "1.xlsx" and the later "2.xlsx", which is used."""
    later = newer.renamed("2.xlsx")
    written = {"B2": "2021-12-30"} if later.form == "head_office" else {"B3": "2021-12-30"}
    later = later.with_cells(next(iter(later.sheets)), written)
    return run_without_figures(older.renamed("1.xlsx"), later).differences


def shown(older: Book, newer: Book) -> list[tuple[str, str, str, str]]:
    """(sheet and cell, file, what it showed before, what it shows now)."""
    return [
        (f"{item.place.sheet}!{item.place.cell}", item.place.file, item.old_value, item.new_value)
        for item in differences(older, newer)
    ]


def april(text: str = "", **header: str | None) -> Book:
    return book("monthly_results", text, month=4, header=header)


def test_what_is_changed_added_or_taken_away_is_named_where_it_stands() -> None:
    older = april().with_cells("위기가구", {"B2": "3", "C2": "4", "D2": "", "C3": "5"})
    newer = april().with_cells("위기가구", {"B2": "13", "C2": "", "D2": "6", "C3": "5"})
    assert shown(older, newer) == [
        ("위기가구!B2", "2.xlsx", "3", "13"),
        ("위기가구!D2", "2.xlsx", "", "6"),
        ("위기가구!C2", "1.xlsx", "4", ""),
    ]


def test_a_row_that_only_one_of_them_has_is_named_cell_by_cell() -> None:
    older, newer = april(f"{NEWS}| 복지관 | 행사 | 잔치 | | |"), april(NEWS)
    assert shown(older, newer) == [
        ("소식지!B2", "1.xlsx", "행사", ""),
        ("소식지!A2", "1.xlsx", "복지관", ""),
        ("소식지!C2", "1.xlsx", "잔치", ""),
    ]


def test_fields_of_the_header_block_are_compared_but_for_the_day_of_writing() -> None:
    older = april(작성자="담당 사회복지사", **{"해당월 실적": "있음"})
    newer = april(작성자="팀장", **{"해당월 실적": ""})
    assert shown(older, newer) == [
        ("회의결과!B4", "2.xlsx", "있음", ""),
        ("회의결과!D2", "2.xlsx", "담당 사회복지사", "팀장"),
    ]


def test_no_more_cells_are_listed_than_can_be_looked_at() -> None:
    labels = "| 집행일 | 예산과목 | 적요 | 거래처 | 금액(원) | 증빙번호 |"
    rows = [f"| 2021-05-03 | 사무관리비 | 재료 | 가게 | {1000 + n} | 사무-{n} |" for n in range(130)]
    odd = book("settlement", "\n".join(["## 집행내역", labels, *rows]))
    other = odd.with_cells("집행내역", {f"{column}{row}": "다른 것" for row in range(2, 132) for column in "CD"})
    assert len(differences(odd, other)) == MOST_DIFFERENCES == 200


@pytest.mark.parametrize(
    ("odd", "sheet", "one", "other"),
    [
        (april(), "위기가구", {"B2": "2"}, {"B2": "'2 가구"}),
        (april(), "위기가구", {"B2": "-2"}, {"B2": "'-2"}),
        (april(), "회의결과", {"B7": "2021-04-15"}, {"B7": "'4/15"}),
        (april(), "회의결과", {"B7": "2021-04-15"}, {"B7": "'15일"}),
        (april(), "회의결과", {"D7": "예"}, {"D7": "O"}),
        (april(), "회의결과", {"A7": "권역회의"}, {"A7": "권역 회의"}),
        (april(), "회의결과", {"I7": "일정 정함"}, {"I7": "일정  정함 "}),
        (april(), "회의결과", {"I7": "일정 정함"}, {"I7": "일정\\n정함"}),
        (april(), "공동사업실적", {"B2": "안부 전화"}, {"B2": "안부전화"}),
        (book("settlement"), "집행내역", {"E2": "200000"}, {"E2": "'200,000원"}),
        (book("settlement"), "집행내역", {"E2": "200000"}, {"E2": "'20만원"}),
        (book("joint_project_plan"), "추진일정", {"C2": "3"}, {"C2": "3월"}),
        (book("operating_plan"), "회의계획", {"A2": "1"}, {"A2": "1월"}),
    ],
)
def test_one_value_in_two_notations_is_no_difference(
    odd: Book, sheet: str, one: dict[str, str], other: dict[str, str]
) -> None:
    assert differences(odd.with_cells(sheet, one), odd.with_cells(sheet, other)) == []


@pytest.mark.parametrize(
    ("sheet", "one", "other"),
    [
        ("위기가구", "2", "0"),
        ("위기가구", "0", ""),  # a typed zero is not a blank
        ("위기가구", "약 2", "약 3"),
        ("회의결과", "2021-04-15", "2021-04-16"),
        ("회의결과", "곧", "미정"),
    ],
)
def test_another_value_is_a_difference_also_where_it_cannot_be_read(sheet: str, one: str, other: str) -> None:
    cell = "B7" if sheet == "회의결과" else "B2"
    found = shown(april().with_cells(sheet, {cell: one}), april().with_cells(sheet, {cell: other}))
    assert found == [(f"{sheet}!{cell}", "2.xlsx" if other else "1.xlsx", one, other)]


def test_int_021_rows_with_nothing_but_what_the_form_gives_are_not_lost() -> None:
    """Row 2 has only its dong, which the form gives; in row 3 somebody wrote a number."""
    early = april().with_cells("위기가구", {"B2": "", "C2": "", "B3": "7"}).renamed("1.xlsx")
    blank = {f"{column}{row}": "" for column in "ABC" for row in (2, 3)}
    late = april(작성일="2021-05-20").with_cells("위기가구", blank).renamed("2.xlsx")
    lines = [line for line in told(early, late) if "INT-021" in line]
    assert lines == ["1.xlsx: INT-021 warning kept 위기가구!A3"]


def test_int_021_names_each_number_whose_cell_is_blank_now_but_no_zero() -> None:
    early = april().with_cells("위기가구", {"B2": "3", "C2": "4", "D2": "0"}).renamed("1.xlsx")
    late = april(작성일="2021-05-20").with_cells("위기가구", {"B2": "", "C2": "", "D2": ""}).renamed("2.xlsx")
    (line,) = [line for line in told(early, late) if "INT-021" in line]
    assert "(위기가구 B2, 위기가구 C2)" in line.sentence


def test_int_021_a_row_that_never_counted_is_not_lost_when_its_name_is_corrected__ok() -> None:
    """A dong of another region, as the office asked to mend it: its numbers are in the new version under their dong."""
    early = april().with_cells("위기가구", {"A2": "역촌동"}).renamed("1.xlsx")
    assert any(line.startswith("MON-005 error row_left_out 위기가구!A2") for line in told(early))
    late = april(작성일="2021-05-20").renamed("2.xlsx")
    assert [line for line in told(early, late) if "INT-021" in line] == []
