"""Any number of made-up offices: each a folder with its config.yaml and a year of returns; every file says 예시.

Comes in: how many, and a folder. Goes out: the offices' folders, complete and without a mistake; their names,
regions and numbers differ. The same call gives the same bytes.

Run: ``python -m examples.city 25 offices`` from the project's root.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

from examples.generator import build_year, write_submissions
from examples.generator.settings import name_of, settings_text
from pipeline.forms.form import load_forms
from pipeline.settings.load import load_config

YEAR = 2021
SEED = 2021_11
FEWEST_REGIONS, DIFFERENT_SIZES = 2, 4
CONFIG = Path(__file__).resolve().parents[1] / "config.yaml"


def make_offices(count: int, folder: Path, *, year: int = YEAR, months: Sequence[int] = ()) -> list[Path]:
    """The folders of ``count`` offices with two to five regions each; ``months`` restricts the monthly results.

    Raises ValueError where there are not so many names, FileExistsError where an office is there already.
    """
    forms = load_forms()
    offices = []
    for position in range(count):
        office = folder / f"{name_of(position)}구"
        office.mkdir(parents=True)
        path = office / "config.yaml"
        text = settings_text(CONFIG, year, FEWEST_REGIONS + position % DIFFERENT_SIZES, months, district=office.name)
        path.write_text(text, encoding="utf-8", newline="\n")
        config = load_config(path, year)
        for _ in write_submissions(forms, build_year(config, forms, SEED + position), office / "input" / str(year)):
            pass
        offices.append(office)
    return offices


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else "")
    parser.add_argument("count", type=int)
    parser.add_argument("folder", type=Path)
    arguments = parser.parse_args()
    for office in make_offices(arguments.count, arguments.folder):
        print(office)


if __name__ == "__main__":
    main()
