"""What travels between the steps of a run: returns, expected slots, figures, the result.

Comes in: values made by ``receive`` and later rooms. Goes out: plain data for all of them. Nothing here reads a file,
knows a rule or prints.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import NamedTuple

from pipeline.forms.slots import Slot
from pipeline.forms.stamp import Stamp
from pipeline.model.cells import Cell, column_letters
from pipeline.model.findings import Finding, Place


class ReturnState(StrEnum):
    """How a file of the input folder was handled. Every file has exactly one state."""

    USED = "used"
    REFUSED = "refused"
    SUPERSEDED = "superseded"
    IGNORED = "ignored"


@dataclass(frozen=True, slots=True)
class RawRow:
    """One worksheet row of a table: the cells by column id; a column that is blank there is absent."""

    row: int
    cells: Mapping[str, Cell]


@dataclass(frozen=True, slots=True)
class RawTable:
    """A table as it is in one workbook. ``columns`` gives the 1-based worksheet column of each column that was found.
    ``reported`` holds the cells (row, column id) whose value must not be used because a finding already reports them.
    """

    table: str
    sheet: str
    header_row: int
    columns: Mapping[str, int]
    rows: Sequence[RawRow]
    totals: Sequence[RawRow] = ()
    reported: frozenset[tuple[int, str]] = frozenset()

    def address(self, column: str, row: int) -> str:
        """The cell of a column in a row, e.g. "E12"; for a column that the sheet lacks, the row's first cell."""
        number = self.columns.get(column)
        return self.first_cell(row) if number is None else f"{column_letters(number)}{row}"

    def first_cell(self, row: int) -> str:
        """The cell of the leftmost column in a row."""
        return f"{column_letters(min(self.columns.values(), default=1))}{row}"


@dataclass(frozen=True, slots=True)
class HeaderValue:
    """A field of the header block, already normalised; ``value`` is None where it is blank or cannot be read."""

    value: object
    typed: str
    place: Place


@dataclass(frozen=True, slots=True)
class Answer:
    """What a region wrote beside a request in the sheet 수정요청 of the copy that came back. ``sheet`` is "" where the
    request was about the whole file, and ``cells`` holds "" where it was about a whole sheet or file. ``about`` is set
    for an answer to an earlier version: the value shown then, and what was asked.
    """

    rule: str
    sheet: str
    cells: frozenset[str]
    text: str
    about: tuple[str, str] | None = None


@dataclass(slots=True)
class Return:
    """One file of the input folder, as far as it could be understood.

    ``number`` is its position in the sorted listing and the key of its rows in every frame. ``rounds`` lists the
    monitoring rounds that the file holds. ``revision`` is the stamp's count of how often the office sent the form back.
    """

    number: int
    file: str
    path: Path
    sha256: str = ""
    size: int = 0
    form: str | None = None
    version: str = ""
    year: int | None = None
    region: int | None = None
    month: int | None = None
    annual: bool = False
    rounds: tuple[int, ...] = ()
    written_on: date | None = None
    no_activity: bool = False
    stamp: Stamp | None = None
    date_1904: bool = False
    header: dict[str, HeaderValue] = field(default_factory=dict)
    tables: dict[str, RawTable] = field(default_factory=dict)
    answers: tuple[Answer, ...] = ()
    findings: list[Finding] = field(default_factory=list)
    state: ReturnState = ReturnState.USED
    superseded_by: str = ""
    version_number: int = 1
    on_time: bool | None = None

    @property
    def is_refused(self) -> bool:
        return self.state is ReturnState.REFUSED

    def add(self, *findings: Finding) -> None:
        """Add findings, each marked with the form, region and month of this return as far as known."""
        for item in findings:
            self.findings.append(item.of_return(form=self.form, region=self.region, month=self.month))


@dataclass(frozen=True, slots=True)
class Difference:
    """One cell that differs between two versions of the same return."""

    older: str
    newer: str
    place: Place
    old_value: str
    new_value: str


class Beginnings(NamedTuple):
    """The first month of each project of a region, and of the region altogether."""

    of_project: dict[str, int]
    of_region: int

    def month(self, project: str | None) -> int:
        """The first month of a project (of the region, without one); 1 for a project that no plan names."""
        return self.of_region if project is None else self.of_project.get(project, 1)


class SlotState(StrEnum):
    """The state of an expected return; the words are printed as they are."""

    SUBMITTED = "제출"
    LATE = "지연"
    TO_MEND = "보완"
    MISSING = "미제출"


@dataclass(frozen=True, slots=True)
class ExpectedReturn:
    """A slot, its due day (already moved to a working day), its state, and the files that were used for it."""

    slot: Slot
    due: date
    state: SlotState
    files: tuple[str, ...] = ()
    is_due: bool = True
