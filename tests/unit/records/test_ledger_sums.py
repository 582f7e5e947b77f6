"""The ledger's sums over any facts: the parts make the whole, and no name is mistaken for a pattern or another name."""

from __future__ import annotations

from pathlib import Path

import openpyxl
from hypothesis import given
from hypothesis import strategies as st

from pipeline.model.cells import column_letters
from pipeline.records.ledger.fact_rows import LEFT_OUT, NOT_APPLICABLE, REPEATED, Criterion
from pipeline.sheets.drawing import FIRST_ROW
from tests.support.excel_sums import named_columns, value_of
from tests.support.tricky_sums import CASES, LABELS, TRICKY, fact, sheet_of, tricky_workbook


def criteria(region: int | None = None, **at: str | int) -> list[Criterion]:
    found = [Criterion("measure", LABELS[CASES], "$A$1")]
    if region is not None:
        found.append(Criterion("region", f"{region}권역", "$B$1"))
    return [*found, *(Criterion(name, value, "$C$1") for name, value in at.items())]


facts_strategy = st.lists(
    st.builds(
        fact,
        region=st.sampled_from([1, 2, 3]),
        month=st.sampled_from([1, 2, None]),
        item=st.sampled_from(["사무관리비", None]),
        project=st.sampled_from(TRICKY),
        value=st.one_of(st.none(), st.integers(0, 10**6)),
        counted=st.booleans(),
        repeats=st.booleans(),
    ),
    max_size=12,
)


@given(facts_strategy)
def test_the_parts_make_the_whole(facts: list[dict[str, object]]) -> None:
    sheet = sheet_of(facts)
    whole = sheet.value(criteria())
    assert whole == sum(sheet.value(criteria(region)) for region in (1, 2, 3))
    assert whole == sum(sheet.value(criteria(project=name)) for name in TRICKY)


@given(facts_strategy)
def test_only_what_counts_is_added_and_once(facts: list[dict[str, object]]) -> None:
    stated = {(entry["region"], entry["item"]) for entry in facts if not entry["repeats"]}
    expected = sum(
        int(str(entry["value"]))
        for entry in facts
        if entry["counted"]
        and entry["value"] is not None
        and not (entry["repeats"] and (entry["region"], entry["item"]) in stated)
    )
    assert sheet_of(facts).value(criteria()) == expected


def test_every_number_has_one_treatment() -> None:
    rows = sheet_of(
        [
            fact(region=1),
            fact(region=1, counted=False),
            fact(region=1, repeats=True),
            fact(region=2, repeats=True),
            fact(region=1, value=None, state="not_applicable"),
        ]
    ).rows
    assert [row[13] for row in rows] == ["합계에 넣음", LEFT_OUT, REPEATED, "합계에 넣음", NOT_APPLICABLE]
    assert [row[12] for row in rows] == ["예", "아니오", "아니오", "예", "아니오"]


def test_no_name_is_taken_for_another(tmp_path: Path) -> None:
    tricky_book = tricky_workbook(tmp_path / "이름.xlsx")
    formulas = openpyxl.load_workbook(tricky_book)["합계"]
    values = openpyxl.load_workbook(tricky_book, data_only=True)
    columns, shown = named_columns(values), values["합계"]
    for index in range(len(TRICKY)):
        address = f"{column_letters(3)}{FIRST_ROW + index}"
        assert shown[address].value == 2**index
        assert value_of(formulas[address].value, columns, lambda cell: shown[cell].value) == 2**index


def test_an_ordinary_name_needs_no_more_than_sumifs() -> None:
    sheet = sheet_of([fact(region=1, project="나눔서포터즈 운영", month=3)])
    wanted = [*criteria(1, project="나눔서포터즈 운영"), Criterion("month", 3, "$D$1")]
    names = "자료_항목,$A$1,자료_권역,$B$1,자료_사업명,$C$1,자료_월,$D$1"
    assert sheet.formula(wanted) == f'=SUMIFS(자료_값,자료_합산,"예",{names})'


def test_a_line_of_the_head_office_and_one_of_no_known_region_are_told_apart() -> None:
    office = fact(measure="plenary_meetings", form="head_office", table="activities")
    lost = fact(measure="granted_won", form="head_office", table="grants")
    assert [row[3] for row in sheet_of([office, lost]).rows] == ["총괄부서", "알 수 없음"]


def test_measures_of_one_name_are_told_apart_by_their_unit_or_form() -> None:
    labels = list(LABELS.values())
    assert len(set(labels)) == len(labels)
    assert LABELS["project_cases"] == "공동사업 실적(건)"
    assert LABELS["project_people"] == "공동사업 실적(명)"
