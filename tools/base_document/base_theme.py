"""The theme of the base document: the report's palette in Word's colour picker, 맑은 고딕 for every script.

Comes in: colours from ``pipeline.assets.palette``. Goes out: the text of theme.xml. Styles name their fonts and colours
themselves; the theme only offers the same palette for what the office adds by hand.
"""

from __future__ import annotations

from pipeline.assets.palette import GREY, HEADER_FILL, LINE, NAVY, TINT, TOTAL_FILL
from pipeline.report.layout.styles import FONT_NAME

_A = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
_COLOURS = (
    ("dk1", "000000"),
    ("lt1", "FFFFFF"),
    ("dk2", NAVY),
    ("lt2", TOTAL_FILL),
    ("accent1", NAVY),
    ("accent2", TINT),
    ("accent3", HEADER_FILL),
    ("accent4", LINE),
    ("accent5", GREY),
    ("accent6", TOTAL_FILL),
    ("hlink", NAVY),
    ("folHlink", GREY),
)


def _font(kind: str) -> str:
    scripts = "".join(f'<a:{script} typeface="{FONT_NAME}"/>' for script in ("latin", "ea", "cs"))
    return f"<a:{kind}>{scripts}</a:{kind}>"


def theme_xml() -> str:
    """The text of theme.xml, without the XML declaration."""
    colours = "".join(f'<a:{name}><a:srgbClr val="{value}"/></a:{name}>' for name, value in _COLOURS)
    fill = '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>'
    line = f'<a:ln w="6350">{fill}</a:ln>'
    effect = "<a:effectStyle><a:effectLst/></a:effectStyle>"
    formats = (
        f"<a:fillStyleLst>{fill * 3}</a:fillStyleLst><a:lnStyleLst>{line * 3}</a:lnStyleLst>"
        f"<a:effectStyleLst>{effect * 3}</a:effectStyleLst><a:bgFillStyleLst>{fill * 3}</a:bgFillStyleLst>"
    )
    return (
        f'<a:theme {_A} name="report"><a:themeElements><a:clrScheme name="report">{colours}</a:clrScheme>'
        f'<a:fontScheme name="report">{_font("majorFont")}{_font("minorFont")}</a:fontScheme>'
        f'<a:fmtScheme name="report">{formats}</a:fmtScheme></a:themeElements></a:theme>'
    )
