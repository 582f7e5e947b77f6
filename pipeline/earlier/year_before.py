"""Finds the figures of the year before: as published, else from its returns, else none with the reason.

Comes in: this year's settings and the folders. Goes out: ``YearBefore``. An earlier year is read in the same way as
this one (by the function passed in), but without its own year before.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

from pipeline.earlier.results import YearBefore, figures_from_results, standing_of_results
from pipeline.forms.form import FormSet
from pipeline.korean import korean_date
from pipeline.model.result import RunResult
from pipeline.settings.load import YearConfig

RESULTS = "results.json"

RunOfYear = Callable[[int, Path], RunResult | None]
"""Runs another year over the returns in a folder; None where there are none or that year cannot be read."""


def find_year_before(config: YearConfig, forms: FormSet, root: Path, output: Path, run_of: RunOfYear) -> YearBefore:
    """The year before: as it was published beside ``output`` or in output/, else from its returns; else only a note.

    Its returns lie in input/, or where the settings say (전년_자료). A results.json from the middle of its year is
    ignored, because its sums are not those of a whole year. A published year whose returns are still in input/ is added
    up again. Figures that were still provisional come with a note that says so. Raises ConfigError for a results.json
    that the program did not write.
    """
    year = config.year - 1
    note = f"{year}년 자료가 없어 전년과 비교하지 않음"
    returns = root / "input" / str(year)
    for published in _published(config.year, root, output):
        is_final, as_of = standing_of_results(published)
        if as_of is None or as_of >= _last_day(config, year):
            again = run_of(year, returns)
            return YearBefore(
                figures_from_results(published, forms, year),
                note="" if is_final else _provisional(year),
                again=again.figures if again else None,
                published=_shown(published, root),
            )
        note = f"{year}년 결과가 연도 중(기준일 {korean_date(as_of)})의 것이어서 전년과 비교하지 않음"
    named = config.plan.before
    for folder in [returns, *([config.path.parent / named] if named else [])]:
        found = run_of(year, folder)
        if found is not None:
            return YearBefore(found.figures, note="" if found.is_final else _provisional(year))
    return YearBefore(note=note)


def _last_day(config: YearConfig, year: int) -> date:
    """The day on which that year is over by the settings, or by the calendar where the settings no longer have that
    year.
    """
    plan = config.settings.years.get(year)
    return plan.end if plan is not None else date(year, 12, 31)


def _published(this_year: int, root: Path, output: Path) -> list[Path]:
    """The paths where last year's results may be: beside this year's results, and in output/."""
    name = str(this_year - 1)
    folders = [output.with_name(name)] if output.name == str(this_year) else []
    folders.append(root / "output" / name)
    return [folder / RESULTS for folder in folders if (folder / RESULTS).is_file()]


def _shown(path: Path, root: Path) -> str:
    """The place of a results.json as it may be printed: without the location of the folders on this computer."""
    return path.relative_to(root).as_posix() if path.is_relative_to(root) else f"{path.parent.name}/{path.name}"


def _provisional(year: int) -> str:
    return f"{year}년 수는 잠정이어서 전년과 비교한 수가 바뀔 수 있음"
