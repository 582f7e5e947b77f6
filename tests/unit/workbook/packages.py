"""Hand-made .xlsx packages, part by part, so that a test shows exactly what is odd about its file."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"

Parts = dict[str, bytes]


def worksheet(rows: str = "", *, before: str = "", after: str = "") -> str:
    return f'{DECLARATION}<worksheet xmlns="{MAIN}">{before}<sheetData>{rows}</sheetData>{after}</worksheet>'


def relations(*targets: tuple[str, str, str]) -> str:
    """Relationship part of (id, last word of the type, target)."""
    body = "".join(f'<Relationship Id="{i}" Type="{OFFICE}/{kind}" Target="{to}"/>' for i, kind, to in targets)
    return f'{DECLARATION}<Relationships xmlns="{PACKAGE}/relationships">{body}</Relationships>'


def styles(*format_ids: int, codes: Mapping[int, str] | None = None) -> str:
    """Style part with one cell format per number format id; the cell attribute s="0" takes the first."""
    named = "".join(f'<numFmt numFmtId="{i}" formatCode="{code}"/>' for i, code in (codes or {}).items())
    formats = "".join(f'<xf numFmtId="{i}"/>' for i in format_ids)
    return (
        f'{DECLARATION}<styleSheet xmlns="{MAIN}"><numFmts>{named}</numFmts><cellXfs>{formats}</cellXfs></styleSheet>'
    )


def strings(*items: str) -> str:
    """Shared strings; each item is the inside of an <si>."""
    body = "".join(f"<si>{item}</si>" for item in items)
    return f'{DECLARATION}<sst xmlns="{MAIN}">{body}</sst>'


def parts(
    *sheets: str,
    names: tuple[str, ...] = ("모니터링", "세부사업", "메모"),
    states: tuple[str, ...] = ("visible", "visible", "visible"),
    workbook: str = "",
    style: str | None = None,
    text: str | None = None,
) -> Parts:
    """Parts of a workbook with these worksheets (one empty one if none), styles and shared strings."""
    sheets = sheets or (worksheet(),)
    listed = "".join(
        f'<sheet name="{name}" sheetId="{n}" r:id="rId{n}" state="{state}"/>'
        for n, (name, state, _) in enumerate(zip(names, states, sheets, strict=False), start=1)
    )
    pointers = [(f"rId{n}", "worksheet", f"worksheets/sheet{n}.xml") for n in range(1, len(sheets) + 1)]
    made = {
        "[Content_Types].xml": f'{DECLARATION}<Types xmlns="{PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{CONTENT_TYPE}.sheet.main+xml"/></Types>',
        "_rels/.rels": relations(("rId1", "officeDocument", "xl/workbook.xml")),
        "xl/workbook.xml": f'{DECLARATION}<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}">{workbook}'
        f"<sheets>{listed}</sheets></workbook>",
    }
    for number, sheet in enumerate(sheets, start=1):
        made[f"xl/worksheets/sheet{number}.xml"] = sheet
    for name, kind, part in (("styles.xml", "styles", style), ("sharedStrings.xml", "sharedStrings", text)):
        if part is not None:
            made[f"xl/{name}"] = part
            pointers.append((f"rId{len(pointers) + 1}", kind, name))
    made["xl/_rels/workbook.xml.rels"] = relations(*pointers)
    return {name: part.encode() for name, part in made.items()}


def zipped(contents: Mapping[str, bytes], *, stored: bool = False) -> bytes:
    """The parts as a zip file, in their order."""
    return zipped_pairs(list(contents.items()), stored=stored)


def zipped_pairs(contents: list[tuple[str, bytes]], *, stored: bool = False) -> bytes:
    """The same for members that may share a name."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED) as archive:
        for name, part in contents:
            info = zipfile.ZipInfo(name)  # keeps backslashes and fixed dates
            info.filename = name
            archive.writestr(info, part, archive.compression)
            archive.NameToInfo.clear()  # two members of one name are wanted here
    return file.getvalue()


def book(rows: str = "", *, style: str | None = None, text: str | None = None, workbook: str = "") -> bytes:
    """A workbook with one sheet of these rows."""
    return zipped(parts(worksheet(rows), style=style, text=text, workbook=workbook))
