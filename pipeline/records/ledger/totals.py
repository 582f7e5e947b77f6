"""The 집계 sheets: what the report's tables show, as live sums over the 자료 sheet.

Comes in: the figures of a run and the forms that declare how each measure may be added up. Goes out: sheet
descriptions, and the cell of each figure in them. A measure that may not be added over rounds is not added over rounds
here either; a missing value is shown in words, never as 0.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from pipeline.count.derived import marks_of
from pipeline.forms.form import Form
from pipeline.korean import attach
from pipeline.model.cells import cell_address, column_letters
from pipeline.model.figures import Figure, State
from pipeline.model.result import RunResult
from pipeline.model.words import DIMENSION_WORDS, HEAD_OFFICE, NO_NUMBER, WHOLE, region_label, state_words
from pipeline.records.ledger.fact_rows import Criterion, FactSheet
from pipeline.settings.load import YearConfig
from pipeline.sheets.drawing import FIRST_ROW, HEADER_ROW, Book, Column, Formula, Kind, Said, Sheet, Value

TOTAL = "계"
GLANCE, GLANCE_ABOUT = "집계_한눈에", "모든 서식의 한 해 합계를 한 장에 모은 것"
NOT_ADDED = "더하지 않음"
STATES_NOTE = (
    "미제출: 아직 받지 못함 · 해당없음: 그렇게 적음 · –: 적은 수가 없음 · 수 뒤의 *: 아직 들어오지 않은 자료를 뺀 합계"
)
Dimensions = tuple[str, ...]


@dataclass(slots=True)
class Totals:
    """The sheets, and for each figure's key the sheet and address of its cell."""

    sheets: list[Sheet] = field(default_factory=list)
    places: dict[str, tuple[str, str]] = field(default_factory=dict)


def criteria_of(
    config: YearConfig, figure: Figure, label: str, cells: Mapping[str, str], *, added_over_regions: bool
) -> list[Criterion]:
    """The conditions under which facts belong to a figure. ``cells`` gives each dimension's cell (or quoted text)."""
    found = [Criterion("measure", label, cells["measure"])]
    if figure.region is not None:
        found.append(Criterion("region", region_label(config, figure.region), cells["region"]))
    elif not added_over_regions:
        found.append(Criterion("region", HEAD_OFFICE, f'"{HEAD_OFFICE}"'))
    for dimension in DIMENSION_WORDS:
        value = getattr(figure, dimension)
        if dimension != "region" and value is not None:
            found.append(Criterion(dimension, value, cells[dimension]))
    return found


def dimensions_of(figure: Figure) -> Dimensions:
    """The dimensions, besides the region, that a figure is about."""
    return tuple(d for d in DIMENSION_WORDS if d != "region" and getattr(figure, d) is not None)


def value_cell(figure: Figure, formula: str, *, look: str = "number") -> Value:
    """A figure as a live number; in words where it has no value."""
    if figure.is_blank:
        return Said(NO_NUMBER, "grey")
    if figure.value is None:
        return Said(state_words(figure), "missing" if figure.state is State.MISSING else "grey")
    return Formula(formula, figure.value, marks_of(figure), "total" if look == "total" else "number")


def _lacking(figure: Figure) -> tuple[str, ...]:
    """What is missing from an incomplete sum, and which of its numbers are in doubt."""
    missing = figure.missing_words if figure.state is State.PARTIAL else ()
    return (*missing, *(f"확인 중 {doubt.words}" for doubt in figure.doubts))


def build_totals(result: RunResult, facts: FactSheet, labels: Mapping[str, str], book: Book) -> Totals:
    """The 집계 sheets: the whole year at a glance, then one or more for every form that has figures this year."""
    totals = Totals()
    figures_of = {
        form.id: [figure for name in form.measures for figure in result.figures.of(name)]
        for form in forms_in_order(result)
    }
    glance = [f for own in figures_of.values() for f in own if dimensions_of(f) in ((), ("round",))]
    _Matrix(result, facts, labels, totals, book.new_name(GLANCE)).build(glance, "집계: 한눈에 보기", GLANCE_ABOUT)
    for form in forms_in_order(result):
        figures = figures_of[form.id]
        if not figures:
            continue
        about = f"{form.name}의 모든 합계: {result.config.unit.each}, 그리고 달·회차·구분별"
        name = book.new_name(f"집계_{form.name}")
        _Matrix(result, facts, labels, totals, name).build(figures, f"집계: {form.name}", about)
        by: dict[Dimensions, list[Figure]] = {}
        for figure in figures:
            grouping = _regional_only(form, figure.measure).get(dimensions_of(figure))
            if figure.region is not None and grouping is not None:
                by.setdefault(grouping, []).append(figure)
        for dimensions, own in by.items():
            _List(result.config, form, dimensions, facts, labels, book, totals).build(own)
    return totals


