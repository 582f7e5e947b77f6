"""The menu: numbers are typed, a command results; it proposes the year and remembers the last answers."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.desk.menu import CHOICES, choose

Chosen = Callable[..., list[str] | None]


@pytest.fixture
def chosen(tmp_path: Path) -> Chosen:
    """The command for what is typed; "" is Enter alone, which accepts the proposal."""

    def answer(*typed: str, years: tuple[int, ...] = (2020, 2021)) -> list[str] | None:
        given = iter(typed)
        return choose(tmp_path, years, lambda question, proposed: next(given) or proposed, lambda line: None)

    return answer


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        (("1", "2021"), ["templates", "--year", "2021"]),
        (("2", ""), ["check", "--year", "2021"]),
        (("", ""), ["--year", "2021"]),
        (("4", "2020", "3권역 상담"), ["explain", "--year", "2020", "3권역 상담"]),
        (("5", ""), ["new-year", "--year", "2022"]),
        (("6", ""), ["doctor", "--year", "2021"]),
        (("8", "", "C:\\내 문서\\합계.xlsx"), ["--year", "2021", "--compare", "C:\\내 문서\\합계.xlsx"]),
        (
            ("8", "", '"C:\\내 문서\\합계.xlsx" '),
            ["--year", "2021", "--compare", "C:\\내 문서\\합계.xlsx"],
        ),  # as a dragged file is typed
        (("8", "", ""), ["templates", "--year", "2021", "--form", "compare"]),
        (("9", ""), ["city", "--year", "2021"]),
        (("10",), ["bundle", "--for", "windows"]),
        (("2", "0", "3", ""), ["--year", "2021"]),  # back to the menu
        (("0",), None),
        (("아홉", "3", "이천이십일", "21", "2021"), ["--year", "2021"]),
    ],
)
def test_what_is_typed_becomes_a_command(chosen: Chosen, typed: tuple[str, ...], words: list[str] | None) -> None:
    assert chosen(*typed) == words


def test_the_example_is_the_latest_one_and_touches_no_real_result(chosen: Chosen, tmp_path: Path) -> None:
    for year in ("2019", "2020", "2021"):
        (tmp_path / "examples" / year).mkdir(parents=True)
    source, target = tmp_path / "examples" / "2020", tmp_path / "output" / "2020_예제"
    assert chosen("7", years=(2020, 2022)) == ["--year", "2020", "--input", str(source), "--output", str(target)]


def test_without_examples_the_menu_comes_again(chosen: Chosen) -> None:
    assert chosen("7", "0") is None


def test_the_workbook_of_the_last_comparison_is_proposed(chosen: Chosen) -> None:
    chosen("8", "", "합계.xlsx")
    assert chosen("", "", "") == ["--year", "2021", "--compare", "합계.xlsx"]


def test_the_last_answers_are_proposed_the_next_time(chosen: Chosen) -> None:
    chosen("4", "2020", "1권역 상담")
    assert chosen("", "", "") == ["explain", "--year", "2020", "1권역 상담"]


def test_after_a_new_year_its_forms_are_proposed_and_not_one_more_year(chosen: Chosen) -> None:
    chosen("5", "")
    assert chosen("", "", years=(2020, 2021, 2022)) == ["templates", "--year", "2022"]


def test_a_year_that_the_settings_no_longer_have_is_not_proposed(chosen: Chosen) -> None:
    chosen("2", "2020")
    assert chosen("2", "", years=(2021, 2022)) == ["check", "--year", "2022"]


@pytest.mark.parametrize("kept", ["[]", "{", '{"연도": 2021, "고른_것": "99"}'])
def test_answers_that_cannot_be_read_are_forgotten(chosen: Chosen, tmp_path: Path, kept: str) -> None:
    (tmp_path / ".지난_답.json").write_text(kept, encoding="utf-8")
    assert chosen("", "") == ["--year", "2021"]


def test_every_line_has_a_number_of_its_own() -> None:
    numbers = [choice.number for choice in CHOICES]
    assert len(numbers) == len(set(numbers))
