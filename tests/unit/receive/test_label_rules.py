"""The workbook gate: whether the columns of a table can be found, under the labels of the form."""

from __future__ import annotations

import pytest

from tests.support.markdown_book import Book, book, run, told

# -- columns --------------------------------------------------------------------------------------------------------


def relabelled(label: str, address: str = "F6") -> Book:
    return book("phone_monitoring").with_cells("모니터링", {address: label})


def test_book_007_required_column_missing__error() -> None:
    gone = book("phone_monitoring").with_cells("모니터링", {f"F{row}": "" for row in range(6, 10)})
    (line,) = told(gone)
    assert line == "BOOK-007 error return_refused 모니터링!A6"
    assert line.sentence == (
        "'상담(건)' 열을 찾지 못했습니다. 제목 줄에 '상담(건)' 칸이 있어야 합니다. 지운 열을 되살리거나 서식을 "
        "새로 받아 옮겨 적은 뒤 다시 내 주세요."
    )


def test_book_007_column_that_need_not_be_there__ok() -> None:
    assert told(book("phone_monitoring").with_cells("모니터링", {"I6": ""})) == []


def test_book_008_misspelt_label__error() -> None:
    (line,) = told(relabelled("상담건수(회)"))
    assert line == "BOOK-008 error return_refused 모니터링!F6 '상담건수(회)'"
    assert line.sentence == (
        "제목 칸 '상담건수(회)'를 알 수 없습니다. '상담(건)'의 오타인가요? 제목을 '상담(건)'으로 고쳐 다시 내 주세요."
    )


def test_book_008_misspelt_label_of_numbers_that_may_be_left_out__error() -> None:
    assert told(relabelled("지원 대상지(명)", "H6")) == ["BOOK-008 error return_refused 모니터링!H6 '지원 대상지(명)'"]


@pytest.mark.parametrize("label", ["상담(건)*", "상담 (건)", "상담\\n(건)", "상담건수", "상담（건）", "상담 건수(건)"])
def test_book_008_known_spelling__ok(label: str) -> None:
    assert told(relabelled(label)) == []


def test_book_008_misspelt_label_of_a_text_that_may_be_left_out__ok() -> None:
    """It counts as a column of the sender's own: no number is lost with it."""
    lines = told(relabelled("지원기간", "G6"))
    assert [line.split(" ", 1)[0] for line in lines] == ["BOOK-011"]


def test_book_009_same_label_twice__error() -> None:
    (line,) = told(relabelled("상담(건)", "J6"))
    assert line == "BOOK-009 error return_refused 모니터링!J6 '상담(건)'"
    assert line.sentence == (
        "'상담(건)' 제목이 F6 칸과 J6 칸에 두 번 있습니다. 어느 열이 맞는지 알 수 없어 읽지 않았습니다. 맞는 열 "
        "하나만 남겨 다시 내 주세요."
    )


def test_book_009_each_label_once__ok() -> None:
    assert told(book("phone_monitoring")) == []


def test_book_011_column_of_the_senders_own__note() -> None:
    own = book("phone_monitoring").with_cells("모니터링", {"J6": "우리 기관 메모", "J7": "확인함"})
    (line,) = told(own)
    assert line == "BOOK-011 note kept 모니터링!J6 '우리 기관 메모'"
    assert line.sentence == (
        "서식에 없는 '우리 기관 메모' 열은 읽지 않았습니다. 보고할 내용이 있으면 서식에 있는 열이나 비고에 적어 주세요."
    )


def test_book_011_labels_of_the_form__ok() -> None:
    assert told(book("phone_monitoring")) == []


@pytest.mark.parametrize("cells", [{"J8": "55"}, {"P7": "55명"}, {"J7": "1,055"}])
def test_book_047_number_beside_the_table__warning(cells: dict[str, str]) -> None:
    (address, typed), *_ = cells.items()
    assert told(book("phone_monitoring").with_cells("모니터링", cells)) == [
        f"BOOK-047 warning kept 모니터링!{address} '{typed}'"
    ]


@pytest.mark.parametrize(
    "cells",
    [
        {"J7": "확인함"},
        {"J7": "=E7+F7 -> 121"},  # worked out from the table
        {"J6": "우리 기관 번호", "J7": "55"},  # a column of the sender's own
        {"P30": "55"},  # far below the rows
    ],
)
def test_book_047_what_is_no_number_of_the_table__ok(cells: dict[str, str]) -> None:
    lines = told(book("phone_monitoring").with_cells("모니터링", cells))
    assert [line for line in lines if not line.startswith("BOOK-011")] == []


@pytest.mark.parametrize("label", ["", "공유한 사례"])
def test_book_048_numbers_under_a_label_that_is_gone__error(label: str) -> None:
    odd = book("monthly_results").with_cells("위기가구", {"D1": label, "D2": "3"})
    lines = [line for line in told(odd) if not line.startswith("BOOK-011")]
    assert lines == ["BOOK-048 error kept 위기가구!D1"]
    assert "cases_shared" not in run(odd).facts["measure"].tolist()


def test_book_048_column_that_is_gone_with_its_numbers__ok() -> None:
    rows = {f"D{row}": "" for row in range(1, 20)}
    assert told(book("monthly_results").with_cells("위기가구", rows)) == []


def test_book_021_label_row_missing__error() -> None:
    labels = {f"{letter}6": "" for letter in "ABCDEFGHI"}
    (line,) = told(book("phone_monitoring").with_cells("모니터링", labels))
    assert line == "BOOK-021 error return_refused 모니터링"
    assert line.sentence == (
        "표의 제목 줄을 찾지 못했습니다(있어야 할 제목: 회차, 동, 시작일, 종료일, 대상자(명), 상담(건)). 지운 "
        "제목 줄을 되살리거나 서식을 새로 받아 옮겨 적은 뒤 다시 내 주세요."
    )


def test_book_021_label_row_further_down__ok() -> None:
    assert told(book("phone_monitoring").rows_inserted("모니터링", 20, above=6)) == []


def test_book_081_columns_of_numbers_that_changed_places__warning() -> None:
    (line,) = told(book("monthly_results").columns_swapped("위기가구", "B", "C", 1))
    assert line == "BOOK-081 warning kept 위기가구!B1 '지원(건)'"
    assert line.sentence == (
        "수를 적는 열의 차례가 서식과 다릅니다(지원(건) · 발굴(가구)). 차례가 아니라 열 제목대로 읽었습니다. 열을 "
        "통째로 옮기셨으면 그대로 두고 그렇다고 알려 주세요. 제목만 바뀌었으면 제목을 서식대로 되돌려 주세요."
    )


def test_book_081_a_column_of_words_that_moved__ok() -> None:
    assert told(book("monthly_results").columns_swapped("소식지", "C", "D", 1)) == []
