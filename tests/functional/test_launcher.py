"""The launcher without a network: when it starts at once, and how it makes or updates an environment.

The real venv and pip are replaced in one place, ``making.run_logged``; everything else is the real code on real files.
"""

from __future__ import annotations

import io
import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest

import run
from pipeline.launcher import environment, making, messages
from pipeline.launcher.environment import RUNTIME, TEST
from tests.support.fake_environment import LOCK, FakeInstaller, copy_of_project, finish, install_with, make_venv

PROJECT = Path(run.ROOT)
HEAVY = {"subprocess", "importlib.metadata", "re", "typing", "pathlib"}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return copy_of_project(tmp_path)


# --- what is needed and what is there ---------------------------------------------------------------------------------


def test_names_of_a_lock_are_its_pins_without_hashes_and_comments(root: Path) -> None:
    assert environment.read_names(str(root / "requirements.txt")) == ["colorama", "pandas", "ruamel-yaml"]


def test_every_requirement_of_the_project_has_a_range_and_a_pin_inside_it() -> None:
    for kind in (RUNTIME, TEST):
        text = (PROJECT / f"{kind}.txt").read_text(encoding="utf-8")
        pins = dict(line.split()[0].split("==") for line in text.splitlines() if line[:1].isalpha())
        ranges = environment.read_ranges(str(PROJECT / f"{kind}.in"))
        assert len(ranges) >= 10
        for name, lowest, below in ranges:
            assert lowest <= environment.version_key(pins[name]) < below, name


def test_every_pin_of_the_project_has_a_hash_and_no_address() -> None:
    for kind in (RUNTIME, TEST):
        text = (PROJECT / f"{kind}.txt").read_text(encoding="utf-8")
        assert "://" not in text
        pins = [part for part in text.replace("\\\n", " ").splitlines() if part[:1].isalpha()]
        assert len(pins) > 20
        assert all("--hash=sha256:" in pin for pin in pins)


@pytest.mark.parametrize(
    ("version", "key"),
    [
        ("3.1.1", (3, 1, 1)),
        ("3.1.0rc1", (3, 1, 0)),
        ("2026.6", (2026, 6)),
        ("3.1.0.261029", (3, 1, 0, 261029)),
        ("x", ()),
    ],
)
def test_a_version_is_compared_by_its_leading_numbers(version: str, key: tuple[int, ...]) -> None:
    assert environment.version_key(version) == key


@pytest.mark.parametrize(
    ("pandas", "yaml", "suitable"),
    [
        ("3.1.1", "0.19.1", True),
        ("3.1", "0.19", True),  # the lowest ones
        ("3.99.0", "0.19.9", True),  # later than the lock, inside the range
        ("3.0.9", "0.19.1", False),
        ("4.0.0", "0.19.1", False),
        ("3.1.1", "0.20.0", False),
        ("3.1.1", None, False),
    ],
)
def test_installed_packages_suit_when_all_lie_in_their_ranges(root, tmp_path, pandas, yaml, suitable) -> None:
    packages = tmp_path / "site-packages"
    packages.mkdir()
    (packages / f"pandas-{pandas}.dist-info").mkdir()
    if yaml:
        (packages / f"ruamel_yaml-{yaml}.dist-info").mkdir()
    assert environment.importable(str(root), [RUNTIME], ["", str(tmp_path / "none.zip"), str(packages)]) is suitable


def test_the_first_folder_of_the_import_path_decides(tmp_path: Path) -> None:
    for folder, version in (("first", "3.0.0"), ("second", "3.1.1")):
        (tmp_path / folder / f"pandas-{version}.dist-info").mkdir(parents=True)
    assert environment.installed_versions([str(tmp_path / "first"), str(tmp_path / "second")]) == {"pandas": "3.0.0"}


# --- the stamps -------------------------------------------------------------------------------------------------------


def test_a_finished_environment_is_ready_for_what_was_installed(root: Path) -> None:
    finish(root, RUNTIME)
    assert environment.ready(str(root), [RUNTIME])
    assert not environment.ready(str(root), [RUNTIME, TEST])


def test_an_environment_without_a_stamp_is_not_ready(root: Path) -> None:
    make_venv(root)
    assert not environment.ready(str(root), [RUNTIME])


def test_a_changed_lock_makes_the_environment_stale(root: Path) -> None:
    finish(root, RUNTIME)
    (root / "requirements.txt").write_text(LOCK.replace("3.1.1", "3.1.2"), encoding="utf-8")
    assert not environment.ready(str(root), [RUNTIME])


def test_an_environment_whose_python_is_gone_is_not_ready(root: Path) -> None:
    finish(root, RUNTIME)
    python = Path(environment.venv_python(str(root)))
    python.unlink()
    python.symlink_to(root / "python-that-was-removed")
    assert not environment.ready(str(root), [RUNTIME])


