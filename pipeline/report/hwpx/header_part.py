"""The header of an HWPX file: fonts, borders, character and paragraph looks, bullets and the named styles.

Comes in: the looks that the body uses. Goes out: the children of ``hh:refList``, in the order in which 한글 writes
them. Lengths in the file are hundredths of a point; a twip is five of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from lxml import etree
from lxml.etree import _Element as Element

from pipeline.report.hwpx.looks import STYLES, Border, CharLook, Looks, Mark, ParaLook, style_number
from pipeline.report.layout.styles import FONT_NAME, Style

UNITS_PER_TWIP = 5
_FALLBACK_FONT = "함초롬돋움"
_SCRIPTS = ("hangul", "latin", "hanja", "japanese", "other", "symbol", "user")
_NAMESPACES = (
    'xmlns:hh="http://www.hancom.co.kr/hwpml/2011/head" xmlns:hp="http://www.hancom.co.kr/hwpml/2011/paragraph" '
    'xmlns:hc="http://www.hancom.co.kr/hwpml/2011/core"'
)
_BULLETS = {mark: number for number, mark in enumerate((Mark.SQUARE, Mark.CIRCLE, Mark.DASH, Mark.NOTE), start=1)}
_NUMBERING = 1
_LEVELS = 10
_ALIGN = {"left": "LEFT", "center": "CENTER", "right": "RIGHT"}
_LIKE_TEXT = "4294967295"  # the bullet has the character look of its line
_SWITCH_FOR = "http://www.hancom.co.kr/hwpml/2016/HwpUnitChar"


def fill_reference_list(header: Element, looks: Looks) -> None:
    """Replace the header's fonts, looks and styles by those of the report."""
    parts = (_fonts(), _borders(looks), _chars(looks), _TABS, _numberings(), _bullets(), _paras(looks), _styles(looks))
    found = next(iter(header.iter("{*}refList")))
    fresh = etree.fromstring(f"<hh:refList {_NAMESPACES}>{''.join(parts)}</hh:refList>")
    found[:] = list(fresh)


def _listed(name: str, items: Iterable[str]) -> str:
    made = list(items)
    return f'<hh:{name} itemCnt="{len(made)}">{"".join(made)}</hh:{name}>'


def _fonts() -> str:
    instead = f'<hh:substFont face="{_FALLBACK_FONT}" type="TTF" isEmbedded="0" binaryItemIDRef=""/>'
    font = f'<hh:font id="0" face="{FONT_NAME}" type="TTF" isEmbedded="0">{instead}</hh:font>'
    faces = (f'<hh:fontface lang="{script.upper()}" fontCnt="1">{font}</hh:fontface>' for script in _SCRIPTS)
    return _listed("fontfaces", faces)


def _borders(looks: Looks) -> str:
    return _listed("borderFills", (_border(number, border) for border, number in looks.borders.items()))


def _border(number: int, border: Border) -> str:
    sides = (("left", border.left), ("right", border.right), ("top", border.top), ("bottom", border.bottom))
    lines = "".join(
        f'<hh:{side}Border type="{kind}" width="{width}" color="#{color}"/>' for side, (kind, width, color) in sides
    )
    brush = f'<hc:winBrush faceColor="#{border.fill}" hatchColor="#999999" alpha="0"/>'
    fill = f"<hc:fillBrush>{brush}</hc:fillBrush>" if border.fill else ""
    return (
        f'<hh:borderFill id="{number}" threeD="0" shadow="0" centerLine="NONE" breakCellSeparateLine="0">'
        '<hh:slash type="NONE" Crooked="0" isCounter="0"/><hh:backSlash type="NONE" Crooked="0" isCounter="0"/>'
        f'{lines}<hh:diagonal type="NONE" width="0.1 mm" color="#000000"/>{fill}</hh:borderFill>'
    )


def _chars(looks: Looks) -> str:
    return _listed("charProperties", (_char(number, look) for look, number in looks.chars.items()))


def _char(number: int, look: CharLook) -> str:
    def every(tag: str, value: int) -> str:
        scripts = " ".join(f'{script}="{value}"' for script in _SCRIPTS)
        return f"<hh:{tag} {scripts}/>"

    bold = "<hh:bold/>" if look.bold else ""
    shade = f"#{look.fill}" if look.fill else "none"
    return (
        f'<hh:charPr id="{number}" height="{round(look.size * 100)}" textColor="#{look.color}" shadeColor="{shade}" '
        'useFontSpace="0" useKerning="0" symMark="NONE" borderFillIDRef="1">'
        f"{every('fontRef', 0)}{every('ratio', 100)}{every('spacing', 0)}{every('relSz', 100)}{every('offset', 0)}"
        f'{bold}<hh:underline type="NONE" shape="SOLID" color="#000000"/>'
        '<hh:strikeout shape="NONE" color="#000000"/><hh:outline type="NONE"/>'
        '<hh:shadow type="NONE" color="#C0C0C0" offsetX="10" offsetY="10"/></hh:charPr>'
    )


