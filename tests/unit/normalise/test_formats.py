"""Number formats that show another value than is stored: read with certainty or asked about, never silently."""

from __future__ import annotations

from datetime import date

import pytest

from pipeline.model.cells import Cell, CellKind
from pipeline.normalise import (
    RegionList,
    ValueState,
    clean_text,
    display_of,
    read_amount,
    read_count,
    read_date,
    read_month,
    read_region,
)
from pipeline.normalise.display import shows_clock
from tests.unit.normalise import making


@pytest.mark.parametrize(
    ("value", "code", "shown", "rule"),
    [
        (12, '[>=10]"120";0', "120", "CELL-026"),
        (30, '"약 "0"명"', "약 30명", "CELL-011"),
        (30, '0"여명"', "30여명", "CELL-011"),
        (20, '0"명 이상"', "20명 이상", "CELL-011"),
        (6000, "0,천원", "6천원", "CELL-026"),
        (6350000, "#,##0,", "6,350", "CELL-026"),
        (12, '0"."0', "12.", "CELL-026"),
        (6, '0"0"', "60", "CELL-026"),
        (6, "0*0", "60", "CELL-026"),
        (5, '"-"0', "-5", "CELL-026"),
        (5, '"합 -"0', "합 -5", "CELL-026"),
        (12345, '0"여명"', "12345여명", "CELL-011"),
        (5, '"△"0', "△5", "CELL-026"),
        (30, '"완료"', "완료", "CELL-026"),
        (1234567, "0.00E+00", "1.23E+06", "CELL-026"),
        (0.4, "0", "0", "CELL-018"),
        (5, ";;;", "5", "CELL-033"),
    ],
)
def test_a_number_that_looks_like_another_is_refused(value: float, code: str, shown: str, rule: str) -> None:
    cell = making.number(value, code)
    reading = read_count(cell, units=("명",), maximum=10**9)
    assert (reading.problem, reading.state) == (rule, ValueState.UNREADABLE)
    assert display_of(cell) == shown or code in ('0"."0', ";;;")


@pytest.mark.parametrize(
    ("value", "code"),
    [
        (30, '"전년 "0'),
        (30, '0"명(예정)"'),
        (2, "0.000"),
        (1000, "[$$-409]#,##0"),
        (0, '0;-0;"미정"'),
    ],
)
def test_words_of_a_format_are_told_beside_the_number(value: float, code: str) -> None:
    reading = read_amount(making.number(value, code))
    assert (reading.value, reading.note_rule) == (value, "CELL-110")


@pytest.mark.parametrize(
    ("value", "code"),
    [
        (9, '[>=10]"120";0'),
        (9, '[>=10]"120"'),
        (30, '0"명"'),
        (30, '"총 "0"명"'),
        (1, '"제"0"회"'),
        (2, '"제"0"회차"'),
        (1500, "#,##0_);[Red](#,##0)"),
        (1500, '_-"₩"* #,##0_-;\\-"₩"* #,##0_-;_-"₩"* "-"_-;_-@_-'),
        (0, '_-* #,##0_-;\\-* #,##0_-;_-* "-"_-;_-@_-'),
        (1200, "0.0E+00"),
        (30, '[<100]0"명";#,##0"명"'),
        (30, "[Blue]0"),
        (7, "General"),
        (7, '_(* #,##0_);_(* (#,##0);_(* "-"??_);_(@_)'),
    ],
)
def test_a_number_that_shows_itself_needs_no_word(value: float, code: str) -> None:
    reading = read_count(making.number(value, code), units=("명", "회"))
    assert (reading.value, reading.note) == (value, "")


@pytest.mark.parametrize(
    "code", ['-#,##0;\\-"₩"#,##0', "#,##0;(#,##0)", '#,##0;"△"#,##0', "#,##0;[Red]-#,##0", '0"원";(0"원")']
)
def test_a_minus_may_be_written_in_every_usual_way(code: str) -> None:
    reading = read_amount(making.number(-1500, code), allow_negative=True)
    assert (reading.value, reading.note) == (-1500, "")


@pytest.mark.parametrize("code", ["#,##0;[Red]#,##0", "#,##0;[Red]#,##0_);0"])
def test_a_minus_that_only_a_colour_shows_is_told(code: str) -> None:
    cell = making.number(-254320, code)
    refused = read_amount(cell)
    assert (refused.problem, refused.typed) == ("CELL-019", "254,320")
    told = " 저장된 값은 -254,320인데 셀 서식이 빼기 표시(-)를 보이지 않게 합니다."
    assert refused.words == {"hidden": told}
    allowed = read_amount(cell, allow_negative=True)
    assert (allowed.value, allowed.note_rule) == (-254320, "CELL-110")
    assert allowed.note == "'254,320'을 -254,320원으로 읽었습니다(셀 서식이 빼기 표시를 보이지 않게 함)."


