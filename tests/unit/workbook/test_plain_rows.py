"""The short way through a sheet and the long one come to the same, however the XML is written."""

from __future__ import annotations

import pytest

from pipeline.workbook import sheet_xml
from pipeline.workbook.outcome import FileRule
from pipeline.workbook.pool import read_bytes
from tests.unit.workbook.one_sheet import LIMITS, workbook
from tests.unit.workbook.packages import MAIN, parts, strings, styles, worksheet, zipped

# --- the two ways through the XML


def prefixed(xml: str) -> str:
    for name in ("worksheet", "sheetData", "row", "c", "v", "f", "cols", "col"):
        xml = (
            xml.replace(f"<{name} ", f"<x:{name} ")
            .replace(f"<{name}>", f"<x:{name}>")
            .replace(f"</{name}>", f"</x:{name}>")
        )
        xml = xml.replace(f"<{name}/>", f"<x:{name}/>")
    return xml.replace("xmlns=", "xmlns:x=")


PLAIN = (
    '<row r="1" spans="1:3" ht="20.1" customHeight="1" x14ac:dyDescent="0.3"><c r="A1" s="1" t="s"><v>0</v></c>'
    '<c r="B1" s="0"/><c r="C1"><f>A1&amp;"&lt;"</f><v>3.5</v></c></row>'
    '<row r="3" hidden="1"><c r="B3" t="str"><f>X</f><v>a &amp; b</v></c></row><row r="4"/>'
)
VARIANTS = {
    "as it is": lambda xml: xml,
    "prefix": prefixed,
    "single quotes": lambda xml: xml.replace('"', "'").replace("&amp;'&lt;'", "&amp;&quot;&lt;&quot;"),
    "comment": lambda xml: xml.replace('<row r="3"', '<!-- <row r="2"><c r="A2"><v>9</v></c></row> --><row r="3"'),
    "instruction": lambda xml: xml.replace('<row r="3"', '<?x <c r="A2"><v>9</v></c>?><row r="3"'),
    "line breaks": lambda xml: xml.replace("><", ">\n  <"),
    "closing tags": lambda xml: xml.replace('<c r="B1" s="0"/>', '<c r="B1" s="0"></c>'),
    "other order": lambda xml: xml.replace('r="A1" s="1" t="s"', 't="s" s="1" r="A1"'),
    "numbered letters": lambda xml: xml.replace("a &amp; b", "&#97;&#x20;&#38; b"),
    "decoy in a comment": lambda xml: xml.replace("<sheetData>", "<!-- <sheetData> --><sheetData>"),
    "decoy at the end": lambda xml: xml.replace("</worksheet>", "<!-- </sheetData> --></worksheet>"),
    "unknown child": lambda xml: xml.replace('</row><row r="3"', '<extLst><ext uri="x"/></extLst></row><row r="3"'),
}


@pytest.mark.parametrize("variant", VARIANTS)
def test_the_same_sheet_written_in_another_way_reads_the_same(variant: str) -> None:
    xml = worksheet(PLAIN).replace("<worksheet ", '<worksheet xmlns:x14ac="urn:x" ')
    style, text = styles(0, 14), strings("<t>권역</t>")
    expected = workbook(zipped(parts(xml, style=style, text=text)))
    assert len(expected.sheets[0].cells) == 3
    assert (VARIANTS[variant](xml) == xml) == (variant == "as it is")

    assert workbook(zipped(parts(VARIANTS[variant](xml), style=style, text=text))) == expected


@pytest.mark.parametrize("variant", VARIANTS)
def test_a_sheet_too_large_for_a_tree_is_streamed_to_the_same_end(
    variant: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    xml = VARIANTS[variant](worksheet(PLAIN).replace("<worksheet ", '<worksheet xmlns:x14ac="urn:x" '))
    data = zipped(parts(xml, style=styles(0, 14), text=strings("<t>권역</t>")))
    expected = workbook(data)

    monkeypatch.setattr(sheet_xml, "SMALL_PART_BYTES", 0)
    monkeypatch.setattr("pipeline.workbook.package_parts.SMALL_PART_BYTES", 0)

    assert workbook(data) == expected


@pytest.mark.parametrize("root", ["chartsheet", "worksheet xmlns='urn:other'", "table"])
@pytest.mark.parametrize("limit", [0, 4_000_000])
def test_a_part_that_is_no_worksheet_is_damage(root: str, limit: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheet_xml, "SMALL_PART_BYTES", limit)
    monkeypatch.setattr("pipeline.workbook.package_parts.SMALL_PART_BYTES", limit)
    name = root.split(maxsplit=1)[0]
    attributes = root.removeprefix(name) or f" xmlns='{MAIN}'"
    xml = f"<{name}{attributes}><sheetData><row r='1'><c r='A1'><v>1</v></c></row></sheetData></{name}>"

    bare = f"<{name}{attributes}/>"  # nothing in it says that it is none

    assert [read_bytes(zipped(parts(part)), LIMITS).problem for part in (xml, bare)] == [FileRule.DAMAGED] * 2
