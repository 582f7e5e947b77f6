"""The sheet 수정요청: its content and layout, before it is written into the sender's own workbook or into one of ours.

Comes in: a request. Goes out: rows of texts with the names of their looks, and the sheet as XML. Every value is a text,
never a formula. It fits a small screen and A4: wrapped columns, calculated heights, the header always in sight.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

from pipeline.forms.stamp import (
    ANSWER_HEAD,
    ANSWERED_BAND,
    CELL_HEAD,
    PROBLEM_HEAD,
    RETURN_SHEET,
    RETURN_TITLE,
    RULE_HEAD,
    SHEET_HEAD,
    VALUE_HEAD,
    WHOLE_FILE,
    WHOLE_SHEET,
)
from pipeline.korean import attach, korean_date, lines_needed, text_width
from pipeline.model.cells import cell_address, column_letters
from pipeline.model.findings import Severity
from pipeline.model.returns import Return
from pipeline.reply.marked.mark_looks import MARK_LOOKS
from pipeline.reply.marked.package import MAIN
from pipeline.reply.marked.requests import Request, RequestLine, cell_to_mend, cells_text
from pipeline.reply.marked.sheet_part import position_of
from pipeline.reply.marked.styles_part import Look
from pipeline.reply.marked.texts import circled, clean, escaped_for_excel

_ERROR, _WARNING = MARK_LOOKS[Severity.ERROR], MARK_LOOKS[Severity.WARNING]
ANSWER_FILL = "FFEAF2FF"
INK, QUIET, NAVY, LINK = "FF1F2937", "FF595959", "FF1F3864", "FF1D4ED8"
LOOKS = {
    "title": Look(size=16, bold=True, color=NAVY),
    "facts": Look(color=QUIET),
    "counts": Look(size=11, bold=True),
    "step": Look(),
    "step_link": Look(color=LINK, underline=True),
    "head": Look(bold=True, fill="FFDFE6F7", line=True, align="center", wrap=True),
    "error_band": Look(size=11, bold=True, fill=_ERROR.fill, indent=1),
    "warning_band": Look(size=11, bold=True, fill=_WARNING.fill, indent=1),
    "number": Look(line=True, align="center"),
    "center": Look(line=True, align="center", wrap=True),
    "link": Look(color=LINK, underline=True, line=True, align="center", wrap=True),
    "text": Look(line=True, wrap=True, indent=1),
    "answer": Look(fill=ANSWER_FILL, line=True, wrap=True, indent=1),
    "answered_band": Look(size=11, bold=True, fill="FFE3F1E5", indent=1),
    "strong": Look(bold=True, line=True, wrap=True, indent=1),
    "rule": Look(size=9, color="FF595959", line=True, align="center"),
}
COLUMNS = {
    "번호": 5.5,
    SHEET_HEAD: 13.0,
    CELL_HEAD: 11.0,
    VALUE_HEAD: 18.0,
    PROBLEM_HEAD: 43.0,
    "어떻게 고치는지": 43.0,
    RULE_HEAD: 9.0,
}
NARROWED = {VALUE_HEAD: 16.0, PROBLEM_HEAD: 36.0, "어떻게 고치는지": 36.0}  # narrower, to make room for the answers
ANSWER_WIDTH = 28.0
LINE_POINTS, AIR_POINTS, RUNNING_TEXT, CELL_AIR = 14.5, 7.5, 0.95, 2.5
TAB_COLOR = _ERROR.line
TO_THE_CELL = "'셀'을 누르면 그 칸으로 갑니다."
ERROR_CELLS, WARNING_CELLS = f"{_ERROR.words}은 꼭 고쳐 주세요.", f"{_WARNING.words}은 맞는지 확인해 주세요."
HOVER = "칸의 번호(①)는 이 목록의 번호이고, 마우스를 올리면 같은 설명이 보입니다."
GIVE_REASON = f"확인할 곳이 맞는 값이면 그대로 두고 '{ANSWER_HEAD}'에 까닭을 한 줄 적어 주세요. 다시 여쭙지 않습니다."
MARKS_STAY = "이 시트와 칸의 색, 메모는 지우지 않으셔도 됩니다."
SHEET_STAYS = "적으신 답이 함께 오도록 이 시트를 지우지 말아 주세요."
LIST_STAYS = "이 목록은 보내지 않으셔도 됩니다."
ANSWERED = f"{ANSWERED_BAND} - 고맙습니다. 더 하실 일이 없습니다"
ERROR_DEMAND, WARNING_DEMAND = "꼭 고쳐 주세요", "맞는지 확인해 주세요"

Target = tuple[str, str]
"""A sheet's name and a cell of it."""


@dataclass(frozen=True, slots=True)
class SheetCell:
    column: int
    text: str
    look: str
    link: Target | None = None


@dataclass(frozen=True, slots=True)
class SheetRow:
    cells: tuple[SheetCell, ...]
    height: float


@dataclass(frozen=True, slots=True)
class RequestSheet:
    """The whole sheet; ``header_row`` (from 1) is the row of headings, which stays in sight and on every page.
    ``widths`` holds the column widths, in Excel's units.
    """

    rows: tuple[SheetRow, ...]
    header_row: int
    widths: tuple[float, ...]


