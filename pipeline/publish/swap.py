"""The output folder: written under another name beside its place, checked, then put in place as a whole, or not at all.

Comes in: a folder to publish to. Goes out: a staging folder to write into. It never deletes a folder that is not ours;
files that somebody put into ours, or changed there, are kept in a folder beside it. Two runs cannot write the same
folder at once.
"""

from __future__ import annotations

import errno
import hashlib
import itertools
import os
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TextIO

from pipeline.disk.whole_file import FULL, whole_file, why_not_written
from pipeline.earlier.results import MANIFEST, hashes_in_manifest
from pipeline.errors import AlreadyRunningError, ConfigError, OutputLockedError
from pipeline.launcher.making import try_lock
from pipeline.workbook.gate import ignored_entry

CANNOT_WRITE = FULL | {errno.EACCES, errno.EPERM, errno.EBUSY, errno.EROFS}

Told = Callable[[Path, Sequence[str]], None]


@contextmanager
def staging(target: Path, tell_kept: Told | None = None) -> Iterator[Path]:
    """A new folder on the same volume as ``target``; when the ``with`` block ends without an error, it becomes
    ``target``.

    Files in ``target`` that no run wrote, that were changed since, or that this run does not write (a mere check writes
    no report and no ledger) are first copied into a folder beside it; ``tell_kept`` is called with that folder and
    their names.

    Raises ConfigError where ``target`` holds files that are not a run's or cannot be a folder, AlreadyRunningError
    where another run is writing it, OutputLockedError where it cannot be written or a file in it is open elsewhere.
    After any error, and after a run that was killed, ``target`` is as before.
    """
    if target.is_symlink() or target.name in ("", ".."):  # the names beside it are made from its real name and place
        target = target.resolve()
    work, old, lock = (target.parent / f".{word}-{target.name}" for word in ("작성중", "이전", "잠금"))
    kept = target.parent / f"{target.name}_보관"
    try:
        _make_parent(target)
        with _held(lock):
            _put_back(old, target)
            own = _own_files(target)
            try:
                shutil.rmtree(work, ignore_errors=True)
                work.mkdir()
                yield work
                _write_through(work)
                own = sorted({*own, *_not_made_anew(target, work)})
                _keep(target, own, kept)
                _swap(work, target, old)
                if own and tell_kept is not None:
                    tell_kept(kept, own)
            finally:
                shutil.rmtree(work, ignore_errors=True)
    except OSError as error:
        if not _is_about(error, target.parent):
            raise
        raise OutputLockedError(_told(error, target)) from None


def is_running(target: Path) -> bool:
    """Whether a run is writing the folder just now."""
    lock = target.parent / f".잠금-{target.name}"
    if not lock.is_file():
        return False
    with lock.open("a", encoding="utf-8") as file:
        return not try_lock(file)


def _make_parent(target: Path) -> None:
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
    except (FileExistsError, NotADirectoryError):
        raise ConfigError(
            f"결과를 쓸 곳 '{target}'의 상위 폴더가 폴더가 아니라 파일입니다. --output에 다른 곳을 적어 주세요."
        ) from None


def _is_about(error: OSError, folder: Path) -> bool:
    """Whether an error means that our own output cannot be written (locked, read-only, disk full); others do not
    concern the folder.
    """
    told = error.errno in CANNOT_WRITE or isinstance(error, PermissionError)
    return told and (error.filename is None or str(folder) in str(error.filename))


def _told(error: OSError, target: Path) -> str:
    name = Path(error.filename).name if error.filename else target.name
    if error.errno in FULL:
        why = why_not_written(error, f"결과 '{target}'을(를)", "")
    elif error.errno == errno.EROFS or not os.access(target.parent, os.W_OK):
        why = f"결과 '{target}'을(를) 쓸 수 없습니다. 그 위 폴더의 쓰기 권한을 확인해 주세요."
    else:
        why = f"결과 폴더를 바꾸지 못했습니다({name}). 보고서를 닫고 다시 실행해 주세요."
    return f"{why} 이전 결과는 그대로입니다."


