"""The last step over all findings: one finding per cell, and the allowed exceptions recorded.

Comes in: findings and the year's exceptions. Goes out: the findings, matching ones marked with the reason, and a
finding for each exception that matches nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pipeline.model.findings import Effect, Finding, Gate, Place, Severity
from pipeline.rules.catalogue import finding
from pipeline.settings.load import YearConfig
from pipeline.settings.schema import AllowedException


def apply_exceptions(findings: Sequence[Finding], config: YearConfig) -> list[Finding]:
    """The findings with ``exception`` set where one allows them. A finding that refuses a return cannot be allowed.
    Notes about how a cell was read are left out where that cell has an error: it has to be corrected anyway.
    """
    used: set[int] = set()
    marked = []
    for item in _one_for_a_cell(findings):
        index = _allowing(item, config.plan.exceptions)
        if index is None:
            marked.append(item)
            continue
        used.add(index)
        exception = config.plan.exceptions[index]
        note = f"{exception.reason} ({exception.allowed_by}, {exception.allowed_on})"
        marked.append(replace(item, exception=note, effect=Effect.KEPT))
    for index, exception in enumerate(config.plan.exceptions):
        if index not in used:
            place = Place(config.path.name, "예외", config.address_of("연도", config.year, "예외", index))
            refused = any(item.effect is Effect.RETURN_REFUSED and _matches(exception, item) for item in findings)
            rule = "EXC-002" if refused else "EXC-001"
            marked.append(finding(rule, place, value=exception.rule, reason=exception.reason))
    return marked


def _one_for_a_cell(findings: Sequence[Finding]) -> list[Finding]:
    wrong = {item.place for item in findings if item.place.cell and item.severity is Severity.ERROR}
    return [item for item in findings if not (_tells_how_it_was_read(item) and item.place in wrong)]


def _tells_how_it_was_read(item: Finding) -> bool:
    return item.gate is Gate.CELL and item.severity is not Severity.ERROR


def _allowing(item: Finding, exceptions: Sequence[AllowedException]) -> int | None:
    if item.effect is Effect.RETURN_REFUSED:
        return None
    return next((index for index, exception in enumerate(exceptions) if _matches(exception, item)), None)


def _matches(exception: AllowedException, item: Finding) -> bool:
    return (
        exception.rule == item.rule
        and exception.region in (None, item.region)
        and exception.month in (None, item.month)
        and exception.file in ("", item.place.file)
        and exception.sheet in ("", item.place.sheet)
        and exception.cell in ("", item.place.cell)
    )
