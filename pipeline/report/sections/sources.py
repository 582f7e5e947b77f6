"""표별 자료 출처: from which forms, sheets, files and cells the numbers of each table and chart come.

Comes in: the blocks of a report and the run. Goes out: one table. It reads the keys that the printed numbers carry; a
block without figures is not listed. Single cells are in the ledger.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from pipeline.count.derived import PREVIOUS, figures_named
from pipeline.model.figures import Figure, Figures
from pipeline.model.result import RunResult
from pipeline.report.blocks import Align, Block, ChartBlock, TableBlock, TableColumn, TableRow
from pipeline.report.sections.parts import text_cell

Attachment = tuple[str, list[Block]]
SETTINGS = "설정 파일"
_TABLE, _PICTURE = "표", "그림"


@dataclass(slots=True)
class _Sources:
    """The sources of one table: the sheets of each form, files and cells, each once."""

    sheets: dict[str, dict[str, None]] = field(default_factory=dict)
    files: set[str] = field(default_factory=set)
    cells: set[tuple[str, str, str]] = field(default_factory=set)
    has_previous: bool = False


def keys_in(block: Block) -> Iterator[str]:
    """The keys of every number that a table or chart prints."""
    if isinstance(block, TableBlock):
        cells = (cell for row in block.rows for cell in row.cells if cell is not None)
        yield from (run.figure for cell in cells for inline in cell.lines for run in inline if run.figure)
    elif isinstance(block, ChartBlock):
        points = (point for panel in block.panels for series in panel.series for point in series.points)
        yield from (point.figure for point in points if point.figure)


def source_table(result: RunResult, body: Sequence[Block], attachments: Sequence[Attachment]) -> list[Block]:
    """The table of sources: a row for each table and chart of the body, and one for each attachment as a whole."""
    form_of = {item.file: result.forms[item.form].name for item in result.returns if item.form is not None}
    rows = []
    counts = {_TABLE: 0, _PICTURE: 0}
    for block in body:
        if isinstance(block, TableBlock | ChartBlock):
            word = _TABLE if isinstance(block, TableBlock) else _PICTURE
            counts[word] += 1
            rows.append(
                _row(f"{word} {counts[word]}", block.caption, _sources_of(result.figures, keys_in(block), form_of))
            )
    first = counts[_TABLE] + 1
    for title, blocks in attachments:
        last = first + sum(isinstance(block, TableBlock) for block in blocks) - 1
        number = f"{_TABLE} {first}" if first == last else f"{_TABLE} {first}~{last}"
        keys = (key for block in blocks for key in keys_in(block))
        rows.append(_row(number, title, _sources_of(result.figures, keys, form_of)))
        first = last + 1
    known = [row for row in rows if row is not None]
    if not known:
        return []
    columns = (
        TableColumn("번호", 0.8),
        TableColumn("제목", 2.2, Align.LEFT),
        TableColumn("서식 › 시트", 3.0, Align.LEFT),
        TableColumn("파일", 0.6, Align.RIGHT),
        TableColumn("칸", 0.7, Align.RIGHT),
    )
    notes = ("칸마다의 값과 자리는 집계대장에 있음",)
    return [TableBlock("sources", "표와 그림의 자료 출처", columns, tuple(known), "개", notes, small=True)]


def _sources_of(figures: Figures, keys: Iterable[str], form_of: dict[str, str]) -> _Sources:
    found = _Sources()
    for key in dict.fromkeys(keys):
        for name in figures_named(key):
            if name.startswith(PREVIOUS):
                found.has_previous = True
            elif name in figures:
                _add(found, figures.by_key(name), form_of)
    return found


def _add(found: _Sources, figure: Figure, form_of: dict[str, str]) -> None:
    for place in figure.sources:
        found.sheets.setdefault(form_of.get(place.file, SETTINGS), {})[place.sheet] = None
        found.files.add(place.file)
        found.cells.add((place.file, place.sheet, place.cell))


def _row(number: str, title: str, found: _Sources) -> TableRow | None:
    """A row of the table; None where the block has no figures."""
    if not found.cells and not found.has_previous:
        return None
    sheets = [f"{form} › {', '.join(names)}" for form, names in found.sheets.items()]
    sheets += ["전년 결과"] if found.has_previous else []
    counts = [text_cell(f"{len(held):,}") for held in (found.files, found.cells)]
    return TableRow((text_cell(number), text_cell(title), text_cell("; ".join(sheets)), *counts))
