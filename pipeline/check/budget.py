"""Money across forms: plan and ceiling, grant and settlement, spending and its total. All in won.

Comes in: the frames of plan, settlement and head office, and the settings' budget. Goes out: findings. Sums take every
typed row, even rows that another finding leaves out: one mistake must not be reported twice. A sum with an unreadable
amount is not compared at all.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

import pandas as pd

from pipeline.check.context import (
    CheckContext,
    gap_in_row,
    returns_with,
    rows_by_region,
    say,
    say_at_header,
    whole_number,
)
from pipeline.forms.ids import HEAD_OFFICE_RESULTS, JOINT_PROJECT_PLAN, SETTLEMENT
from pipeline.korean import some_of
from pipeline.model.findings import Finding, Gap
from pipeline.model.tables import Key, TableFrames

THOUSAND = 1000
GRANT_KEY = ("region", "item", "grant_date")  # two rows of grants with the same values here are the same grant
THOUSANDS_HINT = " 천원 단위로 적은 것 같습니다."


def check_budget(context: CheckContext) -> Iterator[Finding]:
    """Findings about plan against ceiling, grants against the budget, and settlements against grants, plans and their
    own lines.
    """
    budget = context.config.plan.budget
    money = _Money(context, {item.name: item.per_region_won for item in budget.items} if budget else {})
    yield from money.plans()
    yield from money.grants()
    yield from money.settlements()


def looks_like_thousands(amount: int, reference: int) -> bool:
    """Whether an amount in won is so much smaller than expected that it was probably typed in thousands of won."""
    return 0 < amount * THOUSAND <= reference


@dataclass(slots=True)
class _Sums:
    """Amounts added up by (region, item), each with the last row of the sum; regions with an unreadable item or amount
    are doubtful and have no sums.
    """

    totals: dict[tuple[int, str], int] = field(default_factory=dict)
    last: dict[tuple[int, str], Key] = field(default_factory=dict)
    doubtful: set[int] = field(default_factory=set)
    repeated: set[tuple[int, str]] = field(default_factory=set)  # a row is there twice, which is already reported
    listed: set[tuple[int, str]] = field(default_factory=set)  # items that have a row, whatever the amount
    vague: set[int] = field(default_factory=set)  # regions with an item that cannot be read, which may be any item
    came: bool = False

    def total(self, region: int, item: str) -> int | None:
        """The sum; 0 where nothing is listed, None where the region is doubtful."""
        if not self.came or region in self.doubtful or (region, item) in self.repeated:
            return None
        return self.totals.get((region, item), 0)


def _sums(frames: TableFrames | None, region_column: str, amount_column: str, unique: Sequence[str] = ()) -> _Sums:
    sums = _Sums(came=frames is not None)
    if frames is None:
        return sums
    twice = frames.values.duplicated([*unique], keep=False) if unique else pd.Series(False, index=frames.values.index)
    rows = frames.values
    unread = frames.states[["item", amount_column]].isin(("unreadable", "blank")).any(axis=1)
    columns = (rows[region_column], rows["item"], rows[amount_column], unread, twice)
    for key, number, item, won, is_unread, is_twice in zip(rows.index, *columns, strict=True):
        region, amount = whole_number(number), whole_number(won)
        if region is not None and isinstance(item, str):
            sums.listed.add((region, item))
        elif region is not None:
            sums.vague.add(region)
        if region is not None and is_unread:
            sums.doubtful.add(region)
        elif region is not None and isinstance(item, str) and amount is not None:
            sums.totals[region, item] = sums.totals.get((region, item), 0) + amount
            sums.last[region, item] = key
            sums.repeated |= {(region, item)} if is_twice else set()
    sums.totals = {
        key: total for key, total in sums.totals.items() if key[0] not in sums.doubtful and key not in sums.repeated
    }
    return sums


class _Money:
    def __init__(self, context: CheckContext, ceilings: dict[str, int]) -> None:
        self.context, self.ceilings = context, ceilings
        self.plan_lines = context.table(JOINT_PROJECT_PLAN, "budget")
        self.grant_lines = context.table(HEAD_OFFICE_RESULTS, "grants")
        self.planned = _sums(self.plan_lines, "return_region", "amount_won")
        self.granted = _sums(self.grant_lines, "region", "granted_won", GRANT_KEY)
        if self.grant_lines is not None and returns_with(self.grant_lines, "region"):
            self.granted = _Sums()  # a grant without a region may belong to any region

    def plans(self) -> Iterator[Finding]:
        """Plans above the ceiling, or so far below it that they are probably in thousands."""
        for (region, item), total in self.planned.totals.items():
            if self.plan_lines is None or item not in self.ceilings:
                continue
            ceiling, last = self.ceilings[item], self.planned.last[region, item]
            words = {"item": item, "total": f"{total:,}", "ceiling": f"{ceiling:,}"}
            if total > ceiling:
                words |= {"region": self.context.config.called(region), "over": f"{total - ceiling:,}"}
                yield say(self.plan_lines, last, "amount_won", "BUD-001", **words)
            elif looks_like_thousands(total, ceiling):
                yield say(self.plan_lines, last, "amount_won", "BUD-003", **words)

    def grants(self) -> Iterator[Finding]:
        """Grants that differ from the region's budget; at the end of the year, regions that were granted nothing."""
        if self.grant_lines is None:
            return
        for (region, item), total in self.granted.totals.items():
            ceiling = self.ceilings.get(item)
            if ceiling is not None and total != ceiling:
                words = {
                    "item": item,
                    "total": f"{total:,}",
                    "ceiling": f"{ceiling:,}",
                    "region": self.context.config.called(region),
                }
                words["hint"] = THOUSANDS_HINT if looks_like_thousands(total, ceiling) else ""
                yield say(self.grant_lines, self.granted.last[region, item], "granted_won", "BUD-004", **words)
        missing = [
            (region, item)
            for region in self.context.config.regions
            for item, ceiling in self.ceilings.items()
            if ceiling and (region, item) not in self.granted.listed and region not in self.granted.vague
        ]
        if missing and self.granted.came and self.context.is_closed(12):
            names = [f"{self.context.config.called(region)} {item}" for region, item in missing]
            shown = some_of(names, 6, "건")
            item_return = self.context.used(HEAD_OFFICE_RESULTS)[0]
            found = say_at_header(item_return, "grants", "region", "BUD-005", listed=shown)
            gaps = tuple(Gap("grants", ("granted_won",), region=region, item=item) for region, item in missing)
            yield replace(found, gaps=gaps)

    def settlements(self) -> Iterator[Finding]:
        """Each item's grant and spending in the settlements, and items that a settlement leaves out."""
        summary = self.context.table(SETTLEMENT, "summary")
        if summary is None:
            return
        spending = self.context.table(SETTLEMENT, "spending")
        spent = _sums(spending, "return_region", "amount_won")
        spent.came = self.context.config.asks_for(SETTLEMENT, "spending")
        for region, rows in rows_by_region(summary):
            columns = (rows["item"], rows["granted_won"], rows["spent_won"])
            for key, item, granted, stated in zip(rows.index, *columns, strict=True):
                if not isinstance(item, str):
                    continue
                reference, source = self._reference(region, item)
                amount = whole_number(granted)
                if amount is not None and reference is not None and amount != reference:
                    words = {"item": item, "total": f"{amount:,}", "source": source, "reference": f"{reference:,}"}
                    words["hint"] = THOUSANDS_HINT if looks_like_thousands(amount, reference) else ""
                    yield say(summary, key, "granted_won", "SET-002", **words)
                total = spent.total(region, item)
                if total is not None:
                    yield from self._spending(summary, key, item, total, whole_number(stated), reference)
        yield from self._not_returned(summary)
        yield from self._items_left_out(summary)

    def _reference(self, region: int, item: str) -> tuple[int | None, str]:
        """What the region was granted: by the head office's list, else by the settings' budget. A list in thousands is
        the head office's mistake and is reported there: the region is not asked to match it.
        """
        granted, ceiling = self.granted.totals.get((region, item)), self.ceilings.get(item)
        if granted is not None and not (ceiling and looks_like_thousands(granted, ceiling)):
            return granted, "총괄부서의 교부내역"
        return ceiling, "설정 파일의 예산"

    def _spending(
        self, summary: TableFrames, key: Key, item: str, total: int, stated: int | None, reference: int | None
    ) -> Iterator[Finding]:
        """One item's spending lines against what the summary states, what was planned and what was granted."""
        region = summary.parts[key[0]].region or 0
        if stated is not None and total != stated:
            words = {"item": item, "total": f"{total:,}", "stated": f"{stated:,}"}
            words["difference"] = f"{stated - total:+,}"
            yield say(summary, key, "spent_won", "SET-003", **words)
        elif reference is not None and looks_like_thousands(total, reference):
            words = {"item": item, "total": f"{total:,}", "ceiling": f"{reference:,}"}
            yield say(summary, key, "spent_won", "BUD-003", **words)
        elif (region, item) in self.planned.totals and reference is not None and total <= reference:
            planned = self.planned.totals[region, item]
            if total > planned:
                words = {"item": item, "total": f"{total:,}", "planned": f"{planned:,}"}
                yield say(summary, key, "spent_won", "SET-004", **words)

    def _not_returned(self, summary: TableFrames) -> Iterator[Finding]:
        """Money that is left over although the settlement does not say whether it was paid back: it would be missing
        from the total of returned money.
        """
        table = self.context.forms[SETTLEMENT].table("summary")
        left = summary.values["remaining_won"].fillna(0) > 0
        for key in summary.values.index[left & summary.states["returned_won"].isin(("blank", "not_applicable"))]:
            remaining = whole_number(summary.values["remaining_won"][key])
            found = say(summary, key, "returned_won", "SET-011", remaining=f"{remaining:,}")
            yield replace(found, gaps=(gap_in_row(table, summary, key, "returned_won"),))

    def _items_left_out(self, summary: TableFrames) -> Iterator[Finding]:
        """Settlements without a row for an item of the budget; one without any row is reported by the cell gate."""
        unread = returns_with(summary, "item")
        listed: dict[int, set[str]] = {}
        for key, item in summary.values["item"].dropna().items():
            listed.setdefault(key[0], set()).add(str(item))
        for item_return in self.context.used(SETTLEMENT):
            there = listed.get(item_return.number)
            missing = [item for item in self.ceilings if there and item not in there]
            if missing and item_return.number not in unread:
                found = say_at_header(item_return, "summary", "item", "SET-010", listed=", ".join(missing))
                numbers = self.context.forms[SETTLEMENT].table("summary").numbers
                yield replace(found, gaps=tuple(Gap("summary", numbers, item=item) for item in missing))
