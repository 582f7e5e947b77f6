"""권역별 공동사업: what each region did together, laid out like the office's own table of the year.

Comes in: the run. Goes out: blocks. Targets stand beside results where a plan gave them; months are shown where they
are known.
"""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.count.derived import PARTIAL_MARK
from pipeline.joints.projects import DONE_MEASURES, TARGET_OF, Progress, Project, Standing, all_progress, projects_of
from pipeline.joints.returned import is_over, owes_results
from pipeline.korean import MOST_NAMES, attach, join_korean, some_of
from pipeline.model.figures import Figure, Figures, State
from pipeline.model.result import RunResult
from pipeline.report.blocks import (
    Align,
    Block,
    Heading,
    Inline,
    Item,
    Run,
    TableBlock,
    TableCell,
    TableColumn,
    line,
    text_of,
)
from pipeline.report.layout.column_widths import text_width
from pipeline.report.layout.styles import SMALL_TABLE
from pipeline.report.sections.compare import change_of, change_runs
from pipeline.report.sections.parts import NO_BREAK, NOTHING, figure_run, merged_rows, partial_notes, text_cell
from pipeline.report.sections.targets import achievement_chart
from pipeline.settings.load import YearConfig

_RESULTS_WIDTH = 2000  # twips: the column of results in the table of projects, less its margins
_UNKNOWN = "자료가 다 들어오지 않음"
_DOUBTED = "확인 중인 수가 있음"

__all__ = ["build_projects", "projects_headline", "projects_of"]


def count_words(figures: Figures, projects: Sequence[Project]) -> str:
    """ "6개"; "6개*" where a plan that has not come yet may add more."""
    lacks = bool(figures.get("projects_planned").missing)
    return f"{len(projects)}개{PARTIAL_MARK if lacks else ''}"


def build_projects(result: RunResult) -> list[Block]:
    """The section's blocks; empty where the year has no known joint project."""
    projects = projects_of(result)
    if not projects:
        return []
    progress = all_progress(result)
    blocks: list[Block] = [
        Heading(1, f"{result.config.unit.each} 공동사업 추진실적"),
        *([Heading(2, title)] if (title := result.config.plan.projects_title) else []),
        *_sentences(result, projects, progress),
        _table(result.config, projects, progress),
    ]
    chart = achievement_chart(result.config, progress)
    return [*blocks, chart] if chart else blocks


def projects_headline(result: RunResult) -> list[Item]:
    """The results of the joint projects, in one line for the first page."""
    projects = projects_of(result)
    if not projects:
        return []
    sums = [figure for m in DONE_MEASURES if (figure := result.figures.get(m)).value is not None]
    parts: list[str | Run] = [f"공동사업: {_among(result.config, projects)} "]
    parts += [Run(count_words(result.figures, projects), bold=True), f" 사업을 {_verb(result.figures)}"]
    if sums:
        parts += ["(", *_joined(sums), ")"]
    return [Item(1, line(*parts)), *_reached(result, all_progress(result), with_names=False)]


def _among(config: YearConfig, projects: Sequence[Project]) -> str:
    regions, total = {project.region for project in projects}, len(config.regions)
    if len(projects) == len(regions) == total:
        return f"{config.unit.counted(total)}이 모두 1개씩"
    return (
        f"{config.unit.counted(total)}이"
        if len(regions) == total
        else f"{config.unit.counted(total)} 가운데 {config.unit.counted(len(regions))}이"
    )


def _verb(figures: Figures) -> str:
    """The verb for the projects: "planned" while no result is known, else "carried out"."""
    begun = any(figures.get(measure).value for measure in DONE_MEASURES)
    return "추진함" if begun else "계획함"


