"""Whether one year of the settings agrees with itself: days, regions, forms, budget, exceptions.

Comes in: a year's plan and the mistakes so far. Goes out: more mistakes.
"""

from __future__ import annotations

from collections import Counter

from pipeline.settings.mistakes import Mistakes
from pipeline.settings.name_checks import check_dongs, check_identities, check_list
from pipeline.settings.schema import Budget, ExpectedForm, Settings, Unit, YearPlan
from pipeline.settings.yaml_tree import NodePath

REGION = "권역"  # the key under which the schema knows the senders of forms


def check_year(settings: Settings, year: int, plan: YearPlan, mistakes: Mistakes) -> None:
    """Check the block of ``year``, with the programme's regions where the year has none of its own."""
    here: NodePath = ("연도", year)
    if not 2000 <= year <= 2100:
        mistakes.add(here, f"연도 {year}을(를) 네 자리로 적어 주세요(예: 2021).")
    if plan.start > plan.end or plan.start.year != year or plan.end.year != year:
        mistakes.add((*here, "시작"), f"시작과 끝({plan.start} ~ {plan.end})은 {year}년 안에서 앞뒤가 맞아야 합니다.")
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
        _check_expected(form_id, expected, (*here, "서식", form_id), mistakes)
    numbers, word = {region.number for region in regions}, settings.unit.word
    for index, exception in enumerate(plan.exceptions):
        if exception.region is not None and exception.region not in numbers:
            mistakes.add((*here, "예외", index), f"예외의 {word} {exception.region}은(는) 없는 {word}입니다.")


def _check_expected(form_id: str, expected: ExpectedForm, path: NodePath, mistakes: Mistakes) -> None:
    if not (expected.due or expected.rounds or (expected.months and expected.due_day_of_next_month)):
        mistakes.add(
            path, f"서식 '{form_id}'의 마감을 알 수 없습니다. '마감', '회차' 또는 '월'과 '다음달_마감일'을 적어 주세요."
        )
    for number, count in Counter(r.number for r in expected.rounds).items():
        if count > 1:
            mistakes.add((*path, "회차"), f"{number}회차가 {count}번 적혀 있습니다.")
    for index, monitoring_round in enumerate(expected.rounds):
        if monitoring_round.start > monitoring_round.end:
            mistakes.add((*path, "회차", index), f"{monitoring_round.number}회차의 끝이 시작보다 빠릅니다.")


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
