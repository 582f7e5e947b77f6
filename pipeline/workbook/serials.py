"""Excel's day numbers and Python's dates, in both calendars.

Comes in: dates, times, durations or ISO text. Goes out: the number that Excel stores for them. The 1900 calendar has a
29 February 1900 that never was, so its numbers up to 60 are one day off; nobody files a return for 1900.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from functools import lru_cache

_EPOCH_1900 = datetime(1899, 12, 30)
_EPOCH_1904 = datetime(1904, 1, 1)
_DAY = timedelta(days=1)
_LEAP_BUG_END = datetime(1900, 3, 1)


@lru_cache(maxsize=10_000)  # a year's dates come again in every file
def serial_of(moment: date | datetime | time | timedelta, date_1904: bool) -> float:
    """The number that Excel stores for ``moment``; the whole part counts days, the fraction is the time of day."""
    if isinstance(moment, timedelta):
        return moment / _DAY
    if isinstance(moment, time):
        return (
            timedelta(hours=moment.hour, minutes=moment.minute, seconds=moment.second, microseconds=moment.microsecond)
            / _DAY
        )
    if not isinstance(moment, datetime):
        moment = datetime(moment.year, moment.month, moment.day)
    if date_1904:
        return (moment - _EPOCH_1904) / _DAY
    return (moment - _EPOCH_1900) / _DAY - (moment < _LEAP_BUG_END)


def serial_of_iso(text: str, date_1904: bool) -> float | None:
    """The number for "2021-03-05", "2021-03-05T10:30:00" or "10:30:00"; None for anything else."""
    try:
        moment = time.fromisoformat(text) if ":" in text[:3] else datetime.fromisoformat(text)
    except ValueError:
        return None
    return serial_of(moment.replace(tzinfo=None), date_1904)
