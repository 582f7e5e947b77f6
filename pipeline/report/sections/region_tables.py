"""Everything that is known about one region, in compact tables: the pages of the appendix and the region's own report.

Comes in: the run and a region. Goes out: tables; none where nothing is known. Where a figure may be added over regions,
the office's total stands beside it, so that the region's share can be seen.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from pipeline.count.derived import Shown, percent
from pipeline.forms.form import FormSet
from pipeline.joints.meetings import planned_to_date
from pipeline.joints.projects import all_progress
from pipeline.model.figures import Figure, Figures, State, has_left_out
from pipeline.model.result import RunResult
from pipeline.model.words import IN_QUESTION
from pipeline.report.blocks import Align, Inline, Run, TableBlock, TableCell, TableColumn, TableRow, line, text_of
from pipeline.report.sections.compare import Change, Kind, change_of, figure_before
from pipeline.report.sections.declared.places import months_of
from pipeline.report.sections.parts import NOTHING, figure_run, merged_rows, partial_notes, plain_cell, text_cell
from pipeline.report.sections.rounds import round_words
from pipeline.report.sections.scale import MOST_ACROSS, fitted
from pipeline.report.sections.targets import all_to_come, target_table
from pipeline.settings.load import YearConfig

WON = "원"


def region_tables(result: RunResult, region: int) -> list[TableBlock]:
    """The region's activities and months, which the tables of all regions side by side do not show."""
    tables = (_activity_table(result, region), month_table(result, region))
    return [table for table in tables if table is not None]


# -- all regions side by side ---------------------------------------------------------------------------------------


def regions_table(result: RunResult) -> list[TableBlock]:
    """Measures down, regions across, the office's sum last where regions may be added; [] where nothing is known."""
    rows, shown = [], []
    for sample in _known_sums(result):
        figures = [_to_date(result, figure) for figure in _across(result.config, result.figures, sample)]
        *_, whole = figures
        is_sum = "region" in result.forms.measures[sample.measure].add_over
        shown += figures if is_sum else figures[:-1]
        cells = [*map(plain_cell, figures[:-1]), plain_cell(whole) if is_sum else text_cell(NOTHING)]
        rows.append(
            TableRow((text_cell(figure_name(result.config, result.forms, sample)), text_cell(sample.unit), *cells))
        )
    if not rows:
        return []
    notes = partial_notes(shown)
    return _side_by_side(result.config, "regions_summary", f"{result.config.unit.each} 주요 실적", rows, notes)


def changes_table(result: RunResult) -> list[TableBlock]:
    """The same compared with the year before, for measures where at least one region can be compared; [] where none
    can.
    """
    rows, fell = [], False
    for sample in _known_sums(result):
        figures = _across(result.config, result.figures, sample)
        changes = [change_of(result, figure) for figure in figures]
        if all(change.by is None for change in changes):
            continue
        fell |= any(change.kind is Kind.LESS for change in changes)
        rows.append(
            TableRow(
                (
                    text_cell(figure_name(result.config, result.forms, sample)),
                    text_cell(sample.unit),
                    *(_by(one) for one in changes),
                )
            )
        )
    notes = ("△는 감소, –는 비교할 수 없음",) if fell else ("–는 비교할 수 없음",)
    return (
        _side_by_side(result.config, "regions_changes", f"{result.config.unit.each} 전년 대비 증감", rows, notes)
        if rows
        else []
    )


def _side_by_side(
    config: YearConfig, key: str, caption: str, rows: Sequence[TableRow], notes: tuple[str, ...]
) -> list[TableBlock]:
    """Regions across. Many regions stand in the rows instead, and the measures are split over as many tables as they
    need.
    """
    columns = (
        TableColumn("구분", 1.7, Align.LEFT),
        TableColumn("단위", 0.6),
        *(TableColumn(region.name, 1.0, Align.RIGHT) for region in config.regions.values()),
        TableColumn("전체", 1.1, Align.RIGHT),
    )
    whole = TableBlock(key, caption, columns, tuple(rows), notes=notes, total_columns=(len(columns) - 1,), small=True)
    if len(config.regions) <= MOST_ACROSS:
        return [whole]
    turned = _without_unit_column(whole)
    parts = [turned.rows[start : start + MOST_ACROSS - 1] for start in range(0, len(rows), MOST_ACROSS - 1)]
    return [
        fitted(
            replace(
                turned,
                key=key if number == 1 else f"{key}_{number}",
                caption=f"{caption}({number}/{len(parts)})" if len(parts) > 1 else caption,
                rows=part,
                notes=notes if number == len(parts) else (),
            ),
            config.unit,
        )
        for number, part in enumerate(parts, start=1)
    ]


