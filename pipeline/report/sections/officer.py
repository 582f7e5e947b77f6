"""담당자 확인 자료: what the officer in charge needs to know behind the report, and the head of department does not.

Comes in: the run, the blocks of the body and the attachments before. Goes out: the tables of the last attachment. It
states the report's own limits, so that no reader has to guess them: what is owed, what was left out, what was allowed.
"""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.model.result import RunResult
from pipeline.report.blocks import Block, TableBlock
from pipeline.report.sections.finishing import OFFICER
from pipeline.report.sections.judgement import facts_table
from pipeline.report.sections.meetings import has_meetings, matrix_table
from pipeline.report.sections.newsletter import digest_table
from pipeline.report.sections.sources import Attachment, source_table
from pipeline.report.sections.stages import problems_table
from pipeline.report.sections.submission import submission_tables


def build_officer_part(result: RunResult, body: Sequence[Block], attachments: Sequence[Attachment]) -> list[Block]:
    """The tables; [] where there is nothing to report."""
    tables: list[TableBlock | None] = [
        facts_table(result),
        *submission_tables(result),
        matrix_table(result) if has_meetings(result) else None,
        problems_table(result),
        digest_table(result),
    ]
    own: list[Block] = [table for table in tables if table is not None]
    return [*own, *source_table(result, body, [*attachments, (OFFICER, own)])]
