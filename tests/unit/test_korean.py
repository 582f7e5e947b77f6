"""Particles follow the last sound; counts, money, dates and lists read as official documents write them."""

from __future__ import annotations

import unicodedata
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.korean import (
    PAIRS,
    attach,
    count_text,
    format_korean,
    join_korean,
    korean_date,
    particle,
    period,
    short_date,
    short_period,
    some_of,
    text_width,
    won,
)

# Words of one kind that take the same particle, "|" between them.
SUBJECTS = [
    ("Hangul", "이", "권역|동|복지관|사업|서울|값|은평"),
    ("Hangul", "가", "건수|대상자|합계 |수|차"),
    ("quoted", "이", '민이랑’|‘나눔’|"사업"|《소식》|「기증」'),
    ("quoted", "가", "』함께|『함께 다시서기』|「나눔 찾기」"),
    ("bracketed", "이", "사업(안)|1권역(녹번)|교부액(원)|상담(건)|945명(28.1%)|사업(안)'|상담 (건) "),
    ("bracketed", "가", "대상자 수(명)|(주)|((기타))|결과(1차)(수정)|가나)|합계［원］"),
    ("letters of Hangul", "이", "ㄱ|ㄹ|ㅎ"),
    ("letters of Hangul", "가", "ㅏ|ㅣ"),
    ("digits", "이", "0|1|3|6|7|8"),
    ("digits", "가", "2|4|5|9|12|105"),
    ("round numbers", "이", "10|20|100|1,000|10,000|120,000|100,000,000"),
    ("round numbers", "가", "1,000,000,000,000"),
    ("decimals", "이", "5.8|2.0|-0.3"),
    ("decimals", "가", "3.14|0.5|10.2"),
    ("codes", "이", "007|010|2021-0012-03"),
    ("codes", "가", "2021-0012-02|１２|A4"),
    ("other digits", "이", "①|Ⅲ|’20|⑩"),
    ("other digits", "가", "②|Ⅳ"),
    ("dates", "이", "2021. 3. 5.|2021. 3. 5.(금)|4. 22.|2021-03-05|2020. 4. 20. ~ 6. 12."),
    ("units", "이", "3명|3건|1,270,000원|8,850천원|5kg|5 kg|2㎏|1t"),
    ("units", "가", "2회|5가구|28.1%|５％|3㎡|3km|5m|30m²|20L|36.5℃"),
    ("Latin", "이", "URL|PR|TM|ON|Excel|ＵＲＬ"),
    ("Latin", "가", "MOU|PDF|SMS|xlsx|USB"),
]


@pytest.mark.parametrize(
    ("word", "expected"), [(word, expected) for _, expected, words in SUBJECTS for word in words.split("|")]
)
def test_subject_particle_follows_the_last_sound(word: str, expected: str) -> None:
    assert particle(word, "이/가") == expected
    assert particle(unicodedata.normalize("NFD", word), "이/가") == expected


@pytest.mark.parametrize("word", ["서울", "1", "7", "8", "URL", "2021. 3. 5.", "ㄹ", "2", "대조", "28.1%", "kg", "월"])
def test_ro_after_a_vowel_and_after_rieul(word: str) -> None:
    assert particle(word, "으로/로") == "로"
    assert particle(word, "으로서/로서") == "로서"


@pytest.mark.parametrize("word", ["3", "10", "6", "0", "권역", "3건", "5kg", "10,000"])
def test_euro_after_other_final_consonants(word: str) -> None:
    assert particle(word, "으로/로") == "으로"
    assert particle(word, "으로써/로써") == "으로써"


@pytest.mark.parametrize(
    ("pair", "after_closed", "after_open", "after_rieul"),
    [
        ("은/는", "동은", "수는", "월은"),
        ("을/를", "동을", "수를", "월을"),
        ("과/와", "동과", "수와", "월과"),
        ("이나/나", "동이나", "수나", "월이나"),
        ("이라/라", "동이라", "수라", "월이라"),
        ("이며/며", "동이며", "수며", "월이며"),
        ("아/야", "동아", "수야", "월아"),
        ("이었/였", "동이었", "수였", "월이었"),
        ("으로/로", "동으로", "수로", "월로"),
    ],
)
def test_every_pair_has_its_three_endings(pair: str, after_closed: str, after_open: str, after_rieul: str) -> None:
    assert [attach(word, pair) for word in ("동", "수", "월")] == [after_closed, after_open, after_rieul]


@pytest.mark.parametrize("word", ["", " ", "-", "'.'", "()", "三", "١٢٣", "👍"])
def test_what_cannot_be_read_aloud_takes_both_forms(word: str) -> None:
    assert particle(word, "은/는") == "은(는)"
    assert particle(word, "으로/로") == "(으)로"
    assert particle(word, "이나/나") == "(이)나"
    assert particle(word, "과/와") == "과(와)"


@pytest.mark.parametrize("pair", ["는/은", "이/거", "은는", ""])
def test_an_unknown_pair_is_refused(pair: str) -> None:
    with pytest.raises(ValueError, match="unknown pair"):
        particle("동", pair)


