"""One zip for a computer without a network: the program, its wheels, their hashes, and a page on how to install it.

Comes in: ``python run.py bundle [--for windows] [--python 3.13] [--to FILE]``. Goes out: the zip beside run.py. pip
downloads the wheels, also for other systems and Pythons than this one, and checks them against the hashes of the lock
files. Where a package has no wheel for one of them, the tool stops and writes no zip. The same program and the same
wheels give the same bytes.
"""

from __future__ import annotations

import argparse
import hashlib
import io
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

from packaging.requirements import Requirement

from pipeline.launcher.environment import NEWEST, OLDEST, RUNTIME, TEST, lock_path
from pipeline.launcher.making import run_logged
from pipeline.launcher.messages import NETWORK_SIGNS, SetupError, log_path
from tools.bundle_page import install_page
from tools.guide.writing import write_guide

ROOT = Path(__file__).resolve().parents[1]
FOLDER = "성과보고"  # the folder that unpacking creates
SUMS = "SHA256SUMS"
PAGE = "설치.txt"
PYTHONS = tuple(f"{OLDEST[0]}.{minor}" for minor in range(OLDEST[1], NEWEST[1] + 1))
_GLIBC = 28  # 2.28: Debian 10, Ubuntu 18.10, RHEL 8 and later
_ZIP_DATE = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class Target:
    """A kind of computer: pip's names for its platform, and the values of the markers in a lock file."""

    korean: str
    platforms: tuple[str, ...]
    markers: Mapping[str, str]


TARGETS = {
    "windows": Target(
        "윈도우",
        ("win_amd64",),
        {"sys_platform": "win32", "platform_system": "Windows", "os_name": "nt", "platform_machine": "AMD64"},
    ),
    "linux": Target(
        "리눅스",
        (*(f"manylinux_2_{minor}_x86_64" for minor in range(_GLIBC, 4, -1)), "manylinux2014_x86_64", "linux_x86_64"),
        {"sys_platform": "linux", "platform_system": "Linux", "os_name": "posix", "platform_machine": "x86_64"},
    ),
}


USAGE = (
    "예: python run.py bundle --for windows --python 3.13\n"
    f"--for: {', '.join(TARGETS)} · --python: {', '.join(PYTHONS)} · --to: 만들 파일"
)


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        raise SetupError(f"명령을 알아듣지 못했습니다. {USAGE}")


def main(arguments: Sequence[str] | None = None, root: Path = ROOT) -> int:
    """The exit code: 0 where the zip was written, 1 after a printed sentence that says why there is none."""
    try:
        parser = _Parser(add_help=False)
        parser.add_argument("--for", dest="target", choices=TARGETS)
        parser.add_argument("--python", choices=PYTHONS)
        parser.add_argument("--to", type=Path)
        parser.add_argument("-h", "--help", action="store_true")
        given = parser.parse_args(arguments)
        if given.help:
            print(f"인터넷이 없는 컴퓨터로 옮길 묶음 하나를 만듭니다. {USAGE}")
            return 0
        targets = [given.target] if given.target else list(TARGETS)
        name = "_".join(["성과보고_오프라인", *targets, *([given.python] if given.python else [])])
        made = make_bundle(root, targets, [given.python] if given.python else PYTHONS, given.to or root / f"{name}.zip")
    except SetupError as error:
        print(error, file=sys.stderr)
        return 1
    except OSError:
        print("오프라인 묶음을 쓰지 못했습니다. 디스크의 빈 곳과 쓰기 권한을 확인해 주세요.", file=sys.stderr)
        return 1
    print(f"{made} ({made.stat().st_size / 1e6:,.0f} MB)")
    print(f"이 파일을 인터넷이 없는 컴퓨터에 옮겨 풀고 {PAGE}를 보세요.")
    return 0


def make_bundle(root: Path, targets: Sequence[str], pythons: Sequence[str], path: Path) -> Path:
    """The path of the zip with the wheels of these targets and Pythons. Raises SetupError, OSError."""
    program_files(root)  # where the files cannot be listed, fail at once and not after minutes
    with tempfile.TemporaryDirectory() as folder, Path(log_path(str(root))).open("w", encoding="utf-8") as log:
        wheels = Path(folder, "wheels")
        for target in targets:
            for python in pythons:
                print(f"{TARGETS[target].korean} · Python {python}의 꾸러미를 모읍니다.", flush=True)
                wanted = Path(folder, "wanted.txt")
                wanted.write_text("\n".join(wanted_lines(root, TARGETS[target], python)) + "\n", encoding="utf-8")
                output: list[str] = []
                if run_logged(download_command(TARGETS[target], python, wanted, wheels), log, output.append) != 0:
                    raise SetupError(_no_wheels_sentence(TARGETS[target], python, "\n".join(output), root))
        files = {name: root / name for name in program_files(root)}
        files |= {f"wheels/{wheel.name}": wheel for wheel in wheels.iterdir()}
        files |= guide_files(root, Path(folder))
        write_zip(files, install_page(targets, pythons), path)
    return path


