"""Number formats: the built-in ones as Korean Excel shows them, and whether a format shows a date.

Comes in: format numbers and codes. Goes out: codes and a yes or no. Numbers 27–36 and 50–58 are never spelled out in
a file; what they mean depends on the country of the program. Here they are Korea's: 32 and 33 are times, the others
dates. Source: ECMA-376 part 1, 18.8.30, and its ko-kr table.
"""

from __future__ import annotations

import re
from functools import lru_cache

GENERAL = "General"

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

# What a format prints as it stands: quoted text, an escaped letter, a filler, a letter's width; a bracketed condition.
_LITERAL = re.compile(r'"[^"]*"?|\\.|[*_].|\[[^\]]*\]')
_HALF_DAY = re.compile(r"am/pm|a/p|오전/오후|上午/下午", re.IGNORECASE)
_EXPONENT = re.compile(r"e[+-]", re.IGNORECASE)
_DAY_OR_YEAR = re.compile(r"[ydegb]|aaa", re.IGNORECASE)
_CLOCK = re.compile(r"[hs]", re.IGNORECASE)
# "General" as Korean, Japanese and Chinese programs may write it; its G would pass for the letter of an era.
_LOCAL_GENERAL = re.compile("G/(?:표준|標準|通用格式)", re.IGNORECASE)


def international_code(code: str) -> str:
    """A format code with "General" in the words of the format's standard."""
    return _LOCAL_GENERAL.sub(GENERAL, code)


@lru_cache(maxsize=4096)
def shows_date(code: str) -> bool:
    """True where Excel shows a number in this format as a calendar date; a time of day or a duration alone is none.

    Only the section for positive numbers counts. A lone "m" is a month, beside hours or seconds it is minutes.
    """
    if not code or code.casefold() == "general":
        return False
    elapsed = re.search(r"\[[hms]+\]", code, re.IGNORECASE) is not None
    positive = _HALF_DAY.sub("h", _LITERAL.sub("", code)).split(";")[0]
    positive = _EXPONENT.sub("", re.sub("general", "", positive, flags=re.IGNORECASE))
    if _DAY_OR_YEAR.search(positive):
        return True
    return "m" in positive.casefold() and not elapsed and _CLOCK.search(positive) is None
