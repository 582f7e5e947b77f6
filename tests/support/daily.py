"""Which of many similar cases run in every test run; CI and ``make thorough`` run all of them."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any

import pytest


def daily(cases: Iterable[Any], every_day: Collection[Any]) -> list[Any]:
    """The cases for ``parametrize``: those of ``every_day`` unmarked, the others marked thorough."""
    return [case if case in every_day else pytest.param(case, marks=pytest.mark.thorough) for case in cases]