# --- making and updating ----------------------------------------------------------------------------------------------


def test_first_use_makes_the_environment_and_the_second_start_needs_nothing(root, monkeypatch, capsys) -> None:
    installer = install_with(monkeypatch, root)
    making.make_ready(str(root), [RUNTIME])
    assert installer.calls == ["venv", "pip requirements"]
    assert environment.ready(str(root), [RUNTIME])
    assert capsys.readouterr().err.splitlines() == [
        "처음 실행이라 필요한 프로그램을 준비합니다 (1~2분)",
        "  … 1/3 pandas",
        "  … 설치하는 중",
        "  … 준비를 마쳤습니다",
    ]
    making.make_ready(str(root), [RUNTIME])
    assert installer.calls == ["venv", "pip requirements"]


def test_the_tests_packages_are_added_to_the_same_environment(root, monkeypatch, capsys) -> None:
    finish(root, RUNTIME)
    installer = install_with(monkeypatch, root)
    making.make_ready(str(root), [RUNTIME, TEST])
    assert installer.calls == ["pip requirements-test"]
    assert environment.ready(str(root), [RUNTIME, TEST])
    assert capsys.readouterr().err.startswith("시험과 묶음에 필요한 프로그램을 준비합니다")


def test_the_program_itself_is_compiled_once_however_python_is_told_to_behave(root, monkeypatch) -> None:
    monkeypatch.setenv("PYTHONDONTWRITEBYTECODE", "1")
    monkeypatch.delenv("PYTHONPYCACHEPREFIX", raising=False)
    install_with(monkeypatch, root)
    making.make_ready(str(root), [RUNTIME])
    assert [path.name.split(".")[0] for path in (root / "pipeline" / "__pycache__").iterdir()] == ["cli"]


def test_a_changed_lock_updates_the_environment_in_place(root, monkeypatch, capsys) -> None:
    finish(root, RUNTIME)
    (root / "requirements.txt").write_text(LOCK.replace("3.1.1", "3.1.2"), encoding="utf-8")
    installer = install_with(monkeypatch, root)
    making.make_ready(str(root), [RUNTIME])
    assert installer.calls == ["pip requirements"]
    assert environment.ready(str(root), [RUNTIME])
    assert capsys.readouterr().err.startswith("필요한 프로그램이 바뀌어")


def test_a_half_made_environment_is_thrown_away(root, monkeypatch) -> None:
    make_venv(root)
    leftover = root / ".venv" / "half-written-package"
    leftover.mkdir()
    installer = install_with(monkeypatch, root)
    making.make_ready(str(root), [RUNTIME])
    assert installer.calls == ["venv", "pip requirements"]
    assert not leftover.exists()


def test_while_packages_change_no_stamp_calls_the_environment_finished(root, monkeypatch) -> None:
    finish(root, RUNTIME)
    installer = install_with(monkeypatch, root)
    making.make_ready(str(root), [RUNTIME, TEST])
    assert installer.stamps_during_change == []


def test_an_install_that_is_stopped_half_way_starts_anew_next_time(root, monkeypatch) -> None:
    finish(root, RUNTIME)

    def stopped(command, log, on_line) -> int:
        on_line("Installing collected packages: pytest")
        raise KeyboardInterrupt

    monkeypatch.setattr(making, "run_logged", stopped)
    with pytest.raises(KeyboardInterrupt):
        making.make_ready(str(root), [RUNTIME, TEST])
    assert not environment.ready(str(root), [RUNTIME])


def test_without_a_network_the_earlier_environment_stays_usable(root, monkeypatch) -> None:
    finish(root, RUNTIME)
    install_with(monkeypatch, root, pip_lines=("ERROR: NewConnectionError",), pip_code=1)
    with pytest.raises(messages.SetupError):
        making.make_ready(str(root), [RUNTIME, TEST])
    assert environment.ready(str(root), [RUNTIME])


def test_a_second_start_waits_until_the_first_has_made_the_environment(root, monkeypatch, capsys) -> None:
    started, go_on = threading.Event(), threading.Event()
    installer = FakeInstaller(root)

    def slow(command, log, on_line) -> int:
        started.set()
        assert go_on.wait(20)
        return installer(command, log, on_line)

    monkeypatch.setattr(making, "run_logged", slow)
    first = threading.Thread(target=making.make_ready, args=(str(root), [RUNTIME]))
    first.start()
    assert started.wait(20)
    with (root / ".venv.lock").open("a+", encoding="utf-8") as second:
        assert not making.try_lock(second)
        go_on.set()
        first.join(20)
        assert making.try_lock(second)
    making.make_ready(str(root), [RUNTIME])
    assert installer.calls == ["venv", "pip requirements"]
    assert "기다립니다" not in capsys.readouterr().err


