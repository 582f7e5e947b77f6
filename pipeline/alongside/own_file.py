"""The officer's own workbook, read by the project's own reader -> her numbers, before any return is looked at.

Comes in: a path, limits. Goes out: an ``OwnFile``. It is read before everything else: a file that cannot be used ends
the run at once, with one sentence, while nothing is lost and the earlier results are still in place. It must not know a
figure.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from unicodedata import normalize

from pipeline.alongside.tables import OwnTotal, SheetTables
from pipeline.errors import ConfigError
from pipeline.model.cells import WorkbookReading
from pipeline.model.findings import Place
from pipeline.normalise import shortened
from pipeline.rules.catalogue import worded_finding
from pipeline.workbook.outcome import FileRule, ReadingLimits
from pipeline.workbook.pool import read_files

MOST_TOTALS = 1_000
_ADVICE = "그 파일을 엑셀에서 열어 암호 없이 Excel 통합 문서(.xlsx)로 저장하고 닫은 뒤 다시 실행해 주세요."
_OWNER_FILES = ("~$", ".~lock.")


@dataclass(frozen=True, slots=True)
class OwnFile:
    """Her numbers in the order of her sheets; ``notes`` say what was left out. ``file`` is the bare file name."""

    path: Path
    file: str
    totals: tuple[OwnTotal, ...]
    notes: tuple[str, ...]
    date_1904: bool = False


def read_own_file(path: Path, apart_from: Iterable[Path], limits: ReadingLimits, unit: str = "권역") -> OwnFile:
    """Her numbers. Raises ConfigError where the file cannot be read, or lies in one of the folders ``apart_from``:
    among the returns it would be read as one of them, among the results it would be moved aside with the old ones.
    """
    name = shortened(normalize("NFC", path.name))
    real = _real(path)
    if any(_real(folder) in real.parents for folder in apart_from):
        raise ConfigError(
            f"--compare의 '{name}'이(가) 입력 폴더나 결과 폴더 안에 있습니다. 받은 파일로 읽히거나 옮겨지지 않게 "
            "다른 폴더에 두어 주세요."
        )
    (reading,) = read_files([(real, name)], limits)
    if reading.problem == FileRule.GONE:
        raise ConfigError(f"--compare의 '{name}' 파일이 없습니다. 이름과 폴더를 확인해 주세요.")
    if reading.workbook is None:
        found = worded_finding(reading.problem, Place(name), reading.words)
        raise ConfigError(f"--compare의 '{name}'을(를) 쓸 수 없습니다. {found.message} {_ADVICE}")
    own = own_file_of(path, name, reading.workbook, unit)
    if _is_open(real):
        told = "엑셀에서 열려 있는 파일입니다. 마지막으로 저장한 내용까지 견주었습니다."
        own = replace(own, notes=(*own.notes, told))
    return own


def _real(path: Path) -> Path:
    """The real path: unlike a return, her file may be given as a link, because she typed the path herself."""
    try:
        return path.resolve()
    except (OSError, RuntimeError):  # links that form a circle
        return path


def own_file_of(path: Path, name: str, workbook: WorkbookReading, unit: str = "권역") -> OwnFile:
    """Her numbers in a workbook that was read."""
    totals, notes = _totals(workbook, unit)
    return OwnFile(path, name, tuple(totals), tuple(notes), workbook.date_1904)


def _totals(workbook: WorkbookReading, unit: str) -> tuple[list[OwnTotal], list[str]]:
    totals: list[OwnTotal] = []
    notes: list[str] = []
    unsure = {(sheet, cell) for sheet, cell, _, _ in workbook.disagreements}
    for sheet in workbook.sheets:
        shown = shortened(sheet.name)
        if sheet.state != "visible":
            if sheet.cells:
                notes.append(f"숨긴 시트 '{shown}'은(는) 견주지 않았습니다.")
            continue
        tables = SheetTables(sheet, unit)
        totals += [
            replace(total, remarks=(*total.remarks, "읽는 방법에 따라 다르게 읽히는 칸입니다. 다시 저장해 주세요."))
            if (sheet.name, total.cell.address) in unsure
            else total
            for total in tables.totals()
        ]
        if tables.unnamed:
            notes.append(f"'{shown}' 시트의 이름 없는 수 {tables.unnamed:,}개는 견주지 않았습니다.")
    if len(totals) > MOST_TOTALS:
        notes.append(f"수가 {len(totals):,}개여서 앞의 {MOST_TOTALS:,}개만 견주었습니다. 합계만 남겨 주세요.")
    if not totals:
        notes.append("견줄 수가 없습니다. 이름과 수를 나란히 적어 주세요.")
    return totals[:MOST_TOTALS], notes


def _is_open(path: Path) -> bool:
    """Whether an office program has the file open, in which case unsaved numbers are not in it."""
    try:
        names = {entry.name.casefold() for entry in path.parent.iterdir()}
    except OSError:
        return False
    mine = path.name.casefold()
    # Excel leaves out the first two letters of a name that is longer than eight.
    return any(name.startswith(_OWNER_FILES) and name.strip("#").endswith(mine[2:]) for name in names)
