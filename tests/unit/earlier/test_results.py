"""The year before: read back as it was written, and refused where the file is something else."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from pipeline.earlier.results import figures_from_results, standing_of_results
from pipeline.errors import ConfigError
from pipeline.forms.form import load_forms
from pipeline.model.figures import State
from pipeline.model.lacks import Lack, LackKind
from pipeline.records.results import results_of, write_manifest, write_results
from tests.support.run_in_memory import a_run, monitoring, sent

FORMS = load_forms()


def entry(**more: object) -> dict[str, object]:
    return {"measure": "people", "unit": "명", "region": 1, "round": 1, "value": 632, "state": "value", **more}


def test_figures_come_back_as_they_were_written(tmp_path: Path) -> None:
    result = a_run(monitoring(1, 1, ("녹번동", 632, 3839)), sent("monthly_results", 2, month=3, no_activity=True))
    path = write_results(result, tmp_path / "results.json")
    for source in (path, results_of(result)):
        found = figures_from_results(source, FORMS)
        assert list(found) == list(result.figures)
    assert found.get("people", round=1).missing == result.figures.get("people", round=1).missing


def test_what_a_file_tells_in_words_only_stays_in_those_words() -> None:
    partial = entry(state="partial", missing=["전화모니터링 미제출(4권역)"])
    found = figures_from_results({"figures": [partial]}, FORMS).by_key("people region=1 round=1")
    assert found.missing == (Lack(LackKind.TOLD, told="전화모니터링 미제출(4권역)"),)
    assert found.missing_words == ("전화모니터링 미제출(4권역)",)


def test_dimensions_that_an_older_file_does_not_have_are_none() -> None:
    found = figures_from_results({"figures": [entry()]}, FORMS)
    assert found.by_key("people region=1 round=1").value == 632
    assert found.get("people", region=2, round=1).state is State.MISSING


def test_a_measure_that_is_no_longer_asked_for_is_left_out() -> None:
    assert len(figures_from_results({"figures": [entry(measure="old_measure"), entry()]}, FORMS)) == 1


@pytest.mark.parametrize(
    ("broken", "why"),
    [
        (entry(unit="건"), "단위"),
        (entry(state="maybe"), "상태"),
        (entry(value="632"), "값"),
        (entry(value=None), "값"),
        (entry(value=5, state="zero"), "값"),
        (entry(value=1, state="missing"), "값"),
        (entry(value=True), "값"),
        (entry(region="1"), "region"),
        (entry(value=10**15), "값"),
        (entry(missing=None), "missing"),
        (entry(missing=5), "missing"),
        (entry(lacks=5), "missing"),
        (entry(lacks=["전화모니터링"]), "missing"),
        (entry(lacks=[{"kind": "lost"}]), "missing"),
        (entry(lacks=[{"kind": "left_out", "rows": "2"}]), "missing"),
        (entry(lacks=[{"kind": "not_submitted", "places": "4권역"}]), "missing"),
        ({"unit": "명"}, "이름"),
        ("people", "이름"),
    ],
)
def test_a_number_that_was_never_written_like_this_is_refused(broken: object, why: str) -> None:
    with pytest.raises(ConfigError, match=why):
        figures_from_results({"figures": [broken]}, FORMS)


def test_the_same_number_twice_is_refused() -> None:
    with pytest.raises(ConfigError, match="2번 적혀"):
        figures_from_results({"figures": [entry(), entry(value=631)]}, FORMS)


@pytest.mark.parametrize("year", [2019, 2021, None, "2020"])
def test_the_results_of_another_year_are_not_taken_for_it(year: object) -> None:
    assert len(figures_from_results({"year": 2020, "figures": [entry()]}, FORMS, 2020)) == 1
    with pytest.raises(ConfigError, match="2020년의 것이 아님"):
        figures_from_results({"year": year, "figures": [entry()]}, FORMS, 2020)


@pytest.mark.parametrize("text", ["", "{", "[]", '{"year": 2020}', json.dumps({"figures": {}})])
def test_a_file_that_is_no_result_is_told_in_a_sentence(tmp_path: Path, text: str) -> None:
    path = tmp_path / "results.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ConfigError, match=r"전년 결과 파일 '[^/]+/results\.json'을 쓸 수 없습니다"):
        figures_from_results(path, FORMS)


def test_a_number_changed_after_the_run_is_refused_by_the_manifest_beside_it(tmp_path: Path) -> None:
    result = a_run(monitoring(1, 1, ("녹번동", 632, 3839)))
    folder = tmp_path / "2021"
    folder.mkdir()
    path = write_results(result, folder / "results.json")
    write_manifest(result, folder, {})
    assert figures_from_results(path, FORMS).get("people", round=1).value == 632
    path.write_text(path.read_text(encoding="utf-8").replace("632", "732"), encoding="utf-8")

    with pytest.raises(ConfigError, match=r"2021/results\.json.*만든 뒤에 바뀜: manifest\.json에 적힌 것과 다름"):
        figures_from_results(path, FORMS)

    (folder / "manifest.json").unlink()
    assert figures_from_results(path, FORMS).get("people", round=1).value == 732  # alone, nothing speaks against it


def test_a_file_that_is_not_there_is_told_in_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="열 수 없음"):
        figures_from_results(tmp_path / "없음.json", FORMS)


def test_a_file_that_does_not_say_how_it_stands_is_taken_as_it_is() -> None:
    assert standing_of_results({"figures": []}) == (True, None)


@pytest.mark.parametrize("day", ["작년", 20201231])
def test_a_reference_day_that_is_none_is_refused(day: object) -> None:
    with pytest.raises(ConfigError, match="기준일"):
        standing_of_results({"as_of": day})
