"""All benchmarks whose results we publish: ``python -m benchmarks`` (``make bench``) writes benchmarks/RESULTS.md.

Comes in: examples/2021, and returns and offices made here. Goes out: RESULTS.md with the machine and the day; nothing
in it is written by hand. Whole commands run as processes of their own, in turn; a ratio is the median of the ratios of
all rounds.
"""

from __future__ import annotations

import argparse
import io
import math
import os
import platform
import resource
import statistics
import subprocess
import sys
import tempfile
import time
import warnings
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

import pandas as pd
from python_calamine import CalamineWorkbook

from benchmarks.city import city
from benchmarks.many_returns import one_number
from benchmarks.outputs import outputs
from benchmarks.reading import by_pandas, by_us, seconds
from benchmarks.samples import EXAMPLES, sample_files

ROOT = Path(__file__).resolve().parents[1]
RESULTS = Path(__file__).with_name("RESULTS.md")
YEAR = "2021"
SOURCE = ROOT / "examples" / YEAR
RETURNS = (100, 1_000)
READING_ROUNDS = 7
OUTPUT_ROUNDS = 5
CITY_ROUNDS = 3
GOOD_ENDS = (0, 20)

Times = tuple[float, float]  # seconds on the wall, seconds of the processor


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure everything and write RESULTS.md."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--pairs", type=int, default=5)
    parser.add_argument("--cores", type=int, default=2)
    options = parser.parse_args(arguments)
    warnings.simplefilter("ignore")  # openpyxl warns of every extension that it does not keep
    load = _load()
    with tempfile.TemporaryDirectory() as folder:
        _keep_bytecode(folder)
        sections = [
            _whole_years(options.pairs),
            _reading(),
            _many(options.cores),
            city(_city_run, CITY_ROUNDS),
            outputs(OUTPUT_ROUNDS),
        ]
    text = "\n\n".join([_head(load), *sections]) + "\n"
    RESULTS.write_text(text, encoding="utf-8", newline="\n")
    print(text)
    return 0


def _keep_bytecode(folder: str) -> None:
    """Let every command find its modules compiled, as on any computer that has run it once, even where this computer is
    set to write no bytecode. Compiling our modules takes a tenth of a run, while a script of one file has nothing to
    compile: without this the comparison would be unfair.
    """
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    os.environ["PYTHONPYCACHEPREFIX"] = folder


def _head(load: str) -> str:
    return (
        "# Measured\n\n"
        f"Written by `python -m benchmarks` on {date.today()}: {_processor()}, {os.cpu_count()} cores, "
        f"{platform.system()}, Python {platform.python_version()}; load at the start {load}."
        "\nWhere the load is above the number of cores, wall times include other programs; processor times do not."
    )


def _load() -> str:
    return f"{os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else "unknown"


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return platform.processor() or platform.machine()
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.machine()


def _whole_years(pairs: int) -> str:
    """The table of the analyst's script, the year's run and the check alone, which take turns in every round."""
    commands: dict[str, Callable[[Path], list[str]]] = {
        "analyst's script": lambda folder: [
            "-W",
            "ignore",
            "-m",
            "benchmarks.analyst_script",
            str(SOURCE),
            str(folder),
        ],
        "`run.py`": _run,
        "`run.py check`": lambda folder: _run(folder, "check"),
    }
    times: dict[str, list[Times]] = {name: [] for name in commands}
    for number in range(pairs + 1):
        for name, command in commands.items():
            with tempfile.TemporaryDirectory() as folder:
                measured = _measured([sys.executable, *command(Path(folder))])
            if number:  # the first round compiles the modules
                times[name].append(measured)
    first = times["analyst's script"]
    rows = [
        f"| {name} | {_median(own, 0):.2f} | {_ratio(own, first, 0):.2f} | {_median(own, 1):.2f} | "
        f"{_ratio(own, first, 1):.2f} |"
        for name, own in times.items()
    ]
    files = len(list(SOURCE.rglob("*.xlsx")))
    return "\n".join(
        [
            f"## A year of one office ({files} files), whole processes, median of {pairs} rounds",
            "",
            "The script makes seven tables and six charts and checks nothing; `run.py` makes all its outputs.",
            "",
            "| | wall (s) | times the script | processor (s) | times the script |",
            "|---|---|---|---|---|",
            *rows,
        ]
    )


