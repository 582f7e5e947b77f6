"""A run in memory, from rows written in the test: no workbook is opened, so each number stands beside its assertion.

Comes in: returns as ``sent(form, region, …)``. Goes out: a ``RunResult``, made by the program's own steps from the
tables on (frames, facts, board, figures).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from pipeline.count.begins import beginnings
from pipeline.count.facts import build_facts
from pipeline.count.figures import build_figures
from pipeline.count.gaps import build_gaps
from pipeline.forms.form import Column, FormSet, load_forms
from pipeline.model.figures import Figures
from pipeline.model.findings import Finding
from pipeline.model.result import RunResult
from pipeline.model.returns import Return
from pipeline.model.tables import TableFrames, ValueRow, ValueTable, build_frames
from pipeline.receive.board import build_board
from pipeline.report.blocks import Block, Item
from pipeline.report.sections.code_blocks import CODE
from pipeline.report.sections.declared.section import build_section, headline_of
from pipeline.settings.load import YearConfig, load_config

CONFIG_PATH = Path(__file__).resolve().parents[2] / "config.yaml"
FIRST_ROW = 10
NOT_APPLICABLE = "해당없음"
Rows = list[dict[str, object]]


@dataclass(frozen=True)
class Sent:
    """One return: ``tables`` are rows of column id -> value by table id. 해당없음 is a value; a missing key is a blank
    cell.
    """

    form: str
    region: int | None
    month: int | None
    tables: dict[str, Rows]
    no_activity: bool = False
    left_out: frozenset[tuple[str, int]] = field(default_factory=frozenset)


def sent(
    form: str, region: int | None = None, *, month: int | None = None, no_activity: bool = False, **tables: Rows
) -> Sent:
    """A return of a form; without ``region`` it is the head office's."""
    return Sent(form, region, month, tables, no_activity)


@cache
def forms() -> FormSet:
    return load_forms()


@cache
def config(year: int = 2021) -> YearConfig:
    return load_config(CONFIG_PATH, year)


def a_run(*returns: Sent, **more: Any) -> RunResult:
    """The run of these returns (``new_run`` describes the other arguments); the same arguments give the same, shared
    run.
    """
    told = repr((returns, sorted(more.items()))) if not {"settings", "previous"} & set(more) else ""
    if not told:
        return new_run(*returns, **more)
    if told not in _RUNS:
        _RUNS[told] = new_run(*returns, **more)
    return replace(_RUNS[told])


_RUNS: dict[str, RunResult] = {}


def new_run(
    *returns: Sent,
    year: int = 2021,
    settings: YearConfig | None = None,
    as_of: date | None = None,
    previous: Figures | None = None,
    findings: Sequence[Finding] = (),
) -> RunResult:
    """The run of these returns. Rows named in ``left_out`` (table, position) do not count."""
    plan = settings or config(year)
    read = [_return(number, one) for number, one in enumerate(returns, start=1)]
    frames = {
        (form.id, table.id): _frames(form.id, table.id, table.columns, returns)
        for form in forms()
        for _, table in form.tables()
    }
    facts, gaps = build_facts(forms(), frames, plan, as_of), build_gaps(forms(), frames, findings, as_of)
    board = build_board(read, forms(), plan, as_of, {})
    blanks: dict[str, set[tuple[int | None, int | None]]] = {}
    for one in returns:
        if one.no_activity:
            blanks.setdefault(one.form, set()).add((one.region, one.month))
    doubted = [item.place for item in findings if item.is_doubt]
    files = {item.place.file for item in findings}
    begun = beginnings(forms(), frames, plan.year, {one.number for one in read if one.file in files})
    return RunResult(
        config=plan,
        forms=forms(),
        as_of=as_of or plan.plan.end,
        returns=read,
        findings=list(findings),
        differences=[],
        board=board,
        frames=frames,
        facts=facts,
        begun=begun,
        figures=build_figures(facts, forms(), plan, board, blanks, gaps, doubted, begun),
        gaps=gaps,
        previous=previous,
    )


def _return(number: int, one: Sent) -> Return:
    rounds = {row["round"] for rows in one.tables.values() for row in rows if "round" in row}
    return Return(
        number,
        _file(number, one),
        Path(_file(number, one)),
        form=one.form,
        region=one.region,
        month=one.month,
        rounds=tuple(sorted(number for number in rounds if isinstance(number, int))),
        written_on=date(2000, 1, 1),
        no_activity=one.no_activity,
    )


