"""Plan and results of the joint projects: what was done must have been planned, what was planned must have been
done.

Comes in: the plan's and the monthly results' frames. Goes out: findings. Regions whose plan did not come are not
judged.
"""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.findings import Finding, Place
from pipeline.normalise import NameList
from pipeline.rules.catalogue import finding
from pipeline.validate.context import CheckContext, rows_by_region, say

PLAN, RESULTS = "joint_project_plan", "monthly_results"


def check_projects(context: CheckContext) -> Iterator[Finding]:
    """Results that the plan lacks (with the nearest planned name), and plans that were never carried out by year
    end.
    """
    planned = _planned(context)
    yield from _not_planned(context, planned)
    yield from _never_done(context, planned)


def _planned(context: CheckContext) -> dict[int, dict[str, list[str]]]:
    """Region -> project -> its planned activities."""
    projects: dict[int, dict[str, list[str]]] = {}
    listed = context.table(PLAN, "projects")
    if listed is None:
        return projects
    for region, rows in rows_by_region(listed):
        projects[region] = {str(name): [] for name in rows["project"].dropna()}
    activities = context.table(PLAN, "activities")
    if activities is not None:
        for region, rows in rows_by_region(activities):
            for project, activity in zip(rows["project"], rows["activity"], strict=True):
                if isinstance(project, str) and isinstance(activity, str):
                    projects.setdefault(region, {}).setdefault(project, []).append(activity)
    return projects


def _not_planned(context: CheckContext, planned: dict[int, dict[str, list[str]]]) -> Iterator[Finding]:
    results = context.table(RESULTS, "project_results")
    if results is None:
        return
    for region, rows in rows_by_region(results):
        if region not in planned:
            continue
        projects = NameList(list(planned[region]), {})
        lists = {name: NameList(activities, {}) for name, activities in planned[region].items()}
        for key, project, activity in zip(rows.index, rows["project"], rows["activity"], strict=True):
            if not isinstance(project, str):
                continue
            match = projects.match(project)
            if match.name is None:
                yield say(
                    results, key, "project", "PRJ-003", hint=_hint(match.nearest), listed=", ".join(planned[region])
                )
            elif isinstance(activity, str) and lists[match.name].match(activity).name is None:
                near = lists[match.name].match(activity).nearest
                listed = ", ".join(planned[region][match.name]) or "없음"
                yield say(results, key, "activity", "PRJ-009", project=match.name, hint=_hint(near), listed=listed)


def _hint(nearest: tuple[str, ...]) -> str:
    return f" '{nearest[0]}'인가요?" if nearest else ""


def _never_done(context: CheckContext, planned: dict[int, dict[str, list[str]]]) -> Iterator[Finding]:
    """At year end, and only where every month came: a missing month may hold the result."""
    expected = context.config.expected(RESULTS)
    plans = context.table(PLAN, "activities")
    if expected is None or plans is None or not all(context.is_closed(month) for month in expected.months or (12,)):
        return
    done, came = _done(context), context.months_by_region(RESULTS)
    for region, rows in rows_by_region(plans):
        months = came.get(region, set())
        if not set(expected.months) <= months or not months:
            continue
        for key, project, activity in zip(rows.index, rows["project"], rows["activity"], strict=True):
            if not isinstance(project, str) or not isinstance(activity, str):
                continue
            if NameList(done.get((region, project), []), {}).match(activity).name is None:
                yield say(plans, key, "activity", "PRJ-008", project=project)


def _done(context: CheckContext) -> dict[tuple[int, str], list[str]]:
    results = context.table(RESULTS, "project_results")
    done: dict[tuple[int, str], list[str]] = {}
    if results is None:
        return done
    numbers = results.values[["case_count", "people_count", "time_count"]].fillna(0).sum(axis=1) > 0
    for _, row in results.values[numbers].iterrows():
        if isinstance(row["project"], str) and isinstance(row["activity"], str):
            done.setdefault((int(row["return_region"]), row["project"]), []).append(row["activity"])
    return done


def check_stages(context: CheckContext) -> Iterator[Finding]:
    """An operating plan that leaves out one of the form's stages."""
    stages = context.table("operating_plan", "stages")
    if stages is None:
        return
    wanted = context.forms["operating_plan"].table("stages").column("stage").choices
    for number in stages.parts:
        rows = stages.rows_of(number)
        if rows.empty:
            continue
        missing = [stage for stage in wanted if stage not in set(rows["stage"])]
        if missing and not (stages.states.loc[[number], "stage"] == "unreadable").any():
            part = stages.parts[number]
            yield finding(
                "PLN-001",
                Place(part.file, part.sheet, part.place("stage", int(rows.index[-1][1])).cell),
                listed=", ".join(missing),
            )
