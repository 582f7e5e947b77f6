"""The rules of the network's meetings, and whether they were kept.

Comes in: the run. Goes out: verdicts in words. The rules: a regional meeting every month; the district's 총괄담당자 at
the first regional meeting of each half-year; a plenary meeting every quarter, with the 총괄담당자 and staff of the lead
organisation. A return that was not submitted never counts as a rule that was broken.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum

import pandas as pd

from pipeline.count.derived import Derived, Shown, total
from pipeline.forms.ids import HEAD_OFFICE_RESULTS, MONTHLY_RESULTS
from pipeline.joints.duties import activities_of, may_have_been
from pipeline.joints.returned import LAST_MONTH, dated_rows, has_come, is_over, month_words, months_absent, months_due
from pipeline.korean import short_date, some_of
from pipeline.model.figures import Figure, State
from pipeline.model.lacks import in_question
from pipeline.model.result import RunResult
from pipeline.model.words import IN_QUESTION
from pipeline.settings.load import YearConfig

REGIONAL, PLENARY = "권역회의", "전체회의"
ATTENDED = "예"
_TOLD = ("return_region", "kind", "meeting_date", "coordinator_attended", "lead_staff_count", "agenda")
_MONTHS_OF_HALF, _MONTHS_OF_QUARTER = 6, 3


@dataclass(frozen=True, slots=True)
class Meeting:
    """One meeting as a region reported it. ``attended``: whether the 총괄담당자 came; None where it cannot be read."""

    region: int
    kind: str
    day: date
    attended: bool | None
    lead_staff: int | None
    agenda: str = ""


class Kept(Enum):
    YES = "이행"
    NO = "미이행"
    UNKNOWN = "확인 못함"
    NOT_YET = "기한 전"


@dataclass(frozen=True, slots=True)
class RuleVerdict:
    """Whether a rule was kept, and the words that go with it."""

    kept: Kept
    words: str


def meetings_of(result: RunResult, region: int | None = None) -> list[Meeting]:
    """The meetings that the regions (or one region) reported, by day. Rows without a readable kind or date are left
    out; a meeting whose other cells cannot be read was held all the same.
    """
    found = result.once(_all_meetings)
    return found if region is None else [meeting for meeting in found if meeting.region == region]


def _all_meetings(result: RunResult) -> list[Meeting]:
    found = []
    rows = _meeting_rows(result)[0]
    for number, kind, day, came, staff, agenda in zip(*(rows.get(name, ()) for name in _TOLD), strict=True):
        if pd.isna(number):
            continue
        attended = came == ATTENDED if isinstance(came, str) else None
        count = None if pd.isna(staff) else int(staff)
        about = agenda if isinstance(agenda, str) else ""
        found.append(Meeting(int(number), str(kind), day, attended, count, about))
    return sorted(found, key=lambda meeting: (meeting.day, meeting.region))


def _meeting_rows(result: RunResult) -> tuple[pd.DataFrame, pd.DataFrame]:
    return dated_rows(result, MONTHLY_RESULTS, "meetings", "kind", "meeting_date")


def _vague_months(result: RunResult) -> dict[int, set[int]]:
    """By region, the months that have a meeting whose kind or date cannot be read."""
    vague, found = _meeting_rows(result)[1], dict[int, set[int]]()
    for region, month in zip(*(vague.get(name, ()) for name in ("return_region", "return_month")), strict=True):
        if not pd.isna(region) and not pd.isna(month):
            found.setdefault(int(region), set()).add(int(month))
    return found


def regional_by_month(result: RunResult, region: int | None) -> list[Figure]:
    """The regional meetings of each month that is due, ascending."""
    return [result.figures.get("regional_meetings", region=region, month=month) for month in months_due(result)]


def planned_to_date(result: RunResult, region: int | None) -> Shown:
    """The meetings planned for the months that are due, so that what was held by June is compared with the plan up to
    June.
    """
    months = months_due(result)
    if len(months) == LAST_MONTH:
        return result.figures.get("meetings_planned", region=region)
    planned = [result.figures.get("meetings_planned", region=region, month=month) for month in months]
    return total(planned, planned[0].unit)


def every_month(result: RunResult, region: int) -> RuleVerdict:
    """A regional meeting every month: which months had none, and for which nobody can tell."""
    figures = regional_by_month(result, region)
    held = {m.day.month for m in meetings_of(result, region) if m.kind == REGIONAL}
    none = [f.month or 0 for f in figures if f.state is State.ZERO]
    unknown = [f for f in figures if f.value is None and f.month not in held]
    owed = month_words(f.month or 0 for f in unknown if not in_question(f.missing))
    vague = month_words(f.month or 0 for f in unknown if in_question(f.missing))
    words = ", ".join([*([f"{owed} 미제출"] if owed else []), *([f"{vague} {IN_QUESTION}"] if vague else [])])
    if none:
        return RuleVerdict(Kept.NO, f"{month_words(none)} 미개최" + (f" ({words})" if words else ""))
    return RuleVerdict(Kept.UNKNOWN, words) if words else RuleVerdict(Kept.YES, "이행")


def halves_due(result: RunResult) -> list[int]:
    """The half-years (0 and 1) of which at least one month is due."""
    return sorted({(month - 1) // _MONTHS_OF_HALF for month in months_due(result)})


def first_of_half(result: RunResult, region: int, half: int) -> RuleVerdict:
    """Whether the 총괄담당자 was at the region's first regional meeting of a half-year.

    Where an earlier month of that half was not submitted, nobody knows whether that meeting was the first.
    """
    months = [month for month in months_due(result) if (month - 1) // _MONTHS_OF_HALF == half]
    held = [m for m in meetings_of(result, region) if m.kind == REGIONAL and m.day.month in months]
    absent = months_absent(result, region, months)
    first = held[0] if held else None
    earlier = [month for month in absent if first is None or month < first.day.month]
    unclear = result.once(_vague_months).get(region, ())
    vague = [m for m in unclear if m in months and (first is None or m <= first.day.month)]
    if vague and min(vague) <= min(earlier, default=min(vague)):
        return RuleVerdict(Kept.UNKNOWN, IN_QUESTION)
    if earlier:
        return RuleVerdict(Kept.UNKNOWN, f"{month_words(earlier)} 미제출")
    if first is None:
        return RuleVerdict(Kept.NO, "회의 없음")
    if first.attended is None:
        return RuleVerdict(Kept.UNKNOWN, f"{short_date(first.day)} 확인 못함")
    return (
        RuleVerdict(Kept.YES, f"{short_date(first.day)} 참석")
        if first.attended
        else RuleVerdict(Kept.NO, f"{short_date(first.day)} 불참")
    )


@dataclass(frozen=True, slots=True)
class Quarter:
    """A quarter of the year: how many plenaries the head office held, on which days, and those that the regions
    reported.
    """

    number: int
    held: Derived
    days: tuple[date, ...]
    reported: tuple[Meeting, ...]
    verdict: RuleVerdict


def quarters(result: RunResult) -> list[Quarter]:
    """The quarters of which at least one month is due."""
    days = _plenary_days(result)
    reported = [meeting for meeting in meetings_of(result) if meeting.kind == PLENARY]
    found = []
    for number in sorted({_quarter(month) for month in months_due(result)}):
        months = [month for month in range(1, 13) if _quarter(month) == number]
        begun = [month for month in months if date(result.config.year, month, 1) <= result.as_of] or months[:1]
        figures = [result.figures.get("plenary_meetings", month=month) for month in begun]
        own_days = tuple(day for day in days if _quarter(day.month) == number)
        own_reports = tuple(meeting for meeting in reported if _quarter(meeting.day.month) == number)
        held = total(figures, figures[0].unit)
        found.append(
            Quarter(number, held, own_days, own_reports, _plenary_verdict(result, months, own_days, own_reports))
        )
    return found


def both_attended(config: YearConfig, reported: Sequence[Meeting]) -> RuleVerdict:
    """Whether the 총괄담당자 and the lead organisation's staff were both at the plenaries that regions reported."""
    if not reported:
        return RuleVerdict(Kept.UNKNOWN, f"{config.unit.word} 보고 없음")
    without = _regions(config, [m for m in reported if m.attended is False or m.lead_staff == 0])
    if without:
        return RuleVerdict(Kept.NO, f"{without} 보고에 불참")
    if any(m.attended is None or m.lead_staff is None for m in reported):
        return RuleVerdict(Kept.UNKNOWN, "확인 못함")
    return RuleVerdict(Kept.YES, "모두 참석")


