"""The parts around the sheets: the list of sheets, shared strings, number formats, the calendar, the saving program.

Comes in: a package. Goes out: ``WorkbookParts``. Sheets are found through the relationships, as the format requires;
where a sheet's part is missing, the file is refused, so that no sheet vanishes. No cell is read here.
"""

from __future__ import annotations

import html
import posixpath
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from lxml import etree

from pipeline.workbook.outcome import FileRule, Refused
from pipeline.workbook.package_parts import (
    OFFICE_RELATIONSHIPS,
    PLAIN_TEXT,
    STRICT_PREFIX,
    XML_SPACE,
    Package,
    letters_of,
    main_tag,
    parse_part,
    resolved,
)
from pipeline.workbook.styles import Format, Looks, Run, Styles, runs_of, styles_in

_SHEET, _SHEETS, _WORKBOOK_PR, _PROTECTION = map(main_tag, ("sheet", "sheets", "workbookPr", "workbookProtection"))
_TEXT, _RUN, _ITEM = main_tag("t"), main_tag("r"), main_tag("si")
_RELATION_ID = f"{{{OFFICE_RELATIONSHIPS}}}id"
_APPLICATION = re.compile(rb"<Application>([^<]{1,100})</Application>")
_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")
_XML_SPACES = " \t\r\n"
_PASSWORDS = (
    "password",
    "workbookPassword",
    "revisionsPassword",
    "hashValue",
    "workbookHashValue",
    "revisionsHashValue",
)
_PLAIN_STRINGS = re.compile(
    rf'(?:<si><t(?: xml:space="preserve")?+>{PLAIN_TEXT}*+</t>'
    r'(?:<phoneticPr(?: [A-Za-z]+="[A-Za-z0-9]*")*/>)?+</si>\n?)*+'
)
_STRING = re.compile(r'<si><t( xml:space="preserve")?>([^<]*+)<')
_SST_HEAD = re.compile(r"<sst[^>]*>")
_STATES = frozenset({"visible", "hidden", "veryHidden"})
_FEATURES = (
    ("macros", ("xl/vbaproject", "xl/macrosheets/")),
    ("external_links", ("xl/externallinks/",)),
    ("connections", ("xl/connections", "xl/querytables/")),
    ("embedded_objects", ("xl/embeddings/", "xl/activex/")),
    ("comments", ("xl/comments", "xl/threadedcomments/")),
    ("pictures", ("xl/media/",)),
)


@dataclass(frozen=True, slots=True)
class SheetPart:
    """One entry of the sheet list. ``part`` is None for a chart or dialog sheet, which has no cells; ``source`` names
    the part in the package.
    """

    name: str
    state: str
    part: bytes | None
    source: str = ""


@dataclass(frozen=True, slots=True)
class WorkbookParts:
    """``formats`` is keyed by a cell's style number as text ("" for a cell without one)."""

    sheets: tuple[SheetPart, ...]
    date_1904: bool
    strings: list[str]
    formats: Mapping[str, Format]
    application: str
    features: frozenset[str]
    has_password: bool
    looks: Looks = field(default_factory=Looks)
    has_cell_pictures: bool = False


def read_workbook_parts(package: Package) -> WorkbookParts:
    """Everything but the cells. Raises ``Refused`` for names that are still Strict, a missing part or no worksheet at
    all.
    """
    workbook_name = _workbook_name(package)
    root = _root(package, workbook_name)
    if root.tag != main_tag("workbook"):
        raise Refused(FileRule.STRICT if str(root.tag).startswith("{" + STRICT_PREFIX) else FileRule.DAMAGED)
    relations = _relations(package, workbook_name)
    by_kind = dict(relations.values())
    styles = styles_in(_part(package, by_kind["styles"])) if "styles" in by_kind else Styles()
    strings, rich = _shared_strings(package, by_kind.get("sharedStrings"))
    properties, protection = root.find(_WORKBOOK_PR), root.find(_PROTECTION)
    return WorkbookParts(
        sheets=_sheets(package, root, relations),
        date_1904=properties is not None and properties.get("date1904") in ("1", "true", "on"),
        strings=strings,
        formats=styles.formats,
        application=_application(package),
        features=_features(package),
        has_password=protection is not None and has_password(protection),
        has_cell_pictures=_has_cell_pictures(package),
        looks=replace(styles.looks, rich=rich),
    )


def _has_cell_pictures(package: Package) -> bool:
    """Whether pictures were placed in cells. Such cells hold #VALUE!, like cells with any newer kind of error."""
    return b'"_localImage"' in (package.part("xl/richData/rdrichvaluestructure.xml") or b"")


def has_password(protection: etree._Element) -> bool:
    """Whether a protection element has a password; our own blank forms are protected without one."""
    return any(protection.get(name) for name in _PASSWORDS)


