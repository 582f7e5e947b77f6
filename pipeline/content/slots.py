"""How an expected return is called.

Comes in: an entry of the board. Goes out: "3권역 월별실적 4월". Nothing here decides anything.
"""

from __future__ import annotations

from pipeline.model import ExpectedReturn
from pipeline.result import RunResult


def slot_name(result: RunResult, entry: ExpectedReturn) -> str:
    """ "3권역 월별실적 4월", "복지정책과 총괄부서실적"."""
    slot = entry.slot
    parts = [f"{slot.region}권역" if slot.region is not None else result.config.settings.office.department]
    parts.append(result.forms[slot.form].name)
    if slot.month is not None:
        parts.append(f"{slot.month}월")
    if slot.round is not None:
        parts.append(f"{slot.round}회차")
    return " ".join(parts)
