"""Counts and amounts: what is read, what is refused, and by which rule. Comments name the cases of the catalogue."""

from __future__ import annotations

import math

import pytest

from pipeline.model.cells import Cell
from pipeline.normalise import Reading, ValueState, read_amount, read_count
from tests.unit.normalise.making import boolean, check_refusal, day, error, number, text, uncalculated


def count(cell: Cell | None) -> Reading:
    return read_count(cell, units=("명",))


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        # C01: an exact number, grouped or not, with the allowed unit
        ("1,234명", 1234),
        ("1,234 명", 1234),
        ("12명", 12),
        ("1234", 1234),
        ("+5", 5),
        ("007", 7),
        ("999,999", 999999),
        # C02: full-width
        ("１２３", 123),
        ("１，２３４", 1234),
        ("１２명", 12),
        # C06: what cannot be seen
        ("12\u00a0", 12),
        ("\u300012", 12),
        ("1\u200b2", 12),
        ("\ufeff12명\u3164", 12),
        ("12\n", 12),
        # C11: float noise only
        ("3.0000000004", 3),
        ("12.0", 12),
    ],
)
def test_a_typed_count_is_read_with_a_note(typed: str, expected: int) -> None:
    reading = count(text(typed))
    assert (reading.value, reading.state, reading.problem) == (expected, ValueState.VALUE, "")
    assert reading.note_rule == "CELL-101"
    assert f"{expected:,}" in reading.note


def test_the_note_says_before_and_after() -> None:
    assert count(text("1,234명")).note == "'1,234명'을 1,234로 읽었습니다(단위 '명'을 뗌)."
    assert read_count(text("1차"), units=("차",)).note == "'1차'를 1로 읽었습니다(단위 '차'를 뗌)."
    assert count(text("１２３")).note == "'１２３'을 123으로 읽었습니다(전각 글자를 반각으로 바꿈)."
    assert count(text("12\u200b")).note == "'12'를 12로 읽었습니다(보이지 않는 글자 1개를 지움)."
    assert read_amount(text("635만원")).note == "'635만원'을 6,350,000원으로 읽었습니다(단위 '만원'을 환산)."


@pytest.mark.parametrize("value", [7, 7.0, 999_999])
def test_a_stored_whole_number_needs_no_note(value: int | float) -> None:
    reading = count(number(value))
    assert (reading.value, type(reading.value), reading.note, reading.note_rule) == (int(value), int, "", "")


def test_float_noise_in_a_stored_number_is_noted() -> None:
    reading = count(number(3.0000000004))
    assert (reading.value, reading.note_rule) == (3, "CELL-101")
    assert reading.note == "'3.0000000004'를 3으로 읽었습니다(소수점 아래의 계산 오차를 없앰)."


@pytest.mark.parametrize("cell", [number(0), number(0.0), number(-0.0), text("0"), text("0명"), text("０"), text("00")])
def test_a_typed_zero_is_zero(cell: Cell) -> None:
    reading = count(cell)
    assert (reading.value, reading.state) == (0, ValueState.ZERO)


@pytest.mark.parametrize(
    "typed", ["해당없음", "해당 없음", "해당사항 없음", "없음", "미실시", "-", "–", "—", "－", "−", "N/A", " - "]
)
def test_none_words_are_not_applicable_and_never_zero(typed: str) -> None:
    reading = count(text(typed))
    assert (reading.value, reading.state, reading.problem) == (None, ValueState.NOT_APPLICABLE, "")
    assert reading.note_rule == ("" if typed.replace(" ", "") == "해당없음" else "CELL-105")


@pytest.mark.parametrize("cell", [None, text(""), text("   "), text("\u00a0\u3000"), text("\u200b"), text("\n")])
def test_nothing_is_blank(cell: Cell | None) -> None:
    reading = count(cell)
    assert (reading.value, reading.state, reading.problem) == (None, ValueState.BLANK, "")
    assert reading.note_rule == ("" if cell is None else "CELL-106")
    assert reading.note == ("" if cell is None else "공백만 있는 칸을 빈칸으로 읽었습니다.")


