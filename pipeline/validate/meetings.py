"""Meetings held as the year's plan asks: a regional one every month, the coordinator at the first of each half-year,
a plenary one each quarter.

Comes in: the meetings of the monthly results and the head office's activities. Goes out: findings.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pandas as pd

from pipeline.findings import Finding, Place
from pipeline.model import Return
from pipeline.rules.catalogue import finding
from pipeline.tables import TableFrames
from pipeline.validate.context import CheckContext, say

RESULTS, HEAD_OFFICE = "monthly_results", "head_office"
REGIONAL, PLENARY = "권역회의", "전체회의"
ATTENDED = "예"


def check_meetings(context: CheckContext) -> Iterator[Finding]:
    """The findings about regional meetings by month and half-year, and plenary meetings by quarter."""
    expected = context.config.expected(RESULTS)
    asked = expected is not None and not expected.annual and (not expected.tables or "meetings" in expected.tables)
    if asked:
        frames = context.frames[(RESULTS, "meetings")]
        yield from _months_without(context, frames)
        yield from _coordinator_absent(context, frames)
    yield from _quarters_without(context)


def _regional(frames: TableFrames) -> pd.DataFrame:
    return frames.values[frames.values["kind"] == REGIONAL] if len(frames.values) else frames.values


def _months_without(context: CheckContext, frames: TableFrames) -> Iterator[Finding]:
    held = set(_regional(frames).index.get_level_values(0))
    for item in context.used(RESULTS):
        unread = item.number in frames.with_rows and (
            frames.states.loc[[item.number], "kind"].isin(("unreadable", "blank")).any()
        )
        if item.number not in held and item.month is not None and not unread:
            yield finding("MTG-001", _header_of(item), month=item.month)


def _header_of(item: Return) -> Place:
    """Where the meetings should have stood: the table's header in the sender's file."""
    table = item.tables.get("meetings")
    return Place(item.file, table.sheet, table.address("kind", table.header_row)) if table else Place(item.file)


def _coordinator_absent(context: CheckContext, frames: TableFrames) -> Iterator[Finding]:
    """The first regional meeting of each half-year, by day; judged only where the months before it all came."""
    months_of = context.months_by_region(RESULTS)
    for region, own in _regional(frames).groupby("return_region", sort=True):
        came = months_of.get(int(region), set())
        for months in (range(1, 7), range(7, 13)):
            dated = [
                (day, key) for key, day in own["meeting_date"].items() if isinstance(day, date) and day.month in months
            ]
            if not dated:
                continue
            day, key = min(dated)
            expected = context.config.plan.forms[RESULTS].months
            before = [month for month in months if month < day.month and month in expected]
            if all(month in came for month in before) and own.loc[key, "coordinator_attended"] not in (ATTENDED, None):
                half = "상반기" if months.start == 1 else "하반기"
                yield say(frames, key, "coordinator_attended", "MTG-002", half=half, day=f"{day.month}월 {day.day}일")


def _quarters_without(context: CheckContext) -> Iterator[Finding]:
    returns = context.used(HEAD_OFFICE)
    expected = context.config.expected(HEAD_OFFICE)
    if not returns or (expected and expected.tables and "activities" not in expected.tables):
        return
    frames = context.frames[(HEAD_OFFICE, "activities")]
    plenary = frames.values[frames.values["kind"] == PLENARY] if len(frames.values) else frames.values
    held = {(day.month - 1) // 3 + 1 for day in plenary["activity_date"] if isinstance(day, date)}
    table = returns[0].tables.get("activities")
    place = (
        Place(returns[0].file, table.sheet, table.address("kind", table.header_row))
        if table
        else Place(returns[0].file)
    )
    for quarter in range(1, 5):
        if quarter not in held and context.is_closed(quarter * 3):
            yield finding("MTG-005", place, quarter=quarter)
