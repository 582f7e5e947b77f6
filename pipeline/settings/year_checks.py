"""Whether one year of the settings agrees with itself: days, regions, forms, budget, exceptions.

Comes in: a year's plan and the mistakes so far. Goes out: more mistakes.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date

from pipeline.settings.mistakes import Mistakes
from pipeline.settings.name_checks import check_dongs, check_identities, check_list
from pipeline.settings.schema import Budget, ExpectedForm, MonitoringRound, Settings, Stage, Unit, YearPlan
from pipeline.settings.yaml_tree import NodePath

REGION = "권역"  # the key under which the schema knows the senders of forms


def check_year(settings: Settings, year: int, plan: YearPlan, mistakes: Mistakes) -> None:
    """Check the block of ``year``, with the programme's regions where the year has none of its own."""
    here: NodePath = ("연도", year)
    if not 2000 <= year <= 2100:
        mistakes.add(here, f"연도 {year}을(를) 네 자리로 적어 주세요(예: 2021).")
    _check_days(year, plan, here, mistakes)
    regions = plan.regions or settings.regions
    if plan.regions:
        check_identities(settings.unit, plan.regions, (*here, REGION), mistakes)
    if plan.regions or plan.all_dongs:
        where = (*here, REGION if plan.regions else "모든_동")
        check_list("모든_동의", plan.all_dongs, (*here, "모든_동"), mistakes)
        check_dongs(settings.unit, regions, plan.all_dongs or settings.all_dongs, where, mistakes)
    if plan.budget:
        _check_budget(plan.budget, settings.unit, len(regions), (*here, "예산"), mistakes)
    for form_id, expected in plan.forms.items():
        _check_expected(form_id, expected, year, (*here, "서식", form_id), mistakes)
    _check_stages(plan.stages, (*here, "단계"), mistakes)
    numbers, word = {region.number for region in regions}, settings.unit.word
    for index, exception in enumerate(plan.exceptions):
        if exception.region is not None and exception.region not in numbers:
            mistakes.add((*here, "예외", index), f"예외의 {word} {exception.region}은(는) 없는 {word}입니다.")


def _check_days(year: int, plan: YearPlan, here: NodePath, mistakes: Mistakes) -> None:
    """The year's own days. Nobody reports or allows anything before the year; years later it may still be done."""
    if plan.start > plan.end or plan.start.year != year or plan.end.year != year:
        mistakes.add((*here, "시작"), f"시작과 끝({plan.start} ~ {plan.end})은 {year}년 안에서 앞뒤가 맞아야 합니다.")
    for index, day in enumerate(plan.holidays):
        _check_day(day, "공휴일", year, (*here, "공휴일", index), mistakes)
    later = [(exception.allowed_on, "예외의 날짜", (*here, "예외", i)) for i, exception in enumerate(plan.exceptions)]
    if plan.report_day is not None:
        later.append((plan.report_day, "보고일", (*here, "보고일")))
    for day, what, path in later:
        if day.year < year:
            mistakes.add(path, f"{what} {day}이 {year}년보다 빠릅니다. 연도를 고쳐 주세요.")


def _check_expected(form_id: str, expected: ExpectedForm, year: int, path: NodePath, mistakes: Mistakes) -> None:
    if expected.due is not None:
        _check_day(expected.due, f"서식 '{form_id}'의 마감", year, (*path, "마감"), mistakes)
    if expected.annual and expected.months:
        mistakes.add((*path, "연간"), f"서식 '{form_id}'에는 '연간'과 '월' 가운데 하나만 적어 주세요.")
    for month in _repeated(expected.months):
        mistakes.add((*path, "월"), f"{month}월이 두 번 적혀 있습니다. 하나만 남겨 주세요.")
    for number, count in _repeated(r.number for r in expected.rounds).items():
        mistakes.add((*path, "회차"), f"{number}회차가 {count}번 적혀 있습니다.")
    for index, monitoring_round in enumerate(expected.rounds):
        _check_round(monitoring_round, year, (*path, "회차", index), mistakes)


def _check_round(asked: MonitoringRound, year: int, path: NodePath, mistakes: Mistakes) -> None:
    """A round lies in the year, or reaches into it; its returns cannot be due before it has ended."""
    name = f"{asked.number}회차"
    if asked.start > asked.end:
        mistakes.add(path, f"{name}의 끝이 시작보다 빠릅니다.")
        return
    is_near = asked.start.year >= year - 1 and asked.end.year <= year + 1
    if not is_near or asked.end.year < year or asked.start.year > year:
        dates = f"{asked.start} ~ {asked.end}"
        mistakes.add(path, f"{name}의 기간({dates})이 {year}년의 것이 아닙니다. 연도를 고쳐 주세요.")
    elif asked.due < asked.end:
        mistakes.add((*path, "마감"), f"{name}의 마감 {asked.due}이 그 회차의 끝({asked.end})보다 빠릅니다.")
    else:
        _check_day(asked.due, f"{name}의 마감", year, (*path, "마감"), mistakes)


def _check_day(day: date, what: str, year: int, path: NodePath, mistakes: Mistakes) -> None:
    """Deadlines and holidays are days of the year, or of the next one, in which its last returns are due."""
    if day.year not in (year, year + 1):
        mistakes.add(path, f"{what} {day}은 {year}년이나 {year + 1}년의 날이 아닙니다. 연도를 고쳐 주세요.")


def _check_stages(stages: Sequence[Stage], path: NodePath, mistakes: Mistakes) -> None:
    for number, count in _repeated(stage.number for stage in stages).items():
        mistakes.add(path, f"{number}단계가 {count}번 적혀 있습니다. 단계 번호는 하나씩만 씁니다.")
    for index, stage in enumerate(stages):
        if stage.start_month > stage.end_month:
            months = f"{stage.start_month}월, {stage.end_month}월"
            mistakes.add((*path, index), f"{stage.number}단계의 끝월이 시작월보다 빠릅니다({months}). 고쳐 주세요.")


def _repeated(values: Iterable[int]) -> dict[int, int]:
    """The values that occur more than once, and how often."""
    return {value: count for value, count in Counter(values).items() if count > 1}


def _check_budget(budget: Budget, unit: Unit, region_count: int, path: NodePath, mistakes: Mistakes) -> None:
    check_list("예산과목", [item.name for item in budget.items], (*path, "과목"), mistakes)
    for index, item in enumerate(budget.items):
        product = item.per_region_won * region_count
        if product != item.total_won:
            sentence = (
                f"'{item.name}'의 합계 {item.total_won:,}원이 "
                f"{unit.each} {item.per_region_won:,}원 × {unit.counted(region_count)} = {product:,}원과 다릅니다."
            )
            mistakes.add((*path, "과목", index), sentence)
    total = sum(item.total_won for item in budget.items)
    if total != budget.total_won:
        parts = " + ".join(f"{item.total_won:,}" for item in budget.items)
        mistakes.add((*path, "총액_원"), f"총액 {budget.total_won:,}원이 과목의 합 {parts} = {total:,}원과 다릅니다.")
