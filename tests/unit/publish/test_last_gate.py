"""The last gate: a wrong number anywhere in the written files stops the run before anything is published."""

from __future__ import annotations

import json
import re
import shutil
import zipfile
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path
from unicodedata import normalize

import pytest

from pipeline.errors import SelfCheckError
from pipeline.explain.evidence import build_evidence
from pipeline.model.alongside import Compared, Comparison, Verdict
from pipeline.model.findings import Place
from pipeline.publish.last_gate import check_outputs
from pipeline.records.results import write_results
from pipeline.report.blocks import ChartBlock, Item, Report, line
from pipeline.report.charts import write_charts
from pipeline.report.docx.document import write_document
from pipeline.report.hwpx.document import write_hwpx
from pipeline.report.page.document import write_page
from pipeline.report.sections import build_report
from tests.support.small_run import run_2020


@cache
def report() -> Report:
    return build_report(run_2020())


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("written")
    pictures = write_charts([block for block in report().blocks if isinstance(block, ChartBlock)], folder / "차트")
    write_document(report(), pictures, folder / "보고서.docx")
    write_hwpx(report(), pictures, folder / "보고서.hwpx")
    ours = Compared(
        place=Place("장부.xlsx", "장부", "B2"),
        name="상담",
        typed="19,644",
        verdict=Verdict.SAME,
        hers=19_644,
        figure=run_2020().figures.get("consultations"),
        title="전체 상담(건)",
    )
    compared = Comparison(Path("장부.xlsx"), "장부.xlsx", (ours,))
    evidence = build_evidence(run_2020(), report(), None, folder, compared=compared)
    write_page(report(), pictures, evidence, folder / "근거보기.html")
    write_results(run_2020(), folder / "results.json")
    return folder


@pytest.fixture
def folder(written: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(written, tmp_path / "copy"))


def check(folder: Path, told: Report | None = None) -> None:
    documents = [folder / name for name in ("보고서.docx", "보고서.hwpx", "근거보기.html")]
    check_outputs(run_2020(), told or report(), documents, folder)


def test_what_was_written_right_passes_and_a_number_changed_in_results_json_is_found(folder: Path) -> None:
    check(folder)
    path = folder / "results.json"
    content = json.loads(path.read_text(encoding="utf-8"))
    next(f for f in content["figures"] if f["value"] == 19_644)["value"] = 19_645
    path.write_text(json.dumps(content), encoding="utf-8")
    with pytest.raises(SelfCheckError) as caught:
        check(folder)
    assert caught.value.details == ("consultations: results.json 19645 ≠ 계산 19644",)


@pytest.mark.parametrize("odd", [normalize("NFD", "소식지"), "명단(\uf934人)", "소식지\x80", "소식지\ufdd0"])
def test_letters_that_documents_hold_in_another_form_are_no_fault(odd: str, folder: Path) -> None:
    """Decomposed Hangul, an old form of a Hanja, and characters that no document may hold, as in a sheet's name."""
    told = replace(report(), blocks=(*report().blocks, Item(1, line(f"{odd} 시트는 읽지 않음"))))
    other = replace(report(), blocks=(*report().blocks, Item(1, line(f"{odd} 시트도 읽지 않음"))))
    pictures = {path.stem: path for path in (folder / "차트").iterdir()}
    write_document(told, pictures, folder / "보고서.docx")
    write_hwpx(told, pictures, folder / "보고서.hwpx")
    write_page(told, pictures, build_evidence(run_2020(), told, None, folder), folder / "근거보기.html")

    check(folder, told)
    with pytest.raises(SelfCheckError, match="다른 수"):  # one letter of the same line that is really another
        check(folder, other)


