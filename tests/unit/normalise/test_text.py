"""Texts, invisible characters, and what a message shows of a cell."""

from __future__ import annotations

import math
import unicodedata

import pytest

from pipeline.model.cells import Cell
from pipeline.normalise import ValueState, clean_text, date_of_serial, display_of, read_text, shortened
from tests.unit.normalise.making import boolean, check_refusal, day, error, number, text, uncalculated


@pytest.mark.parametrize(
    ("typed", "expected", "note"),
    [
        ("나눔 행사", "나눔 행사", ""),
        ("  나눔\n행사  ", "나눔\n행사", ""),
        ("나눔\r\n행사\r끝", "나눔\n행사\n끝", ""),
        (unicodedata.normalize("NFD", "은평"), "은평", ""),
        # C06
        ("나눔\u00a0행사", "나눔 행사", "글을 다듬었습니다(특수 공백을 보통 공백으로 바꿈)."),
        ("나\u200b눔\u200d", "나눔", "글을 다듬었습니다(보이지 않는 글자 2개를 지움)."),
        ("\u202e나눔", "나눔", "글을 다듬었습니다(보이지 않는 글자 1개를 지움)."),
        # C30
        ("나눔_x000D_\n행사", "나눔\n행사", ""),
        ("나눔_x0026_행사", "나눔&행사", "글을 다듬었습니다('_x0000_' 꼴로 저장된 글자를 되돌림)."),
        ("_x005F_x0030_", "_x0030_", "글을 다듬었습니다('_x0000_' 꼴로 저장된 글자를 되돌림)."),
        # Control characters that no document can hold
        ("나\x00눔\x1f", "나눔", "글을 다듬었습니다(보이지 않는 글자 2개를 지움)."),
        ("나\x0b눔\x7f\x9f", "나눔", "글을 다듬었습니다(보이지 않는 글자 3개를 지움)."),
        # Formulas and markup as text stay text
        ("=HYPERLINK(1)", "=HYPERLINK(1)", ""),
        ("없음", "없음", ""),
        ("신사1․2동 ㆍ 『』", "신사1․2동 ㆍ 『』", ""),
    ],
)
def test_a_text_is_cleaned_without_changing_what_is_seen(typed: str, expected: str, note: str) -> None:
    reading = read_text(text(typed))
    assert (reading.value, reading.note, reading.state) == (expected, note, ValueState.VALUE)
    assert reading.note_rule == ("CELL-103" if note else "")


@pytest.mark.parametrize("code", [*range(0x20), *range(0x7F, 0xA0), 0xFFFE, 0xFFFF, 0xD800, 0xDFFF])
def test_no_control_character_survives(code: int) -> None:
    kept = read_text(text(f"가{chr(code)}나")).value
    assert kept in ("가나", "가 나", "가\n나")
    assert read_text(text(f"가_x{code:04X}_나")).value == kept


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        (number(3), "3"),
        (number(3.0), "3"),
        (number(2.5), "2.5"),
        (number(0.1 + 0.2), "0.3"),
        (number(12, "0000"), "0012"),
        (number(1234567890123), "1234567890123"),
        (number(-3), "-3"),
    ],
)
def test_a_number_in_a_text_column_becomes_its_digits(cell: Cell, expected: str) -> None:
    assert read_text(cell).value == expected


def test_a_date_in_a_text_column_is_told() -> None:
    reading = read_text(day(44260))
    assert (reading.value, reading.note_rule) == ("2021-03-05", "CELL-107")
    assert reading.note == "날짜 2021-03-05을 글로 읽었습니다."


@pytest.mark.parametrize(
    ("rule", "cell"),
    [
        ("CELL-028", text("6_x0030_")),
        ("CELL-028", text("2021_x0030_년")),
        ("CELL-028", text("_x0031_권역")),
        ("CELL-060", text("가" * 2001)),
        ("CELL-015", boolean(False)),
        ("CELL-016", number(math.nan)),
        ("CELL-016", number(-math.inf)),
        ("CELL-030", error("#NAME?")),
        ("CELL-031", uncalculated("A1&B1")),
        ("CELL-032", text("가", formula="'[다른 파일.xlsx]3월'!A1")),
    ],
)
def test_texts_that_are_refused(rule: str, cell: Cell) -> None:
    check_refusal(read_text(cell), rule, cell)