def forms_in_order(result: RunResult) -> list[Form]:
    """The forms in the order of the settings, which is the order of the year; then those not asked for this year."""
    asked = list(result.config.plan.forms)
    return sorted(result.forms, key=lambda form: asked.index(form.id) if form.id in asked else len(asked))


def _regional_only(form: Form, measure: str) -> dict[Dimensions, Dimensions]:
    """The groupings that are shown for each region and never for the office: a dong or a project belongs to one region.

    Key: the dimensions in the order of the facts; value: in the form's own order.
    """
    own = [grouping.by for grouping in form.measures[measure].figures if not grouping.total]
    return {_ordered(names): tuple(d for d in names if d != "region") for names in own}


def _ordered(names: Sequence[str]) -> Dimensions:
    return tuple(d for d in DIMENSION_WORDS if d != "region" and d in names)


class _Matrix:
    """One sheet: a line for each measure and month, round or other dimension; a column for each region."""

    def __init__(
        self, result: RunResult, facts: FactSheet, labels: Mapping[str, str], totals: Totals, name: str
    ) -> None:
        self.measures = result.forms.measures
        self.regional_only = {
            measure: _regional_only(form, measure) for form in result.forms for measure in form.measures
        }
        self.config, self.facts, self.labels, self.totals = result.config, facts, labels, totals
        self.regions = list(result.config.regions)
        self.name = name

    def build(self, figures: Sequence[Figure], title: str, about: str) -> None:
        lines: dict[tuple[str, Dimensions, tuple[object, ...]], dict[int | None, Figure]] = {}
        for figure in figures:
            dimensions = dimensions_of(figure)
            if dimensions not in self.regional_only[figure.measure]:
                key = (figure.measure, dimensions, tuple(getattr(figure, d) for d in dimensions))
                lines.setdefault(key, {})[figure.region] = figure
        if not lines:
            return
        self.dimensions = [d for d in DIMENSION_WORDS if any(d in key[1] for key in lines)]
        self.has_office = any(not self._adds(key[0]) for key in lines)
        self.total_column = 1 + len(self.dimensions)
        self.first_region = self.total_column + 1 + self.has_office
        rows = [self._row(FIRST_ROW + index, key, line) for index, (key, line) in enumerate(lines.items())]
        columns = [
            Column("항목", "text"),
            *(Column(DIMENSION_WORDS[d], dimension_kind(d)) for d in self.dimensions),
            Column(TOTAL, "total", 13),
            *([Column(HEAD_OFFICE, "number", 13)] if self.has_office else []),
            *(Column(region_label(self.config, region), "number", 12) for region in self.regions),
            Column("* 아직 없는 자료", "wrap", 50),
        ]
        self.totals.sheets.append(
            Sheet(
                self.name,
                title,
                columns,
                rows,
                about,
                note=f"모든 수는 '자료' 시트를 더하는 수식입니다. {STATES_NOTE}",
                verdict=self._warning({key[0] for key in lines}),
                grouped_by=0,
            )
        )

    def _adds(self, measure: str) -> bool:
        return "region" in self.measures[measure].add_over

    def _warning(self, shown: set[str]) -> str:
        """A sentence that names the measures that may not be added over rounds; "" where there are none."""
        never = [
            measure.name
            for name, measure in self.measures.items()
            if name in shown
            and any("round" in grouping.by for grouping in measure.figures)
            and "round" not in measure.add_over
        ]
        return f"{', '.join(never)}: 같은 사람을 다시 세게 되므로 회차끼리 더하지 않습니다." if never else ""

    def _row(
        self, row: int, key: tuple[str, Dimensions, tuple[object, ...]], line: Mapping[int | None, Figure]
    ) -> list[Value]:
        measure, dimensions, values = key
        at = dict(zip(dimensions, values, strict=True))
        cells = {"measure": f"$A{row}"} | {d: f"${column_letters(2 + i)}{row}" for i, d in enumerate(self.dimensions)}
        shown: list[Value] = [self.labels[measure], *(_dimension_cell(at.get(d)) for d in self.dimensions)]
        total = line.get(None)
        adds = self._adds(measure)
        shown.append(self._cell(total, row, self.total_column, cells) if adds else Said(NOT_ADDED, "grey"))
        if self.has_office:
            shown.append(self._cell(None if adds else total, row, self.total_column + 1, cells))
        for index, region in enumerate(self.regions):
            column = self.first_region + index
            cells["region"] = f"{column_letters(column + 1)}${HEADER_ROW}"
            shown.append(self._cell(line.get(region), row, column, cells))
        shown.append("; ".join(_lacking(total)) if total is not None else "")
        return shown

    def _cell(self, figure: Figure | None, row: int, column: int, cells: Mapping[str, str]) -> Value:
        if figure is None:
            return Said(NO_NUMBER, "grey")
        self.totals.places[figure.key] = (self.name, cell_address(row, column + 1))
        criteria = criteria_of(
            self.config, figure, self.labels[figure.measure], cells, added_over_regions=self._adds(figure.measure)
        )
        return value_cell(
            figure, self.facts.formula(criteria), look="total" if column == self.total_column else "number"
        )