def _without_unit_column(block: TableBlock) -> TableBlock:
    """The table with the unit moved behind the name in each row, so that the table can be transposed."""

    def named(row: TableRow) -> TableRow:
        label, unit = ("".join(map(text_of, cell.lines)) if cell else "" for cell in row.cells[:2])
        return TableRow((text_cell(f"{label}({unit})"), *row.cells[2:]))

    totals = tuple(index - 1 for index in block.total_columns)
    columns = (block.columns[0], *block.columns[2:])
    return replace(block, columns=columns, rows=tuple(map(named, block.rows)), total_columns=totals)


def _known_sums(result: RunResult) -> list[Figure]:
    """One sample figure for each sum that any region has, in the order of the report."""
    found: dict[tuple[str, int | None], Figure] = {}
    for region in result.config.regions:
        for figure in _sums_of(result.forms, result.figures, region):
            found.setdefault((figure.measure, figure.round), figure)
    return [
        figure
        for figure in _ordered(result.forms, found.values())
        if figure.measure not in result.forms.report.in_detail
    ]


def office_sums(result: RunResult) -> list[Figure]:
    """The office's own sum for each measure and round that any region has."""
    return [result.figures.get(figure.measure, round=figure.round) for figure in _known_sums(result)]


def _across(config: YearConfig, figures: Figures, sample: Figure) -> list[Figure]:
    """The same sum of every region, then of the office."""
    get = figures.get
    return [get(sample.measure, region=region, round=sample.round) for region in (*config.regions, None)]


# -- summary --------------------------------------------------------------------------------------------------------


def summary_table(result: RunResult, region: int) -> TableBlock | None:
    """The region's sums beside the office's, with the share, and compared with the year before where that is known."""
    figures = [
        figure
        for figure in _sums_of(result.forms, result.figures, region)
        if figure.measure not in result.forms.report.in_detail
    ]
    if not figures:
        return None
    compared = any(figure_before(result, figure).value is not None for figure in figures)
    name = result.config.regions[region].name
    columns = [
        TableColumn("구분", 2.0, Align.LEFT),
        TableColumn("단위", 0.6),
        TableColumn(name, 1.0, Align.RIGHT),
        TableColumn("전체", 1.0, Align.RIGHT),
        TableColumn("비중(%)", 0.8, Align.RIGHT),
    ]
    if compared:
        columns += [TableColumn("전년", 1.0, Align.RIGHT), TableColumn("증감", 1.0, Align.RIGHT)]
    rows = [TableRow(_summary_row(result, figure, compared=compared)) for figure in figures]
    fell = any((change_of(result, figure).kind is Kind.LESS) for figure in figures)
    befores = [figure_before(result, figure) for figure in figures] if compared else []
    wholes = [result.figures.get(figure.measure, round=figure.round) for figure in figures]
    told = [words for words in ("△는 감소" if fell else "", result.previous_note if compared else "") if words]
    notes = (*told, *partial_notes([*figures, *wholes], befores))
    key, caption = f"region_{region}_summary", f"{name} 주요 실적"
    return TableBlock(key, caption, tuple(columns), tuple(rows), notes=notes, small=True)


def _sums_of(forms: FormSet, figures: Figures, region: int) -> list[Figure]:
    """The region's known figures that are not broken down, or broken down by round only."""
    found = [
        figure
        for figure in _own(forms, figures, region)
        if figure.item is None and not _is_said_by_round(figures, figure)
    ]
    return _ordered(forms, found)


def _ordered(forms: FormSet, figures: Iterable[Figure]) -> list[Figure]:
    place = {measure: position for position, measure in enumerate(forms.report.order)}
    return sorted(
        figures, key=lambda figure: (place.get(figure.measure, len(place)), figure.measure, figure.round or 0)
    )


def _is_said_by_round(figures: Figures, figure: Figure) -> bool:
    """Whether it is a sum over all rounds while only one round is known, so that the same number would appear twice."""
    rounds = {known.round for known in figures.of(figure.measure) if known.round is not None}
    return figure.round is None and len(rounds) == 1