def _regions(config: YearConfig, meetings: Iterable[Meeting]) -> str:
    return some_of([config.called(number) for number in sorted({meeting.region for meeting in meetings})])


def _quarter(month: int) -> int:
    return (month - 1) // _MONTHS_OF_QUARTER + 1


def _plenary_days(result: RunResult) -> list[date]:
    return [activity.day for activity in activities_of(result) if activity.kind == PLENARY]


def _plenary_verdict(
    result: RunResult, months: Sequence[int], days: Sequence[date], reported: Sequence[Meeting]
) -> RuleVerdict:
    if days:
        return RuleVerdict(Kept.YES, "개최")
    if may_have_been(result, PLENARY):
        return RuleVerdict(Kept.UNKNOWN, IN_QUESTION)
    if reported:
        everybody = {meeting.region for meeting in reported} >= set(result.config.regions)
        return RuleVerdict(
            Kept.UNKNOWN,
            f"{result.config.unit.word} 보고만 있음" if everybody else f"{_regions(result.config, reported)}만 보고함",
        )
    if not has_come(result, HEAD_OFFICE_RESULTS, None):
        return RuleVerdict(Kept.UNKNOWN, "총괄부서실적 미제출")
    return RuleVerdict(Kept.NO, "미개최") if is_over(result, months[-1]) else RuleVerdict(Kept.NOT_YET, "기한 전")
