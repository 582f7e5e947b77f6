"""The blocks that need judgement and that report.yaml places by name.

Comes in: nothing. Goes out: each name with the function that makes its blocks. The names are those of ``CODE_BLOCKS``,
against which a report.yaml is checked before anything is read.
"""

from __future__ import annotations

from pipeline.report.sections.budget import budget_sentences
from pipeline.report.sections.declared.section import CodeBlocks
from pipeline.report.sections.monitoring import round_sentences
from pipeline.report.sections.monitoring_year import year_sentences
from pipeline.report.sections.newsletter import news_table

CODE: CodeBlocks = {
    "전화모니터링 한 해": year_sentences,
    "전화모니터링 회차": round_sentences,
    "예산 문장": budget_sentences,
    "소식 목록": news_table,
}
