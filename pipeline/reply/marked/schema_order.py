"""Where a new element belongs in a part of a workbook: Excel reports a file as damaged if its elements are out of
order.

Comes in: the element that gets a child, and the order that the schema (ECMA-376 part 1) gives its children. Goes out:
the same element with the child in its place, even among elements that the schema does not know (mc:AlternateContent,
xr:revisionPtr), which keep their neighbours.
"""

from __future__ import annotations

from lxml import etree

from pipeline.reply.marked.package import tag

WORKBOOK = (
    *("fileVersion", "fileSharing", "workbookPr", "workbookProtection", "bookViews", "sheets", "functionGroups"),
    *("externalReferences", "definedNames", "calcPr", "oleSize", "customWorkbookViews", "pivotCaches", "smartTagPr"),
    *("smartTagTypes", "webPublishing", "fileRecoveryPr", "webPublishObjects", "extLst"),
)
STYLES = (
    *("numFmts", "fonts", "fills", "borders", "cellStyleXfs", "cellXfs", "cellStyles", "dxfs", "tableStyles", "colors"),
    "extLst",
)
WORKSHEET = (
    *("sheetPr", "dimension", "sheetViews", "sheetFormatPr", "cols", "sheetData", "sheetCalcPr"),
    *("sheetProtection", "protectedRanges", "scenarios", "autoFilter", "sortState", "dataConsolidate"),
    *("customSheetViews", "mergeCells", "phoneticPr", "conditionalFormatting", "dataValidations", "hyperlinks"),
    *("printOptions", "pageMargins", "pageSetup", "headerFooter", "rowBreaks", "colBreaks", "customProperties"),
    *("cellWatches", "ignoredErrors", "smartTags", "drawing", "legacyDrawing", "legacyDrawingHF", "drawingHF"),
    *("picture", "oleObjects", "controls", "webPublishItems", "tableParts", "extLst"),
)


def insert_in_order(parent: etree._Element, child: etree._Element, order: tuple[str, ...]) -> None:
    """Put ``child`` after the last of the elements that ``order`` puts before it. Raises ValueError where ``order``
    does not name it.
    """
    before = {tag(name) for name in order[: order.index(etree.QName(child).localname)]}
    places = [place for place, other in enumerate(parent, start=1) if other.tag in before]
    parent.insert(places[-1] if places else 0, child)
