"""After a late or corrected file: which printed numbers changed since the issued report, and because of which file.

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
    """A number that has changed. ``before`` and ``now`` are None where it was or is not known. ``added`` holds the
    files in it that were not used before, or not with this content; ``removed`` those that no longer count. Both are
    empty where the same files give another sum: a row was left out or included again, or the settings changed.
    """

    figure: Figure
    before: int | None
    now: int | None
    added: tuple[str, ...]
    removed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Revision:
    """The state of the earlier run, its reference day if known, and every number that has changed since."""

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
    """Every number whose value was different before; ``returns`` are the file entries of the earlier results.json. A
    number with the same value is not a change, even if it has become complete.
    """
    files = _Files(returns, result)
    known = {figure.key: figure for figure in (*before, *result.figures)}  # today's figure where both runs have it
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
    """Sort key: totals before parts, each in the order of the measures."""
    return len(figure.dimensions), figure.region is not None, order.index(figure.measure)


class _Files:
    """Which files are used now and were not before, and the reverse; a file that was only renamed counts as neither."""

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
