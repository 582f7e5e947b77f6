"""A sender's workbook and a request -> the same workbook with its cells marked, and the sheet 수정요청 in front.

Comes in: the bytes of a workbook that has passed the gate. Goes out: the bytes of the copy. Only the parts that must
change do: sheets with marked cells, styles, notes, the list of sheets, our stamp. Everything else stays as it came.
"""

from __future__ import annotations

from collections.abc import Iterable

from pipeline.forms.stamp import RETURN_SHEET, STAMP_SHEET, Stamp
from pipeline.model.cells import cell_address, column_letters
from pipeline.model.findings import Severity
from pipeline.reply.marked.notes import NotePiece, SheetNotes, note_pieces
from pipeline.reply.marked.package import CannotMark, WorkbookPackage
from pipeline.reply.marked.request_sheet import (
    ERROR_DEMAND,
    ERROR_FILL,
    WARNING_DEMAND,
    WARNING_FILL,
    RequestSheet,
    sheet_xml,
)
from pipeline.reply.marked.requests import Request, RequestLine
from pipeline.reply.marked.sheet_part import Position, SheetPart, position_of
from pipeline.reply.marked.stamp_sheet import Mark, stamp_rows, stamp_sheet
from pipeline.reply.marked.styles_part import NO_FILL, StyleSheet
from pipeline.reply.marked.workbook_part import SHEET_TYPE, Book, Sheet

MARK_FILLS = {Severity.ERROR: f"rgb:{ERROR_FILL}", Severity.WARNING: f"rgb:{WARNING_FILL}"}
DEMANDS = {Severity.ERROR: ERROR_DEMAND, Severity.WARNING: WARNING_DEMAND}
MOST_NOTES = 500  # on one sheet; beyond it the colour and the list say enough
OTHER_RETURN_SHEET = f"{RETURN_SHEET}(확인)"  # where the sender has a sheet of that name
MASKED_SHEET = "시트 이름에 개인정보로 보이는 값이 있어, 이름을 적어 표시할 수 없었습니다."
_UNTOUCHABLE = (
    ("_xmlsignatures/", "전자서명이 된 파일이어서, 서명이 깨지지 않도록 표시하지 않았습니다."),
    ("xl/revisions/", "여러 사람이 함께 고치도록 공유된 파일이어서 표시하지 않았습니다."),
)

_Asked = tuple[RequestLine, str]  # a line, and what it says about one of its cells


def marked_copy(data: bytes, request: Request, sheet: RequestSheet, stamp: Stamp | None, former: Former) -> bytes:
    """The bytes of the marked copy. Raises CannotMark where marking might harm the file."""
    return _Copy(data, request).made(sheet, stamp, former)


class Former:
    """What an earlier return copy left in this workbook; nothing, in one that comes for the first time."""

    def __init__(self, marks: Iterable[Mark] = (), *, came_back: bool = False, has_sheet: bool = False) -> None:
        self.came_back = came_back
        self.has_sheet = has_sheet
        self._by_cell = {(mark.sheet, mark.cell): mark.fill for mark in marks}
        self._by_column = {(sheet, cell.rstrip("0123456789")): fill for (sheet, cell), fill in self._by_cell.items()}

    def fill(self, sheet: str, position: Position) -> str:
        """The fill that a marked cell had; where rows have moved, the one of another marked cell of its column."""
        known = self._by_cell.get((sheet, cell_address(*position)))
        return known or self._by_column.get((sheet, column_letters(position[1])), NO_FILL)


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
                    cells.setdefault(part.anchor(position), []).append((line, note))
        for count, (position, asked) in enumerate(sorted(cells.items())):
            severity = Severity.ERROR if any(line.is_error for line, _ in asked) else Severity.WARNING
            before = part.fill(position, MARK_FILLS[severity])
            self.marks.append(Mark(name, cell_address(*position), before))
            if count < MOST_NOTES:
                self._sheet_notes(name).put(position, _note(asked))

    def _clear(self, former: Former) -> None:
        """Take out the colours and notes of the copy that came back: what was mended must look mended."""
        marked = self.styles.styles_with_fill(frozenset(MARK_FILLS.values()))
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
                part.fill(position, former.fill(sheet.name, position))
            if positions:
                self.parts[sheet.name] = part

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
        rows = stamp_rows(stamp, self.marks)
        if old is None:
            self.package.put_xml(self.book.add(STAMP_SHEET, b"", state="veryHidden").part, stamp_sheet(rows, None))
        else:
            self.package.put_xml(old.part, stamp_sheet(rows, self.package.xml(old.part)))


def _note(asked: list[_Asked]) -> list[NotePiece]:
    pieces: list[NotePiece] = []
    for line, note in asked:
        if pieces:
            pieces.append(NotePiece("\n\n"))
        pieces += note_pieces(line.number, DEMANDS[line.severity], note, line.advice)
    return pieces
