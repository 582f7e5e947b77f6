"""How a sheet is printed: on A4, one page wide, the table's header on every page, a footer with the sheet's name.

Comes in: a worksheet and which part of it to print. Goes out: the print settings of that worksheet, and the last row of
its first page. Excel cannot exclude a sheet from printing; therefore a sheet made for searching prints its first page
only.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from xlsxwriter.worksheet import Worksheet

from pipeline.sheets.fitting import checked

FIRST_PAGE_ALONE = "화면에서 찾아보는 시트라 첫 쪽만 인쇄합니다"
_A4 = 9
_MARGINS = {"left": 0.4, "right": 0.4, "top": 0.5, "bottom": 0.6}  # inches
_LONG, _SHORT = 842.0, 595.0  # A4 in points
_ACROSS, _ALONG = (0.4 + 0.4) * 72, (0.5 + 0.6) * 72
_POINTS_A_UNIT, _POINTS_A_COLUMN = 6.0, 3.75  # a column's width: points per unit and per column, 맑은 고딕 of 11 points
_USUAL_ROW = 16.5
_CHART_SCALE = 62  # per cent: two charts of 480 pixels fit side by side on portrait A4
_SURE = 0.94  # the share of the page to rely on: programs differ by some hundredths in how they lay out a page


def page_of(target: Worksheet, name: str, *, portrait: bool, said: str = "") -> None:
    """Set paper, margins and footer; ``said`` is the text in the middle of the footer."""
    target.set_paper(_A4)
    if not portrait:
        target.set_landscape()
    target.set_margins(**_MARGINS)
    middle = f"&C&9{said}" if said else ""
    checked(target.set_footer(f"&L&9{name.replace('&', '&&')}{middle}&R&9&P / &N"))
    target.hide_gridlines(2)


def last_row_of_first_page(
    widths: Sequence[float], heights: Mapping[int, float], last_row: int, *, portrait: bool
) -> int:
    """The last row (0-based) that fits on the first page, when the sheet is shrunk to the page's width. ``widths`` are
    in Excel's units, ``heights`` in points by row (0-based).
    """
    across, along = (_SHORT, _LONG) if portrait else (_LONG, _SHORT)
    wide = sum(width * _POINTS_A_UNIT + _POINTS_A_COLUMN for width in widths)
    room = (along - _ALONG) * _SURE / min(1.0, (across - _ACROSS) / wide)
    for row in range(last_row + 1):
        room -= heights.get(row, _USUAL_ROW)
        if room < 0:
            return max(row - 1, 0)
    return last_row


def print_charts(target: Worksheet, title: str, area: tuple[int, int, int, int], breaks: Sequence[int]) -> None:
    """Print ``area`` (first row, first column, last row, last column, 0-based) with the title above each page, and a
    new page before each row of ``breaks``. The scale is fixed, because Excel ignores breaks where it fits pages itself.
    """
    checked(target.print_area(*area))
    checked(target.set_header(f"&C&12&B{title.replace('&', '&&')}"))
    target.set_print_scale(_CHART_SCALE)
    target.set_h_pagebreaks(list(breaks))
