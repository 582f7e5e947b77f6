"""A sheet says at its top whether it is complete, before anybody sends it in."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook

from pipeline.templates import Filling
from tests.unit.templates.making import FORMS, REGION, make

APRIL = replace(REGION, month=4)
HEADER = {"author": "담당자", "date": date(2021, 5, 3), "activity_state": "실적 있음"}


def told(path: Path, sheet: str) -> str:
    """The text beside the legend."""
    values = [str(cell.value) for cell in load_workbook(path, data_only=True)[sheet][3]]
    (found,) = [value for value in values if value in ("다 채움", "적은 줄 없음") or value.startswith("빠진 칸")]
    return found


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ([], "적은 줄 없음"),  # the dongs are there beforehand; a row counts once something is written into it
        ([{"dong": "응암2동", "found_count": 3, "support_count": 5}], "다 채움"),
        ([{"dong": "응암2동", "found_count": 3}], "빠진 칸 1개"),
        ([{"dong": "응암2동", "found_count": 3}, {"found_count": 1, "support_count": 2}], "빠진 칸 2개"),
    ],
)
def test_what_is_lacking_in_begun_rows_is_counted(tmp_path: Path, rows: list[dict[str, object]], words: str) -> None:
    path = make(tmp_path, FORMS["monthly_results"], APRIL, Filling(HEADER, {"households": rows}))
    assert told(path, "위기가구") == words


def test_a_result_that_is_not_there_is_lacking_once_its_numbers_are(tmp_path: Path) -> None:
    """The price of a budget line is no number, so its amount cannot be calculated."""
    row = {"project": "나눔", "item": "사무관리비", "basis": "재료", "unit_price_won": "만원", "quantity": 2}
    header = {"author": "담당자", "date": date(2021, 5, 3)}
    path = make(tmp_path, FORMS["joint_project_plan"], REGION, Filling(header, {"budget": [row]}))
    assert told(path, "소요예산") == "빠진 칸 1개"


def test_a_blank_form_says_what_must_be_filled_in_any_case(tmp_path: Path) -> None:
    """Author and date in the header, and a first row of monitoring."""
    path = make(tmp_path, FORMS["phone_monitoring"], replace(REGION, round=1))
    assert told(path, "모니터링") == "빠진 칸 3개"
