"""The evidence for a whole report, for the page on which every number can be asked about.

Comes in: the run, its report, the numbers that changed since the last report, the officer's own totals beside ours, and
the folder of the page. Goes out: an ``Evidence``. It says about each number what ``explain`` says about a single one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from urllib.parse import quote

from pipeline.count.derived import figures_named
from pipeline.earlier.revision import ChangedFigure, Revision
from pipeline.explain.asking import EMPTY_WORDS, PARTICLE, TOTAL_WORDS, example_question, vocabulary_of
from pipeline.explain.behind import Behind
from pipeline.explain.printed import Printed, printed_numbers
from pipeline.korean import count_text
from pipeline.model.alongside import Comparison
from pipeline.model.figures import Figure
from pipeline.model.result import RunResult
from pipeline.model.returns import Return, SlotState
from pipeline.model.words import HEAD_OFFICE, state_words
from pipeline.normalise import fold_name
from pipeline.report.blocks import Report
from pipeline.report.page.evidence import Board, Evidence, Explained, PrintedNumber, SourceCell, Words, Worked
from pipeline.sheets.file_links import FileLinks


def build_evidence(
    result: RunResult,
    report: Report,
    changes: Revision | None,
    folder: Path,
    region: int | None = None,
    compared: Comparison | None = None,
) -> Evidence:
    """Everything the page shows; with ``region``, only that region's figures and those of the whole office. ``folder``
    is where the page will lie; its links to the received files are relative to it.
    """
    behind = Behind(result)
    changed = {change.figure.key: change for change in changes.changes} if changes else {}
    figures = [figure for figure in result.figures if region is None or figure.region in (region, None)]
    printed = printed_numbers(report)
    worked = dict.fromkeys(item.key for item in printed if item.key not in result.figures)
    known = {figure.key for figure in figures}
    figures += [  # a region's report may print another region's number all the same
        result.figures.by_key(key)
        for key in dict.fromkeys(item.key for item in printed)
        if key in result.figures and key not in known
    ]
    return Evidence(
        figures=tuple(_explained(figure, behind, changed.get(figure.key)) for figure in figures),
        worked=tuple(Worked(key, behind.formula(key), figures_named(key)) for key in worked),
        printed=tuple(map(_printed, printed)),
        regions=tuple((number, each.full_name) for number, each in result.config.regions.items()),
        board=_board(result),
        links=_links(result.returns, folder),
        words=_words(result),
        compared=compared,
        example=example_question(result.config, result.forms),
    )


def _links(returns: Sequence[Return], folder: Path) -> dict[str, str]:
    """The relative address of each file. It begins with a dot, so that no name can be read as a scheme."""
    links = FileLinks(((item.file, item.path) for item in returns), folder)
    ways = {item.file: links.path(item.file) for item in returns}
    return {file: quote(way if way.startswith(".") else f"./{way}") for file, way in ways.items() if way}


def _explained(figure: Figure, behind: Behind, change: ChangedFigure | None) -> Explained:
    state = state_words(figure)
    cells = behind.cells(figure)
    return Explained(
        key=figure.key,
        title=behind.title(figure),
        value=figure.value,
        text=state if figure.value is None else count_text(figure.value, figure.unit),
        made=f"{len(cells)}개 칸을 더한 값입니다({state})." if len(cells) > 1 and figure.value is not None else state,
        region=figure.region,
        names=tuple(_meanings(figure)),
        sources=tuple(SourceCell(place.file, place.sheet, place.cell, value) for place, value in cells),
        lacking=figure.missing_words,
        left_out=tuple(behind.left_out(figure)),
        before=_year_before(figure, behind.result),
        changed="" if change is None else _changed(change),
    )


def _meanings(figure: Figure) -> Iterator[str]:
    yield f"measure={figure.measure}"
    for name, value in figure.dimensions.items():
        yield f"{name}={value}"


def _year_before(figure: Figure, result: RunResult) -> str:
    if result.previous is None or figure.key not in result.previous:
        return ""
    before = result.previous.by_key(figure.key)
    said = state_words(before) if before.value is None else count_text(before.value, before.unit)
    note = f" ({result.previous_note})" if result.previous_note else ""
    return f"전년({result.config.year - 1}년): {said}{note}"


def _changed(change: ChangedFigure) -> str:
    unit = change.figure.unit
    before, now = ("없음" if value is None else count_text(value, unit) for value in (change.before, change.now))
    files = (*(f"{file}(새로 들어옴)" for file in change.added), *(f"{file}(빠짐)" for file in change.removed))
    return f"지난 보고서 뒤에 바뀜: {before} → {now}{'; ' if files else ''}{', '.join(files)}"


def _printed(item: Printed) -> PrintedNumber:
    return PrintedNumber(item.key, item.text, item.place, fold_name(f"{item.name} {item.text}"))


def _board(result: RunResult) -> Board:
    senders: list[tuple[int | None, str]] = [(number, each.name) for number, each in result.config.regions.items()]
    if any(entry.slot.region is None for entry in result.board):
        senders.append((None, HEAD_OFFICE))
    rows = []
    for form in result.forms:
        own = [entry for entry in result.board if entry.slot.form == form.id and entry.is_due]
        if own:
            states = ([entry.state for entry in own if entry.slot.region == region] for region, _ in senders)
            rows.append((form.name, tuple(map(_standing, states))))
    return Board(tuple(senders), tuple(rows))


def _standing(states: Iterable[SlotState]) -> str:
    counts = Counter(states)
    if counts.total() == 1:
        return next(iter(counts)).value
    return ", ".join(f"{state.value} {counts[state]}" for state in SlotState if counts[state]) or "–"


def _words(result: RunResult) -> Words:
    names = {
        name: tuple(sorted(f"{kind}={value}" for kind, value in meanings))
        for name, meanings in vocabulary_of(result).items()
    }
    fillers = (fold_name(result.config.settings.office.district), f"{result.config.year}년")
    units = sorted({measure.unit for measure in result.forms.measures.values()})
    return Words(
        names, (*EMPTY_WORDS, *fillers, *units), TOTAL_WORDS, PARTICLE.pattern, fold_name(result.config.unit.word)
    )
