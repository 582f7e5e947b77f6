"""Whether time grows in proportion to the number of files, and memory not at all: ``python -m benchmarks.many_files``.

Comes in: the sample files, written to a temporary folder until there are ``--files``. Goes out: a table on the screen.
The parent only counts cells; its peak memory must not grow with the number of files.
"""

from __future__ import annotations

import argparse
import resource
import shutil
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from benchmarks.samples import EXAMPLES, sample_files
from pipeline.workbook.outcome import FileReading, ReadingLimits
from pipeline.workbook.pool import read_files

LIMITS = ReadingLimits()


def main(arguments: Sequence[str] | None = None) -> None:
    """Print time and memory for a quarter, half and all of the files, with one and with two processes."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--folder", type=Path, default=EXAMPLES)
    parser.add_argument("--files", type=int, default=2_000)
    options = parser.parse_args(arguments)
    many_files(sample_files(options.folder), options.files)


def many_files(samples: list[bytes], count: int) -> None:
    """Print the time that reading processes take for a quarter, half and all of ``count`` files, and the parent's peak
    memory.
    """
    folder = Path(tempfile.mkdtemp())
    try:
        files = []
        for number in range(count):
            path = folder / f"{number:05d}.xlsx"
            path.write_bytes(samples[number % len(samples)])
            files.append((path, path.name))
        print("processes    files      cells   seconds   CPU ms a file   peak memory of the parent")
        for workers in (1, 2):
            for part in (count // 4, count // 2, count):
                start, start_cpu = time.perf_counter(), cpu_seconds()
                cells = sum(map(count_cells, read_files(files[:part], LIMITS, workers)))
                cpu = (cpu_seconds() - start_cpu) / part * 1e3
                line = f"{workers:9}{part:9,}{cells:11,}{time.perf_counter() - start:10.2f}{cpu:16.2f}"
                print(f"{line}{peak_megabytes():24.0f} MB")
    finally:
        shutil.rmtree(folder)


def count_cells(reading: FileReading) -> int:
    """The number of cells of all sheets; 0 for a refused file."""
    return 0 if reading.workbook is None else sum(len(sheet.cells) for sheet in reading.workbook.sheets)


def cpu_seconds() -> float:
    """Processor seconds that this process and its finished children have used."""
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + children.ru_utime + children.ru_stime


def peak_megabytes() -> float:
    """The most memory that this process ever held (Linux counts in kB, macOS in bytes)."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / (1e6 if sys.platform == "darwin" else 1e3)


if __name__ == "__main__":
    main()