REFUSED = [
    # C01
    ("CELL-011", "약 30|30여명|20~25|20~25명|20-25|30명 정도|3명 이상|여러 명|몇 명|30?|수십명|20명∼25명"),
    ("CELL-022", "3건|12회|635만원|5가구|1천|3 회"),
    ("CELL-023", "1,23|12,34명|1,2345|,5|1,,234"),
    ("CELL-027", "25+45|=SUM(D4:D9)|=1+2|3/5|2×3"),
    ("CELL-010", "삼십명 되는 듯|5..|1 234|1_000|12a|미정|상담 3 방문 2|3명(남1, 여2)|02-351-0000|()"),
    # C03, C04
    ("CELL-024", "ㅡ|.|..|ㅡ3|–3|―3|—3명|·|…"),
    ("CELL-019", "-3|−3|－3|△3|▲3명|-3명"),
    # C07
    ("CELL-012", "6O|l2|1O명|O|I0|1o|l|1,O00"),
    # C08
    ("CELL-013", "١٢٣|²|①|½|三|세 명|다섯명|열두명|Ⅲ|二十"),
    # C09
    ("CELL-014", "1e3|1E+05|0x10|1e400|1e3000000"),
    ("CELL-015", "TRUE|false|참"),
    # C10, C15
    ("CELL-016", "nan|inf|Infinity|∞"),
    ("CELL-017", "1234567890123456|12345678901234567|" + "9" * 400),
    ("CELL-025", "1000000|123456789012345"),
    # C11
    ("CELL-018", "12.5|0.5명|3.00001|1.2345"),
    # C13
    ("CELL-021", "85%|85 %|85퍼센트|85프로|０.５％"),
    # C19
    ("CELL-020", "2021-03-05|2021. 3. 5.|3월 5일|’21.3.5|21.03.05"),
    # C30
    ("CELL-028", "6_x0030_|_x0031_2|1_x002C_234"),
]


@pytest.mark.parametrize(("rule", "typed"), [(rule, word) for rule, words in REFUSED for word in words.split("|")])
def test_a_text_that_is_no_count_is_refused_by_the_rule_that_says_why(rule: str, typed: str) -> None:
    reading = count(text(typed))
    assert reading.state is ValueState.UNREADABLE
    check_refusal(reading, rule, text(typed))


@pytest.mark.parametrize(
    ("rule", "cell"),
    [
        # C09
        ("CELL-015", boolean(True)),
        ("CELL-015", boolean(False)),
        # C10, C15
        ("CELL-016", number(math.nan)),
        ("CELL-016", number(math.inf)),
        ("CELL-016", number(-math.inf)),
        ("CELL-017", number(10**15)),
        ("CELL-017", number(1e300)),
        ("CELL-017", number(10**5000)),
        ("CELL-025", number(1_000_000)),
        # C11
        ("CELL-018", number(12.5)),
        ("CELL-018", number(12.5, "0")),
        ("CELL-018", number(3.00001)),
        # C12
        ("CELL-019", number(-3)),
        ("CELL-019", number(-1, "#,##0_);[Red](#,##0)")),
        ("CELL-019", number(-0.0000000001 - 1)),
        # C13
        ("CELL-021", number(0.85, "0%")),
        ("CELL-021", number(1, "0%")),
        ("CELL-021", number(0.5, '0.0"%"')),
        # C14
        ("CELL-026", number(12000, "#,##0,")),
        ("CELL-026", number(12, '0"00"')),
        ("CELL-026", number(5, '#,##0"천명"')),
        ("CELL-022", number(3, '0"건"')),
        ("CELL-033", number(5, ";;;")),
        ("CELL-026", number(5, '"입력"')),
        # C19, C20
        ("CELL-020", day(44260)),
        ("CELL-020", day(42798)),
        ("CELL-020", number(0.5, "h:mm")),
        ("CELL-034", number(44260)),
        ("CELL-034", number(36526)),
        ("CELL-034", number(44260.0)),
        # C22
        ("CELL-031", uncalculated("SUM(D4:D9)")),
        ("CELL-031", uncalculated("")),
        ("CELL-031", uncalculated("B2*C2")),
        # C24
        ("CELL-030", error("#REF!")),
        ("CELL-030", error("#N/A", "VLOOKUP(A1,B:C,2,0)")),
        ("CELL-030", error("#DIV/0!")),
        ("CELL-030", error("#SPILL!")),
        ("CELL-030", error("#무엇")),
        # C25
        ("CELL-032", number(30, formula="[1]Sheet1!A1")),
        ("CELL-032", number(30, formula="'C:\\보고\\[실적.xlsx]3월'!$D$7")),
        ("CELL-032", number(30, formula='WEBSERVICE("x")')),
        ("CELL-032", text("30", formula="SUM([2]결과!B2:B9)")),
        ("CELL-032", uncalculated("[1]!대상자")),
    ],
)
def test_a_stored_value_that_is_no_count_is_refused_by_the_rule_that_says_why(rule: str, cell: Cell) -> None:
    reading = count(cell)
    assert reading.state is ValueState.UNREADABLE
    check_refusal(reading, rule, cell)


