"""대조_공동사업: what the joint project plans promise, compared with the monthly results.

Comes in: the figures of a run. Goes out: one sheet, a line for each activity and unit (건, 명, 회). The verdicts are
those of ``joints.projects``.
"""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.forms.ids import JOINT_PROJECT_PLAN, MONTHLY_RESULTS
from pipeline.joints.projects import Progress, TargetVerdict, UnitJoint, all_progress
from pipeline.model.figures import Figure, Figures
from pipeline.model.result import RunResult
from pipeline.model.returns import ExpectedReturn
from pipeline.model.words import region_label
from pipeline.records.findings.joint_cells import MISSING, NONE, STATES_NOTE, handed_in, shown
from pipeline.sheets.drawing import FIRST_ROW, Column, Formula, Said, Sheet, Value

LOOKS = {
    TargetVerdict.REACHED: "good",
    TargetVerdict.SHORT: "grey",
    TargetVerdict.NOTHING: "doubt",
    TargetVerdict.UNPLANNED: "bad",
    TargetVerdict.NO_TARGET: "grey",
    TargetVerdict.UNKNOWN: "missing",
    TargetVerdict.NO_PLAN: "missing",
}


def project_sheet(result: RunResult) -> Sheet | None:
    """Every activity: what was planned and what was done, including what was done without a plan."""
    if not (
        result.config.asks_for(JOINT_PROJECT_PLAN, "activities")
        and result.config.asks_for(MONTHLY_RESULTS, "project_results")
    ):
        return None
    rows: list[list[Value]] = []
    for one in all_progress(result):
        rows += [_project_row(result, one, joint, row) for row, joint in enumerate(one.units, FIRST_ROW + len(rows))]
    columns = [
        Column(result.config.unit.word, "center"),
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


def _project_row(result: RunResult, one: Progress, joint: UnitJoint, row: int) -> list[Value]:
    region = one.project.region
    rate: Value = NONE
    if joint.target.value and joint.done.value is not None:
        rate = Formula(f"=F{row}/E{row}", joint.done.value / joint.target.value)
    return [
        region_label(result.config, region),
        one.project.name,
        one.activity,
        joint.unit,
        _cell(result.figures, result.board, joint.target, JOINT_PROJECT_PLAN, region),
        _cell(result.figures, result.board, joint.done, MONTHLY_RESULTS, region),
        rate,
        Said(joint.verdict.value, LOOKS[joint.verdict]),
    ]


def _cell(figures: Figures, board: Sequence[ExpectedReturn], figure: Figure, form: str, region: int) -> Value:
    if figure.key in figures:
        return shown(figure)
    return NONE if handed_in(board, form, region) else MISSING
