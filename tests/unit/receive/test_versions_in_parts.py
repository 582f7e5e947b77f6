"""Files of one slot that each hold a part, that only look different, or whose order is unknown."""

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


def test_int_021_points_at_the_first_cell_in_which_something_stands__warning() -> None:
    early = april("가.xlsx", f"{NEWS}| | 행사 | 나눔 잔치 | 4월에 엶 | |")
    assert "가.xlsx: INT-021 warning kept 소식지!B2" in told(early, april("나.xlsx", NEWS, written="2021-05-05"))


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
    """The later file is of round 1; dragging in Excel made its column 1, 2, 3."""
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


# -- whole sentences ------------------------------------------------------------------------------------------------


def sentence(rule: str, *books: Book) -> str:
    """The sentence that every file with a finding of this rule gets: it is the same for all of them."""
    (told_of,) = {line.sentence for line in told(*books) if f": {rule} " in line}
    return told_of


def families(file: str, number: str, *, written: str = "2021-05-03", revision: int = 0) -> Book:
    return april(file, written=written, revision=revision).with_cells("위기가구", {"B2": number})


def test_int_010_names_both_days() -> None:
    two = families("우리.xlsx", "9", written="2021-05-05"), families("수정본.xlsx", "2", revision=1)
    assert sentence("INT-010", *two) == (
        "수정요청 파일을 고쳐 보내신 것이어서 이 파일을 썼습니다. 그런데 쓰지 않은 '우리.xlsx'의 작성일(2021-05-05)이 "
        "이 파일의 작성일(2021-05-03)보다 늦습니다. 이 파일이 나중 것이면 작성일을 고친 날로 바꾸어 주세요. "
        "'우리.xlsx'가 나중 것이면 그 내용을 이 파일에 옮겨 적어 다시 내 주세요."
    )


def test_int_021_names_the_file_that_is_used_and_where_the_lost_row_stands() -> None:
    early = april("가.xlsx", f"{NEWS}| 복지관 | 행사 | 나눔 잔치 | 4월에 엶 | |")
    assert sentence("INT-021", early, april("나.xlsx", NEWS, written="2021-05-05")) == (
        "이 파일 대신 '나.xlsx'를 썼는데, 이 파일에만 적힌 줄이나 수가 있습니다(소식지 A2). 그것은 합계에 들어가지 "
        "않았습니다. 지운 것이면 그대로 두고 그렇다고 알려 주세요. 두 파일에 나누어 적은 것이면 '나.xlsx'에 옮겨 적어 "
        "다시 내 주세요."
    )


@pytest.mark.parametrize(("written", "why"), [("", "작성일을 알 수 없어"), ("2021-05-03", "작성일이 같아")])
def test_int_022_says_why_nobody_knows_which_is_later(written: str, why: str) -> None:
    two = families("우리.xlsx", "9", written=written), families("수정본.xlsx", "2", revision=1)
    assert sentence("INT-022", *two) == (
        "수정요청으로 돌려보낸 '수정본.xlsx'를 썼습니다. 그런데 돌려보낸 판이 아닌 이 파일도 있고, "
        f"{why} 어느 것이 나중인지 알 수 없습니다. '수정본.xlsx'가 나중 것이면 그대로 두어도 됩니다. 이 파일이 나중 "
        "것이면 그 내용을 '수정본.xlsx'에 옮겨 적어 다시 내 주세요."
    )


def test_int_023_names_the_rows_that_would_be_lost() -> None:
    dragged = book("phone_monitoring", file="1회차.xlsx", header={"작성일": "2021-12-15"})
    two = second_round("2회차.xlsx", "2021-12-13"), dragged.with_cells("모니터링", {"A8": "2", "A9": "3"})
    assert sentence("INT-023", *two) == (
        "'1회차.xlsx'에는 '2회차.xlsx'의 회차도 들어 있는데 그 줄이 모두 있지는 않아(모니터링 A7, 모니터링 A9) "
        "'2회차.xlsx'를 대신할 수 없습니다. 회차 칸을 끌어 채우면 1, 2, 3으로 바뀌기도 합니다. 어느 회차의 수인지 알 "
        "수 없어 두 파일 모두 합계에 넣지 않았습니다. '1회차.xlsx'의 회차 칸이 맞는지 보고, 한 회차의 실적이면 모든 "
        "줄에 같은 회차를 적어 다시 내 주세요. 여러 회차를 모은 것이면 빠진 줄을 채워 주세요."
    )


def test_int_024_names_the_file_that_is_used_and_the_earlier_day() -> None:
    two = families("4월.xlsx", "2"), families("4월_수정.xlsx", "9", written="2021-05-01")
    assert sentence("INT-024", *two) == (
        "작성일이 더 늦은 '4월.xlsx'를 썼습니다. 그런데 쓰지 않은 이 파일의 이름은 고쳐 낸 것으로 보이고, "
        "작성일(2021-05-01)만 앞섭니다. '4월.xlsx'가 나중 것이면 그대로 두어도 됩니다. 이 파일이 나중 것이면 작성일을 "
        "고친 날로 바꾸어 다시 내 주세요."
    )


def test_int_025_names_the_cells_that_are_struck_out_only_there() -> None:
    two = families("가.xlsx", "2"), families("나나.xlsx", "2 {struck}")
    assert sentence("INT-025", *two) == (
        "'가.xlsx'와 적힌 값이 같아 이 파일은 쓰지 않았습니다. 그런데 이 파일에만 취소선을 긋거나 보이지 않게 한 칸이 "
        "있습니다(위기가구 B2). 그 칸이 지운 것이면 '가.xlsx'에서 값을 지워 다시 내 주세요. 지운 것이 아니면 그대로 "
        "두셔도 됩니다."
    )
