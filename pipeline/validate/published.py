"""Figures of an earlier year worked out again, against those that were published then.

Comes in: two sets of figures of the same year. Goes out: one finding for every number that has changed since. Numbers
that only one of the two knows are no contradiction: forms and settings may ask for more today.
"""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.figures import Figures
from pipeline.findings import Finding, Place
from pipeline.forms.form import FormSet
from pipeline.model import Figure
from pipeline.rules.catalogue import finding


def check_published(again: Figures, published: Figures, forms: FormSet, file: str) -> Iterator[Finding]:
    """A finding for every figure whose value is not the published one; ``file`` names where that was published."""
    before = {figure.key: figure for figure in published}
    for figure in again:
        printed = before.get(figure.key)
        if printed is None or printed.value is None or figure.value is None or printed.value == figure.value:
            continue
        words = {"what": _named(figure, forms), "published": f"{printed.value:,}", "value": f"{figure.value:,}"}
        yield finding("TRD-004", Place(file, "", figure.key), **words)


def _named(figure: Figure, forms: FormSet) -> str:
    """What the figure is, as the report would call it: "1권역 1회차 대상자(명)"."""
    parts = [
        f"{figure.region}권역" if figure.region is not None else "전체",
        figure.dong,
        f"{figure.month}월" if figure.month is not None else None,
        f"{figure.round}회차" if figure.round is not None else None,
        figure.project,
        figure.activity,
        figure.item,
        f"{forms.measures[figure.measure].name}({figure.unit})",
    ]
    return " ".join(part for part in parts if part)
