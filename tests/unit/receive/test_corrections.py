"""Texts beside a table that seem to correct its numbers: nothing of them is read, and the region is asked."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from openpyxl.comments import Comment

from pipeline.model.cells import TextBeside, TextPlace
from pipeline.receive.corrections import corrects
from pipeline.receive.reader import Reader, reading_limits
from pipeline.workbook.reading import read_bytes
from tests.support.markdown_book import Book, book, line_of, settings, told


def monthly(**cells: str) -> Book:
    return book("monthly_results").with_cells("위기가구", cells)


@pytest.mark.parametrize("text", ["실제 7가구", "이 줄은 3월분이므로 빼 주세요", "중복"])
def test_book_083_beside_a_row__warning(text: str) -> None:
    (line,) = told(monthly(E2=text))
    assert line == f"BOOK-083 warning kept 위기가구!E2 '{text}'"


def test_book_083_says_what_to_do() -> None:
    (line,) = told(monthly(E2="실제 7가구"))
    assert line.sentence == (
        "표의 오른쪽에 '실제 7가구'라고 적혀 있으나 표의 칸이 아니어서 읽지 않았습니다. 표의 수는 적힌 대로 합계에 "
        "넣었습니다. 수를 바로잡는 글이면 표의 칸을 고쳐 다시 내 주세요. 설명이면 그대로 두셔도 됩니다."
    )


@pytest.mark.parametrize("text", ["확인함", "담당자 방문", "4월 5일에 만남", "1분기"])
def test_book_083_remark_that_corrects_nothing__ok(text: str) -> None:
    assert told(monthly(E2=text)) == []


def test_book_083_column_with_a_label_of_the_senders_own__ok() -> None:
    assert [line for line in told(monthly(E1="수정 여부", E2="수정함")) if "BOOK-083" in line] == []


def test_book_083_above_the_labels__warning() -> None:
    odd = book("monthly_results").with_cells("회의결과", {"A5": "※ 아래 수는 1~2월 합계임"})
    assert told(odd) == ["BOOK-083 warning kept 회의결과!A5 '※ 아래 수는 1~2월 합계임'"]


def test_book_083_a_name_that_is_such_a_word__ok() -> None:
    assert told(book("monthly_results", header={"작성자": "정정 담당"})) == []
    assert told(monthly(E2="담당 수정")) == []


@pytest.mark.parametrize(
    ("cell", "text", "rules"),
    [
        ("B2", "7이 맞음(2 아님)", ["BOOK-083"]),
        ("A2", "발굴 9가구로 정정합니다", ["BOOK-083"]),
        ("B2", "9가구로 정정합니다", ["BOOK-082"]),  # a number in the unit of the column is compared with the cell's
        ("B2", "담당자 확인", []),
        ("A2", "2차 방문", []),
    ],
)
def test_book_083_comment_on_a_row__warning(cell: str, text: str, rules: list[str], tmp_path: Path) -> None:
    item = monthly()
    path = item.write(tmp_path)
    workbook = openpyxl.load_workbook(path)
    workbook["위기가구"][cell].comment = Comment(text, "담당")
    workbook.save(path)
    config, forms = settings()
    reading = replace(read_bytes(path.read_bytes(), reading_limits(config), item.file), path=path)
    found = Reader(forms, config).read(0, reading).findings
    assert [line_of(one).split()[0] for one in found if one.rule.startswith("BOOK-0")] == rules


def test_book_083_text_box__warning(tmp_path: Path) -> None:
    item = monthly()
    path = item.write(tmp_path)
    config, forms = settings()
    reading = replace(read_bytes(path.read_bytes(), reading_limits(config), item.file), path=path)
    assert reading.workbook is not None
    boxes = tuple(
        TextBeside(TextPlace.DRAWING, "위기가구", "F3", text)
        for text in ("정정: 녹번동 발굴 30가구", "협조 부탁드립니다")
    )
    found = Reader(forms, config).read(0, replace(reading, workbook=replace(reading.workbook, beside=boxes))).findings
    assert [line_of(one) for one in found] == ["BOOK-083 warning kept 위기가구!F3 '정정: 녹번동 발굴 30가구'"]


@pytest.mark.parametrize(
    "text",
    [
        *("수정해 주세요: 7가구", "7가구로 고쳐 주세요", "오타, 7가구", "발굴 2가구 누락", "이 줄 삭제해 주세요"),
        *("7가구로 정정 바랍니다", "수정 요망(7)", "원래 7가구", "다시 세니 7", "5가구 → 7가구", "7가구로 변경"),
        *("틀렸습니다 7", "2개월치", "합계에 넣지 마세요", "이 줄은 빼야 합니다", "지난달 것까지 넣음", "4월+5월"),
    ],
)
def test_ways_in_which_people_correct_a_number(text: str) -> None:
    assert corrects(text)


@pytest.mark.parametrize(
    "text",
    [
        *(
            "1분기 회의",
            "합계",
            "누계",
            "3차 모임",
            "실적 공유",
            "담당: 이실제",
            "김수정",
            "정정희: 확인",
            "1차 오류 없음",
        ),
        *(
            "오류동 주민센터와 함께",
            "재중복지관 참여",
            "차분히 진행함",
            "이월분 없음",
            "이상 없음, 맞음",
            "점심 식사 제외",
        ),
        *(
            "식비 포함",
            "2021년 3분기분 소식지",
            "취소 수수료 안내 붙임",
            "3월분 자료와 대조함",
            "실제 방문 2회",
            "누락 없음",
        ),
    ],
)
def test_ordinary_words_correct_nothing(text: str) -> None:
    assert not corrects(text)


def test_a_long_text_is_no_trap() -> None:
    assert not any(corrects(text * 20_000) for text in ("가", "1", "수정 ", "이 줄", "작년"))
