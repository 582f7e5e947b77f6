"""The joint projects of a year as their regions planned and did them: names, activities, targets, results.

Comes in: the run. Goes out: ``Project`` and ``Progress`` records. Names and contents are the regions' own words;
numbers come from the figures alone. It must not decide any layout.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from itertools import chain

from pipeline.count.derived import Derived, percent
from pipeline.forms.ids import JOINT_PROJECT_PLAN, MONTHLY_RESULTS
from pipeline.joints.returned import has_come, is_over, owes_results
from pipeline.model.figures import Figure, State
from pipeline.model.lacks import in_question
from pipeline.model.result import RunResult

DONE_MEASURES = ("project_cases", "project_people", "project_times")
TARGET_OF = {"project_cases": "planned_cases", "project_people": "planned_people", "project_times": "planned_times"}


@dataclass(frozen=True, slots=True)
class Project:
    """A joint project, with its activities in the order of the plan, then of the results."""

    region: int
    name: str
    content: str
    partners: str
    activities: tuple[str, ...]


class Standing(Enum):
    """How an activity stands. NOTHING (no results in the returns) is not UNHEARD (no return)."""

    DONE = "추진"
    UNPLANNED = "계획에 없음"
    NOTHING = "실적 없음"
    NOT_YET = "추진 전"
    UNHEARD = "미제출"
    NOT_APPLICABLE = "해당없음"
    IN_QUESTION = "확인 중"


class TargetVerdict(Enum):
    """How an activity's result compares with its target in one unit (건, 명 or 회)."""

    REACHED = "계획대로 함"
    SHORT = "계획보다 적음"
    NOTHING = "계획하고 하지 않음"
    UNPLANNED = "계획에 없던 실적"
    NO_TARGET = "목표를 정하지 않음"
    UNKNOWN = "아직 알 수 없음"
    NO_PLAN = "계획서 미제출"


@dataclass(frozen=True, slots=True)
class UnitJoint:
    """An activity's target and result in one unit; one that nobody gave is in state missing."""

    unit: str
    target: Figure
    done: Figure
    verdict: TargetVerdict


@dataclass(frozen=True, slots=True)
class Progress:
    """One activity: its results and targets in 건, 명 and 회 (those that were given), and how it stands.

    ``in_question`` holds those that were given but cannot be counted yet. ``units`` holds every unit that the plan or
    the results mention, with its own verdict.
    """

    project: Project
    activity: str
    done: tuple[Figure, ...]
    targets: tuple[Figure, ...]
    standing: Standing
    in_question: tuple[Figure, ...] = ()
    units: tuple[UnitJoint, ...] = ()

    @property
    def has_vague_target(self) -> bool:
        """Whether it has a target, but none that can be read."""
        return not self.targets and any(figure.measure in TARGET_OF.values() for figure in self.in_question)

    def pairs(self) -> list[tuple[Figure | None, Figure | None]]:
        """(target, result) for each of 건, 명 and 회 that has either, in that order."""
        found = []
        for measure, target_measure in TARGET_OF.items():
            target = next((f for f in self.targets if f.measure == target_measure), None)
            result = next((f for f in self.done if f.measure == measure), None)
            if target or result:
                found.append((target, result))
        return found

    def short(self) -> list[tuple[Figure, Figure | None]]:
        """(target, result) of each target that is not reached; a target without a result counts as not reached."""
        pairs = [(target, done) for target, done in self.pairs() if target]
        return [(target, done) for target, done in pairs if (done.value or 0 if done else 0) < (target.value or 0)]

    def may_turn(self) -> bool:
        """Whether a number in doubt decides if a target is reached."""
        pairs = [(target, done) for target, done in self.pairs() if target and done and (target.doubts or done.doubts)]
        return any(done.low < target.high and done.high >= target.low for target, done in pairs)

    def rates(self) -> list[Derived]:
        """Result as a percentage of target, where a target above zero and a result were given."""
        pairs = [(target, done) for target, done in self.pairs() if target and done]
        return [percent(done, target) for target, done in pairs if target.value]


def projects_of(result: RunResult) -> list[Project]:
    """Every project by region: planned ones first, then those that only the results name (with content "")."""
    return result.once(_projects)


def _projects(result: RunResult) -> list[Project]:
    found: dict[tuple[int, str], Project] = {}
    frames = result.frames.get((JOINT_PROJECT_PLAN, "projects"))
    for _, row in frames.values.iterrows() if frames is not None else ():
        if isinstance(row["project"], str):
            key = (int(row["return_region"]), row["project"])
            found[key] = Project(*key, str(row["content"] or ""), str(row["partners"] or ""), ())
    order = _planned_activities(result)
    for measure in (*TARGET_OF.values(), *DONE_MEASURES):
        for figure in result.figures.of(measure):
            if figure.region is not None and figure.project and figure.activity:
                order.setdefault((figure.region, figure.project), {})[figure.activity] = None
    for key, activities in order.items():
        known = found.get(key, Project(*key, "", "", ()))
        found[key] = Project(known.region, known.name, known.content, known.partners, tuple(activities))
    return sorted(found.values(), key=lambda project: project.region)


