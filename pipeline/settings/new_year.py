"""A new year's block of the settings, from the text of the last year's: days moved, holidays of that year, the rest
kept.

Comes in: the settings file and a year. Goes out: the file's new text, and what an officer should look at. Layout and
comments stay as they are, because only the text of single values is changed. What nobody can know beforehand
(monitoring rounds, budget) is named under ``확인``; what belongs only to its year (judgement, exceptions, day of the
report) is left out.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from pipeline.errors import ConfigError
from pipeline.settings.yaml_tree import NodePath, Position, read_yaml

YEARS, DUE, HOLIDAYS, UNCONFIRMED = "연도", "마감", "공휴일", "확인"
ROUNDS, BUDGET = "회차", "예산"
_OF_ITS_YEAR = ("전년_자료", "보고일", "평가", UNCONFIRMED)
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
SATURDAY = 5


@dataclass(frozen=True, slots=True)
class Moved:
    """One value of the new block: its line, its name, and the value."""

    line: int
    name: str
    value: date | int


@dataclass(frozen=True, slots=True)
class NewYear:
    """The whole new text, the new year and the year it was made from, the block's first line, the values to look at."""

    text: str
    year: int
    model: int
    first_line: int
    values: tuple[Moved, ...]


def holidays_of(year: int) -> dict[date, str]:
    """Public holidays of Korea with their names, including substitute days and elections; and the next New Year's
    Day.
    """
    import holidays  # noqa: PLC0415 - a second that only this command should cost

    known = holidays.country_holidays("KR", years=[year, year + 1], language="ko")
    return {day: name for day, name in sorted(known.items()) if day.year == year or day == date(year + 1, 1, 1)}


def new_year(path: Path, year: int, days: Mapping[date, str], answers: Mapping[str, date | int] = {}) -> NewYear:
    """The settings with a block for ``year``, made from the latest year before it.

    ``days`` are the holidays. ``answers`` are values by name ("회차 1 시작"), which then need no confirming. Raises
    ConfigError where the file has the year already, or no earlier one.
    """
    plain, positions = read_yaml(path, "설정 파일")
    years = plain.get(YEARS) if isinstance(plain, dict) else None
    if not isinstance(years, dict):
        raise ConfigError(f"설정 파일({path.name})에 '연도:'가 없습니다. 지난해의 설정 파일에서 시작해 주세요.")
    earlier = [number for number in years if isinstance(number, int) and number < year]
    if year in years or not earlier:
        why = "이미 있습니다" if year in years else "만들 바탕이 될 이전 해가 없습니다"
        raise ConfigError(f"설정 파일({path.name})에 {year}년이 {why}.")
    text = path.read_bytes().decode("utf-8-sig")
    block = _Block(text, positions, (YEARS, max(earlier)), years[max(earlier)])
    return block.moved_to(year, days, answers)


