"""Lines of a plain text as a mail shows them: at most 76 columns, a Hangul syllable counting as two.

Comes in: lines as they were worded. Goes out: the same words on lines that every mail program shows as they are. No
word is changed or dropped.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator

from pipeline.korean import text_width

COLUMNS = 76
_HELD = "\ue000"  # stands for a space at which no line may end; a private-use character
_IN_DATES = re.compile(r"(?<=[0-9]\.) (?=[0-9]{1,2}\.)")
_BEFORE_UNITS = re.compile(r"(?<=[0-9]) (?=[가-힣%]{1,2}(?:[^가-힣]|$))")
_START = re.compile(r" *(?:(?:[-→※]|[가-힣]\.|[0-9]{1,2}\.|붙임) +)*")


def folded(lines: Iterable[str], whole: Collection[str] = ()) -> list[str]:
    """The lines, broken at spaces where they are wider than ``COLUMNS``, and indented below their own first word.

    Dates, numbers with their units and the file names in ``whole`` stay in one piece; a piece that is wider than a line
    gets a line of its own.
    """
    names = sorted({name for name in whole if " " in name}, key=len, reverse=True)
    return [piece.replace(_HELD, " ").rstrip() for line in lines for piece in _pieces(_held(line, names))]


def _held(line: str, names: Iterable[str]) -> str:
    for name in names:
        line = line.replace(name, name.replace(" ", _HELD))
    return _BEFORE_UNITS.sub(_HELD, _IN_DATES.sub(_HELD, line))


def _pieces(line: str) -> Iterator[str]:
    start = _START.match(line)
    current = start[0] if start else ""
    indent, is_empty = " " * text_width(current), True
    for word in line[len(current) :].split(" "):
        longer = f"{current}{'' if is_empty else ' '}{word}"
        if not is_empty and text_width(longer) > COLUMNS:
            yield current
            longer = f"{indent}{word}"
        current, is_empty = longer, False
    yield current
