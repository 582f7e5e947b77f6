"""Personal data is reported wherever it is, and never repeated: not in a sentence, not as a value, not in a number."""

from __future__ import annotations

from dataclasses import asdict

import pytest

from pipeline.model.cells import cell_address
from tests.support.markdown_book import Book, book, run_without_figures

PHONE, RESIDENT = "010-2345-6789", "880101-1234567"
FORMS = ["phone_monitoring", "monthly_results", "settlement", "joint_project_plan", "operating_plan", "head_office"]


def cells_of(form: str) -> list[tuple[str, str]]:
    """The filled cells of a faultless form that are no labels, one per column: (sheet, address).

    In the header block every cell is a field of its own.
    """
    first = next(iter(book(form).sheets))
    found: dict[tuple[str, int, int], tuple[str, str]] = {}
    for sheet, grid in book(form).sheets.items():
        for (row, column), text in grid.cells.items():
            in_header = sheet == first and row <= 6
            if text and (column in (2, 4) if in_header else row > 1):
                found.setdefault((sheet, column, row if in_header else 0), (sheet, cell_address(row, column)))
    return list(found.values())


def everything_said(odd: Book) -> tuple[list[str], str]:
    """The rules about personal data with a finding, and every text that leaves the reading and the checks."""
    result = run_without_figures(odd)
    texts = [str(asdict(item)) for item in result.findings]
    texts += [str(asdict(item)) for item in result.differences]
    texts += [str(value.value) + value.typed for item in result.returns for value in item.header.values()]
    texts += [frame.values.to_csv() for frame in result.frames.values()]
    texts += [str(dict(typed)) for frame in result.frames.values() for typed in frame.typed_texts.values()]
    texts.append(result.facts.to_csv())
    return [item.rule for item in result.findings if item.rule.startswith("PRIV")], "\n".join(texts)


@pytest.mark.thorough
@pytest.mark.parametrize("form", FORMS)
def test_a_telephone_number_in_any_column_is_told_once_and_shown_nowhere(form: str) -> None:
    cells = cells_of(form)
    assert len(cells) >= 9
    for sheet, cell in cells:
        told, said = everything_said(book(form).with_cells(sheet, {cell: PHONE}))
        assert told == ["PRIV-002"], (sheet, cell)
        assert "2345" not in said, (sheet, cell)


ODD_PLACES = {
    "remark below the table": book("phone_monitoring").with_cells("모니터링", {"A12": f"※ 문의 {PHONE}"}),
    "column of the sender's own": book("phone_monitoring").with_cells("모니터링", {"K6": PHONE}),
    "far beside the table": book("phone_monitoring").with_cells("모니터링", {"P30": PHONE}),
    "merged over rows": book("phone_monitoring").with_cells("모니터링", {"I7": PHONE}).merging("모니터링", "I7:I9"),
    "under a merge": book("phone_monitoring")
    .with_cells("모니터링", {"I7": "비고", "I8": PHONE})
    .merging("모니터링", "I7:I9"),
    "formula": book("phone_monitoring").with_cells("모니터링", {"I7": f'="{PHONE}" -> {PHONE}'}),
    "hidden sheet": book("phone_monitoring").with_sheet("명단", {"A1": PHONE}, "hidden"),
    "label": book("phone_monitoring").with_cells("모니터링", {"F6": f"상담(건) {PHONE}"}),
    "workbook that is no form": book("phone_monitoring")
    .stamped(None)
    .without_sheet("모니터링")
    .with_sheet("주문서", {"A1": PHONE}),
}


@pytest.mark.parametrize("where", ODD_PLACES)
def test_a_telephone_number_in_an_odd_place_is_told_and_shown_nowhere(where: str) -> None:
    told, said = everything_said(ODD_PLACES[where])
    assert told == ["PRIV-002"]
    assert "2345" not in said


def test_two_versions_are_compared_without_showing_it() -> None:
    early = book("settlement", header={"작성일": "2021-12-19"}, file="1.xlsx")
    late = book("settlement", file="2.xlsx").with_cells("집행내역", {"D2": f"가게 {PHONE}"})
    told, said = everything_said(early)
    assert (told, "2345" in said) == ([], False)
    result = run_without_figures(early, late)
    assert [(item.old_value, item.new_value) for item in result.differences] == [("동네 가게", "가게 ***-****-****")]


def test_a_resident_number_refuses_the_return() -> None:
    odd = book("monthly_results").with_cells("소식지", {"D2": RESIDENT})
    told, said = everything_said(odd)
    assert told == ["PRIV-001"]
    assert "1234567" not in said
    assert "소식지" not in run_without_figures(odd).facts["sheet"].tolist()


@pytest.mark.parametrize(("cell", "spoilt"), [("H7", set()), ("E7", {(7, "supervisor_count")})])
def test_a_number_in_a_text_leaves_the_rest_of_the_text_to_be_read(cell: str, spoilt: set[tuple[int, str]]) -> None:
    odd = book("monthly_results").with_cells("회의결과", {cell: f"나눔 장터, {PHONE}"})
    (result,) = [item for item in run_without_figures(odd).returns if item.form == "monthly_results"]
    assert {item.rule for item in result.findings} == {"PRIV-002"}
    assert result.tables["meetings"].reported == spoilt
