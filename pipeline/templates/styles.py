"""The look of a form's workbook: one palette, one font, and the formats made from them.

Comes in: the name of a part and the kind of value. Goes out: XlsxWriter formats, each made once. Only what is meant
to be filled in is unlocked.
"""

from __future__ import annotations

from xlsxwriter import Workbook
from xlsxwriter.format import Format

from pipeline.forms.form import Column

FONT = "맑은 고딕"
TEXT_SIZE, SMALL_SIZE, TITLE_SIZE = 10, 9, 15
LINE_POINTS = 16.5  # one line of text at TEXT_SIZE, with its spacing

INK, QUIET, LINK, LINE = "#1F2937", "#5B6472", "#1D4ED8", "#A9B4C4"
REQUIRED_LABEL, OPTIONAL_LABEL, COMPUTED_LABEL = "#FBE5A0", "#DFE6F7", "#D5D9E0"
REQUIRED_FILL, OPTIONAL_FILL, COMPUTED_FILL, DOUBT_FILL = "#FFFBEB", "#F8FAFF", "#EDEFF2", "#FFB8B8"
WHOLE_NUMBER, AMOUNT, ISO_DATE, TEXT = "0", "#,##0", "yyyy-mm-dd", "@"

WORKBOOK_OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
    "default_format_properties": {"font_name": FONT, "font_size": 11},
    "default_row_height": 22,  # pixels, what Excel gives a row in this font
    "default_column_width": 72,
}

_PARTS: dict[str, dict[str, object]] = {
    "title": {"bold": True, "font_size": TITLE_SIZE, "font_color": INK},
    "note": {"font_size": SMALL_SIZE, "font_color": QUIET},
    "link": {"font_size": SMALL_SIZE, "font_color": LINK, "underline": 1},
    "caption": {"bold": True, "font_size": 11, "valign": "bottom"},
    "heading": {"bold": True, "align": "center", "text_wrap": True, "border": 1, "bg_color": OPTIONAL_LABEL},
    "required": {"border": 1, "bg_color": REQUIRED_FILL, "locked": False, "text_wrap": True},
    "optional": {"border": 1, "bg_color": OPTIONAL_FILL, "locked": False, "text_wrap": True},
    "computed": {"border": 1, "bg_color": COMPUTED_FILL},
    "closing": {"bg_color": COMPUTED_LABEL, "border": 1},
    "aside": {"font_size": SMALL_SIZE, "font_color": QUIET, "align": "right", "valign": "bottom"},
    "total": {"border": 1, "bg_color": COMPUTED_FILL, "bold": True, "top": 2},
    "status": {"font_size": SMALL_SIZE, "bold": True, "align": "center", "border": 1, "shrink": True},
    "legend": {"font_size": SMALL_SIZE, "align": "center", "border": 1},
    "band": {"bold": True, "font_size": 12, "bottom": 2, "bottom_color": INK},
    "guide": {"text_wrap": True, "border": 1},
    "guide_center": {"text_wrap": True, "border": 1, "align": "center"},
    "prose": {"text_wrap": True},
    "prose_label": {"bold": True, "text_wrap": True},
}
_KIND_FILLS = {"required": REQUIRED_LABEL, "optional": OPTIONAL_LABEL, "computed": COMPUTED_LABEL, "doubt": DOUBT_FILL}


class Styles:
    """The formats of one workbook."""

    def __init__(self, workbook: Workbook) -> None:
        self._workbook = workbook
        self._made: dict[tuple[str, str, str], Format] = {}

    def part(self, name: str, *, number_format: str = "", align: str = "") -> Format:
        """The format of a named part of the sheet, as in ``_PARTS``. Raises KeyError."""
        return self._format(name, _PARTS[name], number_format, align)

    def legend(self, name: str) -> Format:
        """A sample of the colour that a kind of cell has."""
        return self._format(f"legend {name}", {**_PARTS["legend"], "bg_color": _KIND_FILLS[name]}, "", "")

    def label(self, column: Column) -> Format:
        """The format of a column's (or a header field's) label: its colour says whether it must be filled."""
        kind = _kind_of(column)
        return self._format(f"label {kind}", {**_PARTS["heading"], "bg_color": _KIND_FILLS[kind]}, "", "")

    def doubt(self) -> Format:
        """Only the fill, laid over a cell that somebody should check."""
        key = ("doubt only", "", "")
        if key not in self._made:
            self._made[key] = self._workbook.add_format({"bg_color": DOUBT_FILL})
        return self._made[key]

    def cell(self, column: Column, *, in_header: bool = False, total: bool = False) -> Format:
        """The format of a value's cell: pale and unlocked for input, grey and locked where a formula calculates it."""
        name = "total" if total else _kind_of(column)
        number_format = number_format_of(column, in_header=in_header)
        return self.part(name, number_format=number_format, align=_align_of(column, in_header=in_header))

    def _format(self, name: str, look: dict[str, object], number_format: str, align: str) -> Format:
        key = (name, number_format, align)
        if key not in self._made:
            base: dict[str, object] = {
                "font_name": FONT,
                "font_size": TEXT_SIZE,
                "font_color": INK,
                "valign": "vcenter",
            }
            if "border" in look:
                base["border_color"] = LINE
            more: dict[str, object] = {"num_format": number_format} if number_format else {}
            if align:
                more |= {"align": align, "indent": 0 if align == "center" else 1}
            self._made[key] = self._workbook.add_format({**base, **look, **more})
        return self._made[key]


def _kind_of(column: Column) -> str:
    return "computed" if column.formula else "required" if column.required else "optional"


def number_format_of(column: Column, *, in_header: bool = False) -> str:
    """Text columns are text, so that "3-1" or "007" stays as typed; a year in the header block has no comma."""
    if column.is_number:
        return WHOLE_NUMBER if in_header else AMOUNT
    return {"date": ISO_DATE, "month": WHOLE_NUMBER}.get(column.type, TEXT)


def _align_of(column: Column, *, in_header: bool) -> str:
    if in_header:
        return "left"
    if column.is_number:
        return "right"
    return "center" if column.type in ("date", "month", "choice", "yes_no") else "left"
