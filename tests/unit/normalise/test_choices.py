"""Choices: only listed names are accepted; the nearest one is suggested but never assumed."""

from __future__ import annotations

import pytest

from pipeline.model.cells import Cell
from pipeline.normalise import NameList, RegionList, ValueState, read_choice, read_name, read_region, read_yes_no
from tests.unit.normalise.making import boolean, check_refusal, day, error, number, text, uncalculated

KINDS = ("행사", "모집", "인사", "자원", "기타")
STAGES = ("1단계 협력 필요성", "2단계 협력 환경조성", "3단계 협력 도전")


@pytest.mark.parametrize(
    ("typed", "choices", "expected", "noted"),
    [
        ("행사", KINDS, "행사", False),
        (" 행사 ", KINDS, "행사", False),
        ("행 사", KINDS, "행사", True),
        ("행사\u200b", KINDS, "행사", True),
        ("‘행사’", KINDS, "행사", True),
        ("1단계협력 필요성", STAGES, "1단계 협력 필요성", True),
        ("１단계 협력 필요성", STAGES, "1단계 협력 필요성", True),
        ("1단계", STAGES, "1단계 협력 필요성", True),
        ("mou", ("교육", "MOU"), "MOU", True),
    ],
)
def test_a_listed_choice_is_read(typed: str, choices: tuple[str, ...], expected: str, noted: bool) -> None:
    reading = read_choice(text(typed), choices, {"1단계": "1단계 협력 필요성"} if choices is STAGES else {})
    assert (reading.value, reading.problem, bool(reading.note)) == (expected, "", noted)
    assert reading.note_rule == ("CELL-104" if noted else "")


def test_a_number_may_be_a_choice() -> None:
    assert read_choice(number(1), ("1", "2")).value == "1"
    assert read_choice(number(1.0), ("1", "2")).value == "1"
    assert read_choice(day(44260), ("1", "2")).typed == "2021-03-05"


def test_a_listed_none_word_is_a_choice_and_an_unlisted_one_is_not_applicable() -> None:
    assert read_choice(text("없음"), ("있음", "없음")).value == "없음"
    assert read_choice(text("없음"), KINDS).state is ValueState.NOT_APPLICABLE
    assert read_choice(text("-"), KINDS).state is ValueState.NOT_APPLICABLE


def test_an_unlisted_choice_is_refused_with_the_list_and_the_nearest() -> None:
    reading = read_choice(text("사무관리"), ("사무관리비", "업무추진비"))
    assert (reading.problem, reading.value) == ("CELL-002", None)
    assert reading.words == {"choices": "사무관리비, 업무추진비", "hint": " 혹시 '사무관리비'를 적으려던 것인가요?"}
    assert read_choice(text("홍보"), KINDS).words["hint"] == ""


@pytest.mark.parametrize(
    ("rule", "cell"),
    [
        ("CELL-015", boolean(True)),
        ("CELL-030", error("#N/A")),
        ("CELL-031", uncalculated("A1")),
        ("CELL-032", text("행사", formula="[1]목록!A1")),
        ("CELL-028", text("행사_x0031_")),
        ("CELL-002", number(3)),
        ("CELL-002", text("행사" * 5000)),
    ],
)
def test_cells_that_hold_no_choice(rule: str, cell: Cell) -> None:
    check_refusal(read_choice(cell, KINDS), rule, cell)


@pytest.mark.parametrize("cell", [None, text(""), text(" "), text("\u3164")])
def test_nothing_is_blank(cell: Cell | None) -> None:
    assert read_choice(cell, KINDS).state is ValueState.BLANK
    assert read_yes_no(cell).state is ValueState.BLANK
    assert read_region(cell, RegionList({1: []})).state is ValueState.BLANK


@pytest.mark.parametrize(
    ("typed", "expected"),
    [(word, "예") for word in ("예", "네", "O", "o", "Ｏ", "○", "◯", "Y", "yes", "✓", "V", "참석", " 예 ", "TRUE")]
    + [(word, "아니오") for word in ("아니오", "아니요", "X", "x", "×", "N", "no", "불참", "아 니 오", "FALSE")],
)
def test_yes_and_no(typed: str, expected: str) -> None:
    reading = read_yes_no(text(typed))
    assert (reading.value, reading.problem) == (expected, "")
    assert bool(reading.note) is (typed.strip() != expected)


def test_a_boolean_is_yes_or_no_with_a_note() -> None:
    assert (read_yes_no(boolean(True)).value, read_yes_no(boolean(False)).value) == ("예", "아니오")
    assert read_yes_no(boolean(True)).note == "'참(TRUE)'을 '예'로 읽었습니다."


@pytest.mark.parametrize(
    "cell", [number(0), number(1), text("0"), text("△"), text("일부 참석"), text("미정"), text("?")]
)
def test_what_is_neither_yes_nor_no(cell: Cell) -> None:
    reading = read_yes_no(cell)
    check_refusal(reading, "CELL-050", cell)
    assert reading.words["choices"] == "예, 아니오"


def test_a_name_is_read_by_its_alias() -> None:
    leads = NameList(["시립은평노인종합복지관"], {"은평노인종합복지관": "시립은평노인종합복지관"})
    reading = read_name(text("은평노인종합\n복지관"), leads)
    assert (reading.value, reading.note_rule) == ("시립은평노인종합복지관", "CELL-104")
    assert reading.note == "'은평노인종합 복지관'을 '시립은평노인종합복지관'으로 읽었습니다."
    assert read_name(text("은평복지센터"), leads).problem == "CELL-070"


def test_a_region_is_read_as_its_number() -> None:
    regions = RegionList({1: ["녹번종합사회복지관"], 2: ["신사종합사회복지관"]})
    assert (read_region(number(2), regions).value, read_region(number(2), regions).note) == (2, "")
    assert (read_region(text("2권역"), regions).value, read_region(text("2권역"), regions).note) == (2, "")
    assert read_region(text("제2권역"), regions).note == "'제2권역'을 '2권역'으로 읽었습니다."
    assert read_region(text("신사종합사회복지관"), regions).note_rule == "CELL-104"
    assert read_region(text("3권역"), regions).problem == "CELL-071"
    assert read_region(number(7), regions).words["choices"] == "1권역, 2권역"
    assert read_region(boolean(True), regions).problem == "CELL-015"
