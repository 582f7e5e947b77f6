"""Which tests a change asks for."""

from __future__ import annotations

import pytest

from tools.changed_rooms import folder_of


@pytest.mark.parametrize(
    ("changed", "tests"),
    [
        ("pipeline/report/sections/budget.py", "tests/unit/report"),
        ("pipeline/rules/row.yaml", "tests/unit/rules"),
        ("tests/unit/check/test_row_rules.py", "tests/unit/check/test_row_rules.py"),
        ("tests/support/small_year.py", "tests/unit"),
        ("pipeline/korean.py", "tests/unit"),
        ("tools/changed_rooms.py", "tests/unit/tools"),
        ("README.md", ""),
    ],
)
def test_a_changed_file_asks_for_the_tests_of_its_room(changed: str, tests: str) -> None:
    assert folder_of(changed) == tests
