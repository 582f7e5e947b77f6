"""Money across forms: plan and ceiling, grant and settlement, spending and its total. All in won.

Comes in: the frames of plan, settlement and head office, and the settings' budget. Goes out: findings. Sums take
every row that was typed, also those that another finding leaves out: one mistake must not be told twice.
"""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from pipeline.findings import Finding
from pipeline.tables import Key, TableFrames
from pipeline.validate.context import CheckContext, rows_by_region, say

PLAN, SETTLEMENT, HEAD_OFFICE = "joint_project_plan", "settlement", "head_office"
THOUSAND = 1000


def check_budget(context: CheckContext) -> Iterator[Finding]:
    """Findings about plan against ceiling, grants against the budget, and settlements against grants and their own
    lines.
    """
    if context.config.plan.budget is None:
        return
    ceilings = {item.name: item.per_region_won for item in context.config.plan.budget.items}
    yield from _plan(context, ceilings)
    yield from _grants(context, ceilings)
    yield from _settlement(context, ceilings)


def looks_like_thousands(amount: int, ceiling: int) -> bool:
    """Whether an amount in won is so small beside the ceiling that it was probably typed in thousands of won."""
    return 0 < amount * THOUSAND <= ceiling


def _plan(context: CheckContext, ceilings: dict[str, int]) -> Iterator[Finding]:
    frames = context.table(PLAN, "budget")
    if frames is None:
        return
    for region, rows in rows_by_region(frames):
        known = rows[rows["amount_won"].notna() & rows["item"].isin(list(ceilings))]
        for item, lines in known.groupby("item", sort=False):
            total, ceiling = int(lines["amount_won"].sum()), ceilings[str(item)]
            last: Key = lines.index[-1]
            if total > ceiling:
                words = {"item": item, "total": f"{total:,}", "ceiling": f"{ceiling:,}", "over": f"{total - ceiling:,}"}
                yield say(frames, last, "amount_won", "BUD-001", region=f"{region}권역", **words)
            elif looks_like_thousands(total, ceiling):
                words = {"item": item, "total": f"{total:,}", "ceiling": f"{ceiling:,}"}
                yield say(frames, last, "amount_won", "BUD-003", **words)


def granted(context: CheckContext) -> dict[tuple[int, str], int]:
    """What the head office says it granted, by (region, item); empty where its form did not come."""
    frames = context.table(HEAD_OFFICE, "grants")
    if frames is None:
        return {}
    known = frames.values[
        frames.values["granted_won"].notna() & frames.values["item"].notna() & frames.values["region"].notna()
    ]
    sums = known.groupby(["region", "item"], sort=True)["granted_won"].sum()
    return {(int(region), str(item)): int(total) for (region, item), total in sums.items()}


def _grants(context: CheckContext, ceilings: dict[str, int]) -> Iterator[Finding]:
    """Grants that are not what the settings' budget gives the region."""
    frames = context.table(HEAD_OFFICE, "grants")
    if frames is None:
        return
    totals = granted(context)
    for (region, item), total in totals.items():
        ceiling = ceilings.get(item)
        if ceiling is not None and total != ceiling:
            rows = frames.values[(frames.values["region"] == region) & (frames.values["item"] == item)]
            rule = "BUD-003" if looks_like_thousands(total, ceiling) else "BUD-004"
            words = {"item": item, "total": f"{total:,}", "ceiling": f"{ceiling:,}", "region": f"{region}권역"}
            yield say(frames, rows.index[-1], "granted_won", rule, **words)


def _settlement(context: CheckContext, ceilings: dict[str, int]) -> Iterator[Finding]:
    frames = context.table(SETTLEMENT, "summary")
    if frames is None:
        return
    grants = granted(context)
    spending = dict(rows_by_region(context.frames[(SETTLEMENT, "spending")]))
    for region, rows in rows_by_region(frames):
        for key, item, amount in zip(rows.index, rows["item"], rows["granted_won"], strict=True):
            if not isinstance(item, str) or not isinstance(amount, int):
                continue
            reference, source = grants.get((region, item)), "총괄부서의 교부내역"
            if reference is None:
                reference, source = ceilings.get(item), "설정 파일의 예산"
            if reference is not None and amount != reference:
                rule = "BUD-003" if looks_like_thousands(amount, reference) else "SET-002"
                words = {"item": item, "total": f"{amount:,}", "ceiling": f"{reference:,}", "source": source}
                yield say(frames, key, "granted_won", rule, reference=f"{reference:,}", **words)
        yield from _spending(context, frames, rows, spending.get(region))


def _spending(
    context: CheckContext, summary: TableFrames, rows: pd.DataFrame, own: pd.DataFrame | None
) -> Iterator[Finding]:
    """집행액 of the summary against the sum of the region's spending lines (``own``), item by item."""
    states = context.frames[(SETTLEMENT, "spending")].states
    if own is not None and states.loc[own.index, ["item", "amount_won"]].isin(("unreadable", "blank")).any().any():
        return
    for key, item, stated in zip(rows.index, rows["item"], rows["spent_won"], strict=True):
        if not isinstance(item, str) or not isinstance(stated, int):
            continue
        total = 0 if own is None else int(own.loc[own["item"] == item, "amount_won"].sum())
        if total != stated:
            yield say(
                summary, key, "spent_won", "SET-003", item=item, total=f"{total:,}", difference=f"{stated - total:+,}"
            )
