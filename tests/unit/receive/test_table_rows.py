"""Which lines below the labels are rows: totals, end marks and remarks between them, numbers in other places."""

from __future__ import annotations

import pytest

from tests.support.markdown_book import Book, Line, book, counted, told

TOTAL = {"A10": "합계", "E10": "63", "F10": "303"}


def monitoring(cells: dict[str, str]) -> Book:
    """Three rows of round 1, 7 to 9, with 20, 21 and 22 people."""
    return book("phone_monitoring").with_cells("모니터링", cells)


def shifted(cells: dict[str, str], above: int) -> Book:
    """The same with an empty row above row ``above``, into which something is then written."""
    return book("phone_monitoring").rows_inserted("모니터링", 1, above).with_cells("모니터링", cells)


def of_rule(rule: str, odd: Book) -> list[Line]:
    return [line for line in told(odd) if line.startswith(rule)]


# -- totals and end marks -------------------------------------------------------------------------------------------


def test_a_subtotal_between_the_rows_closes_nothing() -> None:
    odd = shifted({"A9": "소계", "E9": "41", "F9": "201"}, above=9)
    assert told(odd) == []
    assert counted("people", odd) == [20, 21, 22]


def test_a_total_above_the_first_row_closes_nothing() -> None:
    odd = shifted({"A7": "합계", "E7": "63", "F7": "303"}, above=7)
    assert told(odd) == []
    assert counted("people", odd) == [20, 21, 22]


def test_a_row_below_an_end_mark_is_read_and_a_remark_there_is_told() -> None:
    odd = shifted({"A9": "- 끝 -", "A12": "1", "B12": "작년"}, above=9)
    assert told(odd) == ["BOOK-016 warning kept 모니터링!A12 '1'"]
    assert counted("people", odd) == [20, 21, 22]


@pytest.mark.parametrize(
    ("cells", "rule"),
    [
        ({"A12": "2", "B12": "녹번동", "C12": "2021-09-01"}, "BOOK-016"),  # three of the six required values
        ({"A12": "2", "B12": "녹번동", "C12": "2021-09-01", "D12": "2021-11-30"}, "BOOK-017"),
    ],
)
def test_a_line_below_the_total_is_a_row_where_most_of_what_is_asked_for_stands_in_it(
    cells: dict[str, str], rule: str
) -> None:
    odd = monitoring(TOTAL | cells)
    assert [line.split()[0] for line in told(odd) if line.startswith("BOOK-01")] == [rule]
    if rule == "BOOK-016":
        assert "('2' 등 3개 칸)" in of_rule(rule, odd)[0].sentence


def test_a_text_below_the_total_does_not_go_on_with_the_last_row() -> None:
    meeting = book("monthly_results").with_cells("회의결과", {"A8": "합계", "E8": "3", "H9": "2. 예산"})
    assert told(meeting) == ["BOOK-016 warning kept 회의결과!H9 '2. 예산'"]
    assert told(meeting.with_cells("회의결과", {"A8": "끝.", "E8": ""})) == told(meeting)


# -- what stands beside, lower down, above --------------------------------------------------------------------------


def test_book_048_names_every_lost_label_and_every_column_of_numbers() -> None:
    odd = book("monthly_results").with_cells("공동사업실적", {"C1": "", "D1": "", "E1": "", "E2": "4", "H2": "5"})
    (line,) = of_rule("BOOK-048", odd)
    assert line == "BOOK-048 error kept 공동사업실적!C1"
    assert line.sentence.startswith(
        "열 제목 '실적 건수(건)', '실적 인원(명)', '실적 횟수(회)'를 찾지 못했는데, 제목을 알 수 없는 C열, D열, E열, "
        "H열에 수가 적혀 있어 읽지 않았습니다."
    )


@pytest.mark.parametrize(
    ("cells", "told_as"),
    [
        ({"P30": "55", "Q30": "56"}, ["BOOK-047 warning kept 모니터링!P30 '55'"]),
        ({"P30": "55", "Q30": "확인"}, []),
        ({"P30": "55", "Q31": "56"}, []),  # a lone number in its line is a remark
        ({"P30": "55명", "Q30": "5건"}, ["BOOK-047 warning kept 모니터링!P30 '55명'"]),
        ({"P30": "2021-04-01", "Q30": "2021-04-02"}, []),
    ],
)
def test_book_047_two_numbers_in_a_line_lower_down_are_asked_about(cells: dict[str, str], told_as: list[str]) -> None:
    assert of_rule("BOOK-047", monitoring(cells)) == told_as


def test_book_047_names_the_numbers_beside_the_rows_and_lower_down_in_one_sentence() -> None:
    (line,) = of_rule("BOOK-047", monitoring({"K8": "7", "L7": "6", "P30": "55", "Q30": "56"}))
    assert line.startswith("BOOK-047 warning kept 모니터링!L7 '6'")
    assert "(L7, K8, P30, Q30)" in line.sentence