@pytest.mark.parametrize(
    "formula", ["SUM(D4:D9)", "표1[대상자]+1", "표1[대상자]-Sheet2!A1", "'3월'!A1", '"[1]Sheet1!A1"&""', "D4*2"]
)
def test_a_formula_of_the_own_workbook_is_a_number_like_any_other(formula: str) -> None:
    assert count(number(30, formula=formula)).value == 30


@pytest.mark.parametrize("code", ["#,##0", "0", "@", '#,##0"명"', '_-* #,##0_-;-* #,##0_-;_-* "-"_-;_-@_-', "[Red]0"])
def test_usual_number_formats_do_not_matter(code: str) -> None:
    assert count(number(44260, code)).value == 44260
    assert count(number(0, code)).state is ValueState.ZERO


@pytest.mark.parametrize("typed", ["−3", "－3", "-3", "△3", "▲ 3", "-3명"])
def test_a_minus_counts_where_the_column_allows_it(typed: str) -> None:
    assert read_count(text(typed), units=("명",), allow_negative=True).value == -3


def test_a_doubtful_minus_is_refused_even_there() -> None:
    assert read_count(text("ㅡ3"), allow_negative=True).problem == "CELL-024"
    assert read_count(text("△-3"), allow_negative=True).problem == "CELL-010"
    assert read_count(number(-3), allow_negative=True).value == -3


def test_a_column_without_units_takes_numbers_only() -> None:
    assert read_count(text("3명")).problem == "CELL-022"
    assert read_count(text("3")).value == 3
    assert "단위 없이" in str(read_count(text("3명")).words["allowed"])


def test_the_largest_number_is_the_columns_own() -> None:
    assert read_count(number(13), maximum=12).words["maximum"] == 12
    assert read_count(number(12), maximum=12).value == 12
    assert read_count(number(2_000_000), maximum=3_000_000).value == 2_000_000


def test_words_for_the_messages() -> None:
    assert count(text("6O명")).words["meant"] == "60"
    assert (read_amount(text("6O만원")).problem, read_amount(text("6O만원")).words["meant"]) == ("CELL-012", "60")
    assert count(number(12.5, "0")).words["seen"] == " 화면에는 '13'으로 보입니다."
    assert count(number(12.5)).words["seen"] == ""
    assert count(number(12.5)).words["stored"] == "12.5"
    assert count(number(12000, "#,##0,")).words["stored"] == "12,000"
    assert count(number(12000, "#,##0,")).typed == "12"
    assert count(number(44260)).words["date"] == "2021-03-05"
    assert read_count(number(44260), date_1904=True).words["date"] == "2025-03-06"
    assert count(error("#REF!")).words["reason"] == "수식이 가리키던 셀이 지워졌습니다"
    assert count(uncalculated("SUM(D4:D9)")).words["formula"] == "=SUM(D4:D9)"