def _sentences(result: RunResult, projects: Sequence[Project], progress: Sequence[Progress]) -> list[Block]:
    first = line(
        f"{_among(result.config, projects)} ",
        Run(count_words(result.figures, projects), bold=True),
        f" 공동사업을 {_verb(result.figures)}(세부사업 {len(progress)}개)",
    )
    blocks: list[Block] = [Item(1, first)]
    sums = [figure for m in DONE_MEASURES if (figure := result.figures.get(m)).value is not None]
    if sums:
        blocks.append(Item(2, line(*_sums_told(sums), "(서로 더하지 않음)")))
    targets = [figure for m in TARGET_OF.values() if (figure := result.figures.get(m)).value is not None]
    if targets:
        blocks.append(Item(2, line("계획서에 적은 목표: ", *_joined(targets))))
    for figure in sums:
        told = change_runs(change_of(result, figure))
        if told:
            blocks.append(Item(2, line(f"{attach(_unit_words(figure), '은/는')} ", *told)))
    return [*blocks, *_reached(result, progress), *_not_done(result, progress), *_not_planned(result.config, progress)]


def _unit_words(figure: Figure) -> str:
    return {"건": "건수", "명": "인원", "회": "횟수"}.get(figure.unit, f"{figure.unit} 실적")


def _sums_told(sums: Sequence[Figure]) -> list[str | Run]:
    """ "건수 합계 706건, 인원 합계 1,159명": the results of different activities, worded as sums."""
    parts: list[str | Run] = []
    for figure in sums:
        parts += [", " if parts else "", f"{_unit_words(figure)} 합계 ", figure_run(figure, bold=True)]
    return parts


def _joined(figures: Sequence[Figure], *, bold: bool = False) -> list[str | Run]:
    parts: list[str | Run] = []
    for figure in figures:
        parts += [" · " if parts else "", figure_run(figure, bold=bold)]
    return parts


def reached_items(result: RunResult) -> list[Item]:
    """How many activities reached their targets, and which did not; [] without targets or results."""
    return _reached(result, all_progress(result))


def _reached(result: RunResult, progress: Sequence[Progress], *, with_names: bool = True) -> list[Item]:
    """How many activities with a target reached it, counting an activity with two targets once.

    An activity that may still reach its target once all returns are in is not counted as short.
    """
    with_target = [one for one in progress if one.targets]
    if not any(one.done for one in with_target):
        return []
    doubted = [one for one in with_target if one.may_turn()]
    short = [one for one in with_target if one.short() and one not in doubted]
    unknown = [one for one in short if _may_reach(result, one)]
    every, reached = f"목표를 정한 세부사업 {len(with_target)}개", len(with_target) - len(short) - len(doubted)
    text = f"{every}가 모두 목표를 달성함"
    if short or doubted:
        text = f"{every} 가운데 " + (f"{reached}개가 목표를 달성함" if reached else "목표를 달성한 것은 없음")
    missed = "미달" if is_over(result, result.config.plan.end.month) else "아직 못 미침"
    told = [
        f"{words}: {_activity_names(result.config, found)}" if with_names else f"{words} {len(found)}개"
        for words, found in (
            (missed, [one for one in short if one not in unknown]),
            (_UNKNOWN, unknown),
            (_DOUBTED, doubted),
        )
        if found and (with_names or unknown or doubted)
    ]
    vague = [one for one in progress if one.has_vague_target]
    told += [f"목표를 확인 중인 {len(vague)}개는 뺌"] if vague else []
    return [
        Item(
            2, line(("들어온 자료로는 " if unknown or vague else "") + text + (f"({'; '.join(told)})" if told else ""))
        )
    ]


def _may_reach(result: RunResult, one: Progress) -> bool:
    """Whether results that have not come in yet could still make up for every target that is not reached."""
    owed = owes_results(result, one.project.region)
    vague = {figure.measure for figure in one.in_question}
    return all(
        done.state is State.PARTIAL if done else owed or bool(vague & set(DONE_MEASURES)) for _, done in one.short()
    )


def _activity_names(config: YearConfig, found: Sequence[Progress]) -> str:
    return some_of([f"{config.called(one.project.region)} {one.activity}" for one in found])