def _file(number: int, one: Sent) -> str:
    return f"{number:03d}_{one.form}_{one.region}.xlsx"


def _frames(form: str, table: str, columns: Sequence[Column], returns: Sequence[Sent]) -> TableFrames:
    parts, left_out = [], set()
    places = {column.id: position for position, column in enumerate(columns, start=1)}
    for number, one in enumerate(returns, start=1):
        if one.form != form or table not in one.tables:
            continue
        sheet = forms()[form].sheet_of(table).name
        rows = [_row(FIRST_ROW + position, columns, values) for position, values in enumerate(one.tables[table])]
        parts.append(ValueTable(number, _file(number, one), sheet, one.region, one.month, places, rows))
        left_out |= {(number, FIRST_ROW + position) for name, position in one.left_out if name == table}
    integers = [c.id for c in columns if c.is_number or c.type == "month" or c.choices_from == "regions"]
    frames = build_frames(form, table, list(places), integers, parts)
    frames.left_out |= left_out
    return frames


def _row(number: int, columns: Sequence[Column], values: dict[str, object]) -> ValueRow:
    assert set(values) <= {column.id for column in columns}, set(values) - {column.id for column in columns}
    known = {name: None if value == NOT_APPLICABLE else value for name, value in values.items()}
    return ValueRow(number, known, {name: _state(value) for name, value in values.items()}, {})


def _state(value: object) -> str:
    if value == NOT_APPLICABLE:
        return "not_applicable"
    return "blank" if value is None else "zero" if value == 0 else "value"


def leaving_out(one: Sent, table: str, position: int) -> Sent:
    """The same return with one row that does not count."""
    return replace(one, left_out=one.left_out | {(table, position)})


# -- whole years ----------------------------------------------------------------------------------------------------


def monitoring(region: int, number: int, *rows: tuple[str, int, int], days: tuple[date, date] | None = None) -> Sent:
    """A round: (dong, people, consultations) of each row."""
    start, end = days or (date(2021, 4, 1), date(2021, 6, 30))
    made: Rows = [
        {
            "round": number,
            "dong": dong,
            "start_date": start,
            "end_date": end,
            "people_count": people,
            "consultation_count": calls,
        }
        for dong, people, calls in rows
    ]
    return sent("phone_monitoring", region, monitoring=made)


def meeting(day: date, kind: str = "권역회의", attended: str = "아니오", staff: int = 2) -> dict[str, object]:
    return {
        "kind": kind,
        "meeting_date": day,
        "coordinator_attended": attended,
        "supervisor_count": 3,
        "lead_staff_count": staff,
        "other_count": 1,
        "agenda": "사례 나눔",
        "result": "일정을 정함",
    }


PROJECT, ACTIVITY, UNDONE = "이웃 살핌", "안부 방문", "동네 교육"


def whole_year(without: Iterable[tuple[str, int | None, int | None]] = ()) -> list[Sent]:
    """Every return of 2021, by simple arithmetic. ``without`` leaves out (form, region, month or round)."""
    found: dict[tuple[str, int | None, int | None], Sent] = {("head_office", None, None): _head_office()}
    for region, own in config().regions.items():
        found["operating_plan", region, None] = _operating_plan(region, own.lead, own.dongs)
        found["joint_project_plan", region, None] = _project_plan(region)
        for month in range(1, 13):
            found["monthly_results", region, month] = _month(region, month, own.dongs)
        for number in (1, 2):
            rows = [(dong, 100 * region + 10 * i + number, 700 * region + 31 * i) for i, dong in enumerate(own.dongs)]
            days = (date(2021, 4, 1), date(2021, 6, 30)) if number == 1 else (date(2021, 9, 1), date(2021, 11, 30))
            found["phone_monitoring", region, number] = monitoring(region, number, *rows, days=days)
        found["settlement", region, None] = _settlement(region)
    return [one for key, one in found.items() if key not in set(without)]


@cache
def the_year() -> RunResult:
    """The run of the whole year, shared by many tests, which must not change it."""
    return a_run(*whole_year())


