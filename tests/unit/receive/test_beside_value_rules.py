"""Numbers where nobody reads them: told, so that the sender can write them where they count."""

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


def test_book_067_picture_over_a_table_without_a_line__warning(tmp_path: Path) -> None:
    assert lines(sent(book("monthly_results", NEWS), tmp_path, picture="B3")) == ["BOOK-067 warning kept 소식지!A1"]


def test_book_067_picture_beside_lines__ok(tmp_path: Path) -> None:
    assert lines(sent(book("monthly_results"), tmp_path, picture="B3")) == []
    assert lines(sent(book("monthly_results", NEWS), tmp_path)) == []


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
