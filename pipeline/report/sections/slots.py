"""What expected returns are called, one by one and many together.

Comes in: entries of the board. Goes out: "3권역 정산서", "3권역 월별실적 4~6월·9월". Nothing here decides anything.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from pipeline.forms.form import FormSet
from pipeline.joints.returned import month_words
from pipeline.model.returns import ExpectedReturn
from pipeline.settings.load import YearConfig


@dataclass(frozen=True, slots=True)
class SlotGroup:
    """The entries of one form and sender under one name."""

    name: str
    entries: tuple[ExpectedReturn, ...]


def slot_groups(config: YearConfig, forms: FormSet, entries: Iterable[ExpectedReturn]) -> list[SlotGroup]:
    """The entries by sender and form, in the order in which each first appears."""
    groups: dict[tuple[int | None, str], list[ExpectedReturn]] = {}
    for entry in entries:
        groups.setdefault((entry.slot.region, entry.slot.form), []).append(entry)
    return [SlotGroup(_name(config, forms, own), tuple(own)) for own in groups.values()]


def _name(config: YearConfig, forms: FormSet, own: list[ExpectedReturn]) -> str:
    slot = own[0].slot
    parts = [config.called(slot.region) if slot.region is not None else config.settings.office.department]
    parts.append(forms[slot.form].name)
    months = [entry.slot.month for entry in own if entry.slot.month is not None]
    rounds = [entry.slot.round for entry in own if entry.slot.round is not None]
    parts += [month_words(months).replace(", ", "·")] if months else []
    parts += [f"{'·'.join(map(str, sorted(rounds)))}회차"] if rounds else []
    return " ".join(parts)
