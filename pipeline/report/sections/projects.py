"""권역별 공동사업: what each region did together, laid out like the office's own table of the year.

Comes in: the run. Goes out: blocks. Planned beside done where a plan gave targets; the months where they are known.
"""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.count.derived import PARTIAL_MARK, percent
from pipeline.joints.projects import (
    DONE_MEASURES,
    TARGET_OF,
    Progress,
    Project,
    Standing,
    all_progress,
    projects_of,
)
from pipeline.joints.returned import is_over, owes_results
from pipeline.korean import MOST_NAMES, attach, join_korean, some_of
from pipeline.model.figures import Figure, State
from pipeline.model.result import RunResult
from pipeline.report.blocks import (
    Align,
    Block,
    ChartBlock,
    Heading,
    Inline,
    Item,
    Panel,
    Point,
    Run,
    Series,
    TableBlock,
    TableCell,
    TableColumn,
    TableRow,
    line,
    text_of,
)
from pipeline.report.layout.column_widths import text_width
from pipeline.report.layout.styles import SMALL_TABLE
from pipeline.report.sections.compare import change_of, change_runs
from pipeline.report.sections.finishing import REGIONS, attached
from pipeline.report.sections.parts import (
    NOTHING,
    chart_point,
    figure_run,
    figure_text,
    is_worth_drawing,
    merged_rows,
    month_told,
    partial_notes,
    plain_cell,
    text_cell,
)
from pipeline.report.sections.scale import MOST_BARS, drawn, drawn_words

NO_BREAK = "\u00a0"
_RESULTS_WIDTH = 2000  # twips: the column of results in the table of projects, less its margins
_UNKNOWN = "자료가 다 들어오지 않음"
_DOUBTED = "확인 중인 수가 있음"

__all__ = ["build_projects", "monthly_chart", "projects_headline", "projects_of", "target_table"]


def count_words(result: RunResult, projects: Sequence[Project]) -> str:
    """ "6개"; "6개*" where a plan that has not come may name more."""
    lacks = bool(result.figures.get("projects_planned").missing)
    return f"{len(projects)}개{PARTIAL_MARK if lacks else ''}"


def build_projects(result: RunResult) -> list[Block]:
    """The section's blocks; empty where this year knows of no joint project."""
    projects = projects_of(result)
    if not projects:
        return []
    progress = all_progress(result)
    blocks: list[Block] = [
        Heading(1, "권역별 공동사업 추진실적"),
        *([Heading(2, title)] if (title := result.config.plan.projects_title) else []),
        *_sentences(result, projects, progress),
        _table(result, projects, progress),
    ]
    chart = _achievement_chart(progress)
    return [*blocks, chart] if chart else blocks


def projects_headline(result: RunResult) -> list[Item]:
    """What the joint projects came to, in one line for the first page."""
    projects = projects_of(result)
    if not projects:
        return []
    sums = [figure for m in DONE_MEASURES if (figure := result.figures.get(m)).value is not None]
    parts: list[str | Run] = [f"공동사업: {_among(result, projects)} "]
    parts += [Run(count_words(result, projects), bold=True), f" 사업을 {_verb(result)}"]
    if sums:
        parts += ["(", *_joined(sums), ")"]
    return [Item(1, line(*parts)), *_reached(result, all_progress(result), with_names=False)]


def _among(result: RunResult, projects: Sequence[Project]) -> str:
    regions, total = {project.region for project in projects}, len(result.config.regions)
    if len(projects) == len(regions) == total:
        return f"{total}개 권역이 모두 1개씩"
    return f"{total}개 권역이" if len(regions) == total else f"{total}개 권역 가운데 {len(regions)}개 권역이"


def _verb(result: RunResult) -> str:
    """A project of which no result is known is planned so far, not carried out."""
    begun = any(result.figures.get(measure).value for measure in DONE_MEASURES)
    return "추진함" if begun else "계획함"


