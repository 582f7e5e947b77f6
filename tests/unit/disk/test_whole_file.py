"""A file is there as a whole, or not at all."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from pipeline.disk.whole_file import whole_file, why_not_written


def contents(folder: Path) -> dict[str, str]:
    return {path.name: path.read_text(encoding="utf-8") for path in folder.iterdir()}


def write(path: Path, text: str) -> None:
    with whole_file(path) as draft:
        draft.write_text(text, encoding="utf-8")


def write_half(path: Path, error: BaseException) -> None:
    with whole_file(path) as draft:
        draft.write_text("반", encoding="utf-8")
        raise error


def test_a_file_is_written_its_folder_made_and_nothing_left_beside_it(tmp_path: Path) -> None:
    write(tmp_path / "2021" / "서식.txt", "하나")
    write(tmp_path / "2021" / "서식.txt", "둘")
    assert contents(tmp_path / "2021") == {"서식.txt": "둘"}


@pytest.mark.parametrize("error", [OSError(errno.ENOSPC, os.strerror(errno.ENOSPC)), KeyboardInterrupt()])
def test_cut_off_in_the_middle_there_is_no_file_or_the_earlier_one(error: BaseException, tmp_path: Path) -> None:
    path = tmp_path / "서식.txt"
    with pytest.raises(type(error)):
        write_half(path, error)
    assert contents(tmp_path) == {}
    write(path, "하나")
    with pytest.raises(type(error)):
        write_half(path, error)
    assert contents(tmp_path) == {"서식.txt": "하나"}


def test_what_a_killed_run_left_does_not_hinder_the_next(tmp_path: Path) -> None:
    with whole_file(tmp_path / "서식.txt") as draft:
        draft.write_text("하나", encoding="utf-8")
        left = draft
    left.write_text("반쪽인 긴 글", encoding="utf-8")
    write(tmp_path / "서식.txt", "둘")
    assert contents(tmp_path) == {"서식.txt": "둘"}


def test_the_longest_name_that_a_disk_takes_can_be_written(tmp_path: Path) -> None:
    path = tmp_path / ("가" * 85)  # 255 bytes
    write(path, "하나")
    assert contents(tmp_path) == {path.name: "하나"}


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EDQUOT, errno.EFBIG])
def test_a_full_disk_is_named(number: int) -> None:
    told = why_not_written(OSError(number, ""), "'서식.xlsx' 파일을", "닫아 주세요.")
    assert told == "디스크에 남은 자리가 없어 '서식.xlsx' 파일을 쓰지 못했습니다. 자리를 비우고 다시 실행해 주세요."


def test_any_other_error_has_the_words_of_its_place() -> None:
    assert why_not_written(PermissionError(errno.EACCES, ""), "'서식.xlsx' 파일을", "닫아 주세요.") == "닫아 주세요."
