"""Checks between the tables of one return: a name used in one table must be listed in another.

Comes in: the frames of one form. Goes out: findings with the nearest listed name.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from pipeline.findings import Finding
from pipeline.forms.form import Form, RowRule, TableForm
from pipeline.normalise import NameList
from pipeline.tables import TableFrames
from pipeline.validate.context import say


def check_listed(form: Form, frames: Mapping[str, TableFrames]) -> list[Finding]:
    """Every value that its declaration (``kind: listed``) wants to find in another table of the same return, and is
    not there.
    """
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
    for number in own.parts:
        listed = [str(name) for name in other.rows_of(number)[other_column].dropna()]
        names = NameList(listed, {})
        for key, value in own.rows_of(number)[rule.column].dropna().items():
            match = names.match(str(value))
            if match.name is None:
                hint = f" '{match.nearest[0]}'인가요?" if match.nearest else ""
                words = {"listed": ", ".join(listed) or "없음", "hint": hint, "sheet": form.sheet_of(other_table).name}
                yield say(own, key, rule.column, rule.rule, **words)
