"""Facts -> what the report says: sections, tables, sentences, chart data. No DOCX here.

Comes in: a ``RunResult``. Goes out: a ``Report`` of blocks, its sections in the order of the settings.
"""

from __future__ import annotations

from collections.abc import Callable

from pipeline.model.result import RunResult
from pipeline.report.blocks import Block, Heading, Item, Report, line
from pipeline.report.sections.appendix import build_appendix
from pipeline.report.sections.code_blocks import CODE
from pipeline.report.sections.declared.places import At
from pipeline.report.sections.declared.section import build_section
from pipeline.report.sections.declared.words import words
from pipeline.report.sections.finishing import finished, months_title, regions_title
from pipeline.report.sections.first_page import build_first_page, report_title
from pipeline.report.sections.head_office import build_head_office
from pipeline.report.sections.judgement import build_judgement
from pipeline.report.sections.meetings import build_meetings
from pipeline.report.sections.next_year import build_next_year
from pipeline.report.sections.overview import build_overview
from pipeline.report.sections.projects import build_projects
from pipeline.report.sections.region_report import build_region_report, region_title
from pipeline.report.sections.stages import build_stages
from pipeline.report.sections.submission import build_submission

__all__ = ["SECTIONS", "build_report"]

Section = Callable[[RunResult], list[Block]]

SECTIONS: dict[str, Section] = {
    "요약": build_first_page,
    "추진개요": build_overview,
    "공동사업": build_projects,
    "회의": build_meetings,
    "단계별이행": build_stages,
    "총괄부서": build_head_office,
    "평가": build_judgement,
    "제출현황": build_submission,
    "다음해계획": build_next_year,
}
APPENDIX = "붙임"
SHOW_EMPTY = "표시"
# The titles of empty sections, for settings that want them shown; declared sections have titles of their own.
TITLES = {
    "공동사업": "{each} 공동사업 추진실적",
    "회의": "네트워크 회의 운영",
    "단계별이행": "단계별 이행",
    "총괄부서": "총괄부서 추진사항",
    "다음해계획": "다음 해 추진계획",
}


def build_report(result: RunResult, region: int | None = None) -> Report:
    """The whole report, or with ``region`` that region's own. Raises KeyError for a region that the year does not have.

    A section without data is left out or says that it has none, whichever the settings choose.
    """
    sections = result.config.settings.report.sections
    if region is None:
        title, blocks = report_title(result), _whole(result, sections)
    else:
        title, blocks = region_title(result, region), build_region_report(result, region, sections)
    titles = (months_title(result.config), regions_title(result.config.unit))
    properties = {
        "title": title,
        "subject": result.config.programme_name,
        "author": result.config.settings.office.department,
        "created": f"{result.as_of.isoformat()}T00:00:00",
    }
    return Report(title, tuple(finished(blocks, titles)), properties, header_text=title)


def _whole(result: RunResult, sections: tuple[str, ...]) -> list[Block]:
    blocks: list[Block] = []
    show_empty = result.config.settings.report.empty_section == SHOW_EMPTY
    for name in sections:
        declared = result.forms.report.section(name)
        if declared is None and name not in SECTIONS:
            continue
        section = SECTIONS[name](result) if declared is None else build_section(result, declared, CODE)
        title = TITLES.get(name) if declared is None else declared.title
        if not section and show_empty and title:
            section = [Heading(1, words(result, title, At())), Item(1, line("제출된 자료가 없음"))]
        blocks += section
    return [*blocks, *build_appendix(result, blocks)] if APPENDIX in sections else blocks
