"""What is known when a workbook is made: the year, the region and its names, and the texts that follow from them.

Comes in: values from the settings (and from a plan that came back). Goes out: choices, titles, known header values
and file names. It knows the ids of the shared header fields, but no form and no table.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from pipeline.forms.form import Column, Form
from pipeline.model.words import ANNUAL

YES_NO = ("예", "아니오")
NO_CLOCK = datetime(2000, 1, 1)  # a fixed creation date, so that the same input gives the same bytes
DEFAULT_DEPARTMENT = "총괄부서"
_NOT_IN_FILE_NAMES = re.compile(r'[<>:"/\\|?*\x00-\x1f]')


@dataclass(frozen=True, slots=True)
class TemplateContext:
    """Everything about one workbook that its form does not say. Empty values are unknown and are left for people to
    fill in.

    ``region`` is None for the head office. ``projects`` are (project, its activities) of a plan that came back.
    ``annual`` makes one monthly form cover the whole year. ``due`` replaces the form's own deadline in the title lines;
    ``mark`` (such as "예시") is shown in the title of every sheet.
    """

    year: int
    region: int | None
    region_name: str = ""
    lead: str = ""
    dongs: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()
    leads: tuple[str, ...] = ()
    budget_items: tuple[str, ...] = ()
    projects: tuple[tuple[str, tuple[str, ...]], ...] = ()
    month: int | None = None
    annual: bool = False
    round: int | None = None
    programme: str = ""
    unit: str = "권역"
    department: str = ""
    due: str = ""
    mark: str = ""
    created: datetime = NO_CLOCK


@dataclass(frozen=True, slots=True)
class Filling:
    """Values to write into a workbook: header field id -> value, and table id -> rows of column id -> value.

    A header field that is not named keeps its known value, one that is None stays blank. A table that is not named
    keeps its known rows; a table that is named holds only these rows. A value for a formula's column replaces the
    formula where it differs from the formula's result, as if someone had typed over it.
    """

    header: Mapping[str, object] = field(default_factory=dict)
    tables: Mapping[str, list[dict[str, object]]] = field(default_factory=dict)


def choices_of(column: Column, context: TemplateContext) -> tuple[str, ...]:
    """What the column's drop-down offers, in order, each once; () where anything may be typed or nothing is known yet.

    A column's extra choices alone make no list: without the names from the settings there is no drop-down.
    """
    if column.type == "yes_no":
        return YES_NO
    known: dict[str, tuple[str, ...]] = {
        "dongs": context.dongs,
        "regions": context.regions,
        "leads": context.leads,
        "budget_items": context.budget_items,
        "projects": tuple(project for project, _ in context.projects),
        "activities": tuple(activity for _, activities in context.projects for activity in activities),
    }
    named = column.choices or known.get(column.choices_from, ())
    return tuple(dict.fromkeys((*named, *column.extra_choices))) if named else ()


def known_header(form: Form, context: TemplateContext) -> dict[str, int | str]:
    """Header field id -> the value that is known before anyone fills the form in."""
    values: dict[str, int | str | None] = {
        "year": context.year,
        "region": context.region_name,
        "lead": context.lead,
        "month": ANNUAL if context.annual else context.month,
    }
    return {name: value for name, value in values.items() if value and name in form.header}


def fixed_header(form: Form, context: TemplateContext) -> dict[str, int | str]:
    """The known header values that say what the workbook is for: a different value belongs into a different
    workbook.
    """
    return {name: value for name, value in known_header(form, context).items() if name != "lead"}


def period_text(form: Form, context: TemplateContext) -> str:
    """What part of the year the workbook is for: "4월", "연간", "1차"; "" for the whole year or where it is unknown."""
    if form.period == "month" and context.annual:
        return ANNUAL
    if form.period == "month" and context.month:
        return f"{context.month}월"
    return f"{context.round}차" if form.period == "round" and context.round else ""


def title_line(form: Form, context: TemplateContext) -> str:
    """The title of the workbook: "2021년 1권역 월별실적 (4월) [예시]"."""
    period = period_text(form, context)
    parts = [f"{context.year}년", context.region_name, form.name, f"({period})" if period else ""]
    return " ".join(part for part in (*parts, f"[{context.mark}]" if context.mark else "") if part)


def due_text(form: Form, context: TemplateContext) -> str:
    """When the form is due; the settings' date takes precedence over the form's own words."""
    return context.due or form.due


def department_of(context: TemplateContext) -> str:
    """Whom the workbook is sent to."""
    return context.department or DEFAULT_DEPARTMENT


def note_line(form: Form, context: TemplateContext) -> str:
    """The line below the title: programme, deadline, whom to send it to."""
    due = due_text(form, context)
    sent_to = f"보낼 곳: {department_of(context)}" if form.sender == "region" else ""
    return "  ·  ".join(part for part in (context.programme, f"기한: {due}" if due else "", sent_to) if part)


def date_bounds(column: Column, context: TemplateContext) -> tuple[date, date] | None:
    """First and last date that a date column accepts; None where any date is allowed.

    "month" means the month of the workbook; where that is not known, or the workbook is for the whole year, the year.
    """
    if column.within == "any":
        return None
    if column.within == "month" and context.month and not context.annual:
        following = date(context.year + context.month // 12, context.month % 12 + 1, 1)
        return date(context.year, context.month, 1), date.fromordinal(following.toordinal() - 1)
    return date(context.year, 1, 1), date(context.year, 12, 31)


def workbook_name(form: Form, context: TemplateContext) -> str:
    """The file name: "1권역_월별실적_2021년_04월.xlsx". Characters that Windows refuses become "_"; always NFC."""
    period = period_text(form, context)
    if period.endswith("월"):
        period = f"{context.month:02d}월"
    parts = [context.region_name, form.name, f"{context.year}년", period]
    return f"{file_name_of('_'.join(part for part in parts if part))}.xlsx"


def file_name_of(text: str) -> str:
    """The text as a name that every system accepts."""
    return _NOT_IN_FILE_NAMES.sub("_", unicodedata.normalize("NFC", text))