def _operating_plan(region: int, lead: str, dongs: Sequence[str]) -> Sent:
    organisations: Rows = [{"kind": "대표기관", "organisation": lead, "staff_count": 2}]
    organisations += [{"kind": "동주민센터", "organisation": f"{dong}주민센터", "staff_count": 1} for dong in dongs]
    days = {"start_date": date(2021, 1, 4), "end_date": date(2021, 4, 30)}
    return sent(
        "operating_plan",
        region,
        organisations=organisations,
        problems=[{"problem": "홀로 사는 이웃", "direction": "함께 살핌"}],
        stages=[{"stage": "1단계 협력 필요성", **days, "content": "문제를 찾음", "organisation": lead}],
        meeting_plan=[{"month": month, "agenda": "사례 나눔"} for month in range(1, 13)],
    )


def _project_plan(region: int) -> Sent:
    days = {"start_date": date(2021, 7, 1), "end_date": date(2021, 12, 15)}
    return sent(
        "joint_project_plan",
        region,
        projects=[{"project": PROJECT, "content": "이웃을 찾아감", "partners": "", **days}],
        activities=[
            {"project": PROJECT, "activity": ACTIVITY, "target_cases": 60, "target_people": 30 * region},
            {"project": PROJECT, "activity": UNDONE, "target_times": 4},
        ],
        budget=[{"project": PROJECT, "item": "사무관리비", "amount_won": 1_200_000}],
    )


def _month(region: int, month: int, dongs: Sequence[str]) -> Sent:
    meetings = [meeting(date(2021, month, 10 + region % 10), attended="예" if month in (1, 7) else "아니오")]
    if month % 3 == 0:
        meetings.append(meeting(date(2021, month, 25), "전체회의", "예", 1))
    done: Rows = (
        [{"project": PROJECT, "activity": ACTIVITY, "case_count": 10, "people_count": 5 * region}] if month > 6 else []
    )
    households: Rows = [
        {
            "dong": dong,
            "found_count": i + region % 2,
            "support_count": 2 * i + month,
            "shared_count": 1 if i else NOT_APPLICABLE,
        }
        for i, dong in enumerate(dongs)
    ]
    news: Rows = [
        {"organisation": "복지관", "kind": "행사" if month % 2 else "모집", "title": f"소식 {region}-{month}"}
    ]
    return sent(
        "monthly_results",
        region,
        month=month,
        meetings=meetings,
        project_results=done,
        households=households,
        newsletter=news,
    )


def _settlement(region: int) -> Sent:
    spent = {"사무관리비": 1_200_000 + 1_340 * region, "업무추진비": 480_000}
    granted = {"사무관리비": 1_270_000, "업무추진비": 500_000}
    return sent(
        "settlement",
        region,
        summary=[
            {
                "item": item,
                "granted_won": granted[item],
                "spent_won": amount,
                "remaining_won": granted[item] - amount,
                "returned_won": granted[item] - amount,
            }
            for item, amount in spent.items()
        ],
        spending=[
            {"spending_date": date(2021, 10, 5), "item": item, "amount_won": amount, "voucher": item}
            for item, amount in spent.items()
        ],
    )


def _head_office() -> Sent:
    events = [
        ("교육", date(2021, 4, 22), 45),
        ("전체회의", date(2021, 3, 25), 18),
        ("전체회의", date(2021, 6, 25), 17),
        ("전체회의", date(2021, 9, 24), 16),
        ("전체회의", date(2021, 12, 22), 19),
        ("현장모니터링", date(2021, 6, 15), 12),
        ("MOU", date(2021, 8, 3), 9),
        ("전체워크숍", date(2021, 10, 21), 38),
        ("성과공유회", date(2021, 12, 9), 70),
    ]
    return sent(
        "head_office",
        activities=[
            {"kind": kind, "activity_date": day, "attendee_count": count, "content": f"{kind} 실시", "place": "구청"}
            for kind, day, count in events
        ],
        grants=[
            {"region": region, "item": item, "grant_date": date(2021, 3, 25), "granted_won": amount}
            for region in config().regions
            for item, amount in (("사무관리비", 1_270_000), ("업무추진비", 500_000))
        ],
    )


def section(name: str, result: RunResult, region: int | None = None) -> list[Block]:
    """The blocks of a section that report.yaml declares, for the office or for one region."""
    declared = result.forms.report.section(name)
    assert declared is not None
    return build_section(result, declared, CODE, region)


def headline(name: str, result: RunResult) -> list[Item]:
    """The lines of a declared section on the first page."""
    declared = result.forms.report.section(name)
    assert declared is not None
    return headline_of(result, declared)
