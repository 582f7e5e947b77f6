"""Where a declared block stands, and what lies along its dimensions: regions, months, rounds, kinds.

Comes in: the run and a dimension. Goes out: places with their labels, in the order of the settings or the form.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from pipeline.forms.form import Column, FormSet, TableForm
from pipeline.model.figures import Figure
from pipeline.model.result import RunResult
from pipeline.settings.load import YearConfig


@dataclass(frozen=True, slots=True)
class At:
    """Whose report a block is in (None: the office's), and in which round, where it is repeated for each."""

    region: int | None = None
    round: int | None = None

    @property
    def dimensions(self) -> dict[str, object]:
        at: dict[str, object] = {"region": self.region}
        return at if self.round is None else at | {"round": self.round}


@dataclass(frozen=True, slots=True)
class Along:
    """One place along a dimension; ``dimensions`` is empty for all places together."""

    label: str
    dimensions: Mapping[str, object] = field(default_factory=dict)


def places(result: RunResult, axis: str, at: At, measures: Sequence[str]) -> list[Along]:
    """The places along ``axis``: all regions or the region's dongs; kinds, months and rounds that a measure asks
    for.
    """
    if axis == "region":
        return [Along(region.name, {"region": number}) for number, region in result.config.regions.items()]
    if axis == "dong":
        dongs = result.config.regions[at.region].dongs if at.region is not None else ()
        return [Along(dong, {"dong": dong}) for dong in dongs]
    figures = [figure for measure in measures for figure in result.figures.of(measure) if _stands(figure, axis, at)]
    if axis == "item":
        return [Along(item, {"item": item}) for item in _items(result.config, result.forms, figures, measures)]
    if axis == "month":
        return [Along(f"{month}월", {"month": month}) for month in months_of(result, measures)]
    return [Along(f"{number}회차", {"round": number}) for number in sorted({f.round for f in figures if f.round})]


def months_of(result: RunResult, measures: Collection[str]) -> list[int]:
    """The months whose monthly returns with these measures are due (or there); where no form is monthly, the months
    that the figures have.
    """
    forms = {form.id for form in result.forms for _, table in form.tables() if set(table.measures) & set(measures)}
    due = {e.slot.month for e in result.board if (e.is_due or e.files) and e.slot.form in forms and e.slot.month}
    return sorted(due or {f.month for name in measures for f in result.figures.of(name) if f.month is not None})


def _stands(figure: Figure, axis: str, at: At) -> bool:
    return getattr(figure, axis) is not None and figure.region == at.region and at.round in (None, figure.round)


def _items(config: YearConfig, forms: FormSet, figures: Iterable[Figure], measures: Sequence[str]) -> list[str]:
    """The kinds that came, in the form's order; all budget items, in the order of the settings."""
    came = dict.fromkeys(figure.item for figure in figures if figure.item is not None)
    known: dict[str, None] = {}
    for _, column in _item_columns(forms, measures):
        if column.choices_from == "budget_items":
            came |= dict.fromkeys(config.budget_items)
            known |= dict.fromkeys(config.budget_items)
        known |= dict.fromkeys(column.choices)
    return [*(item for item in known if item in came), *(item for item in came if item not in known)]


def _item_columns(forms: FormSet, measures: Sequence[str]) -> Iterable[tuple[TableForm, Column]]:
    for form in forms:
        for _, table in form.tables():
            if set(measures) & set(table.measures):
                named = {count.column for count in table.counts if count.measure in measures}
                for column in table.columns:
                    if column.dimension == "item" or column.id in named:
                        yield table, column


def axis_word(config: YearConfig, forms: FormSet, axis: str, measures: Sequence[str]) -> str:
    """What the places are called at the head of their column: "권역", "월", "예산과목" (as the form labels it)."""
    words = {"region": config.unit.word, "dong": "동", "month": "월", "round": "회차"}
    if axis in words:
        return words[axis]
    return next((column.label for _, column in _item_columns(forms, measures) if column.dimension == "item"), "구분")
