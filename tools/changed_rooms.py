"""The test folders of the rooms that have changed, for ``make quick``.

Comes in: the files that git reports as changed since a revision (default: the last commit) or as untracked. Goes out:
one folder or file of tests per line; all unit tests where something changed that every room depends on.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

EVERYTHING, BY_COMMAND = "tests/unit", "tests/functional"


def changed_files(since: str) -> list[str]:
    """Paths changed since ``since``, with the files that git does not track."""
    commands = (["git", "diff", "--name-only", since], ["git", "ls-files", "--others", "--exclude-standard"])
    found = [subprocess.run(command, capture_output=True, text=True, check=True).stdout for command in commands]
    return [name for text in found for name in text.splitlines()]


def asked_tests(name: str) -> list[str]:
    """The test folders and files to run for a changed file; none where it has no tests."""
    path = Path(name)
    if name.startswith("tests/unit/") and path.name.startswith("test_"):
        return [name]
    if name.startswith(("tests/support/", "tests/unit/")) or path.name in ("characters.py", "korean.py", "errors.py"):
        return [EVERYTHING]
    if not name.startswith(("pipeline/", "tools/")):
        return []
    room = Path(path.parts[1]).stem if name.startswith("pipeline/") else "tools"
    places = [Path(EVERYTHING, room), Path(EVERYTHING, f"test_{room}.py"), *Path(BY_COMMAND).glob(f"test_{room}*.py")]
    return sorted(place.as_posix() for place in places if place.exists())


def main() -> None:
    """Print the test folders and files, each once."""
    changed = changed_files(sys.argv[1] if len(sys.argv) > 1 else "HEAD")
    wanted = {test for name in changed for test in asked_tests(name)}
    print("\n".join(sorted([EVERYTHING] if EVERYTHING in wanted else wanted)))


if __name__ == "__main__":
    main()
