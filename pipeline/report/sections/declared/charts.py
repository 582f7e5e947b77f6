"""A declared chart -> a chart block. The declaration decides its shape; a sentence tells blind readers what it shows.

Comes in: the run, a declared chart and where it stands. Goes out: a block; None where there is nothing to compare.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.count.derived import Shown
from pipeline.forms.declared_report import Chart, Number
from pipeline.korean import attach, some_of
from pipeline.model.figures import Figure
from pipeline.model.result import RunResult
from pipeline.report.blocks import ChartBlock, Panel, Point, Series
from pipeline.report.sections.compare import change_of, figure_before
from pipeline.report.sections.declared.numbers import change_at, is_blank, name_of, shown_at, unit_of
from pipeline.report.sections.declared.places import Along, At, axis_word, places
from pipeline.report.sections.declared.words import words
from pipeline.report.sections.parts import chart_point, figure_text, highest, is_worth_drawing, month_told, so_far
from pipeline.report.sections.rounds import round_words
from pipeline.report.sections.scale import MOST_BARS, drawn, drawn_words
from pipeline.settings.load import YearConfig

KINDS = {"compare": "bars", "follow": "trend", "share": "rates", "target": "rates"}


@dataclass(frozen=True, slots=True)
class _Drawn:
    """A panel with what it shows in words."""

    panel: Panel
    alt_text: str


def build_chart(result: RunResult, chart: Chart, at: At) -> ChartBlock | None:
    """The chart; None for fewer than two known values, and for a chart of all regions in a region's own report."""
    if at.region is not None and chart.axis == "region":
        return None
    spots = [At(at.region, number) for number in _rounds(result, chart)] if chart.by_round else [at]
    made = [
        one for spot in spots for number in chart.panels if (one := _panel(result, chart, number, spot)) is not None
    ]
    if not made:
        return None
    axis = axis_word(
        result.config, result.forms, chart.axis, [name for number in chart.panels for name in number.measures]
    )
    which = "높은" if chart.question in ("share", "target") else "많은"
    few = drawn_words(len(result.config.regions), result.config.unit, which) if chart.axis == "region" else ""
    own = f"{result.config.called(at.region)} " if at.region is not None else ""
    key = f"region_{at.region}_{chart.key}" if at.region is not None else chart.key
    return ChartBlock(
        key if at.round is None else f"{key}_{at.round}",
        "grouped" if chart.beside_last_year else KINDS[chart.question],
        f"{own}{words(result, chart.caption, at)}{few}",
        f"{axis}별 막대그래프. {'. '.join(one.alt_text for one in made)}.",
        tuple(one.panel for one in made),
        notes=tuple(words(result, note, at) for note in chart.notes),
    )


def _rounds(result: RunResult, chart: Chart) -> list[int]:
    figures = [f for number in chart.panels for name in number.measures for f in result.figures.of(name)]
    return sorted({f.round for f in figures if f.round is not None and f.region is None and f.value is not None})


def _panel(result: RunResult, chart: Chart, number: Number, at: At) -> _Drawn | None:
    along = places(result, chart.axis, at, number.measures)
    if chart.by_round and at.round is not None:
        number = number.model_copy(
            update={"name": " ".join((*round_words(result.config, at.round), name_of(result.forms, number)))}
        )
    if chart.question == "share":
        number = Number(share=number.measure, name=name_of(result.forms, number))
    numbers = []
    for place in along:
        shown = shown_at(result, number, {**at.dimensions, **place.dimensions}, at.dimensions)
        is_unused = shown is None or (chart.axis == "item" and is_blank(shown))
        numbers += [(place, shown)] if shown is not None and not is_unused else []
    if not is_worth_drawing([shown for _, shown in numbers]):
        return None
    draw = _beside_last_year if chart.beside_last_year else _of_this_year
    return draw(result, number, numbers, at)


def _of_this_year(result: RunResult, number: Number, numbers: Sequence[tuple[Along, Shown]], at: At) -> _Drawn:
    name = words(result, name_of(result.forms, number), at)
    points = [chart_point(_bar(result.config, place), shown) for place, shown in numbers]
    title, whole = f"{name}({unit_of(result.forms, number)})", _whole(result, number, at)
    if whole is not None and whole.value is not None:
        title += f"  {'평균' if number.ratio else '계' if number.measure else '전체'} {figure_text(whole)}"
    told = f"{attach(name, '은/는')} {_message(numbers, whole if number.measure else None)}"
    return _Drawn(Panel(title, (Series(name, drawn(points)),)), told)


def _whole(result: RunResult, number: Number, at: At) -> Shown | None:
    """The number for all places together; None where there is none, and for shares, which are always 100 %."""
    if number.share:
        return None
    shown = shown_at(result, number, at.dimensions, at.dimensions)
    return shown if shown is not None and shown.value is not None else None


def _bar(config: YearConfig, place: Along) -> str:
    region = place.dimensions.get("region")
    return config.regions[int(str(region))].bar_name if region is not None else place.label


def _message(numbers: Sequence[tuple[Along, Shown]], whole: Shown | None) -> str:
    """The place with the highest number, then every number; for months, which are many, the sum instead."""
    shown = [one for _, one in numbers]
    months = [one for one in shown if isinstance(one, Figure) and one.month is not None]
    if months and whole is not None:
        return month_told(months, whole)
    top = highest(shown)
    listed = some_of([f"{place.label} {figure_text(one)}" for place, one in numbers], MOST_BARS)
    if top is None:
        return listed
    named = next(place.label for place, one in numbers if one.key == top.key)
    return f"{so_far(shown)}{attach(named, '이/가')} 가장 많음({listed})"


def _beside_last_year(
    result: RunResult, number: Number, numbers: Sequence[tuple[Along, Shown]], at: At
) -> _Drawn | None:
    """The year beside the one before; None where no place can be compared."""
    year, get = result.config.year, result.figures.get
    own = [(place, get(number.measure, **{**at.dimensions, **place.dimensions})) for place, _ in numbers]
    if all(change_of(result, figure).by is None for _, figure in own):
        return None
    past = [chart_point(_bar(result.config, place), figure_before(result, figure)) for place, figure in own]
    points = [chart_point(_bar(result.config, place), figure) for place, figure in own]
    kept = {point.label for point in drawn(points)}
    whole = get(number.measure, **at.dimensions)
    before = change_at(result, number.measure, at.dimensions).before
    name, unit = name_of(result.forms, number), unit_of(result.forms, number)
    title = f"{name}({unit})  {year - 1}년 {figure_text(before)}, {year}년 {figure_text(whole)}"
    series = (Series(f"{year - 1}년", _kept(past, kept), is_current=False), Series(f"{year}년", _kept(points, kept)))
    changes = [f"{place.label} {figure_text(figure_before(result, f))}에서 {figure_text(f)}" for place, f in own]
    return _Drawn(Panel(title, series), f"{name}: {some_of(changes, MOST_BARS)}")


def _kept(points: Sequence[Point], labels: set[str]) -> tuple[Point, ...]:
    return tuple(point for point in points if point.label in labels)
