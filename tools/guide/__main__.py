"""``python -m tools.guide [FOLDER]``: the guide as 사용설명서.docx and 사용설명서.html, with pictures made anew."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from pipeline.report.blocks import Report
from pipeline.report.docx.document import write_document
from pipeline.report.page.body import Body
from pipeline.report.page.markup import Markup, tag, text
from tools.guide.pictures import ROOT, make_pictures
from tools.guide.reading import read_guide

GUIDE = ROOT / "docs" / "사용설명서.md"
_STYLE = ROOT / "pipeline" / "report" / "page" / "page.css"


def main(arguments: Sequence[str] | None = None) -> int:
    """Write both files and the pictures into the folder (docs/), and say where."""
    given = sys.argv[1:] if arguments is None else arguments
    folder = Path(given[0]) if given else GUIDE.parent
    with tempfile.TemporaryDirectory() as work:
        pictures = make_pictures(Path(work), folder / "그림")
    report = read_guide(GUIDE.read_text(encoding="utf-8"))
    print(write_document(report, pictures, folder / "사용설명서.docx"))
    print(write_guide_page(report, pictures, folder / "사용설명서.html"))
    return 0


def write_guide_page(report: Report, pictures: Mapping[str, Path], path: Path) -> Path:
    """The path of the guide as one page: no script, its pictures inside."""
    head = tag(
        "head",
        tag("meta", charset="utf-8"),
        tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
        tag("title", text(report.title)),
        tag("style", Markup(_STYLE.read_text(encoding="utf-8"))),  # our own text, written as it stands
    )
    body = tag("body", tag("main", Body(pictures, {}).markup(report)))
    path.write_text(f"<!DOCTYPE html>\n{tag('html', head, body, lang='ko')}\n", encoding="utf-8", newline="\n")
    return path


if __name__ == "__main__":
    sys.exit(main())
