"""Dates and months: the closed grammar, and what it refuses. Day serials are calculated from 44260 = 2021-03-05."""

from __future__ import annotations

from datetime import date

import pytest

from pipeline.model.cells import Cell
from pipeline.normalise import Reading, ValueState, display_of, read_date, read_month
from tests.unit.normalise.making import boolean, check_refusal, day, error, number, text, uncalculated

MARCH_5 = date(2021, 3, 5)  # a Friday


def march(cell: Cell | None) -> Reading:
    """Read as in a form of March 2021."""
    return read_date(cell, year=2021, month=3)


@pytest.mark.parametrize(
    "typed",
    [
        # C17
        "'21.3.5",
        "’21. 3. 5.",
        "‘21.3.5",
        "’21년 3월 5일",
        "2021.3.5.",
        "2021.3.5",
        "2021. 3. 5.",
        "2021. 03. 05.",
        "2021. 3. 5.(금)",
        "2021.03.05(금)",
        "2021. 3. 5. (금)",
        "2021-03-05(금요일)",
        "2021.3.5 금요일",
        "2021-3-5",
        "2021/3/5",
        "2021 / 03 / 05",
        "2021년 3월 5일",
        "2021년3월5일",
        "2021년 03월 05일(금)",
        "3월 5일",
        "3월5일(금)",
        "03월 05일",
        "3. 5.",
        "3.5",
        "3.5.",
        "03.05",
        "5일",
        "05일",
        "5일(금)",
        "20210305",
        "21.3.5",
        "21. 03. 05.",
        "21년 3월 5일",
        # C18, where the form's own month tells the order
        "21-03-05",
        "21/3/5",
        "210305",
        "21-03-05(금)",
        # C02, C06
        "２０２１．３．５",
        "2021\u00a0년 3월 5일",
        "2021-03-05\u200b",
        "\u30002021. 3. 5.",
        # A time of day is dropped
        "2021-03-05 14:30:00",
        "2021-03-05T14:30",
        "3.5 14시",
        "3월 5일 오후 2시 30분",
        "3. 5.(금) 14:00~16:00",
        "3.5.(금) 2시반",
        "2021. 3. 5. 오전 10시경",
    ],
)
def test_a_date_of_the_grammar_is_read_with_a_note(typed: str) -> None:
    reading = march(text(typed))
    assert (reading.value, reading.state, reading.problem) == (MARCH_5, ValueState.VALUE, "")
    assert reading.note_rule == "CELL-102"
    assert "2021-03-05로 읽었습니다" in reading.note


@pytest.mark.parametrize(
    ("typed", "expected", "rule"),
    [
        ("3/5", date(2021, 3, 5), "CELL-120"),
        ("3/5(금)", date(2021, 3, 5), "CELL-120"),
        ("3/15", date(2021, 3, 15), "CELL-102"),
        ("3 / 15", date(2021, 3, 15), "CELL-102"),
        ("3/3", date(2021, 3, 3), "CELL-102"),
        ("4/15", date(2021, 4, 15), "CELL-102"),
        ("12/13", date(2021, 12, 13), "CELL-102"),
    ],
)
def test_month_and_day_with_a_stroke(typed: str, expected: date, rule: str) -> None:
    """Where the form's month only makes the order likely, the sender is asked."""
    reading = march(text(typed))
    assert (reading.value, reading.note_rule) == (expected, rule)


def test_without_a_month_of_the_form_only_a_day_above_12_tells_the_order() -> None:
    assert read_date(text("4/15"), year=2021).value == date(2021, 4, 15)
    assert [read_date(text(typed), year=2021).problem for typed in ("3/5", "21-03-05", "210305")] == ["CELL-041"] * 3


def test_a_short_date_is_read_where_its_last_number_cannot_be_the_year_as_well() -> None:
    assert read_date(text("21-04-21"), year=2021, month=4).value == date(2021, 4, 21)  # 21 is the year in either order
    assert read_date(text("21-04-22"), year=2021, month=4).problem == "CELL-041"  # or the 21st in 2022


def test_six_digits_that_are_a_number_are_the_day_that_they_spell() -> None:
    assert march(number(210305)).value == MARCH_5
    assert march(number(210405)).problem == "CELL-040"


def test_full_iso_text_needs_no_note() -> None:
    assert march(text("2021-03-05")) == Reading(MARCH_5, ValueState.VALUE, "2021-03-05")
    assert march(text(" 2021-03-05 ")).note == ""


def test_the_note_says_before_and_after() -> None:
    assert march(text("’21.3.5")).note == "'’21.3.5'를 2021-03-05로 읽었습니다."
    assert march(text("2021-03-05 14:30:00")).note.endswith("2021-03-05로 읽었습니다(시각은 뺌).")
    assert march(text("2021-03-05 00:00:00")).note.endswith("2021-03-05로 읽었습니다.")


