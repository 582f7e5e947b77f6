"""The report as a DOCX that Word, 한글 and LibreOffice open alike.

Comes in: a ``Report`` and the pictures of its charts. Goes out: one file, the same bytes for the same blocks. It must
not compute, reword or round anything, and it reads neither the clock nor the environment.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

import docx
from docx.document import Document
from docx.image.image import Image
from docx.opc.exceptions import PackageNotFoundError
from docx.oxml.ns import qn
from docx.section import Section
from docx.shared import Mm
from docx.text.parfmt import ParagraphFormat
from lxml.etree import _Element as Element

from pipeline.assets import BASE_DOCUMENT
from pipeline.count.derived import MARKS
from pipeline.errors import ConfigError, SelfCheckError
from pipeline.report.blocks import (
    Block,
    ChartBlock,
    Heading,
    Inline,
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
from pipeline.report.charts.fitting import WIDTH_MM
from pipeline.report.charts.native import NativeChart
from pipeline.report.charts.prepared import MATRIX
from pipeline.report.docx.drawings import chart_drawing, either, picture_drawing
from pipeline.report.docx.elements import PLAIN, Layout, add_field, add_text, bookmark, child, paragraph
from pipeline.report.docx.heat_tables import heat_tables
from pipeline.report.docx.title_page import key_figures_table, title_paragraphs
from pipeline.report.docx.word_tables import build_table
from pipeline.report.layout.captions import note_text, notes_of, shows_partial, unit_line
from pipeline.report.layout.plain_text import clean_text
from pipeline.report.layout.styles import EMU_PER_TWIP, KEY_FIGURES_STYLE, TABLE_STYLE, Style
from pipeline.report.layout.tables import has_partial

NativeCharts = Mapping[str, Sequence[NativeChart]]

_NO_DATE_GIVEN = datetime(2000, 1, 1)
_ZIP_DATE = (1980, 1, 1, 0, 0, 0)
_CAPTION_WITHOUT_UNIT = 80  # twips between a caption and its table where no unit line stands between
_CAPTION_AND_NOTES = Mm(30)  # room kept on the page of a tall picture for its caption and notes
_EMU_STEP = 360  # a hundredth of a millimetre: LibreOffice rounds up to it, and three charts would not fit their line
_HEADINGS = {1: Style.HEADING_1, 2: Style.HEADING_2, 3: Style.HEADING_3}
_ITEMS = {1: Style.ITEM_1, 2: Style.ITEM_2, 3: Style.ITEM_3}
_PARAGRAPHS = {"body": Style.BODY, "closing": Style.CLOSING, "attachment": Style.ATTACHMENT, "contents": Style.CONTENTS}
_ATTACHMENT = re.compile(r"(붙임 \d+)")
_WITH_CLOSING = 3  # lines that move to the next page together with "붙임 …  끝."


def write_document(
    report: Report,
    pictures: Mapping[str, Path],
    path: Path,
    base: Path | None = None,
    charts: NativeCharts | None = None,
) -> Path:
    """The path of the DOCX written for ``report``; ``pictures`` holds a PNG for the key of every chart block.

    ``charts`` holds the native charts of the blocks that have any; with it, a matrix becomes a table, and the pictures
    are a fallback for programs without charts. Without it there are only pictures. ``base`` is an office's own base
    document; its styles, page size and margins are used, its text is not. The file's dates come from
    ``report.properties["created"]`` (ISO), never from the clock. Raises ``ConfigError`` where the base document cannot
    be used and ``SelfCheckError`` where a chart has no picture.
    """
    source = base or BASE_DOCUMENT
    missing = missing_styles(source)
    if missing:
        raise ConfigError(
            f"보고서 바탕 문서 '{source.name}'에 필요한 스타일 {len(missing)}개가 없습니다. "
            "기본 바탕 문서의 스타일을 복사해 넣거나 바탕 문서 지정을 빼 주세요.",
            details=missing,
        )
    document = docx.Document(str(source))
    body = _Body(document, pictures, charts, _attachments(report))
    for block in report.blocks:
        body.add(block)
    _write_margins(document, report)
    _write_properties(document, report)
    path.write_bytes(_package_bytes(document))
    return path


def _attachments(report: Report) -> frozenset[str]:
    """ "붙임 1" …: the attachment numbers that headings have."""
    heads = (_ATTACHMENT.search(block.text) for block in report.blocks if isinstance(block, Heading))
    return frozenset(head[0] for head in heads if head and head.string.startswith("["))


def missing_styles(base: Path) -> tuple[str, ...]:
    """The names of the styles that the report needs and the base document lacks; () for a usable one.

    Raises ``ConfigError`` where the file is not a Word document at all.
    """
    present = set(_style_ids(_opened(base)))
    return tuple(name for name in (*Style, TABLE_STYLE, KEY_FIGURES_STYLE) if name not in present)


def _opened(base: Path) -> Document:
    try:
        return docx.Document(str(base))
    except (PackageNotFoundError, KeyError, ValueError, SyntaxError, zipfile.BadZipFile, OSError) as error:
        raise ConfigError(
            f"보고서 바탕 문서 '{base.name}' 파일을 열 수 없습니다. "
            "워드 문서(.docx)인지 확인하거나 바탕 문서 지정을 빼 주세요."
        ) from error


def _style_ids(document: Document) -> dict[str, str]:
    return {style.name: style.style_id for style in document.styles if style.name is not None}


def _text_area(section: Section) -> tuple[int, int]:
    """Width and height inside the margins, in EMU."""
    sizes = (section.page_width, section.left_margin, section.right_margin)
    heights = (section.page_height, section.top_margin, section.bottom_margin)
    width, left, right, height, top, bottom = (0 if size is None else int(size) for size in (*sizes, *heights))
    if None in sizes or None in heights or width <= left + right or height <= top + bottom + _CAPTION_AND_NOTES:
        raise ConfigError(
            "보고서 바탕 문서의 용지 크기나 여백을 쓸 수 없습니다. "
            "페이지 설정(용지·여백)을 확인해 저장한 뒤 다시 실행해 주세요."
        )
    return width - left - right, height - top - bottom


class _Body:
    """The document's body while it is being filled. Keeps the two caption counters, and whether a page break is still
    due.
    """

    def __init__(
        self, document: Document, pictures: Mapping[str, Path], charts: NativeCharts | None, attachments: frozenset[str]
    ) -> None:
        width, height = _text_area(document.sections[-1])
        self._width = width // EMU_PER_TWIP
        self._highest = height - _CAPTION_AND_NOTES
        self._part = document.part
        self._body = document.element.body
        self._body.clear_content()
        self._style_ids = _style_ids(document)
        self._pictures = pictures
        self._charts = charts
        self._tables = 0
        self._figures = 0
        self._break_next = False
        self._bookmarks = count(1)
        self._attachments = attachments

    def add(self, block: Block) -> None:
        """Put one block at the end."""
        match block:
            case TitleBox():
                for made in title_paragraphs(block, self._id):
                    self._append(made)
            case KeyFigures():
                self._add_key_figures(block)
            case PageBreak():
                self._break_next = True
            case TableBlock():
                self._add_table(block)
            case ChartBlock():
                self._add_chart(block)
            case Heading() | Item() | Paragraph():
                self._add_line(block)

    def _add_line(self, block: Heading | Item | Paragraph) -> None:
        match block:
            case Heading(level=level, text=text):
                self._add_heading(_HEADINGS[level], text)
            case Item(level=level, runs=runs):
                self._paragraph(_ITEMS[level], *self._linked(runs))
            case Paragraph(runs=runs, style=style):
                if style == "closing":
                    self._keep_lines_before()
                ends = style == "body" or text_of(runs).endswith("끝.")
                self._paragraph(_PARAGRAPHS[style], *runs, layout=PLAIN if ends else Layout(keep_next=True))

    def _add_heading(self, style: Style, text: str) -> None:
        """A heading in a bookmark, so that the list of parts can link to it; an attachment's number has a bookmark of
        its own.
        """
        made = self._paragraph(style)
        if style is not Style.HEADING_1:
            add_text(made, text)
            return
        number = next((name for name in self._attachments if text.startswith(f"[{name}]")), "")
        with bookmark(made, text, next(self._bookmarks)):
            if number:
                add_text(made, "[")
                with bookmark(made, number, next(self._bookmarks)):
                    add_text(made, number)
            add_text(made, text[1 + len(number) :] if number else text)

    def _linked(self, runs: Inline) -> Inline:
        """The runs, with each attachment's number as a link to the attachment."""
        made: list[Run] = []
        for run in runs:
            for part in _ATTACHMENT.split(run.text):
                target = part if part in self._attachments else run.target
                made += [replace(run, text=part, target=target)] if part else []
        return tuple(made)

    def _keep_lines_before(self) -> None:
        """Keep the last lines together with what follows, so that "붙임 … 끝." does not stand alone on a page."""
        lines = list(self._body.iterchildren())[:-1]
        for made in reversed(lines[-_WITH_CLOSING:]):
            if made.tag != qn("w:p"):
                return
            ParagraphFormat(made).keep_with_next = True

    def _id(self, name: str) -> str:
        return self._style_ids[name]

    def _append(self, made: Element) -> None:
        self._body.insert_element_before(made, "w:sectPr")

    def _paragraph(self, style: Style, *runs: Run, layout: Layout = PLAIN) -> Element:
        if self._break_next:
            layout = replace(layout, page_break_before=True)
            self._break_next = False
        made = paragraph(self._id(style), runs, layout)
        self._append(made)
        return made

    def _space(self) -> None:
        """Put a low empty line after a table.

        Word requires a paragraph there. LibreOffice would leave a heading right after a table at the foot of the page,
        even where it must be kept with the next paragraph.
        """
        self._paragraph(Style.SPACER)

    def _add_key_figures(self, block: KeyFigures) -> None:
        if not block.items:
            return
        if self._break_next:
            self._space()
        self._append(key_figures_table(block, self._width, self._id))
        self._space()

    def _caption(self, style: Style, word: str, number: int, text: str, layout: Layout = PLAIN) -> None:
        made = self._paragraph(style, layout=layout)
        add_text(made, f"<{word} ")
        add_field(made, f"SEQ {word} \\* ARABIC", str(number))
        add_text(made, f"> {text}")

    def _add_table(self, block: TableBlock) -> None:
        self._tables += 1
        layout = PLAIN if block.unit else Layout(after=_CAPTION_WITHOUT_UNIT)
        self._caption(Style.TABLE_CAPTION, "표", self._tables, block.caption, layout)
        if block.unit:
            self._paragraph(Style.UNIT, Run(unit_line(block.unit)))
        notes = notes_of(block, partial=has_partial(block))
        self._append(build_table(block, self._width, self._id, keep_last=bool(notes)))
        self._add_notes(notes)
        if not notes:
            self._space()

    def _add_chart(self, block: ChartBlock) -> None:
        picture = self._pictures.get(block.key)
        if picture is None:
            raise SelfCheckError(
                f"'{block.caption}' 그래프의 그림이 만들어지지 않아 보고서를 쓰지 않았습니다.", details=(block.key,)
            )
        self._figures += 1
        if self._charts is not None and block.kind == MATRIX:
            if self._break_next:
                self._space()
            for made in heat_tables(block, self._width, self._id):
                self._append(made)
        else:
            layout = Layout(align="left") if (self._charts or {}).get(block.key) else PLAIN
            self._add_drawings(self._paragraph(Style.PICTURE, layout=layout), block, picture)
        notes = notes_of(block, partial=shows_partial(block))
        layout = Layout(keep_next=True, after=0) if notes else PLAIN
        self._caption(Style.FIGURE_CAPTION, "그림", self._figures, block.caption, layout)
        self._add_notes(notes)

    def _add_drawings(self, made: Element, block: ChartBlock, picture: Path) -> None:
        """A chart for each panel, side by side as far as the line allows, and the picture for programs without charts.
        The first chart carries the alternative text of all. Where the block has no charts, there is only the picture.
        """
        charts = (self._charts or {}).get(block.key, ())
        places = [either(child(made, "r")) for _ in charts]
        for number, (chart, (choice, _)) in enumerate(zip(charts, places, strict=True), start=1):
            name, alt_text = (block.key, block.alt_text) if number == 1 else (f"{block.key}_{number}", chart.alt_text)
            width = int(self._width * EMU_PER_TWIP * chart.width_mm / WIDTH_MM) // _EMU_STEP * _EMU_STEP
            choice.append(chart_drawing(self._part, chart, width, name, alt_text))
        place = places[0][1] if places else child(made, "r")
        place.append(picture_drawing(self._part, picture, self._picture_width(picture), block.key, block.alt_text))

    def _picture_width(self, picture: Path) -> int:
        """The text width in EMU, or less where picture and caption would be higher than a page."""
        image = Image.from_file(str(picture))
        widest = self._width * EMU_PER_TWIP
        return min(widest, self._highest * image.px_width // image.px_height)

    def _add_notes(self, notes: Sequence[str]) -> None:
        for number, note in enumerate(notes, start=1):
            text = note_text(note)
            layout = Layout(keep_next=number < len(notes) or None)
            if text.startswith(tuple(MARKS)):
                text = f"{text[0]}\t{text[1:].strip()}"
                self._paragraph(Style.TABLE_MARK_NOTE, Run(text), layout=layout)
            else:
                self._paragraph(Style.TABLE_NOTE, *self._linked((Run(text),)), layout=layout)


def _write_margins(document: Document, report: Report) -> None:
    """The header of every page but the first, and the footer's right-hand text beside the page number of the base."""
    section = document.sections[-1]
    if report.header_text:
        add_text(section.header.paragraphs[0]._p, report.header_text)
    footers = [section.footer]
    if section.different_first_page_header_footer:
        footers.append(section.first_page_footer)
    for footer in footers if report.footer_text else []:
        add_text(footer.paragraphs[0]._p, f"\t{report.footer_text}")


def _write_properties(document: Document, report: Report) -> None:
    given = {name: clean_text(value) for name, value in report.properties.items()}
    properties = document.core_properties
    properties.title = given.get("title", clean_text(report.title))
    properties.subject = given.get("subject", "")
    properties.author = given.get("author", "")
    properties.last_modified_by = given.get("author", "")
    properties.keywords = given.get("keywords", "")
    properties.category = given.get("category", "")
    properties.comments = given.get("comments", "")
    properties.language = "ko-KR"
    properties.revision = 1
    created = _created(given.get("created", ""))
    properties.created = created
    properties.modified = created


def _created(text: str) -> datetime:
    if not text:
        return _NO_DATE_GIVEN
    moment = datetime.fromisoformat(text)
    return moment.astimezone(UTC).replace(tzinfo=None) if moment.tzinfo else moment


def _package_bytes(document: Document) -> bytes:
    """The saved package with every date in the archive fixed, so that equal reports are equal files."""
    saved = io.BytesIO()
    document.save(saved)
    rewritten = io.BytesIO()
    with zipfile.ZipFile(saved) as package, zipfile.ZipFile(rewritten, "w", zipfile.ZIP_DEFLATED) as target:
        for entry in package.infolist():
            fixed = zipfile.ZipInfo(entry.filename, date_time=_ZIP_DATE)
            fixed.create_system = 0
            fixed.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(fixed, package.read(entry))
    return rewritten.getvalue()
