"""Many regions: tables are transposed, pictures show only some, lists are cut; tables keep every number."""

from __future__ import annotations

import pytest

from pipeline.korean import some_of
from pipeline.model.figures import State
from pipeline.report.blocks import Point, TableBlock, TableColumn, TableRow
from pipeline.report.sections.parts import text_cell
from pipeline.report.sections.scale import drawn, drawn_words, fitted
from pipeline.settings.schema import Unit
from tests.support.told_blocks import cells


def wide(regions: int) -> TableBlock:
    columns = (
        TableColumn("구분"),
        TableColumn("계"),
        *(TableColumn(f"{n}권역\n대표기관") for n in range(1, regions + 1)),
    )
    people = TableRow(tuple(text_cell(text) for text in ("대상자", "100", *map(str, range(1, regions + 1)))))
    calls = TableRow(tuple(text_cell(text) for text in ("상담", "900", *map(str, range(11, regions + 11)))))
    return TableBlock("wide", "표", columns, (people, calls), "명, 건", ("설명",), total_columns=(1,))


def test_a_few_regions_stand_side_by_side() -> None:
    assert fitted(wide(8), Unit()) == wide(8)


def test_many_regions_stand_under_each_other_with_the_total_last() -> None:
    found = fitted(wide(12), Unit())
    assert [column.header for column in found.columns] == ["권역", "대상자", "상담"]
    assert cells(found)[0] == ["1권역 대표기관", "1", "11"]
    assert cells(found)[-1] == ["계", "100", "900"]
    assert [row.total for row in found.rows] == [False] * 12 + [True]
    assert (found.unit, found.notes, found.total_columns) == ("명, 건", ("설명",), ())


def test_every_cell_of_a_turned_table_is_kept() -> None:
    before, after = wide(20), fitted(wide(20), Unit())
    assert sorted(text for line in cells(after) for text in line[1:]) == sorted(
        text for line in cells(before) for text in line[1:]
    )


def points(*values: float | None) -> list[Point]:
    return [
        Point(f"{n}권역", value, str(value), state=State.MISSING if value is None else State.VALUE)
        for n, value in enumerate(values, start=1)
    ]


def test_a_picture_shows_every_region_while_they_are_few() -> None:
    few = points(*range(11), None)
    assert drawn(few) == tuple(few)
    assert drawn_words(12, Unit()) == ""


def test_a_picture_of_many_regions_shows_the_highest_in_their_order_and_says_so() -> None:
    found = drawn(points(*range(1, 21), None))
    assert [point.label for point in found] == [f"{n}권역" for n in range(9, 21)]
    assert drawn_words(21, Unit()) == "(많은 12개 권역)"


def test_rates_show_the_lowest() -> None:
    found = drawn(points(*range(1, 21)), lowest=True)
    assert [point.label for point in found] == [f"{n}권역" for n in range(1, 13)]
    assert drawn_words(20, Unit(), "낮은") == "(낮은 12개 권역)"
    assert drawn_words(20, Unit(word="경로당", counter="곳")) == "(많은 경로당 12곳)"


@pytest.mark.parametrize(
    ("count", "text"), [(0, ""), (2, "가1, 가2"), (3, "가1, 가2, 가3"), (5, "가1, 가2, 가3 등 5개")]
)
def test_a_long_list_is_cut_and_says_how_long_it_is(count: int, text: str) -> None:
    assert some_of([f"가{number}" for number in range(1, count + 1)], 3) == text
