"""Which months or rounds a return itself points to, by the days in its rows and by its file name.

Comes in: the first sheet of a monthly form, or the name of a file. Goes out: months or rounds, as evidence where what
was typed contradicts the stamp. It must not decide alone: a file name may be old, a day may be a slip.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from pathlib import PurePosixPath

from pipeline.forms.form import Form
from pipeline.model.returns import Return
from pipeline.normalise import read_date
from pipeline.receive.recognise import SheetMatch
from pipeline.settings.load import YearConfig

_NAMED_MONTH = re.compile(r"(?<!\d)(\d{1,2})\s*월(?!별)(?!\s*\d{1,2}\s*일)")

_NAMED_ROUND = re.compile(r"(?<!\d)(\d{1,2})\s*회?차(?![가-힣]*\s*(?:수정|제출|보완|송부|보고|본|안))")


@dataclass(frozen=True, slots=True)
class PeriodsTold:
    """The months (or rounds) of the rows' days, and those that the file's name mentions."""

    of_days: frozenset[int]
    of_name: frozenset[int]

    def tell(self, period: int, other: int) -> bool:
        """Whether days or name point to ``period`` and neither points to ``other``; all days must be in ``period``."""
        told = self.of_days | self.of_name
        return period in told and other not in told and self.of_days <= {period}


def named_months(file: str) -> list[int]:
    """The months that a file name mentions, in order; a date ("4월 15일") does not count."""
    return [int(number) for number in _NAMED_MONTH.findall(PurePosixPath(file).stem)]


def named_rounds(file: str) -> list[int]:
    """The rounds that a file name mentions, in order; "2차 수정" is a second version and no round."""
    return [int(number) for number in _NAMED_ROUND.findall(PurePosixPath(file).stem)]


def months_told(result: Return, form: Form, match: SheetMatch, config: YearConfig) -> PeriodsTold:
    """The months that days and name point to; the days are those of columns whose dates must lie in the form's
    month.
    """
    days: set[int] = set()
    for table in form.sheets[0].tables:
        header = match.headers.get(table.id)
        if header is None:
            continue
        columns = {header.columns.get(column.id) for column in table.columns if column.within == "month"}
        below = [cells for row, cells in match.rows.items() if row > header.row]
        for cell in (cell for cells in below for number, cell in cells.items() if number in columns):
            value = read_date(cell, year=config.year, date_1904=result.date_1904).value
            days |= {value.month} if isinstance(value, date) else set()
    return PeriodsTold(frozenset(days), frozenset(named_months(result.file)))
