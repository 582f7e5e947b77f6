"""The list of requests in a workbook of its own, for a file that cannot be marked.

Comes in: the rows of the sheet 수정요청. Goes out: one small workbook, with that sheet drawn as in a marked copy. Every
cell is a text: nothing from the sender's file can become a formula or a link.
"""

from __future__ import annotations

from datetime import datetime
from io import BytesIO

from xlsxwriter import Workbook

from pipeline.forms.stamp import RETURN_SHEET
from pipeline.reply.marked.package import WorkbookPackage
from pipeline.reply.marked.request_sheet import RequestSheet, sheet_xml
from pipeline.reply.marked.styles_part import FONT, StyleSheet
from pipeline.reply.marked.workbook_part import Book

_OPTIONS = {"in_memory": True, "default_format_properties": {"font_name": FONT, "font_size": 11}}
_NO_CLOCK = datetime(2000, 1, 1)


def list_workbook(sheet: RequestSheet, author: str) -> bytes:
    """The bytes of the workbook; the same for the same sheet."""
    empty = BytesIO()
    with Workbook(empty, _OPTIONS) as workbook:
        workbook.set_properties({"title": RETURN_SHEET, "author": author, "created": _NO_CLOCK})
        workbook.add_worksheet(RETURN_SHEET)
    package = WorkbookPackage(empty.getvalue())
    book = Book(package)
    (page,) = book.sheets
    styles = StyleSheet(package.xml(book.styles_part()))
    package.put(page.part, sheet_xml(sheet, styles.look))
    book.put_styles(styles.root)
    book.print_titles(page, sheet.header_row)
    book.save()
    return package.to_bytes()