def _own_files(target: Path) -> list[str]:
    """The files that somebody put into the folder or changed there. Raises ConfigError if no run made the folder."""
    if not target.exists():
        return []
    if not target.is_dir():
        raise ConfigError(f"결과를 쓸 곳 '{target}'이(가) 폴더가 아닙니다. --output에 폴더를 적어 주세요.")
    written = hashes_in_manifest(target)
    files = (name for name in _files(target) if not ignored_entry(name))
    if written is not None:
        return sorted(name for name in files if name != MANIFEST and _sha256(target / name) != written.get(name))
    if any(files):
        raise ConfigError(
            f"결과 폴더 '{target}'에 이 프로그램이 만들지 않은 파일이 있습니다. "
            "지우지 않도록 멈췄으니 빈 폴더를 알려 주세요."
        )
    return []


def _not_made_anew(target: Path, work: Path) -> list[str]:
    """Files directly in the folder of the earlier output that the new output does not have."""
    if not target.exists():
        return []
    names = (path.name for path in target.iterdir() if path.is_file())
    return [name for name in names if not (work / name).exists() and not ignored_entry(name)]


def _sha256(path: Path) -> str:
    return "" if path.is_symlink() else hashlib.sha256(path.read_bytes()).hexdigest()


def _keep(target: Path, names: Sequence[str], kept: Path) -> None:
    """Copy the files into ``kept``, never over an earlier copy; a file that is there already is not copied again."""
    for name in names:
        for number in itertools.count(1):
            path = kept / name
            path = path if number == 1 else path.with_name(f"{path.stem} ({number}){path.suffix}")
            if not path.exists():
                _copy(target / name, path)
                break
            if _sha256(path) == _sha256(target / name):
                break


def _copy(source: Path, path: Path) -> None:
    """The file or the link at ``path``, never a part of it."""
    if source.is_symlink():
        path.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(source, path, follow_symlinks=False)
        return
    with whole_file(path) as draft:
        shutil.copyfile(source, draft)
    shutil.copystat(source, path)


def _files(target: Path) -> Iterator[str]:
    """Every file below the folder by its relative path; links are listed, never followed."""
    for folder, folders, files in os.walk(target):
        inside = Path(folder)
        links = [name for name in folders if (inside / name).is_symlink()]
        for name in (*files, *links):
            yield (inside / name).relative_to(target).as_posix()


@contextmanager
def _held(lock: Path) -> Iterator[None]:
    """Hold the lock, which is the right to write the folder. The system releases it however the process ends."""
    file = _locked(lock)
    try:
        yield
    finally:
        try:
            lock.unlink()  # before it is closed: so it cannot be the lock file of another run
            file.close()
        except OSError:  # Windows does not remove an open file, nor, once we closed it, one that another run has open
            file.close()
            with suppress(OSError):
                lock.unlink()


def _locked(lock: Path) -> TextIO:
    """The lock file, open and held."""
    while True:
        file = lock.open("a", encoding="utf-8")
        is_ours = True
        with suppress(OSError):  # some network drives have no locks: a run without a lock is better than no run
            is_ours = try_lock(file)
        if is_ours and _is_still(lock, file.fileno()):
            return file
        file.close()
        if not is_ours:
            raise AlreadyRunningError("같은 결과 폴더에 쓰는 작업이 이미 돌고 있습니다. 끝난 뒤 다시 실행해 주세요.")
        # else the run before us has just removed this file: open a new one


def _is_still(lock: Path, handle: int) -> bool:
    """Whether the open file is still the one at that path."""
    try:
        return os.path.samestat(lock.stat(), os.fstat(handle))
    except FileNotFoundError:
        return False


def _write_through(folder: Path) -> None:
    """Write every byte to the disk before the swap: after a power cut no file may be empty under its new name."""
    for name in _files(folder):
        with (folder / name).open("rb+") as file:
            os.fsync(file.fileno())


def _put_back(old: Path, target: Path) -> None:
    """Undo a swap that was cut off half-way: move the earlier output back if there is no new one."""
    if old.exists() and not target.exists():
        old.rename(target)


def _swap(work: Path, target: Path, old: Path) -> None:
    shutil.rmtree(old, ignore_errors=True)
    try:
        if target.exists():
            target.rename(old)
        work.rename(target)
    except BaseException:
        _put_back(old, target)
        raise
    shutil.rmtree(old, ignore_errors=True)
