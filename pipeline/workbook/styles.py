"""What the styles part says about cells: how their numbers are shown, and looks that change what a cell says.

Comes in: the styles part, the runs of a rich text and a cell's style number. Goes out: format codes, each with whether
it shows a date, and ``RawLook`` rows for the few cells where the value alone would not tell everything: struck out,
raised like a footnote mark, or invisible. What a look means for a number is decided elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple, TypeVar

from lxml import etree

from pipeline.forms.stamp import MARKED_FORMAT
from pipeline.workbook.package_parts import main_tag, parse_part

T = TypeVar("T")

Format = tuple[str, bool]
"""A number format's code, and whether it shows a date."""

RawLook = tuple[int, int, bool, str, str, bool, bool]
"""Row, column, and the fields of a ``Look`` in their order."""

GENERAL = "General"

# The built-in formats as Korean Excel shows them. Files never spell out numbers 27–36 and 50–58; their meaning depends
# on the country of the program. Here they are Korea's: 32 and 33 are times, the others dates. Source: ECMA-376 part 1,
# 18.8.30, and its ko-kr table.
BUILT_IN_FORMATS = {
    0: GENERAL,
    1: "0",
    2: "0.00",
    3: "#,##0",
    4: "#,##0.00",
    5: '"₩"#,##0;\\-"₩"#,##0',
    6: '"₩"#,##0;[Red]\\-"₩"#,##0',
    7: '"₩"#,##0.00;\\-"₩"#,##0.00',
    8: '"₩"#,##0.00;[Red]\\-"₩"#,##0.00',
    9: "0%",
    10: "0.00%",
    11: "0.00E+00",
    12: "# ?/?",
    13: "# ??/??",
    14: "yyyy-mm-dd",
    15: "d-mmm-yy",
    16: "d-mmm",
    17: "mmm-yy",
    18: "h:mm AM/PM",
    19: "h:mm:ss AM/PM",
    20: "h:mm",
    21: "h:mm:ss",
    22: "yyyy-mm-dd h:mm",
    27: 'yyyy"年" mm"月" dd"日"',
    28: "mm-dd",
    29: "mm-dd",
    30: "mm-dd-yy",
    31: 'yyyy"년" mm"월" dd"일"',
    32: 'h"시" mm"분"',
    33: 'h"시" mm"분" ss"초"',
    34: "yyyy-mm-dd",
    35: "yyyy-mm-dd",
    36: 'yyyy"年" mm"月" dd"日"',
    37: "#,##0_);(#,##0)",
    38: "#,##0_);[Red](#,##0)",
    39: "#,##0.00_);(#,##0.00)",
    40: "#,##0.00_);[Red](#,##0.00)",
    41: '_-* #,##0_-;\\-* #,##0_-;_-* "-"_-;_-@_-',
    42: '_-"₩"* #,##0_-;\\-"₩"* #,##0_-;_-"₩"* "-"_-;_-@_-',
    43: '_-* #,##0.00_-;\\-* #,##0.00_-;_-* "-"??_-;_-@_-',
    44: '_-"₩"* #,##0.00_-;\\-"₩"* #,##0.00_-;_-"₩"* "-"??_-;_-@_-',
    45: "mm:ss",
    46: "[h]:mm:ss",
    47: "mm:ss.0",
    48: "##0.0E+0",
    49: "@",
    50: 'yyyy"年" mm"月" dd"日"',
    51: "mm-dd",
    52: "yyyy-mm-dd",
    53: "yyyy-mm-dd",
    54: "mm-dd",
    55: "yyyy-mm-dd",
    56: "yyyy-mm-dd",
    57: 'yyyy"年" mm"月" dd"日"',
    58: "mm-dd",
}

# Literal parts of a format: quoted text, an escaped character, a filler, a character's width; a bracketed condition.
_LITERAL = re.compile(r'"[^"]*"?|\\.|[*_].|\[[^\]]*\]')
_HALF_DAY = re.compile(r"am/pm|a/p|오전/오후|上午/下午", re.IGNORECASE)
_EXPONENT = re.compile(r"e[+-]", re.IGNORECASE)
_DAY_OR_YEAR = re.compile(r"[ydegb]|aaa", re.IGNORECASE)
_CLOCK = re.compile(r"[hs]", re.IGNORECASE)
# "General" as Korean, Japanese and Chinese programs may write it; its G would be read as the code for an era.
_LOCAL_GENERAL = re.compile("G/(?:표준|標準|通用格式)", re.IGNORECASE)

