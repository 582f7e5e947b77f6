"""Stand-ins for venv and pip, and a copy of those parts of the project that the launcher uses.

Comes in: an empty folder. Goes out: files that look like those that the real tools make. It uses no network.
"""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from pipeline.launcher import environment, making
from pipeline.launcher.environment import RUNTIME, TEST
from pipeline.launcher.making import run_logged

LOCK = """\
colorama==0.4.6 ; sys_platform == 'win32' \\
    --hash=sha256:aa
pandas==3.1.1 \\
    --hash=sha256:bb \\
    --hash=sha256:cc
    # via -r requirements.in
ruamel-yaml==0.19.1 \\
    --hash=sha256:dd
"""


def copy_of_project(root: Path) -> Path:
    """A copy of those parts of the project that the launcher uses."""
    (root / "pipeline").mkdir()
    (root / "pipeline" / "cli.py").write_text("", encoding="utf-8")
    for kind in (RUNTIME, TEST):
        (root / f"{kind}.txt").write_text(LOCK, encoding="utf-8")
        (root / f"{kind}.in").write_text("# why\npandas>=3.1,<4\nruamel.yaml>=0.19,<0.20\n", encoding="utf-8")
    return root


class FakeInstaller:
    """Stands in for venv and pip: makes the files that they would make and prints what they would print."""

    def __init__(
        self, root: Path, *, pip_lines: tuple[str, ...] = (), pip_code: int = 0, venv_lines: tuple[str, ...] = ()
    ):
        self.root = root
        self.pip_lines = pip_lines or (
            "Downloading pandas-3.1.1-cp311-cp311-linux.whl (9 MB)",
            "Installing collected packages",
        )
        self.pip_code = pip_code
        self.venv_lines = venv_lines
        self.calls: list[str] = []
        self.stamps_during_change: list[str] = []

    def __call__(self, command, log, on_line) -> int:
        tool = command[2]
        if tool == "compileall":
            return run_logged(command, log, on_line)
        self.calls.append("venv" if tool == "venv" else f"pip {Path(command[command.index('-r') + 1]).stem}")
        for line in self.venv_lines if tool == "venv" else self.pip_lines:
            on_line(line)
            log.write(line + "\n")
            if line.startswith("Installing"):
                self.stamps_during_change += [path.name for path in (self.root / ".venv").glob("*.stamp")]
        if tool == "venv" and not self.venv_lines:
            make_venv(self.root)
        return self.pip_code if tool == "pip" else bool(self.venv_lines)


def make_venv(root: Path) -> None:
    """The files that ``python -m venv`` makes, as far as they matter here."""
    python = Path(environment.venv_python(str(root)))
    python.parent.mkdir(parents=True, exist_ok=True)
    if not python.exists():
        python.symlink_to(sys.executable)


def finish(root: Path, *kinds: str) -> None:
    """A finished environment."""
    make_venv(root)
    environment.write_stamps(str(root), {kind: environment.expected_stamp(str(root), kind) for kind in kinds})


def install_with(monkeypatch: pytest.MonkeyPatch, root: Path, **behaviour) -> FakeInstaller:
    installer = FakeInstaller(root, **behaviour)
    monkeypatch.setattr(making, "run_logged", installer)
    return installer
