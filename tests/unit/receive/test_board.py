"""The state of every expected return: by which files, on time or not; and which file takes the place of another."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from pipeline.forms.form import load_forms
from pipeline.forms.slots import Slot
from pipeline.model.returns import ExpectedReturn, Return, ReturnState, SlotState
from pipeline.receive.board import slots_of
from tests.support.markdown_book import Book, book, run, told


def settlement(file: str, spent_on: str = "재료 구입", written: str = "2021-12-20", revision: int = 0) -> Book:
    made = book("settlement", header={"작성일": written}, file=file).with_cells("집행내역", {"C2": spent_on})
    assert made.stamp is not None
    return made.stamped(replace(made.stamp, revision=revision))


def returns(*books: Book) -> dict[str, Return]:
    return {item.file: item for item in run(*books).returns}


def entries(*books: Book, form: str) -> list[ExpectedReturn]:
    """The entries of region 1 on the board."""
    return [entry for entry in run(*books).board if entry.slot.form == form and entry.slot.region == 1]


# -- the file that is used ------------------------------------------------------------------------------------------


def test_every_file_that_does_not_count_knows_which_does() -> None:
    found = returns(
        settlement("가.xlsx"),
        settlement("가 (1).xlsx"),  # the same bytes
        settlement("나.xlsx", "식비", written="2021-12-21"),
        settlement("다.xlsx", "다과", written="2021-12-22"),
        settlement("다다.xlsx", "다과", written="2021-12-23"),  # the same values
    )
    assert {file: (item.state, item.superseded_by) for file, item in found.items() if file != "동반.xlsx"} == {
        "가.xlsx": (ReturnState.SUPERSEDED, "다다.xlsx"),
        "가 (1).xlsx": (ReturnState.IGNORED, "가.xlsx"),
        "나.xlsx": (ReturnState.SUPERSEDED, "다다.xlsx"),
        "다.xlsx": (ReturnState.IGNORED, "다다.xlsx"),
        "다다.xlsx": (ReturnState.USED, ""),
    }
    assert [found[f"{name}.xlsx"].version_number for name in ("가", "나", "다다")] == [1, 2, 3]


def test_of_copies_the_one_with_the_shorter_name_is_used_in_whatever_folder_it_lies() -> None:
    copies = settlement("아주 깊은 폴더/가.xlsx"), settlement("나 - 복사본.xlsx")
    assert told(*copies) == ["나 - 복사본.xlsx: INT-001 note kept -"]


def test_of_three_versions_each_is_compared_with_the_next() -> None:
    result = run(
        settlement("가.xlsx", "가", written="2021-12-20"),
        settlement("나.xlsx", "나", written="2021-12-21"),
        settlement("다.xlsx", "다", written="2021-12-22"),
    )
    assert {(item.older, item.newer, item.old_value, item.new_value) for item in result.differences} == {
        ("나.xlsx", "다.xlsx", "나", "다"),
        ("가.xlsx", "다.xlsx", "가", "다"),
    }


def test_the_number_of_cells_that_differ_counts_every_one() -> None:
    late = settlement("나.xlsx", "다과", written="2021-12-21").with_cells("집행내역", {"D2": "큰 가게", "D3": ""})
    (line,) = [line for line in told(settlement("가.xlsx"), late) if "INT-003" in line]
    assert "달라진 칸은 3개입니다." in line.sentence


# -- slots ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("form", "slots"),
    [
        ("settlement", [Slot("settlement", 2, None)]),
        ("monthly_results", [Slot("monthly_results", 2, 5)]),
        ("head_office", [Slot("head_office", None, None)]),
        ("phone_monitoring", [Slot("phone_monitoring", 2, None, 1), Slot("phone_monitoring", 2, None, 3)]),
        (None, []),
    ],
)
def test_a_return_fills_the_slot_of_its_form_its_region_and_its_time(form: str | None, slots: list[Slot]) -> None:
    whole = run(book("settlement", file="가.xlsx")).returns[0]
    result = replace(whole, form=form, region=2, month=5, rounds=(1, 3))
    assert slots_of(result, load_forms()) == slots


# -- the board ------------------------------------------------------------------------------------------------------


def test_one_file_of_two_rounds_stands_for_both_and_is_named_at_both() -> None:
    both = book("phone_monitoring", file="둘.xlsx").with_cells("모니터링", {"A9": "2"})
    standing = entries(both, form="phone_monitoring")
    assert [(entry.slot.round, entry.files) for entry in standing] == [(1, ("둘.xlsx",)), (2, ("둘.xlsx",))]


@pytest.mark.parametrize(("written", "state"), [("2021-05-10", SlotState.SUBMITTED), ("2021-05-11", SlotState.LATE)])
def test_a_return_is_on_time_on_its_last_day(written: str, state: SlotState) -> None:
    april = book("monthly_results", month=4, header={"작성일": written}, file="4월.xlsx")
    (entry,) = [entry for entry in entries(april, form="monthly_results") if entry.slot.month == 4]
    assert (entry.state, entry.files, entry.due) == (state, ("4월.xlsx",), date(2021, 5, 10))
    assert returns(april)["4월.xlsx"].on_time is (state is SlotState.SUBMITTED)


def test_a_return_without_a_day_is_no_late_one_but_one_to_mend() -> None:
    undated = book("monthly_results", month=4, header={"작성일": ""}, file="4월.xlsx")
    (entry,) = [entry for entry in entries(undated, form="monthly_results") if entry.slot.month == 4]
    assert entry.state is SlotState.TO_MEND
    assert returns(undated)["4월.xlsx"].on_time is None


def test_a_warning_alone_leaves_a_return_submitted() -> None:
    warned = book("settlement", file="가.xlsx").with_cells("집행내역", {"L9": "7", "M9": "8"})
    assert any(" warning " in line for line in told(warned))
    assert [entry.state for entry in entries(warned, form="settlement")] == [SlotState.SUBMITTED]


def test_an_earlier_version_that_was_refused_does_not_stand_against_the_good_one() -> None:
    refused = settlement("가.xlsx").without_sheet("집행내역")
    (entry,) = entries(refused, settlement("나.xlsx", written="2021-12-21"), form="settlement")
    assert (entry.state, entry.files) == (SlotState.SUBMITTED, ("나.xlsx",))


# -- before its time ------------------------------------------------------------------------------------------------


def files_used(*books: Book, as_of: date) -> list[str]:
    return [item.file for item in run(*books, as_of=as_of).returns if item.state is ReturnState.USED]


def test_a_file_of_two_rounds_belongs_to_the_time_from_the_end_of_the_first_on() -> None:
    both = book("phone_monitoring", file="둘.xlsx").with_cells("모니터링", {"A9": "2"})
    assert "둘.xlsx" in files_used(both, as_of=date(2021, 7, 1))
    assert "둘.xlsx" not in files_used(both, as_of=date(2021, 4, 2))


def test_a_plan_without_a_day_and_a_round_that_nobody_planned_are_not_set_aside() -> None:
    undated = book("settlement", header={"작성일": ""}, file="가.xlsx")
    unplanned = book("phone_monitoring", file="나.xlsx").with_cells("모니터링", {f"A{row}": "7" for row in (7, 8, 9)})
    assert {"가.xlsx", "나.xlsx"} <= set(files_used(undated, unplanned, as_of=date(2021, 4, 2)))


@pytest.mark.parametrize(
    ("written", "as_of", "counts"),
    [
        ("2021-05-05", date(2021, 4, 20), False),  # April is not over, and the return tells of all of it
        ("2021-04-18", date(2021, 4, 20), True),
        ("", date(2021, 4, 20), True),
        ("2021-05-05", date(2021, 4, 30), True),
        ("2021-04-18", date(2021, 3, 31), False),
    ],
)
def test_a_month_counts_once_it_is_over_or_as_far_as_it_was_written(written: str, as_of: date, counts: bool) -> None:
    april = book("monthly_results", header={"작성일": written}, file="사월.xlsx")
    assert ("사월.xlsx" in files_used(april, as_of=as_of)) is counts