@pytest.mark.parametrize(("code", "shown"), [("#,##0", "-500"), ("#,##0;(#,##0)", "(500)"), ("0;△0", "△500")])
def test_a_minus_that_can_be_seen_needs_no_further_word(code: str, shown: str) -> None:
    refused = read_amount(making.number(-500, code))
    assert (refused.problem, refused.typed, refused.words) == ("CELL-019", shown, {"hidden": ""})


def test_text_that_its_format_makes_another_number() -> None:
    reading = read_count(_formatted("3", '"1""2"@"4""0명"'))
    assert (reading.problem, reading.typed, reading.words) == ("CELL-026", "12340명", {"stored": "'3'"})
    hidden = read_count(_formatted("3", ";;;"))
    assert (hidden.problem, hidden.typed, hidden.words) == ("CELL-033", "3", {"stored": "'3'"})
    assert read_count(_formatted("3", "@")).value == 3
    assert read_count(_formatted("3", '@"명"')).value == 3


@pytest.mark.parametrize("text", ["2.000", "1.270.000", "2.000명", "12.345"])
def test_a_point_before_three_digits_is_asked_about(text: str) -> None:
    assert read_count(making.text(text), units=("명",)).problem == "CELL-036"


@pytest.mark.parametrize(("text", "value"), [("2.0", 2), ("2,000.000", 2000), ("0.000", 0), ("12.00", 12)])
def test_a_point_that_can_only_be_a_decimal_one_is_read(text: str, value: int) -> None:
    assert read_count(making.text(text)).value == value


@pytest.mark.parametrize("serial", [44385.99939814815, 44385.99999999, 44385.625, 44385.9583333333])
def test_a_time_that_may_belong_to_the_next_day_is_asked_about(serial: float) -> None:
    reading = read_date(making.day(serial), year=2021)
    assert reading.note_rule == "CELL-111"
    assert "2021-07-09" in reading.note


def test_a_time_that_the_cell_shows_is_its_own_day() -> None:
    cell = Cell(1, 1, CellKind.NUMBER, 44385.625, "44385.625", number_format="yyyy-mm-dd hh:mm", is_date=True)
    assert read_date(cell, year=2021).note_rule == "CELL-102"


@pytest.mark.parametrize(("code", "shown"), [("h", True), ("[H]", False), ("mm:ss", True), ("SS", True), ("d", False)])
def test_a_format_shows_the_time_of_day_by_its_hours_or_seconds(code: str, shown: bool) -> None:
    assert shows_clock(code) is shown


def test_a_utc_time_that_may_be_another_day_in_korea_is_noted() -> None:
    cell = Cell(1, 1, CellKind.NUMBER, 44439.7, "2021-08-31T16:48:00Z", number_format="yyyy-mm-dd", is_date=True)
    assert read_date(cell, year=2021).note_rule == "CELL-111"
    assert read_date(making.text("2021-07-08 23:59:08"), year=2021).note_rule == "CELL-111"


def test_a_format_that_makes_another_day_of_it_is_told() -> None:
    cell = Cell(1, 1, CellKind.NUMBER, 44385, "44385", number_format='"2021-08-"dd', is_date=True)
    reading = read_date(cell, year=2021)
    assert (reading.value, reading.note_rule) == (date(2021, 7, 8), "CELL-110")
    assert reading.note == "'2021-07-08'을 2021-07-08로 읽었습니다(셀 서식이 날짜를 다르게 보이게 할 수 있음)."


@pytest.mark.parametrize(
    ("code", "rule"), [("0", ""), ('"제"0"권역"', ""), ('[>=1]"3";0', "CELL-026"), ('0"0"', "CELL-026")]
)
def test_a_number_that_names_something_must_show_itself(code: str, rule: str) -> None:
    regions = RegionList({1: ["녹번종합사회복지관"], 3: ["복지관"]})
    cell = making.number(1, code)
    assert (read_region(cell, regions).problem, read_month(cell).problem) == (rule, rule)
    if rule:
        assert read_region(cell, regions).words == read_month(cell).words == {"stored": "1"}


def test_private_letters_become_what_they_show() -> None:
    cleaned = clean_text("\U000f02b1 안내\U000f02ef모집 \ue123")
    assert cleaned.text == "① 안내·모집 ?"
    assert (cleaned.signs, cleaned.unknown) == (2, 1)


def _formatted(text: str, code: str) -> Cell:
    return Cell(1, 1, CellKind.TEXT, text, number_format=code)