_BLACK, _WHITE = "000000", "FFFFFF"
_SYSTEM_COLOURS = {"0": _BLACK, "1": _WHITE, "8": _BLACK, "9": _WHITE, "64": _BLACK, "65": _WHITE}
_THEME_COLOURS = {"0": _WHITE, "1": _BLACK}
_LEAST_CONTRAST = 1.2  # below this, the eye cannot tell text from its background; the palest grey in use has 1.4
_SMALLEST_SIZE = 2.0  # points
_OTHER_NUMBER = re.compile(r'["\\]|,(?![#0?])|^;')  # words, or a number divided by a thousand, or nothing shown
# A number format that prints in white, as the standard and a Korean Excel write it.
_IN_WHITE = re.compile(r"\[(?:white|흰색|color ?2|색 ?2)\]", re.IGNORECASE)
_CONDITION = re.compile(r"\[[<>=]")  # such a section is only for some numbers, as offices hide zeros
_NOTHING = ("0", "-", "해당없음", "없음")
_FONTS, _FILLS, _BORDERS = map(main_tag, ("fonts", "fills", "borders"))
_CELL_FORMATS, _CONDITIONAL, _DIAGONAL = map(main_tag, ("cellXfs", "dxfs", "diagonal"))
_NUMBER_FORMATS, _NUMBER_FORMAT, _CELL_FORMAT, _FONT = map(main_tag, ("numFmts", "numFmt", "xf", "font"))
_LARGEST_KEPT = 500_000  # bytes of a part that is kept for the next workbook
_STRIKE, _ALIGN, _COLOUR, _SIZE = map(main_tag, ("strike", "vertAlign", "color", "sz"))
_RUN, _RUN_FONT, _TEXT = map(main_tag, ("r", "rPr", "t"))
_PATTERN, _FOREGROUND = main_tag("patternFill"), main_tag("fgColor")


class Font(NamedTuple):
    """The properties of a font that may change what a text says. ``colour`` is "RRGGBB", or a name where the file gives
    no RGB value.
    """

    struck: bool = False
    raised: bool = False
    colour: str = _BLACK
    tiny: bool = False


class Style(NamedTuple):
    """A cell's font and the colour behind it; "" where the colour is unknown (a pattern or a gradient). ``crossed``: a
    diagonal border goes through the cell.
    """

    font: Font = Font()
    fill: str = _WHITE
    crossed: bool = False


Run = tuple[str, Font | None]
"""A piece of a rich text and its font; None for the cell's own font."""


@dataclass(frozen=True, slots=True)
class Looks:
    """``styles`` by a cell's style number as text ("" for a cell without one); ``odd`` holds the numbers of those with
    an odd look.

    ``odd_rules`` holds the numbers of the odd looks that a conditional format may give a cell. ``rich`` holds the runs
    of shared strings, by their index as cells write it.
    """

    styles: Mapping[str, Style] = field(default_factory=dict)
    odd: frozenset[str] = frozenset()
    odd_rules: frozenset[str] = frozenset()
    rich: Mapping[str, Sequence[Run]] = field(default_factory=dict)

    def of(self, style: str, text: str, runs: Sequence[Run] = ()) -> tuple[bool, str, str, bool, bool] | None:
        """The look of a cell; None where it is ordinary. ``text`` is what a cell without runs shows."""
        own = self.styles.get(style) or self.styles.get("", Style())
        pieces = [(piece, own.font if font is None else font) for piece, font in runs] or [(text, own.font)]
        crossed = own.crossed and text.strip() not in _NOTHING  # through a 0 it only says "does not apply"
        shown = [(piece, font._replace(struck=font.struck or crossed)) for piece, font in pieces if piece.strip()]
        struck = "".join(piece for piece, font in shown if font.struck)
        raised = "".join(piece for piece, font in shown if font.raised)
        all_struck = bool(shown) and all(font.struck for _, font in shown)
        unseen = bool(shown) and all(_is_unseen(font, own.fill) for _, font in shown)
        return (all_struck, struck, raised, False, unseen) if struck or raised or unseen else None


