"""The roll-up's last gate: its documents are read again and must hold every table (the HWPX every line) as intended.

Comes in: the report and its files. Goes out: nothing, or SelfCheckError, so that nothing is published.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import docx

from pipeline.errors import SelfCheckError
from pipeline.publish.hwpx_gate import missing_lines
from pipeline.report.blocks import Report, TableBlock, TableRow, text_of
from pipeline.report.layout.plain_text import clean_text


def check_document(report: Report, path: Path) -> None:
    """Check that every row of every table of the report is in the file. Raises SelfCheckError naming those that do
    not.
    """
    found = {tuple(cell.text for cell in row.cells) for table in docx.Document(str(path)).tables for row in table.rows}
    faults = [
        f"{block.caption}: {' | '.join(texts)}"
        for block in report.blocks
        if isinstance(block, TableBlock)
        for row in block.rows
        if (texts := _texts(row)) not in found
    ]
    _refuse(faults)


def check_hwpx(report: Report, path: Path) -> None:
    """Check that every line of the report is in the file, in order, and every picture. Raises SelfCheckError."""
    _refuse(list(missing_lines(report, path)))


def _refuse(faults: Sequence[str]) -> None:
    if faults:
        raise SelfCheckError("종합보고에 적힌 수가 계산한 수와 달라 내보내지 않았습니다.", details=tuple(faults))


def _texts(row: TableRow) -> tuple[str, ...]:
    return tuple(clean_text("\n".join(text_of(runs) for runs in cell.lines)) if cell else "" for cell in row.cells)
