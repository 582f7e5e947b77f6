"""검증결과: the board on one page, then everything that was found, in tables that can be filtered.

Comes in: the run, and how earlier requests and numbers turned out, where that is known. Goes out: one .xlsx file. It
judges nothing again: findings, states and differences are shown as the run has them.
"""

from __future__ import annotations

from pathlib import Path

from pipeline.earlier.follow_up import RequestFollowUp
from pipeline.earlier.revision import Revision
from pipeline.model.alongside import Comparison
from pipeline.model.result import RunResult
from pipeline.records.findings.alongside import alongside_sheet
from pipeline.records.findings.joints import build_joints
from pipeline.records.findings.lists import board_sheet, files_sheet, findings_sheet
from pipeline.records.findings.matrix import MATRIX, matrix_sheet
from pipeline.records.findings.revision import revision_sheet
from pipeline.records.findings.summary import SUMMARY, summary_sheet
from pipeline.records.findings.versions import answers_sheet, comparison_sheet, exceptions_sheet, follow_up_sheet
from pipeline.sheets.drawing import CONTENTS, Book, contents_of
from pipeline.sheets.file_links import FileLinks

__all__ = ["write_checks"]


def write_checks(
    result: RunResult,
    path: Path,
    follow_up: RequestFollowUp | None = None,
    revision: Revision | None = None,
    compared: Comparison | None = None,
) -> Path:
    """검증결과 at ``path``.

    ``follow_up`` says how earlier requests turned out, ``revision`` which numbers have changed since; ``compared``
    holds the officer's own totals. Same run, same bytes. Raises OutputLockedError where the file cannot be written.
    """
    config = result.config
    title = f"{config.year}년 {config.programme_name} 검증결과"
    book = Book(title, "제출 현황과 고칠 곳, 서식 사이의 대조", config.settings.office.department, result.as_of)
    files = [(item.file, item.path) for item in result.returns] + [(config.path.name, config.path)]
    links = FileLinks(files, path.parent)
    for name in (MATRIX, SUMMARY, CONTENTS):
        book.new_name(name)
    sheets = [
        board_sheet(result, links),
        findings_sheet(result, links),
        files_sheet(result, links),
        comparison_sheet(result.differences, links),
        exceptions_sheet(result.config, result.findings, links),
        *build_joints(result),
    ]
    if any(item.answer for item in result.findings):
        sheets.append(answers_sheet(result, links))
    if follow_up is not None:
        sheets.append(follow_up_sheet(follow_up, result.config, result.forms))
    if revision is not None:
        sheets.append(revision_sheet(revision, result.config, result.forms))
    sheets += [] if compared is None else [alongside_sheet(compared, path.parent)]
    for sheet in sheets:
        sheet.name = book.new_name(sheet.name)
    first = [matrix_sheet(result, title), summary_sheet(result, f"요약: {title}")]
    for sheet in (*first, contents_of(CONTENTS, [*first, *sheets], f"차례: {title}"), *sheets):
        book.add(sheet)
    return book.save(path)
