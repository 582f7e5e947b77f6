"""What a workbook carries besides its cells: comments, pictures, text boxes, headers, properties, stored copies.

Comes in: a package and its list of sheets. Goes out: what is attached to a sheet's cells (comments with a number in
them, and where pictures lie), and the texts with enough digits to hold a personal number, each with its place. What is
personal is decided elsewhere; none of these texts is ever printed or added up. A part that cannot be parsed is searched
as plain text: a good file must not be refused because of it.
"""

from __future__ import annotations

import html
import posixpath
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property, lru_cache

from lxml import etree

from pipeline.model.cells import TextPlace, column_number
from pipeline.workbook.outcome import Refused
from pipeline.workbook.package_parts import Package, parse_part
from pipeline.workbook.workbook_parts import SheetPart, unescaped

# Places where the sender writes free text: an e-mail or home address there does not come from how the file was saved.
WRITTEN = frozenset({TextPlace.COMMENT, TextPlace.DRAWING, TextPlace.HEADER_FOOTER, TextPlace.SHEET_NAME})
FEWEST_DIGITS = 10  # in the shortest personal number


def _many_digits(end: str) -> str:
    """A pattern for at least as many digits as a personal number has, before one of the characters ``end``."""
    return rf"(?:[^{end}\d]*+\d){{{FEWEST_DIGITS}}}"


_DIGIT = re.compile(r"\d")
_SIGN_OF_MORE = re.compile("[@＠호]")  # signs of an e-mail address or a home address
_REPEATING_SHEET_NAMES = frozenset({TextPlace.DEFINED_NAME, TextPlace.PROPERTY, TextPlace.PROMPT})
_OF_THE_WORKBOOK = frozenset({TextPlace.DEFINED_NAME, TextPlace.PROPERTY})
_MARK_UP = re.compile(r"<[^<>]*>")
_BETWEEN_TAGS = re.compile(rf">({_many_digits('<>')}[^<>]*)")  # ">" ends it too: many in a row would take for ever
_SHEET_DATA = re.compile(rb"<(?:\w+:)?sheetData\s*/>|</(?:\w+:)?sheetData\s*>")
_LARGEST_KEPT = 50_000  # bytes around the rows of a sheet that are kept for the next workbook
_LONGEST_TAG = 80  # characters before the name in a tag: a prefix and the slash
_DEFINED_NAME = re.compile(rf"<(?:\w+:)?definedName\b{_many_digits('<')}")
_HEADER_FOOTER = re.compile(r"<(?:\w+:)?(?:odd|even|first)(?:Header|Footer)(?:\s[^>]*)?>([^<]*)<")
_HEADER_CODE = re.compile(r'&"[^"]*"|&K[0-9A-Fa-f]{6}|&[0-9]{1,3}(?![0-9])|&[A-Za-z]')
_NAMES = "prompt|promptTitle|error|errorTitle|tooltip|display|location"
_PROMPT = re.compile(rf"""\s(?:{_NAMES})=(?:"({_many_digits('"')}[^"]*)"|'({_many_digits("'")}[^']*)')""")
_LIST = re.compile(rf"<(?:\w+:)?(?:formula[12]|f)(?:\s[^>]*)?>({_many_digits('<')}[^<]*)<")
_STORED = re.compile(rb"""<(?:\w+:)?[sn]\s[^<>]*?\bv=("[^"]*"|'[^']*')|<(?:\w+:)?v>([^<]*)<""")
_REFERENCE = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})")
_ANCHORS = ("twoCellAnchor", "oneCellAnchor", "absoluteAnchor")
_OBJECTS = frozenset(("pic", "graphicFrame"))  # a picture, or a table of another program drawn as one
_CHART = b"drawingml/2006/chart"

Attached = tuple[list[tuple[int, int, str]], list[tuple[int, int]]]
"""Comments as (row, column, text), and pictures as (first row, last row)."""

RawText = tuple[str, str, str, str]
"""The fields of a ``TextBeside``, in their order."""

