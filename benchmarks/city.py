"""A city on this computer: the time of its offices with one worker, with two and with Dask on the same cores; and the
time of the roll-up.

Comes in: offices made here. Goes out: two tables in Markdown. Every run is a process of its own, and the ways take
turns; a ratio is the median of all rounds.
"""

from __future__ import annotations

import pickle
import shutil
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from statistics import median

from examples.city import make_offices
from pipeline.city.command import roll_up, write_roll_up
from pipeline.city.offices import OfficeRun, run_office

YEAR = 2021
OFFICES = 4
WAYS = {
    "one worker": ("--workers", "1"),
    "two workers": ("--workers", "2"),
    "Dask, two workers": ("--scheduler", "local", "--workers", "2"),
}
ROLL_UPS = (25, 226)

Times = tuple[float, float]  # seconds on the wall, seconds of the processor
Measured = Callable[[list[str]], Times]


def city(measured: Measured, rounds: int) -> str:
    """Both tables; ``measured`` runs run.py with the given arguments and returns its times."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        offices = make_offices(OFFICES, folder / "offices")
        returns = len(list(folder.rglob("*.xlsx")))
        times: dict[str, list[Times]] = {way: [] for way in WAYS}
        for _ in range(rounds):
            for way, words in WAYS.items():
                for office in offices:
                    shutil.rmtree(office / "output", ignore_errors=True)
                shutil.rmtree(folder / "roll-up", ignore_errors=True)
                command = ["city", "--year", str(YEAR), "--offices", str(folder / "offices"), *words]
                times[way].append(measured([*command, "--output", str(folder / "roll-up")]))
        run = run_office(offices[-1], YEAR, [])
    return "\n".join([*_ways(times, rounds, returns), "", *_roll_ups(run)])


def _ways(times: dict[str, list[Times]], rounds: int, returns: int) -> list[str]:
    first = times["one worker"]
    rows = []
    for way, own in times.items():
        cells = [way]
        for which in (0, 1):
            ratio = median(a[which] / b[which] for a, b in zip(own, first, strict=True))
            cells += [f"{median(each[which] for each in own):.1f}", f"{ratio:.2f}"]
        rows.append(f"| {' | '.join(cells)} |")
    return [
        f"## A city of {OFFICES} offices ({returns} files), reports and roll-up, median of {rounds} rounds",
        "",
        "| | wall (s) | times one worker | processor (s) | times one worker |",
        "|---|---|---|---|---|",
        *rows,
    ]


def _roll_ups(run: OfficeRun) -> list[str]:
    """The table of the roll-up alone, measured with many copies of one office's result."""
    rows = []
    for count in ROLL_UPS:
        runs = [replace(run, name=f"{number}구") for number in range(1, count + 1)]
        with tempfile.TemporaryDirectory() as name:
            started = time.process_time()
            write_roll_up(roll_up(YEAR, runs), Path(name))
            taken = time.process_time() - started
        rows.append(f"| {count} | {taken:.1f} | {taken / count * 1e3:.0f} |")
    return [
        f"The result of one office has {len(pickle.dumps(run)) / 1e3:,.0f} kB ({len(run.figures):,} figures).",
        "",
        "| offices | roll-up, processor (s) | ms an office |",
        "|---|---|---|",
        *rows,
    ]
