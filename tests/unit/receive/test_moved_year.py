"""A whole year of real forms, each with inserted rows, swapped columns and another name: all figures stay the same."""

from __future__ import annotations

from pathlib import Path

from pipeline.main import collect
from pipeline.model.findings import Severity
from pipeline.model.result import RunResult
from tests.support.markdown_book import Book, ReadHere, settings
from tests.support.moved_books import book_of, label_row
from tests.support.small_year import build_small_year

MOVED = "BOOK-081"
WITH_A_NUMBER_MOVED = ("위기가구", "정산총괄")  # where the third column comes before the number of the second


def moved(book: Book, number: int) -> Book:
    """The book with three rows above each table's labels, the table's first and third columns swapped, and a file name
    and folder name without any information.
    """
    sheets = {sheet.name: sheet for form in settings()[1] for sheet in form.sheets}
    for name in [name for name in book.sheets if name in sheets]:
        labels = {column.label for table in sheets[name].tables for column in table.columns}
        row = label_row(book, name, labels)
        book = book.columns_swapped(name, "A", "C", row).rows_inserted(name, 3, above=row)
    return book.renamed(f"받음/{number % 7}/{number:03d}.xlsx")


def read(folder: Path) -> RunResult:
    config, forms = settings()
    return collect(config, forms, folder, reading=ReadHere())


def test_every_figure_and_finding_of_a_year_stays_when_things_are_moved(tmp_path: Path) -> None:
    build_small_year(tmp_path / "as sent", slips=True)
    paths = sorted((tmp_path / "as sent").rglob("*.xlsx"))
    for number, path in enumerate(paths):
        moved(book_of(path, path.name), number).write(tmp_path / "moved")
    before, after = read(tmp_path / "as sent"), read(tmp_path / "moved")
    figures = {figure.key: (figure.value, figure.state, len(figure.sources)) for figure in before.figures}
    assert {figure.key: (figure.value, figure.state, len(figure.sources)) for figure in after.figures} == figures
    assert sum(value is not None for value, _, _ in figures.values()) > 300
    assert rules_told(after) == rules_told(before)
    asked = {(item.place.sheet, item.severity) for item in after.findings if item.rule == MOVED}
    assert asked == {(sheet, Severity.WARNING) for sheet in WITH_A_NUMBER_MOVED}
    assert [(entry.slot, entry.state) for entry in after.board] == [(entry.slot, entry.state) for entry in before.board]


def rules_told(result: RunResult) -> list[tuple[str, str, str, int | None, int | None]]:
    """The findings without what depends on file names and columns. Findings about copies, versions and files are left
    out, because they name files and the last file is no workbook.
    """
    return sorted(
        (item.rule, item.value, item.place.sheet, item.region, item.month)
        for item in result.findings
        if not item.rule.startswith(("FILE", "INT-001", "INT-002", MOVED))
    )