@pytest.mark.parametrize(
    ("typed", "year", "expected"),
    [
        ("20.12.31", 2021, date(2020, 12, 31)),
        ("22.1.2", 2021, date(2022, 1, 2)),
        ("21.3.21", 2021, date(2021, 3, 21)),
        ("’22.3.5", 2022, date(2022, 3, 5)),
        ("3.5", 2022, date(2022, 3, 5)),
        ("12월 31일", 2020, date(2020, 12, 31)),
        ("2.29", 2024, date(2024, 2, 29)),
        ("2019-12-31", 2021, date(2019, 12, 31)),
    ],
)
def test_the_forms_year_completes_a_date(typed: str, year: int, expected: date) -> None:
    assert read_date(text(typed), year=year, month=None).value == expected


@pytest.mark.parametrize(
    ("rule", "typed"),
    [
        # C18
        ("CELL-041", "03/05/2021"),
        ("CELL-041", "05.03.21"),
        ("CELL-041", "5.3.2021"),
        ("CELL-041", "3-5"),
        ("CELL-041", "5/3"),  # the third of May, or the fifth of March
        ("CELL-041", "21-04-05"),
        ("CELL-041", "20-03-21"),
        ("CELL-041", "210405"),
        ("CELL-042", "3/32"),
        # C17: a year that is not near the form's
        ("CELL-044", "’05.3.5"),
        ("CELL-044", "19.3.5"),
        ("CELL-044", "99년 3월 5일"),
        # C21
        ("CELL-042", "2021-02-29"),
        ("CELL-042", "21.13.5"),
        ("CELL-042", "2021.4.31"),
        ("CELL-042", "0월 5일"),
        ("CELL-042", "3월 0일"),
        ("CELL-042", "32일"),
        ("CELL-042", "20210230"),
        ("CELL-048", "2121-03-05"),
        ("CELL-048", "0021-03-05"),
        ("CELL-048", "1999. 12. 31."),
        ("CELL-048", "19991231"),
        ("CELL-045", "단기 4354년 3월 5일"),
        ("CELL-045", "令和3年3月5日"),
        ("CELL-045", "R3.3.5"),
        # The weekday must be right
        ("CELL-043", "2021. 3. 5.(목)"),
        ("CELL-043", "3월 5일(토)"),
        ("CELL-043", "2021-03-05 월요일"),
        # Not one whole day
        ("CELL-046", "3월"),
        ("CELL-046", "2021.3"),
        ("CELL-046", "2021년 3월"),
        ("CELL-046", "2021"),
        ("CELL-047", "3.5~3.7"),
        ("CELL-047", "3월 5일 ~ 7일"),
        ("CELL-047", "매월 둘째 주"),
        ("CELL-047", "2021-03-05, 2021-03-12"),
        ("CELL-049", "미정"),
        ("CELL-049", "3월 중"),
        ("CELL-049", "추후 협의"),
        ("CELL-049", "상반기"),
        ("CELL-040", "2021.3-5"),
        ("CELL-040", "구정"),
        ("CELL-040", "2021.3.5" * 20),
        ("CELL-040", "二〇二一年三月五日"),
        # C30
        ("CELL-028", "2021-03-0_x0035_"),
    ],
)
def test_a_text_that_is_no_date_is_refused_by_the_rule_that_says_why(rule: str, typed: str) -> None:
    reading = march(text(typed))
    assert reading.state is ValueState.UNREADABLE
    check_refusal(reading, rule, text(typed))


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ("2021-02-29", "2021년 2월은 28일까지입니다."),
        ("2020-02-30", "2020년 2월은 29일까지입니다."),
        ("9월 31일", "2021년 9월은 30일까지입니다."),
        ("21.13.5", "13월은 없는 달입니다."),
        ("3월 0일", "0일은 없는 날입니다."),
    ],
)
def test_an_impossible_date_says_why(typed: str, reason: str) -> None:
    assert march(text(typed)).words["reason"] == reason


def test_a_wrong_weekday_names_the_right_one() -> None:
    words = march(text("2021. 3. 5.(목)")).words
    assert (words["date"], words["actual"], words["weekday"]) == ("2021-03-05", "금", "목")


def test_a_bare_day_needs_the_forms_month() -> None:
    assert read_date(text("5일"), year=2021, month=None).problem == "CELL-046"
    assert read_date(text("5일"), year=2021, month=4).value == date(2021, 4, 5)
    assert read_date(text("31일"), year=2021, month=4).words["reason"] == "2021년 4월은 30일까지입니다."


