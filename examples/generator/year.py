"""A whole year of returns, all on time, complete and without a mistake.

Comes in: the settings of a year, the forms, a seed. Goes out: one submission for every return that the year expects, in
the order of forms, regions and periods. Forms that this package cannot fill are left out.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from examples.generator import phrases
from examples.generator.days import MONTHS, dice, joint_months, written_before
from examples.generator.money import settlement_tables
from examples.generator.monitoring import monitoring_tables
from examples.generator.monthly import monthly_tables
from examples.generator.office import head_office_tables
from examples.generator.plans import operating_plan_tables
from examples.generator.projects import PlannedProject, plan_projects, plan_tables, planned_names
from examples.generator.submission import Rows, Submission
from pipeline.forms.form import Form, FormSet
from pipeline.forms.slots import Slot, expected_slots
from pipeline.korean import korean_date
from pipeline.settings.load import YearConfig
from pipeline.templates import Filling, TemplateContext, workbook_name
from pipeline.templates.context import ANNUAL
from pipeline.templates.year import context_of_slot

MARK = "예시"
DAYS_BEFORE_DUE = {"month": 5, "round": 6, "year": 9}
HAS_ACTIVITY = "있음"


@dataclass(frozen=True, slots=True)
class _Maker:
    """What every builder of tables gets to know."""

    config: YearConfig
    forms: FormSet
    seed: int
    plans: Mapping[int, tuple[PlannedProject, ...]]

    def months(self, slot: Slot) -> tuple[int, ...]:
        return (slot.month,) if slot.month is not None else MONTHS


Tables = dict[str, Rows]
BUILDERS: dict[str, Callable[[_Maker, Slot], Tables]] = {
    "operating_plan": lambda maker, slot: operating_plan_tables(
        maker.config, maker.config.regions[slot.region or 0], maker.forms[slot.form], maker.seed
    ),
    "joint_project_plan": lambda maker, slot: plan_tables(maker.plans[slot.region or 0]),
    "monthly_results": lambda maker, slot: monthly_tables(
        maker.config,
        maker.config.regions[slot.region or 0],
        maker.plans[slot.region or 0],
        maker.months(slot),
        maker.seed,
    ),
    "phone_monitoring": lambda maker, slot: monitoring_tables(
        maker.config, maker.config.regions[slot.region or 0], slot.round, maker.seed
    ),
    "settlement": lambda maker, slot: settlement_tables(
        maker.config, slot.region or 0, maker.plans[slot.region or 0], maker.seed
    ),
    "head_office": lambda maker, slot: head_office_tables(maker.config, maker.seed),
}


def build_year(config: YearConfig, forms: FormSet, seed: int, *, mark: str = MARK) -> list[Submission]:
    """Every return of the year, one for each slot; ``mark`` stands in the title of every sheet."""
    plans = {region: plan_projects(config, region, seed) for region in config.regions}
    maker = _Maker(config, forms, seed, plans)
    return [_submission(maker, slot, due, mark) for slot, due in expected_slots(forms, config) if slot.form in BUILDERS]


def _submission(maker: _Maker, slot: Slot, due: date, mark: str) -> Submission:
    config, form = maker.config, maker.forms[slot.form]
    expected = config.expected(form.id)
    asked = expected.tables if expected else ()
    tables = {name: rows for name, rows in BUILDERS[form.id](maker, slot).items() if not asked or name in asked}
    context = context_of_slot(slot, form, config, _offered(maker, slot), due=korean_date(due) + "까지", mark=mark)
    written = written_before(config, due, DAYS_BEFORE_DUE[form.period], dice(maker.seed, "written", slot))
    return Submission(slot, context, Filling(_header(form, context, written), tables), file_of(form, context))


def _offered(maker: _Maker, slot: Slot) -> dict[int, tuple[tuple[str, tuple[str, ...]], ...]]:
    """The planned names that the blank form offers: none before the projects have begun."""
    if slot.region is None or slot.form != "monthly_results":
        return {}
    months = maker.months(slot)
    if not set(months) & set(joint_months(maker.config)):
        return {}
    return {slot.region: planned_names(maker.plans[slot.region], months)}


def _header(form: Form, context: TemplateContext, written: date) -> dict[str, object]:
    author = phrases.AUTHOR if form.sender == "region" else phrases.HEAD_OFFICE_AUTHOR
    values: dict[str, object] = {"author": author, "date": written}
    if "activity_state" in form.header:
        values["activity_state"] = HAS_ACTIVITY
    if "month" in form.header and context.annual:
        values["month"] = ANNUAL
    return values


def file_of(form: Form, context: TemplateContext) -> str:
    """Where an officer would put the file: months together, everything else with its region."""
    name = workbook_name(form, context)
    if form.period == "month" and context.month is not None:
        return f"{form.name}/{context.month:02d}월/{name}"
    return f"{context.region_name or context.department}/{name}"
