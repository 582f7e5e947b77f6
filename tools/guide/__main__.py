"""``python -m tools.guide [FOLDER]``: the guide as 사용설명서.docx and 사용설명서.html, with new pictures."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from tools.guide.pictures import ROOT, make_pictures
from tools.guide.writing import write_guide

GUIDE = ROOT / "docs" / "사용설명서.md"


def main(arguments: Sequence[str] | None = None) -> int:
    """Write both files and the pictures into the folder (default: docs/), and print the paths of the files."""
    given = sys.argv[1:] if arguments is None else arguments
    folder = Path(given[0]) if given else GUIDE.parent
    with tempfile.TemporaryDirectory() as work:
        pictures = make_pictures(Path(work), folder / "그림")
    for path in write_guide(GUIDE, pictures, folder):
        print(path)
    return 0


if __name__ == "__main__":
    sys.exit(main())