def item_text(item: etree._Element) -> str:
    """Text of a shared string or inline string: its runs joined, without phonetic readings.

    White space at the ends of a run counts only where the file says so, as in Excel.
    """
    pieces = []
    for child in item:
        if child.tag == _TEXT:
            pieces.append(_run_text(child))
        elif child.tag == _RUN:
            pieces.extend(map(_run_text, child.iterchildren(_TEXT)))
    return unescaped("".join(pieces))


def _run_text(element: etree._Element) -> str:
    text = element.text or ""
    bare = text.strip(_XML_SPACES)
    return text if len(bare) < len(text) and element.get(XML_SPACE) == "preserve" else bare


def unescaped(text: str) -> str:
    """``text`` with Excel's "_x000D_" escapes decoded; "_x005F_" escapes an underscore; lone surrogates stay
    escaped.
    """
    return _ESCAPE.sub(_letter, text) if "_x" in text else text


def _letter(escape: re.Match[str]) -> str:
    number = int(escape[1], 16)
    return escape[0] if 0xD800 <= number <= 0xDFFF else chr(number)


def _root(package: Package, name: str) -> etree._Element:
    return parse_part(_part(package, name))


def _part(package: Package, name: str) -> bytes:
    data = package.part(name)
    if data is None:
        raise Refused(FileRule.MISSING_PART, part=name)
    return data


def _workbook_name(package: Package) -> str:
    for kind, target in _relations(package, "").values():
        if kind == "officeDocument":
            return target
    raise Refused(FileRule.MISSING_PART, part="xl/workbook.xml")


def _relations(package: Package, source: str) -> dict[str, tuple[str, str]]:
    """Id -> (last word of the type, part name) of the parts that ``source`` points to; "" is the package itself."""
    folder, base = posixpath.split(source)
    relations = {}
    for relation in _root(package, posixpath.join(folder, "_rels", base + ".rels")):
        kind, target = relation.get("Type", ""), relation.get("Target", "")
        if kind.startswith(STRICT_PREFIX):
            raise Refused(FileRule.STRICT)
        if relation.get("TargetMode") != "External":
            name = f"{folder}/{target}" if folder and target[:1] != "/" else target.lstrip("/")
            if "./" in name or "//" in name:
                name = posixpath.normpath(name)
            relations[relation.get("Id", "")] = (kind.rsplit("/", 1)[-1], name)
    return relations


def _sheets(package: Package, root: etree._Element, relations: dict[str, tuple[str, str]]) -> tuple[SheetPart, ...]:
    sheets: list[SheetPart] = []
    names: set[str] = set()
    for sheet in root.iterfind(f"{_SHEETS}/{_SHEET}"):
        name, state = unescaped(sheet.get("name", "")), sheet.get("state", "visible")
        kind, target = relations.get(sheet.get(_RELATION_ID, ""), ("", ""))
        if not name or name.casefold() in names or state not in _STATES:
            raise Refused(FileRule.DAMAGED)
        names.add(name.casefold())
        part = package.part(target) if kind == "worksheet" else None
        if part is None and kind in ("", "worksheet"):
            raise Refused(FileRule.MISSING_PART, part=name)
        sheets.append(SheetPart(name, state, part, target))
    if not any(sheet.part is not None for sheet in sheets):
        raise Refused(FileRule.NO_SHEETS)
    return tuple(sheets)


def _shared_strings(package: Package, name: str | None) -> tuple[list[str], dict[str, tuple[Run, ...]]]:
    """The texts, and by index the runs of those written in several fonts."""
    if name is None:
        return [], {}
    part = _part(package, name)
    plain = plain_strings(part)
    if plain is not None:
        return plain, {}
    items = [item for item in parse_part(part) if item.tag == _ITEM]
    rich = {str(number): runs for number, item in enumerate(items) if (runs := runs_of(item))}
    return [item_text(item) for item in items], rich


def plain_strings(xml: bytes) -> list[str] | None:
    """The texts of plainly written shared strings, or None where they must be parsed as XML."""
    text = letters_of(xml)
    head, end = _SST_HEAD.search(text), text.rfind("</sst>")
    if head is None or end < head.end() or _PLAIN_STRINGS.fullmatch(text, head.end(), end) is None:
        return None
    root = parse_part((text[: head.end()] + text[end:]).encode())
    if root.tag != main_tag("sst") or len(root):  # they were in a comment or under another name
        return None
    return [
        _special_text(mark, item) if "&" in item or "_x" in item else item if mark else item.strip(_XML_SPACES)
        for mark, item in _STRING.findall(text, head.end(), end)
    ]


def _special_text(mark: str, text: str) -> str:
    text = resolved(text)
    return unescaped(text if mark else text.strip(_XML_SPACES))


def _application(package: Package) -> str:
    """The saving program. It is only shown to people, so a regular expression is enough."""
    match = _APPLICATION.search(package.part("docProps/app.xml") or b"")
    return html.unescape(match[1].decode("utf-8", errors="replace")).strip() if match else ""


def _features(package: Package) -> frozenset[str]:
    return frozenset(feature for feature, starts in _FEATURES if any(name.startswith(starts) for name in package.names))
