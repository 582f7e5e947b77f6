"""What the launcher says when no environment can be made: one Korean sentence, exit code 1, details in a log."""

from __future__ import annotations

import ast
import importlib.util
import sys
from pathlib import Path

import pytest

import run
from pipeline.launcher import environment
from tests.support.fake_environment import copy_of_project, install_with

PROJECT = Path(run.ROOT)
NO_NETWORK = "WARNING: Retrying (Retry(total=1)) after connection broken by 'NewConnectionError(…)'"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return copy_of_project(tmp_path)


def start_and_fail(root: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> str:
    """The last line on the screen of a start that must end with exit code 1; every line before it is progress."""
    monkeypatch.setattr(run, "ROOT", str(root))
    monkeypatch.setattr(run, "importable", lambda *_: False)
    monkeypatch.setattr(sys, "argv", ["run.py", "--year", "2021"])
    assert run.main() == 1
    printed = capsys.readouterr()
    assert printed.out == ""
    assert "Traceback" not in printed.err
    *progress, sentence = printed.err.splitlines()
    assert [line for line in progress if "주세요" in line] == []
    assert sentence.endswith(".")
    return sentence


def test_python_without_ensurepip_names_the_package_to_install(root, monkeypatch, capsys) -> None:
    find_spec = importlib.util.find_spec
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None if name == "ensurepip" else find_spec(name))
    assert "sudo apt install python3-venv" in start_and_fail(root, capsys, monkeypatch)


def test_a_venv_that_fails_over_ensurepip_names_the_package_too(root, monkeypatch, capsys) -> None:
    install_with(
        monkeypatch, root, venv_lines=("The virtual environment was not created because ensurepip is not available",)
    )
    assert "sudo apt install python3-venv" in start_and_fail(root, capsys, monkeypatch)


def test_no_network_names_the_bundle_and_the_log(root, monkeypatch, capsys) -> None:
    install_with(monkeypatch, root, pip_lines=(NO_NETWORK, "ERROR: No matching distribution found"), pip_code=1)
    sentence = start_and_fail(root, capsys, monkeypatch)
    assert "인터넷 연결" in sentence
    assert "wheels" in sentence
    assert str(root / "setup.log") in sentence
    assert NO_NETWORK in (root / "setup.log").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("line", "word"),
    [
        ("ERROR: Could not install packages due to an OSError: [Errno 28] No space left on device", "디스크가 가득 참"),
        ("ERROR: Could not install packages due to an OSError: [WinError 5] Access is denied", "쓰기 권한 없음"),
        ("ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE.", "목록과 달라"),
        ("ERROR: No matching distribution found for pandas==3.1.1", "Python 3.11~3.14"),
    ],
)
def test_each_failure_of_pip_has_its_own_sentence(root, monkeypatch, capsys, line: str, word: str) -> None:
    install_with(monkeypatch, root, pip_lines=(line,), pip_code=1)
    assert word in start_and_fail(root, capsys, monkeypatch)


def test_a_bundle_for_another_computer_is_named_as_the_cause(root, monkeypatch, capsys) -> None:
    (root / "wheels").mkdir()
    install_with(monkeypatch, root, pip_lines=("ERROR: No matching distribution found for pandas==3.1.1",), pip_code=1)
    assert "wheels 폴더의 파일로는" in start_and_fail(root, capsys, monkeypatch)


def test_a_folder_that_cannot_be_written_is_named(root, monkeypatch, capsys) -> None:
    (root / ".venv.lock").mkdir()  # opening it for writing fails, as in a read-only folder
    sentence = start_and_fail(root, capsys, monkeypatch)
    assert f"이 폴더({root})에 실행 환경을 만들 수 없으니" in sentence


def test_an_incomplete_copy_of_the_program_names_what_is_missing(root, monkeypatch, capsys) -> None:
    (root / "requirements.txt").unlink()
    assert "프로그램 파일(requirements.txt)이 없으니" in start_and_fail(root, capsys, monkeypatch)


def test_an_old_python_is_told_which_one_to_install(root, monkeypatch, capsys) -> None:
    monkeypatch.setattr(run, "supported", lambda _: False)
    monkeypatch.setattr(run, "OLDEST", (9, 0))
    monkeypatch.setattr(run, "find_python", lambda: "")
    assert "Python 3.11 이상이 필요하니" in start_and_fail(root, capsys, monkeypatch)


def test_an_old_python_hands_over_to_a_suitable_one(root, monkeypatch) -> None:
    monkeypatch.setattr(run, "supported", lambda _: False)
    monkeypatch.setattr(run, "importable", lambda *_: False)
    monkeypatch.setattr(run, "find_python", lambda: "/other/python3.13")
    monkeypatch.setattr(run, "switch_to", lambda command: command)
    assert run.start(["--year", "2021"], str(root)) == ["/other/python3.13", str(root / "run.py"), "--year", "2021"]


@pytest.mark.parametrize(
    ("version", "known"), [((3, 8), False), ((3, 10), False), ((3, 11), True), ((3, 14, 2), True), ((3, 15), False)]
)
def test_the_supported_versions(version: tuple[int, ...], known: bool) -> None:
    assert environment.supported(version) is known


LAUNCHER = sorted((PROJECT / "pipeline" / "launcher").glob("*.py"))


def test_the_launcher_is_where_the_next_test_looks_for_it() -> None:
    assert {path.name for path in LAUNCHER} >= {"environment.py", "making.py", "messages.py"}


@pytest.mark.parametrize(
    "path", ["run.py", "pipeline/__init__.py", *(f"pipeline/launcher/{path.name}" for path in LAUNCHER)]
)
def test_the_launcher_has_no_syntax_that_python_3_7_cannot_read(path: str) -> None:
    tree = ast.parse((PROJECT / path).read_text(encoding="utf-8"), feature_version=(3, 7))
    assert isinstance(tree, ast.Module)


def test_a_candidate_that_does_not_run_is_passed_over(tmp_path: Path, monkeypatch) -> None:
    for name, script in (("python3.13", "exit 127"), ("python3.12", f'exec {sys.executable} "$@"')):
        (tmp_path / name).write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
        (tmp_path / name).chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert environment.find_python() == sys.executable


def test_a_program_that_cannot_be_loaded_is_one_sentence_and_a_log(root, monkeypatch, capsys) -> None:
    monkeypatch.setattr(run, "ROOT", str(root))
    monkeypatch.setenv(run.MARK, "1")
    monkeypatch.setitem(sys.modules, "pipeline.cli", None)
    assert run.main() == 1
    error = capsys.readouterr().err
    assert error.startswith("프로그램의 일부(pipeline.cli)를 불러올 수 없으니")
    assert error.endswith(f"(자세한 기록: {root / 'setup.log'}).\n")
    assert error.count("\n") == 1
    assert "Traceback" in (root / "setup.log").read_text(encoding="utf-8")
