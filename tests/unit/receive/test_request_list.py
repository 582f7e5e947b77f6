"""The list that is sent for a file that cannot be marked, put into the input folder by mistake."""

from __future__ import annotations

from pathlib import Path

from pipeline.model.result import RunResult
from pipeline.model.returns import ReturnState
from pipeline.reply.marked import plan_requests, write_return_copies
from tests.support.few_returns import monitoring_rows, run_over, write_monitoring

MOBILE = "010-1234-5678"


def run_with_list_put_back(tmp_path: Path, note: str) -> RunResult:
    """Region 3's monitoring with a note in row 9, and beside it the list that was sent back for it."""
    rows = monitoring_rows()
    rows[0] |= {"note": note, "people_count": "약 70명"}
    folder = tmp_path / "받은 파일"
    write_monitoring(folder / "3권역.xlsx", rows)
    (sent_back,) = write_return_copies(run_over(folder), tmp_path / "수정요청")
    (folder / "목록.xlsx").write_bytes(sent_back.read_bytes())
    return run_over(folder)


def told(result: RunResult, rule: str) -> list[str]:
    return [item.place.file for item in result.findings if item.rule == rule]


def test_int_009_list_of_requests_among_the_returns__note(tmp_path: Path) -> None:
    result = run_with_list_put_back(tmp_path, f"문의 {MOBILE}")
    assert told(result, "INT-009") == ["목록.xlsx"]
    assert {item.file: item.state for item in result.returns}["목록.xlsx"] is ReturnState.IGNORED
    assert [request.source.file for request in plan_requests(result)] == ["3권역.xlsx"]


def test_int_009_marked_copy_of_a_return__ok(tmp_path: Path) -> None:
    result = run_with_list_put_back(tmp_path, "전화로 살핌")
    assert told(result, "INT-009") == []
    assert {item.file: item.state for item in result.returns}["목록.xlsx"] is ReturnState.USED
