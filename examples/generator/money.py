"""The year's money: what the head office granted, what a region spent, what is left. All in won.

Comes in: the settings' budget and the region's plan. Goes out: rows. Spending never exceeds the grant, every voucher is
used once, and what is left is returned.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from examples.generator import phrases
from examples.generator.days import dice, working_day_in
from examples.generator.projects import BudgetLine, PlannedProject
from examples.generator.submission import Row, Rows
from pipeline.settings.load import YearConfig

PARTS = 2  # a planned line is paid in so many purchases
ROUND_TO = 10
LAST_SPENDING_MONTH = 12
LAST_SPENDING_DAY = 10


@dataclass(frozen=True, slots=True)
class Payment:
    """One purchase: a part of a planned line."""

    day: date
    line: BudgetLine
    amount_won: int


def settlement_tables(
    config: YearConfig, region: int, projects: Sequence[PlannedProject], seed: int
) -> dict[str, Rows]:
    """The two tables of the settlement; the sums are left to the form's formulas."""
    payments = {item: _paid(config, region, projects, item, seed) for item in config.budget_items}
    summary: Rows = []
    for item in config.plan.budget.items if config.plan.budget else ():
        left = item.per_region_won - sum(payment.amount_won for payment in payments[item.name])
        summary.append({"item": item.name, "granted_won": item.per_region_won, "returned_won": left})
    spending = [
        _spending_row(payment, number, region, seed)
        for paid in payments.values()
        for number, payment in enumerate(paid, start=1)
    ]
    return {"summary": summary, "spending": spending}


def _paid(config: YearConfig, region: int, projects: Sequence[PlannedProject], item: str, seed: int) -> list[Payment]:
    """Every payment of one budget item, by day."""
    lines = [(project, line) for project in projects for line in project.budget if line.item == item]
    paid = [payment for project, line in lines for payment in _payments(config, region, project, line, seed)]
    return sorted(paid, key=lambda payment: payment.day)


def _spending_row(payment: Payment, number: int, region: int, seed: int) -> Row:
    item = payment.line.item
    return {
        "spending_date": payment.day,
        "item": item,
        "description": payment.line.basis,
        "payee": dice(seed, "payee", region, item, number).choice(phrases.PAYEES),
        "amount_won": payment.amount_won,
        "voucher": f"{item[:2]}-{number:02d}",
    }


def _payments(config: YearConfig, region: int, project: PlannedProject, line: BudgetLine, seed: int) -> list[Payment]:
    """A planned line as it was paid: in parts, together a little less than planned."""
    chance = dice(seed, "payments", region, project.name, line.item, line.basis)
    total = int(line.amount_won * chance.uniform(0.88, 1.0)) // ROUND_TO * ROUND_TO
    first = int(total * chance.uniform(0.35, 0.65)) // ROUND_TO * ROUND_TO
    months = sorted(chance.choices(range(project.start.month, project.end.month + 1), k=PARTS))
    days = [LAST_SPENDING_DAY if month == LAST_SPENDING_MONTH else chance.randint(2, 27) for month in months]
    return [
        Payment(working_day_in(config, month, day), line, amount)
        for month, day, amount in zip(months, days, (first, total - first), strict=True)
        if amount > 0
    ]
