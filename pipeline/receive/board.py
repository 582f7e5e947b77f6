"""The board: what was expected from whom, by when, and what came.

Comes in: the returns that were read, and the settings. Goes out: one ``ExpectedReturn`` per slot.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from pipeline.forms.form import FormSet
from pipeline.forms.slots import Slot, expected_slots
from pipeline.model.returns import ExpectedReturn, Return, ReturnState, SlotState
from pipeline.settings.load import YearConfig


def build_board(
    returns: Sequence[Return], forms: FormSet, config: YearConfig, as_of: date | None, to_mend: Mapping[str, int]
) -> list[ExpectedReturn]:
    """The state of every expected return. ``to_mend`` counts the open errors of each file. 제출 or 지연 by the day it
    was written (작성일); 보완 where what came has to be corrected before anyone can rely on it; 미제출 where nothing
    came. With ``as_of``, only what was due by then, or has come, is due. Sets ``on_time`` on the returns.
    """
    due_by = dict(expected_slots(forms, config))
    used: dict[Slot, list[Return]] = {}
    refused: dict[Slot, list[Return]] = {}
    for result in returns:
        for slot in slots_of(result, forms):
            if result.state is ReturnState.USED:
                used.setdefault(slot, []).append(result)
            elif result.state is ReturnState.REFUSED:
                refused.setdefault(slot, []).append(result)
            if slot in due_by and result.written_on is not None:
                result.on_time = result.written_on <= due_by[slot]
    board = []
    for slot, due in due_by.items():
        files = used.get(slot, [])
        if files and any(to_mend.get(result.file) for result in files):
            state = SlotState.TO_MEND
        elif files:
            state = SlotState.LATE if any(result.on_time is False for result in files) else SlotState.SUBMITTED
        else:
            state = SlotState.TO_MEND if refused.get(slot) else SlotState.MISSING
        names = tuple(result.file for result in files)
        board.append(ExpectedReturn(slot, due, state, names, is_due=as_of is None or due <= as_of or bool(names)))
    return board


def slots_of(result: Return, forms: FormSet) -> list[Slot]:
    """The slots that a return fills: one, or one for each monitoring round that it holds."""
    if result.form is None:
        return []
    form = forms[result.form]
    region = result.region if form.sender == "region" else None
    if form.period == "round":
        return [Slot(form.id, region, None, number) for number in result.rounds]
    return [Slot(form.id, region, result.month if form.period == "month" else None)]
