"""대조_공동사업: what the joint project plans promise beside what the monthly results say.

Comes in: the figures of a run. Goes out: one sheet, a line for each activity and way of counting it.
"""

from __future__ import annotations

from pipeline.model.figures import Figure, State, is_in_question
from pipeline.model.result import RunResult
from pipeline.records.findings.joint_cells import MISSING, NONE, PLAN, RESULTS, STATES_NOTE, asks_for, handed_in, shown
from pipeline.sheets.drawing import FIRST_ROW, Column, Formula, Said, Sheet, Value
from pipeline.sheets.words import region_label

# What an activity is counted by: the unit, the measure of the plan, the measure of the results.
KINDS = (
    ("건", "planned_cases", "project_cases"),
    ("명", "planned_people", "project_people"),
    ("회", "planned_times", "project_times"),
)


def project_sheet(result: RunResult) -> Sheet | None:
    """Every activity: what was planned, what was done; also what was done without a plan."""
    if not (asks_for(result, PLAN, "activities") and asks_for(result, RESULTS, "project_results")):
        return None
    rows: list[list[Value]] = []
    for region, project, activity in _activities(result):
        at = {"region": region, "project": project, "activity": activity}
        for unit, plan_measure, done_measure in KINDS:
            plan, done = result.figures.get(plan_measure, **at), result.figures.get(done_measure, **at)
            if plan.key not in result.figures and done.key not in result.figures:
                continue
            rows.append(_project_row(result, region, (project, activity, unit), plan, done, FIRST_ROW + len(rows)))
    columns = [
        Column("권역", "center"),
        Column("사업명", "wrap", 34),
        Column("세부사업명", "wrap", 34),
        Column("단위", "center"),
        Column("계획", "number", 13),
        Column("실적", "number", 13),
        Column("이행률", "percent", 11),
        Column("판정", "center", 20),
    ]
    return Sheet(
        "대조_공동사업",
        "대조: 공동사업계획서의 목표 ↔ 월별실적",
        columns,
        rows,
        "세부사업마다 목표와 실적, 하지 않은 것과 계획에 없던 것",
        note=STATES_NOTE,
        grouped_by=0,
    )


def _activities(result: RunResult) -> list[tuple[int, str, str]]:
    """Every (region, project, activity) that a plan or a result names; regions in order, names as they came."""
    found: dict[tuple[int, str, str], None] = {}
    for _, plan, done in KINDS:
        for figure in (*result.figures.of(plan), *result.figures.of(done)):
            if figure.region is not None and figure.project and figure.activity:
                found[(figure.region, figure.project, figure.activity)] = None
    order = {project: index for index, (_, project, _) in enumerate(found)}
    return sorted(found, key=lambda key: (key[0], order[key[1]]))


def _project_row(
    result: RunResult, region: int, names: tuple[str, str, str], plan: Figure, done: Figure, row: int
) -> list[Value]:
    project, activity, unit = names
    planned = plan.key in result.figures
    plan_cell = shown(plan) if planned else (NONE if handed_in(result, PLAN, region) else MISSING)
    done_cell = shown(done) if done.key in result.figures else (NONE if handed_in(result, RESULTS, region) else MISSING)
    rate: Value = NONE
    if plan.value and done.value is not None:
        rate = Formula(f"=F{row}/E{row}", done.value / plan.value)
    return [
        region_label(region),
        project,
        activity,
        unit,
        plan_cell,
        done_cell,
        rate,
        _project_verdict(result, region, plan, done),
    ]


def _project_verdict(result: RunResult, region: int, plan: Figure, done: Figure) -> Value:
    if not handed_in(result, PLAN, region):
        return Said("계획서 미제출", "missing")
    if plan.key not in result.figures or plan.value is None:
        return Said("계획에 없던 실적", "bad") if plan.state is State.MISSING else Said("목표를 정하지 않음", "grey")
    owed = any(entry.slot.form == RESULTS and entry.slot.region == region for entry in result.owed)
    is_open = done.state is State.PARTIAL or (done.value is None and (owed or is_in_question(done.missing)))
    if is_open and (done.value or 0) < plan.value:
        return Said("아직 알 수 없음", "missing")
    if not done.value:
        return Said("계획하고 하지 않음", "doubt")
    return Said("계획대로 함", "good") if done.value >= plan.value else Said("계획보다 적음", "grey")
