"""Numbers in places where the program does not read them: they are reported, so that the sender can write them where
they count.
"""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from openpyxl.comments import Comment
from openpyxl.drawing.image import Image as SheetImage
from PIL import Image

from pipeline.model.returns import Return
from pipeline.receive.reader import Reader, reading_limits
from pipeline.workbook.reading import read_bytes
from tests.support.markdown_book import Book, book, line_of, settings, told

NEWS = "\n".join(["## 소식지", "| 기관명 | 구분 | 제목 | 내용 | 일자 |"])


def sent(item: Book, folder: Path, comments: dict[str, str] | None = None, picture: str = "") -> Return:
    """The return in a book after its sheet 회의결과 got comments, and 소식지 a picture at a cell."""
    path = item.write(folder)
    workbook = openpyxl.load_workbook(path)
    for cell, text in (comments or {}).items():
        workbook["회의결과"][cell].comment = Comment(text, "담당")
    if picture:
        data = BytesIO()
        Image.new("RGB", (40, 40), "white").save(data, "PNG")
        workbook["소식지"].add_image(SheetImage(data), picture)
    workbook.save(path)
    config, forms = settings()
    reading = replace(read_bytes(path.read_bytes(), reading_limits(config), item.file), path=path)
    return Reader(forms, config).read(0, reading)


def lines(result: Return) -> list[str]:
    return [line_of(item) for item in result.findings if item.rule.startswith("BOOK-")]


def test_book_066_number_in_a_comment_at_a_blank_cell__note(tmp_path: Path) -> None:
    item = book("monthly_results").with_cells("회의결과", {"G7": ""})
    assert lines(sent(item, tmp_path, {"G7": "6명"})) == ["BOOK-066 note kept 회의결과!G7 '6명'"]


@pytest.mark.parametrize(
    ("cell", "typed", "text"),
    [
        ("G7", "6", "6명"),
        ("G7", "", "담당자 확인"),
        ("H7", "", "6명이 왔음"),
        ("G7", "", "【수정요청 1번 · 오류】\n기타(명) 칸이 비어 있습니다.\n→ 기타(명)를 적어 주세요. 예: 3.\n"),
    ],
)
def test_book_066_comment_that_hides_no_number_of_ours__ok(tmp_path: Path, cell: str, typed: str, text: str) -> None:
    item = book("monthly_results").with_cells("회의결과", {cell: typed or ""})
    assert not [line for line in lines(sent(item, tmp_path, {cell: text})) if line.startswith("BOOK-066")]


def test_book_082_comment_with_another_number__note(tmp_path: Path) -> None:
    item = book("monthly_results").with_cells("회의결과", {"G7": "6"})
    result = sent(item, tmp_path, {"G7": "실제는 9명"})
    assert lines(result) == ["BOOK-082 note kept 회의결과!G7 '실제는 9명'"]
    assert result.findings[0].message == (
        "기타(명) 칸에는 6이 적혀 있고 메모에는 다른 수가 있습니다('실제는 9명'). 칸의 수를 읽었습니다."
    )


@pytest.mark.parametrize("text", ["주민 6명", "4월 9일 신청 6명, 당일 2명", "3층 회의실", "확인함"])
def test_book_082_comment_that_agrees_or_tells_of_something_else__ok(tmp_path: Path, text: str) -> None:
    item = book("monthly_results").with_cells("회의결과", {"G7": "6"})
    assert lines(sent(item, tmp_path, {"G7": text})) == []


def test_book_066_tells_the_field_and_the_text_and_knows_its_row(tmp_path: Path) -> None:
    """The comments at the label and at a text before it do not matter, and hide nothing."""
    item = book("monthly_results").with_cells("회의결과", {"C7": "", "G7": ""})
    comments = {"A1": "3", "E6": "4명", "C7": "5층", "G7": "6명쯤"}
    (found,) = [item for item in sent(item, tmp_path, comments).findings if item.rule == "BOOK-066"]
    assert f"{found.message} {found.advice}" == (
        "기타(명) 칸은 비어 있고 메모에만 수가 적혀 있습니다('6명쯤'). 메모의 수는 읽지 않았습니다. 세어야 할 수이면 "
        "칸에 직접 적어 주세요. 설명이면 그대로 두셔도 됩니다."
    )
    assert (found.table, found.row) == ("meetings", 7)


