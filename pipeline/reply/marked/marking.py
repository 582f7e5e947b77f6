"""A sender's workbook and a request -> the same workbook with its cells marked, and the sheet 수정요청 in front.

Comes in: the bytes of a workbook that has passed the gate. Goes out: the bytes of the copy. Only these parts change:
sheets with marked cells, styles, notes, the list of sheets, our stamp. Everything else stays as it came.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from pipeline.forms.stamp import RETURN_SHEET, STAMP_SHEET, Stamp
from pipeline.model.cells import cell_address, column_letters
from pipeline.model.findings import Severity
from pipeline.reply.marked.mark_looks import MARK_LOOKS
from pipeline.reply.marked.notes import NotePiece, SheetNotes, note_pieces
from pipeline.reply.marked.package import CannotMark, WorkbookPackage
from pipeline.reply.marked.request_sheet import ERROR_DEMAND, WARNING_DEMAND, RequestSheet, sheet_xml
from pipeline.reply.marked.requests import Request, RequestLine, cell_to_mend
from pipeline.reply.marked.sheet_part import Position, SheetPart, position_of
from pipeline.reply.marked.stamp_sheet import MARK_COLUMN, Mark, stamp_sheet
from pipeline.reply.marked.styles_part import StyleSheet
from pipeline.reply.marked.texts import circled
from pipeline.reply.marked.workbook_part import SHEET_TYPE, Book, Sheet

DEMANDS = {Severity.ERROR: ERROR_DEMAND, Severity.WARNING: WARNING_DEMAND}
MOST_NOTES = 500  # on one sheet; beyond that, the colour and the list are enough
OTHER_RETURN_SHEET = f"{RETURN_SHEET}(확인)"  # where the sender has a sheet named like ours
MASKED_SHEET = "시트 이름에 개인정보로 보이는 값이 있어, 이름을 적어 표시할 수 없었습니다."
_UNTOUCHABLE = (
    ("_xmlsignatures/", "전자서명이 된 파일이어서, 서명이 깨지지 않도록 표시하지 않았습니다."),
    ("xl/revisions/", "여러 사람이 함께 고치도록 공유된 파일이어서 표시하지 않았습니다."),
)

_Asked = tuple[RequestLine, str]  # a line, and what it says about one of its cells


def marked_copy(data: bytes, request: Request, sheet: RequestSheet, stamp: Stamp | None, former: Former) -> bytes:
    """The bytes of the marked copy. Raises CannotMark where marking might harm the file."""
    return _Copy(data, request).made(sheet, stamp, former)


@dataclass(frozen=True, slots=True)
class Former:
    """What an earlier return copy left in this workbook; nothing, in one that comes for the first time.

    ``marks`` are the marked cells, (sheet, cell), by the row of the stamp sheet that keeps how each looked before.
    """

    marks: Mapping[int, tuple[str, str]] = field(default_factory=dict)
    came_back: bool = False
    has_sheet: bool = False


class _Copy:
    def __init__(self, data: bytes, request: Request) -> None:
        self.request = request
        self.package = WorkbookPackage(data)
        for start, reason in _UNTOUCHABLE:
            if any(name.startswith(start) for name in self.package.names):
                raise CannotMark(reason)
        self.book = Book(self.package)
        part = self.book.styles_part()
        self.styles = StyleSheet(self.package.xml(part) if part else None)
        self.parts: dict[str, SheetPart] = {}
        self.notes: dict[str, SheetNotes] = {}
        self.marks: list[Mark] = []

    def made(self, sheet: RequestSheet, stamp: Stamp | None, former: Former) -> bytes:
        front = self._front_sheet(sheet, former)
        if former.came_back:
            self._clear(former)
        for name, lines in self._lines_by_sheet().items():
            self._mark_sheet(name, lines)
        for notes in self.notes.values():
            notes.save()
        for name, part in self.parts.items():
            self.package.put_xml(self._part_name(name), part.root)
        self.book.put_styles(self.styles.root)
        if stamp is not None:
            self._stamp(stamp)
        self.book.renumber()
        self.book.print_titles(front, sheet.header_row)
        self.book.save()
        return self.package.to_bytes()

    # -- cells ------------------------------------------------------------------------------------------------------

    def _lines_by_sheet(self) -> dict[str, list[RequestLine]]:
        """Raises CannotMark where a sheet has a masked name ("*" is in no other): the file knows it by its own."""
        found: dict[str, list[RequestLine]] = {}
        for line in self.request.lines:
            if "*" in line.sheet:
                raise CannotMark(MASKED_SHEET)
            if line.cells and self.book.sheet(line.sheet) is not None:
                found.setdefault(line.sheet, []).append(line)
        return found

    def _mark_sheet(self, name: str, lines: list[RequestLine]) -> None:
        part = self._sheet_part(name)
        cells: dict[Position, list[_Asked]] = {}
        for line in lines:
            for cell, note in zip(line.cells, line.notes, strict=True):
                position = position_of(cell)
                if position is not None:
                    place = part.anchor(cell_to_mend(self.request.source, name, position))
                    cells.setdefault(place, []).append((line, note))
        rules: dict[Position, int] = {}
        for index, (position, asked) in enumerate(sorted(cells.items())):
            severity = Severity.ERROR if any(line.is_error for line, _ in asked) else Severity.WARNING
            style = part.style(position)
            part.set_style(position, self.styles.marked(style, MARK_LOOKS[severity]))
            numbers = "".join(circled(line.number) for line, _ in asked)
            rules[position] = self.styles.rule_look(style, MARK_LOOKS[severity], numbers)
            self.marks.append(Mark(name, cell_address(*position), style))
            if index < MOST_NOTES:
                self._sheet_notes(name).put(position, _note(asked))
        part.add_rules(rules)

    def _clear(self, former: Former) -> None:
        """Take out the colours and notes of the copy that came back: what was mended must look mended."""
        before, marked, looks = self._styles_before(former), self.styles.marked_styles(), self.styles.rule_looks()
        for sheet in list(self.book.sheets):
            if not sheet.part or sheet.name in (RETURN_SHEET, OTHER_RETURN_SHEET, STAMP_SHEET):
                continue
            if self.package.content_type(sheet.part) != SHEET_TYPE:
                continue
            if self.package.relation(sheet.part, "comments") is not None:
                self._sheet_notes(sheet.name).remove_ours()
            part = self.parts.get(sheet.name) or SheetPart(self.package.xml(sheet.part), self.styles)
            positions = part.cells_with_style(marked)
            for position in positions:
                known = before.get((sheet.name, cell_address(*position)))
                known = before.get((sheet.name, column_letters(position[1]))) if known is None else known
                part.set_style(position, self.styles.unmarked(part.style(position)) if known is None else known)
            if part.remove_rules(looks) or positions:
                self.parts[sheet.name] = part

    def _styles_before(self, former: Former) -> dict[tuple[str, str], int]:
        """(sheet, cell) -> the style that a marked cell had; and (sheet, column), for where rows have moved since."""
        stamp = self.book.sheet(STAMP_SHEET)
        if stamp is None:
            return {}
        part = SheetPart(self.package.xml(stamp.part), self.styles)
        styles = {mark: part.style((row, MARK_COLUMN)) for row, mark in former.marks.items()}
        return {(sheet, cell.rstrip("0123456789")): style for (sheet, cell), style in styles.items()} | styles

    def _part_name(self, name: str) -> str:
        sheet = self.book.sheet(name)
        return sheet.part if sheet else ""

    def _sheet_part(self, name: str) -> SheetPart:
        if name not in self.parts:
            self.parts[name] = SheetPart(self.package.xml(self._part_name(name)), self.styles)
        return self.parts[name]

    def _sheet_notes(self, name: str) -> SheetNotes:
        if name not in self.notes:
            author = self.request.department
            self.notes[name] = SheetNotes(self.package, self._part_name(name), self._sheet_part(name), author)
        return self.notes[name]

    # -- sheets of our own ------------------------------------------------------------------------------------------

    def _front_sheet(self, sheet: RequestSheet, former: Former) -> Sheet:
        content = sheet_xml(sheet, self.styles.look)
        old = self.book.sheet(RETURN_SHEET) if former.has_sheet else None
        if old is not None:
            self.package.put(old.part, content)
            front = old
        else:
            front = self.book.add(self._free_name(), content)
        self.book.open_at_front(front)
        return front

    def _free_name(self) -> str:
        name, number = RETURN_SHEET, 1
        while self.book.sheet(name) is not None:
            number += 1
            name = f"{OTHER_RETURN_SHEET}{number}"
        return name

    def _stamp(self, stamp: Stamp) -> None:
        old = self.book.sheet(STAMP_SHEET)
        part = old.part if old else self.book.add(STAMP_SHEET, b"", state="veryHidden").part
        self.package.put_xml(part, stamp_sheet(stamp, self.marks, self.package.xml(part) if old else None))


def _note(asked: list[_Asked]) -> list[NotePiece]:
    pieces: list[NotePiece] = []
    for line, note in asked:
        if pieces:
            pieces.append(NotePiece("\n\n"))
        pieces += note_pieces(line.number, DEMANDS[line.severity], note, line.advice)
    return pieces
