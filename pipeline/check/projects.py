"""Plan and results of the joint projects: what was done must have been planned, what was planned must have been
done.

Comes in: the plan's and the monthly results' frames. Goes out: findings. Regions without a plan are not judged.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from pipeline.check.context import CheckContext, names_of, returns_with, rows_by_region, say
from pipeline.check.listed import hint
from pipeline.forms.form import Column, Form, TableForm
from pipeline.forms.ids import JOINT_PROJECT_PLAN, MONTHLY_RESULTS, OPERATING_PLAN
from pipeline.korean import some_of
from pipeline.model.findings import Finding, Place
from pipeline.normalise import NameList, display_of
from pipeline.rules.catalogue import finding


@dataclass(slots=True)
class _Plan:
    """What one region planned: its activities by project, and the lists to look names up in."""

    activities: dict[str, list[str]] = field(default_factory=dict)
    projects: NameList = field(default_factory=lambda: NameList(()))
    lists: dict[str, NameList] = field(default_factory=dict)

    def close(self) -> None:
        self.projects = names_of(self.activities)
        self.lists = {name: names_of(activities) for name, activities in self.activities.items()}


@dataclass(slots=True)
class _Unplanned:
    """Results under unknown names: the plans that they may have meant are not also reported as never done."""

    regions: set[int] = field(default_factory=set)
    projects: set[tuple[int, str]] = field(default_factory=set)


def check_projects(context: CheckContext) -> Iterator[Finding]:
    """Results that are not in the plan (with the nearest planned name), and plans not carried out by the end of the
    year.
    """
    plans = _plans(context)
    unplanned = _Unplanned()
    yield from _not_planned(context, plans, unplanned)
    yield from _never_done(context, unplanned)


def _plans(context: CheckContext) -> dict[int, _Plan]:
    """Region -> its plan; regions whose list of projects holds an unreadable name are left out."""
    plans: dict[int, _Plan] = {}
    listed = context.table(JOINT_PROJECT_PLAN, "projects")
    if listed is None:
        return plans
    unread = returns_with(listed, "project")
    for region, rows in rows_by_region(listed):
        if not any(key[0] in unread for key in rows.index):
            plans[region] = _Plan({str(name): [] for name in rows["project"].dropna()})
    activities = context.table(JOINT_PROJECT_PLAN, "activities")
    if activities is not None:
        for region, rows in rows_by_region(activities):
            for project, activity in zip(rows["project"], rows["activity"], strict=True):
                if isinstance(project, str) and isinstance(activity, str) and region in plans:
                    plans[region].activities.setdefault(project, []).append(activity)
    for plan in plans.values():
        plan.close()
    return plans


def _not_planned(context: CheckContext, plans: dict[int, _Plan], unplanned: _Unplanned) -> Iterator[Finding]:
    results = context.table(MONTHLY_RESULTS, "project_results")
    if results is None:
        return
    judges_activities = context.config.asks_for(JOINT_PROJECT_PLAN, "activities")
    for region, rows in rows_by_region(results):
        plan = plans.get(region)
        for key, project, activity in zip(rows.index, rows["project"], rows["activity"], strict=True):
            if plan is None or not isinstance(project, str):
                continue
            match = plan.projects.match(project)
            if match.name is None:
                unplanned.regions.add(region)
                words = {"hint": hint(match.nearest), "listed": ", ".join(plan.activities) or "없음"}
                yield say(results, key, "project", "PRJ-003", **words)
            elif judges_activities and isinstance(activity, str):
                near = plan.lists[match.name].match(activity)
                if near.name is None:
                    unplanned.projects.add((region, match.name))
                    listed = ", ".join(plan.activities[match.name]) or "없음"
                    words = {"project": match.name, "hint": hint(near.nearest), "listed": listed}
                    yield say(results, key, "activity", "PRJ-009", **words)


def _never_done(context: CheckContext, unplanned: _Unplanned) -> Iterator[Finding]:
    """Only at the end of the year and where every month came: a missing month may hold the result."""
    expected = context.config.expected(MONTHLY_RESULTS)
    plans = context.table(JOINT_PROJECT_PLAN, "activities")
    if expected is None or plans is None or not context.config.asks_for(MONTHLY_RESULTS, "project_results"):
        return
    if not all(context.is_closed(month) for month in expected.months or (12,)):
        return
    done, came = _done(context), context.months_by_region(MONTHLY_RESULTS)
    for region, rows in rows_by_region(plans):
        months = came.get(region, set())
        if not set(expected.months) <= months or not months or region in unplanned.regions:
            continue
        for key, project, activity in zip(rows.index, rows["project"], rows["activity"], strict=True):
            if not isinstance(project, str) or not isinstance(activity, str) or (region, project) in unplanned.projects:
                continue
            if (region, project, activity) not in done and (region, project, None) not in done:
                yield say(plans, key, "activity", "PRJ-008", project=project)


def _done(context: CheckContext) -> set[tuple[int, str, str | None]]:
    """(region, project, activity) with a result; a result that could not be read counts as one. Spellings have been
    unified before this.
    """
    results = context.table(MONTHLY_RESULTS, "project_results")
    if results is None:
        return set()
    numbers = ["case_count", "people_count", "time_count"]
    has_result = results.values[numbers].fillna(0).sum(axis=1) > 0
    has_result |= (results.states[[*numbers, "activity"]] == "unreadable").any(axis=1)
    rows = results.values[has_result]
    return {
        (int(region), project, activity if isinstance(activity, str) else None)
        for region, project, activity in zip(rows["return_region"], rows["project"], rows["activity"], strict=True)
        if isinstance(project, str)
    }


def check_stages(context: CheckContext) -> Iterator[Finding]:
    """An operating plan that leaves out one of the form's stages. A plan without any row is reported by the cell
    gate.
    """
    stages = context.table(OPERATING_PLAN, "stages")
    if stages is None:
        return
    wanted = context.forms[OPERATING_PLAN].table("stages").column("stage").choices
    unread = returns_with(stages, "stage")
    listed: dict[int, set[str]] = {}
    last: dict[int, int] = {}
    for key, stage in stages.values["stage"].items():
        listed.setdefault(key[0], set()).add(str(stage))
        last[key[0]] = key[1]
    for number, there in listed.items():
        missing = [stage for stage in wanted if stage not in there]
        if missing and number not in unread:
            place = stages.parts[number].place("stage", last[number])
            yield finding("PLN-001", place, listed=", ".join(missing))


def check_given_rows(form: Form, table: TableForm, context: CheckContext) -> Iterator[Finding]:
    """Names with nothing filled in beside them: one note per table for names that the office had prefilled, and a
    warning for names that the sender must have written, because such a row was meant but does not count. Rows of dongs,
    budget items, stages and months have checks of their own.
    """
    given = [c for c in table.columns if c.prefilled]
    named = next((c for c in reversed(given) if c.type == "text"), None)
    if named is None:
        return
    frames = context.frames[(form.id, table.id)]
    for item in context.used(form.id):
        raw = item.tables.get(table.id)
        if raw is None or item.no_activity:
            continue
        filled = {row.row for row in frames.parts[item.number].rows} if item.number in frames.parts else set()
        empty = {
            row.row: display_of(row.cells[named.id])
            for row in raw.rows
            if row.row not in filled and named.id in row.cells
        }
        written = _written_by_office(named, context, item.region)
        own = {row: name for row, name in empty.items() if written and "".join(name.split()) not in written}
        for rule, rows in (("ROW-015", own), ("ROW-010", {row: empty[row] for row in empty.keys() - own.keys()})):
            if rows:
                names = [rows[row] for row in sorted(rows)]
                words = {"listed": some_of(names, 5)}
                yield finding(rule, Place(item.file, raw.sheet, raw.address(named.id, min(rows))), **words)


def _written_by_office(named: Column, context: CheckContext, number: int | None) -> set[str]:
    """The names, without spaces, that the column's ``known`` patterns give for a region, as the office prefilled them;
    empty where the column has none.
    """
    region = context.config.regions.get(number) if number is not None else None
    if region is None or not named.known:
        return set()
    names = {
        pattern.format(lead=lead, dong=dong)
        for pattern in named.known.values()
        for lead in (region.lead, *region.aliases)
        for dong in region.dongs
    }
    return {"".join(name.split()) for name in names}
