"""Random years in memory: what every region really did, which returns were sent, and which numbers somebody doubts.

Comes in: a seed. Goes out: the returns that were sent, and the true sums for each way in which the doubted and the
missing numbers may turn out. The sums are calculated here from the drawn numbers alone.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from random import Random

from pipeline.model.cells import column_letters
from pipeline.model.findings import Effect, Finding, Place, Severity
from tests.support.run_in_memory import FIRST_ROW, Sent, config, forms, monitoring, sent

REGIONS, MONTHS, ROUNDS = range(1, 6), range(1, 13), (1, 2)
KINDS = ("행사", "모집", "자원")
PROJECT, ACTIVITY = "이웃 살핌", "안부 방문"
DAYS = {1: (date(2021, 4, 1), date(2021, 6, 30)), 2: (date(2021, 9, 1), date(2021, 11, 30))}
GRANTED = 1_270_000
FACTORS = (0, 1, 10)  # factors by which a doubted number, or one of an absent return, may turn out different

Slot = tuple[str, int, int | None]  # form, region, month or round
Sums = dict[tuple[object, ...], Fraction]


@dataclass
class Number:
    """One drawn number: what it counts, its return, and its place in that return."""

    what: tuple[object, ...]
    slot: Slot
    table: str
    position: int
    column: str
    value: int


@dataclass
class DrawnYear:
    """``absent`` returns were not sent; ``doubted`` are positions in ``numbers``."""

    numbers: list[Number]
    targets: dict[int, int]
    absent: set[Slot]
    doubted: set[int] = field(default_factory=set)

    def returns(self) -> list[Sent]:
        """The returns that were sent, with every number as it was typed."""
        made = [_plan(region, self.targets[region]) for region in REGIONS]
        made.append(_grants())
        by_slot: dict[Slot, list[Number]] = defaultdict(list)
        for number in self.numbers:
            by_slot[number.slot].append(number)
        made += [_return(slot, by_slot[slot]) for slot in by_slot if slot not in self.absent]
        return made

    def findings(self, returns: list[Sent]) -> list[Finding]:
        """A warning at the cell of each doubted number."""
        return [
            Finding("MON-001", Severity.WARNING, Effect.KEPT, place, "적음", "확인해 주세요.", region=number.slot[1])
            for number in (self.numbers[index] for index in sorted(self.doubted))
            for place in [_place(number, returns)]
        ]

    def possible(self, *, absent_too: bool) -> Iterator[Sums]:
        """The true sums, for each way in which the doubts may be settled; with ``absent_too`` also for each way in
        which the absent returns may turn out.
        """
        for doubt in FACTORS:
            for late in FACTORS if absent_too else (None,):
                yield self._sums(doubt, late)

    def _sums(self, doubt: int, late: int | None) -> Sums:
        sums: Sums = defaultdict(Fraction)
        for index, number in enumerate(self.numbers):
            is_absent = number.slot in self.absent
            if is_absent and late is None:
                continue
            value = Fraction(number.value)
            value *= late if is_absent and late is not None else doubt if index in self.doubted else 1
            sums[number.what] += value
        return sums


def draw_year(seed: int) -> DrawnYear:
    """A year with up to four absent returns and three doubted numbers. The numbers are close to each other, so that a
    small change alters rankings.
    """
    chance = Random(seed)
    numbers: list[Number] = []
    size = chance.choice((20, 100, 1000))
    for region in REGIONS:
        dongs = config().regions[region].dongs[:2]
        for round_number in ROUNDS:
            slot = ("phone_monitoring", region, round_number)
            for position, _ in enumerate(dongs):
                people = size + chance.randrange(1 + size // 5)
                calls = people * 4 + chance.randrange(1 + size // 2)
                numbers.append(
                    Number(("people", round_number, region), slot, "monitoring", position, "people_count", people)
                )
                numbers.append(
                    Number(("calls", round_number, region), slot, "monitoring", position, "consultation_count", calls)
                )
        for month in MONTHS:
            numbers += _month(chance, region, month, len(dongs))
        spent = GRANTED - chance.randrange(200_000)
        numbers.append(Number(("spent", region), ("settlement", region, None), "summary", 0, "spent_won", spent))
    slots = sorted({number.slot for number in numbers}, key=str)
    absent = set(chance.sample(slots, chance.choice((0, 0, 1, 2, 4))))
    here = [i for i, number in enumerate(numbers) if number.slot not in absent and number.table in _DOUBTED]
    doubted = set(chance.sample(here, chance.choice((0, 1, 1, 3))))
    targets = {region: 30 + chance.randrange(60) for region in REGIONS}
    return DrawnYear(numbers, targets, absent, doubted)


_DOUBTED = ("monitoring", "households", "project_results")


def _month(chance: Random, region: int, month: int, dongs: int) -> Iterator[Number]:
    slot = ("monthly_results", region, month)
    for position in range(dongs):
        found, supports = chance.randrange(6), chance.randrange(9)
        yield Number(("found", region, month), slot, "households", position, "found_count", found)
        yield Number(("supports", region, month), slot, "households", position, "support_count", supports)
    if month >= 7:
        yield Number(("cases", region, month), slot, "project_results", 0, "case_count", chance.randrange(5, 18))
    for position in range(chance.randrange(1, 4)):
        yield Number(("news", chance.choice(KINDS), region, month), slot, "newsletter", position, "", 1)


# -- returns --------------------------------------------------------------------------------------------------------


def _return(slot: Slot, numbers: list[Number]) -> Sent:
    form, region, period = slot
    if form == "settlement":
        return _settlement(region, numbers[0].value)
    rows: dict[str, dict[int, dict[str, int]]] = defaultdict(lambda: defaultdict(dict))
    for number in numbers:
        rows[number.table][number.position][number.column] = number.value
    dongs = config().regions[region].dongs
    if form == "phone_monitoring":
        cells = [(dongs[i], v["people_count"], v["consultation_count"]) for i, v in rows["monitoring"].items()]
        return monitoring(region, period or 0, *cells, days=DAYS[period or 0])
    kinds = [number.what[1] for number in numbers if number.table == "newsletter"]
    return sent(
        form,
        region,
        month=period,
        meetings=[],
        households=[{"dong": dongs[i], "shared_count": 0, **v} for i, v in rows["households"].items()],
        project_results=[{"project": PROJECT, "activity": ACTIVITY, **v} for v in rows["project_results"].values()],
        newsletter=[{"organisation": "복지관", "kind": k, "title": f"소식 {i}"} for i, k in enumerate(kinds)],
    )


def _plan(region: int, target: int) -> Sent:
    days = {"start_date": date(2021, 7, 1), "end_date": date(2021, 12, 15)}
    return sent(
        "joint_project_plan",
        region,
        projects=[{"project": PROJECT, "content": "이웃을 찾아감", "partners": "", **days}],
        activities=[{"project": PROJECT, "activity": ACTIVITY, "target_cases": target}],
    )


def _grants() -> Sent:
    item, day = "사무관리비", date(2021, 3, 25)
    rows = [{"region": region, "item": item, "grant_date": day, "granted_won": GRANTED} for region in REGIONS]
    return sent("head_office", activities=[], grants=rows)


def _settlement(region: int, spent: int) -> Sent:
    left, item = GRANTED - spent, "사무관리비"
    summary = {"granted_won": GRANTED, "spent_won": spent, "remaining_won": left, "returned_won": left}
    spending = {"spending_date": date(2021, 9, 1), "item": item, "amount_won": spent, "voucher": "영수증"}
    return sent("settlement", region, summary=[{"item": item, **summary}], spending=[spending])


def _place(number: Number, returns: list[Sent]) -> Place:
    """The cell of a number in a run in memory."""
    form, region, period = number.slot
    for position, one in enumerate(returns, start=1):
        rounds = {row["round"] for row in one.tables.get("monitoring", [])}
        if (one.form, one.region) == (form, region) and period in (one.month, *rounds):
            names = [column.id for column in forms()[form].table(number.table).columns]
            letters = column_letters(names.index(number.column) + 1)
            file = f"{position:03d}_{one.form}_{one.region}.xlsx"
            return Place(file, forms()[form].sheet_of(number.table).name, f"{letters}{FIRST_ROW + number.position}")
    raise KeyError(number.slot)
