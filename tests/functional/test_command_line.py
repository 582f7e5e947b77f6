"""What the command line says and how it ends, case by case: a Korean sentence, the promised number, no traceback."""

from __future__ import annotations

import errno
import json
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from openpyxl import Workbook

from pipeline import main as program
from pipeline.city import command as city
from pipeline.model.result import RunResult
from pipeline.publish import outputs
from pipeline.publish.swap import staging
from tests.support.chart_parts import charts_of
from tests.support.command import LONGEST_RUN, ROOT, Outcome, run_here

OK, BUG, CONFIG, NOTHING_USABLE, LOCKED, SELF_CHECK, RUNNING, PROVISIONAL = 0, 1, 10, 11, 12, 13, 14, 20
FROM_2020 = ROOT / "examples" / "2020"
GOOD = "3권역/3권역_전화모니터링_2020년_1차.xlsx"
Run = Callable[..., Outcome]


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """A command for 2020, with the real settings, in an empty program folder."""

    def start(*arguments: object, year: object = 2020) -> Outcome:
        words = [*arguments, "--year", year, "--config", tmp_path / "config.yaml"]
        return run_here(*words, root=tmp_path, output=None if "--output" in arguments else tmp_path / "result")

    shutil.copyfile(ROOT / "config.yaml", tmp_path / "config.yaml")
    return start


@pytest.fixture
def returns(tmp_path: Path) -> Path:
    """An input folder with one good return in it."""
    folder = tmp_path / "input" / "2020"
    folder.mkdir(parents=True)
    shutil.copyfile(FROM_2020 / GOOD, folder / Path(GOOD).name)
    return folder


def assert_told(outcome: Outcome, code: int, *words: str) -> None:
    """The promised number, and on the screen a Korean sentence with these words; nothing technical."""
    assert outcome.code == code, outcome.screen
    assert re.search(r"[가-힣]{2}.*(다|요)\W", outcome.err), outcome.err
    for word in words:
        assert word in outcome.err, outcome.err
    for technical in ("Traceback", "Error", "Exception", "argument", "invalid", "required", "None"):
        assert technical not in outcome.screen


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
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else None,
)
def test_a_word_that_is_not_understood_is_named(run: Run, returns: Path, words: list[str], told: str) -> None:
    assert_told(run(*words), CONFIG, told)


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
    """A mistake in the settings, and a report that is open in Word; a folder that is still to come is none."""
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
    """The settings end with 2021; that nobody has set up this year yet is no fault of the computer."""
    shutil.copyfile(ROOT / "config.yaml", tmp_path / "config.yaml")
    outcome = run_here("doctor", root=tmp_path)
    assert outcome.code == OK, outcome.screen
    assert "○ 2021년 받은 파일" in outcome.out


def test_the_doctor_sees_a_run_that_is_writing(run: Run, tmp_path: Path) -> None:
    with staging(tmp_path / "output" / "2020"):
        assert "× 실행 중인 작업: 있음" in run("doctor", "--output", tmp_path / "x").out
    assert "○ 실행 중인 작업: 없음" in run("doctor", "--output", tmp_path / "x").out


# -- a new year -----------------------------------------------------------------------------------------------------


def test_a_new_year_is_written_into_the_settings_once(run: Run, tmp_path: Path) -> None:
    outcome = run("new-year", year=2022)
    assert outcome.code == OK, outcome.screen
    assert "2022년을 적었습니다" in outcome.out
    assert "다음: python run.py templates --year 2022" in outcome.out
    blank = run("templates", "--form", "settlement", "--output", tmp_path / "blank", year=2022)
    assert blank.code == OK
    assert_told(run("new-year", year=2022), CONFIG, "2022년이 이미 있습니다")
    assert_told(run("new-year", "--holiday", "3월 9일", year=2023), CONFIG, "공휴일 '3월 9일'")


