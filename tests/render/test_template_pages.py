"""Form workbooks in LibreOffice: it calculates the same results as we do, and prints all that people must read."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import zipfile
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pdfplumber
import pytest
from openpyxl import load_workbook
from pdfplumber.page import Page

from pipeline.forms.form import Form
from pipeline.forms.stamp import GUIDE_SHEET
from pipeline.templates import Filling
from pipeline.templates.guide import ALWAYS
from tests.support.daily import daily
from tests.unit.templates.making import FORM_IDS, FORMS, REGION, context_of, filling_of, make

A4_POINTS = [595, 842]
FOOT_POINTS = 50
RECALCULATE_ALWAYS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="OOXMLRecalcMode"><value>0</value></prop></item>
</oor:items>
"""
CONVERSION_TIMEOUT_S = 180


def recalculated(folder: Path, workbooks: list[Path]) -> list[Path]:
    """The workbooks as LibreOffice saves them after it has recalculated every formula."""
    profile, results = folder / "profile", folder / "recalculated"
    (profile / "user").mkdir(parents=True)
    (profile / "user" / "registrymodifications.xcu").write_text(RECALCULATE_ALWAYS, encoding="utf-8")
    subprocess.run(
        [
            shutil.which("soffice") or "soffice",
            f"-env:UserInstallation={profile.as_uri()}",
            *("--headless", "--norestore", "--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", str(results)),
            *map(str, workbooks),
        ],
        check=True,
        capture_output=True,
        timeout=CONVERSION_TIMEOUT_S,
        env=os.environ | {"HOME": str(folder)},
    )
    return [results / path.name for path in workbooks]


def formula_results(path: Path) -> dict[tuple[str, str], object]:
    """(sheet, cell) -> stored result of every formula; "" where it shows nothing."""
    formulas, values = load_workbook(path), load_workbook(path, data_only=True)
    places = [
        (sheet.title, cell.coordinate)
        for sheet in formulas
        for row in sheet.iter_rows()
        for cell in row
        if cell.data_type == "f"
    ]
    stored = {(sheet, cell): values[sheet][cell].value for sheet, cell in places}
    return {place: "" if value is None else value for place, value in stored.items()}


def blank_and_filled(folder: Path) -> list[Path]:
    paths = []
    for form_id in FORM_IDS:
        form, context = FORMS[form_id], context_of(FORMS[form_id])
        blank, filled = make(folder, form, context), make(folder / "filled", form, context, filling_of(form, context))
        paths += [blank, filled.rename(folder / f"채움_{filled.name}")]
    return paths


def with_a_wrong_result(path: Path, right: str, wrong: str) -> Path:
    """A copy in which the stored result of one formula is wrong."""
    spoilt = path.with_name(f"틀림_{path.name}")
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(spoilt, "w") as target:
        for name in source.namelist():
            content = source.read(name).decode("utf-8")
            target.writestr(name, content.replace(f"</f><v>{right}</v>", f"</f><v>{wrong}</v>"))
    return spoilt


@pytest.fixture(scope="module")
def saved_again(tmp_path_factory: pytest.TempPathFactory) -> list[tuple[Path, Path]]:
    """Every form, blank and filled, and last a workbook with a wrong result: our file, and LibreOffice's copy."""
    folder = tmp_path_factory.mktemp("서식")
    ours = blank_and_filled(folder)
    settled = Filling({}, {"summary": [{"item": "사무관리비", "granted_won": 1270000}]})
    ours.append(with_a_wrong_result(make(folder / "정산", FORMS["settlement"], REGION, settled), "1270000", "77"))
    return list(zip(ours, recalculated(folder, ours), strict=True))


def test_libreoffice_works_out_what_we_stored(saved_again: list[tuple[Path, Path]]) -> None:
    compared = 0
    for ours, theirs in saved_again[:-1]:
        expected = formula_results(ours)
        assert formula_results(theirs) == expected, ours.name
        compared += sum(value != "" for value in expected.values())
    assert compared > 20


