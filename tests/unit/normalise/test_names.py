"""Spellings of names, the office's lists with aliases, regions, and dongs written as one."""

from __future__ import annotations

import unicodedata

import pytest

from pipeline.normalise import Match, NameList, RegionList, match_dong, split_dongs

LEAD_3, LEAD_5 = "은평종합사회복지관", "시립은평노인종합복지관"
LEADS = NameList([LEAD_3, "신사종합사회복지관", LEAD_5], {"은평노인종합복지관": LEAD_5})
DONGS = NameList(["녹번동", "불광1동", "신사1동", "신사2동", "응암2동", "응암3동", "증산동"])


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        # C28
        (LEAD_3, Match(LEAD_3, "exact")),
        ("은평종합\n사회복지관", Match(LEAD_3, "folded")),
        ("은평 종합 사회복지관 ", Match(LEAD_3, "folded")),
        (unicodedata.normalize("NFD", LEAD_3), Match(LEAD_3, "folded")),
        ("은평노인종합복지관", Match(LEAD_5, "alias")),
        ("은평노인\u00a0종합복지관", Match(LEAD_5, "alias")),
        # C30
        ("은평종합_x000D_\n사회복지관", Match(LEAD_3, "folded")),
    ],
)
def test_a_listed_name_is_found(typed: str, expected: Match) -> None:
    assert LEADS.match(typed) == expected


@pytest.mark.parametrize(
    ("names", "typed", "nearest"),
    [
        (LEADS, "은평노인복지관", LEAD_5),
        (LEADS, "신사종합복지관", "신사종합사회복지관"),
        (DONGS, "녹번도", "녹번동"),
        (DONGS, "불광동", "불광1동"),
        (DONGS, "중산동", "증산동"),
    ],
)
def test_a_similar_name_is_only_suggested(names: NameList, typed: str, nearest: str) -> None:
    match = names.match(typed)
    assert (match.name, match.how, match.nearest[0]) == (None, "", nearest)


def test_equally_near_names_keep_the_order_of_the_list() -> None:
    assert DONGS.match("신사동").nearest == ("신사1동", "신사2동")


def test_at_most_three_names_are_suggested() -> None:
    names = NameList(["신사1동", "신사2동", "신사3동", "신사4동"])
    assert names.match("신사5동").nearest == ("신사1동", "신사2동", "신사3동")


def test_suggestions_are_names_not_aliases_and_each_once() -> None:
    assert LEADS.match("은평노인종합복지회관").nearest.count(LEAD_5) == 1
    assert "은평노인종합복지관" not in LEADS.match("은평노인종합복지회관").nearest


@pytest.mark.parametrize("typed", ["", "상담", "x" * 100_000, "12", "\n"])
def test_what_is_like_no_name_gets_no_suggestion(typed: str) -> None:
    assert LEADS.match(typed) == Match(None, "")


def test_a_list_that_contradicts_itself_is_refused() -> None:
    with pytest.raises(ValueError, match="not listed"):
        NameList(["가"], {"나": "다"})
    with pytest.raises(ValueError, match="both"):
        NameList(["가 나", "가나"])
    with pytest.raises(ValueError, match="both"):
        NameList(["가", "나"], {"나": "가"})
    assert NameList(["가"], {"가": "가"}).match("가").name == "가"


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("1권역", 1),
        ("１권역", 1),
        ("제1권역", 1),
        ("제 1 권역", 1),
        ("1 권역", 1),
        ("1", 1),
        ("12권역", 12),
        ("1\u00a0권역", 1),
        ("Ⅰ권역", 1),
        ("제Ⅳ권역", 4),
        ("II 권역", 2),
        ("③권역", 3),
        ("IIII권역", None),
        ("I", None),
        (unicodedata.normalize("NFD", "1권역"), 1),
        ("일권역", None),
        ("권역", None),
        ("1동", None),
        ("1권역 2권역", None),
        ("", None),
        ("1234권역", None),
    ],
)
def test_the_number_of_a_region_is_read_however_people_write_it(typed: str, expected: int | None) -> None:
    assert RegionList({number: [] for number in range(1, 13)}).match(typed).number == expected


CENTRES = RegionList({1: ["응암노인정"], 2: []}, "경로당", {1: "응암경로당", 2: "제2경로당"})


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("응암경로당", 1),
        ("응암 경로당", 1),
        ("응암노인정", 1),
        ("제2경로당", 2),
        ("1", None),
        ("2경로당", None),
        ("응암", None),
    ],
)
def test_a_sender_with_a_name_of_its_own_is_found_by_name_and_never_by_a_number(typed: str, number: int | None) -> None:
    assert CENTRES.match(typed).number == number


