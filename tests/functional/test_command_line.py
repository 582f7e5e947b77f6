"""What the command line prints and how it ends, case by case: a Korean sentence, the documented exit code, no
traceback.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from openpyxl import Workbook

from pipeline.publish.swap import staging
from tests.support.chart_parts import charts_of
from tests.support.command import (
    CONFIG,
    FROM_2020,
    GOOD,
    LONGEST_RUN,
    NOTHING_USABLE,
    OK,
    PROVISIONAL,
    ROOT,
    Run,
    assert_told,
    run_here,
)

# -- the input folder -----------------------------------------------------------------------------------------------


def test_a_missing_input_folder_is_named(run: Run, tmp_path: Path) -> None:
    assert_told(
        run("--input", tmp_path / "보낸것"), NOTHING_USABLE, str(tmp_path / "보낸것"), "찾을 수 없습니다", "--input"
    )
    assert not (tmp_path / "보낸것").exists()


def test_the_usual_input_folder_is_made_with_a_page_on_what_belongs_there(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "input" / "2020"
    assert_told(run(), NOTHING_USABLE, str(folder), "폴더를 만들었습니다", "다시 실행해 주세요")
    assert "python run.py check --year 2020" in (folder / "README.md").read_text(encoding="utf-8-sig")
    assert_told(run(), NOTHING_USABLE, "비어 있습니다", ".xlsx")


def test_an_empty_input_folder_says_what_to_put_there(run: Run, tmp_path: Path) -> None:
    (tmp_path / "input" / "2020").mkdir(parents=True)
    assert_told(run(), NOTHING_USABLE, "비어 있습니다", ".xlsx")


def test_a_folder_with_only_the_readme_is_empty(run: Run, tmp_path: Path) -> None:
    (tmp_path / "input" / "2020").mkdir(parents=True)
    (tmp_path / "input" / "2020" / "README.md").write_text("여기에 넣습니다", encoding="utf-8")
    assert_told(run(), NOTHING_USABLE, "비어 있습니다")


def test_a_file_where_a_folder_should_be_is_told(run: Run, tmp_path: Path) -> None:
    assert_told(run("--input", tmp_path / "config.yaml"), NOTHING_USABLE, "config.yaml")


def test_a_workbook_that_is_no_form_is_no_return(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "input" / "2020"
    folder.mkdir(parents=True)
    book = Workbook()
    book.active.append(["점심", "월", "화"])
    book.save(folder / "식단.xlsx")
    assert_told(run(), NOTHING_USABLE, "쓸 수 있는 서식이 없습니다", "식단.xlsx", "우리 서식")
    assert not (tmp_path / "result").exists()


def test_a_good_file_beside_a_broken_one_still_counts(run: Run, returns: Path) -> None:
    broken = returns / "2권역_전화모니터링.xlsx"
    broken.write_bytes((returns / Path(GOOD).name).read_bytes()[:3000])
    outcome = run()
    assert outcome.code == PROVISIONAL
    assert outcome.figure("people", region=3, round=1)["value"] == 611
    assert outcome.figure("consultations", region=3, round=1)["value"] == 4256
    assert [(e["file"], e["rule"]) for e in outcome.findings("error")] == [("2권역_전화모니터링.xlsx", "FILE-050")]
    total = outcome.figure("people", round=1)
    assert (total["value"], total["state"]) == (611, "partial")
    assert "2권역_전화모니터링.xlsx" in outcome.out
    assert (outcome.output / "성과보고_2020.docx").stat().st_size > 10_000


# -- the words of the command ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("year", ["21", "2o21", "1921", "２０２１", "20211", "-2021", " 2021", "2101"])
def test_a_year_that_is_none_is_told_with_an_example(run: Run, year: str) -> None:
    outcome = run(f"--year={year}", year="2020") if year.startswith("-") else run(year=year)
    if year.startswith("-"):
        outcome = run_here(f"--year={year}", root=outcome.output.parent)
    assert_told(outcome, CONFIG, year, "네 자리", "2021")


def test_a_year_that_the_settings_lack_names_those_they_have(run: Run) -> None:
    assert_told(run(year=2019), CONFIG, "2019년", "2020년, 2021년", "config.yaml")


def test_a_command_without_a_year_asks_for_it(tmp_path: Path) -> None:
    assert_told(run_here(root=tmp_path), CONFIG, "--year")


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["chekc"], "명령을 알아듣지 못했습니다('chekc')."),
        (["check", "extra"], "extra"),
        (["--speed=3"], "'--speed'은(는) 없는 선택입니다."),
        (["--reigon", "3"], "'--reigon'은(는) 없는 선택입니다. '--region'인가요?"),
        (["--권역", "3"], "'--권역'은(는) 없는 선택입니다."),
        (["--workers", "many"], "--workers"),
        (["--workers", "-1"], "--workers"),
        (["--as-of", "2020-13-01"], "2020-13-01"),
        (["--as-of", "2030-01-01"], "2030-01-01"),
        (["templates", "--form", "monthly"], "monthly"),
        (["templates", "--region", "9"], "9권역은 없습니다"),
        (["explain"], "찾을 말"),
        (["--input", ""], "--input에 적은 이름이 비어 있습니다."),
        (["check", "--input="], "--input에 적은 이름이 비어 있습니다."),
        (["check", "--input", " "], "--input에 적은 이름이 비어 있습니다."),
        (["--output", ""], "--output에 적은 이름이 비어 있습니다."),
        (["--compare", ""], "--compare에 적은 이름이 비어 있습니다."),
        (["templates", "--output", ""], "--output에 적은 이름이 비어 있습니다."),
        (["city", "--offices", ""], "--offices에 적은 이름이 비어 있습니다."),
        (["new-programme", ""], "새 사업을 둘 폴더 하나를 적어 주세요."),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else None,
)
def test_a_word_that_is_not_understood_is_named(run: Run, returns: Path, words: list[str], told: str) -> None:
    assert_told(run(*words), CONFIG, told)


def test_empty_settings_are_not_the_working_folder(tmp_path: Path) -> None:
    outcome = run_here("--year", 2021, "--config", "", root=tmp_path)
    assert_told(outcome, CONFIG, "--config에 적은 이름이 비어 있습니다.")
    assert list(tmp_path.iterdir()) == []


def test_help_is_in_korean_and_ends_well(tmp_path: Path) -> None:
    outcome = run_here("--help", root=tmp_path)
    assert outcome.code == OK
    assert "사업연도" in outcome.out
    words = set(re.findall(r"(?<![-\w/])[a-z]{3,}(?!\w)", outcome.out))
    known = {"python", "run", "templates", "check", "explain", "test", "input", "output", "config", "yaml"}
    assert words <= known | {"new", "year", "doctor", "bundle", "city", "offices", "programme", "schema"}


# -- the computer ---------------------------------------------------------------------------------------------------


def test_the_doctor_says_that_all_is_well(run: Run, returns: Path) -> None:
    outcome = run("doctor", "--output", returns)
    assert outcome.code == OK, outcome.screen
    assert "○ 2020년 받은 파일: 엑셀 파일 1개" in outcome.out
    assert outcome.out.endswith("모두 괜찮습니다.\n")
    assert "×" not in outcome.out


def test_the_doctor_names_what_is_wrong_and_what_to_do(run: Run, tmp_path: Path) -> None:
    """A mistake in the settings and a report that is open in Word are named; a folder that does not exist yet is no
    problem.
    """
    (tmp_path / "output" / "2020").mkdir(parents=True)
    (tmp_path / "output" / "2020" / "~$성과보고_2020.docx").write_bytes(b"")
    (tmp_path / "config.yaml").write_text("기관: [", encoding="utf-8")
    outcome = run("doctor", "--output", tmp_path / "x")
    assert outcome.code == CONFIG
    assert "○ 2020년 받은 파일: 폴더가 아직 없음" in outcome.out
    assert "~$성과보고_2020.docx: 워드나 엑셀에서 닫아 주세요." in outcome.out
    assert "설정 파일(config.yaml)의 문법이 맞지 않습니다." in outcome.out
    assert outcome.out.endswith("살펴보실 곳 2가지(×)가 있습니다.\n")


def test_the_doctor_looks_at_the_latest_year_where_the_settings_have_none_of_today(tmp_path: Path) -> None:
    """The settings end with 2021; that nobody has added the current year yet is not the computer's fault."""
    shutil.copyfile(ROOT / "config.yaml", tmp_path / "config.yaml")
    outcome = run_here("doctor", root=tmp_path)
    assert outcome.code == OK, outcome.screen
    assert "○ 2021년 받은 파일" in outcome.out


