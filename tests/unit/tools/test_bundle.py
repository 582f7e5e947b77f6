"""The offline bundle, made by the real pip from a folder of small wheels, without a network."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest
from PIL import Image

from pipeline.launcher.environment import RUNTIME, TEST
from tools import bundle

WHEELS = {
    "everywhere-1.0-py3-none-any.whl": "everywhere==1.0",
    "compiled-2.0-cp313-cp313-win_amd64.whl": "compiled==2.0",
    "compiled-2.0-cp313-cp313-manylinux_2_28_x86_64.whl": "compiled==2.0",
    "colours-3.0-py3-none-any.whl": "colours==3.0 ; sys_platform == 'win32'",
    "tester-4.0-py3-none-any.whl": "tester==4.0",
}


def write_wheel(folder: Path, name: str) -> str:
    """The sha256 of a wheel that holds its own description and nothing else."""
    package, version, *_ = name.split("-")
    with zipfile.ZipFile(folder / name, "w") as wheel:
        info = f"{package}-{version}.dist-info"
        wheel.writestr(f"{info}/METADATA", f"Metadata-Version: 2.1\nName: {package}\nVersion: {version}\n")
        wheel.writestr(f"{info}/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
        wheel.writestr(f"{info}/RECORD", name)
    return hashlib.sha256((folder / name).read_bytes()).hexdigest()


def lock_of(hashes: dict[str, str], *pins: str) -> str:
    lines = []
    for pin in pins:
        known = [f" \\\n    --hash=sha256:{hashes[name]}" for name, declared in WHEELS.items() if declared == pin]
        lines.append(pin + "".join(known) + "\n    # via -r requirements.in\n")
    return "".join(lines)


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A small program as an unpacked bundle has it; pip cannot reach any index."""
    index, root = tmp_path / "index", tmp_path / "program"
    index.mkdir()
    (root / "pipeline").mkdir(parents=True)
    hashes = {name: write_wheel(index, name) for name in WHEELS}
    runtime = [pin for pin in dict.fromkeys(WHEELS.values()) if not pin.startswith("tester")]
    files = {
        f"{RUNTIME}.txt": lock_of(hashes, *runtime),
        f"{TEST}.txt": lock_of(hashes, "tester==4.0"),
        "pipeline/cli.py": "",
        "실행.bat": "@echo off\r\n",
        "run.sh": "#!/bin/sh\n",
    }
    for name, text in files.items():
        (root / name).write_text(text, encoding="utf-8", newline="")
    names = [*files, "설치.txt", "wheels/old-1.0-py3-none-any.whl", "지워진 파일"]
    (root / bundle.SUMS).write_text("".join(f"{'0' * 64}  {name}\n" for name in names), encoding="utf-8")
    for name, value in {"NO_INDEX": "1", "FIND_LINKS": str(index), "CONFIG_FILE": os.devnull}.items():
        monkeypatch.setenv(f"PIP_{name}", value)
    return root


def test_the_zip_has_the_program_the_wheels_of_the_target_their_hashes_and_the_page(root, tmp_path, capsys) -> None:
    arguments = ["--for", "windows", "--python", "3.13", "--to"]
    assert bundle.main([*arguments, str(tmp_path / "one.zip")], root) == 0
    assert "설치.txt" in capsys.readouterr().out
    with zipfile.ZipFile(tmp_path / "one.zip") as archive:
        archive.extractall(tmp_path)
        modes = {entry.filename: entry.external_attr >> 16 for entry in archive.infolist()}
    made = tmp_path / "성과보고"
    found = {path.relative_to(made).as_posix() for path in made.rglob("*") if path.is_file()}
    assert found == {
        *("SHA256SUMS", "pipeline/cli.py", "requirements-test.txt", "requirements.txt", "run.sh"),
        *("wheels/colours-3.0-py3-none-any.whl", "wheels/compiled-2.0-cp313-cp313-win_amd64.whl"),
        *("wheels/everywhere-1.0-py3-none-any.whl", "wheels/tester-4.0-py3-none-any.whl", "설치.txt", "실행.bat"),
    }
    sums = dict(line.split("  ")[::-1] for line in (made / "SHA256SUMS").read_text(encoding="utf-8").splitlines())
    assert sums == {
        name: hashlib.sha256((made / name).read_bytes()).hexdigest() for name in found if name != "SHA256SUMS"
    }
    page = (made / "설치.txt").read_bytes()
    assert page.startswith(b"\xef\xbb\xbf")
    assert page.count(b"\n") == page.count(b"\r\n") > 20
    assert modes["성과보고/run.sh"] == 0o100755
    assert modes["성과보고/실행.bat"] == 0o100644
    # The unpacked bundle makes the same bundle again, byte for byte.
    assert bundle.main([*arguments, str(tmp_path / "two.zip")], made) == 0
    assert (tmp_path / "two.zip").read_bytes() == (tmp_path / "one.zip").read_bytes()


