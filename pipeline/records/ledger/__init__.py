"""집계대장: the workbook in which every number of the report can be traced to the cells it comes from.

Comes in: the run. Goes out: one .xlsx file with the year at a glance, cover, contents, live totals and charts, then the
proof, the facts, and every row handed in. It reads no file; nothing that was typed into a return ever becomes a formula
or a link here.
"""

from __future__ import annotations

from pathlib import Path

from pipeline.model.result import RunResult
from pipeline.model.words import measure_labels
from pipeline.records.ledger.cover import build_cover, status_of
from pipeline.records.ledger.fact_rows import FactSheet
from pipeline.records.ledger.pictures import build_pictures
from pipeline.records.ledger.proof import build_proof
from pipeline.records.ledger.raw import build_raw
from pipeline.records.ledger.totals import GLANCE, build_totals
from pipeline.sheets.drawing import CONTENTS, Book, Sheet, contents_of
from pipeline.sheets.file_links import FileLinks
from pipeline.sheets.fitting import checked

__all__ = ["write_ledger"]


def write_ledger(result: RunResult, path: Path) -> Path:
    """Write 집계대장 to ``path`` and return the path.

    Every sum is a live formula over the 자료 sheet, stored with its value; the same run gives the same bytes. Raises
    SelfCheckError where a sum differs from the report's figure.
    """
    config = result.config
    title = f"{config.year}년 {config.programme_name} 집계대장"
    book = Book(title, "받은 수와 그 자리, 합계와 검산", config.settings.office.department, result.as_of)
    labels = measure_labels(result.forms)
    files = [(item.file, item.path) for item in result.returns] + [(config.path.name, config.path)]
    links = FileLinks(files, path.parent)
    for name in ("표지", CONTENTS, "검산", "그림", "자료"):
        book.new_name(name)
    facts = FactSheet(result.facts, result.forms, result.config, labels, links)
    proof = build_proof(result, facts, labels, links)
    totals = build_totals(result, facts, labels, book)
    pictures = build_pictures(result, totals, labels, book.workbook)
    fact_sheet = facts.sheet()
    raw = build_raw(result, links, book)
    cover = build_cover(result, proof)
    glance = [sheet for sheet in totals.sheets if sheet.name == GLANCE]
    for sheet in glance:  # the first sheet of the workbook
        sheet.title, sheet.note = f"{title} · 한눈에 보기", f"{status_of(result)} {sheet.note}"
        sheet.one_page = True
    front = [*glance, cover]
    sheets: list[Sheet] = [*(s for s in totals.sheets if s not in glance), pictures, proof, fact_sheet, *raw]
    for sheet in (*front, contents_of(CONTENTS, [*front, *sheets], f"차례: {title}"), *sheets):
        book.add(sheet)
    for name, cells in facts.ranges(fact_sheet).items():
        checked(book.workbook.define_name(name, f"={cells}"))
    return book.save(path)