def test_progress_fills_one_line_on_a_terminal() -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    screen = Terminal()
    progress = making.Progress(screen, "준비", 3)
    for line in (
        "Ignoring colorama: markers 'sys_platform == \"win32\"' don't match your environment",
        "  Downloading pandas-3.1.1-cp311-cp311-linux.whl.metadata (19 kB)",
        "  Using cached ruamel_yaml-0.19.1-py3-none-any.whl (118 kB)",
        "Requirement already satisfied: pandas==3.1.1 in ./.venv (from -r requirements.txt)",
        "Installing collected packages: pandas",
    ):
        progress.read(line)
    progress.close("끝")
    assert [part.rstrip() for part in screen.getvalue().split("\r")] == [
        "",
        "준비 …",
        "준비 … 1/2 ruamel-yaml",
        "준비 … 2/2 pandas",
        "준비 … 설치하는 중",
        "준비 … 끝",
    ]


def test_pip_checks_hashes_and_uses_the_bundle_alone_where_there_is_one(root: Path) -> None:
    command = making.pip_command(str(root), RUNTIME)
    assert "--require-hashes" in command
    assert "--no-index" not in command
    (root / "wheels").mkdir()
    assert making.pip_command(str(root), RUNTIME)[-3:] == ["--no-index", "--find-links", str(root / "wheels")]


def test_what_a_tool_prints_goes_to_the_log_and_not_to_the_screen(capfd) -> None:
    log, lines = io.StringIO(), []
    code = making.run_logged([sys.executable, "-c", "print('한글'); raise SystemExit(3)"], log, lines.append)
    assert (code, lines) == (3, ["한글"])
    assert log.getvalue().endswith("한글\n")
    assert capfd.readouterr() == ("", "")


# --- going on ---------------------------------------------------------------------------------------------------------


def test_a_ready_environment_takes_over_at_once(root, monkeypatch) -> None:
    finish(root, RUNTIME)
    monkeypatch.setattr(run, "switch_to", lambda command: command)
    monkeypatch.delenv(run.MARK, raising=False)
    command = run.start(["check", "--year", "2021"], str(root))
    assert command == [environment.venv_python(str(root)), str(root / "run.py"), "check", "--year", "2021"]
    assert os.environ.pop(run.MARK) == "1"


def test_the_test_command_starts_pytest_in_the_projects_folder(root, monkeypatch) -> None:
    finish(root, RUNTIME, TEST)
    monkeypatch.setattr(run, "switch_to", lambda command: command)
    monkeypatch.chdir("/")
    assert run.start(["test", "-k", "x"], str(root)) == [environment.venv_python(str(root)), "-m", "pytest", "-k", "x"]
    assert run.start(["test"], str(root))[1:] == ["-m", "pytest", "-n", "auto"]
    assert Path.cwd() == root


def test_the_bundle_command_starts_its_tool_in_the_projects_folder(root, monkeypatch) -> None:
    finish(root, RUNTIME, TEST)
    monkeypatch.setattr(run, "switch_to", lambda command: command)
    monkeypatch.chdir("/")
    command = run.start(["bundle", "--for", "windows"], str(root))
    assert command == [environment.venv_python(str(root)), "-m", "tools.bundle", "--for", "windows"]
    assert Path.cwd() == root


def test_an_interpreter_that_has_everything_runs_the_program_itself(root, monkeypatch) -> None:
    seen = []
    monkeypatch.setattr(run, "importable", lambda *_: True)
    monkeypatch.setattr(run, "hand_over", lambda argv, folder: seen.append((argv, folder)) or 20)
    assert run.start(["--year", "2021"], str(root)) == 20
    assert seen == [(["--year", "2021"], str(root))]
    assert not (root / ".venv").exists()


def test_prepare_only_makes_the_environment(root, monkeypatch, capsys) -> None:
    installer = install_with(monkeypatch, root)
    assert run.start(["prepare", "test"], str(root)) == 0
    assert installer.calls == ["venv", "pip requirements", "pip requirements-test"]
    assert capsys.readouterr().out == "실행 환경이 준비되어 있습니다.\n"


def test_the_start_loads_nothing_heavy() -> None:
    """The start is quick because these modules are not imported until needed; the test counts imports instead of
    seconds.
    """
    code = "import sys; sys.path.insert(0, sys.argv[1]); import run; print(*sys.modules)"
    command = [sys.executable, "-S", "-I", "-c", code, str(PROJECT)]
    loaded = subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()
    assert "pipeline.launcher.environment" in loaded
    assert not HEAVY & set(loaded)
