"""The 대조 sheets: where two forms (or a form and the settings) state the same thing, side by side.

Comes in: the run. Goes out: a sheet for each pair of documents whose tables the year asks for.
"""

from __future__ import annotations

from pipeline.model.result import RunResult
from pipeline.records.findings.meetings import dong_sheet, meeting_sheet
from pipeline.records.findings.money import money_sheets
from pipeline.records.findings.projects import project_sheet
from pipeline.sheets.drawing import Sheet


def build_joints(result: RunResult) -> list[Sheet]:
    """The sheets in a fixed order, without those that this year does not need."""
    return [
        sheet
        for sheet in (
            project_sheet(result),
            *money_sheets(result),
            meeting_sheet(result),
            dong_sheet(result.config, result.figures),
        )
        if sheet is not None
    ]
