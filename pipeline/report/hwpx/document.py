"""The report as an HWPX that 한글 opens without a converter.

Comes in: a ``Report`` and the pictures of its charts. Goes out: one file, the same bytes for the same blocks. It fills
the base document, which was made with python-hwpx; a run does not use that library, because loading it takes longer
than writing the file. It must not compute, reword or round anything.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from lxml.etree import _Element as Element
from PIL import Image

from pipeline.assets import BASE_HWPX
from pipeline.assets.palette import HEADER_FILL, NAVY
from pipeline.count.derived import MARKS
from pipeline.errors import SelfCheckError
from pipeline.report.blocks import (
    Block,
    ChartBlock,
    Heading,
    Item,
    KeyFigures,
    PageBreak,
    Paragraph,
    Report,
    Run,
    TableBlock,
    TitleBox,
    text_of,
)
from pipeline.report.hwpx.elements import Maker, add_text, child, sub_list
from pipeline.report.hwpx.header_part import UNITS_PER_TWIP, fill_reference_list
from pipeline.report.hwpx.looks import STYLES, Looks, style_number
from pipeline.report.hwpx.package import Package
from pipeline.report.hwpx.tables import TableMaker
from pipeline.report.layout.captions import note_text, notes_of, shows_partial, unit_line
from pipeline.report.layout.plain_text import clean_text
from pipeline.report.layout.styles import Style
from pipeline.report.layout.tables import has_partial

_PAGE_WIDTH, _PAGE_HEIGHT = 59528, 84186  # A4, hundredths of a point
_SIDE, _TOP, _BOTTOM, _HEADER = 5670, 4250, 3120, 2835  # 20, 15, 11 and 10 mm; header and footer have their own room
_TEXT_WIDTH = _PAGE_WIDTH - 2 * _SIDE
_HIGHEST = _PAGE_HEIGHT - _TOP - _BOTTOM - 2 * _HEADER - 8500  # a picture leaves 30 mm for its caption and notes
_NO_DATE_GIVEN = "2000-01-01T00:00:00Z"
_HEADINGS = {1: Style.HEADING_1, 2: Style.HEADING_2, 3: Style.HEADING_3}
_ITEMS = {1: Style.ITEM_1, 2: Style.ITEM_2, 3: Style.ITEM_3}
_PARAGRAPHS = {"body": Style.BODY, "closing": Style.CLOSING, "attachment": Style.ATTACHMENT, "contents": Style.CONTENTS}


def write_hwpx(report: Report, pictures: Mapping[str, Path], path: Path) -> Path:
    """Write ``report`` as HWPX and return the path; ``pictures`` maps the key of every chart block to its PNG.

    The file's date comes from ``report.properties["created"]`` (ISO), never from the clock. Raises ``SelfCheckError``
    where a chart has no picture.
    """
    package = Package(BASE_HWPX)
    body = _Body(package, pictures)
    body.set_page(report)
    for block in report.blocks:
        body.add(block)
    fill_reference_list(package.header, body.looks)
    _write_properties(package, report)
    path.write_bytes(package.to_bytes())
    return path


class _Body:
    """The section while it is being filled: the caption counters, and whether the next paragraph begins a page."""

    def __init__(self, package: Package, pictures: Mapping[str, Path]) -> None:
        self.looks = Looks()
        self._package = package
        self._section = package.section
        self._maker = Maker()
        self._tables = TableMaker(self._maker, self.looks, _TEXT_WIDTH // UNITS_PER_TWIP)
        self._pictures = pictures
        self._table_count = self._figure_count = 0
        self._break_next = False

    def set_page(self, report: Report) -> None:
        """Set margins, header, footer and page number; all of them stand in the section's first paragraph."""
        first = self._section[0]
        for part in first.findall("{*}linesegarray"):
            first.remove(part)
        first.set("paraPrIDRef", str(self.looks.para_of(Style.SPACER)))
        first.set("styleIDRef", str(style_number(Style.SPACER)))
        for run in first.findall("{*}run"):
            run.set("charPrIDRef", str(self.looks.char_of(Style.SPACER)))
        margin = next(first.iter("{*}margin"))
        sizes = {"left": _SIDE, "right": _SIDE, "top": _TOP, "bottom": _BOTTOM, "header": _HEADER, "footer": _HEADER}
        for side, size in sizes.items():
            margin.set(side, str(size))
        next(first.iter("{*}visibility")).set("hideFirstHeader", "1")
        control = child(first[0], "ctrl")
        child(control, "pageNum", pos="BOTTOM_CENTER", formatType="DIGIT", sideChar="-")
        for kind, style, text in (
            ("header", Style.PAGE_HEADER, report.header_text),
            ("footer", Style.PAGE_FOOTER, report.footer_text),
        ):
            if text:
                made = child(child(first[0], "ctrl"), kind, id=next(self._maker.numbers), applyPageType="BOTH")
                vertical = "TOP" if kind == "header" else "BOTTOM"
                sub_list(made, vertical, _TEXT_WIDTH, _HEADER).append(self._made(style, Run(text)))

    def add(self, block: Block) -> None:
        """Put one block at the end."""
        match block:
            case TitleBox():
                self._add_title(block)
            case KeyFigures():
                if block.items:
                    self._add_object(self._tables.key_figures(block))
            case PageBreak():
                self._break_next = True
            case TableBlock():
                self._add_table(block)
            case ChartBlock():
                self._add_chart(block)
            case Heading(level=level, text=text):
                self._paragraph(_HEADINGS[level], Run(text))
            case Item(level=level, runs=runs):
                self._paragraph(_ITEMS[level], *runs)
            case Paragraph(runs=runs, style=style):
                ends = style == "body" or text_of(runs).endswith("끝.")
                self._paragraph(_PARAGRAPHS[style], *runs, keep_next=not ends)

    def _made(self, style: Style, *runs: Run, **changes: object) -> Element:
        made = self._maker.paragraph(self.looks.para_of(style, **changes), style_number(style))
        bold = STYLES[style].char.bold
        if STYLES[style].para.mark is not None:
            # In programs that ignore the bullet's gap, bullet and text would touch without this space.
            add_text(made, " ", self.looks.char_of(style))
        for run in runs:
            add_text(made, run.text, self.looks.char_of(style, bold=bold or run.bold))
        return made

    def _paragraph(self, style: Style, *runs: Run, **changes: object) -> Element:
        made = self._made(style, *runs, **changes)
        if self._break_next:
            made.set("pageBreak", "1")
            self._break_next = False
        self._section.append(made)
        return made

    def _add_title(self, block: TitleBox) -> None:
        self._paragraph(Style.TITLE, Run(block.title))
        status = self._paragraph(Style.STATUS)
        head, separator, rest = block.status.partition(" · ")
        fill = HEADER_FILL if block.provisional else ""
        add_text(status, head, self.looks.char_of(Style.STATUS, bold=True, color=NAVY, fill=fill))
        add_text(status, separator + rest, self.looks.char_of(Style.STATUS))

    def _add_object(self, made: Element) -> None:
        """Put a table into a small paragraph of its own, which also makes the space below the table."""
        line = self._paragraph(Style.SPACER)
        run = child(line, "run", charPrIDRef=self.looks.char_of(Style.SPACER))
        run.append(made)
        child(run, "t")

    def _caption(self, style: Style, word: str, number: int, text: str, **changes: object) -> None:
        # The number is plain text: only 한글 shows automatic numbers, and a caption without its number would be worse.
        self._paragraph(style, Run(f"<{word} {number}> {text}"), **changes)

    def _add_table(self, block: TableBlock) -> None:
        self._table_count += 1
        self._caption(Style.TABLE_CAPTION, "표", self._table_count, block.caption)
        if block.unit:
            self._paragraph(Style.UNIT, Run(unit_line(block.unit)))
        self._add_object(self._tables.table(block))
        self._add_notes(notes_of(block, partial=has_partial(block)))

    def _add_chart(self, block: ChartBlock) -> None:
        path = self._pictures.get(block.key)
        if path is None:
            raise SelfCheckError(
                f"'{block.caption}' 그래프의 그림이 만들어지지 않아 보고서를 쓰지 않았습니다.", details=(block.key,)
            )
        self._figure_count += 1
        with Image.open(path) as image:
            pixels = image.size
        width = min(_TEXT_WIDTH, _HIGHEST * pixels[0] // pixels[1])
        item = self._package.add_picture(path.read_bytes())
        run = child(self._paragraph(Style.PICTURE), "run", charPrIDRef=self.looks.char_of(Style.PICTURE))
        run.append(self._maker.picture(item, pixels, width, block.alt_text))
        child(run, "t")
        notes = notes_of(block, partial=shows_partial(block))
        after: dict[str, object] = {"after": 0, "keep_next": True} if notes else {}
        self._caption(Style.FIGURE_CAPTION, "그림", self._figure_count, block.caption, **after)
        self._add_notes(notes)

    def _add_notes(self, notes: Sequence[str]) -> None:
        for number, note in enumerate(notes, start=1):
            text = note_text(note)
            style = Style.TABLE_MARK_NOTE if text.startswith(tuple(MARKS)) else Style.TABLE_NOTE
            self._paragraph(style, Run(text), keep_next=number < len(notes))


def _write_properties(package: Package, report: Report) -> None:
    given = {name: clean_text(value) for name, value in report.properties.items()}
    created = given.get("created", "")
    package.set_properties(
        given.get("title", clean_text(report.title)),
        {"creator": given.get("author", ""), "subject": given.get("subject", ""), "keyword": given.get("keywords", "")},
        f"{created[:10]}T00:00:00Z" if created else _NO_DATE_GIVEN,
    )
