"""The output folder is replaced completely or not at all, and never at the cost of somebody's files."""

from __future__ import annotations

import errno
import hashlib
import json
import os
import shutil
from pathlib import Path

import pytest

from pipeline.errors import AlreadyRunningError, ConfigError, OutputLockedError
from pipeline.publish.swap import staging


def publish(target: Path, **files: str) -> None:
    with staging(target) as folder:
        for name, text in files.items():
            (folder / f"{name}.txt").write_text(text, encoding="utf-8")
        sums = {f"{name}.txt": hashlib.sha256(text.encode()).hexdigest() for name, text in files.items()}
        manifest = {"year": 2021, "outputs": sums}
        (folder / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def must_not_start(target: Path) -> None:
    with staging(target):
        raise AssertionError("must not be entered")


def test_a_second_run_replaces_the_first_whole(tmp_path: Path) -> None:
    target = tmp_path / "output" / "2021"
    publish(target, first="1")
    publish(target, first="2")
    assert names(target) == ["first.txt", "manifest.json"]
    assert (target / "first.txt").read_text(encoding="utf-8") == "2"
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
    with pytest.raises(ConfigError, match="만들지 않은 파일"):
        must_not_start(tmp_path)
    assert names(tmp_path) == ["사진.png"]


def test_an_empty_folder_may_be_used(tmp_path: Path) -> None:
    target = tmp_path / "new"
    target.mkdir()
    publish(target, first="1")
    assert names(target) == ["first.txt", "manifest.json"]


def test_a_file_in_place_of_the_folder_is_told(tmp_path: Path) -> None:
    (tmp_path / "2021").write_text("x", encoding="utf-8")
    with pytest.raises(ConfigError, match="폴더가 아닙니다"):
        must_not_start(tmp_path / "2021")


def test_two_runs_cannot_write_the_same_folder(tmp_path: Path) -> None:
    with staging(tmp_path / "2021"), pytest.raises(AlreadyRunningError):
        must_not_start(tmp_path / "2021")


@pytest.mark.parametrize("number", ["", str(os.getppid()), "nonsense"])
def test_a_lock_left_by_a_killed_run_holds_nobody_up(tmp_path: Path, number: str) -> None:
    """Whatever it contains: after a restart the process number in it may be that of another program."""
    (tmp_path / ".잠금-2021").write_text(number, encoding="utf-8")
    publish(tmp_path / "2021", first="1")
    assert names(tmp_path) == ["2021"]


def test_what_an_officer_put_into_the_output_or_changed_there_is_kept_beside_it(tmp_path: Path) -> None:
    target = tmp_path / "2021"
    publish(target, first="1", same="…")
    (target / "메모").mkdir()
    (target / "메모" / "과장님 말씀.txt").write_text("고칠 것", encoding="utf-8")
    (target / "first.txt").write_text("고쳐 씀", encoding="utf-8")
    told: list[tuple[Path, list[str]]] = []
    with staging(target, lambda folder, files: told.append((folder, list(files)))) as folder:
        (folder / "first.txt").write_text("2", encoding="utf-8")
        (folder / "same.txt").write_text("2", encoding="utf-8")
        (folder / "manifest.json").write_text('{"year": 2021, "outputs": {}}', encoding="utf-8")
    kept = tmp_path / "2021_보관"
    assert names(target) == ["first.txt", "manifest.json", "same.txt"]
    assert (kept / "메모" / "과장님 말씀.txt").read_text(encoding="utf-8") == "고칠 것"
    assert (kept / "first.txt").read_text(encoding="utf-8") == "고쳐 씀"
    assert names(kept) == ["first.txt", "메모"]
    assert told == [(kept, ["first.txt", "메모/과장님 말씀.txt"])]


def test_what_was_kept_before_is_not_written_over(tmp_path: Path) -> None:
    target = tmp_path / "2021"
    for text in ("하나", "둘", "둘"):
        publish(target, first="1")
        (target / "first.txt").write_text(text, encoding="utf-8")
    publish(target, first="1")
    kept = {path.name: path.read_text(encoding="utf-8") for path in (tmp_path / "2021_보관").iterdir()}
    assert kept == {"first.txt": "하나", "first (2).txt": "둘"}


def test_of_what_is_kept_no_cut_off_copy_is_left_on_a_full_disk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "2021"
    publish(target, first="1")
    (target / "first.txt").write_text("고쳐 씀", encoding="utf-8")

    def copy_half(_: Path, to: Path) -> None:
        to.write_bytes(b"x")
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(to))

    monkeypatch.setattr(shutil, "copyfile", copy_half)
    with pytest.raises(OutputLockedError, match="남은 자리가 없어"):
        publish(target, first="2")
    assert names(tmp_path / "2021_보관") == []
    assert (target / "first.txt").read_text(encoding="utf-8") == "고쳐 씀"


