"""One folder per region: its workbooks, a page with the deadlines, and no file with somebody's work is replaced."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest
from openpyxl import load_workbook

from pipeline.errors import OutputLockedError
from pipeline.forms.form import load_forms
from pipeline.settings.load import load_config
from pipeline.templates.hand_out import DUE_PAGE, HandOut, blanks_of_year, hand_out, is_untouched

ROOT = Path(__file__).resolve().parents[3]
CONFIG, FORMS = load_config(ROOT / "config.yaml", 2021), load_forms()


def made(target: Path, *, region: int | None = 2, due_pages: bool = True) -> HandOut:
    return hand_out(blanks_of_year(FORMS, CONFIG, {}, region), FORMS, target, due_pages=due_pages)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("hand_out")
    made(target)
    return target


def test_a_year_has_twelve_months_and_five_yearly_workbooks_a_region_each_in_its_folder() -> None:
    blanks = blanks_of_year(FORMS, CONFIG, {})
    folders = [blank.folder for blank in blanks]
    assert {name: folders.count(name) for name in folders} == {
        **{f"{number}권역": 12 + 2 + 3 for number in range(1, 6)},
        "복지정책과": 1,
    }
    assert len({(blank.folder, blank.file) for blank in blanks}) == 12 * 5 + 2 * 5 + 3 * 5 + 1


def test_the_page_lists_every_workbook_by_the_day_on_which_it_is_due(folder: Path) -> None:
    page = (folder / "2권역" / DUE_PAGE).read_bytes()
    assert page.startswith(b"\xef\xbb\xbf")
    lines = page.decode("utf-8-sig").split("\r\n")
    assert lines[:4] == [
        "2021년 2권역 낼 것과 기한",
        "",
        "2021. 2. 10.(수)까지  월별실적 1월",
        "    2권역_월별실적_2021년_01월.xlsx",
    ]
    files = {path.name for path in (folder / "2권역").glob("*.xlsx")}
    assert {line.strip() for line in lines if line.endswith(".xlsx")} == files
    assert len(files) == 17
    assert "2022. 1. 10.(월)까지  월별실적 12월" in lines
    assert lines[-2] == "보낼 곳: 복지정책과"


def test_a_disk_that_fills_up_leaves_no_cut_off_workbook_and_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write = Path.write_bytes

    def write_half(path: Path, content: bytes) -> int:
        write(path, content[:1_000])
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(Path, "write_bytes", write_half)
    with pytest.raises(OutputLockedError, match=r"남은 자리가 없어 '2권역_.*\.xlsx' 파일을 쓰지 못했습니다"):
        made(tmp_path)
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []
    monkeypatch.undo()
    assert made(tmp_path) == HandOut(17, ())


def test_made_again_the_same_files_are_written(folder: Path) -> None:
    before = {path: path.read_bytes() for path in folder.rglob("*.*")}
    assert made(folder) == HandOut(17, ())
    assert {path: path.read_bytes() for path in folder.rglob("*.*")} == before


def test_a_workbook_that_somebody_saved_is_kept_and_named(tmp_path: Path) -> None:
    made(tmp_path)
    path = tmp_path / "2권역" / "2권역_정산서_2021년.xlsx"
    assert is_untouched(path)
    book = load_workbook(path)
    book["정산총괄"]["B10"] = 1270000
    book.save(path)
    filled = path.read_bytes()
    assert made(tmp_path) == HandOut(16, ("2권역/2권역_정산서_2021년.xlsx",))
    assert path.read_bytes() == filled


def test_what_is_no_workbook_at_all_is_kept_too(tmp_path: Path) -> None:
    path = tmp_path / "2권역" / "2권역_정산서_2021년.xlsx"
    path.parent.mkdir()
    path.write_bytes(b"\xd0\xcf\x11\xe0 with a password")
    assert made(tmp_path).kept == ("2권역/2권역_정산서_2021년.xlsx",)


def test_a_few_forms_alone_leave_the_page_as_it_is(tmp_path: Path) -> None:
    made(tmp_path, due_pages=False)
    assert not list(tmp_path.rglob(DUE_PAGE))
