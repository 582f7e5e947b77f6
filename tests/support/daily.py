"""Which of many like cases are tried every day; CI, and ``make thorough`` by hand, try all of them."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any

import pytest


def daily(cases: Iterable[Any], every_day: Collection[Any]) -> list[Any]:
    """The cases as ``parametrize`` takes them: those of ``every_day`` plain, the others marked thorough."""
    return [case if case in every_day else pytest.param(case, marks=pytest.mark.thorough) for case in cases]
