"""The styles and numbering of the base document, as data and as the XML made from it.

Comes in: names and colours from ``pipeline``. Goes out: the text of styles.xml and numbering.xml.
Sizes are points; indents and spacing are twentieths of a point. It must not know what a report says.
"""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.assets.palette import GREY, LINE, NAVY, TINT, TOTAL_FILL
from pipeline.report.layout.styles import (
    CELL_MARGIN_TWIPS,
    FONT_NAME,
    KEY_FIGURES_STYLE,
    KEY_LABEL_AFTER_TWIPS,
    KEY_LABEL_LINE_TWIPS,
    KEY_LABEL_SIZE,
    KEY_VALUE_SIZE,
    NORMAL_TABLE,
    NOTE_INDENT_TWIPS,
    SMALL_TABLE,
    TABLE_STYLE,
    Style,
)

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_FONTS = " ".join(f'w:{script}="{FONT_NAME}"' for script in ("ascii", "hAnsi", "eastAsia", "cs"))
_TEXT_WIDTH = 11906 - 2 * round(20 * 1440 / 25.4)


@dataclass(frozen=True)
class ParagraphStyle:
    """One paragraph style. ``line`` is the minimum line height, or with ``exact`` the fixed one. ``level`` is the level
    of a heading, 1 to 9, and 0 for other paragraphs.
    """

    id: str
    name: str
    size: float
    line: int
    bold: bool = False
    color: str = ""
    align: str = "left"
    before: int = 0
    after: int = 0
    left: int = 0
    hanging: int = 0
    keep_next: bool = False
    exact: bool = False
    level: int = 0
    number: tuple[int, int] | None = None
    based_on: str = "Normal"
    next: str = ""
    rules: str = ""
    fill: str = ""
    tabs: tuple[tuple[str, int], ...] = ()
    quick: bool = True


def _rule(side: str, color: str, eighths: int, space: int) -> str:
    return f'<w:{side} w:val="single" w:sz="{eighths}" w:space="{space}" w:color="{color}"/>'


_TITLE_RULES = _rule("top", NAVY, 24, 9) + _rule("bottom", NAVY, 24, 9)

