"""Texts outside the cells: each is found at its place, in one piece, and without anything else (C31)."""

from __future__ import annotations

import pytest

from pipeline.model.cells import SheetReading, TextBeside, TextPlace
from pipeline.workbook.outcome import ReadingLimits
from pipeline.workbook.reading import read_bytes
from tests.unit.workbook.one_sheet import workbook
from tests.unit.workbook.packages import OFFICE, PACKAGE, Parts, parts, relations, worksheet, zipped

NUMBER = "010-2345-6789"
SHEET = "모니터링"
COMMENT, DRAWING = "xl/comments1.xml", "xl/drawings/drawing1.xml"


def beside(contents: Parts) -> list[TextBeside]:
    reading = read_bytes(zipped(contents), ReadingLimits(), "a.xlsx")
    assert reading.problem == ""
    assert reading.workbook is not None
    return list(reading.workbook.beside)


def with_part(name: str, content: str, kind: str = "", contents: Parts | None = None) -> Parts:
    """A workbook of one sheet with one more part, which hangs on the sheet if it has a ``kind``."""
    made = (contents or parts()) | {name: content.encode()}
    if kind:
        made["xl/worksheets/_rels/sheet1.xml.rels"] = relations(("rId1", kind, f"/{name}")).encode()
    return made


def around(after: str) -> Parts:
    return parts(worksheet(after=after))