def _not_done(result: RunResult, progress: Sequence[Progress]) -> list[Item]:
    items = []
    for standing, words in (
        (Standing.NOTHING, "계획하였으나 실적이 없는 세부사업"),
        (Standing.NOT_YET, "아직 실적이 없는 세부사업"),
        (Standing.UNHEARD, "실적 자료를 내지 않아 알 수 없는 세부사업"),
        (Standing.IN_QUESTION, "실적을 확인 중인 세부사업"),
    ):
        found = [one for one in progress if one.standing is standing]
        if found and len(found) == len(progress) and standing is Standing.NOT_YET:
            return [Item(2, line("세부사업의 실적은 아직 없음"))]
        listed = some_of(
            [f"{result.config.called(one.project.region)} {one.activity}{_owing(result, one)}" for one in found]
        )
        items += [Item(2, line(f"{words} {len(found)}개: {listed}"))] if found else []
    return items


def _owing(result: RunResult, one: Progress) -> str:
    owed = one.standing is Standing.NOTHING and owes_results(result, one.project.region)
    return "(미제출 달 있음)" if owed else ""


def _not_planned(config: YearConfig, progress: Sequence[Progress]) -> list[Item]:
    found = [one for one in progress if one.standing is Standing.UNPLANNED]
    words = f"계획에 없던 세부사업 {len(found)}개의 실적이 있음: {_activity_names(config, found)}"
    return [Item(2, line(words))] if found else []


# -- the year's table -----------------------------------------------------------------------------------------------


def _table(config: YearConfig, projects: Sequence[Project], progress: Sequence[Progress]) -> TableBlock:
    columns = (
        TableColumn(config.unit.word, 0.5),
        TableColumn("사업명", 1.4, Align.LEFT),
        TableColumn("사업내용", 2.2, Align.LEFT),
        TableColumn(f"’{config.year % 100:02d}년 실적", 1.9, Align.LEFT),
        TableColumn("비고\n(참여기관·동)", 1.9, Align.LEFT),
    )
    shown: list[Figure] = []
    groups = []
    for region in config.regions:
        members = []
        for project in (project for project in projects if project.region == region):
            cell, figures = _results_cell([one for one in progress if one.project == project])
            shown += figures
            content = text_cell(project.content or NOTHING)
            members.append((text_cell(project.name), content, cell, _partners_cell(config, project)))
        groups.append((text_cell(str(region), align=Align.CENTER, bold=True), members))
    notes = (*_absent(config, projects), *partial_notes(shown))
    caption = f"{config.unit.each} 공동사업 추진실적"
    return TableBlock("projects", caption, columns, merged_rows(groups), notes=notes, small=True)


def _results_cell(progress: Sequence[Progress]) -> tuple[TableCell, list[Figure]]:
    """One line per activity: "- 생활모니터링 (136건 / 165명)"."""
    lines: list[Inline] = []
    shown: list[Figure] = []
    for one in progress:
        parts: list[str | Run] = ["("]
        for figure in one.done:
            parts += [f"{NO_BREAK}/{NO_BREAK}" if len(parts) > 1 else "", figure_run(figure)]
        told = line(*parts, ")" if one.done else f"{one.standing.value})")
        lines.append(line(f"- {one.activity}{_seam(one.activity, told)}", *told))
        shown += one.done
    if not lines:
        return TableCell((line("미제출"),), state=State.MISSING), shown
    return TableCell(tuple(lines)), shown


def _seam(activity: str, told: Inline) -> str:
    """A line break where the results do not fit on one line with the activity's name, else ""."""
    return "" if text_width(f"- {activity}{text_of(told)}", SMALL_TABLE.size) <= _RESULTS_WIDTH else "\n"


def _partners_cell(config: YearConfig, project: Project) -> TableCell:
    region = config.regions[project.region]
    partners = list(dict.fromkeys([part.strip() for part in project.partners.split(",") if part.strip()]))
    common = [name for name in config.plan.common_partners if name not in partners]
    organisations = [region.lead, *(name for name in [*partners, *common] if name != region.lead)]
    return text_cell(", ".join(organisations), ", ".join(region.dongs))


def _absent(config: YearConfig, projects: Sequence[Project]) -> tuple[str, ...]:
    """Regions whose plan and results are both missing: named in a note rather than passed over."""
    known = {project.region for project in projects}
    absent = [region.name for number, region in config.regions.items() if number not in known]
    names = join_korean(absent) if len(absent) <= MOST_NAMES else some_of(absent)
    return (f"{names} 자료는 미제출임",) if absent else ()