def _sentences(result: RunResult, projects: Sequence[Project], progress: Sequence[Progress]) -> list[Block]:
    first = line(
        f"{_among(result, projects)} ",
        Run(count_words(result, projects), bold=True),
        f" 공동사업을 {_verb(result)}(세부사업 {len(progress)}개)",
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
    return [*blocks, *_reached(result, progress), *_not_done(result, progress), *_not_planned(progress)]


def _unit_words(figure: Figure) -> str:
    return {"건": "건수", "명": "인원", "회": "횟수"}.get(figure.unit, f"{figure.unit} 실적")


def _sums_told(sums: Sequence[Figure]) -> list[str | Run]:
    """ "건수 합계 706건, 인원 합계 1,159명": what unlike activities come to, told as sums."""
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

    An activity that may still reach it once all returns are in is not called short of it.
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
        f"{words}: {_activity_names(found)}" if with_names else f"{words} {len(found)}개"
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
    """Whether every target that is not reached may only lack what has not come in."""
    owed = owes_results(result, one.project.region)
    vague = {figure.measure for figure in one.in_question}
    return all(
        done.state is State.PARTIAL if done else owed or bool(vague & set(DONE_MEASURES)) for _, done in one.short()
    )


def _activity_names(found: Sequence[Progress]) -> str:
    return some_of([f"{one.project.region}권역 {one.activity}" for one in found])


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
        listed = some_of([f"{one.project.region}권역 {one.activity}{_owing(result, one)}" for one in found])
        items += [Item(2, line(f"{words} {len(found)}개: {listed}"))] if found else []
    return items


def _owing(result: RunResult, one: Progress) -> str:
    owed = one.standing is Standing.NOTHING and owes_results(result, one.project.region)
    return "(미제출 달 있음)" if owed else ""


def _not_planned(progress: Sequence[Progress]) -> list[Item]:
    found = [one for one in progress if one.standing is Standing.UNPLANNED]
    words = f"계획에 없던 세부사업 {len(found)}개의 실적이 있음: {_activity_names(found)}"
    return [Item(2, line(words))] if found else []


# -- the year's table -----------------------------------------------------------------------------------------------


def _table(result: RunResult, projects: Sequence[Project], progress: Sequence[Progress]) -> TableBlock:
    columns = (
        TableColumn("권역", 0.5),
        TableColumn("사업명", 1.4, Align.LEFT),
        TableColumn("사업내용", 2.2, Align.LEFT),
        TableColumn(f"’{result.config.year % 100:02d}년 실적", 1.9, Align.LEFT),
        TableColumn("비고\n(참여기관·동)", 1.9, Align.LEFT),
    )
    shown: list[Figure] = []
    groups = []
    for region in result.config.regions:
        members = []
        for project in (project for project in projects if project.region == region):
            cell, figures = _results_cell([one for one in progress if one.project == project])
            shown += figures
            content = text_cell(project.content or NOTHING)
            members.append((text_cell(project.name), content, cell, _partners_cell(result, project)))
        groups.append((text_cell(str(region), align=Align.CENTER, bold=True), members))
    notes = (*_absent(result, projects), *partial_notes(shown))
    caption = "권역별 공동사업 추진실적"
    return TableBlock("projects", caption, columns, merged_rows(groups), notes=notes, small=True)


def _results_cell(progress: Sequence[Progress]) -> tuple[TableCell, list[Figure]]:
    """One line an activity: "- 생활모니터링 (136건 / 165명)"."""
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
    """A new line before results that would not stand whole beside the activity's name."""
    return "" if text_width(f"- {activity}{text_of(told)}", SMALL_TABLE.size) <= _RESULTS_WIDTH else "\n"


def _partners_cell(result: RunResult, project: Project) -> TableCell:
    region = result.config.regions[project.region]
    partners = list(dict.fromkeys([part.strip() for part in project.partners.split(",") if part.strip()]))
    common = [name for name in result.config.plan.common_partners if name not in partners]
    organisations = [region.lead, *(name for name in [*partners, *common] if name != region.lead)]
    return text_cell(", ".join(organisations), ", ".join(region.dongs))


def _absent(result: RunResult, projects: Sequence[Project]) -> tuple[str, ...]:
    """Regions whose plan and results are both missing: said, not passed over."""
    known = {project.region for project in projects}
    absent = [region.name for number, region in result.config.regions.items() if number not in known]
    names = join_korean(absent) if len(absent) <= MOST_NAMES else some_of(absent)
    return (f"{names} 자료는 미제출임",) if absent else ()


# -- targets and months ---------------------------------------------------------------------------------------------


def target_table(result: RunResult, progress: Sequence[Progress], key: str, caption: str) -> TableBlock:
    """Target, result and rate of activities, one row for each of 건, 명 and 회 that has either.

    Over several regions only what has a target is shown, under the region's number; of one region everything is. Where
    no target is known at all, neither targets nor rates have a column; before anything is done, only targets have one.
    """
    several = len(result.config.regions) > 1 and len({one.project.region for one in progress}) > 1
    columns = (
        TableColumn("권역", 0.5),
        TableColumn("세부사업", 2.4, Align.LEFT),
        TableColumn("단위", 0.5),
        TableColumn("목표", 0.8),
        TableColumn("실적", 0.8),
        TableColumn("달성률(%)", 0.8),
    )
    groups = []
    for region in result.config.regions:
        own = [one for one in progress if one.project.region == region]
        members = [row for one in own for row in _target_rows(one, with_target=several)]
        groups.append((text_cell(str(region), align=Align.CENTER, bold=True), members))
    has_targets, has_results = any(one.targets for one in progress), not all_to_come(progress)
    kept = [
        index
        for index in range(len(columns))
        if (several or index > 0) and (has_targets or index not in (3, 5)) and (has_results or index not in (4, 5))
    ]
    rows = tuple(TableRow(tuple(row.cells[index] for index in kept)) for row in merged_rows(groups))
    heads = tuple(columns[index] for index in kept)
    shown = [figure for one in progress for figure in one.done]
    notes = (*(("달성률은 실적 ÷ 목표",) if has_targets and has_results else ()), *partial_notes(shown))
    return TableBlock(key, caption, heads, rows, notes=notes, small=True, header_columns=1 + several)


def all_to_come(progress: Sequence[Progress]) -> bool:
    """Whether targets are set and nothing can have been done yet."""
    return all(one.standing is Standing.NOT_YET and not one.done for one in progress) and any(
        one.targets for one in progress
    )


def _target_rows(one: Progress, *, with_target: bool) -> list[tuple[TableCell | None, ...]]:
    pairs = [(target, done) for target, done in one.pairs() if target or not with_target]
    rates = {rate.key: rate for rate in one.rates()}
    rows: list[tuple[TableCell | None, ...]] = []
    for position, (target, done) in enumerate(pairs):
        known = target or done
        rate = rates.get(percent(done, target).key) if target and done else None
        rows.append(
            (
                text_cell(one.activity, rows=len(pairs)) if position == 0 else None,
                text_cell(known.unit if known else ""),
                plain_cell(target) if target else text_cell(NOTHING),
                plain_cell(done) if done else _none_cell(one),
                plain_cell(rate) if rate else text_cell(NOTHING),
            )
        )
    if rows or with_target:
        return rows
    return [(text_cell(one.activity), text_cell(NOTHING), text_cell(NOTHING), _none_cell(one), text_cell(NOTHING))]


def _none_cell(one: Progress) -> TableCell:
    states = {Standing.UNHEARD: State.MISSING, Standing.IN_QUESTION: State.MISSING}
    states |= {Standing.NOT_APPLICABLE: State.NOT_APPLICABLE}
    state = states.get(one.standing, State.VALUE)
    has_other = any(figure.value for figure in one.done)
    return TableCell((line(NOTHING if has_other else one.standing.value),), state=state)


def _achievement_chart(progress: Sequence[Progress]) -> ChartBlock | None:
    """How far each activity came: of several targets the one that is furthest from reached, as an activity reaches its
    goal only with all of them. None for fewer than two results. Targets and results are in the regions' tables.
    """
    points = [point for one in progress if (point := _achievement(one))]
    if sum(point.value is not None for point in points) < 2:
        return None
    shown = drawn(points, lowest=True)
    listed = some_of([f"{point.label} {point.text}" for point in points], MOST_BARS)
    caption = f"세부사업별 목표 달성률{drawn_words(len(points), lowest=True, of='세부사업')}"
    panel = Panel("달성률(실적 ÷ 목표)", (Series("달성률", shown),))
    notes = (f"목표가 여럿이면 가장 낮은 달성률임. 목표와 실적은 {attached(REGIONS)}에 있음",)
    return ChartBlock("achievement", "rates", caption, f"막대그래프. {listed}.", (panel,), notes=notes)


def _achievement(one: Progress) -> Point | None:
    """The lowest rate of the activity's targets, with its unit where there are several; how it stands where it has no
    result; None without a target.
    """
    pairs = [(target, done) for target, done in one.pairs() if target and target.value]
    if not pairs:
        return None
    label = f"{one.project.region}권역 {one.activity}"
    rates = {target.unit: percent(done, target) for target, done in pairs if done}
    if not rates:
        unheard = one.standing in (Standing.UNHEARD, Standing.IN_QUESTION)
        return Point(label, None, one.standing.value, state=State.MISSING if unheard else State.NOT_APPLICABLE)
    unit, rate = min(rates.items(), key=lambda item: item[1].value or 0)
    return chart_point(f"{label}({unit})" if len(pairs) > 1 else label, rate)


def monthly_chart(result: RunResult, region: int | None = None) -> ChartBlock | None:
    """The results month by month, one panel for each of 건, 명 and 회 that has any; None where no month is known."""
    panels, told = [], []
    span = _months_with_results(result, region)
    for measure in DONE_MEASURES:
        months = [f for f in result.figures.of(measure) if f.month in span and f.region == region]
        total = result.figures.get(measure, region=region)
        if not total.value or not is_worth_drawing(months):
            continue
        points = tuple(chart_point(f"{figure.month}월", figure) for figure in months)
        panels.append(Panel(f"{total.unit}  계 {figure_text(total)}", (Series(total.unit, points),)))
        told.append(f"{total.unit} 실적은 {month_told(months, total)}")
    if not panels:
        return None
    name = "공동사업 월별 실적" if region is None else f"{region}권역 공동사업 월별 실적"
    key = "projects_by_month" if region is None else f"region_{region}_projects_by_month"
    return ChartBlock(key, "trend", name, f"월별 막대그래프. {'. '.join(told)}.", tuple(panels))


def _months_with_results(result: RunResult, region: int | None) -> range:
    """From the first to the last month in which anything was done or is missing: the months before are not drawn."""
    known = [
        figure.month
        for measure in DONE_MEASURES
        for figure in result.figures.of(measure)
        if figure.month is not None and figure.region == region and figure.state is not State.NOT_APPLICABLE
    ]
    return range(min(known), max(known) + 1) if known else range(0)