@given(st.text(), st.sampled_from(sorted(PAIRS)))
def test_any_text_has_a_particle(word: str, pair: str) -> None:
    closed, open_ = pair.split("/")
    assert particle(word, pair) in {closed, open_, f"{closed}({open_})", f"({closed[: -len(open_)]}){open_}"}


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        (")" * 100_000, "은(는)"),
        ("가(" * 50_000 + "나)" * 50_000, "는"),
        ("1," * 50_000, "은"),
        ("동 ." * 50_000, "은"),
    ],
)
def test_only_the_end_of_a_pasted_page_is_looked_at(page: str, expected: str) -> None:
    assert particle(page, "은/는") == expected


@pytest.mark.parametrize(
    ("template", "expected"),
    [
        ("{region:이/가} 제출했습니다.", "1권역이 제출했습니다."),
        ("{n:,}명", "1,270,000명"),
        ("{n:,;을/를} 넘습니다.", "1,270,000을 넘습니다."),
        ("'{value}'{value:~은/는} 읽을 수 없습니다.", "'3건'은 읽을 수 없습니다."),
        ("{rate:.1f;으로/로}", "28.1로"),
        ("{rate:.1f;~과/와}", "과"),
        ("{day:%Y/%m/%d}", "2021/03/05"),
        ("{day:은/는} 금요일", "2021-03-05은 금요일"),
        ("{{그대로}} {region}", "{그대로} 1권역"),
        ("{braces:을/를}", "{n}을"),
        ("글", "글"),
    ],
)
def test_template(template: str, expected: str) -> None:
    words = {"region": "1권역", "n": 1270000, "value": "3건", "rate": 28.08, "day": date(2021, 3, 5), "braces": "{n}"}
    assert format_korean(template, **words) == expected


@pytest.mark.parametrize(
    "template", ["{missing}", "{missing:이/가}", "{}", "{0}", "{n.real}", "{n[0]}", "{n.__class__}"]
)
def test_a_missing_name_is_a_key_error(template: str) -> None:
    with pytest.raises(KeyError):
        format_korean(template, n=1)


@pytest.mark.parametrize("template", ["{n:이/거}", "{n:,;는/은}", "{n:~가/이}"])
def test_a_misspelt_pair_in_a_template_is_refused(template: str) -> None:
    with pytest.raises(ValueError, match="unknown pair"):
        format_korean(template, n=1)


@pytest.mark.parametrize(
    ("value", "unit", "expected"),
    [
        (3364, "명", "3,364명"),
        (0, "건", "0건"),
        (999, "회", "999회"),
        (-1234, "원", "-1,234원"),
        (5.8, "건", "5.8건"),
        (Decimal("1234.50"), "%", "1,234.50%"),
    ],
)
def test_count_text(value: int | float | Decimal, unit: str, expected: str) -> None:
    assert count_text(value, unit) == expected


@pytest.mark.parametrize(
    ("items", "expected"),
    [
        ([], ""),
        (["가"], "가"),
        (["가", "나"], "가 및 나"),
        (["가", "나", "다"], "가, 나 및 다"),
        ([1, 2, 3, 4], "1, 2, 3 및 4"),
    ],
)
def test_join_korean(items: list[object], expected: str) -> None:
    assert join_korean(items) == expected


def test_join_korean_with_or() -> None:
    assert join_korean(iter(["행사", "모집", "기타"]), "또는") == "행사, 모집 또는 기타"


@pytest.mark.parametrize(
    ("value", "in_won"),
    [(1270000, "1,270,000원"), (8850000, "8,850,000원"), (0, "0원"), (500, "500원"), (-1000, "-1,000원")],
)
def test_money(value: int, in_won: str) -> None:
    assert won(value) == in_won


def test_dates() -> None:
    day = date(2021, 3, 5)
    assert korean_date(day) == "2021. 3. 5."
    assert korean_date(day, weekday=True) == "2021. 3. 5.(금)"
    assert short_date(day) == "3. 5."
    assert short_date(day, weekday=True) == "3. 5.(금)"


@pytest.mark.parametrize(
    ("first", "last", "long", "short"),
    [
        (date(2020, 4, 20), date(2020, 6, 13), "2020. 4. 20. ~ 6. 13.", "4. 20. ~ 6. 13."),
        (date(2021, 3, 5), date(2021, 3, 5), "2021. 3. 5.", "3. 5."),
        (date(2020, 12, 1), date(2021, 1, 5), "2020. 12. 1. ~ 2021. 1. 5.", None),
    ],
)
def test_periods(first: date, last: date, long: str, short: str | None) -> None:
    assert period(first, last) == long
    assert short_period(first, last) == (short or long)


def test_a_syllable_is_as_wide_as_two_digits() -> None:
    assert [text_width(text) for text in ("상담(건)*", "1,270,000", "신사1·2동")] == [9, 9, 9]


def test_of_many_the_first_are_named_and_all_are_counted() -> None:
    assert some_of(["B2", "B3"], 2, "개 칸") == "B2, B3"
    assert some_of(["B2", "B3", "B4"], 2, "개 칸") == "B2, B3 등 3개 칸"
    assert some_of([str(number) for number in range(1200)], 1) == "0 등 1,200개"