def test_values_that_nobody_confirmed_are_named_on_the_screen_and_on_page_one(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "config.yaml"
    path.write_text(
        path.read_text(encoding="utf-8").replace("    끝: 2020-12-31\n", "    끝: 2020-12-31\n    확인: [회차]\n", 1),
        encoding="utf-8",
    )
    outcome = run("--input", FROM_2020)
    assert "설정에서 아직 확인하지 않은 값: 회차" in outcome.out
    words = [paragraph.text for paragraph in docx.Document(str(next(outcome.output.glob("*.docx")))).paragraphs]
    assert "설정에서 아직 확인하지 않은 값: 회차" in words


# -- the settings ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("  자치구: 은평구\n", "  자치구: 은평구\n  자치구: 다른구\n", ["자치구", "행"]),
        ("  총괄부서: 복지정책과\n", "  총괄부셔: 복지정책과\n", ["총괄부셔", "총괄부서", "행"]),
        ("    대표기관: 녹번종합사회복지관\n", "\t대표기관: 녹번종합사회복지관\n", ["행"]),
        ("    총액_원: 8850000\n".replace("    ", "      "), "      총액_원: 8850\n", ["총액", "8,850원", "행"]),
        ("총액_원: 8850000", "총액_원: 8,850,000", ["총액_원", "행"]),
        ("동: [녹번동, 불광1동, 응암1동]", "동: [녹번동, 불광1동]", ["응암1동"]),
        ("동: [역촌동, 신사1동, 신사2동]", "동: [역촌동, 신사1동, 신사2동, 녹번동]", ["녹번동", "1권역, 2권역"]),
        (
            "      phone_monitoring:\n        마감: 2020-12-31",
            "      phone_monitring:\n        마감: 2020-12-31",
            ["phone_monitring", "phone_monitoring"],
        ),
        ("    시작: 2020-01-01", "    시작: 2020-13-01", ["2020-13-01", "달력에 없는", "행"]),
    ],
)
def test_a_mistake_in_the_settings_is_told_with_its_line(
    run: Run, returns: Path, tmp_path: Path, old: str, new: str, told: list[str]
) -> None:
    path = tmp_path / "config.yaml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    assert_told(run(), CONFIG, *told)


def test_every_mistake_in_the_settings_is_told_at_once(run: Run, returns: Path, tmp_path: Path) -> None:
    path = tmp_path / "config.yaml"
    text = path.read_text(encoding="utf-8").replace("자치구:", "자치군:").replace("부서장: ", "부서짱: ", 1)
    path.write_text(text, encoding="utf-8")
    assert_told(run(), CONFIG, "자치군", "부서짱")


def test_settings_that_are_not_there_are_named(run: Run, returns: Path, tmp_path: Path) -> None:
    (tmp_path / "config.yaml").unlink()
    assert_told(run(), CONFIG, "config.yaml")


def test_settings_in_another_encoding_ask_for_utf8(run: Run, returns: Path, tmp_path: Path) -> None:
    path = tmp_path / "config.yaml"
    path.write_bytes(path.read_text(encoding="utf-8").replace("›", ">").replace("·", ",").encode("cp949", "replace"))
    assert_told(run(), CONFIG, "UTF-8")


# -- the year before ------------------------------------------------------------------------------------------------


def put_year_before(root: Path, **content: object) -> None:
    path = root / "output" / "2019" / "results.json"
    path.parent.mkdir(parents=True)
    path.write_text(json.dumps({"year": 2019, "status": "확정", "figures": [], **content}), encoding="utf-8")


def words_of(document: Path) -> str:
    return "\n".join(paragraph.text for paragraph in docx.Document(str(document)).paragraphs)


def test_a_year_before_that_was_not_final_is_told_in_the_report(run: Run, returns: Path, tmp_path: Path) -> None:
    put_year_before(tmp_path, status="잠정")
    assert run().code == PROVISIONAL
    assert "2019년 수는 잠정이어서" in words_of(tmp_path / "result" / "성과보고_2020.docx")


def test_a_year_before_that_is_another_year_stops_the_run(run: Run, returns: Path, tmp_path: Path) -> None:
    put_year_before(tmp_path, year=2018)
    assert_told(run(), CONFIG, "2019/results.json", "2019년의 것이 아님(적힌 연도: 2018)")


@pytest.mark.parametrize("content", ["", "[]", '{"findings": [1, {"rule": 5}, {"rule": "CELL-001"}]}'])
def test_an_earlier_result_that_was_spoilt_does_not_stop_the_next(run: Run, returns: Path, content: str) -> None:
    outcome = run()
    (outcome.output / "results.json").write_text(content, encoding="utf-8")
    assert run().code == outcome.code


# -- the output folder ----------------------------------------------------------------------------------------------


def test_an_output_folder_with_other_peoples_files_is_left_alone(run: Run, returns: Path, tmp_path: Path) -> None:
    other = tmp_path / "result" / "내 문서.txt"
    other.parent.mkdir()
    other.write_text("소중한 글", encoding="utf-8")
    assert_told(run(), CONFIG, "이 프로그램이 만들지 않은 파일", str(other.parent))
    assert [path.name for path in other.parent.iterdir()] == [other.name]


def test_the_output_folder_of_an_earlier_run_is_replaced_as_a_whole(run: Run, returns: Path, tmp_path: Path) -> None:
    assert run("check").code == PROVISIONAL
    left_over = tmp_path / "result" / "옛 파일.txt"
    left_over.write_text("옛것", encoding="utf-8")
    outcome = run("check")
    assert outcome.code == PROVISIONAL
    assert not left_over.exists()
    assert (tmp_path / "result_보관" / "옛 파일.txt").read_text(encoding="utf-8") == "옛것"
    assert "result_보관" in outcome.out


