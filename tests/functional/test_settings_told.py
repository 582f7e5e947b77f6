"""What the command line says about the settings, a new year in them, and the year before."""

from __future__ import annotations

import json
from pathlib import Path

import docx
import pytest

from tests.support.command import CONFIG, FROM_2020, OK, PROVISIONAL, Run, assert_told

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
        ("구분: 교육}", "구분: 교욱}", ["'교욱'", "'교육'의 오타인가요?", "행"]),
        ("[신사복지관, 신사종합복지관]", "[녹번 복지관]", ["'녹번 복지관'", "'녹번복지관'(28행)", "행"]),
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
