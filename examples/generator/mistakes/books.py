"""Mistakes with the workbook itself: its header block, its sheets, its labels, cells that no form would write.

Comes in: spots (for most kinds only the return matters). Goes out: kinds of mistakes; many of them get the
whole return refused.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from random import Random

from examples.generator.mistakes.cells import is_number
from examples.generator.mistakes.packages import (
    blanked,
    deleted_sheet,
    formula_cell,
    hidden_sheet,
    merged,
    new_text_cell,
    renamed_sheet,
    stamped,
    text_cell,
)
from examples.generator.mistakes.scene import Change, Edit, Expected, Mistake, Scene, Spot
from examples.generator.submission import Submission
from pipeline.forms.form import Column, TableForm
from pipeline.model.cells import cell_address
from pipeline.templates import Filling

ANNUAL, NOTHING_HAPPENED = "연간", "실적 없음"
OLD_VERSION = "1999-9"
ERROR_VALUES = ("#REF!", "#N/A", "#DIV/0!", "#VALUE!", "#NAME?")


def book_mistakes() -> list[Mistake]:
    """Every kind of mistake with a workbook."""
    return [*_cells(), *_headers(), *_sheets(), *_labels()]


# -- cells ----------------------------------------------------------------------------------------------------------


def _spots(wanted: Callable[[TableForm, Column], bool]) -> Callable[[Scene, Submission], Iterable[Spot]]:
    return lambda scene, submission: scene.cells(submission, wanted)


def _edited(spot: Spot, rule: str, *edits: Edit) -> Change:
    return Change(spot.submission, (spot.found(rule),), edits)


def _cells() -> list[Mistake]:
    numbers = _spots(is_number)
    above = _spots(_required_number)
    return [
        Mistake("an error value", ("CELL-030",), numbers, _error_value),
        Mistake("a formula never calculated", ("CELL-031",), numbers, _never_calculated),
        Mistake("a formula of another file", ("CELL-032",), numbers, _other_file),
        Mistake("merged numbers", ("BOOK-014",), lambda s, x: _with_row_below(above(s, x)), _merged_numbers),
        Mistake("a value under a merge", ("BOOK-019",), lambda s, x: _with_row_below(above(s, x)), _under_a_merge),
    ]


def _error_value(spot: Spot, chance: Random) -> Change:
    value = chance.choice(ERROR_VALUES)
    return _edited(spot, "CELL-030", formula_cell(spot.sheet, spot.cell, "VLOOKUP(1,A1:B2,9,0)", value, kind="e"))


def _never_calculated(spot: Spot, chance: Random) -> Change:
    return _edited(spot, "CELL-031", formula_cell(spot.sheet, spot.cell, "10+5", None))


def _other_file(spot: Spot, chance: Random) -> Change:
    return _edited(spot, "CELL-032", formula_cell(spot.sheet, spot.cell, "[1]Sheet1!A1", "15"))


def _required_number(table: TableForm, column: Column) -> bool:
    """A required number that is counted: a round may well be written once for several rows."""
    return is_number(table, column) and column.required and bool(column.measure)


def _with_row_below(spots: Iterable[Spot]) -> Iterator[Spot]:
    """Spots whose cell holds a number, and the cell below it too."""
    for spot in spots:
        if spot.row + 1 < len(spot.rows) and isinstance(spot.rows[spot.row + 1].get(spot.column.id), int):
            yield spot


def _merged_numbers(spot: Spot, chance: Random) -> Change:
    """Merging keeps the upper number only."""
    below = replace(spot, row=spot.row + 1)
    changed = below.with_row(**{spot.column.id: None})
    return Change(changed, (spot.found("BOOK-014"),), (merged(spot.sheet, f"{spot.cell}:{below.cell}"),))


def _under_a_merge(spot: Spot, chance: Random) -> Change:
    below = spot.cell_of(spot.column.id, spot.row + 1)
    found = spot.found("BOOK-019", row=spot.row + 1)
    return Change(spot.submission, (found,), (merged(spot.sheet, f"{spot.cell}:{below}"),))


# -- the header block -----------------------------------------------------------------------------------------------


def _anywhere(field: str = "") -> Callable[[Scene, Submission], Iterable[Spot]]:
    """One spot for every return that has the header field: which cell does not matter."""

    def spots(scene: Scene, submission: Submission) -> Iterator[Spot]:
        form = scene.forms[submission.slot.form]
        table = next(table for _, table in form.tables())
        if not field or field in form.header:
            yield Spot(scene, submission, table, table.columns[0], 0)

    return spots


def _typed(field: str, rule: str, value: Callable[[Spot, Random], object]) -> Callable[[Spot, Random], Change]:
    """Another value in a field of the header block, found there."""

    def change(spot: Spot, chance: Random) -> Change:
        column = next(each for each in spot.scene.forms.header(spot.form) if each.id == field)
        header = {**spot.submission.filling.header, field: value(spot, chance)}
        found = Expected(rule, spot.form.sheets[0].name, label=column.label)
        return Change(_with_filling(spot, Filling(header, spot.submission.filling.tables)), (found,))

    return change


def _with_filling(spot: Spot, filling: Filling) -> Submission:
    old = spot.submission
    return Submission(old.slot, old.context, filling, old.file)


def _header(name: str, field: str, rule: str, value: Callable[[Spot, Random], object]) -> Mistake:
    return Mistake(name, (rule,), _anywhere(field), _typed(field, rule, value), reach="file")


def _headers() -> list[Mistake]:
    return [
        _header("no author", "author", "BOOK-022", lambda spot, chance: None),
        _header("no date", "date", "BOOK-022", lambda spot, chance: None),
        _header("a date of writing that is none", "date", "CELL-040", lambda spot, chance: "언젠가"),
        _header("another region's lead", "lead", "BOOK-026", lambda spot, chance: _other(spot, chance, "lead")),
        _header(
            "a lead misspelt",
            "lead",
            "BOOK-028",
            lambda spot, chance: spot.submission.context.lead.replace("복지", "북지"),
        ),
        _header("an unknown lead", "lead", "BOOK-029", lambda spot, chance: "먼 나라 단체"),
        _header("another region", "region", "BOOK-023", lambda spot, chance: _other(spot, chance, "name")),
        _header("an unknown region", "region", "BOOK-024", lambda spot, chance: "98권역"),
        _header("another month", "month", "BOOK-023", lambda spot, chance: (spot.submission.slot.month or 0) % 12 + 1),
        _header("a year for a month", "month", "BOOK-032", lambda spot, chance: ANNUAL),
        _header("another year", "year", "BOOK-023", lambda spot, chance: spot.scene.config.year - 1),
        Mistake("last year's form", ("BOOK-002",), _anywhere("year"), _last_years_form, reach="file"),
        Mistake("an unknown version", ("BOOK-003",), _anywhere(), _unknown_version, reach="file"),
        Mistake(
            "nothing happened, with lines", ("BOOK-035",), _anywhere("activity_state"), _nothing_happened, reach="file"
        ),
    ]


def _other(spot: Spot, chance: Random, field: str) -> str:
    regions = spot.scene.config.regions
    number = chance.choice([number for number in regions if number != spot.submission.slot.region])
    return str(getattr(regions[number], field))


def _last_years_form(spot: Spot, chance: Random) -> Change:
    change = _typed("year", "BOOK-002", lambda spot, chance: spot.scene.config.year - 1)(spot, chance)
    return Change(change.submission, change.expected, (stamped("year", str(spot.scene.config.year - 1)),))


def _unknown_version(spot: Spot, chance: Random) -> Change:
    return Change(spot.submission, (Expected("BOOK-003"),), (stamped("version", OLD_VERSION),))


def _nothing_happened(spot: Spot, chance: Random) -> Change:
    """Told once for every table that holds lines, at its first one."""
    filling = spot.submission.filling
    found = []
    for sheet, table in spot.form.tables():
        if filling.tables.get(table.id):
            first = Spot(spot.scene, spot.submission, table, table.columns[0], 0)
            found.append(Expected("BOOK-035", sheet.name, first.cell))
    changed = _with_filling(spot, Filling({**filling.header, "activity_state": NOTHING_HAPPENED}, filling.tables))
    return Change(changed, tuple(found))


# -- sheets and labels ----------------------------------------------------------------------------------------------


def _sheets() -> list[Mistake]:
    return [
        Mistake("a sheet renamed", ("BOOK-005",), _anywhere(), _renamed, reach="file"),
        Mistake("a sheet hidden", ("BOOK-012",), _anywhere(), _hidden, reach="file"),
        Mistake("a sheet deleted", ("BOOK-004",), _anywhere(), _deleted, reach="file"),
    ]


def _renamed(spot: Spot, chance: Random) -> Change:
    sheet = chance.choice(spot.form.sheets).name
    return Change(spot.submission, (Expected("BOOK-005", "Sheet1"),), (renamed_sheet(sheet, "Sheet1"),))


def _hidden(spot: Spot, chance: Random) -> Change:
    sheet = chance.choice(spot.form.sheets).name
    return Change(spot.submission, (Expected("BOOK-012", sheet),), (hidden_sheet(sheet),))


def _deleted(spot: Spot, chance: Random) -> Change:
    sheet = chance.choice(spot.form.sheets).name
    return Change(spot.submission, (Expected("BOOK-004"),), (deleted_sheet(sheet),))


def _labels() -> list[Mistake]:
    required = _spots(lambda table, column: column.required)
    return [
        Mistake("a label deleted", ("BOOK-007",), required, _label_deleted, reach="file"),
        Mistake("a label misspelt", ("BOOK-008",), required, _label_misspelt, reach="file"),
        Mistake("a label twice", ("BOOK-009",), required, _label_twice, reach="file"),
    ]


def _label_cell(spot: Spot, column: int | None = None) -> str:
    _, place = spot.place()
    number = place.column_of(spot.column.id) if column is None else column
    return cell_address(place.header_row + 1, number + 1)


def _label_deleted(spot: Spot, chance: Random) -> Change:
    """Told at the first label that is left."""
    _, place = spot.place()
    first = 1 if place.column_of(spot.column.id) == 0 else 0
    found = Expected("BOOK-007", spot.sheet, _label_cell(spot, first))
    return Change(spot.submission, (found,), (blanked(spot.sheet, _label_cell(spot)),))


def _label_misspelt(spot: Spot, chance: Random) -> Change:
    found = Expected("BOOK-008", spot.sheet, _label_cell(spot))
    return Change(spot.submission, (found,), (text_cell(spot.sheet, _label_cell(spot), f"{spot.column.label}요"),))


def _label_twice(spot: Spot, chance: Random) -> Change:
    sheet, _ = spot.place()
    cell = _label_cell(spot, len(sheet.widths))
    found = Expected("BOOK-009", spot.sheet, cell)
    return Change(spot.submission, (found,), (new_text_cell(spot.sheet, cell, spot.column.label),))
