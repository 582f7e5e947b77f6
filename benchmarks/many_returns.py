"""From folder to figures, for a thousand and for ten thousand returns: ``python -m benchmarks.many_returns``.

Comes in: numbers of returns; the folders are made here, with settings for as many regions as they need. Goes out: a
table on the screen, and exit code 1 where the time per file or the memory of the reading parent grows too much with the
number of files. Times are processor times, so that other programs do not count. ``--profile`` adds a profile.
"""

from __future__ import annotations

import argparse
import cProfile
import json
import pstats
import resource
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

from examples.generator.copies import write_copies
from examples.generator.settings import settings_text
from pipeline.main import HowToRead, collect, load
from pipeline.workbook.outcome import ReadingLimits
from pipeline.workbook.pool import read_files

ROOT = Path(__file__).resolve().parents[1]
YEAR, SEED = 2021, 1
RETURNS_A_REGION = 17  # two plans, twelve months, two rounds, one settlement
FEWEST_REGIONS = 13  # so that the last region's number cannot be a month
MOST_GROWTH = 1.5  # time per file with the most files, divided by that with the fewest
MOST_MEGABYTES_MORE = 30  # of the parent while it only reads
LINES_OF_PROFILE = 45


def main(arguments: Sequence[str] | None = None) -> int:
    """Print time and memory for each number of returns; the exit code, 1 where they grow more than they may."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--returns", type=int, nargs="+", default=[1_000, 10_000])
    parser.add_argument("--cores", type=int, default=2)
    parser.add_argument("--profile", action="store_true")
    parser.add_argument("--step", choices=STEPS, help=argparse.SUPPRESS)
    parser.add_argument("--folder", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args(arguments)
    if options.step:
        _run_step(options)
        return 0
    print("   returns   made(s)   read(s)  ms a file  reading parent   whole way(s)  ms a file   whole parent")
    return _verdict([one_number(count, options.cores, profile=options.profile) for count in options.returns])


def one_number(count: int, cores: int, *, profile: bool = False) -> dict[str, float]:
    """The measurements for a folder of about ``count`` returns, which are printed too.

    Every step has a process of its own, so that its memory is measured alone.
    """
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        regions = max(FEWEST_REGIONS, round(count / RETURNS_A_REGION))
        (folder / "config.yaml").write_text(settings_text(ROOT / "config.yaml", YEAR, regions), encoding="utf-8")
        made, read, whole = (_step(step, folder, cores, profile=profile) for step in STEPS)
    files = made["files"]
    print(
        f"{files:10,}{made['seconds']:10.1f}{read['seconds']:10.1f}{read['seconds'] / files * 1e3:11.2f}"
        f"{read['megabytes']:13.0f} MB{whole['seconds']:15.1f}{whole['seconds'] / files * 1e3:11.2f}"
        f"{whole['megabytes']:12.0f} MB",
        flush=True,
    )
    return {
        "files": files,
        "seconds a file": whole["seconds"] / files,
        "reading megabytes": read["megabytes"],
        "whole megabytes": whole["megabytes"],
    }


def _step(step: str, folder: Path, cores: int, *, profile: bool) -> dict[str, float]:
    command = [sys.executable, "-m", "benchmarks.many_returns", "--step", step, "--folder", str(folder)]
    command += ["--cores", str(cores), *(["--profile"] if profile else [])]
    done = subprocess.run(command, stdout=subprocess.PIPE, encoding="utf-8", cwd=ROOT, check=True)
    *told, last = done.stdout.splitlines()
    if told:
        print(*told, sep="\n")
    measured: dict[str, float] = json.loads(last)
    return measured


def _verdict(rows: list[dict[str, float]]) -> int:
    few, many = rows[0], rows[-1]
    growth = many["seconds a file"] / few["seconds a file"]
    more = many["reading megabytes"] - few["reading megabytes"]
    print(f"time a file grows {growth:.2f} times (at most {MOST_GROWTH}); reading parent +{more:.0f} MB")
    return 0 if growth <= MOST_GROWTH and more <= MOST_MEGABYTES_MORE else 1


# -- the steps, each in its own process -----------------------------------------------------------------------------


def _run_step(options: argparse.Namespace) -> None:
    """Do one step and print its time and memory as a line of JSON."""
    profiler = cProfile.Profile()
    if options.profile and options.step == "whole":
        profiler.enable()
    files = STEPS[options.step](options.folder, options.cores)
    profiler.disable()
    if options.profile and options.step == "whole":
        pstats.Stats(profiler, stream=sys.stdout).sort_stats("cumulative").print_stats(LINES_OF_PROFILE)
    print(json.dumps({"files": files, "seconds": _processor_seconds(), "megabytes": _peak_megabytes()}))


def _make(folder: Path, cores: int) -> int:
    config, forms = load(folder / "config.yaml", YEAR)
    return write_copies(config, forms, SEED, folder / "input")


def _read(folder: Path, cores: int) -> int:
    files = [(path, path.name) for path in sorted((folder / "input").rglob("*.xlsx"))]
    return sum(reading.workbook is not None for reading in read_files(files, ReadingLimits(), cores))


def _whole(folder: Path, cores: int) -> int:
    config, forms = load(folder / "config.yaml", YEAR)
    result = collect(config, forms, folder / "input", reading=HowToRead(cores=cores))
    return sum(item.form is not None for item in result.returns)


STEPS: dict[str, Callable[[Path, int], int]] = {"make": _make, "read": _read, "whole": _whole}


def _processor_seconds() -> float:
    """Processor seconds that this process and its finished children have used."""
    own, children = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return own.ru_utime + own.ru_stime + children.ru_utime + children.ru_stime


def _peak_megabytes() -> float:
    """The peak memory of this process. Linux's ``ru_maxrss`` would include that of the process that started it."""
    status = Path("/proc/self/status")
    if status.exists():
        lines = dict(line.split(":", 1) for line in status.read_text(encoding="ascii").splitlines())
        return int(lines["VmHWM"].split()[0]) / 1_000
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1_000_000 if sys.platform == "darwin" else 1_000)


if __name__ == "__main__":
    sys.exit(main())
