"""`--compare`: the officer's own totals beside ours on the screen, in 검증결과 and on the page; no other output
changes.

The numbers of 2020 are the office's own: 19,644 consultations, 4,256 of them in region 3.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from tests.support.command import ROOT, Outcome, run_here
from tests.support.own_totals import own_path

CONFIG_ERROR, OK = 10, 0
HOSTILE = '=HYPERLINK("http://a.example","<script>alert(\'상담\')</script>")'
ROWS = [
    ["2020년 우리 과 집계"],
    ["구분", "3권역", "계"],
    ["상담", 4256, "19,644건"],
    ["1회차 대상자", 612, 3364],
    ["공동사업 실적", None, 191],
    [f"'{HOSTILE}", 5, None],
]
Run = Callable[..., Outcome]
MEASURES = {  # the names on the blank sheet
    "계획한 공동사업(개)": ("projects_planned", None),
    "목표 건수(건)": ("planned_cases", None),
    "목표 인원(명)": ("planned_people", None),
    "목표 횟수(회)": ("planned_times", None),
    "공동사업 실적(건)": ("project_cases", None),
    "공동사업 실적(명)": ("project_people", None),
    "공동사업 실적(회)": ("project_times", None),
    "1회차 대상자(명)": ("people", 1),
    "1회차 타 기관 지원 대상자(명)": ("supported_people", 1),
    "상담(건)": ("consultations", None),
}


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """A command for 2020 in an empty program folder."""

    def start(*arguments: object) -> Outcome:
        words = [*arguments, "--year", 2020, "--config", tmp_path / "config.yaml"]
        return run_here(*words, root=tmp_path, output=None if "templates" in arguments else tmp_path / "result")

    shutil.copyfile(ROOT / "config.yaml", tmp_path / "config.yaml")
    return start


def test_a_whole_run_tells_what_is_the_same_and_what_is_not(run: Run, run_of_2020: Outcome, tmp_path: Path) -> None:
    outcome = run("--input", ROOT / "examples" / "2020", "--compare", own_path(tmp_path, ROWS))
    assert outcome.code == run_of_2020.code
    assert "손으로 센 수와 대조(손으로 센 합계.xlsx): 같음 3 · 다름 1 · 여러 수에 맞음 1 · 못 찾음 1" in outcome.out
    assert "  - 장부 › B4 3권역 1회차 대상자(명): 손으로 612, 우리 611." in outcome.out
    results = (outcome.output / "results.json").read_bytes()
    assert results == (run_of_2020.output / "results.json").read_bytes()

    sheet = openpyxl.load_workbook(outcome.output / "검증결과_2020.xlsx")["손으로 센 수와 대조"]
    told = {row[0]: row for row in sheet.iter_rows(min_row=6, values_only=True)}
    assert told["장부 › B4"][2:6] == (612, 611, 1, "다름")
    assert told["장부 › B4"][8] == "3권역/3권역_전화모니터링_2020년_1차.xlsx › 모니터링 › E9: 611명"
    assert told["장부 › C5"][5] == "여러 수에 맞음"
    assert not any(cell.data_type == "f" for row in sheet.iter_rows() for cell in row)

    page = (outcome.output / "근거보기.html").read_text(encoding="utf-8")
    section = page.partition('<section id="alongside"')[2].partition("</section>")[0]
    assert section.index("3권역 1회차 대상자") < section.index("19,644건")
    assert "<script" not in section
    assert 'href="#alongside"' in page


def test_a_check_compares_too(run: Run, tmp_path: Path) -> None:
    outcome = run("check", "--input", ROOT / "examples" / "2020", "--compare", own_path(tmp_path, [["상담", 19644]]))
    assert "손으로 센 수와 대조(손으로 센 합계.xlsx): 같음 1" in outcome.out
    assert "손으로 센 수와 대조" in openpyxl.load_workbook(outcome.output / "검증결과_2020.xlsx").sheetnames


def test_a_broken_file_ends_before_anything_is_read_and_leaves_the_earlier_results(run: Run, tmp_path: Path) -> None:
    (tmp_path / "result").mkdir()
    (tmp_path / "result" / "manifest.json").write_text("{}", encoding="utf-8")
    broken = tmp_path / "장부.xlsx"
    broken.write_bytes(b"PK\x03\x04 cut off")
    outcome = run("--input", tmp_path / "no such folder", "--compare", broken)
    assert outcome.code == CONFIG_ERROR
    assert outcome.err.startswith("■ --compare의 '장부.xlsx'을(를) 쓸 수 없습니다.")
    assert [path.name for path in (tmp_path / "result").iterdir()] == ["manifest.json"]


@pytest.mark.parametrize("command", [("templates",), ("explain", "상담")])
def test_other_commands_say_where_it_belongs(run: Run, tmp_path: Path, command: tuple[str, ...]) -> None:
    outcome = run(*command, "--compare", own_path(tmp_path, [["상담", 5]]))
    assert (outcome.code, "--compare는 보고서를 만들 때나 check에 씁니다." in outcome.err) == (CONFIG_ERROR, True)


def test_the_blank_sheet_filled_in_with_our_numbers_is_all_the_same(
    run: Run, run_of_2020: Outcome, tmp_path: Path
) -> None:
    made = run("templates", "--form", "compare")
    path = tmp_path / "input_templates" / "2020" / "손으로_센_수_2020.xlsx"
    assert (made.code, str(path) in made.out) == (OK, True)
    book = openpyxl.load_workbook(path)
    assert book.sheetnames == ["두 칸", "권역별"]
    results = json.loads((run_of_2020.output / "results.json").read_text(encoding="utf-8"))
    ours = {
        (figure["measure"], figure["region"], figure["round"]): figure["value"]
        for figure in results["figures"]
        if not any(figure[name] for name in ("dong", "month", "project", "activity", "item"))
    }
    for sheet in book:
        for row in sheet.iter_rows(min_row=6):
            measure, number = MEASURES[row[0].value]
            for cell in row[1:]:
                head = sheet.cell(5, cell.column).value
                cell.value = ours[measure, int(head[0]) if head.endswith("권역") else None, number]
    book.save(path)
    outcome = run("check", "--input", ROOT / "examples" / "2020", "--compare", path)
    values = [cell.value for sheet in book for row in sheet.iter_rows(min_row=6, min_col=2) for cell in row]
    assert f": 같음 {sum(value is not None for value in values)}\n" in outcome.out