def test_a_wrong_result_would_have_been_seen(saved_again: list[tuple[Path, Path]]) -> None:
    ours, theirs = saved_again[-1]
    spoilt, right = ({v for v in formula_results(path).values() if isinstance(v, int) and v} for path in (ours, theirs))
    assert (spoilt, right) == ({77}, {1270000})


def test_libreoffice_keeps_locks_lists_and_hidden_sheets(saved_again: list[tuple[Path, Path]]) -> None:
    for ours, theirs in saved_again[:-1]:
        before, after = load_workbook(ours), load_workbook(theirs)
        assert after.sheetnames == before.sheetnames
        for sheet in before:
            assert after[sheet.title].protection.sheet, sheet.title
            offered = {check.formula1 for check in sheet.data_validations.dataValidation if check.type == "list"}
            kept = {
                check.formula1 for check in after[sheet.title].data_validations.dataValidation if check.type == "list"
            }
            assert kept == offered


def squeezed(text: str) -> str:
    return re.sub(r"\s", "", text)


def pages_of(pdf: Path) -> list[str]:
    with pdfplumber.open(pdf) as opened:
        for page in opened.pages:
            assert sorted([round(page.width), round(page.height)]) == A4_POINTS
        return [page.extract_text() for page in opened.pages]


@pytest.mark.parametrize("form_id", daily(FORM_IDS, ("monthly_results",)))
def test_a_full_workbook_prints_without_cut_numbers_and_with_every_text_of_its_guide(
    office, tmp_path: Path, form_id: str
) -> None:
    form = FORMS[form_id]
    context = replace(context_of(form), department="복지정책과")
    filling = filling_of(form, context)
    for rows in filling.tables.values():
        for row in rows:
            row.update(
                {key: 123456789 for key, value in row.items() if isinstance(value, int) and key.endswith("_won")}
            )
    pages = pages_of(office.to_pdf(make(tmp_path, form, context, filling)))
    text = squeezed("".join(pages))
    assert "###" not in text
    assert "Err:" not in text
    for sheet in form.sheets:
        assert any(page.rstrip().endswith(f"/ {len(pages)}") and sheet.name in page for page in pages)
    for sentence in (form.purpose, *form.guide, *ALWAYS):
        assert squeezed(sentence) in text
    guide = [page for page in pages if f"{GUIDE_SHEET} " in page.splitlines()[-1]]
    assert 1 <= len(guide) <= 3


@pytest.fixture(scope="module", params=FORM_IDS)
def blank(request: pytest.FixtureRequest, office, tmp_path_factory: pytest.TempPathFactory) -> tuple[Form, Path]:
    """A form and its blank workbook, printed."""
    form = FORMS[request.param]
    return form, office.to_pdf(make(tmp_path_factory.mktemp("빈 서식"), form))


def test_labels_are_printed_whole_in_their_columns(blank: tuple[Form, Path]) -> None:
    form, pdf = blank
    pages = [squeezed(page) for page in pages_of(pdf)]
    for sheet, table in form.tables():
        on_sheet = "".join(page for page in pages if squeezed(sheet.name) in page)
        for column in table.columns:
            for word in column.label.split():
                assert word in on_sheet, f"{sheet.name}: {column.label}"


def test_no_page_of_a_blank_form_holds_a_fragment(blank: tuple[Form, Path]) -> None:
    """A sheet that needs another page fills at least a third of that page."""
    form, pdf = blank
    with pdfplumber.open(pdf) as opened:
        pages = [(sheet_of(page), filled_of(page)) for page in opened.pages]
    goes_on = [(name, filled) for (before, _), (name, filled) in pairwise(pages) if name == before]
    assert [(name, round(filled, 2)) for name, filled in goes_on if filled < 1 / 3] == []
    assert len(pages) <= len(form.sheets) + 4


def sheet_of(page: Page) -> str:
    """The sheet's name, from the middle of the footer."""
    foot = [word["text"] for word in page.extract_words() if word["bottom"] > page.height - FOOT_POINTS]
    return str(foot[-4])


def filled_of(page: Page) -> float:
    """The part of the page's height down to the last thing above the footer."""
    marks = [*page.extract_words(), *page.rects]
    return float(max(mark["bottom"] for mark in marks if mark["bottom"] < page.height - FOOT_POINTS) / page.height)
