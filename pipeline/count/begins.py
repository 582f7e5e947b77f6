"""The first month for which a table can have numbers: a project that begins in July has no results in February.

Comes in: forms, frames and the year. Goes out: months. For a month before the beginning nothing is missing in such a
table, and nothing is zero, even where its return is missing. Every month counts where the plan has not come, where a
beginning cannot be read, and where the plan has an error to correct or a doubt to confirm.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import date

import pandas as pd

from pipeline.forms.form import FormSet
from pipeline.model.returns import Beginnings
from pipeline.model.tables import TableFrames

Frames = Mapping[tuple[str, str], TableFrames]


def beginnings(
    forms: FormSet, frames: Frames, year: int, in_question: Collection[int] = ()
) -> dict[tuple[str, str], dict[int, Beginnings]]:
    """The beginnings by (form, table) and region, for the tables that declare where to find them (``begins_with``).

    ``in_question`` are the numbers of returns with an error to correct or a doubt to confirm: no beginning is taken
    from them.
    """
    found: dict[tuple[str, str], dict[int, Beginnings]] = {}
    for form in forms:
        for _, table in form.tables():
            if not table.begins_with:
                continue
            other, plan, column = table.begins_with.split(".")
            planned = _planned(frames.get((other, plan)), column, year, in_question)
            first = {region: min(months.values()) for region, months in planned.items()}
            for region, project, month in _reported(frames.get((form.id, table.id))):
                if region in first:  # something began before the plan, or without one
                    first[region] = min(month, first[region])
                    if project in planned[region]:
                        planned[region][project] = min(month, planned[region][project])
            found[form.id, table.id] = {region: Beginnings(planned[region], month) for region, month in first.items()}
    return found


def _planned(
    frames: TableFrames | None, column: str, year: int, in_question: Collection[int]
) -> dict[int, dict[str, int]]:
    """The first month of each project by region; a region with a beginning that cannot be trusted is left out."""
    if frames is None or frames.values.empty:
        return {}
    found: dict[int, dict[str, int]] = {}
    vague = set()
    values = frames.values
    told = zip(values.index, values["return_region"], values["project"], values[column], strict=True)
    for place, region, project, day in told:
        if pd.isna(region):
            continue
        is_open = place in frames.left_out or place[0] in in_question
        if is_open or not isinstance(project, str) or not isinstance(day, date) or day.year > year:
            vague.add(int(region))
            continue
        month = day.month if day.year == year else 1
        months = found.setdefault(int(region), {})
        months[project] = min(month, months.get(project, month))
    return {region: months for region, months in found.items() if region not in vague}


def _reported(frames: TableFrames | None) -> Iterable[tuple[int, str, int]]:
    """(region, project, month) of every row of the returns."""
    if frames is None or frames.values.empty:
        return
    values = frames.values
    for region, project, month in zip(values["return_region"], values["project"], values["return_month"], strict=True):
        if not pd.isna(region) and not pd.isna(month) and isinstance(project, str):
            yield int(region), project, int(month)
