"""단계별 이행: the stages of the settings, with what the returns show about each.

Comes in: the run. Goes out: blocks; empty where the year has no stages. The settings say which evidence each stage has
(증거): the operating plan and its problems; meetings and newsletters; the joint project and its results. For a stage
without evidence the table says that the returns cannot tell.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from pipeline.count.derived import Shown, total
from pipeline.forms.ids import JOINT_PROJECT_PLAN, OPERATING_PLAN
from pipeline.joints.meetings import Kept
from pipeline.joints.projects import Progress, Standing, progress_by_region
from pipeline.joints.returned import has_come, is_over, is_owed, months_absent, months_due
from pipeline.korean import MOST_NAMES, attach, join_korean, some_of
from pipeline.model.figures import Figure, Figures, State
from pipeline.model.result import RunResult
from pipeline.report.blocks import Align, Block, Heading, Item, Run, TableBlock, TableCell, TableColumn, TableRow, line
from pipeline.report.sections.parts import figure_run, partial_notes, text_cell
from pipeline.report.sections.scale import MOST_PAGES, first_regions
from pipeline.settings.load import YearConfig
from pipeline.settings.schema import Stage, StageEvidence, Unit

MOST_PROBLEMS = 4
PARTLY = "일부 이행"
RUNNING, AHEAD = "진행 중", "예정"
NOT_TOLD = "제출 자료로 알 수 없음"  # the settings name no evidence


@dataclass(frozen=True, slots=True)
class Evidence:
    """How far a region came with a stage: a word, the lines that show it, and the sums that these lines print."""

    word: str
    lines: tuple[tuple[str | Run, ...], ...] = ()
    sums: tuple[Shown, ...] = ()


def build_stages(result: RunResult) -> list[Block]:
    """The section's blocks."""
    stages = result.config.plan.stages
    if not stages or result.config.expected(OPERATING_PLAN) is None:
        return []
    by_stage = _of_stages(result)
    return [
        Heading(1, "단계별 이행"),
        *(Item(1, line(_told(result.config, stage, by_stage[stage.number]))) for stage in stages),
        *_steps(result.figures),
        _table(result.config, stages, by_stage),
    ]


def stages_headline(result: RunResult) -> list[Item]:
    """How many regions carried out each stage, in one line for the first page."""
    stages = result.config.plan.stages
    if not stages or result.config.expected(OPERATING_PLAN) is None:
        return []
    total_count = len(result.config.regions)
    counts, words = {}, {}
    for number, evidences in _of_stages(result).items():
        found = [evidence.word for evidence in evidences.values()]
        counts[number] = found.count(Kept.YES.value)
        words[number] = found[0] if len(set(found)) == 1 else _none_of(found, result.config.unit)
    if all(count == total_count for count in counts.values()):
        return [
            Item(
                1, line(f"단계별 이행: {result.config.unit.counted(total_count)}이 {len(stages)}개 단계를 모두 이행함")
            )
        ]
    parts = [
        f"{number}단계 {f'{result.config.unit.counted(count)} 이행' if count else words[number]}"
        for number, count in counts.items()
    ]
    return [Item(1, line(f"단계별 이행({result.config.unit.counted(total_count)}): {', '.join(parts)}"))]


def _none_of(words: Sequence[str], unit: Unit) -> str:
    known = not {Kept.UNKNOWN.value, "미제출", NOT_TOLD} & set(words)
    return f"이행한 {unit.word} 없음" if known else f"이행을 확인한 {unit.word} 없음"


def stage_name(stage: Stage) -> str:
    """ "1단계 협력 필요성"."""
    return f"{stage.number}단계 {stage.name}"


def stage_months(stage: Stage) -> str:
    """ "1~4월"."""
    return (
        f"{stage.start_month}월" if stage.start_month == stage.end_month else f"{stage.start_month}~{stage.end_month}월"
    )


@dataclass(frozen=True, slots=True)
class _Case:
    """What one of the ``_JUDGES`` looks at: a stage in a region, and the activities of the region's joint projects."""

    result: RunResult
    stage: Stage
    region: int
    progress: Sequence[Progress]


def evidence_of(result: RunResult, stage: Stage, region: int, progress: Sequence[Progress]) -> Evidence:
    """What the returns show about a stage in a region. ``progress`` holds the activities of the region's joint
    projects.
    """
    if stage.evidence is None:
        return Evidence(NOT_TOLD)
    found = _JUDGES[stage.evidence](_Case(result, stage, region, progress))
    has_begun = date(result.config.year, stage.start_month, 1) <= result.as_of
    return found if has_begun or found.word != RUNNING else replace(found, word=AHEAD)


