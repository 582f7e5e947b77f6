"""대조 of money: the plan and its ceiling, the grant in three places, the settlement and its payments.

Comes in: figures, facts and the settings' budget. Goes out: up to three sheets, a line for each region and budget item.
Amounts are in won.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pipeline.forms.ids import HEAD_OFFICE_RESULTS, JOINT_PROJECT_PLAN, SETTLEMENT
from pipeline.model.figures import Figures
from pipeline.model.result import RunResult
from pipeline.model.words import region_label
from pipeline.records.findings.joint_cells import (
    NONE,
    NOT_COMPARABLE,
    STATES_NOTE,
    amount,
    difference,
    handed_in,
    meets,
    shown,
)
from pipeline.settings.load import YearConfig
from pipeline.sheets.drawing import FIRST_ROW, Column, Formula, Said, Sheet, Value

BUDGET, PLANNED, GRANTED = "budget_won", "planned_won", "granted_won"
SPENT, REMAINING, RETURNED = "spent_won", "remaining_won", "returned_won"


def money_sheets(result: RunResult) -> Iterator[Sheet]:
    """Plan and ceiling, grant in three places, settlement and its payments; a line for every region and budget item."""
    if result.config.plan.budget is None:
        return
    if result.config.asks_for(JOINT_PROJECT_PLAN, "budget"):
        yield _plan_budget(result.config, result.figures)
    if result.config.asks_for(SETTLEMENT, "summary") and result.config.asks_for(HEAD_OFFICE_RESULTS, "grants"):
        yield _grants(result)
    if result.config.asks_for(SETTLEMENT, "summary") and result.config.asks_for(SETTLEMENT, "spending"):
        yield _settlement(result)


def _lines(config: YearConfig) -> list[tuple[int, str]]:
    return [(region, item) for region in config.regions for item in config.budget_items]


def _plan_budget(config: YearConfig, figures: Figures) -> Sheet:
    rows: list[list[Value]] = []
    for row, (region, item) in enumerate(_lines(config), FIRST_ROW):
        ceiling = figures.get(BUDGET, region=region, item=item)
        planned = figures.get(PLANNED, region=region, item=item)
        left: Value = NONE
        verdict: Value = NOT_COMPARABLE
        if ceiling.value is not None and planned.value is not None:
            left = Formula(f"=C{row}-D{row}", ceiling.value - planned.value)
            verdict = Said("한도를 넘음", "bad") if planned.value > ceiling.value else Said("한도 안", "good")
        rows.append([region_label(config, region), item, shown(ceiling), shown(planned), left, verdict])
    columns = [
        Column(config.unit.word, "center"),
        Column("예산과목", "center", 16),
        Column("한도(원)", "number", 16),
        Column("계획 예산(원)", "number", 18),
        Column("한도 − 계획(원)", "number", 20),
        Column("판정", "center", 16),
    ]
    return Sheet(
        "대조_계획예산",
        f"대조: 공동사업계획서의 소요예산 ↔ {config.unit.each} 한도",
        columns,
        rows,
        "예산과목마다 계획한 돈이 한도 안에 있는지",
        note=f"한도는 설정 파일의 {config.unit.each} 금액입니다. {STATES_NOTE}",
        portrait=True,
        grouped_by=0,
    )


def _grants(result: RunResult) -> Sheet:
    rows: list[list[Value]] = []
    for row, (region, item) in enumerate(_lines(result.config), FIRST_ROW):
        budget = result.figures.get(BUDGET, region=region, item=item).value
        granted = _sum(result, GRANTED, (HEAD_OFFICE_RESULTS, "grants"), region, item)
        settled = _sum(result, GRANTED, (SETTLEMENT, "summary"), region, item)
        came = handed_in(result.board, SETTLEMENT, region)
        rows.append(
            [
                region_label(result.config, region),
                item,
                amount(budget),
                amount(granted, came=handed_in(result.board, HEAD_OFFICE_RESULTS, None)),
                amount(settled, came=came),
                difference("D", "C", row, granted, budget),
                difference("E", "D", row, settled, granted),
                meets(budget, granted, settled),
            ]
        )
    columns = [
        Column(result.config.unit.word, "center"),
        Column("예산과목", "center", 16),
        Column("설정 파일(원)", "number", 16),
        Column("총괄부서 교부내역(원)", "number", 22),
        Column("정산서 교부액(원)", "number", 20),
        Column("교부내역 − 설정(원)", "number", 21),
        Column("정산서 − 교부내역(원)", "number", 23),
        Column("판정", "center", 14),
    ]
    return Sheet(
        "대조_교부",
        "대조: 교부액 (설정 ↔ 총괄부서 교부내역 ↔ 정산서)",
        columns,
        rows,
        "교부액이 세 곳에서 같은지",
        note=STATES_NOTE,
        grouped_by=0,
    )


def _settlement(result: RunResult) -> Sheet:
    columns = [
        Column(result.config.unit.word, "center"),
        Column("예산과목", "center", 14),
        Column("교부액(원)", "number", 14),
        Column("집행내역 합(원)", "number", 17),
        Column("적힌 집행액(원)", "number", 17),
        Column("집행액 − 내역(원)", "number", 19),
        Column("적힌 잔액(원)", "number", 15),
        Column("교부 − 내역(원)", "number", 17),
        Column("반납액(원)", "number", 14),
        Column("반납 − 남은 돈(원)", "number", 20),
        Column("판정", "center", 14),
    ]
    rows = [
        _settlement_row(result, region, item, row)
        for row, (region, item) in enumerate(_lines(result.config), FIRST_ROW)
    ]
    about = "집행내역의 합이 집행액과, 남은 돈이 잔액·반납액과 같은지"
    return Sheet(
        "대조_정산", "대조: 정산서의 집행내역 ↔ 정산총괄", columns, rows, about, note=STATES_NOTE, grouped_by=0
    )


def _settlement_row(result: RunResult, region: int, item: str, row: int) -> list[Value]:
    table = (SETTLEMENT, "summary")
    granted = _sum(result, GRANTED, table, region, item)
    spent = _sum(result, SPENT, table, region, item)
    payments = _sum(result, SPENT, (SETTLEMENT, "spending"), region, item)
    if payments is None and spent is not None:
        payments = 0  # a settlement without payments under this item: nothing was spent
    remaining = _sum(result, REMAINING, table, region, item)
    returned = _sum(result, RETURNED, table, region, item)
    left = None if granted is None or payments is None else granted - payments
    came = handed_in(result.board, SETTLEMENT, region)
    return [
        region_label(result.config, region),
        item,
        *(amount(value, came=came) for value in (granted, payments, spent)),
        difference("E", "D", row, spent, payments),
        amount(remaining, came=came),
        difference("C", "D", row, granted, payments),
        amount(returned, came=came),
        difference("I", "H", row, returned, left),
        meets(spent, payments, second=(remaining, left, returned)),
    ]


def _sum(result: RunResult, measure: str, table: tuple[str, str], region: int, item: str) -> int | None:
    """The sum in one table for a region's budget item, over rows that count; None where there is none."""
    return result.once(_sums).get((measure, *table, region, item))


def _sums(result: RunResult) -> dict[tuple[Any, ...], int]:
    """Sums by (measure, form, table, region, item)."""
    facts = result.facts[result.facts["counted"] & result.facts["value"].notna()]
    return facts.groupby(["measure", "form", "table", "region", "item"])["value"].sum().astype(int).to_dict()
