"""Dates and months as people type them -> real dates, by a closed grammar and the form's own year and month.

Comes in: a raw cell (None for a blank one), the form's year and, for monthly forms, its month. Goes out: a
``Reading``. It must not guess the order of year, month and day ("21.3.5" is 2005-03-21 to the usual parsers), must not
read the clock, and does not decide whether a date lies in the form's period: that is a rule across cells.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import date, timedelta

from pipeline.korean import WEEKDAYS, attach
from pipeline.model.cells import Cell
from pipeline.normalise.display import adds_to_date, date_of_serial, display_of, shows_clock, shows_other_digits
from pipeline.normalise.personal import stored_text
from pipeline.normalise.reading import (
    DATE_NOTE,
    DAY_ORDER,
    FORMAT_WORDS,
    SCALED,
    TIME_OF_DAY,
    Line,
    Reading,
    accepted,
    blank,
    change_note,
    line_of,
    not_applicable,
    refused,
    unusable,
)

FIRST_YEAR, LAST_YEAR = 2000, 2100
(UNREADABLE_DATE, AMBIGUOUS_DATE, NO_SUCH_DAY, WRONG_WEEKDAY, TWO_DIGIT_YEAR) = (f"CELL-04{n}" for n in range(5))
(ERA_YEAR, INCOMPLETE_DATE, SEVERAL_DATES, FAR_YEAR, UNDECIDED_DATE) = (f"CELL-04{n}" for n in range(5, 10))
NOT_A_MONTH, MONTH_OF_OTHER_YEAR = "CELL-051", "CELL-052"

_LONGEST_TEXT = 40
SECONDS = 86_400
_LAST_HOUR, _WORLD_MIDNIGHT = 23 * 3600 - 1e-3, 15 * 3600 - 1e-3  # less the rounding error of a stored fraction
_WEEKDAY = re.compile(r" ?(?:\(([월화수목금토일])(?:요일)?\)|([월화수목금토일])요일)$")
_CLOCK = re.compile(r"[T ]([0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]+)?)?)$")
_HOUR = (
    r"(?:(?:오전|오후|낮|저녁) ?)?(?:[0-9]{1,2}:[0-9]{2}|[0-9]{1,2}시(?: ?[0-9]{1,2}분| ?반)?)(?: ?(?:경|부터|까지))?"
)
_HOURS = re.compile(rf"(?: |(?<=[일.)요]))[(]?{_HOUR}(?: ?[~∼〜-] ?{_HOUR})?[)]?$")

_ISO = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
_FULL = re.compile(r"([0-9]{4}) ?([./-]) ?([0-9]{1,2}) ?\2 ?([0-9]{1,2})(?:(?<=\.) ?|\.)?")
_FULL_KOREAN = re.compile(r"([0-9]{4}) ?년 ?([0-9]{1,2}) ?월 ?([0-9]{1,2}) ?일")
_COMPACT = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})")
_MARKED_YEAR = re.compile(
    r"['’‘`´] ?([0-9]{2}) ?(?:([./-]) ?([0-9]{1,2}) ?\2|년 ?([0-9]{1,2}) ?월) ?([0-9]{1,2}) ?[.일]?"
)
_SHORT_YEAR = re.compile(r"([0-9]{2}) ?(?:\. ?([0-9]{1,2}) ?\.|년 ?([0-9]{1,2}) ?월) ?([0-9]{1,2}) ?[.일]?")
_MONTH_DAY = re.compile(r"([0-9]{1,2}) ?(?:월 ?([0-9]{1,2}) ?일|\. ?([0-9]{1,2}) ?\.?)")
_DAY = re.compile(r"([0-9]{1,2}) ?일")
_SLASHED = re.compile(r"([0-9]{1,2}) ?/ ?([0-9]{1,2})")
_SHORT_PLAIN = re.compile(r"([0-9]{2})(?: ?([/-]) ?([0-9]{1,2}) ?\2 ?|([0-9]{2}))([0-9]{1,2})")

_MONTH = re.compile(
    r"(?:([0-9]{4}) ?[.년/-] ?|['’‘`´]?([0-9]{2}) ?년 ?)?(?:제 ?)?0?([0-9]{1,2})"
    r"(?: ?월(?: ?[분말중])?(?: ?(?:실적|보고|결과|자료|활동|제출)){0,3}|\.| ?)"
)
_AMBIGUOUS = re.compile(
    r"[0-9]{1,2} ?[/-] ?[0-9]{1,2}(?: ?[/-] ?[0-9]{1,4})?|[0-9]{6}|[0-9]{1,2}\.[0-9]{1,2}\.[0-9]{4}"
)
_ERA = re.compile(r"단기|단군|서기|令和|平成|昭和|民國|民国|大正|레이와|헤이세이|쇼와|R\.?[0-9]|[BA]\.?[CD]", re.I)
_INCOMPLETE = re.compile(r"(?:[0-9]{4} ?[.년/-] ?)?[0-9]{1,2} ?월?\.?|[0-9]{4} ?년?|[0-9]{1,2}일")
_SEVERAL = re.compile(r"[0-9일)] ?[~∼〜,&] ?[0-9(]|부터|까지|매주|매월|매일")
_UNDECIDED = re.compile(r"미정|예정|추후|협의|[초중말](?:순|경)?$|상순|하순|경$|[?]|(?:상|하)반기|분기")


@dataclass(frozen=True, slots=True)
class _Form:
    year: int
    month: int | None


def read_date(cell: Cell | None, *, year: int, month: int | None = None, date_1904: bool = False) -> Reading:
    """The day that a cell names, as a ``date``; ``year`` and ``month`` are the form's.

    Full dates stand for themselves. A date without a year takes the form's; a bare day ("5일") also needs its month. A
    two-digit year must be the form's year, the one before or the one after. A typed weekday must be correct. "05.03.21"
    is refused because nobody can know its order; so are "3/5" and "21-03-05", unless the form's own month shows which
    number is the month. A plain serial number (44260) is accepted if it falls in 2000–2100, with a note. The time of
    day is dropped, with a note.
    """
    if cell is None:
        return blank()
    if (refusal := unusable(cell)) is not None:
        return refusal
    typed = display_of(cell, date_1904=date_1904)
    if isinstance(cell.value, int | float):
        return _read_serial(cell, cell.value, typed, _Form(year, month), date_1904)
    line = line_of(cell)
    return line if isinstance(line, Reading) else _read_typed(line, _Form(year, month))


def read_month(cell: Cell | None, *, year: int | None = None, date_1904: bool = False) -> Reading:
    """A month 1–12 as an int: 3, "3월", "03", "2021년 3월", or a date cell, whose month counts.

    Where a year is typed as well and ``year`` is given, the two must agree.
    """
    if cell is None:
        return blank()
    if (refusal := unusable(cell)) is not None:
        return refusal
    if isinstance(cell.value, int | float):
        return _month_of_number(cell, cell.value, year, date_1904)
    line = line_of(cell)
    return line if isinstance(line, Reading) else _month_of_text(line, year)


def _month_of_number(cell: Cell, value: int | float, year: int | None, date_1904: bool) -> Reading:
    typed = display_of(cell, date_1904=date_1904)
    if cell.is_date and (day := date_of_serial(value, date_1904=date_1904)):
        return _month(typed, day.month, day.year, year, ("날짜의 달만 읽음",))
    if cell.is_date or value not in range(1, 13):
        return refused(NOT_A_MONTH, typed)
    if shows_other_digits(cell):
        return refused(SCALED, typed, stored=f"{value}")
    return accepted(int(value), typed)


def _month_of_text(line: Line, year: int | None) -> Reading:
    if (other := not_applicable(line.text, line.typed)) is not None:
        return other
    found = _MONTH.fullmatch(line.text)
    if found is None:
        return refused(NOT_A_MONTH, line.typed)
    changes = line.changes or (() if line.text == f"{int(found[3])}월" else ("글자로 적힌 달",))
    typed_year = int(found[1]) if found[1] else 2000 + int(found[2]) if found[2] else None
    return _month(line.typed, int(found[3]), typed_year, year, changes)


def _month(typed: str, month: int, typed_year: int | None, year: int | None, changes: tuple[str, ...]) -> Reading:
    if not 1 <= month <= 12:
        return refused(NOT_A_MONTH, typed)
    if year is not None and typed_year is not None and typed_year != year:
        return refused(MONTH_OF_OTHER_YEAR, typed, year=year)
    return accepted(month, typed, change_note(typed, f"{month}월", changes) if changes else "", DATE_NOTE)


def _read_serial(cell: Cell, value: int | float, typed: str, form: _Form, date_1904: bool) -> Reading:
    """The reading of a number: a date by its format, a bare serial, or eight digits 20210305."""
    if not cell.is_date and (digits := _COMPACT.fullmatch(stored_text(cell))):
        return _checked(typed, (int(digits[1]), int(digits[2]), int(digits[3])))
    if not cell.is_date and (short := _short_date(stored_text(cell), form)) is not None:
        return _checked(typed, short)
    if not cell.is_date and 0 < value < 100 and value != int(value):
        return refused(AMBIGUOUS_DATE, typed)  # it may have been typed as 3.1 or as 3.10
    day = date_of_serial(value, date_1904=date_1904)
    if day is None or not FIRST_YEAR <= day.year <= LAST_YEAR:
        return refused(FAR_YEAR if cell.is_date else UNREADABLE_DATE, typed)
    changes: tuple[str, ...] = () if cell.is_date else ("날짜 서식이 없는 날짜 번호",)
    if value != int(value):
        changes += ("시각은 뺌",)
    if _may_be_the_next_day(cell, value):
        return _of_doubtful_day(accepted(day, typed))
    if adds_to_date(cell.number_format):
        changes += ("셀 서식이 날짜를 다르게 보이게 할 수 있음",)
        return accepted(day, typed, change_note(typed, str(day), changes), FORMAT_WORDS)
    return accepted(day, typed, change_note(typed, str(day), changes) if changes else "", DATE_NOTE)


def _may_be_the_next_day(cell: Cell, value: int | float) -> bool:
    """Whether the time of day is one that programs leave where the next day was meant: the last hour before midnight,
    or 15:00, which is Korean midnight in UTC. Where the cell displays 15:00, somebody meant it.
    """
    seconds = (value - int(value)) * SECONDS
    if cell.raw.endswith("Z"):
        return seconds >= _WORLD_MIDNIGHT
    is_world_midnight = abs(seconds - _WORLD_MIDNIGHT) < 1 and not shows_clock(cell.number_format)
    return seconds >= _LAST_HOUR or is_world_midnight


def _of_doubtful_day(reading: Reading) -> Reading:
    if not isinstance(reading.value, date):
        return reading
    quoted, day = f"'{reading.typed}'", str(reading.value)
    next_day = attach(str(reading.value + timedelta(days=1)), "을/를")
    note = f"{quoted}에서 시각을 빼고 {attach(day, '으로/로')} 읽었습니다. {next_day} 뜻한 것일 수도 있습니다."
    return replace(reading, note=note, note_rule=TIME_OF_DAY)


def _read_typed(line: Line, form: _Form) -> Reading:
    text, typed = line.text, line.typed
    if (other := not_applicable(text, typed)) is not None:
        return other
    if len(text) > _LONGEST_TEXT:
        return refused(UNREADABLE_DATE, typed)
    hours = None if _CLOCK.search(text) else _HOURS.search(text)
    text = text[: hours.start()].rstrip() if hours else text
    weekday = _WEEKDAY.search(text)
    text = text[: weekday.start()] if weekday else text
    clock = _CLOCK.search(text)
    text = text[: clock.start()] if clock else text
    parts = _parts(text, form)
    if isinstance(parts, str):
        return refused(parts, typed)
    named = (weekday[1] or weekday[2]) if weekday else ""
    plain = bool(_ISO.fullmatch(line.text)) and not line.changes
    changes = line.changes + (("시각은 뺌",) if hours or (clock and clock[1].strip("0:.")) else ())
    reading = _checked(typed, parts, weekday=named, note=not plain, changes=changes)
    if reading.note and (order := _SLASHED.fullmatch(text)) and int(order[2]) <= 12 and int(order[1]) != int(order[2]):
        return replace(reading, note_rule=DAY_ORDER)
    return _of_doubtful_day(reading) if clock and clock[1].startswith("23") else reading


def _parts(text: str, form: _Form) -> tuple[int, int, int] | str:
    """Year, month and day of a text that fits the grammar; otherwise the rule that says why it does not."""
    for pattern in (_FULL, _FULL_KOREAN, _COMPACT):
        if found := pattern.fullmatch(text):
            year, month, day = (int(part) for part in found.groups() if part.isdigit())
            return year, month, day
    for pattern in (_MARKED_YEAR, _SHORT_YEAR):
        if found := pattern.fullmatch(text):
            short, month, day = (int(part) for part in found.groups() if part and part.isdigit())
            if abs(2000 + short - form.year) <= 1:
                return 2000 + short, month, day
            return AMBIGUOUS_DATE if abs(2000 + day - form.year) <= 1 else TWO_DIGIT_YEAR
    if found := _MONTH_DAY.fullmatch(text):
        month, day = (int(part) for part in found.groups() if part)
        return form.year, month, day
    if (found := _DAY.fullmatch(text)) and form.month is not None:
        return form.year, form.month, int(found[1])
    return _ordered(text, form) or _why_not(text)


def _ordered(text: str, form: _Form) -> tuple[int, int, int] | None:
    """Year, month and day of "4/15" or "21-04-15", if only one order gives a day that the form may ask for."""
    if found := _SLASHED.fullmatch(text):
        month, day = int(found[1]), int(found[2])
        return (form.year, month, day) if month == form.month or month <= 12 < day else None
    return _short_date(text, form)


def _short_date(text: str, form: _Form) -> tuple[int, int, int] | None:
    """Year, month and day of "21-04-15", "21/4/15" or "210415" in a form of that year and month, if the last number
    cannot be the year instead.
    """
    found = _SHORT_PLAIN.fullmatch(text)
    if found is None:
        return None
    year, month, day = 2000 + int(found[1]), int(found[3] or found[4]), int(found[5])
    other = abs(2000 + day - form.year) <= 1 and year != 2000 + day
    return (year, month, day) if year == form.year and month == form.month and not other else None


def _why_not(text: str) -> str:
    if _AMBIGUOUS.fullmatch(text):
        return AMBIGUOUS_DATE
    if _ERA.search(text):
        return ERA_YEAR
    if _SEVERAL.search(text):
        return SEVERAL_DATES
    if _UNDECIDED.search(text):
        return UNDECIDED_DATE
    return INCOMPLETE_DATE if _INCOMPLETE.fullmatch(text) else UNREADABLE_DATE


def _checked(
    typed: str, day_parts: tuple[int, int, int], *, weekday: str = "", note: bool = True, changes: tuple[str, ...] = ()
) -> Reading:
    """The reading of a year, month and day, which may not be a real date."""
    year, month, day = day_parts
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return refused(FAR_YEAR, typed)
    if not 1 <= month <= 12:
        return refused(NO_SUCH_DAY, typed, reason=f"{month}월은 없는 달입니다.")
    last = monthrange(year, month)[1]
    if not 1 <= day <= last:
        reason = f"{year}년 {month}월은 {last}일까지입니다." if day else "0일은 없는 날입니다."
        return refused(NO_SUCH_DAY, typed, reason=reason)
    found = date(year, month, day)
    actual = WEEKDAYS[found.weekday()]
    if weekday and weekday != actual:
        return refused(WRONG_WEEKDAY, typed, date=str(found), actual=actual, weekday=weekday)
    return accepted(found, typed, change_note(typed, str(found), changes) if note else "", DATE_NOTE)