@dataclass(frozen=True, slots=True)
class Styles:
    """The number formats and the looks of a workbook's cell styles, shared between workbooks, so never change them."""

    formats: Mapping[str, Format] = field(default_factory=lambda: {"": (GENERAL, False)})
    looks: Looks = field(default_factory=Looks)


def styles_in(part: bytes) -> Styles:
    """What a styles part says. Returns of the same form have the same part, so each process parses it only once."""
    return (_kept_styles if len(part) <= _LARGEST_KEPT else _read_styles)(part)


def _read_styles(part: bytes) -> Styles:
    root = parse_part(part)
    return Styles(_formats(root), style_looks(root))


_kept_styles = lru_cache(maxsize=16)(_read_styles)


def _formats(root: etree._Element) -> dict[str, Format]:
    formats: dict[str, Format] = {"": (GENERAL, False)}
    codes = {str(number): code for number, code in BUILT_IN_FORMATS.items()}
    for number_format in root.iterfind(f"{_NUMBER_FORMATS}/{_NUMBER_FORMAT}"):
        codes[number_format.get("numFmtId", "")] = international_code(number_format.get("formatCode", GENERAL))
    for number, cell_format in enumerate(root.iterfind(f"{_CELL_FORMATS}/{_CELL_FORMAT}")):
        code = codes.get(cell_format.get("numFmtId", "0"), GENERAL)
        formats[str(number)] = (code, shows_date(code))
    formats[""] = formats.get("0", formats[""])  # a cell without a style has the first one
    return formats


def international_code(code: str) -> str:
    """A format code with the local word for "General" replaced by the standard's."""
    return _LOCAL_GENERAL.sub(GENERAL, code)


@lru_cache(maxsize=4096)
def shows_date(code: str) -> bool:
    """True where Excel shows a number in this format as a calendar date; a time of day or a duration alone is no date.
    Only the section for positive numbers counts. "m" means months, or minutes where the code also has hours or seconds.
    """
    if not code or code.casefold() == "general":
        return False
    elapsed = re.search(r"\[[hms]+\]", code, re.IGNORECASE) is not None
    positive = _HALF_DAY.sub("h", _LITERAL.sub("", code)).split(";")[0]
    positive = _EXPONENT.sub("", re.sub("general", "", positive, flags=re.IGNORECASE))
    if _DAY_OR_YEAR.search(positive):
        return True
    return "m" in positive.casefold() and not elapsed and _CLOCK.search(positive) is None


def style_looks(root: etree._Element) -> Looks:
    """The looks of the cell styles in the styles part."""
    fonts = [_font_of(element) for element in root.iterfind(f"{_FONTS}/*")]
    fills = [_fill_colour(element) for element in root.iterfind(f"{_FILLS}/*")]
    crossed = [_is_crossed(element) for element in root.iterfind(f"{_BORDERS}/*")]
    pale = _pale_formats(root)
    styles: dict[str, Style] = {}
    for number, cell_format in enumerate(root.iterfind(f"{_CELL_FORMATS}/*")):
        font = _listed(fonts, cell_format.get("fontId", "0")) or Font()
        fill = _listed(fills, cell_format.get("fillId", "0"))
        if cell_format.get("numFmtId") in pale:
            font = font._replace(colour=_WHITE)
        is_crossed = bool(_listed(crossed, cell_format.get("borderId", "0")))
        styles[str(number)] = Style(font, _WHITE if fill is None else fill, is_crossed)
    styles[""] = styles.get("0", Style())
    odd = (
        number
        for number, (font, fill, is_crossed) in styles.items()
        if font.struck or font.raised or is_crossed or _is_unseen(font, fill)
    )
    rules = enumerate(root.iterfind(f"{_CONDITIONAL}/*"))
    return Looks(styles, frozenset(odd), frozenset(str(number) for number, rule in rules if _is_odd_rule(rule)))


def _is_crossed(border: etree._Element) -> bool:
    """Whether a line goes across the cell, as people cross out what does not count."""
    line = border.find(_DIAGONAL)
    has_line = line is not None and line.get("style", "none") != "none"
    return has_line and any(border.get(name) in ("1", "true") for name in ("diagonalUp", "diagonalDown"))


