"""How a file of the input folder is spoken of: what it covers, and why it was not used.

Comes in: a return. Goes out: a few Korean words, for workbooks and receipts alike.
"""

from __future__ import annotations

from pipeline.model.findings import Effect
from pipeline.model.returns import Return, ReturnState
from pipeline.rules.catalogue import rules


def return_period(item: Return) -> str:
    """The part of the year that a file covers: "4월", "1회차", "1, 2회차", "연간"."""
    if item.month is not None:
        return f"{item.month}월"
    return f"{', '.join(map(str, item.rounds))}회차" if item.rounds else "연간"


def reason_of(item: Return) -> str:
    """Why a file was not used, in a sentence; "" for one that was."""
    if item.state is ReturnState.USED:
        return ""
    if item.state is ReturnState.SUPERSEDED:
        return f"더 새로운 파일이 있음: {item.superseded_by}"
    telling = [found for found in item.findings if found.effect is Effect.RETURN_REFUSED] or item.findings
    return f"{rules()[telling[0].rule].title}: {telling[0].message}" if telling else ""
