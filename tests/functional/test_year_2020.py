"""2020, the year whose figures are known: each of them is printed, with its cell, and depends on that cell only."""

from __future__ import annotations

import json
import re
import shutil
import unicodedata
import zipfile
from collections import Counter
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from examples import make_2020
from pipeline.cli import main
from tests.support.docx_dump import dump_document

ROOT = Path(__file__).resolve().parents[2]

# The district office's own summary of 2020, copied by hand.
PEOPLE = {None: 3364, 1: 632, 2: 390, 3: 611, 4: 945, 5: 786}
CONSULTATIONS = {None: 19644, 1: 3839, 2: 3309, 3: 4256, 4: 3700, 5: 4540}
PROJECT_RESULTS = {
    (1, "나눔서포터즈 활동 취약계층 생활모니터링", "project_cases"): 136,
    (1, "나눔서포터즈 활동 취약계층 생활모니터링", "project_people"): 165,
    (1, "역량강화", "project_cases"): 1,
    (1, "역량강화", "project_people"): 9,
    (2, "우리동네 복지사 반찬나눔 활동", "project_cases"): 18,
    (3, "중장년 고독사 위기가구 프로그램 요리교실", "project_times"): 2,
    (3, "중장년 고독사 위기가구 프로그램 목공예교실", "project_times"): 2,
    (4, "콩나물키트 프로그램 참여", "project_people"): 110,
    (5, "잔손지원", "project_cases"): 36,
}


def run(root: Path, source: Path) -> Path:
    root.mkdir(exist_ok=True)
    (root / "config.yaml").write_bytes((ROOT / "config.yaml").read_bytes())
    assert main(["--year", "2020", "--input", str(source)], root=root) == 0
    return root / "output" / "2020"


@pytest.fixture(scope="module")
def output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return run(tmp_path_factory.mktemp("year"), ROOT / "examples" / "2020")


def figures(output: Path) -> list[dict[str, Any]]:
    return json.loads((output / "results.json").read_text(encoding="utf-8"))["figures"]


def test_results_carry_every_known_figure_with_its_cell(output: Path) -> None:
    found = figures(output)
    for measure, known in (("people", PEOPLE), ("consultations", CONSULTATIONS)):
        regional = {f["region"]: f for f in found if f["measure"] == measure and f["dong"] is None and f["round"] == 1}
        assert {region: figure["value"] for region, figure in regional.items()} == known
        assert {region: len(f["sources"]) for region, f in regional.items()} == dict.fromkeys(range(1, 6), 1) | {
            None: 5
        }
    by_activity = {(f["region"], f["activity"], f["measure"]): f["value"] for f in found if f["activity"]}
    assert {key: by_activity[key] for key in PROJECT_RESULTS} == PROJECT_RESULTS


def test_each_cell_address_leads_to_the_number(output: Path) -> None:
    """The cell is opened with another library than the one that read it."""
    for figure in figures(output):
        if figure["measure"] in ("people", "consultations") and figure["region"] and len(figure["sources"]) == 1:
            source = figure["sources"][0]
            book = openpyxl.load_workbook(ROOT / "examples" / "2020" / source["file"], data_only=True)
            assert book[source["sheet"]][source["cell"]].value == figure["value"]


def test_the_report_prints_every_known_figure(output: Path) -> None:
    text = re.sub(r"[\s\u2060]+", "", dump_document(output / "성과보고_2020.docx"))
    for value in PEOPLE.values():
        assert f"{value:,}명" in text
    for value in CONSULTATIONS.values():
        assert f"{value:,}건" in text
    assert "1권역대상자에는응암노인복지관지원163명이포함됨" in text
    for line in ("(136건/165명)", "(1건/9명)", "(18건)", "(2회)", "(110명)", "(36건)"):
        assert line in text
    assert text.count("(2회)") >= 2


def test_one_cell_changes_just_what_depends_on_it(
    output: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Region 2 reports one more consultation: its figures and the totals grow by one everywhere, and nothing else
    changes.
    """
    monkeypatch.setitem(make_2020.CONSULTATIONS, 2, CONSULTATIONS[2] + 1)
    make_2020.main(tmp_path / "filled")
    changed = run(tmp_path / "office", tmp_path / "filled")
    before, after = figures(output), figures(changed)
    differing = [(old, new) for old, new in zip(before, after, strict=True) if old != new]
    assert {(new["measure"], new["region"], new["round"]) for _, new in differing} == {
        ("consultations", 2, None),
        ("consultations", 2, 1),
        ("consultations", None, None),
        ("consultations", None, 1),
    }
    assert {new["value"] - old["value"] for old, new in differing} == {1}
    for words in (words_of_docx, words_of_hwpx, words_of_page):
        gone_and_come = numbers_gone_and_come(words(output), words(changed))
        assert gone_and_come == ({"3,309", "19,644"}, {"3,310", "19,645"}), words.__name__
    assert ledger_numbers(changed) - ledger_numbers(output) == Counter(
        {
            key: count
            for key, count in (ledger_numbers(changed) - ledger_numbers(output)).items()
            if key in (3310, 19645)
        }
    )


def numbers_gone_and_come(before: str, after: str) -> tuple[set[str], set[str]]:
    """The numbers that disappeared from a text and those that are new, with four digits or more: a rate with one
    decimal may stay the same.
    """
    old, new = (Counter(re.findall(r"[0-9]{1,2},[0-9]{3}", words)) for words in (before, after))
    return set(old - new), set(new - old)


def words_of_docx(folder: Path) -> str:
    return dump_document(folder / "성과보고_2020.docx")


def words_of_hwpx(folder: Path) -> str:
    with zipfile.ZipFile(folder / "성과보고_2020.hwpx") as package:
        section = package.read("Contents/section0.xml").decode()
    return " ".join(re.findall(r"<hp:t>([^<]*)", section))


def words_of_page(folder: Path) -> str:
    """The report's own text on the page and the data behind it, where both cells and figures have their units."""
    page = (folder / "근거보기.html").read_text(encoding="utf-8")
    return re.sub(r"<img[^>]*>|<(style|meta)[^<]*", " ", page)


def ledger_numbers(output: Path) -> Counter[object]:
    """Every number in the ledger's cells, as stored, read with another library than the one that wrote it."""
    book = openpyxl.load_workbook(output / "집계대장_2020.xlsx", data_only=True)
    return Counter(
        cell.value
        for sheet in book.worksheets
        for row in sheet.iter_rows()
        for cell in row
        if isinstance(cell.value, int | float) and cell.value >= 1000
    )


def test_a_name_from_a_mac_is_joined_and_told(tmp_path: Path) -> None:
    folder = tmp_path / "filled"
    shutil.copytree(ROOT / "examples" / "2020", folder)
    path = next((folder / "1권역").glob("*전화모니터링*.xlsx"))
    path.rename(path.with_name(unicodedata.normalize("NFD", path.name)))
    output = run(tmp_path / "office", folder)
    findings = json.loads((output / "results.json").read_text(encoding="utf-8"))["findings"]
    assert [(item["rule"], item["file"]) for item in findings] == [("FILE-072", f"1권역/{path.name}")]
