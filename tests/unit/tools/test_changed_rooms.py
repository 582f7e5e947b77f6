"""Which tests are run for a changed file."""

from __future__ import annotations

import pytest

from tools.changed_rooms import asked_tests


@pytest.mark.parametrize(
    ("changed", "tests"),
    [
        ("pipeline/report/sections/budget.py", ["tests/unit/report"]),
        ("pipeline/rules/row.yaml", ["tests/unit/rules"]),
        ("tests/unit/check/test_row_rules.py", ["tests/unit/check/test_row_rules.py"]),
        ("tests/support/small_year.py", ["tests/unit"]),
        ("pipeline/korean.py", ["tests/unit"]),
        ("pipeline/letters/characters.py", ["tests/unit"]),
        ("tools/changed_rooms.py", ["tests/unit/tools"]),
        ("pipeline/joints/duties.py", ["tests/unit/joints"]),
        ("pipeline/main.py", ["tests/unit/test_main.py"]),
        (
            "pipeline/launcher/making.py",
            ["tests/functional/test_launcher.py", "tests/functional/test_launcher_failures.py"],
        ),
        ("README.md", []),
    ],
)
def test_a_changed_file_asks_for_the_asked_tests_its_room(changed: str, tests: list[str]) -> None:
    assert asked_tests(changed) == tests
