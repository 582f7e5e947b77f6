"""Lines below the labels that are no rows, texts that continue in the next line, names written once for many rows."""

from __future__ import annotations

import pytest

from tests.support.markdown_book import Book, book, counted, run, run_without_figures, told

APOSTROPHE = "'"
NEWS = "## 소식지\n| 기관명 | 구분 | 제목 | 내용 | 일자 |\n"
MEETING = "| 권역회의 | 2021-04-15 | 회의실 | 예 | 3 | 2 | 1 | 1. 사례 나눔 | 함께 찾기로 함 |\n"
MEETINGS = (
    "## 회의결과\n| 회의구분 | 회의일 | 장소 | 구 총괄담당자 참석 | 찾동 수퍼바이저(명) | 대표기관 실무자(명)"
    " | 기타(명) | 주요안건 | 회의결과 |\n"
)


def monthly(text: str) -> Book:
    return book("monthly_results", text)


@pytest.mark.parametrize(
    "typed", ["해당없음", "실적 없음", "없음", "'-", "이번 달 소식 없음", "(4월 소식지 해당 없음)"]
)
def test_book_072_a_table_that_only_says_that_there_is_nothing__note(typed: str) -> None:
    odd = monthly(f"{NEWS}| {typed} | | | | |")
    assert told(odd) == [f"BOOK-072 note kept 소식지!A2 '{typed.lstrip(APOSTROPHE)}'"]
    assert run(odd).figures.get("newsletter_items", region=1, month=4).value == 0


def test_book_072_a_dash_in_every_cell__note() -> None:
    (line,) = told(monthly(f"{NEWS}| '- | '- | '- | '- | '- |"))
    assert line == "BOOK-072 note kept 소식지!A2 '-'"
    assert line.sentence == (
        "표에 '-'만 적혀 있어, 적을 것이 없다는 뜻으로 읽었습니다. 맞게 읽었으면 그대로 두셔도 됩니다. 적을 것이 "
        "없는 표는 비워 두시면 됩니다."
    )


def test_book_072_an_empty_table__ok() -> None:
    assert told(monthly(NEWS)) == []


def test_book_073_nothing_beside_another_row__warning() -> None:
    odd = monthly(f"{NEWS}| 복지관 | 행사 | 나눔 잔치 | | |\n| 해당없음 | | | | |")
    (line,) = told(odd)
    assert line == "BOOK-073 warning kept 소식지!A3 '해당없음'"
    assert line.sentence == (
        "표에 다른 줄이 있는데 한 줄에는 '해당없음'만 적혀 있습니다. 그 줄은 빼고 다른 줄을 읽었습니다. 다른 "
        "줄이 맞으면 이 줄을 지워 주세요. 적을 것이 없으면 다른 줄을 지워 주세요."
    )
    assert counted("newsletter_items", odd) == [1]


def test_book_073_an_organisation_without_a_title_is_a_row__ok() -> None:
    odd = monthly(f"{NEWS}| 복지관 | 행사 | 나눔 잔치 | | |\n| 녹번복지관 | 행사 | | | |")
    assert [line.split()[0] for line in told(odd)] == ["CELL-001"]


@pytest.mark.parametrize("units", [("", "(가구)", "(건)", "(건)"), ("(단위)", "[가구]", "건", "단위: 건")])
def test_book_074_a_line_of_units_below_the_labels__note(units: tuple[str, ...]) -> None:
    plain = book("monthly_results")
    odd = plain.rows_inserted("위기가구", 1, above=2)
    odd = odd.with_cells("위기가구", {f"{column}2": text for column, text in zip("ABCD", units, strict=True) if text})
    assert [line.rpartition(" ")[0] for line in told(odd)] == ["BOOK-074 note kept 위기가구!B2"]
    assert counted("households_found", odd) == counted("households_found", plain)


def test_book_074_units_in_a_row_with_a_number__ok() -> None:
    odd = book("monthly_results").with_cells("위기가구", {"C2": "(건)"})
    assert [line.split()[0] for line in told(odd)] == ["CELL-010"]


def test_book_075_an_agenda_that_goes_on_in_the_next_line__note() -> None:
    odd = monthly(f"{MEETINGS}{MEETING}| | | | | | | | 2. 예산 | |\n| | | | | | | | 3. 일정 | 다음 달에 또 봄 |")
    assert told(odd) == ["BOOK-075 note kept 회의결과!H8 '2. 예산'", "BOOK-075 note kept 회의결과!H9 '3. 일정'"]
    values = run_without_figures(odd).frames[("monthly_results", "meetings")].values
    assert values["agenda"].tolist() == ["1. 사례 나눔\n2. 예산\n3. 일정"]
    assert values["result"].tolist() == ["함께 찾기로 함\n다음 달에 또 봄"]
    assert counted("attendance", odd) == [3, 2, 1]


