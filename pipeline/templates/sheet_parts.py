"""Small moves that every sheet of a form's workbook shares: text, return codes, protection, the printed page.

Comes in: a worksheet and what to put there. Goes out: nothing but the worksheet's own state. A code that says "not
written" becomes an error here, as XlsxWriter would save the file without the content.
"""

from __future__ import annotations

from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from pipeline.forms.form import Form

A4 = 9
PROTECTION = {"format_columns": True, "format_rows": True, "sort": True}
_MARGINS = {"left": 0.5, "right": 0.5, "top": 0.6, "bottom": 0.7}


def checked(code: object) -> None:
    """Raises RuntimeError where XlsxWriter says that it left something out."""
    if isinstance(code, int) and code < 0:
        raise RuntimeError(f"XlsxWriter left something out of the workbook (code {code})")


def put_text(sheet: Worksheet, row: int, column: int, text: str, style: Format) -> None:
    """The text as text, whatever it looks like: never a formula, a link or a number. Blank where there is none."""
    if text:
        checked(sheet.write_string(row, column, text, style))
    else:
        checked(sheet.write_blank(row, column, None, style))


def page_setup(
    sheet: Worksheet, form: Form, sheet_name: str, *, landscape: bool, last_row: int, last_column: int
) -> None:
    """A4, one page wide; form, version, sheet and page number at the foot; protected without a password."""
    sheet.set_paper(A4)
    if landscape:
        sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(**_MARGINS)
    sheet.center_horizontally()
    checked(sheet.print_area(0, 0, last_row, last_column))
    name, version, tab = (text.replace("&", "&&") for text in (form.name, form.version, sheet_name))
    checked(sheet.set_footer(f"&L&9{name} ({version})&C&9{tab}&R&9&P / &N"))
    sheet.hide_gridlines(2)
    sheet.protect("", PROTECTION)
