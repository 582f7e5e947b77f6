"""접수증: what a region reads about its files, in plain text that opens everywhere."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.model.result import RunResult
from pipeline.reply.receipts import write_receipts
from tests.support.small_run import run_2020, small_run


@pytest.fixture(scope="module")
def result(tmp_path_factory: pytest.TempPathFactory) -> RunResult:
    return small_run(tmp_path_factory, slips=True)


@pytest.fixture(scope="module")
def receipts(result: RunResult, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    paths = write_receipts(result, tmp_path_factory.mktemp("접수증"))
    return {path.name: path.read_text(encoding="utf-8-sig").replace("\r\n", "\n") for path in paths}


def file_block(receipt: str, file: str) -> str:
    """The lines about one file."""
    blocks = re.split(r"\n(?=  ○ |□ )", receipt)
    (block,) = [block for block in blocks if f"파일: {file}\n" in f"{block}\n"]
    return block


def test_there_is_one_for_each_region_and_one_for_the_office(receipts: dict[str, str], tmp_path: Path) -> None:
    assert list(receipts) == [f"{number}권역.txt" for number in range(1, 6)] + ["총괄부서.txt"]
    assert [path.name for path in write_receipts(run_2020(), tmp_path)] == [f"{n}권역.txt" for n in range(1, 6)]


def test_a_receipt_has_the_signature_and_line_ends_that_an_old_notepad_needs(result: RunResult, tmp_path: Path) -> None:
    content = write_receipts(result, tmp_path)[0].read_bytes()
    assert content.startswith(b"\xef\xbb\xbf")
    assert content.count(b"\n") == content.count(b"\r\n") > 10


def test_every_file_is_on_one_receipt(result: RunResult, receipts: dict[str, str]) -> None:
    named = [
        line.strip().removeprefix("파일: ")
        for text in receipts.values()
        for line in text.splitlines()
        if "  파일: " in line
    ]
    assert sorted(named) == sorted(item.file for item in result.returns)


def test_a_file_with_its_day_its_print_and_its_numbers(result: RunResult, receipts: dict[str, str]) -> None:
    file = "3권역/3권역_전화모니터링_2021년_1차.xlsx"
    sha256 = next(item.sha256 for item in result.returns if item.file == file)
    # people 20·3 + 7·position + 3 for the four dongs: 63, 70, 77, 84; calls five times as many, and 0 to 3 more
    assert file_block(receipts["3권역.txt"], file).splitlines() == [
        "  ○ 전화모니터링 1회차",
        f"     파일: {file}",
        "     작성일: 2021. 7. 12. (마감 2021. 7. 15., 기한 안)",
        "     처리: 씀",
        "     읽은 수: [모니터링] 4줄 · 대상자(명) 294 · 상담(건) 1,476",
    ]
    assert receipts["3권역.txt"].splitlines()[-4:].count(f"  ○ {sha256[:12]}  {file}") == 1
    assert receipts["3권역.txt"].count("아래 '읽은 수'가 보내신 것과 같은지 확인해 주세요.") == 1


def test_the_first_line_says_how_the_region_stands(receipts: dict[str, str]) -> None:
    """Of its 17 returns region 3 owes the months from May on, and its March has a dong of another region."""
    lines = receipts["3권역.txt"].splitlines()
    assert lines[3] == "─" * 40
    assert lines[4] == "받음 9 · 고칠 곳 1 · 미제출 8"
    assert "받음 5 · 고칠 곳 0 · 미제출 12" in receipts["5권역.txt"].splitlines()[4]


def test_what_is_to_be_done_stands_before_what_came_and_the_prints_last(receipts: dict[str, str]) -> None:
    heads = [line.split(" ", 2)[1] for line in receipts["5권역.txt"].splitlines() if line.startswith("□")]
    assert heads == ["살펴본", "아직", "받은", "파일의"]


def test_a_row_that_does_not_count_is_told(receipts: dict[str, str]) -> None:
    block = file_block(receipts["3권역.txt"], "3권역/3권역_월별실적_2021년_03월.xlsx")
    assert (
        "[위기가구] 4줄 · 발굴(가구) 6 · 지원(건) 12 · 사례공유(건) 3 (이 가운데 1줄은 고칠 곳이 있어 합계에서 뺌)"
        in block
    )
    assert "고칠 곳 1건" in receipts["3권역.txt"]
    assert "'녹번동'은 1권역의 동입니다." in receipts["3권역.txt"]


def test_files_that_were_not_used_say_why(receipts: dict[str, str]) -> None:
    old = file_block(receipts["2권역.txt"], "2권역/2권역_정산서_2021년.xlsx")
    assert "처리: 새 제출본으로 바뀜 - 더 새로운 파일이 있음: 2권역/정산서 최종.xlsx" in old
    assert "읽은 수" not in old
    memo = file_block(receipts["총괄부서.txt"], "메모.txt")
    assert "어느 서식인지 알 수 없는 파일" in memo
    assert "처리: 반려 - " in memo
    assert "제출본: 2번째" in file_block(receipts["2권역.txt"], "2권역/정산서 최종.xlsx")


def test_a_month_without_activity_says_so(receipts: dict[str, str]) -> None:
    block = file_block(receipts["4권역.txt"], "4권역/4권역_월별실적_2021년_04월.xlsx")
    assert block.splitlines()[-1] == "     읽은 수: '실적 없음'으로 적으셨습니다."


def test_what_is_owed_is_listed_with_its_day(receipts: dict[str, str]) -> None:
    owed = receipts["5권역.txt"].split("□ 아직 받지 못한 자료")[1].split("□")[0]
    assert owed.startswith(" 12건")
    assert "  ○ 정산서 (마감 2021. 12. 31.)" in owed
    assert "  ○ 전화모니터링 2회차 (마감 2021. 12. 15.)" in owed
    assert "  ○ 월별실적 12월 (마감 2022. 1. 10.)" in owed
    assert "□ 아직 받지 못한 자료 0건\n  ○ 없습니다." in receipts["총괄부서.txt"]


def test_people_of_two_rounds_in_one_file_are_not_added(result: RunResult, tmp_path: Path) -> None:
    key = ("phone_monitoring", "monitoring")
    frames = result.frames[key]
    number = next(item.number for item in result.returns if item.file.endswith("3권역_전화모니터링_2021년_1차.xlsx"))
    *rows, last = frames.parts[number].rows
    part = replace(frames.parts[number], rows=[*rows, replace(last, values={**last.values, "round": 2})])
    changed = replace(result, frames={**result.frames, key: replace(frames, parts={**frames.parts, number: part})})
    receipt = write_receipts(changed, tmp_path)[2].read_text(encoding="utf-8-sig")
    assert "[모니터링] 4줄 · 대상자(명) 1회차 210, 2회차 84 · 상담(건) 1회차 1,053, 2회차 423" in receipt


def test_a_file_name_cannot_begin_a_line_of_its_own(result: RunResult, tmp_path: Path) -> None:
    forged = "메모\n□ 아직 받지 못한 자료 0건\ud800.txt"
    returns = [replace(item, file=forged) if item.file == "메모.txt" else item for item in result.returns]
    text = write_receipts(replace(result, returns=returns), tmp_path)[-1].read_text(encoding="utf-8-sig")
    assert "     파일: 메모 □ 아직 받지 못한 자료 0건.txt" in text.splitlines()


def test_the_same_run_gives_the_same_bytes(result: RunResult, tmp_path: Path) -> None:
    first, second = (write_receipts(result, tmp_path / name) for name in ("하나", "둘"))
    assert [path.read_bytes() for path in first] == [path.read_bytes() for path in second]