class _Block:
    """The lines of one year, and where each of its values is in them."""

    def __init__(self, text: str, positions: Mapping[NodePath, Position], key: NodePath, plan: dict[str, Any]) -> None:
        self.end_of_line = "\r\n" if "\r\n" in text else "\n"
        self.lines = text.splitlines()
        self.positions, self.key, self.plan = positions, key, plan
        self.model = int(key[-1])
        self.start = positions[key][0] - 1
        self.stop = self._end_of(key)

    def _end_of(self, path: NodePath) -> int:
        """The index after the last line of an entry, without the empty lines and comments that follow."""
        own = max(at[0] for where, at in self.positions.items() if where[: len(path)] == path)
        return max(own, self.positions[path][0])

    def moved_to(self, year: int, days: Mapping[date, str], answers: Mapping[str, date | int]) -> NewYear:
        lines = dict(enumerate(self.lines[self.start : self.stop], start=self.start))
        lines[self.start] = lines[self.start].replace(str(self.model), str(year), 1)
        values = list(self._values(year, days, answers))
        for path, moved in values:
            lines[moved.line] = self._replaced(lines[moved.line], path, moved)
        for number, line in lines.items():
            if line.lstrip().startswith("#"):  # a commented-out value, as an example for its year
                lines[number] = _DAY.sub(lambda day: _in_year_text(day[0], year - self.model), line)
        self._drop(lines)
        made: list[str] = []
        new_line: dict[int, int] = {}
        for number in sorted(lines):
            new_line[number] = len(made)
            made.append(lines[number])
            if number == self.positions[*self.key, "끝"][0] - 1:
                made += self._unconfirmed(values, answers)
            if number == self._first_holiday():
                made[-1:] = self._holidays(days, lines[number])
        first = self.stop + 1  # an empty line between the years
        text = self.end_of_line.join([*self.lines[: self.stop], "", *made, *self.lines[self.stop :], ""])
        told = tuple(
            Moved(first + new_line[moved.line] + 1, moved.name, moved.value)
            for _, moved in values
            if moved.line in new_line
        )
        return NewYear(text, year, self.model, first + 1, told)

    # -- values -----------------------------------------------------------------------------------------------------

    def _values(
        self, year: int, days: Mapping[date, str], answers: Mapping[str, date | int]
    ) -> Iterator[tuple[NodePath, Moved]]:
        """(place, value) for every date of the block, moved to the new year, and for the amounts of the budget."""
        by_years = year - self.model
        for path, value in _leaves(self.plan, self.key):
            own = path[len(self.key) :]
            if own[0] in (HOLIDAYS, *_OF_ITS_YEAR, "예외"):
                continue
            name = self._name(own)
            line = self.positions[path][0] - 1
            if isinstance(value, date):
                moved = _in_year(value, value.year + by_years)
                moved = _working_day(moved, days) if own[-1] == DUE else moved
                yield path, Moved(line, name, answers.get(name, moved))
            elif own[0] == BUDGET and isinstance(value, int):
                yield path, Moved(line, name, answers.get(name, value))

    def _name(self, own: NodePath) -> str:
        """ "회차 1 시작", "예산 사무관리비 권역별_원", "settlement 마감": the name of a value."""
        if own[0] == BUDGET and len(own) > 2:
            return f"{BUDGET} {self.plan[BUDGET][own[1]][own[2]]['이름']} {own[-1]}"
        words = [str(part + 1) if isinstance(part, int) else str(part) for part in own if part != "서식"]
        return " ".join(words[1:] if ROUNDS in words else words)

    def _replaced(self, line: str, path: NodePath, moved: Moved) -> str:
        """The line with the value of ``path`` replaced; everything before its name stays."""
        column = self.positions[path][1] - 1
        before, rest = line[:column], line[column:]
        pattern = _DAY if isinstance(moved.value, date) else re.compile(r"(?<![\w-])\d+(?![\w-])")
        return before + pattern.sub(str(moved.value), rest, count=1)

    def _drop(self, lines: dict[int, str]) -> None:
        """Removes what belongs only to the year that was copied; its exceptions become an empty list."""
        for name in (*_OF_ITS_YEAR, "예외", HOLIDAYS):
            path = (*self.key, name)
            if path not in self.positions:
                continue
            start, stop = self.positions[path][0] - 1, self._end_of(path)
            if name == "예외":
                indent = lines[start][: self.positions[path][1] - 1]
                lines[start] = f"{indent}예외: []"
                start += 1
            elif name == HOLIDAYS:
                start += 2  # the key, and its first day, where the new ones go
            for number in range(start, stop):
                lines.pop(number, None)

    def _first_holiday(self) -> int:
        first = (*self.key, HOLIDAYS, 0)
        return self.positions[first][0] - 1 if first in self.positions else -1

    def _holidays(self, days: Mapping[date, str], model: str) -> list[str]:
        indent = model[: len(model) - len(model.lstrip())]
        return [f"{indent}- {day.isoformat()}  # {name}" for day, name in days.items()]

    def _unconfirmed(self, values: Collection[tuple[NodePath, Moved]], answers: Mapping[str, date | int]) -> list[str]:
        """The line that names what nobody has confirmed; [] where every such value was answered."""
        open_names = [
            group
            for group in (ROUNDS, BUDGET)
            if any(moved.name.startswith(group) and moved.name not in answers for _, moved in values)
        ]
        if not open_names:
            return []
        indent = " " * (self.positions[*self.key, "끝"][1] - 1)
        return [f"{indent}{UNCONFIRMED}: [{', '.join(open_names)}]  # 맞는지 살펴보고 이 줄을 지워 주세요"]


def _leaves(value: Any, path: NodePath) -> Iterator[tuple[NodePath, Any]]:
    if isinstance(value, dict):
        for key, each in value.items():
            yield from _leaves(each, (*path, key))
    elif isinstance(value, list):
        for index, each in enumerate(value):
            yield from _leaves(each, (*path, index))
    else:
        yield path, value


def _in_year(day: date, year: int) -> date:
    """The same day of another year; 29 February becomes the 28th."""
    return date(year, day.month, 28 if (day.month, day.day) == (2, 29) else day.day)


def _in_year_text(day: str, by_years: int) -> str:
    """A day within a comment, moved; unchanged where it is not a day."""
    try:
        found = date.fromisoformat(day)
    except ValueError:
        return day
    return _in_year(found, found.year + by_years).isoformat()


def _working_day(day: date, days: Mapping[date, str]) -> date:
    """The day, or the next one that is neither on a weekend nor a holiday."""
    while day.weekday() >= SATURDAY or day in days:
        day += timedelta(days=1)
    return day
