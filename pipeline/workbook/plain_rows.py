"""The short way through parts written as plainly as Excel writes them; everything else takes the long way.

Comes in: the XML of a worksheet or of the shared strings. Goes out: their content as text, and the rest of the part
without it, or None. The short way is taken only where *every* letter of the content fits a grammar so narrow (no
comment, no CDATA, no prefix, no nesting, each cell in its own row) that reading it letter by letter and parsing it as
XML come to the same; the rest of the part is still parsed as XML. About three times as fast as a tree, on the path
that every file takes.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

StoredCell = tuple[str, str, str, str, str, str | None]
"""Column letters, row digits, style, type, formula, value; "" where the file has none (None: no value element)."""

# "+" after a quantifier: never give back what was taken; that keeps the match linear and saves a third of its time.
_TEXT = r"[^<>\x00-\x1f\ufffe\uffff]"
_CELL_HEAD = r'(?: s="[0-9]++")?+(?: t="[a-z]++")?+'
_CELL_BODY = rf'(?:/>|>(?:<f(?: aca="false")?+>{_TEXT}++</f>)?+<v>{_TEXT}*+</v></c>)'
_PLAIN_ROWS = re.compile(
    r'(?:<row r="(?P<row>[1-9][0-9]{0,6})"(?: [A-Za-z0-9:]+="[^"<&]*")*+'
    rf'(?:/>|>(?:<c r="[A-Z]{{1,3}}+(?P=row)"{_CELL_HEAD}{_CELL_BODY})*+</row>))*+'
)
_ROW = re.compile(r'<row r="([0-9]+)"([^>]*)>')
_CELL = re.compile(
    r'<c r="([A-Z]++)([0-9]++)"(?: s="([0-9]++)")?+(?: t="([a-z]++)")?+(?:/>|>(?:<f[^>]*+>([^<]*+)</f>)?+<v>([^<]*+)<)'
)
_PLAIN_STRINGS = re.compile(
    rf'(?:<si><t(?: xml:space="preserve")?+>{_TEXT}*+</t>(?:<phoneticPr(?: [A-Za-z]+="[A-Za-z0-9]*")*/>)?+</si>\n?)*+'
)
_STRING = re.compile(r'<si><t( xml:space="preserve")?>([^<]*+)<')
_SST_HEAD = re.compile(r"<sst[^>]*>")


@dataclass(frozen=True, slots=True)
class PlainSheet:
    """``rows`` are (row digits, attributes as written); ``frame`` is the part with its rows taken out."""

    rows: list[tuple[str, str]]
    cells: list[StoredCell]
    frame: bytes


def plain_sheet(xml: bytes) -> PlainSheet | None:
    """The rows of a plainly written sheet, or None where the XML parser has to decide what they say.

    The caller must find in ``frame`` one empty <sheetData> of the main namespace right below the root; that alone shows
    that the rows did not stand in a comment or under another name.
    """
    text = _decoded(xml)
    start, end = text.find("<sheetData>") + len("<sheetData>"), text.rfind("</sheetData>")
    if start < len("<sheetData>") or end < start:
        return None
    rows = text[start:end]
    if _PLAIN_ROWS.fullmatch(rows) is None:
        return None
    return PlainSheet(_ROW.findall(rows), _CELL.findall(rows), (text[:start] + text[end:]).encode())


def plain_strings(xml: bytes) -> tuple[list[tuple[str, str]], bytes] | None:
    """((mark, text) of each shared string, the part without them), or None; "mark" is "" where end spaces do not count.

    The caller must find in the rest a root of the main namespace with nothing in it.
    """
    text = _decoded(xml)
    head, end = _SST_HEAD.search(text), text.rfind("</sst>")
    if head is None or end < head.end() or _PLAIN_STRINGS.fullmatch(text, head.end(), end) is None:
        return None
    return _STRING.findall(text, head.end(), end), (text[: head.end()] + text[end:]).encode()


def _decoded(xml: bytes) -> str:
    try:
        return xml.decode("utf-8")
    except UnicodeDecodeError:
        return ""  # fits no grammar: the parser says what is wrong
