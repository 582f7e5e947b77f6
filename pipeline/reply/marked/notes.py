"""The notes of one sheet: ours are added, or appended to the sender's; the sender's own words always stay.

Comes in: a sheet of a package, positions and texts. Goes out: the sheet's comments part and the drawing that shows the
notes (VML, the only form that every version of Excel shows). Threaded comments are left alone: they are conversations.
"""

from __future__ import annotations

import posixpath
from collections.abc import Sequence
from dataclasses import dataclass

from lxml import etree

from pipeline.forms.stamp import OWN_NOTE
from pipeline.model.cells import cell_address
from pipeline.reply.marked.note_shapes import EMPTY_DRAWING, NoteShapes, first_block
from pipeline.reply.marked.package import MAIN, UNUSUAL, CannotMark, WorkbookPackage, tag
from pipeline.reply.marked.sheet_part import Position, SheetPart, position_of
from pipeline.reply.marked.texts import circled, escaped_for_excel

COMMENTS_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"
DRAWING_TYPE = "application/vnd.openxmlformats-officedocument.vmlDrawing"
NOTE_FONT, NOTE_SIZE = "맑은 고딕", "9"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_THREADED = "tc="  # how Excel begins the author's name in the plain copy of a conversation


@dataclass(frozen=True, slots=True)
class NotePiece:
    """A piece of a note's text in one look."""

    text: str
    bold: bool = False


def note_pieces(number: int, demand: str, message: str, advice: str) -> tuple[NotePiece, ...]:
    """One request as three lines; ``remove_ours`` recognises them by this shape when the file comes back."""
    return NotePiece(f"【수정요청 {circled(number)} · {demand}】", bold=True), NotePiece(f"\n{message}\n→ {advice}")


class SheetNotes:
    """The notes of one sheet, changed in memory until ``save``."""

    def __init__(self, package: WorkbookPackage, part: str, sheet: SheetPart, author: str) -> None:
        self._package, self._part, self._sheet = package, part, sheet
        relation = package.relation(part, "comments")
        self._name = relation.target if relation else ""
        self._root = package.xml(self._name) if self._name else _new_comments()
        self._authors = _child(self._root, "authors")
        self._list = _child(self._root, "commentList")
        self._author = author
        self._drawing = self._drawing_part()
        self._shapes = NoteShapes(package.part(self._drawing) if self._drawing else EMPTY_DRAWING, sheet)
        self._changed = False

    def remove_ours(self) -> None:
        """Remove what an earlier return copy said; an answer written below it stays."""
        for comment in list(self._list):
            position, text = position_of(comment.get("ref", "")), comment.find(tag("text"))
            if position is None or text is None or self._is_threaded(comment) or not _cut_ours(text):
                continue
            self._changed = True
            if not _plain(text).strip():
                self._list.remove(comment)
                self._shapes.remove(position)

    def put(self, position: Position, pieces: Sequence[NotePiece]) -> None:
        """Add a note at a cell, or append to the one there."""
        address = cell_address(*position)
        comment = next((entry for entry in self._list if entry.get("ref", "").upper() == address), None)
        if comment is not None and self._is_threaded(comment):
            return
        self._changed = True
        if comment is None:
            place = {"ref": address, "authorId": str(self._own_author())}
            comment = etree.SubElement(self._list, tag("comment"), place)
            text = etree.SubElement(comment, tag("text"))
            _write(text, pieces)
            self._shapes.add(position, _plain(text))
            return
        text = _child(comment, "text")
        _write(text, [NotePiece("\n\n"), *pieces])
        self._shapes.resize(position, _plain(text))

    def save(self) -> None:
        """Put the changed parts back; a sheet without notes stays without."""
        if not self._changed:
            return
        if not self._name:
            self._name = self._package.new_name("xl/comments{}.xml")
            self._package.relate(self._part, "comments", self._name)
            self._package.declare(self._name, COMMENTS_TYPE)
        self._package.put_xml(self._name, self._root)
        if not self._drawing:
            self._drawing = self._package.new_name("xl/drawings/vmlDrawing{}.vml")
            self._package.declare(self._drawing, DRAWING_TYPE)
            self._sheet.point_to_notes(self._package.relate(self._part, "vmlDrawing", self._drawing))
        self._package.put(self._drawing, self._shapes.to_bytes(first_block(self._other_drawings())))

    def _other_drawings(self) -> list[bytes]:
        package = self._package
        return [package.part(name) for name in package.names if name.endswith(".vml") and name != self._drawing]

    def _drawing_part(self) -> str:
        wanted = self._sheet.drawing_of_notes()
        if not wanted:
            return ""
        name = next((r.target for r in self._package.relations(self._part) if r.id == wanted), "")
        if not name or posixpath.splitext(name)[1].casefold() != ".vml":
            raise CannotMark(UNUSUAL)
        return name

    def _is_threaded(self, comment: etree._Element) -> bool:
        number, authors = comment.get("authorId", ""), [author.text or "" for author in self._authors]
        return number.isdigit() and int(number) < len(authors) and authors[int(number)].startswith(_THREADED)

    def _own_author(self) -> int:
        for number, author in enumerate(self._authors):
            if author.text == self._author:
                return number
        etree.SubElement(self._authors, tag("author")).text = self._author
        return len(self._authors) - 1


def _new_comments() -> etree._Element:
    root = etree.fromstring(f'<comments xmlns="{MAIN}"/>')
    etree.SubElement(root, tag("authors"))
    etree.SubElement(root, tag("commentList"))
    return root


def _child(element: etree._Element, name: str) -> etree._Element:
    child = element.find(tag(name))
    if child is None:
        raise CannotMark(UNUSUAL)
    return child


def _plain(text: etree._Element) -> str:
    """A note's text, without phonetic readings."""
    return "".join(piece.text or "" for piece in text.iter(tag("t")))


def _write(text: etree._Element, pieces: Sequence[NotePiece]) -> None:
    for bare in text.findall(tag("t")):  # a note without runs: its one text becomes the first run
        run = etree.Element(tag("r"))
        text.replace(bare, run)
        run.append(bare)
        bare.set(_SPACE, "preserve")
    for piece in pieces:
        run = etree.SubElement(text, tag("r"))
        look = etree.SubElement(run, tag("rPr"))
        if piece.bold:
            etree.SubElement(look, tag("b"))
        etree.SubElement(look, tag("sz"), {"val": NOTE_SIZE})
        etree.SubElement(look, tag("color"), {"rgb": "FF000000"})
        etree.SubElement(look, tag("rFont"), {"val": NOTE_FONT})
        etree.SubElement(look, tag("family"), {"val": "3"})
        etree.SubElement(look, tag("charset"), {"val": "129"})
        words = etree.SubElement(run, tag("t"))
        words.text = escaped_for_excel(piece.text)
        words.set(_SPACE, "preserve")


def _cut_ours(text: etree._Element) -> bool:
    """Remove our blocks from the runs of a note, character by character, so that the rest keeps its look."""
    whole = _plain(text)
    ours = {place for found in OWN_NOTE.finditer(whole) for place in range(*found.span())}
    start = 0
    for piece in text.iter(tag("t")):
        letters = piece.text or ""
        piece.text = "".join(letter for place, letter in enumerate(letters, start) if place not in ours)
        start += len(letters)
    return bool(ours)
