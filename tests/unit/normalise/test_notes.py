"""The notes to a region about cells that were read differently than they were typed, word by word."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from pipeline.model.cells import Cell
from pipeline.normalise import (
    Match,
    NameList,
    Reading,
    RegionList,
    ValueState,
    read_amount,
    read_choice,
    read_count,
    read_date,
    read_month,
    read_region,
    read_text,
)
from tests.unit.normalise.making import day, number, text


def as_count(cell: Cell) -> Reading:
    return read_count(cell, units=("명",))


def as_date(cell: Cell) -> Reading:
    return read_date(cell, year=2021, month=3)


def as_region(cell: Cell) -> Reading:
    return read_region(cell, RegionList({1: ["녹번종합사회복지관"]}))


@pytest.mark.parametrize(
    ("read", "cell", "note"),
    [
        (as_count, text("12명."), "'12명.'을 12로 읽었습니다(끝의 점을 뗌, 단위 '명'을 뗌)."),
        (as_count, text("12"), "'12'를 12로 읽었습니다(글자로 저장된 숫자)."),
        (as_count, text("１２명"), "'１２명'을 12로 읽었습니다(전각 글자를 반각으로 바꿈, 단위 '명'을 뗌)."),
        (as_count, text("-"), "'-' 표시를 '해당없음'으로 읽었습니다(0이 아님)."),
        (as_count, number(30, '"전년 "0'), "'전년 30'을 30으로 읽었습니다(셀 서식이 붙인 글자를 뺌)."),
        (as_count, number(0, '0;-0;"미정"'), "'미정'을 0으로 읽었습니다(셀 서식이 0을 다르게 보이게 함)."),
        (
            as_count,
            number(2, "0.000"),
            "'2.000'을 2로 읽었습니다(소수점 아래가 세 자리라 천 단위 쉼표로 보일 수 있음).",
        ),
        (read_amount, text("6,350천원"), "'6,350천원'을 6,350,000원으로 읽었습니다(단위 '천원'을 환산)."),
        (read_amount, text("500원"), "'500원'을 500원으로 읽었습니다(단위 '원'을 뗌)."),
        (as_date, number(44260), "'44260'을 2021-03-05로 읽었습니다(날짜 서식이 없는 날짜 번호)."),
        (as_date, day(44260.4), "'2021-03-05 09:36'을 2021-03-05로 읽었습니다(시각은 뺌)."),
        (as_date, number(44260.4), "'44260.4'를 2021-03-05로 읽었습니다(날짜 서식이 없는 날짜 번호, 시각은 뺌)."),
        (as_date, text("3. 5. 14시"), "'3. 5. 14시'를 2021-03-05로 읽었습니다(시각은 뺌)."),
        (
            as_date,
            text("2021-03-05 23:59"),
            "'2021-03-05 23:59'에서 시각을 빼고 2021-03-05로 읽었습니다. 2021-03-06을 뜻한 것일 수도 있습니다.",
        ),
        (read_month, text("03"), "'03'을 3월로 읽었습니다(글자로 적힌 달)."),
        (read_month, text("３월"), "'３월'을 3월로 읽었습니다(전각 글자를 반각으로 바꿈)."),
        (read_month, day(44260), "'2021-03-05'을 3월로 읽었습니다(날짜의 달만 읽음)."),
        (as_region, text("녹번종합사회복지관"), "'녹번종합사회복지관'을 '1권역'으로 읽었습니다."),
        (as_region, text("Ⅰ권역"), "'Ⅰ권역'을 '1권역'으로 읽었습니다."),
        (
            lambda cell: read_choice(cell, ("행사", "모집")),
            text("행 사\u200b"),
            "'행 사'를 '행사'로 읽었습니다(보이지 않는 글자 1개를 지움).",
        ),
        (read_text, day(44260), "날짜 2021-03-05을 글로 읽었습니다."),
        (read_text, text("나\u200b눔"), "글을 다듬었습니다(보이지 않는 글자 1개를 지움)."),
        (read_text, text("나\u00a0눔"), "글을 다듬었습니다(특수 공백을 보통 공백으로 바꿈)."),
        (read_text, text("나_x0041_눔"), "글을 다듬었습니다('_x0000_' 꼴로 저장된 글자를 되돌림)."),
        (
            read_text,
            text("\U000f02b1 \ue123"),
            "글을 다듬었습니다(한글 등 한 프로그램에만 있는 기호 1개를 같은 뜻의 기호로 바꿈, "
            "다른 컴퓨터에서는 보이지 않는 글자 1개를 '?'로 바꿈).",
        ),
    ],
)
def test_a_note_says_what_was_read_and_done(read: Callable[[Cell], Reading], cell: Cell, note: str) -> None:
    assert read(cell).note == note


def test_nothing_to_see_is_told_only_where_something_was_typed() -> None:
    choice = read_choice(text(" "), ("행사",))
    for blank in (as_count(text(" ")), as_date(text("\u200b")), as_region(text(" ")), choice, read_text(text(" \n"))):
        assert blank == Reading(
            None, ValueState.BLANK, "", "공백만 있는 칸을 빈칸으로 읽었습니다.", note_rule="CELL-106"
        )
    for read in (as_count, as_date, as_region, read_text, read_month):
        assert read(None) == Reading(None, ValueState.BLANK)


def test_a_name_is_found_as_it_stands_in_another_spelling_or_by_an_alias() -> None:
    names = NameList(["녹번 나눔터"], {"나눔터": "녹번 나눔터"})
    assert names.match("녹번 나눔터") == Match("녹번 나눔터", "exact")
    assert names.match("녹번나눔터") == Match("녹번 나눔터", "folded")
    assert names.match("나 눔 터") == Match("녹번 나눔터", "alias")
    longest = "가" * 200
    assert NameList([longest]).match(f"{longest[:100]} {longest[101:]}").name is None
    assert NameList([longest[1:]]).match(f"{longest[:100]} {longest[101:]}") == Match(longest[1:], "folded")