class _List:
    """One sheet for a form and a grouping: a line for each region's dong or project, a column for each measure."""

    def __init__(
        self,
        config: YearConfig,
        form: Form,
        dimensions: Dimensions,
        facts: FactSheet,
        labels: Mapping[str, str],
        book: Book,
        totals: Totals,
    ) -> None:
        self.config, self.form, self.dimensions, self.facts = config, form, dimensions, facts
        self.labels, self.totals = labels, totals
        last = DIMENSION_WORDS[dimensions[-1]]
        self.name = book.new_name(f"집계_{form.name}_{last}")

    def build(self, figures: Sequence[Figure]) -> None:
        measures = list(dict.fromkeys(figure.measure for figure in figures))
        lines: dict[tuple[object, ...], dict[str, Figure]] = {}
        for figure in figures:
            key = (figure.region, *(getattr(figure, d) for d in self.dimensions))
            lines.setdefault(key, {})[figure.measure] = figure
        ordered = sorted(lines, key=lambda key: (int(str(key[0])), [v for v in key[1:] if isinstance(v, int)]))
        rows = [self._row(FIRST_ROW + index, key, lines[key], measures) for index, key in enumerate(ordered)]
        columns = [
            Column(self.config.unit.word, "center", 10),
            *(Column(DIMENSION_WORDS[d], dimension_kind(d)) for d in self.dimensions),
            *(Column(self.labels[measure], "number", 18) for measure in measures),
        ]
        words = _listed(self.dimensions)
        about = f"{self.form.name}의 수를 {attach(self.config.unit.word, '과/와')} {words}나눈 것"
        title = f"집계: {self.form.name} ({', '.join(DIMENSION_WORDS[d] for d in self.dimensions)})"
        note = f"모든 수는 '자료' 시트를 더하는 수식입니다. {STATES_NOTE}"
        self.totals.sheets.append(Sheet(self.name, title, columns, rows, about, note=note, grouped_by=0))

    def _row(
        self, row: int, key: tuple[object, ...], line: Mapping[str, Figure], measures: Sequence[str]
    ) -> list[Value]:
        cells = {"region": f"$A{row}"} | {d: f"${column_letters(2 + i)}{row}" for i, d in enumerate(self.dimensions)}
        shown: list[Value] = [
            region_label(self.config, int(str(key[0]))),
            *(_dimension_cell(value) for value in key[1:]),
        ]
        for index, measure in enumerate(measures):
            column = 1 + len(self.dimensions) + index
            figure = line.get(measure)
            if figure is None:
                shown.append(Said(NO_NUMBER, "grey"))
                continue
            cells["measure"] = f"{column_letters(column + 1)}${HEADER_ROW}"
            criteria = criteria_of(self.config, figure, self.labels[measure], cells, added_over_regions=True)
            shown.append(value_cell(figure, self.facts.formula(criteria)))
            self.totals.places[figure.key] = (self.name, cell_address(row, column + 1))
        return shown


def _dimension_cell(value: object) -> Value:
    """A month or round stays a number, so that the sums can compare it; 전체 where a line is not about one."""
    return value if isinstance(value, int) else WHOLE if value is None else str(value)


def dimension_kind(dimension: str) -> Kind:
    """The kind of column that shows a dimension."""
    kinds: dict[str, Kind] = {"month": "month", "round": "round", "project": "text", "activity": "text"}
    return kinds.get(dimension, "center")


def _listed(dimensions: Sequence[str]) -> str:
    words = ", ".join(f"{DIMENSION_WORDS[d]}별" for d in dimensions)
    return f"{words}로 " if words else ""
