"""Which workbooks a year needs: one context for every return that the settings expect.

Comes in: a form, the year's settings and, where plans came back, the planned projects. Goes out: contexts, each for one
file. It decides nothing about the workbook itself.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from pipeline.forms.form import Form
from pipeline.forms.slots import Slot, slots_of_form
from pipeline.korean import korean_date
from pipeline.settings.load import YearConfig
from pipeline.templates.context import TemplateContext

Projects = Mapping[int, tuple[tuple[str, tuple[str, ...]], ...]]


def contexts_of_year(form: Form, config: YearConfig, projects: Projects | None = None) -> Iterator[TemplateContext]:
    """One context per file: for every region (or the head office once) and every month or round that the year asks for.

    ``projects`` gives the planned (project, activities) by region. Nothing where the year does not ask for the form.
    """
    for slot, due in slots_of_form(form, config):
        yield context_of_slot(slot, form, config, projects, due=korean_date(due) + "까지")


def context_of_slot(
    slot: Slot, form: Form, config: YearConfig, projects: Projects | None = None, *, due: str = "", mark: str = ""
) -> TemplateContext:
    """Everything that is known about the workbook of one slot."""
    region = config.regions.get(slot.region) if slot.region is not None else None
    expected = config.expected(form.id)
    return TemplateContext(
        year=config.year,
        region=slot.region,
        region_name=region.name if region else "",
        lead=region.lead if region else "",
        dongs=region.dongs if region else (),
        regions=tuple(each.name for each in config.regions.values()),
        leads=tuple(each.lead for each in config.regions.values() if each.lead),
        budget_items=config.budget_items,
        projects=(projects or {}).get(slot.region, ()) if slot.region is not None else (),
        month=slot.month,
        annual=form.period == "month" and bool(expected and expected.annual),
        round=slot.round,
        unit=config.unit.word,
        programme=config.programme_name,
        department=config.settings.office.department,
        due=due,
        mark=mark,
    )
