"""Another programme, made only of YAML: examples/경로당, used only through the command line."""

from __future__ import annotations

import json
import re
import shutil
import zipfile
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest

from tests.support.command import ROOT, Outcome, run_process
from tests.support.docx_dump import dump_document

HOME = ROOT / "examples" / "경로당"
FEW = 3  # the number of senders in the shortened programme


@pytest.fixture(scope="module", name="few")
def _few(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The programme with its first senders only, and their returns."""
    home = tmp_path_factory.mktemp("few") / "경로당"
    shutil.copytree(HOME, home, ignore=shutil.ignore_patterns("2021"))
    lines = (home / "config.yaml").read_text(encoding="utf-8").splitlines()
    kept = [line for line in lines if not (found := re.search(r"\{번호: (\d+),", line)) or int(found[1]) <= FEW]
    (home / "config.yaml").write_text("\n".join(kept), encoding="utf-8")
    for folder in sorted((HOME / "2021").iterdir()):
        if any(folder.name in line for line in kept):
            shutil.copytree(folder, home / "2021" / folder.name)
    return home


def run(home: Path, *words: str, output: Path) -> Outcome:
    return run_process(
        *words, "--year", 2021, "--config", home / "config.yaml", "--input", home / "2021", output=output
    )


@pytest.fixture(scope="module", name="outcome")
def _outcome(few: Path, tmp_path_factory: pytest.TempPathFactory) -> Outcome:
    return run(few, output=tmp_path_factory.mktemp("out") / "result")


def test_there_is_no_line_of_code_in_it() -> None:
    kinds = {path.suffix for path in HOME.rglob("*") if path.is_file()}
    assert kinds == {".yaml", ".xlsx"}


def test_its_report_has_its_sections_tables_and_pictures(outcome: Outcome) -> None:
    assert outcome.code == 20
    dump = dump_document(outcome.output / "성과보고_2021.docx")
    for words in (
        "2021년 경로당 활성화 사업 성과보고",
        "회원과 물품",
        "프로그램 운영",
        "이용 현황",
        "안전점검",
        "보조금 집행",
        "경로당별 이용과 프로그램",
        "분야별·분기별 지적",
        "비목별 집행",
        "프로그램별 목표 달성률",
    ):
        assert words in dump


def test_its_totals_are_those_of_its_workbooks(few: Path, outcome: Outcome) -> None:
    """The totals are calculated here from the cells, with openpyxl."""
    members = grants = 0
    for path in sorted((few / "2021").rglob("*.xlsx")):
        book = openpyxl.load_workbook(path, data_only=True)
        if "회원" in book.sheetnames:
            members += sum(row[1].value for row in book["회원"].iter_rows() if row[0].value in ("여", "남"))
        if "정산" in book.sheetnames:
            grants += sum(
                row[1].value for row in book["정산"].iter_rows() if row[0].value in ("운영비", "냉난방비", "프로그램비")
            )
    figures = {
        (one["measure"], one["region"], one["item"], one["month"]): one["value"]
        for one in json.loads((outcome.output / "results.json").read_text(encoding="utf-8"))["figures"]
    }
    assert figures["members", None, None, None] == members > 0
    assert figures["subsidy_won", None, None, None] == grants > 0


def test_it_speaks_of_its_own_senders_everywhere(outcome: Outcome) -> None:
    """No output has the word for senders of the program's own programme."""
    named = [(name, text) for name, text in _texts(outcome.output) if re.search("권역|대표기관|복지관|찾동", text)]
    assert named == []
    assert "경로당별" in dump_document(outcome.output / "성과보고_2021.docx")


def _texts(folder: Path) -> Iterator[tuple[str, str]]:
    for path in sorted(folder.rglob("*")):
        if path.suffix in (".docx", ".xlsx", ".hwpx"):
            with zipfile.ZipFile(path) as book:
                for part in book.namelist():
                    if part.endswith((".xml", ".rels")):
                        yield f"{path.name}/{part}", book.read(part).decode("utf-8")
        elif path.suffix in (".html", ".json", ".txt", ".log", ".eml"):
            yield path.name, path.read_text(encoding="utf-8", errors="replace")


def test_its_mistake_goes_back_marked(outcome: Outcome) -> None:
    """The third sender has more broken air conditioners than air conditioners."""
    (copy,) = (outcome.output / "수정요청").glob("*.xlsx")
    assert copy.name.startswith("불광제1경로당_경로당현황")
    cell = openpyxl.load_workbook(copy)["물품"]["C7"]
    assert (cell.value, cell.comment is not None) == (2, True)


def test_one_member_more_changes_just_the_sums_that_count_her(few: Path, outcome: Outcome, tmp_path: Path) -> None:
    changed = tmp_path / "경로당"
    shutil.copytree(few, changed)
    # 37 women and 11 men, and the workbook's own sum of them, as Excel stores it once the new number is typed in.
    book = changed / "2021" / "녹번제1경로당" / "녹번제1경로당_경로당현황_2021년.xlsx"
    _typed(book, {"<v>37</v>": "<v>38</v>", "<v>48</v>": "<v>49</v>"})
    again = run(changed, output=tmp_path / "result")
    before, after = (_figures(one.output) for one in (outcome, again))
    by = {key: after[key] - before[key] for key in before if before[key] != after[key]}
    spots = ({}, {"region": 1}, {"item": "여"}, {"region": 1, "item": "여"})
    assert by == {("members", frozenset(spot.items())): 1 for spot in spots}


def _typed(path: Path, changes: dict[str, str]) -> None:
    """Change values of the first sheet and keep everything else."""
    with zipfile.ZipFile(path) as book:
        parts = {name: book.read(name) for name in book.namelist()}
    name = "xl/worksheets/sheet1.xml"
    for old, new in changes.items():
        assert parts[name].count(old.encode()) == 1
        parts[name] = parts[name].replace(old.encode(), new.encode())
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as book:
        for part, content in parts.items():
            book.writestr(part, content)


def _figures(output: Path) -> dict[tuple[str, frozenset[tuple[str, object]]], int]:
    names = ("region", "dong", "month", "round", "project", "activity", "item")
    content = json.loads((output / "results.json").read_text(encoding="utf-8"))
    return {
        (one["measure"], frozenset((name, one[name]) for name in names if one[name] is not None)): one["value"]
        for one in content["figures"]
        if one["value"] is not None
    }


def test_its_questions_are_answered(few: Path, tmp_path: Path) -> None:
    outcome = run(few, "explain", "녹번제1경로당 회원", output=tmp_path / "result")
    assert outcome.code == 0
    assert outcome.out.startswith("■ 녹번제1경로당 회원: ")
    assert "녹번제1경로당_경로당현황_2021년.xlsx › 회원 › B11" in outcome.out


def test_its_blank_forms_name_the_sender(few: Path, tmp_path: Path) -> None:
    outcome = run_process("templates", "--year", 2021, "--config", few / "config.yaml", output=tmp_path / "blank")
    assert outcome.code == 0
    made = sorted(path.name for path in (tmp_path / "blank" / "녹번제1경로당").glob("*.xlsx"))
    assert made == [
        "녹번제1경로당_경로당현황_2021년.xlsx",
        "녹번제1경로당_보조금정산서_2021년.xlsx",
        *(f"녹번제1경로당_분기운영실적_2021년_{month:02d}월.xlsx" for month in (3, 6, 9, 12)),
        "녹번제1경로당_프로그램계획서_2021년.xlsx",
    ]


def test_a_mistake_in_its_report_is_told_before_anything_is_read(few: Path, tmp_path: Path) -> None:
    wrong = tmp_path / "경로당"
    shutil.copytree(few, wrong, ignore=shutil.ignore_patterns("2021"))
    text = (wrong / "report.yaml").read_text(encoding="utf-8")
    (wrong / "report.yaml").write_text(text.replace("{members:이/가}", "{member:이/가}", 1), encoding="utf-8")
    outcome = run_process("check", "--year", 2021, "--config", wrong / "config.yaml", output=tmp_path / "result")
    assert outcome.code == 10
    assert "'member'은(는) 없는 측정값입니다. 'members'의 오타인가요?" in outcome.err
    assert re.search(r"\d+행 \d+열", outcome.err)