Text = tuple[str, str]
"""The address of the cell that a text is attached to ("" for none), and the text."""


def texts_beside_cells(package: Package, sheets: Sequence[SheetPart]) -> list[RawText]:
    """Every text outside the cells with as many digits as a personal number has, each once, in the order of the file;
    in comments, drawings, headers, footers and sheet names also texts with a sign of an e-mail or home address. Most
    parts hold neither: they are only searched as bytes and never parsed.
    """
    found = _Found([sheet.name for sheet in sheets])
    owners = _Owners(package, sheets)
    for sheet in sheets:
        found.add(TextPlace.SHEET_NAME, sheet.name, [("", sheet.name)])
        found.add(TextPlace.LINK, sheet.name, owners.outside(sheet))
        around = _around_rows(sheet.part or b"")
        headers, prompts = (_kept_texts if len(around) <= _LARGEST_KEPT else _texts_around)(around)
        found.add(TextPlace.HEADER_FOOTER, sheet.name, headers)
        found.add(TextPlace.PROMPT, sheet.name, prompts)
    for name, part in package.parts.items():
        place, texts_of = _kind_of_part(name)
        if place is not None and _may_hold_any(place, part):
            found.add(place, "" if place in _OF_THE_WORKBOOK else owners.of(name), texts_of(part))
    return list(found.texts)


class _Found:
    """What was found so far. ``texts`` is used for its keys, which keep their order."""

    def __init__(self, sheet_names: Sequence[str]) -> None:
        self.texts: dict[RawText, None] = {}
        self._sheet_names = sheet_names

    def add(self, place: TextPlace, sheet: str, texts: Iterable[Text]) -> None:
        """Keep those of ``texts`` that may hold personal data."""
        for cell, text in texts:
            own = self._without_sheet_names(text) if place in _REPEATING_SHEET_NAMES else text
            if _has_enough_digits(own) or (place in WRITTEN and _SIGN_OF_MORE.search(own)):
                self.texts[place.value, sheet, cell, own] = None

    def _without_sheet_names(self, text: str) -> str:
        """The text without sheet names, which are already reported as such."""
        for name in self._sheet_names if _has_enough_digits(text) else ():
            text = text.replace(name, "")
        return text


class _Owners:
    """Which parts belong to which sheet, directly or through other parts; worked out only where a text was found or a
    link leads outside.
    """

    def __init__(self, package: Package, sheets: Sequence[SheetPart]) -> None:
        self._package, self._sheets = package, sheets
        self._has_outside = any(b"External" in part for name, part in package.parts.items() if name.endswith(".rels"))

    def outside(self, sheet: SheetPart) -> list[Text]:
        """The addresses outside the file that a sheet, or a part that belongs to it, links to."""
        return [("", address) for address in self._followed[1][sheet.source]] if self._has_outside else []

    def of(self, part: str) -> str:
        """The name of the sheet that a part belongs to; "" where it belongs to none."""
        return self._followed[0].get(part, "")

    @cached_property
    def _followed(self) -> tuple[dict[str, str], dict[str, list[str]]]:
        owners: dict[str, str] = {}
        return owners, {sheet.source: _outside_links(self._package, sheet, owners) for sheet in self._sheets}


def _may_hold_any(place: TextPlace, part: bytes) -> bool:
    """Whether a part is worth parsing. A digit or sign that is written as an entity ("&#64;") counts too."""
    if place not in (TextPlace.COMMENT, TextPlace.DEFINED_NAME):
        return True  # a drawing's attributes are texts too, and the others are searched without parsing
    text = _text_of(part)
    if place is TextPlace.DEFINED_NAME:
        return _DEFINED_NAME.search(text) is not None
    written = _MARK_UP.sub("", text)
    return _has_enough_digits(written) or "&#" in written or bool(_SIGN_OF_MORE.search(written))


def _text_of(part: bytes) -> str:
    """A part's text; text inside CDATA is text like any other."""
    text = part.decode("utf-8", errors="replace")
    return text.replace("<![CDATA[", "").replace("]]>", "") if "<![CDATA[" in text else text


