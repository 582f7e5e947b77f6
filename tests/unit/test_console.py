"""The progress line on a terminal during long work, and where nothing is printed."""

from __future__ import annotations

import io
from contextlib import redirect_stderr

import pytest

from pipeline import console
from pipeline.model.progress import each_told


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.fixture(autouse=True)
def usual_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm")


def test_a_line_grows_on_a_terminal_and_ends_when_all_is_done() -> None:
    with redirect_stderr(Terminal()) as screen:
        assert list(each_told(console.Progress(), "읽기", ["가", "나"])) == ["가", "나"]
    assert screen.getvalue() == "\r읽기 1/2\r읽기 2/2\n"


def test_nothing_of_a_longer_line_stays_behind_a_shorter_one() -> None:
    with redirect_stderr(Terminal()) as screen:
        progress = console.Progress()
        progress("점검과 합계", 0, 10)
        progress("읽기", 1, 10)
        assert screen.getvalue().endswith("\r읽기 1/10       ")  # 16 columns were filled, 9 are
        console.Progress.end_line()


def test_an_error_begins_a_line_of_its_own() -> None:
    with redirect_stderr(Terminal()) as screen:
        console.Progress()("읽기", 1, 2)
        console.tell_error("사용자가 멈췄습니다.", ())
    assert screen.getvalue() == "\r읽기 1/2\n■ 사용자가 멈췄습니다.\n"


def test_a_single_thing_needs_no_line() -> None:
    with redirect_stderr(Terminal()) as screen:
        console.Progress()("읽기", 1, 1)
    assert not screen.getvalue()


@pytest.mark.parametrize("term", ["dumb", "xterm"])
def test_nothing_is_told_where_nobody_watches(term: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", term)
    with redirect_stderr(Terminal() if term == "dumb" else io.StringIO()) as screen:
        console.Progress()("읽기", 1, 2)
    assert not screen.getvalue()