def build_sheet(request: Request, times: int, reason: str = "") -> RequestSheet:
    """The sheet of a request. ``times`` counts how often the file has been sent back, this time included.

    With ``reason`` (why the original could not be marked) it gets a workbook of its own and has no links.
    """
    columns = _columns(with_answers=request.takes_answers and not reason)
    rows = list(_top(request, times, reason, sum(columns.values())))
    header_row = len(rows) + 1
    rows.append(_row(*(SheetCell(place, text, "head") for place, text in enumerate(columns)), points=21))
    error_words, warning_words = ("", "") if reason else (f" ({_ERROR.words})", f" ({_WARNING.words})")
    warning_words += (
        " - 맞는 값이면 까닭을 답장에 적어 주세요" if reason else f" - 맞는 값이면 '{ANSWER_HEAD}'에 까닭을 적어 주세요"
    )
    for lines, look, words in (
        (request.errors, "error_band", f"{ERROR_DEMAND}{error_words}"),
        (request.warnings, "warning_band", f"{WARNING_DEMAND}{warning_words}"),
        (request.answered, "answered_band", ANSWERED),
    ):
        if lines:
            rows.append(_band(f"{words}  {len(lines)}건", look, len(columns)))
            rows += [_line_row(line, columns, None if reason else request.source) for line in lines]
    if request.unlisted:
        text = f"그 밖에 확인할 곳 {request.unlisted}건은 위의 것을 고쳐 보내 주신 뒤에 다시 알려 드립니다."
        rows.append(_row(SheetCell(0, text, "facts"), points=20))
    return RequestSheet(tuple(rows), header_row, tuple(columns.values()))


def _columns(*, with_answers: bool) -> dict[str, float]:
    """Heading -> width, from left to right."""
    if not with_answers:
        return COLUMNS
    widths = {**COLUMNS, **NARROWED}
    last = widths.pop(RULE_HEAD)
    return {**widths, ANSWER_HEAD: ANSWER_WIDTH, RULE_HEAD: last}


def _top(request: Request, times: int, reason: str, width: float) -> Iterator[SheetRow]:
    yield _row(SheetCell(0, f"{RETURN_TITLE} · {request.sender} · {request.subject}", "title"), points=28)
    facts = (
        f"받은 파일: {request.shown_file}",
        f"점검 기준일: {korean_date(request.as_of)}",
        *([f"{times}차 요청"] if not reason else []),
        f"보낸 곳: {request.department}",
    )
    yield from _folded("   |   ".join(facts), "facts", width)
    counts = [f"꼭 고칠 곳 {len(request.errors)}건"] if request.errors else []
    counts += [f"확인할 곳 {len(request.warnings)}건"] if request.warnings else []
    yield _row(SheetCell(0, "  ·  ".join(counts), "counts"), points=20)
    for number, (text, link) in enumerate(_steps(request, reason), 1):
        yield from _folded(f"{number}. {text}", "step_link" if link else "step", width, link)
    yield _row(points=6)


def _steps(request: Request, reason: str) -> Iterator[tuple[str, Target | None]]:
    own = request.region is None and request.is_placed
    hand_in = "취합 폴더에 다시 넣어 주세요" if own else f"{attach(request.department, '으로/로')} 보내 주세요"
    if reason:
        yield f"보내 주신 파일에는 표시를 하지 못했습니다. {reason}", None
        yield "가지고 계신 원본 파일에서 아래 내용을 고쳐 주세요.", None
        yield f"다 고치시면 작성일을 고친 날로 바꾸고, 고친 원본을 {hand_in}. {LIST_STAYS}", None
        return
    colours = [text for text, lines in ((ERROR_CELLS, request.errors), (WARNING_CELLS, request.warnings)) if lines]
    yield " ".join([TO_THE_CELL, *colours, HOVER]), None
    if request.warnings:
        yield GIVE_REASON, None
    place = request.date_place
    where = f"'{clean(place.sheet)}' 시트 {place.cell} 칸의 " if place else ""
    text = f"다 고치시면 {where}작성일을 고친 날로 바꾸고, 이 파일을 그대로 저장해 {hand_in}."
    if not request.errors:
        text = f"고친 곳이 있으면 {where}작성일을 고친 날로 바꾸어 주세요. 답만 적으셨어도 이 파일을 저장해 {hand_in}."
    yield text, (place.sheet, place.cell) if place else None
    out = "이 파일은" if request.is_refused else "꼭 고칠 칸이 있는 줄의 수는" if request.leaves_rows_out else ""
    stays = SHEET_STAYS if request.takes_answers else MARKS_STAY
    yield stays + (f" {out} 고칠 때까지 합계에 넣지 않습니다." if out else ""), None


