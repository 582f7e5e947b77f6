"""The rule catalogue: every rule's id, severity, effect on the numbers, Korean message and advice.

Comes in: the YAML files beside this module, one per gate. Goes out: ``Rule`` objects and, through ``finding``, worded
findings. Wording lives only in the YAML; code names a rule and passes the values of the case. Placeholders may ask for
a particle: ``{region:이/가}`` (see ``pipeline.korean``). A missing word for a placeholder is a KeyError; a test words
every rule.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from ruamel.yaml import YAML

from pipeline.korean import format_korean
from pipeline.model.findings import Effect, Finding, Place, Severity

CATALOGUE_FOLDER = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule. ``source`` names where the rule comes from (a form's contract, a case of the failure catalogue).

    ``asks_reason`` marks a note about which the region is asked nevertheless, with a place to write the reason.
    """

    id: str
    title: str
    severity: Severity
    effect: Effect
    message: str
    advice: str
    source: str = ""
    asks_reason: bool = False


@cache
def rules() -> dict[str, Rule]:
    """Every rule by id, in the order of the catalogue files. Raises ValueError where two rules share an id."""
    catalogue: dict[str, Rule] = {}
    for path in sorted(CATALOGUE_FOLDER.glob("*.yaml")):
        for rule_id, entry in YAML(typ="safe").load(path.read_text(encoding="utf-8")).items():
            if rule_id in catalogue:
                raise ValueError(f"rule {rule_id} is declared twice ({path.name})")
            catalogue[rule_id] = Rule(
                id=rule_id,
                title=entry["title"],
                severity=Severity(entry["severity"]),
                effect=Effect(entry.get("effect", "kept")),
                message=entry["message"],
                advice=entry["advice"],
                source=str(entry.get("source", "")),
                asks_reason=bool(entry.get("asks_reason", False)),
            )
    return catalogue


def asks_region(rule_id: str, severity: str) -> bool:
    """Whether the region is asked about such a finding: errors, warnings, and notes for which a reason is wanted."""
    rule = rules().get(rule_id)
    return severity in (Severity.ERROR, Severity.WARNING) or (rule is not None and rule.asks_reason)


def finding(rule_id: str, place: Place, *, value: object = "", **words: object) -> Finding:
    """The finding of one case: the rule's sentences with ``words`` filled in (``value`` is available to them too)."""
    return worded_finding(rule_id, place, {**words, "value": value})


def row_finding(rule_id: str, place: Place, table: str, row: int, **words: object) -> Finding:
    """The finding of one case in a row of a table: that row's numbers are left out where that is the effect."""
    return worded_finding(rule_id, place, words, table=table, row=row)


def worded_finding(
    rule_id: str,
    place: Place,
    words: Mapping[str, object],
    *,
    effect: Effect | None = None,
    table: str = "",
    row: int | None = None,
) -> Finding:
    """The finding whose sentences are filled from ``words``; ``words["value"]`` is the sender's own value.

    ``effect`` overrides the rule's usual effect, for example where a number still counts in this case. Raises KeyError
    for a rule that the catalogue lacks or a placeholder without a word.
    """
    rule = rules()[rule_id]
    value = words.get("value")
    filled = {**words, "value": "" if value is None else str(value)}
    return Finding(
        rule=rule_id,
        severity=rule.severity,
        effect=effect or rule.effect,
        place=place,
        message=format_korean(rule.message, **filled),
        advice=format_korean(rule.advice, **filled),
        value=str(filled["value"]),
        table=table,
        row=row,
    )
