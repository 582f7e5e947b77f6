"""권역별 공동사업: what each region did together, laid out like the office's own table of the year.

Comes in: the run. Goes out: blocks. Names and contents are the regions' own words from their plans; planned beside done
where a plan gave targets.
"""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.blocks import Align, Block, Heading, Inline, Item, Run, State, TableBlock, TableCell, TableColumn, TableRow, line
from pipeline.content.parts import figure_run, partial_notes, text_cell
from pipeline.korean import join_korean
from pipeline.model import Figure
from pipeline.result import RunResult

PLAN_FORM, RESULTS_FORM = "joint_project_plan", "monthly_results"
DONE_MEASURES = ("project_cases", "project_people", "project_times")
TARGET_OF = {"project_cases": "planned_cases", "project_people": "planned_people", "project_times": "planned_times"}


@dataclass(frozen=True, slots=True)
class Project:
    """A joint project as its region planned it, with its activities in the order of the plan, then of the results."""

    region: int
    name: str
    content: str
    partners: str
    activities: tuple[str, ...]


def projects_of(result: RunResult) -> list[Project]:
    """Every project by region: planned ones first, then those that only results know (content "" there)."""
    plans = result.frames[(PLAN_FORM, "projects")].values
    found: dict[tuple[int, str], Project] = {}
    for _, row in plans.iterrows():
        if isinstance(row["project"], str):
            key = (int(row["return_region"]), row["project"])
            found[key] = Project(*key, str(row["content"] or ""), str(row["partners"] or ""), ())
    order: dict[tuple[int, str], dict[str, None]] = {}
    for measure in (*TARGET_OF.values(), *DONE_MEASURES):
        for figure in result.figures.of(measure):
            if figure.region is not None and figure.project and figure.activity:
                order.setdefault((figure.region, figure.project), {})[figure.activity] = None
    for key, activities in order.items():
        known = found.get(key, Project(*key, "", "", ()))
        found[key] = Project(known.region, known.name, known.content, known.partners, tuple(activities))
    return sorted(found.values(), key=lambda project: project.region)


def done_figures(result: RunResult, project: Project, activity: str) -> list[Figure]:
    """The results of an activity in 건, 명, 회: those that were given."""
    figures = [
        result.figures.get(measure, region=project.region, project=project.name, activity=activity) for measure in DONE_MEASURES
    ]
    return [figure for figure in figures if figure.value is not None]


def build_projects(result: RunResult) -> list[Block]:
    """The section's blocks; empty where this year knows of no joint project."""
    projects = projects_of(result)
    if not projects:
        return []
    return [
        Heading(1, "권역별 공동사업 추진실적"),
        *_sentences(result, projects),
        _table(result, projects),
    ]


def _sentences(result: RunResult, projects: list[Project]) -> list[Block]:
    regions = {project.region for project in projects}
    activities = sum(len(project.activities) for project in projects)
    total = len(result.config.regions)
    among = f"{total}개 권역이 모두" if len(regions) == total else f"{total}개 권역 가운데 {len(regions)}개 권역이"
    each = " 권역마다 1개씩" if len(projects) == len(regions) == total else ""
    first = Item(1, line(f"{among}{each} ", Run(f"{len(projects)}개", bold=True), f" 공동사업을 추진함(세부사업 {activities}개)"))
    sums = [figure for measure in DONE_MEASURES if (figure := result.figures.get(measure)).value]
    if not sums:
        return [first]
    parts: list[str | Run] = ["추진실적은 모두 "]
    for position, figure in enumerate(sums):
        parts += [" · " if position else "", figure_run(figure, bold=True)]
    return [first, Item(2, line(*parts, "임(건, 명, 회는 서로 더하지 않음)"))]


def _table(result: RunResult, projects: list[Project]) -> TableBlock:
    year = result.config.year
    columns = (
        TableColumn("권역", 0.5),
        TableColumn("사업명", 1.5, Align.LEFT),
        TableColumn("사업내용", 2.3, Align.LEFT),
        TableColumn(f"’{year % 100:02d}년 실적", 2.0, Align.LEFT),
        TableColumn("비고\n(참여기관·동)", 1.6, Align.LEFT),
    )
    rows: list[TableRow] = []
    shown: list[Figure] = []
    counts = {region: sum(1 for p in projects if p.region == region) for region in result.config.regions}
    seen: set[int] = set()
    for project in projects:
        first = project.region not in seen
        seen.add(project.region)
        label = text_cell(str(project.region), align=Align.CENTER, bold=True, rows=counts[project.region]) if first else None
        results, figures = _results_cell(result, project)
        shown += figures
        rows.append(TableRow((label, text_cell(project.name), text_cell(project.content or "–"), results, _partners_cell(result, project))))
    return TableBlock(
        "projects",
        "권역별 공동사업 추진실적",
        columns,
        tuple(rows),
        notes=(*_absent(result, projects), *partial_notes(shown)),
        small=True,
    )


def _results_cell(result: RunResult, project: Project) -> tuple[TableCell, list[Figure]]:
    """One line an activity: "- 생활모니터링 (136건 / 165명)", with its target where the plan gave one."""
    lines: list[Inline] = []
    shown: list[Figure] = []
    for activity in project.activities:
        done = done_figures(result, project, activity)
        parts: list[str | Run] = [f"- {activity} "]
        if not done:
            lines.append(line(*parts, f"({_why_none(result, project, activity)})"))
            continue
        parts.append("(")
        for position, figure in enumerate(done):
            target = result.figures.get(TARGET_OF[figure.measure], region=project.region, project=project.name, activity=activity)
            parts += [" / " if position else "", figure_run(figure)]
            if target.value:
                parts += [", 목표 ", figure_run(target)]
        lines.append(line(*parts, ")"))
        shown += done
    if not lines:
        return TableCell((line("미제출"),), state=State.MISSING), shown
    return TableCell(tuple(lines)), shown


def _why_none(result: RunResult, project: Project, activity: str) -> str:
    """Nothing done, or nothing heard: two different things."""
    owed = any(
        entry.slot.form == RESULTS_FORM and entry.slot.region == project.region and entry.is_due and not entry.files
        for entry in result.board
    )
    return "미제출" if owed else "실적 없음"


def _partners_cell(result: RunResult, project: Project) -> TableCell:
    region = result.config.regions[project.region]
    partners = list(dict.fromkeys([part.strip() for part in project.partners.split(",") if part.strip()]))
    common = [name for name in result.config.plan.common_partners if name not in partners]
    organisations = [region.lead, *(name for name in [*partners, *common] if name != region.lead)]
    return text_cell(", ".join(organisations), ", ".join(region.dongs))


def _absent(result: RunResult, projects: list[Project]) -> tuple[str, ...]:
    """Regions whose plan and results are both missing: said, not passed over."""
    known = {project.region for project in projects}
    absent = [region.name for number, region in result.config.regions.items() if number not in known]
    return (f"{join_korean(absent)} 자료는 미제출임",) if absent else ()


