"""``config.yaml`` -> the settings of one year, checked as a whole.

Comes in: the settings file and a year. Goes out: ``YearConfig``. Raises ConfigError listing every mistake at once, each
with line and column: the types first, then what depends on several entries (sums, dongs, months, names for files).
"""

from __future__ import annotations

import difflib
import re
from collections import Counter
from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from pipeline.errors import ConfigError
from pipeline.korean import attach
from pipeline.settings.schema import Budget, ExpectedForm, Region, Settings, Unit, YearPlan
from pipeline.settings.yaml_model import sentences_of
from pipeline.settings.yaml_tree import NodePath, Position, at_line, position_of, read_yaml

TITLE = "설정 파일"
REGION = "권역"  # the key under which the schema knows the senders of forms
# Characters that some system refuses in a name, names that Windows reserves for devices, a dot or space at an end.
UNSAFE_FILE_NAME = re.compile(
    r'.*[/\\:*?"<>|\x00-\x1f\x7f].*|(?:CON|PRN|AUX|NUL|(?:COM|LPT)[0-9])(?:\..*)?|[. ].*|.*[. ]', re.I | re.S
)


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
    mistakes = _Mistakes(positions)
    _check_file_name(settings.office.department, ("기관", "총괄부서"), mistakes)
    _check_regions(settings, settings.regions, settings.all_dongs, (REGION,), mistakes)
    for section, count in Counter(settings.report.sections).items():
        if count > 1:
            mistakes.add(("보고서", "절"), f"'{section}' 절이 {count}번 적혀 있습니다. 하나만 남겨 주세요.")
    if not (path.parent / settings.report.file).exists():
        mistakes.add(("보고서", "내용_파일"), f"'{settings.report.file}' 파일을 찾을 수 없습니다.")
    folders: list[tuple[NodePath, str]] = [(("서식_폴더",), settings.form_folder)]
    folders += [(("추가_서식_폴더", index), folder) for index, folder in enumerate(settings.extra_form_folders)]
    for where, folder in folders:
        if not (path.parent / folder).is_dir():
            mistakes.add(where, f"'{folder}' 폴더를 찾을 수 없습니다.")
    for number, plan in settings.years.items():
        _check_year(settings, number, plan, mistakes)
    if mistakes.sentences:
        count = len(mistakes.sentences)
        raise ConfigError(
            f"{TITLE}({path.name})에서 고칠 곳 {count}군데를 찾았습니다.", details=tuple(mistakes.sentences)
        )
    if year not in settings.years:
        known = ", ".join(f"{number}년" for number in settings.years)
        is_later = year > min(settings.years)
        way = f"python run.py new-year --year {year} 을 실행해" if is_later else "config.yaml의 '연도:' 아래에 적어"
        raise ConfigError(f"설정 파일에 {year}년이 없습니다. 적혀 있는 해: {known}. {way} 주세요.")
    return YearConfig(year, settings, settings.years[year], path, positions)


def check_names(
    config: YearConfig,
    form_ids: Collection[str],
    tables_of: Callable[[str], Collection[str]],
    sections: Collection[str],
) -> None:
    """Raise ConfigError where the settings name a form, a table or a section of the report that is not declared."""
    mistakes = _Mistakes(config.positions)
    for index, name in enumerate(config.settings.report.sections):
        if name not in sections:
            near = difflib.get_close_matches(name, list(sections), n=1)
            hint = f" '{near[0]}'의 오타인가요?" if near else f" 쓸 수 있는 절: {', '.join(sections)}"
            mistakes.add(("보고서", "절", index), f"'{name}'은(는) 없는 절입니다.{hint}")
    for number, plan in config.settings.years.items():
        for form_id, expected in plan.forms.items():
            where: NodePath = ("연도", number, "서식", form_id)
            if form_id not in form_ids:
                near = difflib.get_close_matches(form_id, list(form_ids), n=1)
                hint = f" '{near[0]}'의 오타인가요?" if near else f" 쓸 수 있는 서식: {', '.join(form_ids)}"
                mistakes.add(where, f"'{form_id}'은(는) 없는 서식입니다.{hint}")
                continue
            for table in expected.tables:
                if table not in tables_of(form_id):
                    mistakes.add(
                        (*where, "표"),
                        f"서식 '{form_id}'에는 '{table}' 표가 없습니다. 있는 표: {', '.join(tables_of(form_id))}",
                    )
    if mistakes.sentences:
        raise ConfigError(
            f"{TITLE}({config.path.name})에서 고칠 곳 {len(mistakes.sentences)}군데를 찾았습니다.",
            details=tuple(mistakes.sentences),
        )


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


class _Mistakes:
    def __init__(self, positions: dict[NodePath, Position]) -> None:
        self.positions = positions
        self.sentences: list[str] = []

    def add(self, path: NodePath, sentence: str) -> None:
        self.sentences.append(f"{at_line(position_of(path, self.positions))}: {sentence}")


def _check_regions(
    settings: Settings, regions: tuple[Region, ...], all_dongs: tuple[str, ...], path: NodePath, mistakes: _Mistakes
) -> None:
    _check_identities(settings.unit, regions, path, mistakes)
    _check_dongs(settings.unit, regions, all_dongs, path, mistakes)