AMOUNTS = [
    ("1,270,000원", 1_270_000),
    ("1270000", 1_270_000),
    ("₩1,000", 1_000),
    ("￦ 1,000", 1_000),
    ("635만원", 6_350_000),
    ("6,350천원", 6_350_000),
    ("6,350.5천원", 6_350_500),
    ("1.5백만원", 1_500_000),
    ("2억원", 200_000_000),
    ("1.55만원", 15_500),
    ("８，８５０천원", 8_850_000),
    ("500.00원", 500),
    ("6 만 원", 60_000),
]


@pytest.mark.parametrize(("typed", "expected"), AMOUNTS)
def test_amounts_are_exact_in_won(typed: str, expected: int) -> None:
    reading = read_amount(text(typed))
    assert (reading.value, reading.note_rule) == (expected, "CELL-101")
    assert f"{expected:,}원" in reading.note


@pytest.mark.parametrize(
    ("rule", "cell"),
    [
        ("CELL-022", text("635만")),
        ("CELL-022", text("6,350천")),
        ("CELL-022", text("3건")),
        ("CELL-035", text("0.5원")),
        ("CELL-035", text("1.23456천원")),
        ("CELL-035", number(1270.5)),
        ("CELL-026", number(6350000, "#,##0,")),
        ("CELL-026", number(6350, '#,##0"천원"')),
        ("CELL-026", number(6_350_000, '0.0,,"백만원"')),
        ("CELL-036", text("2.000천원")),  # two million, or two thousand
        ("CELL-010", text("1억2천만원")),
        ("CELL-010", text("금 일백만원정")),
        ("CELL-011", text("약 100만원")),
        ("CELL-019", text("-500원")),
        ("CELL-019", number(-500)),
        ("CELL-025", text("1,000억원")),
        ("CELL-021", number(0.5, "0%")),
        ("CELL-020", day(44260)),
        ("CELL-030", error("#VALUE!")),
    ],
)
def test_amounts_that_are_refused(rule: str, cell: Cell) -> None:
    check_refusal(read_amount(cell), rule, cell)


@pytest.mark.parametrize("code", ['General"명"', "[DBNum4][$-412]General", "[Red]General", 'General;-General;"없음"'])
def test_a_number_in_the_general_format_is_a_number_whatever_stands_around_it(code: str) -> None:
    assert read_count(number(182, code), units=("명",)).value == 182


def test_a_unit_around_the_general_format_counts_as_in_any_other() -> None:
    reading = read_amount(number(6350, 'General"천원"'))
    assert (reading.problem, reading.typed) == ("CELL-026", "6350천원")


@pytest.mark.parametrize("code", ["#,##0", '#,##0"원"', "[$₩-412]#,##0", '"₩"#,##0', "General", "₩#,##0"])
def test_an_amount_may_look_like_a_date_serial(code: str) -> None:
    assert read_amount(number(44260, code)).value == 44260


def test_a_refund_may_be_negative() -> None:
    assert read_amount(text("△1,000원"), allow_negative=True).value == -1000
    assert read_amount(text("0원")).state is ValueState.ZERO
    assert read_amount(text("해당없음")).state is ValueState.NOT_APPLICABLE
    assert read_amount(None).state is ValueState.BLANK


@pytest.mark.parametrize(("typed", "value"), [("12.", 12), ("12명.", 12), ("1,234.", 1234), ("0.", 0)])
def test_a_full_stop_behind_a_number_is_left_out_with_a_note(typed: str, value: int) -> None:
    reading = count(text(typed))
    assert (reading.value, reading.problem, reading.note_rule) == (value, "", "CELL-101")
    assert "끝의 점을 뗌" in reading.note


def test_a_sentence_of_up_to_40_letters_still_gets_the_reason_that_fits_it() -> None:
    assert count(text("약 " + "가" * 38)).problem == "CELL-011"
    assert count(text("약 " + "가" * 39)).problem == "CELL-010"