def test_the_doctor_sees_a_run_that_is_writing(run: Run, tmp_path: Path) -> None:
    with staging(tmp_path / "output" / "2020"):
        assert "× 실행 중인 작업: 있음" in run("doctor", "--output", tmp_path / "x").out
    assert "○ 실행 중인 작업: 없음" in run("doctor", "--output", tmp_path / "x").out


# -- what the commands do -------------------------------------------------------------------------------------------


def test_check_writes_findings_and_no_report(run: Run) -> None:
    outcome = run("check", "--input", FROM_2020)
    assert outcome.code == OK
    assert outcome.results["status"] == "확정"
    assert not list(outcome.output.glob("*.docx"))


def test_strict_writes_no_report_while_a_mistake_is_open(run: Run, returns: Path) -> None:
    (returns / "빈.xlsx").write_bytes(b"")
    outcome = run("--strict")
    assert outcome.code == PROVISIONAL
    assert "--strict" in outcome.out
    assert not list(outcome.output.glob("*.docx"))
    assert outcome.figure("people", region=3, round=1)["value"] == 611


def test_explain_leads_from_a_printed_number_to_its_cell(run: Run) -> None:
    outcome = run("explain", "3권역 상담", "--input", FROM_2020)
    assert outcome.code == OK
    assert "4,256" in outcome.out
    assert f"{GOOD} › 모니터링 › F" in outcome.out


