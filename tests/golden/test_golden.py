"""Whole years, from filled forms to every output, compared with readable dumps beside this file.

A difference is either a bug or an intended change: ``make golden`` rewrites the dumps, and their diff is reviewed like
code.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline.cli import main
from tests.support.docx_dump import dump_document
from tests.support.xlsx_dump import dump_workbook

ROOT = Path(__file__).resolve().parents[2]
HERE = Path(__file__).resolve().parent
YEARS = (2020, 2021)


@pytest.fixture(scope="module", params=YEARS)
def output(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The output folder of an example year, run in a project folder that holds only settings and examples."""
    year = request.param
    root = tmp_path_factory.mktemp("office")
    (root / "config.yaml").write_bytes((ROOT / "config.yaml").read_bytes())
    for example in YEARS:  # the program looks for the year before in the folder beside the year
        shutil.copytree(ROOT / "examples" / str(example), root / "examples" / str(example))
    code = main(["--year", str(year), "--input", str(root / "examples" / str(year))], root=root)
    assert code == (0 if year == YEARS[0] else 20)
    return root / "output" / str(year)


def dumps(output: Path) -> Iterator[tuple[str, str]]:
    """(name, readable text) of every kind of output. Long workbooks are dumped for the small year only, because people
    have to read them.
    """
    year = output.name
    yield "report.txt", dump_document(output / f"성과보고_{year}.docx")
    if year == str(YEARS[0]):
        yield "ledger.txt", dump_workbook(output / f"집계대장_{year}.xlsx")
        yield "checks.txt", dump_workbook(output / f"검증결과_{year}.xlsx")
    yield "figures.txt", figures_text(output / "results.json")
    for path in sorted([*(output / "접수증").glob("*.txt"), *(output / "메일").glob("*.txt")]):
        yield f"{path.parent.name}_{path.name}", path.read_text(encoding="utf-8-sig")
    for path in sorted((output / "수정요청").glob("*.xlsx")):
        yield f"{path.stem}.txt", dump_workbook(path)


def figures_text(path: Path) -> str:
    """The figures of results.json, one per line, each with its number of cells."""
    lines = []
    for figure in json.loads(path.read_text(encoding="utf-8"))["figures"]:
        at = {name: figure[name] for name in ("region", "dong", "month", "round", "project", "activity", "item")}
        where = " ".join(f"{name}={value}" for name, value in at.items() if value is not None)
        lines.append(f"{figure['measure']} {where}: {figure['value']} {figure['state']} ({len(figure['sources'])})")
    return "\n".join(lines) + "\n"


def test_every_output_is_as_it_was(output: Path, rewrite_golden: bool) -> None:
    kept = HERE / output.name
    made = dict(dumps(output))
    if rewrite_golden:
        kept.mkdir(exist_ok=True)
        for path in kept.glob("*.txt"):
            path.unlink()
        for name, text in made.items():
            (kept / name).write_text(text, encoding="utf-8", newline="\n")
    assert sorted(made) == sorted(path.name for path in kept.glob("*.txt"))
    for name, text in made.items():
        assert text == (kept / name).read_text(encoding="utf-8"), name


def test_a_second_run_gives_the_same_bytes(output: Path) -> None:
    """Same input, same output: a second run changes nothing."""
    root = output.parents[1]
    before = {path.relative_to(output): path.read_bytes() for path in output.rglob("*") if path.is_file()}
    main(["--year", output.name, "--input", str(root / "examples" / output.name)], root=root)
    after = {path.relative_to(output): path.read_bytes() for path in output.rglob("*") if path.is_file()}
    assert {name for name in before if before[name] != after.get(name)} == set()
    assert set(before) == set(after)
