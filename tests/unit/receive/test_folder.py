"""The input folder: its files, the names by which messages call them, and why nothing can be read."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest

from pipeline.errors import NoUsableReturnError
from pipeline.receive.folder import list_entries


def test_entries_are_sorted_by_name_and_sub_folders_are_read(tmp_path: Path) -> None:
    for name in ("나.xlsx", "가/다.xlsx", "README.md", "가/나/가.xlsx"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(b"x")
    assert [entry.file for entry in list_entries(tmp_path)] == ["가/나/가.xlsx", "가/다.xlsx", "나.xlsx"]


def test_names_are_composed_however_the_disk_stores_them(tmp_path: Path) -> None:
    (tmp_path / unicodedata.normalize("NFD", "은평.xlsx")).write_bytes(b"x")
    assert [entry.file for entry in list_entries(tmp_path)] == ["은평.xlsx"]


def test_two_names_that_look_the_same_stay_two_files(tmp_path: Path) -> None:
    for form in ("NFC", "NFD"):
        (tmp_path / unicodedata.normalize(form, "은평.xlsx")).write_bytes(form.encode())
    files = [entry.file for entry in list_entries(tmp_path)]
    assert files == ["은평 (같은 이름 2).xlsx", "은평.xlsx"]


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        (
            "없는 폴더",
            "입력 폴더 '{}'를 찾을 수 없습니다. 폴더를 만들어 받은 파일을 넣거나 --input으로 폴더를 알려 주세요.",
        ),
        ("빈 폴더", "입력 폴더 '{}'가 비어 있습니다. 받은 서식 파일(.xlsx)을 넣고 다시 실행해 주세요."),
    ],
)
def test_a_folder_without_anything_ends_the_run_with_a_sentence(tmp_path: Path, name: str, sentence: str) -> None:
    (tmp_path / "빈 폴더" / "안").mkdir(parents=True)
    with pytest.raises(NoUsableReturnError) as raised:
        list_entries(tmp_path / name)
    assert str(raised.value) == sentence.format(tmp_path / name)


def test_a_folder_that_may_not_be_read_ends_the_run_with_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Otherwise its files would be silently missing from the report."""

    def forbidden(folder: object) -> None:
        raise PermissionError(13, "Permission denied", "받은 것/010-2345-6789")

    monkeypatch.setattr("os.scandir", forbidden)
    with pytest.raises(NoUsableReturnError) as raised:
        list_entries(tmp_path)
    assert str(raised.value) == ("폴더 '받은 것/***-****-****'를 읽을 권한이 없습니다. 폴더의 권한을 확인해 주세요.")


def test_three_files_that_look_alike_once_masked_are_told_apart_by_their_place(tmp_path: Path) -> None:
    for name in ("가/메모 010-2345-6781.txt", "가/메모 010-2345-6782.txt", "가/메모 010-2345-6783.txt", "나.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(b"x")
    entries = list_entries(tmp_path)
    masked = "가/메모 ***-****-****"
    assert [entry.file for entry in entries] == [
        f"{masked} (같은 이름 3).txt",
        f"{masked} (같은 이름 2).txt",
        f"{masked}.txt",
        "나.txt",
    ]
    assert [entry.stored for entry in entries[:3]] == [f"가/메모 010-2345-678{number}.txt" for number in (1, 2, 3)]
    assert [entry.path for entry in entries] == [tmp_path / entry.stored for entry in entries]


def test_a_link_is_an_entry_and_what_it_leads_to_is_not_looked_at(tmp_path: Path) -> None:
    (tmp_path / "밖").mkdir()
    (tmp_path / "밖" / "가.xlsx").write_bytes(b"x")
    (tmp_path / "안").mkdir()
    (tmp_path / "안" / "나.xlsx").write_bytes(b"x")
    (tmp_path / "안" / "바로가기").symlink_to(tmp_path / "밖", target_is_directory=True)
    (tmp_path / "안" / "하위").mkdir()
    (tmp_path / "안" / "하위" / "다.xlsx").write_bytes(b"x")
    assert [entry.file for entry in list_entries(tmp_path / "안")] == ["나.xlsx", "바로가기", "하위/다.xlsx"]


def test_only_the_readme_of_the_folder_itself_is_passed_over(tmp_path: Path) -> None:
    for name in ("README.md", "가/README.md"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(b"x")
    assert [entry.file for entry in list_entries(tmp_path)] == ["가/README.md"]
