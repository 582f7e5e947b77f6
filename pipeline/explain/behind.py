"""What is behind a figure: its name, its cells with their values, and what was left out and why.

Comes in: the run. Goes out: words, for one figure at a time; what all figures need is looked up once. The answers on
the screen and on the page are both made from it.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

import pandas as pd

from pipeline.count.derived import DIVIDED, LESS, PLUS, PREVIOUS
from pipeline.korean import count_text
from pipeline.model.figures import Figure
from pipeline.model.findings import Effect, Finding, Place, Severity
from pipeline.model.result import RunResult
from pipeline.model.words import NOT_APPLICABLE, state_words

_SIGNS = re.compile(f"({'|'.join(map(re.escape, (DIVIDED, LESS, PLUS)))})")


class Behind:
    """Answers about the figures of one run."""

    def __init__(self, result: RunResult) -> None:
        self.result = result
        facts = result.facts
        columns = (facts[name] for name in ("measure", "file", "sheet", "cell", "value"))
        self._values = {tuple(key): amount for *key, amount in zip(*columns, strict=True)}
        self._out: dict[str, list[dict[str, Any]]] = defaultdict(list)
        for row in result.left_out.to_dict("records"):
            self._out[row["measure"]].append({str(name): value for name, value in row.items()})

    def title(self, figure: Figure) -> str:
        """A figure's name."""
        return figure.words(self.result.forms.measures[figure.measure].name, self.result.config.called)

    def said(self, figure: Figure) -> str:
        """A figure in one line: its name, its value and whether it is complete."""
        value = "없음" if figure.value is None else count_text(figure.value, figure.unit)
        doubts = [f"확인 중인 {', '.join(doubt.words for doubt in figure.doubts)} 포함"] if figure.doubts else []
        return f"{self.title(figure)}: {value} ({'; '.join([state_words(figure), *doubts])})"

    def cells(self, figure: Figure) -> list[tuple[Place, str]]:
        """The cells of a figure, each with its value and unit, or 해당없음."""
        return [
            (place, NOT_APPLICABLE if amount is None else count_text(amount, figure.unit))
            for place, amount in self.amounts(figure)
        ]

    def amounts(self, figure: Figure) -> list[tuple[Place, int | None]]:
        """The cells of a figure, each with its number; None for 해당없음."""
        values = ((p, self._values[figure.measure, p.file, p.sheet, p.cell]) for p in figure.sources)
        return [(place, None if pd.isna(amount) else int(amount)) for place, amount in values]

    def uncounted(self, figure: Figure) -> list[tuple[Place, int]]:
        """The cells that findings keep out of a figure, each with its number, where one can be read."""
        return [
            (Place(row["file"], row["sheet"], row["cell"]), int(row["value"]))
            for row in self._out_of(figure)
            if not pd.isna(row["value"])
        ]

    def _out_of(self, figure: Figure) -> list[dict[str, Any]]:
        asked = figure.dimensions.items()
        return [row for row in self._out[figure.measure] if all(row[name] == value for name, value in asked)]

    def left_out(self, figure: Figure) -> Iterator[str]:
        """The rows and cells of a figure that findings keep out of the sum, each with its reason."""
        rows = self._out_of(figure)
        lines = {(row["file"], row["table"], row["row"]) for row in rows}
        cells = {(row["file"], row["sheet"], row["cell"]) for row in rows}
        for item in self.result.findings if rows else ():
            if said := _kept_out(item, lines, cells):
                yield said

    def formula(self, key: str) -> str:
        """A key in words: "전체 집행액 7,753,440원 ÷ 전체 교부액 8,850,000원"."""
        if key in self.result.figures:
            return self._named(key)
        return "".join(part if _SIGNS.fullmatch(part) else self._named(part) for part in _SIGNS.split(key))

    def _named(self, key: str) -> str:
        figures, before = self.result.figures, ""
        if key.startswith(PREVIOUS) and self.result.previous is not None:
            key, figures, before = key.removeprefix(PREVIOUS), self.result.previous, f"{self.result.config.year - 1}년 "
        if key not in figures:
            return key
        figure = figures.by_key(key)
        value = state_words(figure) if figure.value is None else count_text(figure.value, figure.unit)
        return f"{before}{self.title(figure)} {value}"


def _kept_out(item: Finding, lines: set[tuple[Any, ...]], cells: set[tuple[Any, ...]]) -> str:
    is_line = item.effect is Effect.ROW_LEFT_OUT and (item.place.file, item.table, item.row) in lines
    in_cell = (item.place.file, item.place.sheet, item.place.cell) in cells
    if is_line or (in_cell and item.severity is Severity.ERROR and not item.gaps):
        return f"뺀 {'줄' if is_line else '칸'} {item.place}: {item.message}"
    return f"적히지 않은 곳 {item.place}: {item.message}" if in_cell and item.gaps and item.is_open else ""
