"""A new element is put where Excel expects it, in workbooks of many programs."""

from __future__ import annotations

import pytest
from lxml import etree

from pipeline.reply.marked.package import MAIN, tag
from pipeline.reply.marked.schema_order import STYLES, WORKBOOK, WORKSHEET, insert_in_order

# The children of each part in the order in which a program writes them; a name with a colon is not the schema's own.
WORKBOOKS = {
    "Excel 2007": "fileVersion workbookPr bookViews sheets calcPr",
    "Excel 2010": "fileVersion workbookPr bookViews sheets definedNames calcPr",
    "Excel 2013": "fileVersion workbookPr mc:AlternateContent bookViews sheets calcPr extLst",
    "Excel 2016": "fileVersion workbookPr mc:AlternateContent xr:revisionPtr bookViews sheets calcPr extLst",
    "Excel 365": "fileVersion workbookPr mc:AlternateContent xr:revisionPtr bookViews sheets externalReferences calcPr",
    "Excel, protected": "fileVersion fileSharing workbookPr workbookProtection bookViews sheets calcPr fileRecoveryPr",
    "Excel, pivot": "fileVersion workbookPr bookViews sheets calcPr customWorkbookViews pivotCaches extLst",
    "LibreOffice": "fileVersion workbookPr workbookProtection bookViews sheets calcPr extLst",
    "WPS": "fileVersion workbookPr bookViews sheets calcPr extLst",
    "Hancom": "workbookPr bookViews sheets calcPr",
    "Google": "workbookPr sheets calcPr",
    "SheetJS": "workbookPr sheets",
    "ExcelJS": "fileVersion workbookPr bookViews sheets calcPr",
    "POI": "workbookPr bookViews sheets",
    "EPPlus": "bookViews sheets",
    "ClosedXML": "workbookPr bookViews sheets calcPr",
    "Aspose": "fileVersion workbookPr bookViews sheets functionGroups calcPr",
    "openpyxl": "workbookPr workbookProtection bookViews sheets calcPr",
}
STYLE_SHEETS = {
    "Excel": "numFmts fonts fills borders cellStyleXfs cellXfs cellStyles dxfs tableStyles colors extLst",
    "Excel 365": "numFmts fonts mc:AlternateContent fills borders cellXfs dxfs tableStyles extLst",
    "Google": "numFmts fonts fills borders cellStyleXfs cellXfs cellStyles dxfs",
    "SheetJS": "numFmts fonts fills borders cellXfs",
    "POI": "fonts fills cellXfs",
    "EPPlus": "x:first fonts fills borders cellXfs colors",
    "nothing": "",
}
WORKSHEETS = {
    "Excel": "sheetPr dimension sheetViews cols sheetData autoFilter mergeCells pageMargins drawing tableParts",
    "Excel 365": "sheetPr sheetViews sheetData mc:AlternateContent pageMargins drawing mc:AlternateContent extLst",
    "Excel, controls": "sheetData pageMargins drawing controls",
    "Excel, check box": "sheetData pageMargins drawing mc:AlternateContent oleObjects",
    "LibreOffice": "sheetPr dimension sheetViews sheetFormatPr cols sheetData printOptions pageMargins headerFooter",
    "Google": "sheetPr sheetViews sheetFormatPr cols sheetData drawing",
    "SheetJS": "dimension sheetData ignoredErrors",
    "Aspose": "sheetData x:own extLst",
}
CASES = [
    *(("definedNames", shape, WORKBOOK) for shape in WORKBOOKS.values()),
    *((child, shape, STYLES) for shape in STYLE_SHEETS.values() for child in ("fills", "cellStyleXfs", "cellStyles")),
    *(("legacyDrawing", shape, WORKSHEET) for shape in WORKSHEETS.values()),
]


@pytest.mark.parametrize(
    ("child", "shape", "order"), CASES, ids=[f"{child} in {shape[:60]}" for child, shape, _ in CASES]
)
def test_a_new_element_stands_in_the_order_of_the_schema(child: str, shape: str, order: tuple[str, ...]) -> None:
    names = [name for name in shape.split() if name != child]
    root = etree.Element(tag("root"), nsmap={None: MAIN})
    for name in names:
        etree.SubElement(root, f"{{urn:{name.split(':')[0]}}}{name.split(':')[1]}" if ":" in name else tag(name))
    insert_in_order(root, etree.Element(tag(child)), order)
    known = [order.index(etree.QName(element).localname) for element in root if element.tag.startswith(f"{{{MAIN}}}")]
    assert known == sorted(known)
    assert len(known) == len([name for name in names if ":" not in name]) + 1
    told = [etree.QName(element).localname for element in root if element.tag != tag(child)]
    assert told == [name.split(":")[-1] for name in names], "what stood there stays as it was"


def test_an_element_that_the_schema_does_not_know_is_our_own_mistake() -> None:
    with pytest.raises(ValueError, match="not in tuple"):
        insert_in_order(etree.Element(tag("workbook")), etree.Element(tag("unheard")), WORKBOOK)
