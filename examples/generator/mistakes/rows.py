"""Mistakes between the cells of a row, the rows of a table, and the forms of a region.

Comes in: spots of the forms that it names. Goes out: kinds of mistakes. What the forms declare (a plan's ceiling, a
grant, a list of planned names) is broken in one place each.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, timedelta
from random import Random

from examples.generator.mistakes.packages import number_cell
from examples.generator.mistakes.scene import Change, Expected, Mistake, Scene, Spot
from examples.generator.submission import Row, Rows, Submission

PLAN, RESULTS, ROUND = "joint_project_plan", "monthly_results", "phone_monitoring"
SETTLEMENT, OFFICE, OPERATING = "settlement", "head_office", "operating_plan"
WHOLE_REGION = "권역 전체"
PLENARY = "전체회의"
NEW_NAME = "새로 적은 이름"
UNKNOWN_ROUND = 9

Spots = Callable[[Scene, Submission], Iterable[Spot]]


def _at(form: str, table: str, column: str) -> Spots:
    return lambda scene, submission: scene.rows(submission, form, table, column)


def _where(spots: Spots, holds: Callable[[Spot], bool]) -> Spots:
    return lambda scene, submission: (spot for spot in spots(scene, submission) if holds(spot))


def _set(rule: str, **values: object) -> Callable[[Spot, Random], Change]:
    """Other values in the row, found at the spot."""
    return lambda spot, chance: Change(spot.with_row(**values), (spot.found(rule),))


def _number(spot: Spot, column_id: str) -> int:
    value = spot.rows[spot.row].get(column_id, 0)
    if not isinstance(value, int):
        raise TypeError(f"{column_id} holds no number: {value!r}")
    return value


def row_mistakes() -> list[Mistake]:
    """Every kind of mistake between cells and rows."""
    return [*_within_rows(), *_twice(), *_meetings(), *_money(), *_names(), *_totals()]


# -- within a row ---------------------------------------------------------------------------------------------------


def _within_rows() -> list[Mistake]:
    ends = [(OPERATING, "stages"), (PLAN, "projects"), (ROUND, "monitoring")]
    reversed_dates = [
        Mistake(f"an end before the start in {table}", ("ROW-002",), _at(form, table, "end_date"), _early_end)
        for form, table in ends
    ]
    targets = {f"target_{kind}": None for kind in ("cases", "people", "times")}
    counts = {f"{kind}_count": None for kind in ("case", "people", "time")}
    return [
        *reversed_dates,
        Mistake("an end month before the start month", ("ROW-003",), _at(PLAN, "schedule", "end_month"), _early_month),
        Mistake(
            "a supported group above the whole",
            ("MON-002",),
            _at(ROUND, "monitoring", "supported_people_count"),
            _supported,
        ),
        Mistake(
            "a round that is not planned",
            ("INT-007",),
            _at(ROUND, "monitoring", "round"),
            _set("INT-007", round=UNKNOWN_ROUND),
        ),
        Mistake(
            "an activity without a target",
            ("PRJ-001",),
            _at(PLAN, "activities", "target_cases"),
            _set("PRJ-001", **targets),
        ),
        Mistake(
            "an activity without a result",
            ("PRJ-002",),
            _at(RESULTS, "project_results", "case_count"),
            _set("PRJ-002", **counts),
        ),
    ]


def _early_end(spot: Spot, chance: Random) -> Change:
    start = spot.rows[spot.row]["start_date"]
    if not isinstance(start, date):
        raise TypeError("a start that is no date")
    moved = start + timedelta(days=20)
    return Change(spot.with_row(start_date=moved, end_date=moved - timedelta(days=1)), (spot.found("ROW-002"),))


def _early_month(spot: Spot, chance: Random) -> Change:
    return Change(spot.with_row(start_month=8, end_month=7), (spot.found("ROW-003"),))


def _supported(spot: Spot, chance: Random) -> Change:
    people = _number(spot, "people_count")
    changed = spot.with_row(supported_organisation="이웃 복지관", supported_people_count=people + 1)
    return Change(changed, (spot.found("MON-002"),))


# -- twice ----------------------------------------------------------------------------------------------------------


def _twice() -> list[Mistake]:
    return [
        Mistake(
            "a dong twice in a month",
            ("HSH-001",),
            _where(_at(RESULTS, "households", "dong"), _first),
            _again("HSH-001", "found_count"),
        ),
        Mistake(
            "a dong twice in a round",
            ("MON-003",),
            _where(_at(ROUND, "monitoring", "dong"), _first),
            _again("MON-003", "people_count"),
        ),
        Mistake(
            "a result twice",
            ("PRJ-007",),
            _where(_at(RESULTS, "project_results", "activity"), _has_cases),
            _again("PRJ-007", "case_count"),
        ),
        Mistake(
            "a target twice",
            ("PRJ-005",),
            _where(_at(PLAN, "activities", "activity"), _has_target),
            _again("PRJ-005", "target_cases"),
        ),
        Mistake("a voucher twice", ("SET-005",), _where(_at(SETTLEMENT, "spending", "voucher"), _not_first), _voucher),
        Mistake(
            "the whole region beside its dongs",
            ("MON-004",),
            _where(_at(ROUND, "monitoring", "dong"), _first),
            _whole_beside,
        ),
    ]


def _first(spot: Spot) -> bool:
    return spot.row == 0


def _not_first(spot: Spot) -> bool:
    return spot.row > 0


def _has_cases(spot: Spot) -> bool:
    return "case_count" in spot.rows[spot.row]


def _has_target(spot: Spot) -> bool:
    return "target_cases" in spot.rows[spot.row]


def _again(rule: str, count: str) -> Callable[[Spot, Random], Change]:
    """The row once more with another number: neither can be relied on."""

    def change(spot: Spot, chance: Random) -> Change:
        copy: Row = {**spot.rows[spot.row], count: _number(spot, count) + 1}
        last = len(spot.rows)
        return Change(spot.with_row_added(copy), (spot.found(rule), spot.found(rule, row=last)))

    return change


def _voucher(spot: Spot, chance: Random) -> Change:
    changed = spot.with_row(voucher=spot.rows[0]["voucher"])
    return Change(changed, (spot.found("SET-005"),))


def _whole_beside(spot: Spot, chance: Random) -> Change:
    """The sum of the dongs once more as the whole region: only that row is told."""
    sums = {name: sum(_int(row[name]) for row in spot.rows) for name in ("people_count", "consultation_count")}
    known = {name: spot.rows[0][name] for name in ("round", "start_date", "end_date")}
    added = spot.with_row_added({**known, **sums, "dong": WHOLE_REGION})
    return Change(added, (spot.found("MON-004", row=len(spot.rows)),))


def _int(value: object) -> int:
    if not isinstance(value, int):
        raise TypeError(f"no number: {value!r}")
    return value


# -- meetings -------------------------------------------------------------------------------------------------------


def _plenary(spot: Spot) -> bool:
    return spot.rows[spot.row]["kind"] == PLENARY


def _meetings() -> list[Mistake]:
    return [
        Mistake(
            "a plenary meeting without the coordinator",
            ("MTG-003",),
            _where(_at(RESULTS, "meetings", "coordinator_attended"), _plenary),
            _set("MTG-003", coordinator_attended="아니오"),
        ),
        Mistake(
            "a plenary meeting without the lead's staff",
            ("MTG-004",),
            _where(_at(RESULTS, "meetings", "lead_staff_count"), _plenary),
            _set("MTG-004", lead_staff_count=0),
        ),
    ]


# -- money ----------------------------------------------------------------------------------------------------------


def _money() -> list[Mistake]:
    return [
        Mistake("a plan above its ceiling", ("BUD-001",), _at(PLAN, "budget", "quantity"), _above_ceiling),
        Mistake("a product typed over", ("BUD-002",), _at(PLAN, "budget", "amount_won"), _typed_product),
        Mistake(
            "a grant that is not the budget's",
            ("BUD-004", "SET-002"),
            _at(OFFICE, "grants", "granted_won"),
            _other_grant,
            also=_settlement_of,
        ),
        Mistake(
            "a settlement with another grant", ("SET-002",), _at(SETTLEMENT, "summary", "granted_won"), _other_settled
        ),
        Mistake("spending above the grant", ("SET-001",), _at(SETTLEMENT, "spending", "amount_won"), _overspent),
        Mistake("a sum of spending typed over", ("SET-003",), _at(SETTLEMENT, "summary", "spent_won"), _typed_spending),
        Mistake("a remainder typed over", ("SET-008",), _at(SETTLEMENT, "summary", "remaining_won"), _typed_remainder),
        Mistake("a budget item settled twice", ("SET-007",), _at(SETTLEMENT, "summary", "item"), _settled_twice),
    ]


def _ceiling(spot: Spot, item: object) -> int:
    budget = spot.scene.config.plan.budget
    return next((each.per_region_won for each in budget.items if each.name == item), 0) if budget else 0


def _above_ceiling(spot: Spot, chance: Random) -> Change:
    """Told at the item's last line, with the item's sum."""
    item = spot.rows[spot.row]["item"]
    last = max(row for row, line in enumerate(spot.rows) if line["item"] == item)
    quantity = _ceiling(spot, item) // _number(spot, "unit_price_won") + 1
    return Change(spot.with_row(quantity=quantity), (spot.found("BUD-001", "amount_won", last),))


def _typed_product(spot: Spot, chance: Random) -> Change:
    wrong = _number(spot, "unit_price_won") * _number(spot, "quantity") - 100
    return Change(spot.with_row(amount_won=wrong), (spot.found("BUD-002"),))


def _settlement_of(spot: Spot) -> list[Submission]:
    """The settlement of the region that the grant went to."""
    named = spot.rows[spot.row]["region"]
    region = next(r.number for r in spot.scene.config.regions.values() if r.name == named)
    return [spot.scene.by_slot[(SETTLEMENT, region)]]


def _other_grant(spot: Spot, chance: Random) -> Change:
    """The grant and what the region settled cannot both be right: both cells are told."""
    row = spot.rows[spot.row]
    (settlement,) = _settlement_of(spot)
    settled = next(
        other for other in spot.scene.rows(settlement, SETTLEMENT, "summary", "granted_won")
        if other.rows[other.row]["item"] == row["item"]
    )  # fmt: skip
    there = Expected("SET-002", settled.sheet, settled.cell, settlement.file)
    return Change(spot.with_row(granted_won=_number(spot, "granted_won") - 20_000), (spot.found("BUD-004"), there))


def _other_settled(spot: Spot, chance: Random) -> Change:
    return Change(spot.with_row(granted_won=_number(spot, "granted_won") + 30_000), (spot.found("SET-002"),))


def _overspent(spot: Spot, chance: Random) -> Change:
    item = spot.rows[spot.row]["item"]
    summary = next(
        s for s in spot.scene.rows(spot.submission, SETTLEMENT, "summary", "spent_won") if s.rows[s.row]["item"] == item
    )
    more = _number(spot, "amount_won") + _ceiling(spot, item)
    return Change(spot.with_row(amount_won=more), (summary.found("SET-001"),))


def _spent(spot: Spot) -> int:
    item = spot.rows[spot.row]["item"]
    lines: Rows = spot.submission.filling.tables["spending"]
    return sum(_int(line["amount_won"]) for line in lines if line["item"] == item)


def _typed_spending(spot: Spot, chance: Random) -> Change:
    return Change(spot.with_row(spent_won=_spent(spot) - 1000), (spot.found("SET-003"),))


def _typed_remainder(spot: Spot, chance: Random) -> Change:
    left = _number(spot, "granted_won") - _spent(spot)
    return Change(spot.with_row(remaining_won=left + 500, returned_won=left + 500), (spot.found("SET-008"),))


def _settled_twice(spot: Spot, chance: Random) -> Change:
    """The same line once more, equal in every number: only the copy is told."""
    return Change(spot.with_row_added(dict(spot.rows[spot.row])), (spot.found("SET-007", row=len(spot.rows)),))


# -- names ----------------------------------------------------------------------------------------------------------


def _names() -> list[Mistake]:
    return [
        Mistake(
            "a project that is not planned",
            ("PRJ-003",),
            _at(RESULTS, "project_results", "project"),
            _set("PRJ-003", project=NEW_NAME),
            also=_plan_of,
        ),
        Mistake(
            "an activity that is not planned",
            ("PRJ-009",),
            _at(RESULTS, "project_results", "activity"),
            _set("PRJ-009", activity=NEW_NAME),
            also=_plan_of,
        ),
        Mistake(
            "a schedule of another project",
            ("PRJ-006",),
            _at(PLAN, "schedule", "project"),
            _set("PRJ-006", project=NEW_NAME),
        ),
        Mistake(
            "a budget line of another project",
            ("PRJ-006",),
            _at(PLAN, "budget", "project"),
            _set("PRJ-006", project=NEW_NAME),
        ),
        Mistake("a project twice", ("PRJ-004",), _at(PLAN, "projects", "project"), _planned_twice),
    ]


def _plan_of(spot: Spot) -> list[Submission]:
    """The plan with which the names are compared."""
    return [spot.scene.by_slot[(PLAN, spot.submission.slot.region)]]


def _planned_twice(spot: Spot, chance: Random) -> Change:
    return Change(spot.with_row_added(dict(spot.rows[spot.row])), (spot.found("PRJ-004", row=len(spot.rows)),))


# -- totals ---------------------------------------------------------------------------------------------------------


def _totals() -> list[Mistake]:
    return [Mistake("a total that is not the sum", ("ROW-005",), _summed, _typed_total)]


def _summed(scene: Scene, submission: Submission) -> Iterable[Spot]:
    spots = scene.cells(submission, lambda table, column: column.id in table.total_of and bool(column.measure))
    return (spot for spot in spots if spot.row == 0)


def _typed_total(spot: Spot, chance: Random) -> Change:
    """The total's formula replaced by a number that someone typed."""
    _, place = spot.place()
    row = (place.total_row or 0) - place.first_row
    cell = spot.cell_of(spot.column.id, row)
    return Change(spot.submission, (Expected("ROW-005", spot.sheet, cell),), (number_cell(spot.sheet, cell, 987_654),))