def test_a_number_changed_in_the_document_is_found(folder: Path) -> None:
    source, changed = folder / "보고서.docx", folder / "바뀜.docx"
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(changed, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            new.writestr(name, content.replace(b"4,256", b"4,265") if name == "word/document.xml" else content)
    changed.replace(source)
    with pytest.raises(SelfCheckError) as caught:
        check(folder)
    assert any("4,256" in detail for detail in caught.value.details)


def _in_a_sentence(told: Report) -> Report:
    blocks = list(told.blocks)
    index = next(n for n, block in enumerate(blocks) if isinstance(block, Item) and any(r.figure for r in block.runs))
    item = blocks[index]
    assert isinstance(item, Item)
    blocks[index] = replace(item, runs=tuple(replace(r, text="7명") if r.figure else r for r in item.runs))
    return replace(told, blocks=tuple(blocks))


def _in_a_chart(told: Report) -> Report:
    """The bar of one region is drawn a little higher than its number."""
    blocks = list(told.blocks)
    index = next(n for n, block in enumerate(blocks) if isinstance(block, ChartBlock))
    chart = blocks[index]
    assert isinstance(chart, ChartBlock)
    panel = chart.panels[0]
    series = panel.series[0]
    first = series.points[0]
    points = (replace(first, value=(first.value or 0) + 1), *series.points[1:])
    panels = (replace(panel, series=(replace(series, points=points), *panel.series[1:])), *chart.panels[1:])
    blocks[index] = replace(chart, panels=panels)
    return replace(told, blocks=tuple(blocks))


@pytest.mark.parametrize("slip", [_in_a_sentence, _in_a_chart])
def test_a_number_told_otherwise_than_it_was_counted_is_found(folder: Path, slip: Callable[[Report], Report]) -> None:
    with pytest.raises(SelfCheckError):
        check(folder, slip(report()))


def test_a_picture_that_is_not_in_the_document_is_found(folder: Path) -> None:
    without = replace(report(), blocks=tuple(block for block in report().blocks if not isinstance(block, ChartBlock)))
    write_document(without, {}, folder / "보고서.docx")
    with pytest.raises(SelfCheckError) as caught:
        check(folder)
    assert any("그림" in detail for detail in caught.value.details)


def rewrite(path: Path, part: str, old: bytes, new: bytes) -> None:
    changed = path.with_suffix(".바뀜")
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(changed, "w") as target:
        for name in source.namelist():
            content = source.read(name)
            target.writestr(name, content.replace(old, new) if name == part else content)
    changed.replace(path)


def test_a_number_changed_in_the_hwpx_is_found(folder: Path) -> None:
    rewrite(folder / "보고서.hwpx", "Contents/section0.xml", b"4,256", b"4,265")
    with pytest.raises(SelfCheckError) as caught:
        check(folder)
    assert "한글 문서의 제자리에 '4,256건'이(가) 적히지 않음" in caught.value.details


def test_two_numbers_that_changed_places_in_the_hwpx_are_found(folder: Path) -> None:
    path = folder / "보고서.hwpx"
    for old, new in ((b">611\xeb", b">@\xeb"), (b">945\xeb", b">611\xeb"), (b">@\xeb", b">945\xeb")):
        rewrite(path, "Contents/section0.xml", old, new)
    with pytest.raises(SelfCheckError):
        check(folder)


def test_a_picture_missing_from_the_hwpx_is_found(folder: Path) -> None:
    path = folder / "보고서.hwpx"
    rewrite(path, "Contents/section0.xml", b"<hp:pic ", b"<hp:pix ")
    rewrite(path, "Contents/section0.xml", b"</hp:pic>", b"</hp:pix>")
    with pytest.raises(SelfCheckError) as caught:
        check(folder)
    assert caught.value.details == ("한글 문서에 그림 1개 가운데 0개만 실림",)


def alter(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        (">4,256건<", ">4,265건<", "근거보기의 제자리에 '4,256건'이(가) 적히지 않음"),
        ('"value":19644', '"value":19645', "consultations: 근거보기 19645 ≠ 계산 19644"),
        ("<img ", "<image ", "근거보기에 그림 1개 가운데 0개만 실림"),
    ],
)
def test_what_was_changed_in_the_page_is_found(folder: Path, old: str, new: str, told: str) -> None:
    alter(folder / "근거보기.html", old, new)
    with pytest.raises(SelfCheckError) as caught:
        check(folder)
    assert told in caught.value.details


@pytest.mark.parametrize("wrong", [">19,645건</button>", ">19,644건*</button>"])
def test_a_wrong_number_beside_the_officers_own_is_found(folder: Path, wrong: str) -> None:
    path = folder / "근거보기.html"
    before, found, after = path.read_text(encoding="utf-8").rpartition(">19,644건</button>")
    assert found
    path.write_text(before + wrong + after, encoding="utf-8")
    with pytest.raises(SelfCheckError) as caught:
        check(folder)
    assert caught.value.details == (
        f"consultations: 근거보기의 대조에 '{wrong[1:].removesuffix('</button>')}'(으)로 적힘",
    )


def test_a_button_that_leads_to_another_figure_is_found(folder: Path) -> None:
    path = folder / "근거보기.html"
    text = path.read_text(encoding="utf-8")
    one, other, *_ = dict.fromkeys(re.findall(r'data-k="[0-9]+"', text))
    alter(path, one, other)
    with pytest.raises(SelfCheckError) as caught:
        check(folder)
    assert any("근거보기의 단추가 다름" in told for told in caught.value.details)
