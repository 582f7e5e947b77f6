"""The places of things on a sheet: rows, columns, widths."""

from __future__ import annotations

import pytest

from pipeline.errors import ConfigError
from pipeline.forms.form import Column, Form
from pipeline.korean import text_width
from pipeline.templates.formulas import RowCell, WholeColumn
from pipeline.templates.layout import NARROWEST_TEXT, SHEET_WIDTH, FormLayout, build_layout, lines_needed, shown_label
from tests.unit.templates.making import FORM_IDS, FORMS

NAMES = [{"id": name, "label": name} for name in "abcd"]


def form_of(*sheets: list[dict[str, object]]) -> Form:
    """A form with one list of tables for each sheet."""
    listed = [{"name": f"시트{n}", "tables": tables} for n, tables in enumerate(sheets, 1)]
    return Form.model_validate(
        {"id": "x", "version": "1", "name": "시험", "purpose": "시험", "header": [], "sheets": listed}
    )


def table(table_id: str, **more: object) -> dict[str, object]:
    return {"id": table_id, "title": table_id, "rows": 5, "columns": NAMES, **more}


def layout_of(form: Form, **row_counts: int) -> FormLayout:
    return build_layout(form, FORMS.header(form), row_counts, {})


def test_a_sheet_without_header_block_starts_its_table_in_row_four() -> None:
    place = layout_of(form_of([table("t", total_of=["b"])])).sheets[0].tables[0]
    assert (place.caption_row, place.header_row, place.first_row, place.last_row, place.total_row) == (3, 4, 5, 9, 11)


def test_tables_of_one_sheet_stand_below_each_other_and_freeze_nothing() -> None:
    sheet = layout_of(form_of([table("t"), table("u", total_of=["b"])])).sheets[0]
    assert [place.header_row for place in sheet.tables] == [4, 14]
    assert sheet.frozen_rows == 0
    assert sheet.last_row == 21


def test_an_input_area_grows_with_its_rows_but_never_shrinks() -> None:
    form = form_of([table("t")])
    assert layout_of(form, t=9).sheets[0].tables[0].last_row - 5 + 1 == 9
    assert layout_of(form, t=2).sheets[0].tables[0].last_row - 5 + 1 == 5


@pytest.mark.parametrize("form_id", FORM_IDS)
def test_the_header_block_is_on_the_first_sheet_only_and_above_its_table(form_id: str) -> None:
    form = FORMS[form_id]
    first, *others = layout_of(form).sheets
    assert [place.field.id for place in first.header] == list(form.header)
    cells = [(place.row, place.column + offset) for place in first.header for offset in (0, 1)]
    assert len(set(cells)) == len(cells)
    assert 3 < min(row for row, _ in cells) <= max(row for row, _ in cells) < first.tables[0].caption_row
    assert all(not sheet.header for sheet in others)


@pytest.mark.parametrize("form_id", FORM_IDS)
def test_every_label_fits_on_two_lines_and_header_labels_on_one(form_id: str) -> None:
    for sheet in layout_of(FORMS[form_id]).sheets:
        for place in sheet.header:
            assert text_width(shown_label(place.field)) < sheet.widths[place.column]
        for table_place in sheet.tables:
            for number, column in enumerate(table_place.table.columns):
                assert lines_needed(shown_label(column), sheet.widths[number]) <= 2


def test_a_wide_sheet_narrows_its_running_text_and_nothing_else() -> None:
    columns = [{"id": f"t{n}", "label": f"내용{n}", "width": 60} for n in range(4)]
    columns.append({"id": "n", "label": "수", "type": "count", "width": 30})
    widths = layout_of(form_of([table("t", columns=columns)])).sheets[0].widths
    assert widths == (30.0, 30.0, 30.0, 30.0, 30.0)
    assert sum(widths) == SHEET_WIDTH


def test_running_text_keeps_a_least_width() -> None:
    columns = [{"id": f"t{n}", "label": f"내용{n}", "width": 60} for n in range(12)]
    widths = layout_of(form_of([table("t", columns=columns)])).sheets[0].widths
    assert set(widths) == {NARROWEST_TEXT}


def test_a_column_has_room_for_its_longest_choice_up_to_a_limit() -> None:
    form = form_of([table("t")])
    short = build_layout(form, (), {}, {"t.a": ["세 글자", "열두 글자나 되는 긴 이름"], "t.b": ["가" * 80]})
    assert short.sheets[0].widths[0] == text_width("열두 글자나 되는 긴 이름") + 3
    assert short.sheets[0].widths[1] <= 60


def test_the_totals_label_stands_left_of_the_totals() -> None:
    place = layout_of(form_of([table("t", total_of=["a", "c"])])).sheets[0].tables[0]
    assert place.total_label_column == 1


def test_a_table_that_adds_up_every_column_has_no_place_for_the_word_total() -> None:
    with pytest.raises(ConfigError, match="합계"):
        layout_of(form_of([table("t", total_of=["a", "b", "c", "d"])]))


def test_a_reference_names_the_sheet_only_where_it_is_another_one() -> None:
    layout = layout_of(form_of([table("t")], [table("u")]))
    here, there = layout.sheets
    cell = layout.reference(RowCell("c"), here, here.tables[0], 6)
    own = layout.reference(WholeColumn("t", "b"), here, here.tables[0], 6)
    other = layout.reference(WholeColumn("u", "b"), here, here.tables[0], 6)
    assert (cell, own, other) == ("C7", "$B$6:$B$11", "'시트2'!$B$6:$B$11")
    assert there.name == "시트2"


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [("", 10, 1), ("짧다", 10, 1), ("가나다라마 바사아자차", 10, 2), ("가" * 40, 10, 8), ("한 줄\n두 줄", 20, 2)],
)
def test_lines_are_counted_by_words_and_line_breaks(text: str, width: float, lines: int) -> None:
    assert lines_needed(text, width) == lines


def test_only_required_columns_that_people_fill_carry_a_star() -> None:
    assert shown_label(Column(id="a", label="동", required=True)) == "동*"
    assert shown_label(Column(id="a", label="비고")) == "비고"
    assert shown_label(Column(id="a", label="금액(원)", type="amount", required=True, formula="{b}*2")) == "금액(원)"
