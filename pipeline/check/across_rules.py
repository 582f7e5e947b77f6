"""The rules that a form declares between its sums and other forms' sums, and between names in two forms.

Comes in: the year as read. Goes out: findings, each at the last cell of the sum that does not fit. Sums take every
typed row, even rows that another finding leaves out: one mistake must not be reported twice. A sender with an
unreadable cell, or with a return still to come, is not judged.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from operator import gt, lt, ne

from pipeline.check.context import UNREAD, CheckContext, names_of, say, whole_number
from pipeline.check.listed import hint
from pipeline.forms.form import AcrossRule, Form
from pipeline.model.findings import Finding
from pipeline.model.tables import Key, TableFrames
from pipeline.normalise import NameList

COMPARED = {"not_above": ("GEN-002", gt), "not_below": ("GEN-001", lt), "equal": ("GEN-003", ne)}
NOT_DONE, NOT_PLANNED, NOT_LISTED = "GEN-010", "GEN-011", "GEN-008"
Spot = tuple[int, tuple[str, ...]]  # the sender and the values of ``by``


@dataclass(slots=True)
class _Sums:
    """A measure added up by sender and ``by``. ``last`` is the last cell of each sum; ``came`` holds the senders who
    sent anything, ``unread`` those with a cell that cannot be read.
    """

    totals: dict[Spot, int] = field(default_factory=dict)
    last: dict[Spot, tuple[TableFrames, Key, str]] = field(default_factory=dict)
    unread: set[int] = field(default_factory=set)
    came: set[int] = field(default_factory=set)


def check_across(context: CheckContext) -> Iterator[Finding]:
    """Every finding of the rules that the year's forms declare between forms."""
    for form in context.forms:
        if context.config.expected(form.id) is None:
            continue
        for rule in form.across:
            if rule.kind == "listed":
                yield from _listed(context, form, rule)
            elif rule.kind == "done":
                yield from _done(context, rule)
            else:
                yield from _compared(context, rule)


def _sums(context: CheckContext, measure: str, by: tuple[str, ...]) -> _Sums:
    sums = _Sums()
    for form in context.forms:
        for _, table in form.tables():
            columns = [column for column in table.columns if column.measure == measure and not column.repeats]
            frames = context.table(form.id, table.id)
            if not columns:
                continue
            sums.came |= {item.region for item in context.used(form.id) if item.region is not None}
            if frames is None:
                continue
            own = [table.dimension_column(dimension) for dimension in by]
            region = table.dimension_column("region")
            for column in columns:
                _add(sums, frames, column.id, [c.id for c in own if c is not None], region.id if region else "")
    return sums


def _add(sums: _Sums, frames: TableFrames, column: str, by: list[str], region: str) -> None:
    rows, states = frames.values, frames.states
    for key in rows.index:
        sender = whole_number(rows.at[key, region or "return_region"])
        if sender is None:
            continue
        if any(states.at[key, name] in UNREAD for name in by) or states.at[key, column] == "unreadable":
            sums.unread.add(sender)
        amount = whole_number(rows.at[key, column])
        if amount is not None:
            spot = (sender, tuple(str(rows.at[key, name]) for name in by))
            sums.totals[spot] = sums.totals.get(spot, 0) + amount
            sums.last[spot] = (frames, key, column)


def _compared(context: CheckContext, rule: AcrossRule) -> Iterator[Finding]:
    """Two sums that break a rule: they must be equal, or one must not be above or below the other."""
    name, is_wrong = COMPARED[rule.kind]
    own, other = (_sums(context, measure, rule.by) for measure in (rule.measure, rule.other))
    labels = [context.forms.measures[measure].name for measure in (rule.measure, rule.other)]
    for spot, total in own.totals.items():
        sender, kinds = spot
        if sender in own.unread | other.unread or sender not in other.came or _is_owed(context, rule, sender):
            continue
        beside = other.totals.get(spot, 0)
        if is_wrong(total, beside):
            words = {"label": " ".join((*kinds, labels[0])), "other": labels[1], "other_value": f"{beside:,}"}
            yield _at(own, spot, name, value=f"{total:,}", **words)


def _done(context: CheckContext, rule: AcrossRule) -> Iterator[Finding]:
    """What was planned but not done by the end of the year, and what was done without a plan."""
    done, planned = (_sums(context, measure, rule.by) for measure in (rule.measure, rule.other))
    labels = {name: context.forms.measures[name].name for name in (rule.measure, rule.other)}
    for spot, total in planned.totals.items():
        judged = spot[0] not in done.unread and not _is_owed(context, rule, spot[0]) and context.is_closed(12)
        if total and judged and not done.totals.get(spot):
            unit = context.forms.measures[rule.other].unit
            yield _at(
                planned, spot, NOT_DONE, what=" ".join(spot[1]), label=labels[rule.other], value=f"{total:,}{unit}"
            )
    for spot, total in done.totals.items():
        if total and spot[0] in planned.came - planned.unread and spot not in planned.totals:
            unit = context.forms.measures[rule.measure].unit
            what = " ".join(spot[1]) or labels[rule.measure]
            yield _at(done, spot, NOT_PLANNED, what=what, label=labels[rule.measure], value=f"{total:,}{unit}")


def _is_owed(context: CheckContext, rule: AcrossRule, sender: int) -> bool:
    """Whether a return that may hold more of either sum is still to come."""
    for form in context.forms:
        expected = context.config.expected(form.id)
        holds = any({rule.measure, rule.other} & set(table.measures) for _, table in form.tables())
        if expected is None or not holds or form.sender != "region":
            continue
        own = [item for item in context.used(form.id) if item.region == sender]
        months = {item.month for item in own}
        if not own or not (set(expected.months) <= months or expected.annual):
            return True
    return False


def _at(sums: _Sums, spot: Spot, rule: str, **words: object) -> Finding:
    frames, key, column = sums.last[spot]
    return say(frames, key, column, rule, **words)


def _listed(context: CheckContext, form: Form, rule: AcrossRule) -> Iterator[Finding]:
    """Names that are missing from another form of the same sender, each reported once per return."""
    table_id, _, column = rule.column.partition(".")
    other_form, _, rest = rule.other.partition(".")
    other_table, _, other_column = rest.partition(".")
    own, other = context.table(form.id, table_id), context.table(other_form, other_table)
    if own is None or other is None:
        return
    lists = _names_by_sender(other, other_column)
    sheet = f"{context.forms[other_form].name} › {context.forms[other_form].sheet_of(other_table).name}"
    label = form.table(table_id).column(column).label
    reported: set[tuple[int, str]] = set()
    for key, value in own.values[column].dropna().items():
        names = lists.get(whole_number(own.values.at[key, "return_region"]) or 0)
        match = names.match(str(value)) if names is not None else None
        if names is not None and match is not None and match.name is None and (key[0], str(value)) not in reported:
            reported.add((key[0], str(value)))
            words = {"label": label, "listed": ", ".join(names.names), "hint": hint(match.nearest), "sheet": sheet}
            yield say(own, key, column, NOT_LISTED, **words)


def _names_by_sender(frames: TableFrames, column: str) -> Mapping[int, NameList]:
    """The names that each sender listed; without senders who have an unreadable name."""
    names: dict[int, list[str]] = {}
    unread: set[int] = set()
    for key in frames.values.index:
        sender = whole_number(frames.values.at[key, "return_region"]) or 0
        unread |= {sender} if frames.states.at[key, column] == "unreadable" else set()
        value = frames.values.at[key, column]
        if isinstance(value, str):
            names.setdefault(sender, []).append(value)
    return {sender: names_of(own) for sender, own in names.items() if sender not in unread}
