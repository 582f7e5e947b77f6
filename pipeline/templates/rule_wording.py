"""What must agree within a row of a table, in the words of the guide.

Comes in: a row rule's declaration. Goes out: one Korean sentence with the labels that people see. The checks word their
own findings; both are about the same rule because both read the same declaration.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from pipeline.forms.form import Form, RowRule, TableForm
from pipeline.korean import attach, format_korean, join_korean

_SENTENCES: dict[str, str] = {
    "not_below": "{column:은/는} {other}보다 작을 수 없습니다.",
    "not_above": "{column:은/는} {other}보다 클 수 없습니다.",
    "not_before": "{column:은/는} {other}보다 빠를 수 없습니다.",
    "equal": "{column:은/는} {other:과/와} 같아야 합니다.",
    "product": "{column:은/는} {listed:과/와} 같아야 합니다.",
    "difference": "{column:은/는} {listed:을/를} 뺀 값과 같아야 합니다.",
    "sum": "{column:은/는} {listed:을/를} 더한 값과 같아야 합니다.",
    "unique": "{listed:이/가} 같은 줄을 두 번 적지 않습니다.",
    "together": "{listed:은/는} 함께 적거나 함께 비워 둡니다.",
    "at_least_one": "{listed} 가운데 하나 이상을 적습니다.",
    "listed": "{column:은/는} '{sheet}' 시트에 적은 이름과 똑같이 적습니다.",
    "when_equals": "{other:이/가} '{value}'{value:~이면/면} {column:은/는} '{allowed}'{allowed:~으로/로} 적습니다.",
    "when_at_least": "{other:이/가} '{value}'{value:~이면/면} {column:은/는} {minimum} 이상이어야 합니다.",
}


def _and(labels: Sequence[str]) -> str:
    return f"{attach(labels[0], '과/와')} {labels[1]}" if len(labels) == 2 else ", ".join(labels)


_LISTS: dict[str, Callable[[Sequence[str]], str]] = {
    "product": " × ".join,
    "difference": lambda labels: f"{labels[0]}에서 {', '.join(labels[1:])}",
    "at_least_one": lambda labels: join_korean(labels, "또는"),
}


def rule_sentence(form: Form, table: TableForm, rule: RowRule) -> str:
    """The rule as one sentence. Raises KeyError where it names a column that the table lacks."""
    labels = [table.column(name).label for name in rule.columns]
    return format_korean(
        _SENTENCES[rule.kind],
        column=table.column(rule.column).label if rule.column else "",
        other=rule.other if rule.kind == "listed" or not rule.other else table.column(rule.other).label,
        listed=_LISTS.get(rule.kind, _and)(labels),
        sheet=form.sheet_of(rule.other.partition(".")[0]).name if rule.kind == "listed" else "",
        value=rule.value,
        allowed=join_korean(rule.allowed, "또는"),
        minimum=rule.minimum,
    )