def _of_stages(result: RunResult) -> dict[int, dict[int, Evidence]]:
    """The evidence of every region, by the number of the stage."""
    progress = progress_by_region(result)
    return {
        stage.number: {r: evidence_of(result, stage, r, progress[r]) for r in result.config.regions}
        for stage in result.config.plan.stages
    }


def _told(config: YearConfig, stage: Stage, found: dict[int, Evidence]) -> str:
    """ "1단계 협력 필요성(1~4월): 5개 권역 모두 이행"."""
    name = f"{stage_name(stage)}({stage_months(stage)})"
    words: dict[str, list[str]] = {}
    for region, evidence in found.items():
        words.setdefault(evidence.word, []).append(config.regions[region].name)
    if len(words) == 1:
        word = next(iter(words))
        return f"{name}: {config.unit.counted(len(found))} 모두 {word}"
    told = [f"{word} {config.unit.counted(len(names))}({_names(names)})" for word, names in words.items()]
    return f"{name}: {', '.join(told)}"


def _names(names: Sequence[str]) -> str:
    return join_korean(names) if len(names) <= MOST_NAMES else some_of(names)


def _table(config: YearConfig, stages: Sequence[Stage], by_stage: dict[int, dict[int, Evidence]]) -> TableBlock:
    """Regions down, stages across; the first row says what each stage should achieve."""
    heads = [TableColumn(f"{stage_name(stage)}\n({stage_months(stage)})", 2.0, Align.LEFT) for stage in stages]
    contents = [text_cell(*(f"- {content}" for content in stage.contents)) for stage in stages]
    rows = [TableRow((text_cell("계획 내용"), *contents))]
    for number, region in config.regions.items():
        rows.append(TableRow((text_cell(region.name), *(_cell(by_stage[stage.number][number]) for stage in stages))))
    sums = [shown for found in by_stage.values() for evidence in found.values() for shown in evidence.sums]
    notes = (
        f"이행 여부는 {attach(config.unit.word, '이/가')} 낸 운영계획서, 월별실적, 공동사업계획서에서 확인함",
        *partial_notes(sums),
    )
    return TableBlock(
        "stages",
        f"단계별·{config.unit.each} 이행",
        (TableColumn("구분", 0.8), *heads),
        tuple(rows),
        notes=notes,
        small=True,
    )


def _cell(evidence: Evidence) -> TableCell:
    """ "이행: 운영계획서 제출, 지역 문제 3건"."""
    parts: list[str | Run] = [Run(evidence.word, bold=True)]
    for position, words in enumerate(evidence.lines):
        parts += [", " if position else ": ", *words]
    state = State.MISSING if evidence.word in ("미제출", Kept.UNKNOWN.value, NOT_TOLD) else State.VALUE
    return TableCell((line(*parts),), state)


# -- the evidence of each stage -------------------------------------------------------------------------------------


def _finding_needs(case: _Case) -> Evidence:
    """The operating plan came, and it lists problems to solve together."""
    result, region = case.result, case.region
    if not has_come(result, OPERATING_PLAN, region):
        return Evidence("미제출") if is_owed(result, OPERATING_PLAN, region) else Evidence(RUNNING)
    problems = len(problems_of(result, region))
    word = Kept.YES.value if problems else PARTLY
    return Evidence(word, (("운영계획서 제출",), (f"지역 문제 {problems}건" if problems else "지역 문제 없음",)))


def _making_room(case: _Case) -> Evidence:
    """Regional meetings in every due month of the stage, and a newsletter in at least one of them."""
    result, stage, region = case.result, case.stage, case.region
    months = [month for month in months_due(result) if stage.start_month <= month <= stage.end_month]
    if not months:
        return Evidence(RUNNING)
    meetings = [result.figures.get("regional_meetings", region=region, month=month) for month in months]
    news = [result.figures.get("newsletter_items", region=region, month=month) for month in months]
    held, written = total(meetings, meetings[0].unit), total(news, news[0].unit)
    if held.value is None and written.value is None:
        return Evidence("미제출")
    lines = (("권역회의 ", figure_run(held)), ("소식 ", figure_run(written)))
    return Evidence(_room_word(result, stage, meetings, news), lines, (held, written))


