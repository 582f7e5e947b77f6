"""The head office's duties of the year, each with the evidence for it in the head office's return.

Comes in: the run and the settings' duties. Goes out: one ``DutyRecord`` per duty. A duty is proved by entries of its
kind, or by the rows of the table that it names. A duty that names neither a kind nor a table cannot be proved here and
is marked as unknown.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum

import pandas as pd

from pipeline.forms.form import FormSet
from pipeline.forms.ids import HEAD_OFFICE_RESULTS
from pipeline.joints.returned import dated_rows, has_come, is_over, month_words
from pipeline.korean import period, short_date
from pipeline.model.figures import Figure, State
from pipeline.model.result import RunResult
from pipeline.settings.declared import DutyProofs
from pipeline.settings.schema import Duty

ACTIVITIES, KIND, GRANTS = "activities", "kind", "grants"
_MOST_WORDS = 40
_YEAR_END = 12


class Fulfilment(Enum):
    """How a duty stands; the words are printed as they are."""

    DONE = "이행"
    LATE = "이행(시기 다름)"
    PARTLY = "일부 이행"
    NOT_DONE = "미이행"
    COMING = "예정"
    UNKNOWN = "확인할 자료 없음"
    IN_QUESTION = "확인 중"
    UNHEARD = "미제출"


@dataclass(frozen=True, slots=True)
class Activity:
    """One thing the head office reported that it did."""

    kind: str
    day: date
    content: str
    place: str


@dataclass(frozen=True, slots=True)
class DutyRecord:
    """A duty, how it stands, and the lines that show it."""

    duty: Duty
    fulfilment: Fulfilment
    lines: tuple[tuple[str | Figure, ...], ...] = ()


def proofs_of(forms: FormSet) -> DutyProofs:
    """What a duty of the settings may name: nothing where the programme has no return of the head office."""
    if HEAD_OFFICE_RESULTS not in forms:
        return DutyProofs()
    tables = {table.id: table for _, table in forms[HEAD_OFFICE_RESULTS].tables()}
    kinds = tables[ACTIVITIES].column(KIND).choices if ACTIVITIES in tables else ()
    return DutyProofs(HEAD_OFFICE_RESULTS, ACTIVITIES, kinds, (GRANTS,) if GRANTS in tables else ())


def activities_of(result: RunResult) -> list[Activity]:
    """What the head office did up to the reference day, in order of date."""
    found = []
    for _, row in _activity_rows(result)[0].iterrows():
        if row["activity_date"] <= result.as_of:
            texts = [str(row[name] or "") for name in ("content", "place")]
            found.append(Activity(str(row["kind"]), row["activity_date"], *texts))
    return sorted(found, key=lambda activity: (activity.day, activity.kind, activity.content))


def may_have_been(result: RunResult, kind: str) -> bool:
    """Whether a row whose kind or day cannot be read may report an activity of this kind."""
    vague = _activity_rows(result)[1]
    return any(not isinstance(told, str) or told == kind for told in vague.get("kind", ()))


def _activity_rows(result: RunResult) -> tuple[pd.DataFrame, pd.DataFrame]:
    return dated_rows(result, HEAD_OFFICE_RESULTS, ACTIVITIES, KIND, "activity_date")


def duty_records(result: RunResult) -> list[DutyRecord]:
    """Every duty of the year with its evidence, in the order of the settings."""
    return [_record(result, duty) for duty in result.config.plan.duties]


def when_words(duty: Duty) -> str:
    """ "3월", "7~12월"; "연중" where the settings name no month; "(2회)" is added where it is due more than once."""
    months = month_words(duty.months) if duty.months else "연중"
    return f"{months}({duty.times}회)" if duty.times > 1 else months


def _record(result: RunResult, duty: Duty) -> DutyRecord:
    if duty.table == GRANTS:
        return _of_grants(result, duty)
    if not duty.kind:
        return DutyRecord(duty, Fulfilment.UNKNOWN)
    if not has_come(result, HEAD_OFFICE_RESULTS, None):
        return DutyRecord(duty, _without_return(result, duty))
    own = [activity for activity in activities_of(result) if activity.kind == duty.kind]
    lines = tuple(
        (f"{short_date(one.day)} {_shortened(one.content)}{f', {one.place}' if one.place else ''}",) for one in own
    )
    days = [activity.day for activity in own]
    return DutyRecord(duty, _judged(result, duty, days, is_vague=may_have_been(result, duty.kind)), lines)


def _of_grants(result: RunResult, duty: Duty) -> DutyRecord:
    """Grants: done when they add up to the whole budget; the lines say when they were paid, and how much."""
    granted, budget = result.figures.get("granted_won"), result.figures.get("budget_won")
    days = _grant_days(result)
    if not has_come(result, HEAD_OFFICE_RESULTS, None):
        return DutyRecord(duty, _without_return(result, duty))
    if not days:
        return DutyRecord(duty, _judged(result, duty, days, is_vague=bool(granted.missing)))
    lines = ((period(min(days), max(days)),), ("교부 ", granted))
    whole = not budget.value or (granted.value or 0) >= budget.value
    part = Fulfilment.IN_QUESTION if granted.state is State.PARTIAL else Fulfilment.PARTLY
    return DutyRecord(duty, _judged(result, duty, days) if whole else part, lines)


def _grant_days(result: RunResult) -> list[date]:
    frames = result.frames.get((HEAD_OFFICE_RESULTS, GRANTS))
    if frames is None or frames.values.empty:
        return []
    return [day for day in frames.counted["grant_date"] if isinstance(day, date) and day <= result.as_of]


def _without_return(result: RunResult, duty: Duty) -> Fulfilment:
    return Fulfilment.UNHEARD if is_over(result, max(duty.months, default=_YEAR_END)) else Fulfilment.COMING


def _judged(result: RunResult, duty: Duty, days: Sequence[date], *, is_vague: bool = False) -> Fulfilment:
    """``is_vague``: a row that cannot be read may report one more activity for this duty."""
    if len(days) >= duty.times:
        if duty.months and not any(day.month in duty.months for day in days):
            return Fulfilment.LATE
        return Fulfilment.DONE
    if is_vague:
        return Fulfilment.IN_QUESTION
    if not is_over(result, max(duty.months, default=_YEAR_END)):
        return Fulfilment.COMING
    return Fulfilment.PARTLY if days else Fulfilment.NOT_DONE


def _shortened(text: str) -> str:
    return text if len(text) <= _MOST_WORDS else f"{text[: _MOST_WORDS - 1]}…"