@pytest.mark.parametrize(
    ("cell", "date_1904", "expected", "noted"),
    [
        (day(44260), False, MARCH_5, False),
        (day(44260.0), False, MARCH_5, False),
        (number(44260, 'yyyy"년" mm"월" dd"일"', is_date=True), False, MARCH_5, False),  # C19, Korean built-in 31
        (day(36526), False, date(2000, 1, 1), False),
        (day(73415), False, date(2100, 12, 31), False),
        (day(42798), True, MARCH_5, False),  # C20
        (day(44260), True, date(2025, 3, 6), False),
        (day(44260.604), False, MARCH_5, True),
        (number(44260), False, MARCH_5, True),  # C19
        (number(44260, "#,##0"), False, MARCH_5, True),
        (number(42798), True, MARCH_5, True),
        (number(20210305), False, MARCH_5, True),
        (number(20210305, "0"), False, MARCH_5, True),
    ],
)
def test_stored_dates_and_serials(cell: Cell, date_1904: bool, expected: date, noted: bool) -> None:
    reading = read_date(cell, year=2021, month=None, date_1904=date_1904)
    assert (reading.value, bool(reading.note), reading.problem) == (expected, noted, "")
    assert reading.note_rule == ("CELL-102" if noted else "")


@pytest.mark.parametrize(
    ("rule", "cell"),
    [
        # C19, C21
        ("CELL-048", day(60)),
        ("CELL-048", day(36525)),
        ("CELL-048", day(73416)),
        ("CELL-048", day(-1)),
        ("CELL-048", day(0)),
        ("CELL-048", day(float("inf"))),
        ("CELL-048", day(float("nan"))),
        ("CELL-048", day(1e300)),
        ("CELL-040", number(5)),
        ("CELL-040", number(36525)),
        ("CELL-040", number(-44260)),
        ("CELL-040", number(10**30)),
        ("CELL-048", number(21210305)),
        ("CELL-042", number(20210231)),
        ("CELL-041", number(3.5)),  # 3.1 may have been 3.10
        ("CELL-041", number(12.25)),
        ("CELL-015", boolean(True)),
        ("CELL-030", error("#VALUE!")),
        ("CELL-030", error("#N/A")),
        ("CELL-031", uncalculated("TODAY()")),
        ("CELL-032", number(44260, "yyyy-mm-dd", is_date=True, formula="[1]일정!B2")),
    ],
)
def test_stored_values_that_are_no_date(rule: str, cell: Cell) -> None:
    check_refusal(march(cell), rule, cell)


@pytest.mark.parametrize("typed", ["-", "해당없음", "없음", "미실시"])
def test_none_words_are_not_applicable(typed: str) -> None:
    assert march(text(typed)).state is ValueState.NOT_APPLICABLE


@pytest.mark.parametrize("cell", [None, text(""), text(" \u200b ")])
def test_nothing_is_blank(cell: Cell | None) -> None:
    assert march(cell).state is ValueState.BLANK
    assert read_month(cell).state is ValueState.BLANK


@pytest.mark.parametrize(
    ("cell", "expected", "noted"),
    [
        (number(3), 3, False),
        (number(12.0), 12, False),
        (text("3월"), 3, False),
        (text("3"), 3, True),
        (text("03"), 3, True),
        (text("３월"), 3, True),
        (text("3월분"), 3, True),
        (text("2021년 3월"), 3, True),
        (text("2021. 3."), 3, True),
        (text("2021-03"), 3, True),
        (text("3월말"), 3, True),
        (text("3월 실적"), 3, True),
        (text("3월분 활동 결과"), 3, True),
        (text("21년 3월"), 3, True),
        (text("’21년 3월"), 3, True),
        (text("제3월"), 3, True),
        (text("1월분"), 1, True),
        (text("12월분"), 12, True),
        (day(44260), 3, True),
    ],
)
def test_months(cell: Cell, expected: int, noted: bool) -> None:
    reading = read_month(cell, year=2021)
    assert (reading.value, bool(reading.note), reading.problem) == (expected, noted, "")
    assert reading.typed == display_of(cell)


@pytest.mark.parametrize(
    ("rule", "cell"),
    [
        ("CELL-051", number(0)),
        ("CELL-051", number(13)),
        ("CELL-051", number(3.5)),
        ("CELL-051", number(float("nan"))),
        ("CELL-051", text("13월")),
        ("CELL-051", text("삼월")),
        ("CELL-051", text("3~4월")),
        ("CELL-051", text("1분기")),
        ("CELL-052", text("2020년 3월")),
        ("CELL-052", text("20년 3월 실적")),
        ("CELL-051", text("3월, 4월 실적")),
        ("CELL-051", text("21.3")),
        ("CELL-052", day(43895)),
        ("CELL-015", boolean(True)),
        ("CELL-030", error("#REF!")),
        ("CELL-028", text("_x0033_월")),
    ],
)
def test_months_that_are_refused(rule: str, cell: Cell) -> None:
    check_refusal(read_month(cell, year=2021), rule, cell)


def test_the_month_of_a_day_in_the_calendar_of_old_macs() -> None:
    reading = read_month(day(42798), year=2021, date_1904=True)
    assert (reading.value, reading.typed, reading.problem) == (3, "2021-03-05", "")


def test_a_month_of_any_year_where_the_form_has_none() -> None:
    assert read_month(text("2020년 3월")).value == 3
    assert read_month(text("해당없음")).state is ValueState.NOT_APPLICABLE
