"""Facts -> what the report says: sections, tables, sentences, chart data. No DOCX here.

Comes in: a ``RunResult``. Goes out: a ``Report`` of blocks, its sections in the order of the settings.
"""

from __future__ import annotations

from collections.abc import Callable

from pipeline.blocks import Block, Heading, Item, Report, line
from pipeline.content.first_page import build_first_page, report_title
from pipeline.content.monitoring import build_monitoring
from pipeline.content.overview import build_overview
from pipeline.content.projects import build_projects
from pipeline.content.submission import build_submission
from pipeline.result import RunResult

__all__ = ["build_report"]

Section = Callable[[RunResult], list[Block]]

SECTIONS: dict[str, Section] = {
    "요약": build_first_page,
    "추진개요": build_overview,
    "전화모니터링": build_monitoring,
    "공동사업": build_projects,
    "제출현황": build_submission,
}


def build_report(result: RunResult) -> Report:
    """The whole report. A section without data is left out, or says so, as the settings ask."""
    blocks: list[Block] = []
    for name in result.config.settings.report.sections:
        build = SECTIONS.get(name)
        if build is None:
            continue
        section = build(result)
        if not section and result.config.settings.report.empty_section == "표시":
            section = [Heading(1, name), Item(1, line("제출된 자료가 없음"))]
        blocks += section
    title = report_title(result)
    department = result.config.settings.office.department
    properties = {
        "title": title,
        "subject": result.config.programme_name,
        "author": department,
        "created": f"{result.as_of.isoformat()}T00:00:00",
    }
    return Report(title, tuple(blocks), properties, header_text=title)
