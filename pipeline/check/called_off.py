"""Rows that are counted but seem to be about something that did not happen: a meeting or a payment that was cancelled.

Comes in: the frames of a table. Goes out: warnings; the rows count until the region has said what they are.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import pandas as pd

from pipeline.check.context import say
from pipeline.forms.form import Column, TableForm
from pipeline.model.findings import Finding
from pipeline.model.tables import TableFrames
from pipeline.receive.corrections import tells_another_number

_END = r"[.)）\]]*+$"
_OFF = re.compile(
    r"(?:(?:취소|미개최|미실시|무산|순연|연기|반품|환불)"
    r"(?:됨|됐음|되었음|됐습니다|되었습니다|함|했음|했습니다|하였음|하였습니다|받음|받았음|완료| ?처리|예정|건|분)?"
    r"|(?:(?:개최|실시|진행|운영|추진|열지)(?:하지)? ?|(?<![가-힣]))(?:못 ?함|못 ?했음|못 ?하였음|않음|않았음))"
    rf"(?: ?[(（][^()（）]{{1,20}}[)）])?{_END}"
)
_NOT_TO_COUNT = re.compile(
    r"(?:(?:합계|집계|실적|통계)에서 ?(?:제외|빼 ?주세요|뺌)|(?:합계|집계|실적|통계)에 ?(?:미포함|넣지 ?않음)"
    rf"|(?:중복|이중|착오|잘못) ?(?:입력|기재|제출|적음)|(?:제외|삭제) ?(?:요망|바람|요청|해 ?주세요)){_END}"
)
_BRACKETS = "(（["
_CAUSES = ("로", "인해", "인하여", "따라", "때문에", "우천")
_SUBJECTS = ("회의", "모임", "교육", "워크숍", "공유회")
_LONGEST_CAUSE, _LONGEST_SUBJECT = 3, 2  # words


def check_called_off(table: TableForm, frames: TableFrames) -> Iterator[Finding]:
    """Findings for a text that says so beside a number that is added up, and for rows that count as one although every
    number in them is 0.
    """
    if frames.values.empty or not table.measures:
        return
    is_dated = any(column.type == "date" for column in table.columns)  # an organisation with nobody is no event
    numbers = [column.id for column in table.columns if column.is_number and not column.dimension]
    if not numbers:
        return
    texts = [column for column in table.columns if column.type == "text" and not column.dimension]
    counts = bool(table.counts)

    def says_so(column: Column, text: str) -> bool:
        """A remark beside a number that is added up may mention other things too, as an agenda does."""
        off = _is_called_off(text) if counts or not column.required else _ends_called_off(text)
        return off or _NOT_TO_COUNT.search(text) is not None

    rows = frames.values[[*(column.id for column in texts), *numbers]].to_numpy(dtype=object)
    for key, row in zip(frames.values.index, rows, strict=True):
        known = {name: number for name, number in zip(numbers, row[len(texts) :], strict=True) if number is not pd.NA}
        is_nothing = bool(known) and not any(known.values())
        if is_nothing and not counts:
            continue
        is_nothing = is_nothing and is_dated
        told = next((c for c, text in zip(texts, row, strict=False) if says_so(c, str(text or "").strip())), None)
        if told is None and not is_nothing:
            continue
        # The finding goes to the cell that is counted: its number is the one in doubt.
        at = table.counts[0].column if counts else next(iter(known), numbers[0])
        if told is not None:
            yield say(frames, key, at, "ROW-016", label=told.label, told=frames.typed(key, told.id))
        else:
            labels = ", ".join(table.column(name).label for name in numbers)
            yield say(frames, key, at, "ROW-017", labels=labels)


def check_remarks(table: TableForm, frames: TableFrames) -> Iterator[Finding]:
    """Findings for a remark (비고, a text that need not be filled in) that seems to correct a number of its own row."""
    numbers = [column.id for column in table.columns if column.measure and column.is_number]
    remarks = [c for c in table.columns if c.type == "text" and not c.required and not c.dimension]
    for column in remarks if numbers else ():
        for key, text in zip(frames.values.index, frames.values[column.id], strict=True):
            if isinstance(text, str) and tells_another_number(text):
                typed = (name for name in numbers if frames.typed(key, name))
                at = next(typed, numbers[0])
                yield say(frames, key, at, "ROW-018", label=column.label, told=frames.typed(key, column.id))


def _ends_called_off(text: str) -> bool:
    """For a text about what was bought or done: "강사비 취소"."""
    return _OFF.search(text) is not None


def _is_called_off(text: str) -> bool:
    """For a text about a meeting, whose agenda may mention other things that were cancelled. So it must say nothing
    else but the cause or the meeting, "코로나19로 취소", "전체회의 취소", or say it in brackets, "1분기 회의(취소)".
    """
    found = _OFF.search(text)
    if found is None:
        return False
    before = text[: found.start()]
    words = before.strip(f" {_BRACKETS}").split()
    if before.endswith(tuple(_BRACKETS)) or not words:
        return True
    is_cause = words[-1].endswith(_CAUSES) and len(words) <= _LONGEST_CAUSE
    return is_cause or (words[-1].endswith(_SUBJECTS) and len(words) <= _LONGEST_SUBJECT)
