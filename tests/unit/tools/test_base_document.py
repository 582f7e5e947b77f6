"""The base document: made by its script, with the styles that the writer needs and nothing else."""

from __future__ import annotations

import zipfile
from xml.etree import ElementTree

from openxml_audit import OpenXmlValidator

from pipeline.assets import BASE_DOCUMENT
from pipeline.report.layout.styles import Style
from tools.base_document.make_base import base_document

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def part(name: str) -> ElementTree.Element:
    with zipfile.ZipFile(BASE_DOCUMENT) as package:
        return ElementTree.fromstring(package.read(name))


def style(name: str) -> ElementTree.Element:
    (found,) = [one for one in part("word/styles.xml").iter(f"{W}style") if one.find(f"{W}name").get(f"{W}val") == name]
    return found


def test_the_committed_file_is_what_the_script_makes() -> None:
    assert BASE_DOCUMENT.read_bytes() == base_document()


def test_the_office_opens_it_without_a_complaint() -> None:
    assert OpenXmlValidator().validate(str(BASE_DOCUMENT)).errors == []


def test_the_page_is_a4_with_20_mm_at_the_sides() -> None:
    section = part("word/document.xml").find(f".//{W}sectPr")
    size, margins = section.find(f"{W}pgSz"), section.find(f"{W}pgMar")
    assert (size.get(f"{W}w"), size.get(f"{W}h")) == ("11906", "16838")
    assert {round(int(margins.get(f"{W}{side}")) / 1440 * 25.4) for side in ("left", "right")} == {20}


def test_one_font_for_every_script_and_no_theme_font() -> None:
    with zipfile.ZipFile(BASE_DOCUMENT) as package:
        fonts = [
            element.attrib
            for name in package.namelist()
            if name.startswith("word/") and name.endswith(".xml")
            for element in ElementTree.fromstring(package.read(name)).iter(f"{W}rFonts")
        ]
    assert fonts
    for attributes in fonts:
        named = {key.removeprefix(W): value for key, value in attributes.items() if key != f"{W}hint"}
        assert named == dict.fromkeys(("ascii", "hAnsi", "eastAsia", "cs"), "맑은 고딕")


def test_the_language_of_hangul_is_korean() -> None:
    assert part("word/styles.xml").find(f".//{W}rPrDefault//{W}lang").get(f"{W}eastAsia") == "ko-KR"


def test_headings_have_outline_levels_and_stand_on_words_own() -> None:
    for level, (name, parent) in enumerate((("큰제목", "Heading1"), ("□ 항목", "Heading2"), ("작은제목", "Heading3"))):
        assert style(name).find(f".//{W}outlineLvl").get(f"{W}val") == str(level)
        assert style(name).find(f"{W}basedOn").get(f"{W}val") == parent


def test_marks_are_real_numbering_with_hanging_indents() -> None:
    marks = {}
    for level in part("word/numbering.xml").iter(f"{W}lvl"):
        style_id = level.find(f"{W}pStyle").get(f"{W}val")
        marks[style_id] = level.find(f"{W}lvlText").get(f"{W}val")
        indent = level.find(f"{W}pPr/{W}ind")
        assert int(indent.get(f"{W}left")) >= int(indent.get(f"{W}hanging")) > 0
    assert marks == {
        "Heading2Ko": "□",
        "Item1": "○",
        "Item2": "-",
        "Item3": "※",
        "TableNote": "※",
    }


def test_every_style_of_the_writer_is_there_by_its_korean_name() -> None:
    assert [style(name).get(f"{W}type") for name in Style] == ["paragraph"] * len(Style)


def test_both_footers_count_pages_with_real_fields() -> None:
    for name in ("word/footer1.xml", "word/footer2.xml"):
        codes = [element.text.strip() for element in part(name).iter(f"{W}instrText")]
        assert codes == ["PAGE", "NUMPAGES"]


def test_only_the_reports_palette_is_used() -> None:
    with zipfile.ZipFile(BASE_DOCUMENT) as package:
        root = ElementTree.fromstring(package.read("word/styles.xml"))
    colours = {
        value for element in root.iter() for key, value in element.attrib.items() if key in (f"{W}color", f"{W}fill")
    } | {element.get(f"{W}val") for element in root.iter(f"{W}color")}
    assert colours - {"auto"} == {"1F3864", "9DB2D6", "F5F7FB", "BFBFBF", "595959"}
