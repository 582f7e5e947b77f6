"""Our own sheets in a form workbook: the hidden stamp, which says what the workbook is, whatever the file's name, and
the words by which the sheet 수정요청 is recognised.

Comes in: the values of one workbook. Goes out: the rows of the very hidden sheet, and back. It holds no personal data.
``revision`` counts how often the office has sent the workbook back for correction: 0 in a blank template.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

STAMP_SHEET = "_서식정보"
RETURN_SHEET = "수정요청"
RETURN_TITLE = "수정 요청"  # how its first cell begins
SHEET_HEAD, CELL_HEAD, ANSWER_HEAD, RULE_HEAD = "시트", "셀", "답 적는 칸", "규칙"
VALUE_HEAD, PROBLEM_HEAD = "현재 값", "무엇이 문제인지"
ANSWERED_BAND = "답해 주신 곳"  # how the row above the answers of earlier copies begins
LONGEST_ANSWER = 500  # at most so many characters of a cell of the list are read back
BLANK_VALUE, MORE_VALUES = "(빈칸)", "가지"  # the word for a blank value; the end of a list of values that was cut
WHOLE_FILE, WHOLE_SHEET = "파일 전체", "시트 전체"
GUIDE_SHEET = "작성요령"
LIST_SHEET = "_목록"  # hidden: the texts of drop-downs that are too long for Excel
# What a return copy says in the note of a cell: three lines that are recognised when the file comes back.
OWN_NOTE = re.compile(r"\s*【수정요청 [^】\n]+】\r?\n[^\n]*\n→ [^\n]*\n?")
# The beginning of the number format that shows "①" before the value of a marked cell; the value itself stays.
MARKED_FORMAT = re.compile(r'"(?:[①-⑳]|\([0-9]+\))+ "')


@dataclass(frozen=True, slots=True)
class Stamp:
    """``region`` is None in a form of the head office; ``month`` and ``round`` are None where the form has none.

    ``returned_sha256`` is the sha256 of the version that was sent back (only in return copies).
    """

    form: str
    version: str
    year: int
    region: int | None = None
    month: int | None = None
    round: int | None = None
    revision: int = 0
    returned_sha256: str = ""

    def rows(self) -> tuple[tuple[str, str], ...]:
        """(key, text) pairs for columns A and B of the stamp sheet, from row 1 down."""
        values = {
            "form": self.form,
            "version": self.version,
            "year": self.year,
            "region": self.region,
            "month": self.month,
            "round": self.round,
            "revision": self.revision,
            "returned_sha256": self.returned_sha256,
        }
        return tuple((key, "" if value is None else str(value)) for key, value in values.items())


def read_stamp(pairs: Mapping[str, str]) -> Stamp | None:
    """The stamp from its (key, text) pairs; None where they are not a stamp of ours or were tampered with."""
    try:
        return Stamp(
            form=pairs["form"],
            version=pairs["version"],
            year=int(pairs["year"]),
            region=_number(pairs.get("region", "")),
            month=_number(pairs.get("month", "")),
            round=_number(pairs.get("round", "")),
            revision=_number(pairs.get("revision", "")) or 0,
            returned_sha256=pairs.get("returned_sha256", ""),
        )
    except (KeyError, ValueError):
        return None


def _number(text: str) -> int | None:
    return int(text) if text else None
