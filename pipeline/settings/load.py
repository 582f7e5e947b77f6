"""``config.yaml`` -> the settings of one year, checked as a whole.

Comes in: the settings file and a year. Goes out: ``YearConfig``. Raises ConfigError listing every mistake at once, each
with line and column: the types first, then what depends on several entries (sums, dongs, months, names for files).
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from pipeline.errors import ConfigError
from pipeline.settings.mistakes import TITLE, Mistakes
from pipeline.settings.name_checks import check_dongs, check_file_name, check_identities, check_list
from pipeline.settings.schema import ExpectedForm, Region, Settings, Unit, YearPlan
from pipeline.settings.yaml_model import sentences_of
from pipeline.settings.yaml_tree import NodePath, Position, position_of, read_yaml
from pipeline.settings.year_checks import REGION, check_year


@dataclass(frozen=True)
class YearConfig:
    """The settings as they hold for one year. ``positions`` gives (line, column) of each entry, for addresses."""

    year: int
    settings: Settings
    plan: YearPlan
    path: Path
    positions: dict[NodePath, Position]

    @cached_property
    def regions(self) -> dict[int, Region]:
        """The year's regions by number, in order."""
        return {
            region.number: region
            for region in sorted(self.plan.regions or self.settings.regions, key=lambda r: r.number)
        }

    @cached_property
    def region_of_dong(self) -> dict[str, int]:
        return {dong: region.number for region in self.regions.values() for dong in region.dongs}

    @property
    def unit(self) -> Unit:
        return self.settings.unit

    def called(self, region: int) -> str:
        """ "3권역", or the sender's own name: the name of a region in every text, even of one that the year does not
        have.
        """
        return self.regions[region].name if region in self.regions else f"{region}{self.unit.word}"

    @property
    def programme_name(self) -> str:
        return self.plan.programme_name or self.settings.programme.name

    @property
    def budget_items(self) -> tuple[str, ...]:
        return tuple(item.name for item in self.plan.budget.items) if self.plan.budget else ()

    @cached_property
    def holidays(self) -> frozenset[date]:
        return frozenset(self.plan.holidays)

    def working_day(self, day: date) -> date:
        """``day``, or the next working day where it falls on a weekend or a holiday of the settings."""
        while day.weekday() >= 5 or day in self.holidays:
            day += timedelta(days=1)
        return day

    def address_of(self, *path: str | int) -> str:
        """The line of an entry in the settings file, e.g. "81행": the source of a figure that comes from the
        settings.
        """
        return f"{position_of(path, self.positions)[0]}행"

    def expected(self, form_id: str) -> ExpectedForm | None:
        return self.plan.forms.get(form_id)

    def asks_for(self, form_id: str, table_id: str) -> bool:
        """Whether the year asks for a table of a form: for the form, and for all of its tables or this one."""
        asked = self.expected(form_id)
        return asked is not None and (not asked.tables or table_id in asked.tables)


def load_config(path: Path, year: int) -> YearConfig:
    """The settings of ``year``. Raises ConfigError (also for a year that the file does not have)."""
    plain, positions = read_yaml(path, TITLE)
    word = _own_word(plain)
    plain, positions = _in_common_words(plain, word), {_common_path(at, word): here for at, here in positions.items()}
    try:
        settings = _with_names(Settings.model_validate(plain))
    except ValidationError as error:
        details = tuple(sentence.replace(REGION, word) for sentence in sentences_of(error, Settings, positions))
        raise ConfigError(
            f"{TITLE}({path.name})에서 고칠 곳 {len(details)}군데를 찾았습니다.", details=details
        ) from None
    mistakes = Mistakes(positions)
    _check_whole(settings, path.parent, mistakes)
    mistakes.raise_all(path)
    if year not in settings.years:
        known = ", ".join(f"{number}년" for number in settings.years)
        is_later = year > min(settings.years)
        way = f"python run.py new-year --year {year} 을 실행해" if is_later else "config.yaml의 '연도:' 아래에 적어"
        raise ConfigError(f"설정 파일에 {year}년이 없습니다. 적혀 있는 해: {known}. {way} 주세요.")
    return YearConfig(year, settings, settings.years[year], path, positions)


def _own_word(plain: Any) -> str:
    """The settings' word for a sender of forms; the keys of the file are named after it ("경로당:", "경로당별_원:")."""
    unit = plain.get("보내는_곳") if isinstance(plain, dict) else None
    word = unit.get("이름") if isinstance(unit, dict) else None
    return word if isinstance(word, str) and word else REGION


def own_key(key: str, word: str) -> str:
    """A key of the schema as this programme's settings spell it: "권역별_원" is "경로당별_원" there."""
    return key.replace(REGION, word, 1) if key == REGION or key.startswith(f"{REGION}별_") else key


def sender_word(path: Path) -> str:
    """The word for a sender of forms in the settings at ``path``; the usual word where there are no settings yet."""
    return _own_word(read_yaml(path, TITLE)[0]) if path.exists() else REGION


def _common_key(key: Any, word: str) -> Any:
    is_own = isinstance(key, str) and (key == word or key.startswith(f"{word}별_"))
    return key.replace(word, REGION, 1) if is_own else key


def _common_path(path: NodePath, word: str) -> NodePath:
    return tuple(_common_key(part, word) for part in path)


def _in_common_words(plain: Any, word: str) -> Any:
    """The settings with the keys that the schema knows, whatever the word for a sender of forms."""
    if isinstance(plain, dict):
        return {_common_key(key, word): _in_common_words(value, word) for key, value in plain.items()}
    return [_in_common_words(value, word) for value in plain] if isinstance(plain, list) else plain


def _with_names(settings: Settings) -> Settings:
    """The settings with a name for every region: its own, else its number and the unit's word."""

    def named(regions: tuple[Region, ...]) -> tuple[Region, ...]:
        return tuple(r.model_copy(update={"name": r.name or f"{r.number}{settings.unit.word}"}) for r in regions)

    years = {
        number: plan.model_copy(update={"regions": named(plan.regions)}) for number, plan in settings.years.items()
    }
    return settings.model_copy(update={"regions": named(settings.regions), "years": years})


def _check_whole(settings: Settings, beside: Path, mistakes: Mistakes) -> None:
    """Check what depends on several entries; ``beside`` is the folder of the settings file."""
    check_file_name(settings.office.department, ("기관", "총괄부서"), mistakes)
    check_identities(settings.unit, settings.regions, (REGION,), mistakes)
    check_list("모든_동의", settings.all_dongs, ("모든_동",), mistakes)
    check_dongs(settings.unit, settings.regions, settings.all_dongs, (REGION,), mistakes)
    for section, count in Counter(settings.report.sections).items():
        if count > 1:
            mistakes.add(("보고서", "절"), f"'{section}' 절이 {count}번 적혀 있습니다. 하나만 남겨 주세요.")
    if not (beside / settings.report.file).exists():
        mistakes.add(("보고서", "내용_파일"), f"'{settings.report.file}' 파일을 찾을 수 없습니다.")
    folders: list[tuple[NodePath, str]] = [(("서식_폴더",), settings.form_folder)]
    folders += [(("추가_서식_폴더", index), folder) for index, folder in enumerate(settings.extra_form_folders)]
    for where, folder in folders:
        if not (beside / folder).is_dir():
            mistakes.add(where, f"'{folder}' 폴더를 찾을 수 없습니다.")
    for year, plan in settings.years.items():
        check_year(settings, year, plan, mistakes)
