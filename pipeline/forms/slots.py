"""The returns that a year expects, and by when.

Comes in: forms and the year's settings. Goes out: slots with their due days, already moved to working days.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from pipeline.forms.form import Form
from pipeline.settings.load import YearConfig
from pipeline.settings.schema import ExpectedForm


@dataclass(frozen=True, slots=True)
class Slot:
    """One return that the year expects: of a form, from a region (None: the head office), for a month or round if
    any.
    """

    form: str
    region: int | None
    month: int | None = None
    round: int | None = None


def expected_slots(forms: Iterable[Form], config: YearConfig) -> list[tuple[Slot, date]]:
    """Every return that the year asks for with its due day, in the order of forms, regions and periods."""
    return [entry for form in forms for entry in slots_of_form(form, config)]


def slots_of_form(form: Form, config: YearConfig) -> list[tuple[Slot, date]]:
    """The slots of one form; [] where the year does not ask for it."""
    expected = config.expected(form.id)
    if expected is None:
        return []
    regions: Iterable[int | None] = config.regions if form.sender == "region" else (None,)
    return [
        (slot, config.working_day(due)) for region in regions for slot, due in _periods(form, expected, region, config)
    ]


def _periods(form: Form, expected: ExpectedForm, region: int | None, config: YearConfig) -> list[tuple[Slot, date]]:
    if form.period == "round" and expected.rounds:
        return [(Slot(form.id, region, None, r.number), r.due) for r in expected.rounds]
    if form.period == "month" and expected.months and expected.due_day_of_next_month:
        day = expected.due_day_of_next_month
        return [
            (Slot(form.id, region, month), date(config.year + month // 12, month % 12 + 1, day))
            for month in expected.months
        ]
    return [(Slot(form.id, region), expected.due or config.plan.end)]