def _line_row(line: RequestLine, columns: Mapping[str, float], source: Return | None) -> SheetRow:
    """``source`` is the file in which the links find their cells; None where the list stands alone."""
    sheet = clean(line.sheet) or WHOLE_FILE
    where = cells_text(line.cells) or (WHOLE_SHEET if line.sheet else "-")
    link = (line.sheet, _first_cell(line, source)) if source is not None and line.sheet else None
    texts = [circled(line.number), sheet, where, line.value, line.message, line.advice, line.rule]
    looks = ["number", "center", "link" if link else "center", "center", "text", "strong", "rule"]
    if ANSWER_HEAD in columns:
        texts.insert(-1, line.answer)
        looks.insert(-1, "text" if line.is_error else "answer")
    cells = [
        SheetCell(place, text, look, link if look == "link" else None)
        for place, (text, look) in enumerate(zip(texts, looks, strict=True))
    ]
    lines = max(_lines(text, width) for text, width in zip(texts, columns.values(), strict=True))
    return _row(*cells, points=AIR_POINTS + lines * LINE_POINTS)


def _first_cell(line: RequestLine, source: Return) -> str:
    position = position_of(line.cells[0]) if line.cells else None
    return cell_address(*cell_to_mend(source, line.sheet, position)) if position else "A1"


def _band(text: str, look: str, columns: int) -> SheetRow:
    return _row(*(SheetCell(place, "" if place else text, look) for place in range(columns)), points=21)


def _row(*cells: SheetCell, points: float) -> SheetRow:
    return SheetRow(cells, points)


def _lines(text: str, width: float) -> int:
    return lines_needed(text, (width - CELL_AIR) / RUNNING_TEXT, 1 / RUNNING_TEXT)


def _folded(text: str, look: str, width: float, link: Target | None = None) -> Iterator[SheetRow]:
    """A sentence across the sheet, split over as many rows as it needs, because merged cells do not grow with their
    text.
    """
    room = width - CELL_AIR
    line = ""
    for word in text.split(" "):
        longer = f"{line} {word}" if line else word
        if line and text_width(longer) * RUNNING_TEXT > room:
            yield _row(SheetCell(0, line, look, link), points=16.5)
            longer = f"   {word}"
        line = longer
    yield _row(SheetCell(0, line, look, link), points=16.5)


# -- as XML ---------------------------------------------------------------------------------------------------------


def sheet_xml(sheet: RequestSheet, style_of: Callable[[Look], int]) -> bytes:
    """The worksheet part; ``style_of`` gives the workbook's style number for a look."""
    styles = {name: style_of(look) for name, look in LOOKS.items()}
    rows = "".join(_row_xml(number, row, styles) for number, row in enumerate(sheet.rows, 1))
    columns = "".join(
        f'<col min="{place}" max="{place}" width="{width}" customWidth="1"/>'
        for place, width in enumerate(sheet.widths, 1)
    )
    below = sheet.header_row + 1
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        f'<worksheet xmlns="{MAIN}"><sheetPr><tabColor rgb="{TAB_COLOR}"/><pageSetUpPr fitToPage="1"/></sheetPr>'
        f'<dimension ref="A1:{column_letters(len(sheet.widths))}{len(sheet.rows)}"/>'
        '<sheetViews><sheetView showGridLines="0" tabSelected="1" workbookViewId="0">'
        f'<pane ySplit="{sheet.header_row}" topLeftCell="A{below}" activePane="bottomLeft" state="frozen"/>'
        f'<selection pane="bottomLeft" activeCell="A1" sqref="A1"/></sheetView></sheetViews>'
        f'<sheetFormatPr defaultRowHeight="16.5"/><cols>{columns}</cols><sheetData>{rows}</sheetData>'
        f"{_links_xml(sheet)}"
        '<printOptions horizontalCentered="1"/>'
        '<pageMargins left="0.4" right="0.4" top="0.5" bottom="0.6" header="0.3" footer="0.3"/>'
        '<pageSetup paperSize="9" orientation="landscape" fitToHeight="0"/>'
        f"<headerFooter><oddFooter>&amp;L&amp;9{RETURN_SHEET}&amp;R&amp;9&amp;P / &amp;N</oddFooter></headerFooter>"
        "</worksheet>"
    ).encode()


def _row_xml(number: int, row: SheetRow, styles: dict[str, int]) -> str:
    cells = "".join(
        f'<c r="{column_letters(cell.column + 1)}{number}" s="{styles[cell.look]}" t="inlineStr"><is>'
        f'<t xml:space="preserve">{escape(escaped_for_excel(cell.text))}</t></is></c>'
        if cell.text
        else f'<c r="{column_letters(cell.column + 1)}{number}" s="{styles[cell.look]}"/>'
        for cell in row.cells
    )
    return f'<row r="{number}" ht="{row.height:g}" customHeight="1">{cells}</row>'


def _links_xml(sheet: RequestSheet) -> str:
    links = [
        f'<hyperlink ref="{column_letters(cell.column + 1)}{number}" location={quoteattr(_location(cell.link))}/>'
        for number, row in enumerate(sheet.rows, 1)
        for cell in row.cells
        if cell.link
    ]
    return f"<hyperlinks>{''.join(links)}</hyperlinks>" if links else ""


def _location(target: Target) -> str:
    sheet, cell = target
    return "'{}'!{}".format(sheet.replace("'", "''"), cell)
