"""Facts written by hand, for tests of what is made from them.

Comes in: a few columns per fact. Goes out: a frame with every column of ``FACT_COLUMNS`` and the right types.
"""

from __future__ import annotations

import pandas as pd

from pipeline.count.fact_frame import fact_frame


def facts_frame(*rows: dict[str, object]) -> pd.DataFrame:
    """One fact per dict. A missing column is blank; a fact is counted and not a repetition unless the dict says so; its
    cell is A1, A2, … unless given.
    """
    filled = [
        {
            "state": "zero" if row.get("value") == 0 else "value",
            "file": "f.xlsx",
            "sheet": "s",
            "cell": f"A{number}",
            "counted": True,
            "repeats": False,
            "unread": "",
            "return_number": number,
            "row": number,
            **row,
        }
        for number, row in enumerate(rows, start=1)
    ]
    return fact_frame(filled)
