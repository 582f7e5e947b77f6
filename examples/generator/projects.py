"""A region's joint projects: what is planned, what each month brings, what it costs.

Comes in: the settings, a region's place among the regions, a seed. Goes out: plans and the rows of the joint project
plan and of the monthly results. A plan never costs more than the settings' budget gives the region.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from examples.generator.days import dice, joint_months
from examples.generator.phrases import EXPENSES, PARTNERS, PROJECTS, ProjectIdea
from examples.generator.submission import Row, Rows
from pipeline.settings.load import YearConfig

RESULT_COLUMNS = {"cases": "case_count", "people": "people_count", "times": "time_count"}
LAST_DAY = 15
SHARES = (0.45, 0.3, 0.2)  # of what the budget gives, so that something is left over


@dataclass(frozen=True, slots=True)
class PlannedActivity:
    """``usual`` is what an active month brings, by "cases", "people", "times"; ``months`` are the active ones."""

    name: str
    usual: Mapping[str, int]
    months: Sequence[int]


@dataclass(frozen=True, slots=True)
class BudgetLine:
    item: str
    basis: str
    unit_price_won: int
    quantity: int

    @property
    def amount_won(self) -> int:
        return self.unit_price_won * self.quantity


@dataclass(frozen=True, slots=True)
class PlannedProject:
    idea: ProjectIdea
    start: date
    end: date
    partners: str
    activities: Sequence[PlannedActivity]
    budget: Sequence[BudgetLine]

    @property
    def name(self) -> str:
        return self.idea.name

    def activities_in(self, months: Sequence[int]) -> list[PlannedActivity]:
        return [activity for activity in self.activities if set(activity.months) & set(months)]


def plan_projects(config: YearConfig, region: int, seed: int) -> tuple[PlannedProject, ...]:
    """The region's one or two projects; neighbouring regions never share one."""
    position = list(config.regions).index(region)
    ideas = list(PROJECTS)
    dice(seed, "ideas").shuffle(ideas)
    first = position + position // 3  # every third region has two
    chosen = [ideas[(first + number) % len(ideas)] for number in range(2 if position % 3 == 2 else 1)]
    months = joint_months(config)
    chance = dice(seed, "plan", region)
    return tuple(
        PlannedProject(
            idea,
            date(config.year, months[0], 1),
            date(config.year, months[-1], LAST_DAY),
            chance.choice(PARTNERS),
            _activities(idea, months),
            _budget(config, len(chosen), number, region, seed),
        )
        for number, idea in enumerate(chosen)
    )


def _activities(idea: ProjectIdea, months: Sequence[int]) -> list[PlannedActivity]:
    """The first activity runs through, the later ones start a month later each."""
    return [
        PlannedActivity(name, usual, months[min(number, len(months) - 1) :])
        for number, (name, usual) in enumerate(idea.activities.items())
    ]


def _budget(config: YearConfig, projects: int, number: int, region: int, seed: int) -> list[BudgetLine]:
    lines: list[BudgetLine] = []
    for position, item in enumerate(config.plan.budget.items if config.plan.budget else ()):
        chance = dice(seed, "budget", region, number, item.name)
        pool = EXPENSES[min(position, len(EXPENSES) - 1)]
        for (basis, price), share in zip(chance.sample(pool, len(SHARES)), SHARES, strict=True):
            quantity = int(item.per_region_won * share / projects) // price
            if quantity:
                lines.append(BudgetLine(item.name, basis, price, quantity))
    return lines


# -- rows of the plan -----------------------------------------------------------------------------------------------


def plan_tables(projects: Sequence[PlannedProject]) -> dict[str, Rows]:
    """The four tables of the joint project plan."""
    return {
        "projects": [_overview(project) for project in projects],
        "activities": [_target(project, activity) for project in projects for activity in project.activities],
        "schedule": [_schedule(project, activity) for project in projects for activity in project.activities],
        "budget": [_budget_row(project, line) for project in projects for line in project.budget],
    }


def _overview(project: PlannedProject) -> Row:
    return {
        "project": project.name,
        "purpose": project.idea.purpose,
        "target_group": project.idea.target_group,
        "content": project.idea.content,
        "start_date": project.start,
        "end_date": project.end,
        "partners": project.partners,
        "expected_effect": project.idea.effect,
    }


def _target(project: PlannedProject, activity: PlannedActivity) -> Row:
    targets = {f"target_{kind}": usual * len(activity.months) for kind, usual in activity.usual.items()}
    return {"project": project.name, "activity": activity.name, **targets}


def _schedule(project: PlannedProject, activity: PlannedActivity) -> Row:
    return {
        "project": project.name,
        "activity": activity.name,
        "start_month": activity.months[0],
        "end_month": activity.months[-1],
        "content": f"{activity.name} 진행",
    }


def _budget_row(project: PlannedProject, line: BudgetLine) -> Row:
    return {
        "project": project.name,
        "item": line.item,
        "basis": line.basis,
        "unit_price_won": line.unit_price_won,
        "quantity": line.quantity,
    }


# -- rows of the results --------------------------------------------------------------------------------------------


def result_rows(projects: Sequence[PlannedProject], months: Sequence[int], region: int, seed: int) -> Rows:
    """What was done in these months: one row for each activity that ran, its counts added up over the months."""
    rows: Rows = []
    for project in projects:
        for activity in project.activities_in(months):
            counts = dict.fromkeys(activity.usual, 0)
            for month in (month for month in months if month in activity.months):
                for kind, count in _done(activity, month, region, seed).items():
                    counts[kind] += count
            done = {RESULT_COLUMNS[kind]: count for kind, count in counts.items()}
            rows.append(
                {"project": project.name, "activity": activity.name, **done, "content": f"{activity.name} 진행"}
            )
    return rows


def _done(activity: PlannedActivity, month: int, region: int, seed: int) -> dict[str, int]:
    """A month's counts, near the usual ones: far enough to look real, near enough to raise no doubt."""
    chance = dice(seed, "done", region, activity.name, month)
    return {kind: max(1, round(usual * chance.uniform(0.75, 1.3))) for kind, usual in activity.usual.items()}


def planned_names(projects: Sequence[PlannedProject], months: Sequence[int]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """(project, its activities) that run in these months: what a blank monthly form offers."""
    named = [(p.name, tuple(activity.name for activity in p.activities_in(months))) for p in projects]
    return tuple((name, activities) for name, activities in named if activities)
