"""Personal data anywhere in a workbook, hidden sheets included.

Comes in: a workbook as read. Goes out: one finding per cell, its value masked. The number itself is never copied.
"""

from __future__ import annotations

import re

from pipeline.cells import Cell, WorkbookReading
from pipeline.findings import Finding, Place
from pipeline.normalise import display_of, find_in_cell
from pipeline.rules.catalogue import finding
from pipeline.stamp import STAMP_SHEET

FEWEST_DIGITS = 10  # of a mobile number whose leading 0 Excel has eaten
_DIGIT = re.compile(r"\d")
RULE_OF_KIND = {"주민등록번호": "PRIV-001", "휴대전화": "PRIV-002", "카드번호": "PRIV-003", "계좌번호": "PRIV-004"}


def private_data(workbook: WorkbookReading, file: str) -> list[Finding]:
    """One finding per cell that holds personal data: the gravest kind in the cell, the whole value masked."""
    findings = []
    for sheet in workbook.sheets:
        if sheet.name == STAMP_SHEET:
            continue
        for cell in sheet.cells.values():
            if not _may_hold_any(cell):
                continue
            kinds = {found.kind for found in find_in_cell(cell)}
            rule = next((RULE_OF_KIND[kind] for kind in RULE_OF_KIND if kind in kinds), None)
            if rule:
                findings.append(finding(rule, Place(file, sheet.name, cell.address), value=display_of(cell), label=""))
    return findings


def _may_hold_any(cell: Cell) -> bool:
    """Whether the cell has as many digits as the shortest number that is looked for; most cells are done with this."""
    if isinstance(cell.value, str):
        return len(cell.value) >= FEWEST_DIGITS and len(_DIGIT.findall(cell.value)) >= FEWEST_DIGITS
    return isinstance(cell.value, int | float) and abs(cell.value) >= 10 ** (FEWEST_DIGITS - 1)
