"""The gate before any parser: is this folder entry a regular file, and can its bytes be read whole and unchanged?

Comes in: names and paths. Goes out: the rule that keeps an entry out, or the file's bytes, read once. Nothing here
looks at the content, and nothing but a regular file is ever opened: reading a pipe would wait for ever, and a link
could lead anywhere.
"""

from __future__ import annotations

import errno
import os
import stat
import unicodedata
from pathlib import Path
from typing import BinaryIO

from pipeline.workbook.outcome import FileRule, ReadingLimits, Refused, Words

WINDOWS_PATH_LIMIT = 260
_SYSTEM_NAMES = frozenset({"thumbs.db", "ehthumbs.db", "desktop.ini", "icon\r"})
_SYSTEM_STARTS = ("._", ".~")  # macOS's second half of a file; what an Office program writes while it works
# What people hand in: a dot before such a name was typed by somebody (".5권역.xlsx").
_DOCUMENTS = (".xlsx", ".xlsm", ".xlsb", ".xls", ".ods", ".csv", ".hwp", ".hwpx", ".doc", ".docx", ".pdf", ".zip")
_HALF_WRITTEN = (".tmp", ".temp", ".crdownload", ".part", ".partial", ".download", ".opdownload")
_GUIDE_NAMES = frozenset({"readme.md", "readme.txt", ".gitkeep", ".gitignore", "낼_것과_기한.txt"})
# Windows file attributes: offline, recall on open, recall on data access (OneDrive and other sync clients).
_CLOUD_ATTRIBUTES = 0x1000 | 0x40000 | 0x400000
_CLOUD_FLAG_MAC = 0x40000000  # SF_DATALESS
_OPEN_FLAGS = (
    os.O_RDONLY
    | getattr(os, "O_BINARY", 0)
    | getattr(os, "O_CLOEXEC", 0)
    | getattr(os, "O_NOFOLLOW", 0)
    | getattr(os, "O_NONBLOCK", 0)
)


def ignored_entry(name: str) -> str:
    """The rule id of an entry whose name alone shows that it is no return; "" for an entry that has to be looked at.

    Office programs keep an owner file ("~$…", ".~lock.…") beside a workbook while it is open: that rule is a warning,
    because the file on the disk may not be what the officer sees. The other rules only record.
    """
    base = unicodedata.normalize("NFC", name).replace("\\", "/").rsplit("/", 1)[-1].casefold()
    if base.startswith(("~$", ".~lock.")):
        return FileRule.OPEN_IN_EXCEL
    if base in _GUIDE_NAMES:
        return FileRule.GUIDE_FILE
    if base.endswith(".icloud"):
        return FileRule.CLOUD_STUB
    if base.endswith(_HALF_WRITTEN) or base.startswith("~wrl"):
        return FileRule.HALF_WRITTEN
    hidden_by_system = base.startswith(_SYSTEM_STARTS) or (base.startswith(".") and not base.endswith(_DOCUMENTS))
    if base in _SYSTEM_NAMES or hidden_by_system:
        return FileRule.SYSTEM_FILE
    return ""


def entry_problem(path: Path) -> tuple[str, Words] | None:
    """The rule and words for an entry that must not be opened (link, pipe, device, folder, cloud only), else None."""
    try:
        _status(path)
    except Refused as refused:
        return refused.rule, refused.words
    return None


def file_bytes(path: Path, limits: ReadingLimits) -> bytes:
    """All bytes of the regular file at ``path``, checked not to have changed while they were read.

    Raises ``Refused`` for anything but a readable regular file within ``limits.max_file_bytes``.
    """
    before = _status(path)
    if before.st_size > limits.max_file_bytes:
        raise Refused(FileRule.TOO_BIG, size=_megabytes(before.st_size), limit=_megabytes(limits.max_file_bytes))
    try:
        with open(path, "rb", opener=_open) as file:
            data = _unchanged_contents(file, before.st_size)
    except OSError as error:
        raise _refusal(path, error) from error
    if _signature(before) != _signature(_status(path)) or len(data) != before.st_size:
        raise Refused(FileRule.CHANGED)
    if not data:
        raise Refused(FileRule.EMPTY)
    return data


def _status(path: Path) -> os.stat_result:
    try:
        status = os.lstat(path)
    except OSError as error:
        raise _refusal(path, error) from error
    if stat.S_ISLNK(status.st_mode):
        raise Refused(FileRule.LINK)
    if stat.S_ISDIR(status.st_mode):
        raise Refused(FileRule.FOLDER)
    if not stat.S_ISREG(status.st_mode):
        raise Refused(FileRule.DEVICE)
    if getattr(status, "st_file_attributes", 0) & _CLOUD_ATTRIBUTES or getattr(status, "st_flags", 0) & _CLOUD_FLAG_MAC:
        raise Refused(FileRule.CLOUD_ONLY)
    return status


def _open(path: str, _flags: int) -> int:
    return os.open(path, _OPEN_FLAGS)


def _unchanged_contents(file: BinaryIO, size: int) -> bytes:
    opened = os.fstat(file.fileno())
    if not stat.S_ISREG(opened.st_mode):  # replaced by a pipe since it was checked
        raise Refused(FileRule.CHANGED)
    data = file.read(size + 1)
    if _signature(opened) != _signature(os.fstat(file.fileno())):
        raise Refused(FileRule.CHANGED)
    return data


def _signature(status: os.stat_result) -> tuple[int, int, int, int]:
    return status.st_size, status.st_mtime_ns, status.st_ino, status.st_dev


def _refusal(path: Path, error: OSError) -> Refused:
    number = error.errno or 0
    length = len(os.fspath(path))
    if error.errno == errno.ENAMETOOLONG or (os.name == "nt" and length >= WINDOWS_PATH_LIMIT):
        return Refused(FileRule.PATH_TOO_LONG, length=length)
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        return Refused(FileRule.GONE)
    if isinstance(error, PermissionError):
        return Refused(FileRule.NO_PERMISSION, number=number)
    if error.errno == errno.ELOOP:  # replaced by a link since it was checked
        return Refused(FileRule.LINK)
    return Refused(FileRule.UNREADABLE, number=number)


def _megabytes(count: int) -> str:
    return f"{count / 1_000_000:,.1f}MB"
