"""The blank sheet: the program understands every name on it, and nobody's numbers are overwritten."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import openpyxl
import pytest

from pipeline.alongside import compare, read_own_file, write_blank
from pipeline.errors import ConfigError, OutputLockedError
from pipeline.main import load
from pipeline.model.alongside import Verdict
from pipeline.workbook.outcome import ReadingLimits
from tests.support.small_run import run_2020, small_run
from tests.support.small_year import CONFIG


@pytest.mark.parametrize("year", [2020, 2021])
def test_each_cell_of_it_means_one_number_of_ours(year: int, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Every cell gets a number that no figure has; each is compared with a figure of its own."""
    result = run_2020() if year == 2020 else small_run(tmp_path_factory, slips=True)
    path = write_blank(*load(CONFIG, year), tmp_path_factory.mktemp("own") / "표.xlsx")
    book = openpyxl.load_workbook(path)
    cells = [cell for sheet in book for row in sheet.iter_rows(min_row=6, min_col=2) for cell in row]
    for cell in cells:
        cell.value = 987_654
    book.save(path)
    comparison = compare(read_own_file(path, [path.parent / "input"], ReadingLimits()), result)
    assert comparison.notes == ()
    assert len(comparison.items) == len(cells)
    assert set(comparison.counts) <= {Verdict.DIFFERENT, Verdict.NO_NUMBER}
    for sheet in book:
        keys = [item.figure.key for item in comparison.items if item.place.sheet == sheet.title and item.figure]
        assert len(keys) == len(set(keys)) == (sheet.max_row - 5) * (sheet.max_column - 1)


def test_left_blank_it_compares_nothing(tmp_path: Path) -> None:
    path = write_blank(*load(CONFIG, 2021), tmp_path / "표.xlsx")
    own = read_own_file(path, [tmp_path / "input"], ReadingLimits())
    assert (own.totals, own.notes) == ((), ("견줄 수가 없습니다. 이름과 수를 나란히 적어 주세요.",))


def test_what_was_filled_in_is_never_written_over(tmp_path: Path) -> None:
    path = tmp_path / "표.xlsx"
    path.write_bytes(b"her numbers")
    with pytest.raises(ConfigError, match="이미 있습니다"):
        write_blank(*load(CONFIG, 2021), path)
    assert path.read_bytes() == b"her numbers"


def test_on_a_full_disk_there_is_no_cut_off_sheet(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write = Path.write_bytes

    def write_half(path: Path, content: bytes) -> int:
        write(path, content[:1_000])
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(Path, "write_bytes", write_half)
    with pytest.raises(OutputLockedError, match="남은 자리가 없어"):
        write_blank(*load(CONFIG, 2021), tmp_path / "표.xlsx")
    assert list(tmp_path.iterdir()) == []
