"""A declared table -> a table block: numbers by places, sums only where allowed, notes on what they lack.

Comes in: the run, a declared table and where it stands. Goes out: a block; None where none of its numbers is known.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from pipeline.count.derived import PREVIOUS, Shown, figures_named
from pipeline.forms.declared_report import Included, Number, Table
from pipeline.forms.form import FormSet
from pipeline.korean import attach, join_korean
from pipeline.model.figures import Figures
from pipeline.model.result import RunResult
from pipeline.report.blocks import Align, TableBlock, TableCell, TableColumn, TableRow
from pipeline.report.sections.compare import Kind
from pipeline.report.sections.declared.numbers import (
    adds_over_regions,
    change_at,
    is_blank,
    is_known,
    name_of,
    shown_at,
    unit_of,
)
from pipeline.report.sections.declared.places import Along, At, axis_word, places
from pipeline.report.sections.declared.thousands import in_thousands
from pipeline.report.sections.declared.words import words
from pipeline.report.sections.parts import NOTHING, figure_cell, figure_text, partial_notes, submitted_note, text_cell
from pipeline.report.sections.scale import fitted
from pipeline.settings.load import YearConfig
from pipeline.settings.schema import Region

TOTAL = "계"
_NAME_SEAM = re.compile(r"(?=사회복지관$|종합복지관$|(?<!사회)(?<!종합)복지관$)")


@dataclass(frozen=True, slots=True)
class Head:
    """The head of a row or a column: a place, a number, or the total of the places."""

    label: str
    place: Along | None = None
    number: Number | None = None

    @property
    def is_total(self) -> bool:
        return self.place is not None and not self.place.dimensions


@dataclass(slots=True)
class Matrix:
    """A table before it is laid out. ``shown`` are its numbers by row and column, None for "–"."""

    rows: list[Head]
    columns: list[Head]
    shown: list[list[Shown | None]] = field(default_factory=list)

    @property
    def numbers(self) -> list[Shown]:
        return [shown for row in self.shown for shown in row if shown is not None]


def build_table(result: RunResult, table: Table, at: At) -> TableBlock | None:
    """The table; None where none of its numbers is known, and for a table of all regions in a region's own report."""
    if at.region is not None and "region" in table.axes:
        return None
    numbers = [number for number in table.numbers if is_known(result.figures, number)]
    if not numbers or (table.needs == "comparison" and not _is_compared(result, table, numbers, at)):
        return None
    matrix = _matrix(result, table, numbers, at)
    if not matrix.rows or not matrix.columns or all(shown.value is None for shown in matrix.numbers):
        return None
    return _block(result, table, matrix, at)


def _is_compared(result: RunResult, table: Table, numbers: Iterable[Number], at: At) -> bool:
    measures = [number.measure for number in numbers if number.year in ("change", "rate")]
    along = [place for axis in table.axes for place in places(result, axis, at, measures)]
    spots = [at.dimensions, *({**at.dimensions, **place.dimensions} for place in along)]
    return any(change_at(result, measure, spot).by is not None for measure in measures for spot in spots)


# -- numbers by places ----------------------------------------------------------------------------------------------


def _matrix(result: RunResult, table: Table, numbers: Sequence[Number], at: At) -> Matrix:
    rows = _heads(result, table, table.rows, numbers, at, across=False)
    columns = _heads(result, table, table.columns, numbers, at, across=True)
    matrix = Matrix(rows, columns)
    for row in rows:
        matrix.shown.append([_at(result, table, row, column, at) for column in columns])
    return matrix if table.unit else _without_unused_kinds(matrix)


def _without_unused_kinds(matrix: Matrix) -> Matrix:
    """The matrix without rows and columns for kinds under which nobody wrote anything."""
    rows = [index for index, head in enumerate(matrix.rows) if not _is_unused(head, matrix.shown[index])]
    columns = [
        index for index, head in enumerate(matrix.columns) if not _is_unused(head, [row[index] for row in matrix.shown])
    ]
    shown = [[matrix.shown[row][column] for column in columns] for row in rows]
    return Matrix([matrix.rows[row] for row in rows], [matrix.columns[column] for column in columns], shown)


