"""XML parts of a package, parsed with every door closed: no DTD, no entity, no network, no odd encoding.

Comes in: the bytes of a part. Goes out: an element tree, or a stream of elements where the part is large. Any
document type declaration refuses the file before a parser sees it: nothing that Excel writes has one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BytesIO

from lxml import etree

from pipeline.workbook.outcome import FileRule, Refused

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE_RELATIONSHIPS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STRICT_PREFIX = "http://purl.oclc.org/ooxml/"
SMALL_PART_BYTES = 4_000_000  # a larger part is streamed, so that memory stays far below the part's own size
XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"

_NO_MEMORY = 2  # xmlParserErrors.XML_ERR_NO_MEMORY
_ENCODING = re.compile(rb"""\A<\?xml[^>]*?\sencoding\s*=\s*["']([A-Za-z0-9._-]+)["']""")
_PARSER = etree.XMLParser(
    resolve_entities=False,
    no_network=True,
    load_dtd=False,
    dtd_validation=False,
    attribute_defaults=False,
    huge_tree=False,
    remove_comments=True,
    remove_pis=True,
    strip_cdata=True,
    collect_ids=False,
)


def main_tag(name: str) -> str:
    """Qualified name of an element of the main spreadsheet namespace."""
    return f"{{{MAIN}}}{name}"


def check_xml(data: bytes) -> None:
    """Raise ``Refused`` for a part with a document type declaration or in anything but UTF-8.

    UTF-16 is legal in a package, but the second reader takes such a part for an empty one.
    """
    if b"<!DOCTYPE" in data:  # entities can be declared nowhere else
        raise Refused(FileRule.DOCTYPE)
    if b"\0" in data[:4] or data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        wide = (data.decode(codec, errors="replace") for codec in ("utf-16-le", "utf-16-be"))
        raise Refused(FileRule.DOCTYPE if any("<!DOCTYPE" in text for text in wide) else FileRule.ENCODING)
    declared = _ENCODING.match(data.removeprefix(b"\xef\xbb\xbf").lstrip()[:200])
    if declared and declared[1].lower() not in (b"utf-8", b"utf8", b"us-ascii"):
        raise Refused(FileRule.ENCODING)


def utf8_of(data: bytes) -> bytes:
    """A part that nobody reads but for personal data, as UTF-8: Excel writes Power Query's in UTF-16."""
    for mark, codec in ((b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be")):
        if data.startswith(mark):
            return data[2:].decode(codec, errors="replace").encode("utf-8", errors="replace")
    return data


def parse_part(data: bytes) -> etree._Element:
    """Root element of a checked part, without comments and processing instructions."""
    try:
        return etree.fromstring(data, _PARSER)
    except etree.XMLSyntaxError as error:
        raise _refusal(error) from error


def resolved(text: str) -> str:
    """``text`` as XML reads it, where it holds no mark-up but entities and references to letters ("&amp;", "&#10;")."""
    return parse_part(f"<t>{text}</t>".encode()).text or ""


def stream_elements(data: bytes, root_tag: str, tags: tuple[str, ...]) -> Iterator[etree._Element]:
    """Elements with one of ``tags``, complete and in document order; in a large part each is emptied after its turn."""
    if len(data) <= SMALL_PART_BYTES:
        root = parse_part(data)
        if root.tag != root_tag:
            raise Refused(FileRule.DAMAGED)
        yield from root.iter(*tags)
        return
    try:
        yield from _stream(data, root_tag, tags)
    except etree.XMLSyntaxError as error:
        raise _refusal(error) from error


def _refusal(error: etree.XMLSyntaxError) -> Exception:
    """Memory that ran out in the parser says nothing about the file; anything else is a damaged part."""
    return MemoryError() if getattr(error, "code", 0) == _NO_MEMORY else Refused(FileRule.DAMAGED)


def _stream(data: bytes, root_tag: str, tags: tuple[str, ...]) -> Iterator[etree._Element]:
    events = etree.iterparse(
        BytesIO(data),
        events=("end",),
        tag=tags,
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
        collect_ids=False,
    )
    for _, element in events:
        yield element
        element.clear()
        parent = element.getparent()
        while parent is not None and element.getprevious() is not None:
            del parent[0]
    if events.root is None or events.root.tag != root_tag:
        raise Refused(FileRule.DAMAGED)
