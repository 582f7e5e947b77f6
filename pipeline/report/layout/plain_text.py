"""Text as the XML parts of a document may hold it.

Comes in: any string. Goes out: the same words without characters that XML forbids. It must not reword anything.
"""

from __future__ import annotations

import re
import unicodedata

_NOT_XML = re.compile("[^\t\n\u0020-\u007e\u00a0-\ud7ff\ue000-\ufdcf\ufdf0-\ufffd\U00010000-\U0010ffff]")


def clean_text(text: str) -> str:
    """``text`` in composed form without the characters XML forbids; every kind of line end becomes a line feed."""
    if text.isprintable():  # nearly every text
        return unicodedata.normalize("NFC", text)
    lines = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    return _NOT_XML.sub("", lines.replace("\v", "\n"))
