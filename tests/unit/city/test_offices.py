"""Where offices are found, and how their runs end."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.city import offices as module
from pipeline.city.offices import list_offices, run_office, run_offices, worst_code
from pipeline.errors import EXIT_ALREADY_RUNNING, EXIT_CONFIG, ConfigError


def test_offices_are_the_folders_in_the_order_of_their_names(tmp_path: Path) -> None:
    for name in ("나구", "가구", ".숨김"):
        (tmp_path / name).mkdir()
    (tmp_path / "메모.txt").touch()
    assert [path.name for path in list_offices(tmp_path)] == ["가구", "나구"]


@pytest.mark.parametrize("name", ["없는 폴더", "."])
def test_a_folder_without_offices_is_a_mistake_of_the_command(tmp_path: Path, name: str) -> None:
    with pytest.raises(ConfigError, match="자치구"):
        list_offices(tmp_path / name)


def test_an_office_without_settings_has_no_result_and_says_why(tmp_path: Path) -> None:
    office = tmp_path / "가구"
    office.mkdir()
    (run,) = run_offices([office], 2021, [], 1)
    assert (run.code, run.is_written) == (10, False)
    assert "config.yaml" in run.reason


def test_a_folder_that_cannot_be_entered_stops_only_that_office(tmp_path: Path) -> None:
    runs = list(run_offices([tmp_path / "없는 구", tmp_path / "또 없는 구"], 2021, [], 2))  # in the order of their ends
    assert sorted((run.name, run.code) for run in runs) == [("또 없는 구", 10), ("없는 구", 10)]
    assert all("폴더를 열 수 없습니다" in run.reason for run in runs)


@pytest.mark.parametrize(
    ("owner", "begun", "code"),
    [("client-1", 3, EXIT_CONFIG), ("", 1, EXIT_ALREADY_RUNNING)],
    ids=["on a cluster the lost run cleans up", "here somebody else is at work"],
)
def test_an_office_begins_again_only_after_a_lost_worker(
    owner: str, begun: int, code: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ends = [EXIT_ALREADY_RUNNING, EXIT_ALREADY_RUNNING, EXIT_CONFIG]
    left = iter(ends)
    monkeypatch.setattr(module, "run_alone", lambda *_: (next(left), "■ 까닭"))
    monkeypatch.setattr(module.time, "sleep", lambda _: None)
    assert run_office(tmp_path, 2021, (), owner).code == code
    assert len(list(left)) == len(ends) - begun


def test_the_worst_exit_code_is_a_bug_and_the_best_a_final_report() -> None:
    assert worst_code([0, 20, 0]) == 20
    assert worst_code([20, 11, 10]) == 10
    assert worst_code([10, 14, 12, 13]) == 13
    assert worst_code([13, 1, 20]) == 1
    assert worst_code([0, 0]) == 0
