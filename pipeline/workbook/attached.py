"""What hangs on a sheet's cells beside their values: comments with a number in them, and where pictures lie.

Comes in: a package and a sheet of it. Goes out: ``Attached``. Nothing here is counted or shown as it stands; a part
that cannot be understood has nothing to tell and must not cost the sender a good file.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator

from lxml import etree

from pipeline.model.cells import column_number
from pipeline.workbook.outcome import Refused
from pipeline.workbook.package_parts import Package, parse_part
from pipeline.workbook.workbook_parts import SheetPart

_REFERENCE = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})")
_ANCHORS = ("twoCellAnchor", "oneCellAnchor", "absoluteAnchor")
_OBJECTS = frozenset(("pic", "graphicFrame"))  # a picture, or a table of another program drawn as one
_CHART = b"drawingml/2006/chart"


Attached = tuple[list[tuple[int, int, str]], list[tuple[int, int]]]
"""Comments as (row, column, text), and pictures as the first and last row on which each lies."""


def attached_to(package: Package, sheet: SheetPart) -> Attached:
    """The comments with a digit in them and the pictures of one sheet, in the order of the file."""
    comments: list[tuple[int, int, str]] = []
    targets = list(_targets(package, sheet.source))
    threads = dict(_comments(package, targets, "threadedComment", "text"))
    notes = dict(_comments(package, targets, "comments", "t"))
    for reference, text in (notes | threads).items():  # a conversation has a plain copy with words of the program's own
        place = _REFERENCE.fullmatch(reference)
        if place is not None and any(character.isdecimal() for character in text):
            comments.append((int(place[2]), column_number(place[1]), text))
    drawings = (part for kind, part in targets if kind == "drawing")
    return comments, [rows for part in drawings for rows in _pictures(package.part(part) or b"")]


def _targets(package: Package, source: str) -> Iterator[tuple[str, str]]:
    """(kind, name) of each part of the package that a sheet points to."""
    folder, base = posixpath.split(source)
    for relation in _elements(package.part(f"{folder}/_rels/{base}.rels") or b""):
        if relation.get("TargetMode") != "External":
            yield (
                relation.get("Type", "").rsplit("/", 1)[-1],
                posixpath.normpath(posixpath.join("/", folder, relation.get("Target", ""))).lstrip("/"),
            )


def _comments(package: Package, targets: list[tuple[str, str]], kind: str, tag: str) -> Iterator[tuple[str, str]]:
    """(cell, text); of a conversation its last word."""
    for part in (part for own, part in targets if own == kind):
        for element in _elements(package.part(part) or b""):
            if element.get("ref") and _name(element) in ("comment", "threadedComment"):
                texts = (child.text or "" for child in element.iter(f"{{*}}{tag}"))
                yield element.get("ref", ""), "".join(texts)


def _pictures(part: bytes) -> Iterator[tuple[int, int]]:
    for anchor in _elements(part):
        if _name(anchor) not in _ANCHORS or not any(_name(child) in _OBJECTS for child in anchor.iter("{*}*")):
            continue
        if _CHART in etree.tostring(anchor):
            continue
        rows = [int(row.text) for row in anchor.iter("{*}row") if (row.text or "").isdigit() and row.text]
        yield (min(rows) + 1, max(rows) + 1) if rows else (1, 1)


def _elements(part: bytes) -> Iterator[etree._Element]:
    if part:
        try:
            yield from parse_part(part).iter("{*}*")
        except Refused:
            return


def _name(element: etree._Element) -> str:
    return etree.QName(element).localname
