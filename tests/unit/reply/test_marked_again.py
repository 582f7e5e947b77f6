"""The second round: the corrected copy replaces the first version, and corrected cells have their usual look again."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from openpyxl.worksheet.worksheet import Worksheet

from pipeline.model.result import RunResult
from pipeline.model.returns import ReturnState
from pipeline.reply.marked import write_return_copies
from tests.support.few_returns import monitoring_rows, run_over, write_monitoring
from tests.support.rich_workbook import NOTE_CELL, NOTE_TEXT, SHEET, open_book, parts_of, rich_workbook, workbook_of

VIOLET, REQUIRED = "FFD8B4FE", "FFFFFBEB"
ANSWER = "동장님께 확인했습니다"


def faulty_rows() -> list[dict[str, object]]:
    """Row 9: people in words. Row 10: 회차 in words, where the sender has a note. Row 11: consultations blank."""
    rows = monitoring_rows()
    rows[0]["people_count"] = "약 70명"
    rows[1]["round"] = "한 번"
    rows[2]["consultation_count"] = None
    return rows


def typed_number(data: bytes, cell: str, number: int) -> bytes:
    """The workbook after someone has typed a number into a cell."""
    parts = parts_of(data)
    sheet, count = re.subn(
        rf'<c r="{cell}"( s="\d+")[^>]*?(?:/>|>.*?</c>)', rf'<c r="{cell}"\1><v>{number}</v></c>', parts[SHEET].decode()
    )
    assert count == 1
    return workbook_of({**parts, SHEET: sheet.encode()})


def recalculated(data: bytes, totals: dict[str, int]) -> bytes:
    """The workbook with these results of its formulas, as Excel stores them on saving."""
    parts = parts_of(data)
    sheet = parts[SHEET].decode()
    for cell, total in totals.items():
        sheet, count = re.subn(rf'(<c r="{cell}"[^>]*><f>.*?</f><v>)[^<]*', rf"\g<1>{total}", sheet)
        assert count == 1
    return workbook_of({**parts, SHEET: sheet.encode()})


@pytest.fixture(scope="module")
def first_copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The copy of the first round, and the folder with the original."""
    home = tmp_path_factory.mktemp("첫 번째")
    path = write_monitoring(home / "받은 파일" / "3권역.xlsx", faulty_rows())
    path.write_bytes(rich_workbook(path.read_bytes(), formula_cell="E34"))
    return write_return_copies(run_over(path.parent), home / "수정요청")[0]


@pytest.fixture(scope="module")
def second_run(first_copy: Path, tmp_path_factory: pytest.TempPathFactory) -> RunResult:
    """E9 is corrected, the other cells are not; in the note at F11 the sender has answered below our words."""
    folder = tmp_path_factory.mktemp("두 번째") / "받은 파일"
    shutil.copytree(first_copy.parent.parent / "받은 파일", folder)
    parts = parts_of(typed_number(first_copy.read_bytes(), "E9", 70))
    comments = parts["xl/comments1.xml"].decode()
    note = re.search(r'<comment ref="F11".*?</comment>', comments, re.DOTALL)
    assert note is not None
    answered = note[0].replace("</t></r></text>", f"\n{ANSWER}</t></r></text>")
    parts["xl/comments1.xml"] = comments.replace(note[0], answered).encode()
    (folder / "3권역 수정본.xlsx").write_bytes(workbook_of(parts))
    return run_over(folder)


@pytest.fixture(scope="module")
def second_copy(second_run: RunResult, tmp_path_factory: pytest.TempPathFactory) -> bytes:
    paths = write_return_copies(second_run, tmp_path_factory.mktemp("결과"))
    assert [path.name for path in paths] == ["3권역_전화모니터링_1회차_수정요청.xlsx"]
    return paths[0].read_bytes()


@pytest.fixture(scope="module")
def sheet(second_copy: bytes) -> Worksheet:
    found = open_book(second_copy)["모니터링"]
    assert isinstance(found, Worksheet)
    return found


def test_the_corrected_copy_replaces_the_first_version(second_run: RunResult) -> None:
    states = {source.file: source.state for source in second_run.returns}
    assert states == {"3권역.xlsx": ReturnState.SUPERSEDED, "3권역 수정본.xlsx": ReturnState.USED}
    changed = {(item.place.cell, item.old_value, item.new_value) for item in second_run.differences}
    assert changed == {("E9", "약 70명", "70")}


