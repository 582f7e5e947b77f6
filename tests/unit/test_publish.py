"""The output folder is replaced whole or not at all, never at the cost of somebody's files."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from pipeline.errors import AlreadyRunningError, ConfigError
from pipeline.publish import staging


def publish(target: Path, **files: str) -> None:
    with staging(target) as folder:
        for name, text in {**files, "manifest": "{}"}.items():
            (folder / f"{name}{'.json' if name == 'manifest' else '.txt'}").write_text(text, encoding="utf-8")


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_second_run_replaces_the_first_whole(tmp_path: Path) -> None:
    target = tmp_path / "output" / "2021"
    publish(target, first="1")
    publish(target, second="2")
    assert names(target) == ["manifest.json", "second.txt"]
    assert names(target.parent) == ["2021"]


def fail_half_way(target: Path) -> None:
    with staging(target) as folder:
        (folder / "half.txt").write_text("…", encoding="utf-8")
        raise RuntimeError


def test_a_run_that_fails_leaves_the_earlier_output_as_it_was(tmp_path: Path) -> None:
    target = tmp_path / "2021"
    publish(target, first="1")
    with pytest.raises(RuntimeError):
        fail_half_way(target)
    assert names(target) == ["first.txt", "manifest.json"]
    assert names(tmp_path) == ["2021"]


def test_a_folder_with_other_files_is_never_replaced(tmp_path: Path) -> None:
    (tmp_path / "사진.png").write_bytes(b"x")
    with pytest.raises(ConfigError, match="만들지 않은 파일"), staging(tmp_path):
        raise AssertionError("must not be entered")
    assert names(tmp_path) == ["사진.png"]


def test_an_empty_folder_may_be_used(tmp_path: Path) -> None:
    target = tmp_path / "new"
    target.mkdir()
    publish(target, first="1")
    assert names(target) == ["first.txt", "manifest.json"]


def test_a_file_in_place_of_the_folder_is_told(tmp_path: Path) -> None:
    (tmp_path / "2021").write_text("x", encoding="utf-8")
    with pytest.raises(ConfigError, match="폴더가 아닙니다"), staging(tmp_path / "2021"):
        raise AssertionError("must not be entered")


def test_two_runs_cannot_write_the_same_folder(tmp_path: Path) -> None:
    with staging(tmp_path / "2021") as folder:
        (folder / "manifest.json").write_text("{}", encoding="utf-8")
        with pytest.raises(AlreadyRunningError), staging(tmp_path / "2021"):
            raise AssertionError("must not be entered")


def test_a_lock_left_by_a_killed_run_is_taken_over(tmp_path: Path) -> None:
    gone = os.fork()
    if gone == 0:
        os._exit(0)
    os.waitpid(gone, 0)
    (tmp_path / ".잠금-2021").write_text(str(gone), encoding="utf-8")
    publish(tmp_path / "2021", first="1")
    assert names(tmp_path) == ["2021"]
