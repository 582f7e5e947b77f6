"""A good year together with every kind of bad entry: each is reported once, and no figure of the good year changes."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
import unicodedata
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import pytest

from examples.generator import build_year, write_submissions
from examples.generator.packages import packed, unpacked
from examples.generator.settings import settings_text
from pipeline.main import load
from tests.support.command import ROOT, Outcome, run_here
from tests.support.hostile_files import Hostile, harmless_entries, hostile_entries

SEED, REGIONS, MONTHS = 11, 2, (6, 7)
BAD = "보낸 그대로"
COPIED = "1권역_월별실적_2021년_06월"
LONGEST_SECONDS, MOST_MEGABYTES = 30, 1000
# Runs a command and prints how much memory the largest of its processes took.
MEASURE = """
import json, resource, subprocess, sys
code = subprocess.run(sys.argv[1:], check=False).returncode
print(json.dumps([code, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss]), file=sys.stderr)
"""


@dataclass(frozen=True)
class Measured:
    """A run with its costs; ``left_behind`` says whether one of its processes was still alive afterwards."""

    outcome: Outcome
    seconds: float
    megabytes: float
    left_behind: bool


@pytest.fixture(scope="module")
def good_year(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with config.yaml and input/: two regions, two months, all six forms."""
    folder = tmp_path_factory.mktemp("year")
    config = folder / "config.yaml"
    config.write_text(settings_text(ROOT / "config.yaml", 2021, REGIONS, MONTHS), encoding="utf-8")
    settings, forms = load(config, 2021)
    write_submissions(forms, build_year(settings, forms, SEED), folder / "input")
    return folder


@pytest.fixture(scope="module")
def without(good_year: Path) -> Outcome:
    """The good year alone."""
    arguments = ("check", "--year", 2021, "--input", good_year / "input")
    return run_here(*arguments, root=good_year, output=good_year / "output")


@pytest.fixture(scope="module")
def beside(good_year: Path, without: Outcome, tmp_path_factory: pytest.TempPathFactory) -> Measured:
    """The good year together with all bad entries, run as a process of its own."""
    assert without.code == 0
    folder = good_year / "input" / BAD
    folder.mkdir()
    good = next((good_year / "input").rglob(f"{COPIED}.xlsx")).read_bytes()
    for entry in (*hostile_entries(), *harmless_entries(COPIED)):
        entry.make(folder / entry.file, good)
    output = tmp_path_factory.mktemp("hostile") / "output"
    words = ["check", "--year", "2021", "--input", str(good_year / "input"), "--output", str(output)]
    command = [sys.executable, str(ROOT / "run.py"), *words, "--config", str(good_year / "config.yaml")]
    started = time.monotonic()
    process = subprocess.Popen(
        [sys.executable, "-c", MEASURE, *command],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        start_new_session=True,
    )
    out, err = process.communicate(timeout=10 * LONGEST_SECONDS)
    seconds = time.monotonic() - started
    code, kilobytes = json.loads(err.splitlines()[-1])
    return Measured(Outcome(code, out, err, output), seconds, kilobytes / 1000, _is_alive(process.pid))


def _is_alive(group: int) -> bool:
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return False
    return True


def test_the_run_ends_well_quickly_and_leaves_no_process_behind(beside: Measured) -> None:
    assert beside.outcome.code == 20, beside.outcome.screen
    assert "Traceback" not in beside.outcome.screen
    assert beside.seconds < LONGEST_SECONDS
    assert beside.megabytes < MOST_MEGABYTES
    assert not beside.left_behind


def test_the_good_years_figures_and_board_are_those_without_the_bad_entries(without: Outcome, beside: Measured) -> None:
    assert beside.outcome.results["figures"] == without.results["figures"]
    assert beside.outcome.results["expected"] == without.results["expected"]


def test_every_entry_of_the_folder_has_exactly_one_row(good_year: Path, without: Outcome, beside: Measured) -> None:
    rows = Counter(item["file"] for item in beside.outcome.results["returns"])
    good = [item["file"] for item in without.results["returns"]]
    entries = (*hostile_entries(), *harmless_entries(COPIED))
    assert rows == Counter([*good, *(f"{BAD}/{entry.file}" for entry in entries)])


@pytest.mark.parametrize("entry", hostile_entries(), ids=lambda entry: entry.file)
def test_a_bad_entry_is_told_once_by_its_own_rule(beside: Measured, entry: Hostile) -> None:
    file = f"{BAD}/{entry.file}"
    told = [found for found in beside.outcome.results["findings"] if found["file"] == file]
    assert [found["rule"] for found in told] == [entry.rule], told
    assert told[0]["message"]
    assert told[0]["advice"]
    states = [item["state"] for item in beside.outcome.results["returns"] if item["file"] == file]
    assert states == [entry.state]


@pytest.mark.parametrize("entry", harmless_entries(COPIED), ids=lambda entry: ascii(entry.file))
def test_an_odd_copy_is_told_and_not_counted(beside: Measured, entry: Hostile) -> None:
    file = f"{BAD}/{entry.file}"
    told = {found["rule"] for found in beside.outcome.results["findings"] if found["file"] == file}
    assert told <= {"INT-001", "INT-002", entry.rule}
    assert entry.rule in {*told, ""}
    assert told & {"INT-001", "INT-002"}
    states = [item["state"] for item in beside.outcome.results["returns"] if item["file"] == file]
    assert states == [entry.state]


def test_no_finding_is_about_anything_else(without: Outcome, beside: Measured) -> None:
    elsewhere = [found for found in beside.outcome.results["findings"] if not found["file"].startswith(BAD)]
    assert elsewhere == without.results["findings"]


# -- names that only look the same ----------------------------------------------------------------------------------


@pytest.fixture
def twins(good_year: Path, tmp_path: Path) -> tuple[Path, Path]:
    """A folder with one good return, and the path of a name beside it that differs only in how Hangul is stored."""
    source = next((good_year / "input").rglob(f"{COPIED}.xlsx"))
    good = tmp_path / "input" / unicodedata.normalize("NFC", source.name)
    good.parent.mkdir()
    good.write_bytes(source.read_bytes())
    return good, good.with_name(unicodedata.normalize("NFD", good.name))


def _check(good_year: Path, folder: Path, output: Path) -> Outcome:
    config = good_year / "config.yaml"
    return run_here("check", "--year", 2021, "--input", folder, "--config", config, root=good_year, output=output)


def test_a_damaged_twin_does_not_put_the_blame_on_the_good_file(
    good_year: Path, twins: tuple[Path, Path], tmp_path: Path
) -> None:
    good, twin = twins
    twin.write_bytes(good.read_bytes()[:-500])
    results = _check(good_year, good.parent, tmp_path / "output").results
    states = {item["file"]: item["state"] for item in results["returns"]}
    assert len(states) == 2
    assert states.pop(good.name) == "used"
    (other,) = states
    assert states[other] == "refused"
    assert [found["file"] for found in results["findings"] if found["severity"] == "error"] == [other]
    assert "제출" in {entry["state"] for entry in results["expected"]}


def test_a_twin_with_the_same_content_is_a_copy(good_year: Path, twins: tuple[Path, Path], tmp_path: Path) -> None:
    good, twin = twins
    twin.write_bytes(packed({**unpacked(good.read_bytes()), "a.xml": b"<a/>"}))
    results = _check(good_year, good.parent, tmp_path / "output").results
    states = {item["file"]: item["state"] for item in results["returns"]}
    assert states.pop(good.name) == "used"
    assert list(states.values()) == ["ignored"]
