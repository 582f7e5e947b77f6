"""The two readings: what counts as a disagreement, and files that only one of them can read (invariant I5)."""

from __future__ import annotations

import io
from typing import Any

import pytest

from pipeline.model.cells import CellKind
from pipeline.workbook import second_reading
from pipeline.workbook.outcome import FileRule, ReadingLimits, Refused
from pipeline.workbook.reading import read_bytes
from pipeline.workbook.second_reading import disagreements
from pipeline.workbook.sheet_xml import RawSheet
from tests.unit.workbook.packages import book, parts, strings, styles, worksheet, zipped

LIMITS = ReadingLimits()


def differences(data: bytes) -> list[tuple[str, str, str]]:
    """(address, first reading, second reading) of a one-sheet workbook."""
    reading = read_bytes(data, LIMITS, "a.xlsx")
    assert reading.workbook is not None, (reading.problem, reading.words)
    return [(cell, first, second) for _, cell, first, second in reading.workbook.disagreements]


@pytest.mark.parametrize(
    "stored",
    [
        "<v>38</v>",
        "<v>-0.5</v>",
        "<v>1E-7</v>",
        "<v>123456789012345678</v>",
        "<v>6O</v>",
        "<f>A9</f>",
        "<f>A9</f><v>1</v>",
        ' t="b"><v>1</v>',
        ' t="e"><v>#N/A</v>',
        ' t="e"><f>B1/0</f><v>#DIV/0!</v>',
        ' t="str"><f>A9</f><v></v>',
        ' t="str"><v>가&#10;나</v>',
        ' t="str"><v>가_x000D_&#10;나</v>',
        ' t="inlineStr"><is><t> 가 </t></is>',
        ' t="inlineStr"><is><t xml:space="preserve"> 가 </t></is>',
        ' t="d"><v>2021-03-05T10:00:00</v>',
        ' t="s"><v>0</v>',
        *(f' s="{style}"><v>{value}</v>' for style in range(4) for value in (0, 0.5, 1, 59, 60, 44260.123456789, -1)),
        ' s="1"><v>2958466</v>',
    ],
)
def test_known_ways_of_the_second_reader_are_no_disagreement(stored: str) -> None:
    inner = stored if stored.startswith(" ") else f">{stored}"
    data = book(
        f'<row r="2"><c r="C2"{inner}</c></row>', style=styles(0, 14, 32, 46), text=strings("<t>가\r\n나_x000D_</t>")
    )

    assert differences(data) == []


@pytest.mark.parametrize("day", [0, 1, 59.5, 1000, 44260.75])
def test_dates_agree_in_the_calendar_of_1904(day: float) -> None:
    data = book(
        f'<row r="1"><c r="A1" s="0"><v>{day}</v></c></row>', style=styles(14), workbook='<workbookPr date1904="1"/>'
    )

    assert differences(data) == []


@pytest.mark.parametrize("moment", ["2021-09-01T00:00:00.000Z", "2021-08-31T15:00:00Z", "2021-08-31T15:00:00"])
def test_utc_times_are_read_alike_by_both_readings(moment: str) -> None:
    assert differences(book(f'<row r="1"><c r="A1" s="0" t="d"><v>{moment}</v></c></row>', style=styles(14))) == []


@pytest.mark.parametrize(
    ("stored", "first", "second"),
    [
        ("><v><!-- 1 -->38</v>", "38", ""),
        ("><v>3<!-- -->8</v>", "38", "3"),
        (' t="str"><v><![CDATA[소계]]></v>', "소계", ""),
        ("><v>NaN</v>", "NaN", "nan"),
    ],
)
def test_a_cell_that_two_programs_read_differently_is_listed(stored: str, first: str, second: str) -> None:
    assert differences(book(f'<row r="2"><c r="C2"{stored}</c></row>')) == [("C2", first, second)]


