"""The list of requests in a workbook of its own, for a file that cannot be marked.

Comes in: the rows of the sheet 수정요청. Goes out: one small workbook. Every cell is a text: nothing of the sender's
file can become a formula or a link.
"""

from __future__ import annotations

from datetime import datetime
from io import BytesIO

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from pipeline.forms.stamp import RETURN_SHEET
from pipeline.reply.marked.request_sheet import LOOKS, TAB_COLOR, RequestSheet
from pipeline.reply.marked.styles_part import FONT, LINE_COLOR, Look

_OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
    "default_format_properties": {"font_name": FONT, "font_size": 11},
}
_A4 = 9
_NO_CLOCK = datetime(2000, 1, 1)


def list_workbook(sheet: RequestSheet, author: str) -> bytes:
    """The bytes of the workbook; the same for the same sheet."""
    content = BytesIO()
    with Workbook(content, _OPTIONS) as workbook:
        workbook.set_properties({"title": RETURN_SHEET, "author": author, "created": _NO_CLOCK})
        formats = {name: workbook.add_format(_properties(look)) for name, look in LOOKS.items()}
        page = workbook.add_worksheet(RETURN_SHEET)
        for column, width in enumerate(sheet.widths):
            _checked(page.set_column(column, column, width))
        for number, row in enumerate(sheet.rows):
            _checked(page.set_row(number, row.height))
            for cell in row.cells:
                look = formats[cell.look]
                if cell.text:
                    _checked(page.write_string(number, cell.column, cell.text, look))
                else:
                    _checked(page.write_blank(number, cell.column, None, look))
        _set_up(page, sheet)
    return content.getvalue()


def _set_up(page: Worksheet, sheet: RequestSheet) -> None:
    page.hide_gridlines(2)
    page.set_tab_color(f"#{TAB_COLOR[2:]}")
    page.freeze_panes(sheet.header_row, 0)
    page.set_paper(_A4)
    page.set_landscape()
    page.fit_to_pages(1, 0)
    page.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    page.center_horizontally()
    _checked(page.repeat_rows(sheet.header_row - 1))
    _checked(page.set_footer(f"&L&9{RETURN_SHEET}&R&9&P / &N"))


def _properties(look: Look) -> dict[str, object]:
    properties: dict[str, object] = {
        "font_name": FONT,
        "font_size": look.size,
        "bold": look.bold,
        "underline": int(look.underline),
        "font_color": f"#{look.color[2:]}",
        "align": look.align,
        "valign": "vcenter",
        "text_wrap": look.wrap,
        "indent": look.indent,
    }
    if look.fill:
        properties["bg_color"] = f"#{look.fill[2:]}"
    if look.line:
        properties |= {"border": 1, "border_color": f"#{LINE_COLOR[2:]}"}
    return properties


def _checked(code: object) -> None:
    """XlsxWriter answers with a negative code instead of an error where it left something out."""
    if isinstance(code, int) and code < 0:
        raise RuntimeError(f"XlsxWriter left something out of the list of requests (code {code})")
