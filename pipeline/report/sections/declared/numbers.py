"""A declared number -> the figure, or the number derived from figures, at a place.

Comes in: the run, a declared number and its dimensions. Goes out: what may be printed, with its key and state. The only
sums made here are those that give both sides of a quotient the same regions.
"""

from __future__ import annotations

from collections.abc import Mapping

from pipeline.count.derived import Derived, Shown, percent, ratio, total
from pipeline.forms.declared_report import Number
from pipeline.forms.form import FormSet
from pipeline.model.figures import Figure, Figures, State
from pipeline.model.result import RunResult
from pipeline.report.sections.compare import Change, change_of

Dimensions = Mapping[str, object]


def is_known(figures: Figures, number: Number) -> bool:
    """Whether the year has or still expects a value for each of the number's measures."""
    return all(
        any(figure.value is not None or figure.missing for figure in figures.of(measure)) for measure in number.measures
    )


def change_at(result: RunResult, measure: str, dimensions: Dimensions) -> Change:
    """How a measure changed from the year before at a place."""
    return change_of(result, result.figures.get(measure, **dimensions))


def shown_at(result: RunResult, number: Number, dimensions: Dimensions, whole: Dimensions) -> Shown | None:
    """The number at a place; ``whole`` holds the dimensions of the total that a share is taken of. None where the years
    cannot be compared.
    """
    if number.measure and number.year == "this":
        return result.figures.get(number.measure, **dimensions)
    if number.measure:
        change = change_at(result, number.measure, dimensions)
        return {"before": change.before, "change": change.by, "rate": change.rate}[number.year]
    if number.share:
        get = result.figures.get
        return percent(get(number.share, **dimensions), get(number.share, **whole))
    return quotient(result, number, dimensions)


def quotient(result: RunResult, number: Number, dimensions: Dimensions) -> Derived:
    """A ratio or percentage. Where the dividend lacks regions that the divisor has, the divisor is summed over the
    dividend's regions only: what three of five regions spent, divided by what all five were granted, would be too low.
    """
    first, second = number.ratio or number.percent
    top, bottom = (result.figures.get(name, **dimensions) for name in (first, second))
    below: Shown = bottom
    if dimensions.get("region") is None and top.state is State.PARTIAL:
        by_region = [{**dimensions, "region": region} for region in result.config.regions]
        came = [at for at in by_region if result.figures.get(first, **at).value is not None]
        parts = [result.figures.get(second, **at) for at in came]
        told = [at for at in by_region if result.figures.get(second, **at).value is not None]
        below_adds = second in result.forms.measures and "region" in result.forms.measures[second].add_over
        if parts and came != told and below_adds:
            below = total(parts, bottom.unit)
    return percent(top, below) if number.percent else ratio(top, below, top.unit)


def is_blank(shown: Shown) -> bool:
    """Whether nobody wrote anything there and nothing is owed; for a quotient, whether there is nothing to divide."""
    if isinstance(shown, Figure):
        return shown.is_blank
    return shown.state is State.NOT_APPLICABLE and not shown.missing


def adds_over_regions(forms: FormSet, number: Number) -> bool:
    """Whether the office's number is the sum of the regions' numbers."""
    return all("region" in forms.measures[name].add_over for name in number.measures)


def unit_of(forms: FormSet, number: Number) -> str:
    """ "%", or the unit of the measure (of the first one in a ratio)."""
    if number.percent or number.share or number.year == "rate":
        return "%"
    return forms.measures[number.measures[0]].unit


def name_of(forms: FormSet, number: Number) -> str:
    """The name in the declaration, else the measure's own name."""
    return number.name or forms.measures[number.measures[0]].name
