"""Files of one slot that each hold a part, that only look different, or whose order nothing tells."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.support.markdown_book import Book, book, run, told

NEWS = "## 소식지\n| 기관명 | 구분 | 제목 | 내용 | 일자 |\n"
RESULTS = "## 공동사업실적\n| 사업명 | 세부사업명 | 실적 건수(건) | 실적 인원(명) | 실적 횟수(회) | 내용 |\n"


def april(file: str, text: str = "", *, written: str = "2021-05-03", revision: int = 0) -> Book:
    made = book("monthly_results", text, month=4, header={"작성일": written}, file=file)
    assert made.stamp is not None
    return made.stamped(replace(made.stamp, revision=revision))


def rules(*books: Book) -> list[str]:
    return [" ".join(line.split(": ")[1].split()[:2]) for line in told(*books)]


def states(*books: Book) -> list[str]:
    files = [item.file for item in books]
    return [item.state.value for item in run(*books).returns if item.file in files]


# -- parts of one return --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "rest",
    ["", "| 복지관 | 행사 | 반찬 나눔 잔치 | 5월에 엶 | |", "| 다른 기관 | 행사 | 나눔 잔치를 엽니다 | | |"],
    ids=["left blank", "other news of the same house", "other house"],
)
def test_int_021_news_that_only_the_earlier_file_has__warning(rest: str) -> None:
    early = april("가.xlsx", f"{NEWS}| 복지관 | 행사 | 나눔 잔치 | 4월에 엶 | |")
    assert rules(early, april("나.xlsx", NEWS + rest, written="2021-05-05")) == ["INT-003 note", "INT-021 warning"]


def test_int_021_news_with_another_title__ok() -> None:
    early = april("가.xlsx", f"{NEWS}| 복지관 | 행사 | 나눔 잔치 | 4월에 엶 | |")
    late = april("나.xlsx", f"{NEWS}| 복지관 | 행사 | 봄 나눔 잔치 | 4월에 엶 | |", written="2021-05-05")
    assert rules(early, late) == ["INT-003 note"]


def test_int_021_one_item_cannot_stand_for_two__warning() -> None:
    line = "| 복지관 | 행사 | 나눔 잔치 | 4월에 엶 | |\n"
    early, late = april("가.xlsx", NEWS + line + line), april("나.xlsx", NEWS + line, written="2021-05-05")
    assert "INT-021 warning" in rules(early, late)


def test_int_021_a_meeting_of_another_day__warning() -> None:
    late = april("나.xlsx", written="2021-05-06").with_cells("회의결과", {"B7": "2021-04-28", "F7": "5"})
    assert rules(april("가.xlsx"), late) == ["INT-003 note", "INT-021 warning"]


def test_int_021_a_number_that_only_the_earlier_file_has__warning() -> None:
    early = april("가.xlsx", f"{RESULTS}| 이웃 살핌 | 안부 전화 | | 20 | | |")
    late = april("나.xlsx", f"{RESULTS}| 이웃 살핌 | 안부 전화 | 3 | | | |", written="2021-05-06")
    assert [line for line in told(early, late) if "INT-021" in line] == [
        "가.xlsx: INT-021 warning kept 공동사업실적!D2"
    ]


def test_int_021_other_numbers_and_days_of_the_same_dong_and_round__ok() -> None:
    early = book("phone_monitoring", file="가.xlsx")
    cells = {"C7": "2021-04-06", "D7": "2021-06-10", "E7": "19", "F7": "190"}
    late = book("phone_monitoring", file="나.xlsx", header={"작성일": "2021-12-14"}).with_cells("모니터링", cells)
    assert rules(early, late) == ["INT-003 note"]


# -- the same values ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("sheet", "cells"),
    [
        ("위기가구", {"B2": "2가구"}),
        ("회의결과", {"B7": "4월 15일"}),
        ("회의결과", {"D7": "O"}),
        ("회의결과", {"E7": "'3"}),
        ("공동사업실적", {"A2": "이웃살핌"}),
    ],
)
def test_int_002_another_notation_of_the_same_value__note(sheet: str, cells: dict[str, str]) -> None:
    plain = april("가.xlsx")
    if sheet == "위기가구":
        plain = plain.with_cells(sheet, {"B2": "2"})
    if "E7" in cells:
        plain = plain.with_cells(sheet, {"E7": "3"})
    other = plain.renamed("나나.xlsx").with_cells(sheet, cells)
    assert "INT-002 note" in rules(plain, other)
    assert states(plain, other) == ["used", "ignored"]


def test_int_002_rows_in_another_order__note() -> None:
    first, second = "| 가 복지관 | 행사 | 나눔 잔치 | | |\n", "| 나 복지관 | 모집 | 봉사자 모집 | | |\n"
    assert rules(april("가.xlsx", NEWS + first + second), april("나나.xlsx", NEWS + second + first)) == ["INT-002 note"]


# -- which is the later one -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("written", ["", "미정", "2021-05-03"])
def test_int_022_an_own_file_whose_day_tells_nothing_beside_the_copy_that_came_back__warning(written: str) -> None:
    own = april("우리.xlsx", written=written).with_cells("위기가구", {"B2": "9"})
    sent_back = april("수정본.xlsx", revision=1).with_cells("위기가구", {"B2": "2"})
    assert "INT-022 warning" in rules(own, sent_back)


def test_int_024_a_corrected_file_with_the_earlier_day__warning() -> None:
    corrected = april("4월_수정.xlsx", written="2021-05-01").with_cells("위기가구", {"B2": "9"})
    assert rules(april("4월.xlsx"), corrected) == ["INT-003 note", "INT-024 warning"]


def test_int_024_a_corrected_file_with_the_later_day__ok() -> None:
    corrected = april("4월_수정.xlsx", written="2021-05-05").with_cells("위기가구", {"B2": "9"})
    assert rules(april("4월.xlsx"), corrected) == ["INT-003 note"]


# -- rounds ---------------------------------------------------------------------------------------------------------


def second_round(file: str, written: str) -> Book:
    return book("phone_monitoring", round_number=2, file=file, header={"작성일": written})


def test_int_023_a_round_filled_in_by_dragging_displaces_no_other_round__error() -> None:
    """The later file is of round 1; Excel made 1, 2, 3 of its column."""
    dragged = book("phone_monitoring", file="1회차.xlsx", header={"작성일": "2021-12-15"})
    dragged = dragged.with_cells("모니터링", {"A8": "2", "A9": "3"})
    two = second_round("2회차.xlsx", "2021-12-13"), dragged
    assert rules(*two).count("INT-023 error") == 2
    assert states(*two) == ["refused", "refused"]


def test_int_023_a_file_of_both_rounds_with_every_row__ok() -> None:
    other = second_round("2회차.xlsx", "2021-12-13")
    rows = {
        f"{letter}{row + 3}": text
        for (row, column), text in other.sheets["모니터링"].cells.items()
        if row > 6
        for letter in ("ABCDEFGHI"[column - 1],)
    }
    both = book("phone_monitoring", file="1, 2회차.xlsx", header={"작성일": "2021-12-15"}).with_cells("모니터링", rows)
    assert not any(rule.startswith("INT-023") for rule in rules(other, both))
    assert states(both, other) == ["used", "superseded"]


def test_int_025_the_same_values_struck_out_in_the_file_that_is_not_used__warning() -> None:
    plain = april("가.xlsx").with_cells("위기가구", {"B2": "2"})
    struck = plain.renamed("나나.xlsx").with_cells("위기가구", {"B2": "2 {struck}"})
    assert rules(plain, struck) == ["INT-002 note", "INT-025 warning"]


def test_int_025_the_same_values_in_another_number_format__ok() -> None:
    plain = april("가.xlsx").with_cells("위기가구", {"B2": "2"})
    assert rules(plain, plain.renamed("나나.xlsx").with_cells("위기가구", {"B2": "2 {#,##0}"})) == ["INT-002 note"]
