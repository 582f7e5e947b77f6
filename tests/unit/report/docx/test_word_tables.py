"""Tables: exact widths, repeated headers, merged labels, a look for each state, rows that stay together."""

from __future__ import annotations

import pytest
from docx.oxml.ns import qn
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from pipeline.model.figures import State
from pipeline.report.blocks import Align, TableBlock, TableCell, TableColumn, TableRow, line
from pipeline.report.docx.word_tables import build_table
from pipeline.report.layout.column_widths import text_width

PAGE = 9638


def cells(*texts: str) -> tuple[TableCell, ...]:
    return tuple(TableCell((line(text),)) for text in texts)


def block(*rows: TableRow, columns: tuple[TableColumn, ...] = (), **options: object) -> TableBlock:
    made = columns or tuple(TableColumn(f"열{index}") for index in range(len(rows[0].cells)))
    return TableBlock("시험", "시험 표", made, rows, **options)


def build(given_block: TableBlock, **options: bool) -> etree._Element:
    return build_table(given_block, PAGE, lambda name: name, **options)


def rows_of(table: etree._Element) -> list[etree._Element]:
    return table.findall(qn("w:tr"))


def cell(table: etree._Element, row: int, column: int) -> etree._Element:
    return rows_of(table)[row].findall(qn("w:tc"))[column]


def text(found: etree._Element) -> str:
    return "".join(part.text or "" for part in found.iter(qn("w:t")))


def style(found: etree._Element) -> str:
    return found.find(f".//{qn('w:pStyle')}").get(qn("w:val"))


def value(found: etree._Element, tag: str, name: str = "val") -> str | None:
    element = found.find(f".//{qn(tag)}")
    return None if element is None else element.get(qn(f"w:{name}"))


def kept(row: etree._Element) -> bool:
    return row.find(f".//{qn('w:keepNext')}") is not None


weights = st.lists(st.floats(0.1, 9), min_size=1, max_size=16)
words = st.text("가나다라마바사 123,.()~\n", max_size=30)


@settings(max_examples=60)
@given(weights, st.data())
def test_a_table_is_exactly_as_wide_as_the_text(given_weights: list[float], data: st.DataObject) -> None:
    columns = tuple(TableColumn(data.draw(words), weight) for weight in given_weights)
    row = TableRow(cells(*(data.draw(words) for _ in given_weights)))
    table = build(block(row, columns=columns))
    grid = [int(column.get(qn("w:w"))) for column in table.iter(qn("w:gridCol"))]
    assert sum(grid) == PAGE
    assert value(table, "w:tblW", "w") == str(PAGE)
    for made in rows_of(table):
        assert [int(width.get(qn("w:w"))) for width in made.iter(qn("w:tcW"))] == grid


def test_a_header_never_breaks_inside_a_period_in_brackets() -> None:
    columns = (TableColumn("상담 (4.20~6.13)", 0.1), *(TableColumn("실적", 9.0) for _ in range(6)))
    table = build(block(TableRow(cells(*"1234567")), columns=columns))
    inner = int(table.find(f".//{qn('w:gridCol')}").get(qn("w:w"))) - 170
    assert inner >= text_width("(4.20~6.13)", 9.5, bold=True)
    first = cell(table, 0, 0)
    assert [part.text for part in first.iter(qn("w:t"))] == ["상담", "(4.20~6.13)"]


def test_where_there_is_room_a_period_fits_in_a_wider_font_too() -> None:
    # DejaVu Sans Bold, which LibreOffice falls back to on Linux, sets "(4.20~6.13)" 1,270 twips wide at 9.5 pt.
    label = TableCell((line("상담"), line("(4.20~6.13)")))
    columns = (TableColumn("구분", 1.15), TableColumn("계", 1.1), *(TableColumn("권역", 1.3) for _ in range(5)))
    table = build(block(TableRow((label, *cells(*["19,644건"] * 6))), columns=columns))
    inner = int(table.find(f".//{qn('w:gridCol')}").get(qn("w:w"))) - 170
    assert inner >= 1270


def test_a_column_is_wide_enough_for_its_longest_number() -> None:
    columns = (TableColumn("적요", 50.0), TableColumn("금액", 0.1))
    table = build(block(TableRow(cells("가", "1,234,567,890원")), columns=columns))
    last = [int(column.get(qn("w:w"))) for column in table.iter(qn("w:gridCol"))][-1]
    assert last - 170 >= text_width("1,234,567,890원", 9.5)