def test_senders_with_another_word_are_found_by_their_numbers() -> None:
    teams = RegionList({1: [], 2: []}, "팀")
    assert [teams.match(typed).number for typed in ("2팀", "제 2 팀", "Ⅱ팀", "2", "2권역")] == [2, 2, 2, 2, None]


def test_a_file_is_named_for_the_senders_whose_names_it_holds() -> None:
    assert CENTRES.named_in("2021 응암경로당 월별실적") == [1]
    assert REGIONS.named_in("3 권역 정산서(수정)") == [3]
    assert REGIONS.named_in("2021년 실적") == []


REGIONS = RegionList({2: ["신사종합사회복지관"], 3: [LEAD_3], 5: [LEAD_5, "은평노인종합복지관"]})


@pytest.mark.parametrize(
    ("typed", "number", "how"),
    [
        ("3권역", 3, "exact"),
        ("제3권역", 3, "folded"),
        ("３ 권역", 3, "folded"),
        ("3", 3, "folded"),
        (LEAD_5, 5, "alias"),
        ("은평노인종합복지관", 5, "alias"),
        ("은평종합\n사회복지관", 3, "alias"),
        ("5권역(은평노인종합복지관)", 5, "alias"),
        ("제5권역 시립은평노인종합복지관", 5, "alias"),
    ],
)
def test_a_region_is_found_by_number_or_lead(typed: str, number: int, how: str) -> None:
    match = REGIONS.match(typed)
    assert (match.number, match.how) == (number, how)


@pytest.mark.parametrize("typed", ["6권역", "3권역(은평노인종합복지관)", "은평노인복지관", "권역", "", "3·5권역"])
def test_an_unknown_region_is_not_guessed(typed: str) -> None:
    assert REGIONS.match(typed).number is None


def test_an_unknown_lead_suggests_its_region_and_an_unknown_number_none() -> None:
    assert REGIONS.match("은평노인복지관").nearest[0] == "5권역"
    assert REGIONS.match("6권역").nearest == ()


PEOPLE_CALL = NameList(["불광1동", "불광2동", "녹번동", "홍제1동"])


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("불광제1동", "불광1동"),
        ("불광 제1동", "불광1동"),
        ("불광1", "불광1동"),
        ("불광-1동", "불광1동"),
        ("1. 불광1동", "불광1동"),
        ("① 불광2동", "불광2동"),
        ("불광1동주민센터", "불광1동"),
        ("불광1동 행정복지센터", "불광1동"),
        ("은평구 불광2동", "불광2동"),
        ("서울시 은평구 불광제2동", "불광2동"),
        ("녹번", "녹번동"),
        ("녹번동사무소", "녹번동"),
        ("홍제1", "홍제1동"),
        ("홍제제1동", "홍제1동"),
        ("불광", None),
        ("불광동", None),
        ("불광3동", None),
        ("불광제1·2동", None),
        ("종로구 불광1동", None),
        ("센터", None),
    ],
)
def test_a_dong_is_known_however_people_call_it(typed: str, expected: str | None) -> None:
    assert match_dong(PEOPLE_CALL, typed, "은평구").name == expected


SINSA = ("신사1동", "신사2동")


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        # C29: every dot, comma, slash and line break
        *((f"신사1{mark}2동", SINSA) for mark in "․·・ㆍ･‧•∙⋅.,，．/&"),
        ("신사1동․신사2동", SINSA),
        ("신사1동, 신사2동", SINSA),
        ("신사1동 신사2동", SINSA),
        ("신사1동\n신사2동", SINSA),
        ("신사1동 및 신사2동", SINSA),
        ("신사1, 2동", SINSA),
        ("신사 1․2동", SINSA),
        ("신사1․신사2동", SINSA),
        ("응암2․3동, 증산동", ("응암2동", "응암3동", "증산동")),
        ("증산동, 응암2․3동", ("증산동", "응암2동", "응암3동")),
        ("녹번동", ("녹번동",)),
        ("신사1동", ("신사1동",)),
        ("신사１동", ("신사1동",)),
        (" 녹번동 , 증산동 ", ("녹번동", "증산동")),
        ("신사1·2·3동", ("신사1동", "신사2동", "신사3동")),
        ("", ()),
        ("\u200b", ()),
    ],
)
def test_dongs_written_as_one_are_split(typed: str, expected: tuple[str, ...]) -> None:
    assert split_dongs(typed) == expected


@pytest.mark.parametrize(
    "typed", ["종로1·2·3·4가동", "신사1~2동", "1동", "권역 전체", "녹번", "신사1·2", "녹번동 외", "녹번·불광1동", "동"]
)
def test_what_does_not_fit_the_grammar_stays_whole(typed: str) -> None:
    assert split_dongs(typed) == (typed,)


def test_the_same_dong_twice_stays_twice() -> None:
    assert split_dongs("신사1·1동") == ("신사1동", "신사1동")
