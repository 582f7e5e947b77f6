"""The paths of files that are not code: the chart fonts, the base documents, the start of a programme.

Comes in: nothing. Goes out: paths. The base documents are made by ``tools/base_document``; the fonts are NanumGothic
under the SIL Open Font License (``fonts/OFL.txt``). Nothing here opens a file.
"""

from __future__ import annotations

from pathlib import Path

_HERE = Path(__file__).resolve().parent

BASE_DOCUMENT = _HERE / "base.docx"
BASE_HWPX = _HERE / "base.hwpx"
NEW_PROGRAMME = _HERE / "new_programme"
FONT_REGULAR = _HERE / "fonts" / "NanumGothic.ttf"
FONT_BOLD = _HERE / "fonts" / "NanumGothicBold.ttf"
