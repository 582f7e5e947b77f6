"""The head office's own return: what it did through the year, and what it granted to whom.

Comes in: the settings' duties and budget. Goes out: rows. The plenary meetings are the ones that the regions report.
"""

from __future__ import annotations

from datetime import date

from examples.generator import phrases
from examples.generator.days import dice, plenary_days, working_day_in
from examples.generator.monthly import PLENARY
from examples.generator.submission import Row, Rows
from pipeline.settings.load import YearConfig
from pipeline.settings.schema import Duty

GRANT_DAY = 25
USUAL_MONTH, GRANT_MONTH = 4, 3
MOST_IN_A_ROOM = 45


def head_office_tables(config: YearConfig, seed: int) -> dict[str, Rows]:
    """The two tables of the head office's results."""
    activities = [
        row for duty in config.plan.duties if duty.kind and duty.kind != PLENARY for row in _duty(config, duty, seed)
    ]
    activities += [_plenary(config, month, day, seed) for month, day in plenary_days(config).items()]
    return {
        "activities": sorted(activities, key=lambda row: str(row["activity_date"])),
        "grants": _grants(config, seed),
    }


def _duty(config: YearConfig, duty: Duty, seed: int) -> Rows:
    """As many rows as the settings ask for, in the months that they name."""
    chance = dice(seed, "duty", duty.what)
    months = sorted(chance.sample(duty.months, min(duty.times, len(duty.months)))) if duty.months else [USUAL_MONTH]
    return [
        _activity(config, duty.kind, duty.what, working_day_in(config, month, chance.randint(6, 24)), seed)
        for month in months
    ]


def _plenary(config: YearConfig, month: int, day: date, seed: int) -> Row:
    row = _activity(config, PLENARY, f"{(month - 1) // 3 + 1}분기 전체회의", day, seed)
    return {**row, "place": dice(seed, "plenary", month).choice(phrases.OFFICE_PLACES)}


def _activity(config: YearConfig, kind: str, content: str, day: date, seed: int) -> Row:
    chance = dice(seed, "activity", kind, day)
    people = min(MOST_IN_A_ROOM, 3 * len(config.regions) + chance.randint(2, 12))
    return {
        "kind": kind,
        "activity_date": day,
        "place": chance.choice(phrases.OFFICE_PLACES),
        "attendee_count": people,
        "content": content,
        "result": phrases.OFFICE_RESULTS.get(kind, "계획대로 마침"),
    }


def _grants(config: YearConfig, seed: int) -> Rows:
    if config.plan.budget is None:
        return []
    months = [month for duty in config.plan.duties if duty.table == "grants" for month in duty.months]
    month = months[0] if months else GRANT_MONTH
    day = working_day_in(config, month, dice(seed, "grants").randint(GRANT_DAY - 4, GRANT_DAY))
    return [
        {"region": region.name, "item": item.name, "grant_date": day, "granted_won": item.per_region_won}
        for region in config.regions.values()
        for item in config.plan.budget.items
    ]