def names_of_projects(result: RunResult) -> dict[int, tuple[tuple[str, tuple[str, ...]], ...]]:
    """(project, its activities) of each region that has any; blank forms are prefilled with these names."""
    named: dict[int, list[tuple[str, tuple[str, ...]]]] = {}
    for project in projects_of(result):
        named.setdefault(project.region, []).append((project.name, project.activities))
    return {region: tuple(entries) for region, entries in named.items()}


def progress_by_region(result: RunResult) -> dict[int, list[Progress]]:
    """How the activities of each region went; [] for a region without known activities."""
    return result.once(_progress_by_region)


def _progress_by_region(result: RunResult) -> dict[int, list[Progress]]:
    found: dict[int, list[Progress]] = {region: [] for region in result.config.regions}
    planned = _planned_activities(result)
    for project in projects_of(result):
        known = planned.get((project.region, project.name), {})
        found.setdefault(project.region, []).extend(
            _progress(result, project, activity, planned=activity in known) for activity in project.activities
        )
    return found


def all_progress(result: RunResult, region: int | None = None) -> list[Progress]:
    """How every activity of every project went, in order of region; with ``region``, that region's only."""
    found = progress_by_region(result)
    regions = sorted(found) if region is None else [region]
    return list(chain.from_iterable(found.get(number, []) for number in regions))


def _progress(result: RunResult, project: Project, activity: str, *, planned: bool) -> Progress:
    at = {"region": project.region, "project": project.name, "activity": activity}
    results = [result.figures.get(measure, **at) for measure in DONE_MEASURES]
    planned_figures = [result.figures.get(measure, **at) for measure in TARGET_OF.values()]
    done = tuple(figure for figure in results if figure.value is not None)
    targets = tuple(figure for figure in planned_figures if figure.value is not None)
    vague = tuple(f for f in (*results, *planned_figures) if f.value is None and in_question(f.missing))
    standing = _standing(result, project, done, planned)
    if not any(figure.value for figure in done) and any(figure in vague for figure in results):
        standing = Standing.IN_QUESTION
    elif not done and any(figure.state is State.NOT_APPLICABLE for figure in results):
        standing = Standing.NOT_APPLICABLE
    units = tuple(
        UnitJoint(target.unit, target, own, _verdict(result, project.region, target, own, planned=planned))
        for target, own in zip(planned_figures, results, strict=True)
        if target.key in result.figures or own.key in result.figures
    )
    return Progress(project, activity, done, targets, standing, vague, units)


def _verdict(result: RunResult, region: int, target: Figure, done: Figure, *, planned: bool) -> TargetVerdict:
    """UNPLANNED is only for an activity that the plan does not name; a planned one without a target is NO_TARGET."""
    if not has_come(result, JOINT_PROJECT_PLAN, region):
        return TargetVerdict.NO_PLAN
    if target.value is None:
        vague = in_question(target.missing)
        return TargetVerdict.UNKNOWN if vague else TargetVerdict.NO_TARGET if planned else TargetVerdict.UNPLANNED
    open_months = owes_results(result, region)
    is_open = done.state is State.PARTIAL or (done.value is None and (open_months or in_question(done.missing)))
    if is_open and (done.value or 0) < target.value:
        return TargetVerdict.UNKNOWN
    if (done.doubts or target.doubts) and done.low < target.high and done.high >= target.low:
        return TargetVerdict.UNKNOWN
    if not done.value:
        return TargetVerdict.NOTHING
    return TargetVerdict.REACHED if done.value >= target.value else TargetVerdict.SHORT


def _planned_activities(result: RunResult) -> dict[tuple[int, str], dict[str, None]]:
    """The activities of each (region, project), in the order of the plan."""
    order: dict[tuple[int, str], dict[str, None]] = {}
    frames = result.frames.get((JOINT_PROJECT_PLAN, "activities"))
    for _, row in frames.values.iterrows() if frames is not None else ():
        if isinstance(row["project"], str) and isinstance(row["activity"], str):
            order.setdefault((int(row["return_region"]), row["project"]), {})[row["activity"]] = None
    return order


def _standing(result: RunResult, project: Project, done: tuple[Figure, ...], planned: bool) -> Standing:
    if any(figure.value for figure in done):
        came = has_come(result, JOINT_PROJECT_PLAN, project.region)
        return Standing.DONE if planned or not came else Standing.UNPLANNED
    if not has_come(result, MONTHLY_RESULTS, project.region):
        return Standing.UNHEARD if owes_results(result, project.region) else Standing.NOT_YET
    return Standing.NOTHING if is_over(result, result.config.plan.end.month) else Standing.NOT_YET