def _is_unused(head: Head, shown: Iterable[Shown | None]) -> bool:
    is_kind = head.place is not None and "item" in head.place.dimensions
    return is_kind and all(one is None or is_blank(one) for one in shown)


def _heads(
    result: RunResult, table: Table, side: str | Sequence[Number], numbers: Sequence[Number], at: At, *, across: bool
) -> list[Head]:
    if not isinstance(side, str):
        return [Head(words(result, name_of(result.forms, number), at), number=number) for number in numbers]
    measures = [name for number in numbers for name in number.measures]
    heads = [
        Head(_label(result.config, side, place, table, across=across), place)
        for place in places(result, side, at, measures)
    ]
    if not heads or table.total == "none":
        return heads
    total = Head(TOTAL, Along(TOTAL))
    return [total, *heads] if table.total == "first" else [*heads, total]


def region_header(region: Region) -> str:
    """ "1권역" over the lead organisation, its name broken where the parts of the name meet ("녹번종합" /
    "사회복지관").
    """
    return f"{region.name}\n{_NAME_SEAM.sub(chr(10), region.lead, count=1)}".rstrip()


def _label(config: YearConfig, axis: str, place: Along, table: Table, *, across: bool) -> str:
    if axis != "region":
        return place.label
    region = config.regions[int(str(place.dimensions["region"]))]
    if across:
        return region_header(region) if table.cell_units else region.name
    return f"{region.name}({region.short})" if region.lead and not table.measure else region.name


def _at(result: RunResult, table: Table, row: Head, column: Head, at: At) -> Shown | None:
    number = row.number or column.number or Number(measure=table.measure)
    dimensions: dict[str, object] = dict(at.dimensions)
    for head in (row, column):
        dimensions |= head.place.dimensions if head.place else {}
    whole = {name: value for name, value in dimensions.items() if name in at.dimensions}
    is_office = "region" in table.axes and dimensions.get("region") is None
    if is_office and not adds_over_regions(result.forms, number):
        return None
    shown = shown_at(result, number, dimensions, whole)
    if shown is None or not (table.unit or dimensions.get("item") is not None):
        return shown
    return shown if _is_asked_for(result.figures, shown) else None


def _is_asked_for(figures: Figures, shown: Shown) -> bool:
    """Whether the year has figures there at all: under a kind that nobody uses, nothing is missing."""
    return all(name in figures or name.startswith(PREVIOUS) for name in figures_named(shown.key))


# -- layout ---------------------------------------------------------------------------------------------------------


def _block(result: RunResult, table: Table, matrix: Matrix, at: At) -> TableBlock:
    thousands = in_thousands(result.config, table, matrix, is_exact=at.region is not None) if table.unit else None
    cells = thousands.cells if thousands else [[_cell(table, one) for one in row] for row in matrix.shown]
    rows = tuple(
        TableRow((text_cell(*head.label.split("\n")), *own), total=head.is_total)
        for head, own in zip(matrix.rows, cells, strict=True)
    )
    block = TableBlock(
        table.key if at == At() else _key(table.key, at),
        words(result, table.caption, at),
        (
            _first_column(result.config, result.forms, table, matrix),
            *(_column(result.forms, table, head) for head in matrix.columns),
        ),
        rows,
        thousands.unit if thousands else _unit_line(result.forms, table, matrix),
        _notes(result, table, matrix, at, thousands.notes if thousands else ()),
        total_columns=tuple(index + 1 for index, head in enumerate(matrix.columns) if head.is_total),
        small=table.small or bool(thousands and thousands.is_exact),
    )
    return fitted(block, result.config.unit) if table.columns == "region" else block


def _key(key: str, at: At) -> str:
    own = f"region_{at.region}_{key}" if at.region is not None else key
    return own if at.round is None else f"{own}_{at.round}"


def _cell(table: Table, shown: Shown | None) -> TableCell:
    return text_cell(NOTHING) if shown is None else figure_cell(shown, unit=table.cell_units)


