"""Returned workbooks written as Markdown inside a test, and what the program finds in them.

Comes in: a form and, sheet by sheet, tables as people would see them. Goes out: real .xlsx files in a temporary folder,
read and checked by ``pipeline.main.collect``. A test names only what is odd; the rest of the workbook is a filled form
without a fault.

The first sheet has the header block in rows 1 to 4 and its table's labels in row 6, so its first row of data is row 7.
Every other sheet has its labels in row 1 and its first row of data in row 2. A section replaces the table of its sheet:

    ## 모니터링
    | 회차 | 동     | 시작일     | ... | 상담(건)                 |
    | 1    | 녹번동 | 2021-04-01 | ... | =E7*5 -> 600             |

How a cell is written: 120, -3 and 12.5 are numbers, 2021-04-01 a date, #REF! an error, TRUE a truth value; '120 is
text; "=E7*5 -> 600" a formula with its stored result, "=E7*5 ->" one that was never calculated, '=A1 -> ""' one that
shows nothing; "0.85 {0%}" a number with its number format, "20 {struck}" one with a look of its own. In a text
"~~12~~15" has a struck-out piece and "3^^1^^" a raised one; "(그림)" is a picture placed in the cell. Anything else is
text ("\\n" breaks its line).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Generator, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from unittest.mock import patch

import pandas as pd
from xlsxwriter import Workbook

from pipeline.forms.form import FormSet
from pipeline.forms.stamp import STAMP_SHEET, Stamp
from pipeline.main import HowToRead, collect, load
from pipeline.model.cells import column_letters, column_number
from pipeline.model.figures import Figures
from pipeline.model.findings import Finding
from pipeline.model.result import RunResult
from pipeline.receive.reader import reading_limits
from pipeline.settings.load import YearConfig
from pipeline.workbook.outcome import FileReading, ReadingLimits
from pipeline.workbook.reading import read_bytes
from tests.support.faultless_forms import faultless_header, faultless_tables
from tests.support.grid_sheet import IN_CELL_PICTURE, Grid, place_of, write_grid

CONFIG_PATH = Path(__file__).resolve().parents[2] / "config.yaml"
YEAR = 2021
FIRST_HEADER_ROW, OTHER_HEADER_ROW = 6, 1
NOTHING: Mapping[str, str | None] = {}

_CELL = re.compile(r"(\$?)([A-Z]{1,2})(\$?)([0-9]+)")
_AREA = re.compile(rf"(?P<sheet>'[^']+'!)?(?<![\w$])(?P<cells>{_CELL.pattern}(?::{_CELL.pattern})?)(?![\w(])")
_UNFINISHED = re.compile(r"None|[{}]|\bnan\b|''")
_OPTIONS = {"strings_to_numbers": False, "strings_to_formulas": False, "strings_to_urls": False}


class ReadHere(HowToRead):
    """Reads like a reading process but in this process: hundreds of small runs would have to wait for theirs."""

    def read(self, files: Sequence[tuple[Path, str]], limits: ReadingLimits) -> Generator[FileReading, None, None]:
        for path, name in files:
            yield replace(read_bytes(path.read_bytes(), limits, name), path=path)


@cache
def settings(year: int = YEAR) -> tuple[YearConfig, FormSet]:
    """The project's own settings of a year, and its forms."""
    return load(CONFIG_PATH, year)


