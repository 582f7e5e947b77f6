"""What happens at a double-click: the batch file as cmd.exe reads it, and the menu on a terminal."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.command import LONGEST_RUN, ROOT
from tests.support.terminal import screen_of

BATCH = ROOT / "run.bat"
KOREAN = "ko_KR.UTF-8"


def lines() -> list[str]:
    """The batch file in the code page of Korean Windows."""
    return BATCH.read_bytes().decode("cp949").split("\r\n")


def test_the_batch_file_has_the_letters_and_line_ends_that_cmd_reads() -> None:
    content = BATCH.read_bytes()
    assert content.count(b"\r\n") == content.count(b"\n")
    assert not content.startswith(b"\xef\xbb\xbf")
    assert lines()[0] == "@echo off"
    page, first = (next(i for i, line in enumerate(lines()) if word in line) for word in ("chcp 949", "echo 파이썬"))
    assert page < first  # also on a console that is set to UTF-8


def test_every_place_that_it_goes_to_is_there_and_korean_stands_only_in_what_it_says() -> None:
    labels = {line[1:] for line in lines() if line.startswith(":")}
    asked = {match[1] for line in lines() for match in re.finditer(r"(?:goto |call :)(\w+)", line)}
    assert asked <= labels
    assert [line for line in lines() if not line.isascii() and not line.startswith(("echo ", "rem "))] == []


def test_the_korean_name_leads_to_the_same_file() -> None:
    assert (ROOT / "실행.bat").read_bytes() == b'@call "%~dp0run.bat" %*\r\n'


@pytest.mark.thorough
@pytest.mark.skipif(not shutil.which("wine"), reason="only where the commands of Windows can be tried")
def test_without_a_python_it_says_in_korean_where_to_get_one(tmp_path: Path) -> None:
    """In a folder with a space and Korean letters, also on a console with another code page."""
    folder = tmp_path / "성과 보고"
    folder.mkdir()
    for name in ("run.bat", "실행.bat"):
        shutil.copyfile(ROOT / name, folder / name)
    home = {**os.environ, "WINEPREFIX": str(tmp_path / "wine"), "WINEDEBUG": "-all", "LC_ALL": KOREAN, "LANG": KOREAN}
    done = subprocess.run(
        ["wine", "cmd", "/c", "실행.bat", "--year", "2021"],
        cwd=folder, env=home, input=b"\r\n", capture_output=True, timeout=LONGEST_RUN, check=False,
    )  # fmt: skip
    assert done.returncode == 1
    assert b"www.python.org" in done.stdout


def test_without_words_at_a_terminal_there_is_a_menu(tmp_path: Path) -> None:
    """Types the choice that examines the computer for 2020, then the one that ends; all on the screen is Korean."""
    shutil.copyfile(ROOT / "config.yaml", tmp_path / "config.yaml")
    code = f"import sys; sys.path.insert(0, {str(ROOT)!r}); from pipeline.cli import main; sys.exit(main([]))"
    told = screen_of([sys.executable, "-c", code], tmp_path, keys=b"6\n2020\n0\n")
    assert told.count("무엇을 할까요?") == 2
    assert "○ 2020년 받은 파일: 폴더가 아직 없음" in told
    assert "Traceback" not in told