def test_a_long_text_says_how_long() -> None:
    assert read_text(text("가" * 2000)).state is ValueState.VALUE
    assert read_text(text("가" * 51), maximum=50).words == {"length": 51, "maximum": 50}


@pytest.mark.parametrize("cell", [None, text(""), text(" \n "), text("\u200b\u00a0"), text("\x00")])
def test_nothing_is_blank(cell: Cell | None) -> None:
    assert read_text(cell).state is ValueState.BLANK


@pytest.mark.parametrize("typed", ["-", "–", "해당없음", "해당 없음", "N/A"])
def test_not_applicable_texts(typed: str) -> None:
    assert read_text(text(typed)).state is ValueState.NOT_APPLICABLE


def test_cleaning_a_text_counts_what_it_removed_and_changed() -> None:
    cleaned = clean_text("\u00a0가\u200b\x01나_x0031_ ")
    assert (cleaned.text, cleaned.removed, cleaned.spaces, cleaned.unescaped) == ("가나1", 2, 1, "1")


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        (None, ""),
        (text("1,234명"), "1,234명"),
        (text("녹번종합\n사회복지관"), "녹번종합 사회복지관"),
        (text("가" * 100), "가" * 79 + "…"),
        (number(1234), "1234"),
        (number(1234, "#,##0"), "1,234"),
        (number(1234, '#,##0"명"'), "1,234명"),
        (number(-1234, "#,##0"), "-1,234"),
        (number(-1234, "#,##0_);[Red](#,##0)"), "(1,234)"),
        (number(-5, "#,##0 ;[Red]-#,##0 "), "-5"),
        (number(0, '_-* #,##0_-;-* #,##0_-;_-* "-"_-;_-@_-'), "-"),
        (number(0.85, "0%"), "85%"),
        (number(0.8515, "0.0%"), "85.2%"),
        (number(6350000, "#,##0,"), "6,350"),
        (number(6350000, "#,##0.0,,"), "6.4"),
        (number(6350, '#,##0"천원"'), "6,350천원"),
        (number(1270000, "[$₩-412]#,##0"), "₩1,270,000"),
        (number(2.5, "0"), "3"),  # as Excel rounds, not to the even number
        (number(12, "0000"), "0012"),
        (number(5, ";;;"), "5"),
        (number(3, "# ?/?"), "3"),
        (number(1e300, "#,##0"), "1e+300"),
        (number(math.nan, "0"), "nan"),
        (number(1.5, "0." + "0" * 40), "1.500000000"),
        (day(44260), "2021-03-05"),
        (day(44260.5), "2021-03-05 12:00"),
        (day(-1), "-1"),
        (boolean(True), "참(TRUE)"),
        (boolean(False), "거짓(FALSE)"),
        (error("#REF!"), "#REF!"),
        (uncalculated("SUM(D4:D9)"), "=SUM(D4:D9)"),
        # Personal data is masked, as text and as a number
        (text("문의 010-1234-5678"), "문의 ***-****-****"),
        (number(9001011234567), "*************"),
        (number(9001011234567, "#,##0"), "*" * 17),
        (number(1012345678), "**********"),
        (number(1012345678, "#,##0"), "1,012,345,678"),
    ],
)
def test_what_the_sender_sees(cell: Cell | None, expected: str) -> None:
    assert display_of(cell) == expected


def test_the_calendar_of_old_macs() -> None:
    assert display_of(day(44260), date_1904=True) == "2025-03-06"
    assert display_of(day(42798), date_1904=True) == "2021-03-05"


@pytest.mark.parametrize(
    ("serial", "expected"),
    [
        (1, "1900-01-01"),
        (59, "1900-02-28"),
        (60, None),
        (61, "1900-03-01"),
        (44260.99, "2021-03-05"),
        (2958465, "9999-12-31"),
        (2958466, None),
        (0, None),
        (0.5, None),
        (-1, None),
        (math.nan, None),
        (math.inf, None),
    ],
)
def test_days_of_serials(serial: float, expected: str | None) -> None:
    found = date_of_serial(serial)
    assert (str(found) if found else None) == expected


def test_masking_comes_before_shortening() -> None:
    assert "1234567" not in shortened("가" * 65 + " 900101-1234567")
