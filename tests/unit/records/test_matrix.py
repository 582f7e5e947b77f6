"""현황판: one page on which the officer sees who has sent what."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from pipeline.records.findings import write_checks
from tests.support.small_run import output_folder, run_2020, small_run

REGIONS = [f"{number}권역" for number in range(1, 6)]


@pytest.fixture(scope="module")
def board(tmp_path_factory: pytest.TempPathFactory) -> list[list[object]]:
    """The first sheet of the small year with its slips, as rows of values."""
    result = small_run(tmp_path_factory, slips=True)
    book = openpyxl.load_workbook(write_checks(result, output_folder(result) / "검증결과_2021.xlsx"))
    return [[cell.value for cell in row] for row in book.worksheets[0].iter_rows()]


def line(board: list[list[object]], form: str, period: str) -> dict[object, object]:
    (found,) = [row for row in board if row[:2] == [form, period]]
    return dict(zip(board[4], found, strict=True))


def test_it_is_the_first_sheet_and_has_a_column_for_each_sender(board: list[list[object]]) -> None:
    assert board[4] == ["서식", "월·회차", "마감", *REGIONS, "총괄부서"]
    assert str(board[0][0]).endswith("검증결과")


def test_a_form_has_a_line_for_each_period(board: list[list[object]]) -> None:
    assert [row[1] for row in board if row[0] == "월별실적"] == [f"{month}월" for month in range(1, 13)]
    assert [row[1] for row in board if row[0] == "전화모니터링"] == ["1회차", "2회차"]


def test_a_cell_says_how_a_return_stands_and_what_is_open_in_it(board: list[list[object]]) -> None:
    """Region 3's March has a dong of region 1; region 5 has not sent its settlement; the office itself sends none."""
    assert line(board, "월별실적", "3월")["3권역"] == "보완 1곳"
    settlement = line(board, "정산서", "연간")
    assert (settlement["5권역"], settlement["총괄부서"]) == ("미제출", "–")
    assert line(board, "전화모니터링", "1회차")["3권역"] == "제출"


def test_the_last_line_and_the_note_count_what_came(board: list[list[object]]) -> None:
    """Region 5 has not sent 12 of its 17 returns."""
    assert dict(zip(board[4], board[-1], strict=True))["5권역"] == "5/17"
    assert str(board[1][0]).startswith("잠정 · 2021. 12. 31. 기준 · 받은 자료 ")


def test_a_final_year_is_called_final_and_has_no_column_for_the_office(tmp_path: Path) -> None:
    sheet = openpyxl.load_workbook(write_checks(run_2020(), tmp_path / "검증결과_2020.xlsx")).worksheets[0]
    assert sheet["A2"].value == (
        "확정 · 2020. 12. 31. 기준 · 받은 자료 15/15건 · 미제출 0건 · 고칠 곳 0곳 · 확인할 곳 0곳"
    )
    assert [cell.value for cell in sheet[5]][3:] == REGIONS
    assert {cell.value for row in sheet["D6:H8"] for cell in row} == {"제출"}