def _has_enough_digits(text: str) -> bool:
    return len(text) >= FEWEST_DIGITS and len(_DIGIT.findall(text)) >= FEWEST_DIGITS


def _plain(text: str) -> str:
    return unescaped(html.unescape(text))


def _around_rows(part: bytes) -> bytes:
    """What follows the rows of a worksheet; the rows may be many and are not looked at again."""
    end = _SHEET_DATA.search(part, max(part.rfind(b"sheetData") - _LONGEST_TAG, 0))
    return part[end.end() if end else 0 :]


def _texts_around(around: bytes) -> tuple[tuple[Text, ...], tuple[Text, ...]]:
    """Headers and footers, and prompts."""
    text = around.decode("utf-8", errors="replace")
    headers = (_HEADER_CODE.sub(" ", _plain(header)) for header in _HEADER_FOOTER.findall(text))
    prompts = (*map("".join, _PROMPT.findall(text)), *_LIST.findall(text))
    return tuple(("", header) for header in headers), tuple(("", _plain(prompt)) for prompt in prompts)


# Returns of the same form have the same XML around their rows, so each process searches it only once.
_kept_texts = lru_cache(maxsize=64)(_texts_around)


def _outside_links(package: Package, sheet: SheetPart, owners: dict[str, str]) -> list[str]:
    """The addresses that a sheet links to. Also notes in ``owners`` the parts that belong to the sheet, directly or
    not.
    """
    outside: list[str] = []
    waiting = [sheet.source]
    while waiting:
        for _, target, is_outside in _relations(package, waiting.pop()):
            if is_outside:
                outside.append(_plain(target))
            elif target.casefold() not in owners and target.casefold() in package.parts:
                owners[target.casefold()] = sheet.name
                waiting.append(target)
    return outside


def _relations(package: Package, source: str) -> Iterator[tuple[str, str, bool]]:
    """(last word of the type, target, whether it is outside the file) for each relation of a part."""
    folder, base = posixpath.split(source)
    for relation in _elements(package.part(f"{folder}/_rels/{base}.rels") or b""):
        target, is_outside = relation.get("Target", ""), relation.get("TargetMode") == "External"
        if not is_outside:
            target = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
        yield relation.get("Type", "").rsplit("/", 1)[-1], target, is_outside


def _kind_of_part(name: str) -> tuple[TextPlace | None, Callable[[bytes], Iterable[Text]]]:
    """Which place the texts of a part belong to, by the part's name, and the function that finds them. None for a part
    that is handled elsewhere or has no place of its own.
    """
    folder, _, base = name.rpartition("/")
    if base.endswith(".rels"):
        return None, _leaves
    if folder == "xl/threadedcomments" or base.startswith("comment"):
        return TextPlace.COMMENT, _comments
    if folder in ("xl/drawings", "xl/charts", "xl/chartsheets", "xl/diagrams"):
        return TextPlace.DRAWING, _paragraphs
    if folder == "xl/externallinks":
        return TextPlace.OTHER_FILE, _stored
    if folder == "xl/pivotcache":
        return TextPlace.PIVOT, _stored
    if folder in ("docprops", "customxml"):
        return TextPlace.PROPERTY, _leaves
    return (TextPlace.DEFINED_NAME, _defined_names) if name == "xl/workbook.xml" else (None, _leaves)


# -- the texts of one part ------------------------------------------------------------------------------------------


def _elements(part: bytes) -> Iterator[etree._Element]:
    """Every element below the root; nothing where the part is not well-formed XML."""
    if not part:
        return
    try:
        root = parse_part(part)
    except Refused:
        return
    yield from root.iterdescendants(etree.Element)


def _local(element: etree._Element) -> str:
    return etree.QName(element).localname


def _joined(element: etree._Element, name: str) -> str:
    """The texts of all elements called ``name`` below, joined: a text whose font changes is stored in several."""
    return unescaped("".join(child.text or "" for child in element.iter(f"{{*}}{name}")))