def _own(forms: FormSet, figures: Figures, region: int) -> Iterator[Figure]:
    for figure in figures:
        plain = figure.month is None and figure.dong is None and figure.project is None
        known = figure.value is not None or figure.state is State.MISSING
        if figure.region == region and plain and known and figure.measure not in forms.report.not_of_regions:
            yield figure


def _summary_row(result: RunResult, figure: Figure, *, compared: bool) -> tuple[TableCell, ...]:
    measure = result.forms.measures[figure.measure]
    own = _to_date(result, figure)
    whole = _to_date(result, result.figures.get(figure.measure, round=figure.round))
    additive = "region" in measure.add_over
    cells = [
        text_cell(figure_name(result.config, result.forms, figure)),
        text_cell(figure.unit),
        plain_cell(own),
        plain_cell(whole) if additive else text_cell(NOTHING),
        plain_cell(percent(own, whole)) if additive and whole.value else text_cell(NOTHING),
    ]
    if compared:
        change = change_of(result, figure)
        before = change.before.value is not None
        cells += [plain_cell(change.before) if before else text_cell(NOTHING), _by(change)]
    return tuple(cells)


def _to_date(result: RunResult, figure: Figure) -> Shown:
    """The figure; planned meetings only for the months that are due, like the meetings held beside them."""
    return planned_to_date(result, figure.region) if figure.measure == "meetings_planned" else figure


def figure_name(config: YearConfig, forms: FormSet, figure: Figure) -> str:
    """ "대상자 2회차": the name of a region's sum; "대상자" in a year with a single round."""
    name = forms.measures[figure.measure].name
    return name if figure.round is None else " ".join([name, *round_words(config, figure.round)])


def _by(change: Change) -> TableCell:
    return text_cell(NOTHING) if change.by is None else plain_cell(change.by)


def detail_table(result: RunResult, region: int) -> TableBlock | None:
    """What the region's sums consist of: attendance by kind of people, news by kind, and so on; one row per sum."""
    groups: dict[str, list[Figure]] = {}
    for figure in _own(result.forms, result.figures, region):
        if figure.unit != WON and (figure.item is not None or figure.measure in result.forms.report.in_detail):
            groups.setdefault(figure_name(result.config, result.forms, figure), []).append(figure)
    rows, shown = [], []
    for name, figures in groups.items():
        shown += figures
        rows.append(TableRow((text_cell(name), text_cell(_with_parts(figures)))))
    if not rows:
        return None
    columns = (TableColumn("구분", 1.3, Align.LEFT), TableColumn("내역", 5.0, Align.LEFT))
    caption = f"{result.config.regions[region].name} 실적의 내역"
    return TableBlock(f"region_{region}_details", caption, columns, tuple(rows), notes=partial_notes(shown), small=True)


def _with_parts(figures: Sequence[Figure]) -> Inline:
    """ "12명(대표기관 3명, 동주민센터 6명)": a sum with its parts in brackets, or the parts alone."""
    whole = [figure for figure in figures if figure.item is None]
    parts: list[str | Run] = []
    for figure in (figure for figure in figures if figure.item is not None):
        parts += [", " if parts else "", f"{figure.item} ", figure_run(figure)]
    if not whole:
        return line(*parts)
    return line(*map(figure_run, whole), *(["(", *parts, ")"] if parts else []))


# -- months and activities ------------------------------------------------------------------------------------------


def month_table(result: RunResult, region: int | None) -> TableBlock | None:
    """Month by month, with the sum; None where no month is known. A measure that never applied all year has no
    column.
    """
    known, chosen = _shown_by(result.forms, result.figures, ("month",)), result.forms.report.by_month
    known = [measure for measure in chosen if measure in known] if chosen else known
    months = months_of(result, known)
    measures = [m for m in known if result.figures.get(m, region=region).state is not State.NOT_APPLICABLE]
    if not months or not measures:
        return None
    columns = (TableColumn("월", 0.6), *(TableColumn(_head(result.forms, measure)) for measure in measures))
    rows, shown = [], []
    for month in (*months, None):
        figures = [result.figures.get(measure, region=region, month=month) for measure in measures]
        shown += figures
        label = text_cell("계" if month is None else f"{month}월")
        rows.append(TableRow((label, *(plain_cell(figure) for figure in figures)), total=month is None))
    name, key = ("전체", "all") if region is None else (result.config.regions[region].name, f"region_{region}")
    caption = f"{name} 월별 실적"
    return TableBlock(f"{key}_months", caption, columns, tuple(rows), notes=partial_notes(shown), small=True)