def test_a_run_that_nobody_touched_leaves_nothing_to_keep(tmp_path: Path) -> None:
    publish(tmp_path / "2021", first="1")
    publish(tmp_path / "2021", first="2")
    assert names(tmp_path) == ["2021"]


@pytest.mark.parametrize("manifest", ['{"name": "홈페이지", "start_url": "/"}', '{"year": 2021}', "[]", "{"])
def test_a_folder_that_happens_to_have_a_manifest_is_never_replaced(tmp_path: Path, manifest: str) -> None:
    (tmp_path / "manifest.json").write_text(manifest, encoding="utf-8")
    with pytest.raises(ConfigError, match="만들지 않은 파일"):
        must_not_start(tmp_path)
    assert names(tmp_path) == ["manifest.json"]


def test_what_computers_and_office_programs_leave_there_is_no_obstacle(tmp_path: Path) -> None:
    target = tmp_path / "2021"
    publish(target, first="1")
    for name in ("Thumbs.db", ".DS_Store", "desktop.ini", "~$성과보고_2021.docx"):
        (target / name).write_bytes(b"x")
    publish(target, first="2")
    assert names(target) == ["first.txt", "manifest.json"]
    assert names(tmp_path) == ["2021"]


def test_a_swap_that_was_cut_off_is_undone_by_the_next_run(tmp_path: Path) -> None:
    """The run was killed between the two renames: the earlier output has its other name, and its own place is empty."""
    target = tmp_path / "2021"
    publish(target, first="1")
    target.rename(tmp_path / ".이전-2021")
    with pytest.raises(RuntimeError):
        fail_half_way(target)
    assert names(target) == ["first.txt", "manifest.json"]
    assert names(tmp_path) == ["2021"]


def test_a_stop_in_the_middle_of_the_swap_puts_the_earlier_output_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "2021"
    publish(target, first="1")
    rename = Path.rename

    def stopped(path: Path, to: Path) -> Path:
        if path.name.startswith(".작성중"):
            raise KeyboardInterrupt
        return rename(path, to)

    monkeypatch.setattr(Path, "rename", stopped)
    with pytest.raises(KeyboardInterrupt):
        publish(target, first="2")
    assert names(target) == ["first.txt", "manifest.json"]
    assert names(tmp_path) == ["2021"]


def fail_to_write(target: Path, number: int) -> None:
    with staging(target):
        raise OSError(number, os.strerror(number))


@pytest.mark.parametrize(
    ("number", "told"),
    [
        (errno.ENOSPC, "남은 자리가 없어"),
        (errno.EDQUOT, "남은 자리가 없어"),
        (errno.EFBIG, "남은 자리가 없어"),
        (errno.EROFS, "쓰기 권한"),
        (errno.EBUSY, "보고서를 닫고"),
    ],
)
def test_an_output_that_cannot_be_written_says_why(tmp_path: Path, number: int, told: str) -> None:
    target = tmp_path / "2021"
    publish(target, first="1")
    with pytest.raises(OutputLockedError, match=told):
        fail_to_write(target, number)
    assert names(target) == ["first.txt", "manifest.json"]


def test_an_error_that_is_not_about_the_output_is_not_called_one(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="Invalid argument"):
        fail_to_write(tmp_path / "2021", errno.EINVAL)


def test_a_file_in_place_of_the_folder_above_is_told(tmp_path: Path) -> None:
    (tmp_path / "output").write_text("x", encoding="utf-8")
    with pytest.raises(ConfigError, match="폴더가 아니라 파일"):
        must_not_start(tmp_path / "output" / "2021")


def test_a_link_to_the_output_folder_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "far").mkdir()
    (tmp_path / "2021").symlink_to(tmp_path / "far", target_is_directory=True)
    publish(tmp_path / "2021", first="1")
    assert names(tmp_path / "far") == ["first.txt", "manifest.json"]
    assert (tmp_path / "2021").is_symlink()


def test_the_working_folder_itself_may_be_the_output(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    publish(Path(), first="1")
    assert names(tmp_path) == ["here"]
    assert names(tmp_path / "here") == ["first.txt", "manifest.json"]