@dataclass(frozen=True)
class Book:
    """A workbook to be written. Every method returns a new book; ``file`` may name a sub-folder."""

    form: str
    file: str
    sheets: Mapping[str, Grid]
    stamp: Stamp | None
    date_1904: bool = False

    def renamed(self, file: str) -> Book:
        return replace(self, file=file)

    def stamped(self, stamp: Stamp | None) -> Book:
        return replace(self, stamp=stamp)

    def with_grid(self, sheet: str, change: Callable[[Grid], Grid]) -> Book:
        return replace(self, sheets={name: change(g) if name == sheet else g for name, g in self.sheets.items()})

    def with_cells(self, sheet: str, typed: Mapping[str, str]) -> Book:
        """The book with other contents in the cells at these addresses ("" empties a cell)."""
        new = {place_of(address): text for address, text in typed.items()}
        return self.with_grid(sheet, lambda grid: replace(grid, cells={**grid.cells, **new}))

    def merging(self, sheet: str, *areas: str) -> Book:
        return self.with_grid(sheet, lambda grid: replace(grid, merged=(*grid.merged, *areas)))

    def hiding(self, sheet: str, *, rows: Iterable[int] = (), columns: Iterable[str] = (), state: str = "") -> Book:
        return self.with_grid(
            sheet,
            lambda grid: replace(
                grid, hidden_rows=tuple(rows), hidden_columns=tuple(columns), state=state or grid.state
            ),
        )

    def without_sheet(self, sheet: str) -> Book:
        return replace(self, sheets={name: grid for name, grid in self.sheets.items() if name != sheet})

    def with_sheet(self, sheet: str, typed: Mapping[str, str], state: str = "visible") -> Book:
        cells = {place_of(address): text for address, text in typed.items()}
        return replace(self, sheets={**self.sheets, sheet: Grid(cells, state=state)})

    def sheet_renamed(self, old: str, new: str) -> Book:
        return replace(self, sheets={new if name == old else name: grid for name, grid in self.sheets.items()})

    def moved(self, sheet: str, move: Callable[[int, int], tuple[int, int]]) -> Book:
        """The book with every cell of a sheet moved; formulas still refer to the same cells, as in Excel."""

        def moved_cell(found: re.Match[str]) -> str:
            row, column = move(int(found[4]), column_number(found[2]))
            return f"{found[1]}{column_letters(column)}{found[3]}{row}"

        def moved_text(text: str, home: str) -> str:
            def area(found: re.Match[str]) -> str:
                named = (found["sheet"] or f"'{home}'!")[1:-2]
                cells = _CELL.sub(moved_cell, found["cells"]) if named == sheet else found["cells"]
                return (found["sheet"] or "") + cells

            formula, arrow, result = text.partition(" ->")
            return _AREA.sub(area, formula) + arrow + result if text.startswith("=") else text

        sheets = {}
        for name, grid in self.sheets.items():
            at = move if name == sheet else lambda row, column: (row, column)
            cells = {at(*place): moved_text(text, name) for place, text in grid.cells.items()}
            sheets[name] = replace(grid, cells=cells)
        return replace(self, sheets=sheets)

    def rows_inserted(self, sheet: str, count: int, above: int = 1) -> Book:
        """The book with empty rows above row ``above`` of a sheet."""
        return self.moved(sheet, lambda row, column: (row + count if row >= above else row, column))

    def columns_swapped(self, sheet: str, first: str, second: str, from_row: int) -> Book:
        """The book with two columns of a sheet swapped from row ``from_row`` on."""
        a, b = column_number(first), column_number(second)
        swap = {a: b, b: a}
        return self.moved(sheet, lambda row, column: (row, swap.get(column, column) if row >= from_row else column))

    def write(self, folder: Path) -> Path:
        path = folder / self.file
        path.parent.mkdir(parents=True, exist_ok=True)
        has_picture = any(IN_CELL_PICTURE in grid.cells.values() for grid in self.sheets.values())
        options: dict[str, object] = {**_OPTIONS, "date_1904": self.date_1904}
        options["in_memory"] = not has_picture  # with one, XlsxWriter then gives a part a name that no package may have
        with Workbook(str(path), options) as workbook:
            workbook.set_properties({"created": datetime(YEAR, 1, 4)})  # the same book is the same bytes at any second
            made = {name: workbook.add_worksheet(name) for name in self.sheets}
            next(made[name] for name, grid in self.sheets.items() if grid.state == "visible").activate()
            for name, grid in self.sheets.items():
                write_grid(workbook, made[name], grid)
            if self.stamp is not None:
                sheet = workbook.add_worksheet(STAMP_SHEET)
                for row, (key, text) in enumerate(self.stamp.rows()):
                    sheet.write_string(row, 0, key)
                    sheet.write_string(row, 1, text)
                sheet.very_hidden()
        return path


def book(
    form_id: str,
    text: str = "",
    *,
    region: int = 1,
    month: int = 4,
    round_number: int = 1,
    year: int = YEAR,
    header: Mapping[str, str | None] = NOTHING,
    file: str = "",
) -> Book:
    """A filled form without a fault, with the sheets and header fields of ``text`` and ``header`` in place of its own.

    ``header`` is keyed by label; "" leaves the value's cell empty, None leaves out the label as well. Sheets that the
    form does not have become sheets of their own.
    """
    config, forms = settings(year)
    form = forms[form_id]
    sections = {**faultless_tables(config, form, region, month, round_number), **_sections(text)}
    fields: dict[str, str | None] = {**faultless_header(config, forms, form, region, month), **header}
    sheets: dict[str, Grid] = {}
    for number, (name, lines) in enumerate(sections.items()):
        cells = _cells(lines, FIRST_HEADER_ROW if number == 0 else OTHER_HEADER_ROW)
        sheets[name] = Grid({**_header_block(fields), **cells} if number == 0 else cells)
    stamp = Stamp(
        form.id,
        form.version,
        year,
        region if form.sender == "region" else None,
        month if form.period == "month" else None,
        round_number if form.period == "round" else None,
    )
    whose = f"{region}권역" if form.sender == "region" else "총괄부서"
    period = {"month": f"_{month}월", "round": f"_{round_number}차"}.get(form.period, "")
    return Book(form_id, file or f"{whose}_{form.name}{period}.xlsx", sheets, stamp)


