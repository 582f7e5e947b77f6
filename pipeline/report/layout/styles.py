"""The document's style names in one place, and the sizes that text is measured with.

Comes in: nothing. Goes out: names and constants. The names are what the office sees in Word's style list, so an office
may define its own look for them; ``tools/base_document`` defines ours. Nothing here touches a document.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

FONT_NAME = "맑은 고딕"

TWIPS_PER_POINT = 20
EMU_PER_TWIP = 635


class Style(StrEnum):
    """Paragraph styles that the base document must have, by the name that Word shows."""

    TITLE = "보고서 제목"
    STATUS = "보고 상태"
    KEY_VALUE = "핵심 수치"
    KEY_LABEL = "핵심 설명"
    KEY_CHANGE = "핵심 증감"
    HEADING_1 = "큰제목"
    HEADING_2 = "□ 항목"
    HEADING_3 = "작은제목"
    ITEM_1 = "○ 내용"
    ITEM_2 = "- 세부"
    ITEM_3 = "※ 참고"
    BODY = "본문"
    CONTENTS = "차례"
    CLOSING = "끝"
    ATTACHMENT = "붙임"
    TABLE_CAPTION = "표 제목"
    FIGURE_CAPTION = "그림 제목"
    UNIT = "단위"
    TABLE_HEAD = "표 머리"
    TABLE_BODY = "표 본문"
    TABLE_TOTAL = "표 합계"
    TABLE_HEAD_SMALL = "표 머리 작게"
    TABLE_BODY_SMALL = "표 본문 작게"
    TABLE_TOTAL_SMALL = "표 합계 작게"
    TABLE_NOTE = "표 주석"
    TABLE_MARK_NOTE = "표 별표 설명"
    PICTURE = "그림"
    SPACER = "표 사이"
    PAGE_HEADER = "쪽 머리말"
    PAGE_FOOTER = "쪽 바닥글"


TABLE_STYLE = "보고서 표"
KEY_FIGURES_STYLE = "핵심 수치 표"


@dataclass(frozen=True, slots=True)
class TableLook:
    """The styles of one table size, and the font size (pt) by which its columns are measured."""

    head: Style
    body: Style
    total: Style
    size: float


NORMAL_TABLE = TableLook(Style.TABLE_HEAD, Style.TABLE_BODY, Style.TABLE_TOTAL, 9.5)
SMALL_TABLE = TableLook(Style.TABLE_HEAD_SMALL, Style.TABLE_BODY_SMALL, Style.TABLE_TOTAL_SMALL, 8.5)

KEY_VALUE_SIZE = 20.0
KEY_LABEL_SIZE = 9.0
KEY_LABEL_LINE_TWIPS = 240  # the exact line height of KEY_LABEL, so that labels of different length stay level
NOTE_INDENT_TWIPS = 260  # from the mark of a note to its text
KEY_LABEL_AFTER_TWIPS = 40  # below KEY_LABEL
CELL_MARGIN_TWIPS = 85  # left and right inside every cell
