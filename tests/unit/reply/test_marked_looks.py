"""A return is marked just as well where the fill of a mark changes what can be seen, or where comments have numbers."""

from __future__ import annotations

from pathlib import Path

import openpyxl
from openpyxl.comments import Comment
from openpyxl.styles import Font

from pipeline.reply.marked import write_return_copies
from tests.support.few_returns import monitoring_rows, run_over, write_monitoring


def test_white_letters_and_comments_of_the_sender_are_no_reason_not_to_mark(tmp_path: Path) -> None:
    path = write_monitoring(tmp_path / "in" / "3권역.xlsx", monitoring_rows())
    workbook = openpyxl.load_workbook(path)
    sheet = workbook["모니터링"]
    sheet["E9"].font, sheet["E10"].font = Font(color="FFFFFFFF"), Font(strike=True)
    sheet["H9"].comment = Comment("6명", "담당")
    workbook.save(path)
    result = run_over(tmp_path / "in")
    assert {"BOOK-060", "BOOK-063", "BOOK-066"} <= {item.rule for item in result.findings}
    copy = openpyxl.load_workbook(write_return_copies(result, tmp_path / "out")[0])
    assert {"모니터링", "수정요청"} <= set(copy.sheetnames)
