"""Comparison with the year before: as it was published, and where its returns have other numbers today."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import openpyxl
import pytest

from tests.support.command import ROOT, Outcome, run_here

CALLS = Path("1권역/1권역_전화모니터링_2020년_1차.xlsx")
APRIL = ROOT / "examples" / "2021" / "월별실적" / "04월" / "1권역_월별실적_2021년_04월.xlsx"  # 3 households were found
EXCEPTION = """
    예외:
      - 규칙: TRD-004
        셀: {cell}
        까닭: 권역이 나중에 바로잡음
        허용한_사람: 복지정책과 담당
        날짜: 2021-12-20
"""


@pytest.fixture
def office(tmp_path: Path) -> Path:
    """The program's folder: this year one return has come."""
    shutil.copyfile(ROOT / "config.yaml", tmp_path / "config.yaml")
    folder = tmp_path / "input" / "2021"
    folder.mkdir(parents=True)
    shutil.copyfile(APRIL, folder / APRIL.name)
    return tmp_path


@pytest.fixture
def published(office: Path) -> Path:
    """The same, with 2020 published from its returns."""
    shutil.copytree(ROOT / "examples" / "2020", office / "input" / "2020")
    assert run_here("--year", 2020, root=office).code == 0
    return office


def about_last_year(office: Path) -> list[dict[str, object]]:
    outcome = run_here("check", "--year", 2021, root=office, output=office / "result")
    return [found for found in outcome.findings("error", "warning", "note") if found["rule"].startswith("TRD")]


def correct(office: Path, cell: str, before: int, after: int) -> None:
    """Make the region's own return of last year hold another number now."""
    path = office / "input" / "2020" / CALLS
    book = openpyxl.load_workbook(path)
    sheet = book["모니터링"]
    assert sheet[cell].value == before
    sheet[cell].value = after
    book.save(path)


def calls_cell() -> str:
    """Where region 1 wrote its 3,839 calls."""
    sheet = openpyxl.load_workbook(ROOT / "examples" / "2020" / CALLS)["모니터링"]
    return next(cell.coordinate for row in sheet.iter_rows() for cell in row if cell.value == 3839)


def test_a_published_year_that_still_adds_up_is_not_spoken_of(published: Path) -> None:
    assert about_last_year(published) == []


def test_a_published_number_that_its_return_no_longer_holds_is_one_error(published: Path) -> None:
    correct(published, calls_cell(), 3839, 3840)
    (found,) = about_last_year(published)
    assert (found["rule"], found["severity"], found["value"]) == ("TRD-004", "error", "3,840")
    assert (found["file"], found["cell"]) == ("output/2020/results.json", "1권역 1회차 상담(건)")
    assert "3,839" in str(found["message"])


def test_a_corrected_number_of_last_year_can_be_allowed(published: Path) -> None:
    correct(published, calls_cell(), 3839, 3840)
    config = published / "config.yaml"
    words = config.read_text(encoding="utf-8").splitlines()
    last = max(number for number, line in enumerate(words) if line.strip().startswith("예외:"))
    words[last] = EXCEPTION.format(cell="1권역 1회차 상담(건)").strip("\n")
    config.write_text("\n".join(words) + "\n", encoding="utf-8")
    outcome = run_here("check", "--year", 2021, root=published, output=published / "result")
    assert not [found for found in outcome.findings("error") if found["rule"] == "TRD-004" and not found["exception"]]


def test_a_year_published_half_way_is_not_held_against_its_returns(office: Path) -> None:
    shutil.copytree(ROOT / "examples" / "2020", office / "input" / "2020")
    run_here("--year", 2020, "--as-of", "2020-06-30", root=office)
    assert about_last_year(office) == []


def test_a_month_far_from_the_same_month_of_last_year_is_a_note(office: Path) -> None:
    publish(office, month=4, households=40)
    (found,) = about_last_year(office)
    assert (found["rule"], found["severity"], found["effect"]) == ("TRD-003", "note", "kept")
    assert "40" in str(found["message"])


def test_another_month_of_last_year_says_nothing_about_this_one(office: Path) -> None:
    publish(office, month=5, households=40)
    assert about_last_year(office) == []


def publish(office: Path, *, month: int, households: int) -> None:
    """Write a report of last year that says how many households region 1 found in one month."""
    figure = {"measure": "households_found", "unit": "가구", "region": 1, "month": month, "value": households}
    content = {
        "year": 2020,
        "as_of": "2020-12-31",
        "status": "확정",
        "figures": [{**figure, "state": "value", "sources": []}],
    }
    path = office / "output" / "2020" / "results.json"
    path.parent.mkdir(parents=True)
    path.write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")


def test_explain_does_not_need_the_year_before(office: Path) -> None:
    outcome: Outcome = run_here("explain", "--year", 2021, "1권역 4월 위기가구 발굴", root=office)
    assert outcome.code == 0, outcome.screen
