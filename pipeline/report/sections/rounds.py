"""Monitoring rounds: which there were, their names and their dates.

Comes in: the run. Goes out: numbers, names, days. The days are those that the regions filled in, or those of the
settings where no region did.
"""

from __future__ import annotations

from datetime import date

import pandas as pd

from pipeline.forms.ids import PHONE_MONITORING
from pipeline.model.figures import Figures
from pipeline.model.result import RunResult
from pipeline.settings.load import YearConfig
from pipeline.settings.schema import MonitoringRound

TABLE = "monitoring"
Days = tuple[date, date]


def rounds_with_data(figures: Figures) -> list[int]:
    """The rounds for which the office has a number of people, ascending."""
    numbers = {f.round for f in figures.of("people") if f.round is not None and f.region is None}
    return sorted(n for n in numbers if figures.get("people", round=n).value is not None)


def rounds_before(previous: Figures | None) -> int:
    """How many rounds the year before had; 0 where that is not known."""
    return len({f.round for f in previous.of("people") if f.round is not None}) if previous else 0


def round_name(config: YearConfig, number: int) -> str:
    """The round's name in the settings, else "2회차 전화 모니터링"."""
    planned = _planned(config, config.year, number)
    return planned.name if planned else f"{number}회차 전화 모니터링"


def calls_name(config: YearConfig, number: int) -> str:
    """What the settings call the round's consultations in its table: "상담", or "실적" as the office called it in
    2020.
    """
    planned = _planned(config, config.year, number)
    return planned.calls_name if planned else "상담"


def round_words(config: YearConfig, number: int) -> tuple[str, ...]:
    """("2회차",): the words for a round; () in a year that asks for a single round."""
    asked = config.plan.forms.values()
    return (f"{number}회차",) if any(len(form.rounds) > 1 for form in asked) else ()


def period_of_round(result: RunResult, number: int) -> Days | None:
    """First and last day of a round as the regions filled them in, or as the settings have them where no region did."""
    frames = result.frames.get((PHONE_MONITORING, TABLE))
    if frames is not None and not frames.values.empty:
        rows = frames.counted
        days = [
            (start, end)
            for own, start, end in zip(rows["round"], rows["start_date"], rows["end_date"], strict=True)
            if own is not pd.NA and own == number
        ]
        starts = [start for start, _ in days if isinstance(start, date)]
        ends = [end for _, end in days if isinstance(end, date)]
        if starts and ends:
            return min(starts), max(ends)
    planned = _planned(result.config, result.config.year, number)
    return (planned.start, planned.end) if planned else None


def period_before(config: YearConfig, number: int) -> Days | None:
    """The days of last year's round with the same number, from the settings; None where they do not name it."""
    planned = _planned(config, config.year - 1, number)
    return (planned.start, planned.end) if planned else None


def is_same_season(result: RunResult, number: int) -> bool:
    """Whether a round and last year's round with the same number were held at the same time of the year. That is so
    when they share at least half the days of the longer one. The number alone proves nothing: the first round may be in
    spring one year and in autumn the next.
    """
    now, before = period_of_round(result, number), period_before(result.config, number)
    if now is None or before is None:
        return False
    (start, end), (first, last) = (_in_year(days, now[0].year) for days in (now, before))
    shared = (min(end, last) - max(start, first)).days + 1
    longer = max((end - start).days, (last - first).days) + 1
    return shared * 2 >= longer


def _in_year(days: Days, year: int) -> Days:
    """The same days moved to another year; 29 February becomes the 28th."""
    moved = []
    for day in days:
        leap_day = (day.month, day.day) == (2, 29)
        moved.append(date(year + day.year - days[0].year, day.month, 28 if leap_day else day.day))
    return moved[0], moved[1]


def _planned(config: YearConfig, year: int, number: int) -> MonitoringRound | None:
    plan = config.settings.years.get(year)
    asked = plan.forms.get(PHONE_MONITORING) if plan else None
    return next((r for r in asked.rounds if r.number == number), None) if asked else None
