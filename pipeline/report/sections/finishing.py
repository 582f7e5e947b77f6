"""The last pass over a report: part numbers, references to attachments, the list of parts, marks explained in full
once.

Comes in: the blocks of all sections in order. Goes out: the same blocks, ready to be laid out. Nothing is counted here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from pipeline.count.derived import PARTIAL_MARK
from pipeline.report.blocks import Block, ChartBlock, Heading, Item, Paragraph, Run, TableBlock, TitleBox, line, text_of
from pipeline.report.layout.captions import PARTIAL_NOTE
from pipeline.report.sections.parts import NOT_WHOLE
from pipeline.settings.load import YearConfig
from pipeline.settings.schema import Unit

ATTACHED = "붙임"
LEDGER = "집계대장"
LONG = 20  # tables and pictures; a report with more is over ten pages long and gets a list of its parts
LOW_MM = 36.0
_SIGNS = "ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩⅪⅫ"


def attached(title: str) -> str:
    """A placeholder for an attachment's number until all numbers are known: "붙임 2", or the ledger where there is no
    such attachment.
    """
    return f"{{{title}}}"


def finished(blocks: Iterable[Block], titles: Iterable[str] = ()) -> list[Block]:
    """The blocks, completed with what is only known once all of them are there. ``titles`` names the attachments that
    the blocks may refer to.
    """
    made = list(_shrunk(_told_once(_numbered(_with_references(list(blocks), titles)))))
    return _with_contents(made)


def attachment_title(number: int, title: str) -> str:
    """ "[붙임 2] 권역별 실적"."""
    return f"[{ATTACHED} {number}] {title}"


def _numbered(blocks: Iterable[Block]) -> Iterator[Block]:
    """The parts with the signs that offices use; attachments have numbers of their own."""
    count = 0
    for block in blocks:
        if isinstance(block, Heading) and block.level == 1 and not block.text.startswith(f"[{ATTACHED}"):
            sign = _SIGNS[count] if count < len(_SIGNS) else str(count + 1)
            count += 1
            yield replace(block, text=f"{sign}. {block.text}")
        else:
            yield block


# -- references -----------------------------------------------------------------------------------------------------


def _with_references(blocks: Sequence[Block], titles: Iterable[str]) -> Iterator[Block]:
    """The blocks with each reference replaced by the number of its attachment."""
    numbers = dict.fromkeys((*titles, OFFICER), LEDGER)
    for block in blocks:
        if isinstance(block, Heading) and block.text.startswith(f"[{ATTACHED}"):
            number, _, title = block.text[1:].partition("] ")
            numbers[title] = number
    for block in blocks:
        match block:
            case Item(runs=runs):
                yield replace(block, runs=tuple(replace(run, text=_resolved(run.text, numbers)) for run in runs))
            case TableBlock(notes=notes) | ChartBlock(notes=notes):
                yield replace(block, notes=tuple(_resolved(note, numbers) for note in notes))
            case _:
                yield block


def _resolved(text: str, numbers: dict[str, str]) -> str:
    if "{" not in text:
        return text
    for title, number in numbers.items():
        text = text.replace(attached(title), number)
    return text


OFFICER = "담당자 확인 자료"


def months_title(config: YearConfig) -> str:
    """ "월별·동별 실적"; "월별 실적" where the regions have no dongs."""
    return f"월별{'·동별' if config.region_of_dong else ''} 실적"


def regions_title(unit: Unit) -> str:
    """ "권역별 실적": the attachment with what each region did."""
    return f"{unit.each} 실적"


# -- the list of parts ----------------------------------------------------------------------------------------------


def _with_contents(blocks: list[Block]) -> list[Block]:
    """The blocks; in a long report, with a list of links to the parts below the title."""
    if sum(isinstance(block, TableBlock | ChartBlock) for block in blocks) <= LONG:
        return blocks
    parts: list[str | Run] = []
    for block in blocks:
        if isinstance(block, Heading) and block.level == 1:
            parts += [" · " if parts else "차례  ", Run(block.text, target=block.text)]
    first = next((number for number, block in enumerate(blocks) if isinstance(block, TitleBox)), -1)
    return [*blocks[: first + 1], Paragraph(line(*parts), "contents"), *blocks[first + 1 :]]


# -- pictures -------------------------------------------------------------------------------------------------------


def _shrunk(blocks: Iterable[Block]) -> Iterator[Block]:
    """Makes a column chart lower where more than half of its values are missing: it has little to show."""
    for block in blocks:
        if isinstance(block, ChartBlock) and block.kind in ("bars", "trend"):
            points = [point for panel in block.panels for series in panel.series for point in series.points]
            known = sum(point.value is not None for point in points)
            if known * 2 < len(points):
                yield replace(block, height_mm=min(block.height_mm, LOW_MM))
                continue
        yield block


# -- marks ----------------------------------------------------------------------------------------------------------


def _told_once(blocks: Iterable[Block]) -> Iterator[Block]:
    """Explains the mark * in full where it first appears and briefly after that."""
    told = False
    for block in blocks:
        if isinstance(block, Item):
            told |= text_of(block.runs).startswith(f"{PARTIAL_MARK}는 {NOT_WHOLE}")
        elif isinstance(block, TableBlock | ChartBlock) and any(_is_whole_note(note) for note in block.notes):
            if told:
                notes = tuple(PARTIAL_NOTE if _is_whole_note(note) else note for note in block.notes)
                yield replace(block, notes=notes)
                continue
            told = True
        yield block


def _is_whole_note(note: str) -> bool:
    return note.startswith(f"{PARTIAL_MARK} {NOT_WHOLE}")
