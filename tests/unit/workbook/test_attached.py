"""What hangs on the cells of a sheet: comments that hold a number, and the rows on which pictures lie."""

from __future__ import annotations

import pytest

from pipeline.model.cells import SheetReading
from tests.unit.workbook.one_sheet import workbook
from tests.unit.workbook.packages import parts, relations, zipped

RELATIONS = "xl/worksheets/_rels/sheet1.xml.rels"


def reading(*attached: tuple[str, str, str]) -> SheetReading:
    """The only sheet of a workbook to which (kind, target, content) parts are attached."""
    contents = parts()
    pointers = [(f"rId{number}", kind, target) for number, (kind, target, _) in enumerate(attached, start=1)]
    contents[RELATIONS] = relations(*pointers).encode()
    contents |= {f"xl/{target.removeprefix('../')}": content.encode() for _, target, content in attached}
    return workbook(zipped(contents)).sheets[0]


def notes(*items: tuple[str, str]) -> tuple[str, str, str]:
    body = "".join(f'<comment ref="{cell}"><text>{text}</text></comment>' for cell, text in items)
    return "comments", "../comments1.xml", f"<comments><commentList>{body}</commentList></comments>"


def anchor(kind: str, inside: str, *rows: int) -> str:
    places = "".join(f"<from><row>{row}</row></from>" for row in rows)
    return f"<{kind}>{places}{inside}</{kind}>"


def rows_of_pictures(*anchors: str) -> tuple[tuple[int, int], ...]:
    return reading(("drawing", "../drawings/drawing1.xml", f"<wsDr>{''.join(anchors)}</wsDr>")).pictures


def test_a_comment_with_a_number_is_kept_at_its_cell() -> None:
    told = notes(
        ("C5", "<t>실제 </t><t>12명</t>"), ("AB12", "<t>３건</t>"), ("D6", "<t>확인함</t>"), ("A0", "<t>1</t>")
    )
    assert reading(told).comments == {(5, 3): "실제 12명", (12, 28): "３건"}


def test_of_a_conversation_the_last_word_counts_and_not_the_programs_copy() -> None:
    talk = '<threadedComment ref="C5"><text>30명</text></threadedComment>'
    talk += '<threadedComment ref="C5"><text>아니, 31명</text></threadedComment>'
    threads = ("threadedComment", "../threadedComments/talk.xml", f"<ThreadedComments>{talk}</ThreadedComments>")
    copy = notes(("C5", "<t>[스레드 댓글] 2016 버전에서는 볼 수 없음: 30명</t>"), ("C6", "<t>4건</t>"))
    assert reading(copy, threads).comments == {(5, 3): "아니, 31명", (6, 3): "4건"}


@pytest.mark.parametrize("kind", ["twoCellAnchor", "oneCellAnchor", "absoluteAnchor"])
def test_a_picture_lies_on_the_rows_between_its_corners(kind: str) -> None:
    assert rows_of_pictures(anchor(kind, "<pic/>", 4, 9)) == ((5, 10),)
    assert rows_of_pictures(anchor(kind, "<pic/>", 9, 4), anchor(kind, "<pic/>", 0)) == ((5, 10), (1, 1))


def test_a_picture_without_a_place_lies_at_the_top() -> None:
    assert rows_of_pictures(anchor("absoluteAnchor", "<pic/>")) == ((1, 1),)
    assert rows_of_pictures("<twoCellAnchor><row>?</row><row/><pic/></twoCellAnchor>") == ((1, 1),)


def test_a_table_drawn_by_another_program_is_a_picture_and_a_chart_is_none() -> None:
    table = "<graphicFrame><oleObj/></graphicFrame>"
    chart = '<graphicFrame><c:chart xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart"/></graphicFrame>'
    shape = "<sp><txBody/></sp>"
    drawn = [anchor("twoCellAnchor", inside, 2, 3) for inside in (chart, shape, table)]
    assert rows_of_pictures(*drawn, "<group><pic/></group>") == ((3, 4),)


def test_what_cannot_be_understood_has_nothing_to_tell_and_costs_nothing() -> None:
    assert rows_of_pictures("<twoCellAnchor>") == ()
    assert reading(("comments", "../missing/comments1.xml", "no mark-up")).comments == {}
