"""The menu of ``python run.py`` without arguments: asks in Korean what to do and for which year, and remembers the last
answers.

Comes in: the program's folder, the years of the settings, and functions to ask and tell. Goes out: the words of a
command, as if typed. It runs nothing itself.
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
EXAMPLES = "examples"
END, TEMPLATES, REPORT, EXPLAIN, NEW_YEAR, EXAMPLE, COMPARE, BUNDLE = "0", "1", "3", "4", "5", "7", "8", "10"
WITHOUT_YEAR = (EXAMPLE, BUNDLE)


@dataclass(frozen=True, slots=True)
class Choice:
    """One line of the menu: its number, its words, and its command."""

    number: str
    words: str
    command: tuple[str, ...]


CHOICES = (
    Choice(TEMPLATES, "빈 서식 만들기", ("templates",)),
    Choice("2", "받은 파일 점검만 하기", ("check",)),
    Choice(REPORT, "보고서 만들기", ()),
    Choice(EXPLAIN, "수의 출처 찾기", ("explain",)),
    Choice(NEW_YEAR, "새해 준비하기", ("new-year",)),
    Choice("6", "이 컴퓨터 살피기", ("doctor",)),
    Choice(EXAMPLE, "예제로 한번 해 보기", ()),
    Choice(COMPARE, "손으로 센 합계와 견주며 보고서 만들기", ()),
    Choice("9", "여러 자치구 한 번에 만들기", ("city",)),
    Choice(BUNDLE, "인터넷이 없는 컴퓨터로 옮길 묶음 만들기", ("bundle", "--for", "windows")),
    Choice(END, "끝내기", ()),
)


def choose(root: Path, years: Sequence[int], ask: Ask, tell: Tell) -> list[str] | None:
    """The chosen command; None to end the menu. Answering 0 for the year leads back to the menu."""
    words: list[str] | None = []
    while words == []:
        words = _chosen(root, years, ask, tell)
    return words


def _chosen(root: Path, years: Sequence[int], ask: Ask, tell: Tell) -> list[str] | None:
    """One round of questions: a command, [] to go back, None to end."""
    known = {choice.number: choice for choice in CHOICES}
    last = _remembered(root)
    tell("\n무엇을 할까요?")
    for choice in CHOICES:
        tell(f"  {choice.number:>2}. {choice.words}")
    proposed = last.get("고른_것", REPORT)
    number = ask("번호", proposed if proposed in known else REPORT)
    while number not in known:
        tell(f"'{number}'은(는) 없는 번호입니다.")
        number = ask("번호", REPORT)
    if number == END:
        return None
    words = list(known[number].command)
    if number == EXAMPLE:
        return _example(root, years, tell)
    if number not in WITHOUT_YEAR:
        year = _asked_year(number, years, last.get("연도", ""), ask, tell)
        if year is None:
            return []
        words += ["--year", str(year)]
        # After new-year the forms are proposed: if new-year were proposed again, Enter alone would make one more year.
        last |= {"고른_것": TEMPLATES if number == NEW_YEAR else number, "연도": str(year)}
    if number == EXPLAIN:
        last["찾을_말"] = ask("찾을 말", last.get("찾을_말", "3권역 상담"))
        words.append(last["찾을_말"])
    elif number == COMPARE:
        words = _compared(words, last, ask)
    _remember(root, last)
    return words


def _example(root: Path, years: Sequence[int], tell: Tell) -> list[str]:
    """The report of the latest example year in the settings, in a folder of its own beside real results."""
    known = [year for year in years if (root / EXAMPLES / str(year)).is_dir()]
    if not known:
        tell(f"이 프로그램 폴더에는 예제({EXAMPLES})가 없습니다.")
        return []
    year = str(max(known))
    output = root / "output" / f"{year}_예제"
    return ["--year", year, "--input", str(root / EXAMPLES / year), "--output", str(output)]


def _compared(words: list[str], last: dict[str, str], ask: Ask) -> list[str]:
    """The report beside the officer's own workbook; without one, the blank sheet to begin with."""
    typed = ask(
        "합계를 적은 엑셀 파일(이 창에 끌어다 놓으세요. 없으면 Enter: 빈 표를 만듭니다)", last.get("합계_파일", "")
    )
    path = typed.strip().strip("\"'")
    if not path:
        return ["templates", *words, "--form", "compare"]
    last["합계_파일"] = path
    return [*words, "--compare", path]


def _asked_year(number: str, years: Sequence[int], last: str, ask: Ask, tell: Tell) -> int | None:
    """The year; the proposal is the last one asked for, else the latest known, or for a new year the next one. None to
    go back.
    """
    latest = max(years, default=0)
    proposed = str(latest + 1) if number == NEW_YEAR else last if last.isdigit() and int(last) in years else str(latest)
    while True:
        text = ask("연도(0: 메뉴로)", proposed)
        if text == END:
            return None
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