def _room_word(result: RunResult, stage: Stage, meetings: Sequence[Figure], news: Sequence[Figure]) -> str:
    """A month known to be without a meeting breaks the stage; while there is none, an unknown month leaves it open."""
    if not is_over(result, stage.end_month):
        return RUNNING
    if all(figure.value for figure in meetings) and any(figure.value for figure in news):
        return Kept.YES.value
    no_meeting = any(figure.state is State.ZERO for figure in meetings)
    if not no_meeting and any(figure.value is None for figure in (*meetings, *news)):
        return Kept.UNKNOWN.value
    return PARTLY if any(figure.value for figure in (*meetings, *news)) else Kept.NO.value


def _taking_on(case: _Case) -> Evidence:
    """The joint project plan came, and every activity has results."""
    result, region, progress = case.result, case.region, case.progress
    if not has_come(result, JOINT_PROJECT_PLAN, region):
        return Evidence("미제출") if is_owed(result, JOINT_PROJECT_PLAN, region) else Evidence(RUNNING)
    done = sum(1 for one in progress if one.standing in (Standing.DONE, Standing.UNPLANNED))
    lines = (("공동사업계획서 제출",), (f"세부사업 {len(progress)}개 중 {done}개 추진",))
    if progress and done == len(progress):
        return Evidence(Kept.YES.value, lines)
    if not is_over(result, case.stage.end_month):
        return Evidence(RUNNING, lines)
    vague = any(one.standing is Standing.IN_QUESTION for one in progress)
    if vague or months_absent(result, region, range(case.stage.start_month, case.stage.end_month + 1)):
        return Evidence(Kept.UNKNOWN.value, lines)
    return Evidence(PARTLY if done else Kept.NO.value, lines)


_JUDGES: dict[StageEvidence, Callable[[_Case], Evidence]] = {
    StageEvidence.OPERATING_PLAN: _finding_needs,
    StageEvidence.MEETINGS_AND_NEWS: _making_room,
    StageEvidence.JOINT_PROJECTS: _taking_on,
}


def _steps(figures: Figures) -> list[Block]:
    """How many steps the operating plans set, by stage."""
    total_steps = figures.get("stage_steps_planned")
    if total_steps.value is None:
        return []
    parts: list[str | Run] = []
    for figure in figures.of("stage_steps_planned"):
        if figure.region is None and figure.item is not None:
            parts += [", " if parts else "(", f"{figure.item} ", figure_run(figure)]
    words = line("운영계획서에 적은 추진과제: ", figure_run(total_steps), *parts, ")" if parts else "")
    return [Item(2, words)]


# -- the problems of the regions ------------------------------------------------------------------------------------


def problems_of(result: RunResult, region: int) -> list[tuple[str, str]]:
    """(problem, direction) of each problem that the region's operating plan lists, in its order."""
    frames = result.frames.get((OPERATING_PLAN, "problems"))
    if frames is None or frames.values.empty:
        return []
    rows = frames.counted
    own = rows[(rows["return_region"] == region).fillna(False)]
    return [
        (str(row["problem"]), str(row["direction"] or ""))
        for _, row in own.iterrows()
        if isinstance(row["problem"], str)
    ]


def problems_table(result: RunResult) -> TableBlock | None:
    """The problems of each region with the direction it chose, one line each; None where none is known."""
    rows, cut, listed = [], False, 0
    for number, region in list(result.config.regions.items())[:MOST_PAGES]:
        problems = problems_of(result, number)
        listed += len(problems)
        cut |= len(problems) > MOST_PROBLEMS
        lines = [
            f"- {problem}{f': {direction}' if direction else ''}" for problem, direction in problems[:MOST_PROBLEMS]
        ]
        cell = text_cell(*lines)
        if not lines:
            owed = is_owed(result, OPERATING_PLAN, number)
            cell = TableCell((line("미제출"),), state=State.MISSING) if owed else text_cell("적은 문제가 없음")
        rows.append(TableRow((text_cell(region.name), cell)))
    if not listed:
        return None
    columns = (TableColumn(result.config.unit.word, 0.7), TableColumn("지역 문제와 협력 방향", 6.0, Align.LEFT))
    notes = first_regions(len(result.config.regions), result.config.unit)
    notes += (f"{result.config.unit.word}마다 {MOST_PROBLEMS}건까지 실음. 전체는 집계대장에 있음",) if cut else ()
    return TableBlock(
        "problems",
        f"{attach(result.config.unit.word, '이/가')} 함께 풀 지역 문제",
        columns,
        tuple(rows),
        notes=notes,
        small=True,
    )
