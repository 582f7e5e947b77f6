"""Facts -> what the report says: sections, tables, sentences, chart data. No DOCX here.

Comes in: a ``RunResult``. Goes out: a ``Report`` of blocks, its sections in the order of the settings.
"""

from __future__ import annotations

from collections.abc import Callable

from pipeline.model.result import RunResult
from pipeline.report.blocks import Block, Heading, Item, Report, line
from pipeline.report.sections.appendix import build_appendix
from pipeline.report.sections.budget import build_budget
from pipeline.report.sections.finishing import finished
from pipeline.report.sections.first_page import build_first_page, report_title
from pipeline.report.sections.head_office import build_head_office
from pipeline.report.sections.households import build_households
from pipeline.report.sections.judgement import build_judgement
from pipeline.report.sections.meetings import build_meetings
from pipeline.report.sections.monitoring import build_monitoring
from pipeline.report.sections.newsletter import build_newsletter
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
    "전화모니터링": build_monitoring,
    "공동사업": build_projects,
    "회의": build_meetings,
    "단계별이행": build_stages,
    "위기가구": build_households,
    "소식지": build_newsletter,
    "총괄부서": build_head_office,
    "예산": build_budget,
    "평가": build_judgement,
    "제출현황": build_submission,
    "다음해계획": build_next_year,
}
APPENDIX = "붙임"
SHOW_EMPTY = "표시"
# What an empty section is called where the settings want it shown.
TITLES = {
    "전화모니터링": "전화 모니터링 추진실적",
    "공동사업": "권역별 공동사업 추진실적",
    "회의": "네트워크 회의 운영",
    "단계별이행": "단계별 이행",
    "위기가구": "위기가구 발굴·지원",
    "소식지": "소식지",
    "총괄부서": "총괄부서 추진사항",
    "예산": "예산 집행",
    "다음해계획": "다음 해 추진계획",
}


def build_report(result: RunResult, region: int | None = None) -> Report:
    """The whole report, or with ``region`` that region's own. Raises KeyError for a region that the year does not have.

    A section without data is left out, or says so, as the settings ask.
    """
    sections = result.config.settings.report.sections
    if region is None:
        title, blocks = report_title(result), _whole(result, sections)
    else:
        title, blocks = region_title(result, region), build_region_report(result, region, sections)
    properties = {
        "title": title,
        "subject": result.config.programme_name,
        "author": result.config.settings.office.department,
        "created": f"{result.as_of.isoformat()}T00:00:00",
    }
    return Report(title, tuple(finished(blocks, result.config.unit)), properties, header_text=title)


def _whole(result: RunResult, sections: tuple[str, ...]) -> list[Block]:
    blocks: list[Block] = []
    show_empty = result.config.settings.report.empty_section == SHOW_EMPTY
    for name in sections:
        build = SECTIONS.get(name)
        if build is None:
            continue
        section = build(result)
        if not section and show_empty and name in TITLES:
            section = [Heading(1, TITLES[name]), Item(1, line("제출된 자료가 없음"))]
        blocks += section
    return [*blocks, *build_appendix(result, blocks)] if APPENDIX in sections else blocks
