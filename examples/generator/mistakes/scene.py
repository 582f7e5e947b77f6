"""Where a mistake can be made, and what it leads to.

Comes in: the submissions of a year. Goes out: ``Spot``s (one cell of one return) with their addresses, and the records
that the kinds of mistakes are made of. An address is worked out from the form's layout, not read from a workbook.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from random import Random
from typing import Literal

from examples.generator.packages import Parts
from examples.generator.submission import Row, Rows, Submission
from pipeline.forms.form import Column, Form, FormSet, TableForm
from pipeline.model.cells import cell_address
from pipeline.settings.load import YearConfig
from pipeline.templates import Filling
from pipeline.templates.layout import SheetLayout, TableLayout, build_layout

Edit = Callable[[Parts], Parts]


@dataclass(frozen=True, slots=True)
class Expected:
    """One finding that has to come: in the changed file, unless ``file`` names another one.

    With ``label`` the cell is the one beside that label of the header block.
    """

    rule: str
    sheet: str = ""
    cell: str = ""
    file: str = ""
    label: str = ""


@dataclass(frozen=True, slots=True)
class Change:
    """A return with a mistake in it. ``edits`` change the written workbook, for what no ``Filling`` can say."""

    submission: Submission
    expected: tuple[Expected, ...]
    edits: tuple[Edit, ...] = ()


@dataclass(frozen=True)
class Spot:
    """One cell of one return: the ``row``-th filled row (from 0) of a table, and a column of it."""

    scene: Scene
    submission: Submission
    table: TableForm
    column: Column
    row: int

    @property
    def form(self) -> Form:
        return self.scene.forms[self.submission.slot.form]

    @property
    def rows(self) -> Rows:
        return self.submission.filling.tables[self.table.id]

    @property
    def value(self) -> object:
        return self.rows[self.row].get(self.column.id)

    @property
    def sheet(self) -> str:
        return self.form.sheet_of(self.table.id).name

    @property
    def cell(self) -> str:
        return self.cell_of(self.column.id)

    def cell_of(self, column_id: str, row: int | None = None) -> str:
        """The address of another column of the row, or of another row."""
        _, place = self.place()
        index = self.row if row is None else row
        return cell_address(place.first_row + index + 1, place.column_of(column_id) + 1)

    def place(self, table_id: str = "") -> tuple[SheetLayout, TableLayout]:
        """The layout of the spot's table, or of another table of the same form."""
        return self.scene.place(self.submission, table_id or self.table.id)

    def found(self, rule: str, column_id: str = "", row: int | None = None) -> Expected:
        """The finding of a rule at this cell, or at another one of the table."""
        return Expected(rule, self.sheet, self.cell_of(column_id or self.column.id, row))

    def with_row(self, **values: object) -> Submission:
        """The return with other values in this row."""
        rows: Rows = [dict(row) for row in self.rows]
        rows[self.row] = {**rows[self.row], **values}
        return self.with_rows(rows)

    def with_rows(self, rows: Rows) -> Submission:
        """The return with other rows in this table."""
        filling = self.submission.filling
        return replace(self.submission, filling=Filling(filling.header, {**filling.tables, self.table.id: rows}))

    def with_row_added(self, row: Row) -> Submission:
        return self.with_rows([*self.rows, row])


Reach = Literal["row", "table", "file"]
WIDEST_FIRST: tuple[Reach, ...] = ("file", "table", "row")


def nowhere_else(spot: Spot) -> Iterable[Submission]:
    """The mistake is not felt in any other return."""
    return ()


@dataclass(frozen=True, slots=True)
class Mistake:
    """A kind of mistake. ``reach`` says how far it is felt: in its row, in its table (and the tables that refer to it),
    or in the whole file. ``also`` names the returns besides in which it is felt.
    """

    name: str
    rules: tuple[str, ...]
    spots: Callable[[Scene, Submission], Iterable[Spot]]
    change: Callable[[Spot, Random], Change]
    reach: Reach = "table"
    also: Callable[[Spot], Iterable[Submission]] = nowhere_else


@dataclass
class Scene:
    """A year of submissions, and the layouts of their workbooks."""

    config: YearConfig
    forms: FormSet
    submissions: Sequence[Submission]
    _places: dict[tuple[str, str], tuple[SheetLayout, TableLayout]] = field(default_factory=dict)

    def place(self, submission: Submission, table_id: str) -> tuple[SheetLayout, TableLayout]:
        """Where a table stands in the workbook of a submission."""
        key = (submission.file, table_id)
        if key not in self._places:
            form = self.forms[submission.slot.form]
            counts = {name: len(rows) for name, rows in submission.filling.tables.items()}
            self._places[key] = build_layout(form, self.forms.header(form), counts, {}).find(table_id)
        return self._places[key]

    @cached_property
    def by_slot(self) -> dict[tuple[str, int | None], Submission]:
        """The returns of the forms that come once a year, by form and region."""
        return {(each.slot.form, each.slot.region): each for each in self.submissions}

    def cells(self, submission: Submission, wanted: Callable[[TableForm, Column], bool]) -> Iterator[Spot]:
        """Every filled row of every column that is wanted."""
        form = self.forms[submission.slot.form]
        for _, table in form.tables():
            for column in table.columns:
                if wanted(table, column):
                    for row in range(len(submission.filling.tables.get(table.id, ()))):
                        yield Spot(self, submission, table, column, row)

    def rows(self, submission: Submission, form: str, table: str, column: str) -> Iterator[Spot]:
        """Every filled row of one column of one form."""
        if submission.slot.form == form:
            yield from self.cells(submission, lambda t, c: t.id == table and c.id == column)


def neighbours(form: Form, table_id: str) -> frozenset[str]:
    """The tables of the form that a mistake in this one can be felt in: those that refer to each other."""
    linked: dict[str, set[str]] = {table.id: {table.id} for _, table in form.tables()}
    for _, table in form.tables():
        texts = [column.formula + " " + column.listed_in for column in table.columns]
        texts += [rule.other for rule in table.rules if rule.kind == "listed"]
        for other, links in linked.items():
            if any(f"{other}." in text for text in texts):
                linked[table.id].add(other)
                links.add(table.id)
    reached = {table_id}
    while True:
        wider = {other for table in reached for other in linked[table]}
        if wider == reached:
            return frozenset(reached)
        reached = wider
