"""The blank workbooks of the returns that a region still owes, to go with the letter that asks for them.

Comes in: the run and the owed entries of its board. Goes out: bytes by file name, made like the templates that the
office sends out at the beginning of the year. Nothing is written here.
"""

from __future__ import annotations

from collections.abc import Iterable

from pipeline.joints.projects import names_of_projects
from pipeline.korean import korean_date
from pipeline.model.result import RunResult
from pipeline.model.returns import ExpectedReturn
from pipeline.templates import workbook_bytes, workbook_name
from pipeline.templates.year import context_of_slot


def blank_forms(result: RunResult, owed: Iterable[ExpectedReturn]) -> dict[str, bytes]:
    """File name -> bytes of one blank workbook for each entry: its region and month, and the projects that it planned
    where its plan came.
    """
    projects = names_of_projects(result)
    made = {}
    for entry in owed:
        form = result.forms[entry.slot.form]
        due = f"{korean_date(entry.due)}까지"
        context = context_of_slot(entry.slot, form, result.config, projects, due=due)
        made[workbook_name(form, context)] = workbook_bytes(form, result.forms.header(form), context)
    return made
