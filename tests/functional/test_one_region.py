"""`--region N`: the screen, the exit code, the letters and the workbooks are about that region and no other.

In the example year region 5 has not sent one month, regions 1 and 2 have something to correct, 3 and 4 something to
confirm.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from tests.support.command import ROOT, Outcome, run_here

FINAL, PROVISIONAL = 0, 20
OTHERS = ("1권역", "2권역", "4권역", "5권역")


@pytest.fixture(scope="module")
def ran(tmp_path_factory: pytest.TempPathFactory) -> Callable[[int], Outcome]:
    """The run of a region; each region is run once and shared by the tests."""
    root = tmp_path_factory.mktemp("office")
    shutil.copyfile(ROOT / "config.yaml", root / "config.yaml")
    done: dict[int, Outcome] = {}

    def run(region: int) -> Outcome:
        if region not in done:
            words = ("--year", 2021, "--region", region, "--input", ROOT / "examples" / "2021")
            done[region] = run_here(*words, "--config", root / "config.yaml", root=root, output=root / str(region))
        return done[region]

    return run


def test_a_region_that_sent_everything_is_final_whatever_the_others_owe(ran: Callable[[int], Outcome]) -> None:
    outcome = ran(3)
    assert (outcome.code, outcome.results["status"]) == (FINAL, "확정")
    assert "상태: 확정" in outcome.out
    assert not any(other in outcome.out for other in OTHERS)


def test_a_region_that_owes_something_is_provisional_by_that_alone(ran: Callable[[int], Outcome]) -> None:
    outcome = ran(5)
    assert outcome.code == PROVISIONAL
    assert "상태: 잠정 (미제출 1건, 고칠 곳 0건)" in outcome.out


def test_findings_letters_copies_and_receipts_are_its_own(ran: Callable[[int], Outcome]) -> None:
    outcome = ran(3)
    assert {found["region"] for found in outcome.results["findings"]} == {3}
    assert {entry["region"] for entry in outcome.results["expected"]} == {3}
    names = {path.name for path in outcome.output.rglob("*") if path.parent.name in ("메일", "수정요청", "접수증")}
    assert names == {
        "3권역_보완요청.eml", "3권역_보완요청.txt", "부서장_보고.eml", "부서장_보고.txt",
        "3권역_전화모니터링_2회차_수정요청.xlsx", "3권역.txt",
    }  # fmt: skip


def test_its_workbook_of_findings_names_no_file_of_another_region(ran: Callable[[int], Outcome]) -> None:
    book = openpyxl.load_workbook(ran(3).output / "검증결과_2021.xlsx")
    words = [str(cell.value) for sheet in book for line in sheet.iter_rows() for cell in line if cell.value is not None]
    assert [word for word in words if word.endswith(".xlsx") and any(other in word for other in OTHERS)] == []


def test_its_figures_still_stand_beside_the_offices(ran: Callable[[int], Outcome]) -> None:
    """17,502 calls of the first round, of which region 3 made 4,346."""
    outcome = ran(3)
    assert outcome.figure("consultations", round=1)["value"] == 17_502
    assert outcome.figure("consultations", round=1, region=3)["value"] == 4_346
    known = {item["file"] for item in outcome.results["returns"]}
    assert {source["file"] for source in outcome.figure("consultations", round=1)["sources"]} <= known


def test_a_run_of_one_region_takes_nothing_from_what_the_whole_office_is_compared_with(tmp_path: Path) -> None:
    """Three requests to the others and one to region 3 are open at first; then 2권역 corrects its 2 households."""
    returns, output = tmp_path / "input", tmp_path / "2021"
    shutil.copytree(ROOT / "examples" / "2021", returns)
    words = ("check", "--year", 2021, "--input", returns, "--config", ROOT / "config.yaml")
    whole = run_here(*words, root=tmp_path, output=output)
    one = run_here(*words, "--region", 3, root=tmp_path, output=output)
    assert (whole.code, one.results["of_region"]) == (PROVISIONAL, 3)
    assert "지난번 요청과 견주면(3권역만): 아직 1건\n" in one.out
    note = openpyxl.load_workbook(output / "검증결과_2021.xlsx")["요청 후속"]
    told = [str(cell.value) for line in note.iter_rows(max_row=4) for cell in line if cell.value is not None]
    assert any("3권역만의 결과라 3권역이 아닌 곳은 견주지 않았습니다." in text for text in told)

    path = returns / "월별실적" / "07월" / "2권역_월별실적_2021년_07월.xlsx"
    workbook = openpyxl.load_workbook(path)
    workbook["위기가구"]["A6"] = "역촌동"
    workbook.save(path)
    run_here(*words, "--region", 2, root=tmp_path, output=output)
    again = run_here(*words, root=tmp_path, output=output)
    assert "지난번 요청과 견주면: 고쳐짐 1건 · 아직 3건" in again.out
    changed = openpyxl.load_workbook(output / "검증결과_2021.xlsx")["바뀐 수"]
    rows = [[cell.value for cell in line] for line in changed.iter_rows()]
    assert any("잠정" in str(value) for line in rows[:4] for value in line)
    assert ["전체 위기가구 발굴(가구)", 301, 303, 2] in [line[:4] for line in rows]