def test_columns_that_cannot_fit_are_set_smaller_rather_than_wider() -> None:
    rows = TableRow(cells(*["1,234,567원"] * 12))
    table = build(block(rows, columns=tuple(TableColumn("사회복지관") for _ in range(12))))
    assert style(cell(table, 1, 5)) == "표 본문 작게"
    assert value(table, "w:tblW", "w") == str(PAGE)


def test_the_header_repeats_is_shaded_and_stays_with_the_first_row() -> None:
    table = build(block(TableRow(cells("가", "나"))))
    head, body = rows_of(table)
    assert head.find(f".//{qn('w:tblHeader')}").attrib == {}
    assert body.find(f".//{qn('w:tblHeader')}") is None
    assert value(cell(table, 0, 0), "w:shd", "fill") == "DFE6F7"
    assert style(cell(table, 0, 0)) == "표 머리"


def test_no_row_is_split_over_two_pages() -> None:
    table = build(block(*(TableRow(cells("가")) for _ in range(3))))
    assert all(row.find(f".//{qn('w:cantSplit')}") is not None for row in rows_of(table))


def test_rules_are_heavy_above_and_below_and_open_at_the_sides() -> None:
    borders = build(block(TableRow(cells("가")))).find(f".//{qn('w:tblBorders')}")
    found = {etree.QName(side).localname: (side.get(qn("w:sz")), side.get(qn("w:color"))) for side in borders}
    assert found == {
        "top": ("12", "1F3864"),
        "bottom": ("12", "1F3864"),
        "insideH": ("4", "BFBFBF"),
        "insideV": ("4", "BFBFBF"),
    }


def test_totals_are_bold_on_the_pale_fill() -> None:
    rows = (TableRow(cells("가", "1", "2")), TableRow(cells("계", "3", "4"), total=True))
    table = build(block(*rows, total_columns=(1,)))
    assert [style(cell(table, 1, index)) for index in range(3)] == ["표 합계", "표 합계", "표 본문"]
    assert [value(cell(table, 1, index), "w:shd", "fill") for index in range(3)] == [None, "F5F7FB", None]
    assert {value(cell(table, 2, index), "w:shd", "fill") for index in range(3)} == {"F5F7FB"}
    assert {style(cell(table, 2, index)) for index in range(3)} == {"표 합계"}


@pytest.mark.parametrize(("state", "word"), [(State.MISSING, "미제출"), (State.NOT_APPLICABLE, "해당없음")])
def test_a_value_that_is_not_there_is_a_grey_word(state: State, word: str) -> None:
    row = TableRow((*cells("가"), TableCell((), state)))
    found = cell(build(block(row)), 1, 1)
    assert text(found) == word
    assert value(found, "w:color") == "595959"


def test_a_zero_is_printed_as_it_stands_and_an_empty_cell_stays_empty() -> None:
    row = TableRow((*cells("가"), TableCell((line("0"),), State.ZERO), TableCell(())))
    table = build(block(row))
    assert text(cell(table, 1, 1)) == "0"
    assert value(cell(table, 1, 1), "w:color") is None
    assert text(cell(table, 1, 2)) == ""
    assert cell(table, 1, 2).find(qn("w:p")) is not None


@pytest.mark.parametrize("printed", ["1,204", "1,204*"])
def test_an_incomplete_sum_is_marked_once(printed: str) -> None:
    row = TableRow((*cells("가"), TableCell((line(printed),), State.PARTIAL)))
    assert text(cell(build(block(row)), 1, 1)) == "1,204*"


def test_digits_line_up_to_the_left_of_the_mark_of_an_incomplete_sum() -> None:
    columns = (TableColumn("구분"), TableColumn("건", align=Align.RIGHT))
    rows = (TableRow(cells("가", "36")), TableRow((*cells("나"), TableCell((line("41"),), State.PARTIAL))))
    table = build(block(*rows, columns=columns))
    plain, marked = (int(value(cell(table, row, 1), "w:ind", "right")) for row in (1, 2))
    assert plain - marked == text_width("*", 9.5)


