"""The officer's own file: what is refused before the run begins, and which parts are not compared."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import Workbook

from pipeline.alongside import OwnFile, read_own_file
from pipeline.alongside.own_file import MOST_TOTALS, own_file_of
from pipeline.errors import EXIT_CONFIG, ConfigError
from pipeline.workbook.outcome import ReadingLimits
from pipeline.workbook.reading import read_bytes
from tests.support.own_totals import Rows, own_book, own_path


def of(sheets: dict[str, Rows], change: Callable[[Workbook], None] = lambda book: None) -> OwnFile:
    workbook = read_bytes(own_book(sheets, change), ReadingLimits(), "장부.xlsx").workbook
    assert workbook is not None
    return own_file_of(Path("장부.xlsx"), "장부.xlsx", workbook)


def test_a_file_is_read_from_the_disk_with_its_numbers_in_order(tmp_path: Path) -> None:
    own = read_own_file(own_path(tmp_path, [["상담", 5], ["대상자", 6]]), [tmp_path / "input"], ReadingLimits())
    assert (own.file, own.notes) == ("손으로 센 합계.xlsx", ())
    assert [(total.label, total.cell.value) for total in own.totals] == [("상담", 5), ("대상자", 6)]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (None, "파일이 없습니다. 이름과 폴더를 확인해 주세요."),
        (b"", "크기가 0인 빈 파일입니다."),
        ("상담,5\n대상자,6\n".encode("cp949"), "CSV"),
        (bytes.fromhex("D0CF11E0A1B11AE1") + bytes(4096), "'장부.xlsx'을(를) 쓸 수 없습니다."),
    ],
    ids=["none", "empty", "text", "old format"],
)
def test_a_file_that_cannot_be_used_is_one_sentence_about_the_settings(
    tmp_path: Path, content: bytes | None, said: str
) -> None:
    path = tmp_path / "장부.xlsx"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(ConfigError) as caught:
        read_own_file(path, [tmp_path / "input"], ReadingLimits())
    assert caught.value.exit_code == EXIT_CONFIG
    assert "--compare의 '장부.xlsx'" in caught.value.message
    assert said in caught.value.message


@pytest.mark.parametrize("name", ["input", "output"])
def test_a_file_among_the_returns_or_the_results_is_refused(tmp_path: Path, name: str) -> None:
    folder = tmp_path / name / "2021"
    folder.mkdir(parents=True)
    own = own_path(folder, [["상담", 5]])
    with pytest.raises(ConfigError, match="입력 폴더나 결과 폴더 안에 있습니다"):
        read_own_file(own, [tmp_path / "input", tmp_path / "output"], ReadingLimits())
    assert own.exists()


@pytest.mark.parametrize("mark", ["~$손으로 센 합계.xlsx", "~$로 센 합계.xlsx", ".~lock.손으로 센 합계.xlsx#"])
def test_a_file_that_is_open_says_what_of_it_was_read(tmp_path: Path, mark: str) -> None:
    path = own_path(tmp_path, [["상담", 5]])
    (tmp_path / mark).write_bytes(b"x")
    own = read_own_file(path, [tmp_path / "input"], ReadingLimits())
    assert own.notes == ("엑셀에서 열려 있는 파일입니다. 마지막으로 저장한 내용까지 견주었습니다.",)


def test_another_open_file_beside_it_is_nobodys_business(tmp_path: Path) -> None:
    path = own_path(tmp_path, [["상담", 5]])
    (tmp_path / "~$다른 파일.xlsx").write_bytes(b"x")
    assert read_own_file(path, [tmp_path / "input"], ReadingLimits()).notes == ()


def test_a_hidden_sheet_is_not_compared_and_told() -> None:
    def hide(book: Workbook) -> None:
        book["옛것"].sheet_state = "hidden"

    own = of({"장부": [["상담", 5]], "옛것": [["상담", 4]]}, hide)
    assert [total.sheet for total in own.totals] == ["장부"]
    assert own.notes == ("숨긴 시트 '옛것'은(는) 견주지 않았습니다.",)


def test_numbers_without_a_name_are_counted() -> None:
    assert of({"장부": [[1, 2, 3], ["상담", 5]]}).notes == ("'장부' 시트의 이름 없는 수 3개는 견주지 않았습니다.",)


def test_a_file_without_numbers_says_how_to_write_them() -> None:
    assert of({"장부": [["이름", "값"], ["상담"]]}).notes == ("견줄 수가 없습니다. 이름과 수를 나란히 적어 주세요.",)


def test_a_list_of_everything_is_cut_with_a_word_about_it() -> None:
    own = of({"장부": [["상담", number] for number in range(MOST_TOTALS + 5)]})
    assert len(own.totals) == MOST_TOTALS
    assert own.notes == ("수가 1,005개여서 앞의 1,000개만 견주었습니다. 합계만 남겨 주세요.",)


def test_a_link_that_she_named_herself_is_followed(tmp_path: Path) -> None:
    link = tmp_path / "바로 가기.xlsx"
    link.symlink_to(own_path(tmp_path, [["상담", 5]]))
    assert [total.label for total in read_own_file(link, [tmp_path / "input"], ReadingLimits()).totals] == ["상담"]