@pytest.mark.parametrize(
    ("kind", "ours", "theirs", "same"),
    [
        (CellKind.NUMBER, 5, 5.0, True),
        (CellKind.NUMBER, 5, 6.0, False),
        (CellKind.NUMBER, 1, True, False),
        (CellKind.NUMBER, 5, "5", False),
        (CellKind.NUMBER, 5, "", False),
        (CellKind.BOOLEAN, True, True, True),
        (CellKind.BOOLEAN, True, 1.0, False),
        (CellKind.BOOLEAN, False, "", False),
        (CellKind.TEXT, "5", "5", True),
        (CellKind.TEXT, "5", 5.0, False),
        (CellKind.TEXT, "가", "가 ", False),
        (CellKind.TEXT, "가\r나", "가\n나", True),
        (CellKind.ERROR, "#REF!", "", True),
        (CellKind.ERROR, "#REF!", 0.0, False),
        (CellKind.UNCALCULATED, None, "", True),
        (CellKind.UNCALCULATED, None, 0.0, False),
    ],
)
def test_kinds_are_compared_as_strictly_as_values(
    kind: CellKind, ours: Any, theirs: Any, same: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = compare([(2, 2, kind, ours)], [["", ""], ["", theirs]], monkeypatch)

    assert [place for _, place, _, _ in found] == ([] if same else ["B2"])


def test_a_cell_that_only_the_second_reading_has_is_listed(monkeypatch: pytest.MonkeyPatch) -> None:
    found = compare([(1, 1, CellKind.NUMBER, 1)], [[1.0, 0.0], ["", "메모"]], monkeypatch)

    assert found == (("모니터링", "B1", "", "0"), ("모니터링", "B2", "", "메모"))


def test_a_cell_beyond_the_second_reading_is_listed(monkeypatch: pytest.MonkeyPatch) -> None:
    assert compare([(9, 9, CellKind.NUMBER, 1)], [[""]], monkeypatch) == (("모니터링", "I9", "1", ""),)
    assert compare([(9, 9, CellKind.NUMBER, 1)], [], monkeypatch) == (("모니터링", "I9", "1", ""),)


def compare(
    cells: list[tuple[int, int, CellKind, Any]], grid: list[list[Any]], monkeypatch: pytest.MonkeyPatch
) -> tuple[tuple[str, str, str, str], ...]:
    """Disagreements of a first reading with these cells and a library that returns this grid."""

    class Library:
        sheet_names = ("모니터링",)

        @classmethod
        def from_filelike(cls, _file: io.BytesIO) -> Library:
            return cls()

        def get_sheet_by_index(self, _index: int) -> Library:
            return self

        def to_python(self, *, skip_empty_area: bool) -> list[list[Any]]:
            assert not skip_empty_area  # it would shift every address
            return grid

    monkeypatch.setattr(second_reading, "CalamineWorkbook", Library)
    sheet = RawSheet("모니터링", "visible", [(*cell, "", "", "General", False) for cell in cells])
    return disagreements(b"", [sheet], date_1904=False)


@pytest.mark.parametrize(
    ("part", "old", "new", "rule"),
    [
        ("xl/worksheets/sheet1.xml", "<sheetData>", '<dimension ref="nonsense"/><sheetData>', ""),
        ("xl/worksheets/sheet1.xml", "</worksheet>", "<o:dimension xmlns:o='urn:o'/></worksheet>", ""),
        (
            "xl/workbook.xml",
            "<sheets>",
            '<o:sheets xmlns:o="urn:o"><o:sheet/></o:sheets><sheets>',
            FileRule.SECOND_READING,
        ),
    ],
)
def test_a_file_that_only_one_reader_can_read_is_refused(part: str, old: str, new: str, rule: str) -> None:
    contents = parts(worksheet('<row r="1"><c r="A1"><v>1</v></c></row>'), worksheet(), style=styles(0))
    changed = contents[part].replace(old.encode(), new.encode())
    assert changed != contents[part]

    assert read_bytes(zipped(contents | {part: changed}), LIMITS, "a.xlsx").problem == rule


def test_a_duration_beyond_all_bounds_is_refused_and_no_exception() -> None:
    data = book('<row r="1"><c r="A1" s="0"><v>1e300</v></c></row>', style=styles(46))

    assert read_bytes(data, LIMITS).problem == FileRule.SECOND_READING


def test_a_workbook_in_another_place_than_usual_is_read_or_refused_but_never_empty() -> None:
    contents = parts(worksheet('<row r="1"><c r="A1"><v>1</v></c></row>'))
    moved = {
        name.replace("xl/workbook", "xl/book").replace("_rels/workbook", "_rels/book"): p
        for name, p in contents.items()
    }
    moved["_rels/.rels"] = moved["_rels/.rels"].replace(b"xl/workbook", b"xl/book")

    reading = read_bytes(zipped(moved), LIMITS, "a.xlsx")

    assert reading.problem == FileRule.SECOND_READING or (reading.workbook and reading.workbook.sheets[0].cells)


def test_a_file_in_which_the_second_reader_finds_other_sheets_is_refused_by_the_sheets_name() -> None:
    data = zipped(parts(worksheet(), worksheet(), worksheet()))
    first, third = RawSheet("모니터링", "visible"), RawSheet("메모", "visible")
    assert disagreements(data, [first, None, third], False) == ()
    for sheets, named in (
        ([first, RawSheet("다른 이름", "visible"), third], "다른 이름"),
        ([first, third], ""),
        ([first, None, third, third], ""),
    ):
        with pytest.raises(Refused) as refusal:
            disagreements(data, sheets, False)
        assert (refusal.value.rule, refusal.value.words) == (FileRule.SECOND_READING, {"sheet": named})


@pytest.mark.parametrize("date_1904", [False, True])
def test_an_unusual_extent_changes_neither_a_value_nor_a_date(date_1904: bool) -> None:
    sheet = worksheet('<row r="1"><c r="A1" s="0"><v>44260.5</v></c></row>', before='<dimension ref="1:49"/>')
    calendar = f'<workbookPr date1904="{date_1904:d}"/>'
    reading = read_bytes(zipped(parts(sheet, style=styles(14), workbook=calendar)), LIMITS, "a.xlsx")
    assert reading.workbook is not None
    assert (reading.workbook.date_1904, reading.workbook.disagreements) == (date_1904, ())