@pytest.mark.parametrize("row", [5, 4])
def test_book_070_a_row_between_the_header_block_and_the_labels(row: int) -> None:
    """The header block ends in row 3; texts in its own lines are no rows."""
    typed = {"A": "1", "B": "녹번동", "C": "2021-04-01", "D": "2021-06-30", "E": "7", "F": "8"}
    odd = monitoring({f"{column}{row}": text for column, text in typed.items()})
    assert of_rule("BOOK-070", odd) == [f"BOOK-070 warning kept 모니터링!A{row}"]


def test_book_070_a_total_above_the_labels_is_the_forms_own() -> None:
    odd = book("settlement").rows_inserted("집행내역", 2, above=1)
    odd = odd.with_cells("집행내역", {"A1": "합계", "C1": "모두", "D1": "가게", "E1": "870000", "F1": "-"})
    assert of_rule("BOOK-070", odd) == []


@pytest.mark.parametrize("labels", [{}, {"G9": "기관명", "H9": "구분", "I9": "제목"}])
def test_book_080_points_at_the_first_row_of_the_block(labels: dict[str, str]) -> None:
    news = {"G10": "녹번복지관", "H10": "행사", "I10": "나눔 잔치"}
    assert of_rule("BOOK-080", book("monthly_results").with_cells("소식지", labels | news)) == [
        "BOOK-080 warning kept 소식지!G10"
    ]


# -- a line of units ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("units", "told_as"),
    [
        (("(가구)", "(건)", "(건)"), ["BOOK-074 note kept 위기가구!B2 '가구'"]),
        (("(가구)", "(명)", "(건)"), ["BOOK-077 error return_refused 위기가구!C2 '명'"]),
        (
            ("(명)", "", "(곳)"),
            [
                "BOOK-077 error return_refused 위기가구!B2 '명'",
                "BOOK-077 error return_refused 위기가구!D2 '곳'",
            ],
        ),
    ],
)
def test_a_line_of_units_is_told_once_or_at_each_unit_that_is_not_the_forms(
    units: tuple[str, ...], told_as: list[str]
) -> None:
    odd = book("monthly_results").rows_inserted("위기가구", 1, above=2)
    cells = {f"{column}2": text for column, text in zip("BCD", units, strict=True) if text}
    assert of_rule("BOOK-07", odd.with_cells("위기가구", cells)) == told_as


def test_units_below_the_first_row_are_no_line_of_units() -> None:
    odd = book("monthly_results").with_cells("위기가구", {"A3": "", "B3": "(가구)", "C3": "(건)"})
    assert of_rule("BOOK-074", odd) == []


# -- names that stand once ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("row", "is_filled"),
    [
        ("| | 업무추진비 | 다과 | 5000 | 2 | =D3*E3 -> 10000 |", True),
        ("| | 업무추진비 | 다과 | | | |", True),  # two of the four that are asked for beside the project
        ("| | | 다과 | | | |", False),
    ],
)
def test_book_076_a_row_takes_the_project_above_where_half_of_it_is_filled_in(row: str, is_filled: bool) -> None:
    labels = "| 사업명 | 예산과목 | 산출내역 | 단가(원) | 수량 | 금액(원) |"
    first = "| 이웃 살핌 | 사무관리비 | 재료비 | 15000 | 4 | =D2*E2 -> 60000 |"
    plan = book("joint_project_plan", "\n".join(["## 소요예산", labels, first, row]))
    assert bool(of_rule("BOOK-076 note kept 소요예산!A3 '이웃 살핌'", plan)) is is_filled


def test_book_076_a_dong_that_comes_a_second_time_is_of_another_round() -> None:
    """Whether row 8 is the second round or a slip, nobody knows."""
    found = told(monitoring({"A8": "", "B8": "녹번동", "A9": ""}))
    assert "CELL-001 error row_left_out 모니터링!A8" in found
    assert not any(line.startswith("BOOK-076") for line in found)


# -- merges ---------------------------------------------------------------------------------------------------------


def test_book_014_a_round_merged_over_cells_of_numbers_is_a_number_for_several() -> None:
    odd = monitoring({"B7": "", "C7": "", "D7": "", "E7": ""}).merging("모니터링", "A7:E7")
    assert of_rule("BOOK-014", odd) == ["BOOK-014 error row_left_out 모니터링!A7 '1'"]
    assert counted("people", odd) == [21, 22]


def test_a_day_merged_over_a_cell_of_numbers_is_no_number() -> None:
    odd = monitoring({"D7": "", "E7": ""}).merging("모니터링", "C7:E7")
    assert [line.split()[0] for line in told(odd)] == ["CELL-001", "CELL-001"]


def test_a_merge_beside_the_table_or_over_its_labels_alone_says_nothing() -> None:
    odd = monitoring({"K6": "담당", "K7": "가"}).merging("모니터링", "K7:L9")
    assert not any(line.startswith(("BOOK-014", "BOOK-015", "BOOK-019")) for line in told(odd))
