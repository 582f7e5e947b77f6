"""Personal data anywhere in a workbook, hidden sheets included.

Comes in: a workbook as read. Goes out: one finding per cell, its value masked. The number itself is never copied.
"""

from __future__ import annotations

from pipeline.cells import WorkbookReading
from pipeline.findings import Finding, Place
from pipeline.normalise import display_of, find_in_cell
from pipeline.rules.catalogue import finding
from pipeline.stamp import STAMP_SHEET

RULE_OF_KIND = {"주민등록번호": "PRIV-001", "휴대전화": "PRIV-002", "카드번호": "PRIV-003", "계좌번호": "PRIV-004"}


def private_data(workbook: WorkbookReading, file: str) -> list[Finding]:
    """One finding per cell that holds personal data: the gravest kind in the cell, the whole value masked."""
    findings = []
    for sheet in workbook.sheets:
        if sheet.name == STAMP_SHEET:
            continue
        for cell in sheet.cells.values():
            kinds = {found.kind for found in find_in_cell(cell)}
            rule = next((RULE_OF_KIND[kind] for kind in RULE_OF_KIND if kind in kinds), None)
            if rule:
                findings.append(finding(rule, Place(file, sheet.name, cell.address), value=display_of(cell), label=""))
    return findings
