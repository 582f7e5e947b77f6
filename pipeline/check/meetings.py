"""Meetings held as the year's plan asks: a regional one every month, the coordinator at the first of each half-year,
a plenary one each quarter.

Comes in: the meetings of the monthly results and the head office's activities. Goes out: findings. Where a meeting's
kind or day could not be read, no meeting is reported missing: that would be a second finding about the same cell.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pandas as pd

from pipeline.check.context import CheckContext, returns_with, say, say_at_header
from pipeline.forms.ids import HEAD_OFFICE_RESULTS, MONTHLY_RESULTS, OPERATING_PLAN
from pipeline.model.findings import Finding
from pipeline.model.tables import TableFrames
from pipeline.model.words import HALF_NAMES

REGIONAL, PLENARY = "권역회의", "전체회의"
ATTENDED = "예"


def check_meetings(context: CheckContext) -> Iterator[Finding]:
    """The findings about regional meetings by month and half-year, and plenary meetings by quarter."""
    expected = context.config.expected(MONTHLY_RESULTS)
    if expected is not None and not expected.annual and context.config.asks_for(MONTHLY_RESULTS, "meetings"):
        frames = context.frames[(MONTHLY_RESULTS, "meetings")]
        yield from _months_without(context, frames)
        yield from _twice_on_a_day(frames, "meeting_date")
        yield from _coordinator_absent(context, frames)
        yield from _months_not_planned(context, expected.months)
    if context.config.asks_for(HEAD_OFFICE_RESULTS, "activities"):
        yield from _twice_on_a_day(context.frames[(HEAD_OFFICE_RESULTS, "activities")], "activity_date")
    yield from _quarters_without(context)


def _regional(frames: TableFrames) -> pd.DataFrame:
    return frames.values[frames.values["kind"] == REGIONAL] if len(frames.values) else frames.values


def _months_without(context: CheckContext, frames: TableFrames) -> Iterator[Finding]:
    held = set(_regional(frames).index.get_level_values(0))
    unread = returns_with(frames, "kind")
    for item in context.used(MONTHLY_RESULTS):
        if item.number not in held and item.month is not None and item.number not in unread:
            yield say_at_header(item, "meetings", "kind", "MTG-001", month=item.month)


def _twice_on_a_day(frames: TableFrames, of: str) -> Iterator[Finding]:
    """Two of the same kind on one day, reported at the second: two lines about one meeting would count as two
    meetings.
    """
    seen: dict[tuple[int, object, object], int] = {}
    for key, kind, day in zip(frames.values.index, frames.values["kind"], frames.values[of], strict=True):
        if isinstance(kind, str) and isinstance(day, date):
            first = seen.setdefault((key[0], kind, day), key[1])
            if first != key[1]:
                yield say(frames, key, "kind", "MTG-006", day=frames.typed(key, of), first_row=first)


def _coordinator_absent(context: CheckContext, frames: TableFrames) -> Iterator[Finding]:
    """First regional meetings of a half-year without the coordinator; judged only where the returns of all earlier
    months came.
    """
    months_of = context.months_by_region(MONTHLY_RESULTS)
    asked = context.config.plan.forms[MONTHLY_RESULTS].months
    unread = returns_with(frames, "kind") | returns_with(frames, "meeting_date")
    for region, own in _regional(frames).groupby("return_region", sort=True):
        came = months_of.get(int(region), set())
        if any(key[0] in unread for key in own.index):
            continue
        days = [(day, key) for key, day in own["meeting_date"].items() if isinstance(day, date)]
        if any(day.year != context.config.year for day, _ in days):
            continue
        for months in (range(1, 7), range(7, 13)):
            first = min(((day, key) for day, key in days if day.month in months), default=None)
            if first is None:
                continue
            day, key = first
            before = [month for month in months if month < day.month and month in asked]
            attended = own.at[key, "coordinator_attended"]
            if all(month in came for month in before) and isinstance(attended, str) and attended != ATTENDED:
                half = HALF_NAMES[months.start != 1]
                yield say(frames, key, "coordinator_attended", "MTG-002", half=half, day=f"{day.month}월 {day.day}일")


def _months_not_planned(context: CheckContext, months: tuple[int, ...]) -> Iterator[Finding]:
    """Months with results to report for which an operating plan has no meeting."""
    if not context.config.asks_for(OPERATING_PLAN, "meeting_plan"):
        return
    frames = context.frames[(OPERATING_PLAN, "meeting_plan")]
    yield from _planned_for_another_month(context, frames)
    planned: dict[int, set[int]] = {}
    for key, month in frames.values["month"].dropna().items():
        planned.setdefault(key[0], set()).add(int(month))
    unread = returns_with(frames, "month")
    for item in context.used(OPERATING_PLAN):
        missing = [f"{month}월" for month in months if month not in planned.get(item.number, set())]
        if missing and item.number not in unread:
            yield say_at_header(item, "meeting_plan", "month", "PLN-002", listed=", ".join(missing))


def _planned_for_another_month(context: CheckContext, frames: TableFrames) -> Iterator[Finding]:
    """Days of this year that lie in another month than the one in their line."""
    for key, month, day in zip(frames.values.index, frames.values["month"], frames.values["planned_date"], strict=True):
        if isinstance(day, date) and day.year == context.config.year and not pd.isna(month) and day.month != month:
            yield say(frames, key, "month", "PLN-003", day=f"{day.month}월 {day.day}일", month=int(month))


def _quarters_without(context: CheckContext) -> Iterator[Finding]:
    returns = context.used(HEAD_OFFICE_RESULTS)
    if not returns or not context.config.asks_for(HEAD_OFFICE_RESULTS, "activities"):
        return
    frames = context.frames[(HEAD_OFFICE_RESULTS, "activities")]
    if returns_with(frames, "kind") | returns_with(frames, "activity_date"):
        return
    plenary = frames.values[frames.values["kind"] == PLENARY] if len(frames.values) else frames.values
    days = [day for day in plenary["activity_date"] if isinstance(day, date)]
    if any(day.year != context.config.year for day in days):
        return  # already reported at its cell; it may belong to the quarter that seems to have none
    held = {(day.month - 1) // 3 + 1 for day in days}
    for quarter in range(1, 5):
        if quarter not in held and context.is_closed(quarter * 3):
            yield say_at_header(returns[0], "activities", "kind", "MTG-005", quarter=quarter)
