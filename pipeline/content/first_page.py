"""The first page: title, status, key figures, and one paragraph of what the year shows.

Comes in: the run. Goes out: blocks. 잠정 or 확정 stands here, with what is still missing said in words.
"""

from __future__ import annotations

from decimal import Decimal

from pipeline.blocks import Block, Item, KeyFigure, KeyFigures, Run, State, TitleBox, line
from pipeline.content.monitoring import period_of_round
from pipeline.content.parts import figure_text, ratio_run, rounded
from pipeline.content.projects import projects_of
from pipeline.korean import count_text, korean_date, short_period
from pipeline.model import Figure
from pipeline.result import RunResult

def report_title(result: RunResult) -> str:
    """ "2020년 찾동 동단위 민관협력 네트워크 성과보고"."""
    return f"{result.config.year}년 {result.config.programme_name} 성과보고"

def submitted_text(result: RunResult) -> str:
    """ "제출 15/15건": returns that are there, of those that are due."""
    due = [entry for entry in result.board if entry.is_due]
    return f"제출 {sum(1 for entry in due if entry.files)}/{len(due)}건"

def build_first_page(result: RunResult) -> list[Block]:
    """Title box, key figures, and what keeps the report provisional."""
    word = "확정" if result.is_final else "잠정"
    status = f"{word} · 자료 기준일 {korean_date(result.as_of)} · {submitted_text(result)} · {result.config.settings.office.department}"
    blocks: list[Block] = [TitleBox(report_title(result), status, not result.is_final)]
    keys = _key_figures(result)
    if keys:
        blocks.append(KeyFigures(tuple(keys[:4])))
    if not result.is_final:
        blocks += _provisional(result)
    return blocks

def _key_figures(result: RunResult) -> list[KeyFigure]:
    figures = result.figures
    keys: list[KeyFigure] = []
    rounds = sorted({figure.round for figure in figures.of("people") if figure.round is not None and figure.value is not None})
    regions = len(result.config.regions)
    if rounds:
        people = [figures.get("people", round=number) for number in rounds]
        shown = max(people, key=lambda figure: figure.round or 0) if len(people) == 1 else people[0]
        label = f"모니터링 대상자\n({regions}개 권역{'' if len(people) == 1 else f', {shown.round}회차'})"
        keys.append(KeyFigure(Run(figure_text(shown), figure=shown.key), label, _change(result, shown)))
        total = figures.get("consultations")
        period = period_of_round(result, rounds[0]) if len(rounds) == 1 else None
        when = short_period(*period) if period else f"{len(rounds)}회차 합계"
        keys.append(KeyFigure(Run(figure_text(total), figure=total.key), f"전화 상담\n({when})", _change(result, total)))
        if len(rounds) == 1:
            keys.append(KeyFigure(ratio_run(total, shown, "건"), f"1인당 상담\n({_spread(result, rounds[0])})"))
    projects = projects_of(result)
    if projects:
        each = "권역마다 1개" if len(projects) == regions == len({p.region for p in projects}) else f"{len({p.region for p in projects})}개 권역"
        keys.append(KeyFigure(Run(f"{len(projects)}개"), f"공동사업\n({each})"))
    for measure, label in (("households_found", "위기가구 발굴"), ("regional_meetings", "권역회의")):
        figure = figures.get(measure)
        if figure.value is not None:
            keys.append(KeyFigure(Run(figure_text(figure), figure=figure.key), f"{label}\n({regions}개 권역)", _change(result, figure)))
    return keys

def _spread(result: RunResult, number: int) -> str:
    rates = []
    for region in result.config.regions:
        people = result.figures.get("people", region=region, round=number)
        calls = result.figures.get("consultations", region=region, round=number)
        if people.value and calls.value is not None:
            rates.append(calls.value * 10000 // people.value)
    if len(rates) < 2:
        return "권역 평균"

    return f"권역별 {rounded(Decimal(min(rates)) / 10000)}~{rounded(Decimal(max(rates)) / 10000)}건"

def _change(result: RunResult, figure: Figure) -> str:
    """The line beside last year: 증감 and 증감률; "" where there is nothing to compare."""
    if result.previous is None or figure.value is None:
        return ""
    try:
        before = result.previous.by_key(figure.key)
    except KeyError:
        return ""
    if before.value is None or State.PARTIAL in (figure.state, before.state):
        return ""
    difference = figure.value - before.value
    if difference == 0:
        return "전년과 같음"
    arrow = "▲" if difference > 0 else "▼"

    share = f" ({rounded(Decimal(abs(difference)) * 100 / before.value)}%)" if before.value else ""
    return f"전년보다 {arrow} {count_text(abs(difference), figure.unit)}{share}"

def _provisional(result: RunResult) -> list[Block]:
    parts: list[str | Run] = ["이 보고서는 ", Run("잠정", bold=True), "임: "]
    reasons = []
    if result.owed:
        reasons.append(f"미제출 {len(result.owed)}건")
    if result.open_errors:
        reasons.append(f"고칠 곳 {len(result.open_errors)}건")
    return [Item(1, line(*parts, f"{', '.join(reasons) or '확인 중인 자료가 있음'}. 자세한 것은 '자료 제출·검증 현황'에 적음"))]

def key_line(figure: Figure) -> Run:
    return figure_run(figure, bold=True)
