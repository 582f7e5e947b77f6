"""How each style of the report looks in 한글, and the ids under which the file's header holds every look once.

Comes in: style names, and how a paragraph, a run or a cell differs from its style. Goes out: ids, and the looks
themselves for ``header_part``. Sizes are points, lengths twips as in ``layout``. It must not touch a file.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from pipeline.assets.palette import GREY, NAVY, TINT, TOTAL_FILL
from pipeline.report.layout.styles import KEY_LABEL_SIZE, KEY_VALUE_SIZE, NORMAL_TABLE, SMALL_TABLE, Style

NO_LINE = ("NONE", "0.1 mm", "000000")


def line_of(color: str, width: str) -> tuple[str, str, str]:
    """One side of a border: a solid line of a width that 한글 knows ("0.5 mm")."""
    return ("SOLID", width, color)


class Mark(StrEnum):
    """The bullet before a line of the outline or before a note."""

    SQUARE = "□"
    CIRCLE = "○"
    DASH = "-"
    NOTE = "※"


@dataclass(frozen=True, slots=True)
class Border:
    left: tuple[str, str, str] = NO_LINE
    right: tuple[str, str, str] = NO_LINE
    top: tuple[str, str, str] = NO_LINE
    bottom: tuple[str, str, str] = NO_LINE
    fill: str = ""


@dataclass(frozen=True, slots=True)
class CharLook:
    size: float
    bold: bool = False
    color: str = "000000"
    fill: str = ""


@dataclass(frozen=True, slots=True)
class ParaLook:
    """``line`` is the line height in per cent of the font size; ``left`` is the indent, where a bullet stands too;
    wrapped lines are indented by ``hanging``, which is for paragraphs without a bullet.
    """

    line: int
    align: str = "left"
    before: int = 0
    after: int = 0
    left: int = 0
    right: int = 0
    hanging: int = 0
    keep_next: bool = False
    page_break: bool = False
    mark: Mark | None = None
    level: int = 0
    border: Border = Border()


@dataclass(frozen=True, slots=True)
class StyleLook:
    char: CharLook
    para: ParaLook


_TITLE = Border(top=line_of(NAVY, "0.7 mm"), bottom=line_of(NAVY, "0.7 mm"), fill=TOTAL_FILL)
_HEADING = Border(bottom=line_of(NAVY, "0.4 mm"))
KEY_FIGURE_LINE = line_of(TINT, "0.25 mm")


def _table(size: float, *, bold: bool = False, align: str = "left") -> StyleLook:
    return StyleLook(CharLook(size, bold), ParaLook(135, align))


STYLES = {
    Style.TITLE: StyleLook(
        CharLook(19, bold=True, color=NAVY), ParaLook(150, "center", 180, 220, border=_TITLE, keep_next=True)
    ),
    Style.STATUS: StyleLook(CharLook(9.5, color=GREY), ParaLook(145, "right", after=120)),
    Style.CONTENTS: StyleLook(CharLook(9, color=GREY), ParaLook(135, after=120)),
    Style.KEY_VALUE: StyleLook(CharLook(KEY_VALUE_SIZE, bold=True, color=NAVY), ParaLook(125, "center", 60)),
    Style.KEY_LABEL: StyleLook(CharLook(KEY_LABEL_SIZE, color=GREY), ParaLook(133, "center", after=40)),
    Style.KEY_CHANGE: StyleLook(CharLook(KEY_LABEL_SIZE, color=GREY), ParaLook(133, "center")),
    Style.HEADING_1: StyleLook(
        CharLook(15, bold=True, color=NAVY),
        ParaLook(133, before=320, after=120, keep_next=True, level=1, border=_HEADING),
    ),
    Style.HEADING_2: StyleLook(
        CharLook(13, bold=True), ParaLook(138, before=240, after=60, keep_next=True, mark=Mark.SQUARE, level=2)
    ),
    Style.HEADING_3: StyleLook(CharLook(11.5, bold=True), ParaLook(139, before=200, after=60, keep_next=True, level=3)),
    Style.ITEM_1: StyleLook(CharLook(11.5), ParaLook(152, before=50, after=30, left=200, mark=Mark.CIRCLE)),
    Style.ITEM_2: StyleLook(CharLook(11), ParaLook(150, before=20, after=20, left=560, mark=Mark.DASH)),
    Style.ITEM_3: StyleLook(CharLook(9.5, color=GREY), ParaLook(147, before=20, after=20, left=740, mark=Mark.NOTE)),
    Style.BODY: StyleLook(CharLook(11), ParaLook(150, before=40, after=40)),
    Style.CLOSING: StyleLook(CharLook(11), ParaLook(150, before=280)),
    Style.ATTACHMENT: StyleLook(CharLook(11), ParaLook(150, before=20, hanging=660)),
    Style.TABLE_CAPTION: StyleLook(
        CharLook(10.5, bold=True), ParaLook(152, "center", before=200, after=20, keep_next=True)
    ),
    Style.FIGURE_CAPTION: StyleLook(CharLook(10.5, bold=True), ParaLook(152, "center", before=40, after=200)),
    Style.UNIT: StyleLook(CharLook(9, color=GREY), ParaLook(144, "right", after=20, keep_next=True)),
    Style.TABLE_HEAD: _table(NORMAL_TABLE.size, bold=True, align="center"),
    Style.TABLE_BODY: _table(NORMAL_TABLE.size),
    Style.TABLE_TOTAL: _table(NORMAL_TABLE.size, bold=True),
    Style.TABLE_HEAD_SMALL: _table(SMALL_TABLE.size, bold=True, align="center"),
    Style.TABLE_BODY_SMALL: _table(SMALL_TABLE.size),
    Style.TABLE_TOTAL_SMALL: _table(SMALL_TABLE.size, bold=True),
    Style.TABLE_NOTE: StyleLook(CharLook(9, color=GREY), ParaLook(144, before=40, mark=Mark.NOTE)),
    Style.TABLE_MARK_NOTE: StyleLook(CharLook(9, color=GREY), ParaLook(144, before=40, hanging=160)),
    Style.PICTURE: StyleLook(CharLook(11), ParaLook(100, "center", before=200, keep_next=True)),
    Style.SPACER: StyleLook(CharLook(4), ParaLook(100, after=60)),
    Style.PAGE_HEADER: StyleLook(CharLook(8.5, color=GREY), ParaLook(140, "right")),
    Style.PAGE_FOOTER: StyleLook(CharLook(9, color=GREY), ParaLook(130, "right")),
}


class Looks:
    """Every look that the document uses, each once with its id, in the order of first use."""

    def __init__(self) -> None:
        self.borders: dict[Border, int] = {}
        self.chars: dict[CharLook, int] = {}
        self.paras: dict[ParaLook, int] = {}
        self.border(Border())
        for look in STYLES.values():
            self.char(look.char)
            self.para(look.para)

    def border(self, border: Border) -> int:
        """The id of a border and fill; ids of borders begin with 1, as 한글 requires."""
        return self.borders.setdefault(border, len(self.borders) + 1)

    def char(self, look: CharLook) -> int:
        return self.chars.setdefault(look, len(self.chars))

    def para(self, look: ParaLook) -> int:
        self.border(look.border)
        return self.paras.setdefault(look, len(self.paras))

    def para_of(self, style: Style, **changes: Any) -> int:
        """The id of a style's paragraph look with some fields of ``ParaLook`` changed."""
        return self.para(replace(STYLES[style].para, **changes))

    def char_of(self, style: Style, **changes: Any) -> int:
        """The id of a style's character look with some fields of ``CharLook`` changed."""
        return self.char(replace(STYLES[style].char, **changes))


def style_number(style: Style) -> int:
    """The id of a style in the file; 0 is 바탕글, which 한글 requires."""
    return list(STYLES).index(style) + 1
