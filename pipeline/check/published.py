"""Figures of an earlier year, calculated again and compared with those that were published then.

Comes in: two sets of figures of the same year. Goes out: one finding for every number that has changed since. Numbers
that only one of the two sets has are no contradiction: forms and settings may ask for more today.
"""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.forms.form import FormSet
from pipeline.model.figures import Figure, Figures
from pipeline.model.findings import Finding, Place
from pipeline.rules.catalogue import finding
from pipeline.settings.load import YearConfig


def check_published(
    again: Figures, published: Figures, forms: FormSet, config: YearConfig, file: str
) -> Iterator[Finding]:
    """A finding for every figure whose value is not the published one; ``file`` names where that was published.

    A sum that differs because one of its parts does is not reported again. The cell of the finding's place is the
    figure's name.
    """
    differing = [figure for figure in again if _differs(figure, published)]
    for figure in differing:
        if not any(_is_part(other, figure) for other in differing):
            words = {"published": f"{published.by_key(figure.key).value:,}", "value": f"{figure.value:,}"}
            what = figure.words(f"{forms.measures[figure.measure].name}({figure.unit})", config.called)
            yield finding("TRD-004", Place(file, "", what), what=what, **words)


def _differs(figure: Figure, published: Figures) -> bool:
    before = published.by_key(figure.key).value if figure.key in published else None
    return before is not None and figure.value is not None and before != figure.value


def _is_part(part: Figure, whole: Figure) -> bool:
    """Whether ``part`` is a finer breakdown of ``whole``: the same measure, and the same value in every dimension of
    ``whole``.
    """
    if part.measure != whole.measure or part.key == whole.key:
        return False
    return whole.holds(part)