def test_explain_with_a_region_means_that_region(run: Run) -> None:
    outcome = run("explain", "상담", "--region", "3", "--input", FROM_2020)
    assert outcome.code == OK
    assert outcome.out.startswith("■ 3권역 상담: 4,256건")
    assert_told(run("explain", "상담", "--region", "9", "--input", FROM_2020), CONFIG, "9권역은 없습니다")


def test_explain_as_of_a_day_knows_what_was_due_by_then(run: Run) -> None:
    """Region 5 did not send November; at the end of June November was not due."""
    words = ("explain", "5권역 11월 권역회의", "--input", ROOT / "examples" / "2021")
    assert "미제출" in run(*words, year=2021).out
    assert "찾지 못했습니다" in run(*words, "--as-of", "2021-06-30", year=2021).out


@pytest.mark.parametrize("unbuffered", ["", "1"])
def test_a_reader_that_has_seen_enough_is_no_problem_of_ours(unbuffered: str) -> None:
    """As in ``explain … | head -1``: nobody reads the output after its first line. Python writes it line by line or, as
    usual, all of it at the end.
    """
    words = ["explain", "--year", "2020", "--input", str(FROM_2020), "3권역 상담"]
    with subprocess.Popen(
        [sys.executable, str(ROOT / "run.py"), *words],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=os.environ | {"PYTHONUNBUFFERED": unbuffered},
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        assert (process.wait(LONGEST_RUN), process.stderr.read()) == (OK, b"")


def test_files_written_side_by_side_are_those_written_in_turn(run: Run, returns: Path, tmp_path: Path) -> None:
    """The commands run as processes of their own, because only a process with a single thread is copied."""
    made = {}
    for processes in ("1", "2"):
        words = ["--year", "2020", "--config", tmp_path / "config.yaml", "--input", returns, "--workers", processes]
        target = tmp_path / "made" / processes / "2020"
        done = subprocess.run(
            [sys.executable, ROOT / "run.py", *words, "--output", target], capture_output=True, check=False
        )
        assert (done.returncode, done.stderr) == (PROVISIONAL, b"")
        made[processes] = {path.relative_to(target): path.read_bytes() for path in target.rglob("*") if path.is_file()}
    assert made["1"] == made["2"]
    assert {path.suffix for path in made["1"]} >= {".docx", ".hwpx", ".html", ".xlsx", ".json", ".eml"}


def test_templates_are_made_for_one_form_and_region(run: Run, tmp_path: Path) -> None:
    outcome = run("templates", "--form", "phone_monitoring", "--region", "4", "--output", tmp_path / "blank")
    assert outcome.code == OK
    made = [path.relative_to(tmp_path / "blank").as_posix() for path in (tmp_path / "blank").rglob("*.xlsx")]
    assert made == ["4권역/4권역_전화모니터링_2020년_1차.xlsx"]


def test_a_form_may_be_named_as_the_office_calls_it(run: Run, tmp_path: Path) -> None:
    outcome = run("templates", "--form", "공동사업계획서", "--region", "1", "--output", tmp_path / "blank")
    assert outcome.code == OK, outcome.screen
    assert [path.name for path in (tmp_path / "blank").rglob("*.xlsx")] == ["1권역_공동사업계획서_2020년.xlsx"]
    refused = run("templates", "--form", "공동계획", "--output", tmp_path / "blank")
    assert "공동사업계획서(joint_project_plan)" in refused.screen


def test_as_of_a_day_before_the_deadline_nothing_is_owed(run: Run, returns: Path) -> None:
    outcome = run("check", "--as-of", "2020-12-30")
    assert outcome.results["as_of"] == "2020-12-30"
    assert [entry for entry in outcome.results["expected"] if entry["state"] == "미제출"] == []


def test_forms_of_the_report_that_are_not_wanted_are_not_written(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "config.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("형식: [docx, hwpx, html]", "형식: [docx]"), encoding="utf-8")
    output = run("--input", FROM_2020).output
    assert [file.suffix for file in sorted(output.glob("성과보고_*"))] == [".docx"]
    assert not list(output.glob("*.html"))


def test_charts_are_pictures_until_the_settings_ask_for_words_own(run: Run, tmp_path: Path) -> None:
    report = run("--input", FROM_2020).output / "성과보고_2020.docx"
    assert charts_of(report) == []
    path = tmp_path / "config.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("차트: 그림", "차트: 워드"), encoding="utf-8")
    assert run("--input", FROM_2020).code == OK
    (calls,) = charts_of(report)  # the chart of calls per person
    assert calls.values == [pytest.approx([3839 / 632, 3309 / 390, 4256 / 611, 3700 / 945, 4540 / 786])]
    assert [row[1] for row in calls.cells[1:]] == pytest.approx(calls.values[0])


def test_the_manifest_names_every_form_of_the_report(run: Run) -> None:
    written = json.loads((run("--input", FROM_2020).output / "manifest.json").read_text(encoding="utf-8"))["outputs"]
    assert {"성과보고_2020.docx", "성과보고_2020.hwpx", "근거보기.html"} <= set(written)


def test_the_version_is_told_by_the_flag_the_doctor_and_the_manifest(run: Run) -> None:
    outcome = run("--input", FROM_2020)
    told = json.loads((outcome.output / "manifest.json").read_text(encoding="utf-8"))["versions"]["program"]
    assert re.fullmatch(r"\d+\.\d+\.\d+", told)
    assert run_here("--version", root=ROOT).out == f"성과보고 만들기 {told}\n"
    assert f"○ 프로그램: {told}\n" in run("doctor").out
    first = re.search(r"^## \[(.+?)\]", (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert first is not None
    assert first[1] in (told, "Unreleased")
