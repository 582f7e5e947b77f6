"""The guide's Markdown as the report's blocks.

Comes in: Markdown with headings, paragraphs, lists, tables, code and pictures. Goes out: a ``Report``. Any other
Markdown is refused and never left out silently: ``ValueError`` names the token.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count
from pathlib import PurePosixPath
from statistics import fmean
from urllib.parse import unquote

from markdown_it import MarkdownIt
from markdown_it.token import Token

from pipeline.report.blocks import (
    Align,
    Block,
    ChartBlock,
    Heading,
    Inline,
    Item,
    PageBreak,
    Paragraph,
    Report,
    Run,
    TableBlock,
    TableCell,
    TableColumn,
    TableRow,
    TitleBox,
    text_of,
)

_NARROWEST, _WIDEST = 8, 60  # characters: limits of a column's share of the width


def read_guide(markdown: str) -> Report:
    """The whole guide; its title is the first heading."""
    tokens = MarkdownIt("commonmark").enable("table").parse(markdown)
    blocks = tuple(_Reading(tokens).blocks())
    title = next(block.title for block in blocks if isinstance(block, TitleBox))
    return Report(title, blocks, {"title": title, "subject": "사용설명서"}, title)


def pictures_of(report: Report) -> list[str]:
    """The names of the pictures, in their order."""
    return [block.key for block in report.blocks if isinstance(block, ChartBlock)]


class _Reading:
    """Turns the tokens into blocks. It counts the tables and remembers the last heading, which is a table's caption."""

    def __init__(self, tokens: list[Token]) -> None:
        self._tokens = iter(tokens)
        self._heading = ""
        self._tables = count(1)

    def blocks(self) -> Iterator[Block]:
        for token in self._tokens:
            match token.type:
                case "heading_open":
                    yield from self._headed(int(token.tag[1:]))
                case "paragraph_open":
                    yield self._paragraph()
                case "bullet_list_open" | "ordered_list_open":
                    yield from self._items(token)
                case "fence":
                    yield from (Paragraph((Run(line, bold=True),)) for line in token.content.splitlines())
                case "table_open":
                    yield self._table()
                case name:
                    raise ValueError(f"the guide holds {name}, which no writer knows")

    def _inline(self, end: str) -> Token:
        """The text before the token ``end``; ``end`` is consumed too. Raises ValueError where another token comes."""
        token = next(self._tokens)
        if token.type != "inline" or next(self._tokens).type != end:
            raise ValueError(f"text was expected before {end}, not {token.type}")
        return token

    def _headed(self, level: int) -> Iterator[Block]:
        self._heading = text_of(_runs(self._inline("heading_close")))
        if level == 1:
            yield TitleBox(self._heading, "", provisional=False)
            return
        if level == 2:
            yield PageBreak()
        yield Heading(level - 1, self._heading)

    def _paragraph(self) -> Block:
        token = self._inline("paragraph_close")
        parts = token.children or []
        if any(part.type == "image" for part in parts):
            (image,) = parts
            told = image.content
            key = PurePosixPath(unquote(str(image.attrs["src"]))).stem
            return ChartBlock(key, "picture", told.partition(".")[0], told, ())
        return Paragraph(_runs(token))

    def _items(self, opening: Token) -> Iterator[Block]:
        number = int(opening.attrs.get("start", 1))
        for token in self._tokens:
            match token.type:
                case "list_item_open":
                    continue
                case "list_item_close":
                    number += 1
                case "paragraph_open":
                    runs = _runs(self._inline("paragraph_close"))
                    bullet = opening.type == "bullet_list_open"
                    yield Item(1, runs) if bullet else Paragraph((Run(f"{number}. "), *runs))
                case "bullet_list_close" | "ordered_list_close":
                    return
                case name:
                    raise ValueError(f"a list of the guide holds {name}, which no writer knows")

    def _table(self) -> Block:
        rows: list[list[Inline]] = []
        for token in self._tokens:
            match token.type:
                case "tr_open":
                    rows.append([])
                case "inline":
                    rows[-1].append(_runs(token))
                case "table_close":
                    break
        head, *body = rows
        widths = [fmean(len(text_of(row[at])) for row in rows) for at in range(len(head))]
        columns = [
            TableColumn(text_of(cell), min(max(width, _NARROWEST), _WIDEST), Align.LEFT)
            for cell, width in zip(head, widths, strict=True)
        ]
        made = [TableRow(tuple(TableCell((cell,), align=Align.LEFT) for cell in row)) for row in body]
        return TableBlock(f"표{next(self._tables)}", self._heading, tuple(columns), tuple(made), small=True)


def _runs(token: Token) -> Inline:
    """The text, with strong text and code in bold and links as plain text."""
    runs: list[Run] = []
    bold = False
    for part in token.children or []:
        match part.type:
            case "text":
                runs += [Run(part.content, bold)] if part.content else []
            case "code_inline":
                runs.append(Run(part.content, bold=True))
            case "softbreak":
                runs.append(Run(" "))
            case "strong_open" | "strong_close":
                bold = part.type == "strong_open"
            case "link_open" | "link_close":
                continue
            case name:
                raise ValueError(f"a line of the guide holds {name}, which no writer knows")
    return tuple(runs)
