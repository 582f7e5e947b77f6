"""A new year in the settings: days moved, that year's holidays, everything else unchanged."""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from pipeline.errors import ConfigError
from pipeline.settings.load import YearConfig, load_config
from pipeline.settings.new_year import holidays_of, new_year
from pipeline.settings.year_setup import lines_to_look_at, set_up_year
from tests.support.command import ROOT


@pytest.fixture
def settings(tmp_path: Path) -> Path:
    shutil.copytree(ROOT / "examples" / "2020", tmp_path / "examples" / "2020")
    return Path(shutil.copyfile(ROOT / "config.yaml", tmp_path / "config.yaml"))


def written(settings: Path, *added: date, ask: Callable[[str, str], str] | None = None) -> YearConfig:
    set_up_year(settings, 2022, added, ask)
    return load_config(settings, 2022)


def test_the_calendar_knows_the_holidays_that_were_typed_for_2021(settings: Path) -> None:
    """The office's own list: substitute days, and the New Year's Day to which a deadline of December may move."""
    assert list(holidays_of(2021)) == list(load_config(settings, 2021).plan.holidays)


def test_nothing_but_the_new_block_changes(settings: Path) -> None:
    before = settings.read_text(encoding="utf-8")
    made = new_year(settings, 2022, holidays_of(2022))
    assert made.text.startswith(before.rstrip("\n") + "\n\n  2022:\n")
    assert (
        "    # 마감이 토·일요일이나 아래 날이면 다음 근무일로 미룹니다.\n    공휴일:\n      - 2022-01-01  # "
        in made.text
    )


def test_days_move_and_deadlines_fall_on_working_days(settings: Path) -> None:
    """31 December 2022 is a Saturday, 1 January a Sunday; 31 March and 15 July are working days."""
    forms = written(settings).plan.forms
    assert forms["operating_plan"].due == date(2022, 3, 31)
    assert forms["settlement"].due == date(2023, 1, 2)
    first, second = forms["phone_monitoring"].rounds
    assert (first.start, first.end, first.due) == (date(2022, 4, 1), date(2022, 6, 30), date(2022, 7, 15))
    assert second.name == "하반기 취약계층 전화 모니터링"


def test_what_nobody_can_know_is_to_be_confirmed_and_what_was_that_years_is_gone(settings: Path) -> None:
    text = settings.read_text(encoding="utf-8")
    own = "    예외:\n      - {규칙: MON-001, 권역: 2, 까닭: 확인함, 허용한_사람: 담당, 날짜: 2021-12-20}\n"
    text = text[: text.rindex("    예외: []")] + "    보고일: 2022-01-10\n    평가:\n      잘된_점: [전체회의]\n" + own
    settings.write_text(text, encoding="utf-8")
    plan = written(settings).plan
    assert plan.unconfirmed == ("회차", "예산")
    assert (plan.report_day, plan.judgement.good, plan.exceptions, plan.before) == (None, (), (), "")
    assert load_config(settings, 2021).plan.judgement.good == ("전체회의",)


def test_a_day_that_no_calendar_has_can_be_added(settings: Path) -> None:
    """A holiday on 31 March: the operating plan is due on the day after."""
    plan = written(settings, date(2022, 3, 31)).plan
    assert date(2022, 3, 31) in plan.holidays
    assert plan.forms["operating_plan"].due == date(2022, 4, 1)


def test_answers_take_the_place_of_what_is_proposed_and_need_no_confirming(settings: Path) -> None:
    """Five regions at 1,300,000 and 500,000 won: 6,500,000 + 2,500,000."""
    answers = {"회차 1 끝": "2022-06-20", "예산 사무관리비 권역별(원)": "1,300,000원"}
    asked: list[str] = []

    def ask(question: str, proposed: str) -> str:
        asked.append(question)
        return answers.get(question, proposed)

    plan = written(settings, ask=ask).plan
    assert plan.unconfirmed == ()
    assert plan.forms["phone_monitoring"].rounds[0].end == date(2022, 6, 20)
    assert plan.budget is not None
    assert [(item.per_region_won, item.total_won) for item in plan.budget.items] == [
        (1_300_000, 6_500_000), (500_000, 2_500_000),
    ]  # fmt: skip
    assert plan.budget.total_won == 9_000_000
    assert asked[:3] == ["회차 1 시작", "회차 1 끝", "회차 1 마감"]


def test_an_answer_that_cannot_be_read_is_asked_for_again(settings: Path) -> None:
    given = iter(["4월 1일", "2022-04-04"])
    heard: list[str] = []

    def ask(question: str, proposed: str) -> str:
        heard.append(question)
        return next(given, proposed)

    assert written(settings, ask=ask).plan.forms["phone_monitoring"].rounds[0].start == date(2022, 4, 4)
    assert heard[1].startswith("날짜 '4월 1일'을(를) 알 수 없습니다.")


def test_the_lines_told_are_those_where_the_values_stand(settings: Path) -> None:
    made, copy = set_up_year(settings, 2022, (), None)
    lines = settings.read_text(encoding="utf-8").splitlines()
    assert lines[made.first_line - 1] == "  2022:"
    assert [moved.name for moved in made.values if str(moved.value) not in lines[moved.line - 1]] == []
    told = lines_to_look_at(made, {"settlement": "정산서"}, settings, copy)
    assert told[:2] == [
        "config.yaml에 2022년을 적었습니다(193행부터, 2021년에서 옮김).",
        "고치기 전 파일: config_이전.yaml",
    ]
    assert any(line.endswith("행 정산서 마감: 2023. 1. 2.(월)") for line in told)


def test_the_settings_of_before_stay_beside_the_new_ones(settings: Path) -> None:
    before = settings.read_bytes()
    _, copy = set_up_year(settings, 2022, (), None)
    assert copy.read_bytes() == before
    _, second = set_up_year(settings, 2023, (), None)
    assert second.name == "config_이전2.yaml"


def test_on_a_full_disk_the_settings_stay_and_no_cut_off_copy_is_left(
    settings: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = settings.read_bytes()

    def copy_half(_: Path, to: Path) -> None:
        to.write_bytes(before[:100])
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(shutil, "copyfile", copy_half)
    with pytest.raises(ConfigError, match="남은 자리가 없어"):
        set_up_year(settings, 2022, (), None)
    assert settings.read_bytes() == before
    assert [path.name for path in settings.parent.iterdir() if path.is_file()] == ["config.yaml"]


@pytest.mark.parametrize(("year", "told"), [(2021, "2021년이 이미 있습니다"), (2019, "바탕이 될 이전 해가 없습니다")])
def test_a_year_that_cannot_be_made_changes_nothing(settings: Path, year: int, told: str) -> None:
    before = settings.read_bytes()
    with pytest.raises(ConfigError, match=told):
        set_up_year(settings, year, (), None)
    assert settings.read_bytes() == before
    assert [path.name for path in settings.parent.iterdir() if path.is_file()] == ["config.yaml"]


def test_a_block_that_the_program_would_refuse_is_not_written(settings: Path) -> None:
    """An end before the beginning: reported as for any settings file, and the file stays unchanged."""
    before = settings.read_bytes()
    with pytest.raises(ConfigError):
        set_up_year(
            settings, 2022, (), lambda question, proposed: "2022-01-01" if question == "회차 1 끝" else proposed
        )
    assert settings.read_bytes() == before


def test_windows_line_ends_stay(settings: Path) -> None:
    settings.write_bytes(settings.read_bytes().replace(b"\n", b"\r\n"))
    set_up_year(settings, 2022, (), None)
    text = settings.read_bytes()
    assert text.count(b"\r\n") == text.count(b"\n")