def _check_identities(unit: Unit, regions: tuple[Region, ...], path: NodePath, mistakes: _Mistakes) -> None:
    """Check that numbers, names and leads are unique, and that every name can be part of a file name."""
    for number, count in Counter(region.number for region in regions).items():
        if count > 1:
            name = f"{number}{unit.word}"
            mistakes.add(path, f"{attach(name, '이/가')} {count}번 적혀 있습니다. {unit.word} 번호는 하나씩만 씁니다.")
    for name, count in Counter({region.number: region.name for region in regions}.values()).items():
        if count > 1:
            mistakes.add(path, f"이름 '{name}'이(가) {count}번 적혀 있습니다.")
    for lead, count in Counter(region.lead for region in regions if region.lead).items():
        if count > 1:
            mistakes.add(path, f"대표기관 '{lead}'이(가) {unit.counted(count)}에 적혀 있습니다.")
    for index, region in enumerate(regions):
        for text in (region.name, region.lead, region.short):
            _check_file_name(text, (*path, index), mistakes)


def _check_file_name(text: str, path: NodePath, mistakes: _Mistakes) -> None:
    """Check a text that names files and folders: it must not lead out of the folder, nor be a name that some system
    refuses.
    """
    if UNSAFE_FILE_NAME.fullmatch(text):
        mistakes.add(path, f"'{text}'에 파일 이름에 쓸 수 없는 글자가 있거나 파일 이름으로 쓸 수 없는 말입니다.")


def _check_dongs(
    unit: Unit, regions: tuple[Region, ...], all_dongs: tuple[str, ...], path: NodePath, mistakes: _Mistakes
) -> None:
    """Every dong of the district in exactly one region."""
    named = {region.number: region.name for region in regions}
    owners: dict[str, list[int]] = {}
    for index, region in enumerate(regions):
        for dong in region.dongs:
            owners.setdefault(dong, []).append(region.number)
            if dong not in all_dongs:
                near = difflib.get_close_matches(dong, list(all_dongs), n=1)
                hint = f" '{near[0]}'의 오타인가요?" if near else ""
                hint += " 새로 생긴 동이면 그 해 아래에 '모든_동'을 새로 적어 주세요."
                mistakes.add((*path, index, "동"), f"{region.name}의 '{dong}'은(는) '모든_동'에 없는 동입니다.{hint}")
    for dong, numbers in owners.items():
        if len(numbers) > 1:
            places = ", ".join(named[number] for number in numbers)
            mistakes.add(path, f"'{dong}'이(가) {places}에 함께 적혀 있습니다. 한 {unit.word}에만 적어 주세요.")
    for dong in all_dongs:
        if dong not in owners:
            mistakes.add(path, f"{len(all_dongs)}개 동 가운데 '{dong}'이(가) 어느 {unit.word}에도 없습니다.")


def _check_year(settings: Settings, year: int, plan: YearPlan, mistakes: _Mistakes) -> None:
    here: NodePath = ("연도", year)
    if not 2000 <= year <= 2100:
        mistakes.add(here, f"연도 {year}을(를) 네 자리로 적어 주세요(예: 2021).")
    if plan.start > plan.end or plan.start.year != year or plan.end.year != year:
        mistakes.add((*here, "시작"), f"시작과 끝({plan.start} ~ {plan.end})은 {year}년 안에서 앞뒤가 맞아야 합니다.")
    regions = plan.regions or settings.regions
    if plan.regions or plan.all_dongs:
        where = (*here, REGION if plan.regions else "모든_동")
        _check_regions(settings, regions, plan.all_dongs or settings.all_dongs, where, mistakes)
    if plan.budget:
        _check_budget(plan.budget, settings.unit, len(regions), (*here, "예산"), mistakes)
    for form_id, expected in plan.forms.items():
        _check_expected(form_id, expected, (*here, "서식", form_id), mistakes)
    numbers, word = {region.number for region in regions}, settings.unit.word
    for index, exception in enumerate(plan.exceptions):
        if exception.region is not None and exception.region not in numbers:
            mistakes.add((*here, "예외", index), f"예외의 {word} {exception.region}은(는) 없는 {word}입니다.")


def _check_expected(form_id: str, expected: ExpectedForm, path: NodePath, mistakes: _Mistakes) -> None:
    if not (expected.due or expected.rounds or (expected.months and expected.due_day_of_next_month)):
        mistakes.add(
            path, f"서식 '{form_id}'의 마감을 알 수 없습니다. '마감', '회차' 또는 '월'과 '다음달_마감일'을 적어 주세요."
        )
    for number, count in Counter(r.number for r in expected.rounds).items():
        if count > 1:
            mistakes.add((*path, "회차"), f"{number}회차가 {count}번 적혀 있습니다.")
    for index, monitoring_round in enumerate(expected.rounds):
        if monitoring_round.start > monitoring_round.end:
            mistakes.add((*path, "회차", index), f"{monitoring_round.number}회차의 끝이 시작보다 빠릅니다.")


def _check_budget(budget: Budget, unit: Unit, region_count: int, path: NodePath, mistakes: _Mistakes) -> None:
    for index, item in enumerate(budget.items):
        product = item.per_region_won * region_count
        if product != item.total_won:
            sentence = (
                f"'{item.name}'의 합계 {item.total_won:,}원이 "
                f"{unit.each} {item.per_region_won:,}원 × {unit.counted(region_count)} = {product:,}원과 다릅니다."
            )
            mistakes.add((*path, "과목", index), sentence)
    total = sum(item.total_won for item in budget.items)
    if total != budget.total_won:
        parts = " + ".join(f"{item.total_won:,}" for item in budget.items)
        mistakes.add((*path, "총액_원"), f"총액 {budget.total_won:,}원이 과목의 합 {parts} = {total:,}원과 다릅니다.")
