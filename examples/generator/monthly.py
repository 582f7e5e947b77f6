"""A month as a region reports it: meetings, joint projects, households in need, news.

Comes in: the settings, a region, its plan, the months that one file covers (one, or all in a year that asks for annual
sums). Goes out: rows. The coordinator comes to the first regional meeting of each half-year and to every plenary one.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from examples.generator import phrases
from examples.generator.days import MONTHS, dice, last_day, plenary_days, working_day_in
from examples.generator.projects import PlannedProject, result_rows
from examples.generator.submission import Row, Rows
from pipeline.settings.load import YearConfig
from pipeline.settings.schema import Region

REGIONAL, PLENARY = "권역회의", "전체회의"
YES, NO = "예", "아니오"
HALF_YEARS = (MONTHS[:6], MONTHS[6:])


def monthly_tables(
    config: YearConfig, region: Region, projects: Sequence[PlannedProject], months: Sequence[int], seed: int
) -> dict[str, Rows]:
    """The four tables of the monthly results."""
    return {
        "meetings": [row for month in months for row in _meetings(config, region, month, seed)],
        "project_results": result_rows(projects, months, region.number, seed),
        "households": [_household(region, dong, months, seed) for dong in region.dongs],
        "newsletter": _news(config, region, months[-1], seed),
    }


def coordinator_months(config: YearConfig) -> frozenset[int]:
    """The months whose regional meeting the district's coordinator attends: the first of each half-year."""
    expected = config.expected("monthly_results")
    months = (expected.months if expected else ()) or MONTHS
    return frozenset(min(asked) for half in HALF_YEARS if (asked := [month for month in half if month in months]))


def _meetings(config: YearConfig, region: Region, month: int, seed: int) -> Rows:
    chance = dice(seed, "meetings", region.number, month)
    attended = YES if month in coordinator_months(config) else NO
    regional: Row = {
        "kind": REGIONAL,
        "meeting_date": working_day_in(config, month, chance.randint(8, 18)),
        "place": chance.choice(phrases.PLACES),
        "coordinator_attended": attended,
        "supervisor_count": len(region.dongs) - (chance.random() < 0.25 and len(region.dongs) > 1),
        "lead_staff_count": chance.randint(2, 4),
        "other_count": chance.randint(0, 3),
        "agenda": chance.choice(phrases.AGENDAS),
        "result": chance.choice(phrases.DECISIONS),
    }
    day = plenary_days(config).get(month)
    if day is None:
        return [regional]
    plenary: Row = {
        "kind": PLENARY,
        "meeting_date": day,
        "place": _office_place(month, seed),
        "coordinator_attended": YES,
        "supervisor_count": chance.randint(0, len(region.dongs)),
        "lead_staff_count": chance.randint(1, 3),
        "other_count": 0,
        "agenda": phrases.PLENARY_AGENDA,
        "result": phrases.PLENARY_RESULT,
    }
    return [regional, plenary]


def _office_place(month: int, seed: int) -> str:
    """Where the plenary meeting of a month was: the same in every region's return and in the head office's."""
    return dice(seed, "plenary", month).choice(phrases.OFFICE_PLACES)


def _household(region: Region, dong: str, months: Sequence[int], seed: int) -> Row:
    found = supported = shared = 0
    for month in months:
        chance = dice(seed, "households", region.number, dong, month)
        new = chance.choice((0, 1, 1, 2, 2, 3))
        found, supported, shared = (
            found + new,
            supported + new + chance.randint(0, 3),
            shared + min(new, chance.randint(0, 2)),
        )
    return {"dong": dong, "found_count": found, "support_count": supported, "shared_count": shared}


def _news(config: YearConfig, region: Region, month: int, seed: int) -> Rows:
    chance = dice(seed, "news", region.number, month)
    senders = [region.lead, *(f"{dong}주민센터" for dong in region.dongs)]
    rows: Rows = []
    for kind, title in chance.sample(phrases.NEWS, chance.randint(2, 4)):
        row: Row = {
            "organisation": chance.choice(senders),
            "kind": kind,
            "title": title.format(dong=chance.choice(region.dongs)),
            "content": chance.choice(phrases.NEWS_CONTENTS),
        }
        if kind in ("행사", "모집"):
            row["item_date"] = last_day(config.year, month) + timedelta(days=chance.randint(3, 25))
        rows.append(row)
    return rows
