"""Small moves that every sheet of a form's workbook shares: text, return codes, protection, the printed page.

Comes in: a worksheet and what to put there. Goes out: nothing but the worksheet's own state. A code that says "not
written" becomes an error here, as XlsxWriter would save the file without the content.
"""

from __future__ import annotations

from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from pipeline.forms.form import Form

A4 = 9
PROTECTION = {"format_columns": True, "format_rows": True, "insert_rows": True, "sort": True}
_LONG, _SHORT = 842.0, 595.0  # A4 in points
_POINTS_A_UNIT = 6.2  # of a column's width, in 맑은 고딕 of 11 points, its padding shared out
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


def pages_needed(width: float, height: float, *, landscape: bool) -> float:
    """How many A4 pages a sheet takes, shrunk to their width. ``width`` is in Excel's units, ``height`` in points.

    About: programs and fonts differ by a tenth.
    """
    across, along = (_LONG, _SHORT) if landscape else (_SHORT, _LONG)
    wide, high = across - _inches("left", "right"), along - _inches("top", "bottom")
    return height * min(1.0, wide / (width * _POINTS_A_UNIT)) / high


def _inches(*sides: str) -> float:
    return sum(_MARGINS[side] for side in sides) * 72


def page_setup(
    sheet: Worksheet, form: Form, sheet_name: str, *, landscape: bool, last_row: int, last_column: int, pages: int = 0
) -> None:
    """A4, one page wide and at most ``pages`` long (0: as many as it takes); form, version, sheet and page number at
    the foot; protected without a password.
    """
    sheet.set_paper(A4)
    if landscape:
        sheet.set_landscape()
    sheet.fit_to_pages(1, pages)
    sheet.set_margins(**_MARGINS)
    sheet.center_horizontally()
    checked(sheet.print_area(0, 0, last_row, last_column))
    name, version, tab = (text.replace("&", "&&") for text in (form.name, form.version, sheet_name))
    checked(sheet.set_footer(f"&L&9{name} ({version})&C&9{tab}&R&9&P / &N"))
    sheet.hide_gridlines(2)
    sheet.protect("", PROTECTION)
