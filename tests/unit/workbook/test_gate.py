"""Files that are never opened, files that are only listed, and files that cannot be read completely (F01-F03, F12,
F29-F31, F33).
"""

from __future__ import annotations

import errno
import os
import unicodedata
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from unicodedata import normalize

import pytest

from pipeline.templates.hand_out import DUE_PAGE
from pipeline.workbook import gate
from pipeline.workbook.gate import entry_problem, file_bytes, ignored_entry
from pipeline.workbook.outcome import FileRule, ReadingLimits, Refused
from pipeline.workbook.reading import read_bytes
from tests.unit.workbook.packages import book

LIMITS = ReadingLimits()


def refusal(path: Path, limits: ReadingLimits = LIMITS) -> Refused:
    with pytest.raises(Refused) as caught:
        file_bytes(path, limits)
    return caught.value


@pytest.fixture
def returned(tmp_path: Path) -> Path:
    path = tmp_path / "1권역.xlsx"
    path.write_bytes(book())
    return path


@pytest.mark.parametrize(
    ("rule", "names"),
    [
        (
            FileRule.OPEN_IN_EXCEL,
            ["~$3권역_결과.xlsx", "~$a.xlsx", ".~lock.정산서.xlsx#", "3월/~$a.xlsx", "3월\\~$a.xlsx"],
        ),
        (FileRule.HALF_WRITTEN, ["A1B2.tmp", "결과.xlsx.crdownload", "결과.xlsx.part", "결과.PARTIAL", "~WRL0001.tmp"]),
        (
            FileRule.SYSTEM_FILE,
            ["Thumbs.db", "desktop.ini", ".DS_Store", "._결과.xlsx", ".~결과.xlsx", ".hidden", "3월/.DS_Store"],
        ),
        (FileRule.CLOUD_STUB, [".결과.xlsx.icloud", ".a.icloud", "3월/.b.xlsx.iCloud"]),
        (FileRule.GUIDE_FILE, ["README.md", "readme.txt", ".gitkeep", f"1권역/{DUE_PAGE}", normalize("NFD", DUE_PAGE)]),
        ("", ["결과.xlsx", "결과 - 복사본.xlsx", "~결과.xlsx", "tmp.xlsx", "part.xls", "desktop.ini.xlsx", "결과"]),
        ("", [".5권역_월별실적.xlsx", "3월/.결과.XLSX", ".정산서.hwp"]),
    ],
)
def test_entries_that_are_nobodys_return_are_told_by_their_names(rule: str, names: list[str]) -> None:
    assert {name: ignored_entry(name) for name in names} == dict.fromkeys(names, rule)


def make_link(path: Path) -> None:
    (path.parent / "real.xlsx").write_bytes(book())
    path.symlink_to(path.parent / "real.xlsx")


def make_dangling_link(path: Path) -> None:
    path.symlink_to(path.parent / "nowhere.xlsx")


def make_link_to_a_device(path: Path) -> None:
    path.symlink_to("/dev/zero")


def make_pipe(path: Path) -> None:
    os.mkfifo(path)


