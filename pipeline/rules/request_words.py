"""Why a file of the input folder was not used.

Comes in: a return. Goes out: a Korean sentence, used in both workbooks and receipts.
"""

from __future__ import annotations

from pipeline.model.findings import Effect
from pipeline.model.returns import Return, ReturnState
from pipeline.rules.catalogue import rules


def reason_of(item: Return) -> str:
    """Why a file was not used, in a sentence; "" for a file that was used."""
    if item.state is ReturnState.USED:
        return ""
    if item.state is ReturnState.SUPERSEDED:
        return f"더 새로운 파일이 있음: {item.superseded_by}"
    telling = [found for found in item.findings if found.effect is Effect.RETURN_REFUSED] or item.findings
    return f"{rules()[telling[0].rule].title}: {telling[0].message}" if telling else ""
