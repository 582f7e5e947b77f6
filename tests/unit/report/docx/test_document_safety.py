"""What the report must not do: accept an unsuitable base, break in other programs, refer to the outside, be damaged by
a character.
"""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace
from pathlib import Path

import docx
import pytest
from openxml_audit import OpenXmlValidator

from pipeline.assets import BASE_DOCUMENT
from pipeline.errors import ConfigError
from pipeline.report.blocks import (
    ChartBlock,
    Heading,
    Item,
    KeyFigure,
    KeyFigures,
    Paragraph,
    Run,
    TableBlock,
    TableCell,
    TableColumn,
    TableRow,
    TitleBox,
    line,
)
from pipeline.report.charts import write_charts
from pipeline.report.charts.native import native_charts
from pipeline.report.docx.document import missing_styles, write_document
from tests.support.demo_report import demo_report
from tests.support.docx_dump import dump_document
from tests.support.docx_writing import WP, W, chart, part, table, write_blocks
from tests.support.states_report import states_report


@pytest.fixture(
    scope="module",
    params=[(demo_report, False), (states_report, False), (demo_report, True), (states_report, True)],
    ids=["2020", "states", "2020 native", "states native"],
)
def whole_report(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("report")
    made, native = request.param
    report = made()
    blocks = [block for block in report.blocks if isinstance(block, ChartBlock)]
    charts = native_charts(blocks) if native else None
    return write_document(report, write_charts(blocks, folder), folder / "보고서.docx", charts=charts)


# --- an office's own base document ----------------------------------------------------------------------------------


def test_our_own_base_document_lacks_nothing() -> None:
    assert missing_styles(BASE_DOCUMENT) == ()


def test_a_base_document_without_our_styles_is_refused_before_anything_is_written(tmp_path: Path) -> None:
    base = tmp_path / "다른 바탕.docx"
    docx.Document().save(base)
    assert missing_styles(base)[:2] == ("보고서 제목", "보고 상태")
    with pytest.raises(ConfigError) as caught:
        write_blocks(tmp_path, Paragraph(line("글")), base=base)
    assert caught.value.message.startswith("보고서 바탕 문서 '다른 바탕.docx'에 필요한 스타일 ")
    assert caught.value.details[:2] == ("보고서 제목", "보고 상태")
    assert "보고서 표" in caught.value.details
    assert not (tmp_path / "보고서.docx").exists()


@pytest.mark.parametrize("content", [b"", b"not a zip", None], ids=["empty", "text", "absent"])
def test_a_base_that_is_no_word_document_is_refused_in_a_sentence(tmp_path: Path, content: bytes | None) -> None:
    base = tmp_path / "바탕.docx"
    if content is not None:
        base.write_bytes(content)
    with pytest.raises(ConfigError, match=r"'바탕\.docx' 파일을 열 수 없습니다") as caught:
        missing_styles(base)
    assert not caught.value.details  # the library's own words are English


def test_a_base_with_a_broken_part_is_refused_in_a_sentence(tmp_path: Path) -> None:
    base = tmp_path / "바탕.docx"
    with zipfile.ZipFile(BASE_DOCUMENT) as whole, zipfile.ZipFile(base, "w") as broken:
        for name in whole.namelist():
            broken.writestr(name, b"<w:styles" if name == "word/styles.xml" else whole.read(name))
    with pytest.raises(ConfigError, match="열 수 없습니다"):
        missing_styles(base)


def test_an_offices_own_margins_and_text_are_respected(tmp_path: Path) -> None:
    own = docx.Document(str(BASE_DOCUMENT))
    own.sections[0].left_margin = own.sections[0].right_margin = docx.shared.Mm(30)
    own.add_paragraph("바탕 문서의 예시 글")
    base = tmp_path / "바탕.docx"
    own.save(base)
    path = write_blocks(tmp_path, table(), base=base)
    width = sum(int(column.get(f"{W}w")) for column in part(path).iter(f"{W}gridCol"))
    assert abs(width / 1440 * 25.4 - 150) < 0.1
    assert "예시 글" not in dump_document(path)


# --- whole reports --------------------------------------------------------------------------------------------------


def test_the_office_opens_a_whole_report_without_a_complaint(whole_report: Path) -> None:
    result = OpenXmlValidator().validate(str(whole_report))
    assert [str(error) for error in result.errors] == []


def test_nothing_in_a_report_breaks_in_other_programs(whole_report: Path) -> None:
    root = part(whole_report)
    names = {element.tag.rpartition("}")[2] for element in root.iter()}
    assert names.isdisjoint({"anchor", "txbxContent", "pict", "object", "altChunk", "hyperlink"})
    assert all(len(list(found.iter(f"{W}tbl"))) == 1 for found in root.iter(f"{W}tbl"))
    assert all(picture.get("descr") for picture in root.iter(f"{WP}docPr"))
    ids = [picture.get("id") for picture in root.iter(f"{WP}docPr")]
    assert len(set(ids)) == len(ids)


def test_a_report_reaches_for_nothing_outside_itself(whole_report: Path) -> None:
    with zipfile.ZipFile(whole_report) as package:
        relationships = [package.read(name) for name in package.namelist() if name.endswith(".rels")]
        assert not any(b"TargetMode" in one for one in relationships)
        assert not any(name.endswith((".bin", ".vml")) for name in package.namelist())
        workbooks = [name for name in package.namelist() if name.endswith(".xlsx")]
        assert len(workbooks) == sum(name.startswith("word/charts/chart") for name in package.namelist())
        for name in workbooks:
            with zipfile.ZipFile(io.BytesIO(package.read(name))) as inner:
                assert not any("external" in one or "vba" in one.lower() for one in inner.namelist())


def test_only_styles_of_the_base_document_are_used(whole_report: Path) -> None:
    known = {style.get(f"{W}styleId") for style in part(whole_report, "word/styles.xml").iter(f"{W}style")}
    used = {
        element.get(f"{W}val") for kind in ("pStyle", "tblStyle") for element in part(whole_report).iter(f"{W}{kind}")
    }
    assert used <= known


@pytest.mark.parametrize(
    "code", [*range(0x20), *range(0x7F, 0xA0), 0xD800, 0xDFFF, 0xFFFE, 0xFFFF], ids="{:04X}".format
)
def test_no_character_in_any_text_can_spoil_the_file(tmp_path: Path, code: int) -> None:
    bad = f"가{chr(code)}나"
    cell = TableCell((line(bad),))
    spoiled = TableBlock("표", bad, (TableColumn(bad),), (TableRow((cell,)),), unit=bad, notes=(bad,))
    path = write_blocks(
        tmp_path,
        TitleBox(bad, bad, provisional=True),
        KeyFigures((KeyFigure(Run(bad), bad, bad),)),
        *(Heading(level, bad) for level in (1, 2, 3)),
        Item(1, line(bad)),
        Paragraph(line(bad)),
        spoiled,
        replace(chart(), caption=bad, alt_text=bad, notes=(bad,)),
        properties=dict.fromkeys(("title", "subject", "author", "keywords", "category", "comments"), bad),
        header_text=bad,
        footer_text=bad,
    )
    texts = dump_document(path)
    assert len(re.findall(r"가(?: ⏎ |\s)?나", texts)) == 22
