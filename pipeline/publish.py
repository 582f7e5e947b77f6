"""The output folder: written beside, checked, then swapped in as a whole, or not at all.

Comes in: a folder to publish to. Goes out: a staging folder to write into. It never deletes a folder that is not
ours, and two runs cannot write the same folder at once.
"""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from pipeline.errors import AlreadyRunningError, ConfigError, OutputLockedError

MANIFEST = "manifest.json"
CANNOT_WRITE = frozenset({errno.EACCES, errno.EPERM, errno.EBUSY, errno.EROFS, errno.ENOSPC})


@contextmanager
def staging(target: Path) -> Iterator[Path]:
    """A fresh folder on the same volume as ``target``; on leaving without an error it becomes ``target``.

    Raises ConfigError where ``target`` holds files that are not a run's, AlreadyRunningError where another run is
    writing it, OutputLockedError where it cannot be written or a file in it is open elsewhere. After any error
    ``target`` is as before.
    """
    _refuse_foreign(target)
    work = target.parent / f".작성중-{target.name}"
    lock = target.parent / f".잠금-{target.name}"
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        handle = _take(lock)
    except PermissionError:
        raise OutputLockedError(f"'{target.parent}' 폴더에 쓸 수 없습니다. 폴더의 쓰기 권한을 확인해 주세요.") from None
    try:
        shutil.rmtree(work, ignore_errors=True)
        work.mkdir()
        yield work
        _swap(work, target)
    except OSError as error:
        if not _is_about(error, target.parent):
            raise
        name = Path(error.filename).name if error.filename else target.name
        raise OutputLockedError(
            f"결과 폴더를 바꾸지 못했습니다({name}). 보고서를 닫고 다시 실행해 주세요. 이전 결과는 그대로입니다."
        ) from None
    finally:
        shutil.rmtree(work, ignore_errors=True)
        os.close(handle)
        with suppress(OSError):
            lock.unlink()


def _is_about(error: OSError, folder: Path) -> bool:
    """Whether our own output cannot be written: locked, read-only, full. Anything else is no news about the folder."""
    told = error.errno in CANNOT_WRITE or isinstance(error, PermissionError)
    return told and (error.filename is None or str(folder) in str(error.filename))


def _refuse_foreign(target: Path) -> None:
    if not target.exists():
        return
    if not target.is_dir():
        raise ConfigError(f"결과를 쓸 곳 '{target}'이(가) 폴더가 아닙니다. --output에 폴더를 적어 주세요.")
    names = {path.name for path in target.iterdir()} - {"README.md", ".gitkeep"}
    if names and MANIFEST not in names:
        raise ConfigError(
            f"결과 폴더 '{target}'에 이 프로그램이 만들지 않은 파일이 있습니다. "
            "지우지 않도록 멈췄으니 빈 폴더를 알려 주세요."
        )


def _take(lock: Path) -> int:
    """Create the lock with our process number; take over one whose process is gone."""
    for _ in range(2):
        try:
            handle = os.open(lock, os.O_CREAT | os.O_EXCL | os.O_WRONLY)
        except FileExistsError:
            if _is_alive(lock):
                break
            with suppress(FileNotFoundError):
                lock.unlink()
            continue
        os.write(handle, str(os.getpid()).encode())
        return handle
    raise AlreadyRunningError("같은 결과 폴더에 쓰는 작업이 이미 돌고 있습니다. 끝난 뒤 다시 실행해 주세요.")


def _is_alive(lock: Path) -> bool:
    try:
        number = int(lock.read_text() or "0")
    except (OSError, ValueError):
        return False
    if number <= 0:
        return False
    if os.name == "nt":
        return _is_open_on_windows(lock)
    try:
        os.kill(number, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def _is_open_on_windows(lock: Path) -> bool:
    """There a file that a process holds open cannot be removed, which is the surest sign of life."""
    try:
        lock.unlink()
    except OSError:
        return True
    return False


def _swap(work: Path, target: Path) -> None:
    old = target.parent / f".이전-{target.name}"
    shutil.rmtree(old, ignore_errors=True)
    if target.exists():
        target.rename(old)
    try:
        work.rename(target)
    except OSError:
        if old.exists():
            old.rename(target)
        raise
    shutil.rmtree(old, ignore_errors=True)