CASES = {
    "note": (
        with_part(
            COMMENT, f'<comments><comment ref="B3"><text><t>{NUMBER}</t></text></comment></comments>', "comments"
        ),
        TextBeside(TextPlace.COMMENT, SHEET, "B3", NUMBER),
    ),
    "note whose letters change their look": (
        with_part(
            COMMENT,
            f'<x:comments xmlns:x="u"><x:comment ref="B3"><x:text><x:r><x:rPr/><x:t>{NUMBER[:7]}</x:t></x:r><x:r><x:t>'
            f"{NUMBER[7:]}</x:t></x:r></x:text></x:comment></x:comments>",
            "comments",
        ),
        TextBeside(TextPlace.COMMENT, SHEET, "B3", NUMBER),
    ),
    "threaded comment": (
        with_part(
            "xl/threadedComments/threadedComment1.xml",
            f'<ThreadedComments><threadedComment ref="C4"><text>{NUMBER}</text></threadedComment></ThreadedComments>',
            "threadedComment",
        ),
        TextBeside(TextPlace.COMMENT, SHEET, "C4", NUMBER),
    ),
    "note that hangs on no sheet": (
        with_part(COMMENT, f'<comments><comment ref="B3"><text><t>{NUMBER}</t></text></comment></comments>'),
        TextBeside(TextPlace.COMMENT, "", "B3", NUMBER),
    ),
    "text box": (
        with_part(
            DRAWING,
            f'<d xmlns:a="u"><a:p><a:r><a:t>{NUMBER[:5]}</a:t></a:r><a:r><a:t>{NUMBER[5:]}</a:t></a:r></a:p></d>',
            "drawing",
        ),
        TextBeside(TextPlace.DRAWING, SHEET, "", NUMBER),
    ),
    "what is said about a picture": (
        with_part(DRAWING, f'<d><cNvPr id="1" name="Picture 1" descr="{NUMBER}"/></d>', "drawing"),
        TextBeside(TextPlace.DRAWING, SHEET, "", NUMBER),
    ),
    "form control written as no good XML": (
        with_part("xl/drawings/vmlDrawing1.vml", f"<xml><v:textbox><br>{NUMBER}</v:textbox></xml>", "vmlDrawing"),
        TextBeside(TextPlace.DRAWING, SHEET, "", f"   {NUMBER}  "),
    ),
    "name of a picture": (
        with_part(DRAWING, f'<d><docPr id="1" name="{NUMBER}"/></d>', "drawing"),
        TextBeside(TextPlace.DRAWING, SHEET, "", NUMBER),
    ),
    "title of a picture": (
        with_part(DRAWING, f'<d><cNvPr id="1" title="{NUMBER}"/></d>', "drawing"),
        TextBeside(TextPlace.DRAWING, SHEET, "", NUMBER),
    ),
    "form control": (
        with_part(
            "xl/drawings/vmlDrawing1.vml",
            f'<xml xmlns:v="u"><v:textbox><div>{NUMBER[:5]}</div><div>{NUMBER[5:]}</div></v:textbox></xml>',
            "vmlDrawing",
        ),
        TextBeside(TextPlace.DRAWING, SHEET, "", NUMBER),
    ),
    "number of a chart": (
        with_part("xl/charts/chart1.xml", f'<c:chartSpace xmlns:c="u"><c:v>{NUMBER}</c:v></c:chartSpace>'),
        TextBeside(TextPlace.DRAWING, "", "", NUMBER),
    ),
    "printed header": (
        around(f'<headerFooter><oddHeader>&amp;C&amp;"맑은 고딕,굵게"&amp;12 {NUMBER}</oddHeader></headerFooter>'),
        TextBeside(TextPlace.HEADER_FOOTER, SHEET, "", f"    {NUMBER}"),
    ),
    "input hint": (
        around(f'<dataValidations><dataValidation prompt="{NUMBER}" sqref="B2"/></dataValidations>'),
        TextBeside(TextPlace.PROMPT, SHEET, "", NUMBER),
    ),
    "list to choose from": (
        around(f'<x:dataValidation xmlns:x="u" sqref="B2"><x:formula1>"{NUMBER}"</x:formula1></x:dataValidation>'),
        TextBeside(TextPlace.PROMPT, SHEET, "", f'"{NUMBER}"'),
    ),
    "defined name": (
        parts(workbook=f"<definedNames><definedName name='담당'>\"{NUMBER}\"</definedName></definedNames>"),
        TextBeside(TextPlace.DEFINED_NAME, "", "", f'"{NUMBER}"'),
    ),
    "what is said about a defined name": (
        parts(workbook=f"<definedNames><definedName name='담당' comment='{NUMBER}'>A1</definedName></definedNames>"),
        TextBeside(TextPlace.DEFINED_NAME, "", "", NUMBER),
    ),
    "property of the document": (
        with_part("docProps/core.xml", f"<p><description>{NUMBER}</description></p>"),
        TextBeside(TextPlace.PROPERTY, "", "", NUMBER),
    ),
    "value kept of another file": (
        with_part("xl/externalLinks/externalLink1.xml", f'<l><cell r="A1" t="str"><v>{NUMBER}</v></cell></l>'),
        TextBeside(TextPlace.OTHER_FILE, "", "", NUMBER),
    ),
    "value kept by a pivot table": (
        with_part("xl/pivotCache/pivotCacheRecords1.xml", f'<r><s v="{NUMBER}"/></r>'),
        TextBeside(TextPlace.PIVOT, "", "", NUMBER),
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_a_text_beside_the_cells_is_found_with_its_place(case: str) -> None:
    contents, expected = CASES[case]
    assert beside(contents) == [expected]


def test_a_link_to_a_telephone_is_found() -> None:
    link = f'<Relationship Id="rId9" Type="{OFFICE}/hyperlink" Target="tel:{NUMBER}" TargetMode="External"/>'
    links = f'<Relationships xmlns="{PACKAGE}/relationships">{link}</Relationships>'
    contents = parts() | {"xl/worksheets/_rels/sheet1.xml.rels": links.encode()}
    assert beside(contents) == [TextBeside(TextPlace.LINK, SHEET, "", f"tel:{NUMBER}")]


@pytest.mark.parametrize("written", ["".join(f"&#{ord(letter)};" for letter in NUMBER), f"<![CDATA[{NUMBER}]]>"])
@pytest.mark.parametrize(
    ("name", "content", "place"),
    [
        (COMMENT, '<comments><comment ref="B3"><text><t>{}</t></text></comment></comments>', TextPlace.COMMENT),
        ("docProps/core.xml", "<p><description>{}</description></p>", TextPlace.PROPERTY),
    ],
)
def test_a_number_is_found_however_its_letters_are_stored(
    name: str, content: str, place: TextPlace, written: str
) -> None:
    found = beside(with_part(name, content.format(written)))
    assert [(text.place, text.text) for text in found] == [(place, NUMBER)]


def test_a_sheet_name_is_told_once_however_often_names_and_properties_repeat_it() -> None:
    name = f"홍보 {NUMBER}"
    names = f"<definedNames><definedName name='제목'>'{name}'!$1:$1</definedName></definedNames>"
    contents = parts(names=(name,), workbook=names) | {"docProps/app.xml": f"<p><v>{name}</v></p>".encode()}
    assert beside(contents) == [TextBeside(TextPlace.SHEET_NAME, name, "", name)]


def test_what_is_in_a_cell_or_too_short_for_a_number_is_not_taken_along() -> None:
    rows = f'<row r="1"><c r="A1" t="inlineStr"><is><t>{NUMBER}</t></is></c></row>'
    footer = "<headerFooter><oddFooter>&amp;P / &amp;N 쪽, 2021-03-05</oddFooter></headerFooter>"
    contents = with_part(
        "docProps/core.xml", "<p><created>2021-03</created></p>", contents=parts(worksheet(rows, after=footer))
    )
    assert beside(contents) == []


@pytest.mark.parametrize("merges", [1, 4000])
def test_a_footer_is_found_in_every_file_that_has_it_however_much_stands_before_it(merges: int) -> None:
    areas = "".join(f'<mergeCell ref="A{row}:B{row}"/>' for row in range(1, merges + 1))
    footer = f"<headerFooter><oddFooter>문의 {NUMBER}</oddFooter></headerFooter>"
    contents = around(f"<mergeCells>{areas}</mergeCells>{footer}")
    found = [TextBeside(TextPlace.HEADER_FOOTER, SHEET, "", f"문의 {NUMBER}")]
    assert [beside(contents), beside(contents), beside(around(""))] == [found, found, []]


@pytest.mark.parametrize("written", ["a@b.kr", "101동 1203호"])
def test_an_address_is_looked_for_where_people_write(written: str) -> None:
    note = with_part(
        COMMENT, f'<comments><comment ref="B3"><text><t>{written}</t></text></comment></comments>', "comments"
    )
    assert [text.text for text in beside(note)] == [written]
    assert beside(with_part("docProps/core.xml", f"<p><lastModifiedBy>{written}</lastModifiedBy></p>")) == []


# --- what hangs on the cells of a sheet: comments that hold a number, and the rows on which pictures lie


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
