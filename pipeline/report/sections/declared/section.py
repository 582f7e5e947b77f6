"""A declared section -> its blocks, for the office or for one region.

Comes in: the run, the section and where it stands. Goes out: blocks; none where nothing that it prints is known.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace

from pipeline.forms.declared_report import Block, Rounds, Section
from pipeline.model.result import RunResult
from pipeline.report.blocks import Block as Made
from pipeline.report.blocks import Heading, Item, TableBlock, line
from pipeline.report.sections.compare import change_runs
from pipeline.report.sections.declared.charts import build_chart
from pipeline.report.sections.declared.numbers import change_at
from pipeline.report.sections.declared.places import At
from pipeline.report.sections.declared.sentences import items_of
from pipeline.report.sections.declared.tables import build_table
from pipeline.report.sections.declared.words import numbers_in, sentence, words

CodeBlock = Callable[[RunResult, At], list[Made]]
CodeBlocks = Mapping[str, CodeBlock]


def build_section(result: RunResult, section: Section, code: CodeBlocks, region: int | None = None) -> list[Made]:
    """The section's blocks under its title; [] where it would have only headings."""
    at = At(region)
    made = _with_content(_told_once(_blocks(result, section.blocks, at, code)))
    return [Heading(1, words(result, section.title, at)), *made] if made else []


def headline_of(result: RunResult, section: Section) -> list[Item]:
    """The section's line on the first page; [] where none of its numbers is known."""
    shown = numbers_in(result, section.headline, At())
    if not section.headline or all(one.value is None for one in shown):
        return []
    parts = list(sentence(result, section.headline, At()))
    if section.compared is not None:
        told = change_runs(change_at(result, section.compared.measure, {"region": None}))
        parts += line(f"({section.compared.name} ", *told, ")") if told else ()
    return [Item(1, tuple(parts))]


def _blocks(result: RunResult, blocks: Iterable[Block], at: At, code: CodeBlocks) -> list[Made]:
    made: list[Made] = []
    for block in blocks:
        if block.where == ("region" if at.region is None else "office"):
            continue
        if block.heading is not None:
            made.append(Heading(2, words(result, block.heading, at)))
        elif block.block is not None:
            made += code[block.block](result, at)
        elif block.rounds is not None:
            made += _rounds(result, block.rounds, at, code)
        elif block.table is not None:
            table = build_table(result, block.table, at)
            made += [table] if table else []
        elif block.chart is not None:
            chart = build_chart(result, block.chart, at)
            made += [chart] if chart else []
        else:
            made += items_of(result, block, at)
    return made


def _rounds(result: RunResult, rounds: Rounds, at: At, code: CodeBlocks) -> list[Made]:
    """The blocks of each round for which the office has a value of the measure, under the round's heading."""
    of_office = [figure for figure in result.figures.of(rounds.of) if figure.region is None]
    known = sorted({f.round for f in of_office if f.round is not None and f.value is not None})
    made: list[Made] = []
    for number in known:
        own = _blocks(result, rounds.blocks, At(at.region, number), code)
        made += [Heading(2, words(result, rounds.title, At(at.region, number))), *own] if own else []
    return made


def _with_content(blocks: list[Made]) -> list[Made]:
    """The blocks without headings that have nothing below them."""
    after = [*blocks[1:], Heading(2, "")][: len(blocks)]
    return [one for one, following in zip(blocks, after, strict=True) if not _are_headings(one, following)]


def _are_headings(*blocks: Made) -> bool:
    return all(isinstance(block, Heading) for block in blocks)


def _told_once(blocks: Iterable[Made]) -> list[Made]:
    """The blocks without table notes that the table before already has; marks are explained at every table."""
    made: list[Made] = []
    told: tuple[str, ...] = ()
    for block in blocks:
        if isinstance(block, TableBlock):
            kept = tuple(note for note in block.notes if note not in told or note[:1] in "*†")
            told = block.notes
            made.append(replace(block, notes=kept))
        else:
            made.append(block)
    return made
