"""How many small changes of a room's code its tests notice: ``python -m tools.mutate count --sample 200 --seed 7``.

Comes in: a room, the size of a sample (none: every change) and its seed. Goes out: the score on the screen, and in
``.mutate/ROOM/survivors.diff`` each change that no test noticed. mutmut makes the changes and tries each in a process
of its own, with those tests of ``TESTS`` that run the changed function; the try ends at the first test that fails. The
project itself is never written to: mutmut works in ``.mutate/ROOM`` on links to it.
"""

from __future__ import annotations

import argparse
import json
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from contextlib import chdir
from pathlib import Path
from random import Random, SystemRandom

ROOT = Path(__file__).resolve().parents[1]
NOTICED = ("killed", "timeout")
NEEDED = ("config.yaml", "examples", "input_templates", "tools", "run.py", "README.md", "docs")
# Two tests start a process in another folder, where mutmut does not find its settings.
_ELSEWHERE = (
    "it_works_from_any_folder_even_one_with_a_module_of_a_librarys_name",
    "a_reading_process_without_a_parent_ends",
)
# The tests that have to notice changes of a room: its own, and those that check the numbers that it makes.
TESTS = {
    "workbook": [
        "tests/unit/workbook",
        *(f"--deselect=tests/unit/workbook/test_pool.py::test_{name}" for name in _ELSEWHERE),
    ],
    "receive": ["tests/unit/receive"],
    "normalise": ["tests/unit/normalise"],
    "check": ["tests/unit/check", "--ignore=tests/unit/check/test_number_columns.py"],  # that one takes half the time
    "count": ["tests/unit/count", "tests/oracle/test_one_more.py"],
}
# Assertions and casts that only serve mypy are not mutated, because they are no behaviour. A try may take three times
# as long as its tests take without a change, plus a quarter of a minute (3.0 times 5.0 s).
SETTINGS = {
    "source_paths": ["pipeline"],
    "do_not_mutate_patterns": [r"^\s*assert ", r"\bcast\("],
    "process_isolation": "forkserver",  # with a plain fork, values cached in the parent would hide a change
    "timeout_multiplier": 3.0,
    "timeout_constant": 5.0,
    "pytest_add_cli_args": ["-p", "no:cacheprovider"],
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the score. 0 where every change could be tried, even if many went unnoticed; else mutmut's exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("room", choices=TESTS)
    parser.add_argument("--sample", type=int)
    parser.add_argument("--seed", type=int)
    parser.add_argument("--processes", type=int, default=2)
    given = parser.parse_args(arguments)
    seed = SystemRandom().randrange(10_000) if given.seed is None else given.seed
    folder = make_folder(given.room)
    names = mutants(folder, given.room)
    tried = names if given.sample is None else sample(names, given.sample, seed)
    print(f"{given.room}: {len(tried)} of {len(names)} changes, seed {seed}", flush=True)
    run = mutmut(folder, "run", "--max-children", str(given.processes), *tried)
    if run.returncode:
        print("\n".join(line for line in run.stdout.splitlines() if "Running stats" not in line))
        return run.returncode
    states = read_states(mutmut(folder, "results", "--all", "true").stdout)
    states = {name: states[name] for name in tried}
    unnoticed = [name for name, state in states.items() if state not in NOTICED]
    survivors = folder / "survivors.diff"
    survivors.write_text("".join(mutmut(folder, "show", name).stdout for name in unnoticed), encoding="utf-8")
    print(f"{given.room}: {summary(states)}; see {survivors.relative_to(ROOT)}")
    return 0


def make_folder(room: str) -> Path:
    """A new working folder with links to the project and the settings for this room."""
    folder = ROOT / ".mutate" / room
    if folder.exists():
        shutil.rmtree(folder)
    folder.mkdir(parents=True)
    for name in ("pipeline", "tests", *NEEDED):
        (folder / name).symlink_to(ROOT / name)
    settings = SETTINGS | {
        "only_mutate": [f"pipeline/{room}/*"],
        "also_copy": NEEDED,
        "pytest_add_cli_args_test_selection": TESTS[room],
    }
    lines = [f"{key} = {json.dumps(value)}" for key, value in settings.items()]
    project = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    (folder / "pyproject.toml").write_text("\n".join([project, "[tool.mutmut]", *lines, ""]), encoding="utf-8")
    return folder


def mutants(folder: Path, room: str) -> list[str]:
    """The name of every change that mutmut makes in the room, in the order of the files and of their lines."""
    from mutmut.mutation.file_mutation import mutate_file_contents  # noqa: PLC0415 (not in every environment)
    from mutmut.utils.format_utils import get_mutant_name  # noqa: PLC0415

    with chdir(folder):
        paths = sorted(Path("pipeline", room).rglob("*.py"))
        made = {path: mutate_file_contents(str(path), path.read_text(encoding="utf-8")) for path in paths}
        return [get_mutant_name(path, name) for path, file in made.items() for name in file.mutant_names]


def mutmut(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run one command of mutmut; what it printed, and its exit code."""
    command = [sys.executable, "-c", "from mutmut.__main__ import cli; cli()", *arguments]
    return subprocess.run(command, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)


def sample(names: Sequence[str], size: int, seed: int) -> list[str]:
    """``size`` of the names (all where there are fewer), always the same for the same seed."""
    return Random(seed).sample(names, min(size, len(names)))


def read_states(results: str) -> dict[str, str]:
    """The state of each change by its name, from the lines of ``mutmut results``."""
    return dict(line.strip().split(": ", 1) for line in results.splitlines() if "__mutmut_" in line)


def summary(states: Mapping[str, str]) -> str:
    """The score in per cent and the number of changes in each state; only the states ``NOTICED`` count as noticed."""
    counts = Counter(states.values())
    noticed = sum(counts[state] for state in NOTICED)
    told = ", ".join(f"{count} {state}" for state, count in sorted(counts.items()))
    return f"{noticed / max(1, len(states)):.1%} of {len(states)} noticed ({told})"


if __name__ == "__main__":
    sys.exit(main())