def _shown_by(forms: FormSet, figures: Figures, by: tuple[str, ...]) -> list[str]:
    """The measures that their forms group exactly ``by`` these dimensions and for which the year has such figures."""
    order = dict.fromkeys((*forms.report.order, *forms.measures))
    return [
        name
        for name in order
        if any(grouping.by == by for grouping in forms.measures[name].figures)
        and any(all(getattr(figure, dimension) is not None for dimension in by) for figure in figures.of(name))
    ]


def _head(forms: FormSet, measure: str) -> str:
    own = forms.measures[measure]
    return f"{own.short or own.name}\n({own.unit})"


def _activity_table(result: RunResult, region: int) -> TableBlock | None:
    """None for a single activity without a target: its results equal the region's, which are in the summary."""
    progress = all_progress(result, region)
    if not progress or (len(progress) == 1 and not progress[0].targets):
        return None
    name = result.config.regions[region].name
    words = "목표와 실적" if any(one.targets for one in progress) else "실적"
    words = "목표" if all_to_come(progress) else words
    return target_table(result.config, progress, f"region_{region}_activities", f"{name} 세부사업별 {words}")


# -- dongs ----------------------------------------------------------------------------------------------------------


def dong_table(result: RunResult, regions: Iterable[int], key: str = "dongs") -> TableBlock | None:
    """People and consultations by round, and households, of the dongs of these regions; None where none is known."""
    chosen = [number for number in regions if number in result.config.regions]
    specs = _dong_columns(result, chosen)
    if not specs:
        return None
    groups, shown = [], []
    for region in chosen:
        members = []
        for dong in result.config.regions[region].dongs:
            figures = [result.figures.get(m, region=region, dong=dong, **at) for _, m, at in specs]
            shown += figures
            members.append((text_cell(dong), *(_dong_cell(result.figures, figure) for figure in figures)))
        groups.append((text_cell(result.config.regions[region].name, align=Align.CENTER), members))
    columns = (
        TableColumn(result.config.unit.word, 0.8),
        TableColumn("동", 1.0),
        *(TableColumn(head) for head, _, _ in specs),
    )
    whole = any(
        figure.key not in result.figures and not has_left_out(_of_region(result.figures, figure)) for figure in shown
    )
    notes = (*(("동별로 나누어 내지 않은 수는 –로 적음",) if whole else ()), *partial_notes(shown))
    return TableBlock(key, "동별 실적", columns, merged_rows(groups), notes=notes, small=True, header_columns=2)


def _dong_columns(result: RunResult, regions: list[int]) -> list[tuple[str, str, dict[str, int]]]:
    """(head, measure, round) of each column for which any dong of the regions has a figure."""
    columns: list[tuple[str, str, dict[str, int]]] = []
    known = [f for f in result.figures if f.dong is not None and f.region in regions]
    for number in sorted({figure.round for figure in known if figure.round is not None}):
        for measure in _shown_by(result.forms, result.figures, ("round", "dong")):
            own = result.forms.measures[measure]
            head = "\n".join([*round_words(result.config, number), f"{own.short or own.name}({own.unit})"])
            columns.append((head, measure, {"round": number}))
    columns += [
        (_head(result.forms, measure), measure, {}) for measure in _shown_by(result.forms, result.figures, ("dong",))
    ]
    return [column for column in columns if any(f.measure == column[1] for f in known)]


def _of_region(figures: Figures, figure: Figure) -> Figure:
    return figures.get(figure.measure, region=figure.region, round=figure.round)


def _dong_cell(figures: Figures, figure: Figure) -> TableCell:
    """The dong's figure; where it has none, the region's state says why (not submitted, or reported only as a
    whole).
    """
    if figure.key in figures:
        return plain_cell(figure)
    whole = _of_region(figures, figure)
    if whole.value is not None and has_left_out(whole):  # a row whose dong cannot be read may belong to this dong
        return TableCell((line(IN_QUESTION),), state=State.MISSING)
    return plain_cell(whole) if whole.value is None else text_cell(NOTHING)
