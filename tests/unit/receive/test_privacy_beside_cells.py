"""Personal data outside the cells and in the names of sheets, files and folders: reported once, shown nowhere."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.main import collect
from pipeline.model.result import RunResult
from pipeline.records.findings import write_checks
from pipeline.records.ledger import write_ledger
from pipeline.records.results import write_results
from pipeline.reply.marked import write_return_copies
from tests.support.markdown_book import Book, ReadHere, book, settings
from tests.unit.workbook.packages import relations

FINGERPRINT = re.compile(r"[0-9a-f]{64}")
PHONE, RESIDENT = "010-2345-6789", "880101-1234567"
FILE = "1권역_전화모니터링_1차.xlsx"


def run_over(folder: Path) -> RunResult:
    config, forms = settings()
    return collect(config, forms, folder, reading=ReadHere())


def folder_with(tmp_path: Path, item: Book, change: Callable[[dict[str, bytes]], None] | None = None) -> Path:
    """A folder with this book, with changed parts, and a faultless plan of another region."""
    folder = tmp_path / "받은 파일"
    path = item.write(folder)
    book("operating_plan", region=5, file="동반.xlsx").write(folder)
    with zipfile.ZipFile(path) as archive:
        contents = {name: archive.read(name) for name in archive.namelist()}
    if change is not None:
        change(contents)
    with zipfile.ZipFile(path, "w") as archive:
        for name, part in contents.items():
            archive.writestr(name, part)
    return folder


def told(result: RunResult) -> list[str]:
    return [
        f"{item.rule} {item.effect} {item.place.sheet}!{item.place.cell}"
        for item in result.findings
        if item.rule.startswith("PRIV")
    ]


def everything_written(result: RunResult, tmp_path: Path) -> str:
    """All texts that go out to the office and the regions, with packed parts unpacked, and the names of the files.

    Fingerprints of files are left out, because any four digits may occur in one.
    """
    out = tmp_path / "결과"
    out.mkdir()
    write_results(result, out / "results.json")
    write_checks(result, out / "검증결과.xlsx")
    write_ledger(result, out / "집계대장.xlsx")
    write_return_copies(result, out / "수정요청")
    texts = []
    for path in sorted(out.rglob("*")):
        texts.append(path.name)
        if path.suffix == ".xlsx":
            with zipfile.ZipFile(io.BytesIO(path.read_bytes())) as archive:
                texts += [archive.read(name).decode("utf-8", errors="replace") for name in archive.namelist()]
        elif path.is_file():
            texts.append(path.read_text(encoding="utf-8"))
    return FINGERPRINT.sub("", "\n".join(texts))


def note(number: str, cell: str = "E7") -> Callable[[dict[str, bytes]], None]:
    def add(contents: dict[str, bytes]) -> None:
        text = f'<comments><comment ref="{cell}"><text><t>문의 {number}</t></text></comment></comments>'
        contents["xl/comments1.xml"] = text.encode()
        pointer = relations(("rId1", "comments", "../comments1.xml"))
        contents["xl/worksheets/_rels/sheet1.xml.rels"] = pointer.encode()

    return add


def test_a_note_with_a_telephone_number_is_told_at_its_cell_and_costs_no_number(tmp_path: Path) -> None:
    result = run_over(folder_with(tmp_path, book("phone_monitoring"), note(PHONE)))
    assert told(result) == ["PRIV-002 kept 모니터링!E7"]
    people = result.facts[result.facts["measure"] == "people"]
    assert people["counted"].all()
    assert "2345" not in everything_written(result, tmp_path)


def test_a_note_with_a_resident_number_refuses_the_file(tmp_path: Path) -> None:
    result = run_over(folder_with(tmp_path, book("phone_monitoring"), note(RESIDENT)))
    assert told(result) == ["PRIV-001 return_refused 모니터링!E7"]
    assert "people" not in result.facts["measure"].tolist()
    assert "1234567" not in everything_written(result, tmp_path)


def test_an_account_of_the_saving_program_is_no_finding(tmp_path: Path) -> None:
    def saved_by(contents: dict[str, bytes]) -> None:
        contents["docProps/core.xml"] = b"<p><lastModifiedBy>a2021030512345@example.com</lastModifiedBy></p>"

    assert told(run_over(folder_with(tmp_path, book("phone_monitoring"), saved_by))) == []


SHEET_NAMES = {
    "of the data": (book("phone_monitoring").sheet_renamed("모니터링", f"모니터링 {PHONE}"), 3),
    "beside it": (book("phone_monitoring").with_sheet(f"메모 {PHONE}", {"A1": "메모"}), 3),
}


@pytest.mark.parametrize("case", SHEET_NAMES)
def test_a_number_in_a_sheet_name_is_told_once_and_shown_nowhere(case: str, tmp_path: Path) -> None:
    odd, rows = SHEET_NAMES[case]
    result = run_over(folder_with(tmp_path, odd))
    assert [line.partition(" ")[0] for line in told(result)] == ["PRIV-002"]
    assert len(result.facts[result.facts["measure"] == "people"]) == rows
    assert "2345" not in everything_written(result, tmp_path)


@pytest.mark.parametrize(
    ("name", "rule"), [("모니터링 101동 1203호", "PRIV-005"), ("모니터링 a1@example.com", "PRIV-006")]
)
def test_a_home_or_an_e_mail_address_in_a_sheet_name_is_told_too(name: str, rule: str, tmp_path: Path) -> None:
    """It is masked wherever the sheet is named; without a finding nobody would know why the sheet has another name."""
    odd = book("phone_monitoring").sheet_renamed("모니터링", name)
    result = run_over(folder_with(tmp_path, odd))
    assert [line.partition(" ")[0] for line in told(result)] == [rule]
    written = everything_written(result, tmp_path)
    assert not any(piece in written for piece in ("1203", "example.com"))


def test_a_formula_that_names_such_a_sheet_is_still_worked_out(tmp_path: Path) -> None:
    """20 people are stated where 3 and 4 stand in the other sheet."""
    name = f"메모 {PHONE}"
    odd = book("phone_monitoring").with_sheet(name, {"A1": "3", "A2": "4"})
    result = run_over(folder_with(tmp_path, odd.with_cells("모니터링", {"E7": f"='{name}'!A1+'{name}'!A2 -> 20"})))
    assert {item.rule for item in result.findings} >= {"BOOK-040", "PRIV-002"}
    assert "2345" not in everything_written(result, tmp_path)


def test_two_sheet_names_that_look_alike_once_masked_stay_two_sheets(tmp_path: Path) -> None:
    odd = book("phone_monitoring").with_sheet("010-2345-6789", {"A1": PHONE}).with_sheet("010-2345-6780", {"A1": PHONE})
    places = told(run_over(folder_with(tmp_path, odd)))
    assert len(set(places)) == 4
    assert {line.split(" ", 2)[2] for line in places} == {
        "***-****-****!",
        "***-****-****!A1",
        "***-****-**** (2)!",
        "***-****-**** (2)!A1",
    }


@pytest.mark.parametrize(
    "name", [f"담당 {PHONE}.xlsx", f"{PHONE}/{FILE}", f"{RESIDENT}.xlsx", "가 a1@example.com.xlsx"]
)
def test_priv_007_name_of_a_file_or_folder__error(name: str, tmp_path: Path) -> None:
    result = run_over(folder_with(tmp_path, book("phone_monitoring", file=name)))
    assert told(result) == ["PRIV-007 kept !"]
    assert len(result.facts[result.facts["measure"] == "people"]) == 3
    written = everything_written(result, tmp_path)
    assert not any(piece in written for piece in ("2345", "1234567", "example.com"))


def test_priv_007_name_with_a_day_and_an_office_number__ok(tmp_path: Path) -> None:
    named = book("phone_monitoring", file="20210305_1권역 전화모니터링 02-351-7000.xlsx")
    assert told(run_over(folder_with(tmp_path, named))) == []


def test_files_that_look_alike_once_masked_stay_two_files(tmp_path: Path) -> None:
    folder = folder_with(tmp_path, book("phone_monitoring"))
    for number in ("010-2345-6789", "010-2345-6780"):
        (folder / f"메모 {number}.txt").write_text("메모", encoding="utf-8")
    names = [item.file for item in run_over(folder).returns]
    assert len(set(names)) == len(names) == 4
    assert not any("2345" in name for name in names)


def test_a_file_that_was_refused_or_ignored_does_not_show_its_name_either(tmp_path: Path) -> None:
    folder = folder_with(tmp_path, book("phone_monitoring"))
    (folder / f"~$메모 {PHONE}.xlsx").write_bytes(b"x")
    (folder / f"끊김 {PHONE}.xlsx").write_bytes((folder / FILE).read_bytes()[:500])
    assert "2345" not in everything_written(run_over(folder), tmp_path)
