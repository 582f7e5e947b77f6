"""What a sum lacks: the words for it, and what follows from it."""

from __future__ import annotations

import pytest

from pipeline.model.lacks import Lack, LackKind, in_question, lack_of, merged

OWED = Lack(LackKind.NOT_SUBMITTED, "정산서", ("1권역", "2권역"))
UNWRITTEN = Lack(LackKind.NOT_WRITTEN, "월별실적", ("2권역 5월 신사2동",))
LEFT_OUT = Lack(LackKind.LEFT_OUT, rows=2)
TOLD = Lack(LackKind.TOLD, told="결과 없음", office="가구")


@pytest.mark.parametrize(
    ("lack", "words"),
    [
        (OWED, "정산서 미제출(1권역, 2권역)"),
        (UNWRITTEN, "월별실적 미기재(2권역 5월 신사2동)"),
        (LEFT_OUT, "확인이 필요해 뺀 줄 2개"),
        (TOLD, "가구: 결과 없음"),
        (Lack(LackKind.NOT_SUBMITTED, office="나구"), "나구: 미제출"),
        (Lack(LackKind.LEFT_OUT, rows=1, office="나구"), "나구: 확인이 필요해 뺀 줄 1개"),
    ],
)
def test_each_kind_has_words_of_its_own(lack: Lack, words: str) -> None:
    assert lack.words() == words


def test_of_many_places_the_first_are_named() -> None:
    assert OWED.words(1) == "정산서 미제출(1권역 등)"
    assert OWED.words(2) == "정산서 미제출(1권역, 2권역)"


def test_only_what_came_altogether_is_in_question_an_offices_too() -> None:
    assert in_question([LEFT_OUT, UNWRITTEN, Lack(LackKind.LEFT_OUT, rows=1, office="나구")])
    assert not in_question([LEFT_OUT, OWED])
    assert not in_question([TOLD])
    assert not in_question([])


def test_a_form_is_named_once_with_all_places_and_what_was_owed_comes_first() -> None:
    more = Lack(LackKind.NOT_SUBMITTED, "정산서", ("2권역", "5권역"))
    fewer = Lack(LackKind.LEFT_OUT, rows=1)
    found = merged([TOLD, LEFT_OUT, OWED, fewer, UNWRITTEN, more])
    assert [lack.words() for lack in found] == [
        "정산서 미제출(1권역, 2권역, 5권역)",
        "월별실적 미기재(2권역 5월 신사2동)",
        "확인이 필요해 뺀 줄 2개",
        "가구: 결과 없음",
    ]


@pytest.mark.parametrize("lack", [OWED, UNWRITTEN, LEFT_OUT, Lack(LackKind.TOLD, told="무엇")])
def test_an_entry_of_results_json_comes_back_whole(lack: Lack) -> None:
    assert lack_of(lack.entry()) == lack
