"""The schemas for an editor: written whole."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from pipeline.errors import OutputLockedError
from pipeline.forms.schemas import write_schemas


def test_on_a_full_disk_there_is_no_cut_off_schema(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def write_half(path: Path, *_: object, **__: object) -> None:
        path.touch()
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(Path, "write_text", write_half)
    with pytest.raises(OutputLockedError, match="남은 자리가 없어"):
        write_schemas(tmp_path / "schema", "권역")
    assert list((tmp_path / "schema").iterdir()) == []