PARAGRAPH_STYLES = (
    ParagraphStyle(
        "ReportTitle", Style.TITLE, 19, 520, bold=True, color=NAVY, align="center", before=180, after=220,
        based_on="Title", next="ReportStatus", rules=_TITLE_RULES, fill=TOTAL_FILL, keep_next=True,
    ),
    ParagraphStyle("ReportContents", Style.CONTENTS, 9, 260, color=GREY, after=120, next="ReportBody"),
    ParagraphStyle("ReportStatus", Style.STATUS, 9.5, 280, color=GREY, align="right", after=120, next="ReportBody"),
    ParagraphStyle(
        "KeyValue", Style.KEY_VALUE, KEY_VALUE_SIZE, 520, bold=True, color=NAVY, align="center", before=60,
        keep_next=True,
    ),
    ParagraphStyle(
        "KeyLabel", Style.KEY_LABEL, KEY_LABEL_SIZE, KEY_LABEL_LINE_TWIPS, color=GREY, align="center",
        after=KEY_LABEL_AFTER_TWIPS, exact=True,
    ),
    ParagraphStyle(
        "KeyChange", Style.KEY_CHANGE, KEY_LABEL_SIZE, 240, color=GREY, align="center", exact=True
    ),
    ParagraphStyle(
        "Heading1Ko", Style.HEADING_1, 15, 400, bold=True, color=NAVY, before=320, after=120,
        keep_next=True, level=1, based_on="Heading1", next="Item1",
        rules=_rule("bottom", NAVY, 12, 3),
    ),
    ParagraphStyle(
        "Heading2Ko", Style.HEADING_2, 13, 360, bold=True, before=240, after=60, left=340, hanging=340,
        keep_next=True, level=2, number=(1, 0), based_on="Heading2", next="Item1",
    ),
    ParagraphStyle(
        "Heading3Ko", Style.HEADING_3, 11.5, 320, bold=True, before=200, after=60, keep_next=True, level=3,
        based_on="Heading3", next="ReportBody",
    ),
    ParagraphStyle("Item1", Style.ITEM_1, 11.5, 350, before=50, after=30, left=500, hanging=300, number=(1, 1)),
    ParagraphStyle("Item2", Style.ITEM_2, 11, 330, before=20, after=20, left=740, hanging=180, number=(1, 2)),
    ParagraphStyle(
        "Item3", Style.ITEM_3, 9.5, 280, color=GREY, before=20, after=20, left=1000, hanging=260, number=(1, 3)
    ),
    ParagraphStyle("ReportBody", Style.BODY, 11, 330, before=40, after=40),
    ParagraphStyle("Closing", Style.CLOSING, 11, 330, before=280),
    ParagraphStyle("Attachment", Style.ATTACHMENT, 11, 330, before=20, left=660, hanging=660),
    ParagraphStyle(
        "TableCaption", Style.TABLE_CAPTION, 10.5, 320, bold=True, align="center", before=200, after=20,
        keep_next=True, based_on="Caption", next="TableUnit",
    ),
    ParagraphStyle(
        "FigureCaption", Style.FIGURE_CAPTION, 10.5, 320, bold=True, align="center", before=40, after=200,
        based_on="Caption",
    ),
    ParagraphStyle("TableUnit", Style.UNIT, 9, 260, color=GREY, align="right", after=20, keep_next=True),
    ParagraphStyle("TableHead", Style.TABLE_HEAD, NORMAL_TABLE.size, 260, bold=True, align="center", keep_next=True),
    ParagraphStyle("TableBody", Style.TABLE_BODY, NORMAL_TABLE.size, 260),
    ParagraphStyle("TableTotal", Style.TABLE_TOTAL, NORMAL_TABLE.size, 260, bold=True, based_on="TableBody"),
    ParagraphStyle(
        "TableHeadSmall", Style.TABLE_HEAD_SMALL, SMALL_TABLE.size, 230, bold=True, align="center", keep_next=True
    ),
    ParagraphStyle("TableBodySmall", Style.TABLE_BODY_SMALL, SMALL_TABLE.size, 230),
    ParagraphStyle(
        "TableTotalSmall", Style.TABLE_TOTAL_SMALL, SMALL_TABLE.size, 230, bold=True, based_on="TableBodySmall"
    ),
    ParagraphStyle(
        "TableNote", Style.TABLE_NOTE, 9, 260, color=GREY, before=40, left=NOTE_INDENT_TWIPS,
        hanging=NOTE_INDENT_TWIPS, number=(2, 0),
    ),
    ParagraphStyle(
        "TableMarkNote", Style.TABLE_MARK_NOTE, 9, 260, color=GREY, before=40, left=NOTE_INDENT_TWIPS,
        hanging=NOTE_INDENT_TWIPS,
    ),
    ParagraphStyle("Picture", Style.PICTURE, 11, 240, align="center", before=200, keep_next=True, next="FigureCaption"),
    ParagraphStyle("TableGap", Style.SPACER, 4, 100, exact=True),
    ParagraphStyle("PageHeader", Style.PAGE_HEADER, 8.5, 240, color=GREY, align="right", based_on="Header"),
    ParagraphStyle(
        "PageFooter", Style.PAGE_FOOTER, 9, 240, color=GREY, based_on="Footer",
        tabs=(("center", _TEXT_WIDTH // 2), ("right", _TEXT_WIDTH)),
    ),
)  # fmt: skip

# Word knows these by their English names; ours are based on them, so that its outline, contents and captions work.
_BUILT_IN = (
    ("Title", "Title", 0),
    ("Heading1", "heading 1", 1),
    ("Heading2", "heading 2", 2),
    ("Heading3", "heading 3", 3),
    ("Caption", "caption", 0),
    ("Header", "header", 0),
    ("Footer", "footer", 0),
)


def _indent(left: int, hanging: int) -> str:
    return f'<w:ind w:left="{left}" w:hanging="{hanging}"/>' if left or hanging else ""


def _paragraph_properties(style: ParagraphStyle) -> str:
    number = ""
    if style.number:
        number_id, level = style.number
        number = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number_id}"/></w:numPr>'
    tabs = "".join(f'<w:tab w:val="{kind}" w:pos="{position}"/>' for kind, position in style.tabs)
    rule = "exact" if style.exact else "atLeast"
    return "".join((
        "<w:keepNext/>" if style.keep_next else "",
        "<w:keepLines/>" if style.level else "",
        number,
        f"<w:pBdr>{style.rules}</w:pBdr>" if style.rules else "",
        f'<w:shd w:val="clear" w:color="auto" w:fill="{style.fill}"/>' if style.fill else "",
        f"<w:tabs>{tabs}</w:tabs>" if tabs else "",
        f'<w:spacing w:before="{style.before}" w:after="{style.after}" w:line="{style.line}" w:lineRule="{rule}"/>',
        _indent(style.left, style.hanging),
        f'<w:jc w:val="{style.align}"/>',
        f'<w:outlineLvl w:val="{style.level - 1}"/>' if style.level else "",
    ))  # fmt: skip


def _run_properties(style: ParagraphStyle) -> str:
    bold = "<w:b/><w:bCs/>" if style.bold else ""
    color = f'<w:color w:val="{style.color}"/>' if style.color else ""
    half_points = round(style.size * 2)
    return f'{bold}{color}<w:sz w:val="{half_points}"/><w:szCs w:val="{half_points}"/>'


def _style_xml(style: ParagraphStyle) -> str:
    following = f'<w:next w:val="{style.next}"/>' if style.next else ""
    return (
        f'<w:style w:type="paragraph" w:customStyle="1" w:styleId="{style.id}"><w:name w:val="{style.name}"/>'
        f'<w:basedOn w:val="{style.based_on}"/>{following}<w:uiPriority w:val="1"/><w:qFormat/>'
        f"<w:pPr>{_paragraph_properties(style)}</w:pPr><w:rPr>{_run_properties(style)}</w:rPr></w:style>"
    )


def _built_in_xml(style_id: str, name: str, level: int) -> str:
    outline = f'<w:pPr><w:outlineLvl w:val="{level - 1}"/></w:pPr>' if level else ""
    return (
        f'<w:style w:type="paragraph" w:styleId="{style_id}"><w:name w:val="{name}"/><w:basedOn w:val="Normal"/>'
        f'<w:next w:val="Normal"/><w:uiPriority w:val="9"/><w:qFormat/>{outline}</w:style>'
    )


def _defaults() -> str:
    # Only Hangul is marked as Korean: with digits and Latin letters too, LibreOffice would break lines inside numbers.
    language = '<w:lang w:val="en-US" w:eastAsia="ko-KR" w:bidi="ar-SA"/>'
    run = f'<w:rFonts {_FONTS}/><w:sz w:val="22"/><w:szCs w:val="22"/>{language}'
    # Without autoSpaceDE and autoSpaceDN Word puts a gap between digits and Hangul ("2,026 명").
    paragraph = '<w:widowControl/><w:autoSpaceDE w:val="0"/><w:autoSpaceDN w:val="0"/><w:snapToGrid w:val="0"/>'
    return (
        f"<w:docDefaults><w:rPrDefault><w:rPr>{run}</w:rPr></w:rPrDefault>"
        f"<w:pPrDefault><w:pPr>{paragraph}</w:pPr></w:pPrDefault></w:docDefaults>"
    )


def _cell_margins(top: int, side: int, bottom: int) -> str:
    sides = (("top", top), ("left", side), ("bottom", bottom), ("right", side))
    return (
        "<w:tblCellMar>"
        + "".join(f'<w:{name} w:w="{width}" w:type="dxa"/>' for name, width in sides)
        + "</w:tblCellMar>"
    )


def _table_styles() -> str:
    report = (
        _rule("top", NAVY, 12, 0)
        + _rule("bottom", NAVY, 12, 0)
        + _rule("insideH", LINE, 4, 0)
        + _rule("insideV", LINE, 4, 0)
    )
    figures = (
        _rule("top", TINT, 6, 0)
        + _rule("bottom", TINT, 6, 0)
        + _rule("insideH", TINT, 6, 0)
        + _rule("insideV", TINT, 6, 0)
    )
    rows = (
        ("ReportTable", TABLE_STYLE, report, _cell_margins(16, CELL_MARGIN_TWIPS, 44)),
        ("KeyFiguresTable", KEY_FIGURES_STYLE, figures, _cell_margins(40, CELL_MARGIN_TWIPS, 80)),
    )
    return "".join(
        f'<w:style w:type="table" w:customStyle="1" w:styleId="{style_id}"><w:name w:val="{name}"/>'
        f'<w:basedOn w:val="TableNormal"/><w:uiPriority w:val="1"/><w:qFormat/>'
        f"<w:tblPr><w:tblBorders>{borders}</w:tblBorders>{margins}</w:tblPr></w:style>"
        for style_id, name, borders, margins in rows
    )


def styles_xml() -> str:
    """The text of styles.xml, without the XML declaration."""
    normal = (
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/></w:style>'
        '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
        '<w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/><w:semiHidden/></w:style>'
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/>'
        '<w:uiPriority w:val="99"/><w:semiHidden/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/>'
        f"{_cell_margins(0, 108, 0)}</w:tblPr></w:style>"
        '<w:style w:type="numbering" w:default="1" w:styleId="NoList"><w:name w:val="No List"/>'
        '<w:uiPriority w:val="99"/><w:semiHidden/></w:style>'
    )
    built_in = "".join(_built_in_xml(*row) for row in _BUILT_IN)
    own = "".join(_style_xml(style) for style in PARAGRAPH_STYLES)
    return f"<w:styles {_W}>{_defaults()}{normal}{built_in}{own}{_table_styles()}</w:styles>"


def _level_xml(style: ParagraphStyle, mark: str) -> str:
    assert style.number is not None
    return (
        f'<w:lvl w:ilvl="{style.number[1]}"><w:start w:val="1"/><w:numFmt w:val="bullet"/>'
        f'<w:pStyle w:val="{style.id}"/><w:suff w:val="tab"/>'
        f'<w:lvlText w:val="{mark}"/><w:lvlJc w:val="left"/><w:pPr>{_indent(style.left, style.hanging)}</w:pPr>'
        f'<w:rPr><w:rFonts {_FONTS} w:hint="eastAsia"/></w:rPr></w:lvl>'
    )


_MARKS = {"Heading2Ko": "□", "Item1": "○", "Item2": "-", "Item3": "※", "TableNote": "※"}


def numbering_xml() -> str:
    """The text of numbering.xml: list 1 is the outline □ ○ - ※, list 2 the note mark under a table."""
    lists = ""
    for number in (1, 2):
        levels = "".join(
            _level_xml(style, _MARKS[style.id])
            for style in PARAGRAPH_STYLES
            if style.number and style.number[0] == number
        )
        kind = "multilevel" if number == 1 else "singleLevel"
        lists += f'<w:abstractNum w:abstractNumId="{number}"><w:multiLevelType w:val="{kind}"/>{levels}</w:abstractNum>'
    for number in (1, 2):
        lists += f'<w:num w:numId="{number}"><w:abstractNumId w:val="{number}"/></w:num>'
    return f"<w:numbering {_W}>{lists}</w:numbering>"