def test_a_mended_cell_has_its_own_look_again_and_no_note(sheet: Worksheet) -> None:
    assert sheet["E9"].fill.fgColor.rgb == REQUIRED
    assert sheet["E9"].comment is None


def test_a_cell_that_is_still_wrong_is_marked_once(sheet: Worksheet) -> None:
    for cell in (NOTE_CELL, "F11"):
        assert sheet[cell].fill.fgColor.rgb == VIOLET
        assert sheet[cell].comment.text.count("【수정요청") == 1


def test_the_sender_s_words_survive_both_rounds(sheet: Worksheet) -> None:
    assert sheet[NOTE_CELL].comment.text.startswith(NOTE_TEXT)
    answered = sheet["F11"].comment.text
    assert answered.startswith(ANSWER)
    assert answered.index(ANSWER) < answered.index("【수정요청")


def test_there_is_one_list_and_it_counts_the_rounds(second_copy: bytes) -> None:
    book = open_book(second_copy)
    assert book.sheetnames == ["수정요청", "모니터링", "작성요령", "_서식정보"]
    texts = [str(cell.value) for row in book["수정요청"].iter_rows() for cell in row if cell.value]
    assert any("2차 요청" in text for text in texts)
    assert not any("약 70명" in text for text in texts)
    assert book["수정요청"].print_title_rows == "$8:$8"
    stamp = dict(row[:2] for row in book["_서식정보"].iter_rows(values_only=True))
    assert (stamp["revision"], stamp["mark_1"].split()[-1]) == ("2", "모니터링")


def test_a_row_put_in_leaves_no_old_colour_behind(first_copy: Path, tmp_path: Path) -> None:
    """Everything from row 9 on moves down by one, so the addresses in our stamp are no longer right."""
    parts = parts_of(recalculated(typed_number(first_copy.read_bytes(), "E9", 70), {"E34": 322}))
    xml = parts[SHEET].decode()
    moved = re.sub(r'<row r="(\d+)"(.*?)</row>', lambda found: _moved(found, by=1), xml, flags=re.DOTALL)
    (tmp_path / "3권역.xlsx").write_bytes(workbook_of({**parts, SHEET: moved.encode()}))
    data = write_return_copies(run_over(tmp_path), tmp_path / "수정요청")[0].read_bytes()
    cells = open_book(data)["모니터링"]
    assert cells["E10"].fill.fgColor.rgb == REQUIRED
    assert cells["F12"].fill.fgColor.rgb == VIOLET
    assert [c.coordinate for row in cells.iter_rows() for c in row if c.fill.fgColor.rgb == VIOLET] == ["A11", "F12"]


def _moved(row: re.Match[str], by: int) -> str:
    number = int(row[1])
    if number < 9:
        return row[0]
    return (
        row[0].replace(f'<row r="{number}"', f'<row r="{number + by}"').replace(f'{number}" s=', f'{number + by}" s=')
    )


def test_a_sheet_of_the_sender_s_with_our_name_is_not_overwritten(first_copy: Path, tmp_path: Path) -> None:
    original = first_copy.parent.parent / "받은 파일" / "3권역.xlsx"
    parts = parts_of(original.read_bytes())
    parts["xl/workbook.xml"] = parts["xl/workbook.xml"].replace("작성요령".encode(), "수정요청".encode())
    (tmp_path / "3권역.xlsx").write_bytes(workbook_of(parts))
    copy = write_return_copies(run_over(tmp_path), tmp_path / "결과")[0].read_bytes()
    assert open_book(copy).sheetnames == ["수정요청(확인)2", "모니터링", "수정요청", "_서식정보"]
    assert parts_of(copy)["xl/worksheets/sheet2.xml"] == parts["xl/worksheets/sheet2.xml"]


def test_a_copy_mended_in_all_asks_for_nothing(first_copy: Path, tmp_path: Path) -> None:
    data = first_copy.read_bytes()
    for cell, number in (("E9", 70), ("A10", 1), ("F11", 420)):
        data = typed_number(data, cell, number)
    (tmp_path / "3권역.xlsx").write_bytes(recalculated(data, {"E34": 70 + 77 + 84 + 91, "F34": 350 + 385 + 420 + 455}))
    result = run_over(tmp_path)
    assert result.returns[0].state is ReturnState.USED
    assert write_return_copies(result, tmp_path / "수정요청") == []
    assert not (tmp_path / "수정요청").exists()
