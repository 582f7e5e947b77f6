"""The menu of ``python run.py`` without words: what to do and for which year, asked in Korean, the last answers kept.

Comes in: the program's folder, the years of the settings, and ways to ask and tell. Goes out: the words of a command,
as if they had been typed. It runs nothing itself.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

Ask = Callable[[str, str], str]
Tell = Callable[[str], None]
REMEMBERED = ".지난_답.json"
END, EXPLAIN, NEW_YEAR, TEST = "0", "4", "5", "7"


@dataclass(frozen=True, slots=True)
class Choice:
    """One line of the menu: its number, its words, and the command that it stands for."""

    number: str
    words: str
    command: tuple[str, ...]


CHOICES = (
    Choice("1", "빈 서식 만들기", ("templates",)),
    Choice("2", "받은 파일 점검만 하기", ("check",)),
    Choice("3", "보고서 만들기", ()),
    Choice(EXPLAIN, "수의 출처 찾기", ("explain",)),
    Choice(NEW_YEAR, "새해 준비하기", ("new-year",)),
    Choice("6", "이 컴퓨터 살피기", ("doctor",)),
    Choice(TEST, "프로그램 시험하기", ("test",)),
    Choice(END, "끝내기", ()),
)


def choose(root: Path, years: Sequence[int], ask: Ask, tell: Tell) -> list[str] | None:
    """The command that was asked for; None where somebody wants to end."""
    known = {choice.number: choice for choice in CHOICES}
    last = _remembered(root)
    tell("\n무엇을 할까요?")
    for choice in CHOICES:
        tell(f"  {choice.number}. {choice.words}")
    proposed = last.get("고른_것", "3")
    number = ask("번호", proposed if proposed in known else "3")
    while number not in known:
        tell(f"'{number}'은(는) 없는 번호입니다.")
        number = ask("번호", "3")
    if number == END:
        return None
    words = list(known[number].command)
    if number != TEST:
        year = _asked_year(number, years, last.get("연도", ""), ask, tell)
        words += ["--year", str(year)]
        last |= {"고른_것": number, "연도": str(year)}
    if number == EXPLAIN:
        last["찾을_말"] = ask("찾을 말", last.get("찾을_말", "3권역 상담"))
        words.append(last["찾을_말"])
    _remember(root, last)
    return words


def _asked_year(number: str, years: Sequence[int], last: str, ask: Ask, tell: Tell) -> int:
    """The year; proposed is the last one that was asked for, else the latest known; for a new year the next."""
    latest = max(years, default=0)
    proposed = str(latest + 1) if number == NEW_YEAR else last if last.isdigit() and int(last) in years else str(latest)
    while True:
        text = ask("연도", proposed)
        if text.isascii() and text.isdigit() and len(text) == len("2021"):
            return int(text)
        tell(f"연도 '{text}'을(를) 알 수 없습니다. 2021처럼 네 자리로 적어 주세요.")


def _remembered(root: Path) -> dict[str, str]:
    """The last answers; {} where there are none that can be read."""
    with suppress(OSError, ValueError):
        kept = json.loads((root / REMEMBERED).read_text(encoding="utf-8"))
        if isinstance(kept, dict):
            return {str(name): str(value) for name, value in kept.items()}
    return {}


def _remember(root: Path, answers: dict[str, str]) -> None:
    with suppress(OSError):
        (root / REMEMBERED).write_text(json.dumps(answers, ensure_ascii=False), encoding="utf-8")
