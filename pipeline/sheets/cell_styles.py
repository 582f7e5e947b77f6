"""The look of the workbooks that we write: one font, one palette, and the formats made from them, each once.

Comes in: what kind of value a cell holds. Goes out: XlsxWriter formats, column widths and row heights. A Hangul
syllable counts as two characters wide, which XlsxWriter's own autofit does not know.
"""

from __future__ import annotations

from collections.abc import Iterable

from xlsxwriter import Workbook
from xlsxwriter.format import Format

from pipeline import korean
from pipeline.assets.palette import GREY, HEADER_FILL, LINE, NAVY, TOTAL_FILL
from pipeline.korean import text_width
from pipeline.model.findings import Severity
from pipeline.model.returns import SlotState

FONT = "맑은 고딕"
TEXT_SIZE = 10
LINE_POINTS = 15.5
WHOLE, DAY, PERCENT = "#,##0", "yyyy-mm-dd", "0.0%"
MISSING_FILL, BAD, GOOD = "F2F2F2", "C00000", "1F6B3A"
PALE_RED, PALE_YELLOW, PALE_GREEN = "FBE3E3", "FFF6DA", "E7F3EA"

# Measured for 맑은 고딕: the unit of column widths is a digit of 11 points (8 pixels). Our text has 10 points, where a
# syllable takes 13 pixels and a digit 7.4; half a syllable and a digit both count as 7. A cell's edges take 14.
_RUNNING_TEXT, _CELL_AIR = 7 / 8, 14 / 8


def workbook_options() -> dict[str, object]:
    """Options for a new workbook: a new dictionary each time, because XlsxWriter changes those that it is given."""
    return {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_numbers": False,
        "strings_to_urls": False,
        "default_format_properties": {"font_name": FONT, "font_size": 11},
        "default_row_height": 22,
        "default_column_width": 72,
    }


_LOOKS: dict[str, dict[str, object]] = {
    "title": {"bold": True, "font_size": 16, "font_color": NAVY},
    "note": {"font_color": GREY},
    "verdict": {"bold": True, "font_size": 11, "font_color": NAVY},
    "back": {"font_color": NAVY, "underline": 1, "font_size": 9},
    "label": {
        "bold": True,
        "font_color": NAVY,
        "bg_color": HEADER_FILL,
        "bottom": 1,
        "valign": "top",
        "text_wrap": True,
    },
    "words": {"bottom": 1, "text_wrap": True, "valign": "top"},
    "header": {"bold": True, "bg_color": HEADER_FILL, "top": 2, "bottom": 1, "align": "center", "text_wrap": True},
    "text": {"bottom": 1},
    "wrap": {"bottom": 1, "text_wrap": True},
    "center": {"bottom": 1, "align": "center"},
    "number": {"bottom": 1, "num_format": WHOLE, "align": "right", "indent": 1},
    "total": {"bottom": 1, "num_format": WHOLE, "align": "right", "indent": 1, "bold": True, "bg_color": TOTAL_FILL},
    "right": {"bottom": 1, "align": "right", "indent": 1},
    "plain_number": {"bottom": 1, "num_format": "0", "align": "center"},
    "month": {"bottom": 1, "num_format": '0"월"', "align": "center"},
    "round": {"bottom": 1, "num_format": '0"회차"', "align": "center"},
    "date": {"bottom": 1, "num_format": DAY, "align": "center"},
    "percent": {"bottom": 1, "num_format": PERCENT, "align": "right", "indent": 1},
    "link": {"bottom": 1, "font_color": NAVY, "underline": 1},
    "center_link": {"bottom": 1, "font_color": NAVY, "underline": 1, "align": "center"},
}
# The tone of a word in a cell: changes to the look of its column.
_TONES: dict[str, dict[str, object]] = {
    "": {},
    "grey": {"font_color": GREY},
    "missing": {"font_color": GREY, "bg_color": MISSING_FILL},
    "bad": {"font_color": BAD, "bold": True, "bg_color": PALE_RED},
    "doubt": {"bg_color": PALE_YELLOW},
    "good": {"font_color": GOOD, "bg_color": PALE_GREEN},
    # Marks behind a number: for an incomplete sum (*), for one with a number in doubt (†), and for both.
    **{marks: {"num_format": f'{WHOLE}"{marks}"'} for marks in ("*", "†", "†*")},
}
SLOT_TONES = {
    SlotState.SUBMITTED: "good",
    SlotState.LATE: "doubt",
    SlotState.TO_MEND: "bad",
    SlotState.MISSING: "missing",
}
SEVERITY_TONES = {Severity.ERROR: "bad", Severity.WARNING: "doubt", Severity.NOTE: "grey"}


class Styles:
    """The formats of one workbook."""

    def __init__(self, workbook: Workbook) -> None:
        self._workbook = workbook
        self._made: dict[tuple[str, str, bool, bool], Format] = {}

    def get(self, look: str, tone: str = "", *, ruled: bool = False, live: bool = False) -> Format:
        """The format of a look ("number", "text", …) changed by a tone.

        ``ruled`` draws the darker line that ends a group of rows; ``live`` keeps a text that looks like a formula a
        text even when someone edits the cell. Raises KeyError for an unknown look or tone.
        """
        key = (look, tone, ruled, live)
        if key not in self._made:
            base = {
                "font_name": FONT,
                "font_size": TEXT_SIZE,
                "valign": "vcenter",
                "top_color": NAVY,
                "bottom_color": NAVY if ruled else LINE,
            }
            kept_text = {"quote_prefix": True} if live else {}
            self._made[key] = self._workbook.add_format({**base, **_LOOKS[look], **_TONES[tone], **kept_text})
        return self._made[key]


def column_width(texts: Iterable[str], *, smallest: float, largest: float) -> float:
    """The width, in Excel's unit, of a column that holds the texts; never outside the bounds."""
    widest = max((text_width(line) for text in texts for line in text.split("\n")), default=0)
    return round(min(max(widest * _RUNNING_TEXT + _CELL_AIR, smallest), largest), 1)


def lines_needed(text: str, width: float) -> int:
    """The number of lines that the text takes in a column of that width (in Excel's unit)."""
    return korean.lines_needed(text, (width - _CELL_AIR / 2) / _RUNNING_TEXT)
