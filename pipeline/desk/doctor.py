"""`doctor`: a page about this computer to read out on the telephone: Python, packages, fonts, folders, rights, disk,
locks, settings.

Comes in: the program's folder and the settings. Goes out: lines, each good or with what to do. It changes nothing
except a probe file, which it removes again, and it never fails: what it cannot find out becomes a line too.
"""

from __future__ import annotations

import contextlib
import locale
import os
import platform
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from pipeline import VERSION
from pipeline.assets import BASE_DOCUMENT, FONT_BOLD, FONT_REGULAR
from pipeline.errors import PipelineError
from pipeline.publish.swap import is_running
from pipeline.settings.load import load_config

LEAST_FREE_MB = 500
LONGEST_PATH = 200  # Windows programs without long paths stop at 260, and names are added
PACKAGES = (
    "lxml", "matplotlib", "openpyxl", "pandas", "pydantic", "python-calamine", "python-docx", "rich", "xlsxwriter",
)  # fmt: skip
GOOD, BAD = "○", "×"


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the page; ``advice`` is "" where all is well."""

    name: str
    found: str
    advice: str = ""

    def __str__(self) -> str:
        shown = f"{GOOD if not self.advice else BAD} {self.name}: {self.found}"
        return f"{shown}\n    → {self.advice}" if self.advice else shown


def examine(root: Path, config: Path, year: int) -> list[Line]:
    """Every line, in the order in which a helper would ask on the telephone."""
    lines: list[Line] = []
    for look in _LOOKS:
        try:
            lines += look(root, config, year)
        except OSError as error:
            lines.append(Line(look.__name__.strip("_"), "알 수 없음", f"이 문장을 알려 주세요: {error}"))
    return lines


def _python(root: Path, config: Path, year: int) -> Iterator[Line]:
    yield Line("프로그램", VERSION)
    yield Line("파이썬", f"{platform.python_version()} ({platform.machine()}, {sys.executable})")
    yield Line("운영체제", f"{platform.system()} {platform.release()}, 글자 {locale.getpreferredencoding(False)}")


def _packages(root: Path, config: Path, year: int) -> Iterator[Line]:
    known, absent = [], []
    for name in PACKAGES:
        try:
            known.append(f"{name} {version(name)}")
        except PackageNotFoundError:
            absent.append(name)
    advice = f"{', '.join(absent)}이(가) 없습니다. .venv 폴더를 지우고 다시 실행해 주세요." if absent else ""
    yield Line("패키지", ", ".join(known), advice)


def _parts(root: Path, config: Path, year: int) -> Iterator[Line]:
    absent = [path.name for path in (FONT_REGULAR, FONT_BOLD, BASE_DOCUMENT) if not Path(path).is_file()]
    advice = f"{', '.join(absent)}이(가) 없습니다. 프로그램을 다시 받아 주세요." if absent else ""
    yield Line("글꼴과 바탕 문서", "있음" if not absent else "없음", advice)


def _folders(root: Path, config: Path, year: int) -> Iterator[Line]:
    length = len(str(root))
    advice = f"경로가 {length}자입니다. C:\\성과보고처럼 짧은 곳으로 옮겨 주세요." if length > LONGEST_PATH else ""
    yield Line("프로그램 폴더", str(root), advice)
    source = root / "input" / str(year)
    count = sum(1 for path in source.rglob("*.xls*") if path.is_file()) if source.is_dir() else 0
    found = f"엑셀 파일 {count}개" if source.is_dir() else "폴더가 아직 없음(점검이나 보고서를 처음 실행할 때 만듭니다)"
    yield Line(f"{year}년 받은 파일", found)
    for folder in (root / "output", Path(tempfile.gettempdir())):
        yield _writable(folder)
    free = shutil.disk_usage(root).free // 2**20
    advice = f"{LEAST_FREE_MB}MB 이상 비워 주세요." if free < LEAST_FREE_MB else ""
    yield Line("빈 공간", f"{free:,}MB", advice)


def _writable(folder: Path) -> Line:
    probe = folder / f".점검_{os.getpid()}"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        probe.write_text("점검", encoding="utf-8")
    except OSError:
        return Line("쓰기", f"{folder}에 쓸 수 없음", "폴더의 쓰기 권한과 보안 프로그램을 확인해 주세요.")
    finally:
        with contextlib.suppress(OSError):
            probe.unlink(missing_ok=True)
    return Line("쓰기", f"{folder}에 쓸 수 있음")


def _locks(root: Path, config: Path, year: int) -> Iterator[Line]:
    target = root / "output" / str(year)
    running = is_running(target)
    advice = "끝나기를 기다리거나, 멈춘 창을 닫고 다시 실행해 주세요." if running else ""
    yield Line("실행 중인 작업", "있음" if running else "없음", advice)
    opened = [path.name for path in target.glob("~$*")] if target.is_dir() else []
    advice = f"{', '.join(opened)}: 워드나 엑셀에서 닫아 주세요." if opened else ""
    yield Line("열려 있는 결과 파일", f"{len(opened)}개", advice)


def _settings(root: Path, config: Path, year: int) -> Iterator[Line]:
    try:
        known = load_config(config, year)
    except PipelineError as error:
        yield Line("설정 파일", str(config), " ".join([error.message, *error.details[:3]]))
        return
    unconfirmed = ", ".join(known.plan.unconfirmed)
    advice = f"아직 확인하지 않은 값: {unconfirmed}" if unconfirmed else ""
    yield Line("설정 파일", f"{config} ({year}년, {known.unit.counted(len(known.regions))})", advice)


_LOOKS: tuple[Callable[[Path, Path, int], Iterator[Line]], ...] = (
    _python, _packages, _parts, _folders, _locks, _settings,
)  # fmt: skip
