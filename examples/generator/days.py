"""Days that a real office could have chosen: working days inside their month, and written before they were due.

Comes in: the settings' holidays. Goes out: dates. It never asks what day it is.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from random import Random

from pipeline.settings.load import YearConfig

MONTHS = tuple(range(1, 13))
PLENARY_DAY = 20


def dice(seed: int, *parts: object) -> Random:
    """A stream of its own for every part, so that one return does not change when another is added."""
    return Random("/".join(str(part) for part in (seed, *parts)))


def is_working(day: date, config: YearConfig) -> bool:
    """Whether the office works that day."""
    return config.working_day(day) == day


def last_day(year: int, month: int) -> date:
    """The month's last day."""
    return date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)


def working_day_in(config: YearConfig, month: int, day: int) -> date:
    """The working day of that month which is nearest after ``day``, else the nearest before it."""
    wanted = date(config.year, month, min(day, last_day(config.year, month).day))
    later = config.working_day(wanted)
    return later if later.month == month and later.year == config.year else not_after(config, wanted)


def not_after(config: YearConfig, day: date) -> date:
    """``day``, or the last working day before it."""
    while not is_working(day, config):
        day -= timedelta(days=1)
    return day


def written_before(config: YearConfig, due: date, at_most: int, chance: Random) -> date:
    """A working day up to ``at_most`` days before a return was due."""
    return not_after(config, due - timedelta(days=chance.randint(0, at_most)))


def plenary_days(config: YearConfig) -> dict[int, date]:
    """Month -> day of the quarter's plenary meeting, which head office and regions must report alike."""
    return {month: working_day_in(config, month, PLENARY_DAY) for month in MONTHS if month % 3 == 0}


def joint_months(config: YearConfig) -> Sequence[int]:
    """The months of the joint projects: those of the year's last stage, else the second half."""
    if not config.plan.stages:
        return MONTHS[6:]
    last = max(config.plan.stages, key=lambda stage: stage.number)
    return MONTHS[last.start_month - 1 : last.end_month]
