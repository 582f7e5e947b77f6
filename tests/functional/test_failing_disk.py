"""The disk is full, or the power fails, at any change that a run makes to the disk: the output folder is then the
complete earlier one or the complete new one, and the next run works.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.support.command import ROOT, run_here
from tests.support.faulty_run import KILLED, contents

EXAMPLES = ROOT / "examples" / "2020"
pytestmark = pytest.mark.thorough  # some two hundred runs


class Office:
    """A folder with the report of four returns, and with a fifth return in the input that came after it."""

    def __init__(self, folder: Path) -> None:
        self.work, received = folder / "work", folder / "input"
        received.mkdir()
        returns = sorted(EXAMPLES.rglob("*전화모니터링*.xlsx"))
        for path in returns[:-1]:
            shutil.copy(path, received)
        shutil.copy(ROOT / "config.yaml", folder)
        self.words = ["--config", str(folder / "config.yaml"), "--year", "2020", "--input", str(received)]
        self.words += ["--output", str(self.work / "2020")]
        self.work.mkdir()
        run_here(*self.words, root=folder)
        self.earlier = contents(self.work / "2020")
        shutil.copy(returns[-1], received)

    def runs(self, kind: str) -> list[dict[str, Any]]:
        command = [sys.executable, "-m", "tests.support.faulty_run", str(self.work), kind, *self.words]
        told = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=True).stdout
        return [json.loads(line) for line in told.splitlines()]


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return Office(tmp_path)


def test_a_full_disk_is_told_and_leaves_the_earlier_output(office: Office) -> None:
    *failed, through = office.runs("full")

    assert len(failed) >= 60
    for run in failed:
        assert run["code"] == 12, run["screen"]
        assert "디스크에 남은 자리가 없어" in run["screen"]
        assert "Traceback" not in run["screen"]
        assert run["files"] == office.earlier
    assert (through["code"], is_whole(through["files"])) == (20, True)


def test_a_power_cut_leaves_the_earlier_output_or_the_new_one_and_the_next_run_works(office: Office) -> None:
    *cut_off, through = office.runs("killed")
    new = numbers(through["files"])

    assert len(cut_off) >= 60
    for run in cut_off:
        assert run["code"] == KILLED
        # between the two renames of the swap the folder has no name; the next run puts it back
        assert run["files"] in (office.earlier, {}) or numbers(run["files"]) == new
    for run in (run for run in cut_off if "next_code" in run):
        assert run["next_code"] == 20
        assert numbers(run["next_files"]) == new
        assert is_whole(run["next_files"])
    assert sum(1 for run in cut_off if not run["files"]) <= 1


def is_whole(files: dict[str, str]) -> bool:
    return {"results.json", "manifest.json", "성과보고_2020.docx", "집계대장_2020.xlsx", "검증결과_2020.xlsx"} <= set(
        files
    )


def numbers(files: dict[str, str]) -> str | None:
    return files.get("results.json")
