"""What was found wrong with the *data*: located, worded, collected; never raised.

Comes in: a rule id, a place and the values of one case. Goes out: ``Finding`` rows. The place is held in fields (file,
sheet, cell), never baked into the sentence, so that every writer can point at the cell in its own way.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

from pipeline.forms.dimensions import At


class Severity(StrEnum):
    """How much a finding matters: an error keeps the report provisional, a note only records."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


class Gate(StrEnum):
    """The stage at which a rule applies to a return, in this order; known by the first part of the rule's id."""

    FILE = "FILE"
    INTAKE = "INT"
    WORKBOOK = "BOOK"
    PERSONAL_DATA = "PRIV"
    CELL = "CELL"
    ROW = "ROW"
    ANY_FORM = "GEN"
    ORGANISATION = "ORG"
    PLAN = "PLN"
    PROJECT = "PRJ"
    MEETING = "MTG"
    HOUSEHOLD = "HSH"
    MONITORING = "MON"
    BUDGET = "BUD"
    SETTLEMENT = "SET"
    TREND = "TRD"
    EXCEPTION = "EXC"


def gate_of(rule: str) -> Gate:
    """The gate of a rule. Raises ValueError for an id that belongs to no gate."""
    return Gate(rule.partition("-")[0])


class Effect(StrEnum):
    """What a finding did to the numbers."""

    KEPT = "kept"
    ROW_LEFT_OUT = "row_left_out"
    RETURN_REFUSED = "return_refused"


@dataclass(frozen=True, slots=True)
class Place:
    """Where in the sender's own file: ``file`` is relative to the input folder, with forward slashes."""

    file: str = ""
    sheet: str = ""
    cell: str = ""

    def __str__(self) -> str:
        return " › ".join(part for part in (self.file, self.sheet, self.cell) if part)


@dataclass(frozen=True, slots=True)
class Gap(At):
    """Numbers that were asked for but are missing: these columns of a table, at these dimensions. Without a region or
    month, those of the return apply. ``unread`` names the dimensions that cannot be read: "dong round".
    """

    table: str
    columns: tuple[str, ...]
    unread: str = ""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing found at one place.

    ``value`` is the sender's own value as typed (masked where it is personal data). ``form``, ``region`` and ``month``
    are set where they are known, so that findings can be grouped without opening the file again. ``row`` is the
    worksheet row whose numbers are left out when ``effect`` is ``row_left_out``; ``table`` names that row's table.
    ``answer`` is what the region wrote about it in the copy that came back. ``gaps`` are the numbers that are missing
    as long as the finding is open.
    """

    rule: str
    severity: Severity
    effect: Effect
    place: Place
    message: str
    advice: str
    value: str = ""
    form: str | None = None
    region: int | None = None
    month: int | None = None
    table: str = ""
    row: int | None = None
    exception: str = ""
    answer: str = ""
    gaps: tuple[Gap, ...] = ()

    @property
    def gate(self) -> Gate:
        """The gate at which it was found."""
        return gate_of(self.rule)

    @property
    def is_error(self) -> bool:
        return self.severity is Severity.ERROR and not self.exception

    @property
    def is_doubt(self) -> bool:
        """Whether somebody still has to confirm it: a warning that is neither allowed nor answered."""
        return self.severity is Severity.WARNING and not self.exception and not self.answer

    @property
    def is_open(self) -> bool:
        """Whether it still has to be corrected or confirmed. A note asks for neither."""
        return self.is_error or self.is_doubt

    @property
    def is_settled(self) -> bool:
        """Whether nothing more is asked of the region because it gave a reason. Only a correction settles an error."""
        return bool(self.answer) and self.severity is not Severity.ERROR

    def of_return(self, *, form: str | None, region: int | None, month: int | None) -> Finding:
        """The same finding, marked with the return that it belongs to."""
        return replace(self, form=form, region=region, month=month)
