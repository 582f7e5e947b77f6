"""The command line as a user starts it: arguments in; exit code, screen and output folder out.

Comes in: the words after ``run.py``. Goes out: ``Outcome``. ``run_here`` runs the command in this process (quick),
``run_process`` in one of its own (what the user really types).
"""

from __future__ import annotations

import io
import json
import re
import subprocess
import sys
from collections.abc import Callable
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from pipeline.cli import main

ROOT = Path(__file__).resolve().parents[2]
LONGEST_RUN = 300
OK, BUG, CONFIG, NOTHING_USABLE, LOCKED, SELF_CHECK, RUNNING, PROVISIONAL = 0, 1, 10, 11, 12, 13, 14, 20
FROM_2020 = ROOT / "examples" / "2020"
GOOD = "3권역/3권역_전화모니터링_2020년_1차.xlsx"


@dataclass(frozen=True)
class Outcome:
    """How a command ended, and what it printed."""

    code: int
    out: str
    err: str
    output: Path

    @property
    def screen(self) -> str:
        return self.out + self.err

    @cached_property
    def results(self) -> dict[str, Any]:
        """results.json of the output folder."""
        content: dict[str, Any] = json.loads((self.output / "results.json").read_text(encoding="utf-8"))
        return content

    def findings(self, *severities: str) -> list[dict[str, Any]]:
        """The findings of these severities, in the order of results.json."""
        return [found for found in self.results["findings"] if found["severity"] in severities]

    def figure(self, measure: str, **dimensions: object) -> dict[str, Any]:
        """The one figure of a measure with these dimensions; the dimensions that are not given must be null."""
        names = ("region", "dong", "month", "round", "project", "activity", "item")
        wanted = {name: dimensions.get(name) for name in names}
        found = [
            figure
            for figure in self.results["figures"]
            if figure["measure"] == measure and {name: figure[name] for name in names} == wanted
        ]
        assert len(found) == 1, f"{measure} {dimensions}: {len(found)} figures"
        return dict(found[0])


def run_here(*arguments: object, root: Path, output: Path | None = None) -> Outcome:
    """Run the command in this process; ``root`` takes the place of the program's folder."""
    out, err = io.StringIO(), io.StringIO()
    words = [str(argument) for argument in arguments] + (["--output", str(output)] if output else [])
    with redirect_stdout(out), redirect_stderr(err):
        code = main(words, root=root)
    return Outcome(code, out.getvalue(), err.getvalue(), output or root / "output")


def run_process(*arguments: object, output: Path) -> Outcome:
    """Run the command as a process of its own, started through run.py."""
    words = [str(argument) for argument in arguments]
    done = subprocess.run(
        [sys.executable, str(ROOT / "run.py"), *words, "--output", str(output)],
        capture_output=True,
        encoding="utf-8",
        timeout=LONGEST_RUN,
        check=False,
    )
    return Outcome(done.returncode, done.stdout, done.stderr, output)


Run = Callable[..., Outcome]


def assert_told(outcome: Outcome, code: int, *words: str) -> None:
    """Assert the exit code, and a Korean sentence with these words on the screen without anything technical."""
    assert outcome.code == code, outcome.screen
    assert re.search(r"[가-힣]{2}.*(다|요)\W", outcome.err), outcome.err
    for word in words:
        assert word in outcome.err, outcome.err
    for technical in ("Traceback", "Error", "Exception", "argument", "invalid", "required", "None"):
        assert technical not in outcome.screen
