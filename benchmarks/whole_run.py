"""A whole run, compared with the least time that such a report needs: ``python -m benchmarks.whole_run``.

Comes in: examples/2020. Goes out: a table on the screen, and exit code 1 where the run takes at least twice as long as
a script that imports pandas, matplotlib and python-docx, draws one chart of the same figures and saves a document. Both
are processes of their own and take turns.
"""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
TARGET = 2.0
LEAST = """
import sys
from pathlib import Path
import pandas as pd
import matplotlib
matplotlib.use("Agg")
from matplotlib import font_manager, pyplot
from docx import Document
folder, root = Path(sys.argv[1]), Path(sys.argv[2])
for font in sorted((root / "pipeline/assets/fonts").glob("*.ttf")):
    font_manager.fontManager.addfont(font)
matplotlib.rcParams["font.family"] = "NanumGothic"
frame = pd.DataFrame({"대상자": [632, 390, 611, 945, 786], "상담": [3839, 3309, 4256, 3700, 4540]},
                     index=[f"{number}권역" for number in range(1, 6)])
figure, axes = pyplot.subplots(1, 2, figsize=(6.6, 2.6), dpi=200)
for axis, name in zip(axes, frame.columns):
    bars = axis.bar(frame.index, frame[name])
    axis.bar_label(bars, [f"{value:,}" for value in frame[name]])
    axis.set_title(name)
figure.tight_layout()
figure.savefig(folder / "chart.png")
document = Document()
document.add_heading("성과보고")
table = document.add_table(rows=1, cols=3)
for row in frame.itertuples():
    for cell, value in zip(table.add_row().cells, row):
        cell.text = str(value)
document.add_picture(str(folder / "chart.png"))
document.save(folder / "report.docx")
"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Print both times; the exit code, 1 where ours is twice as long or longer in the median round."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args(arguments)
    ours, least = [], []
    for _ in range(options.rounds):
        with tempfile.TemporaryDirectory() as name:
            least.append(_seconds([sys.executable, "-c", LEAST, name, str(ROOT)]))
            ours.append(_seconds(_run(Path(name) / "output")))
    ratio = statistics.median(our / other for our, other in zip(ours, least, strict=True))
    print("                                          best   median  (seconds, start to end)")
    for label, times in (("one chart, one table, one document", least), ("python run.py --year 2020", ours)):
        print(f"  {label:<36}{min(times):8.2f}{statistics.median(times):9.2f}")
    print(f"  {'times as long':<36}{min(ours) / min(least):8.2f}{ratio:9.2f}  (must stay below {TARGET})")
    return 0 if ratio < TARGET else 1


def _run(output: Path) -> list[str]:
    source = ROOT / "examples" / "2020"
    return [sys.executable, str(ROOT / "run.py"), "--year", "2020", "--input", str(source), "--output", str(output)]


def _seconds(command: list[str]) -> float:
    """How long the command takes. Raises CalledProcessError where it does not end well."""
    started = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - started


if __name__ == "__main__":
    sys.exit(main())
