"""Cells whose look changes their meaning. A reader of values alone would count 281 where the sheet shows 28¹."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from openpyxl.formatting.rule import CellIsRule
from openpyxl.styles import Border, Font, Side
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.styles.numbers import NumberFormat
from openpyxl.worksheet.worksheet import Worksheet

from pipeline.receive.reader import Reader, reading_limits
from pipeline.workbook.reading import read_bytes
from tests.support.markdown_book import Book, book, check, counted, line_of, settings, told

PEOPLE = "E8"  # of the second row of 모니터링


def monitoring(**cells: str) -> Book:
    return book("phone_monitoring").with_cells("모니터링", cells)


def row_of(item: Book, row: int) -> dict[str, str]:
    cells = item.sheets["모니터링"].cells
    return {f"{'ABCDEF'[column - 1]}{row}": text for (at, column), text in cells.items() if at == row and column <= 6}


def test_book_060_row_that_is_struck_out__warning() -> None:
    plain = monitoring()
    struck = plain.with_cells("모니터링", {cell: f"{text} {{struck}}" for cell, text in row_of(plain, 8).items()})
    found = [item for item in check(struck) if item.rule == "BOOK-060"]
    assert [(item.severity.value, item.effect.value, item.place.cell) for item in found] == [("warning", "kept", "A8")]
    assert "E8" in found[0].message
    assert "대상자(명)" in found[0].message
    assert counted("people", struck) == counted("people", plain)


def test_book_060_number_that_is_struck_out__warning() -> None:
    assert told(monitoring(E8="20 {struck}"))[:1] == ["BOOK-060 warning kept 모니터링!E8 '20'"]


def test_book_060_word_in_a_remark_that_is_struck_out__warning() -> None:
    meeting = book("monthly_results").with_cells("회의결과", {"H7": "~~바자회~~ 나눔 장터"})
    (line,) = told(meeting)
    assert line == "BOOK-060 warning kept 회의결과!H7 '바자회 나눔 장터'"
    assert line.sentence == (
        "취소선이나 대각선이 그어진 칸(H7)의 값도 지우지 않은 값으로 보고 함께 읽었습니다. 뺄 값이면 칸의 내용을 "
        "지워 다시 내 주세요. 살릴 값이면 그은 선을 없애 주세요."
    )


def test_book_060_row_of_the_form_that_nobody_filled_in__ok() -> None:
    blank = monitoring().with_cells("모니터링", {"B30": "녹번동 {struck}"})
    assert not [line for line in told(blank) if line.startswith("BOOK-060")]


def test_book_061_part_of_a_number_struck_out__error() -> None:
    odd = monitoring(E8="~~12~~15")
    (line,) = told(odd)
    assert line == "BOOK-061 error row_left_out 모니터링!E8 '1215'"
    assert line.sentence == (
        "대상자(명) 칸의 '1215' 가운데 '12'에 취소선이 그어져 있어 어떤 값이 맞는지 알 수 없습니다. 취소선이 "
        "그어진 글자를 지우고 맞는 값만 다시 적어 주세요."
    )
    assert counted("people", odd) == [20, 22]


def test_book_061_part_of_a_remark_struck_out__ok() -> None:
    meeting = book("monthly_results").with_cells("회의결과", {"H7": "~~바자회~~ 나눔 장터"})
    assert not [line for line in told(meeting) if line.startswith("BOOK-061")]


@pytest.mark.parametrize("text", ["28^^1^^", "28명^^1)^^"])
def test_book_062_raised_mark_of_a_footnote__error(text: str) -> None:
    odd = monitoring(E8=text)
    assert [line.rpartition(" ")[0] for line in told(odd)] == ["BOOK-062 error row_left_out 모니터링!E8"]
    assert not {28, 281} & set(counted("people", odd))


def test_book_062_raised_letters_in_a_text__ok() -> None:
    assert told(book("monthly_results").with_cells("회의결과", {"H7": "텃밭 30m^^2^^ 나누기"})) == []


def test_book_062_raised_mark_at_the_day_of_writing__error() -> None:
    odd = book("phone_monitoring", header={"작성일": "2021-12-1^^3^^"})
    assert "BOOK-062 error kept 모니터링!B3 '2021-12-13'" in told(odd)


@pytest.mark.parametrize("look", ["white", "tiny"])
def test_book_063_number_that_nobody_can_see__warning(look: str) -> None:
    assert told(monitoring(E8=f"20 {{{look}}}"))[:1] == ["BOOK-063 warning kept 모니터링!E8 '20'"]


def test_book_063_white_letters_on_a_dark_ground__ok() -> None:
    plain = told(monitoring(E8="20"))
    assert told(monitoring(E8="20 {white on blue}")) == plain


def changed(folder: Path, change: Callable[[Worksheet], object]) -> list[str]:
    """The findings about a return whose sheet 모니터링 was changed in another program."""
    item = monitoring()
    path = item.write(folder)
    workbook = openpyxl.load_workbook(path)
    change(workbook["모니터링"])
    workbook.save(path)
    config, forms = settings()
    reading = replace(read_bytes(path.read_bytes(), reading_limits(config), item.file), path=path)
    return [line_of(found) for found in Reader(forms, config).read(0, reading).findings if "BOOK" in found.rule]


def with_rule(folder: Path, **style: object) -> list[str]:
    """The findings about a return in which a conditional format with this style covers E7:E9."""
    rule = CellIsRule(operator="greaterThan", formula=["5"])
    rule.dxf = DifferentialStyle(**style)
    return changed(folder, lambda sheet: sheet.conditional_formatting.add("E7:E9", rule))


def bordered(cell: str, border: Border) -> Callable[[Worksheet], object]:
    return lambda sheet: setattr(sheet[cell], "border", border)


def test_book_060_number_that_is_crossed_out_by_a_border__warning(tmp_path: Path) -> None:
    crossed = bordered("E8", Border(diagonal=Side("thin"), diagonalUp=True, diagonalDown=True))
    assert changed(tmp_path, crossed) == ["BOOK-060 warning kept 모니터링!E8 '21'"]


def test_book_060_a_line_through_a_zero_that_does_not_apply__ok(tmp_path: Path) -> None:
    def cross(sheet: Worksheet) -> None:
        sheet["H8"].value = 0
        sheet["H8"].border = Border(diagonal=Side("thin"), diagonalUp=True)

    assert [line for line in changed(tmp_path, cross) if "BOOK-060" in line] == []


def test_book_060_other_borders__ok(tmp_path: Path) -> None:
    for border in (Border(top=Side("thin"), bottom=Side("thick")), Border(diagonal=Side("thin"))):
        assert changed(tmp_path, bordered("E8", border)) == []


@pytest.mark.parametrize("code", ["[White]#,##0", "[흰색]0", "[Color2]General;[Red]-0"])
def test_book_063_number_format_that_prints_in_white__warning(code: str, tmp_path: Path) -> None:
    found = changed(tmp_path, lambda sheet: setattr(sheet["E8"], "number_format", code))
    assert found == ["BOOK-063 warning kept 모니터링!E8 '21'"]


def test_book_063_negative_numbers_in_white_or_numbers_in_red__ok(tmp_path: Path) -> None:
    for code in ("[Red]#,##0", "#,##0;[White]-#,##0", "[=0][White]0;#,##0"):
        assert changed(tmp_path, lambda sheet, code=code: setattr(sheet["E8"], "number_format", code)) == []


@pytest.mark.parametrize(("points", "rules"), [(0.75, ["BOOK-013"]), (1.5, ["BOOK-013"]), (12, [])])
def test_book_013_row_too_flat_to_be_seen__warning(points: float, rules: list[str], tmp_path: Path) -> None:
    found = changed(tmp_path, lambda sheet: setattr(sheet.row_dimensions[8], "height", points))
    assert [line.split()[0] for line in found] == rules


def test_book_013_column_too_narrow_to_be_seen__warning(tmp_path: Path) -> None:
    found = changed(tmp_path, lambda sheet: setattr(sheet.column_dimensions["F"], "width", 0.5))
    assert [line.split()[0] for line in found] == ["BOOK-013"]


def test_book_069_conditional_format_that_strikes_out_or_shows_another_number__warning(tmp_path: Path) -> None:
    for style in ({"font": Font(strike=True)}, {"numFmt": NumberFormat(numFmtId=170, formatCode='"120"')}):
        assert with_rule(tmp_path, **style) == ["BOOK-069 warning kept 모니터링!E7 '20'"]


def test_book_069_conditional_format_that_only_colours__ok(tmp_path: Path) -> None:
    for style in ({"font": Font(color="FFFF0000")}, {"numFmt": NumberFormat(numFmtId=170, formatCode="#,##0")}):
        assert with_rule(tmp_path, **style) == []
