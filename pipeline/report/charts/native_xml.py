"""What XlsxWriter's chart part lacks for a Korean Word document, and number formats that print a given text.

Comes in: the XML of a chart part; numbers and texts. Goes out: the completed XML; formats. It must not change a number.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal

from lxml import etree
from lxml.etree import _Element as Element

_C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_NUMBER = re.compile(r"-?([0-9][0-9,]*(?:\.([0-9]+))?)([^\"]*)")
_SHOWN = {
    "showLegendKey": "0", "showVal": "1", "showCatName": "0", "showSerName": "0", "showPercent": "0",
    "showBubbleSize": "0",
}  # fmt: skip


def number_format(value: float, text: str) -> str | None:
    """The format under which ``value`` reads exactly ``text``, such as ``#,##0"*"`` for "1,234*"; None without one."""
    found = _NUMBER.fullmatch(text)
    if found is None or text.startswith("-") != (value < 0):
        return None
    digits, decimals, suffix = found[1], len(found[2] or ""), found[3]
    rounded = abs(Decimal(repr(value)).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP))
    if f"{rounded:,.{decimals}f}" != digits:
        return None
    return "#,##0" + ("." + "0" * decimals if decimals else "") + (f'"{suffix}"' if suffix else "")


def completed(xml: bytes, formats: Sequence[Sequence[str | None]]) -> bytes:
    """The chart part, completed with what Word and LibreOffice need to show it properly.

    Every label states what it shows: LibreOffice would otherwise print the series and the category as well. The chart
    states that a missing value is a gap: XlsxWriter leaves that out as the default, but the default of the format is a
    zero. ``formats`` holds a number format for each bar of each series, None where the label brings its own text.
    Hangul gets the font of the Latin letters, and the language is Korean. Print settings are removed: they belong to a
    worksheet.
    """
    root = etree.fromstring(xml)
    for series, own in zip(root.iter(f"{_C}ser"), formats, strict=True):
        _set_formats(series, own)
    for labels in root.iter(f"{_C}dLbl", f"{_C}dLbls"):
        _say_what_is_shown(labels)
    for latin in list(root.iter(f"{_A}latin")):
        latin.addnext(etree.Element(f"{_A}ea", typeface=latin.get("typeface", "")))
    for told in root.iter(f"{_A}rPr", f"{_A}endParaRPr"):
        told.set("lang", "ko-KR")
    for language in root.iter(f"{_C}lang"):
        language.set("val", "ko-KR")
    for settings in list(root.iter(f"{_C}printSettings")):
        root.remove(settings)
    for before in root.iter(f"{_C}plotVisOnly"):
        before.addnext(etree.Element(f"{_C}dispBlanksAs", val="gap"))
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _set_formats(series: Element, formats: Sequence[str | None]) -> None:
    for label in series.iter(f"{_C}dLbl"):
        position = label[0]  # c:idx
        code = formats[int(position.get("val", ""))]
        if code is not None:
            position.addnext(etree.Element(f"{_C}numFmt", formatCode=code, sourceLinked="0"))


def _say_what_is_shown(labels: Element) -> None:
    for name, value in _SHOWN.items():
        for there in labels.findall(f"{_C}{name}"):
            labels.remove(there)
        etree.SubElement(labels, f"{_C}{name}", val=value)
