"""Lines that look like rows of a form but are not read lead to a question, wherever they are."""

from __future__ import annotations

import pytest

from tests.support.markdown_book import Book, book, run, told

FAMILIES = {
    "A1": "동",
    "B1": "발굴(가구)",
    "C1": "지원(건)",
    "D1": "사례공유(건)",
    "A2": "녹번동",
    "B2": "12",
    "C2": "3",
}


def families_above(cells: dict[str, str]) -> Book:
    return book("monthly_results").rows_inserted("위기가구", 2, above=1).with_cells("위기가구", cells)


def rules(odd: Book) -> list[str]:
    return [
        line.split()[0]
        for line in told(odd)
        if line.startswith(("BOOK-08", "BOOK-07", "BOOK-06")) or "BOOK-010" in line
    ]


def test_book_070_a_row_above_the_labels__warning() -> None:
    assert rules(families_above({"A1": "녹번동", "B1": "7", "C1": "8"})) == ["BOOK-070"]


def test_book_070_a_title_and_a_remark_above_the_labels__ok() -> None:
    assert rules(families_above({"A1": "4월 위기가구", "A2": "동마다 한 줄씩 적음", "B2": "(가구)"})) == []


def test_book_071_a_sheet_with_the_labels_and_other_numbers__warning() -> None:
    assert rules(book("monthly_results").with_sheet("위기가구 최종", FAMILIES)) == ["BOOK-071"]


def test_book_071_a_sheet_that_begins_with_an_underscore__warning() -> None:
    assert rules(book("monthly_results").with_sheet("_옛 자료", FAMILIES)) == ["BOOK-071"]


def test_book_071_a_sheet_that_goes_on_without_labels__warning() -> None:
    more = {"A1": "이웃살핌", "B1": "안부 확인", "C1": "3", "D1": "20"}
    assert rules(book("monthly_results").with_sheet("공동사업실적(계속)", more)) == ["BOOK-071"]


@pytest.mark.parametrize("name", ["공동사업실적2", "추가분", "뒷장(이어서)"])
def test_book_071_rows_with_numbers_typed_as_text__warning(name: str) -> None:
    more = {"A1": "이웃살핌", "B1": "안부 확인", "C1": "3건", "D1": "20명"}
    assert rules(book("monthly_results").with_sheet(name, more)) == ["BOOK-071"]


def test_book_071_a_copy_of_a_sheet_and_a_sheet_of_notes__ok() -> None:
    sheet = book("monthly_results").sheets["위기가구"]
    cells = {f"{'ABCDEFGH'[column - 1]}{row}": text for (row, column), text in sheet.cells.items() if text}
    assert rules(book("monthly_results").with_sheet("위기가구 사본", cells)) == ["BOOK-010"]
    assert rules(book("monthly_results").with_sheet("메모", {"A1": "녹번동", "B1": "3월에 다시"})) == ["BOOK-010"]


def test_a_second_block_lower_and_to_the_right_is_asked_about() -> None:
    odd = book("monthly_results").with_cells("위기가구", {"G10": "녹번동", "H10": "7", "I10": "8"})
    assert any("BOOK-047" in line for line in told(odd))


NEWS_LABELS = {"G9": "기관명", "H9": "구분", "I9": "제목"}
NEWS_ROW = {"G10": "녹번복지관", "H10": "행사", "I10": "나눔 잔치"}


@pytest.mark.parametrize("cells", [NEWS_LABELS | NEWS_ROW, NEWS_ROW], ids=["with labels", "without"])
def test_book_080_news_in_a_block_to_the_right__warning(cells: dict[str, str]) -> None:
    assert rules(book("monthly_results").with_cells("소식지", cells)) == ["BOOK-080"]


def test_book_080_a_remark_to_the_right__ok() -> None:
    remarks = {"G2": "확인함", "G10": "녹번복지관", "H10": "담당자 휴가"}
    assert rules(book("monthly_results").with_cells("소식지", remarks)) == []


def test_an_organisation_called_like_a_total_keeps_its_news() -> None:
    news = book("monthly_results").with_cells("소식지", {"A2": "합"})
    plain = run(book("monthly_results")).figures.get("newsletter_items", region=1)
    assert run(news).figures.get("newsletter_items", region=1).value == plain.value
