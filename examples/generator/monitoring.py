"""A round of phone monitoring in a region, dong by dong.

Comes in: the settings' round, a region. Goes out: rows of about two hundred people a dong and six calls a person, the
size of the real first round.
"""

from __future__ import annotations

from examples.generator import phrases
from examples.generator.days import dice
from examples.generator.submission import Row, Rows
from pipeline.settings.load import YearConfig
from pipeline.settings.schema import MonitoringRound, Region

FEWEST, MOST = 130, 290
FEWEST_CALLS, MOST_CALLS = 4.6, 7.2


def monitoring_tables(config: YearConfig, region: Region, number: int | None, seed: int) -> dict[str, Rows]:
    """The one table of the phone monitoring, for a round of the settings."""
    expected = config.expected("phone_monitoring")
    rounds = [r for r in (expected.rounds if expected else ()) if r.number == number]
    return {"monitoring": [row for r in rounds for row in _round(config, region, r, seed)]}


def _round(config: YearConfig, region: Region, monitored: MonitoringRound, seed: int) -> Rows:
    rows: Rows = []
    for position, dong in enumerate(region.dongs):
        usual = dice(seed, "people", region.number, dong).randint(FEWEST, MOST)
        chance = dice(seed, "round", region.number, dong, monitored.number)
        people = round(usual * chance.uniform(0.9, 1.1))
        row: Row = {
            "round": monitored.number,
            "dong": dong,
            "start_date": monitored.start,
            "end_date": monitored.end,
            "people_count": people,
            "consultation_count": round(people * chance.uniform(FEWEST_CALLS, MOST_CALLS)),
        }
        if position == 0 and region.number == next(iter(config.regions)):
            row["supported_organisation"] = phrases.SUPPORTED_ORGANISATION
            row["supported_people_count"] = people // 5
        rows.append(row)
    return rows