def program_files(root: Path) -> list[str]:
    """The program's files, tests included: those that git tracks, or those that an unpacked bundle lists.

    Raises SetupError where there is neither git nor such a list.
    """
    if (root / ".git").exists():
        try:
            command = ["git", "-C", str(root), "ls-files", "-z"]
            listed = subprocess.run(command, capture_output=True, check=True).stdout.decode("utf-8")
        except (OSError, subprocess.CalledProcessError) as error:
            raise SetupError("프로그램 파일의 목록을 알 수 없습니다. git을 설치한 뒤 다시 실행해 주세요.") from error
        names = listed.rstrip("\0").split("\0")
    elif (root / SUMS).exists():
        lines = (root / SUMS).read_text(encoding="utf-8").splitlines()
        names = [name for name in (line.partition("  ")[2] for line in lines) if not name.startswith("wheels/")]
    else:
        raise SetupError(
            f"프로그램 파일의 목록({SUMS})이 없습니다. git으로 받은 폴더나 오프라인 묶음을 푼 폴더에서 실행해 주세요."
        )
    return [name for name in names if name != PAGE and (root / name).is_file()]


def guide_files(root: Path, folder: Path) -> dict[str, Path]:
    """The user's guide, written now as DOCX and web page; with pictures if ``make guide`` has made them before."""
    guide = root / "docs" / "사용설명서.md"
    if not guide.is_file():
        return {}
    pictures = {path.stem: path for path in (root / "docs" / "그림").glob("*.png")}
    return {f"docs/{path.name}": path for path in write_guide(guide, pictures, folder)}


def wanted_lines(root: Path, target: Target, python: str) -> list[str]:
    """The pins of both lock files that such a computer needs, with their hashes and without markers.

    pip would evaluate markers for the computer that it runs on, even when it downloads for another.
    """
    known = {
        **target.markers,
        "python_version": python,
        "python_full_version": f"{python}.0",
        "implementation_name": "cpython",
        "platform_python_implementation": "CPython",
    }
    lines: dict[str, str] = {}
    for kind in (RUNTIME, TEST):
        text = Path(lock_path(str(root), kind)).read_text(encoding="utf-8").replace("\\\n", " ")
        for pin in (line for line in text.splitlines() if line[:1].isalnum()):
            declared, *hashes = pin.split(" --hash=")
            requirement = Requirement(declared)
            if requirement.marker is None or requirement.marker.evaluate(known):
                parts = [f"{requirement.name}{requirement.specifier}", *(f"--hash={part.strip()}" for part in hashes)]
                lines[requirement.name] = " ".join(parts)
    return list(lines.values())


def download_command(target: Target, python: str, wanted: Path, wheels: Path) -> list[str]:
    """The pip command: it downloads only wheels, only those whose hash is in the lock files, and for the target."""
    system = [word for platform in target.platforms for word in ("--platform", platform)]
    return [
        *(
            sys.executable,
            "-m",
            "pip",
            "download",
            "--no-input",
            "--disable-pip-version-check",
            "--no-deps",
            "--retries",
            "2",
        ),
        *("--require-hashes", "--only-binary", ":all:", "--implementation", "cp", "--python-version", python),
        *system,
        *("--dest", str(wheels), "-r", str(wanted)),
    ]


def _no_wheels_sentence(target: Target, python: str, output: str, root: Path) -> str:
    computer = f"{target.korean} · Python {python}"
    if "DO NOT MATCH THE HASHES" in output:
        cause = "내려받은 파일이 이 프로그램의 목록과 달라 멈췄습니다. 전산 담당자에게 알려 주세요"
    elif any(sign in output for sign in NETWORK_SIGNS):
        cause = "인터넷에 닿지 않습니다. 연결을 확인한 뒤 다시 실행해 주세요"
    else:
        cause = "모으지 못한 꾸러미가 있습니다. 기록의 마지막 줄에 이름이 있습니다"
    return f"{computer}의 {cause} (자세한 기록: {log_path(str(root))})."


def write_zip(files: Mapping[str, Path], page: str, path: Path) -> None:
    """Write the zip under another name and rename it: it is complete, or not there at all."""
    part = path.with_name(path.name + ".part")
    try:
        with zipfile.ZipFile(part, "w") as archive:
            sums = ""
            for name, data in (*_contents(files), (PAGE, page.replace("\n", "\r\n").encode("utf-8-sig"))):
                sums += f"{hashlib.sha256(data).hexdigest()}  {name}\n"
                _add(archive, name, data)
            _add(archive, SUMS, sums.encode())
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


def _contents(files: Mapping[str, Path]) -> Iterator[tuple[str, bytes]]:
    for name in sorted(files):
        yield name, files[name].read_bytes()


def _add(archive: zipfile.ZipFile, name: str, data: bytes) -> None:
    """Put one file in; a file that starts with "#!" is made executable, on whatever system the zip is made."""
    entry = zipfile.ZipInfo(f"{FOLDER}/{name}", _ZIP_DATE)
    entry.create_system = 3
    entry.external_attr = (0o100755 if data.startswith(b"#!") else 0o100644) << 16
    entry.compress_type = zipfile.ZIP_STORED if name.endswith(".whl") else zipfile.ZIP_DEFLATED
    archive.writestr(entry, data)


if __name__ == "__main__":
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")
    sys.exit(main())
