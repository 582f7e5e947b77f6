"""The guide's two files, written by the report's own writers.

Comes in: the Markdown and the pictures that there are. Goes out: a DOCX, and a web page without scripts.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from pipeline.report.blocks import ChartBlock, Report
from pipeline.report.docx.document import write_document
from pipeline.report.page import document
from pipeline.report.page.body import Body
from pipeline.report.page.markup import Markup, tag, text
from tools.guide.reading import read_guide


def write_guide(guide: Path, pictures: Mapping[str, Path], folder: Path) -> list[Path]:
    """Write both files and return their paths; a picture that ``pictures`` lacks is left out with its caption."""
    report = read_guide(guide.read_text(encoding="utf-8"))
    there = (block for block in report.blocks if not isinstance(block, ChartBlock) or block.key in pictures)
    report = replace(report, blocks=tuple(there))
    return [
        write_document(report, pictures, folder / "사용설명서.docx"),
        _write_page(report, pictures, folder / "사용설명서.html"),
    ]


def _write_page(report: Report, pictures: Mapping[str, Path], path: Path) -> Path:
    style = Path(document.__file__).with_name("page.css").read_text(encoding="utf-8")
    head = tag(
        "head",
        tag("meta", charset="utf-8"),
        tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
        tag("title", text(report.title)),
        tag("style", Markup(style)),  # our own text, so it needs no escaping
    )
    body = tag("body", tag("main", Body(pictures, {}).markup(report)))
    path.write_text(f"<!DOCTYPE html>\n{tag('html', head, body, lang='ko')}\n", encoding="utf-8", newline="\n")
    return path
