"""Which year before is used for comparison: the published one, else that of the returns, never an invented one."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from pipeline.earlier.results import YearBefore
from pipeline.earlier.year_before import find_year_before
from pipeline.forms.form import load_forms
from pipeline.main import HowToRead, run_of_other_years
from pipeline.settings.load import YearConfig, load_config
from tests.support.command import ROOT

FORMS = load_forms()
CALLS = Path("1권역/1권역_전화모니터링_2020년_1차.xlsx")  # 632 people


@pytest.fixture
def office(tmp_path: Path) -> Path:
    shutil.copyfile(ROOT / "config.yaml", tmp_path / "config.yaml")
    return tmp_path


def publish(folder: Path, people: int = 631, **more: object) -> None:
    """Write a results.json of 2020 with this number of people in one region."""
    folder.mkdir(parents=True)
    figure = {"measure": "people", "unit": "명", "region": 1, "round": 1, "value": people, "state": "value"}
    content = {"year": 2020, "as_of": "2020-12-31", "status": "확정", "figures": [figure], **more}
    (folder / "results.json").write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")


def receive(folder: Path) -> None:
    """One return of 2020."""
    folder.mkdir(parents=True)
    shutil.copyfile(ROOT / "examples" / "2020" / CALLS, folder / CALLS.name)


def config_of(office: Path) -> YearConfig:
    return load_config(office / "config.yaml", 2021)


def found(office: Path, output: Path | None = None) -> YearBefore:
    target = output or office / "output" / "2021"
    return find_year_before(
        config_of(office), FORMS, office, target, run_of_other_years(office / "config.yaml", FORMS, HowToRead())
    )


def people(before: YearBefore) -> int | None:
    return before.figures.get("people", region=1, round=1).value if before.figures is not None else None


def test_a_final_year_before_needs_no_note(office: Path) -> None:
    publish(office / "output" / "2020")
    assert (people(found(office)), found(office).note) == (631, "")


def test_a_provisional_year_before_is_compared_with_and_said_to_be_provisional(office: Path) -> None:
    publish(office / "output" / "2020", status="잠정")
    assert people(found(office)) == 631
    assert found(office).note == "2020년 수는 잠정이어서 전년과 비교한 수가 바뀔 수 있음"


def test_the_middle_of_the_year_before_is_not_taken_for_that_year(office: Path) -> None:
    publish(office / "output" / "2020", as_of="2020-06-30")
    assert found(office).figures is None
    assert found(office).note == "2020년 결과가 연도 중(기준일 2020. 6. 30.)의 것이어서 전년과 비교하지 않음"


def test_a_year_that_ends_before_the_calendars_is_whole_at_its_own_end(office: Path) -> None:
    publish(office / "output" / "2020", as_of="2020-11-30")
    assert found(office).figures is None
    config = office / "config.yaml"
    config.write_text(config.read_text(encoding="utf-8").replace("끝: 2020-12-31", "끝: 2020-11-30"), encoding="utf-8")
    assert people(found(office)) == 631


def test_what_was_published_comes_before_what_the_returns_say_today(office: Path) -> None:
    publish(office / "output" / "2020")
    receive(office / "input" / "2020")
    before = found(office)
    assert (people(before), before.published) == (631, "output/2020/results.json")
    assert before.again is not None
    assert before.again.get("people", region=1, round=1).value == 632


def test_a_year_published_beside_the_output_that_was_asked_for_is_found(office: Path) -> None:
    publish(office / "공유" / "2020", people=630)
    publish(office / "output" / "2020")
    assert people(found(office, office / "공유" / "2021")) == 630
    assert people(found(office, office / "공유" / "시험")) == 631


def test_where_a_published_year_lies_on_this_computer_is_not_printed(tmp_path: Path) -> None:
    office = tmp_path / "office"
    office.mkdir()
    shutil.copyfile(ROOT / "config.yaml", office / "config.yaml")
    publish(tmp_path / "elsewhere" / "2020")
    assert found(office, tmp_path / "elsewhere" / "2021").published == "2020/results.json"


def test_a_year_that_was_not_published_is_read_from_its_returns(office: Path) -> None:
    receive(office / "input" / "2020")
    before = found(office)
    assert (people(before), before.published) == (632, "")
    assert before.note == "2020년 수는 잠정이어서 전년과 비교한 수가 바뀔 수 있음", "fourteen returns are missing"


def test_a_folder_named_in_the_settings_is_read_where_nothing_else_is_there(office: Path) -> None:
    receive(office / "examples" / "2020")
    assert people(found(office)) == 632
    config = office / "config.yaml"
    config.write_text(config.read_text(encoding="utf-8").replace("전년_자료: examples/2020", ""), encoding="utf-8")
    assert found(office) == YearBefore(note="2020년 자료가 없어 전년과 비교하지 않음")