def _first_column(config: YearConfig, forms: FormSet, table: Table, matrix: Matrix) -> TableColumn:
    if not isinstance(table.rows, str):
        return TableColumn("구분", 1.2)
    measures = [name for number in table.numbers for name in number.measures]
    return TableColumn(axis_word(config, forms, table.rows, measures), 0.6 if table.rows in ("month", "round") else 1.2)


def _column(forms: FormSet, table: Table, head: Head) -> TableColumn:
    if head.number is None:
        return TableColumn(head.label, 1.3 if "\n" in head.label else 1.0)
    unit = unit_of(forms, head.number)
    has_unit = "(" in head.label or (table.unit and unit != "%")
    align = Align.RIGHT if table.unit else Align.CENTER
    return TableColumn(head.label if has_unit else f"{head.label}({unit})", head.number.width, align)


def _unit_line(forms: FormSet, table: Table, matrix: Matrix) -> str:
    """The units of rows of numbers, or of the only measure; columns of numbers have the unit in their heads."""
    if table.measure:
        return unit_of(forms, Number(measure=table.measure))
    own = [unit_of(forms, head.number) for head in matrix.rows if head.number is not None]
    return ", ".join(dict.fromkeys(own))


def _notes(result: RunResult, table: Table, matrix: Matrix, at: At, of_amounts: Sequence[str]) -> tuple[str, ...]:
    befores = [shown for shown in matrix.numbers if shown.key.startswith(PREVIOUS)]
    own = [words(result, note, at) for note in table.notes]
    heads = [*matrix.rows, *matrix.columns]
    own += [head.number.note for head in heads if head.number is not None and head.number.note]
    own += _included(result, table.included, at) if table.included is not None else []
    own += [*of_amounts, *_of_changes(result, table, matrix, at), *_submitted(result.config, result.figures, table, at)]
    return (*own, *partial_notes([one for one in matrix.numbers if one not in befores], befores))


def _included(result: RunResult, included: Included, at: At) -> list[str]:
    """Which numbers, by kind, a region's own numbers already include; a reader must not add them again."""
    told = []
    for number in result.config.regions:
        own = At(number, at.round)
        kinds = places(result, "item", own, [included.measure])
        spots = [(kind.label, {**own.dimensions, **kind.dimensions}) for kind in kinds]
        shown = [(label, result.figures.get(included.measure, **spot)) for label, spot in spots]
        listed = [f"{label} {included.name} {figure_text(figure)}" for label, figure in shown if figure.value]
        if listed:
            subject = attach(join_korean(listed), "이/가")
            told.append(f"{result.config.called(number)} {included.of}에는 {subject} 포함됨")
    return told


def _of_changes(result: RunResult, table: Table, matrix: Matrix, at: At) -> list[str]:
    """What △ means, what to know about last year's numbers, why some are not compared; [] for a table of one year."""
    measures = {number.measure for number in table.numbers if number.year in ("change", "rate")}
    if not measures:
        return []
    places_ = [head.place for head in (*matrix.rows, *matrix.columns) if head.place is not None]
    spots = [{**at.dimensions, **place.dimensions} for place in places_]
    changes = [change_at(result, measure, spot) for measure in sorted(measures) for spot in spots]
    fell = ["△는 감소"] if any(change.kind is Kind.LESS for change in changes) else []
    reasons = sorted({f"비교하지 않음({change.kind.value})" for change in changes if change.by is None})
    return [*fell, *([result.previous_note] if result.previous_note else []), *reasons]


def _submitted(config: YearConfig, figures: Figures, table: Table, at: At) -> tuple[str, ...]:
    """How many regions have submitted, for a table of regions; by the first measure that some but not all have."""
    if "region" not in table.axes:
        return ()
    for name in dict.fromkeys(name for number in table.numbers for name in number.measures):
        came = [figures.get(name, **{**at.dimensions, "region": region}) for region in config.regions]
        told = submitted_note(came, config.unit)
        if told and any(figure.value is not None for figure in came):
            return told
    return ()
