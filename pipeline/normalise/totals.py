"""The labels of total rows as people write them: "합계", "소 계", "계(3개동)", "1권역 합계", "Total".

Comes in: the text of a label. Goes out: what the row's numbers add up, or None. Only labels that can mean nothing else
are known; a name that merely ends like one ("회계", "다과비 합계") is not a total.
"""

from __future__ import annotations

import re
from enum import StrEnum

from pipeline.letters.characters import clean_text, fold_width


class TotalKind(StrEnum):
    """What a total row adds up: all rows above it, those since the total before it, or more than this file holds."""

    ALL = "all"
    PART = "part"
    RUNNING = "running"


_DECORATION = re.compile(r"^\s*[0-9]{1,2}\s*[.)]\s*|[\s.\-–—~=·:()\[\]<>■□●○◆◇▶▷※*]+")
_REMARK = re.compile(r"(?<=\S)\s*(?:\([^()]*\)|\[[^\[\]]*\])\s*$")
_WHOSE = "(?:권역|[0-9]{1,2}권역|[0-9]{1,2}개동)"
_WHEN = "(?:[0-9]{1,2}월분?|이달|이번달|금월|당월|월|분기|상반기|하반기|연간|올해)?"
_WHAT = "(?:(?:전체|총)?실적|사업|동별?|기관별?|인원|건수|횟수|금액)?"
_UNITS = "(?:명|건|회|곳|원|가구|개(?:소|사업|기관|동)?)"
_KINDS = (
    (TotalKind.RUNNING, re.compile("(?:[0-9]{1,2}월까지|현재까지)?(?:총?누계|누적)(?:합계|계)?")),
    (
        TotalKind.PART,
        re.compile(f"{_WHEN}소계[0-9]{{0,2}}|小計|sub-?total|중간합?계|부분합|{_WHOSE}(?:소|합|총)?계", re.IGNORECASE),
    ),
    (
        TotalKind.ALL,
        re.compile(
            f"{_WHEN}{_WHAT}(?:(?:총|전체)?합계|총합)|{_WHEN}(?:합|합산|전체합|(?:(?:총|전체)?실적)?(?:총|전체)?계)"
        ),
    ),
    (
        TotalKind.ALL,
        re.compile("(?:grand)?total|sum|[∑Σ]|合計|總計|総計|토탈|총(?:인원|건수|횟수|원수|원|실적)", re.IGNORECASE),
    ),
    (TotalKind.ALL, re.compile(f"(?:합계|총계?)[0-9,]+{_UNITS}|(?:합계|총)(?:금액|액)")),
)


def total_kind(text: str) -> TotalKind | None:
    """The kind of total that a label announces; None for any other text. Spaces, brackets and a unit after it do not
    matter.
    """
    label = fold_width(clean_text(text).text)
    word = _DECORATION.sub("", _REMARK.sub("", label))
    return next((kind for kind, pattern in _KINDS if pattern.fullmatch(word)), None)