def test_book_066_is_told_at_each_blank_cell_and_below_the_first_row(tmp_path: Path) -> None:
    blank = {"F7": "", "G7": ""} | {"A8": "권역회의", "B8": "2021-04-22", "G8": " "}
    item = book("monthly_results").with_cells("회의결과", blank)
    found = lines(sent(item, tmp_path, {"F7": "2", "G7": "3", "G8": "4", "G9": "5"}))
    assert [line for line in found if "BOOK-066" in line] == [
        "BOOK-066 note kept 회의결과!F7 '2'",
        "BOOK-066 note kept 회의결과!G7 '3'",
        "BOOK-066 note kept 회의결과!G8 '4'",
    ]


def test_book_067_picture_over_a_table_without_a_line__warning(tmp_path: Path) -> None:
    assert lines(sent(book("monthly_results", NEWS), tmp_path, picture="B3")) == ["BOOK-067 warning kept 소식지!A1"]


@pytest.mark.parametrize("at", ["A1", "B3"])
def test_book_067_tells_the_sheet_and_its_table(at: str, tmp_path: Path) -> None:
    (found,) = [f for f in sent(book("monthly_results", NEWS), tmp_path, picture=at).findings if f.rule == "BOOK-067"]
    assert f"{found.message} {found.advice}" == (
        "'소식지' 시트의 표(소식지에 실을 소식)에는 적힌 줄이 없고 그림만 있습니다. 그림에 적힌 것은 읽지 못합니다. "
        "그림에 적힌 내용을 표의 칸에 적어 다시 내 주세요. 표에 적을 것이 없으면 그대로 두셔도 됩니다."
    )
    assert found.table == "newsletter"


def test_book_067_picture_beside_lines__ok(tmp_path: Path) -> None:
    assert lines(sent(book("monthly_results"), tmp_path, picture="B3")) == []
    assert lines(sent(book("monthly_results", NEWS), tmp_path)) == []


def test_book_067_picture_wholly_above_the_labels__ok(tmp_path: Path) -> None:
    """For example a letterhead: the picture of 40 by 40 points ends above row 12."""
    lower = book("monthly_results", NEWS).rows_inserted("소식지", 11)
    assert not [line for line in lines(sent(lower, tmp_path, picture="A1")) if "BOOK-067" in line]


def test_book_068_typed_words_of_numbers_count_and_days_and_names_do_not() -> None:
    typed = {"J6": "추가 인원(명)", "J7": "5명", "J8": "1,020", "J9": "2021-04-01", "J10": "다섯"}
    odd = book("phone_monitoring").with_cells("모니터링", typed)
    (line,) = [line for line in told(odd) if "BOOK-068" in line]
    assert "(J7, J8)" in line.sentence


def test_book_068_a_column_behind_one_of_their_own_that_is_not_ours__warning() -> None:
    typed = {"J6": "연번", "J7": "1", "K6": "7", "K7": "2", "L6": "온라인 참석", "L7": "5"}
    odd = book("phone_monitoring").with_cells("모니터링", typed)
    assert [line.rpartition(" '")[0] for line in told(odd) if "BOOK-068" in line] == [
        "BOOK-068 warning kept 모니터링!L6"
    ]


@pytest.mark.parametrize("label", ["추가 인원(명)", "대상자 추가", "신규 상담(건)", "온라인 참석", "2주차"])
def test_book_068_column_of_their_own_that_may_be_ours__warning(label: str) -> None:
    odd = book("phone_monitoring").with_cells("모니터링", {"J6": label, "J7": "5"})
    assert [line for line in told(odd) if "BOOK-068" in line] == [f"BOOK-068 warning kept 모니터링!J6 '{label}'"]


@pytest.mark.parametrize(
    ("label", "typed"),
    [
        ("연번", "1"),
        ("담당자 내선", "3512"),
        ("전년 대상자(명)", "70"),
        ("추가 인원(명)", "=E7*2 -> 40"),
        ("추가 인원(명)", ""),
    ],
)
def test_book_068_column_of_their_own_that_is_not_ours__ok(label: str, typed: str) -> None:
    fine = book("phone_monitoring").with_cells("모니터링", {"J6": label, "J7": typed})
    assert not [line for line in told(fine) if "BOOK-068" in line]
