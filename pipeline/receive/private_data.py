"""Personal data anywhere in a workbook: in its cells, hidden sheets included, and in everything that it carries besides
cells.

Comes in: a workbook as read, or a file's name. Goes out: one finding per place, its value masked; a workbook whose
sheet names can be shown. The personal data itself is never copied.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from pipeline.forms.stamp import STAMP_SHEET
from pipeline.model.cells import Cell, TextPlace, WorkbookReading
from pipeline.model.findings import Finding, Place
from pipeline.normalise import (
    ACCOUNT_NUMBER,
    CARD_NUMBER,
    EMAIL,
    HOME_ADDRESS,
    MOBILE_NUMBER,
    RESIDENT_NUMBER,
    PersonalData,
    display_of,
    find_in_cell,
    find_personal_data,
    mask,
    shortened,
)
from pipeline.rules.catalogue import finding, rules
from pipeline.workbook.beside_cells import WRITTEN

FEWEST_CHARACTERS = 6  # "a@b.kr", "12동 345호"; a number has at least ten digits
RULE_OF_KIND = {  # the gravest first
    RESIDENT_NUMBER: "PRIV-001",
    MOBILE_NUMBER: "PRIV-002",
    CARD_NUMBER: "PRIV-003",
    ACCOUNT_NUMBER: "PRIV-004",
    HOME_ADDRESS: "PRIV-005",
    EMAIL: "PRIV-006",
}
_IN_CELL = {"where": "", "how": ""}
_INSPECT = " 엑셀의 '파일 › 정보 › 문제 확인 › 문서 검사'에서 찾아 지울 수 있습니다."
_WHERE = {
    TextPlace.COMMENT: ("메모(댓글)에 ", ""),
    TextPlace.DRAWING: ("글상자나 도형, 차트에 ", ""),
    TextPlace.HEADER_FOOTER: (
        "인쇄할 때 나오는 머리글이나 바닥글에 ",
        " '페이지 레이아웃 › 인쇄 제목 › 머리글/바닥글'에 있습니다.",
    ),
    TextPlace.PROMPT: ("칸의 안내 말이나 선택 목록에 ", " '데이터 › 데이터 유효성 검사'나 칸의 링크에 있습니다."),
    TextPlace.LINK: ("칸에 걸린 링크에 ", " 칸에서 오른쪽 단추를 눌러 '하이퍼링크 제거'를 고르면 지워집니다."),
    TextPlace.SHEET_NAME: ("시트 이름에 ", " 시트 이름을 바꾸면 됩니다."),
    TextPlace.DEFINED_NAME: ("이름 정의에 ", " '수식 › 이름 관리자'에 있습니다."),
    TextPlace.PROPERTY: ("문서 속성(제목, 만든 이, 메모 등)에 ", _INSPECT),
    TextPlace.OTHER_FILE: (
        "다른 파일에서 가져와 보이지 않게 저장된 값에 ",
        " '데이터 › 연결 편집'에서 연결을 끊으면 지워집니다.",
    ),
    TextPlace.PIVOT: ("피벗 표가 보이지 않게 저장해 둔 자료에 ", " 피벗 표를 지우고 저장하면 함께 지워집니다."),
}


def private_cells(workbook: WorkbookReading, file: str) -> list[Finding]:
    """One finding per cell that holds personal data: the gravest kind in the cell, the whole value masked."""
    findings = []
    for sheet in workbook.sheets:
        if sheet.name == STAMP_SHEET:
            continue
        for cell in sheet.cells.values():
            rule = _gravest(find_in_cell(cell)) if _may_hold_any(cell) else ""
            if rule:
                place = Place(file, sheet.name, cell.address)
                findings.append(finding(rule, place, value=display_of(cell), **_IN_CELL))
    return findings


def private_texts(workbook: WorkbookReading, file: str) -> Iterator[Finding]:
    """One finding per place beside the cells and rule; ``workbook`` is the one whose sheet names may be shown."""
    reported = set()
    for text in workbook.beside:
        found = find_personal_data(text.text)
        if text.place not in WRITTEN:  # an e-mail address in a property is the account that saved the file
            found = tuple(data for data in found if data.kind != EMAIL)
        rule = _gravest(found)
        key = (text.place, text.sheet, text.cell, rule)
        if rule and key not in reported:
            reported.add(key)
            where, how = _WHERE[text.place]
            yield finding(rule, Place(file, text.sheet, text.cell), value=shortened(text.text), where=where, how=how)


def private_name(name: str, file: str) -> list[Finding]:
    """The finding for a file or folder whose ``name`` as stored holds personal data; ``file`` is the name to show."""
    rule = _gravest(find_personal_data(name))
    return [finding("PRIV-007", Place(file), value=mask(name), kind=rules()[rule].title)] if rule else []


def with_shown_names(workbook: WorkbookReading) -> WorkbookReading:
    """The workbook with personal data in its sheet names masked, in formulas too; the same one where there is none."""
    shown: dict[str, str] = {}
    for sheet in workbook.sheets:
        name = number = mask(sheet.name)
        count = 2
        while number in shown.values():
            number, count = f"{name} ({count})", count + 1
        shown[sheet.name] = number
    if all(name == masked for name, masked in shown.items()):
        return workbook
    sheets = tuple(
        replace(
            sheet,
            name=shown[sheet.name],
            cells={place: replace(cell, formula=_renamed(cell.formula, shown)) for place, cell in sheet.cells.items()},
        )
        for sheet in workbook.sheets
    )
    differences = tuple(
        (shown.get(name, mask(name)), cell, first, second) for name, cell, first, second in workbook.disagreements
    )
    beside = tuple(replace(text, sheet=shown.get(text.sheet, mask(text.sheet))) for text in workbook.beside)
    return replace(workbook, sheets=sheets, disagreements=differences, beside=beside)


def _renamed(formula: str, shown: dict[str, str]) -> str:
    for name, masked in shown.items():
        if name != masked:
            formula = formula.replace(name.replace("'", "''"), masked.replace("'", "''"))
    return formula


def _gravest(found: Sequence[PersonalData]) -> str:
    """The rule of the gravest kind; "" where nothing was found."""
    kinds = {data.kind for data in found}
    return next((rule for kind, rule in RULE_OF_KIND.items() if kind in kinds), "")


def _may_hold_any(cell: Cell) -> bool:
    """Whether the cell is long enough for the shortest piece that is looked for; this settles most cells."""
    if isinstance(cell.value, str):
        return len(cell.value) >= FEWEST_CHARACTERS
    return isinstance(cell.value, int | float) and abs(cell.value) >= 10**9
