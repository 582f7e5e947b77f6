"""A late or corrected file after a report was issued: which printed numbers are other ones now, and through which file.

Comes in: the figures and the list of files of an earlier results.json, and today's run. Goes out: one record for every
number that changed, the office's totals first. It opens no file and decides nothing about the data.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from pipeline.model.figures import Figure, Figures
from pipeline.model.result import RunResult
from pipeline.model.returns import ReturnState


@dataclass(frozen=True, slots=True)
class ChangedFigure:
    """A number that is another one now. ``before`` and ``now`` are None where it was or is not known.

    ``added`` are the files in it that were not used before, or not with this content; ``removed`` those that were in it
    and do not count any more. Both are empty where the same files are summed otherwise: a row is left out or taken in
    again, or the settings have changed.
    """

    figure: Figure
    before: int | None
    now: int | None
    added: tuple[str, ...]
    removed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Revision:
    """How the earlier run stood, with its reference day where it says so, and every number that has changed since."""

    as_of: date | None
    is_final: bool
    changes: tuple[ChangedFigure, ...]


def compare_figures(
    before: Figures,
    returns: Sequence[Mapping[str, object]],
    result: RunResult,
    *,
    as_of: date | None = None,
    is_final: bool = True,
) -> Revision:
    """Every number that was printed otherwise before; ``returns`` are the earlier results.json's files.

    A number that stays the same is none, also where it is complete only now.
    """
    files = _Files(returns, result)
    known = {figure.key: figure for figure in (*before, *result.figures)}  # today's words where both have the figure
    changes = []
    for key, figure in known.items():
        old = before.by_key(key) if key in before else None
        new = result.figures.by_key(key) if key in result.figures else None
        values = old.value if old else None, new.value if new else None
        if values[0] != values[1]:
            changes.append(ChangedFigure(figure, *values, files.added(new), files.removed(old)))
    order = list(result.forms.measures)
    changes.sort(key=lambda change: _breadth(change.figure, order))
    return Revision(as_of, is_final, tuple(changes))


def _breadth(figure: Figure, order: Sequence[str]) -> tuple[object, ...]:
    """Totals before parts, each kind in the order of the measures; what is equal stays in the order it came."""
    return len(figure.dimensions), figure.region is not None, order.index(figure.measure)


class _Files:
    """Which files are used now and were not before, and the reverse; a file that was only renamed is neither."""

    def __init__(self, returns: Sequence[Mapping[str, object]], result: RunResult) -> None:
        used = [item for item in returns if item.get("state") == ReturnState.USED.value]
        self._before = {str(item.get("file", "")): str(item.get("sha256", "")) for item in used}
        self._now = {item.file: item.sha256 for item in result.returns if item.state is ReturnState.USED}

    def added(self, figure: Figure | None) -> tuple[str, ...]:
        return self._not_in(figure, self._now, set(self._before.values()))

    def removed(self, figure: Figure | None) -> tuple[str, ...]:
        return self._not_in(figure, self._before, set(self._now.values()))

    def _not_in(self, figure: Figure | None, own: Mapping[str, str], other: set[str]) -> tuple[str, ...]:
        files: Iterable[str] = (place.file for place in figure.sources) if figure else ()
        return tuple(name for name in dict.fromkeys(files) if name in own and own[name] not in other)