def test_a_package_without_a_wheel_for_a_python_stops_the_bundle(root, tmp_path, capsys) -> None:
    assert bundle.main(["--for", "linux", "--python", "3.12", "--to", str(tmp_path / "묶음.zip")], root) == 1
    sentence = capsys.readouterr().err
    assert "리눅스 · Python 3.12의 모으지 못한 꾸러미가 있습니다" in sentence
    assert "compiled==2.0" in (root / "setup.log").read_text(encoding="utf-8")
    assert not list(tmp_path.glob("묶음*"))


@pytest.mark.parametrize(
    ("printed", "told"),
    [
        ("ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE.", "목록과 달라 멈췄습니다"),
        ("WARNING: Retrying after connection broken by 'NewConnectionError'", "인터넷에 닿지 않습니다"),
    ],
)
def test_the_cause_of_a_failed_download_is_told_and_no_zip_is_left(
    root, tmp_path, monkeypatch, capsys, printed, told
) -> None:
    monkeypatch.setattr(bundle, "run_logged", lambda command, log, on_line: on_line(printed) or 1)
    assert bundle.main(["--to", str(tmp_path / "묶음.zip")], root) == 1
    assert told in capsys.readouterr().err
    assert not list(tmp_path.glob("묶음*"))


def test_a_mistyped_target_is_answered_with_the_right_ones(capsys) -> None:
    assert bundle.main(["--for", "mac"]) == 1
    assert "--for: windows, linux · --python: 3.11, 3.12, 3.13, 3.14" in capsys.readouterr().err


def test_a_folder_that_cannot_be_written_is_named(root, tmp_path, monkeypatch, capsys) -> None:
    monkeypatch.setattr(bundle, "run_logged", lambda command, log, on_line: Path(command[-3]).mkdir(exist_ok=True) or 0)
    assert bundle.main(["--to", str(tmp_path / "없는 폴더" / "묶음.zip")], root) == 1
    assert "쓰지 못했습니다" in capsys.readouterr().err


def test_a_copy_of_which_nobody_knows_the_files_is_refused(root, capsys) -> None:
    (root / bundle.SUMS).unlink()
    assert bundle.main([], root) == 1
    assert "프로그램 파일의 목록(SHA256SUMS)이 없습니다" in capsys.readouterr().err


@pytest.mark.skipif(shutil.which("git") is None, reason="an office's computer has no git")
def test_what_git_does_not_track_stays_out(root) -> None:
    for command in (["init", "-q"], ["add", "실행.bat", "run.sh"]):
        subprocess.run(["git", "-C", str(root), *command], check=True)
    assert sorted(bundle.program_files(root)) == ["run.sh", "실행.bat"]


def test_the_projects_lock_files_give_each_system_its_own_packages_and_a_hash_to_all() -> None:
    def names(target: str) -> set[str]:
        lines = bundle.wanted_lines(bundle.ROOT, bundle.TARGETS[target], "3.13")
        assert all("==" in line and " --hash=sha256:" in line for line in lines)
        assert len(lines) > 50
        return {line.partition("==")[0] for line in lines}

    assert names("windows") - names("linux") == {"colorama", "tzdata"}
    assert not names("linux") - names("windows")


def test_the_bundle_brings_the_guide_to_read_with_the_pictures_that_are_there(tmp_path) -> None:
    assert bundle.guide_files(tmp_path, tmp_path) == {}
    (tmp_path / "docs" / "그림").mkdir(parents=True)
    (tmp_path / "docs" / "사용설명서.md").write_text(
        "# 쓰는 법\n\n![가. 나](그림/가.png)\n\n![다. 라](그림/다.png)\n", encoding="utf-8"
    )
    Image.new("L", (2, 2)).save(tmp_path / "docs" / "그림" / "가.png")
    made = bundle.guide_files(tmp_path, tmp_path)
    assert set(made) == {"docs/사용설명서.docx", "docs/사용설명서.html"}
    page = made["docs/사용설명서.html"].read_text(encoding="utf-8")
    assert "쓰는 법" in page
    assert page.count("<img ") == 1


def test_the_page_tells_of_the_systems_in_the_zip_only() -> None:
    assert "[리눅스]" not in bundle.install_page(["windows"], ["3.12"])
    assert "Python312" in bundle.install_page(["windows"], ["3.12"])
    assert "[윈도우]" not in bundle.install_page(["linux"], bundle.PYTHONS)


def test_help_tells_what_may_be_asked_for(capsys: pytest.CaptureFixture[str]) -> None:
    assert bundle.main(["--help"]) == 0
    told = capsys.readouterr().out
    assert told.startswith("인터넷이 없는 컴퓨터로 옮길 묶음 하나를 만듭니다.")
    assert "--for: windows, linux" in told