def _without_mark_up(part: bytes) -> str:
    return _plain(_MARK_UP.sub(" ", part.decode("utf-8", errors="replace")))


def _comments(part: bytes) -> Iterator[Text]:
    for element in _elements(part):
        if _local(element) == "comment":
            yield element.get("ref", ""), _joined(element, "t")
        elif _local(element) == "threadedComment":
            yield element.get("ref", ""), _joined(element, "text")


def _paragraphs(part: bytes) -> Iterator[Text]:
    """Text boxes, shapes and charts, paragraph by paragraph; names and descriptions of pictures; form controls
    (VML).
    """
    elements = list(_elements(part))
    if not elements:
        yield "", _without_mark_up(part)
    for element in elements:
        kind = _local(element)
        if kind == "p":
            yield "", _joined(element, "t")
        elif kind in ("cNvPr", "docPr"):
            yield from (("", element.get(name, "")) for name in ("name", "descr", "title"))
        elif kind == "textbox":
            yield "", "".join(map(str, element.itertext()))
        elif kind == "v":  # a chart stores a copy of its numbers and names
            yield "", element.text or ""


def _leaves(part: bytes) -> Iterator[Text]:
    """The texts between tags, whether or not the part is well-formed XML."""
    return (("", _plain(text)) for text in _BETWEEN_TAGS.findall(_text_of(part)))


def _defined_names(part: bytes) -> Iterator[Text]:
    for element in _elements(part):
        if _local(element) == "definedName":
            yield from (
                ("", text) for text in (element.get("name", ""), element.get("comment", ""), element.text or "")
            )


def _stored(part: bytes) -> Iterator[Text]:
    """Values that the workbook stores from other files and tables. There may be very many, so they are not parsed as
    XML.
    """
    for attribute, text in _STORED.findall(part):
        yield "", _plain((attribute[1:-1] or text).decode("utf-8", errors="replace"))


# -- what is attached to the cells of a sheet ------------------------------------------------------------------------


def attached_to(package: Package, sheet: SheetPart) -> Attached:
    """The comments with a digit in them, and the pictures, of one sheet, in the order of the file."""
    comments: list[tuple[int, int, str]] = []
    targets = [(kind, part) for kind, part, is_outside in _relations(package, sheet.source) if not is_outside]
    threads = dict(_comments_at(package, targets, "threadedComment", "text"))
    notes = dict(_comments_at(package, targets, "comments", "t"))
    for reference, text in (notes | threads).items():  # a thread also has a plain copy with words of the program
        place = _REFERENCE.fullmatch(reference)
        if place is not None and any(character.isdecimal() for character in text):
            comments.append((int(place[2]), column_number(place[1]), text))
    drawings = (part for kind, part in targets if kind == "drawing")
    return comments, [rows for part in drawings for rows in _pictures(package.part(part) or b"")]


def _comments_at(package: Package, targets: list[tuple[str, str]], kind: str, tag: str) -> Iterator[tuple[str, str]]:
    """(cell, text) of each comment; a conversation's comments come in order, so that a dict keeps the last one."""
    for part in (part for own, part in targets if own == kind):
        for element in _elements(package.part(part) or b""):
            if element.get("ref") and _local(element) in ("comment", "threadedComment"):
                texts = (child.text or "" for child in element.iter(f"{{*}}{tag}"))
                yield element.get("ref", ""), "".join(texts)


def _pictures(part: bytes) -> Iterator[tuple[int, int]]:
    for anchor in _elements(part):
        if _local(anchor) not in _ANCHORS or not any(_local(child) in _OBJECTS for child in anchor.iter("{*}*")):
            continue
        if _CHART in etree.tostring(anchor):
            continue
        rows = [int(row.text) for row in anchor.iter("{*}row") if (row.text or "").isdigit() and row.text]
        yield (min(rows) + 1, max(rows) + 1) if rows else (1, 1)
