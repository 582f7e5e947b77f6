"""Try the properties of tests/fuzz on new inputs for a while: ``python -m tools.fuzz --minutes 60``.

Every round has a new seed, which is printed when something fails; ``--seed`` repeats a round.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import time
from collections.abc import Sequence
from random import SystemRandom

A_ROUND = 2_000  # inputs of each property


def main(arguments: Sequence[str] | None = None) -> int:
    """Run rounds until the minutes are over or one fails; the exit code of the failed one, or 0."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=5)
    parser.add_argument("--seed", type=int)
    given = parser.parse_args(arguments)
    end, rounds = time.monotonic() + given.minutes * 60, 0
    while True:
        seed = SystemRandom().randrange(2**32) if given.seed is None else given.seed
        code = one_round(seed)
        rounds += 1
        if code:
            print(f"round {rounds} failed; again: python -m tools.fuzz --seed {seed}")
            return code
        if given.seed is not None or time.monotonic() >= end:
            print(f"{rounds} rounds of {A_ROUND:,} inputs a property, none failed")
            return 0


def one_round(seed: int) -> int:
    """The exit code of pytest for all properties, with inputs drawn with the seed."""
    command = [sys.executable, "-m", "pytest", "-q", "-n", "auto", "tests/fuzz", f"--hypothesis-seed={seed}"]
    return subprocess.run(command, env=os.environ | {"FUZZ_EXAMPLES": str(A_ROUND)}, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