_TABS = '<hh:tabProperties itemCnt="1"><hh:tabPr id="0" autoTabLeft="0" autoTabRight="0"/></hh:tabProperties>'


def _mark_head(tag_text: str, attributes: str, gap: int) -> str:
    return (
        f'<hh:paraHead {attributes} align="LEFT" useInstWidth="0" autoIndent="1" widthAdjust="0" '
        f'textOffsetType="PERCENT" textOffset="{gap}" {tag_text}'
    )


def _numberings() -> str:
    heads = []
    for level in range(1, _LEVELS + 1):
        kind = "ROMAN_CAPITAL" if level == 1 else "DIGIT"
        text = f'numFormat="{kind}" charPrIDRef="{_LIKE_TEXT}" checkable="0">^{level}</hh:paraHead>'
        heads.append(_mark_head(text, f'start="1" level="{level}"', 50))
    return _listed("numberings", [f'<hh:numbering id="{_NUMBERING}" start="1">{"".join(heads)}</hh:numbering>'])


def _bullets() -> str:
    text = f'numFormat="DIGIT" charPrIDRef="{_LIKE_TEXT}" checkable="0"/>'
    head = _mark_head(text, 'level="0"', 0)
    return _listed(
        "bullets",
        (
            f'<hh:bullet id="{number}" char="{mark}" useImage="0">{head}</hh:bullet>'
            for mark, number in _BULLETS.items()
        ),
    )


def _paras(looks: Looks) -> str:
    return _listed("paraProperties", (_para(number, look, looks) for look, number in looks.paras.items()))


def _para(number: int, look: ParaLook, looks: Looks) -> str:
    # ``case`` has the lengths in the newer unit, ``default`` in the older unit, which is half as large; each version of
    # 한글 reads the one that it knows.
    measures = (
        f'<hp:switch><hp:case hp:required-namespace="{_SWITCH_FOR}">{_measures(look, 1)}</hp:case>'
        f"<hp:default>{_measures(look, 2)}</hp:default></hp:switch>"
    )
    return (
        f'<hh:paraPr id="{number}" tabPrIDRef="0" condense="0" fontLineHeight="0" snapToGrid="0" '
        'suppressLineNumbers="0" checked="0" textDir="LTR">'
        f'<hh:align horizontal="{_ALIGN[look.align]}" vertical="BASELINE"/>{_heading(look)}'
        '<hh:breakSetting breakLatinWord="KEEP_WORD" breakNonLatinWord="KEEP_WORD" widowOrphan="1" '
        f'keepWithNext="{int(look.keep_next)}" keepLines="{int(look.level > 0)}" '
        f'pageBreakBefore="{int(look.page_break)}" lineWrap="BREAK"/><hh:autoSpacing eAsianEng="0" eAsianNum="0"/>'
        f'{measures}<hh:border borderFillIDRef="{looks.border(look.border)}" offsetLeft="0" offsetRight="0" '
        'offsetTop="0" offsetBottom="0" connect="0" ignoreMargin="0"/></hh:paraPr>'
    )


def _heading(look: ParaLook) -> str:
    level = max(look.level - 1, 0)
    if look.mark is not None:
        return f'<hh:heading type="BULLET" idRef="{_BULLETS[look.mark]}" level="{level}"/>'
    return '<hh:heading type="NONE" idRef="0" level="0"/>'


def _measures(look: ParaLook, factor: int) -> str:
    lengths = (
        ("intent", -look.hanging),
        ("left", look.left),
        ("right", look.right),
        ("prev", look.before),
        ("next", look.after),
    )
    inside = "".join(
        f'<hc:{name} value="{value * UNITS_PER_TWIP * factor}" unit="HWPUNIT"/>' for name, value in lengths
    )
    return f'<hh:margin>{inside}</hh:margin><hh:lineSpacing type="PERCENT" value="{look.line}" unit="HWPUNIT"/>'


def _styles(looks: Looks) -> str:
    return _listed("styles", _each_style(looks))


def _each_style(looks: Looks) -> Iterator[str]:
    body = STYLES[Style.BODY]
    yield _style(0, "바탕글", "Normal", looks.para(body.para), looks.char(body.char))
    for style, look in STYLES.items():
        yield _style(style_number(style), style, "", looks.para(look.para), looks.char(look.char))


def _style(number: int, name: str, english: str, para: int, char: int) -> str:
    return (
        f'<hh:style id="{number}" type="PARA" name="{name}" engName="{english}" paraPrIDRef="{para}" '
        f'charPrIDRef="{char}" nextStyleIDRef="{number}" langID="1042" lockForm="0"/>'
    )
