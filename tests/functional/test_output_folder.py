"""The output folder, case by case: replaced as a whole, or left unchanged with a Korean sentence."""

from __future__ import annotations

import errno
from pathlib import Path

import pytest

from pipeline import main as program
from pipeline.city import command as city
from pipeline.model.result import RunResult
from pipeline.publish import outputs
from pipeline.publish.swap import staging
from tests.support.command import BUG, CONFIG, LOCKED, PROVISIONAL, RUNNING, SELF_CHECK, Run, assert_told, run_here

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


@pytest.mark.parametrize("output", ["input/2020", "input/2020/서식", "input", "."])
@pytest.mark.parametrize("form", ["phone_monitoring", "compare"])
def test_blank_forms_are_never_written_over_returns(
    run: Run, returns: Path, tmp_path: Path, output: str, form: str
) -> None:
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    assert_told(run("templates", "--form", form, "--output", tmp_path / output), CONFIG, "겹칩니다")
    assert {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()} == before


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
    """A bug of ours puts a wrong number into results.json: the earlier output stays unchanged, byte for byte."""
    before = {path: path.read_bytes() for path in run().output.rglob("*") if path.is_file()}
    write = outputs.write_results

    def write_wrong(result: RunResult, path: Path, region: int | None) -> Path:
        write(result, path, region)
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
