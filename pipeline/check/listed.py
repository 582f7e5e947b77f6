"""Checks between the tables of one return: a name used in one table must be listed in another.

Comes in: the frames of one form. Goes out: findings with the nearest listed name.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from pipeline.check.context import names_of, returns_with, say
from pipeline.forms.form import Form, RowRule, TableForm
from pipeline.model.findings import Finding
from pipeline.model.tables import TableFrames
from pipeline.normalise import NameList


def check_listed(form: Form, frames: Mapping[str, TableFrames]) -> list[Finding]:
    """Every value that by its rule (``kind: listed``) must be in another table of the same return, but is not."""
    found: list[Finding] = []
    for _, table in form.tables():
        for rule in table.rules:
            if rule.kind == "listed" and table.id in frames:
                found += _check(form, table, rule, frames)
    return found


def _check(form: Form, table: TableForm, rule: RowRule, frames: Mapping[str, TableFrames]) -> Iterator[Finding]:
    other_table, _, other_column = rule.other.partition(".")
    if other_table not in frames:
        return
    own, other = frames[table.id], frames[other_table]
    names: dict[int, list[str]] = {number: [] for number in other.parts}
    for key, name in other.values[other_column].dropna().items():
        names[key[0]].append(str(name))
    lists: dict[int, NameList] = {}
    unread = returns_with(other, other_column)
    sheet = form.sheet_of(other_table).name
    reported: set[tuple[int, str]] = set()  # a wrong name is reported once per table, however many rows use it
    for key, value in own.values[rule.column].dropna().items():
        number = key[0]
        if number in unread or number not in names:
            continue  # the list itself is already reported
        if number not in lists:
            lists[number] = names_of(names[number])
        match = lists[number].match(str(value))
        if match.name is None and (number, str(value)) not in reported:
            reported.add((number, str(value)))
            words = {"listed": ", ".join(lists[number].names) or "없음", "hint": hint(match.nearest), "sheet": sheet}
            words["label"] = table.column(rule.column).label
            yield say(own, key, rule.column, rule.rule, **words)


def hint(nearest: tuple[str, ...]) -> str:
    """The nearest listed name as a question to append to a sentence; "" where none is near."""
    return f" '{nearest[0]}'인가요?" if nearest else ""
