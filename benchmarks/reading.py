"""How fast returned workbooks are read, compared with pandas and openpyxl: ``python -m benchmarks.reading``.

Comes in: the .xlsx files of a folder (by default examples/, if it holds any), or forms made with XlsxWriter. Goes out:
a table on the screen, and exit code 1 where the target is missed. Both readers take turns in the same run, each with
all sample files, on one core and from bytes in memory. Our time is for all steps: gate, both readings, comparison,
cells.
"""

from __future__ import annotations

import argparse
import io
import statistics
import sys
import time
import warnings
from collections.abc import Callable, Sequence
from pathlib import Path

import pandas as pd

from benchmarks.samples import EXAMPLES, sample_files
from pipeline.workbook.outcome import ReadingLimits
from pipeline.workbook.reading import read_bytes

TARGET = 6.0
LIMITS = ReadingLimits()


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the comparison; the exit code, 1 where we are less than six times as fast as pandas in the median round."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--folder", type=Path, default=EXAMPLES)
    parser.add_argument("--rounds", type=int, default=15)
    options = parser.parse_args(arguments)
    return 0 if beside_pandas(sample_files(options.folder), options.rounds) >= TARGET else 1


def beside_pandas(samples: list[bytes], rounds: int) -> float:
    """How many times as fast as pandas we read, the median of all rounds."""
    theirs, ours = [], []
    for _ in range(rounds):
        theirs.append(seconds(by_pandas, samples))
        ours.append(seconds(by_us, samples))
    print("                                                     best   median  (ms a file, one core)")
    for name, times in (
        ("pandas.read_excel(engine='openpyxl')", theirs),
        ("gate, both readings, comparison, cells", ours),
    ):
        each = [second / len(samples) * 1e3 for second in times]
        print(f"  {name:<46}{min(each):9.2f}{statistics.median(each):9.2f}")
    ratio = statistics.median(their / our for their, our in zip(theirs, ours, strict=True))
    print(f"  {'times as fast':<46}{min(theirs) / min(ours):9.2f}{ratio:9.2f}")
    return ratio


def seconds(reader: Callable[[bytes], object], samples: list[bytes]) -> float:
    """Processor seconds of this process for one pass over the samples; the time of other programs does not count."""
    start = time.process_time()
    for data in samples:
        reader(data)
    return time.process_time() - start


def by_pandas(data: bytes) -> object:
    """Read every sheet as a frame."""
    return pd.read_excel(io.BytesIO(data), engine="openpyxl", sheet_name=None)


def by_us(data: bytes) -> object:
    """Read the file with our reader. Raises SystemExit where it is refused: the comparison would be worthless."""
    reading = read_bytes(data, LIMITS, "a.xlsx")
    if reading.workbook is None:
        raise SystemExit(f"a sample was refused: {reading.problem} {reading.words}")
    return reading


if __name__ == "__main__":
    warnings.simplefilter("ignore")  # openpyxl warns of every extension that it does not keep
    sys.exit(main())
