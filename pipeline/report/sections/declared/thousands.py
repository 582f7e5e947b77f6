"""Amounts of a declared table in thousands of won, or in won where thousands would lose something.

Comes in: a table's numbers by row and column, the last row their total. Goes out: its cells, unit and notes. How
amounts are rounded: see ``money``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.count.derived import Derived, Shown, marks_of
from pipeline.model.figures import Figure, State
from pipeline.report.blocks import Run, TableCell, line
from pipeline.report.sections.finishing import attached, regions_title
from pipeline.report.sections.money import THOUSANDS, WON, Amounts, printed
from pipeline.report.sections.parts import MINUS, NOTHING, plain_cell, text_cell
from pipeline.settings.load import YearConfig

if TYPE_CHECKING:
    from pipeline.forms.declared_report import Number, Table
    from pipeline.report.sections.declared.tables import Matrix


@dataclass(frozen=True, slots=True)
class InThousands:
    """``cells`` by row and column; ``is_exact``: they are printed in won after all."""

    cells: list[list[TableCell]]
    unit: str
    notes: tuple[str, ...]
    is_exact: bool


def in_thousands(config: YearConfig, table: Table, matrix: Matrix, *, is_exact: bool) -> InThousands:
    """The cells of a table whose columns are amounts (and rates): one row per place, the last row the total."""
    heads = {index: head.number for index, head in enumerate(matrix.columns)}
    amounts = {index: number for index, number in heads.items() if number is not None and number.measure}
    has_rates = len(amounts) < len(matrix.columns)
    columns = [_amounts(matrix, index, amounts) for index in amounts]
    made = printed(columns) if table.total == "last" else None
    in_won = is_exact or made is None or made.unit != THOUSANDS
    cells = []
    for position, row in enumerate(matrix.shown):
        own = []
        for index, shown in enumerate(row):
            thousands = None
            if made is not None and not in_won and index in amounts:
                thousands = made.columns[list(amounts).index(index)][position]
            own.append(_cell(shown, thousands))
        cells.append(own)
    notes: tuple[str, ...] = ()
    if made is not None and not in_won and made.is_rounded:
        where = attached(regions_title(config.unit))
        notes = (f"천원 미만은 합계에 맞추어 반올림함. 원 단위 금액은 {where}에 있음",)
    return InThousands(cells, (WON if in_won else THOUSANDS) + (", %" if has_rates else ""), notes, in_won)


def _amounts(matrix: Matrix, index: int, amounts: Mapping[int, Number]) -> Amounts:
    column = [row[index] or _nothing() for row in matrix.shown]
    names = [number.measure for number in amounts.values()]
    pair = amounts[index].difference
    positions = (names.index(pair[0]), names.index(pair[1])) if pair and set(pair) <= set(names) else None
    return Amounts(tuple(column[:-1]), column[-1], positions)


def _nothing() -> Derived:
    return Derived("", WON, None, State.NOT_APPLICABLE)


def _cell(shown: Shown | None, thousands: int | None) -> TableCell:
    """The amount in won, or as the given thousands; "–" where nobody stated an amount."""
    if shown is None:
        return text_cell(NOTHING)
    if thousands is None or not isinstance(shown, Figure):
        return plain_cell(shown)
    text = f"{MINUS if thousands < 0 else ''}{abs(thousands):,}{marks_of(shown)}"
    return TableCell((line(Run(text, figure=shown.key)),), state=shown.state)
