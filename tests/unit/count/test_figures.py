"""Sums over facts: what may be added, what is missing from a sum, and that four kinds of nothing stay apart."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.count.figures import build_figures
from pipeline.forms.form import Grouping, load_forms
from pipeline.forms.slots import Slot
from pipeline.model.figures import Doubt, Figures, State
from pipeline.model.findings import Place
from pipeline.model.returns import ExpectedReturn, SlotState
from pipeline.settings.load import load_config
from tests.support.facts_frame import facts_frame
from tests.support.run_in_memory import a_run, sent

CONFIG = load_config(Path(__file__).resolve().parents[3] / "config.yaml", 2021)
FORMS = load_forms()
DUE = date(2021, 12, 31)


def monitoring_slots(*missing: int, number: int = 1) -> list[ExpectedReturn]:
    return [
        ExpectedReturn(
            Slot("phone_monitoring", region, None, number),
            DUE,
            SlotState.MISSING if region in missing else SlotState.SUBMITTED,
            () if region in missing else ("f.xlsx",),
        )
        for region in CONFIG.regions
    ]


def monthly_slots(region: int, *missing: int) -> list[ExpectedReturn]:
    return [
        ExpectedReturn(
            Slot("monthly_results", region, month),
            DUE,
            SlotState.MISSING if month in missing else SlotState.SUBMITTED,
            () if month in missing else ("f.xlsx",),
        )
        for month in range(1, 13)
    ]


def figures(facts: pd.DataFrame, board: list[ExpectedReturn], blanks: dict | None = None) -> Figures:
    return build_figures(facts, FORMS, CONFIG, board, blanks or {})


def people(region: int, value: int | None, number: int = 1, **more: object) -> dict[str, object]:
    return {"measure": "people", "region": region, "round": number, "value": value, **more}


def test_a_total_names_every_cell_it_adds() -> None:
    facts = facts_frame(*(people(region, 100 * region) for region in CONFIG.regions))
    total = figures(facts, monitoring_slots()).get("people", round=1)
    assert (total.value, total.state) == (1500, State.VALUE)
    assert [place.cell for place in total.sources] == ["A1", "A2", "A3", "A4", "A5"]


def test_a_missing_region_is_missing_and_its_total_partial() -> None:
    facts = facts_frame(*(people(region, 10) for region in (1, 2, 3, 5)))
    found = figures(facts, monitoring_slots(4))
    assert found.get("people", region=4, round=1).state is State.MISSING
    assert found.get("people", region=4, round=1).value is None
    total = found.get("people", round=1)
    assert (total.value, total.state) == (40, State.PARTIAL)
    assert total.missing_words == ("전화모니터링 미제출(4권역 1회차)",)


def test_people_of_two_rounds_are_never_added() -> None:
    facts = facts_frame(*(people(region, 10, number) for number in (1, 2) for region in CONFIG.regions))
    found = figures(facts, [*monitoring_slots(), *monitoring_slots(number=2)])
    assert {figure.round for figure in found.of("people")} == {1, 2}
    assert {figure.value for figure in found.of("people") if figure.region is None} == {50}


def test_consultations_of_two_rounds_are_added() -> None:
    facts = facts_frame(
        *({"measure": "consultations", "region": r, "round": n, "value": 10} for n in (1, 2) for r in CONFIG.regions)
    )
    assert figures(facts, [*monitoring_slots(), *monitoring_slots(number=2)]).get("consultations").value == 100


def test_a_sum_that_the_form_does_not_allow_is_our_mistake_and_stops() -> None:
    """A sum of people over the whole year would add two rounds: such a figure is never made."""
    facts = facts_frame(people(1, 10, dong="녹번동"), people(1, 20, number=2, dong="녹번동"))
    forms = load_forms()
    over_rounds = Grouping(by=(), total=False)
    forms.measures["people"] = forms.measures["people"].model_copy(update={"figures": (over_rounds,)})
    with pytest.raises(AssertionError, match="people may not be added over round"):
        build_figures(facts, forms, CONFIG, monitoring_slots(), {})


def test_zero_not_applicable_missing_and_left_out_stay_apart() -> None:
    facts = facts_frame(
        people(1, 0),
        people(2, None, state="not_applicable"),
        people(4, 7, counted=False),
    )
    found = figures(facts, monitoring_slots(3))
    assert found.get("people", region=1, round=1).state is State.ZERO
    assert found.get("people", region=1, round=1).value == 0
    assert found.get("people", region=2, round=1).state is State.NOT_APPLICABLE
    assert found.get("people", region=3, round=1).state is State.MISSING
    left_out = found.get("people", region=4, round=1)
    assert (left_out.value, left_out.state) == (None, State.MISSING)
    assert left_out.missing_words == ("확인이 필요해 뺀 줄 1개",)


def test_a_row_left_out_makes_the_sum_partial() -> None:
    facts = facts_frame(people(1, 5, dong="녹번동"), people(1, 7, dong="불광1동", counted=False))
    figure = figures(facts, monitoring_slots()).get("people", region=1, round=1)
    assert (figure.value, figure.state) == (5, State.PARTIAL)


def test_a_month_that_says_nothing_happened_is_zero_and_an_unsent_one_is_missing() -> None:
    facts = facts_frame({"measure": "households_found", "region": 1, "month": 4, "dong": "녹번동", "value": 3})
    found = figures(facts, monthly_slots(1, 6), {"monthly_results": {(1, 5)}})
    assert found.get("households_found", region=1, month=4).value == 3
    assert (found.get("households_found", region=1, month=5).value) == 0
    assert found.get("households_found", region=1, month=5).state is State.ZERO
    assert found.get("households_found", region=1, month=6).state is State.MISSING


def test_a_return_without_a_meeting_counts_no_meeting() -> None:
    facts = facts_frame({"measure": "regional_meetings", "region": 1, "month": 4, "value": 1})
    found = figures(facts, monthly_slots(1))
    assert (found.get("regional_meetings", region=1, month=5).value) == 0


def test_a_plenary_meeting_told_by_five_regions_is_one_meeting() -> None:
    regional = [{"measure": "plenary_meetings", "region": r, "month": 3, "value": 1} for r in CONFIG.regions]
    office = {"measure": "plenary_meetings", "region": None, "month": 3, "value": 1}
    found = figures(facts_frame(*regional, office), [])
    assert found.get("plenary_meetings").value == 1
    assert found.get("plenary_meetings", region=2).value == 1


def test_the_head_offices_own_number_does_not_wait_for_the_regions() -> None:
    facts = facts_frame({"measure": "plenary_meetings", "region": None, "month": 3, "value": 1})
    assert figures(facts, monthly_slots(1, 4)).get("plenary_meetings").state is State.VALUE


def test_a_regions_own_number_does_not_wait_for_the_head_office() -> None:
    office = ExpectedReturn(Slot("head_office", None, None), DUE, SlotState.MISSING, ())
    facts = facts_frame({"measure": "plenary_meetings", "region": 1, "month": 3, "value": 1})
    found = figures(facts, [*monthly_slots(1), office])
    assert found.get("plenary_meetings", region=1, month=3).state is State.VALUE
    assert found.get("plenary_meetings", region=1, month=4).state is State.ZERO
    assert found.get("plenary_meetings").state is State.MISSING
    assert found.get("granted_won", region=1).state is State.MISSING, "grants are the head office's, region by region"


def test_a_repeated_number_counts_only_where_the_first_statement_is_missing() -> None:
    facts = facts_frame(
        {"measure": "granted_won", "region": 1, "item": "사무관리비", "value": 1_270_000},
        {"measure": "granted_won", "region": 1, "item": "사무관리비", "value": 1_270_000, "repeats": True},
        {"measure": "granted_won", "region": 2, "item": "사무관리비", "value": 999, "repeats": True},
    )
    found = figures(facts, [])
    assert found.get("granted_won", region=1).value == 1_270_000
    assert found.get("granted_won", region=2).value == 999


@settings(max_examples=40)
@given(st.lists(st.tuples(st.sampled_from(list(CONFIG.regions)), st.integers(1, 12), st.integers(0, 500)), max_size=40))
def test_a_total_is_the_sum_of_its_parts(entries: list[tuple[int, int, int]]) -> None:
    facts = facts_frame(
        *(
            {"measure": "supports", "region": region, "month": month, "dong": f"동{number}", "value": value}
            for number, (region, month, value) in enumerate(entries)
        )
    )
    found = figures(facts, [])
    total = found.get("supports").value or 0
    assert total == sum(value for _, _, value in entries)
    assert total == sum(found.get("supports", region=region).value or 0 for region in CONFIG.regions)
    assert total == sum(found.get("supports", month=month).value or 0 for month in range(1, 13))


def test_a_figure_that_nobody_knows_is_missing_not_an_error() -> None:
    assert figures(facts_frame(), []).get("people", region=1, round=9).state is State.MISSING


# -- in words, and in order -----------------------------------------------------------------------------------------


def test_of_many_returns_that_are_owed_six_are_named() -> None:
    found = figures(facts_frame(), monthly_slots(1, *range(3, 9)))
    named = ", ".join(f"1권역 {month}월" for month in range(3, 9))
    assert found.get("supports", region=1).missing_words == (f"월별실적 미제출({named})",)
    found = figures(facts_frame(), monthly_slots(1, *range(3, 10)))
    assert found.get("supports", region=1).missing_words == (f"월별실적 미제출({named} 등)",)


def test_a_form_of_the_head_office_is_owed_by_the_head_office() -> None:
    board = [ExpectedReturn(Slot("head_office", None, None), DUE, SlotState.MISSING, ())]
    granted = figures(facts_frame(), board).get("granted_won", region=3)
    assert (granted.value, granted.missing_words) == (None, ("총괄부서실적 미제출(총괄부서)",))


def test_only_the_months_that_are_owed_are_lacking_and_only_from_their_own_sums() -> None:
    facts = facts_frame({"measure": "supports", "region": 1, "month": 4, "dong": "녹번동", "value": 3})
    found = figures(facts, [*monthly_slots(1, 6), *monthly_slots(2, 4)])
    owed = ("월별실적 미제출(1권역 6월)", "월별실적 미제출(2권역 4월)")
    assert found.get("supports", region=1).missing_words == owed[:1]
    assert found.get("supports", region=1, month=4).missing_words == ()
    assert found.get("supports", month=4).missing_words == owed[1:]
    assert found.get("supports", month=6).missing_words == owed[:1]
    assert found.get("supports").missing_words == ("월별실적 미제출(1권역 6월, 2권역 4월)",)


def test_what_is_not_due_yet_is_lacking_only_once_others_have_sent_theirs() -> None:
    def slot(region: int, month: int, *files: str) -> ExpectedReturn:
        state = SlotState.SUBMITTED if files else SlotState.MISSING
        return ExpectedReturn(Slot("monthly_results", region, month), DUE, state, files, is_due=False)

    board = [slot(1, 4, "f.xlsx"), slot(2, 4), slot(1, 5), slot(2, 5)]
    facts = facts_frame({"measure": "supports", "region": 1, "month": 4, "dong": "녹번동", "value": 3})
    found = figures(facts, board)
    assert found.get("supports", month=4).missing_words == ("월별실적 미제출(2권역 4월)",)
    assert found.get("supports").missing_words == ("월별실적 미제출(2권역 4월)",)
    assert {figure.month for figure in found.of("supports")} == {None, 4}


def test_months_ascend_and_names_keep_the_order_of_the_returns() -> None:
    facts = facts_frame(
        *(
            {"measure": "supports", "region": 1, "month": month, "dong": dong, "value": 1}
            for month, dong in ((11, "응암1동"), (2, "녹번동"), (7, "불광1동"), (2, "응암1동"))
        )
    )
    own = [figure for figure in figures(facts, []).of("supports") if figure.region == 1]
    assert [figure.month for figure in own if figure.month is not None] == [2, 7, 11]
    assert [figure.dong for figure in own if figure.dong is not None] == ["응암1동", "녹번동", "불광1동"]


def test_a_month_that_a_return_tells_of_is_a_month_of_all_its_measures() -> None:
    facts = facts_frame(
        {"measure": "supports", "region": 1, "month": 4, "value": 2, "form": "monthly_results"},
        {"measure": "households_found", "region": 1, "month": 9, "value": 1, "form": "monthly_results"},
    )
    found = figures(facts, [])
    assert [figure.month for figure in found.of("supports") if figure.region == 1] == [None, 4, 9]
    assert found.get("supports", region=1, month=9).state is State.NOT_APPLICABLE


def test_rows_that_were_left_out_are_counted_once_however_many_numbers_they_hold() -> None:
    rows = ((1, "f.xlsx"), (1, "f.xlsx"), (2, "f.xlsx"), (1, "g.xlsx"))
    facts = facts_frame(
        *(people(1, 5, dong=f"동{n}", counted=False, row=row, file=file) for n, (row, file) in enumerate(rows))
    )
    assert figures(facts, monitoring_slots()).get("people", region=1, round=1).missing_words == (
        "확인이 필요해 뺀 줄 3개",
    )


def test_where_nobody_has_a_number_the_cells_that_say_so_are_its_sources() -> None:
    facts = facts_frame(
        people(1, None, state="not_applicable", dong="녹번동"),
        people(2, 5, dong="역촌동"),
        people(2, None, state="not_applicable", dong="구산동"),
    )
    found = figures(facts, [])
    assert [place.cell for place in found.get("people", region=1, round=1).sources] == ["A1"]
    assert [place.cell for place in found.get("people", region=2, round=1).sources] == ["A2"]


def test_a_number_in_doubt_is_named_in_every_sum_that_holds_it() -> None:
    facts = facts_frame(
        people(1, 1200, dong="녹번동"),
        people(1, 30, dong="불광1동"),
        {"measure": "granted_won", "region": None, "item": "사무관리비", "value": 7},
        {"measure": "supports", "region": 2, "month": 4, "dong": "역촌동", "value": 5},
    )
    doubted = {Place("f.xlsx", "s", cell) for cell in ("A1", "A3", "A4")}
    found = build_figures(facts, FORMS, CONFIG, [], {}, doubted=doubted)
    first = Doubt("1권역 1회차 녹번동 1,200명", 1200)
    assert found.get("people", region=1, round=1).doubts == (first,)
    assert found.get("people", region=1, round=1, dong="녹번동").doubts == (first,)
    assert found.get("people", region=1, round=1, dong="불광1동").doubts == ()
    assert found.get("people", round=1).doubts == (first,)
    assert found.get("granted_won").doubts == (Doubt("총괄부서 사무관리비 7원", 7),)
    assert found.get("supports", month=4).doubts == (Doubt("2권역 4월 역촌동 5건", 5),)


def test_a_number_that_no_region_tells_has_no_figure_of_a_region() -> None:
    fact = {"measure": "head_office_activities", "month": 3, "item": "전체회의", "value": 1, "form": "head_office"}
    made = figures(facts_frame(fact), monitoring_slots())
    assert {figure.region for figure in made if figure.measure == "head_office_activities"} == {None}


def test_what_the_year_does_not_ask_for_has_no_figure() -> None:
    forms = {name: entry for name, entry in CONFIG.plan.forms.items() if name != "phone_monitoring"}
    narrowed = replace(CONFIG, plan=CONFIG.plan.model_copy(update={"forms": forms}))
    made = build_figures(facts_frame(), FORMS, narrowed, [], {})
    assert "people" not in {figure.measure for figure in made}
    assert "people" in {figure.measure for figure in figures(facts_frame(), monitoring_slots())}


def test_plans_that_nobody_owes_yet_are_not_counted_as_none() -> None:
    """On 5 January no plan is due; a plan that came counts at once, for its region and for the office."""
    early = a_run(as_of=date(2021, 1, 5))
    assert early.figures.get("projects_planned").state is State.NOT_APPLICABLE
    assert early.figures.get("projects_planned", region=1).state is State.NOT_APPLICABLE
    came = a_run(sent("joint_project_plan", 1, projects=[{"project": "이웃 살림"}]), as_of=date(2021, 1, 5))
    assert came.figures.get("projects_planned", region=1).value == 1
    assert came.figures.get("projects_planned", region=2).value is None
