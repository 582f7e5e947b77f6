"""What travels between the steps of a run: returns, expected slots, figures, the result.

Comes in: values made by ``read``, ``intake``, ``facts``. Goes out: plain data for the writers. Nothing here reads a
file, knows a rule or prints.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from pathlib import Path

from pipeline.forms.slots import Slot
from pipeline.forms.stamp import Stamp
from pipeline.model.cells import Cell, column_letters
from pipeline.model.findings import Effect, Finding, Place
from pipeline.report.blocks import State


class ReturnState(StrEnum):
    """What became of a file of the input folder. Every file has exactly one."""

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
    """A table as it stands in one workbook. ``columns`` gives each found column's 1-based worksheet column.

    ``told`` holds the cells (row, column id) whose value must not be used and about which a finding is made already.
    """

    table: str
    sheet: str
    header_row: int
    columns: Mapping[str, int]
    rows: Sequence[RawRow]
    totals: Sequence[RawRow] = ()
    told: frozenset[tuple[int, str]] = frozenset()

    def address(self, column: str, row: int) -> str:
        """The cell of a column in a row, e.g. "E12"; of a column that the sheet lacks, the row's first cell."""
        return f"{column_letters(self.columns.get(column, min(self.columns.values(), default=1)))}{row}"


@dataclass(frozen=True, slots=True)
class HeaderValue:
    """A field of the header block, already normalised; ``value`` is None where it is blank or cannot be read."""

    value: object
    typed: str
    place: Place


@dataclass(frozen=True, slots=True)
class Answer:
    """What a region wrote beside a request in the sheet 수정요청 of the copy that came back.

    ``sheet`` is "" and ``cells`` holds "" where the request was about the whole of them. ``about`` is what stood there
    when it was written, where it was given for an earlier version: the value as shown, and what was asked.
    """

    rule: str
    sheet: str
    cells: frozenset[str]
    text: str
    about: tuple[str, str] | None = None


@dataclass(slots=True)
class Return:
    """One file of the input folder, as far as it could be understood.

    ``number`` is its place in the sorted listing and the key of its rows in every frame. ``rounds`` lists the
    monitoring rounds that the file holds. ``revision`` is the stamp's count of how often the office sent the form
    back.
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
        """Collect findings, each marked with the form, region and month of this return as known so far."""
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


class SlotState(StrEnum):
    """How an expected return stands; the words are printed as they are."""

    SUBMITTED = "제출"
    LATE = "지연"
    TO_MEND = "보완"
    MISSING = "미제출"


@dataclass(frozen=True, slots=True)
class ExpectedReturn:
    """A slot, its due day (already moved to a working day), how it stands, and the files that were used for it."""

    slot: Slot
    due: date
    state: SlotState
    files: tuple[str, ...] = ()
    is_due: bool = True


IN_QUESTION, LEFT_BLANK = "확인 중", "적은 수 없음"
LEFT_OUT = "확인이 필요해 뺀 줄"
EFFECT_WORDS = {Effect.RETURN_REFUSED: "파일 반려", Effect.ROW_LEFT_OUT: "줄 제외", Effect.KEPT: "합계에 넣음"}
NO_NUMBER_THERE = "적힌 수 없음"
NOT_WRITTEN = "미기재"  # stands behind the name of a form that came, before what is not in it


def effect_words(item: Finding) -> str:
    """What a finding did to the numbers; where what was asked for is not there, nothing could be done."""
    return NO_NUMBER_THERE if item.gaps and item.effect is Effect.KEPT else EFFECT_WORDS[item.effect]


def is_in_question(missing: Sequence[str]) -> bool:
    """Whether what lacks a value was submitted all the same: nothing is owed, what came only cannot be counted yet."""
    return bool(missing) and all(reason.startswith(LEFT_OUT) or f" {NOT_WRITTEN}(" in reason for reason in missing)


def has_left_out(figure: Figure) -> bool:
    """Whether something that came is not in the figure."""
    return any(reason.startswith(LEFT_OUT) for reason in figure.missing)


@dataclass(frozen=True, slots=True)
class Figure:
    """A number that the report may print. ``value`` is None when nothing was submitted (state missing or not
    applicable).

    ``sources`` are the cells that were added up, or those that say 해당없음. ``missing`` says in Korean what a partial
    figure lacks.
    """

    measure: str
    unit: str
    value: int | None
    state: State
    region: int | None = None
    dong: str | None = None
    month: int | None = None
    round: int | None = None
    project: str | None = None
    activity: str | None = None
    item: str | None = None
    sources: tuple[Place, ...] = ()
    missing: tuple[str, ...] = ()

    @property
    def is_blank(self) -> bool:
        """Whether nothing is lacking and nobody wrote anything either: what is optional was left blank."""
        return self.state is State.NOT_APPLICABLE and not self.sources

    @property
    def none_word(self) -> str:
        """What a figure without a value is called in a list."""
        if is_in_question(self.missing):
            return IN_QUESTION
        return LEFT_BLANK if self.is_blank else "해당없음" if self.state is State.NOT_APPLICABLE else "미제출"

    @property
    def key(self) -> str:
        """A stable id: the measure and every dimension that is set, e.g. "people region=1 round=1"."""
        parts = [self.measure]
        for name in ("region", "dong", "month", "round", "project", "activity", "item"):
            value = getattr(self, name)
            if value is not None:
                parts.append(f"{name}={value}")
        return " ".join(parts)

    def words(self, label: str, whole: str = "전체") -> str:
        """What it is called: "1권역 2회차 역촌동 대상자(명)". ``whole`` says what no region means here."""
        when = (f"{number}{unit}" for number, unit in ((self.month, "월"), (self.round, "회차")) if number is not None)
        parts = (*when, self.dong, self.project, self.activity, self.item, label)
        return " ".join([whole if self.region is None else f"{self.region}권역", *(part for part in parts if part)])
