"""Tables of offices (or their regions) by measures, one for each form and its version.

Comes in: the city's results. Goes out: tables and the lines above them. A table is split where a page would not hold
its columns. Numbers broken down by item are only in the ledger.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass

from pipeline.city.offices import OfficeRun
from pipeline.city.result import CityResult
from pipeline.city.totals import NO_RESULT, Slice, Total, slice_of, slices_of, split_measures
from pipeline.model.figures import Figure, State
from pipeline.report.blocks import Align, Item, TableBlock, TableCell, TableColumn, TableRow, line
from pipeline.report.sections.parts import NOTHING, plain_cell, text_cell

MOST_COLUMNS = 6
NOT_ADDED = "더하지 않음"
PARTIAL_WORDS, DOUBT_WORDS = "* 덜 모인 수가 있는 자치구", "† 확인 중인 수가 있는 자치구"


@dataclass(frozen=True, slots=True)
class _Part:
    """Some measures of one form, at most as many as a table has room for."""

    key: str
    caption: str
    slices: tuple[Slice, ...]


def split_lines(result: CityResult) -> list[Item]:
    """Which measures have no single sum, because the forms of the offices do not agree."""
    lines = []
    for words, group in split_measures(result.totals):
        sides = " / ".join(f"{total.slice.basis.forms_text}: {', '.join(total.offices)}" for total in group)
        lines.append(Item(2, line(f"{words}은(는) 서식의 판이 달라 따로 더함: {sides}")))
    return lines


def office_tables(result: CityResult) -> list[TableBlock]:
    """Offices by measures, the sum over offices last."""
    totals = {total.slice: total for total in result.totals}
    return [_office_table(part, result, totals) for part in _parts(result)]


def region_tables(result: CityResult) -> list[TableBlock]:
    """Regions of all offices by measures; measures that no region has are left out."""
    told = {slice_of(run, figure) for run in result.runs for figure in run.figures if figure.region is not None}
    return [_region_table(part, result) for part in _parts(result, told)]


def _parts(result: CityResult, told: Container[Slice] | None = None) -> Iterator[_Part]:
    """The contents of the tables; only measures in ``told``, where that is given."""
    by_form: dict[tuple[str, tuple[str, str]], list[Slice]] = {}
    for each in slices_of(result.runs):
        if each.item is None and (told is None or each in told):
            by_form.setdefault((each.basis.form_name, each.basis.form), []).append(each)
    versions = Counter(name for name, _ in by_form)
    for (name, form), slices in by_form.items():
        version = f"({form[1]})" if versions[name] > 1 else ""
        tables = math.ceil(len(slices) / MOST_COLUMNS)
        size = math.ceil(len(slices) / tables)
        for number, start in enumerate(range(0, len(slices), size), start=1):
            more = f" {number}" if tables > 1 else ""
            yield _Part(f"{'-'.join(form)}-{number}", f"{name}{version}{more}", tuple(slices[start : start + size]))


def _office_table(part: _Part, result: CityResult, totals: dict[Slice, Total]) -> TableBlock:
    rows: list[TableRow] = []
    shown: list[tuple[str, Figure | None]] = []
    for run in result.runs:
        figures = {slice_of(run, figure): figure for figure in run.figures if figure.region is None}
        own = [figures.get(each) for each in part.slices]
        if any(own):
            rows.append(_row(_name(run.name), own))
            shown += [(run.name, figure) for figure in own if figure]
        elif _may_be_asked(run, part):
            missing = [text_cell(NO_RESULT) for _ in part.slices]
            rows.append(TableRow((_name(run.name), *(TableCell(cell.lines, State.MISSING) for cell in missing))))
            shown += [(run.name, None)]
    sums = [totals.get(each) for each in part.slices]
    cells = (plain_cell(total.figure) if total else text_cell(NOT_ADDED) for total in sums)
    rows.append(TableRow((_name("계"), *cells), total=True))
    columns = (TableColumn("자치구", 1.4), *_columns(part))
    return TableBlock(f"offices-{part.key}", f"자치구별 {part.caption}", columns, tuple(rows), notes=_notes(shown))


def _region_table(part: _Part, result: CityResult) -> TableBlock:
    rows: list[TableRow] = []
    shown: list[tuple[str, Figure | None]] = []
    for run in result.runs:
        by_region: dict[int, dict[Slice, Figure]] = {}
        for figure in run.figures:
            if figure.region is not None and (each := slice_of(run, figure)) in part.slices:
                by_region.setdefault(figure.region, {})[each] = figure
        for region, figures in sorted(by_region.items()):
            own = [figures.get(each) for each in part.slices]
            rows.append(_row(_name(run.name), own, _name(run.called(region))))
            shown += [(run.name, figure) for figure in own if figure]
    columns = (TableColumn("자치구", 1.2), TableColumn(result.unit.word, 0.8), *_columns(part))
    caption = f"{result.unit.each} {part.caption}"
    return TableBlock(
        f"regions-{part.key}", caption, columns, tuple(rows), notes=_notes(shown), header_columns=2, small=True
    )


def _may_be_asked(run: OfficeRun, part: _Part) -> bool:
    bases = [each.basis for each in part.slices]
    return not run.is_written and any(run.bases.get(basis.measure, basis) == basis for basis in bases)


def _columns(part: _Part) -> list[TableColumn]:
    return [TableColumn(each.words.replace("(", "\n(", 1), align=Align.RIGHT) for each in part.slices]


def _name(text: str) -> TableCell:
    return text_cell(text, align=Align.CENTER)


def _row(name: TableCell, figures: Sequence[Figure | None], *more: TableCell) -> TableRow:
    cells = (plain_cell(figure) if figure else text_cell(NOTHING) for figure in figures)
    return TableRow((name, *more, *cells))


def _notes(shown: Sequence[tuple[str, Figure | None]]) -> tuple[str, ...]:
    """Which offices a mark is about; what exactly is missing is in the ledger."""
    partial = [name for name, figure in shown if figure is None or figure.state in (State.PARTIAL, State.MISSING)]
    doubted = [name for name, figure in shown if figure is not None and figure.doubts]
    return tuple(
        f"{words}: {', '.join(dict.fromkeys(names))}"
        for words, names in ((PARTIAL_WORDS, partial), (DOUBT_WORDS, doubted))
        if names
    )
