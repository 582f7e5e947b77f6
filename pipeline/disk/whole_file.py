"""A file that is written outside the output folder: there as a whole, or not at all.

Comes in: the path it will have. Goes out: a path beside it to write to, and the words for a disk that is full. A file
that was cut off must never have the name of a good one: somebody would hand it out.
"""

from __future__ import annotations

import errno
import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})


@contextmanager
def whole_file(path: Path) -> Iterator[Path]:
    """A path in the same folder, which is made where it is missing; on leaving without an error the file written there
    is renamed to ``path``. After any error ``path`` is as before. Raises OSError where it cannot be written.
    """
    name = hashlib.sha256(os.fsencode(path.name)).hexdigest()[:8]  # the same in each run, and never too long
    draft = path.with_name(f".작성중-{name}")
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        yield draft
        with draft.open("rb+") as file:
            os.fsync(file.fileno())  # a power cut must not leave the name with an empty file
        draft.replace(path)
    finally:
        with suppress(OSError):
            draft.unlink(missing_ok=True)


def why_not_written(error: OSError, what: str, otherwise: str) -> str:
    """The sentence for an error while writing ``what`` ("'정산서.xlsx' 파일을"): that the disk is full, where it is;
    else ``otherwise``.
    """
    if error.errno in FULL:
        return f"디스크에 남은 자리가 없어 {what} 쓰지 못했습니다. 자리를 비우고 다시 실행해 주세요."
    return otherwise
