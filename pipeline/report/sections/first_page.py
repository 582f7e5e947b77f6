"""요약: title, status, key figures beside the year before, what the year shows, and what keeps the report provisional.

Comes in: the run. Goes out: blocks. The findings are the headlines of the sections themselves, so that no number is
worded in two ways.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal

from pipeline.count.derived import PARTIAL_MARK, Shown, figures_named, ratio
from pipeline.forms.declared_report import KeyFigure as DeclaredKey
from pipeline.forms.form import FormSet
from pipeline.joints.projects import projects_of
from pipeline.korean import attach, korean_date, short_date, short_period, some_of
from pipeline.model.figures import Figure, State
from pipeline.model.findings import Finding
from pipeline.model.result import LAST_DAY_OF_HALF, RunResult
from pipeline.model.returns import ExpectedReturn
from pipeline.report.blocks import Block, Heading, Item, KeyFigure, KeyFigures, Run, TitleBox, line
from pipeline.report.sections.budget import budget_headline, spending_rate
from pipeline.report.sections.compare import change_of, change_text, is_whole_year
from pipeline.report.sections.declared.numbers import name_of, shown_at
from pipeline.report.sections.declared.section import headline_of
from pipeline.report.sections.finishing import OFFICER, attached
from pipeline.report.sections.head_office import head_office_headline
from pipeline.report.sections.meetings import meetings_headline
from pipeline.report.sections.monitoring import consultations_told, figures_of_round, monitoring_headline
from pipeline.report.sections.parts import NO_BREAK, figure_run, figure_text, partial_notes
from pipeline.report.sections.projects import count_words, projects_headline
from pipeline.report.sections.rounds import period_of_round, round_words, rounds_with_data
from pipeline.report.sections.slots import slot_groups
from pipeline.report.sections.stages import stages_headline
from pipeline.settings.load import YearConfig

MOST_NAMED = 3  # as many as fit on the page; long lists stand in later sections
_FULL_ROWS = (4, 6, 8)  # how many key figures make full rows

# The headlines of sections made by code; declared sections declare theirs.
HEADLINES: Mapping[str, Callable[[RunResult], list[Item]]] = {
    "전화모니터링": monitoring_headline,
    "공동사업": projects_headline,
    "회의": meetings_headline,
    "단계별이행": stages_headline,
    "총괄부서": head_office_headline,
    "예산": budget_headline,
}


def report_title(result: RunResult) -> str:
    """ "2020년 찾동 동단위 민관협력 네트워크 성과보고"; "… 상반기 추진실적(6. 30. 기준)" while the year runs."""
    return f"{result.config.year}년 {result.config.programme_name} {kind_of_report(result)}"


def kind_of_report(result: RunResult) -> str:
    """ "성과보고" over a whole year; while the year runs, what is shown and up to which day."""
    if is_whole_year(result):
        return "성과보고"
    day = f"({short_date(result.as_of)} 기준)".replace(" ", NO_BREAK)  # a title does not break within a date
    return f"{'상반기 ' if _is_half_year(result.as_of) else ''}추진실적{day}"


def _is_half_year(as_of: date) -> bool:
    return (as_of.month, as_of.day) == LAST_DAY_OF_HALF


def submitted_text(entries: Iterable[ExpectedReturn]) -> str:
    """ "제출 15/15건": how many of the due returns are there."""
    due = [entry for entry in entries if entry.is_due]
    return f"제출 {sum(1 for entry in due if entry.files)}/{len(due)}건"


def status_line(result: RunResult, entries: Iterable[ExpectedReturn], *, region: int | None = None) -> str:
    """The grey line below the title."""
    reported, doubts = result.config.plan.report_day, len(doubts_of(result.findings, region))
    parts = [result.status_of(region), *([f"보고일 {korean_date(reported)}"] if reported else [])]
    parts += [f"자료 기준일 {korean_date(result.as_of)}", submitted_text(entries)]
    parts += [f"확인할 곳 {doubts}건"] if doubts else []
    return " · ".join([*parts, _reporter(result.config)])


def _reporter(config: YearConfig) -> str:
    """ "복지정책과 담당 주무관(02-351-0000)", as far as the settings name the officer and the telephone."""
    office = config.settings.office
    who = " ".join(word for word in (office.department, office.officer) if word)
    return f"{who}({office.officer_phone})" if office.officer_phone else who


def doubts_of(findings: Sequence[Finding], region: int | None = None) -> list[Finding]:
    """The findings that somebody still has to confirm, of the whole office or of one region."""
    return [item for item in findings if item.is_doubt and region in (None, item.region)]


def build_first_page(result: RunResult) -> list[Block]:
    """Title box, key figures, findings, and what keeps the report provisional."""
    status = status_line(result, result.board)
    blocks: list[Block] = [TitleBox(report_title(result), status, not result.is_final)]
    keys = _key_figures(result)
    if keys:
        blocks.append(KeyFigures(tuple(keys)))
    findings = _findings(result)
    provisional = [*([] if result.is_final else _provisional(result)), *_to_confirm(result)]
    if not findings and not provisional:
        return blocks
    told = [*(key.value.figure for key in keys), *(run.figure for item in findings for run in item.runs if run.figure)]
    return [*blocks, Heading(1, "주요 결과"), *provisional, *findings, *_notes(result, told)]


def _findings(result: RunResult) -> list[Item]:
    """A line for each section of the report that has something to say."""
    found: list[Item] = []
    for name in result.config.settings.report.sections:
        declared, headline = result.forms.report.section(name), HEADLINES.get(name)
        if declared is not None and declared.headline:
            found += headline_of(result, declared)
        elif headline is not None:
            found += headline(result)
    return found


# -- key figures ----------------------------------------------------------------------------------------------------


def _key_figures(result: RunResult) -> list[KeyFigure]:
    """The first eight, six or four key figures that the year has, so that their rows are full."""
    keys = [key for declared in result.forms.report.keys for key in _declared_key(result, declared)]
    count = max((full for full in _FULL_ROWS if full <= len(keys)), default=len(keys))
    return keys[:count]


def _monitoring_keys(result: RunResult) -> list[KeyFigure]:
    numbers = rounds_with_data(result.figures)
    if not numbers:
        return []
    number = _round_shown(result, numbers)
    this = figures_of_round(result, number)
    of_round = "".join(f", {words}" for words in round_words(result.config, number))
    keys = [_key(result, this.total_people, f"모니터링 대상자\n({_among(result.config, this.people)}{of_round})")]
    days = period_of_round(result, number)
    when = [*(round_words(result.config, number) if len(numbers) > 1 else ()), *([short_period(*days)] if days else [])]
    calls = (
        consultations_told(result.config, result.figures, numbers) if len(numbers) == 1 else this.total_consultations
    )
    keys.append(_key(result, calls, f"전화 상담\n({', '.join(when) or f'{number}회차'})"))
    if len(numbers) == 1:
        average = ratio(this.total_consultations, this.total_people, this.total_consultations.unit)
        rates = [ratio(c, p, c.unit) for p, c in zip(this.people, this.consultations, strict=True)]
        keys.append(KeyFigure(figure_run(average), f"1인당 상담\n({_spread(result.config, rates)})"))
    return keys


def _round_shown(result: RunResult, numbers: Sequence[int]) -> int:
    """The last round that can be compared with the year before, else the last round. People and consultations are shown
    for the same round, so that one may be divided by the other.
    """
    compared = [n for n in numbers if change_of(result, figures_of_round(result, n).total_people).by is not None]
    return (compared or list(numbers))[-1]


def _among(config: YearConfig, by_region: Sequence[Figure]) -> str:
    """ "5개 권역"; "5개 권역 중 2개" where only some have sent the number."""
    came, unit = sum(1 for figure in by_region if figure.state is not State.MISSING), config.unit
    return unit.counted(len(by_region)) + (f" 중 {came}{unit.counter}" if came < len(by_region) else "")


def _spread(config: YearConfig, rates: Iterable[Shown]) -> str:
    known = sorted((rate for rate in rates if rate.value is not None), key=lambda rate: Decimal(rate.value or 0))
    if len(known) < 2:
        return f"{config.unit.word} 평균"
    least, most = figure_text(known[0], unit=False), figure_text(known[-1], unit=False)
    return (
        f"{config.unit.each} {least}~{figure_text(known[-1])}"
        if least != most
        else f"{attach(config.unit.word, '이/가')} 모두 같음"
    )


def _project_keys(result: RunResult) -> list[KeyFigure]:
    projects = projects_of(result)
    if not projects:
        return []
    regions = {project.region for project in projects}
    every = len(projects) == len(regions) == len(result.config.regions)
    planned = result.figures.get("projects_planned")
    unit = result.config.unit
    label = f"공동사업\n({f'{unit.word}마다 1개' if every else unit.counted(len(regions))})"
    if planned.value == len(projects):
        return [_key(result, planned, label)]
    return [KeyFigure(Run(count_words(result.figures, projects)), label)]


def _budget_keys(result: RunResult) -> list[KeyFigure]:
    rate = spending_rate(result)
    if result.config.plan.budget is None or rate.value is None:
        return []
    spent = result.figures.get("spent_won")
    return [KeyFigure(figure_run(rate), f"예산 집행률\n(집행 {figure_text(spent)})")]


def _declared_key(result: RunResult, declared: DeclaredKey) -> list[KeyFigure]:
    """A number of the whole office with how many regions are in it; a quotient with the names of its two measures."""
    if declared.where == "region":
        return []
    if declared.number is None:
        return KEYS[declared.block](result)
    number, name = declared.number, declared.name or name_of(result.forms, declared.number)
    shown = shown_at(result, number, {"region": None}, {"region": None})
    if shown is None or shown.value is None:
        return []
    if isinstance(shown, Figure):
        by_region = [result.figures.get(number.measure, region=region) for region in result.config.regions]
        return [_key(result, shown, f"{name}\n({_among(result.config, by_region)})")]
    parts = [result.forms.measures[measure].name for measure in number.measures]
    return [KeyFigure(figure_run(shown), f"{name}\n({' ÷ '.join(parts)})")]


KEYS: Mapping[str, Callable[[RunResult], list[KeyFigure]]] = {
    "전화모니터링 주요 수치": _monitoring_keys,
    "공동사업 주요 수치": _project_keys,
    "예산 주요 수치": _budget_keys,
}


def _key(result: RunResult, figure: Figure, label: str) -> KeyFigure:
    change = change_of(result, figure)
    return KeyFigure(figure_run(figure), label, change_text(change) if change.by is not None else "")


def _on_the_page(result: RunResult, printed: Iterable[str]) -> list[Figure]:
    """The office's sums among the figures that the page prints, in the order of the tables of all measures. The number
    of projects is counted from their names and has no figure of its own, so ``projects_planned`` stands in for it: what
    the plans lack, that number lacks too.
    """
    named = {name.split(" ", 1)[0] for key in printed for name in figures_named(key) if " region=" not in name}
    named |= {"projects_planned"} if projects_of(result) else set()
    order = [*result.forms.report.order, *result.forms.measures]
    return [result.figures.get(measure) for measure in dict.fromkeys(order) if measure in named]


def _notes(result: RunResult, printed: Iterable[str]) -> list[Item]:
    """What is missing from the marked sums of the page, and why some figures are not compared with the year before."""
    figures = _on_the_page(result, printed)
    marked = partial_notes(figures)
    notes = [f"{note[0]}는{note[1:]}" if note.startswith(PARTIAL_MARK) else note for note in marked]
    notes += [result.previous_note] if result.previous_note else []
    unconfirmed = result.config.plan.unconfirmed
    notes += [f"설정에서 아직 확인하지 않은 값: {', '.join(unconfirmed)}"] if unconfirmed else []
    if result.previous is not None:
        part_of_year = ["연도 중이어서 한 해의 합계는 전년과 비교하지 않음"]
        notes += _not_compared(result, figures) if is_whole_year(result) else part_of_year
    return [Item(3, line(note)) for note in notes]


def _not_compared(result: RunResult, figures: Iterable[Figure]) -> list[str]:
    """Which figures of the page cannot be compared with the year before, grouped by reason."""
    listed: dict[str, list[str]] = {}
    for figure in figures:
        change = change_of(result, figure)
        if figure.value is not None and change.by is None:
            listed.setdefault(change.kind.value, []).append(figure.measure)
    told = [f"{some_of(_names(result.forms, measures), MOST_NAMED)}({reason})" for reason, measures in listed.items()]
    return [f"전년과 비교하지 않음: {', '.join(told)}"] if told else []


def _names(forms: FormSet, measures: Sequence[str]) -> list[str]:
    """The measures' names, each once; with their units where another measure has the same name ("공동사업
    실적(건·명)").
    """
    units: dict[str, list[str]] = {}
    for measure in measures:
        own = forms.measures[measure]
        units.setdefault(own.name, []).append(own.unit)
    known = [measure.name for measure in forms.measures.values()]
    return [f"{name}({'·'.join(own)})" if known.count(name) > 1 else name for name, own in units.items()]


# -- 잠정 -----------------------------------------------------------------------------------------------------------


def _provisional(result: RunResult) -> list[Block]:
    """Why the report is provisional: what is missing and what is unresolved, each by name."""
    items: list[Block] = [
        Item(1, line("이 보고서는 ", Run("잠정", bold=True), "임. 아래 자료가 들어오거나 고쳐지면 수가 바뀔 수 있음"))
    ]
    refused = [e for e in result.board if e.is_due and not e.files and e not in result.owed]
    for what, entries in (("미제출", result.owed), ("반려하여 다시 받을 것", refused)):
        if entries:
            named = _named(
                [(group.name, len(group.entries)) for group in slot_groups(result.config, result.forms, entries)]
            )
            items.append(Item(2, line(f"{what} {len(entries)}건: {named}")))
    errors = result.open_errors
    if errors:
        items.append(Item(2, line(f"고칠 곳 {len(errors)}건: {_owners(result.config, result.forms, errors)}")))
    return items


def _to_confirm(result: RunResult) -> list[Block]:
    """What nobody has confirmed yet, by sender and form: a final report can have such findings too."""
    doubts = doubts_of(result.findings)
    if not doubts:
        return []
    text = f"확인할 곳 {len(doubts)}건: {_owners(result.config, result.forms, doubts)}"
    return [Item(1 if result.is_final else 2, line(text))]


def _owners(config: YearConfig, forms: FormSet, findings: Sequence[Finding]) -> str:
    owners = Counter(finding_owner(config, forms, item.region, item.form, item.month) for item in findings)
    return _named([(f"{owner} {count}건", count) for owner, count in owners.items()])


def finding_owner(config: YearConfig, forms: FormSet, region: int | None, form: str | None, month: int | None) -> str:
    """Whose return a finding is about: "2권역 정산서"."""
    sender = config.called(region) if region is not None else config.settings.office.department
    if form is None or form not in forms:
        return config.called(region) if region is not None else "그 밖의 파일"
    return " ".join([sender, forms[form].name, *([f"{month}월"] if month is not None else [])])


def _named(names: list[tuple[str, int]]) -> str:
    """The first of the names, each with its number of cases; the other names only as a total of cases."""
    rest = sum(count for _, count in names[MOST_NAMED:])
    listed = ", ".join(name for name, _ in names[:MOST_NAMED])
    return listed + (f" 등(나머지 {rest}건은 {attached(OFFICER)}에 있음)" if rest else "")
