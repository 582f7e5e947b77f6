"""Rows that seem to report something that did not happen: they count, and the region is asked."""

from __future__ import annotations

import pytest

from tests.support.markdown_book import Book, book, told


def meeting(
    *, attendance: tuple[str, str, str] = ("3", "2", "1"), agenda: str = "사례 나눔", result: str = "정함"
) -> Book:
    odd = dict(zip(("E7", "F7", "G7"), attendance, strict=True)) | {"H7": agenda, "I7": result}
    return book("monthly_results").with_cells("회의결과", odd)


def payment(what: str) -> Book:
    return book("settlement").with_cells("집행내역", {"C2": what})


@pytest.mark.parametrize(
    "text",
    [
        "취소",
        "코로나19로 취소",
        "회의 취소됨",
        "(우천으로 연기)",
        "1분기 권역회의(취소)",
        "감염병 때문에 미개최.",
        "코로나19 확산으로 개최하지 못함",
        "우천으로 열지 못했음",
        "취소(코로나19)",
        "취소 (우천)",
        "코로나19로 못함",
        "코로나19로 인해 취소되었습니다",
        "권역회의 취소",
        "중복 입력",
    ],
)
def test_row_016_meeting_that_was_called_off__warning(text: str) -> None:
    assert told(meeting(result=text)) == ["ROW-016 warning kept 회의결과!A7 '권역회의'"]


def test_row_016_says_what_to_do() -> None:
    (line,) = told(meeting(agenda="코로나19로 취소", attendance=("0", "0", "0")))
    assert line.sentence == (
        "주요안건 칸에 '코로나19로 취소'라고 적혀 있는데 이 줄도 합계에 넣었습니다. 하지 않은 일이면 줄을 지워 주세요. "
        "한 일이면 그대로 두고 그렇다고 알려 주세요."
    )


@pytest.mark.parametrize(
    "agenda",
    [
        "5월 나눔행사 취소",
        "행사 연기 여부 논의",
        "취소 수수료 안내",
        "연기 감지기 설치",
        "작년에 개최하지 못함을 돌아봄",
        "중복 입력 방지 논의",
        "사업 대상 제외 기준 안내",
    ],
)
def test_row_016_meeting_that_talks_of_what_is_called_off__ok(agenda: str) -> None:
    assert told(meeting(agenda=agenda)) == []


@pytest.mark.parametrize(
    "what",
    [
        "교육 자료 인쇄(취소)",
        "물품 구입 - 환불",
        "강사비 취소",
        "다과 구입, 전액 환불받음",
        "안내문 인쇄(결제 취소분)",
        "중복 입력, 합계에서 제외",
    ],
)
def test_row_016_payment_that_was_called_off__warning(what: str) -> None:
    (line,) = told(payment(what))
    assert line == "ROW-016 warning kept 집행내역!E2 '400000'"
    assert line.sentence.startswith(f"적요 칸에 '{what}'")


@pytest.mark.parametrize("what", ["취소 수수료", "환불 안내문 인쇄", "합계에서 제외한 물품의 보관료"])
def test_row_016_payment_for_something_about_it__ok(what: str) -> None:
    assert told(payment(what)) == []


@pytest.mark.parametrize("text", ["로" * 400 + "연기를", "취소" * 200 + "를", "(" * 400, "취소" + ")" * 400 + "x"])
def test_a_long_text_is_no_trap(text: str) -> None:
    assert told(meeting(agenda=text)) == []


def test_row_017_meeting_that_nobody_came_to__warning() -> None:
    (line,) = told(meeting(attendance=("0", "0", "0")))
    assert line == "ROW-017 warning kept 회의결과!A7 '권역회의'"
    assert line.sentence.startswith(
        "찾동 수퍼바이저(명), 대표기관 실무자(명), 기타(명) 칸이 모두 0인데 이 줄도 한 번으로 세었습니다. "
    )


def test_row_017_one_who_came__ok() -> None:
    assert told(meeting(attendance=("0", "1", "0"))) == []


def noted(text: str) -> Book:
    return book("phone_monitoring").with_cells("모니터링", {"I7": text})


@pytest.mark.parametrize(
    "text", ["실제 900건", "실제 25명임(20은 오타)", "2차와 중복", "이 줄은 빼 주세요", "지난달 것까지 포함"]
)
def test_row_018_remark_that_corrects_its_own_row__warning(text: str) -> None:
    assert told(noted(text)) == ["ROW-018 warning kept 모니터링!E7 '20'"]


def test_row_018_says_what_to_do() -> None:
    (line,) = told(noted("실제 900건"))
    assert line.sentence == (
        "비고 칸에 '실제 900건'이라고 적혀 있습니다. 이 줄의 수는 적힌 대로 합계에 넣었습니다. 수를 바로잡는 글이면 "
        "수를 고쳐 다시 내 주세요. 설명이면 그대로 두고 그렇다고 알려 주세요."
    )


@pytest.mark.parametrize(
    "text", ["코로나19로 방문 취소", "수정 요청 3건 처리", "1차 오류 없음", "2명 입원", "담당 이실제"]
)
def test_row_018_remark_about_something_else__ok(text: str) -> None:
    assert [line for line in told(noted(text)) if "ROW-018" in line] == []
