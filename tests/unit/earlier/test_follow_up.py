"""After a corrected file has come: which requests are settled, which are still open, which are new."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from pipeline.earlier.follow_up import FollowUpState, compare_requests
from pipeline.model.findings import Place
from pipeline.model.result import RunResult
from pipeline.model.returns import ReturnState
from pipeline.records.results import results_of, write_results
from tests.support.few_returns import monitoring_rows, run_over, write_monitoring
from tests.support.markdown_book import book, run

ROUND_1: Mapping[str, Any] = {"file": "모니터링.xlsx", "rounds": [1]}  # the first run's return
FIXED, OPEN, NEW = FollowUpState.FIXED, FollowUpState.OPEN, FollowUpState.NEW


def run_with(folder: Path, rows: list[dict[str, object]], name: str = "모니터링.xlsx") -> RunResult:
    folder.mkdir()
    write_monitoring(folder / name, rows)
    return run_over(folder)


def findings_of(result: RunResult, path: Path) -> list[Mapping[str, Any]]:
    """The findings as the next run gets them: read from results.json."""
    return json.loads(write_results(result, path).read_text(encoding="utf-8"))["findings"]


@pytest.fixture(scope="module")
def first_run(tmp_path_factory: pytest.TempPathFactory) -> tuple[RunResult, list[Mapping[str, Any]]]:
    """Row 9: people in words. Row 11: consultations blank. Row 12: a dong of region 1."""
    folder = tmp_path_factory.mktemp("처음")
    rows = monitoring_rows()
    rows[0]["people_count"] = "약 70명"
    rows[2]["consultation_count"] = None
    rows[3]["dong"] = "녹번동"
    result = run_with(folder / "받은 파일", rows)
    return result, findings_of(result, folder / "results.json")


def told(result: RunResult, earlier: list[Mapping[str, Any]]) -> set[tuple[FollowUpState, str, str]]:
    return {(item.state, item.rule, item.place.cell) for item in compare_requests(earlier, result, [ROUND_1]).items}


def test_the_same_file_leaves_everything_open(first_run: tuple[RunResult, list[Mapping[str, Any]]]) -> None:
    result, earlier = first_run
    states = compare_requests(earlier, result, [ROUND_1]).counts
    assert states[OPEN] >= 3
    assert set(states) == {OPEN}


def test_mended_open_and_new_are_told_apart(first_run, tmp_path: Path) -> None:
    rows = monitoring_rows()
    rows[2]["consultation_count"] = None  # still blank
    rows[1]["people_count"] = "80여 명"  # a new mistake
    found = told(run_with(tmp_path / "고친 파일", rows), first_run[1])
    assert (FIXED, "CELL-011", "E9") in found
    assert (FIXED, "MON-005", "B12") in found
    assert (OPEN, "CELL-001", "F11") in found
    assert {item for item in found if item[0] is NEW and item[1].startswith("CELL")} == {(NEW, "CELL-011", "E10")}


def test_a_row_put_in_between_does_not_make_old_mistakes_new(first_run, tmp_path: Path) -> None:
    """The same three mistakes, each one row lower."""
    rows = monitoring_rows()
    rows[0]["people_count"] = "약 70명"
    rows[2]["consultation_count"] = None
    rows[3]["dong"] = "녹번동"
    rows.insert(0, {**rows[1], "dong": "증산동", "people_count": 60, "consultation_count": 300})
    del rows[3]["dong"]
    rows[3]["dong"] = "응암3동 "
    result = run_with(tmp_path / "한 줄 더", rows)
    items = {item.rule: item for item in compare_requests(first_run[1], result, [ROUND_1]).items if item.state is OPEN}
    assert items["CELL-011"].place.cell == "E10"
    assert items["CELL-011"].cell_before == "E9"
    assert items["CELL-001"].place.cell == "F12"
    assert items["MON-005"].place.cell == "B13"


def test_another_wrong_value_in_the_same_cell_is_still_open(first_run, tmp_path: Path) -> None:
    rows = monitoring_rows()
    rows[0]["people_count"] = "70명쯤"
    result = run_with(tmp_path / "또 틀림", rows)
    open_items = [item for item in compare_requests(first_run[1], result, [ROUND_1]).items if item.place.cell == "E9"]
    assert [(item.state, item.value) for item in open_items] == [(OPEN, "70명쯤")]


def test_another_file_name_is_the_same_return(first_run, tmp_path: Path) -> None:
    result = run_with(tmp_path / "고친 파일", monitoring_rows(), name="고친 것.xlsx")
    assert set(compare_requests(first_run[1], result, [ROUND_1]).counts) == {FIXED}


def test_another_round_is_not_the_same_return(first_run, tmp_path: Path) -> None:
    """Round 1 is gone, and round 2 has a mistake of the same kind in the same cell: it is a new one."""
    folder = tmp_path / "2회차만"
    folder.mkdir()
    rows = [row | {"round": 2} for row in monitoring_rows()]
    rows[0]["people_count"] = "약 80명"
    write_monitoring(folder / "2회차.xlsx", rows, round_number=2)
    items = compare_requests(first_run[1], run_over(folder, as_of=date(2021, 12, 31)), [ROUND_1]).items
    assert {item.state for item in items if item.rule == "MON-005"} == {FollowUpState.UNCHECKED}
    assert [item.state for item in items if item.rule == "CELL-011"] == [FollowUpState.UNCHECKED, NEW]


def test_rounds_that_came_apart_come_back_in_one_file(first_run, tmp_path: Path) -> None:
    folder = tmp_path / "함께"
    folder.mkdir()
    rows = [*monitoring_rows(), *(row | {"round": 2} for row in monitoring_rows())]
    write_monitoring(folder / "모두.xlsx", rows)
    states = {item.rule: item.state for item in compare_requests(first_run[1], run_over(folder), [ROUND_1]).items}
    assert (states["CELL-011"], states["MON-005"]) == (FIXED, FIXED)


def test_a_return_that_is_gone_is_not_called_mended(first_run, tmp_path: Path) -> None:
    folder = tmp_path / "다른 권역만"
    folder.mkdir()
    write_monitoring(folder / "1권역.xlsx", monitoring_rows(1), region=1)
    result = run_over(folder)
    assert set(compare_requests(first_run[1], result, [ROUND_1]).counts) == {FollowUpState.UNCHECKED}


def test_a_return_that_is_refused_now_is_not_called_mended(first_run, tmp_path: Path) -> None:
    result = run_with(tmp_path / "고친 파일", monitoring_rows())
    for source in result.returns:
        source.state = ReturnState.REFUSED
    assert set(compare_requests(first_run[1], result, [ROUND_1]).counts) == {FollowUpState.UNCHECKED}


def test_a_request_that_was_allowed_since_says_so(first_run) -> None:
    result, earlier = first_run
    allowed = [replace(item, exception="전화로 확인함") if item.rule == "MON-005" else item for item in result.findings]
    today = replace(result, findings=allowed)
    states = {item.rule: item.state for item in compare_requests(earlier, today, [ROUND_1]).items}
    assert states["MON-005"] is FollowUpState.ALLOWED
    assert states["CELL-011"] is OPEN


def test_notes_and_what_was_allowed_before_ask_for_nothing(first_run) -> None:
    result, _ = first_run
    note = {"rule": "CELL-103", "severity": "note", "file": "모니터링.xlsx", "sheet": "모니터링", "cell": "B9"}
    allowed = {"rule": "CELL-019", "severity": "error", "file": "모니터링.xlsx", "cell": "E9", "exception": "허용함"}
    items = compare_requests([note, allowed], result, [ROUND_1]).items
    assert {item.rule for item in items} & {"CELL-103", "CELL-019"} == set()


def test_a_file_nobody_could_read_is_mended_once_it_counts(first_run) -> None:
    result, _ = first_run
    refused = {"rule": "FILE-020", "severity": "error", "file": "모니터링.xlsx", "sheet": "", "cell": "", "form": None}
    item = compare_requests([refused], result, [ROUND_1]).items[0]
    assert (item.state, item.place) == (FIXED, Place("모니터링.xlsx"))
    gone = compare_requests([{**refused, "file": "암호.xlsx"}], result, [ROUND_1]).items[0]
    assert gone.state is FollowUpState.UNCHECKED


def test_a_broken_entry_of_an_old_file_is_passed_over(first_run) -> None:
    result, _ = first_run
    entries: list[Mapping[str, object]] = [{}, {"severity": "error"}, {"rule": 7, "severity": "error"}]
    assert all(item.state is NEW for item in compare_requests(entries, result, [ROUND_1]).items)


def test_a_total_that_cannot_be_compared_today_is_not_called_mended(first_run, tmp_path: Path) -> None:
    """A number of column E cannot be read now, so it is unknown whether the total of E is right."""
    result, earlier = first_run
    one = next(item for item in earlier if item["cell"] == "E9")
    totals = [{**one, "rule": "ROW-005", "cell": f"{column}40", "value": "93"} for column in "EG"]
    states = {item.place.cell: item.state for item in compare_requests(totals, result, [ROUND_1]).items}
    assert (states["E40"], states["G40"]) == (FollowUpState.UNCHECKED, FIXED)
    mended = run_with(tmp_path / "고친 것", monitoring_rows())
    assert told(mended, totals) == {(FIXED, "ROW-005", "E40"), (FIXED, "ROW-005", "G40")}


def test_a_sum_whose_amounts_cannot_be_read_today_is_not_called_mended() -> None:
    """The summary said 400,001 for one amount of 400,000. Then that amount is unreadable; then it is a number again."""
    wrong = book("settlement").with_cells("정산총괄", {"C7": "400001", "D7": "869999", "E7": "869999"})
    earlier = results_of(run(wrong))
    asked = [item for item in earlier["findings"] if item["rule"] == "SET-003"]
    assert len(asked) == 1
    for changes, state in (({"E2": "약 400000"}, FollowUpState.UNCHECKED), ({}, FIXED)):
        found = compare_requests(asked, run(book("settlement").with_cells("집행내역", changes)), earlier["returns"])
        assert [item.state for item in found.items if item.rule == "SET-003"] == [state]


@pytest.mark.parametrize(
    ("regions", "only", "is_compared"),
    [
        ((None, 3), 3, True),  # the return is region 3's
        ((3, None), 3, True),
        ((3, 3), 3, True),
        ((None, 5), 5, False),
        ((5, None), 5, False),
        ((5, 3), 3, False),
        ((3, 5), 5, False),
    ],
)
def test_what_only_one_of_two_runs_looked_at_is_not_compared(
    first_run, regions: tuple[int | None, int | None], only: int, is_compared: bool, tmp_path: Path
) -> None:
    """Three mistakes are mended, one is new; a run over another region knows of neither."""
    rows = monitoring_rows()
    rows[1]["people_count"] = "80여 명"
    result, earlier = run_with(tmp_path / "고친 파일", rows), first_run[1]
    assert {entry["region"] for entry in earlier} == {item.region for item in result.findings} == {3}
    found = compare_requests(earlier, result, [ROUND_1], regions)
    assert found.only == only
    assert {FIXED, NEW} <= set(found.counts) if is_compared else found.items == ()


def test_an_entry_with_a_broken_region_is_nobodys(first_run) -> None:
    entries = [{**entry, "region": [3]} for entry in first_run[1]]
    states = compare_requests(entries, first_run[0], [ROUND_1], (None, 3)).counts
    assert set(states) == {NEW}
