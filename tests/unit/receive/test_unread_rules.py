"""The workbook gate: content that is not read is reported."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pipeline.receive.reader import Reader
from tests.support.markdown_book import book, line_of, place_of, reading_of, run, settings, told

# -- what is not read -----------------------------------------------------------------------------------------------


def test_book_013_hidden_row__warning() -> None:
    (line,) = told(book("phone_monitoring").hiding("모니터링", rows=[8]))
    assert line == "BOOK-013 warning kept 모니터링!A8"
    assert line.sentence == (
        "숨은 곳(8행)에 적힌 값도 함께 읽었습니다(대상자(명) 21, 상담(건) 101). 필터나 숨기기를 풀어 맞는 값인지 "
        "확인해 주세요. 넣지 않을 값이면 지워 주세요."
    )


def test_book_013_hidden_column__warning() -> None:
    assert told(book("phone_monitoring").hiding("모니터링", columns=["F"])) == ["BOOK-013 warning kept 모니터링!F6"]


def test_book_013_hidden_rows_and_columns_without_values__ok() -> None:
    assert told(book("phone_monitoring").hiding("모니터링", rows=[20], columns=["H", "K"])) == []


def test_book_016_remark_below_the_table__warning() -> None:
    noted = book("phone_monitoring").with_cells("모니터링", {"A11": "※ 응암1동은 6월에 시작함"})
    (line,) = told(noted)
    assert line == "BOOK-016 warning kept 모니터링!A11 '※ 응암1동은 6월에 시작함'"
    assert line.sentence == (
        "표에 따로 적힌 글('※ 응암1동은 6월에 시작함')은 표의 줄이 아니어서 읽지 않았습니다. 실적이면 표 안의 빈 "
        "줄에 옮겨 적어 주세요. 아니면 그대로 두셔도 됩니다."
    )


def test_book_016_other_table_below_the_total__warning() -> None:
    below = {"A10": "합계", "E10": "63", "F10": "303", "B12": "작년", "E12": "50"}
    assert told(book("phone_monitoring").with_cells("모니터링", below)) == ["BOOK-016 warning kept 모니터링!B12 '작년'"]


@pytest.mark.parametrize("mark", ["- 이하 여백 -", "끝.", "이상"])
def test_book_016_mark_that_closes_the_table__ok(mark: str) -> None:
    assert told(book("phone_monitoring").with_cells("모니터링", {"A10": mark})) == []


def test_book_016_labels_repeated_on_the_next_page__ok() -> None:
    made = book("phone_monitoring")
    again = {f"{letter}8": str(made.sheets["모니터링"].cells[place_of(f"{letter}6")]) for letter in "ABCDEF"}
    assert told(made.rows_inserted("모니터링", 1, above=8).with_cells("모니터링", again)) == []


def test_book_016_below_a_closed_table_labels_open_it_no_more__warning() -> None:
    made = book("phone_monitoring")
    again = {f"{letter}12": str(made.sheets["모니터링"].cells[place_of(f"{letter}6")]) for letter in "ABCDEF"}
    odd = made.with_cells("모니터링", {"A11": "- 이하 여백 -", **again, "B13": "녹번동"})
    assert told(odd) == ["BOOK-016 warning kept 모니터링!B13 '녹번동'"]


@pytest.mark.parametrize(("typed", "rules"), [("내년에 다시", ["BOOK-016"]), ("5월", [])])
def test_book_016_words_alone_where_a_month_belongs__warning(typed: str, rules: list[str]) -> None:
    lines = told(book("operating_plan").with_cells("회의계획", {"A15": typed}))
    assert [line.split()[0] for line in lines] == rules


def test_book_017_row_below_the_total__warning() -> None:
    total = {"A9": "합계", "B9": "", "C9": "", "D9": "", "E9": "41", "F9": "201"}
    below = {"A10": "1", "B10": "응암1동", "C10": "2021-04-01", "D10": "2021-06-30", "E10": "22", "F10": "102"}
    odd = book("phone_monitoring").with_cells("모니터링", {**total, **below})
    (line,) = told(odd)
    assert line == "BOOK-017 warning kept 모니터링!A10"
    assert line.sentence == (
        "9행의 합계 아래에 적힌 줄도 함께 읽었습니다. 합계에 들어가야 하는 줄이면 합계 위로 옮겨 주시고, 아니면 "
        "지워 주세요."
    )
    assert run(odd).figures.get("people", region=1, round=1).value == 20 + 21 + 22


def test_book_017_rows_above_the_total__ok() -> None:
    assert told(book("phone_monitoring").with_cells("모니터링", {"A10": "합계", "E10": "63", "F10": "303"})) == []


def test_book_017_blank_row_between_rows__ok() -> None:
    assert told(book("phone_monitoring").rows_inserted("모니터링", 2, above=8)) == []


def doubted(address: str) -> list[str]:
    """The findings about a workbook in which the second reading saw another value in a cell."""
    config, forms = settings()
    reading = reading_of(book("phone_monitoring"))
    assert reading.workbook is not None
    workbook = replace(reading.workbook, disagreements=(("모니터링", address, "20", "21"),))
    result = Reader(forms, config).read(0, replace(reading, workbook=workbook))
    return [line_of(item) for item in result.findings]


def test_book_036_cell_that_two_readings_see_differently__error() -> None:
    assert doubted("E7") == ["BOOK-036 error return_refused 모니터링!E7 '20'"]


def test_book_036_cell_that_is_not_read__ok() -> None:
    assert doubted("K40") == []


def test_book_037_broken_formula_outside_the_table__warning() -> None:
    odd = book("phone_monitoring").with_cells("모니터링", {"L3": "#REF!", "L4": "#DIV/0!"})
    (line,) = told(odd)
    assert line == "BOOK-037 warning kept 모니터링!L3 '#REF!'"
    assert line.sentence == (
        "표로 읽지 않는 칸(L3, L4)에 오류 값 '#REF!'가 있습니다. 합계에는 영향이 없습니다. 필요 없는 수식이면 "
        "지워 주세요."
    )


def test_book_037_working_formula_outside_the_table__ok() -> None:
    assert told(book("phone_monitoring").with_cells("모니터링", {"L3": "=E7+E8 -> 41"})) == []


def test_book_039_file_name_of_another_region__warning() -> None:
    odd = book("phone_monitoring").renamed("3권역 모니터링.xlsx")
    (line,) = told(odd)
    assert line == "BOOK-039 warning kept - '3권역'"
    assert line.sentence == (
        "파일 이름에는 권역이 '3권역'인데 안에는 '1권역'으로 적혀 있습니다. 안에 적힌 대로 읽었습니다. 파일을 "
        "잘못 붙이지 않았는지 확인해 주세요. 내용이 맞으면 파일 이름만 고치시면 됩니다."
    )


def test_book_039_file_name_of_another_month__warning() -> None:
    assert told(book("monthly_results", file="5월.xlsx")) == ["BOOK-039 warning kept - '5월'"]


def test_book_039_file_name_of_another_form__warning() -> None:
    assert told(book("phone_monitoring").renamed("정산서.xlsx")) == ["BOOK-039 warning kept - '정산서'"]


@pytest.mark.parametrize(
    "name", ["자료.xlsx", "최종_수정본(2).xlsx", "5월 10일 제출 4월 실적.xlsx", "하위/2021/4월.xlsx"]
)
def test_book_039_name_that_contradicts_nothing__ok(name: str) -> None:
    assert told(book("monthly_results", file=name)) == []
