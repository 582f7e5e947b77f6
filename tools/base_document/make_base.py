"""Make ``pipeline/assets/base.docx``: the empty A4 document whose styles and numbering the report uses.

Comes in: names and sizes of ``pipeline.report.layout.styles``, colours of ``pipeline.assets.palette``. Goes out: the
same bytes every time. Run it with ``python -m tools.base_document.make_base`` after a change; a test compares the
committed file with the output of this tool. The document must not hold text: all text comes from the report's blocks.
"""

from __future__ import annotations

import io
import zipfile

from pipeline.assets import BASE_DOCUMENT
from pipeline.report.layout.styles import FONT_NAME
from tools.base_document.base_styles import numbering_xml, styles_xml
from tools.base_document.base_theme import theme_xml

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_THEME_TYPE = "application/vnd.openxmlformats-officedocument.theme+xml"
_MM = 1440 / 25.4

_PARTS = ("styles", "numbering", "settings", "fontTable", "theme", "header", "footer", "header", "footer")


def _part_names() -> list[tuple[str, str]]:
    """(relationship type, file name) of each part of the document, in the order of their ids."""
    names: list[tuple[str, str]] = []
    for kind in _PARTS:
        numbered = kind in ("header", "footer")
        count = sum(1 for existing, _ in names if existing == kind) + 1
        names.append((kind, f"{kind}{count}.xml" if numbered else f"{kind}.xml"))
    return names


def _content_types() -> str:
    overrides = [f'<Override PartName="/word/document.xml" ContentType="{_WORD_TYPE}.document.main+xml"/>']
    for kind, name in _part_names():
        content_type = _THEME_TYPE if kind == "theme" else f"{_WORD_TYPE}.{kind}+xml"
        overrides.append(f'<Override PartName="/word/{name}" ContentType="{content_type}"/>')
    overrides.append(
        '<Override PartName="/docProps/core.xml" '
        'ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>'
    )
    defaults = (
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
    )
    return f'{_XML}<Types xmlns="{_PACKAGE}/content-types">{defaults}{"".join(overrides)}</Types>'


def _relationships(entries: list[tuple[str, str]]) -> str:
    rows = "".join(
        f'<Relationship Id="rId{number}" Type="{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(entries, start=1)
    )
    return f'{_XML}<Relationships xmlns="{_PACKAGE}/relationships">{rows}</Relationships>'


def _document() -> str:
    side, top, bottom, edge = (round(mm * _MM) for mm in (20, 18, 18, 10))
    ids = {name: f"rId{number}" for number, (_, name) in enumerate(_part_names(), start=1)}
    section = (
        f'<w:headerReference w:type="default" r:id="{ids["header1.xml"]}"/>'
        f'<w:headerReference w:type="first" r:id="{ids["header2.xml"]}"/>'
        f'<w:footerReference w:type="default" r:id="{ids["footer1.xml"]}"/>'
        f'<w:footerReference w:type="first" r:id="{ids["footer2.xml"]}"/>'
        '<w:pgSz w:w="11906" w:h="16838"/>'
        f'<w:pgMar w:top="{top}" w:right="{side}" w:bottom="{bottom}" w:left="{side}" '
        f'w:header="{edge}" w:footer="{edge}" w:gutter="0"/><w:titlePg/>'
    )
    return f"{_XML}<w:document {_W} {_R}><w:body><w:sectPr>{section}</w:sectPr></w:body></w:document>"


def _header() -> str:
    return f'{_XML}<w:hdr {_W}><w:p><w:pPr><w:pStyle w:val="PageHeader"/></w:pPr></w:p></w:hdr>'


def _field(instruction: str) -> str:
    def mark(kind: str) -> str:
        return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'

    code = f'<w:r><w:instrText xml:space="preserve"> {instruction} </w:instrText></w:r>'
    return f"{mark('begin')}{code}{mark('separate')}<w:r><w:t>1</w:t></w:r>{mark('end')}"


def _footer() -> str:
    def text(value: str) -> str:
        return f'<w:r><w:t xml:space="preserve">{value}</w:t></w:r>'

    pages = f"{text('- ')}{_field('PAGE')}{text(' / ')}{_field('NUMPAGES')}{text(' -')}"
    return (
        f'{_XML}<w:ftr {_W}><w:p><w:pPr><w:pStyle w:val="PageFooter"/></w:pPr><w:r><w:tab/></w:r>{pages}</w:p></w:ftr>'
    )


def _settings() -> str:
    compatibility = "".join(
        f'<w:compatSetting w:name="{name}" w:uri="http://schemas.microsoft.com/office/word" w:val="{value}"/>'
        for name, value in (
            ("compatibilityMode", 15),
            ("overrideTableStyleFontSizeAndJustification", 1),
            ("enableOpenTypeFeatures", 1),
            ("doNotFlipMirrorIndents", 1),
            ("differentiateMultirowTableHeaders", 1),
        )
    )
    return (
        f'{_XML}<w:settings {_W}><w:zoom w:percent="100"/><w:defaultTabStop w:val="800"/>'
        '<w:characterSpacingControl w:val="doNotCompress"/>'
        f'<w:compat>{compatibility}</w:compat><w:themeFontLang w:val="ko-KR" w:eastAsia="ko-KR"/>'
        '<w:decimalSymbol w:val="."/><w:listSeparator w:val=","/></w:settings>'
    )


def _font_table() -> str:
    return (
        f'{_XML}<w:fonts {_W}><w:font w:name="{FONT_NAME}"><w:altName w:val="Malgun Gothic"/>'
        '<w:panose1 w:val="020B0503020000020004"/><w:charset w:val="81"/><w:family w:val="swiss"/>'
        '<w:pitch w:val="variable"/></w:font></w:fonts>'
    )


def _core_properties() -> str:
    return (
        f'{_XML}<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:language>ko-KR</dc:language></cp:coreProperties>'
    )


def base_document() -> bytes:
    """The base document's bytes; the same on every machine and every run."""
    document_links = [(f"{_OFFICE}/{kind}", name) for kind, name in _part_names()]
    package_links = [
        (f"{_OFFICE}/officeDocument", "word/document.xml"),
        (f"{_PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml"),
    ]
    parts = {
        "[Content_Types].xml": _content_types(),
        "_rels/.rels": _relationships(package_links),
        "word/document.xml": _document(),
        "word/_rels/document.xml.rels": _relationships(document_links),
        "word/styles.xml": _XML + styles_xml(),
        "word/numbering.xml": _XML + numbering_xml(),
        "word/settings.xml": _settings(),
        "word/fontTable.xml": _font_table(),
        "word/theme.xml": _XML + theme_xml(),
        "word/header1.xml": _header(),
        "word/footer1.xml": _footer(),
        "word/header2.xml": _header(),
        "word/footer2.xml": _footer(),
        "docProps/core.xml": _core_properties(),
    }
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as package:
        for name, text in parts.items():
            entry = zipfile.ZipInfo(name, date_time=(1980, 1, 1, 0, 0, 0))
            entry.create_system = 0
            # Stored, not deflated: compressed bytes differ between zlib versions, and the file is small.
            package.writestr(entry, text.encode("utf-8"))
    return buffer.getvalue()


if __name__ == "__main__":
    BASE_DOCUMENT.write_bytes(base_document())