def test_numbers_are_right_aligned_where_the_column_says_so_and_words_among_them_centred() -> None:
    columns = (TableColumn("구분"), TableColumn("원", align=Align.RIGHT))
    rows = (TableRow(cells("가", "12,000")), TableRow((*cells("나"), TableCell((), State.MISSING))))
    table = build(block(*rows, columns=columns))
    assert value(cell(table, 1, 1), "w:jc") == "right"
    assert value(cell(table, 2, 1), "w:jc") == "center"


def test_a_cells_own_alignment_wins() -> None:
    row = TableRow((TableCell((line("가"),), align=Align.RIGHT), *cells("나")))
    assert value(cell(build(block(row)), 1, 0), "w:jc") == "right"


def test_label_cells_merge_downwards() -> None:
    rows = (TableRow((TableCell((line("1권역"),), rows=2), *cells("대상자"))), TableRow((None, *cells("상담"))))
    table = build(block(*rows))
    assert [value(cell(table, row, 0), "w:vMerge") for row in (1, 2)] == ["restart", "continue"]
    assert [value(cell(table, row, 1), "w:vMerge") for row in (1, 2)] == [None, None]


@pytest.mark.parametrize(
    "rows",
    [
        (TableRow(cells("가")),),
        (TableRow(cells("가", "나", "다")),),
        (TableRow((None, *cells("나"))),),
        (TableRow((TableCell((line("가"),), rows=2), *cells("나"))),),
        (TableRow((TableCell((line("가"),), rows=2), *cells("나"))), TableRow(cells("가", "나"))),
    ],
    ids=["too few", "too many", "nothing above", "runs out of the table", "merge not left open"],
)
def test_rows_that_do_not_fit_the_columns_are_refused(rows: tuple[TableRow, ...]) -> None:
    with pytest.raises(ValueError, match="시험"):
        build(block(*rows, columns=(TableColumn("하나"), TableColumn("둘"))))


def test_a_short_table_stays_on_one_page() -> None:
    table = build(block(*(TableRow(cells("가")) for _ in range(5))))
    assert [kept(row) for row in rows_of(table)[1:]] == [True, True, True, True, False]


def test_a_table_of_few_but_high_rows_may_break() -> None:
    high = TableRow((TableCell(tuple(line(f"- 소식 {number}") for number in range(5))), *cells("가")))
    table = build(block(*[high] * 5))
    assert [kept(row) for row in rows_of(table)[1:]] == [False] * 5


def test_a_note_keeps_the_last_row_with_it() -> None:
    assert kept(rows_of(build(block(TableRow(cells("가"))), keep_last=True))[-1])


def test_a_long_table_may_break_but_leaves_neither_header_nor_total_alone() -> None:
    table = build(block(*(TableRow(cells("가")) for _ in range(60))))
    keeps = [kept(row) for row in rows_of(table)[1:]]
    assert keeps[:3] == [True, True, False]
    assert keeps[-4:] == [False, True, True, False]


def test_a_list_in_a_cell_hangs_under_its_text() -> None:
    row = TableRow((TableCell((line("- 생활모니터링 136건"), line("- 역량강화 1건"))), *cells("나")))
    found = cell(build(block(row)), 1, 0)
    indents = [(one.get(qn("w:left")), one.get(qn("w:hanging"))) for one in found.iter(qn("w:ind"))]
    assert len(indents) == 2
    assert all(left == hanging != "0" for left, hanging in indents)
    assert text(found) == "- 생활모니터링 136건- 역량강화 1건"


def test_the_table_tells_a_screen_reader_what_it_holds() -> None:
    columns = (TableColumn("구 분"), TableColumn("1권역\n녹번"))
    table = build(block(TableRow(cells("가", "1")), columns=columns, unit="명"))
    assert value(table, "w:tblCaption") == "시험 표"
    assert value(table, "w:tblDescription") == "자료 1행, 열 2개(구 분, 1권역 녹번). 단위: 명."


def test_a_table_of_300_rows_is_written_whole() -> None:
    table = build(block(*(TableRow(cells(*(f"{row}-{column}" for column in range(8)))) for row in range(300))))
    assert [text(row) for row in rows_of(table)][-1] == "".join(f"299-{column}" for column in range(8))
    assert len(rows_of(table)) == 301


def test_columns_without_any_header_make_no_header_row() -> None:
    table = build(block(TableRow(cells("가", "나")), columns=(TableColumn(""), TableColumn(""))))
    assert len(rows_of(table)) == 1