def test_book_075_a_title_of_its_own_may_be_another_item__ok() -> None:
    """It may be another item of the same organisation or the rest of the title; the region is asked."""
    odd = monthly(f"{NEWS}| 복지관 | 행사 | 나눔 잔치 | | |\n| | | 자원봉사 모집 | | |")
    assert {line.split()[0] for line in told(odd)} == {"CELL-001"}


@pytest.mark.parametrize("cells", [{"G8": "2명"}, {"H8": "2. 예산", "G8": "2명"}, {"D8": "아니오"}])
def test_book_075_a_number_or_a_choice_does_not_go_on(cells: dict[str, str]) -> None:
    odd = book("monthly_results").with_cells("회의결과", cells)
    assert "BOOK-075" not in {line.split()[0] for line in told(odd)}


def test_book_075_a_text_below_a_blank_line_goes_on_with_nothing__ok() -> None:
    odd = monthly(f"{MEETINGS}{MEETING}|\n| | | | | | | | 2. 예산 | |")
    assert "BOOK-075" not in {line.split()[0] for line in told(odd)}


@pytest.mark.parametrize("typed", ["이상입니다. 문의: 담당자", "끝.", "협조해 주셔서 감사합니다", "문의 : 사무국"])
def test_closing_words_below_the_news_are_no_item(typed: str) -> None:
    odd = monthly(f"{NEWS}| 복지관 | 행사 | 나눔 잔치 | | |\n|\n| {typed} | | | | |")
    assert {line.split()[0] for line in told(odd)} <= {"BOOK-016"}
    assert counted("newsletter_items", odd) == [1]


def test_book_076_the_round_only_in_the_first_row__note() -> None:
    odd = book("phone_monitoring").with_cells("모니터링", {"A8": "", "A9": ""})
    (line,) = told(odd)
    assert line == "BOOK-076 note kept 모니터링!A8 '1'"
    assert line.sentence == (
        "비어 있는 회차 칸(A8, A9)을 바로 위에 적힌 '1'로 읽었습니다. 맞게 읽었으면 그대로 두셔도 됩니다. 다른 "
        "것이면 그 칸에 적어 주세요."
    )
    assert counted("people", odd) == [20, 21, 22]


def test_book_076_the_project_only_in_the_first_row__note() -> None:
    rows = "| 이웃 살핌 | 안부 전화 | 3 | | | |\n| | 반찬 나눔 | | 8 | | |\n| | 말벗 | | 9 | | |"
    odd = monthly(
        "## 공동사업실적\n| 사업명 | 세부사업명 | 실적 건수(건) | 실적 인원(명) | 실적 횟수(회) | 내용 |\n" + rows
    )
    assert told(odd) == ["BOOK-076 note kept 공동사업실적!A3 '이웃 살핌'"]
    assert counted("project_people", odd) == [8, 9]


def test_book_076_a_round_that_was_forgotten_between_others__ok() -> None:
    odd = book("phone_monitoring").with_cells("모니터링", {"A9": ""})
    assert told(odd) == ["CELL-001 error row_left_out 모니터링!A9"]


def test_book_076_a_dong_is_not_taken_over_for_the_same_round__ok() -> None:
    odd = book("phone_monitoring").with_cells("모니터링", {"B8": ""})
    assert "CELL-001" in {line.split()[0] for line in told(odd)}


def test_book_077_a_line_of_another_unit__error() -> None:
    odd = book("settlement").rows_inserted("집행내역", 1, above=2).with_cells("집행내역", {"E2": "(천원)"})
    assert "BOOK-077 error return_refused 집행내역!E2 '천원'" in told(odd)


def test_book_077_a_line_of_the_forms_own_unit__ok() -> None:
    odd = book("settlement").rows_inserted("집행내역", 1, above=2).with_cells("집행내역", {"E2": "(원)"})
    assert [line.split()[0] for line in told(odd)] == ["BOOK-074"]


def test_a_spending_without_its_amount_is_no_text_that_goes_on() -> None:
    odd = book("settlement")
    last = max(row for row, _ in odd.sheets["집행내역"].cells)
    lines = told(odd.with_cells("집행내역", {f"C{last + 1}": "다과 구입"}))
    assert f"CELL-001 error row_left_out 집행내역!E{last + 1}" in lines


def test_a_dong_that_was_forgotten_in_the_next_round_is_not_guessed() -> None:
    """The row above is of another round, so it is unknown which dong was meant."""
    odd = book("phone_monitoring").with_cells("모니터링", {"A9": "2", "B9": ""})
    assert any(line.startswith("CELL-001 error row_left_out 모니터링!B9") for line in told(odd))


@pytest.mark.parametrize("label", ["2회차", "1회차"])
def test_a_label_of_one_round_is_not_the_label_of_the_rounds(label: str) -> None:
    assert any(
        "error return_refused" in line for line in told(book("phone_monitoring").with_cells("모니터링", {"A6": label}))
    )
