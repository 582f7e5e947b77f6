"""A region's operating plan for the year: who takes part, what to solve together, in which stages, when to meet.

Comes in: the settings, a region, the form (for the names of its stages). Goes out: rows.
"""

from __future__ import annotations

from datetime import date

from examples.generator import phrases
from examples.generator.days import MONTHS, dice, last_day, working_day_in
from examples.generator.submission import Row, Rows
from pipeline.forms.form import Form
from pipeline.settings.load import YearConfig
from pipeline.settings.schema import Region

LEAD, DONG_CENTRE, PARTNER = "대표기관", "동주민센터", "참여기관"
STEPS_A_STAGE = 2
PROBLEMS_A_REGION = 3


def operating_plan_tables(config: YearConfig, region: Region, form: Form, seed: int) -> dict[str, Rows]:
    """The four tables of the operating plan."""
    chance = dice(seed, "operating", region.number)
    problems: Rows = [
        {"number": number, "problem": problem, "evidence": evidence, "direction": direction}
        for number, (problem, evidence, direction) in enumerate(
            chance.sample(phrases.PROBLEMS, PROBLEMS_A_REGION), start=1
        )
    ]
    meetings: Rows = [
        {
            "month": month,
            "planned_date": working_day_in(config, month, chance.randint(8, 18)),
            "place": chance.choice(phrases.PLACES),
            "agenda": chance.choice(phrases.AGENDAS),
        }
        for month in MONTHS
    ]
    return {
        "organisations": _organisations(region, seed),
        "problems": problems,
        "stages": _stages(config, region, form),
        "meeting_plan": meetings,
    }


def _organisations(region: Region, seed: int) -> Rows:
    chance = dice(seed, "organisations", region.number)
    named: list[tuple[str, str, str]] = [(LEAD, region.lead, phrases.DEPARTMENT_OF_LEAD)]
    named += [(DONG_CENTRE, f"{dong}주민센터", phrases.DEPARTMENT_OF_DONG) for dong in region.dongs]
    named += [(PARTNER, name, "") for name in chance.sample(phrases.PARTNERS, chance.randint(1, 2))]
    return [
        {"kind": kind, "organisation": name, "department": department, "staff_count": chance.randint(1, 3)}
        for kind, name, department in named
    ]


def _stages(config: YearConfig, region: Region, form: Form) -> Rows:
    """Two steps for each of the form's stages, inside the months that the settings give the stage."""
    rows: Rows = []
    choices = form.table("stages").column("stage").choices
    for position, choice in enumerate(choices):
        known = next((stage for stage in config.plan.stages if stage.number == position + 1), None)
        first = known.start_month if known else 1 + position * len(MONTHS) // len(choices)
        last = known.end_month if known else (position + 1) * len(MONTHS) // len(choices)
        contents = (known.contents if known else ()) or (choice, f"{choice} 점검")
        for content in contents[:STEPS_A_STAGE]:
            row: Row = {
                "stage": choice,
                "start_date": date(config.year, first, 1),
                "end_date": last_day(config.year, last),
                "content": content,
                "organisation": region.lead,
            }
            rows.append(row)
    return rows