def test_a_check_does_not_cost_the_report_that_was_made_before(run: Run, returns: Path, tmp_path: Path) -> None:
    report = run().output / "성과보고_2020.docx"
    content = report.read_bytes()
    assert "result_보관" in run("check").out
    assert not report.exists()
    assert (tmp_path / "result_보관" / report.name).read_bytes() == content
    assert (tmp_path / "result_보관" / "집계대장_2020.xlsx").exists()


@pytest.mark.parametrize("output", ["input/2020", "input/2020/결과", "input", "."])
def test_results_are_never_written_over_the_input(run: Run, returns: Path, tmp_path: Path, output: str) -> None:
    before = {path: path.read_bytes() for path in returns.rglob("*") if path.is_file()}
    assert_told(run("--output", tmp_path / output), CONFIG, "겹칩니다")
    assert {path: path.read_bytes() for path in returns.rglob("*") if path.is_file()} == before


def test_an_output_that_is_a_file_is_told(run: Run, returns: Path, tmp_path: Path) -> None:
    (tmp_path / "result").write_text("파일", encoding="utf-8")
    assert_told(run(), CONFIG, "폴더가 아닙니다")


def test_a_second_run_into_the_same_folder_waits_its_turn(run: Run, returns: Path, tmp_path: Path) -> None:
    with staging(tmp_path / "result"):
        assert_told(run(), RUNNING, "이미")


def test_a_bug_is_one_sentence_and_its_story_goes_into_a_file(
    run: Run, returns: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise KeyError("a bug of ours")

    monkeypatch.setattr(program, "build_facts", broken)
    outcome = run()
    assert outcome.code == BUG
    assert "Traceback" not in outcome.screen
    assert len(outcome.err.splitlines()) == 1
    log = Path(outcome.err.split("기록: ")[1].strip())
    assert "a bug of ours" in log.read_text(encoding="utf-8")
    assert not (tmp_path / "result").exists()


def test_who_breaks_a_run_off_is_told_that_the_earlier_results_stand(
    run: Run, returns: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(program, "build_facts", _broken_off)
    assert_told(run(), BUG, "사용자가 멈췄습니다. 이전 결과는 그대로입니다.")


def test_who_breaks_a_city_off_is_told_that_offices_that_had_ended_are_new(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(city, "list_offices", _broken_off)
    outcome = run_here("city", "--year", 2020, "--offices", tmp_path, root=tmp_path, output=tmp_path / "city")
    assert_told(outcome, BUG, "사용자가 멈췄습니다. 마친 자치구의 결과만 새것이고 나머지는 그대로입니다.")


def _broken_off(*_: object, **__: object) -> None:
    raise KeyboardInterrupt


def test_outputs_that_disagree_are_never_published(run: Run, returns: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A slip of ours in results.json: the earlier output stays, to the byte."""
    before = {path: path.read_bytes() for path in run().output.rglob("*") if path.is_file()}
    write = outputs.write_results

    def write_wrong(result: RunResult, path: Path) -> Path:
        write(result, path)
        path.write_text(path.read_text(encoding="utf-8").replace('"value": 611', '"value": 612'), encoding="utf-8")
        return path

    monkeypatch.setattr(outputs, "write_results", write_wrong)
    outcome = run()
    assert_told(outcome, SELF_CHECK, "아무것도 발행하지 않았습니다", "612")
    assert {path: path.read_bytes() for path in outcome.output.rglob("*") if path.is_file()} == before


def test_a_full_disk_leaves_the_earlier_output(run: Run, returns: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = {path: path.read_bytes() for path in run().output.rglob("*") if path.is_file()}

    def no_room(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(outputs, "write_manifest", no_room)
    outcome = run()
    assert_told(outcome, LOCKED, "남은 자리가 없어", "이전 결과는 그대로")
    assert {path: path.read_bytes() for path in outcome.output.rglob("*") if path.is_file()} == before


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
    """Region 5 owes November; at the end of June nobody had been asked for it."""
    words = ("explain", "5권역 11월 권역회의", "--input", ROOT / "examples" / "2021")
    assert "미제출" in run(*words, year=2021).out
    assert "찾지 못했습니다" in run(*words, "--as-of", "2021-06-30", year=2021).out


def test_a_reader_that_has_seen_enough_is_no_problem_of_ours() -> None:
    """As in ``explain … | head -1``: what comes after the first line finds nobody."""
    words = ["explain", "--year", "2020", "--input", str(FROM_2020), "3권역 상담"]
    with subprocess.Popen(
        [sys.executable, str(ROOT / "run.py"), *words], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        assert (process.wait(LONGEST_RUN), process.stderr.read()) == (OK, b"")


def test_files_written_side_by_side_are_those_written_in_turn(run: Run, returns: Path, tmp_path: Path) -> None:
    """In processes of their own: only one with a single thread is copied."""
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
    (calls,) = charts_of(report)  # how many for each person
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
