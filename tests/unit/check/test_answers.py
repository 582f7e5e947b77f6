"""A region's answer is placed at the finding for which it was written, and at no other."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.check import place_answers
from pipeline.forms.stamp import LONGEST_ANSWER
from pipeline.model.findings import Effect, Finding, Gap, Place, Severity
from pipeline.model.returns import Answer, Return

FILE, SHEET = "1권역.xlsx", "모니터링"


def finding(
    rule: str = "MON-001", cell: str = "F7", value: str = "90", sheet: str = SHEET, gaps: tuple[Gap, ...] = ()
) -> Finding:
    place = Place(FILE, sheet, cell)
    return Finding(rule, Severity.WARNING, Effect.KEPT, place, "많습니다.", "봐 주세요.", value, gaps=gaps)


def sent(*answers: Answer, file: str = FILE) -> Return:
    return Return(1, file, Path(file), "", 1, answers=answers)


def answer(
    *cells: str, rule: str = "MON-001", sheet: str = SHEET, about: tuple[str, str] | None = None, text: str = "맞음"
) -> Answer:
    return Answer(rule, sheet, frozenset(cells), text, about)


def answers(items: list[Finding], *returns: Return) -> list[str]:
    return [item.answer for item in place_answers(items, returns)]


def test_an_answer_is_placed_at_each_cell_that_it_names_and_only_for_its_rule_sheet_and_file() -> None:
    items = [
        finding(),
        finding(cell="F8"),
        finding(cell="F9"),
        finding(rule="MON-002"),
        finding(sheet="메모"),
    ]
    assert answers(items, sent(answer("F7", "F8"))) == ["맞음", "맞음", "", "", ""]
    assert answers(items, sent(answer("F7", "F8"), file="2권역.xlsx")) == [""] * 5


def test_spaces_around_a_sheets_name_do_not_come_back_with_the_list() -> None:
    assert answers([finding(sheet="모니터링 ")], sent(answer("F7", sheet="모니터링"))) == ["맞음"]


@pytest.mark.parametrize(
    ("value", "cell", "about", "fits"),
    [
        ("90", "F7", ("90", "많습니다."), True),
        ("90", "F7", ("91", "많습니다."), False),  # the cell has another number now
        ("90", "F7", ("190", "많습니다."), False),
        ("90", "F7", ("12, 90, 7", "많습니다."), True),  # a line for many cells lists their values
        ("90", "F7", ("12, 7 등 9가지", "많습니다."), True),  # of many values only some are listed
        ("", "F7", ("(빈칸)", "비어 있습니다."), True),
        ("", "F7", ("90", "비어 있습니다."), False),
        ("90", "", ("", "많습니다."), True),  # about the whole sheet: there is no value
        ("가" * 600, "F7", ("가" * (LONGEST_ANSWER - 1) + "…", "깁니다."), True),
    ],
)
def test_an_answer_to_an_earlier_version_counts_where_its_value_still_stands(
    value: str, cell: str, about: tuple[str, str], fits: bool
) -> None:
    assert answers([finding(value=value, cell=cell)], sent(answer(cell, about=about))) == ["맞음" if fits else ""]


@pytest.mark.parametrize(("asked", "fits"), [("많습니다.", True), ("적습니다.", False), ("", False)])
def test_an_answer_about_what_is_lacking_counts_where_the_same_is_lacking(asked: str, fits: bool) -> None:
    """What is missing is named only in the sentence."""
    lacking = finding(value="", gaps=(Gap("monitoring", ("people_count",)),))
    assert answers([lacking], sent(answer("F7", about=("(빈칸)", asked)))) == ["맞음" if fits else ""]