def _pale_formats(root: etree._Element) -> frozenset[str]:
    """The numbers of the number formats that print in white, whatever the font's colour."""
    formats = root.iterfind(f"{_NUMBER_FORMATS}/{_NUMBER_FORMAT}")
    first = ((each.get("numFmtId", ""), each.get("formatCode", "").split(";")[0]) for each in formats)
    return frozenset(number for number, code in first if _IN_WHITE.search(code) and not _CONDITION.search(code))


def _is_odd_rule(rule: etree._Element) -> bool:
    """Whether a conditional look strikes out, or prints a number differently. Colours are ignored, because offices hide
    zeros with them; so is the number that we put before the value of a cell to correct.
    """
    number_format, font = rule.find(_NUMBER_FORMAT), rule.find(_FONT)
    code = "" if number_format is None else number_format.get("formatCode", "")
    if _OTHER_NUMBER.search(code) and not MARKED_FORMAT.match(code):
        return True
    return font is not None and _is_on(font.find(_STRIKE))


def _font_of(element: etree._Element) -> Font:
    """The font of a style or of a run."""
    align, size = element.find(_ALIGN), element.find(_SIZE)
    return Font(
        _is_on(element.find(_STRIKE)),
        align is not None and align.get("val") in ("superscript", "subscript"),
        _colour(element.find(_COLOUR), _BLACK),
        size is not None and _number(size.get("val", "")) <= _SMALLEST_SIZE,
    )


def runs_of(item: etree._Element) -> tuple[Run, ...]:
    """The runs of a shared or inline string; () where it is a single text in the cell's own font."""
    runs: list[Run] = []
    for child in item:
        if child.tag == _TEXT:
            runs.append((child.text or "", None))
        elif child.tag == _RUN:
            font = child.find(_RUN_FONT)
            text = "".join(part.text or "" for part in child.iterchildren(_TEXT))
            runs.append((text, None if font is None else _font_of(font)))
    return tuple(runs) if any(font is not None for _, font in runs) else ()


def _is_unseen(font: Font, fill: str) -> bool:
    return font.tiny or _is_one_colour(font.colour, fill)


@lru_cache(maxsize=4096)
def _is_one_colour(letters: str, ground: str) -> bool:
    """Whether text cannot be told from what is behind it. Cached: a workbook has few pairs of colours, many times
    over.
    """
    if letters == ground:
        return bool(ground)
    both = [_channels(letters), _channels(ground)]
    if not all(both):
        return False
    darker, lighter = sorted(map(_brightness, both))
    return (lighter + 0.05) / (darker + 0.05) < _LEAST_CONTRAST


def _brightness(channels: Sequence[int]) -> float:
    """The relative luminance of a colour, 0 to 1 (WCAG 2)."""
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in (c / 255 for c in channels)
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _channels(colour: str) -> tuple[int, ...]:
    if len(colour) != 6 or colour.strip("0123456789ABCDEF"):
        return ()
    return tuple(int(colour[place : place + 2], 16) for place in (0, 2, 4))


def _fill_colour(fill: etree._Element) -> str:
    pattern = fill.find(_PATTERN)
    if pattern is None:
        return "" if len(fill) else _WHITE  # a gradient
    kind = pattern.get("patternType", "none")
    if kind == "none":
        return _WHITE
    foreground = pattern.find(_FOREGROUND)
    if kind != "solid" or foreground is None or foreground.get("indexed") == "64":
        return ""  # nobody knows what is behind the text
    return _colour(foreground, "")


def _colour(element: etree._Element | None, automatic: str) -> str:
    """ "RRGGBB" where the file gives it, otherwise a name that matches only the same colour."""
    if element is None or _is_on_text(element.get("auto", "0")):
        return automatic
    tint = element.get("tint", "")
    if rgb := element.get("rgb"):
        return rgb[-6:].upper() + tint
    if indexed := element.get("indexed"):
        return _SYSTEM_COLOURS.get(indexed, f"indexed {indexed}") + tint
    theme = element.get("theme", "")
    return _THEME_COLOURS.get(theme, f"theme {theme} ") + tint


def _is_on(element: etree._Element | None) -> bool:
    return element is not None and _is_on_text(element.get("val", "1"))


def _is_on_text(text: str) -> bool:
    return text in ("1", "true", "on")


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return _SMALLEST_SIZE + 1


def _listed(items: Sequence[T], number: str) -> T | None:
    return items[int(number)] if number.isascii() and number.isdigit() and int(number) < len(items) else None
