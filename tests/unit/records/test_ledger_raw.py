"""원자료: the rows as they were received, each with what became of its numbers."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from pipeline.records.ledger.raw import build_raw
from pipeline.sheets.drawing import Book, Said
from pipeline.sheets.file_links import FileLinks
from tests.support.run_in_memory import a_run, sent


def test_a_row_later_than_the_as_of_day_is_not_said_to_be_summed(tmp_path: Path) -> None:
    days = [date(2021, 3, 22), date(2021, 6, 30), date(2021, 7, 1), date(2021, 12, 20)]
    rows = [{"kind": "전체회의", "activity_date": day, "attendee_count": 10} for day in days]
    result = a_run(sent("head_office", activities=rows), as_of=date(2021, 6, 30))
    assert result.figures.get("plenary_meetings").value == 2

    sheets = build_raw(result, FileLinks([], tmp_path), Book("대장", "", "", date(2021, 6, 30)))

    (sheet,) = (one for one in sheets if "추진실적" in one.title)
    told = [[cell.text if isinstance(cell, Said) else cell for cell in row[-2:]] for row in sheet.rows]
    assert told == [
        ["합계에 넣음", ""],
        ["합계에 넣음", ""],
        ["합계에서 뺌", "기준일 뒤의 자료"],
        ["합계에서 뺌", "기준일 뒤의 자료"],
    ]
