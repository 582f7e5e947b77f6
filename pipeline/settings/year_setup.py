"""`new-year`: the settings of a new year, asked for at the terminal, checked, and written, with a copy of the old
settings beside them.

Comes in: the settings file, a year, holidays to add, and a way to ask. Goes out: the changed settings file. Nothing but
the new block changes in it, and a block that the program itself would refuse is never written.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path

from pipeline.disk.whole_file import whole_file, why_not_written
from pipeline.errors import ConfigError
from pipeline.korean import korean_date
from pipeline.settings.load import load_config
from pipeline.settings.new_year import BUDGET, ROUNDS, Moved, NewYear, holidays_of, new_year

Ask = Callable[[str, str], str]
MOST_TRIES = 5
PER_REGION, ITEM_SUM, TOTAL = "권역별_원", "합계_원", "예산 총액_원"


def set_up_year(path: Path, year: int, added: Sequence[date], ask: Ask | None) -> tuple[NewYear, Path]:
    """Write the block of ``year`` into the settings; returns what was written, and the copy of the settings before.

    ``added`` are holidays that no calendar has. Without ``ask`` nothing is confirmed. Raises ConfigError where the
    settings have no place for the year, an answer cannot be read, or the file cannot be written.
    """
    days = dict(sorted({**dict.fromkeys(added, "더한 공휴일"), **holidays_of(year)}.items()))
    made = new_year(path, year, days)
    if ask is not None:
        regions = len(load_config(path, made.model).regions)
        made = new_year(path, year, days, _answers(made, regions, ask))
    return made, _write(path, made, year)


def _answers(made: NewYear, regions: int, ask: Ask) -> dict[str, date | int]:
    """What the officer answers about monitoring rounds and budget; sums of the budget follow from its parts."""
    answers: dict[str, date | int] = {}
    for moved in made.values:
        if moved.name.startswith(ROUNDS):
            answers[moved.name] = _asked(ask, moved.name, moved.value, _day)
        elif moved.name.startswith(BUDGET) and moved.name.endswith(PER_REGION):
            answers[moved.name] = _asked(ask, f"{moved.name.removesuffix('_원')}(원)", moved.value, _amount)
    return {**answers, **_sums(made.values, answers, regions)}


def _asked(ask: Ask, question: str, proposed: date | int, read: Callable[[str], date | int]) -> date | int:
    """The answer; asked again where it cannot be read, and the proposal after too many times."""
    shown = question
    for _ in range(MOST_TRIES):
        try:
            return read(ask(shown, str(proposed)))
        except ConfigError as error:
            shown = f"{error.message}\n{question}"
    return proposed


def _sums(values: Sequence[Moved], answers: Mapping[str, date | int], regions: int) -> dict[str, date | int]:
    found: dict[str, date | int] = {}
    for moved in values:
        each = answers.get(moved.name.replace(ITEM_SUM, PER_REGION))
        if moved.name.endswith(ITEM_SUM) and isinstance(each, int):
            found[moved.name] = each * regions
    if found:
        found[TOTAL] = sum(value for value in found.values() if isinstance(value, int))
    return found


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ConfigError(f"날짜 '{text}'을(를) 알 수 없습니다. 2022-04-01처럼 적어 주세요.") from None


def _amount(text: str) -> int:
    plain = text.replace(",", "").removesuffix("원")
    if not (plain.isascii() and plain.isdigit()):
        raise ConfigError(f"금액 '{text}'을(를) 알 수 없습니다. 1270000처럼 원 단위로 적어 주세요.")
    return int(plain)


def _write(path: Path, made: NewYear, year: int) -> Path:
    """Put the new text in place once the program itself has read it; the old file stays as a copy beside it."""
    draft = path.with_name(f".{path.name}.{year}")
    try:
        draft.write_bytes(made.text.encode("utf-8"))
        load_config(draft, year)
        copy = _free_name(path)
        with whole_file(copy) as copied:
            shutil.copyfile(path, copied)
        draft.replace(path)
    except OSError as error:
        message = f"설정 파일({path.name})을 쓸 수 없습니다. 열어 둔 프로그램과 쓰기 권한을 확인해 주세요."
        raise ConfigError(why_not_written(error, f"설정 파일({path.name})을", message)) from error
    finally:
        draft.unlink(missing_ok=True)
    return copy


def _free_name(path: Path) -> Path:
    """config_이전.yaml, or the first of config_이전2.yaml … that is not there yet."""
    numbers = ("", *range(2, 1000))
    names = (path.with_name(f"{path.stem}_이전{number}{path.suffix}") for number in numbers)
    return next(name for name in names if not name.exists())


def lines_to_look_at(made: NewYear, form_names: Mapping[str, str], path: Path, copy: Path) -> list[str]:
    """What the officer reads afterwards: where everything is, and what only she can know."""
    lines = [
        f"{path.name}에 {made.year}년을 적었습니다({made.first_line}행부터, {made.model}년에서 옮김).",
        f"고치기 전 파일: {copy.name}",
        "살펴보실 곳:",
    ]
    for moved in made.values:
        shown = korean_date(moved.value, weekday=True) if isinstance(moved.value, date) else f"{moved.value:,}원"
        first, _, rest = moved.name.partition(" ")
        name = f"{form_names.get(first, first)} {rest}".strip().removesuffix("_원")
        lines.append(f"  {moved.line}행 {name}: {shown}")
    return [*lines, f"다음: python run.py templates --year {made.year} (빈 서식)"]