def _run(folder: Path, *words: str) -> list[str]:
    return ["run.py", *words, "--year", YEAR, "--input", str(SOURCE), "--output", str(folder / "output")]


def _measured(command: list[str]) -> Times:
    """The wall and processor time of a command. Raises RuntimeError where its exit code is not in ``GOOD_ENDS``."""
    before, started = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    code = subprocess.run(command, cwd=ROOT, stdout=subprocess.DEVNULL, check=False).returncode
    wall, after = time.perf_counter() - started, resource.getrusage(resource.RUSAGE_CHILDREN)
    if code not in GOOD_ENDS:
        raise RuntimeError(f"{command} ended with {code}")
    return wall, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def _city_run(words: list[str]) -> Times:
    return _measured([sys.executable, "run.py", *words])


def _median(times: Sequence[Times], which: int) -> float:
    return statistics.median(each[which] for each in times)


def _ratio(own: Sequence[Times], other: Sequence[Times], which: int) -> float:
    return statistics.median(a[which] / b[which] for a, b in zip(own, other, strict=True))


def _by_calamine(data: bytes) -> object:
    return pd.read_excel(io.BytesIO(data), engine="calamine", sheet_name=None)


def _by_calamine_alone(data: bytes) -> object:
    """Read every sheet as a list of rows."""
    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    return [book.get_sheet_by_name(name).to_python() for name in book.sheet_names]


def _reading() -> str:
    """The table of how long reading one file takes, from bytes in memory, on one core."""
    samples = sample_files(EXAMPLES / YEAR)
    readers = {
        "pandas with openpyxl": by_pandas,
        "pandas with calamine": _by_calamine,
        "calamine alone": _by_calamine_alone,
        "ours: gate, two readings, comparison, cells": by_us,
    }
    times: dict[str, list[float]] = {name: [] for name in readers}
    for _ in range(READING_ROUNDS):
        for name, reader in readers.items():
            times[name].append(seconds(reader, samples) / len(samples) * 1e3)
    ours = list(times.values())[-1]
    rows = []
    for name, own in times.items():
        ratio = statistics.median(a / b for a, b in zip(own, ours, strict=True))
        rows.append(f"| {name} | {statistics.median(own):.2f} | {ratio:.2f} |")
    return "\n".join(
        [
            f"## Reading one file ({len(samples)} samples, median of {READING_ROUNDS} rounds)",
            "",
            "| | processor (ms a file) | times ours |",
            "|---|---|---|",
            *rows,
        ]
    )


def _many(cores: int) -> str:
    """The table of time and memory from a folder to figures, and how time per file grows with the number of files."""
    few, many = (one_number(count, cores) for count in RETURNS)
    seconds_of = [row["seconds a file"] * row["files"] for row in (few, many)]
    exponent = math.log(seconds_of[1] / seconds_of[0]) / math.log(many["files"] / few["files"])
    rows = [
        f"| {row['files']:,.0f} | {1 / row['seconds a file']:.0f} | {row['reading megabytes']:.0f} | "
        f"{row['whole megabytes']:.0f} |"
        for row in (few, many)
    ]
    return "\n".join(
        [
            "## Many returns, from the folder to figures",
            "",
            f"Processor time grows with the number of files to the power of {exponent:.2f}.",
            "",
            "| files | files per second of processor | parent while reading (MB) | parent, all of it (MB) |",
            "|---|---|---|---|",
            *rows,
        ]
    )


if __name__ == "__main__":
    sys.exit(main())
