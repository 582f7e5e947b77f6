"""The entries of the input folder, sorted, each with a name that can be shown.

Comes in: a folder. Goes out: one ``Entry`` per file, link or device in it and its subfolders. Nothing is opened and no
link is followed.
"""

from __future__ import annotations

import os
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from pipeline.errors import NoUsableReturnError
from pipeline.normalise import mask


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing in the input folder: its path and its name relative to the folder (NFC, forward slashes).

    ``file`` is the name that everybody may see: personal data in it is masked. ``stored`` is the name as it is.
    """

    path: Path
    file: str
    stored: str


def list_entries(folder: Path) -> list[Entry]:
    """Everything in the folder and below, sorted by name. Raises NoUsableReturnError where there is no folder or
    nothing in it.

    Links are listed, never followed.
    """
    if not folder.is_dir():
        raise NoUsableReturnError(
            f"입력 폴더 '{folder}'를 찾을 수 없습니다. 폴더를 만들어 받은 파일을 넣거나 --input으로 폴더를 알려 주세요."
        )
    entries = []
    for parent, folders, files in os.walk(folder, onerror=_raise_unreadable):
        linked = [name for name in folders if Path(parent, name).is_symlink()]
        folders[:] = sorted(name for name in folders if name not in linked)
        for name in [*files, *linked]:
            path = Path(parent, name)
            file = unicodedata.normalize("NFC", path.relative_to(folder).as_posix())
            if file != "README.md":
                entries.append(Entry(path, mask(file), file))
    if not entries:
        raise NoUsableReturnError(
            f"입력 폴더 '{folder}'가 비어 있습니다. 받은 서식 파일(.xlsx)을 넣고 다시 실행해 주세요."
        )
    return _with_own_names(sorted(entries, key=lambda entry: (entry.file, str(entry.path))))


def _with_own_names(entries: Sequence[Entry]) -> list[Entry]:
    """Two names that differ only in how Hangul is stored, or in what is masked, look the same: every one but the last
    gets a number.
    """
    same = Counter(entry.file for entry in entries)
    named = []
    for entry in entries:
        same[entry.file] -= 1
        left, file = same[entry.file], PurePosixPath(entry.file)
        own = file.with_stem(f"{file.stem} (같은 이름 {left + 1})") if left else file
        named.append(Entry(entry.path, str(own), entry.stored))
    return named


def _raise_unreadable(error: OSError) -> None:
    raise NoUsableReturnError(
        f"폴더 '{mask(str(error.filename))}'를 읽을 권한이 없습니다. 폴더의 권한을 확인해 주세요."
    ) from None