@pytest.mark.parametrize(
    ("make", "rule"),
    [
        (make_link, FileRule.LINK),
        (make_dangling_link, FileRule.LINK),
        (make_link_to_a_device, FileRule.LINK),
        (make_pipe, FileRule.DEVICE),
        (Path.mkdir, FileRule.FOLDER),
    ],
)
def test_only_a_regular_file_is_ever_opened(
    make: Callable[[Path], None], rule: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "b.xlsx"
    make(path)
    monkeypatch.setattr(gate.os, "open", lambda *_: pytest.fail("opened"))

    assert entry_problem(path) == (rule, {})
    assert refusal(path).rule == rule


@pytest.mark.parametrize("device", ["/dev/zero", "/dev/null", "/dev/tty"])
def test_a_device_is_not_opened(device: str) -> None:
    assert entry_problem(Path(device)) == (FileRule.DEVICE, {})


def test_a_regular_file_is_no_problem_and_keeps_its_bytes(returned: Path) -> None:
    assert entry_problem(returned) is None
    assert file_bytes(returned, LIMITS) == returned.read_bytes()


@pytest.mark.parametrize(
    ("attributes", "rule"),
    [
        ({"st_file_attributes": 0x400000}, FileRule.CLOUD_ONLY),  # Windows: recall on data access
        ({"st_file_attributes": 0x40020}, FileRule.CLOUD_ONLY),  # Windows: recall on open
        ({"st_file_attributes": 0x1000}, FileRule.CLOUD_ONLY),  # Windows: offline
        ({"st_flags": 0x40000000}, FileRule.CLOUD_ONLY),  # macOS: dataless
        ({"st_file_attributes": 0x20, "st_flags": 0}, ""),
    ],
)
def test_a_file_that_lies_only_in_the_cloud_is_not_fetched(
    attributes: dict[str, int], rule: str, returned: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    status = returned.lstat()
    fake = SimpleNamespace(st_mode=status.st_mode, st_size=status.st_size, **attributes)
    monkeypatch.setattr(gate.os, "lstat", lambda _path: fake)

    problem = entry_problem(returned)

    assert (problem[0] if problem else "") == rule


@pytest.mark.parametrize("size", [0, 1, 21])
def test_size_is_looked_at_before_the_content(size: int, tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(b"x" * size)
    limits = ReadingLimits(max_file_bytes=20)

    if size == 1:
        assert file_bytes(path, limits) == b"x"
    else:
        assert refusal(path, limits).rule == (FileRule.TOO_BIG if size else FileRule.EMPTY)


def test_a_file_that_is_too_big_says_by_how_much(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(bytes(2_300_000))

    assert refusal(path, ReadingLimits(max_file_bytes=2_000_000)).words == {"size": "2.3MB", "limit": "2.0MB"}


@pytest.mark.parametrize(
    ("number", "rule", "words"),
    [
        (errno.EACCES, FileRule.NO_PERMISSION, {"number": errno.EACCES}),
        (errno.EPERM, FileRule.NO_PERMISSION, {"number": errno.EPERM}),
        (errno.EIO, FileRule.UNREADABLE, {"number": errno.EIO}),
        (errno.ESTALE, FileRule.UNREADABLE, {"number": errno.ESTALE}),
        (errno.ENOENT, FileRule.GONE, {}),
        (errno.ELOOP, FileRule.LINK, {}),
    ],
)
def test_an_error_of_the_system_says_what_happened(
    number: int, rule: str, words: dict[str, object], returned: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> int:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(gate.os, "open", refuse)

    refused = refusal(returned)

    assert (refused.rule, refused.words) == (rule, words)


def test_a_file_gone_before_it_is_read_is_reported(tmp_path: Path) -> None:
    assert refusal(tmp_path / "gone.xlsx").rule == FileRule.GONE
    assert entry_problem(tmp_path / "gone.xlsx") == (FileRule.GONE, {})


@pytest.mark.skipif(os.name == "nt", reason="there a path of this length is reason enough")
def test_a_long_path_is_no_reason_where_the_system_takes_it(tmp_path: Path) -> None:
    assert refusal(tmp_path.joinpath(*["folder" * 20] * 3, "gone.xlsx")).rule == FileRule.GONE


def test_a_name_too_long_for_the_disk_says_so(tmp_path: Path) -> None:
    problem = entry_problem(tmp_path / ("가" * 100 + ".xlsx"))  # 305 bytes in UTF-8

    assert problem is not None
    assert problem[0] == FileRule.PATH_TOO_LONG


def append(path: Path) -> None:
    with path.open("ab") as file:
        file.write(b"more")


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-5])


def touch(path: Path) -> None:
    os.utime(path, ns=(1, 1))


def replace(path: Path) -> None:
    other = path.with_suffix(".new")
    other.write_bytes(path.read_bytes())
    status = path.stat()
    os.utime(other, ns=(status.st_atime_ns, status.st_mtime_ns))
    other.replace(path)


def become_a_pipe(path: Path) -> None:
    path.unlink()
    os.mkfifo(path)


@pytest.mark.parametrize("change", [append, cut, touch, replace, become_a_pipe])
def test_a_file_that_changes_while_it_is_opened_is_refused(
    change: Callable[[Path], None], returned: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real_open = os.open

    def open_after_change(path: str, flags: int) -> int:
        change(Path(path))
        return real_open(path, flags)

    monkeypatch.setattr(gate.os, "open", open_after_change)

    assert refusal(returned).rule in (FileRule.CHANGED, FileRule.DEVICE)


@pytest.mark.parametrize("change", [append, cut, touch, replace, Path.unlink])
def test_a_file_that_changes_after_it_was_read_is_refused(
    change: Callable[[Path], None], returned: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real_lstat = os.lstat
    calls: list[object] = []

    def lstat(path: Path) -> os.stat_result:
        calls.append(path)
        if len(calls) == 2:  # the second look, when the bytes are in memory
            change(path)
        return real_lstat(path)

    monkeypatch.setattr(gate.os, "lstat", lstat)

    assert refusal(returned).rule in (FileRule.CHANGED, FileRule.GONE)


@pytest.mark.parametrize("name", ["은평.xlsx", "3권역/전화모니터링.xlsx", "가 나 - 복사본.xlsx"])
def test_a_name_from_a_mac_is_joined_and_noted(name: str) -> None:
    reading = read_bytes(book(), LIMITS, unicodedata.normalize("NFD", name))

    assert reading.file == name
    assert reading.notes == ((FileRule.DECOMPOSED_NAME, {}),)


def test_a_name_with_an_old_form_of_a_hanja_is_not_from_a_mac() -> None:
    reading = read_bytes(book(), LIMITS, "명단(\uf934人).xlsx")

    assert (reading.file, reading.notes) == ("명단(老人).xlsx", ())


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("결과\u202exslx.xlsx", "결과\u202exslx.xlsx"),
        ("결\u200b과.xlsx", "결\u200b과.xlsx"),
        ("결과\udcb0.xlsx", "결과?.xlsx"),  # a byte that is no letter in this system's names
        ("결과\n.xlsx", "결과\n.xlsx"),
    ],
    ids=["turned", "no width", "not a letter", "line break"],
)
def test_a_name_with_invisible_letters_is_noted_and_can_be_printed(name: str, shown: str) -> None:
    reading = read_bytes(book(), LIMITS, name)

    assert reading.file.encode() == shown.encode()
    assert reading.notes == ((FileRule.ODD_NAME, {}),)


@pytest.mark.parametrize("name", ["결과😀.xlsx", "R1_2021.xlsx", "1·2권역(최종).xlsx"])
def test_an_unusual_but_harmless_name_is_no_matter(name: str) -> None:
    assert read_bytes(book(), LIMITS, name).notes == ()


def test_names_of_windows_get_forward_slashes() -> None:
    assert read_bytes(book(), LIMITS, "3권역\\3월\\결과.xlsx").file == "3권역/3월/결과.xlsx"
