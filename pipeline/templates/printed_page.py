"""How a sheet of a form's workbook is printed and protected.

Comes in: a worksheet and what it is. Goes out: nothing but the worksheet's own state.
"""

from __future__ import annotations

from xlsxwriter.worksheet import Worksheet

from pipeline.forms.form import Form
from pipeline.sheets.fitting import checked

A4 = 9
PROTECTION = {"format_columns": True, "format_rows": True, "insert_rows": True, "sort": True}
_LONG, _SHORT = 842.0, 595.0  # A4 in points
_POINTS_A_UNIT = 6.2  # of a column's width, in 맑은 고딕 at 11 points, padding included
_MARGINS = {"left": 0.5, "right": 0.5, "top": 0.6, "bottom": 0.7}


def pages_needed(width: float, height: float, *, landscape: bool) -> float:
    """How many A4 pages a sheet takes, shrunk to their width. ``width`` is in Excel's units, ``height`` in points.

    An estimate: programs and fonts differ by a tenth.
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