def _cells(lines: list[list[str]], first_row: int) -> dict[tuple[int, int], str]:
    return {
        (row, column): text for row, line in enumerate(lines, first_row) for column, text in enumerate(line, 1) if text
    }


def run(*books: Book, config: YearConfig | None = None, as_of: date | None = None) -> RunResult:
    """The real run over a folder of these books. A faultless plan of the last region is added, so that a run with only
    refused books is possible. Asserts that every finding names a file and that its sentence is complete.
    """
    year_config, forms = settings()
    last = max(year_config.regions)
    with TemporaryDirectory() as name:
        folder = Path(name)
        for item in books:
            item.write(folder)
        if not any(item.stamp and item.stamp.region == last and item.form == "operating_plan" for item in books):
            (folder / "동반.xlsx").write_bytes(_plan_of(last))
        result = collect(config or year_config, forms, folder, as_of=as_of, reading=ReadHere())
    unfinished = [item for item in result.findings if _UNFINISHED.search(f"{item.message} {item.advice}")]
    assert unfinished == [], "a word that was left out shows as None, as a blank to fill, or as nothing in quotes"
    files = {item.file for item in result.returns} | {(config or year_config).path.name}
    assert {item.place.file for item in result.findings} <= files, "a finding stands in a file that there is"
    return result


@cache
def _plan_of(region: int) -> bytes:
    """The faultless plan that is added to the books of hundreds of tests; it is written only once."""
    with TemporaryDirectory() as name:
        return book("operating_plan", region=region, file="동반.xlsx").write(Path(name)).read_bytes()


def run_without_figures(*books: Book, config: YearConfig | None = None, as_of: date | None = None) -> RunResult:
    """The same run without its last step: it has findings and facts, but adds nothing up (which takes longest)."""
    nothing = Figures((), settings()[1].measures)
    with patch("pipeline.main.build_figures", lambda *facts_and_more: nothing):
        return run(*books, config=config, as_of=as_of)


def counted(measure: str, *books: Book) -> list[int]:
    """The numbers of a measure that count, in the order of forms, files and rows: those that its figures add up."""
    facts = run_without_figures(*books).facts
    rows = facts[(facts["measure"] == measure) & facts["counted"] & facts["value"].notna()]
    return [int(value) for value in rows["value"]]


def reading_of(item: Book) -> FileReading:
    """One book as the workbook gate hands it over."""
    with TemporaryDirectory() as name:
        path = item.write(Path(name))
        return replace(read_bytes(path.read_bytes(), reading_limits(settings()[0]), item.file), path=path)


def check(*books: Book, config: YearConfig | None = None, as_of: date | None = None) -> list[Finding]:
    """Every finding of a run over these books. No facts are made, because no finding depends on them."""
    nothing = pd.DataFrame()
    with (
        patch("pipeline.main.build_facts", lambda *frames_and_more: nothing),
        patch("pipeline.main.build_gaps", lambda *frames_and_more: nothing),
    ):
        return run_without_figures(*books, config=config, as_of=as_of).findings


class Line(str):
    """One finding as a line; ``sentence`` is what the region reads: message and advice."""

    sentence: str


def told(*books: Book, config: YearConfig | None = None, as_of: date | None = None) -> list[Line]:
    """Every finding as one line, "MON-001 warning kept 모니터링!F7 '90'", in the order of the run.

    With several books each line begins with the file.
    """
    findings = check(*books, config=config, as_of=as_of)
    return [line_of(item, with_file=len(books) > 1) for item in findings]


def line_of(item: Finding, *, with_file: bool = False) -> Line:
    """One finding as a line: rule, severity, effect, place, the sender's value in quotes where there is one."""
    place = "!".join(part for part in (item.place.sheet, item.place.cell) if part) or "-"
    line = f"{item.rule} {item.severity} {item.effect} {place}" + (f" '{item.value}'" if item.value else "")
    told_line = Line(f"{item.place.file}: {line}" if with_file else line)
    told_line.sentence = f"{item.message} {item.advice}"
    return told_line


def _sections(text: str) -> dict[str, list[list[str]]]:
    """Sheet name -> lines of cells. A separator between header and rows ("|---|") may be there or not."""
    sections: dict[str, list[list[str]]] = {}
    lines: list[list[str]] = []
    for line in (line.strip() for line in text.strip().splitlines()):
        if line.startswith("## "):
            lines = sections.setdefault(line[3:], [])
        elif line.startswith("|") and line.strip("|-: "):
            lines.append([part.strip() for part in line.strip("|").split("|")])
        elif line == "|":
            lines.append([])
    return sections


def _header_block(fields: Mapping[str, str | None]) -> dict[tuple[int, int], str]:
    """Two fields in a row: label, value, label, value."""
    cells = {}
    for number, (label, value) in enumerate(fields.items()):
        row, column = 1 + number // 2, 1 + 2 * (number % 2)
        if value is not None:
            cells[row, column], cells[row, column + 1] = label, value
    return cells
