"""Which number formats show a date: Korean built-in ones and codes as people write them (fact 5, C19)."""

from __future__ import annotations

import pytest

from pipeline.workbook.number_formats import BUILT_IN_FORMATS, shows_date

# The ko-kr table of ECMA-376 part 1, 18.8.30 (dates and times only).
KOREAN_TIMES = {18, 19, 20, 21, 32, 33, 45, 46, 47}
KOREAN_DATES = {14, 15, 16, 17, 22, *range(27, 32), *range(34, 37), *range(50, 59)}


def test_built_in_formats_divide_into_dates_times_and_numbers() -> None:
    assert {number for number, code in BUILT_IN_FORMATS.items() if shows_date(code)} == KOREAN_DATES
    assert not KOREAN_DATES & KOREAN_TIMES


@pytest.mark.parametrize(
    "code",
    [
        "yyyy-mm-dd",
        "YYYY. M. D.",
        'yyyy"년" m"월" d"일"',
        'm"월" d"일"',
        "m/d",
        'mm"월"',
        "mm",
        "[$-412]yyyy-mm-dd",
        "[$-F800]dddd, mmmm dd, yyyy",
        "yyyy-mm-dd h:mm",
        "m월 d일",
        "aaaa",
        "[$-411]ge.m.d",
        "[Red]yy/mm/dd;@",
        "yyyy\\-mm\\-dd\\ AM/PM\\ h:mm",
        "d-mmm;[Blue]0",
    ],
)
def test_a_code_with_a_day_a_month_or_a_year_shows_a_date(code: str) -> None:
    assert shows_date(code)


@pytest.mark.parametrize(
    "code",
    [
        "",
        "General",
        "GENERAL",
        "General;[Red]-General",
        "#,##0",
        "0.00E+00",
        "##0.0E+0",
        "h:mm",
        "[h]:mm:ss",
        "[mm]:ss",
        "mm:ss.0",
        "AM/PM h:mm",
        "오전/오후 h:mm",
        'h"시" mm"분"',
        '#,##0"명"',
        '0"day"',
        "0\\d",
        '"만든 날: "@',
        "[Red]#,##0",
        "[>=1000]#,##0,;0",
        '_-* #,##0_-;\\-* #,##0_-;_-* "-"_-;_-@_-',
        "@",
        "0;yyyy-mm-dd",
        '"unclosed yyyy',
        "000000-0000000",
    ],
)
def test_other_codes_show_none(code: str) -> None:
    assert not shows_date(code)
